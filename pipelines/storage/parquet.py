"""Rows to Parquet and back, through typed frames and DuckDB. Decimals stay decimals."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

Row = dict[str, Any]


def frame(rows: Iterable[Row], columns: Mapping[str, str]) -> pd.DataFrame:
    """Rows as a frame of objects (str, int, bool, Decimal, date, None), so that no value is changed on its way. A column that a row lacks is None."""
    listed = list(rows)
    return pd.DataFrame({name: pd.Series([row.get(name) for row in listed], dtype=object) for name in columns})


def write(connection: duckdb.DuckDBPyConnection, path: Path, rows: list[Row], columns: Mapping[str, str]) -> None:
    """One Parquet file of one table, columns and types as given, flushed to disk."""
    unknown = {name for row in rows for name in row} - set(columns)
    if unknown:
        raise ValueError(f"{path.parent.name}: no such column {sorted(unknown)}")
    path.parent.mkdir(parents=True, exist_ok=True)
    connection.execute(f"create or replace temp table outgoing ({', '.join(f'{n} {t}' for n, t in columns.items())})")
    if rows:
        # Else types are guessed from a sample of the rows: a rare large number then fails, and 1E+3 becomes 1. Text is cast exactly.
        connection.execute("set pandas_analyze_sample = 0")
        connection.register("incoming", frame(rows, columns))
        connection.execute(f"insert into outgoing select {', '.join(f'cast({n} as {t})' for n, t in columns.items())} from incoming")
        connection.unregister("incoming")
    connection.execute("copy outgoing to ? (format parquet, compression zstd)", [str(path)])
    with path.open("rb+") as handle:
        os.fsync(handle.fileno())


def read(connection: duckdb.DuckDBPyConnection, pattern: str, columns: Mapping[str, str]) -> list[Row]:
    """All rows of the files that a pattern names, as Python values; no file, no rows."""
    if not any(Path("/").glob(pattern.lstrip("/"))):
        return []
    found = connection.execute(
        f"select {', '.join(columns)} from read_parquet(?, hive_partitioning = false, union_by_name = true)", [pattern]
    ).fetchall()
    return [dict(zip(columns, row, strict=True)) for row in found]
