"""Questions to the current release, read only: nothing can be written, neither in the file nor beside it."""

from __future__ import annotations

import re
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
            statements = connection.extract_statements(sql)
            if len(statements) != 1:
                raise StorageError("query", f"{len(statements)} statements", "Give one query")
            found = connection.execute(statements[0])
            return [d[0] for d in found.description or []], found.fetchall()
    except (duckdb.CatalogException, duckdb.BinderException) as error:
        words = re.sub(r'(Did you mean )"(?!marts\.)(\w+)"', r'\1"marts.\2"', str(error).strip())
        raise StorageError(
            "query", f"{words}\n", 'Tables, views and columns: minsheng query "show all tables", or: minsheng dictionary'
        ) from error
    except (duckdb.PermissionException, duckdb.IOException, duckdb.InvalidInputException) as error:
        raise StorageError("query", f"{str(error).strip()}\n", "The release is read only; nothing beside it can be read") from error
    except duckdb.Error as error:
        raise StorageError("query", f"{str(error).strip()}\n", "Correct the query: it is one SELECT in DuckDB's SQL") from error
