"""The folder as a teacher gets it: what is in it, what the pages tell, and what they keep to themselves."""

import base64
import csv
import hashlib
import re
import shutil

import pytest
from classroom.conftest import INVENTED, MARCH, data
from lxml import html
from pdfminer.high_level import extract_pages
from pdfminer.layout import LTTextContainer
from report.conftest import frightful, laid_out

from newsangle.classroom import LessonError, read_lesson, write_classroom
from newsangle.classroom.sheets import sheets, tasks
from newsangle.coding import coded
from newsangle.errors import InputError
from newsangle.paths import RAW, Places
from newsangle.report import event_tables
from newsangle.tables import read
from newsangle.texts import load_event

PAGES = ("index", "read", "lesson", "code", "discuss", "answer-key")
PRINTS = ("handout", "handout-letter", "codebook", "codebook-letter")
FEAR = """
title: What makes you afraid
frames:
  - name: fear
    definition: The sentence makes a reader afraid.
    terms: [violence, danger]
"""
SAMPLE = "istanbul-talks-2025-06"


def test_the_folder_holds_pages_and_prints_and_is_the_same_every_time(invented, march, tmp_path):
    again = write_classroom(invented[MARCH], tmp_path).parent
    names = {f"{name}.html" for name in PAGES} | {f"{name}.pdf" for name in PRINTS}
    assert {path.name for path in march.iterdir()} == names
    assert all((march / name).read_bytes() == (again / name).read_bytes() for name in names)


def test_without_a_key_there_is_none_and_an_old_one_goes(invented, tmp_path):
    (tmp_path / "answer-key.html").write_text("of an earlier class")
    index = write_classroom(invented[MARCH], tmp_path, key=False)
    assert not (tmp_path / "answer-key.html").exists() and "answer-key" not in index.read_text("utf-8")


@pytest.mark.parametrize("name", PRINTS)
def test_a_print_is_one_page_of_its_paper(march, name):
    (page,) = extract_pages(march / f"{name}.pdf")
    assert [round(side) for side in page.bbox[2:]] == ([612, 792] if "letter" in name else [595, 842])
    words = " ".join(piece.get_text() for piece in page if isinstance(piece, LTTextContainer))
    assert "This event is invented" in " ".join(words.split())


def test_a_long_lesson_still_fits_on_one_page(invented, tmp_path, monkeypatch):
    from newsangle.classroom import folder

    lesson = read_lesson(RAW / MARCH)
    many = {f"{name}-{i}": exercise for i in range(6) for name, exercise in lesson.exercises.items()}
    monkeypatch.setattr(folder, "read_lesson", lambda _: lesson.model_copy(update={"exercises": many}))
    write_classroom(invented[MARCH], tmp_path)
    assert len(list(extract_pages(tmp_path / "handout.pdf"))) == 1


@pytest.mark.parametrize("name", PAGES)
def test_every_page_says_that_the_event_is_invented_and_lets_nothing_in(march, name):
    text = (march / f"{name}.html").read_text("utf-8")
    assert "This event is invented" in text
    assert not re.findall(r'(?:src|href)="(?:https?:)?//', text)
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text)[1]
    script = re.search(r"<script>(.*?)</script>", text, re.DOTALL)[1]
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert policy.startswith("default-src &#39;none&#39;") and digest in policy and "unsafe" not in policy


def test_pupils_code_blind_to_the_outlet_and_the_machine(invented, march):
    text = (march / "code.html").read_text("utf-8")
    outlets = set(read(invented[MARCH], "articles")["outlet"])
    assert not any(outlet in text for outlet in outlets)
    for sheet in data(march / "code.html")["sheets"]:
        assert set(sheet["units"][0]) == {"unit", "row", "texts"}
    known = data(march / "discuss.html")["sheets"]
    assert [part["title"] for part in known] == ["Frames", "Whose words", "In which light", "Two sentences"]
    assert {unit["outlet"] for unit in known[0]["units"]} == outlets


def test_the_seed_decides_which_sentences_are_coded(invented):
    tables = event_tables(invented[MARCH])
    drawn = [sheets(tables, MARCH, tasks("generic"), 5, seed)[0][0]["units"] for seed in (1, 1, 2)]
    assert drawn[0] == drawn[1] != drawn[2] and len(drawn[0]) == 5


