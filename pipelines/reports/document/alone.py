"""The process that ``apart`` starts: one file read within bounds that the system holds."""

from __future__ import annotations

import os
import pickle
import sys

from pipelines.reports.document.model import Document, ReportRefused
from pipelines.reports.document.readers import read_here


def answer() -> None:
    """Read the question from the input, write the document or the refusal to the output."""
    memory, seconds, kind, data, filename, charset = pickle.load(sys.stdin.buffer)
    if os.name == "posix":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    found: Document | tuple[str, str, str, str | None]
    try:
        found = read_here(kind, data, filename, charset)
    except ReportRefused as refused:
        found = (refused.code, refused.reason, refused.remedy, refused.place)
    sys.stdout.buffer.write(pickle.dumps(found))


if __name__ == "__main__":
    answer()
