"""One document from the web: conditional, bounded in time and size, tried again where that can help. Nothing is written here."""

from __future__ import annotations

import re
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from email.message import Message
from email.utils import collapse_rfc2231_value
from importlib.metadata import version
from types import TracebackType
from typing import Any, Self
from urllib.parse import unquote, urlsplit

import httpx
import stamina
import stamina.instrumentation

from pipelines.reports.document.limits import FILE_BYTES
from pipelines.storage.errors import StorageError

USER_AGENT = f"minsheng/{version('minsheng')} (archive of published government reports)"
_TOO_BUSY = frozenset((408, 425, 429, 500, 502, 503, 504))
_GONE = frozenset((404, 410))
stamina.instrumentation.set_on_retry_hooks(())  # its own lines on a terminal say nothing that we do not
_CONDITIONS = ("If-None-Match", "If-Modified-Since")
_REDIRECTS = 5
_HEADER_LENGTH = 500  # what a sidecar keeps of one
_BY_TYPE = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/plain": "txt",
    "application/pdf": "pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "application/msword": "doc",
    "application/vnd.ms-excel": "xls",
}
_ENDING = re.compile(r"\.(?:s?html?|txt|pdf|docx?|xlsx?|wps|et|zip|rar|7z|ofd)$", re.IGNORECASE)


class NotPublished(StorageError):
    """The server answers that there is no such page (yet)."""


