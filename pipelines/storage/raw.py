"""raw/: reports as received, ``raw/<adcode>/<year>/<name>.<ext>``, one sidecar each. Read here, never changed."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pipelines.reports.document.limits import FILE_BYTES
from pipelines.reports.keys import key
from pipelines.storage.divisions import division
from pipelines.storage.errors import UNPRINTABLE, StorageError
from pipelines.storage.sidecar import SUFFIX, Sidecar, field_problem, read_sidecar

_YEAR = re.compile(r"\d{4}")
_IGNORED = frozenset(("README.md", ".gitkeep", ".DS_Store", "Thumbs.db", "desktop.ini"))
_OPEN_ELSEWHERE = "~$"  # what an office program leaves beside a document that it has open


@dataclass(frozen=True, slots=True)
class RawReport:
    """One version of one document. ``source_path`` is its path below raw/, with forward slashes."""

    path: Path
    source_path: str
    sidecar: Sidecar

    @property
    def report_key(self) -> str:
        """Key of (jurisdiction, year of publication, series, version)."""
        s = self.sidecar
        return key(s.adcode, s.report_year, s.series, s.version)


@dataclass(slots=True)
class Listing:
    """What raw/ holds: reports in order of path, those awaited, and what had to be set aside with its reason."""

    reports: list[RawReport] = field(default_factory=list)
    awaited: list[RawReport] = field(default_factory=list)  # sidecars with a url whose document is still to come
    problems: list[StorageError] = field(default_factory=list)
    broken: list[tuple[RawReport, StorageError]] = field(default_factory=list)  # those of the problems that stand where a report stands

    def years(self) -> list[int]:
        return sorted({r.sidecar.report_year for r in self.reports} | {r.sidecar.report_year for r, _ in self.broken})


def list_raw(raw: Path) -> Listing:
    """All reports below ``raw``. Symbolic links, files without sidecar, sidecars without file and misplaced files become problems, the rest goes on."""
    found = Listing()
    if not raw.is_dir():
        raise StorageError(raw, "no such directory", "Add a report with: minsheng add FILE --adcode 110101 --year 2024")
    for path in sorted(raw.rglob("*")):
        if path.is_symlink():
            found.problems.append(StorageError(_below(raw, path), "a symbolic link", "Put the file itself there"))
            continue
        if path.is_dir() or path.name.endswith(SUFFIX) or path.name.startswith((".", _OPEN_ELSEWHERE)):
            continue
        if path.name in _IGNORED and not path.with_name(path.stem + SUFFIX).exists():
            continue
        try:
            found.reports.append(_report(raw, path))
        except (StorageError, OSError) as error:
            problem = error if isinstance(error, StorageError) else StorageError(_below(raw, path), str(error), "Check the file")
            found.problems.append(problem)
            if stands := _standing(raw, path):
                found.broken.append((stands, problem))
    documents = {r.path.with_name(r.path.stem) for r in found.reports} | {
        p.with_name(p.stem) for p in raw.rglob("*") if not p.name.endswith(SUFFIX)
    }
    for path in sorted(raw.rglob(f"*{SUFFIX}")):
        if path.with_name(path.name.removesuffix(SUFFIX)) in documents or path.is_symlink():
            continue
        try:
            sidecar = read_sidecar(path)
            _refuse_misplaced(_below(raw, path), sidecar)
        except StorageError as error:
            found.problems.append(error)
            continue
        if sidecar.sha256 is None:
            found.awaited.append(RawReport(path, _below(raw, path), sidecar))
        else:
            found.problems.append(
                StorageError(_below(raw, path), "a sidecar without its document", "Put the document back or take the sidecar out")
            )
    _refuse_twins(found)
    return found


def _below(raw: Path, path: Path) -> str:
    return path.relative_to(raw).as_posix()


def _report(raw: Path, path: Path) -> RawReport:
    place = _below(raw, path)
    _refuse_misplaced(place)
    if not path.is_file():
        raise StorageError(place, "no plain file", "Put the report itself there")
    beside = path.with_name(path.stem + SUFFIX)
    if not beside.exists():
        raise StorageError(place, f"has no sidecar {beside.name}", "Add it with: minsheng add FILE --adcode … --year …")
    sidecar = read_sidecar(beside)
    if sidecar.sha256 is None:
        raise StorageError(place, "its sidecar has no sha256", "Take the file out and add it with: minsheng add FILE --adcode … --year …")
    _refuse_misplaced(place, sidecar)
    return RawReport(path, place, sidecar)


def _standing(raw: Path, path: Path) -> RawReport | None:
    """A document that cannot be taken as what it should be, by its place alone: so that the warehouse knows of it."""
    place = _below(raw, path)
    parts = place.split("/")
    known = division(parts[0])
    if len(parts) != 3 or not path.is_file() or UNPRINTABLE.search(place) or not _YEAR.fullmatch(parts[1]):
        return None
    sidecar = Sidecar(parts[0], known.full_name if known else parts[0], int(parts[1]), path.name, 1, "", path.stat().st_size)
    return None if field_problem(sidecar) else RawReport(path, place, sidecar)


def _refuse_misplaced(place: str, sidecar: Sidecar | None = None) -> None:
    parts = place.split("/")
    if len(parts) != 3 or not _YEAR.fullmatch(parts[1]) or UNPRINTABLE.search(place):
        raise StorageError(place, "not at raw/<adcode>/<year>/<name>", "Move it there, or use: minsheng add FILE --adcode … --year …")
    if sidecar and (sidecar.adcode, str(sidecar.report_year)) != (parts[0], parts[1]):
        raise StorageError(place, f"its sidecar says {sidecar.adcode}/{sidecar.report_year}", "Move the file or correct the sidecar")


def _refuse_twins(found: Listing) -> None:
    """Two documents that claim to be one version of one series: the one of the size that its sidecar states stays, else the first by path."""
    seen: dict[str, RawReport] = {}
    for report in list(found.reports):
        other = seen.setdefault(report.report_key, report)
        if other is not report:
            if _has_stated_size(report) and not _has_stated_size(other):
                seen[report.report_key], report, other = report, other, report
            found.reports.remove(report)
            found.problems.append(
                StorageError(
                    report.source_path,
                    f"says it is version {report.sidecar.version} of the series of {other.source_path}",
                    "Give it another version or series",
                )
            )


def _has_stated_size(report: RawReport) -> bool:
    return report.path.stat().st_size == report.sidecar.size_bytes


def read_verified(report: RawReport) -> bytes:
    """The bytes of a report as its sidecar describes them. Raises StorageError where size or hash differ."""
    expected = report.sidecar
    if expected.sha256 is None or expected.size_bytes is None:
        raise StorageError(report.source_path, "awaited, not here yet", "Ask for it with: minsheng fetch")
    try:
        size = report.path.stat().st_size
        if size > FILE_BYTES:
            raise StorageError(
                report.source_path, f"{size:,} bytes, more than {FILE_BYTES:,}", "No report is that large; take the file out"
            )
        data = report.path.read_bytes()
    except OSError as error:
        raise StorageError(report.source_path, f"cannot be read ({error.strerror})", "Check the file and its permissions") from error
    digest = hashlib.sha256(data).hexdigest()
    if len(data) != expected.size_bytes or digest != expected.sha256:
        raise StorageError(
            report.source_path,
            f"not the bytes that its sidecar describes: sha256 {digest[:12]}…, {len(data)} bytes; expected {expected.sha256[:12]}…, {expected.size_bytes} bytes",
            "Restore the file as received; if it was published anew, add it as the next version with: minsheng add",
        )
    return data


def sidecars(raw: Path) -> Iterator[Path]:
    """The sidecars at their places below ``raw``, by path; none that a symbolic link leads to."""
    for path in sorted(raw.glob(f"*/[0-9][0-9][0-9][0-9]/*{SUFFIX}")):
        if not any(p.is_symlink() for p in (path, path.parent, path.parent.parent)):
            yield path


def fingerprints(raw: Path) -> dict[str, str]:
    """Year of publication to a digest of its files' names, sizes and times, for those that have their sidecar: cheap enough to ask every minute."""
    found: dict[str, list[str]] = {}
    for sidecar in sidecars(raw):
        stem = sidecar.name.removesuffix(SUFFIX)
        beside = [p for p in sidecar.parent.iterdir() if p.stem == stem and not p.name.endswith(SUFFIX) and not p.is_symlink()]
        for path in (sidecar, *beside) if beside else ():
            status = path.stat()
            found.setdefault(sidecar.parent.name, []).append(f"{_below(raw, path)} {status.st_size} {status.st_mtime_ns}")
    return {year: hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()[:16] for year, lines in sorted(found.items())}
