"""On the way into raw/: names that stay where they belong, what a document says of itself, and stores that change nothing that stands."""

from __future__ import annotations

import hashlib
import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from shelf import COMPLETE, DONGCHENG, await_at, described, plan, put, said, tree

from pipelines.storage.errors import StorageError
from pipelines.storage.intake import document_of, fill, inspect, read_file, safe_name, store
from pipelines.storage.raw import list_raw, read_verified
from pipelines.storage.sidecar import SUFFIX

NEW = replace(DONGCHENG, series="")
HERE = "110101/2024"

# --- names


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("民生实事.html", "民生实事.html"),
        ("2024年重要民生实事项目（公开稿）.docx", "2024年重要民生实事项目（公开稿）.docx"),
        ("a b.PDF", "a b.PDF"),
        ("report.v2.txt", "report.v2.txt"),
        # directories
        ("../../x", "x.txt"),
        ("../../etc/passwd", "passwd.txt"),
        ("/etc/cron.d/x.html", "x.html"),
        ("..\\..\\x.docx", "x.docx"),
        ("C:\\Users\\me\\报告.pdf", "报告.pdf"),
        ("a/../b.html", "b.html"),
        ("folder/", "report.txt"),
        # nothing left
        ("", "report.txt"),
        (".", "report.txt"),
        ("..", "report.txt"),
        ("...", "report.txt"),
        ("/", "report.txt"),
        (". .html", "html.txt"),
        # hidden
        (".htaccess", "htaccess.txt"),
        (".hidden.html", "hidden.html"),
        ("..x.html", "x.html"),
        # control characters and the like
        ("a\x00b.html", "a_b.html"),
        ("a\nERROR: b\r\n.html", "a_ERROR_ b_.html"),
        ("a\x1b[31mb.html", "a_[31mb.html"),
        ("a\u2028b\u202etxt.html", "a_b_txt.html"),
        ("a\x85\x9bb.html", "a_b.html"),
        ("\udcb6\udcab.html", "_.html"),
        ('a<b>:"|?*.html', "a_b_.html"),
        # endings
        ("通知", "通知.txt"),
        ("通知.", "通知.txt"),
        ("通知. . ", "通知.txt"),
        ("a.verylongending", "a.verylongending.txt"),
        # never what a sidecar is called
        ("a.source.yml", "a.source.yml.txt"),
        ("a.source.source.yml", "a.source.source.yml.txt"),
        (".source.yml", "source.yml.txt"),
    ],
)
def test_a_name_becomes_one_that_is_safe(name, safe):
    assert safe_name(name) == safe


@pytest.mark.parametrize(
    "stem",
    ["x" * 500, "重" * 500, "\U00020bb7" * 500, "é" * 500, "x" * 99 + "重" * 99, "x" * 93 + ".source", "x" * 99 + ".. .", "." * 400 + "x"],
)
@pytest.mark.parametrize("ending", ["html", "yml", "一二三四五六七八"])
def test_a_name_however_long_is_stored_with_its_sidecar_and_listed(raw, stem, ending):
    for number in range(3):
        store(raw, f"{stem}.{ending}", plan(number), NEW)
    listing = list_raw(raw)
    assert listing.problems == []
    assert sorted(r.sidecar.version for r in listing.reports) == [1, 2, 3]
    assert all(len(os.fsencode(p)) <= 255 for p in tree(raw))


# --- what a document says of itself


def test_a_report_says_place_years_and_title():
    found = inspect(plan(), "a.txt")
    assert found.title == "北京市东城区2024年重要民生实事项目"
    assert [d.adcode for d in found.places] == ["110101"]
    assert (found.report_year, found.item_years, found.is_undated, found.item_count) == (2024, (2024,), False, 1)
    assert (found.media_type, found.encoding, found.refusal) == ("text/plain", "utf-8", None)


def test_the_first_report_names_its_own_place_and_years():
    data = next((Path(__file__).parents[2] / "raw" / "110101" / "2024").glob("dongcheng-2023-2024.txt")).read_bytes()
    found = inspect(data, "report.txt")
    assert ([d.full_name for d in found.places], found.report_year, found.item_years) == (["北京市东城区"], 2024, (2023, 2024))
    assert found.item_count == 47


