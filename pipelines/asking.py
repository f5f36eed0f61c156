"""What `minsheng add` has to know of a report: as told, as the document says, else asked for on a terminal; nothing is guessed."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import typer

from pipelines.terminal import USAGE, fail, plural, tell, whole_number

if TYPE_CHECKING:
    from pipelines.storage.intake import Finding
    from pipelines.storage.sidecar import Sidecar


def checked_fields(sidecar: Sidecar) -> None:
    """What the options say must be what a sidecar may say, or adding would make a file that the build cannot read."""
    from pipelines.storage.sidecar import field_problem

    if problem := field_problem(sidecar):
        fail(problem, USAGE)


def say_found(found: Finding, name: str, code: str | None) -> None:
    if found.refusal:
        tell(
            f"{found.refusal}\nIt is stored as it is; the build will set it aside with this reason. To take it back, delete it with its sidecar."
        )
        return
    years = "/".join(map(str, found.item_years)) or "no year named"
    places = [p.full_name for p in found.places if len(found.places) == 1 or p.adcode == code]
    place = places[0] if places else "place not certain"
    tell(
        f"{name}: {found.media_type}{f', {found.encoding}' if found.encoding else ''}; {plural(found.item_count, 'item')} of {years}; {place}; {found.title or 'no title'}"
    )


def say_conflicts(found: Finding, code: str, published: int) -> None:
    """What was told against what the document says: the first counts, and the second is named."""
    if len(found.places) == 1 and not _within(code, found.places[0].adcode):
        tell(f"note: the document names {found.places[0].full_name} ({found.places[0].adcode}), and is stored under {code} as told")
    if found.published_on and found.published_on.year != published:
        tell(f"note: the document says it was published on {found.published_on}, and is stored under {published} as told")


def _within(code: str, other: str) -> bool:
    """Whether one of two codes is the other or holds it: 330100 holds 330106. Codes of our own are never held against those of GB/T 2260."""
    if not (code.isdigit() and len(code) == 6):
        return True
    stems = sorted((c[: 2 if c.endswith("0000") else 4 if c.endswith("00") else 6] for c in (code, other)), key=len)
    return stems[1].startswith(stems[0])


def place_of(found: Finding, adcode: str | None, jurisdiction: str | None) -> tuple[str, str]:
    """Code and full name of the place: as told, else as the document says, else asked for."""
    from pipelines.storage.divisions import division

    if not adcode:
        if len(found.places) == 1:
            return found.places[0].adcode, jurisdiction or found.places[0].full_name
        among = ": " + ", ".join(f"{d.adcode} {d.full_name}" for d in found.places[:12]) if found.places else ""
        why = f"several places have that name{among}" if found.places else "the document does not say which place it is of"
        adcode = _ask(why, "--adcode", "Code of the place (GB/T 2260)")
    known = division(adcode, found.report_year)
    if known:
        return adcode, jurisdiction or known.full_name
    if adcode.isdigit() and len(adcode) == 6 and not jurisdiction:
        fail(f"--adcode {adcode} is no code of GB/T 2260. Correct it, or name the place too: --jurisdiction NAME", USAGE)
    return adcode, jurisdiction or _ask(f"{adcode} is a code of your own", "--jurisdiction", "Full name of the place")


def year_of(found: Finding) -> int:
    return found.report_year or ask_year("the document does not say when it was published", "--year")


def ask_year(why: str, option: str) -> int:
    answer = whole_number(_ask(why, option, "Year"), option)
    if answer is None:
        fail(f"{why}. Name it: {option} 2024", USAGE)
    return answer


def _ask(why: str, option: str, question: str) -> str:
    """A fact that the document does not give: asked for on a terminal, elsewhere exit 2."""
    if sys.stdin is None or not sys.stdin.isatty():
        fail(f"{why}. Name it: {option} …", USAGE)
    answer: str = typer.prompt(f"{why}. {question} ({option})", err=True)
    return answer.strip()
