from __future__ import annotations

import base64
import quopri

import pytest
from gouji.engine.reading import web_archive
from gouji.engine.reading.document import Document, FileFormat, Remark, Unreadable
from gouji.engine.reading.reading import read_bytes
from hypothesis import given, settings
from hypothesis import strategies as st

from .files import document, grid, kinds, only_table, texts

PAGE = (
    "<html><head><title>年报</title></head><body><p>云川市林草局2023年报告</p>"
    "<table><tr><td>类别</td><td>件数</td></tr><tr><td>新收</td><td>3</td></tr></table>"
    "<p><img src='a.png' alt='印章'></p></body></html>"
)


def part(text: str | bytes, media: str, encoding: str = "8bit", location: str = "file:///C:/a.htm") -> bytes:
    body = text if isinstance(text, bytes) else text.encode()
    if encoding == "base64":
        body = base64.encodebytes(body)
    elif encoding == "quoted-printable":
        body = quopri.encodestring(body)
    head = f"Content-Type: {media}\r\nContent-Transfer-Encoding: {encoding}\r\nContent-Location: {location}"
    return head.encode() + b"\r\n\r\n" + body + b"\r\n"


def page_file(
    *parts: bytes, head: str = "From: <Saved by Blink>\r\nSubject: x\r\n", media: str = "related"
) -> bytes:
    kind = f'multipart/{media};\r\n\ttype="text/html"; boundary="==b"'
    top = f"{head}MIME-Version: 1.0\r\nContent-Type: {kind}\r\n\r\n"
    return top.encode() + b"".join(b"--==b\r\n" + one for one in parts) + b"--==b--\r\n"


def code(data: bytes) -> str:
    found = read_bytes(data, "a.mht")
    return found.code if isinstance(found, Unreadable) else found.format.value


@pytest.mark.parametrize("encoding", ["8bit", "quoted-printable", "base64"])
def test_the_page_of_an_archive_is_read(encoding: str):
    found = document(page_file(part(PAGE, "text/html", encoding)), "a.mhtml")
    assert (found.format, found.remarks) == (FileFormat.WEB_ARCHIVE, ())
    assert texts(found) == ["云川市林草局2023年报告"]
    assert grid(only_table(found)) == [["类别", "件数"], ["新收", "3"]]
    assert kinds(found)[-1] == "ImageMark"


@pytest.mark.parametrize(
    ("media", "encoding"),
    [
        ('text/html; charset="gb2312"', "gb18030"),
        ("text/html", "gb18030"),
        ("text/html; charset=utf-16", "utf-16"),
        ('text/html; charset="big5"', "big5hkscs"),
        ("text/html; charset=no-such", "utf-8"),
    ],
)
def test_the_charset_of_the_part_counts(media: str, encoding: str):
    page = PAGE.replace("云川市", "雲川市") if encoding == "big5hkscs" else PAGE
    page = page.translate(str.maketrans("报类别数页", "報類別數頁")) if encoding == "big5hkscs" else page
    found = document(page_file(part(page.encode(encoding, "ignore"), media, "base64")), "a.mht")
    assert texts(found)[0].startswith(("云川市林草局", "雲川市林草局"))


def test_the_charset_may_stand_in_the_page():
    page = PAGE.replace("<head>", '<head><meta charset="big5">').translate(
        str.maketrans("报类别数页云", "報類別數頁雲")
    )
    found = document(page_file(part(page.encode("big5hkscs", "ignore"), "text/html", "base64")), "a.mht")
    assert texts(found)[0].startswith("雲川市林草局")


def test_of_several_frames_the_richest_is_read():
    menu = part("<html><body><a href='x'>首页</a></body></html>", "text/html")
    picture = part(b"\x89PNG", "image/png", "base64")
    found = document(page_file(menu, picture, part(PAGE, "text/html"), menu), "a.mht")
    assert kinds(found) == ["Paragraph", "Table", "ImageMark"]


def test_parts_may_be_nested_and_the_end_missing():
    inner = (
        b'Content-Type: multipart/alternative; boundary="in"\r\n\r\n--in\r\n'
        + part(PAGE, "text/html")
        + b"--in--\r\n"
    )
    assert code(page_file(inner)) == "mhtml"
    assert code(page_file(part(PAGE, "text/html")).replace(b"--==b--", b"")) == "mhtml"


def test_an_archive_of_a_single_page_has_no_parts():
    alone = (
        b"From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
        + PAGE.encode()
    )
    assert code(alone) == "mhtml"
    assert code(b"\r\n" + alone) == "mhtml"


def test_a_word_page_renamed_is_remarked():
    found = document(page_file(part(PAGE, "text/html")), "年报.doc")
    assert found.remarks == (Remark.WRONG_EXTENSION,)


@pytest.mark.parametrize(
    ("data", "ended"),
    [
        (page_file(), "damaged"),
        (page_file(part(b"\x89PNG", "image/png", "base64")), "damaged"),
        (page_file(part("只有文字", "text/plain")), "not_text"),
        (page_file(part("<html><body></body></html>", "text/html")), "blank"),
        (page_file(part("<div>" * 5000 + "甲", "text/html")), "too_complex"),
        (page_file(*[part("<p>甲</p>", "text/html")] * 50), "too_complex"),
        (page_file(*[part(b"x", "image/png")] * 2100), "too_complex"),
    ],
)
def test_archives_without_a_page_that_can_be_read(data: bytes, ended: str):
    assert code(data) == ended


def test_a_page_that_is_too_large(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(web_archive, "MAX_PAGE", 10)
    assert code(page_file(part(PAGE, "text/html"))) == "too_complex"


def test_archives_nested_without_end():
    inner = part(PAGE, "text/html")
    for n in range(50):
        inner = f'Content-Type: multipart/related; boundary="b{n}"\r\n\r\n--b{n}\r\n'.encode() + inner
    assert code(b"MIME-Version: 1.0\r\n" + inner) == "damaged"


@settings(max_examples=120, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 255)), max_size=6), st.integers(0, 5000))
def test_spoilt_archives(changes: list[tuple[int, int]], cut: int):
    data = bytearray(
        page_file(part(PAGE, "text/html", "quoted-printable"), part(PAGE, "text/html; charset=gbk", "base64"))
    )
    for place, value in changes:
        data[place % len(data)] = value
    for spoilt in (bytes(data), bytes(data[: cut % len(data)])):
        assert isinstance(read_bytes(spoilt, "a.mht"), Document | Unreadable)


@given(st.binary(max_size=200))
def test_any_bytes_behind_headers(data: bytes):
    assert isinstance(
        read_bytes(b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=a\r\n" + data, "a"),
        Document | Unreadable,
    )


@pytest.mark.parametrize("boundary", [b"\xff--b", b"\xbc\xd7", "甲".encode(), b'"\xff'])
def test_a_boundary_that_is_no_ascii_is_no_crash(boundary: bytes):
    archive = page_file(part(PAGE, "text/html")).replace(b'boundary="==b"', b"boundary=" + boundary)

    assert code(archive) == "damaged"
