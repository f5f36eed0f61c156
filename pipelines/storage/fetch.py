"""What the sidecars' addresses hold that raw/ does not yet: first copies and new versions. What is there is never overwritten."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from pipelines.storage.errors import StorageError
from pipelines.storage.intake import Added, Finding, fill, inspect, store
from pipelines.storage.raw import sidecars
from pipelines.storage.sidecar import Sidecar, read_sidecar
from pipelines.storage.web import PATIENT, Download, NotPublished, Patience, download

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one address. ``place`` is the path below raw/ of its sidecar or of the new document."""

    place: str
    status: Literal["first", "changed", "unchanged", "awaited", "failed"]
    error: str | None = None


def fetch_all(raw: Path, years: Collection[int] | None, say: Say, patience: Patience = PATIENT) -> list[Outcome]:
    """Ask the web for every report whose sidecar has a url, of these years of publication (None: all). One failure does not stop the others."""
    found = []
    for path, sidecar in addresses(raw, years):
        place = path.relative_to(raw).as_posix()
        try:
            outcome = _fetch(raw, path, sidecar, patience)
            say(f"{place}: {_WORDS[outcome.status]}")
        except NotPublished as error:
            outcome = Outcome(place, "failed", str(error)) if sidecar.sha256 else Outcome(place, "awaited")
            say(f"{place}: {_WORDS[outcome.status]} ({error.reason})")
        except (StorageError, OSError) as error:
            outcome = Outcome(place, "failed", str(error))
        found.append(outcome)
    return found


_WORDS = {
    "first": "received",
    "changed": "has changed, the new version is kept beside the old one",
    "unchanged": "unchanged",
    "awaited": "not out yet",
    "failed": "failed",
}


def addresses(raw: Path, years: Collection[int] | None = None) -> Iterator[tuple[Path, Sidecar]]:
    """The last version of each series that has a url. Sidecars that cannot be read are for the listing to report."""
    last: dict[tuple[Path, str], tuple[Path, Sidecar]] = {}
    for path in sidecars(raw):
        if years is not None and int(path.parent.name) not in years:
            continue
        try:
            sidecar = read_sidecar(path)
        except StorageError:
            continue
        key = (path.parent, sidecar.series)
        if sidecar.url and (key not in last or last[key][1].version < sidecar.version):
            last[key] = (path, sidecar)
    yield from sorted(last.values(), key=lambda entry: entry[0])


def _fetch(raw: Path, path: Path, sidecar: Sidecar, patience: Patience) -> Outcome:
    assert sidecar.url is not None
    got = download(sidecar.url, etag=sidecar.etag, last_modified=sidecar.last_modified, patience=patience)
    if got.data is None or hashlib.sha256(got.data).hexdigest() == sidecar.sha256:
        return Outcome(path.relative_to(raw).as_posix(), "unchanged")
    told = received(sidecar, got)
    added: Added
    if sidecar.sha256 is None:
        added, status = fill(path, got.name, got.data, told), "first"
    else:
        added = store(raw, f"{sidecar.series}.{got.name.rsplit('.', 1)[-1]}", got.data, told)
        status = "changed" if added.is_new else "unchanged"  # these bytes stand there already, in another version or series
    return Outcome(added.path.relative_to(raw).as_posix(), status)  # type: ignore[arg-type]


def received(sidecar: Sidecar, got: Download) -> Sidecar:
    """A sidecar with what the server said, and where it did not with what the document says."""
    found = inspect(got.data, got.name, charset=got.charset) if got.data is not None else Finding()
    return replace(
        sidecar,
        etag=got.etag,
        last_modified=got.last_modified,
        encoding=got.charset or found.encoding,
        published_on=found.published_on or (sidecar.published_on if sidecar.sha256 is None else None),
        retrieved_on=datetime.now(UTC).date(),
    )
