"""Documents as short values to compare. Everything read here is checked for what holds of any document."""

from __future__ import annotations

from typing import Any

from pipelines.reports import parse_report, to_label_format
from pipelines.reports.document import Document, Paragraph, ReportRefused, Table, read_document
from pipelines.reports.document.readers import read_here
from pipelines.reports.document.sniff import format_of


def read(data: bytes | str, name: str = "report.html") -> Document:
    """A sound document, read in this process."""
    data = data.encode() if isinstance(data, str) else data
    return sound(read_here(format_of(data, name), data, name))


def refusal(data: bytes | str, name: str) -> ReportRefused:
    """Why a file is refused; each refusal names the file, gives a reason and says what to do."""
    try:
        read_document(data.encode() if isinstance(data, str) else data, name)
    except ReportRefused as refused:
        assert refused.reason.startswith(f"{name}: ")
        assert len(refused.reason) > len(name) + 8
        assert len(refused.remedy) > 10
        assert refused.remedy in str(refused)
        return refused
    raise AssertionError(f"{name} was read")


def sound(document: Document) -> Document:
    """The document, if its blocks and its furniture are in order, inside the text, apart from each other, and leave out nothing."""
    text = document.text
    covered = bytearray(len(text))
    for group in (document.blocks, document.furniture):
        at = 0
        for part in group:
            assert at <= part.start < part.end <= len(text)
            at = part.end
            assert not any(covered[part.start : part.end]), text[part.start : part.end]
            covered[part.start : part.end] = b"\1" * (part.end - part.start)
            assert text[part.start : part.end].strip() == text[part.start : part.end]
    assert not "".join(c for c, done in zip(text, covered, strict=True) if not done).strip()
    for block in document.blocks:
        if isinstance(block, Table):
            _sound_table(block)
    return document


def _sound_table(table: Table) -> None:
    taken = set()
    at = table.start
    for cell in table.cells:
        assert table.start <= cell.start <= cell.end <= table.end
        assert cell.row + cell.row_span <= table.row_count
        assert cell.column + cell.column_span <= table.column_count
        place = (cell.row, cell.column)
        assert place not in taken
        taken.add(place)
        if cell.end > cell.start:
            assert at <= cell.start
            at = cell.end
    assert any(cell.end > cell.start for cell in table.cells)


def shown(document: Document) -> list[str | list[list[str]]]:
    """Each paragraph as its words, each table as rows; a merged cell stands at its upper left corner, its other places hold ``^``."""
    found: list[str | list[list[str]]] = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            found.append(document.text[block.start : block.end])
        else:
            found.append(rows_of(document, block))
    return found


def rows_of(document: Document, table: Table) -> list[list[str]]:
    rows = [[""] * table.column_count for _ in range(table.row_count)]
    for cell in table.cells:
        for r in range(cell.row, cell.row + cell.row_span):
            for c in range(cell.column, cell.column + cell.column_span):
                rows[r][c] = "^"
        rows[cell.row][cell.column] = document.text[cell.start : cell.end]
    return rows


def set_aside(document: Document) -> list[str]:
    """What is furniture."""
    return [document.text[s.start : s.end] for s in document.furniture]


def told(data: bytes, name: str) -> dict[str, Any]:
    """What a report tells, without positions."""
    found = to_label_format(parse_report(data, filename=name))
    items = [
        {
            "no": i["item_no"],
            "kind": i["kind"],
            "year": i["year"],
            "lead": i["lead"],
            "support": i["support"],
            "deadline": i["deadline"],
            "commitment": "".join((i["commitment"] or "").split()),
            "completion": "".join((i["completion"] or "").split()),
            "quantities": [(q["value"], q["unit"], q["comparator"], q["role"], q["period"], q["matches"]) for q in i["quantities"]],
            "others": [n["text"] for n in i["other_numerals"]],
        }
        for i in found["items"]
    ]
    report = found["report"]
    return {
        "title": report["title"],
        "jurisdiction": report["jurisdiction"],
        "items": items,
        "issues": [(i["kind"], i["quote"]) for i in found["issues"]],
    }
