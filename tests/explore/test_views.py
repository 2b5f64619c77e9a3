"""Views answer from the tables what a reader asks, and survive what is in texts."""

import base64
import re

import pandas as pd
import pytest
from coding.conftest import event_tables

from newsangle import explore, tables
from newsangle.explore import display, events
from newsangle.paths import Places, places

IE, TT = "The Indian Express", "Türkiye Today"


def visible(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<style>.*?</style>|<[^>]+>", " ", html))


# --- On the sample --------------------------------------------------------------------------------------------


def test_a_word_is_counted_and_shown_in_its_context(event):
    view = explore.word(event, "ceasefire*, truce")
    counts = view["rates"].set_index(["term", "outlet"])
    assert counts["count"].to_dict() == {
        ("ceasefire*", IE): 3,
        ("ceasefire*", TT): 5,
        ("truce", IE): 2,
        ("truce", TT): 0,
    }
    assert counts.loc[("ceasefire*", IE), "in_quotes"] == 2
    words = tables.read_table(event, "articles").set_index("outlet")["words"]
    assert counts.loc[("ceasefire*", TT), "per_1000"] == pytest.approx(5000 / words[TT])
    assert len(view["lines"]) == 10 and view.html.count("<mark>") == 10


def test_a_word_that_nobody_uses_is_counted_as_none(event):
    view = explore.word(event, "zeppelin")
    assert view["rates"]["count"].tolist() == [0, 0] and view["lines"].empty
    assert "None." in visible(view.html)


def test_an_actor_has_names_agency_words_and_tone(event):
    name = next(actor for actor in explore.actors(event) if "Medvedev" in actor)
    view = explore.actor(event, name)
    assert set(view["labels"]["label"]) >= {"Dmitry Medvedev", "Dmitri Medvedev"}
    assert set(view["agency"]["function"]) <= {"agent", "patient", "other"} and view["agency"]["count"].sum() > 5
    assert any("delusional terms" in content for content in view["says"]["content"])
    assert set(view["tone"]["outlet"]) == {IE, TT}


def test_who_says_what_about_an_actor(event):
    spoken = tables.read_table(event, "attributions")
    about = pd.concat([explore.actor(event, name)["about"] for name in explore.actors(event)[:5]])
    assert len(about) and set(about["content"]) <= set(spoken["content"])


def test_a_frame_shows_its_sentences_and_what_called_it(event):
    view = explore.frame(event, "conflict")
    found = view["sentences"]
    assert found["score"].is_monotonic_decreasing and (found["evidence"] != "").all()
    called = found[found["terms"] != ""].iloc[0]
    assert f"<mark>{called.terms.split('; ')[0]}</mark>".lower() in view.html.lower()
    assert view["shares"]["sentences"].sum() == len(found)


def test_outlets_are_linked_by_the_claims_that_they_share(event):
    view = explore.linked(event, IE, TT)
    links = view["links"]
    bodies = links[links[IE].str.contains("12,000") & links[TT].str.contains("6,000")].iloc[0]
    assert bodies.relation == "conflict"
    bearing = view["sentences"][
        view["sentences"]["links"].str.split(", ").map(lambda found: str(bodies.number) in found)
    ]
    assert set(bearing["outlet"]) == {IE, TT}
    assert len(view["sentences"]) == len(explore.sentences(event))


def test_three_outlets_are_linked_where_two_of_them_share_a_claim(monkeypatch):
    tables = {
        "articles": pd.DataFrame({"article_id": list("abc"), "outlet": ["A", "B", "C"]}),
        "sentences": pd.DataFrame(
            {"article_id": list("abc"), "sentence_id": ["a1", "b1", "c1"], "text": list("xyz"), "role": "body"}
        ),
        "shared_claims": pd.DataFrame(
            {
                "shared_id": ["s1", "s1", "s2", "s2"], "label": "dead", "relation": ["check"] * 2 + ["agree"] * 2,
                "outlet": ["A", "C", "B", "C"], "sentence_id": ["a1", "c1", "b1", "c1"],
                "value": ["3", "4", "rain", "rain"], "evidence": "", "why": "",
            }
        ),
    }  # fmt: skip
    monkeypatch.setattr(explore.views, "read", lambda event, name: tables[name])
    view = explore.linked("made", "A", "B", "C")
    assert list(view["links"]["A"]) == ["3", ""] and list(view["links"]["C"]) == ["4", "rain"]
    assert list(view["sentences"]["links"]) == ["1", "2", "1, 2"]


def test_a_sentence_leads_back_to_the_raw_file(event):
    every = explore.sentences(event)
    row = every[every["text"].str.contains("12,000 fallen soldiers")].iloc[0]
    view = explore.sentence(event, row.sentence_id)
    assert {"sentences", "tokens", "attributions", "claims", "shared_claims"} <= set(view.frames)
    assert set(view["shared_claims"]["outlet"]) == {IE, TT}
    raw = (places(event).raw / "indian-express.txt").read_text(encoding="utf-8")
    line = 1 + raw.count("\n", 0, row.start)
    assert f"Characters {row.start:,}–{row.end:,} of indian-express.txt, line {line}." in visible(view.html)


def test_every_line_under_a_view_gives_that_view(event):
    pytest.importorskip("ipywidgets")
    chooser = explore.choose_event()
    assert chooser.event == event
    panels = ("word_panel", "words_panel", "actor_panel", "frame_panel", "codebook_panel", "linked_panel")
    for make in (*panels, "sentence_panel", "table_panel"):
        controls, view, line, _ = getattr(explore, make)(chooser).children
        if make == "word_panel":
            controls.children[0].value = 'it\'s "fine", talks'
        said = re.search(r'<pre class="line">(.*)</pre>', line.value, re.DOTALL)[1]
        code = said.replace("&#x27;", "'").replace("&quot;", '"').replace("&lt;", "<").replace("&amp;", "&")
        made, expression = code.split("; ", 1)
        exec(made, names := {})
        result = eval(expression, names)
        assert result.html == view.value if make != "table_panel" else display.grid(result) in view.value


# --- Any table ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"where": {"relation": "conflict"}}, lambda t: t["relation"].eq("conflict").all()),
        ({"where": {"relation": "!= conflict"}}, lambda t: t["relation"].ne("conflict").all()),
        ({"search": "SOLDIERS"}, lambda t: t["evidence"].str.contains("soldiers").any()),
        ({"sort": "-value"}, lambda t: t["value"].dropna().is_monotonic_decreasing),
    ],
)
def test_tables_are_searched_filtered_and_sorted(event, options, expected):
    found = explore.table(event, "shared_claims", **options)
    assert len(found) and expected(found)


