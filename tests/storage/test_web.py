"""One document from a real server on loopback: what comes is kept as it came; what does not come whole does not come at all."""

from __future__ import annotations

import gzip
import socket
import threading
import time
from dataclasses import replace

import pytest
from loopback import HASTY, HTML, Answer, Handler, Loopback

from pipelines.storage.errors import StorageError
from pipelines.storage.web import PATIENT, USER_AGENT, Download, NotPublished, Patience, _Deadline, download

PAGE = "<html><body><h1>北京市东城区2024年重要民生实事项目</h1></body></html>".encode()
WAITS = "pipelines.storage.web.stamina.retry_context"


def got(server: Loopback, path: str = "/report.html", patience: Patience = HASTY, **known: str | None) -> Download:
    return download(server.url(path), patience=patience, **known)


def refused(server: Loopback, path: str = "/report.html", patience: Patience = HASTY) -> StorageError:
    with pytest.raises(StorageError) as error:
        got(server, path, patience)
    return error.value


def test_a_document_comes_with_what_the_server_says_of_it(server):
    said = {"Content-Type": "text/html; charset=GB18030", "ETag": 'W/"1"', "Last-Modified": "Fri, 05 Jan 2024 00:00:00 GMT"}
    server.answers["/art/1.html"] = Answer(PAGE, headers=said)
    assert got(server, "/art/1.html?x=1") == Download(
        server.url("/art/1.html?x=1"), "1.html", PAGE, 'W/"1"', "Fri, 05 Jan 2024 00:00:00 GMT", "gb18030"
    )


def test_the_server_is_told_who_asks_and_to_send_the_bytes_as_they_are(server):
    server.answers["/report.html"] = Answer(PAGE)
    got(server)
    ((path, headers),) = server.requests
    assert path == "/report.html"
    assert headers["User-Agent"] == USER_AGENT
    assert USER_AGENT.startswith("minsheng/1.")
    assert headers["Accept-Encoding"] == "identity"
    assert not {"If-None-Match", "If-Modified-Since", "Cookie", "Referer"} & set(headers)


@pytest.mark.parametrize(
    "body",
    [b"", b"\x00\xff\xfe\r\n\r\n", b"\xef\xbb\xbf\r\nx\n\r", bytes(range(256)) * 1000, "重要民生实事".encode("gbk")],
    ids=["empty", "binary", "line ends", "long", "gbk"],
)
@pytest.mark.parametrize("length", [-1, None], ids=["with length", "without"])
def test_bytes_come_exactly_as_they_were_sent(server, body, length):
    server.answers["/report.html"] = Answer(body, headers={"Content-Type": "text/html"}, length=length)
    assert got(server).data == body


# --- conditional


def conditional(handler: Handler) -> Answer:
    """An honest server: 304 where what it knows is what is asked for."""
    tag, since = '"v1"', "Fri, 05 Jan 2024 00:00:00 GMT"
    asked = handler.headers
    same = asked["If-None-Match"] == tag if "If-None-Match" in asked else asked["If-Modified-Since"] == since
    return Answer(b"" if same else PAGE, 304 if same else 200, {"ETag": tag, "Last-Modified": since})


@pytest.mark.parametrize(
    ("known", "data"),
    [
        ({"etag": '"v1"'}, None),
        ({"last_modified": "Fri, 05 Jan 2024 00:00:00 GMT"}, None),
        ({"etag": '"v1"', "last_modified": "Fri, 05 Jan 2024 00:00:00 GMT"}, None),
        ({"etag": '"v0"'}, PAGE),
        ({"last_modified": "Thu, 04 Jan 2024 00:00:00 GMT"}, PAGE),
        ({"etag": None, "last_modified": None}, PAGE),
        ({"etag": "", "last_modified": ""}, PAGE),
    ],
)
def test_what_has_not_changed_is_not_sent_again(server, known, data):
    server.answers["/report.html"] = conditional
    assert got(server, **known).data == data
    assert len(server.requests) == 1


# --- answers that are none


@pytest.mark.parametrize("status", [404, 410])
def test_a_page_that_is_not_there_is_not_published_and_asked_for_once(server, status):
    server.answers["/report.html"] = Answer(b"no such page", status)
    error = refused(server)
    assert isinstance(error, NotPublished)
    assert str(status) in error.reason
    assert len(server.requests) == 1


