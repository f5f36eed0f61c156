"""What assets say of their work: in Dagster's event log, and line by line to who waits at a terminal."""

from dagster import get_dagster_logger

log = get_dagster_logger("minsheng")
