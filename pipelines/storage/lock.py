"""One build at a time: a lock that the operating system drops when its process ends, however it ends."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from pipelines.storage.errors import StorageError
from pipelines.storage.workspace import Workspace


@contextmanager
def build_lock(place: Workspace) -> Iterator[None]:
    """Held while a build writes below ``warehouse``. Raises StorageError at once where another process holds it."""
    place.warehouse.mkdir(parents=True, exist_ok=True)
    path = place.warehouse / ".lock"
    with path.open("a") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise StorageError(place.warehouse, "another build is writing here", "Wait for it, or stop it, and try again") from error
        yield