def test_a_place_of_several_names_stays_a_question():
    assert [d.full_name for d in inspect(plan(place="朝阳区"), "a.txt").places] == ["北京市朝阳区", "吉林省长春市朝阳区"]


def test_a_place_that_nobody_names_is_none():
    assert inspect(plan(place="我区"), "a.txt").places == ()


def test_a_report_without_a_year_says_so_and_a_hint_dates_it():
    words = "北京市东城区重要民生实事项目\n\n1.新增中小学学位3000个。\n".encode()
    assert (inspect(words, "a.txt").is_undated, inspect(words, "a.txt").report_year) == (True, None)
    told = inspect(words, "a.txt", items_year=2022)
    assert (told.is_undated, told.item_years) == (False, (2022,))


def test_what_was_done_does_not_say_when_that_was_published():
    words = "北京市东城区2023年重要民生实事项目完成情况\n\n1.新增学位3000个。\n完成情况：新增学位4226个。\n".encode()
    found = inspect(words, "a.txt")
    assert (found.item_years, found.report_year) == ((2023,), None)


def test_the_charset_of_the_header_reads_a_page_that_names_none():
    page = "<html><body><h1>臺北市東城區2024年重要民生實事項目</h1><p>1.新增學位3000個。</p></body></html>".encode("big5")
    assert inspect(page, "a.html").refusal is not None
    assert inspect(page, "a.html", charset="big5").title == "臺北市東城區2024年重要民生實事項目"


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4", b"\xff\xfe\xff", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600])
def test_what_cannot_be_read_is_a_finding_and_no_error(data):
    found = inspect(data, "a.txt")
    assert found.refusal
    assert (found.title, found.places, found.item_count) == (None, (), 0)


def test_a_file_to_be_added_is_read_if_it_is_one_and_no_larger_than_a_report(tmp_path, monkeypatch):
    monkeypatch.setattr("pipelines.storage.intake.FILE_BYTES", 5)
    (tmp_path / "a").write_bytes(b"12345")
    (tmp_path / "b").write_bytes(b"123456")
    os.mkfifo(tmp_path / "pipe")
    assert read_file(tmp_path / "a") == b"12345"
    for name, why in (("b", "6 bytes, more than 5"), ("absent", "no such file"), ("pipe", "no such file"), (".", "a directory")):
        with pytest.raises(StorageError, match=why):
            read_file(tmp_path / name)


# --- store


def test_a_first_report_stands_with_a_complete_sidecar(raw):
    data = b"\xef\xbb\xbf" + plan() + b"\r\n\x00"
    added = store(raw, "实事.html", data, replace(COMPLETE, series="", sha256=None, size_bytes=None, version=77))
    assert (added.path, added.version, added.is_new) == (raw / HERE / "实事.html", 1, True)
    assert sorted(tree(raw)) == [f"{HERE}/实事.html", f"{HERE}/实事.source.yml"]
    assert added.path.read_bytes() == data
    expected = replace(COMPLETE, series="实事", sha256=hashlib.sha256(data).hexdigest(), size_bytes=len(data))
    assert said(added.path) == {name: getattr(expected, name) for name in expected.__slots__}
    assert said(added.path)["published_on"] == date(2024, 1, 5)
    (report,) = list_raw(raw).reports
    assert read_verified(report) == data


def test_raw_is_made_where_there_is_none(tmp_path):
    assert store(tmp_path / "new" / "raw", "a.txt", plan(), NEW).is_new


@pytest.mark.parametrize("name", ["shishi.txt", "other.txt", "shishi.html", "../../shishi.v9.docx"])
def test_the_same_bytes_again_are_nothing_to_do_under_whatever_name(raw, name):
    first = store(raw, "shishi.txt", plan(), NEW)
    before = tree(raw)
    again = store(raw, name, plan(), replace(NEW, publisher="someone else"))
    assert (again.path, again.version, again.is_new) == (first.path, 1, False)
    assert tree(raw) == before


