"""Try odd texts of every kind on every function that takes raw text: nothing may raise, every offset must be right.

    python benchmarks/fuzz_texts.py --minutes 5 --seed 1

Each failure is printed with the seed of its round, which gives the same text again.
"""

import argparse
import contextlib
import random
import time
import traceback

from newsangle import language
from newsangle.language import parsing
from newsangle.paths import RAW
from newsangle.readers.decoding import DecodingError, decode, printable
from newsangle.readers.pages import PageError, read_page
from newsangle.texts import attributions, clean
from newsangle.texts.duplicates import overlaps

PIECES = [
    *"aB .,;:!?…\n\t\r\"'“”‘’«»()[]{}<>-–—/\\|&%$#@*_=+`~0½é語ﬁعد\u00ad\u200b\u00a0\u0085\u2028\x1c\x00\ufeff😀",
    "\n\n", "\r\n", "\nx\n", "''", "``", "--", "...", "Mr. ", "U.S. ", "No. 3", "12,000", "A A", "@name", "=1+1",
    " said ", " according to ", "“Yes,” he said.", "Â", "â€œ", "Advertisement\n", "Read more:\n", "By Jane Smith\n",
    " (Reuters)", "PARIS (AFP) — ", "toggle caption ", "talksThe ", "FILE - ", "AP A man ", "http://x.y/z",
    "<p>", "</p>", "<script>", "&amp;", "\f", "\ufffe", "…  It", " size S. ", " eBay ", ", M.D.: ", "Related A",
    "\n— Jane (@jane) June 3, 2025\n", "https://t.co/abcdefghijpic.twitter.com/x", "Get the A newsletter. SUBSCRIBE\n",
]  # fmt: skip


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


def fails(seed: str) -> bool:
    """Return whether the odd text of a seed breaks anything, and print how."""
    chance = random.Random(seed)
    try:
        check(text_of(chance), chance)
    except Exception:
        print(f"round {seed}:\n{traceback.format_exc()}")
        return True
    return False


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("--minutes", type=float, default=5)
    asked.add_argument("--seed", type=int, default=1)
    options = asked.parse_args()
    rounds, failures, end = 0, 0, time.monotonic() + 60 * options.minutes
    while time.monotonic() < end:
        rounds += 1
        failures += fails(f"{options.seed}-{rounds}")
    print(f"{rounds} rounds, {failures} failures")
    raise SystemExit(failures > 0)
