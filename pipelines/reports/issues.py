"""What a report leaves not understood, as issues with their words: numerals, measure words, labels, gaps in the numbering, counts that do not add up."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence

from pipelines.reports import vocabulary
from pipelines.reports.candidates import Candidate, Candidates
from pipelines.reports.matching import MOST_QUANTITIES
from pipelines.reports.model import Department, Issue, Item, Section
from pipelines.reports.quantities import Measures
from pipelines.reports.text import Text
from pipelines.reports.tokens import tokens
from pipelines.reports.wording import looks_like_departments, speaks_of_the_list

_GROUP = re.compile(r"各|相关|有关|沿线")
_QUOTED = 80
_AGAIN = 2  # how often words before a colon head a line until they must be a label
_HEAD = re.compile(r"[\[(]?(?P<label>[\u4e00-\u9fff]{2,8})[\])]?:(?=.)")
_NUMERALS = {
    "unknown_unit": "no measure word that we know follows {quote!r}; add it to vocabulary/units.csv, or declare the numeral in vocabulary/declared.tsv",
    "unresolved_numeral": "{quote!r} is neither a quantity nor anything declared in vocabulary/declared.tsv",
}


def of_numerals(read: Measures, source: str, candidate: Candidate, position: int) -> list[Issue]:
    """Numerals of one item without a known measure word or meaning, and an item that holds more than can be matched."""
    found = [Issue(kind, "warning", quote, a, b, _NUMERALS[kind].format(quote=quote), position) for kind, a, b, quote in read.unknown]
    if len(read.found) > MOST_QUANTITIES:
        start, end = candidate.start, candidate.end
        message = (
            f"{len(read.found)} quantities in one item, more than {MOST_QUANTITIES}: none is matched. Is the numbering of the items read?"
        )
        found.append(Issue("too_many_quantities", "error", source[start : min(end, start + _QUOTED)], start, end, message, position))
    return found


def of_departments(departments: Sequence[Department], source: str, plain: str, position: int) -> list[Issue]:
    """Names of an item's departments that do not end as names of departments do: perhaps a person, or a part of a name."""
    message = "{name!r} does not look like a department; if it is none, the label before it or its separators are not read"
    return [
        Issue(
            "unknown_department", "info", source[d.char_start : d.char_end], d.char_start, d.char_end, message.format(name=d.name), position
        )
        for d in departments
        if not looks_like_departments(name := "".join(plain[d.char_start : d.char_end].split())) and not _GROUP.match(name)
    ]


def of_labels(found: Candidates, source: str) -> list[Issue]:
    """Columns whose header is not known, and words before a colon that head lines of several items as a label would."""
    issues = []
    for name, cell in found.unknown_columns:
        start, end = cell.span()
        message = f"the column {name!r} is not known, so that its cells are in no field; add it to vocabulary/labels.csv"
        issues.append(Issue("unknown_label", "warning", source[start:end], start, end, message))
    heads: dict[str, list[tuple[int, Text]]] = {}
    for position, item in enumerate(found.items, 1):
        for field in item.fields if not item.from_table else ():
            head = _HEAD.match(field.text.plain)
            if head and vocabulary.label_role(head["label"]) is None:
                heads.setdefault(head["label"], []).append((position, field.text.cut(*head.span("label"))))
    for label, places in heads.items():
        for position, text in places if len({p for p, _ in places}) >= _AGAIN else ():
            start, end = text.span()
            message = f"the label {label!r} is not known, so that its words count as the field before; add it to vocabulary/labels.csv"
            issues.append(Issue("unknown_label", "warning", source[start:end], start, end, message, position))
    return issues


def of_kind(found: Candidates, source: str) -> list[Issue]:
    """Lists that no heading, preface or word says whether they promise or report."""
    message = (
        "nothing says whether this list promises or reports; its figures are as uneven as counts of what was done, so it is read as results. "
        "Give the report a heading that says which"
    )
    return [
        Issue("assumed_kind", "warning", source[x.start : min(x.end, x.start + _QUOTED)], x.start, min(x.end, x.start + _QUOTED), message)
        for x in found.assumed
    ]


def of_lines_outside(found: Candidates, source: str) -> list[Issue]:
    """Numbered lines with counts that count as headings or as what leads up to the items: perhaps promises that were not seen."""
    issues = []
    for line in [*found.preface, *found.headings]:
        if (
            line.marker is None
            or speaks_of_the_list(line.plain)
            or not any(t.kind == "quantity" and t.unit not in ("", "项", "件") for t in tokens(line.plain))
        ):
            continue
        message = "a numbered line with a number in it is read as a heading or an overview and belongs to no item"
        issues.append(
            Issue(
                "unread_line", "warning", source[line.start : line.end][:_QUOTED], line.start, min(line.end, line.start + _QUOTED), message
            )
        )
    return issues


def of_numbering(candidates: Sequence[Candidate], source: str) -> list[Issue]:
    """Numbers left out between two items of a section: an extract, or an item that was not seen."""
    issues = []
    for (_, before), (position, item) in itertools.pairwise(enumerate(candidates, 1)):
        if item.section != before.section or item.number is None or before.number is None or item.number <= before.number + 1:
            continue
        left_out = f"{before.number + 1}" if item.number == before.number + 2 else f"{before.number + 1} to {item.number - 1}"
        message = f"between items {before.number} and {item.number} no item {left_out} was found"
        end = min(item.end, item.start + _QUOTED)
        issues.append(Issue("number_gap", "info", source[item.start : end], item.start, end, message, position))
    return issues


def of_counts(sections: Sequence[Section], items: Sequence[Item], text: str) -> list[Issue]:
    """Sections that hold more or fewer items than the report itself says."""
    issues = []
    counts = Counter(i.section for i in items)
    for index, section in enumerate(sections):
        held = counts[index]
        if section.stated_count is None or section.stated_count == held:
            continue
        start = max(0, text.find(section.stated_count_quote or ""))
        quote = section.stated_count_quote or ""
        message = f"the report says {quote}, {held} items were found"
        issues.append(Issue("count_mismatch", "warning", text[start : start + len(quote)], start, start + len(quote), message))
    return issues