def test_numbers_are_compared_as_numbers(event):
    found = explore.table(event, "sentences", where={"position": ">= 0,5", "role": "body"}, sort="-start")
    assert found["position"].min() >= 0.5 and found["start"].is_monotonic_decreasing


# --- What is not there ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (lambda e: explore.word("no-such-event", "talks"), "has not been run"),
        (lambda e: explore.word(e, " , "), "Type a word"),
        (lambda e: explore.word(e, "***"), "Type a word"),
        (lambda e: explore.actor(e, "Nobody"), "There is no actor 'Nobody'"),
        (lambda e: explore.frame(e, "mood"), "generic: conflict"),
        (lambda e: explore.linked(e, IE, "The Owl"), "the outlets are: The Indian Express, Türkiye Today"),
        (lambda e: explore.linked(e, IE, IE), "two different outlets, or more"),
        (lambda e: explore.sentence(e, "x"), "the first is 'indian-express-s001'"),
        (lambda e: explore.table(e, "moods"), "the tables are"),
        (lambda e: explore.table(e, "claims", sort="mood"), "has no column 'mood'"),
        (lambda e: explore.table(e, "sentences", where={"start": "> much"}), "'much' is not a number"),
        (lambda e: explore.word(e, "talks")["moods"], "it has: rates, lines"),
    ],
)
def test_what_is_not_there_is_said_with_what_is(event, ask, said):
    with pytest.raises(ValueError, match=re.escape(said)):
        ask(event)


def test_events_that_were_not_run_are_named_with_the_command(tmp_path, monkeypatch):
    monkeypatch.setenv("NEWSANGLE_OUT", str(tmp_path))
    assert explore.events_run() == [] and "istanbul-talks-2025-06" in explore.events_not_run()
    shown = explore.choose_event()
    said = visible(shown.children[-1].value)
    assert "istanbul-talks-2025-06" in said and "newsangle run" in said
    assert "newsangle run" in visible(explore.word_panel(shown).children[1].value)


# --- Others' texts --------------------------------------------------------------------------------------------

EVIL = '<script>alert("1")</script><img src=x onerror=alert(1)>'


@pytest.fixture
def hostile(tmp_path, monkeypatch) -> str:
    monkeypatch.setenv("NEWSANGLE_OUT", str(tmp_path))
    here = Places("rain", tmp_path / "raw" / "rain", tmp_path / "processed" / "rain", tmp_path / "reports" / "rain")
    for name, frame in event_tables().items():
        evil = frame.replace({"The Ash": f"=1+1 {EVIL}", "The talks failed.": EVIL, "how it ended": EVIL})
        if name in ("sentences", "blocks"):
            evil["end"] = evil["start"] + evil["text"].str.len()
        tables.write(evil, here, name)
    empty = {"tokens", "attributions"} - set(event_tables())
    for name in empty:
        columns = tables.TABLES[name].columns
        kinds = {"int64": "int64", "bool": "bool", "double": "float64"}
        frame = pd.DataFrame({c: pd.Series(dtype=kinds.get(str(spec.type), "object")) for c, spec in columns.items()})
        tables.write(frame, here, name)
    return "rain"


