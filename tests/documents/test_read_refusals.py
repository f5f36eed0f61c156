"""What is not read, and what the reader is told: the file, the reason, what to do, and a stable code."""

from __future__ import annotations

import gzip
import hashlib
import io
import zipfile

import pytest
from portal_pages import REPORTS, page, table_markup
from print_files import HEIGHT, WIDTH, of_objects, pdf, prose, rule, stream, words
from reading import read, refusal, shown
from sheet_files import book, of_xml, saved
from word_files import of_lines, with_parts

from pipelines.reports.document import ReportRefused, read_document

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
WORD = of_lines(REPORTS["short"])
PRINT = prose(REPORTS["short"])
IMAGE = {8: b"<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>stream\n0\nendstream"}
SCAN = f"q {WIDTH} 0 0 {HEIGHT} 0 0 cm /I Do Q"


def stream_name(name: str) -> bytes:
    """An entry's name as the old Office container stores it."""
    return OLE + name.encode("utf-16-le")


def packed(*names: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return target.getvalue()


def flagged_as_encrypted(data: bytes) -> bytes:
    """A ZIP container whose entries claim to be encrypted."""
    changed = bytearray(data)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = changed.find(mark)
        while at >= 0:
            changed[at + offset] |= 1
            at = changed.find(mark, at + 4)
    return bytes(changed)


def rc4(key: bytes, data: bytes) -> bytes:
    state, j = list(range(256)), 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out, i, j = bytearray(), 0, 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)


def encrypted(password: bytes, line: str) -> bytes:
    """A PDF of one line, encrypted by the oldest standard handler: with an empty password anyone can read it, only changes are forbidden."""
    padding = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
    owner, permissions, name = b"\x11" * 32, -44, b"\x22" * 16
    key = hashlib.md5((password + padding)[:32] + owner + permissions.to_bytes(4, "little", signed=True) + name).digest()[:5]

    def of(number: int, plain: bytes) -> bytes:
        return rc4(hashlib.md5(key + number.to_bytes(3, "little") + b"\0\0").digest()[:10], plain)

    rules = b"<</Filter/Standard/V 1/R 2/P %d/O<%s>/U<%s>>>" % (permissions, owner.hex().encode(), rc4(key, padding).hex().encode())
    trailer = b"/Encrypt 9 0 R/ID[<%s><%s>]" % (name.hex().encode(), name.hex().encode())
    objects = {int(o.split(b" ", 1)[0]): o.split(b" obj\n", 1)[1] for o in pdf([]).partition(b"xref")[0][9:].split(b"\nendobj\n") if o}
    for text in (b"Adobe", b"GB1"):
        objects[6] = objects[6].replace(b"(%s)" % text, b"<%s>" % of(6, text).hex().encode())
    pages = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d %d]/Contents 101 0 R/Resources<</Font<</F1 5 0 R>>>>>>" % (WIDTH, HEIGHT)
    objects |= {2: b"<</Type/Pages/Kids[100 0 R]/Count 1>>", 100: pages, 101: stream(of(101, words(80, 100, line).encode())), 9: rules}
    return of_objects(objects, trailer)


def shell(title: str, body: str) -> str:
    return f"<html><head><meta charset=utf-8><title>{title}</title></head><body>{body}</body></html>"


