"""The sidecar of a raw report: what is known of a document besides its bytes. ``<name>.source.yml`` beside ``<name>.<ext>``."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from pathlib import Path
from typing import Any

import yaml

from pipelines.storage.errors import StorageError
from pipelines.storage.years import FIRST_OF_ITEMS, FIRST_YEAR, last_of_items, this_year

SUFFIX = ".source.yml"
_BYTES = 64 * 1024  # a sidecar has a dozen lines
_REMEDY = "Correct the sidecar; raw/README.md names its fields"


@dataclass(frozen=True, slots=True)
class Sidecar:
    """Provenance of one version of one document.

    ``report_year`` is the year of publication, ``items_year`` the year of the items where the document names none. ``series`` names the document across
    its versions. ``sha256`` and ``size_bytes`` are those of the bytes as received, None for a report that is awaited at ``url``; ``encoding`` is the
    charset that came with the bytes, ``etag`` and ``last_modified`` are the server's.
    """

    adcode: str
    jurisdiction: str
    report_year: int
    series: str
    version: int
    sha256: str | None = None
    size_bytes: int | None = None
    items_year: int | None = None
    publisher: str | None = None
    language: str = "zh-Hans"
    attribution: str | None = None
    encoding: str | None = None
    url: str | None = None
    published_on: date | None = None
    retrieved_on: date | None = None
    etag: str | None = None
    last_modified: str | None = None


_REQUIRED = ("adcode", "jurisdiction", "report_year", "series", "version")
_OF_BYTES = ("sha256", "size_bytes")
_TYPES: dict[str, type] = {
    "report_year": int,
    "version": int,
    "size_bytes": int,
    "items_year": int,
    "published_on": date,
    "retrieved_on": date,
}
CODE = re.compile(r"[0-9A-Za-z-]{2,24}")
_BOUNDS = {"version": (1, 9999), "size_bytes": (0, 10**12)}
_CHECKS = {
    "adcode": CODE,
    "sha256": re.compile(r"[0-9a-f]{64}"),
    "series": re.compile(r"(?!\.)[^/\\\x00-\x1f\x7f-\x9f\u2028\u2029]{1,120}"),
    "url": re.compile(r"https?://[^\s]{3,2000}"),
}


class _PlainLoader(yaml.SafeLoader):
    """YAML without aliases: a few of them, one in another, stand for more fields than fit into memory."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("it refers to another part of itself with *")
        return super().compose_node(parent, index)


def read_sidecar(path: Path) -> Sidecar:
    """The sidecar in a file. Raises StorageError naming the field that is missing, unknown or of the wrong kind."""
    try:
        if path.is_symlink() or not path.is_file():
            raise StorageError(path, "a sidecar that is no plain file", "Put the file itself there")
        if path.stat().st_size > _BYTES:
            raise StorageError(path, f"a sidecar of more than {_BYTES} bytes", _REMEDY)
        loaded = yaml.load(path.read_text("utf-8"), Loader=_PlainLoader)
    except (yaml.YAMLError, ValueError, OverflowError, RecursionError, OSError) as error:  # ValueError: month 13, bytes that are no UTF-8
        raise StorageError(path, f"not readable as YAML in UTF-8 ({str(error).splitlines()[0]})", _REMEDY) from error
    if not isinstance(loaded, dict):
        raise StorageError(path, "not a list of fields", _REMEDY)
    return _checked(path, loaded)


def _checked(path: Path, loaded: dict[Any, Any]) -> Sidecar:
    known = {f.name for f in fields(Sidecar)}
    unknown = sorted(str(k) for k in loaded if k not in known)
    if unknown:
        raise StorageError(path, f"unknown field {', '.join(unknown)}", _REMEDY)
    awaited = bool(loaded.get("url")) and all(loaded.get(name) is None for name in _OF_BYTES)
    missing = [name for name in (*_REQUIRED, *(() if awaited else _OF_BYTES)) if loaded.get(name) in (None, "")]
    if missing:
        raise StorageError(path, f"field {', '.join(missing)} is missing", _REMEDY)
    values: dict[str, Any] = {}
    for name, value in loaded.items():
        if value is None:
            continue
        wanted = _TYPES.get(name, str)
        if name == "adcode" and isinstance(value, int) and not isinstance(value, bool):
            value = _shown(value)
        if not isinstance(value, wanted) or isinstance(value, bool | datetime):
            raise StorageError(path, f"field {name} is {_shown(value)}, not {'a date' if wanted is date else wanted.__name__}", _REMEDY)
        values[name] = value
    sidecar = Sidecar(**values)
    if problem := field_problem(sidecar):
        raise StorageError(path, problem, _REMEDY)
    return sidecar


def field_problem(sidecar: Sidecar) -> str | None:
    """What a field holds that it cannot hold, in words, or None."""
    for name, pattern in _CHECKS.items():
        value: str | None = getattr(sidecar, name)
        if value and not pattern.fullmatch(value):
            return f"field {name} is {_shown(value)}, which it cannot be"
    years = {"report_year": (FIRST_YEAR, this_year()), "items_year": (FIRST_OF_ITEMS, last_of_items(sidecar.report_year))}
    for name, (least, most) in (_BOUNDS | years).items():
        number: int | None = getattr(sidecar, name)
        if number is not None and not least <= number <= most:
            return f"field {name} is {_shown(number)}, not between {least} and {most}"
    return None


def _shown(value: object) -> str:
    """A value as an error quotes it, of bounded length whatever it holds."""
    if isinstance(value, int) and abs(value) > 10**20:
        return "a number of more than 20 digits"
    return repr(value)[:100] if isinstance(value, str | int | float | date) else f"a {type(value).__name__}"


def sidecar_text(sidecar: Sidecar) -> str:
    """The sidecar as YAML; unknown facts stand as null, so that a reader sees what could be filled in."""
    return yaml.safe_dump(asdict(sidecar), allow_unicode=True, sort_keys=False, width=1000)
