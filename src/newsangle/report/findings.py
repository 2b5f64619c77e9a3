"""Tables to sentences that are true: what a reader should know first, each with its number and its evidence.

A finding states what the tables show about these texts and nothing else. Shares and means come with a 95% interval
(statistics.share_interval, mean_interval), counts with what was counted. No finding speaks of an outlet's habits.
"""

import numpy as np
import pandas as pd

from newsangle.report.contrasts import contrasts
from newsangle.report.evidence import VALUES, Claim, OnlyHere, only_here, shared_claims
from newsangle.report.finding import Finding, Part, Tables, by_outlet, share_of
from newsangle.report.top import copiers, own_voices
from newsangle.report.wording import counted, listed, number_word, percent, sentence_case, shortened
from newsangle.tables import outlet_order, with_outlets

MOST_CLAIMS = 4  # conflicts, and places to check
LIKELY = 0.5  # probability of a row without equal values below which its outlets only perhaps agree
MOST_ALONE = 2  # outlets of which the most newsworthy sentence of their own is quoted
NOUNS = {
    "number": ("number", "numbers"), "duration": ("length of time", "lengths of time"), "date": ("date", "dates"),
    "place": ("place", "places"), "name": ("name", "names"), "cause": ("cause", "causes"),
}  # fmt: skip
POINTS = ("point", "points")


COLUMNS = ("section", "sentence", "figure", "number", "low", "high", "n", "counted", "evidence", "place")


def findings(tables: Tables) -> pd.DataFrame:
    """Return the findings as a frame: order, section, sentence, figure, number, low, high, n, counted, evidence, place.

    tables: the tables of an event by name, as event_tables gives them.
    """
    made = found(shared_claims(tables), only_here(tables), tables)
    rows = [[getattr(finding, column) for column in COLUMNS] for finding in made]
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    frame.insert(0, "order", range(1, len(frame) + 1))
    return frame


def found(claims: list[Claim], only: list[OnlyHere], tables: Tables) -> list[Finding]:
    """Return the findings: a summary, conflicts, places to check, only here, who speaks, then the differences."""
    made = _summary(claims, only, tables)
    for relation in ("conflict", "check"):
        made += [_disagreement(claim) for claim in claims if claim.relation == relation][:MOST_CLAIMS]
    own = own_voices(tables)
    return made + _only_here(only, tables) + _voices(own) + contrasts(own)


# --- The summary ----------------------------------------------------------------------------------------------


def _summary(claims: list[Claim], only: list[OnlyHere], tables: Tables) -> list[Finding]:
    if tables["claims"].empty:
        return []
    sentence, n = summing_up(claims, only, tables), sum(claim.relation != "copied" for claim in claims)
    return [Finding("summary", sentence, f"{n}", n, n, _shared(n), "claims")]


def _shared(n: int) -> str:
    return counted(n, "claim in two or more texts", "claims in two or more texts")


def summing_up(claims: list[Claim], only: list[OnlyHere], tables: Tables) -> str:
    """Return one plain sentence: how much the outlets agree, disagree, and say alone, and what is left to check."""
    outlets = outlet_order(tables["articles"])
    if len(outlets) < 2:
        return "There is only one outlet, so nothing could be compared."
    copied = copiers(tables["articles"])
    if len(outlets) - len(copied) < 2:
        repeat = "repeats" if len(copied) == 1 else "repeat"
        return f"{listed(copied)} mostly {repeat} the text of another outlet, so agreement confirms nothing here."
    by = {relation: [c for c in claims if c.relation == relation] for relation in ("agree", "partial", "conflict")}
    left = _left_to_check(claims)
    if not any(by.values()):
        return f"No point was found that two of the outlets report; {left or _not_compared(tables)}."
    own = f"{number_word(len(outlets) - len(copied))} outlets{' with texts of their own' if copied else ''}"
    who = "The two outlets" if len(outlets) == 2 else f"At least two of the {own}"
    likely = [claim for claim in by["agree"] if claim.kind not in VALUES and (claim.confidence or 1) < LIKELY]
    said = [_agreement(len(by["agree"]) - len(likely), len(likely), len(by["partial"]))]
    said += [f"disagree on {_named(by['conflict'])}"] if by["conflict"] else []
    said = [f"{who} {', '.join(filter(None, said))}", *_alone(only, outlets)]
    if not by["conflict"]:
        compared = len(by["agree"]) + len(by["partial"])
        among = f"these {number_word(compared)} points" if compared > 1 else "this point"
        left = f"no contradiction was found in {among}, and {left or _not_compared(tables)}"
    return ", and ".join(said) + (f"; {left}." if left else ".")


def _agreement(sure: int, likely: int, partial: int) -> str:
    """Return on how many points the outlets agree: surely, perhaps and in part."""
    counts = [(n, how) for n, how in ((sure, "agree"), (likely, "perhaps agree"), (partial, "agree in part")) if n]
    if not counts:
        return ""
    (first, how), *rest = counts
    more = [f"{other.replace('agree', '').strip()} on {number_word(n)} more" for n, other in rest]
    return listed([f"{how} on {_points(first)}", *more])


def _points(n: int, nouns: tuple[str, str] = POINTS) -> str:
    return f"{number_word(n)} {nouns[n != 1]}"


def _named(claims: list[Claim]) -> str:
    """Return what the conflicts are about: 'two numbers', 'one date', 'three points'."""
    kinds = {"number" if claim.kind == "duration" and len(claims) > 1 else claim.kind for claim in claims}
    kind = kinds.pop() if len(kinds) == 1 else ""
    return _points(len(claims), NOUNS.get(kind, POINTS))


