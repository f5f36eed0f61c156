"""Text without layout: spaces and line ends taken out, widths and scripts folded, every character still knowing where it came from.

Two strings of equal length run side by side. ``surface`` is what the source says and is what gets published; ``plain`` is what the
grammar reads: half-width digits, letters and punctuation, simplified characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

_FEW = 8  # characters that are looked at one by one
# Full-width ASCII block, and the marks that stand for the same thing in these reports. Equal length, so positions survive.
_FOLD = {0xFF01 + i: chr(0x21 + i) for i in range(94)} | {
    ord(a): b
    for a, b in {
        "\u3000": " ",
        "\u00a0": " ",
        "—": "-",
        "–": "-",
        "－": "-",
        "−": "-",
        "～": "~",
        "∼": "~",
        "〔": "(",
        "〕": ")",
        "【": "[",
        "】": "]",
        "﹪": "%",
        "﹑": "、",
        "｡": "。",
        "㎡": "㎡",
        "•": "·",
        "．": ".",
        "﹒": ".",
        "∶": ":",
        "︰": ":",
        "﹕": ":",
        "﹔": ";",
        "﹐": ",",
        "＊": "*",
        **dict.fromkeys("─━═┄┅┈┉", "-"),
        **dict.fromkeys("┌┐└┘├┤┬┴┼┏┓┗┛┣┫┳┻╋╔╗╚╝╠╣╦╩╬╭╮╯╰", "+"),
        **dict.fromkeys("│┃║┆┇┊┋", "|"),
    }.items()
}

# Frequent characters that simplified text never has; one hit is enough to ask the converter.
_TRADITIONAL = re.compile("[個項實務級區縣鄉鎮條萬億車學業醫養劃應與關單門開處間戶對為會後過進達補貼護廠辦園圖體設計場員農災發電網]")

# All but white space and characters that take no room on the page.
_INK = re.compile(r"[^\s\u200b-\u200f\u2028\u2029\u2060\ufeff\u00ad]+")

# The reading of a character that some mirrors leave behind it: 項(xiàng)目. At least one vowel bears its tone.
_READING = re.compile(r"(?<=[\u4e00-\u9fff])\([a-zü]{0,5}[\u00e0-\u00fc\u0101-\u01dc][a-zü]{0,4}\)")


@cache
def _simplifier() -> object:
    from opencc import OpenCC  # 40 ms; only mirrored pages pay for it

    return OpenCC("t2s")


def half_width(text: str) -> str:
    """Digits, letters and marks in half width, the script as it is."""
    return text.translate(_FOLD)


def plain_of(text: str) -> str:
    """The text as the grammar reads it, of the same length; what is blank here is layout."""
    plain = _READING.sub(lambda match: " " * len(match[0]), text.translate(_FOLD))
    if _TRADITIONAL.search(plain):
        converted: str = _simplifier().convert(plain)  # type: ignore[attr-defined]
        if len(converted) != len(plain):  # phrase rules may change lengths; single characters never do
            converted = "".join(_simplifier().convert(c)[:1] or c for c in plain)  # type: ignore[attr-defined]
        plain = converted
    return plain


@dataclass(frozen=True, slots=True)
class Text:
    """A stretch of joined text. ``offsets[i]`` is the position in the document of character i; ``surface`` and ``plain`` run in parallel."""

    surface: str
    plain: str
    offsets: list[int]

    def __len__(self) -> int:
        return len(self.plain)

    def cut(self, start: int, end: int | None = None) -> Text:
        """Characters start to end (exclusive; default the rest)."""
        if not start and (end is None or end >= len(self.plain)):
            return self
        return Text(self.surface[start:end], self.plain[start:end], self.offsets[start:end])

    def strip(self, marks: str = " ") -> Text:
        """Without any of ``marks`` at either end."""
        start = len(self.plain) - len(self.plain.lstrip(marks))
        end = len(self.plain.rstrip(marks))
        return self.cut(start, max(start, end))

    def gaps(self) -> list[int]:
        """The characters that something stood before in the document which is left out here: a blank, a line break."""
        return _gaps(self.offsets, 0, len(self.offsets) - 1)

    def span(self, start: int = 0, end: int | None = None) -> tuple[int, int]:
        """Where characters start to end stand in the document."""
        last = len(self.plain) if end is None else end
        return self.offsets[start], self.offsets[last - 1] + 1


def _gaps(offsets: list[int], low: int, high: int) -> list[int]:
    """Where ``offsets[low:high + 1]`` do not go on by one; halved, since most stretches have no gap and show it at their ends."""
    if low >= high or offsets[high] - offsets[low] == high - low:
        return []
    if high - low <= _FEW:
        return [i for i in range(low + 1, high + 1) if offsets[i] - offsets[i - 1] > 1]
    middle = (low + high) // 2
    return _gaps(offsets, low, middle) + _gaps(offsets, middle, high)


EMPTY = Text("", "", [])


def joined(parts: Iterable[Text], separator: str = "") -> Text:
    """Parts one after the other. A separator gets the position of the character before it (it stands in no source)."""
    kept = [p for p in parts if p.plain]
    if len(kept) == 1:
        return kept[0]
    surface: list[str] = []
    plain: list[str] = []
    offsets: list[int] = []
    for index, part in enumerate(kept):
        if index and separator:
            surface.append(separator)
            plain.append(separator)
            offsets += [offsets[-1]] * len(separator)
        surface.append(part.surface)
        plain.append(part.plain)
        offsets += part.offsets
    return Text("".join(surface), "".join(plain), offsets)


def compact(source: str, plain: str, start: int, end: int, *, bars: bool = False) -> Text:
    """``source[start:end]`` without layout. One space stays between two digits or two Latin words, where it parts what would fuse.

    With ``bars`` a tab reads as the border of a cell.
    """
    surface_runs: list[str] = []
    plain_runs: list[str] = []
    offsets: list[int] = []
    previous = ""
    for run in _INK.finditer(plain, start, end):
        begin, stop = run.span()
        head = plain[begin]
        tabs = [i for i in range(offsets[-1] + 1 if offsets else start, begin) if source[i] == "\t"] if bars else []
        if tabs:
            surface_runs.append("|" * len(tabs))
            plain_runs.append("|" * len(tabs))
            offsets.extend(tabs)
        elif previous and head.isascii() and previous.isascii() and head.isalnum() and previous.isalnum():
            surface_runs.append(" ")
            plain_runs.append(" ")
            offsets.append(offsets[-1] + 1)
        surface_runs.append(source[begin:stop])
        plain_runs.append(plain[begin:stop])
        offsets.extend(range(begin, stop))
        previous = plain[stop - 1]
    return Text("".join(surface_runs), "".join(plain_runs), offsets)
