"""Ctrl-C is known of even where a library has taken the signal for itself."""

from __future__ import annotations

import os
import signal
import threading

import pytest

from pipelines.storage import interrupts


@pytest.fixture
def deaf():
    """A library that catches SIGINT and says nothing."""
    before = signal.signal(signal.SIGINT, lambda *_: None)
    yield
    signal.signal(signal.SIGINT, before)


def test_nothing_came(deaf):
    with interrupts.watched():
        interrupts.check()
        assert not interrupts.came()


def test_what_a_library_swallowed_is_still_known(deaf):
    with interrupts.watched():
        os.kill(os.getpid(), signal.SIGINT)
        assert interrupts.came()
        assert interrupts.came(), "asked twice, the answer is the same"
        with pytest.raises(interrupts.Interrupted):
            interrupts.check()


def test_the_next_watch_begins_anew(deaf):
    with interrupts.watched():
        os.kill(os.getpid(), signal.SIGINT)
    with interrupts.watched():
        assert not interrupts.came()


def test_other_signals_are_none(deaf):
    before = signal.signal(signal.SIGUSR1, lambda *_: None)
    try:
        with interrupts.watched():
            os.kill(os.getpid(), signal.SIGUSR1)
            assert not interrupts.came()
    finally:
        signal.signal(signal.SIGUSR1, before)


def test_a_thread_may_watch_but_learns_nothing():
    found = []

    def work():
        with interrupts.watched():
            found.append(interrupts.came())

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert found == [False]
