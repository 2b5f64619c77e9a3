"""How well notebook 01 cleans text and finds sentences. Takes about a minute; run alone, it prints its table."""

import gzip
import html
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from statistics import mean

import fuzz_texts
from rows import Row

from newsangle import language
from newsangle.cleaning.cleaning import clean
from newsangle.language import parsing
from newsangle.readers.decoding import decode
from newsangle.readers.pages import read_page

Span = tuple[int, int]
BOXES = (
    "address|article|aside|blockquote|br|button|dd|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]|header|hr|li|"
    "main|nav|ol|option|p|pre|section|select|table|td|th|title|tr|ul"
)


def measure(shared: Path) -> list[Row]:
    """Return the figures of cleaning, of reading HTML, and of finding sentences."""
    return [
        *cleaning(shared / "events"),
        *pages(shared / "bench/html_pages"),
        *boundaries(shared / "bench/ud_gum_news"),
        robustness(),
    ]


def robustness(rounds: int = 60) -> Row:
    """Odd texts that make a function raise or give a wrong offset."""
    failed = sum(fuzz_texts.fails(f"quality-{i}") for i in range(rounds))
    return Row("odd texts that break a function", "a short fuzz run", failed, "", rounds)


def cleaning(events: Path) -> list[Row]:
    """Characters of furniture that are dropped, and of evidence that are kept, where annotators marked furniture;
    pieces of evidence that are kept whole in all other events.
    """
    dropped = furniture = kept = evidence = whole = pieces = marked_events = 0
    golds = {path.parent: json.loads(path.read_text(encoding="utf-8")) for path in sorted(events.glob("*/gold.json"))}
    for folder, gold in golds.items():
        marked = evidence_of(gold)
        marked_events += "furniture" in gold
        for file in sorted(folder.glob("*.txt")):
            raw = file.read_text(encoding="utf-8")
            story = kept_characters(raw)
            if "furniture" not in gold:
                found = [is_kept(raw, text, story) for text in set(marked.get(file.name, []))]
                whole, pieces = whole + sum(found), pieces + len(found)
                continue
            waste = covered(raw, (f["text"] for f in gold["furniture"] if f["file"] == file.name))
            facts = covered(raw, marked.get(file.name, [])) - waste
            furniture, dropped = furniture + len(waste), dropped + len(waste - story)
            evidence, kept = evidence + len(facts), kept + len(facts & story)
    on, others = f"{marked_events} events", f"{len(golds) - marked_events} events without marked furniture"
    return [
        Row("furniture characters dropped", on, dropped / max(furniture, 1), 0.0, furniture),
        Row("evidence characters kept", on, kept / max(evidence, 1), 1.0, evidence),
        Row("pieces of evidence kept whole", others, whole / max(pieces, 1), 1.0, pieces),
    ]


def is_kept(raw: str, text: str, story: set[int]) -> bool:
    """Return whether a text is kept whole at one of the places where it stands."""
    places = (match.span() for match in re.finditer(re.escape(text), raw))
    return any(all(i in story or raw[i].isspace() for i in range(*place)) for place in places)


def evidence_of(gold: dict) -> dict[str, list[str]]:
    """Return the evidence that the annotators marked in each file."""
    marked: dict[str, list[str]] = {}
    for claim in gold["claims"]:
        for file, cells in claim["cells"].items():
            marked.setdefault(file, []).extend(cell["evidence"] for cell in cells)
    for fact in gold["only_here"]:
        marked.setdefault(fact["file"], []).append(fact["evidence"])
    return marked


def kept_characters(raw: str) -> set[int]:
    blocks = clean(raw)
    return {i for b in blocks[blocks["kept"]].itertuples() for i in range(b.start, b.end)}


def covered(raw: str, texts: Iterable[str]) -> set[int]:
    """Return where the texts stand in raw, white space apart; a text that stands twice counts twice."""
    return {
        i
        for text in texts
        for match in re.finditer(re.escape(text), raw)
        for i in range(*match.span())
        if not raw[i].isspace()
    }


def pages(folder: Path) -> list[Row]:
    """F1 of the article's body from HTML, and from the whole text of the page, by the benchmark's own definition."""
    truth = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    counts = []
    for name, entry in sorted(truth.items()):
        page = gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes())
        saved, copied = read_page(page), as_copied(page)
        found = (
            body(saved.text, saved.title, True, [line for line, _ in saved.marked]),
            by_trafilatura(page),
            body(copied, None, False),
            copied,
        )
        counts.append([overlap(entry["articleBody"], text) for text in found])
    ours, alone, story, everything = (f1(list(of)) for of in zip(*counts, strict=True))
    return [
        Row("article body from HTML, F1", "html_pages", ours, f"trafilatura alone {alone:.3f}", len(truth)),
        Row(
            "article body from a whole page as copied, F1",
            "html_pages",
            story,
            f"as it is {everything:.3f}",
            len(truth),
        ),
    ]


