"""The page: tables, figures and the record of the run in one self-contained HTML file."""

import base64
import functools
import hashlib
import json
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import jinja2
import pandas as pd
import pyarrow as pa
import yaml
from markupsafe import Markup

import newsangle
from newsangle import tables as house
from newsangle.paths import Places, replace_file
from newsangle.report.by_hand import by_hand
from newsangle.report.columns import columns
from newsangle.report.drawings import drawing
from newsangle.report.evidence import only_here, shared_claims
from newsangle.report.findings import Part, found
from newsangle.report.wording import counted, minus, number_word, percent, present, sentence_case, shortened
from newsangle.style import COLOURS, outlet_markers
from newsangle.tables import outlet_order, with_outlets
from newsangle.texts.events import Event, load_event

TEMPLATES = files("newsangle.report") / "templates"
GLYPHS = {"o": "●", "s": "■", "^": "▲", "D": "◆", "v": "▼", "P": "✚", "X": "✖"}  # matplotlib's markers, as text
FIRST_COLUMNS = 2
MOST_ROWS = 40  # of a table behind a figure
TRACK = 160  # points of the line on which an interval is drawn
SECTIONS = {
    "glance": "At a glance", "conflicts": "Conflicts", "reading": "Side by side", "claims": "Claims",
    "only": "Only here", "framing": "Voices and frames", "sentiment": "Tone", "coding": "By hand",
    "method": "How it was made",
}  # fmt: skip
KICKERS = {
    "conflicts": "In common", "only here": "Only here", "voices": "Who speaks", "words": "Words", "frames": "Frames",
    "tone": "Tone",
}  # fmt: skip
COLLECTED = {
    "outlet": "Outlet", "headline": "Headline", "published": "Published", "inferred": "Inferred", "words": "Words",
    "sentences": "Sentences", "raw_chars": "Characters", "kept_chars": "Kept",
}  # fmt: skip
QUALITY = {"what": "What", "on": "On", "value": "Measured", "baseline": "A simpler way"}


@dataclass(frozen=True)
class Look:
    """How an outlet is told apart: the class of its colour and its sign."""

    css: str
    glyph: str


@dataclass(frozen=True)
class Shown:
    """A table as it stands on the page: everything is text already."""

    headings: list[str]
    rows: list[list[str]]
    numeric: list[bool]


@dataclass(frozen=True)
class Plate:
    """A figure with how to read it and the table behind it."""

    anchor: str
    title: str
    read: str = ""
    drawing: Markup | None = None
    table: Shown | None = None
    rest: str = ""


def write_page(here: Places) -> Path:
    """Write here.report/report.html from the event's tables, figures and manifest, and return its path.

    The same inputs give the same bytes. Raises TableError where articles, blocks or sentences are missing; any
    other table may be missing, and its part of the page then says so.
    """
    path = here.report / "report.html"
    text = page(load_event(here.raw), event_tables(here), here)
    replace_file(path, lambda part: part.write_text(text, encoding="utf-8", newline="\n"))
    return path


def event_tables(here: Places) -> dict[str, pd.DataFrame]:
    """Return every table of an event by name; one that was not made is empty, but articles, blocks and sentences."""
    needed = {"articles", "blocks", "sentences"}
    return {
        name: house.read(here, name)
        if name in needed or (here.processed / f"{name}.parquet").exists()
        else _empty(name)
        for name in house.TABLES
    }


def _empty(name: str) -> pd.DataFrame:
    columns = house.TABLES[name].columns
    return pa.table({column: pa.array([], spec.type) for column, spec in columns.items()}).to_pandas()


def page(event: Event, tables: dict[str, pd.DataFrame], here: Places) -> str:
    """Return the page of an event as HTML."""
    articles = tables["articles"]
    outlets = outlet_order(articles)
    several = [name for name, count in articles["outlet"].value_counts().items() if count > 1]
    claims, only = shared_claims(tables), only_here(tables)
    read = columns(tables, claims, only)
    plates = _plates(tables, here.figures)
    return render(
        "report.html.j2",
        title=event.title,
        question=event.question,
        description=event.question or event.title,
        script=Markup((TEMPLATES / "report.js").read_text(encoding="utf-8")),
        sections=[{"anchor": anchor, "name": name} for anchor, name in SECTIONS.items()],
        outlets=[{"name": name, "about": _about(articles[articles["outlet"] == name])} for name in outlets],
        looks=looks(outlets),
        several=several,
        scope=_scope(articles),
        findings=found(tables),
        kickers=KICKERS,
        sections_of={"voices": "framing", "words": "framing", "frames": "framing", "tone": "sentiment"},
        shown_plates={plate.anchor for section in plates.values() for plate in section},
        line=TRACK,
        conflicts=[claim for claim in claims if claim.relation == "conflict"],
        claims=claims,
        kinds=sorted({claim.kind for claim in claims}),
        only={name: [claim for claim in only if claim.outlet == name] for name in outlets},
        articles=read,
        first_columns=FIRST_COLUMNS,
        plates=plates,
        hand=_by_hand(here),
        event_name=here.event,
        **_made(event, tables, here),
    )


