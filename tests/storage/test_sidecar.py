"""Sidecars: what is written is read again, what cannot be is refused with the field's name, and no YAML does more than describe."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from shelf import COMPLETE, DONGCHENG

from pipelines.storage.errors import StorageError
from pipelines.storage.sidecar import Sidecar, field_problem, read_sidecar, sidecar_text

FIELDS: dict[str, Any] = {name: getattr(COMPLETE, name) for name in COMPLETE.__slots__}


def written(tmp_path: Path, text: str | bytes) -> Path:
    path = tmp_path / "shishi.source.yml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def refusal(tmp_path: Path, text: str | bytes) -> str:
    path = written(tmp_path, text)
    with pytest.raises(StorageError) as refused:
        read_sidecar(path)
    assert refused.value.place == str(path)
    assert len(str(refused.value)) < 1000
    return refused.value.reason


def with_fields(**fields: Any) -> str:
    return yaml.safe_dump(FIELDS | fields, allow_unicode=True)


def without(*names: str) -> str:
    return yaml.safe_dump({k: v for k, v in FIELDS.items() if k not in names}, allow_unicode=True)


@pytest.mark.parametrize(
    "sidecar",
    [
        COMPLETE,
        replace(COMPLETE, series="no", etag="null", publisher="2024", jurisdiction="是: [不] #是", attribution="一\n二\t三 \U00020bb7"),
        replace(COMPLETE, adcode="zone-7", items_year=None, url=None, published_on=None),
    ],
)
def test_what_is_written_is_read_again(tmp_path, sidecar):
    assert read_sidecar(written(tmp_path, sidecar_text(sidecar))) == sidecar


def test_a_report_with_a_url_and_no_hash_is_awaited(tmp_path):
    waiting = replace(DONGCHENG, url="https://www.example.gov.cn/")
    assert read_sidecar(written(tmp_path, sidecar_text(waiting))) == waiting


@pytest.mark.parametrize("url", [None, ""])
def test_without_a_url_the_hash_may_not_be_missing(tmp_path, url):
    assert refusal(tmp_path, with_fields(sha256=None, size_bytes=None, url=url)) == "field sha256, size_bytes is missing"


@pytest.mark.parametrize(("gone", "missing"), [("sha256", "sha256"), ("size_bytes", "size_bytes")])
def test_half_of_a_hash_is_no_awaited_report(tmp_path, gone, missing):
    assert refusal(tmp_path, without(gone)) == f"field {missing} is missing"


@pytest.mark.parametrize("name", ["adcode", "jurisdiction", "report_year", "series", "version"])
def test_a_missing_field_is_named(tmp_path, name):
    assert refusal(tmp_path, without(name)) == f"field {name} is missing"
    assert refusal(tmp_path, with_fields(**{name: None})) == f"field {name} is missing"


@pytest.mark.parametrize("name", ["adcode", "jurisdiction", "series", "sha256"])
def test_an_empty_field_is_a_missing_one(tmp_path, name):
    assert refusal(tmp_path, with_fields(**{name: ""})) == f"field {name} is missing"


@pytest.mark.parametrize(
    ("extra", "named"),
    [({"colour": "red"}, "colour"), ({"year": 2024, "Adcode": "1"}, "Adcode, year"), ({7: 1}, "7"), ({None: 1}, "None")],
)
def test_an_unknown_field_is_named(tmp_path, extra, named):
    assert refusal(tmp_path, yaml.safe_dump(FIELDS | extra)) == f"unknown field {named}"


@pytest.mark.parametrize(
    ("name", "value", "wanted"),
    [
        ("report_year", "2024", "int"),
        ("report_year", 2024.0, "int"),
        ("report_year", True, "int"),
        ("report_year", date(2024, 1, 5), "int"),
        ("version", "1", "int"),
        ("size_bytes", [12], "int"),
        ("items_year", "zweitausend", "int"),
        ("series", 2024, "str"),
        ("series", False, "str"),
        ("adcode", True, "str"),
        ("adcode", 110101.0, "str"),
        ("publisher", {"name": "区政府"}, "str"),
        ("url", ["https://www.example.gov.cn/"], "str"),
        ("published_on", "2024年1月5日", "a date"),
        ("published_on", 20240105, "a date"),
    ],
)
def test_a_field_of_the_wrong_kind_is_named(tmp_path, name, value, wanted):
    reason = refusal(tmp_path, with_fields(**{name: value}))
    assert reason.startswith(f"field {name} is ")
    assert reason.endswith(f", not {wanted}")


def test_an_adcode_given_as_a_number_is_read_as_a_code(tmp_path):
    assert read_sidecar(written(tmp_path, with_fields(adcode=110101))).adcode == "110101"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("report_year", 1999),
        ("report_year", date.today().year + 2),
        ("report_year", -2024),
        ("items_year", 0),
        ("items_year", 20240),
        ("version", 0),
        ("version", -1),
        ("version", 10_000),
        ("size_bytes", -1),
        ("size_bytes", 10**19),  # no BIGINT: it would stop the whole year's files
        ("adcode", "1"),
        ("adcode", "../../etc"),
        ("adcode", "11 0101"),
        ("adcode", "110101\n"),
        ("adcode", "东城区"),
        ("sha256", "F" * 64),
        ("sha256", "0" * 63),
        ("series", "a/b"),
        ("series", "a\\b"),
        ("series", ".."),
        ("series", ".hidden"),
        ("series", "two\nlines"),
        ("series", "x" * 121),
        ("url", "ftp://www.example.gov.cn/1.html"),
        ("url", "file:///etc/passwd"),
        ("url", "https://www.example.gov.cn/a b"),
        ("url", "https://" + "a" * 2001),
    ],
)
def test_a_field_beyond_its_bounds_is_refused(tmp_path, name, value):
    assert refusal(tmp_path, with_fields(**{name: value})).startswith(f"field {name} is ")
    assert (field_problem(replace(COMPLETE, **{name: value})) or "").startswith(f"field {name} is ")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("report_year", 2022),
        ("report_year", date.today().year - 1),
        ("version", 9999),
        ("adcode", "11"),
        ("size_bytes", 0),
        ("series", "一" * 120),
        ("items_year", None),
        ("items_year", 1949),
        ("items_year", 2025),
    ],
)
def test_a_field_at_its_bounds_is_taken(tmp_path, name, value):
    assert getattr(read_sidecar(written(tmp_path, with_fields(**{name: value}))), name) == value


@pytest.mark.parametrize("name", ["version", "size_bytes", "series", "adcode"])
def test_a_number_too_long_to_print_is_refused(tmp_path, name):
    assert "more than 20 digits" in refusal(tmp_path, f"{name}: 0x{'f' * 5000}\n{without(name)}")


@pytest.mark.parametrize("text", ["published_on: 2024-13-01", "published_on: 2024-02-30", "published_on: 2024-01-05 10:00:00"])
def test_a_date_that_is_none_is_refused(tmp_path, text):
    assert refusal(tmp_path, f"{without('published_on')}{text}\n")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "- a\n- b\n",
        "just words",
        "a: [",
        "a: b: c",
        "\tadcode: 1",
        b"\xff\xfea\x00",
        "jurisdiction: 东城区".encode("gb18030"),
        "adcode: 1\n---\nadcode: 2\n",
        "a\x00b: 1",
        "a: " + "[" * 20_000,
        "? [1, 2]\n: 3\n",
    ],
    ids=range(12),
)
def test_what_is_no_list_of_fields_is_refused(tmp_path, text):
    assert refusal(tmp_path, text)


@pytest.mark.parametrize("text", ["", "- a\n- b\n", "just words", "2024"])
def test_yaml_of_another_shape_is_called_so(tmp_path, text):
    assert refusal(tmp_path, text) == "not a list of fields"


@pytest.mark.parametrize(
    "value",
    [
        "!!python/object/apply:os.system ['touch {mark}']",
        "!!python/object/new:subprocess.Popen [['touch', '{mark}']]",
        "!!python/name:os.system",
        "!include /etc/passwd",
    ],
)
def test_a_tag_runs_and_reads_nothing(tmp_path, value):
    mark = tmp_path / "mark"
    assert "YAML" in refusal(tmp_path, f"{without('publisher')}publisher: {value.format(mark=mark)}\n")
    assert not mark.exists()


def bomb(name: str) -> str:
    """Nine of nine of nine …: 9^9 in all. As lists they burst when they are shown, as merged mappings when they are read."""
    lines = [f"{name}: &l0 {{x: y}}" if name == "<<" else f"{name}: &l0 [lol]"]
    for level in range(1, 10):
        nine = ", ".join([f"*l{level - 1}"] * 9)
        lines.append(f"k{level}: &l{level} {{<<: [{nine}]}}" if name == "<<" else f"k{level}: &l{level} [{nine}]")
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize(
    "text", [bomb("publisher"), bomb("<<"), without("publisher") + "publisher: &p [*p]\n"], ids=["lists", "merges", "itself"]
)
def test_a_few_aliases_do_not_fill_the_memory(tmp_path, text):
    path = written(tmp_path, text)
    limited = "import resource, sys; resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30)); resource.setrlimit(resource.RLIMIT_CPU, (5, 5))\n"
    read = "from pathlib import Path; from pipelines.storage.sidecar import read_sidecar; read_sidecar(Path(sys.argv[1]))"
    done = subprocess.run([sys.executable, "-c", limited + read, path], capture_output=True, text=True, check=False)
    assert done.stderr.splitlines()[-1].startswith("pipelines.storage.errors.StorageError"), done.stderr[-500:]
    assert "refers to another part of itself" in done.stderr


def test_a_sidecar_of_more_than_64_kilobytes_is_not_read(tmp_path):
    text = with_fields(publisher="x")
    assert refusal(tmp_path, text + "#" * (64 * 1024 - len(text.encode()) + 1)) == "a sidecar of more than 65536 bytes"
    assert isinstance(read_sidecar(written(tmp_path, text + "#" * (64 * 1024 - len(text.encode())))), Sidecar)


def test_a_folder_a_pipe_and_a_link_are_no_sidecars(tmp_path):
    folder, pipe, link = (tmp_path / f"{name}.source.yml" for name in ("folder", "pipe", "link"))
    folder.mkdir()
    os.mkfifo(pipe)
    link.symlink_to(written(tmp_path, sidecar_text(COMPLETE)))
    for path in (folder, pipe, link, tmp_path / "absent.source.yml"):
        with pytest.raises(StorageError, match="no plain file"):
            read_sidecar(path)