@pytest.mark.parametrize("status", [204, 206, 300, 304, 400, 401, 403, 405, 418, 501])
def test_another_answer_than_the_document_is_an_error_at_once(server, status):
    server.answers["/report.html"] = Answer(b"" if status in (204, 304) else PAGE, status, length=None if status == 204 else -1)
    error = refused(server)
    assert error.reason == f"the server answers {status}"
    assert not isinstance(error, NotPublished)
    assert len(server.requests) == 1


# --- tried again


@pytest.mark.parametrize("statuses", [[500], [500, 500], [502, 503], [504], [408], [425], [429]])
def test_a_server_that_is_busy_is_asked_again(server, statuses):
    server.answers["/report.html"] = [*(Answer(b"busy", s) for s in statuses), Answer(PAGE)]
    assert got(server).data == PAGE
    assert len(server.requests) == len(statuses) + 1


@pytest.mark.parametrize("status", [500, 429])
def test_a_server_that_is_busy_for_ever_is_left_after_some_attempts(server, status):
    server.answers["/report.html"] = Answer(b"busy", status)
    error = refused(server)
    assert error.reason == f"the server answers {status} 3 times"
    assert "again" in error.remedy
    assert len(server.requests) == 3


@pytest.mark.parametrize(
    ("header", "longest", "at_least", "below"),
    [
        ("0", 0.01, 0, 0.2),
        ("1", 0.15, 0.15, 0.9),  # asks for more than we have: as long as we have
        ("99999999999999999999999999", 0.15, 0.15, 0.9),
        ("Fri, 05 Jan 2024 00:00:00 GMT", 0.01, 0, 0.9),
        ("-5", 0.01, 0, 0.9),
        ("soon", 0.01, 0, 0.9),
        ("²", 0.01, 0, 0.9),
        ("1.5", 0.01, 0, 0.9),
    ],
)
def test_a_busy_server_is_given_the_time_that_it_asks_for_within_bounds(server, monkeypatch, header, longest, at_least, below):
    waits: list[float] = []
    monkeypatch.setattr("time.sleep", waits.append)
    server.answers["/report.html"] = [Answer(b"", 429, {"Retry-After": header}), Answer(PAGE)]
    assert got(server, patience=replace(HASTY, longest_wait=longest)).data == PAGE
    (wait,) = waits
    assert at_least <= wait < below


def test_waits_grow_and_stay_within_their_bound(server, monkeypatch):
    waits: list[float] = []
    monkeypatch.setattr("time.sleep", waits.append)
    server.answers["/report.html"] = Answer(b"", 500)
    refused(server, patience=replace(HASTY, attempts=8, first_wait=1.0, longest_wait=4.0, total=1000.0))
    assert len(server.requests) == 8
    assert waits[0] >= 1.0
    assert max(waits) <= 4.0
    assert waits[-1] > waits[0]


def test_an_address_where_nobody_listens_is_tried_again_then_reported():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/"
        with pytest.raises(StorageError, match=r"no whole answer \(ConnectError") as error:
            download(url, patience=HASTY)
    assert error.value.place == url


def test_a_host_that_nobody_knows_is_reported():
    with pytest.raises(StorageError, match="no whole answer"):
        download("http://no-such-host.invalid/", patience=HASTY)


# --- cut off and slow


CUT_OFF = {
    "in the middle": lambda _: Answer(PAGE[:20], length=len(PAGE)),
    "one byte before the end": lambda _: Answer(PAGE[:-1], length=len(PAGE)),
    "before the body": lambda _: Answer(b"", length=len(PAGE)),
    "before the headers": lambda handler: (handler.connection.shutdown(socket.SHUT_RDWR), Answer())[1],
    "in a chunk": lambda _: Answer(b"1000\r\nabc", headers={"Transfer-Encoding": "chunked"}, length=None),
    "between chunks": lambda _: Answer(b"3\r\nabc\r\n", headers={"Transfer-Encoding": "chunked"}, length=None),
}


@pytest.fixture
def http_1_1(monkeypatch: pytest.MonkeyPatch) -> None:
    """Chunks are of HTTP/1.1; each answer still ends its connection."""
    monkeypatch.setattr(Handler, "protocol_version", "HTTP/1.1")
    send = Handler._send

    def once(self: Handler, answer: Answer) -> None:
        self.close_connection = True
        send(self, answer)

    monkeypatch.setattr(Handler, "_send", once)


