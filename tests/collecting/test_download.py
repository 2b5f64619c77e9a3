"""Fetching pages, from a server on this machine: slow, failing, redirecting, compressed, endless and other answers."""

import gzip
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import yaml

from newsangle.collecting import collect
from newsangle.collecting.download import Downloader
from newsangle.errors import InputError

PAGE = b"""<html><head><title>River floods town</title></head><body><article><h1>River floods town</h1>
<p>The river rose above its banks on Monday night and flooded the old town, the police said.</p>
<p>More than 300 people had to leave their houses, and the army sent boats to them.</p></article></body></html>"""


class Handler(BaseHTTPRequestHandler):
    robots = (200, b"User-agent: *\nDisallow: /private\n")

    def do_GET(self):
        self.server.asked.append(self.path)
        name = self.path.strip("/").replace("/", "_").replace(".txt", "")
        getattr(self, f"say_{name}", self.say_page)()

    def answer(self, status=200, body=PAGE, kind="text/html", **headers):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        for header, value in headers.items():
            self.send_header(header.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def say_robots(self):
        self.answer(*self.server.robots, kind="text/plain")

    def say_page(self):
        self.answer()

    def say_packed(self):
        self.answer(body=gzip.compress(PAGE), Content_Encoding="gzip")

    def say_damaged(self):
        self.answer(body=b"noise", Content_Encoding="gzip")

    def say_latin(self):
        self.answer(
            body=PAGE.replace(b"town, the", "town, José said, the".encode("latin-1")), kind="text/html; charset=latin-1"
        )

    def say_moved(self):
        self.answer(301, b"", Location="/page")

    def say_hidden(self):
        self.answer(302, b"", Location="/private/page")

    def say_round(self):
        self.answer(302, b"", Location="/round")

    def say_elsewhere(self):
        self.answer(302, b"", Location="file:///etc/hostname")

    def say_gone(self):
        self.answer(404)

    def say_tired(self):
        tired = self.server.asked.count("/tired") < 3
        self.answer(503 if tired else 200, Retry_After="0")

    def say_picture(self):
        self.answer(kind="image/png")

    def say_empty(self):
        self.answer(body=b"")

    def say_bomb(self):
        self.answer(body=gzip.compress(b"x" * 20_000_000), Content_Encoding="gzip")

    def say_slow(self):
        time.sleep(1)

    def say_endless(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        for _ in range(200):
            self.wfile.write(b"<p>and on</p>")
            self.wfile.flush()
            time.sleep(0.05)

    def say_dropped(self):
        self.connection.close()

    def log_message(self, *_):
        pass


@pytest.fixture
def server():
    here = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    here.handle_error, here.block_on_close = lambda *_: None, False
    here.asked, here.robots = [], Handler.robots
    thread = threading.Thread(target=here.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    here.at = f"http://127.0.0.1:{here.server_port}"
    yield here
    here.shutdown()
    here.server_close()


@pytest.mark.parametrize("path", ["page", "packed", "latin", "moved", "tired"])
def test_a_page_is_fetched(server, path):
    with Downloader(delay=0) as downloader:
        answer = downloader.get(f"{server.at}/{path}")
    assert (answer.fault, answer.status) == ("", 200) and b"River floods town" in answer.body


@pytest.mark.parametrize(
    ("path", "fault"),
    [
        ("private/page", "robots.txt forbids it"),
        ("hidden", "robots.txt forbids it"),
        ("round", "redirects more than 5 times"),
        ("elsewhere", "is no address of a page"),
        ("gone", "answered 404"),
        ("picture", "is no page but image/png"),
        ("empty", "sent nothing"),
        ("damaged", "damaged"),
        ("bomb", "larger than 5 MB"),
        ("slow", "did not answer in time"),
        ("endless", "took longer than"),
        ("dropped", "disconnected"),
    ],
)
def test_what_is_no_page_is_a_fault_and_no_error(server, path, fault):
    with Downloader(delay=0, timeout=0.3 if path == "slow" else 9, whole=0.3 if path == "endless" else 9) as downloader:
        began = time.monotonic()
        assert fault in downloader.get(f"{server.at}/{path}").fault
        assert time.monotonic() - began < 5


@pytest.mark.parametrize("url", ["http://127.0.0.1:1/x", "https://", "ftp://a.example/", "http://[", "nonsense"])
def test_an_address_that_leads_nowhere_is_a_fault(url):
    with Downloader(delay=0, timeout=0.3) as downloader:
        assert downloader.get(url).fault


@pytest.mark.parametrize(
    ("robots", "fault"), [((404, b""), False), ((503, b""), True), ((200, b"\xff\x00noise"), False)]
)
def test_a_site_whose_rules_cannot_be_read_is_left_alone(server, robots, fault):
    server.robots = robots
    with Downloader(delay=0) as downloader:
        assert bool(downloader.get(f"{server.at}/page").fault) == fault


def test_two_requests_to_a_host_are_apart(server):
    with Downloader(delay=0.3) as downloader:
        downloader.get(f"{server.at}/page")
        began = time.monotonic()
        downloader.get(f"{server.at}/other")
        assert time.monotonic() - began >= 0.25


def test_pages_are_saved_with_their_headers_and_not_fetched_twice(server, tmp_path):
    (tmp_path / "list.csv").write_text(
        f"media_name,publish_date,title,url\nVale Post,2025-03-04,Flood,{server.at}/page\n"
    )
    sources = [str(tmp_path / "list.csv"), f"{server.at}/gone"]
    made, failed = collect(tmp_path / "flood", sources, lambda _: None, delay=0)
    assert [answer.fault for answer in failed] == ["the server answered 404"]
    (entry,) = yaml.safe_load((made.folder / "event.yml").read_text())["articles"]
    assert (entry["outlet"], entry["published"], entry["url"]) == ("Vale Post", "2025-03-04", f"{server.at}/page")
    assert (made.folder / entry["file"]).read_bytes() == PAGE
    record = [json.loads(line) for line in (made.folder / "collected.jsonl").read_text().splitlines()]
    assert record[0]["headers"]["content-type"] == "text/html" and record[0]["fetched"] and record[1]["fault"]
    server.asked.clear()
    collect(tmp_path / "flood", sources, lambda _: None, delay=0)
    assert server.asked == ["/robots.txt", "/gone"]


def test_letters_are_those_of_the_server_s_header(server, tmp_path):
    made, _ = collect(tmp_path / "flood", [f"{server.at}/latin"], lambda _: None, delay=0)
    assert "José".encode() in (made.folder / made.entries[0]["file"]).read_bytes()


@pytest.mark.parametrize("source", ["nonsense", "no-such-file.csv"])
def test_what_holds_no_address_is_refused(tmp_path, source):
    with pytest.raises(InputError):
        collect(tmp_path / "flood", [source], lambda _: None)
