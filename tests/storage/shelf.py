"""Reports and sidecars as tests put them into raw/."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from pipelines.storage.sidecar import SUFFIX, Sidecar, sidecar_text

DONGCHENG = Sidecar(adcode="110101", jurisdiction="北京市东城区", report_year=2024, series="shishi", version=1)
COMPLETE = replace(
    DONGCHENG,
    sha256="0" * 64,
    size_bytes=12,
    items_year=2023,
    publisher="北京市东城区人民政府",
    language="zh-Hans",
    attribution="北京市东城区：重要民生实事项目",
    encoding="gb18030",
    url="https://www.example.gov.cn/art/1.html?a=1&b=%E4%B8%AD",
    published_on=date(2024, 1, 5),
    retrieved_on=date(2024, 1, 6),
    etag='W/"abc: #1"',
    last_modified="Fri, 05 Jan 2024 00:00:00 GMT",
)


def plan(number: object = 3000, place: str = "北京市东城区") -> bytes:
    """A report of one promise with one number."""
    return f"{place}2024年重要民生实事项目\n\n1.新增中小学学位{number}个。\n".encode()


def described(data: bytes, sidecar: Sidecar = DONGCHENG, **fields: Any) -> Sidecar:
    """The sidecar of these bytes; ``fields`` say otherwise."""
    return replace(sidecar, **({"sha256": hashlib.sha256(data).hexdigest(), "size_bytes": len(data)} | fields))


def put(raw: Path, name: str = "shishi.txt", data: bytes | None = None, *, folder: str | None = None, **fields: Any) -> Path:
    """A document and its sidecar at their place below ``raw``; the path of the document."""
    data = plan() if data is None else data
    stem = name.rpartition(".")[0] or name
    sidecar = described(data, **({"series": stem} | fields))
    path = raw / (folder or f"{sidecar.adcode}/{sidecar.report_year}") / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    path.with_name(stem + SUFFIX).write_text(sidecar_text(sidecar), encoding="utf-8")
    return path


def await_at(raw: Path, url: str, stem: str = "shishi", **fields: Any) -> Path:
    """A sidecar that waits for the document at ``url``; its path."""
    sidecar = replace(DONGCHENG, **({"series": stem, "url": url} | fields))
    path = raw / sidecar.adcode / str(sidecar.report_year) / (stem + SUFFIX)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(sidecar_text(sidecar), encoding="utf-8")
    return path


def said(path: Path) -> dict[str, Any]:
    """What the sidecar of a document holds, read without our reader."""
    loaded = yaml.safe_load((path if path.name.endswith(SUFFIX) else path.with_name(path.stem + SUFFIX)).read_text("utf-8"))
    assert isinstance(loaded, dict)
    return loaded


def tree(folder: Path) -> dict[str, bytes]:
    """All files below a folder with their bytes, hidden ones too."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}
