"""A report on its way into raw/: what can be told from the document itself, where it goes, and its sidecar. Bytes are stored as received."""

from __future__ import annotations

import hashlib
import os
import re
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path, PurePosixPath

from pipelines.reports import ParsedReport, ReportRefused, parse_report
from pipelines.reports.document.limits import FILE_BYTES
from pipelines.storage.divisions import Division, places_named
from pipelines.storage.errors import StorageError
from pipelines.storage.sidecar import SUFFIX, Sidecar, read_sidecar, sidecar_text

_UNSAFE = re.compile(r'[\x00-\x1f\x7f-\x9f/\\:*?"<>|\u2028-\u202e\u2066-\u2069\ud800-\udfff]+')
_NAME_LENGTH = 100  # characters
_NAME_BYTES = 200  # with version and the sidecar's ending still below the 255 that file systems allow, in Chinese too
_VERSION = re.compile(r"(?P<series>.+)\.v(?P<version>\d{1,4})")


@dataclass(frozen=True, slots=True)
class Finding:
    """What a document says of itself. ``places`` has one entry where the place is certain; ``year_said_by`` is what gives ``report_year``; ``refusal`` is why it cannot be read, if it cannot."""

    media_type: str | None = None
    encoding: str | None = None
    title: str | None = None
    publisher: str | None = None
    published_on: date | None = None
    places: tuple[Division, ...] = ()
    report_year: int | None = None
    year_said_by: str | None = None
    item_years: tuple[int, ...] = ()
    is_undated: bool = False
    item_count: int = 0
    refusal: str | None = None


@dataclass(frozen=True, slots=True)
class Added:
    """Where a report stands in raw/ now. ``is_new`` is False where its very bytes stood there before; ``also_at`` is where they stand under another place or year."""

    path: Path
    version: int
    is_new: bool
    also_at: Path | None = None


def read_file(path: Path) -> bytes:
    """The bytes of a file to be added. Raises StorageError where there is none or it is larger than any report."""
    if path.is_dir():
        raise StorageError(path, "a directory", "Name the report in it")
    if not path.is_file():
        raise StorageError(path, "no such file", "Check the path")
    size = path.stat().st_size
    if size > FILE_BYTES:
        raise StorageError(path, f"{size:,} bytes, more than {FILE_BYTES:,}", "Give the report alone, without images")
    return path.read_bytes()


def safe_name(name: str) -> str:
    """A file name that is safe below raw/: no directories, no control characters, no leading dot, of bounded length. The ending stays."""
    plain = PurePosixPath(_UNSAFE.sub("_", name.replace("\\", "/").rsplit("/", 1)[-1])).name.lstrip(". ").rstrip(". ")
    stem, dot, ending = plain.rpartition(".")
    if not dot or len(ending) > 8 or ending == "yml":  # no document is ever named like a sidecar
        stem, ending = plain, "txt"
    stem = stem[:_NAME_LENGTH].encode()[:_NAME_BYTES].decode(errors="ignore").strip(". ") or "report"
    return f"{stem}.{ending}"


def inspect(data: bytes, name: str, *, items_year: int | None = None, charset: str | None = None) -> Finding:
    """What the document in ``data`` says of itself; a document that cannot be read is no error here, it is set aside by the build."""
    try:
        report = parse_report(data, filename=name, year=items_year, charset=charset)
    except ReportRefused as refusal:
        return Finding(refusal=str(refusal))
    years = sorted({i.year for i in report.items if i.year})
    year, said_by = _published_in(report)
    return Finding(
        media_type=report.media_type,
        encoding=report.encoding,
        title=report.title,
        publisher=report.publisher,
        published_on=report.published_on,
        places=tuple(_places(report, year)),
        report_year=year,
        year_said_by=said_by,
        item_years=tuple(years),
        is_undated=any(i.year is None for i in report.items),
        item_count=len(report.items),
    )


def _published_in(report: ParsedReport) -> tuple[int | None, str | None]:
    """The year of publication and what says it: a date of publication, a plan's own year, an interim report's. A delivery alone does not."""
    if report.published_on:
        return report.published_on.year, "its date says"
    planned = [i.year for i in report.items if i.kind == "plan" and i.year]
    if planned:
        return max(planned), "it plans that year"
    return (report.as_of_on.year, f"its results stand at {report.as_of_on}") if report.as_of_on else (None, None)


def _places(report: ParsedReport, year: int | None) -> list[Division]:
    for words in (report.title, report.publisher, report.text[:400]):
        if words and (found := places_named("".join(words.split()), year)):
            return found
    return []