def _left_to_check(claims: list[Claim]) -> str:
    """Return how many places a reader should look at, in words."""
    n = sum(claim.relation == "check" for claim in claims)
    return f"{_points(n, ('place is', 'places are'))} left to check" if n else ""


def _not_compared(tables: Tables) -> str:
    """Return how many sentences may be in another text as well, or how many claims were found in one text only."""
    possibly = tables.get("possibly_shared")
    maybe = 0 if possibly is None else possibly["sentence_id"].nunique()
    if maybe:
        return counted(maybe, "sentence may also be in another text", "sentences may also be in another text")
    alone = len(tables["only_here"])
    return counted(alone, "claim was found in one text only", "claims were found in one text only")


def _alone(only: list[OnlyHere], outlets: list[str]) -> list[str]:
    """Return that outlets say things which the others do not, as a clause, if they do."""
    alone = [outlet for outlet in outlets if any(one.outlet == outlet for one in only)]
    others = "the other does not" if len(outlets) == 2 else "the others do not"
    if not alone:
        return []
    if len(alone) == len(outlets):
        return [f"each says things {others}"]
    who = listed(alone) if len(alone) <= 2 else f"{number_word(len(alone))} of them"
    return [f"{who} {'says' if len(alone) == 1 else 'say'} things {others}"]


# --- Claims ---------------------------------------------------------------------------------------------------


def _disagreement(claim: Claim) -> Finding:
    evidence = list(dict.fromkeys(quote.sentence_id for quote in claim.quotes))
    parts = tuple(
        Part(listed(outlet for outlet, _ in side.sources), side.value, shortened(side.quotes[0].text, 220))
        for side in claim.sides
    )
    values = [part.figure for part in parts]
    section = "conflicts" if claim.relation == "conflict" else "check"
    return Finding(
        section, sentence_case(claim.question).rstrip("?"), " ≠ ".join(values),
        len(values), len(evidence), counted(len(evidence), "sentence"), f"{claim.relation}-{claim.anchor}",
        " ".join(evidence), parts=parts,
    )  # fmt: skip


def _only_here(only: list[OnlyHere], tables: Tables) -> list[Finding]:
    """Quote the most newsworthy sentence of the outlets that have one, with the number of claims only they make."""
    others = "the other text" if len(outlet_order(tables["articles"])) == 2 else "any other outlet's text"
    totals = tables["claims"].groupby("outlet").size()
    first = {one.outlet: one for one in reversed(only)}
    chosen = sorted(first.values(), key=lambda one: (one.sums_up, -one.salience))[:MOST_ALONE]
    made = []
    for one in chosen:
        count, total = sum(other.claims for other in only if other.outlet == one.outlet), int(totals[one.outlet])
        made.append(
            Finding(
                "only here",
                f"{count} of the {counted(total, 'claim')} in {one.outlet} {'was' if count == 1 else 'were'} not found "
                f"in {others}. Most newsworthy:",
                percent(count / total), count / total, total, counted(total, "claim"), one.anchor,
                one.quote.sentence_id, quote=shortened(one.quote.text, 220),
            )
        )  # fmt: skip
    return made


# --- Voices ---------------------------------------------------------------------------------------------------


def _holds_speech(sentences: pd.DataFrame, spoken: pd.DataFrame) -> list[bool]:
    """Return for each sentence whether some quoted or reported speech is in it: a quotation may fill several."""
    spans = {
        article: rows[["content_start", "content_end"]].to_numpy()
        for article, rows in spoken.dropna(subset="content_start").groupby("article_id")
    }
    found = []
    for row in sentences.itertuples():
        of = spans.get(row.article_id, np.empty((0, 2)))
        found.append(bool(((of[:, 0] < row.end) & (of[:, 1] > row.start)).any()))
    return found


def _voices(tables: Tables) -> list[Finding]:
    """Say what share of an outlet's sentences quote or report somebody, and who gets the most words."""
    spoken = with_outlets(tables["attributions"], tables["articles"])
    sentences = with_outlets(tables["sentences"], tables["articles"])
    if spoken.empty:
        return []
    parts, most, evidence = [], {}, []
    for outlet, rows in by_outlet(sentences, tables):
        mine = spoken[spoken["outlet"] == outlet]
        share = share_of(rows.assign(heard=_holds_speech(rows, mine)), "heard", tables)
        parts.append(Part(outlet, percent(share.mean), f"of {counted(len(rows), 'sentence')}", share))
        words = tables["speakers"].query("outlet == @outlet").nlargest(1, "share", keep="all")
        if len(words) == 1:
            first = words.iloc[0]
            most.setdefault(first["speaker"], []).append(f"{outlet} ({percent(first['share'])})")
            evidence += list(mine.loc[mine["speaker"] == first["speaker"], "sentence_id"])
    n, first = len(sentences), [f"{speaker} in {listed(outlets)}" for speaker, outlets in most.items()]
    return [
        Finding(
            "voices", "Sentences that quote or report somebody", parts[0].figure, parts[0].interval.mean,
            n, counted(n, "sentence"), "voices", " ".join(dict.fromkeys(evidence)), parts[0].interval.low,
            parts[0].interval.high, tuple(parts),
            f"The speaker with the most words is {listed(first)}." if first else "",
        )
    ]  # fmt: skip
