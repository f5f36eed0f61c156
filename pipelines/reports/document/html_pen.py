"""Lines of a page as a browser writes them: white space collapsed, what shows no glyph dropped."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipelines.reports.document import limits
from pipelines.reports.document.model import ReportRefused

_PIECE = re.compile(r"[ \t\n\r\f]+|[^ \t\n\r\f]+")
_SPACES = dict.fromkeys([0xA0, *range(0x2000, 0x200B), 0x202F, 0x205F], " ")
_INVISIBLE = dict.fromkeys([0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF])
_GLYPHS = _SPACES | _INVISIBLE
_HAS_GLYPH = re.compile("[\xa0\xad\u2000-\u200d\u202f\u205f\u2060\ufeff]")
_WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60“”‘’—…]")


@dataclass(slots=True)
class Line:
    """A line of the page. ``linked`` characters of it are links, ``files`` of the links lead to files."""

    start: int
    end: int
    linked: int = 0
    links: int = 0
    files: int = 0


class Pen:
    """Writes lines, collapsing white space as a browser does."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.lines: list[Line] = []
        self.at = 0
        self._line: list[str] = []
        self._length = 0
        self._gap = ""
        self._before = ""
        self._draft = Line(0, 0)

    @property
    def position(self) -> int:
        return self.at + self._length

    def write(self, raw: str, linked: bool) -> None:
        for match in _PIECE.finditer(raw):
            piece = match.group()
            if piece[0] in " \t\n\r\f":
                self._gap = "\n" if "\n" in piece or self._gap == "\n" else " "
            else:
                self._put(piece, linked)

    def _put(self, word: str, linked: bool) -> None:
        if _HAS_GLYPH.search(word):
            word = word.translate(_GLYPHS)
        if not self._line:
            word = word.lstrip()
            if word:
                word, self._before = self._before + word, ""
        elif self._gap and word:
            # A source line that ends between two wide characters shows no space between them.
            joint = self._gap == "\n" and _WIDE.match(self._line[-1][-1]) and _WIDE.match(word)
            if not joint:
                word = " " + word
        if word:
            self._gap = ""
            self._line.append(word)
            self._length += len(word)
            if linked:
                self._draft.linked += len(word)

    def put_before(self, marker: str) -> None:
        """A list number stands before the next words, even where these begin a block of their own: <li><p>."""
        self._before = marker

    def last_character(self) -> str:
        return self._line[-1][-1] if self._line and not self._gap else ""

    def write_preformatted(self, raw: str, linked: bool) -> None:
        for i, line in enumerate(raw.split("\n")):
            if i:
                self.end_line()
            self._put(line.replace("\t", "    ").strip("\r"), linked)

    def note_link(self, is_file: bool) -> None:
        self._draft.links += 1
        self._draft.files += is_file

    def end_line(self) -> int:
        """Ends the line if it holds anything; the position where the next one begins."""
        content = "".join(self._line).strip()
        if content:
            draft = self._draft
            draft.start, draft.end = self.at, self.at + len(content)
            self.lines.append(draft)
            self.parts.append(content + "\n")
            self.at = draft.end + 1
            if self.at > limits.TEXT_CHARACTERS:
                raise ReportRefused(
                    "too_large", f"the page holds more than {limits.TEXT_CHARACTERS} characters", "Save the report's page alone"
                )
        self._draft = Line(0, 0)
        self._line, self._length, self._gap = [], 0, ""
        return self.at
