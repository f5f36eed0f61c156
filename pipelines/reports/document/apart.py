"""Reading in a process of its own, with no more memory and processor time than the limits grant it.

Libraries follow what a file says: a font that maps four billion characters, a link over all cells of a sheet, drawings that draw each
other. The guards of each format name the cases that are known, and say what is wrong; this bounds the others.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys

from pipelines.reports.document import limits
from pipelines.reports.document.model import Document, ReportRefused

_ANEW = "Open it in the program that it belongs to and save or print it anew"
_PATIENCE = 4  # a busy machine grants a process less than one processor


def read_apart(kind: str, data: bytes, filename: str, charset: str | None = None) -> Document:
    """What the reader of ``kind`` makes of a file. Raises ReportRefused, also ``hostile`` where it asks for more than the limits."""
    command = [sys.executable, "-m", "pipelines.reports.document.alone"]
    paths = os.pathsep.join(p or os.getcwd() for p in sys.path)
    try:
        done = subprocess.run(
            command,
            input=pickle.dumps((limits.APART_BYTES, limits.APART_SECONDS, kind, data, filename, charset)),
            env=os.environ | {"PYTHONPATH": paths},
            capture_output=True,
            timeout=(limits.APART_SECONDS + 1) * _PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise _too_long(filename, f"{(limits.APART_SECONDS + 1) * _PATIENCE} s") from error
    if done.returncode:
        if b"MemoryError" in done.stderr:
            raise _too_large(filename)
        if done.returncode > 0:
            raise RuntimeError(f"{filename}: {done.stderr.decode(errors='replace')[-2000:]}")
        raise _too_long(filename, f"{limits.APART_SECONDS} s of processor time")
    found = pickle.loads(done.stdout)  # our own words: what the file says comes back as text in them
    if isinstance(found, Document):
        return found
    raise ReportRefused(*found)


def _too_long(filename: str, bound: str) -> ReportRefused:
    return ReportRefused("hostile", f"{filename}: reading it takes more than {bound}", _ANEW)


def _too_large(filename: str) -> ReportRefused:
    return ReportRefused("hostile", f"{filename}: reading it takes more than {limits.APART_BYTES >> 20} MB of memory", _ANEW)
