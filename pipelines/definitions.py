"""What Dagster loads."""

from pipelines.defs.definitions import defs

__all__ = ["defs"]
