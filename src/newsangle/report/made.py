"""How the report was made: what was collected and dropped, the methods, their errors in words, and the run's record."""

import json

import pandas as pd

from newsangle.paths import Places
from newsangle.report.finding import Tables
from newsangle.report.shown import Shown, listed_in, shown
from newsangle.report.top import web
from newsangle.report.wording import counted, day_name, number_word, percent, present, shortened

COLLECTED = {
    "outlet": "Outlet", "headline": "Headline", "published": "Published", "inferred": "Inferred", "words": "Words",
    "sentences": "Sentences", "raw_chars": "Characters", "kept_chars": "Kept",
}  # fmt: skip
QUALITY = {"what": "What", "on": "Measured on", "value": "Result", "baseline": "Baseline"}


def made(tables: Tables, record: dict) -> dict:
    """Return what the section 'How it was made' shows. record: the manifest of the run, as run_record gives it."""
    articles = tables["articles"]
    dropped = [_dropped(row, tables["blocks"]) for row in articles.itertuples()]
    said = listed_in("method.yml")
    lost = 1 - articles["kept_chars"].sum() / max(articles["raw_chars"].sum(), 1)
    published = articles["published"].map(day_name, na_action="ignore")
    return {
        "collected": shown(articles.assign(published=published), COLLECTED),
        "notes": [{"outlet": row.outlet, "text": row.note} for row in articles.itertuples() if present(row.note)],
        "sources": [{"outlet": row.outlet, "url": row.url} for row in articles.itertuples() if web(row.url)],
        "dropped": [article for article in dropped if article["runs"]],
        "dropped_share": f"{percent(lost)} of the characters received are not part of the story and count nowhere.",
        "methods": said["methods"],
        "limits": said["limits"],
        "quality": shown(pd.DataFrame(listed_in("quality.yml")["rows"]), QUALITY),
        "judge": _judge(tables["judgements"], tables["speaker_judgements"]),
        "manifest": _manifest(record),
        "doubts": doubts(record),
    }


def errors_in_words() -> dict[str, str]:
    """Return how often the machine is wrong, in words, by the place on the page where it is said."""
    said: dict[str, list[str]] = {}
    for row in listed_in("quality.yml")["rows"]:
        if "words" in row:
            said.setdefault(row["at"], []).append(_agreeing(row["words"].format(ten=_in_ten(row["value"]))))
    return {at: f"On annotated texts: {' '.join(lines)}" for at, lines in said.items()}


def _agreeing(words: str) -> str:
    """Return words with a verb in the singular after 'about one'."""
    for many, one in (("are", "is"), ("have", "has"), ("do", "does")):
        words = words.replace(f"about one {many}", f"about one {one}")
    return words


def _in_ten(value: float) -> str:
    """Return a share as so many in ten: 'about six', 'all', 'almost none'."""
    if value > 0.98:
        return "all or nearly all"
    return f"about {number_word(round(10 * value))}" if value >= 0.05 else "almost none"


def _dropped(article, blocks: pd.DataFrame) -> dict:
    mine = blocks[(blocks["article_id"] == article.article_id) & ~blocks["kept"] & (blocks["text"].str.strip() != "")]
    runs = [{"role": row.role, "rule": row.rule, "text": shortened(row.text, 400)} for row in mine.itertuples()]
    roles = ", ".join(f"{role} {count}" for role, count in mine["role"].value_counts(sort=True).items())
    return {"outlet": article.outlet, "summary": f"{counted(len(runs), 'piece')} of text ({roles})", "runs": runs}


def run_record(here: Places) -> dict:
    """Return the manifest of the run; empty if the page is made by hand, without a run."""
    path = here.report / "manifest.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def doubts(record: dict) -> list[str]:
    """Return what is doubtful about the event's articles, as the run recorded it."""
    return [str(doubt) for doubt in record.get("warnings", [])]


def _judge(judgements: pd.DataFrame, speakers: pd.DataFrame) -> str:
    """Return what a judge was asked, in a sentence, or ''."""
    asked = [(judgements, "claims"), (speakers, "who speaks")]
    asked = [(table, matter) for table, matter in asked if len(table)]
    if not asked:
        return ""
    parts = [f"{counted(len(table), 'question')} about {matter}" for table, matter in asked]
    answered = sum(int(table["answer"].notna().sum()) for table, _ in asked)
    return (
        f"{asked[0][0]['model'].iat[0]} was asked {' and '.join(parts)} of which the method was unsure, and answered"
        f" {answered}. Where it said that it was sure, its answer counts, and the claim or the quotation names it. How"
        " often it is right is not known from this page."
    )


def _manifest(record: dict) -> dict | None:
    """Return the record of the run as tables, or None if there is none."""
    if not record:
        return None
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
