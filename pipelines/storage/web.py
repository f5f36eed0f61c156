"""One document from the web: conditional, bounded in time and size, tried again where that can help. Nothing is written here."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from importlib.metadata import version
from urllib.parse import unquote, urlsplit

import httpx
import stamina

from pipelines.reports.document.limits import FILE_BYTES
from pipelines.storage.errors import StorageError

USER_AGENT = f"minsheng/{version('minsheng')} (archive of published government reports)"
_TOO_BUSY = frozenset((408, 425, 429, 500, 502, 503, 504))
_GONE = frozenset((404, 410))
_REDIRECTS = 5
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
    asked |= {name: value for name, value in (("If-None-Match", etag), ("If-Modified-Since", last_modified)) if value}
    until = time.monotonic() + patience.total

    def worth_another(error: Exception) -> bool | float:
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
        with httpx.Client(timeout=limits, follow_redirects=False) as client:
            for attempt in attempts:
                with attempt:
                    return _once(client, url, asked, until)
    except _Busy as error:
        raise StorageError(url, f"{error} {patience.attempts} times", "Try again later: minsheng fetch") from error
    except httpx.HTTPError as error:
        raise StorageError(
            url, f"no whole answer ({type(error).__name__}: {error})", "Check the address in a browser, then try again: minsheng fetch"
        ) from error
    raise AssertionError("stamina returns or raises")


def _once(client: httpx.Client, url: str, asked: dict[str, str], until: float) -> Download:
    for _ in range(_REDIRECTS + 1):
        with client.stream("GET", url, headers=asked) as answer:
            if answer.is_redirect:
                url = _checked(str(answer.url.join(answer.headers.get("location", ""))), url)
                continue
            if answer.status_code == httpx.codes.NOT_MODIFIED:
                return Download(url, name_of(url, answer.headers), None)
            if answer.status_code in _GONE:
                raise NotPublished(
                    url,
                    f"the server answers {answer.status_code}, no such page",
                    "Is the report out yet? If it moved, correct url in its sidecar",
                )
            if answer.status_code in _TOO_BUSY:
                raise _Busy(answer.status_code, _asked_wait(answer.headers.get("retry-after")))
            if answer.status_code != httpx.codes.OK:
                raise StorageError(
                    url,
                    f"the server answers {answer.status_code}",
                    "Open it in a browser, save the page, and add the file: minsheng add FILE",
                )
            data = b"".join(_bounded(answer, url, until))
            headers = answer.headers
            return Download(url, name_of(url, headers), data, headers.get("etag"), headers.get("last-modified"), answer.charset_encoding)
    raise StorageError(url, f"more than {_REDIRECTS} redirects", "Correct url in the sidecar to where the page really is")


def _bounded(answer: httpx.Response, url: str, until: float) -> Iterator[bytes]:
    """The body, as long as it stays within the size of a report and the time that is left."""
    remedy = "Save the report by hand, without images, and add the file: minsheng add FILE"
    stated = answer.headers.get("content-length", "")
    if stated.isdigit() and int(stated) > FILE_BYTES:
        raise StorageError(url, f"{int(stated):,} bytes, more than {FILE_BYTES:,}", remedy)
    received = 0
    for part in answer.iter_bytes():
        received += len(part)
        if received > FILE_BYTES:
            raise StorageError(url, f"more than {FILE_BYTES:,} bytes", remedy)
        if time.monotonic() > until:
            raise StorageError(url, f"still not whole after {received:,} bytes and all the time there is", remedy)
        yield part


def _checked(url: str, came_from: str) -> str:
    """The address, if it is one of the web. Raises StorageError for others: a server does not send us to our own files."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise StorageError(
            came_from, f"leads to {url[:200]!r}, which is no address of the web", "Use the http or https address of the report itself"
        )
    return url


def _asked_wait(header: str | None) -> float | None:
    return float(header) if header and header.isdigit() else None


def name_of(url: str, headers: httpx.Headers) -> str:
    """A file name for what was received: as the server calls it, else the end of its address, with an ending that fits its type."""
    disposition = Message()
    disposition["content-disposition"] = headers.get("content-disposition", "")
    stated = disposition.get_filename()
    name = stated or unquote(urlsplit(url).path).rstrip("/").rsplit("/", 1)[-1] or urlsplit(url).hostname or "report"
    if _ENDING.search(name):
        return name
    return f"{name}.{_BY_TYPE.get(headers.get('content-type', '').partition(';')[0].strip().lower(), 'html')}"
