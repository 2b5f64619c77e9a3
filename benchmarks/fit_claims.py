"""Fit the weights by which pairs of sentences are matched, and print them as src/newsangle/claims/pairs.json.

A pair of sentences of two outlets is right when one gold claim has evidence in both. Before the weights are fitted on
all events, each event is scored with weights fitted on the others, and precision and recall at each threshold are
printed to stderr: the threshold is chosen there. Takes half a minute.

    python benchmarks/fit_claims.py ../shared > src/newsangle/claims/pairs.json
"""

import json
import sys
import tempfile
from pathlib import Path

import numpy as np
import pandas as pd
import yaml

from newsangle.claims import extraction, matching
from newsangle.language import embed
from newsangle.language.syntax import syntax_of

THRESHOLD = 0.4
STRENGTH = 0.05  # inverse of the L2 penalty: pairs of one event hang together, so there is less data than rows


Tables = dict[str, pd.DataFrame]


def main(shared: Path) -> None:
    pairs = {event: labelled(tables, gold_claims(shared, event)) for event, tables in read_events(shared).items()}
    held_out = {event: matching.probability(table, fit_without(pairs, event)) for event, table in pairs.items()}
    truth = np.concatenate([table["right"] for table in pairs.values()])
    scores = np.concatenate(list(held_out.values()))
    for threshold in np.arange(0.2, 0.7, 0.05):
        found = scores >= threshold
        precision, recall = truth[found].mean(), found[truth].mean()
        print(f"{threshold:.2f} precision {precision:.3f} recall {recall:.3f} of candidates", file=sys.stderr)
    model = fit(pd.concat(pairs.values()))
    model["source"] = (
        "six events of news_cluster in Giveme5W1H (Hamborg 2019), claims annotated; benchmarks/fit_claims.py"
    )
    json.dump(model, sys.stdout, indent=1)
    print()


def read_events(shared: Path) -> dict[str, Tables]:
    """Return the tables of notebook 01 for every annotated event."""
    from newsangle.texts import reading
    from newsangle.texts.events import load_event

    read = {}
    for folder in sorted(path.parent for path in (shared / "events").glob("*/gold.json")):
        with tempfile.TemporaryDirectory() as scratch:
            home = Path(scratch) / folder.name
            home.mkdir()
            articles = json.loads((folder / "articles.json").read_text(encoding="utf-8"))
            for article in articles:
                (home / article["file"]).write_bytes((folder / article["file"]).read_bytes())
            entries = [{"file": a["file"], "outlet": a["outlet"], "published": a["published"][:10]} for a in articles]
            entry = {"title": folder.name, "date": articles[0]["published"][:10], "articles": entries}
            (home / "event.yml").write_text(yaml.safe_dump(entry, allow_unicode=True), encoding="utf-8")
            read[folder.name] = reading.read(load_event(str(home)))
    return read


def gold_claims(shared: Path, event: str) -> list[dict]:
    """Return the annotated claims of an event, each with the spans of its evidence by article."""
    folder = shared / "events" / event
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))["claims"]
    raw = {file: (folder / file).read_text(encoding="utf-8") for file in {file for c in gold for file in c["cells"]}}
    return [
        {
            "question": claim["question"],
            "relation": claim["relation"],
            "kind": claim["kind"],
            "spans": {
                Path(file).stem: [span for cell in cells for span in _places(cell["evidence"], raw[file])]
                for file, cells in claim["cells"].items()
            },
        }
        for claim in gold
    ]


def _places(evidence: str, raw: str) -> list[tuple[int, int]]:
    """Return every place where the evidence stands."""
    places, start = [], raw.find(evidence)
    while start >= 0:
        places.append((start, start + len(evidence)))
        start = raw.find(evidence, start + 1)
    return places


def overlaps(sentence, claim: dict) -> bool:
    """Return whether a sentence (article_id, start, end) overlaps the claim's evidence in its article."""
    return any(
        sentence.start < end and start < sentence.end for start, end in claim["spans"].get(sentence.article_id, [])
    )


def labelled(tables: Tables, gold: list[dict]) -> pd.DataFrame:
    sentences = tables["sentences"]
    quantities = list(extraction.sentence_quantities(tables["articles"], sentences))
    syntax, vectors = syntax_of(tables["tokens"]), embed(sentences["text"].tolist())
    pairs = matching.pairs(matching.prepare(tables["articles"], sentences, syntax, quantities, vectors))
    rows = list(sentences.itertuples())
    pairs["right"] = [
        any(overlaps(rows[i], claim) and overlaps(rows[j], claim) for claim in gold)
        for i, j in zip(pairs["first"], pairs["second"], strict=True)
    ]
    return pairs


def fit_without(pairs: dict[str, pd.DataFrame], event: str) -> dict:
    """Return the weights fitted on all events but one."""
    return fit(pd.concat([table for name, table in pairs.items() if name != event]))


def fit(pairs: pd.DataFrame) -> dict:
    """Return the weights of a logistic regression on labelled pairs, with the threshold."""
    from sklearn.linear_model import LogisticRegression

    values = pairs[list(matching.FEATURES)].to_numpy(float)
    mean, spread = values.mean(axis=0), values.std(axis=0)
    fitted = LogisticRegression(C=STRENGTH, max_iter=2000).fit((values - mean) / spread, pairs["right"])
    weights = fitted.coef_[0] / spread
    intercept = fitted.intercept_[0] - (weights * mean).sum()
    return {
        "intercept": round(float(intercept), 4),
        "weights": {name: round(float(w), 4) for name, w in zip(matching.FEATURES, weights, strict=True)},
        "threshold": THRESHOLD,
    }


if __name__ == "__main__":
    main(Path(sys.argv[1]))
