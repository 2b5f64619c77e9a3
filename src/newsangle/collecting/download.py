"""Pages from the web into an event, because the user asked for just that: the only place that uses a network.

robots.txt is obeyed, a host gets one request at a time and a pause between two, and what came is kept with its
headers and the time of its coming, so that nothing is fetched twice.
"""

import json
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from newsangle.collecting.folders import Made, add_articles, folder_of
from newsangle.readers import Found, LeftOut, ReadingError, decode, read_file
from newsangle.readers.kinds import kind_of
from newsangle.readers.records import domain
from newsangle.readers.rows import TABLES
from newsangle.readers.web_archives import as_declared

AGENT = "newsangle"
RECORD = "collected.jsonl"  # in the event's folder: what was fetched, when, and with which headers
DELAY, LONGEST_DELAY = 2.0, 30.0  # seconds between two requests to a host
_LARGEST = 5_000_000  # bytes of a page, unpacked
_TIMEOUT, _WHOLE = 20.0, 60.0  # seconds for an answer to go on, and for a page as a whole
_TRIES, _REDIRECTS = 3, 5
_AGAIN = (429, 500, 502, 503, 504)


@dataclass
class Answer:
    """What came for an address: the page, or why there is none."""

    url: str
    address: str = ""  # where redirections led
    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    fetched: str = ""
    fault: str = ""
    body: bytes = b""


def collect(
    name_or_path: str | Path, sources: Iterable[str], tell: Callable[[str], None], delay: float = DELAY
) -> tuple[Made | None, list[Answer]]:
    """Fetch pages into an event, which is made where it is not there yet; return what was added and what failed.

    sources: addresses, tables with addresses (Media Cloud, GDELT), or text files with an address a line. An address
    that the event has already is not fetched again. Raises InputError where there is no address.
    """
    wanted = {found.url: found for source in sources for found in _addresses(source) if found.url}
    if not wanted:
        raise ReadingError("There is no address to fetch. Give addresses that begin with https://, or a file of them.")
    record = folder_of(name_or_path) / RECORD
    had = _fetched_before(record)
    new = [url for url in wanted if url not in had]
    if len(new) < len(wanted):
        tell(f"{len(wanted) - len(new)} of {len(wanted)} were fetched before")
    answers = []
    with Downloader(delay) as downloader:
        for i, url in enumerate(new, 1):
            answers.append(downloader.get(url))
            tell(f"{i} of {len(new)}: {url}: {answers[-1].fault or 'fetched'}")
    pages = [answer for answer in answers if not answer.fault]
    made = add_articles(name_or_path, [_found(wanted[page.url], page) for page in pages]) if pages else None
    if answers and record.parent.is_dir():
        with record.open("a", encoding="utf-8") as stream:
            stream.writelines(f"{_line(answer)}\n" for answer in answers)
    return made, [answer for answer in answers if answer.fault]


def _found(known: Found, page: Answer) -> Found:
    charset = page.headers.get("content-type", "").lower().partition("charset=")[2].strip(" \"';")
    return Found(**{**vars(known), "text": "", "place": page.url, "page": as_declared(page.body, charset)})


def _line(answer: Answer) -> str:
    entry = {name: value for name, value in asdict(answer).items() if name != "body" and value}
    return json.dumps(entry, ensure_ascii=False)


def _fetched_before(record: Path) -> set[str]:
    try:
        entries = [json.loads(line) for line in record.read_text(encoding="utf-8").splitlines()]
    except (OSError, ValueError):
        return set()
    return {entry.get("url") for entry in entries if not entry.get("fault")}


def _addresses(source: str) -> Iterator[Found]:
    """Yield what an argument says of pages: an address, or the addresses in a file."""
    if source.startswith(("http://", "https://")):
        yield Found(source, url=source, outlet=domain(source), inferred=("outlet",))
        return
    path = Path(source)
    if path.is_file() and kind_of(path) in (*TABLES, ".zip", ".gz"):
        for item in read_file(path):
            found = item.found if isinstance(item, LeftOut) else item
            if found and found.url:
                yield found
        return
    if not path.is_file():
        raise ReadingError(f"'{source}' is neither an address nor a file. An address begins with https://.")
    for line in decode(path.read_bytes()).text.split("\n"):
        if line.strip().startswith(("http://", "https://")):
            yield from _addresses(line.strip())