def test_the_same_bytes_in_another_year_or_place_are_another_report(raw):
    store(raw, "a.txt", plan(), NEW)
    later = store(raw, "a.txt", plan(), replace(NEW, report_year=2025))
    assert (later.is_new, later.also_at) == (True, raw / HERE / "a.txt")
    assert store(raw, "a.txt", plan(), replace(NEW, adcode="110102")).is_new


def test_other_bytes_under_the_same_name_are_the_next_version_and_the_first_stays(raw):
    store(raw, "shishi.txt", plan(1), NEW)
    before = tree(raw)
    second = store(raw, "shishi.txt", plan(2), NEW)
    third = store(raw, "shishi.html", plan(3), NEW)
    assert [(a.path.name, a.version, a.is_new) for a in (second, third)] == [("shishi.v2.txt", 2, True), ("shishi.v3.html", 3, True)]
    assert {name: data for name, data in tree(raw).items() if name in before} == before
    assert [(r.source_path, r.sidecar.series, r.sidecar.version) for r in list_raw(raw).reports] == [
        (f"{HERE}/shishi.txt", "shishi", 1),
        (f"{HERE}/shishi.v2.txt", "shishi", 2),
        (f"{HERE}/shishi.v3.html", "shishi", 3),
    ]
    assert list_raw(raw).problems == []


def test_a_name_with_a_version_belongs_to_its_series(raw):
    store(raw, "shishi.txt", plan(1), NEW)
    assert store(raw, "shishi.v2.txt", plan(2), NEW).version == 2
    assert store(raw, "shishi.v2.txt", plan(3), NEW).path.name == "shishi.v3.txt"


def test_versions_go_on_where_one_was_taken_out(raw):
    for number in (1, 2, 3):
        store(raw, "shishi.txt", plan(number), NEW)
    for name in ("shishi.txt", "shishi.source.yml", "shishi.v2.txt", "shishi.v2.source.yml"):
        (raw / HERE / name).unlink()
    assert store(raw, "shishi.txt", plan(4), NEW).version == 4


def test_versions_of_other_series_do_not_count(raw):
    put(raw, "other.v7.txt", plan(7), series="other", version=7)
    assert store(raw, "shishi.txt", plan(1), NEW).version == 1


STANDING = {
    "a document without its sidecar": lambda here: (here / "a.txt").write_bytes(b"by hand"),
    "the same bytes under another ending": lambda here: (here / "a.docx").write_bytes(plan()),
    "a document of that stem": lambda here: (here / "a.docx").write_bytes(b"by hand"),
    "a sidecar of another series": lambda here: put(here.parents[1], "a.txt", b"by hand", series="other"),
    "a sidecar that nobody can read": lambda here: (here / "a.source.yml").write_bytes(b"[broken"),
    "a sidecar without its document": lambda here: put(here.parents[1], "a.txt", b"by hand", series="other").unlink(),
    "a directory": lambda here: (here / "a.txt").mkdir(),
}


@pytest.mark.parametrize("stand", STANDING.values(), ids=STANDING)
def test_what_stands_in_the_way_is_not_overwritten(raw, stand):
    (raw / HERE).mkdir(parents=True)
    stand(raw / HERE)
    before = tree(raw)
    added = store(raw, "a.txt", plan(), NEW)
    assert added.is_new
    assert {name: data for name, data in tree(raw).items() if name in before} == before
    assert added.path in [r.path for r in list_raw(raw).reports]


@pytest.mark.parametrize("name", ["a.txt", "a.source.yml"])
@pytest.mark.parametrize("target", ["nowhere", "same"])
def test_a_link_in_the_way_is_neither_followed_nor_overwritten(raw, tmp_path, name, target):
    (raw / HERE).mkdir(parents=True)
    (tmp_path / "same").write_bytes(plan())
    (raw / HERE / name).symlink_to(tmp_path / target)
    assert store(raw, "a.txt", plan(), NEW).path.name == "a.v2.txt"
    assert not (tmp_path / "nowhere").exists()
    assert (tmp_path / "same").read_bytes() == plan()
    assert (raw / HERE / name).is_symlink()