def test_a_class_codes_with_a_rule_of_its_own(invented, tmp_path):
    """The files that pupils save are read by the command as well, which needs the codebook."""
    march, raw = invented[MARCH], tmp_path / MARCH
    shutil.copytree(march.raw, raw)
    (tmp_path / "fear.yml").write_text(FEAR, encoding="utf-8")
    here = Places(MARCH, raw, march.processed, march.report)
    write_classroom(here, tmp_path / "out", codebook=str(tmp_path / "fear.yml"))
    sheet = data(tmp_path / "out" / "code.html")["sheets"][0]
    assert [(v["label"], v["help"]) for v in sheet["variables"]] == [("Fear", "The sentence makes a reader afraid.")]
    rows = [
        [unit["unit"], "fear", "yes" if i else code, name, sheet["sheet"]]
        for name, code in (("A", "yes"), ("B", "no"))
        for i, unit in enumerate(sheet["units"])
    ]
    with (raw / "coding" / "codes.csv").open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([["unit", "variable", "code", "coder", "sheet"], *rows])
    assert coded(here)["agreement"]["agree"].tolist() == [7 / 8]


@pytest.mark.parametrize("event", [*INVENTED, SAMPLE])
def test_a_lesson_is_whole_and_its_answers_are_in_the_texts(event):
    lesson = read_lesson(RAW / event)
    assert len(lesson.aims) >= 4 and len(lesson.exercises) >= 6 and lesson.rubric and lesson.homework
    assert {"UNESCO", "Common", "England"} <= {strand.curriculum.split(" ")[0].rstrip(",") for strand in lesson.strands}
    assert {step.page for step in lesson.plan} >= {"read", "lesson", "code", "discuss"}
    if re.fullmatch(r"\d+ minutes", lesson.length):
        assert lesson.plan[-1].time.endswith(f"–{lesson.length.split()[0]}")
    raws = {article.id: article.raw for article in load_event(RAW / event).articles}
    for exercise in lesson.exercises.values():
        assert all(words in raws[article] for article, words in exercise.look.items())


@pytest.mark.parametrize("event", INVENTED)
def test_an_invented_event_says_so_everywhere(event):
    loaded = load_event(RAW / event)
    assert "invented" in loaded.title and read_lesson(RAW / event).invented
    for article in loaded.articles:
        assert article.raw.rstrip().endswith("This article is invented. It was written for lessons.")
        assert article.note == "Invented for lessons." and 250 <= len(article.raw.split()) <= 500


def test_an_event_without_a_lesson_of_its_own_gets_the_general_one(tmp_path):
    here = laid_out(frightful(), tmp_path)
    folder = write_classroom(here).parent
    assert folder == here.report / "classroom"
    assert "One event, several stories" in (folder / "index.html").read_text("utf-8")
    assert html.parse(str(folder / "lesson.html")).xpath("count(//form)") == 0


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("title: A march and two headlines\n", ""), "'title' is missing"),
        (("ages: 12 to 15", "ages: 12 to 15\nmood: bad"), "there is no entry 'mood'"),
        (('right: ["400"]', 'right: ["401"]'), "the right answer '401' is not among the choices"),
        (("gazette: About 400 pupils", "gazette: About 401 pupils"), "does not hold 'About 401 pupils'"),
        (("levels: [Repeats the headline., ", "levels: ["), "rubric: 'Headlines' needs 3 levels"),
        (("title: A march", "title: [A march"), "lesson.yml"),
    ],
)
def test_a_lesson_that_does_not_fit_is_explained(invented, tmp_path, change, said):
    text = (RAW / MARCH / "lesson.yml").read_text("utf-8")
    assert change[0] in text
    for path in (RAW / MARCH).iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "lesson.yml").write_text(text.replace(*change), encoding="utf-8")
    march = invented[MARCH]
    with pytest.raises(InputError) as error:
        write_classroom(Places(march.event, tmp_path, march.processed, march.report), tmp_path / "out")
    assert said in str(error.value) and not (tmp_path / "out").exists()
    assert isinstance(error.value, LessonError) or "line" in str(error.value)


def test_the_command_names_the_page(newsangle, invented, monkeypatch, tmp_path):
    monkeypatch.setenv("NEWSANGLE_OUT", str(invented[MARCH].processed.parents[1]))
    code, printed = newsangle("classroom", MARCH, "--out", tmp_path, "--no-key", "--sample", 3)
    assert code == 0 and str(tmp_path / "index.html") in printed.replace("\n", "")
    code, printed = newsangle("classroom", "no-such-event")
    assert code == 2 and "no-such-event" in printed
