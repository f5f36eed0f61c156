"""One document in, one report out: the stages strung together."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from pipelines.reports.candidates import Candidate, candidates
from pipelines.reports.coverage import coverage
from pipelines.reports.deadlines import deadline, deadline_in_promise
from pipelines.reports.departments import departments
from pipelines.reports.document import read_document
from pipelines.reports.document.model import Document, ReportRefused
from pipelines.reports.fields import FieldText
from pipelines.reports.headline import as_of, as_of_results, as_of_said, jurisdiction_of, published_on, stated_count, under_way
from pipelines.reports.issues import of_counts, of_departments, of_kind, of_labels, of_lines_outside, of_numbering, of_numerals
from pipelines.reports.lines import Line
from pipelines.reports.matching import matched
from pipelines.reports.model import Department, Issue, Item, ParsedReport, Section
from pipelines.reports.quantities import measures
from pipelines.reports.roles import claim_of
from pipelines.reports.sections import Heading, years_in
from pipelines.reports.text import Text, joined, plain_of
from pipelines.reports.wording import speaks_of_public_works, speaks_of_the_list

_DAY = re.compile(r"(?:19|20)\d\d年\d{1,2}月\d{1,2}日")
_DATED = re.compile(r"(?:19|20)\d\d[-./]\d{1,2}[-./]\d{1,2}")  # a day is no year of a list


def parse_report(
    data: bytes, *, filename: str, year: int | None = None, jurisdiction: str | None = None, charset: str | None = None
) -> ParsedReport:
    """A livelihood report from its bytes.

    ``filename`` only tells the format. ``year`` is the year of the items and ``jurisdiction`` the place, used where the document names none;
    ``charset`` is what a server said of the bytes.
    Raises ReportRefused for what cannot be read or is no report.
    """
    return parse_document(read_document(data, filename, charset), year=year, jurisdiction=jurisdiction or None)


def parse_document(document: Document, *, year: int | None = None, jurisdiction: str | None = None) -> ParsedReport:
    """A livelihood report from a decoded document. Raises ReportRefused where it holds no item."""
    plain = plain_of(document.text)
    found = candidates(document, plain)
    titled = plain_of(found.title or "")  # a table of places may name its work in the title and the names of its columns alone
    speaking = sum(
        (c.from_table and speaks_of_the_list(titled)) or any(speaks_of_public_works(f.text.plain) for f in c.fields) for c in found.items
    )
    if not found.items or speaking < 0.3 * len(found.items):
        raise ReportRefused(
            "not_a_report",
            "no list of promises or results was found in the text",
            "Check that the file holds the report itself and not a cover page or an attachment list",
        )
    title = _DAY.sub("", plain_of(found.title or ""))
    said, dated = _years_said(found.preface), years_in(" ".join(_DATED.findall(title)))
    reports = sum(any(f.role == "completion" for f in c.fields) for c in found.items) > 0.5 * len(found.items)
    named = years_in(_DATED.sub("", title)) or (
        said or dated if reports else dated or said
    )  # a plan comes out in its year, a delivery in the next
    default_year = (named[-1] if len(named) == 1 or len(found.sections) == 1 else None) if named else None
    items: list[Item] = []
    issues: list[Issue] = []
    positions: dict[int, int] = {}
    numbered = _numbered_once(found.items)
    for position, candidate in enumerate(found.items, 1):
        heading = found.sections[candidate.section]
        of_year = (heading.year if heading else None) or default_year or year or (named[-1] if named else None)
        positions[candidate.section] = positions.get(candidate.section, 0) + 1
        number = candidate.number if candidate.number is not None and candidate.section in numbered else positions[candidate.section]
        item, unknown = _item(candidate, document.text, position, of_year, number)
        items.append(item)
        issues += unknown + of_departments(item.departments, document.text, plain, position)
    sections = _sections(found.sections, items, found.preface, default_year or year)
    issues += (
        of_labels(found, document.text)
        + of_lines_outside(found, document.text)
        + of_kind(found, document.text)
        + of_numbering(found.items, document.text)
        + of_counts(sections, items, document.text)
    )
    stretches = coverage(document.text, found.covered)
    quantities = sum(len(i.quantities) + len(i.other_numerals) for i in items)
    of_whole = default_year or year
    results = [plain_of(i.completion) for i in items if i.completion]
    of_results = max((i.year for i in items if i.year and i.completion), default=of_whole)
    as_of_on = (
        as_of(plain_of(found.title or ""), of_whole)
        or as_of_said(found.preface, of_results)
        or as_of_results(found.result_columns, results, of_results)
    )
    return ParsedReport(
        text=document.text,
        media_type=document.media_type,
        encoding=document.encoding,
        jurisdiction=jurisdiction or jurisdiction_of(plain_of(found.title or "")),
        title=found.title or document.metadata.get("title"),
        sections=tuple(sections),
        items=tuple(items),
        residue=tuple(stretches.residue),
        issues=tuple(issues),
        character_count=stretches.total,
        covered_characters=stretches.covered,
        numeral_count=quantities + sum(i.kind == "unresolved_numeral" for i in issues),
        resolved_numeral_count=quantities,
        as_of_on=as_of_on,
        is_final=as_of_on is None and not under_way(found.preface),
        published_on=_iso(document.metadata.get("published_on")) or published_on(plain),
        publisher=document.metadata.get("publisher"),
    )


def _years_said(preface: list[Line]) -> list[int]:
    """The year of the list where only its overview names one: 2018年度12件民生实事共有23个子项."""
    return next(
        (y[:1] for line in preface if speaks_of_the_list(line.plain) and (y := years_in(_DATED.sub("", _DAY.sub("", line.plain))))), []
    )


def _numbered_once(items: list[Candidate]) -> set[int]:
    """The sections whose printed numbers name one item each; where they start again below every heading, the position counts."""
    numbers: dict[int, list[int | None]] = {}
    for item in items:
        numbers.setdefault(item.section, []).append(item.number)
    return {section for section, listed in numbers.items() if len(set(listed)) == len(listed)}


def _iso(text: str | None) -> date | None:
    return date.fromisoformat(text) if text and re.fullmatch(r"\d{4}-\d\d-\d\d", text) else None


def _joined_field(fields: list[FieldText], role: str) -> Text | None:
    parts = [f.text for f in fields if f.role == role and f.text.plain.strip()]
    return joined(parts, "\n") if parts else None


def _item(candidate: Candidate, source: str, position: int, year: int | None, number: int) -> tuple[Item, list[Issue]]:
    fields = candidate.fields
    commitment, completion = _joined_field(fields, "commitment"), _joined_field(fields, "completion")
    read = measures(fields, source, f"{year}-{number}")
    claim = claim_of(completion.plain) if completion else None
    due = _joined_field(fields, "deadline")
    due_on = deadline(due.plain, year) if due else None
    if due is None and commitment is not None and (place := deadline_in_promise(commitment.plain)):
        due = commitment.cut(*place)
        due_on = deadline(due.plain, year)
        due = due if due_on else None
    item = Item(
        position=position,
        section=candidate.section,
        year=year,
        kind="delivery" if completion else "plan",
        item_no=number,
        char_start=candidate.start,
        char_end=candidate.end,
        commitment=commitment.surface if commitment else None,
        completion=completion.surface if completion else None,
        deadline=due_on,
        deadline_text=due.surface if due else None,
        group=candidate.group,
        claim=claim[0] if claim else None,
        claim_quote=completion.surface[claim[1] : claim[2]] if claim and completion else None,
        departments=tuple(_departments(fields)),
        quantities=tuple(matched(read.found)),
        other_numerals=tuple(read.numerals),
    )
    return item, of_numerals(read, source, candidate, position)


def _departments(fields: list[FieldText]) -> list[Department]:
    leads = [f for f in fields if f.role == "lead"]
    supports = [f for f in fields if f.role == "support"]
    for part in fields:
        if part.role == "responsible":
            (supports if leads and part not in leads else leads).append(part)
    said = [d for role, parts in (("lead", leads), ("support", supports)) for part in parts for d in departments(part.text, role)]
    found: list[Department] = []
    for role in ("lead", "support"):
        firsts: dict[str, Department] = {}
        for department in said:
            if department.role == role:
                firsts.setdefault(department.name, department)
        found += [replace(d, position=n) for n, d in enumerate(firsts.values(), 1)]
    return found


def _sections(headings: list[Heading | None], items: list[Item], preface: list[Line], year: int | None) -> list[Section]:
    sections = []
    items_of: dict[int, list[Item]] = {}
    for item in items:
        items_of.setdefault(item.section, []).append(item)
    for index, heading in enumerate(headings):
        here = items_of.get(index, [])
        kind = (heading.kind if heading else None) or ("delivery" if any(i.kind == "delivery" for i in here) else "plan")
        start = heading.line.start if heading else min((i.char_start for i in here), default=0)
        end = max((i.char_end for i in here), default=heading.line.end if heading else 0)
        of_year = (heading.year if heading else None) or next((i.year for i in here if i.year), year)
        said = [heading.line, *preface] if heading else preface
        count = stated_count(said, of_year) if heading or len(headings) == 1 else None
        text = heading.line.text.surface if heading else None
        sections.append(Section(kind, of_year, text, start, end, count[0] if count else None, count[1] if count else None))  # type: ignore[arg-type]
    return sections
