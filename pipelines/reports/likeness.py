"""How alike two indicator phrases are."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

# Words that any indicator may hold; what is left names the thing.
WORN = re.compile(
    r"[“”\"'()、,和与及]|新增设?|新建|改建|扩建|建成|建设|完成|实现|全年|累计|上半年|开展|举办|提供|实施|添加?|打造|推进|组织|增加|增设|安装|更换|引进|为|的|对"
)


@lru_cache(maxsize=8192)  # each indicator is held against several
def _grams(phrase: str) -> Counter[str]:
    worn = WORN.sub("", phrase) or phrase
    return Counter(worn[i : i + 2] for i in range(len(worn) - 1)) if len(worn) > 1 else Counter([worn])


def likeness(left: str, right: str) -> float:
    """How alike two indicators are, 0 to 1: character pairs shared, with credit for the same ending (the head noun)."""
    a, b = _grams(left), _grams(right)
    total = sum(a.values()) + sum(b.values())
    dice = 2 * sum((a & b).values()) / total if total else 0.0
    smaller = min(sum(a.values()), sum(b.values()))
    inside = sum((a & b).values()) / smaller if smaller else 0.0
    head = 1.0 if left[-2:] == right[-2:] and len(left) > 1 else 0.0
    return 0.5 * dice + 0.3 * inside + 0.2 * head
