"""Errors that a person can act on."""

from __future__ import annotations

import re

# Line ends, other control characters and bytes that are no text: in a name they would forge lines of a log, or not print at all.
UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


class StorageError(Exception):
    """Something on disk is not as it must be: ``place`` says where, ``remedy`` what to do about it."""

    def __init__(self, place: object, reason: str, remedy: str) -> None:
        self.place = UNPRINTABLE.sub(lambda found: found[0].encode("unicode_escape").decode(), str(place))
        self.reason, self.remedy = reason, remedy
        super().__init__(f"{self.place}: {reason}. {remedy}")