@pytest.mark.parametrize("cut", CUT_OFF.values(), ids=CUT_OFF)
def test_a_document_cut_off_is_asked_for_again_and_never_taken_for_whole(server, http_1_1, cut):
    server.answers["/report.html"] = cut
    error = refused(server)
    assert error.reason.startswith("no whole answer (")
    assert len(server.requests) == HASTY.attempts
    server.answers["/report.html"] = [cut, cut, Answer(PAGE)]
    assert got(server).data == PAGE


def test_a_body_longer_than_its_length_is_taken_as_long_as_stated(server):
    server.answers["/report.html"] = Answer(PAGE + b"<script>more</script>", length=len(PAGE))
    assert got(server).data == PAGE


@pytest.mark.parametrize("length", ["-5", "many", "1, 2", "²"])
def test_a_length_that_is_none_is_an_error(server, length):
    server.answers["/report.html"] = Answer(PAGE, headers={"Content-Length": length}, length=None)
    assert refused(server).reason.startswith("no whole answer (")


def drip_headers(handler: Handler) -> Answer:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    return drip_raw(handler)


def drip_raw(handler: Handler) -> Answer:
    for part in handler.server.owner.slowly(b"x"):
        handler.wfile.write(part)
    return Answer()


def drip_chunk_header(handler: Handler) -> Answer:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;")
    return drip_raw(handler)


SLOW = {
    "body": lambda handler: Answer(length=10_000, parts=handler.server.owner.slowly(b"x")),
    "body without length": lambda handler: Answer(length=None, parts=handler.server.owner.slowly(b"x")),
    "headers": drip_headers,
    "chunk header": drip_chunk_header,
}


@pytest.mark.parametrize("slow", SLOW.values(), ids=SLOW)
def test_a_server_that_drips_has_an_end(server, slow):
    """Each byte comes within the limit of a read, so that only the limit in all can end it."""
    server.answers["/report.html"] = slow
    error = refused(server, patience=replace(HASTY, total=0.2, read=5.0))
    assert error.reason == "not whole within 0.2 seconds"
    assert len(server.requests) == 1


def test_a_connection_made_when_the_time_is_up_is_not_used():
    with pytest.raises(StorageError, match="not whole within 0 seconds"):
        _Deadline("http://127.0.0.1/", 0).watch("connection.connect_tcp.complete", {"return_value": None})


def test_nobody_waits_for_another_attempt_when_the_time_is_up(server, monkeypatch):
    waits: list[float] = []
    monkeypatch.setattr("time.sleep", waits.append)
    server.answers["/report.html"] = drip_headers
    refused(server, patience=replace(HASTY, total=0.1, read=5.0, first_wait=30.0, longest_wait=30.0))
    assert waits == []


def test_the_only_attempt_may_end_with_the_time_too(server):
    server.answers["/report.html"] = drip_headers
    assert refused(server, patience=replace(HASTY, total=0.1, read=5.0, attempts=1)).reason == "not whole within 0.1 seconds"


@pytest.mark.parametrize("part", [b"", PAGE[:10]], ids=["no headers", "no rest"])
def test_a_server_that_says_nothing_more_has_an_end(server, part):
    def silent(handler: Handler) -> Answer:
        if part:
            handler.wfile.write(b"HTTP/1.0 200 OK\r\nContent-Length: 100\r\n\r\n" + part)
        handler.server.owner.stopping.wait(5)
        return Answer()

    server.answers["/report.html"] = silent
    error = refused(server, patience=replace(HASTY, read=0.05))
    assert error.reason.startswith("no whole answer (ReadTimeout")
    assert len(server.requests) == HASTY.attempts


def test_attempts_and_waits_end_with_the_time_in_all(server):
    server.answers["/report.html"] = Answer(b"", 500)
    refused(server, patience=replace(HASTY, total=0.2, attempts=10_000, first_wait=0.02, longest_wait=0.02))
    assert 2 <= len(server.requests) <= 30


def test_a_download_leaves_no_thread_behind(server):
    server.answers["/report.html"] = Answer(PAGE)
    got(server, patience=PATIENT)
    deadline = time.monotonic() + 2
    while any(isinstance(t, threading.Timer) for t in threading.enumerate()) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert [t for t in threading.enumerate() if isinstance(t, threading.Timer)] == []


# --- size


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr("pipelines.storage.web.FILE_BYTES", 10_000)
    return 10_000


def test_a_document_of_the_largest_size_comes(server, small):
    server.answers["/report.html"] = Answer(b"x" * small)
    assert got(server).data == b"x" * small