@pytest.mark.parametrize(
    "make",
    [
        lambda e: explore.word(e, f"talks, {EVIL}").html,
        lambda e: explore.frame(e, "conflict").html,
        lambda e: explore.linked(e, *explore.outlets(e)).html,
        lambda e: explore.sentence(e, "a-s001").html,
        lambda e: display.page(display.grid(explore.table(e, "sentences"))),
        lambda e: "".join(part.value for part in explore.linked_panel(explore.choose_event()).children[1:3]),
    ],
)
def test_what_is_in_a_text_never_becomes_part_of_the_page(hostile, make):
    page = make(hostile)
    assert "<script" not in page and "<img" not in page
    assert "&lt;script&gt;" in page


def test_saved_tables_hold_no_formula(hostile):
    link = display.download(explore.table(hostile, "articles"), "x.csv")
    text = base64.b64decode(re.search(r"base64,([^\"]+)", link)[1]).decode("utf-8-sig")
    assert "'=1+1" in text and "\n=1+1" not in text and ",=1+1" not in text


def test_a_long_table_shows_its_head_and_says_how_long_it_is():
    shown = display.grid(pd.DataFrame({"n": range(5000)}))
    assert shown.count("<tr>") == display.MOST_ROWS + 1 and "5,000 rows" in shown


def test_a_gap_does_not_turn_counts_into_fractions():
    shown = display.grid(pd.DataFrame({"start": [1200.0, None], "share": [0.5, None]}))
    assert re.findall(r"<bdi>(.*?)</bdi>", shown) == ["1,200", "0.50", "–", "–"]


def test_the_words_of_each_outlet_are_compared_anew(event):
    every, own = explore.words(event), explore.words(event, own_voice=True)
    assert set(every["terms"]["outlet"]) == {IE, TT}
    assert every["terms"]["count"].sum() > own["terms"]["count"].sum()  # quotations are left out
    assert 'download="istanbul-talks-2025-06-words.svg"' in own.html and "own words" in visible(own.html)


def test_another_codebook_is_tried_in_place(event):
    view = explore.codebook(event, "policy", TT, IE)
    assert set(view["shares"]["outlet"]) == {IE, TT} and "security and defense" in set(view["shares"]["frame"])
    assert "What the frames mean" in view.html and 'download="istanbul-talks-2025-06-frames.svg"' in view.html


@pytest.mark.parametrize("names", [(IE,), (IE, IE), (IE, "Nobody")])
def test_words_and_codebooks_compare_two_outlets_or_more(event, names):
    for ask in (explore.words, lambda event, *names: explore.codebook(event, "generic", *names)):
        with pytest.raises(explore.ExploreError, match=r"two different outlets|no outlet 'Nobody'"):
            ask(event, *names)


def test_the_context_of_a_word_ends_between_words(event):
    text = {row.article_id: "" for row in tables.read_table(event, "articles").itertuples()}
    for row in tables.read_table(event, "sentences").itertuples():
        text[row.article_id] += f" {' '.join(row.text.split())}"
    for line in explore.word(event, "ceasefire*")["lines"].itertuples():
        words = text[line.article_id].split()
        assert line.left.split()[0] in words and line.right.split()[-1] in words


@pytest.fixture
def opened(sample_run, monkeypatch) -> list[str]:
    """The addresses that a browser is asked to open; the report of the sample is where its run left it."""
    addresses: list[str] = []
    known = events.places
    monkeypatch.setattr(events, "places", lambda name: sample_run if name == sample_run.event else known(name))
    monkeypatch.setattr(events.webbrowser, "open", lambda address: addresses.append(address) or True)
    return addresses


def test_the_button_of_a_panel_opens_the_report(event, opened):
    pytest.importorskip("ipywidgets")
    *_, row = explore.actor_panel(explore.choose_event()).children
    button, said = row.children
    button.click()
    assert opened[0].endswith("report.html#actors") and "Opened" in said.value


def test_the_report_opens_at_the_place(event, opened):
    assert explore.open_report(event, "words").startswith("Opened")
    assert opened[0].startswith("file://") and opened[0].endswith("report.html#words")
    assert "newsangle run nowhere" in explore.open_report("nowhere")
