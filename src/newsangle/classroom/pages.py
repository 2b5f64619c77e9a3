"""The pages of the classroom, each whole in one file: text, style, script and data."""

import functools
import json
import re
from dataclasses import dataclass
from html import escape
from importlib.resources import files

import jinja2
import pandas as pd
from markupsafe import Markup

import newsangle
from newsangle.classroom.lessons import Exercise, Lesson
from newsangle.classroom.sheets import words
from newsangle.coding.tasks import letters
from newsangle.report.columns import Badge, columns
from newsangle.report.evidence import Claim, only_here, shared_claims
from newsangle.report.page import content_policy, looks
from newsangle.report.shown import TEMPLATES as REPORT
from newsangle.report.wording import listed
from newsangle.tables import outlet_order
from newsangle.texts.events import Event

TEMPLATES = files("newsangle.classroom") / "templates"
SCRIPTS = {
    "index": [], "read": ["read"], "lesson": ["lesson"], "code": ["codes", "code"],
    "discuss": ["statistics", "codes", "discuss"], "answer-key": ["key"],
}  # fmt: skip
SIGNS = {"conflict": "≠", "check": "?", "partial": "≈", "agree": "=", "only": "•"}
WORDS = {
    "conflict": "The answers clash", "check": "The answers may differ", "partial": "The same in part",
    "agree": "The same", "only": "Only here",
}  # fmt: skip


@dataclass(frozen=True)
class Made:
    """What the classroom is made of."""

    event: Event
    lesson: Lesson
    tables: dict[str, pd.DataFrame]
    sheets: list[tuple[dict, dict]]  # each part of the coding, as pupils see it and with its key
    key: bool

    @property
    def outlets(self) -> list[str]:
        return outlet_order(self.tables["articles"])

    def sentence(self, article: str, piece: str) -> tuple[str, str, str]:
        """Return the sentence of an article in which a piece begins: what comes before it, the piece, what follows."""
        raw = next(one.raw for one in self.event.articles if one.id == article)
        at = raw.index(piece)
        own = self.tables["sentences"].query("article_id == @article")
        inside = own[(own["start"] <= at) & (own["end"] > at)]
        start, end = inside.iloc[0][["start", "end"]] if len(inside) else (at, at + len(piece))
        end = max(end, at + len(piece))
        return raw[start:at], piece, raw[at + len(piece) : end]


def pages(made: Made) -> dict[str, str]:
    """Return the pages by the names of their files, without the ending."""
    names = [name for name in SCRIPTS if made.key or name != "answer-key"]
    context = {
        "event": made.event, "lesson": made.lesson, "outlets": made.outlets, "looks": looks(made.outlets),
        "key": made.key, "sheets": [pupils for pupils, _ in made.sheets], "keys": [key for _, key in made.sheets],
        "headlines": _headlines(made),
    }  # fmt: skip
    return {name: _render(name, context | _data(name, made)) for name in names}


def _data(name: str, made: Made) -> dict:
    """Return what one page needs beside what all of them need; `data` is what its script reads."""
    match name:
        case "read":
            return _reading(made)
        case "lesson":
            return {
                "data": {"exercises": {n: _replies(e) for n, e in made.lesson.exercises.items()}},
                "look": _look(made),
            }
        case "code":
            pupils = [part for part, _ in made.sheets]
            kept = letters(json.dumps(pupils))  # another set of sentences is kept apart
            return {
                "data": {"key": f"newsangle-{made.event.name}-{kept}", "sheets": pupils, "names": words()["nicknames"]}
            }
        case "discuss":
            return {"data": {"sheets": [key for _, key in made.sheets]}}
        case _:
            return {"look": _look(made)}


def _headlines(made: Made) -> list[tuple[str, str]]:
    rows = made.tables["articles"].itertuples()
    return [(row.outlet, row.headline) for row in rows if isinstance(row.headline, str)]


def _replies(exercise: Exercise) -> dict:
    """Return what the script needs to check an exercise."""
    return {
        "right": [list(blank.right) for blank in exercise.blanks],
        "wrong": exercise.wrong,
        "otherwise": exercise.otherwise,
        "well_done": exercise.well_done,
    }


def _look(made: Made) -> dict[str, list[tuple[str, tuple[str, str, str]]]]:
    """Return for each exercise the sentences that hold its answer, with their outlets."""
    outlets = {article.id: article.outlet for article in made.event.articles}
    return {
        name: [(outlets[article], made.sentence(article, piece)) for article, piece in exercise.look.items()]
        for name, exercise in made.lesson.exercises.items()
    }


def _reading(made: Made) -> dict:
    claims, only = shared_claims(made.tables), only_here(made.tables)
    said = {claim.anchor: _said(claim) for claim in claims}
    return {
        "articles": columns(made.tables, claims, only),
        "signs": SIGNS,
        "said": lambda badge: _badge_said(badge, said),
        "speaking": {"direct": "", "indirect": " (reported)", "mixed": " (partly quoted)"},
    }


def _said(claim: Claim) -> str:
    answers = [f"{listed(outlet for outlet, _ in side.sources)}: {side.value.rstrip(' .')}" for side in claim.sides]
    return f"{WORDS[claim.relation]}. {'. '.join(answers)}."


def _badge_said(badge: Badge, said: dict[str, str]) -> str:
    if badge.relation == "only":
        return "Only here. The machine did not find this in the other texts. It may be there in other words."
    return " ".join(said[anchor] for anchor in badge.anchors if anchor in said)


# --- Rendering ------------------------------------------------------------------------------------------------


def _render(name: str, context: dict) -> str:
    css = Markup((REPORT / "report.css").read_text("utf-8") + (TEMPLATES / "classroom.css").read_text("utf-8"))
    script = Markup("".join((TEMPLATES / f"{part}.js").read_text("utf-8") for part in ("page", *SCRIPTS[name])))
    page = {
        "css": css, "script": script, "policy": content_policy(css, script), "version": newsangle.__version__,
        "page": name, "data": None, "description": context["lesson"].title,
    }  # fmt: skip
    return _environment().get_template(f"{name}.html.j2").render(page | context)


@functools.cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.ChoiceLoader([
            jinja2.PackageLoader("newsangle.classroom"),
            jinja2.PackageLoader("newsangle.report"),
        ]),
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    environment.filters["glossed"] = glossed
    return environment


def glossed(text: str) -> Markup:
    """Return a text as HTML in which the first of each word of the glossary explains itself."""
    glossary, seen, parts, at = words()["glossary"], set(), [], 0
    for match in _terms().finditer(text):
        term = match[0].lower()
        if term in seen:
            continue
        seen.add(term)
        parts += [escape(text[at : match.start()]), _term(match[0], glossary[term])]
        at = match.end()
    return Markup("".join([*parts, escape(text[at:])]))


def _term(word: str, meaning: str) -> str:
    return (
        f'<button type="button" class="explained">{escape(word)}'
        f'<span class="meaning"><span class="unseen">: </span>{escape(meaning)}</span></button>'
    )


@functools.cache
def _terms() -> re.Pattern[str]:
    longest = sorted(words()["glossary"], key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest))})\b", re.IGNORECASE)