def test_a_length_over_the_limit_is_refused_before_the_body_is_read(server, small):
    def never_sends(handler: Handler) -> Answer:
        handler.wfile.write(f"HTTP/1.0 200 OK\r\nContent-Length: {small + 1}\r\n\r\n".encode())
        handler.server.owner.stopping.wait(5)
        return Answer()

    server.answers["/report.html"] = never_sends
    error = refused(server, patience=replace(HASTY, read=1.0))
    assert error.reason == "10,001 bytes, more than 10,000"
    assert "minsheng add" in error.remedy
    assert len(server.requests) == 1


def test_a_body_without_end_is_refused_at_the_limit(server, small):
    server.answers["/report.html"] = lambda handler: Answer(length=None, parts=handler.server.owner.endlessly(b"x" * 1000))
    assert refused(server).reason == "more than 10,000 bytes"
    assert len(server.requests) == 1


def test_a_body_that_unpacks_without_end_is_refused_at_the_limit(server, small):
    server.answers["/report.html"] = Answer(gzip.compress(b"x" * 10_000_000), headers={"Content-Encoding": "gzip"})
    assert refused(server).reason.startswith("more than 10,000 bytes")


def test_packed_bytes_that_nobody_asked_for_are_unpacked_and_broken_ones_refused(server):
    server.answers["/report.html"] = Answer(gzip.compress(PAGE), headers={"Content-Encoding": "gzip"})
    assert got(server).data == PAGE
    server.answers["/report.html"] = Answer(PAGE, headers={"Content-Encoding": "gzip"})
    assert refused(server).reason.startswith("no whole answer (DecodingError")


# --- redirects


TARGETS = ["new.html", "/art/new.html", "//{host}/art/new.html", "http://{host}/art/new.html", "?moved=1", "./x/../new.html"]


@pytest.mark.parametrize(("status", "target"), [*((status, "new.html") for status in (301, 303, 307, 308)), *((302, t) for t in TARGETS)])
def test_a_redirect_is_followed(server, status, target):
    host = server.url("").removeprefix("http://")

    def old(handler: Handler) -> Answer:
        return Answer(PAGE) if "moved" in handler.path else Answer(b"", status, {"Location": target.format(host=host)})

    server.answers |= {"/art/old.html": old, "/art/new.html": Answer(PAGE)}
    found = got(server, "/art/old.html")
    assert found.data == PAGE
    assert found.url == server.url("/art/old.html?moved=1" if "moved" in target else "/art/new.html")


def test_a_redirect_to_a_chinese_path_is_followed(server):
    server.answers |= {
        "/old.html": Answer(b"", 302, {"Location": "/公开/民生实事.html"}),
        "/%E5%85%AC%E5%BC%80/%E6%B0%91%E7%94%9F%E5%AE%9E%E4%BA%8B.html": Answer(PAGE),
    }
    assert got(server, "/old.html").name == "民生实事.html"


def test_the_target_of_a_redirect_is_asked_with_the_same_conditions(server):
    server.answers |= {"/old.html": Answer(b"", 301, {"Location": "/new.html"}), "/new.html": conditional}
    assert got(server, "/old.html", etag='"v1"').data is None


@pytest.mark.parametrize(
    "target",
    [
        "file:///etc/passwd",
        "ftp://127.0.0.1/x",
        "FILE:///etc/passwd",
        "gopher://x/",
    ],
)
def test_a_redirect_out_of_the_web_is_refused(server, target):
    server.answers["/report.html"] = Answer(b"", 302, {"Location": target})
    error = refused(server)
    assert "no address of the web" in error.reason
    assert error.place == server.url()
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    "target",
    ["http://[::1", "http://a b/", "http://127.0.0.1:99999/", "http://127.0.0.1:x/", "//[", "http://" + "a" * 70 + ".cn/", "http://..cn/"],
)
def test_a_redirect_to_nonsense_is_an_error_not_an_accident(server, target):
    server.answers["/report.html"] = Answer(b"", 302, {"Location": target})
    assert refused(server).place


@pytest.mark.parametrize("answers", [{"/a": "/a"}, {"/a": "/b", "/b": "/a"}], ids=["itself", "two"])
def test_a_redirect_in_a_circle_is_refused(server, answers):
    server.answers |= {path: Answer(b"", 302, {"Location": target}) for path, target in answers.items()}
    error = refused(server, "/a")
    assert error.reason == "more than 5 redirects"
    assert len(server.requests) == 6


def test_five_redirects_are_followed(server):
    server.answers |= {f"/{n}": Answer(b"", 302, {"Location": f"/{n + 1}"}) for n in range(5)} | {"/5": Answer(PAGE)}
    assert got(server, "/0").data == PAGE


