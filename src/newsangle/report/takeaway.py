"""What a reader takes away: a citation, a description of the tables as a data package, and a summary in Markdown."""

import json
import re
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

import newsangle
from newsangle import tables as house
from newsangle.paths import Places, replace_file
from newsangle.report.evidence import Claim, only_here, shared_claims
from newsangle.report.finding import Tables
from newsangle.report.findings import found, summing_up
from newsangle.report.made import doubts, run_record
from newsangle.report.top import headlines, most_prominent
from newsangle.report.wording import counted, listed, sentence_case, shortened
from newsangle.tables import outlet_order
from newsangle.texts.events import Event, load_event

FIELD_TYPES = {"string": "string", "int64": "integer", "double": "number", "bool": "boolean"}
MOST = 12  # claims of a relation in the summary
LONG = 120  # characters of an answer
RELATIONS = {"conflict": "Conflicts", "check": "Places to check", "partial": "Agree in part", "agree": "Agree"}


@dataclass(frozen=True)
class Citation:
    text: str
    bibtex: str


def citation(event: Event, articles: pd.DataFrame, name: str, record: dict) -> Citation:
    """Return how to cite the report: by its event, its articles and the fingerprint in the run's record."""
    outlets = listed(outlet_order(articles))
    inputs = f"inputs {record['fingerprint'][:12]}" if record.get("fingerprint") else ""
    by = f"{counted(len(articles), 'article')} from {outlets}"
    made = f"made with newsangle {newsangle.__version__}{f', {inputs}' if inputs else ''}"
    text = f"{event.title}. Comparison of {by}, {made}."
    key = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "event"
    fields = {
        "title": f"{{{_tex(event.title)}}}",
        "author": "{{newsangle}}",
        "howpublished": f"{{Report made with newsangle {newsangle.__version__}}}",
        "note": f"{{Comparison of {_tex(by)}{f'; {inputs}' if inputs else ''}}}",
    }
    lines = ",\n".join(f"  {name} = {value}" for name, value in fields.items())
    return Citation(text, f"@misc{{newsangle-{key},\n{lines}\n}}")


def _tex(text: str) -> str:
    """Return text that BibTeX takes as it is."""
    return re.sub(r"([&%$#_])", r"\\\1", re.sub(r"[\\{}]", "", text))


# --- The data package -----------------------------------------------------------------------------------------


def write_datapackage(here: Places) -> Path:
    """Write here.report/datapackage.json: every CSV in tables/ with its columns, as Frictionless Data describes it.

    Source: https://specs.frictionlessdata.io/tabular-data-package/
    """
    event = load_event(here.raw)
    package = {
        "profile": "tabular-data-package",
        "name": re.sub(r"[^a-z0-9._-]+", "-", here.event.lower()) or "event",
        "title": event.title,
        "description": event.question or event.title,
        "resources": [_resource(name) for name in house.TABLES if (here.tables / f"{name}.csv").exists()],
    }
    text = json.dumps(package, ensure_ascii=False, indent=2) + "\n"
    return _written(here.report / "datapackage.json", text)


def _resource(name: str) -> dict:
    table = house.TABLES[name]
    return {
        "profile": "tabular-data-resource",
        "name": name,
        "path": f"tables/{name}.csv",
        "description": f"Each row is {table.row}.",
        "encoding": "utf-8",
        "schema": {
            "fields": [_field(column, spec) for column, spec in table.columns.items()],
            "primaryKey": list(table.key),
            "missingValues": [""],
        },
    }


def _field(name: str, spec: house.Column) -> dict:
    field: dict = {"name": name, "type": FIELD_TYPES[spec.type], "description": spec.meaning}
    if field["type"] == "boolean":
        field |= {"trueValues": ["True"], "falseValues": ["False"]}
    constraints: dict = {} if spec.optional else {"required": True}
    constraints |= {"enum": list(spec.values)} if spec.values else {}
    return field | ({"constraints": constraints} if constraints else {})


# --- The summary ----------------------------------------------------------------------------------------------


def write_summary(here: Places, tables: Tables) -> Path:
    """Write here.report/summary.md: what the top of the page says, with links to the articles."""
    event = load_event(here.raw)
    return _written(here.report / "summary.md", summary(event, tables, here))


def summary(event: Event, tables: Tables, here: Places) -> str:
    """Return the summary of an event as Markdown."""
    claims, only = shared_claims(tables), only_here(tables)
    parts = [f"# {_plain(event.title)}", *([_plain(event.question)] if event.question else [])]
    parts.append("\n".join(_headline(headline) for headline in headlines(tables)))
    if not tables["claims"].empty:
        parts.append(f"**{_plain(summing_up(claims, only, tables))}**")
    record = run_record(here)
    doubtful = [f"- {_plain(doubt)}" for doubt in doubts(record)]
    parts += ["## Before you compare", "\n".join(doubtful)] if doubtful else []
    for relation, title in RELATIONS.items():
        rows = [_row(claim) for claim in claims if claim.relation == relation]
        rest = [f"- … and {len(rows) - MOST} more"] if len(rows) > MOST else []
        parts += [f"## {title}", "\n".join(rows[:MOST] + rest)] if rows else []
    alone = [f"- **{_plain(one.outlet)}**: {_plain(shortened(one.quote.text, 300))}" for one in most_prominent(only)]
    parts += (
        ["## Only here", "Not found in the other texts, the most newsworthy first.", "\n".join(alone)] if alone else []
    )
    sections = ("voices", "words", "frames", "tone")
    others = [f"- {_plain(f.sentence)}" for f in found(claims, only, tables) if f.section in sections]
    parts += ["## Who speaks, and how", "\n".join(others)] if others else []
    parts += ["---", _plain(citation(event, tables["articles"], here.event, record).text)]
    return "\n\n".join(parts) + "\n"


def _headline(headline) -> str:
    text = _plain(headline.text)
    linked = f"[{text}](<{headline.url.replace('>', '%3E')}>)" if headline.url else text
    return f"- **{_plain(headline.outlet)}** ({', '.join(headline.about)}): {linked}"


def _row(claim: Claim) -> str:
    if claim.relation == "agree":
        return f"- {_plain(sentence_case(claim.question))} ({_plain(listed(claim.outlets))})"
    answers = (
        f"{_plain(shortened(side.value, LONG))} ({_plain(listed(outlet for outlet, _ in side.sources))})"
        for side in claim.sides
    )
    label = _plain(sentence_case(claim.question))
    return f"- {label}{'' if label.endswith('?') else ':'} {' / '.join(answers)}"


def _plain(text: str) -> str:
    """Return text on one line in which Markdown and HTML find nothing to interpret."""
    return re.sub(r"([\\`*_\[\]<>#|~])", r"\\\1", " ".join(text.split()))


def _written(path: Path, text: str) -> Path:
    replace_file(path, lambda part: part.write_text(text, encoding="utf-8", newline="\n"))
    return path
