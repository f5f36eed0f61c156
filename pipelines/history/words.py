"""How alike two promises are: pairs of neighbouring characters, weighed by how few other promises of those years share them.

Words that any promise may hold (持续, 加大力度, 满足群众需求) are cut out first; they are listed with their reason in
reference/worn_words.csv. Figures are left out too: numbers are compared as numbers.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from pipelines.history.reference import rows
from pipelines.reports.text import plain_of

_BORDER = re.compile(r"[^\u4e00-\u9fffA-Za-z]+")
# A promise of a page is compared by its first thousand words; beyond that it is no promise but an annex.
_LONGEST = 4_000
_FEWEST = 3


@cache
def _worn() -> re.Pattern[str]:
    words = sorted({r["word"] for r in rows("worn_words.csv")}, key=lambda w: (-len(w), w))
    return re.compile("|".join(map(re.escape, words)))


@cache
def _synonyms() -> tuple[re.Pattern[str], dict[str, str]]:
    table = {r["word"]: r["means"] for r in rows("synonyms.csv")}
    return re.compile("|".join(map(re.escape, sorted(table, key=lambda w: (-len(w), w))))), table


def plain_words(text: str) -> str:
    """The text in simplified characters and half width, with one word where several mean the same (抽验 is 抽检)."""
    pattern, table = _synonyms()
    return pattern.sub(lambda m: table[m[0]], plain_of(text[:_LONGEST]))


@lru_cache(maxsize=65_536)
def grams(text: str) -> Counter[str]:
    """Pairs of neighbouring characters that carry meaning, with their counts. Shared between callers: do not change it.

    Of a promise that is all worn words but one (新建公园5处) nothing is cut.
    """
    # 与 and 、 join what is named; quotes and brackets only dress it.
    dressed = re.sub("[“”\"'《》「」]", "", plain_words(text))
    found = _pairs(_worn().sub(" ", dressed))
    return found if found.total() >= _FEWEST else _pairs(dressed)


def _pairs(words: str) -> Counter[str]:
    return Counter(run[i : i + 2] for run in _BORDER.split(words) for i in range(len(run) - 1))


@dataclass(frozen=True, slots=True)
class Vector:
    """The pairs of characters of a text with their weights, and the sum of the squared weights. Sums are exact, so no order shows in
    them."""

    weights: Mapping[str, float]
    mass: float

    def __bool__(self) -> bool:
        return bool(self.weights)


@dataclass(frozen=True, slots=True)
class Corpus:
    """How many of ``size`` promises hold each pair of characters."""

    size: int
    frequency: Mapping[str, int]

    def weight(self, gram: str) -> float:
        """Inverse document frequency: 1 for what stands in every promise, more for what few share."""
        return 1.0 + math.log((1 + self.size) / (1 + self.frequency.get(gram, 0)))

    def vector(self, counts: Mapping[str, int]) -> Vector:
        """Weights of a text's pairs; saying a word twice counts little more than once."""
        weights = {g: self.weight(g) * (1 + math.log(n)) for g, n in counts.items()}
        return Vector(weights, math.fsum([w * w for w in weights.values()]))


def corpus_of(texts: Iterable[Mapping[str, int]]) -> Corpus:
    """The corpus of some texts, each given as its pairs of characters."""
    frequency: Counter[str] = Counter()
    size = 0
    for counts in texts:
        size += 1
        frequency.update(counts.keys())
    return Corpus(size, frequency)


def cosine(a: Vector, b: Vector) -> float:
    """Cosine of two vectors, 0 to 1."""
    norm = math.sqrt(a.mass * b.mass)
    if not norm:
        return 0.0
    small, large = (a.weights, b.weights) if len(a.weights) <= len(b.weights) else (b.weights, a.weights)
    return math.fsum([w * large[g] for g, w in small.items() if g in large]) / norm


def held(a: Vector, b: Vector) -> float:
    """How much of ``a`` stands in ``b``, 0 to 1."""
    return math.fsum([w * w for g, w in a.weights.items() if g in b.weights]) / a.mass if a.mass else 0.0


def added(ours: Vector, rival: Vector, whole: Vector) -> float:
    """How much of ``whole`` stands in ``ours`` and not in its ``rival``, 0 to 1: what only the two together explain.

    Inspections of food and of drugs read much alike; where one was dropped, it adds nothing to what the other says already.
    """
    only_ours = [w * w for g, w in whole.weights.items() if g in ours.weights and g not in rival.weights]
    return math.fsum(only_ours) / whole.mass if whole.mass else 0.0
