"""From addresses in sidecars to files in raw/, through a real server: first copies, new versions, and nothing overwritten."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from loopback import HASTY, HTML, Answer, Loopback
from shelf import await_at, plan, put, said, tree

from pipelines.storage.fetch import Outcome, addresses, fetch_all
from pipelines.storage.intake import inspect
from pipelines.storage.raw import list_raw, read_verified
from pipelines.storage.sidecar import read_sidecar

HERE = "110101/2024"
ONE = b"<html><body><h1>\xef\xbb\xbf" + plan(1) + b"</h1>\r\n</body></html>\x00"
TWO = ONE.replace(b"</h1>", b"</h1><p>2</p>")


def fetched(raw: Path, years: set[int] | None = None) -> list[Outcome]:
    return fetch_all(raw, years, lambda _: None, HASTY)


def only(raw: Path) -> Outcome:
    (outcome,) = fetched(raw)
    return outcome


def stands(raw: Path) -> dict[str, bytes]:
    """The documents of raw/, all of them as their sidecars say."""
    listing = list_raw(raw)
    assert listing.problems == []
    return {r.source_path: read_verified(r) for r in listing.reports}


def test_an_awaited_report_that_is_out_comes_in_as_it_was_sent_with_a_complete_sidecar(server, raw):
    headers = {"Content-Type": "text/html; charset=utf-8", "ETag": '"1"', "Last-Modified": "Fri, 05 Jan 2024 00:00:00 GMT"}
    server.answers["/art/1.html"] = Answer(ONE, headers=headers)
    waiting = await_at(raw, server.url("/art/1.html"), items_year=2023, publisher="区政府")
    before = said(waiting)
    told: list[str] = []
    assert fetch_all(raw, None, told.append, HASTY) == [Outcome(f"{HERE}/shishi.html", "first")]
    assert told == [f"{HERE}/shishi.source.yml: received"]
    assert stands(raw) == {f"{HERE}/shishi.html": ONE}
    assert said(waiting) == before | {
        "sha256": hashlib.sha256(ONE).hexdigest(),
        "size_bytes": len(ONE),
        "encoding": "utf-8",
        "etag": '"1"',
        "last_modified": "Fri, 05 Jan 2024 00:00:00 GMT",
        "retrieved_on": datetime.now(UTC).date(),
    }


@pytest.mark.parametrize(
    ("headers", "asked"),
    [
        ({"ETag": '"1"'}, {"If-None-Match": '"1"'}),
        ({"Last-Modified": "Fri, 05 Jan 2024 00:00:00 GMT"}, {"If-Modified-Since": "Fri, 05 Jan 2024 00:00:00 GMT"}),
        (
            {"ETag": 'W/"x: #y"', "Last-Modified": "Fri, 05 Jan 2024 00:00:00 GMT"},
            {"If-None-Match": 'W/"x: #y"', "If-Modified-Since": "Fri, 05 Jan 2024 00:00:00 GMT"},
        ),
    ],
)
def test_the_second_time_the_server_is_asked_only_for_news(server, raw, headers, asked):
    server.answers["/1.html"] = [Answer(ONE, headers=headers), Answer(status=304, headers=headers)]
    await_at(raw, server.url("/1.html"))
    fetched(raw)
    before = tree(raw)
    assert only(raw) == Outcome(f"{HERE}/shishi.source.yml", "unchanged")
    assert tree(raw) == before
    assert {k: v for k, v in server.requests[1][1].items() if k.startswith("If-")} == asked


def test_the_same_bytes_without_validators_change_nothing(server, raw):
    server.answers["/1.html"] = Answer(ONE)
    await_at(raw, server.url("/1.html"))
    fetched(raw)
    before = tree(raw)
    for _ in range(2):
        assert only(raw) == Outcome(f"{HERE}/shishi.source.yml", "unchanged")
    assert tree(raw) == before
    assert len(server.requests) == 3


def test_new_bytes_become_version_2_beside_version_1(server, raw):
    server.answers["/1.html"] = [
        Answer(ONE, headers={"ETag": '"1"', "Content-Type": HTML}),
        Answer(TWO, headers={"ETag": '"2"', "Content-Type": "text/html; charset=gbk"}),
        Answer(status=304),
    ]
    await_at(raw, server.url("/1.html"), publisher="区政府")
    fetched(raw)
    before = tree(raw)
    assert only(raw) == Outcome(f"{HERE}/shishi.v2.html", "changed")
    assert {name: data for name, data in tree(raw).items() if name in before} == before
    assert stands(raw) == {f"{HERE}/shishi.html": ONE, f"{HERE}/shishi.v2.html": TWO}
    second = read_sidecar(raw / HERE / "shishi.v2.source.yml")
    assert (second.series, second.version, second.etag, second.encoding, second.publisher) == ("shishi", 2, '"2"', "gbk", "区政府")
    assert second.url == server.url("/1.html")
    assert only(raw) == Outcome(f"{HERE}/shishi.v2.source.yml", "unchanged")
    assert server.requests[-1][1]["If-None-Match"] == '"2"', "only the last version is asked for"


def test_a_new_version_may_come_in_another_format_and_says_nothing_of_the_old_date(server, raw):
    server.answers["/d"] = [Answer(ONE, headers={"Content-Type": HTML}), Answer(b"%PDF-1.4", headers={"Content-Type": "application/pdf"})]
    await_at(raw, server.url("/d"), published_on=date(2024, 1, 5))
    fetched(raw)
    assert only(raw).place == f"{HERE}/shishi.v2.pdf"
    assert [said(raw / HERE / name)["published_on"] for name in ("shishi.html", "shishi.v2.pdf")] == [date(2024, 1, 5), None]


def test_bytes_that_stand_there_already_are_not_said_to_be_new(server, raw):
    """A page that goes back to its first version, or two addresses of one document."""
    server.answers["/1.html"] = [Answer(ONE), Answer(TWO), Answer(ONE)]
    await_at(raw, server.url("/1.html"))
    assert [only(raw).status for _ in range(4)] == ["first", "changed", "unchanged", "unchanged"]
    assert sorted(stands(raw)) == [f"{HERE}/shishi.html", f"{HERE}/shishi.v2.html"]


def test_a_report_added_by_hand_with_its_address_is_asked_for_too(server, raw):
    put(raw, "shishi.txt", url=server.url("/1.txt"))
    server.answers["/1.txt"] = Answer(plan())
    assert only(raw).status == "unchanged"
    server.answers["/1.txt"] = Answer(plan(4))
    assert only(raw) == Outcome(f"{HERE}/shishi.v2.txt", "changed")


# --- not there, not whole


@pytest.mark.parametrize("status", [404, 410])
def test_a_report_that_is_not_out_yet_is_awaited_and_no_failure(server, raw, status):
    server.answers["/1.html"] = Answer(b"nothing here", status)
    await_at(raw, server.url("/1.html"))
    before = tree(raw)
    told: list[str] = []
    assert fetch_all(raw, None, told.append, HASTY) == [Outcome(f"{HERE}/shishi.source.yml", "awaited")]
    assert told == [f"{HERE}/shishi.source.yml: not out yet (the server answers {status}, no such page)"]
    assert tree(raw) == before
    assert len(list_raw(raw).awaited) == 1


@pytest.mark.parametrize("status", [404, 410])
def test_a_report_that_is_gone_from_the_web_is_a_failure_and_stays(server, raw, status):
    put(raw, "shishi.html", ONE, url=server.url("/1.html"))
    server.answers["/1.html"] = Answer(b"gone", status)
    before = tree(raw)
    outcome = only(raw)
    assert outcome.status == "failed"
    assert outcome.error is not None
    assert f"{server.url('/1.html')}: the server answers {status}" in outcome.error
    assert tree(raw) == before


FAULTS = {
    "busy": Answer(b"", 500),
    "too many": Answer(b"", 429, {"Retry-After": "0"}),
    "forbidden": Answer(b"no", 403),
    "cut off": Answer(ONE[:20], length=len(ONE)),
    "too large": Answer(b"", length=10**12),
    "into a file": Answer(b"", 302, {"Location": "file:///etc/passwd"}),
    "in a circle": Answer(b"", 302, {"Location": "/1.html"}),
    "to nonsense": Answer(b"", 302, {"Location": "http://[::1"}),
    "unasked 304": Answer(status=304),
    "broken packing": Answer(ONE, headers={"Content-Encoding": "gzip"}),
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
@pytest.mark.parametrize("known", [False, True], ids=["awaited", "known"])
def test_a_fault_is_reported_writes_nothing_and_does_not_stop_the_others(server, raw, fault, known):
    server.answers |= {"/1.html": fault, "/0.html": Answer(b"0" + ONE), "/2.html": Answer(b"2" + ONE)}
    for name in "02":
        await_at(raw, server.url(f"/{name}.html"), name)
    if known:
        put(raw, "1.html", ONE, url=server.url("/1.html"))
    else:
        await_at(raw, server.url("/1.html"), "1")
    before = tree(raw)
    first, failed, last = fetched(raw)
    assert (first, last) == (Outcome(f"{HERE}/0.html", "first"), Outcome(f"{HERE}/2.html", "first"))
    assert (failed.place, failed.status) == (f"{HERE}/1.source.yml", "failed")
    assert failed.error is not None
    assert server.url("/1.html") in failed.error
    new = {"0.html", "2.html", "0.source.yml", "2.source.yml"}
    assert {k: v for k, v in tree(raw).items() if Path(k).name not in new} == {k: v for k, v in before.items() if Path(k).name not in new}


@pytest.mark.parametrize(
    "url",
    [
        "http://[::1",
        "http://127.0.0.1:x/",
        "http://127.0.0.1:99999/",
        "http://" + "a" * 70 + ".cn/",
        "http://no-such-host.invalid/",
        "http://:80/",
        "http://..cn/",
    ],
)
def test_an_address_that_cannot_be_one_fails_alone(server, raw, url):
    server.answers["/2.html"] = Answer(ONE)
    await_at(raw, url, "1")
    await_at(raw, server.url("/2.html"), "2")
    assert [o.status for o in fetched(raw)] == ["failed", "first"]


def test_a_document_that_cannot_be_written_fails_alone(server, raw):
    server.answers |= {"/1.html": Answer(ONE), "/2.html": Answer(TWO)}
    await_at(raw, server.url("/1.html"), "1").with_name("1.html").mkdir()
    await_at(raw, server.url("/2.html"), "2")
    assert [o.status for o in fetched(raw)] == ["failed", "first"]


def test_a_document_put_beside_an_awaited_one_by_hand_is_not_overwritten(server, raw):
    server.answers["/1.html"] = Answer(ONE)
    by_hand = await_at(raw, server.url("/1.html")).with_name("shishi.html")
    by_hand.write_bytes(b"by hand")
    assert only(raw).status == "failed"
    assert by_hand.read_bytes() == b"by hand"


# --- which are asked for


def test_only_reports_of_the_years_asked_for_are_fetched(server, raw):
    for year in (2022, 2023, 2024):
        server.answers[f"/{year}.html"] = Answer(b"%d" % year)
        await_at(raw, server.url(f"/{year}.html"), report_year=year)
    assert [o.place for o in fetched(raw, {2022, 2024})] == ["110101/2022/shishi.html", "110101/2024/shishi.html"]
    assert [path for path, _ in server.requests] == ["/2022.html", "/2024.html"]
    assert fetched(raw, set()) == []
    assert [o.status for o in fetched(raw)] == ["unchanged", "first", "unchanged"]


def test_only_readable_sidecars_with_an_address_are_asked_for_and_of_each_series_the_last(raw):
    put(raw, "no-url.txt")
    put(raw, "a.txt", plan(1), url="https://www.example.gov.cn/old")
    put(raw, "a.v2.txt", plan(2), series="a", version=2, url="https://www.example.gov.cn/new")
    put(raw, "a.v10.txt", plan(3), series="a", version=10, url="https://www.example.gov.cn/newest")
    put(raw, "bad.txt", url="https://www.example.gov.cn/bad").with_name("bad.source.yml").write_bytes(b"[")
    await_at(raw, "https://www.example.gov.cn/b", "b")
    await_at(raw, "https://www.example.gov.cn/deep", "c").rename(raw / "c.source.yml")
    assert [(p.name, s.url) for p, s in addresses(raw)] == [
        ("a.v10.source.yml", "https://www.example.gov.cn/newest"),
        ("b.source.yml", "https://www.example.gov.cn/b"),
    ]


@pytest.mark.parametrize("link", ["110101", HERE, f"{HERE}/shishi.source.yml"])
def test_no_link_is_followed_to_an_address_or_written_through(server, raw, tmp_path, link):
    outside = tmp_path / "outside"
    server.answers["/1.html"] = Answer(ONE)
    await_at(outside, server.url("/1.html"))
    before = tree(outside)
    (raw / link).parent.mkdir(parents=True, exist_ok=True)
    (raw / link).symlink_to(outside / link)
    assert fetched(raw) == []
    assert (tree(outside), server.requests) == (before, [])


# --- charsets and names on their way


@pytest.mark.parametrize(("charset", "stored"), [("big5", "big5"), ("Big5-HKSCS", "big5-hkscs")])
def test_a_page_that_names_no_charset_is_read_by_that_of_its_header(server, raw, charset, stored):
    page = "<html><body><h1>臺北市東城區2024年重要民生實事項目</h1><p>1.新增學位3000個。</p></body></html>".encode("big5")
    server.answers["/1.html"] = Answer(page, headers={"Content-Type": f"text/html; charset={charset}"})
    await_at(raw, server.url("/1.html"))
    fetched(raw)
    (report,) = list_raw(raw).reports
    assert report.sidecar.encoding == stored
    assert inspect(page, "1.html").refusal is not None
    assert inspect(read_verified(report), report.path.name, charset=report.sidecar.encoding).title == "臺北市東城區2024年重要民生實事項目"


@pytest.mark.parametrize("charset", ["gbk", "gb2312", "utf-8", "no-such-charset", "utf-16", "../../etc", "x" * 600])
def test_a_gbk_text_is_read_whatever_the_header_says_of_it(server, raw, charset):
    text = plan().decode().encode("gbk")
    server.answers["/1.txt"] = Answer(text, headers={"Content-Type": f"text/plain; charset={charset}"})
    await_at(raw, server.url("/1.txt"))
    fetched(raw)
    (report,) = list_raw(raw).reports
    assert read_verified(report) == text
    assert inspect(text, "1.txt", charset=report.sidecar.encoding).item_count == 1


@pytest.mark.parametrize(
    ("disposition", "name"),
    [
        ('attachment; filename="report.docx"', "shishi.docx"),
        ("attachment; filename*=UTF-8''%E5%AE%9E%E4%BA%8B.pdf", "shishi.pdf"),
        ('attachment; filename="../../../etc/cron.d/x"', "shishi.html"),
        ("attachment; filename*=UTF-8''..%2F..%2Fx.docx", "shishi.docx"),
        ('attachment; filename="x.source.yml"', "shishi.html"),
        ('attachment; filename="x.html%0a/../y.txt"', "shishi.txt"),
        ("attachment; filename*=UTF-8''a%00b%0Ac.html", "shishi.html"),
    ],
)
def test_a_name_from_the_server_gives_the_ending_and_nothing_else(server, raw, disposition, name):
    server.answers["/1.html"] = [
        Answer(ONE, headers={"Content-Disposition": disposition}),
        Answer(TWO, headers={"Content-Disposition": disposition}),
    ]
    await_at(raw, server.url("/1.html"))
    fetched(raw)
    fetched(raw)
    second = name.replace("shishi", "shishi.v2")
    assert stands(raw) == {f"{HERE}/{name}": ONE, f"{HERE}/{second}": TWO}
    assert sorted(tree(raw.parent)) == sorted(f"raw/{HERE}/{n}" for n in (name, second, "shishi.source.yml", "shishi.v2.source.yml"))


def test_headers_too_long_for_a_sidecar_leave_it_readable(server: Loopback, raw: Path) -> None:
    server.answers["/1.html"] = Answer(ONE, headers={"ETag": '"' + "x" * 60_000 + '"', "Last-Modified": "y" * 20_000})
    await_at(raw, server.url("/1.html"))
    assert only(raw).status == "first"
    assert stands(raw) == {f"{HERE}/shishi.html": ONE}
