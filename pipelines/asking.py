"""What `minsheng add` has to know of a report: as told, as the document says, else asked for on a terminal; nothing is guessed."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import typer

from pipelines.storage.years import FIRST_YEAR, this_year
from pipelines.terminal import USAGE, fail, plural, tell, whole_number

_NAMED = 12
_OPTIONS = {"report_year": "--year", "items_year": "--items-year", "adcode": "--adcode", "url": "--url"}
_OF_STANDARD = 6  # digits of a code of GB/T 2260

if TYPE_CHECKING:
    from pipelines.storage.intake import Finding
    from pipelines.storage.sidecar import Sidecar


def checked_fields(sidecar: Sidecar) -> None:
    """What the options say must be what a sidecar may say, or adding would make a file that the build cannot read."""
    from pipelines.storage.sidecar import field_problem

    if problem := field_problem(sidecar):
        name = problem.removeprefix("field ").split()[0]
        fail(problem.replace(f"field {name}", _OPTIONS.get(name, f"field {name}"), 1), USAGE)


def year_option(text: str | None, option: str, least: int, most: int) -> int | None:
    """A year that an option names, within what it can be."""
    year = whole_number(text, option)
    if year is not None and not least <= year <= most:
        fail(f"{option} is {year}, not between {least} and {most}", USAGE)
    return year


def say_found(found: Finding, name: str, code: str | None) -> None:
    if found.refusal:
        tell(found.refusal)
        return
    years = "/".join(map(str, found.item_years)) or "no year named"
    places = [p.full_name for p in found.places if len(found.places) == 1 or p.adcode == code]
    place = places[0] if places else "place not certain"
    tell(
        f"{name}: {found.media_type}{f', {found.encoding}' if found.encoding else ''}; {plural(found.item_count, 'item')} of {years}; {place}; {found.title or 'no title'}"
    )


def say_conflicts(found: Finding, code: str, published: int) -> None:
    """What was told against what the document says: the first counts, and the second is named."""
    if found.places and not any(_within(code, d.adcode) for d in found.places):
        named = ", ".join(f"{d.full_name} ({d.adcode})" for d in found.places[:_NAMED])
        tell(f"note: the document names {named}, and is stored under {code} as told")
    if found.published_on and found.published_on.year != published:
        tell(f"note: the document says it was published on {found.published_on}, and is stored under {published} as told")
    late = [y for y in found.item_years if y > published + 1]
    if late:
        tell(
            f"note: the document has items of {max(late)}, more than a year after {published}, when it is said to be published; --year is the year of publication"
        )


def _within(code: str, other: str) -> bool:
    """Whether one of two codes is the other or holds it: 330100 holds 330106. Codes of our own are never held against those of GB/T 2260."""
    if not (code.isdigit() and len(code) == 6):
        return True
    stems = sorted((c[: 2 if c.endswith("0000") else 4 if c.endswith("00") else 6] for c in (code, other)), key=len)
    return stems[1].startswith(stems[0])


def place_of(found: Finding, adcode: str | None, jurisdiction: str | None) -> tuple[str, str]:
    """Code and full name of the place: as told, else as the document says, else asked for."""
    if not adcode and len(found.places) == 1:
        return found.places[0].adcode, jurisdiction or found.places[0].full_name
    why = _why_no_place(found)
    while True:
        code = adcode or _ask(why, "--adcode", "Code of the place (GB/T 2260)")
        place, problem = _named(code, found.report_year, jurisdiction)
        if place:
            return code, place
        if adcode:
            fail(problem, USAGE)
        why = problem


def _why_no_place(found: Finding) -> str:
    if found.refusal:
        return "a document that cannot be read does not say which place it is of"
    among = ": " + ", ".join(f"{d.adcode} {d.full_name}" for d in found.places[:12]) if found.places else ""
    return f"several places have that name{among}" if found.places else "the document does not say which place it is of"


def _named(code: str, year: int | None, jurisdiction: str | None) -> tuple[str | None, str]:
    """The full name of the place with a code, or None and why there is none."""
    from pipelines.storage.divisions import division
    from pipelines.storage.sidecar import CODE

    if not CODE.fullmatch(code):
        return None, f"{code!r} is no code: it has digits, letters and hyphens, 2 to 24 of them"
    if jurisdiction:
        return jurisdiction, ""
    if known := division(code, year):
        return known.full_name, ""
    if code.isdigit() and len(code) == _OF_STANDARD:
        return None, f"{code} is no code of GB/T 2260. Correct it, or name the place too: --jurisdiction NAME"
    name = _ask(
        f"{code} is a code of your own, not of GB/T 2260", "--jurisdiction", "Full name of the place (empty: another code)", empty=True
    )
    return (name, "") if name and not name.isdigit() else (None, f"{code} has no name")


def year_of(found: Finding, told: int | None) -> int:
    """The year of publication: as told, else as the document says, else asked for."""
    if told:
        return told
    if found.report_year:
        return found.report_year
    why = (
        "a document that cannot be read does not say when it was published"
        if found.refusal
        else "the document does not say when it was published"
    )
    return ask_year(why, "--year", FIRST_YEAR, this_year())


def ask_year(why: str, option: str, least: int, most: int) -> int:
    """A year that nothing says: asked for until it is one."""
    while True:
        answer = _ask(why, option, "Year")
        if answer.isdigit() and least <= int(answer) <= most:
            return int(answer)
        why = f"{answer!r} is no year between {least} and {most}"


def _ask(why: str, option: str, question: str, *, empty: bool = False) -> str:
    """A fact that the document does not give: asked for on a terminal, elsewhere exit 2."""
    if sys.stdin is None or not sys.stdin.isatty():
        fail(f"{why}. Name it: {option} …", USAGE)
    asked = f"{why}. {question} ({option})"
    answer: str = typer.prompt(asked, err=True, default="", show_default=False) if empty else typer.prompt(asked, err=True)
    return answer.strip()
