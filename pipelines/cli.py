"""`minsheng`: the same functions that Dagster runs, for people and scripts. Answers go to stdout, all else to stderr.

Imports stand inside the commands: `minsheng parse` starts without Dagster, dbt, DuckDB and pandas.
"""

from __future__ import annotations

import json
import sys
import time
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipelines.asking import ask_year, checked_fields, place_of, say_conflicts, say_found, year_of, year_option
from pipelines.storage.years import FIRST_OF_ITEMS, FIRST_YEAR, last_of_items, this_year
from pipelines.terminal import INTERRUPTED, REFUSED, USAGE, Shown, fail, me, plural, print_rows, tell, whole_number

if TYPE_CHECKING:
    from pipelines.reports import ParsedReport

_TEXT_WIDTH = 60

app = typer.Typer(
    name="minsheng",
    help="What Chinese governments promise their residents (重要民生实事), and what they deliver: reports in, a warehouse out.",
    epilog="The main job is: minsheng build. Each command explains itself with examples: minsheng add --help",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

Raw = Annotated[Path | None, typer.Option("--raw", help="Directory of raw reports. Default: MINSHENG_RAW, else raw/ of the checkout.")]
Store = Annotated[
    Path | None,
    typer.Option(
        "--warehouse", help="Directory that everything is written to. Default: MINSHENG_WAREHOUSE, else warehouse/ of the checkout."
    ),
]


@app.command()
def parse(
    file: Annotated[Path, typer.Argument(help="Text, HTML, DOCX, PDF with a text layer, or XLSX.")],
    year: Annotated[
        str | None, typer.Option(help="Year of the items, used only where the document names none. Empty counts as not given.")
    ] = None,
    jurisdiction: Annotated[
        str | None, typer.Option(help="Place, used only where the document names none. Empty counts as not given.")
    ] = None,
    format: Annotated[
        Shown, typer.Option(help="json: one object with every quantity and its place. table or csv: one line per quantity.")
    ] = Shown.table,
) -> None:
    """Parse one document and print what it holds. Nothing is stored.

    \b
    Examples:
      minsheng parse raw/110101/2024/dongcheng-2023-2024.txt
      minsheng parse page.html --year 2023 --format json > page.json
    Exit code: 0 parsed (what was not understood is under "issues"), 1 refused with a reason, 2 usage (no such file, too).
    """
    from pipelines.reports import ReportRefused, parse_report, to_label_format
    from pipelines.reports.document.limits import FILE_BYTES

    if not file.is_file():
        fail(f"{file}: a directory. Name the report in it" if file.is_dir() else f"{file}: no such file. Check the path", USAGE)
    if file.stat().st_size > FILE_BYTES:
        fail(f"{file}: {file.stat().st_size:,} bytes, more than {FILE_BYTES:,}. Give the report alone, without images")
    try:
        report = parse_report(file.read_bytes(), filename=file.name, year=whole_number(year, "--year"), jurisdiction=jurisdiction or None)
    except ReportRefused as refusal:
        fail(refusal if file.name in str(refusal) else f"{file}: {refusal}")
    if format is Shown.json:
        typer.echo(json.dumps(to_label_format(report), ensure_ascii=False, indent=1))
        return
    print_rows(("year", "no", "field", "role", "quantity", "value", "unit", "what is counted"), _quantity_rows(report), format)
    tell(
        f"{report.title or file.name}: {plural(len(report.items), 'item')}, {plural(sum(len(i.quantities) for i in report.items), 'quantity')}"
    )
    if report.items and all(i.year is None for i in report.items):
        tell("the document names no year for its items: give it with --year (minsheng add: --items-year)")
    if report.jurisdiction is None:
        tell("the title names no place: minsheng add will look further, and ask for --adcode where nothing names it")
    for issue in report.issues:
        tell(f"{issue.severity} {issue.kind} at {issue.char_start}: {issue.message}")
    for left in report.residue:
        tell(f"not placed at {left.char_start}: {left.quote[:_TEXT_WIDTH]}")


def _quantity_rows(report: ParsedReport) -> list[tuple[object, ...]]:
    bounds = {"ge": "≥ ", "gt": "> ", "le": "≤ ", "lt": "< ", "approx": "≈ ", "eq": ""}
    return [
        (i.year, i.item_no, q.field, q.role, q.text, f"{bounds[q.comparator]}{q.value.normalize():f}", q.unit, q.indicator)
        for i in report.items
        for q in i.quantities
    ] or [(i.year, i.item_no, i.kind, "", "", "", "", (i.commitment or i.completion or "")[:_TEXT_WIDTH]) for i in report.items]


@app.command()
def add(
    source: Annotated[str, typer.Argument(metavar="FILE|URL", help="The report as published: a file, or its address on the web.")],
    adcode: Annotated[
        str | None, typer.Option(help="Code of the place (GB/T 2260, e.g. 110101), or a code of your own for a zone without one.")
    ] = None,
    year: Annotated[str | None, typer.Option(help="Year of publication: the partition that the report belongs to.")] = None,
    items_year: Annotated[str | None, typer.Option(help="Year of the items, for documents that do not name it.")] = None,
    jurisdiction: Annotated[str | None, typer.Option(help="Full name of the place; needed only with a code of your own.")] = None,
    url: Annotated[str | None, typer.Option(help="Where the file was found; minsheng fetch will look there for new versions.")] = None,
    publisher: Annotated[str | None, typer.Option(help="Who published it, where the document does not say.")] = None,
    raw: Raw = None,
) -> None:
    """Put a report into raw/, with where it comes from.

    It is stored under its own name in <adcode>/<year>/, its bytes unchanged, with a sidecar that says where it comes from.
    Place and year are read from the document where it states them; on a terminal you are asked for what it does not say. The same bytes again: nothing
    to do. Other bytes under the same name: the next version, beside the first.

    \b
    Examples:
      minsheng add 民生实事.html --adcode 110101 --year 2024
      minsheng add report.docx --adcode 330212 --year 2019 --items-year 2018
      minsheng add https://www.example.gov.cn/art/2024/1/5/art_1.html --adcode 110101
    Exit code: 0 stored or already there (a document that cannot be read is stored too, and its reason told), 1 no such file or not fetched,
    2 a fact is missing (the message names the option).
    """
    from pipelines.storage.errors import StorageError
    from pipelines.storage.intake import inspect, read_file, store
    from pipelines.storage.sidecar import Sidecar
    from pipelines.storage.workspace import workspace

    charset = etag = last_modified = retrieved_on = None
    told = year_option(year, "--year", FIRST_YEAR, this_year())
    hint = year_option(items_year, "--items-year", FIRST_OF_ITEMS, last_of_items(told or this_year()))
    try:
        if "://" in source and not source.startswith(("http://", "https://")):
            fail(f"{source}: only http and https addresses are fetched. Save the report, then add the file", USAGE)
        if source.startswith(("http://", "https://")):
            from datetime import UTC, datetime

            from pipelines.storage.web import download

            tell(f"asking {source}")
            got = download(source)
            assert got.data is not None
            name, data, url = got.name, got.data, url or source
            charset, etag, last_modified, retrieved_on = got.charset, got.etag, got.last_modified, datetime.now(UTC).date()
        else:
            name, data = Path(source).name, read_file(Path(source))
        found = inspect(data, name, items_year=hint, charset=charset)
        say_found(found, name, adcode)
        code, place = place_of(found, adcode, jurisdiction)
        published = year_of(found, told)
        say_conflicts(found, code, published)
        if found.is_undated and hint is None:
            why = "the document names no year for its items"
            hint = ask_year(why, "--items-year", FIRST_OF_ITEMS, last_of_items(published))
        sidecar = Sidecar(
            adcode=code,
            jurisdiction=place,
            report_year=published,
            series="",
            version=1,
            items_year=hint,
            publisher=publisher or found.publisher,
            url=url,
            attribution=found.title,
            encoding=charset or found.encoding,
            published_on=found.published_on,
            retrieved_on=retrieved_on,
            etag=etag,
            last_modified=last_modified,
        )
        checked_fields(sidecar)
        added = store(workspace(raw).raw, name, data, sidecar)
    except StorageError as error:
        fail(error)
    except OSError as error:
        fail(f"{error.filename or source}: {error.strerror}. Is there room, and may you write there?")
    if not added.is_new:
        given = [option for option, value in (("--items-year", hint), ("--url", url), ("--publisher", publisher)) if value]
        tell(
            f"{added.path}: these very bytes are there already, nothing to do"
            + (f"; {', '.join(given)} is not taken over: edit its sidecar" if given else "")
        )
        return
    if added.also_at:
        tell(f"note: {added.also_at} holds the same bytes, and both count. If one stands in the wrong place, delete it with its sidecar")
    if found.refusal:
        tell(f"{added.path}: stored as it is; the build will set it aside with that reason. To take it back, delete it with its sidecar")
    else:
        of = f"published in {published}" + ("" if told else f", as {found.year_said_by}" if found.year_said_by else "")
        tell(f"{added.path}: stored" + (f" as version {added.version}" if added.version > 1 else "") + f", {of}. Next: {me()} build")
    typer.echo(added.path)


@app.command()
def fetch(
    year: Annotated[str | None, typer.Option(help="Only reports of this year of publication.")] = None,
    raw: Raw = None,
) -> None:
    """Download what is new at the addresses in the sidecars.

    A first copy, or a new version beside the old one.

    \b
    Examples:
      minsheng fetch
      minsheng fetch --year 2024
    A report that is awaited needs only a sidecar with its url, and no sha256 (raw/README.md).
    Exit code: 0 everything was asked (a report that is not out yet counts), 1 an address failed.
    """
    from pipelines.storage.fetch import fetch_all
    from pipelines.storage.workspace import workspace

    wanted = whole_number(year, "--year")
    place = workspace(raw).raw
    if not place.is_dir():
        fail(f"{place}: no such directory. Add a report with: minsheng add FILE --adcode 110101 --year 2024", USAGE)
    outcomes = fetch_all(place, {wanted} if wanted else None, tell)
    failed = [o.error for o in outcomes if o.error]
    for error in failed:
        tell(f"minsheng: {error}")
    tell(
        f"{plural(len(outcomes), 'address')} asked".replace("addresss", "addresses")
        + f", {sum(o.status in ('first', 'changed') for o in outcomes)} new, {len(failed)} failed"
    )
    if failed:
        raise typer.Exit(REFUSED)


@app.command()
def build(
    raw: Raw = None,
    warehouse: Store = None,
    strict: Annotated[bool, typer.Option("--strict", help="Exit 1 also when a report was set aside.")] = False,
) -> None:
    """Build the warehouse from raw/ and publish it.

    This is the refresh job that the schedule runs, once, in this process.

    \b
    Examples:
      minsheng build
      minsheng build --raw /data/raw --warehouse /data/warehouse --strict
    Reports parsed before are not parsed again. A failed build leaves the last release as it was.
    Exit code: 0 a release was published (reports set aside are named), 1 none was, or with --strict a report was set aside, 2 usage, 130 Ctrl-C.
    """
    from pipelines.storage.errors import StorageError
    from pipelines.storage.interrupts import Interrupted, settle
    from pipelines.storage.workspace import workspace

    began = time.perf_counter()

    def say(message: str) -> None:
        tell(f"{time.perf_counter() - began:6.1f} s  {message}")

    place = workspace(raw, warehouse)
    try:
        from pipelines.defs.run import run_refresh

        outcome = run_refresh(place, say)
    except StorageError as error:
        fail(error)
    except (Interrupted, KeyboardInterrupt):
        settle()
        fail("interrupted: nothing was published, the last release stays as it was", INTERRUPTED)
    for reason in outcome.set_aside:
        tell(f"set aside: {reason}")
    if outcome.set_aside:
        tell(f"{plural(len(outcome.set_aside), 'report')} set aside; the others went on")
    if outcome.release is None:
        for failure in outcome.failures:
            tell(f"minsheng: {failure}")
        fail(f"no release was published; the last one, if any, stays as it was. Details: {outcome.log}")
    typer.echo(place.current / "minsheng.duckdb")
    tell(f'release {outcome.release} in {outcome.seconds:.0f} s. Next: {me()} query "select * from marts.rpt_freshness"')
    if strict and outcome.set_aside:
        raise typer.Exit(REFUSED)


@app.command()
def releases(warehouse: Store = None) -> None:
    """List the releases, oldest first; * is the current one.

    \b
    Example:
      minsheng releases
    """
    from pipelines.storage.release import releases as found
    from pipelines.storage.workspace import workspace

    place = workspace(None, warehouse)
    listed = found(place)
    if not listed:
        tell(f"{place.releases}: no release yet. Make one with: minsheng build")
    for release in listed:
        typer.echo(f"{'*' if release.is_current else ' '} {release.id}")


@app.command()
def rollback(
    release: Annotated[str, typer.Argument(metavar="ID", help="Which release; minsheng releases lists them.")],
    warehouse: Store = None,
) -> None:
    """Make another release the current one.

    At once, and for everybody who connects from now on.

    \b
    Example:
      minsheng rollback 20240301T060012000000Z
    """
    from pipelines.storage.errors import StorageError
    from pipelines.storage.lock import build_lock
    from pipelines.storage.release import switch
    from pipelines.storage.workspace import workspace

    place = workspace(None, warehouse)
    try:
        with build_lock(place):
            switch(place, release)
    except StorageError as error:
        fail(error)
    tell(f"current is {release}")


@app.command()
def query(
    sql: Annotated[str, typer.Argument(help="One SQL query, DuckDB's dialect; the tables are in schema marts.")],
    format: Annotated[Shown, typer.Option(help="How to print the rows.")] = Shown.table,
    warehouse: Store = None,
) -> None:
    """Ask the current release, read only.

    \b
    Examples:
      minsheng query "show all tables"
      minsheng query "select year, title, status from marts.rpt_scorecard" --format csv
    Exit code: 0 answered, 1 there is no release or the query is wrong.
    """
    from pipelines.storage.errors import StorageError
    from pipelines.storage.query import answer
    from pipelines.storage.workspace import workspace

    try:
        names, rows = answer(workspace(None, warehouse), sql)
    except StorageError as error:
        fail(error)
    print_rows(names, rows, format)


@app.command()
def dictionary(
    table: Annotated[str | None, typer.Argument(help="Only this table or view of marts.")] = None,
    warehouse: Store = None,
) -> None:
    """Print what every table and column means.

    Markdown of the current release, with examples and their answers.

    \b
    Examples:
      minsheng dictionary fct_measurement
      minsheng dictionary > data-dictionary.md
    The same is in the database: minsheng query "select * from meta.dictionary"
    Exit code: 0 printed, 1 there is no release or no such table.
    """
    from pipelines.storage.dictionary import Entry, markdown
    from pipelines.storage.errors import StorageError
    from pipelines.storage.query import answer
    from pipelines.storage.tabular import as_block
    from pipelines.storage.workspace import workspace

    place = workspace(None, warehouse)
    try:
        names, rows = answer(place, "select * from meta.dictionary order by table_name, position")
        found = [Entry(**dict(zip(names, row, strict=True))) for row in rows]
        wanted = table.removeprefix("marts.") if table else None
        chosen = [e for e in found if wanted in (None, e.table_name)]
        if not chosen:
            raise StorageError(f"table {table!r}", "not in marts", f"There are {', '.join(dict.fromkeys(e.table_name for e in found))}")
        typer.echo(markdown(chosen, lambda sql: as_block(*answer(place, sql))), nl=False)
    except StorageError as error:
        fail(error)


def main() -> None:
    """Entry point of the console script."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal that knows no Chinese still gets an answer
    app()


if __name__ == "__main__":
    main()