def _by_hand(here: Places) -> dict:
    """Return what people made of the texts, with every frame as a table of the page."""
    found = by_hand(here)
    parts = [
        {"title": part.title, "read": part.read, "open": part.open, "table": shown(part.frame, part.headings)}
        for part in found.parts
    ]
    return {
        "sheets": found.sheets, "problems": found.problems, "notes": found.notes, "warnings": found.warnings,
        "parts": parts,
    }  # fmt: skip


def looks(outlets: list[str]) -> dict[str, Look]:
    """Return each outlet's colour and sign, the same as in the figures."""
    markers = outlet_markers(outlets)
    return {name: Look(f"o{i % len(COLOURS)}", GLYPHS[markers[name]]) for i, name in enumerate(outlets)}


def render(template: str, **context) -> str:
    """Return a template filled in, with the house's style and a policy that lets nothing else in."""
    css = Markup((TEMPLATES / "report.css").read_text(encoding="utf-8"))
    script = context.pop("script", "")
    policy = f"default-src 'none'; style-src {_hash(css)}; img-src data:; base-uri 'none'; form-action 'none'"
    policy += f"; script-src {_hash(script)}" if script else ""
    given = {"css": css, "script": script, "policy": policy, "version": newsangle.__version__} | context
    return _environment().get_template(template).render(given)


@functools.cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("newsangle.report"), autoescape=True, undefined=jinja2.StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    environment.filters |= {"shortened": shortened, "sentence_case": sentence_case, "track": _track, "ends": _ends}
    return environment


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _about(articles: pd.DataFrame) -> str:
    days = sorted({str(day)[:10] for day in articles["published"].dropna()})
    told = [counted(len(articles), "article"), counted(int(articles["words"].sum()), "word")]
    return " · ".join(told + ([day_name(days[0]) + (f" to {day_name(days[-1])}" if days[1:] else "")] if days else []))


def day_name(iso: str) -> str:
    """Return '2025-06-03' as '3 June 2025'; what is no such day comes back as it is."""
    try:
        day = pd.Timestamp(iso[:10])
    except ValueError:
        return iso
    return f"{day.day} {day:%B %Y}" if len(iso) >= 10 else iso


def _scope(articles: pd.DataFrame) -> str:
    n = len(articles)
    these = "this one article" if n == 1 else f"these {number_word(n)} articles"
    return (
        f"What follows is about {these} and nothing beyond: "
        "how an outlet reports in general takes many more to tell. Every number leads to the sentences behind it."
    )


def _track(part: Part) -> dict | None:
    """Return where a part's number and its interval lie on a line of TRACK points, or None where it has none."""
    if part.interval is None or part.interval.low != part.interval.low:
        return None
    low, high = part.scale
    ends = {"at": part.interval.mean, "low": part.interval.low, "high": part.interval.high, "zero": 0.0}
    return {name: f"{TRACK * (value - low) / (high - low):.1f}" for name, value in ends.items()}


def _ends(part: Part) -> str:
    """Return a part's interval in words."""
    if part.interval is None or part.interval.low != part.interval.low:
        return ""
    shown = percent if part.figure.endswith("%") else minus
    return f"{shown(part.interval.low)} to {shown(part.interval.high)}"


def _plates(tables: dict[str, pd.DataFrame], figures: Path) -> dict[str, list[Plate]]:
    """Return the figures that are there, each with its text and table, and tables that have no figure."""
    plates: dict[str, list[Plate]] = {"framing": [], "sentiment": []}
    for section, entries in yaml.safe_load((TEMPLATES / "plates.yml").read_text(encoding="utf-8")).items():
        for entry in entries:
            path = figures / f"{entry['figure']}.svg"
            table, rest = _behind(tables, entry)
            if path.exists() or table:
                drawn = drawing(path, entry["title"], entry["read"]) if path.exists() else None
                plates[section].append(Plate(entry["anchor"], entry["title"], entry["read"], drawn, table, rest))
    return plates


