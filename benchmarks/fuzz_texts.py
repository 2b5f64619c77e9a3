"""Try odd texts of every kind on every function that takes raw text: nothing may raise, every offset must be right.

    python benchmarks/fuzz_texts.py --minutes 5 --seed 1           whole texts, on everything
    python benchmarks/fuzz_texts.py --minutes 5 --seed 1 --short   lines, on what does without spaCy: many more

Each failure is printed with the seed of its round, which gives the same text again.
"""

import argparse
import contextlib
import random
import tempfile
import time
import traceback
from pathlib import Path

import pandas as pd

from newsangle import language, parameters
from newsangle.errors import InputError, explained_in
from newsangle.language import parsing
from newsangle.paths import RAW, event_name
from newsangle.quantities.parsing import parse_quantities
from newsangle.readers.dates import read_date
from newsangle.readers.decoding import DecodingError, decode, printable
from newsangle.readers.pages import PageError, read_page
from newsangle.small_files import read_yaml
from newsangle.tables import without_formulas
from newsangle.texts import attributions, clean
from newsangle.texts.duplicates import overlaps

PIECES = [
    *"aB .,;:!?…\n\t\r\"'“”‘’«»()[]{}<>-–—/\\|&%$#@*_=+`~0½é語ﬁعد\u00ad\u200b\u00a0\u0085\u2028\x1c\x00\ufeff😀",
    "\n\n", "\r\n", "\nx\n", "''", "``", "--", "...", "Mr. ", "U.S. ", "No. 3", "12,000", "A A", "@name", "=1+1",
    " said ", " according to ", "“Yes,” he said.", "Â", "â€œ", "Advertisement\n", "Read more:\n", "By Jane Smith\n",
    " (Reuters)", "PARIS (AFP) — ", "toggle caption ", "talksThe ", "FILE - ", "AP A man ", "http://x.y/z",
    "<p>", "</p>", "<script>", "&amp;", "\f", "\ufffe", "…  It", " size S. ", " eBay ", ", M.D.: ", "Related A",
    "\n— Jane (@jane) June 3, 2025\n", "https://t.co/abcdefghijpic.twitter.com/x", "Get the A newsletter. SUBSCRIBE\n",
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "\nBY ABCDEFGHIJKLMNOPQRSTUVWXYZ ", "(Getty ", " AFP/", "Share by ", " 1 June",
    "@SUM(A1) ", "+1 -1",
]  # fmt: skip


WORDS = [
    *"million $5 1,000 June 2025 yesterday 14:30 UTC € ½ km [ { &a *a !! << true null one two-thirds -5 1e9 ٣".split(),
    "per cent", "last Monday", "aged 7", ": ", "- ", "Dr.", "No.",
]  # fmt: skip
PARAMETERS = list(parameters.all_parameters())
YAML = Path(tempfile.mkdtemp(), "odd.yml")
REAL = [path.read_text(encoding="utf-8") for path in sorted(RAW.glob("*/*.txt"))]


def text_of(chance: random.Random) -> str:
    """Return an odd text: pieces thrown together, a real text cut and spoilt, or a long run of one piece."""
    kind = chance.random()
    if kind < 0.4:
        return "".join(chance.choices(PIECES, k=chance.randrange(200)))
    if kind < 0.9:
        raw = chance.choice(REAL)
        start = chance.randrange(len(raw))
        letters = list(raw[start : start + chance.randrange(3000)])
        for _ in range(chance.randrange(30)):
            letters.insert(chance.randrange(len(letters) + 1), chance.choice(PIECES))
        return "".join(letters)
    return chance.choice(PIECES) * chance.randrange(2000) + "".join(chance.choices(PIECES, k=20))


def check(text: str, chance: random.Random) -> None:
    """Try one text on everything that takes raw text."""
    raw = text.replace("\r\n", "\n").replace("\r", "\n")
    blocks = clean(raw, extracted=chance.random() < 0.3)
    assert "".join(blocks["text"]) == raw, "blocks do not cover the text"
    assert all(raw[b.start : b.end] == b.text for b in blocks.itertuples()), "a block's offsets are wrong"
    at = 0
    for start, end in language.sentences(raw):
        assert at <= start < end and not raw[at:start].strip(), "a sentence is lost"
        at, inner = end, 0
        for a, b in language.words(raw[start:end]):
            assert inner <= a < b <= end - start and not raw[start:end][inner:a].strip(), "a word is lost"
            inner = b
    doc = language.parse([(start, raw[start:end]) for start, end in language.sentences(raw[:1500])])
    for token in doc:
        start, end = language.raw_span(token)
        assert token.text == raw[start:end].translate(parsing._SEEN) or token.text == raw[start:end], "a token is wrong"
    for row in attributions(raw[:1500]).itertuples():
        assert raw[row.content_start : row.content_end] == row.content, "an attribution's offsets are wrong"
    assert overlaps([raw, raw])["overlap"].le(1).all()
    data = raw.encode(chance.choice(["utf-8", "utf-16", "cp1252", "latin-1", "utf-16-be"]), errors="replace")
    with contextlib.suppress(DecodingError):
        text = decode(data + chance.randbytes(chance.randrange(3))).text
        assert printable(text) == text, "a character that no page can show"
    with contextlib.suppress(PageError):
        read_page(f"<html><body><article><p>{text}</p></article></body></html>")


def check_short(text: str, chance: random.Random) -> None:
    """Try a line on what reads lines, names, numbers, dates, parameters and small files."""
    at = 0
    for start, end in language.sentences(text):
        assert at <= start < end and not text[at:start].strip(), "a sentence is lost"
        at = end
    for start, end in language.words(text):
        assert start < end
    for quantity in parse_quantities(text, chance.choice([None, "0001-01-01", "2025-06-02", "9999-12-31"])):
        assert text[quantity.start : quantity.end] == quantity.text, "a quantity's offsets are wrong"
    read_date(text)
    assert printable(printable(text)) == printable(text)
    assert not without_formulas(pd.Series([text], dtype=object)).str.match(r"[=+\-@]").any(), "a formula"
    assert explained_in(text) is not None
    with contextlib.suppress(InputError):
        event_name(text)
    with contextlib.suppress(InputError):
        parameters.check(dict([parameters.parse(f"{chance.choice(PARAMETERS)}={text}")]))
    YAML.write_text(f"{chance.choice(['a: ', '- ', '', '{a: ', '? '])}{text}", encoding="utf-8", errors="replace")
    with contextlib.suppress(InputError):
        read_yaml(YAML)


def fails(seed: str, short: bool = False) -> bool:
    """Return whether the odd text of a seed breaks anything, and print how."""
    chance = random.Random(seed)
    try:
        if short:
            check_short("".join(chance.choices([*PIECES, *WORDS], k=chance.randrange(12))), chance)
        else:
            check(text_of(chance), chance)
    except Exception:
        print(f"round {seed}:\n{traceback.format_exc()}")
        return True
    return False


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("--minutes", type=float, default=5)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--short", action="store_true")
    options = asked.parse_args()
    rounds, failures, end = 0, 0, time.monotonic() + 60 * options.minutes
    while time.monotonic() < end:
        rounds += 1
        failures += fails(f"{options.seed}-{rounds}", options.short)
    print(f"{rounds} rounds, {failures} failures")
    raise SystemExit(failures > 0)