class Downloader:
    """Fetches pages politely: robots.txt, one request at a time, a pause between two to one host, a few tries."""

    def __init__(self, delay: float = DELAY, timeout: float = _TIMEOUT, whole: float = _WHOLE) -> None:
        import httpx

        self.delay, self.whole = delay, whole
        self.client = httpx.Client(
            headers={"User-Agent": f"{AGENT} (comparison of news reports; fetches single pages at a user's request)"},
            timeout=timeout, follow_redirects=False,
        )  # fmt: skip
        self.last: dict[str, float] = {}
        self.rules: dict[str, Any] = {}

    def __enter__(self) -> "Downloader":
        return self

    def __exit__(self, *_: object) -> None:
        self.client.close()

    def get(self, url: str) -> Answer:
        """Return the page at an address, or the fault that keeps it from being read; never raises for an address."""
        import httpx

        answer = Answer(url, url)
        try:
            for _ in range(_REDIRECTS + 1):
                if fault := self._forbidden(answer.address):
                    answer.fault = fault
                    return answer
                self._fetch(answer)
                target = answer.headers.get("location") if answer.status in (301, 302, 303, 307, 308) else None
                if not target:
                    return _judged(answer)
                answer.address = urljoin(answer.address, target)
            answer.fault = f"redirects more than {_REDIRECTS} times"
        except (httpx.HTTPError, httpx.InvalidURL, ValueError, OSError) as error:
            answer.fault = _described(error)
        return answer

    def _fetch(self, answer: Answer) -> None:
        """Put status, headers and body of an address into the answer; an answer that invites it is tried again."""
        import httpx

        for attempt in range(1, _TRIES + 1):
            self._pause(answer.address)
            try:
                answer.status, answer.headers, answer.body = self._once(answer.address)
            except (httpx.TimeoutException, httpx.NetworkError, httpx.RemoteProtocolError):
                if attempt == _TRIES:
                    raise
                continue
            answer.fetched = datetime.now(UTC).isoformat(timespec="seconds")
            if answer.status not in _AGAIN or attempt == _TRIES:
                return
            asked = answer.headers.get("retry-after", "")
            time.sleep(min(float(asked) if asked.isdigit() else self.delay * attempt, LONGEST_DELAY))

    def _once(self, url: str) -> tuple[int, dict[str, str], bytes]:
        began, body = time.monotonic(), bytearray()
        with self.client.stream("GET", url) as response:
            headers = {name.lower(): value for name, value in response.headers.items() if name.lower() != "set-cookie"}
            for piece in response.iter_bytes():  # as they come: a server may send a byte a second
                body += piece
                if len(body) > _LARGEST:
                    raise ValueError(f"is larger than {_LARGEST // 1_000_000} MB")
                if time.monotonic() - began > self.whole:
                    raise ValueError(f"took longer than {self.whole:.0f} seconds")
            return response.status_code, headers, bytes(body)

    def _pause(self, url: str) -> None:
        host = urlsplit(url).netloc
        since = time.monotonic() - self.last.get(host, -LONGEST_DELAY)
        rules = self.rules.get(host)
        asked = rules.crawl_delay(AGENT) if rules is not None else None
        wait = max(self.delay, min(float(asked or 0), LONGEST_DELAY)) - since
        if wait > 0:
            time.sleep(wait)
        self.last[host] = time.monotonic()

    def _forbidden(self, url: str) -> str:
        """Return why an address may not be fetched: robots.txt, or no robots.txt that could be read (RFC 9309)."""
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            return "is no address of a page"
        if parts.netloc not in self.rules:
            self.rules[parts.netloc] = self._robots(f"{parts.scheme}://{parts.netloc}/robots.txt")
        rules = self.rules[parts.netloc]
        if rules is None:
            return "the site's robots.txt could not be read, so nothing is fetched from it"
        return "" if rules.can_fetch(url, AGENT) else "the site's robots.txt forbids it"

    def _robots(self, url: str):
        import httpx
        from protego import Protego

        answer = Answer(url, url)
        try:
            for _ in range(_REDIRECTS):
                self._fetch(answer)
                if not (300 <= answer.status < 400 and "location" in answer.headers):
                    break
                answer.address = urljoin(answer.address, answer.headers["location"])
        except (httpx.HTTPError, httpx.InvalidURL, ValueError, OSError):
            return None
        if answer.status >= 500:
            return None
        return Protego.parse(answer.body[:500_000].decode("utf-8", "replace") if answer.status == 200 else "")


def _judged(answer: Answer) -> Answer:
    """Give an answer its fault where it holds no page."""
    kind = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    if answer.status != 200:
        answer.fault = f"the server answered {answer.status}"
    elif kind not in ("text/html", "application/xhtml+xml", ""):
        answer.fault = f"is no page but {kind}"
    elif not answer.body.strip():
        answer.fault = "the server sent nothing"
    return answer


def _described(error: Exception) -> str:
    import httpx

    if isinstance(error, httpx.TimeoutException):
        return "the server did not answer in time"
    if isinstance(error, httpx.DecodingError):
        return "the answer is damaged"
    if isinstance(error, httpx.NetworkError):
        return "the server could not be reached"
    return str(error)[:100] or type(error).__name__
