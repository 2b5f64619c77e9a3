"""The classroom's folder: pages and sheets to print, written together."""

from pathlib import Path

from newsangle.classroom import handouts, pages, sheets
from newsangle.classroom.lessons import check_places, read_lesson
from newsangle.coding.sheets import FOLDER, keep_codebook
from newsangle.paths import Places, replace_file
from newsangle.report import event_tables
from newsangle.texts.events import load_event

KEY = "answer-key.html"
PRINTS = {"a4": "", "letter": "-letter"}  # paper → what is added to a file's name
SAMPLE, SEED, CODEBOOK = 8, 1, "generic"


def write_classroom(
    here: Places,
    out: Path | None = None,
    sample: int = SAMPLE,
    seed: int = SEED,
    key: bool = True,
    codebook: str = CODEBOOK,
) -> Path:
    """Write the classroom of an event that has been run, and return its index.html.

    out: the folder that takes the files; by default the folder 'classroom' in the event's report. sample, seed: how
    many units pupils code in each part, and which. key: whether to write the answer key. codebook: the frames, by the
    name of a codebook that ships or the path of a .yml, which is copied to where the event's coding sheets lie. The
    same inputs give the same bytes. Raises TableError where the event has not been run, LessonError where its lesson
    does not fit, and CodebookError where the codebook does not.
    """
    loaded, lesson = load_event(here.raw), read_lesson(here.raw)
    check_places(lesson, {article.id: article.raw for article in loaded.articles}, here.raw)
    tables, asked = event_tables(here), sheets.tasks(codebook)
    made = pages.Made(loaded, lesson, tables, sheets.sheets(tables, here.event, asked, sample, seed), key)
    files = {f"{name}.html": page.encode() for name, page in pages.pages(made).items()}
    for paper, added in PRINTS.items():
        files[f"handout{added}.pdf"] = handouts.handout(made, paper)
        files[f"codebook{added}.pdf"] = handouts.codebook(made, paper)
    folder = Path(out).expanduser().resolve() if out else here.report / "classroom"
    for name, content in files.items():
        replace_file(folder / name, lambda part, content=content: part.write_bytes(content))
    keep_codebook(codebook, asked[0], here.raw / FOLDER)
    if not key:
        (folder / KEY).unlink(missing_ok=True)
    return folder / "index.html"
