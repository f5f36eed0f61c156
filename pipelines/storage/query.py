"""Questions to the current release, read only: nothing can be written, neither in the file nor beside it."""

from __future__ import annotations

from typing import Any

import duckdb

from pipelines.storage.errors import StorageError
from pipelines.storage.workspace import DATABASE, Workspace

# Nothing beside the file can be read or written. DuckDB shares an open file within a process only between connections of one configuration.
SAFE = {"enable_external_access": "false", "lock_configuration": "true"}


def answer(place: Workspace, sql: str) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Column names and rows of a query. Raises StorageError where there is no release, or with DuckDB's words where the query is wrong."""
    database = place.current / DATABASE
    if not database.is_file():
        raise StorageError(place.current, "there is no release yet", "Make one with: minsheng build")
    try:
        with duckdb.connect(str(database), read_only=True, config=dict(SAFE)) as connection:
            found = connection.execute(sql)
            return [d[0] for d in found.description or []], found.fetchall()
    except duckdb.Error as error:
        raise StorageError(
            "query", str(error).strip(), 'The tables and their columns: minsheng query "select table_name, comment from duckdb_tables()"'
        ) from error