def test_a_redirect_that_leads_nowhere_is_an_error(server):
    server.answers["/report.html"] = Answer(b"", 302)
    assert refused(server).reason == "the server answers 302"


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://x/y", "/etc/passwd", "", "http://", "https:///x", "http://[::1"])
def test_an_address_that_is_none_of_the_web_is_refused(url):
    with pytest.raises(StorageError, match="no address of the web"):
        download(url, patience=HASTY)


@pytest.mark.parametrize("url", ["http://127.0.0.1:99999/", "http://127.0.0.1:x/", "http://a\x01b/", "http://..cn/"])
def test_an_address_that_cannot_be_asked_is_an_error_not_an_accident(url):
    with pytest.raises(StorageError, match="no whole answer"):
        download(url, patience=HASTY)


# --- what it says of itself


@pytest.mark.parametrize(
    ("path", "headers", "name"),
    [
        # the server's own word
        ("/d?id=1", {"Content-Disposition": 'attachment; filename="report.docx"'}, "report.docx"),
        ("/d", {"Content-Disposition": "attachment; filename=report.pdf"}, "report.pdf"),
        ("/d", {"Content-Disposition": "attachment; filename*=UTF-8''%E5%AE%9E%E4%BA%8B.docx"}, "实事.docx"),
        ("/d", {"Content-Disposition": "attachment; filename=\"x.docx\"; filename*=UTF-8''%E5%AE%9E.docx"}, "实.docx"),
        ("/d", {"Content-Disposition": "attachment; filename*=GBK''%CA%B5.docx"}, "实.docx"),
        ("/d", {"Content-Disposition": 'attachment; filename="实事.docx"'}, "实事.docx"),
        ("/d", {"Content-Disposition": "attachment; filename*=nonsense''%E5.docx"}, None),
        ("/d", {"Content-Disposition": 'attachment; filename="../../etc/passwd"'}, "../../etc/passwd.html"),
        ("/d", {"Content-Disposition": 'attachment; filename=""'}, "d.html"),
        ("/d.pdf", {"Content-Disposition": "inline"}, "d.pdf"),
        ("/d.pdf", {"Content-Disposition": ";;;=;"}, "d.pdf"),
        # the end of the path
        ("/art/1.html", {}, "1.html"),
        ("/art/1.shtml?x=2", {}, "1.shtml"),
        ("/P020.pdf", {"Content-Type": "text/html"}, "P020.pdf"),
        ("/%E5%AE%9E%E4%BA%8B.docx", {}, "实事.docx"),
        ("/a%2F..%2F..%2Fx.docx", {}, "x.docx"),
        ("/%E5.docx", {}, "\ufffd.docx"),
        ("/art/", {}, "art.html"),
        ("/", {}, "127.0.0.1.html"),
        # the type
        ("/show.jsp", {"Content-Type": HTML}, "show.jsp.html"),
        ("/show", {"Content-Type": "application/pdf"}, "show.pdf"),
        ("/show", {"Content-Type": "TEXT/PLAIN ; charset=x"}, "show.txt"),
        ("/show", {"Content-Type": "application/vnd.openxmlformats-officedocument.wordprocessingml.document"}, "show.docx"),
        ("/show", {"Content-Type": "application/octet-stream"}, "show.html"),
        ("/show", {}, "show.html"),
    ],
)
def test_a_document_is_named_by_the_server_else_by_its_address_with_the_ending_of_its_type(server, path, headers, name):
    server.answers[path.partition("?")[0]] = Answer(PAGE, headers=headers)
    found = got(server, path).name
    assert found == name or (name is None and found.endswith(".docx"))


@pytest.mark.parametrize(
    ("value", "charset"),
    [
        ("text/html; charset=Big5", "big5"),
        ('text/html; charset="gb2312"', "gb2312"),
        ("text/html;charset=UTF-8", "utf-8"),
        ("text/html", None),
        ("text/html; charset=" + "x" * 600, None),
    ],
)
def test_the_charset_is_that_of_the_header(server, value, charset):
    server.answers["/report.html"] = Answer(PAGE, headers={"Content-Type": value})
    assert got(server).charset == charset


def test_what_a_server_says_at_length_is_not_kept(server):
    """It would make a sidecar that is too long to be read."""
    server.answers["/report.html"] = Answer(PAGE, headers={"ETag": "x" * 60_000, "Last-Modified": "y" * 600})
    assert (got(server).etag, got(server).last_modified) == (None, None)
