"""Checking the classifier on one's own event: a sheet to code by hand, and how far it agrees."""

from io import StringIO
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

from newsangle.errors import InputError
from newsangle.sentiment.actor_tone import confusion_matrix
from newsangle.sentiment.targets import POLARITIES
from newsangle.tables import without_formulas

SHEET = ["sentence_id", "start", "end", "actor", "sentence", "code"]
_CODES = {"-1": -1, "−1": -1, "0": 0, "1": 1, "+1": 1, "negative": -1, "neutral": 0, "positive": 1}


class CodingError(InputError):
    """A sheet of codes can't be read; the message says what to mend."""


class Agreement(NamedTuple):
    """How far the classifier agrees with hand-made codes."""

    confusion: pd.DataFrame  # rows: the codes, columns: the classifier
    figures: pd.DataFrame  # accuracy, macro F1, Cohen's kappa and n: here, and in the published test


def read_codes(path: Path) -> pd.DataFrame:
    """Read a sheet of codes as text; where there is none yet, return an empty one.

    Spreadsheets save with commas or semicolons and with or without a byte order mark: all are read. Raises
    CodingError for a file that is no such sheet.
    """
    if not path.exists():
        return pd.DataFrame(columns=SHEET, dtype=str)
    try:
        text = path.read_text("utf-8-sig")
        separator = ";" if text.split("\n", 1)[0].count(";") > text.split("\n", 1)[0].count(",") else ","
        return pd.read_csv(StringIO(text), sep=separator, dtype=str, keep_default_na=False)
    except (UnicodeDecodeError, pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise CodingError(f"{path} can't be read as a CSV sheet in UTF-8: {error}.") from None


def write_sheet(sheet: pd.DataFrame, path: Path) -> Path:
    """Write a sheet to be filled in; raises CodingError where the file exists, so that no work is lost."""
    if path.exists():
        raise CodingError(f"{path} exists; move it away to get a new sheet.")
    sheet.apply(without_formulas).to_csv(path, index=False, lineterminator="\n", encoding="utf-8-sig")
    return path


def coding_sheet(sentences: pd.DataFrame, targets: pd.DataFrame, size: int = 20) -> pd.DataFrame:
    """Return a sheet of sentences to code: evenly spread over the event, a sentence at most once, `code` left empty.

    The classifier's polarity is left out, so that it can't lead the coder.
    """
    named = targets.drop_duplicates("sentence_id")
    named = named.merge(sentences[["sentence_id", "text"]], on="sentence_id").rename(columns={"text": "sentence"})
    chosen = np.unique(np.linspace(0, len(named) - 1, min(size, len(named))).round().astype(int))
    return named.iloc[chosen].assign(code="")[SHEET].reset_index(drop=True)


def agreement(codes: pd.DataFrame, targets: pd.DataFrame) -> Agreement:
    """Compare hand-made codes with the classifier's polarities, beside its published figures.

    codes: a filled sheet, read as text; code is -1, 0, 1 or negative, neutral, positive; rows without one are left
    out. Raises CodingError for another code, or a row that belongs to no target of the event.
    """
    missing = [column for column in ("sentence_id", "start", "end", "code") if column not in codes]
    if missing:
        raise CodingError(f"The sheet lacks the column {', '.join(missing)}.")
    coded = codes.assign(code=codes["code"].fillna("").astype(str).str.strip().str.lower().str.removesuffix(".0"))
    coded = coded[coded["code"] != ""]
    unknown = sorted(set(coded["code"]) - set(_CODES))
    if unknown:
        raise CodingError(f"The sheet has the code {unknown[0]!r}; a code is one of {', '.join(_CODES)}.")
    keys = ["sentence_id", "start", "end"]
    try:
        coded = coded.astype({"start": "int64", "end": "int64"})
    except ValueError:
        raise CodingError("The columns start and end hold whole numbers; leave them as they were written.") from None
    paired = coded.merge(targets[[*keys, "polarity"]], on=keys)
    if len(paired) < len(coded):
        raise CodingError("The sheet has rows that belong to no target of this event: was it made for these texts?")
    confusion = _crosstab(paired["code"].map(_CODES), paired["polarity"])
    figures = pd.DataFrame({"your codes": _figures(confusion), "published test": _figures(confusion_matrix())})
    return Agreement(confusion, figures.T)


def _crosstab(true: pd.Series, given: pd.Series) -> pd.DataFrame:
    return pd.crosstab(true, given).reindex(index=POLARITIES, columns=POLARITIES, fill_value=0)


def _figures(confusion: pd.DataFrame) -> dict[str, float]:
    """Return accuracy, macro F1 over the polarities that occur, Cohen's kappa (1960) and the number of cases."""
    matrix = confusion.to_numpy().astype(float)
    n, right = matrix.sum(), np.diag(matrix)
    true, given = matrix.sum(axis=1), matrix.sum(axis=0)
    if not n:
        return {"accuracy": np.nan, "macro F1": np.nan, "kappa": np.nan, "n": 0}
    occurs = true + given > 0
    f1 = 2 * right[occurs] / (true + given)[occurs]
    chance = (true * given).sum() / n**2
    kappa = (right.sum() / n - chance) / (1 - chance) if chance < 1 else np.nan
    return {"accuracy": right.sum() / n, "macro F1": f1.mean(), "kappa": kappa, "n": int(n)}
