"""A judge behind an OpenAI-compatible chat endpoint: Ollama, llama.cpp, vLLM, LM Studio, or a service."""

import ipaddress
import json
import logging
import os
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from newsangle.judges.questions import LONGEST, JudgeError, Judgement, Question, prompt

LARGEST = 100_000  # bytes of an answer
TRIES = 3
AT_ONCE = 4  # questions in flight: servers answer several together almost as fast as one
FORMS = ("json_schema", "json_object")  # ways to send a schema: OpenAI's, and the one of llama-cpp-python's server
REJECTED = (400, 422, 500)  # what servers answer to a form that they do not know
PAUSE = 0.5  # seconds before the first repetition, doubled each time
logging.getLogger("httpx").setLevel(logging.WARNING)  # a line a request would make two runs' notebooks differ
KEY = "NEWSANGLE_JUDGE_KEY"  # environment variable with the key of a service that wants one


@dataclass
class ChatJudge:
    """A model behind an address such as http://127.0.0.1:11434/v1.

    tokens: how many all questions and answers together may have, as the server counts them; 0 for no limit. seconds:
    how long one answer may take. budget: how long all of them may take. When a limit is reached, the other questions
    stay open. Texts of articles leave the machine only where allow_remote is set.
    """

    address: str
    model: str
    allow_remote: bool = False
    tokens: int = 0
    seconds: float = 60.0
    budget: float = 600.0
    _form: str = field(default=FORMS[0], init=False, repr=False)  # in which the server wants the schema
    _is_known: bool = field(default=False, init=False, repr=False)  # whether it has answered in that form
    _is_absent: bool = field(default=False, init=False, repr=False)  # nobody is there
    used: int = field(default=0, init=False)  # tokens so far

    def __post_init__(self):
        parts = urlsplit(self.address)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise JudgeError(f"'{self.address}' is no address of a judge; write it as http://127.0.0.1:11434/v1.")
        if not self.allow_remote and not _is_this_machine(parts.hostname):
            raise JudgeError(
                f"The judge at '{parts.hostname}' is another machine: the articles' texts would be sent there."
                " Add --allow-remote if that is what you want."
            )
        if not self.model:
            raise JudgeError("Name the judge's model with --judge-model.")

    @property
    def name(self) -> str:
        """The model's name, as judgements.jsonl and the manifest give it."""
        return self.model

    def judge(self, questions: Sequence[Question]) -> Iterator[Judgement | None]:
        """Yield an answer for each question; None where the server gave no usable one within the limits."""
        import httpx

        ends = time.monotonic() + self.budget
        headers = {"Authorization": f"Bearer {key}"} if (key := os.environ.get(KEY)) else {}
        with httpx.Client(headers=headers, follow_redirects=False, trust_env=False) as client:

            def answer(question: Question) -> Judgement | None:
                try:
                    return None if self._is_absent else self._answer(client, question, ends)
                except httpx.ConnectError:  # the other questions need not be tried
                    self._is_absent = True
                    return None

            yield from map(answer, questions[:1])  # which shows in what form the server wants the others
            with ThreadPoolExecutor(AT_ONCE) as pool:
                yield from pool.map(answer, questions[1:])

    def _answer(self, client, question: Question, ends: float) -> Judgement | None:
        import httpx

        for number in range(TRIES):
            left = ends - time.monotonic()
            if left <= 0 or 0 < self.tokens <= self.used:
                return None
            try:
                with client.stream(
                    "POST", f"{self.address.rstrip('/')}/chat/completions",
                    json=_request(self.model, question, self._form), timeout=min(self.seconds, left),
                ) as response:  # fmt: skip
                    body = _read(response, min(ends, time.monotonic() + self.seconds))
                if response.status_code in REJECTED and not self._is_known:
                    self._form = FORMS[1 - FORMS.index(self._form)]
                    continue
                self._is_known |= response.status_code == 200
                if response.status_code in (429, 500, 502, 503, 504):
                    raise httpx.TransportError(f"status {response.status_code}")
                if response.status_code != 200:
                    return None
                judgement, tokens = _judgement(body, question)
                self.used += tokens
                return judgement
            except (httpx.HTTPError, TimeoutError) as error:
                if isinstance(error, httpx.ConnectError) and number == TRIES - 1:
                    raise
                time.sleep(min(PAUSE * 2**number, max(0.0, ends - time.monotonic())))
        return None


def _request(model: str, question: Question, form: str) -> dict:
    """Return the request: the prompt as the system's message, the texts as marked data, the answer as a JSON schema."""
    schema = {
        "type": "object",
        "properties": {
            "answer": {"type": "string", "enum": list(question.answers)},
            "confidence": {"type": "number", "minimum": 0, "maximum": 1},
            "reason": {"type": "string", "maxLength": 300},
        },
        "required": ["answer", "confidence", "reason"],
        "additionalProperties": False,
    }
    named = {"name": "judgement", "strict": True, "schema": schema}
    wrapped = {"json_schema": named} if form == FORMS[0] else {"schema": schema}
    texts = {name: text[:LONGEST] for name, text in question.texts}
    data = json.dumps({"texts": texts, "answers": list(question.answers)}, ensure_ascii=False)
    return {
        "model": model,
        "temperature": 0,
        "seed": 1,
        "max_tokens": 300,
        "messages": [{"role": "system", "content": prompt(question.kind)}, {"role": "user", "content": data}],
        "response_format": {"type": form, **wrapped},
    }


def _read(response, ends: float) -> bytes:
    """Return the body of a response, as far as it is of a bearable length and comes in time."""
    body = b""
    for chunk in response.iter_bytes():
        body += chunk
        if len(body) > LARGEST:
            return b""
        if time.monotonic() > ends:
            raise TimeoutError
    return body


def _judgement(body: bytes, question: Question) -> tuple[Judgement | None, int]:
    """Return the answer in a response, None where it is none of those that were asked for, and its cost in tokens."""
    tokens = len(body) // 4  # where the server does not count them
    try:
        content = json.loads(body)
        tokens = int((content.get("usage") or {}).get("total_tokens") or tokens)
        said = json.loads(content["choices"][0]["message"]["content"])
        answer, confidence = said["answer"], float(said["confidence"])
        reason = " ".join(str(said["reason"]).split())[:300]
        version = str(content.get("system_fingerprint") or content.get("model") or "")[:100]
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError):
        return None, tokens
    usable = answer in question.answers and 0 <= confidence <= 1
    return (Judgement(answer, round(confidence, 3), reason, version) if usable else None), tokens


def _is_this_machine(host: str) -> bool:
    """Return whether an address is the loopback one; a name other than localhost may lead anywhere."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
