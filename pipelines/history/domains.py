"""The livelihood domain of a promise, by reviewed keywords with weights. Where nothing speaks clearly it stays unclassified."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from pipelines.history.reference import rows
from pipelines.reports.text import plain_of

UNCLASSIFIED = "unclassified"
# One clear word (weight 3) decides; weaker ones must come together.
_ENOUGH = 2.0


@cache
def _keywords() -> tuple[tuple[str, str, float], ...]:
    return tuple((r["keyword"], r["domain_code"], float(r["weight"])) for r in rows("domains.csv"))


@cache
def domain_of(text: str) -> str:
    """The domain whose keywords weigh most in the text; each keyword counts once, and not inside a longer one that stands there too."""
    plain = plain_of(text)
    present = [(word, code, weight) for word, code, weight in _keywords() if word in plain]
    totals: dict[str, float] = defaultdict(float)
    for word, code, weight in present:
        if not any(word != other and word in other for other, _, _ in present):
            totals[code] += weight
    if not totals:
        return UNCLASSIFIED
    best = max(sorted(totals), key=lambda code: totals[code])
    return best if totals[best] >= _ENOUGH else UNCLASSIFIED