class _Busy(Exception):
    """An answer that may be another one later; ``wait`` is how long the server asks for, in seconds."""

    def __init__(self, status: int, wait: float | None) -> None:
        super().__init__(f"the server answers {status}")
        self.wait = wait


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to go on: seconds for connecting, for each read and in all, attempts, and the longest wait between two of them."""

    connect: float = 10.0
    read: float = 30.0
    total: float = 180.0
    attempts: int = 4
    first_wait: float = 1.0
    longest_wait: float = 30.0


PATIENT = Patience()


class _Deadline:
    """Ends the connections of one download when its time is up: a server that drips bytes stays within the limit of every single read."""

    def __init__(self, url: str, seconds: float) -> None:
        self._url, self._seconds, self._until = url, seconds, time.monotonic() + seconds
        self._streams: list[Any] = []
        self._timer = threading.Timer(seconds, self._end)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._timer.cancel()
        if isinstance(error, httpx.HTTPError):
            self.check()

    @property
    def is_over(self) -> bool:
        """Whether the time is up."""
        return time.monotonic() >= self._until

    def check(self) -> None:
        """Raises StorageError where the time is up."""
        if self.is_over:
            raise StorageError(self._url, f"not whole within {self._seconds:g} seconds", "Try again, or save it by hand: minsheng add FILE")

    def watch(self, event: str, info: dict[str, Any]) -> None:
        """What httpx calls at each step of a connection (its ``trace`` extension)."""
        if event.endswith(("connect_tcp.complete", "start_tls.complete")):
            self._streams.append(info["return_value"])
            self.check()

    def _end(self) -> None:
        for stream in self._streams:
            with suppress(OSError):  # closed already
                socket.socket.shutdown(stream.get_extra_info("socket"), socket.SHUT_RDWR)


@dataclass(frozen=True, slots=True)
class Download:
    """A document as received. ``data`` is None where the server says that it has not changed; ``charset`` is what the header names."""

    url: str
    name: str
    data: bytes | None
    etag: str | None = None
    last_modified: str | None = None
    charset: str | None = None


def download(url: str, *, etag: str | None = None, last_modified: str | None = None, patience: Patience = PATIENT) -> Download:
    """The document at ``url``, unless it is what ``etag`` and ``last_modified`` describe.

    Raises NotPublished for 404 and 410, StorageError for all else that keeps the document from coming whole.
    """
    _checked(url, url)
    asked = {"User-Agent": USER_AGENT, "Accept": "*/*", "Accept-Encoding": "identity"}
    asked |= {name: value for name, value in zip(_CONDITIONS, (etag, last_modified), strict=True) if value}

    deadline = _Deadline(url, patience.total)

    def worth_another(error: Exception) -> bool | float:
        if deadline.is_over:
            return False
        if isinstance(error, _Busy):
            return min(error.wait, patience.longest_wait) if error.wait is not None else True
        return isinstance(error, httpx.TransportError) and not isinstance(error, httpx.UnsupportedProtocol)

    attempts = stamina.retry_context(
        on=worth_another,
        attempts=patience.attempts,
        timeout=patience.total,
        wait_initial=patience.first_wait,
        wait_max=patience.longest_wait,
    )
    limits = httpx.Timeout(patience.read, connect=patience.connect)
    try:
        with deadline, httpx.Client(timeout=limits, follow_redirects=False) as client:
            for attempt in attempts:
                with attempt:
                    return _once(client, url, asked, deadline)
    except _Busy as error:
        raise StorageError(url, f"{error} {patience.attempts} times", "Try again later") from error
    except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:  # ValueError: a host name that cannot be one
        raise StorageError(
            url, f"no whole answer ({type(error).__name__}: {error})", "Check the address in a browser, then try again"
        ) from error
    raise AssertionError("stamina returns or raises")


def _once(client: httpx.Client, url: str, asked: dict[str, str], deadline: _Deadline) -> Download:
    for _ in range(_REDIRECTS + 1):
        with client.stream("GET", url, headers=asked, extensions={"trace": deadline.watch}) as answer:
            if answer.has_redirect_location:
                url = _checked(str(answer.url.join(answer.headers["location"])), url)
                continue
            if answer.status_code == httpx.codes.NOT_MODIFIED and not asked.keys().isdisjoint(_CONDITIONS):
                return Download(url, name_of(url, answer.headers), None)
            if answer.status_code in _GONE:
                raise NotPublished(
                    url,
                    f"the server answers {answer.status_code}, no such page",
                    "Is the report out yet? If it moved, correct the address, which a stored report has as url in its sidecar",
                )
            if answer.status_code in _TOO_BUSY:
                raise _Busy(answer.status_code, _asked_wait(answer.headers.get("retry-after")))
            if answer.status_code != httpx.codes.OK:
                raise StorageError(
                    url,
                    f"the server answers {answer.status_code}",
                    "Open it in a browser, save the page, and add the file: minsheng add FILE",
                )
            data = b"".join(_bounded(answer, url))
            deadline.check()  # a body without length ends where the connection was ended, and would pass for whole
            headers = answer.headers
            told = (headers.get("etag"), headers.get("last-modified"), answer.charset_encoding)
            return Download(
                url, name_of(url, headers), data, *(value if value and len(value) <= _HEADER_LENGTH else None for value in told)
            )
    raise StorageError(url, f"more than {_REDIRECTS} redirects", "Correct url in the sidecar to where the page really is")


def _bounded(answer: httpx.Response, url: str) -> Iterator[bytes]:
    """The body, as long as it stays within the size of a report."""
    remedy = "Save the report by hand, without images, and add the file: minsheng add FILE"
    stated = answer.headers.get("content-length", "")
    if stated.isdigit() and int(stated) > FILE_BYTES:
        raise StorageError(url, f"{int(stated):,} bytes, more than {FILE_BYTES:,}", remedy)
    received = 0
    for part in answer.iter_bytes():
        received += len(part)
        if received > FILE_BYTES:
            raise StorageError(url, f"more than {FILE_BYTES:,} bytes", remedy)
        yield part


def _checked(url: str, came_from: str) -> str:
    """The address, if it is one of the web. Raises StorageError for others: a server does not send us to our own files."""
    try:
        parts = urlsplit(url)
        is_web = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:  # [::1 without its bracket
        is_web = False
    if not is_web:
        raise StorageError(
            came_from, f"leads to {url[:200]!r}, which is no address of the web", "Use the http or https address of the report itself"
        )
    return url


def _asked_wait(header: str | None) -> float | None:
    return float(header) if header and header.isascii() and header.isdigit() else None


def _stated_name(header: str) -> str:
    """The file name in a Content-Disposition; the encoded one (filename*=) where there are both."""
    disposition = Message()
    disposition["content-disposition"] = header
    names = [value for name, value in disposition.get_params([], header="content-disposition") if name.lower() == "filename"]
    return collapse_rfc2231_value(next((v for v in names if isinstance(v, tuple)), names[0])) if names else ""


def name_of(url: str, headers: httpx.Headers) -> str:
    """A file name for what was received: as the server calls it, else the end of its address, with an ending that fits its type."""
    name = (
        _stated_name(headers.get("content-disposition", ""))
        or unquote(urlsplit(url).path).rstrip("/").rsplit("/", 1)[-1]
        or urlsplit(url).hostname
        or "report"
    )
    if _ENDING.search(name):
        return name
    return f"{name}.{_BY_TYPE.get(headers.get('content-type', '').partition(';')[0].strip().lower(), 'html')}"
