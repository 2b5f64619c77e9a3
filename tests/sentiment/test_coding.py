import pandas as pd
import pytest

from newsangle.sentiment import CodingError, agreement, coding_sheet, read_codes, write_sheet


def targets(polarities):
    n = len(polarities)
    return pd.DataFrame(
        {
            "sentence_id": [f"s{i:03}" for i in range(n)], "start": range(n), "end": range(1, n + 1),
            "actor": "Miller", "polarity": polarities, "score": 0.9,
        }
    )  # fmt: skip


def sentences(n):
    return pd.DataFrame({"sentence_id": [f"s{i:03}" for i in range(n)], "text": [f"Text {i}." for i in range(n)]})


def sheet(n=4, codes=("-1", "0", "1", "1")):
    return coding_sheet(sentences(n), targets([-1, 0, 1, 0])).assign(code=list(codes))


def test_a_sheet_spreads_over_the_event_and_hides_the_verdict():
    made = coding_sheet(sentences(100), targets([1] * 100))
    assert len(made) == 20
    assert made["sentence_id"].iloc[[0, -1]].tolist() == ["s000", "s099"]
    assert made["code"].eq("").all() and "polarity" not in made


def test_a_small_event_gives_a_small_sheet():
    assert len(coding_sheet(sentences(3), targets([1] * 3))) == 3
    assert coding_sheet(sentences(0), targets([])).empty


def test_agreement_beside_the_published_figures():
    found = agreement(sheet(), targets([-1, 0, 1, 0]))
    assert found.confusion.to_numpy().tolist() == [[1, 0, 0], [0, 1, 0], [0, 1, 1]]
    yours = found.figures.loc["your codes"]
    assert (yours.accuracy, yours.n) == (0.75, 4)
    assert yours["macro F1"] == pytest.approx((1 + 2 / 3 + 2 / 3) / 3)
    assert yours.kappa == pytest.approx((0.75 - 5 / 16) / (1 - 5 / 16))
    assert found.figures.loc["published test", "n"] == 1476


@pytest.mark.parametrize("code", ["negative", " NEGATIVE ", "-1", "−1", "-1.0"])
def test_codes_as_people_write_them(code):
    assert agreement(sheet(codes=[code, "", "", ""]), targets([-1, 0, 1, 0])).confusion.loc[-1, -1] == 1


def test_rows_without_a_code_are_left_out():
    assert agreement(sheet(codes=["", "", "", "1"]), targets([-1, 0, 1, 0])).figures.loc["your codes", "n"] == 1


def test_an_unknown_code_is_named():
    with pytest.raises(CodingError, match="'bad'"):
        agreement(sheet(codes=["bad", "0", "1", "1"]), targets([-1, 0, 1, 0]))


def test_a_sheet_of_another_event_is_refused():
    with pytest.raises(CodingError, match="made for these texts"):
        agreement(sheet(), targets([-1, 0]).assign(sentence_id=["x", "y"]))


def test_a_sheet_without_its_columns_is_refused():
    with pytest.raises(CodingError, match="code"):
        agreement(sheet().drop(columns="code"), targets([-1, 0, 1, 0]))


def test_places_that_are_no_numbers_are_refused():
    with pytest.raises(CodingError, match="start"):
        agreement(sheet().assign(start="here"), targets([-1, 0, 1, 0]))


def test_written_and_read_again(tmp_path):
    path = tmp_path / "tone_codes.csv"
    made = coding_sheet(sentences(4).assign(text="=SUM(A1)"), targets([-1, 0, 1, 0]))
    write_sheet(made, path)
    again = read_codes(path)
    assert again["sentence_id"].tolist() == made["sentence_id"].tolist()
    assert again["sentence"].str.startswith("'=").all()
    with pytest.raises(CodingError, match="exists"):
        write_sheet(made, path)


@pytest.mark.parametrize("separator", [",", ";"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_sheets_as_spreadsheets_save_them(tmp_path, separator, encoding):
    path = tmp_path / "codes.csv"
    sheet().to_csv(path, index=False, sep=separator, encoding=encoding)
    assert agreement(read_codes(path), targets([-1, 0, 1, 0])).figures.loc["your codes", "n"] == 4


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b'a,b\n"unclosed'])
def test_a_file_that_is_no_sheet_is_named(tmp_path, content):
    path = tmp_path / "codes.csv"
    path.write_bytes(content)
    with pytest.raises(CodingError):
        agreement(read_codes(path), targets([0]))


def test_no_sheet_yet(tmp_path):
    found = agreement(read_codes(tmp_path / "none.csv"), targets([0]))
    assert found.figures.loc["your codes", "n"] == 0
