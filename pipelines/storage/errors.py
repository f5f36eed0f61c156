"""Errors that a person can act on."""

from __future__ import annotations


class StorageError(Exception):
    """Something on disk is not as it must be: ``place`` says where, ``remedy`` what to do about it."""

    def __init__(self, place: object, reason: str, remedy: str) -> None:
        super().__init__(f"{place}: {reason}. {remedy}")
        self.place, self.reason, self.remedy = str(place), reason, remedy
