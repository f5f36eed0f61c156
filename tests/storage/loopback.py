"""A real web server on loopback that answers as a test tells it, faults included."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self

from pipelines.storage.web import Patience

HASTY = Patience(connect=2, read=2, total=5, attempts=3, first_wait=0.001, longest_wait=0.01)
HTML = "text/html; charset=utf-8"


@dataclass
class Answer:
    """One answer. ``length`` is the Content-Length where it is not that of the body (None: none at all); ``parts`` are sent one by one, then the line is cut."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    length: int | None = -1
    parts: Iterable[bytes] | None = None


Script = Callable[["Handler"], Answer]


class Handler(BaseHTTPRequestHandler):
    """Looks the path up in the test's answers: a list is used up, its last answer stays; a function is asked."""

    server: _Server

    def do_GET(self) -> None:
        owner = self.server.owner
        owner.requests.append((self.path, dict(self.headers.items())))
        planned = owner.answers.get(self.path.partition("?")[0], Answer(status=404))
        if isinstance(planned, list):
            planned = planned.pop(0) if len(planned) > 1 else planned[0]
        answer = planned(self) if callable(planned) else planned
        with contextlib.suppress(OSError):  # the other side has hung up
            self._send(answer)

    def _send(self, answer: Answer) -> None:
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value.encode().decode("latin-1"))  # as servers do: bytes of UTF-8
        length = len(answer.body) if answer.length == -1 and answer.parts is None else answer.length
        if length is not None and length >= 0 and answer.status != 304:
            self.send_header("Content-Length", str(length))
        self.end_headers()
        self.wfile.write(answer.body)
        for part in answer.parts or ():
            self.wfile.write(part)
            if self.server.owner.stopping.is_set():
                return

    def log_message(self, format: str, *args: object) -> None:
        """Nothing on stderr."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    owner: Loopback


class Loopback:
    """``answers``: path to an answer, a list of them, or a function of the request. ``requests``: path and headers of what was asked."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer | Script | list[Answer | Script]] = {}
        self.requests: list[tuple[str, dict[str, str]]] = []
        self.stopping = threading.Event()
        self._server = _Server(("127.0.0.1", 0), Handler)
        self._server.owner = self

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stopping.set()
        self._server.shutdown()
        self._server.server_close()

    def url(self, path: str = "/report.html") -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}{path}"

    def slowly(self, part: bytes, seconds: float = 0.02) -> Iterable[bytes]:
        """The same bytes again and again, with a pause after each, until the test is over."""
        while not self.stopping.wait(seconds):
            yield part

    def endlessly(self, part: bytes) -> Iterable[bytes]:
        while not self.stopping.is_set():
            yield part