def _behind(tables: dict[str, pd.DataFrame], entry: dict) -> tuple[Shown | None, str]:
    """Return the rows behind a figure, of many the strongest of each outlet, and what was left out."""
    frame = tables[entry["table"]]
    if frame.empty:
        return None, ""
    if "outlet" not in frame:
        frame = with_outlets(frame, tables["articles"])
    total, rest = len(frame), ""
    if "strongest" in entry and total > MOST_ROWS:
        outlets = outlet_order(tables["articles"])
        frame = frame.sort_values(entry["strongest"], ascending=False, kind="stable")
        frame = frame.groupby("outlet", sort=False).head(MOST_ROWS // len(outlets) + 1)
        frame = frame.sort_values("outlet", key=lambda names: names.map(outlets.index), kind="stable")
        rest = f"The strongest {len(frame)} of {total:,} rows; all of them are in tables/{entry['table']}.csv."
    return shown(frame, entry["columns"]), rest


def shown(frame: pd.DataFrame, headings: dict[str, str]) -> Shown:
    """Return a frame's columns under the headings given, as text."""
    frame = frame[[column for column in headings if column in frame]]
    numeric = [pd.api.types.is_numeric_dtype(frame[column]) for column in frame]
    rows = [[_cell(value) for value in row] for row in frame.itertuples(index=False)]
    return Shown([headings[column] for column in frame], rows, numeric)


def _cell(value) -> str:
    if not present(value):
        return "–"
    if isinstance(value, float):
        return minus(value)
    return f"{value:,}" if isinstance(value, int) else str(value)


def _made(event: Event, tables: dict[str, pd.DataFrame], here: Places) -> dict:
    """Return what 'How it was made' shows."""
    articles = tables["articles"]
    dropped = [_dropped(row, tables["blocks"]) for row in articles.itertuples()]
    said = yaml.safe_load((TEMPLATES / "method.yml").read_text(encoding="utf-8"))
    quality = yaml.safe_load((TEMPLATES / "quality.yml").read_text(encoding="utf-8"))
    lost = 1 - articles["kept_chars"].sum() / max(articles["raw_chars"].sum(), 1)
    return {
        "collected": shown(
            articles.assign(published=articles["published"].map(day_name, na_action="ignore")), COLLECTED
        ),
        "notes": [{"outlet": row.outlet, "text": row.note} for row in articles.itertuples() if present(row.note)],
        "sources": [{"outlet": row.outlet, "url": row.url} for row in articles.itertuples() if _web(row.url)],
        "dropped": [article for article in dropped if article["runs"]],
        "dropped_share": f"{percent(lost)} of the characters received are not the story and count nowhere.",
        "methods": said["methods"],
        "limits": said["limits"],
        "quality": shown(pd.DataFrame(quality["rows"]), QUALITY),
        "manifest": _manifest(here.report / "manifest.json"),
    }


def _dropped(article, blocks: pd.DataFrame) -> dict:
    mine = blocks[(blocks["article_id"] == article.article_id) & ~blocks["kept"] & (blocks["text"].str.strip() != "")]
    runs = [{"role": row.role, "rule": row.rule, "text": shortened(row.text, 400)} for row in mine.itertuples()]
    roles = ", ".join(f"{role} {count}" for role, count in mine["role"].value_counts(sort=True).items())
    return {"outlet": article.outlet, "summary": f"{counted(len(runs), 'run')} of text ({roles})", "runs": runs}


def _web(url) -> bool:
    return present(url) and url.lower().startswith(("http://", "https://"))


def _manifest(path: Path) -> dict | None:
    """Return the record of the run as tables, or None where the page is made by hand."""
    if not path.exists():
        return None
    record = json.loads(path.read_text(encoding="utf-8"))
    inputs = [[item["file"], f"{item['bytes']:,}", item["sha256"]] for item in record.get("inputs", [])]
    steps = [[s["notebook"], ", ".join(s["reads"]), ", ".join(s["writes"])] for s in record.get("steps", [])]
    return {
        "command": record.get("command", ""),
        "inputs": Shown(["File", "Bytes", "SHA-256"], inputs, [False, True, False]),
        "parameters": Shown(["Parameter", "Value"], _pairs(record.get("parameters", {})), [False, False]),
        "versions": Shown(["Package", "Version"], _pairs(record.get("versions", {})), [False, False]),
        "steps": Shown(["Notebook", "Reads", "Writes"], steps, [False, False, False]),
    }


def _pairs(given: dict) -> list[list[str]]:
    return [[str(key), value if isinstance(value, str) else json.dumps(value)] for key, value in given.items()]
