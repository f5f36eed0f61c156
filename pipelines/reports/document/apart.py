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
    command = [sys.executable, "-m", __name__]
    paths = os.pathsep.join(p or os.getcwd() for p in sys.path)
    try:
        done = subprocess.run(
            command,
            input=pickle.dumps((limits.APART_BYTES, limits.APART_SECONDS, kind, data, filename, charset)),
            env=os.environ | {"PYTHONPATH": paths},
            capture_output=True,
            timeout=limits.APART_SECONDS * _PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise _too_long(filename) from error
    if done.returncode:
        if b"MemoryError" in done.stderr:
            raise _too_large(filename)
        if done.returncode > 0:
            raise RuntimeError(f"{filename}: {done.stderr.decode(errors='replace')[-2000:]}")
        raise _too_long(filename)
    answer = pickle.loads(done.stdout)  # our own words: what the file says comes back as text in them
    if isinstance(answer, Document):
        return answer
    raise ReportRefused(*answer)


def _too_long(filename: str) -> ReportRefused:
    return ReportRefused("hostile", f"{filename}: reading it takes more than {limits.APART_SECONDS} s", _ANEW)


def _too_large(filename: str) -> ReportRefused:
    return ReportRefused("hostile", f"{filename}: reading it takes more than {limits.APART_BYTES >> 20} MB of memory", _ANEW)


def _main() -> None:
    from pipelines.reports.document.read import read_here

    memory, seconds, kind, data, filename, charset = pickle.load(sys.stdin.buffer)
    if os.name == "posix":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    answer: Document | tuple[str, str, str, str | None]
    try:
        answer = read_here(kind, data, filename, charset)
    except ReportRefused as refused:
        answer = (refused.code, refused.reason, refused.remedy, refused.place)
    sys.stdout.buffer.write(pickle.dumps(answer))


if __name__ == "__main__":
    _main()
