"""A report on its way into raw/: what can be told from the document itself, where it goes, and its sidecar. Bytes are stored as received."""

from __future__ import annotations

import hashlib
import os
import re
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path, PurePosixPath

from pipelines.reports import ParsedReport, ReportRefused, parse_report
from pipelines.reports.document.limits import FILE_BYTES
from pipelines.storage.divisions import Division, places_named
from pipelines.storage.errors import StorageError
from pipelines.storage.sidecar import SUFFIX, Sidecar, read_sidecar, sidecar_text

_UNSAFE = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|\u2028\u2029]+')
_NAME_LENGTH = 100  # characters; with the sidecar's ending still below the 255 bytes that file systems allow, in Chinese too
_VERSION = re.compile(r"(?P<series>.+)\.v(?P<version>\d{1,4})")


@dataclass(frozen=True, slots=True)
class Finding:
    """What a document says of itself. ``places`` has one entry where the place is certain; ``refusal`` is why it cannot be read, if it cannot."""

    media_type: str | None = None
    encoding: str | None = None
    title: str | None = None
    publisher: str | None = None
    published_on: date | None = None
    places: tuple[Division, ...] = ()
    report_year: int | None = None
    item_years: tuple[int, ...] = ()
    is_undated: bool = False
    item_count: int = 0
    refusal: str | None = None


@dataclass(frozen=True, slots=True)
class Added:
    """Where a report stands in raw/ now. ``is_new`` is False where its very bytes stood there before."""

    path: Path
    version: int
    is_new: bool


def read_file(path: Path) -> bytes:
    """The bytes of a file to be added. Raises StorageError where there is none or it is larger than any report."""
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
    if not dot or len(ending) > 8:
        stem, ending = plain, "txt"
    stem = stem.removesuffix(SUFFIX.rsplit(".", 1)[0])[:_NAME_LENGTH].strip(". ") or "report"
    return f"{stem}.{ending}"


def inspect(data: bytes, name: str, *, items_year: int | None = None, charset: str | None = None) -> Finding:
    """What the document in ``data`` says of itself; a document that cannot be read is no error here, it is set aside by the build."""
    try:
        report = parse_report(data, filename=name, year=items_year, charset=charset)
    except ReportRefused as refusal:
        return Finding(refusal=str(refusal))
    years = sorted({i.year for i in report.items if i.year})
    year = _published_in(report)
    return Finding(
        media_type=report.media_type,
        encoding=report.encoding,
        title=report.title,
        publisher=report.publisher,
        published_on=report.published_on,
        places=tuple(_places(report, year)),
        report_year=year,
        item_years=tuple(years),
        is_undated=any(i.year is None for i in report.items),
        item_count=len(report.items),
    )


def _published_in(report: ParsedReport) -> int | None:
    """The year of publication, where something says it: a date of publication, a plan's own year, an interim report's. A delivery alone does not."""
    if report.published_on:
        return report.published_on.year
    planned = [i.year for i in report.items if i.kind == "plan" and i.year]
    if planned:
        return max(planned)
    return report.as_of_on.year if report.as_of_on else None


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
    folder.mkdir(parents=True, exist_ok=True)
    stem, _, ending = safe_name(name).rpartition(".")
    known = {p: read_sidecar(p) for p in sorted(folder.glob(f"*{SUFFIX}"))}
    for path, other in known.items():
        if other.sha256 == digest and (document := document_of(path)) is not None:
            return Added(document, other.version, False)
    named = _VERSION.fullmatch(stem)
    series = sidecar.series if sidecar.series else (named["series"] if named else stem)
    versions = [s.version for s in known.values() if s.series == series and s.sha256]
    version = max(versions, default=0) + 1
    stem = series if version == 1 else f"{series}.v{version}"
    document = folder / f"{stem}.{ending}"
    complete = replace(sidecar, series=series, version=version, sha256=digest, size_bytes=len(data))
    _write(document, data)
    _write(folder / f"{stem}{SUFFIX}", sidecar_text(complete).encode())
    return Added(document, version, True)


def fill(sidecar_path: Path, name: str, data: bytes, sidecar: Sidecar) -> Added:
    """Write the document that a sidecar has been waiting for beside it, and complete the sidecar."""
    ending = safe_name(name).rpartition(".")[2]
    document = sidecar_path.with_name(f"{sidecar_path.name.removesuffix(SUFFIX)}.{ending}")
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
    aside = path.with_name(f".{path.name[:60]}.{os.getpid()}.partial")
    with aside.open("xb") as handle:
        handle.write(data)
        handle.flush()
        os.fsync(handle.fileno())
    os.replace(aside, path)
