"""raw/ as it should be and as it should not: what is listed, what is set aside and why, and that nothing outside is looked at."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from shelf import await_at, plan, put

from pipelines.storage.errors import StorageError
from pipelines.storage.raw import Listing, RawReport, fingerprints, list_raw, read_verified
from pipelines.storage.sidecar import SUFFIX

HERE = "110101/2024"


def problems(listing: Listing) -> dict[str, str]:
    return {p.place: p.reason for p in listing.problems}


def places(reports: list[RawReport]) -> list[str]:
    return [r.source_path for r in reports]


def test_no_directory_is_an_error_and_an_empty_one_is_not(tmp_path, raw):
    with pytest.raises(StorageError, match="no such directory"):
        list_raw(tmp_path / "absent")
    assert list_raw(raw) == Listing()


def test_a_good_tree_is_listed_by_path_without_problems(raw):
    put(raw, "b.html")
    put(raw, "a.v2.docx", plan(2), series="a", version=2)
    put(raw, "a.txt", plan(1))
    put(raw, "x.pdf", plan(3), adcode="zone-7", jurisdiction="某开发区", report_year=2023)
    await_at(raw, "https://www.example.gov.cn/", "next", report_year=2025)
    for name in ("README.md", ".gitkeep", f"{HERE}/.DS_Store", f"{HERE}/.123.partial"):
        (raw / name).write_bytes(b"")
    listing = list_raw(raw)
    assert places(listing.reports) == [f"{HERE}/a.txt", f"{HERE}/a.v2.docx", f"{HERE}/b.html", "zone-7/2023/x.pdf"]
    assert places(listing.awaited) == ["110101/2025/next.source.yml"]
    assert listing.problems == []
    assert listing.years() == [2023, 2024]
    assert len({r.report_key for r in listing.reports}) == 4


def without_sidecar(raw: Path) -> str:
    put(raw, "lone.txt").with_name("lone.source.yml").unlink()
    return f"{HERE}/lone.txt"


def without_document(raw: Path) -> str:
    put(raw, "gone.txt").unlink()
    return f"{HERE}/gone.source.yml"


def unreadable_sidecar(raw: Path) -> str:
    path = put(raw, "bad.txt").with_name("bad.source.yml")
    path.write_text("adcode: [", encoding="utf-8")
    return str(path)


def unreadable_sidecar_alone(raw: Path) -> str:
    place = unreadable_sidecar(raw)
    (raw / HERE / "bad.txt").unlink()
    return place


def folder_named_like_a_sidecar(raw: Path) -> str:
    path = raw / HERE / "folder.source.yml"
    path.mkdir(parents=True)
    return str(path)


def document_of_an_awaited_report(raw: Path) -> str:
    await_at(raw, "https://www.example.gov.cn/").with_name("shishi.html").write_bytes(b"x")
    return f"{HERE}/shishi.html"


def too_shallow(raw: Path) -> str:
    put(raw, "flat.txt", folder="110101")
    return "110101/flat.txt"


def at_the_top(raw: Path) -> str:
    put(raw, "top.txt", folder=".")
    return "top.txt"


def too_deep(raw: Path) -> str:
    put(raw, "deep.txt", folder=f"{HERE}/attachments")
    return f"{HERE}/attachments/deep.txt"


def year_that_is_none(raw: Path) -> str:
    put(raw, "a.txt", folder="110101/latest")
    return "110101/latest/a.txt"


def other_year(raw: Path) -> str:
    put(raw, "a.txt", folder="110101/2023")
    return "110101/2023/a.txt"


def other_adcode(raw: Path) -> str:
    put(raw, "a.txt", folder="110102/2024")
    return "110102/2024/a.txt"


def awaited_at_another_place(raw: Path) -> str:
    await_at(raw, "https://www.example.gov.cn/").rename(raw / "shishi.source.yml")
    return "shishi.source.yml"


def awaited_of_another_year(raw: Path) -> str:
    path = await_at(raw, "https://www.example.gov.cn/")
    path.parent.rename(path.parent.with_name("2025"))
    return "110101/2025/shishi.source.yml"


def name_with_a_newline(raw: Path) -> str:
    put(raw, "a\nERROR forged.txt")
    return f"{HERE}/a\\nERROR forged.txt"


def name_of_no_text(raw: Path) -> str:
    path = put(raw, "x.txt")
    for old, new in ((path, b"\xb6\xab.txt"), (path.with_name("x.source.yml"), b"\xb6\xab.source.yml")):
        os.rename(old, os.fsencode(path.parent) + b"/" + new)
    return f"{HERE}/\\udcb6\\udcab.txt"


def awaited_under_a_name_with_a_newline(raw: Path) -> str:
    await_at(raw, "https://www.example.gov.cn/", "a\nb", series="ab")
    return f"{HERE}/a\\nb.source.yml"


def linked_document(raw: Path) -> str:
    path = put(raw, "link.txt")
    path.rename(raw.parent / "secret.txt")
    path.symlink_to(raw.parent / "secret.txt")
    return f"{HERE}/link.txt"


def linked_sidecar(raw: Path) -> str:
    path = await_at(raw, "https://www.example.gov.cn/")
    path.rename(raw.parent / "outside.yml")
    path.symlink_to(raw.parent / "outside.yml")
    return f"{HERE}/shishi.source.yml"


def dangling_link(raw: Path) -> str:
    path = put(raw, "link.txt")
    path.unlink()
    path.symlink_to(raw.parent / "nowhere")
    return f"{HERE}/link.txt"


def linked_directory(raw: Path) -> str:
    put(raw.parent / "elsewhere", "a.txt", adcode="120101")
    (raw / "120101").symlink_to(raw.parent / "elsewhere" / "120101")
    return "120101"


def linked_year(raw: Path) -> str:
    put(raw.parent / "elsewhere", "a.txt", report_year=2022)
    (raw / "110101").mkdir(exist_ok=True)
    (raw / "110101" / "2022").symlink_to(raw.parent / "elsewhere" / "110101" / "2022")
    return "110101/2022"


def link_in_a_circle(raw: Path) -> str:
    (raw / "110101").mkdir(exist_ok=True)
    (raw / "110101" / "2022").symlink_to(raw)
    return "110101/2022"


def pipe(raw: Path) -> str:
    path = put(raw, "pipe.txt")
    path.unlink()
    os.mkfifo(path)
    return f"{HERE}/pipe.txt"


def readme_with_a_sidecar(raw: Path) -> str:
    put(raw, "README.md", folder="110101/2023")
    return "110101/2023/README.md"


SET_ASIDE = [
    (without_sidecar, "has no sidecar lone.source.yml"),
    (without_document, "a sidecar without its document"),
    (unreadable_sidecar, "not readable as YAML"),
    (unreadable_sidecar_alone, "not readable as YAML"),
    (folder_named_like_a_sidecar, "a sidecar that is no plain file"),
    (document_of_an_awaited_report, "its sidecar has no sha256"),
    (too_shallow, "not at raw/<adcode>/<year>/<name>"),
    (at_the_top, "not at raw/<adcode>/<year>/<name>"),
    (too_deep, "not at raw/<adcode>/<year>/<name>"),
    (year_that_is_none, "not at raw/<adcode>/<year>/<name>"),
    (other_year, "its sidecar says 110101/2024"),
    (other_adcode, "its sidecar says 110101/2024"),
    (awaited_at_another_place, "not at raw/<adcode>/<year>/<name>"),
    (awaited_of_another_year, "its sidecar says 110101/2024"),
    (name_with_a_newline, "not at raw/<adcode>/<year>/<name>"),
    (name_of_no_text, "not at raw/<adcode>/<year>/<name>"),
    (awaited_under_a_name_with_a_newline, "not at raw/<adcode>/<year>/<name>"),
    (linked_document, "a symbolic link"),
    (linked_sidecar, "a symbolic link"),
    (dangling_link, "a symbolic link"),
    (linked_directory, "a symbolic link"),
    (linked_year, "a symbolic link"),
    (link_in_a_circle, "a symbolic link"),
    (pipe, "no plain file"),
    (readme_with_a_sidecar, "its sidecar says 110101/2024"),
]


@pytest.mark.parametrize(("spoil", "reason"), SET_ASIDE, ids=[s.__name__ for s, _ in SET_ASIDE])
def test_what_is_wrong_is_set_aside_with_its_reason_and_the_rest_goes_on(raw, spoil, reason):
    place = spoil(raw)
    put(raw, "good.txt", plan(7))
    listing = list_raw(raw)
    assert list(problems(listing)) == [place]
    assert problems(listing)[place].startswith(reason)
    assert places(listing.reports) == [f"{HERE}/good.txt"]
    assert listing.awaited == []
    assert all("\n" not in str(p) and str(p).encode() for p in listing.problems)


def test_a_sidecar_that_is_a_link_describes_nothing(raw, tmp_path):
    path = put(raw, "a.txt").with_name("a.source.yml")
    path.rename(tmp_path / "outside.yml")
    path.symlink_to(tmp_path / "outside.yml")
    listing = list_raw(raw)
    assert listing.reports == []
    assert set(problems(listing)) == {f"{HERE}/a.source.yml", str(path)}


def test_two_files_of_one_stem_share_a_sidecar_and_the_one_that_it_describes_stays(raw):
    put(raw, "a.html", plan(4226))
    for name in ("a.bak", "a.txt"):
        (raw / HERE / name).write_bytes(b"notes")
    listing = list_raw(raw)
    assert places(listing.reports) == [f"{HERE}/a.html"]
    assert set(problems(listing)) == {f"{HERE}/a.bak", f"{HERE}/a.txt"}
    assert all(p.startswith("says it is version 1 of the series of 110101/2024/a.") for p in problems(listing).values())


def test_of_two_documents_that_claim_one_version_the_later_by_path_is_set_aside(raw):
    put(raw, "b.txt", plan(2), series="a")
    put(raw, "a.txt", plan(1), series="a")
    put(raw, "c.txt", plan(3), series="a", version=2)
    listing = list_raw(raw)
    assert places(listing.reports) == [f"{HERE}/a.txt", f"{HERE}/c.txt"]
    assert problems(listing) == {f"{HERE}/b.txt": f"says it is version 1 of the series of {HERE}/a.txt"}


def test_one_series_in_two_years_or_places_are_no_twins(raw):
    put(raw, "a.txt")
    put(raw, "a.txt", report_year=2023)
    put(raw, "a.txt", adcode="110102")
    assert len({r.report_key for r in list_raw(raw).reports}) == 3


def only(raw: Path) -> RawReport:
    (report,) = list_raw(raw).reports
    return report


def test_the_bytes_of_a_report_are_given_as_they_are(raw):
    put(raw, data=b"\xef\xbb\xbf\r\n\x00")
    assert read_verified(only(raw)) == b"\xef\xbb\xbf\r\n\x00"


@pytest.mark.parametrize(
    ("data", "fields", "said"),
    [
        (plan(4000), {}, "sha256"),  # as long as before
        (plan(3000)[:-1], {}, f"{len(plan()) - 1} bytes; expected"),
        (b"", {}, "0 bytes; expected"),
        (plan(3000), {"size_bytes": 5}, "5 bytes"),
    ],
)
def test_bytes_that_the_sidecar_does_not_describe_are_refused(raw, data, fields, said):
    path = put(raw, **fields)
    path.write_bytes(data)
    with pytest.raises(StorageError) as refused:
        read_verified(only(raw))
    assert refused.value.place == f"{HERE}/shishi.txt"
    assert refused.value.reason.startswith("not the bytes that its sidecar describes")
    assert said in refused.value.reason
    assert "minsheng add" in refused.value.remedy


def test_a_file_larger_than_any_report_is_not_read(raw, monkeypatch):
    put(raw, data=b"x" * 101)
    monkeypatch.setattr("pipelines.storage.raw.FILE_BYTES", 100)
    monkeypatch.setattr(Path, "read_bytes", lambda _: pytest.fail("it was read"))
    with pytest.raises(StorageError, match="101 bytes, more than 100"):
        read_verified(only(raw))


def test_a_file_that_went_away_after_listing_is_refused_not_an_accident(raw):
    path = put(raw)
    report = only(raw)
    path.unlink()
    with pytest.raises(StorageError, match="cannot be read"):
        read_verified(report)


def test_an_awaited_report_has_no_bytes(raw):
    await_at(raw, "https://www.example.gov.cn/")
    with pytest.raises(StorageError, match="awaited"):
        read_verified(list_raw(raw).awaited[0])


# --- fingerprints: what the sensor compares


@pytest.fixture
def two_years(raw: Path) -> Path:
    put(raw, "a.txt")
    put(raw, "b.txt", plan(1))
    put(raw, "c.txt", plan(2), report_year=2023)
    await_at(raw, "https://www.example.gov.cn/", "next")
    return raw


def rewritten(path: Path, data: bytes) -> None:
    """As an editor does: another time, whatever the clock's steps."""
    before = path.stat().st_mtime_ns
    path.write_bytes(data)
    os.utime(path, ns=(before + 1_000_000, before + 1_000_000))


