"""What every reader of a file format hands to the parser: one text, and blocks that point into it.

The text is the decoded document before any line is joined. All positions, here and downstream, count code points of
``Document.text``, end exclusive. A reader keeps everything a person would see on the page; what the format itself marks as
navigation, running header or footer is listed in ``furniture`` rather than left out, so that coverage can be counted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


class ReportRefused(Exception):
    """A document that is not parsed, with the reason and what to do about it.

    ``code`` is a stable word for tests and the issues table: ``empty``, ``too_large``, ``encoding``, ``encrypted``, ``truncated``,
    ``scanned``, ``unsupported_format``, ``archive``, ``not_a_report``, ``hostile``. ``place`` says where in the file, when that is known.
    """

    def __init__(self, code: str, reason: str, remedy: str, place: str | None = None) -> None:
        super().__init__(f"{reason}{f' ({place})' if place else ''}. {remedy}")
        self.code, self.reason, self.remedy, self.place = code, reason, remedy, place


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of ``Document.text``: ``text[start:end]``."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line or paragraph, without its line end.

    ``is_whole`` is True where the format itself says that a paragraph ends here (HTML, Word); False where a line may be cut by
    layout alone (plain text, PDF), so that the next stage decides whether the following line goes on.
    """

    start: int
    end: int
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table; a merged cell stands once, at its upper left corner, with its extent in rows and columns."""

    start: int
    end: int
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    is_header: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table as the document draws it. ``start:end`` covers all cells; its caption and title rows are paragraphs before it."""

    start: int
    end: int
    cells: tuple[Cell, ...]
    row_count: int
    column_count: int


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Document:
    """A decoded document: ``blocks`` are in reading order, do not overlap and, with ``furniture`` and white space, cover ``text``.

    ``metadata`` holds what the format states about itself under the names title, published_on (ISO date), publisher.
    """

    text: str
    blocks: tuple[Block, ...]
    media_type: str
    encoding: str | None = None
    furniture: tuple[Span, ...] = ()
    metadata: Mapping[str, str] = field(default_factory=dict)
