from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest
from gouji.engine.reading.document import Unreadable
from gouji.engine.reading.reading import read_bytes
from gouji.grammar.catalogue import render

from .files import archive, paragraph, word_file
from .test_reading import ole

MAIL = b"From: a@example.org\r\nTo: b@example.org\r\nMIME-Version: 1.0\r\nContent-Type: "


def stored(media: str) -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w") as target:
        target.writestr("mimetype", media)
    return stream.getvalue()


REFUSED = [
    (b"{\\rtf1\\ansi}", "rtf", "RTF"),
    (b"Rar!\x1a\x07\x01\x00", "rar", "RAR"),
    (b"7z\xbc\xaf\x27\x1c\0\4", "7z", "7z"),
    (archive({"甲局.docx": word_file(paragraph("甲"))}), "zip", "内有 1 个文件"),
    (archive({"年报/": b"", "年报/甲局.docx": b"x", "年报/乙局.docx": b"x"}), "zip", "内有 2 个文件"),
    (b"\x1f\x8b\x08\0\0\0\0\0", "packed", "压缩包"),
    (b"BZh91AY&SY", "packed", "压缩包"),
    (b"MSCF\0\0\0\0", "packed", "压缩包"),
    (b"\x89PNG\r\n\x1a\n\0\0", "image", "照片或扫描件"),
    (b"\xff\xd8\xff\xe1\0\0Exif", "image", "照片或扫描件"),
    (b"GIF89a\1\0", "image", "照片或扫描件"),
    (b"II*\0\x08\0\0\0", "image", "照片或扫描件"),
    (b"MM\0*\0\0\0\x08", "image", "照片或扫描件"),
    (b"BM\x36\0\0\0\0\0", "image", "照片或扫描件"),
    (b"RIFF\x24\0\0\0WEBPVP8 ", "image", "照片或扫描件"),
    (b"\0\0\0\x18ftypheic\0\0\0\0", "image", "照片或扫描件"),
    (b"\0\0\0\x0cjP  \r\n\x87\n", "image", "照片或扫描件"),
    (b"\0\0\0\x18ftypmp42\0\0\0\0", "media", "音频或视频"),
    (b"RIFF\x24\0\0\0WAVEfmt ", "media", "音频或视频"),
    (b"ID3\x03\0\0\0\0", "media", "音频或视频"),
    (b"MZ\x90\0" + bytes(60) + b"PE\0\0" + bytes(40), "program", "程序"),
    (b"L\0\0\0\x01\x14\x02\0\0\0\0\0\xc0\0\0\0\0\0\0F", "shortcut", "快捷方式"),
    (b"[InternetShortcut]\r\nURL=https://example.org/\r\n", "shortcut", "快捷方式"),
    (MAIL + b"multipart/mixed; boundary=x\r\n\r\n--x\r\n", "mail", "电子邮件"),
    (MAIL + b"text/html\r\n\r\n<p>x</p>", "mail", "电子邮件"),
    (ole("Root Entry", "__properties_version1.0"), "mail", "电子邮件"),
    (archive({"Index/Document.iwa": b"x", "Metadata/Properties.plist": b"x"}), "iwork", "Pages"),
    (archive({"index.xml": b"x", "QuickLook/Thumbnail.jpg": b"x"}), "iwork", "Pages"),
    (archive({"ppt/presentation.xml": b"x"}), "slides", "演示文稿"),
    (ole("PowerPoint Document"), "slides", "演示文稿"),
    (stored("application/vnd.oasis.opendocument.text"), "odt", "OpenDocument"),
    (stored("application/vnd.oasis.opendocument.presentation"), "slides", "演示文稿"),
    (stored("application/epub+zip"), "epub", "EPUB"),
    (archive({"visio/document.xml": b"x"}), "drawing", "Visio"),
    (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>', "spreadsheet_xml", "Excel"),
    (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument/>', "word_xml", "Word"),
]


@pytest.mark.parametrize(
    ("data", "kind", "words"), REFUSED, ids=[f"{n}-{case[1]}" for n, case in enumerate(REFUSED)]
)
@pytest.mark.parametrize("name", ["年报.docx", "年报.xlsx", "年报"])
def test_what_a_file_really_is_whatever_it_is_called(data: bytes, kind: str, words: str, name: str):
    found = read_bytes(data, name)
    assert isinstance(found, Unreadable)
    assert (found.code, found.advice.key) == ("unsupported", f"reading.advice_{kind}")
    assert words in render(found.message, "zh")
    assert render(found.advice, "zh")
    assert render(found.message, "en")
    assert render(found.advice, "en")


@pytest.mark.parametrize("data", [REFUSED[1][0], REFUSED[2][0], REFUSED[3][0], REFUSED[4][0], REFUSED[5][0]])
def test_archives_are_to_be_unpacked_first(data: bytes):
    found = read_bytes(data, "a.docx")
    assert isinstance(found, Unreadable)
    assert render(found.advice, "zh") == "请先解压，再把里面的报告放入文件夹检查。"


def test_a_wps_spreadsheet_that_does_not_open_is_damaged():
    found = read_bytes(ole("Root Entry", "Workbook"), "统计表.et")
    assert isinstance(found, Unreadable)
    assert found.code == "damaged"


@pytest.mark.parametrize(
    "text",
    ["标题: 云川市林草局\n正文", "Subject: x\n\n正文", "MZ 县林草局", "Content-Type: text/html\n\n正文"],
)
def test_texts_that_only_look_like_something_else_are_read(text: str):
    assert not isinstance(read_bytes(text.encode(), "a.txt"), Unreadable)
