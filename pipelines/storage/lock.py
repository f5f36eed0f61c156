"""One build at a time: a lock that the operating system drops when its process ends, however it ends."""

from __future__ import annotations

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from pipelines.storage.errors import StorageError
from pipelines.storage.workspace import Workspace

_AGAIN = 0.5  # seconds between two tries


@contextmanager
def build_lock(place: Workspace, patience: float = 0.0) -> Iterator[None]:
    """Held while a build writes below ``warehouse``. Raises StorageError where another process holds it for longer than ``patience`` seconds."""
    place.warehouse.mkdir(parents=True, exist_ok=True)
    path = place.warehouse / ".lock"
    with path.open("a") as handle:
        give_up = time.monotonic() + patience
        while not _taken(handle):
            if time.monotonic() >= give_up:
                raise StorageError(place.warehouse, "another build is writing here", "Wait for it, or stop it, and try again")
            time.sleep(min(_AGAIN, patience))
        yield


def _taken(handle: TextIO) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
