"""Surrogate keys: the md5 hex of a natural key, the same in Python and in SQL (``md5(a || '|' || b)``)."""

from __future__ import annotations

from hashlib import md5


def key(*parts: object) -> str:
    """The md5 hex of the parts joined by ``|``; integers as written, no float and no None (they have no one spelling)."""
    for part in parts:
        if not isinstance(part, str | int) or isinstance(part, bool):
            raise TypeError(f"a key is made of text and whole numbers, not {part!r}")
    return md5("|".join(str(p) for p in parts).encode(), usedforsecurity=False).hexdigest()
