"""A scripted server on this machine, which stands for a language model's."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from newsangle.judges import chat as chat_module


@pytest.fixture
def server():
    """A function that starts a server with a script (a status and a body for each request); it keeps what was asked."""
    started = []

    def start(*script):
        asked, one_at_a_time = [], threading.Lock()

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                self.request_body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                with one_at_a_time:  # several questions are in flight
                    asked.append(self.request_body)
                    step = script[min(len(asked), len(script)) - 1]
                if callable(step):
                    return step(self)
                status, body = step
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        running = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=running.serve_forever, daemon=True).start()
        started.append(running)
        return f"http://127.0.0.1:{running.server_port}/v1", asked

    yield start
    for running in started:
        running.shutdown()
        running.server_close()


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(chat_module, "PAUSE", 0.01)
