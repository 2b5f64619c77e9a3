"""Event folders: what is read from a good one, and how every fault is told with its place and its mend."""

from pathlib import Path

import pytest

from newsangle import load_event
from newsangle.paths import RAW
from newsangle.texts import EventError, events

ENTRY = "title: Flood\narticles:\n- file: a.txt\n  outlet: The Example\n"
TEXT = {"a.txt": b"The river rose."}


def folder(tmp_path: Path, entry: str | bytes, files: dict[str, bytes] = TEXT) -> Path:
    (tmp_path / "event.yml").write_bytes(entry if isinstance(entry, bytes) else entry.encode())
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    return tmp_path


def test_reads_the_sample():
    event = load_event("istanbul-talks-2025-06")
    assert event.name == "istanbul-talks-2025-06" and event.folder == RAW / event.name
    assert [(a.id, a.outlet, a.country) for a in event.articles] == [
        ("indian-express", "The Indian Express", "IN"),
        ("turkiye-today", "Türkiye Today", "TR"),
    ]
    assert event.articles[1].published == "2025-06-04T11:28:00+03:00"
    assert event.articles[0].raw == (event.folder / "indian-express.txt").read_bytes().decode()


def test_the_file_s_name_is_the_id_and_no_means_norway(tmp_path):
    event = load_event(folder(tmp_path, ENTRY + "  country: NO\n  published: 2025-06-02\n  keep: a line\n"))
    article = event.articles[0]
    assert (article.id, article.country, article.published, article.keep) == ("a", "NO", "2025-06-02", ("a line",))


@pytest.mark.parametrize(
    ("entry", "files", "said"),
    [
        ("", TEXT, "It needs: title, articles"),
        ("- a\n", TEXT, "It needs: title, articles"),
        ("title: 'Flood\n", TEXT, "is not YAML in line"),
        ("[[[" * 300, TEXT, "is not YAML"),
        (b"title: \xff\xfe\n", TEXT, "Save it as UTF-8"),
        ("title: Flood\ndate: 2025-02-30\narticles: []\n", TEXT, "Write dates as 2025-06-02"),
        ("title: Flood\narticles: []\n", TEXT, "'articles' holds no article"),
        ("articles:\n- file: a.txt\n  outlet: X\n", TEXT, "'title' is missing. Add a line 'title: …'"),
        ("title: Flood\narticles:\n- file: a.txt\n", TEXT, "article 1: 'outlet' is missing"),
        (ENTRY + "  colour: red\n", TEXT, "article 1: there is no entry 'colour'. The entries are: file, outlet"),
        (ENTRY + "colour: red\n", TEXT, "there is no entry 'colour'. The entries are: title"),
        (ENTRY + "  published: yesterday\n", TEXT, "'yesterday' is no date; write it as 2025-06-02"),
        (ENTRY + "  published: 2025\n", TEXT, "is no date"),
        (ENTRY + "  country: uk\n", TEXT, "write two capital letters"),
        (ENTRY + "  url: javascript:alert(1)\n", TEXT, "write it with https://"),
        (ENTRY + "  id: ../a\n", TEXT, "may hold letters, digits"),
        (ENTRY + "  drop: ['/(/']\n", TEXT, "is no regular expression"),
        (ENTRY + "  inferred: [weather]\n", TEXT, "It may name: outlet"),
        (ENTRY + "- file: b.txt\n  outlet: X\n", TEXT, "there is no file 'b.txt'. The files there are: a.txt"),
        (ENTRY + "- file: a.txt\n  outlet: X\n", TEXT, "2 articles have the id 'a'"),
        (ENTRY.replace("a.txt", "../../a.txt"), TEXT, "lies outside the folder"),
        (ENTRY.replace("a.txt", "/etc/hostname"), TEXT, "lies outside the folder"),
        (ENTRY.replace("a.txt", "a b.txt"), {"a b.txt": b"Text."}, "Add an 'id'"),
        (ENTRY, {"a.txt": b" \n"}, "'a.txt' holds no text"),
        (ENTRY, {"a.txt": b"%PDF-1.4 ..."}, "is a PDF, not text. Save the article as plain text"),
        (ENTRY, {"a.txt": bytes(range(256)) * 9}, "is binary, not text"),
        (ENTRY.replace("a.txt", "a.html"), {"a.html": b"<html></html>"}, "no article was found in the page"),
    ],
)  # fmt: skip
def test_every_fault_names_its_place_and_its_mend(tmp_path, entry, files, said):
    problems = events.check(folder(tmp_path, entry, files))
    assert any(said in problem for problem in problems), problems
    assert all(problem.startswith(str(tmp_path / "event.yml")) for problem in problems)
    with pytest.raises(EventError, match="event"):
        load_event(tmp_path)