@pytest.mark.parametrize("link", ["110101", HERE])
def test_nothing_is_written_through_a_linked_directory(raw, tmp_path, link):
    (tmp_path / "outside" / "2024").mkdir(parents=True)
    (raw / link).parent.mkdir(exist_ok=True)
    (raw / link).symlink_to(tmp_path / "outside")
    with pytest.raises(StorageError, match="a symbolic link"):
        store(raw, "a.txt", plan(), NEW)
    assert tree(tmp_path / "outside") == {}


def test_a_document_that_lost_its_sidecar_gets_one_when_it_is_added_again(raw):
    path = put(raw, "a.txt")
    path.with_name("a.source.yml").unlink()
    assert store(raw, "a.txt", plan(), NEW).path == path
    assert (len(list_raw(raw).reports), list_raw(raw).problems) == (1, [])


def test_a_document_that_was_spoilt_is_not_taken_for_the_one_that_is_added(raw):
    path = put(raw, "shishi.txt")
    path.write_bytes(b"spoilt")
    added = store(raw, "shishi.txt", plan(), NEW)
    assert (added.path.name, added.is_new) == ("shishi.v2.txt", True)
    assert path.read_bytes() == b"spoilt"


def test_a_neighbour_that_cannot_be_read_keeps_nobody_out(raw):
    put(raw, "bad.txt").with_name("bad.source.yml").write_bytes(b"[")
    assert store(raw, "a.txt", plan(1), NEW).version == 1


def test_what_a_killed_process_left_half_written_is_in_nobodys_way(raw):
    (raw / HERE).mkdir(parents=True)
    (raw / HERE / f".{os.getpid()}.partial").write_bytes(b"half")
    assert store(raw, "a.txt", plan(), NEW).path.read_bytes() == plan()
    assert [name for name in tree(raw) if "partial" in name] == []


def test_a_document_by_hand_for_an_awaited_report_keeps_the_address(raw):
    await_at(raw, "https://www.example.gov.cn/")
    added = store(raw, "shishi.txt", plan(), NEW)
    assert (added.path.name, said(added.path)["url"]) == ("shishi.txt", "https://www.example.gov.cn/")
    assert (list_raw(raw).awaited, list_raw(raw).problems) == ([], [])


# --- fill


def test_an_awaited_report_comes_in_beside_its_sidecar(raw):
    path = await_at(raw, "https://www.example.gov.cn/", "shishi")
    told = replace(DONGCHENG, url="https://www.example.gov.cn/", etag='"1"', encoding="gbk")
    added = fill(path, "../../whatever they call it.docx", plan(), told)
    assert (added.path, added.version, added.is_new) == (raw / HERE / "shishi.docx", 1, True)
    assert sorted(tree(raw)) == [f"{HERE}/shishi.docx", f"{HERE}/shishi.source.yml"]
    expected = described(plan(), told)
    assert said(path) == {name: getattr(expected, name) for name in expected.__slots__}
    assert read_verified(list_raw(raw).reports[0]) == plan()


def test_a_fill_that_was_killed_between_document_and_sidecar_is_finished_by_the_next(raw):
    path = await_at(raw, "https://www.example.gov.cn/")
    path.with_name("shishi.html").write_bytes(plan())
    assert fill(path, "x.html", plan(), DONGCHENG).path.name == "shishi.html"
    assert list_raw(raw).problems == []


@pytest.mark.parametrize(("name", "data"), [("shishi.html", b"by hand"), ("shishi.docx", b"by hand"), ("shishi.docx", plan())])
def test_a_document_put_there_by_hand_is_not_overwritten_by_the_awaited_one(raw, name, data):
    path = await_at(raw, "https://www.example.gov.cn/")
    path.with_name(name).write_bytes(data)
    before = tree(raw)
    with pytest.raises(StorageError, match="stands where a document is awaited"):
        fill(path, "x.html", plan(), DONGCHENG)
    assert tree(raw) == before


def test_the_document_of_a_sidecar_is_a_plain_file_of_its_stem(raw):
    path = put(raw, "a.b.txt")
    assert document_of(path.with_name(f"a.b{SUFFIX}")) == path
    path.unlink()
    path.symlink_to(__file__)
    path.with_name("a.html").write_bytes(b"x")
    path.with_name("a.b.dir").mkdir()
    assert document_of(path.with_name(f"a.b{SUFFIX}")) is None
