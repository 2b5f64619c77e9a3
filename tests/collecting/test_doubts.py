"""What is doubtful about an event, as `check` and `run` say it."""

import pytest

from newsangle import load_event
from newsangle.collecting import warnings
from newsangle.collecting.doubts import other_language

STORY = [
    "The river rose above its banks on Monday night and flooded the old town, the police said.",
    "More than 300 people had to leave their houses, and the army sent boats and blankets to them.",
    "The mayor said that the water would fall by Friday, and that nobody had been hurt so far.",
]
OTHER = [
    "Farmers in the valley lost most of their harvest to the water, their union told reporters in the city.",
    "The government will pay for new houses and for the bridge, a minister said on Tuesday in parliament.",
    "It was the third flood in ten years, and the council had asked for a dam after the last of them.",
]
GERMAN = [
    "Der Fluss trat am Montagabend über die Ufer und überschwemmte die Altstadt, wie die Polizei mitteilte.",
    "Mehr als 300 Menschen mussten ihre Häuser verlassen, die Armee schickte Boote und Decken für die Nacht.",
    "Die Bürgermeisterin sagte, das Wasser werde bis Freitag sinken, und niemand sei verletzt worden.",
]
DATED = "  published: 2025-03-04\n"


def event(tmp_path, *articles, title="Flood"):
    """Write an event; an article is its outlet, its paragraphs, and further lines of its entry."""
    lines = [f"title: {title}\narticles:"]
    for i, (outlet, paragraphs, *more) in enumerate(articles):
        text = "\n\n".join(["River floods the town", *paragraphs] if paragraphs else ["Share on Facebook"])
        (tmp_path / f"a{i}.txt").write_text(text, encoding="utf-8")
        lines.append(f"- file: a{i}.txt\n  outlet: {outlet}\n{''.join(more) or DATED}")
    (tmp_path / "event.yml").write_text("\n".join(lines), encoding="utf-8")
    return load_event(tmp_path)


def test_a_good_event_has_no_warning(tmp_path):
    assert warnings(event(tmp_path, ("Post", STORY), ("Times", OTHER))) == []


@pytest.mark.parametrize(
    ("articles", "said"),
    [
        ([("Post", STORY), ("Post", OTHER)], "All articles are by one outlet, Post"),
        ([("Post", STORY), ("Times", STORY)], "a0 and a1 are the same text"),
        ([("Post", STORY), ("Times", [*STORY[:2], OTHER[0]])], "share half of their text or more"),
        ([("Vale Post", STORY), ("The Vale-Post", OTHER)], "nearly the same name"),
        ([("Post", STORY), ("Zeitung", GERMAN)], "a1: is mostly in another language than English (de)"),
        ([("Post", STORY), ("Times", [*OTHER, GERMAN[0]])], "a1: not in English: 1 of its paragraphs"),
        ([("Post", STORY), ("Times", OTHER, "  country: GB\n")], "No day of publication: a1"),
        ([("Post", STORY), ("Times", OTHER, "  published: 2025-04-04\n")], "31 days apart"),
        ([("Post", ["GENEVA (AFP) - " + STORY[0], *STORY[1:]]), ("Times", OTHER)], "a0: credits AFP"),
        ([("Post", STORY), ("Times", OTHER), ("Echo", [])], "a2: left out"),
        ([("Post", STORY), ("Times", OTHER[:1])], "a1: holds only"),
        (
            [("Post", STORY), ("Times", [*OTHER, "© 2025 Times", *STORY])],
            "a1: '© 2025 Times' stands in the middle",
        ),
        (
            [("Post", STORY), ("Times", [*OTHER, "Boats on the square", "By Jane Roe", *STORY])],
            "does 'a1.txt' hold several articles?",
        ),
    ],
)
def test_each_doubt_is_stated(tmp_path, articles, said):
    found = warnings(event(tmp_path, *articles))
    assert any(said in line for line in found), found


def test_the_template_s_title_and_unlisted_files_are_named(tmp_path):
    made = event(tmp_path, ("Post", STORY), ("Times", OTHER), title="What happened, in a few words")
    (tmp_path / "more.html").write_text("<p>")
    found = warnings(made)
    assert "template" in found[0] and "more.html" in found[1]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (" ".join(STORY), None),
        (" ".join(GERMAN), "de"),
        ("قالت هيئة الميناء يوم الثلاثاء إن الرصيف القديم سيغلق في نهاية العام", "Arabic script"),
        ("Short", None),
        ("", None),
    ],
)
def test_another_language_is_recognised(text, language):
    assert other_language(text) == language