def test_an_article_without_a_story_is_told_before_a_run(tmp_path):
    said = events.check(folder(tmp_path, ENTRY, {"a.txt": b"Advertisement\nShare on Facebook\n"}))
    assert "nothing of 'a.txt' looks like a story" in said[0]


def test_all_faults_are_told_at_once(tmp_path):
    entry = ENTRY + "  country: uk\n  colour: red\n- file: b.txt\n"
    assert len(events.check(folder(tmp_path, entry))) == 3


def test_a_link_out_of_the_folder_is_not_followed(tmp_path):
    (tmp_path / "secret.txt").write_text("secret")
    inner = tmp_path / "event"
    inner.mkdir()
    (inner / "a.txt").symlink_to(tmp_path / "secret.txt")
    assert "lies outside the folder" in events.check(folder(inner, ENTRY, {}))[0]


def test_a_folder_without_event_yml_names_the_events_that_there_are(tmp_path):
    assert "istanbul-talks-2025-06" in events.check(tmp_path / "nowhere")[0]


def test_a_new_event_is_a_template_that_wants_its_articles(tmp_path):
    file = events.new(tmp_path / "flood")
    assert file == tmp_path / "flood" / "event.yml"
    assert [problem for problem in events.check(tmp_path / "flood") if "there is no file" not in problem] == []
    assert events.headline(tmp_path / "flood") == "What happened, in a few words"
    with pytest.raises(EventError, match="is there already"):
        events.new(tmp_path / "flood")


def test_every_entry_is_explained_in_the_template():
    template = events.TEMPLATE.read_text(encoding="utf-8")
    assert all(f"{name}:" in template for name in events._ArticleEntry.model_fields)


def test_a_path_as_windows_writes_it_is_found(tmp_path):
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "a.txt").write_bytes(TEXT["a.txt"])
    event = load_event(folder(tmp_path, ENTRY.replace("a.txt", "sub\\a.txt"), {}))
    assert (event.articles[0].id, event.articles[0].raw) == ("a", "The river rose.")


def test_an_export_of_many_articles_is_no_article(tmp_path):
    one = "End of Document\n\nFlood {0}\nPost\nMarch {0}, 2025\n\nLength: 4 words\nBody\n\nThe river rose today.\n\n"
    files = {"a.txt": "".join(one.format(i) for i in (1, 2, 3)).encode()}
    assert "holds 3 articles. Make an event of them: newsangle new" in events.check(folder(tmp_path, ENTRY, files))[0]
    single = load_event(folder(tmp_path, ENTRY, {"a.txt": one.format(3).encode()})).articles[0]
    assert (single.raw, single.published) == ("Flood 3\n\nThe river rose today.", "2025-03-03")


def test_a_file_without_a_story_is_left_out_while_two_outlets_remain(tmp_path):
    entries = "".join(f"- file: {name}\n  outlet: {name[0]}\n" for name in ("a.txt", "b.txt", "c.html", "d.txt"))
    files = {"a.txt": b"The river rose.", "b.txt": b"It fell.", "c.html": b"<html></html>", "d.txt": b"  "}
    event = load_event(folder(tmp_path, f"title: Flood\narticles:\n{entries}", files))
    assert [article.id for article in event.articles] == ["a", "b"]
    assert [name for name, _ in event.left_out] == ["c", "d"]