def store(raw: Path, name: str, data: bytes, sidecar: Sidecar) -> Added:
    """Write a report and its sidecar to ``raw/<adcode>/<year>/``: as the next version of its series where that stands there with other bytes.

    ``sidecar`` gives what is known; series, version, sha256 and size are filled in here. Nothing that exists is changed.
    """
    digest = hashlib.sha256(data).hexdigest()
    folder = raw / sidecar.adcode / str(sidecar.report_year)
    for above in (folder.parent, folder):
        if above.is_symlink():
            raise StorageError(above, "a symbolic link", "Put the directory itself there")
    folder.mkdir(parents=True, exist_ok=True)
    stem, _, ending = safe_name(name).rpartition(".")
    known = _known(folder)
    for path, other in known.items():
        if other.sha256 == digest and (standing := document_of(path)) is not None and standing.read_bytes() == data:
            return Added(standing, other.version, False)
    named = _VERSION.fullmatch(stem)
    series = sidecar.series if sidecar.series else (named["series"] if named else stem)
    versions = [s.version for s in known.values() if s.series == series and s.sha256]
    version = max(versions, default=0) + 1
    while _is_taken(document := folder / f"{series if version == 1 else f'{series}.v{version}'}.{ending}", data, known):
        version += 1
    beside = document.with_name(document.stem + SUFFIX)
    awaited = known.get(beside)
    if awaited is not None and sidecar.url is None:
        sidecar = replace(sidecar, url=awaited.url)
    complete = replace(sidecar, series=series, version=version, sha256=digest, size_bytes=len(data))
    elsewhere = _stands_elsewhere(raw, folder, digest, len(data))
    _write(document, data)
    _write(beside, sidecar_text(complete).encode())
    return Added(document, version, True, elsewhere)


def _stands_elsewhere(raw: Path, folder: Path, digest: str, size: int) -> Path | None:
    """The document below another place or year that holds the same bytes, or None."""
    for sidecar_path in sorted(raw.glob(f"*/*/*{SUFFIX}")):
        if sidecar_path.parent == folder:
            continue
        with suppress(StorageError, OSError):
            other = read_sidecar(sidecar_path)
            if other.sha256 == digest and other.size_bytes == size and (standing := document_of(sidecar_path)) is not None:
                return standing
    return None


def _known(folder: Path) -> dict[Path, Sidecar]:
    """The sidecars of a folder that can be read; the others are for the listing to report."""
    found = {}
    for path in sorted(folder.glob(f"*{SUFFIX}")):
        with suppress(StorageError):
            found[path] = read_sidecar(path)
    return found


def _is_taken(document: Path, data: bytes, known: dict[Path, Sidecar]) -> bool:
    """Whether something else stands where a document and its sidecar would go; the document itself without its sidecar and a sidecar that awaits it do not."""
    beside = document.with_name(document.stem + SUFFIX)
    if os.path.lexists(beside) and (beside not in known or known[beside].sha256 is not None):
        return True
    standing = [p for p in document.parent.iterdir() if p.stem == document.stem]
    return any(p.name != document.name or p.is_symlink() or not p.is_file() or p.read_bytes() != data for p in standing)


def fill(sidecar_path: Path, name: str, data: bytes, sidecar: Sidecar) -> Added:
    """Write the document that a sidecar has been waiting for beside it, and complete the sidecar."""
    ending = safe_name(name).rpartition(".")[2]
    document = sidecar_path.with_name(f"{sidecar_path.name.removesuffix(SUFFIX)}.{ending}")
    standing = document_of(sidecar_path)
    if standing is not None and (standing.name != document.name or standing.read_bytes() != data):
        raise StorageError(standing, "stands where a document is awaited", "Take it out, then fetch it or add it: minsheng add FILE")
    _write(document, data)
    _write(sidecar_path, sidecar_text(replace(sidecar, sha256=hashlib.sha256(data).hexdigest(), size_bytes=len(data))).encode())
    return Added(document, sidecar.version, True)


def document_of(sidecar_path: Path) -> Path | None:
    """The document that stands beside a sidecar, or None."""
    stem = sidecar_path.name.removesuffix(SUFFIX)
    beside = [
        p for p in sidecar_path.parent.iterdir() if p.stem == stem and not p.name.endswith(SUFFIX) and p.is_file() and not p.is_symlink()
    ]
    return beside[0] if beside else None


def _write(path: Path, data: bytes) -> None:
    """Whole or not at all, never through a link that somebody put there."""
    aside = path.with_name(f".{os.getpid()}.partial")
    aside.unlink(missing_ok=True)  # of a process that was killed
    with aside.open("xb") as handle:
        handle.write(data)
        handle.flush()
        os.fsync(handle.fileno())
    os.replace(aside, path)
