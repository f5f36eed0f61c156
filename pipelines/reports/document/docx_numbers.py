"""List numbers of Word: computed by the program that shows the file, written nowhere in its text."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipelines.reports.document.numbering import chinese_number, circled, letters, roman
from pipelines.reports.document.zip_parts import attribute, child, local

if TYPE_CHECKING:
    from lxml.etree import _Element

_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_DIGITS = "〇一二三四五六七八九"
_LEGAL = str.maketrans("一二三四五六七八九十百千零", "壹贰叁肆伍陆柒捌玖拾佰仟零")
_MAX_LEVEL = 8
_MAX_STYLES = 30


def _enclosed(first: int, last: int, otherwise: str) -> Callable[[int], str]:
    return lambda n: chr(first + n - 1) if 1 <= n <= last else otherwise.format(n)


def _digital(number: int) -> str:
    return "".join(_DIGITS[int(d)] for d in str(number))


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda n: f"{n:02}",
    "lowerLetter": letters,
    "upperLetter": lambda n: letters(n).upper(),
    "lowerRoman": lambda n: roman(n).lower(),
    "upperRoman": roman,
    "chineseCounting": chinese_number,
    "chineseCountingThousand": chinese_number,
    "taiwaneseCounting": chinese_number,
    "taiwaneseCountingThousand": chinese_number,
    "japaneseCounting": chinese_number,
    "ideographDigital": _digital,
    "taiwaneseDigital": _digital,
    "japaneseDigitalTenThousand": _digital,
    "chineseLegalSimplified": lambda n: chinese_number(n).translate(_LEGAL),
    "ideographTraditional": lambda n: _STEMS[(n - 1) % 10],
    "ideographZodiac": lambda n: _BRANCHES[(n - 1) % 12],
    "decimalEnclosedCircle": circled,
    "decimalEnclosedCircleChinese": circled,
    "decimalEnclosedParen": _enclosed(0x2474, 20, "({})"),
    "decimalEnclosedFullstop": _enclosed(0x2488, 20, "{}."),
    "ideographEnclosedCircle": _enclosed(0x3280, 10, "({})"),
    "ordinal": str,
    "none": lambda _: "",
}


@dataclass(slots=True)
class Level:
    """One level of a list as numbering.xml defines it."""

    form: str = "decimal"
    pattern: str = ""
    start: int = 1
    restart_after: int | None = None
    is_legal: bool = False
    suffix: str = "tab"


@dataclass(slots=True)
class _List:
    abstract: str
    levels: dict[int, Level]
    restarts: dict[int, int] = field(default_factory=dict)


class Numbers:
    """The numbers of a document's lists, asked for in reading order."""

    def __init__(self, numbering: _Element | None, styles: _Element | None) -> None:
        self._lists: dict[str, _List] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[str] = set()
        self._styles = {sid: s for s in (styles if styles is not None else ()) if (sid := attribute(s, "styleId"))}
        if numbering is not None:
            self._read(numbering)

    def _read(self, numbering: _Element) -> None:
        abstracts = {attribute(a, "abstractNumId") or "": a for a in numbering if local(a) == "abstractNum"}
        by_style = {v: i for i, a in abstracts.items() if (v := attribute(child(a, "styleLink"), "val")) is not None}
        links = {i: v for i, a in abstracts.items() if (v := attribute(child(a, "numStyleLink"), "val"))}
        levels = {i: _levels(a) for i, a in abstracts.items()}
        for num in numbering:
            if local(num) != "num":
                continue
            abstract = attribute(child(num, "abstractNumId"), "val") or ""
            abstract = by_style.get(links.get(abstract, ""), abstract)
            made = _List(abstract, dict(levels.get(abstract, {})))
            for override in num:
                if local(override) == "lvlOverride":
                    n = min(_number(attribute(override, "ilvl"), 0), _MAX_LEVEL)
                    if (own := child(override, "lvl")) is not None:
                        made.levels[n] = _level(own)[1]
                    if (start := child(override, "startOverride")) is not None:
                        made.restarts[n] = _number(attribute(start, "val"), 1)
            self._lists[attribute(num, "numId") or ""] = made

    def style_chain(self, style: str | None) -> list[_Element]:
        """A style and those that it is based on."""
        chain: list[_Element] = []
        while style in self._styles and len(chain) < _MAX_STYLES:
            chain.append(self._styles[style])
            style = attribute(child(chain[-1], "basedOn"), "val")
        return chain

    def prefix(self, properties: _Element | None) -> str:
        """The number in front of a paragraph with these properties; empty for plain paragraphs and bullets."""
        style = attribute(child(properties, "pStyle"), "val")
        own = child(properties, "numPr")
        sources = [own, *(child(s, "pPr", "numPr") for s in self.style_chain(style))]
        num = next((v for s in sources if s is not None and (v := attribute(child(s, "numId"), "val")) is not None), None)
        if num is None or num == "0" or num not in self._lists:
            return ""
        level = next((v for s in sources if s is not None and (v := attribute(child(s, "ilvl"), "val")) is not None), None)
        return self._next(num, min(_number(level, 0), _MAX_LEVEL))

    def _next(self, num: str, n: int) -> str:
        made = self._lists[num]
        counts = self._counts.setdefault(made.abstract, {})
        if num not in self._begun:
            self._begun.add(num)
            for level, start in made.restarts.items():
                counts[level] = start - 1
        spec = made.levels.get(n, Level())
        counts[n] = counts.get(n, spec.start - 1) + 1
        for deeper in [k for k in counts if k > n]:
            limit = made.levels.get(deeper, Level()).restart_after
            if limit is None or (limit and n < limit):
                counts[deeper] = made.restarts.get(deeper, made.levels.get(deeper, Level()).start) - 1
        if spec.form == "bullet":
            return ""

        def shown(match: re.Match[str]) -> str:
            k = int(match.group(1)) - 1
            other = made.levels.get(k, Level())
            count = counts.get(k, other.start) or other.start
            return str(count) if spec.is_legal else _FORMATS.get(other.form, str)(count)

        text = re.sub(r"%([1-9])", shown, spec.pattern)
        return text + (" " if text and spec.suffix != "nothing" else "")


def _number(value: str | None, otherwise: int) -> int:
    return int(value) if value and re.fullmatch(r"\d{1,6}", value) else otherwise


def _levels(abstract: _Element) -> dict[int, Level]:
    read = [_level(e) for e in abstract if local(e) == "lvl"]
    return {n: level for n, level in read if n <= _MAX_LEVEL}


def _level(element: _Element) -> tuple[int, Level]:
    restart = attribute(child(element, "lvlRestart"), "val")
    legal = child(element, "isLgl")
    level = Level(
        attribute(child(element, "numFmt"), "val") or "decimal",
        attribute(child(element, "lvlText"), "val") or "",
        _number(attribute(child(element, "start"), "val"), 1),
        _number(restart, 0) if restart is not None else None,
        legal is not None and attribute(legal, "val") not in ("0", "false"),
        attribute(child(element, "suff"), "val") or "tab",
    )
    return _number(attribute(element, "ilvl"), 0), level
