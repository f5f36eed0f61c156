"""What a reader sees of a Word paragraph: runs joined, deletions and field codes left out, insertions kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.reports.document.zip_parts import attribute, child, local

if TYPE_CHECKING:
    from lxml.etree import _Element

# del and moveFrom: struck out by tracked changes. instrText: PAGE, HYPERLINK. rt: reading aid above ruby text.
_UNSEEN = frozenset(
    (
        "del",
        "moveFrom",
        "delText",
        "instrText",
        "delInstrText",
        "pPr",
        "rPr",
        "rt",
        "Fallback",
        "commentReference",
        "bookmarkStart",
        "bookmarkEnd",
    )
)
_TEXT_FOR = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": " "}
_BOXES = frozenset(("drawing", "pict", "object"))


def seen_text(element: _Element) -> str:
    """Text below ``element``, line breaks as line ends, text boxes left out."""
    parts: list[str] = []
    waiting = [element]
    while waiting:
        node = waiting.pop()
        name = local(node)
        if name == "t":
            parts.append(node.text or "")
        elif name in _TEXT_FOR:
            parts.append(_TEXT_FOR[name])
        elif name in _UNSEEN or name in _BOXES or (name == "r" and _is_hidden(node)):
            continue
        elif name == "AlternateContent":
            waiting += [c for c in node if local(c) == "Choice"][:1]
        else:
            waiting += reversed(node)
    return "".join(parts)


def _is_hidden(run: _Element) -> bool:
    vanish = child(run, "rPr", "vanish")
    return vanish is not None and attribute(vanish, "val") not in ("0", "false")


def text_boxes(paragraph: _Element) -> list[_Element]:
    """Contents of the text boxes that hang on a paragraph; each once, though Word stores an old form beside the new one."""
    boxes: list[_Element] = []
    waiting = [paragraph]
    while waiting:
        node = waiting.pop()
        name = local(node)
        if name == "txbxContent":
            boxes.append(node)
        elif name == "AlternateContent":
            choice = [c for c in node if local(c) == "Choice"]
            fallback = [c for c in node if local(c) == "Fallback"]
            waiting += (choice or fallback)[:1]
        elif name not in ("del", "moveFrom"):
            waiting += reversed(node)
    return boxes