REFUSED = {
    "a.txt, empty": ("a.txt", b"", "empty", "empty"),
    "a.txt, white space": ("a.txt", b" \r\n\t\0\n", "empty", "empty"),
    "a.doc": ("a.doc", stream_name("WordDocument"), "unsupported_format", "old Word"),
    "a.wps": ("a.wps", OLE, "unsupported_format", "WPS document"),
    "a.xls": ("a.xls", stream_name("Workbook"), "unsupported_format", "old Excel"),
    "a.et": ("a.et", OLE, "unsupported_format", ".et"),
    "a.rtf": ("a.rtf", rb"{\rtf1\ansi\u26032?}", "unsupported_format", "RTF"),
    "a.mht": ("a.mht", b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x", "unsupported_format", "web archive"),
    "a.ofd": ("a.ofd", packed("OFD.xml", "Doc_0/Document.xml"), "unsupported_format", "OFD"),
    "a.odt": ("a.odt", packed("mimetype", "content.xml"), "unsupported_format", "OpenDocument"),
    "a.pptx": ("a.pptx", packed("[Content_Types].xml", "ppt/presentation.xml"), "unsupported_format", "presentation"),
    "a.xlsb": ("a.xlsb", packed("[Content_Types].xml", "xl/workbook.bin"), "unsupported_format", "binary Excel"),
    "a.xls of 2003": ("a.xls", b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>', "unsupported_format", "Excel XML"),
    "a.doc of 2003": ("a.doc", b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w/>', "unsupported_format", "Word XML"),
    "password.docx": ("password.docx", stream_name("EncryptedPackage"), "encrypted", "password"),
    "parts.docx": ("parts.docx", flagged_as_encrypted(WORD), "encrypted", "encrypted"),
    "parts.xlsx": ("parts.xlsx", flagged_as_encrypted(saved(book([["甲", "乙"]]))), "encrypted", "encrypted"),
    "password.pdf": ("password.pdf", encrypted(b"secret", "新增学位3000个。"), "encrypted", "password"),
    "a.zip": ("a.zip", packed("a.docx", "b.xls"), "archive", "ZIP archive of 2 files"),
    "a.rar": ("a.rar", b"Rar!\x1a\x07\x01\x00", "archive", "RAR"),
    "a.7z": ("a.7z", b"7z\xbc\xaf\x27\x1c\x00\x04", "archive", "7-Zip"),
    "a.gz": ("a.gz", gzip.compress(WORD), "archive", "gzip"),
    "a.png": ("a.png", b"\x89PNG\r\n\x1a\n\0\0", "scanned", "PNG"),
    "a.jpg": ("a.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF", "scanned", "JPEG"),
    "a.webp": ("a.webp", b"RIFF\x10\0\0\0WEBPVP8 ", "scanned", "WebP"),
    "scan.pdf": ("scan.pdf", pdf([SCAN, SCAN], IMAGE, b"/XObject<</I 8 0 R>>"), "scanned", "images without text on 2 of 2 pages"),
    "outlines.pdf": ("outlines.pdf", pdf([rule(80, 100, 90, 100) * 300]), "scanned", "images without text on 1 of 1 pages"),
    "codes.pdf": ("codes.pdf", pdf([words(80, 100, "新增学位3000个，改造小区")], {5: b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding"
        b"/Identity-H/DescendantFonts[6 0 R]>>", 6: b"<</Type/Font/Subtype/CIDFontType2/BaseFont/X/FontDescriptor 7 0 R/CIDSystemInfo"
        b"<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>"}), "encoding", "fonts do not say"),
    "half.docx": ("half.docx", WORD[: len(WORD) // 2], "truncated", "cut off"),
    "last.docx": ("last.docx", WORD[:-10], "truncated", "cut off"),
    "xml.docx": ("xml.docx", with_parts({"word/document.xml": "<w:document><w:body><w:p>"}), "truncated", "damaged"),
    "part.docx": ("part.docx", with_parts({"word/document.xml": None, "word/other.xml": "<w/>"}), "truncated", "no body"),
    "blank.docx": ("blank.docx", of_lines(["", " "]), "not_a_report", "no text"),
    "blank.xlsx": ("blank.xlsx", of_xml(""), "not_a_report", "empty"),
    "damaged.xlsx": ("damaged.xlsx", of_xml("<row><c r='A1' t='s'><v>77</v></c></row>"), "truncated", "damaged"),
    "half.pdf": ("half.pdf", PRINT[: len(PRINT) // 2], "truncated", "cut off"),
    "last.pdf": ("last.pdf", PRINT[:-7], "truncated", "cut off"),
    "pages.pdf": ("pages.pdf", pdf([]), "truncated", "no pages"),
    "log-in page": ("a.html", shell("统一身份认证", "<p>1.请输入账号</p>用户名<input><INPUT TYPE=Password>"), "not_a_report", "log-in page"),
    "404 of nginx": ("a.html", shell("404 Not Found", "<h1>404 Not Found</h1><hr>nginx"), "not_a_report", "404 not found"),
    "404 of a portal": ("a.html", shell("清河区人民政府", "<p>很抱歉，您访问的页面不存在或已被删除</p>"), "not_a_report", "页面不存在"),
    "502": ("a.html", shell("502 Bad Gateway", "<h1>502 Bad Gateway</h1>"), "not_a_report", "502 bad gateway"),
    "firewall": ("a.html", shell("访问被拦截", "<p>您的请求可能对网站造成威胁。</p>"), "not_a_report", "访问被拦截"),
    "visitor check": ("a.html", shell("请稍候", "<p>请完成安全验证后继续访问</p>"), "not_a_report", "安全验证"),
    "deleted in WeChat": ("a.html", shell("", "<p>该内容已被发布者删除</p>"), "not_a_report", "已被发布者删除"),
    "shell of a script": ("a.html", shell("民生实事", "<div id=app></div><script src=a.js></script>"), "not_a_report", "scripts run"),
    "cookie script": ("a.html", "<script>document.cookie='a';location.reload()</script>", "not_a_report", "scripts run"),
    "frame set": ("a.html", "<html><frameset cols='20%,*'><frame src=a.html></frameset></html>", "not_a_report", "frames another"),
    "list of links": ("a.html", shell("公示公告", "".join(f"<li><a href={i}>关于公布清河区民生实事的公告</a> 2024-01-0{i}</li>" for i in range(1, 9))),
        "not_a_report", "list of links"),
    "page without words": ("a.html", shell("", "<p> </p>"), "not_a_report", "no text"),
}  # fmt: skip


@pytest.mark.parametrize(("name", "data", "code", "words_of_reason"), REFUSED.values(), ids=REFUSED)
def test_each_refusal_says_what_the_file_is(name, data, code, words_of_reason):
    refused = refusal(data, name)
    assert refused.code == code
    assert words_of_reason in refused.reason


REMEDIES = [
    ("a.doc", OLE, "--convert-to docx"),
    ("a.xls", stream_name("Workbook"), "--convert-to xlsx"),
    ("scan.pdf", pdf([SCAN], IMAGE, b"/XObject<</I 8 0 R>>"), "ocrmypdf -l chi_sim"),
    ("a.jpg", b"\xff\xd8\xff\xe0", "ocrmypdf -l chi_sim"),
    ("a.ofd", packed("OFD.xml"), "export it as PDF"),
    ("a.zip", packed("a.docx"), "Unpack"),
    ("a.mht", b"From: x\nContent-Type: multipart/related\n", "HTML only"),
    ("half.pdf", PRINT[:500], "Download it again"),
]


@pytest.mark.parametrize(("name", "data", "remedy"), REMEDIES)
def test_the_remedy_names_the_means(name, data, remedy):
    assert remedy in refusal(data, name).remedy


def test_a_place_is_given_where_it_is_known():
    assert refusal(PRINT[:500], "half.pdf").place == "byte 500"
    assert refusal(with_parts({"word/document.xml": "<a"}), "a.docx").place == "word/document.xml"


ACCEPTED = [
    ("report.doc", WORD),
    ("report.html", WORD),
    ("report", PRINT),
    ("report.doc", page("short", "ucap")),  # what Word saves as "web page" keeps .doc on some sites
    ("report.xls", table_markup().encode()),
    ("report.txt", page("short", "ucap")),
    ("report.html", "\n".join(REPORTS["short"]).encode()),
    ("report.pdf", encrypted(b"", "1.新增学位3000个。")),
    ("report.html", b"<!-- saved from url=(0040)https://www.qinghe.gov.cn/ -->\r\n" + page("short", "ucap")),
    ("report.html", b'\xef\xbb\xbf<?xml version="1.0" encoding="utf-8"?>' + page("short", "ucap")),
]


@pytest.mark.parametrize(("name", "data"), ACCEPTED)
def test_content_decides_what_a_file_is_whatever_its_name(name, data):
    assert any("新" in str(part) for part in shown(read(data, name)))


def test_a_short_report_is_read_though_the_page_has_a_log_in_box_and_speaks_of_maintenance():
    box = "<div>用户名<input> 密码<input type=password> 验证码<input></div><div>网站维护通知</div>"
    items = "".join(f"<p>{x}</p>" for x in REPORTS["short"][1:])
    assert shown(read(shell("清河区民生实事", f"{box}<h1>清河区民生实事</h1>{items}")))[-5:] == REPORTS["short"][1:]


def test_a_refusal_is_the_same_whether_the_file_is_read_here_or_apart():
    with pytest.raises(ReportRefused) as apart:
        read_document(of_lines([""]), "blank.docx")
    with pytest.raises(ReportRefused) as here:
        read(of_lines([""]), "blank.docx")
    assert vars(apart.value) == vars(here.value)
    assert str(apart.value) == str(here.value)