CHANGES = {
    "a new report": lambda raw: put(raw, "d.txt"),
    "other bytes": lambda raw: rewritten(raw / HERE / "a.txt", plan(9)),
    "other bytes as long": lambda raw: rewritten(raw / HERE / "a.txt", plan(3001)),
    "another sidecar": lambda raw: rewritten(raw / HERE / "a.source.yml", (raw / HERE / "a.source.yml").read_bytes() + b"# seen\n"),
    "a report taken out": lambda raw: [(raw / HERE / name).unlink() for name in ("b.txt", "b.source.yml")],
    "a document taken out": lambda raw: (raw / HERE / "b.txt").unlink(),
    "a sidecar taken out": lambda raw: (raw / HERE / "b.source.yml").unlink(),
    "another ending": lambda raw: (raw / HERE / "b.txt").rename(raw / HERE / "b.html"),
    "an awaited report come in": lambda raw: (raw / HERE / "next.html").write_bytes(b"x"),
    "another place": lambda raw: (raw / "110101").rename(raw / "110102"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_change_changes_the_fingerprint_of_its_year(two_years, change):
    before = fingerprints(two_years)
    change(two_years)
    after = fingerprints(two_years)
    assert sorted(before) == sorted(after) == ["2023", "2024"]
    assert before["2024"] != after["2024"]
    assert (before["2023"] == after["2023"]) or not (two_years / "110101").exists()


NO_CHANGES = {
    "nothing": lambda raw: None,
    "a document still without its sidecar": lambda raw: (raw / HERE / "copying.html").write_bytes(b"x"),
    "another awaited report": lambda raw: await_at(raw, "https://www.example.gov.cn/2", "later"),
    "half a file": lambda raw: (raw / HERE / ".77.partial").write_bytes(b"x"),
    "a file at another depth": lambda raw: put(raw, "x.txt", folder="110101"),
    "a readme": lambda raw: (raw / "README.md").write_bytes(b"x"),
    "a copy with its times": lambda raw: (
        shutil.copytree(raw, raw.parent / "copy"),
        shutil.rmtree(raw),
        shutil.copytree(raw.parent / "copy", raw),
    ),
    "a link to a directory": lambda raw: (put(raw.parent / "far", "z.txt", adcode="9"), (raw / "9").symlink_to(raw.parent / "far" / "9")),
    "a link to a year": lambda raw: (put(raw.parent / "far", "z.txt"), (raw / "110101" / "2022").symlink_to(raw.parent / f"far/{HERE}")),
    "a document that is a link": lambda raw: (raw / HERE / "a.html").symlink_to(raw / HERE / "nowhere"),
    "a sidecar that is a link": lambda raw: (
        (raw / HERE / "x.txt").write_bytes(b"x"),
        (raw / HERE / f"x{SUFFIX}").symlink_to(raw / HERE / "a.source.yml"),
    ),
}


@pytest.mark.parametrize("change", NO_CHANGES.values(), ids=NO_CHANGES)
def test_what_is_no_change_of_a_report_changes_no_fingerprint(two_years, change):
    before = fingerprints(two_years)
    change(two_years)
    assert fingerprints(two_years) == before


def test_a_year_whose_reports_are_all_gone_has_no_fingerprint(two_years):
    shutil.rmtree(two_years / "110101" / "2023")
    (two_years / HERE / "a.txt").unlink()
    (two_years / HERE / "b.txt").unlink()
    assert fingerprints(two_years) == {}
