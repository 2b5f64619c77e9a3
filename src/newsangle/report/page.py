"""The page: tables, figures and the record of the run in one self-contained HTML file."""

import base64
import functools
import hashlib
from dataclasses import dataclass
from pathlib import Path

import jinja2
import numpy as np
import pandas as pd
import pyarrow as pa
from markupsafe import Markup

import newsangle
from newsangle import tables as house
from newsangle.paths import Places, replace_file
from newsangle.report import top
from newsangle.report.by_hand import by_hand
from newsangle.report.captions import result
from newsangle.report.columns import columns
from newsangle.report.coverage import coverage
from newsangle.report.evidence import OnlyHere, only_here, perhaps_shared, shared_claims
from newsangle.report.finding import Part, Tables
from newsangle.report.findings import found, summing_up
from newsangle.report.made import errors_in_words, made, run_record
from newsangle.report.meanings import meanings
from newsangle.report.shown import TEMPLATES, plates, shown
from newsangle.report.takeaway import citation
from newsangle.report.wording import counted, listed, minus, number_word, percent, sentence_case, shortened
from newsangle.style import COLOURS, outlet_markers
from newsangle.tables import outlet_order
from newsangle.texts.events import Event, load_event

GLYPHS = {"o": "●", "s": "■", "^": "▲", "D": "◆", "v": "▼", "P": "✚", "X": "✖"}  # matplotlib's markers, as text
FIRST_COLUMNS = 2
TRACK = 160  # points of the line on which an interval is drawn
SECTIONS = {
    "glance": "At a glance", "reading": "Side by side", "claims": "Claims", "only": "Only here", "coverage": "Coverage",
    "framing": "Voices and frames", "sentiment": "Tone", "coding": "By hand", "take": "Take it away",
    "method": "How it was made",
}  # fmt: skip
KICKERS = {"words": "Words", "frames": "Frames", "tone": "Tone"}
SIGNS = {"conflict": "≠", "check": "?", "partial": "≈", "agree": "=", "copied": "↻", "only": "•"}
NAMES = {
    "conflict": "conflict", "check": "check", "partial": "agree in part", "agree": "agree", "copied": "copied",
    "only": "only here",
}  # fmt: skip
SUMS = {
    "outlet": "Outlet", "claims": "Claims", "shared": "In shared rows", "check": "To check",
    "possibly": "Perhaps shared", "only": "Only here", "other": "In no list",
}  # fmt: skip


@dataclass(frozen=True)
class Look:
    """How an outlet is recognised: the class of its colour and its sign."""

    css: str
    glyph: str


def write_page(here: Places, known: Tables | None = None) -> Path:
    """Write here.report/report.html from the event's tables, figures and manifest, and return its path.

    known: tables that were read before, as for event_tables. The same inputs give the same bytes. Raises TableError if
    articles, blocks or sentences are missing; any other table may be missing, and its part of the page then says so.
    """
    path = here.report / "report.html"
    text = page(load_event(here.raw), event_tables(here, known), here)
    replace_file(path, lambda part: part.write_text(text, encoding="utf-8", newline="\n"))
    return path


def event_tables(here: Places, known: Tables | None = None) -> Tables:
    """Return every table of an event by name; tables that were not made are empty.

    known: tables that were read before; of these, only the empty ones are read again, which may be there by now.
    Raises TableError if articles, blocks or sentences are missing.
    """
    needed = {"articles", "blocks", "sentences"}
    there = {name: frame for name, frame in (known or {}).items() if not frame.empty}
    return {
        name: there[name]
        if name in there
        else house.read(here, name)
        if name in needed or (here.processed / f"{name}.parquet").exists()
        else _empty(name)
        for name in house.TABLES
    }


def _empty(name: str) -> pd.DataFrame:
    columns = house.TABLES[name].columns
    return pa.table({column: pa.array([], spec.arrow) for column, spec in columns.items()}).to_pandas()


def page(event: Event, tables: Tables, here: Places) -> str:
    """Return the page of an event as HTML."""
    articles = tables["articles"]
    outlets = outlet_order(articles)
    claims, only = shared_claims(tables), only_here(tables)
    record = run_record(here)
    drawn, stops = plates(tables, here.figures), coverage(tables, claims)
    return render(
        "report.html.j2",
        title=event.title,
        question=event.question,
        description=event.question or event.title,
        script=Markup((TEMPLATES / "report.js").read_text(encoding="utf-8")),
        sections=[{"anchor": key, "name": name} for key, name in SECTIONS.items() if key != "coverage" or stops],
        stops=stops,
        outlets=outlets,
        looks=looks(outlets),
        several=[name for name, count in articles["outlet"].value_counts().items() if count > 1],
        claims=claims,
        relations=list(dict.fromkeys(claim.relation for claim in claims)),
        kinds=sorted({claim.kind for claim in claims}),
        only=_by_outlet(only, outlets),
        copied={name: [c for c in claims if c.relation == "copied" and c.voices == [name]] for name in outlets},
        copiers=top.copiers(articles),
        perhaps=_by_outlet(perhaps_shared(tables), outlets),
        articles=columns(tables, claims, only),
        about=_about(articles),
        first_columns=FIRST_COLUMNS,
        plates=drawn,
        meanings=meanings(tables),
        hand=_by_hand(here),
        event_name=here.event,
        errors=errors_in_words(),
        sums=shown(top.sums(tables), SUMS),
        citation=citation(event, articles, here.event, record),
        files=_files(here),
        **_glance(tables, claims, only, drawn),
        **made(tables, record),
    )


