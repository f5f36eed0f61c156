"""Ctrl-C during a build: libraries catch it or lose it (imports, callbacks), so it is noted where none of them looks and asked for between steps."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

_noted: set[int] = set()


class Interrupted(Exception):
    """Somebody pressed Ctrl-C. Nothing was published."""


@contextmanager
def watched() -> Iterator[None]:
    """Notes SIGINT for ``check`` while it lasts; in threads other than the main one, and on systems without wake-up files, does nothing."""
    _noted.clear()
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    reader, writer = os.pipe()
    os.set_blocking(reader, False)
    os.set_blocking(writer, False)
    before = signal.set_wakeup_fd(writer, warn_on_full_buffer=False)
    _noted.add(reader)
    try:
        yield
    finally:
        came()
        _noted.discard(reader)
        signal.set_wakeup_fd(before)
        os.close(reader)
        os.close(writer)


def came() -> bool:
    """Whether Ctrl-C was pressed since ``watched`` began."""
    for reader in [n for n in _noted if n >= 0]:
        with suppress(BlockingIOError):
            if signal.SIGINT in os.read(reader, 1024):
                _noted.add(-1)
    return -1 in _noted


def check() -> None:
    """Raises Interrupted where Ctrl-C was pressed since ``watched`` began."""
    if came():
        raise Interrupted("interrupted")


def settle() -> None:
    """Lets the process end with the exit code that it gives itself.

    CPython remembers a KeyboardInterrupt that passed through an exec() of text, as dataclasses run on import, although it was caught since, and then
    ends by the signal. The next exec() of text forgets it.
    """
    exec("")