def body(text: str, title: str | None, extracted: bool, heads: Iterable[str] = ()) -> str:
    """Return what is kept of a text below its headline and standfirst, which the benchmark does not count as body."""
    blocks = clean(text, title=title, extracted=extracted)
    below = blocks["kept"] & (blocks["role"] != "headline") & ~blocks["text"].str.strip().isin(heads)
    return "\n".join(blocks.loc[below, "text"])


def by_trafilatura(page: bytes) -> str:
    import trafilatura

    return trafilatura.extract(page, include_comments=False, favor_precision=True) or ""


def as_copied(page: bytes) -> str:
    """Return the text of a page as "select all" and "copy" give it, a line for each of its boxes."""
    text = re.sub(
        r"(?is)<(script|style|noscript|template|head|svg|textarea)\b.*?</\1\s*>|<!--.*?-->", " ", decode(page).text
    )
    text = re.sub(r"\s+", " ", text)
    text = re.sub(rf"(?i)</?(?:{BOXES})\b[^>]*>", "\n", text)
    return re.sub(r"\s*\n\s*", "\n", html.unescape(re.sub(r"<[^>]*>", "", text))).strip()


def overlap(true: str, found: str) -> tuple[float, float, float]:
    """Return shingles of four tokens that both have, that only `found` has, and that only `true` has, as shares."""
    a, b = shingles(true), shingles(found)
    counts = (sum((a & b).values()), sum((b - a).values()), sum((a - b).values()))
    return tuple(count / (sum(counts) or 1) for count in counts)


def shingles(text: str, n: int = 4) -> Counter:
    tokens = re.findall(r"\w+", text)
    return Counter(tuple(tokens[i : i + n]) for i in range(max(1, len(tokens) - n + 1)) if tokens)


def f1(counts: list[tuple[float, float, float]]) -> float:
    precision = mean(tp / (tp + fp) for tp, fp, _ in counts if tp + fp)
    recall = mean(tp / (tp + fn) for tp, _, fn in counts if tp + fn)
    return 2 * precision * recall / (precision + recall)


def boundaries(folder: Path) -> list[Row]:
    """F1 of the ends of sentences in the news texts of UD English GUM, paragraphs given as empty lines."""
    texts = [gold_sentences(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*news*.conllu"))]
    baselines = f"spaCy's parser {end_f1(texts, by_parser()):.3f}, plain Punkt {end_f1(texts, by_punkt()):.3f}"
    count = sum(len(gold) for _, gold in texts)
    return [Row("sentence boundaries, F1", "ud_gum_news", end_f1(texts, language.sentences), baselines, count)]


def gold_sentences(conllu: str) -> tuple[str, list[Span]]:
    """Return a document's text, an empty line between paragraphs, and the spans of its sentences."""
    text, spans = "", []
    for sentence in conllu.strip().split("\n\n"):
        words = re.search(r"^# text = (.*)$", sentence, re.MULTILINE).group(1).strip()
        text += "\n\n" if re.search(r"^# newpar\b", sentence, re.MULTILINE) and text else " " if text else ""
        spans.append((len(text), len(text) + len(words)))
        text += words
    return text, spans


def end_f1(texts: list[tuple[str, list[Span]]], cut: Callable[[str], list[Span]]) -> float:
    right = found = true = 0
    for text, gold in texts:
        ends = {end for _, end in cut(text)}
        right += len(ends & {end for _, end in gold})
        found, true = found + len(ends), true + len(gold)
    return 2 * right / (found + true)


def by_parser() -> Callable[[str], list[Span]]:
    import spacy

    nlp = spacy.load(next(name for name in parsing.MODELS if spacy.util.is_package(name)))
    return lambda text: [trimmed(text, s.start_char, s.end_char) for s in nlp(text).sents if s.text.strip()]


def by_punkt() -> Callable[[str], list[Span]]:
    from punkt import PunktSentenceTokenizer, load_model

    tokenizer = PunktSentenceTokenizer(load_model("english"))
    return lambda text: [trimmed(text, *span) for span in tokenizer.span_tokenize(text)]


def trimmed(text: str, start: int, end: int) -> Span:
    part = text[start:end]
    return start + len(part) - len(part.lstrip()), start + len(part.rstrip())


if __name__ == "__main__":
    for row in measure(Path(sys.argv[1])):
        print(row)
