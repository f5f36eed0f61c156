"""The numbers that a browser puts in front of list items and that stand nowhere in the page's source."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipelines.reports.document.numbering import OWN_NUMBER, chinese_number, letters, roman

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_STYLE = re.compile(r"list-style(?:-type)?:([^;]*)")
_HTML_TYPES = {"1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}
_CHINESE = ("cjk-ideographic", "simp-chinese-informal", "trad-chinese-informal", "cjk-decimal", "japanese-informal")
_LOOK_AHEAD = 60


@dataclass(slots=True)
class ListState:
    """An open list: the number of its next item, None where items bear none."""

    kind: str
    next_number: int | None

    @classmethod
    def of(cls, tag: str, attributes: dict[str, str | None], style: str) -> ListState:
        """The state at the start of a list element."""
        if tag != "ol" or "reversed" in attributes:
            return cls("none", None)
        declared = _STYLE.search(style)
        kind = _HTML_TYPES.get(attributes.get("type") or "", "decimal")
        if declared:
            kind = next((w for w in declared.group(1).split() if w), kind) or kind
            if "none" in declared.group(1):
                return cls("none", None)
        return cls(kind, _integer(attributes.get("start"), 1))


def _integer(value: str | None, otherwise: int) -> int:
    match = re.match(r"\s*(-?\d{1,6})", value or "")
    return int(match.group(1)) if match else otherwise


def marker_of(state: ListState | None, item: LexborNode, attributes: dict[str, str | None]) -> str:
    """The number in front of an item, empty where none shows: no ordered list, an item that is a link, or one that states its own."""
    if state is None or state.next_number is None:
        return ""
    number = _integer(attributes.get("value"), state.next_number)
    state.next_number = number + 1
    words, is_link = _first_words(item)
    if not words or is_link or OWN_NUMBER.match(words):
        return ""
    if state.kind in _CHINESE:
        return chinese_number(number) + "、"
    if state.kind.endswith(("alpha", "latin")):
        return (letters(number) if state.kind.startswith("lower") else letters(number).upper()) + "."
    if state.kind.endswith("roman"):
        return (roman(number).lower() if state.kind.startswith("lower") else roman(number)) + "."
    if state.kind in ("disc", "circle", "square"):
        return ""
    return f"{number}. " if words[0].isdigit() else f"{number}."  # 1. and 65岁以上, not 1.65岁以上


def _first_words(item: LexborNode) -> tuple[str, bool]:
    node, is_link, steps = item.child, False, 0
    while node is not None and steps < _LOOK_AHEAD:
        steps += 1
        if node.is_text_node:
            words = (node.text_content or "").strip()
            if words:
                return words, is_link
        is_link = is_link or node.tag == "a"
        following = node.child or node.next
        while following is None and node is not None and node.parent is not None and node.parent.mem_id != item.mem_id:
            node = node.parent
            following = node.next
        node = following
    return "", False