def _glance(tables: Tables, claims: list, only: list[OnlyHere], drawn: dict) -> dict:
    """Return what the top of the page shows."""
    findings, copiers = found(claims, only, tables), top.copiers(tables["articles"])
    contrasts = [finding for finding in findings if finding.section in KICKERS]
    unclear = [finding for finding in contrasts if not finding.clear]
    names = list(dict.fromkeys(KICKERS[finding.section].lower() for finding in unclear))
    return {
        "headlines": sorted(top.headlines(tables), key=lambda headline: headline.outlet in copiers),  # copies last
        "scope": _scope(tables["articles"]),
        "summing_up": "" if tables["claims"].empty else summing_up(claims, only, tables),
        "disputed": {name: [c for c in claims if c.relation == name] for name in ("conflict", "check")},
        "prominent": top.most_prominent(only),
        "heard": result("voices", top.own_voices(tables)),
        "voices": top.voices(top.own_voices(tables)),
        "clear": [finding for finding in contrasts if finding.clear],
        "unclear": unclear,
        "unclear_names": listed(names, "or"),
        "kickers": KICKERS,
        "sections_of": {"voices": "framing", "words": "framing", "frames": "framing", "tone": "sentiment"},
        "shown_plates": {plate.anchor for section in drawn.values() for plate in section},
        "line": TRACK,
    }


def _by_outlet(found: list, outlets: list[str]) -> dict[str, list]:
    return {name: [one for one in found if one.outlet == name] for name in outlets}


def _about(articles: pd.DataFrame) -> dict[str, str]:
    """Return for each article what a copied quotation names as its source: outlet, headline, day, address."""
    lines = {}
    for row in articles.itertuples():
        day = str(row.published)[:10] if isinstance(row.published, str) else ""
        parts = [row.outlet, row.headline, day, row.url if top.web(row.url) else ""]
        lines[row.article_id] = ", ".join(part for part in parts if isinstance(part, str) and part)
    return lines


def _by_hand(here: Places) -> dict:
    """Return the results of hand coding, with every frame as a table of the page."""
    found = by_hand(here)
    parts = [
        {"title": part.title, "read": part.read, "open": part.open, "table": shown(part.frame, part.headings)}
        for part in found.parts
    ]
    return {
        "sheets": found.sheets, "problems": found.problems, "notes": found.notes, "warnings": found.warnings,
        "parts": parts,
    }  # fmt: skip


def _files(here: Places) -> dict[str, list[str]]:
    """Return the files beside the page that a reader can take, by kind."""
    kinds = {
        "Tables": [*sorted(here.tables.glob("*.csv")), *sorted(here.tables.glob("*.xlsx"))],
        "Figures": sorted([*here.figures.glob("*.svg"), *here.figures.glob("*.png")]),
        "Description and summary": [here.report / name for name in ("datapackage.json", "summary.md")],
    }
    found = {
        kind: [path.relative_to(here.report).as_posix() for path in paths if path.exists()]
        for kind, paths in kinds.items()
    }
    return {kind: names for kind, names in found.items() if names}


def looks(outlets: list[str]) -> dict[str, Look]:
    """Return each outlet's colour and sign, the same as in the figures."""
    markers = outlet_markers(outlets)
    return {name: Look(f"o{i % len(COLOURS)}", GLYPHS[markers[name]]) for i, name in enumerate(outlets)}


def _scope(articles: pd.DataFrame) -> str:
    """Return what the page is about, and that a few articles cannot show more."""
    n = len(articles)
    number = f"{number_word(n)} {'article' if n == 1 else 'articles'}"
    few = n < 5 * articles["outlet"].nunique()
    copies = int(articles["repeats"].notna().sum())
    repeated = (
        f" {sentence_case(number_word(copies))} of them mostly {'repeats' if copies == 1 else 'repeat'} the text of"
        f" another: that is no voice of {'its' if copies == 1 else 'their'} own."
    )
    return (
        sentence_case(number) + " cannot show how an outlet usually reports."
        if few
        else f"Everything here describes these {number}."
    ) + (repeated if copies else "")


def render(template: str, **context) -> str:
    """Return a filled-in template, with the house style and a policy that lets nothing else in."""
    css = Markup((TEMPLATES / "report.css").read_text(encoding="utf-8"))
    script = context.pop("script", "")
    policy = content_policy(css, script)
    given = {"css": css, "script": script, "policy": policy, "version": newsangle.__version__} | context
    return _environment().get_template(template).render(given)


def load_templates() -> None:
    """Load what the first page would load."""
    for name in _environment().list_templates(extensions=["j2"]):
        _environment().get_template(name)


def content_policy(css: str, script: str = "") -> str:
    """Return the Content-Security-Policy of a page with this style and this script, which lets nothing else in."""
    policy = f"default-src 'none'; style-src {_hash(css)}; img-src data:; base-uri 'none'; form-action 'none'"
    return policy + (f"; script-src {_hash(script)}" if script else "")


@functools.cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("newsangle.report"), autoescape=True, undefined=jinja2.StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    environment.filters |= {
        "shortened": shortened, "sentence_case": sentence_case, "track": _track, "ends": _ends, "percent": percent,
        "listed": listed, "counted": counted,
    }  # fmt: skip
    environment.globals |= {"signs": SIGNS, "names": NAMES}
    return environment


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _track(part: Part) -> dict | None:
    """Return where a part's number and its interval lie on a line of TRACK points, or None if it has none."""
    if np.isnan(part.interval.low):
        return None
    low, high = part.scale
    ends = {"at": part.interval.mean, "low": part.interval.low, "high": part.interval.high, "zero": 0.0}
    return {name: f"{TRACK * (value - low) / (high - low):.1f}" for name, value in ends.items()}


def _ends(part: Part) -> str:
    """Return a part's interval in words."""
    if np.isnan(part.interval.low):
        return ""
    shown = percent if part.figure.endswith("%") else minus
    return f"{shown(part.interval.low)} to {shown(part.interval.high)}"
