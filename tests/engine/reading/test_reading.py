from __future__ import annotations

import hashlib
import struct
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from gouji.engine.reading import docx_package, grid, html_tables, html_tree, lines, reading
from gouji.engine.reading.document import Document, FileFormat, Remark, Unreadable
from gouji.engine.reading.faults import fault
from gouji.engine.reading.reading import read, read_bytes
from gouji.grammar.catalogue import render

from .files import archive, document, paragraph, row, table, texts, word_file

WORD = word_file(paragraph("云川市林草局"))


def code(data: bytes | str, name: str = "a") -> str:
    """How reading ends; the message and the advice exist in both languages."""
    found = read_bytes(data.encode() if isinstance(data, str) else data, name)
    if isinstance(found, Document):
        return found.format.value
    for language in ("zh", "en"):
        assert render(found.message, language)
        assert render(found.advice, language)
    return found.code


def kind(data: bytes | str) -> str:
    """What an unsupported file is called."""
    found = read_bytes(data.encode() if isinstance(data, str) else data, "a.docx")
    assert isinstance(found, Unreadable)
    assert found.code == "unsupported"
    return found.advice.key.removeprefix("reading.advice_")


def ole(*streams: str, word: bytes = b"") -> bytes:
    """An OLE file with the directory entries of ``streams``; ``word`` is the head of the first stream."""
    header = bytearray(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0"))
    header[30:32] = struct.pack("<H", 9)
    directory = b""
    for stream in streams:
        name = (stream + "\0").encode("utf-16-le")
        entry = bytearray(name.ljust(128, b"\0"))
        entry[64:66] = struct.pack("<H", len(name))
        entry[116:120] = struct.pack("<I", 1)
        directory += bytes(entry)
    return bytes(header) + directory.ljust(512, b"\0") + word.ljust(512, b"\0")


class TestFiles:
    def test_a_file_is_read_with_its_name_and_sum(self, tmp_path: Path):
        path = tmp_path / "报告.txt"
        path.write_bytes("云川市".encode())
        found = read(path)
        assert isinstance(found, Document)
        assert (found.name, found.sha256) == ("报告.txt", hashlib.sha256("云川市".encode()).hexdigest())

    def test_a_missing_file(self, tmp_path: Path):
        assert read(tmp_path / "a.docx").code == "missing"  # type: ignore[union-attr]
        assert read(tmp_path / "a\0b").code in {"missing", "unopenable"}  # type: ignore[union-attr]

    def test_a_folder(self, tmp_path: Path):
        assert read(tmp_path).code == "folder"  # type: ignore[union-attr]

    def test_a_file_one_may_not_open(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
        path = tmp_path / "a.txt"
        path.write_text("x")

        def refuse(*_: object) -> None:
            raise PermissionError

        monkeypatch.setattr(Path, "open", refuse)
        assert read(path).code == "forbidden"  # type: ignore[union-attr]

    def test_a_file_that_fails_while_it_is_read(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
        path = tmp_path / "a.txt"
        path.write_text("x")

        def fail(*_: object) -> None:
            raise OSError(5, "Input/output error")

        monkeypatch.setattr(Path, "open", fail)
        assert read(path).code == "unopenable"  # type: ignore[union-attr]

    def test_a_file_that_is_too_large_is_not_opened(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(reading, "MAX_FILE", 3)
        path = tmp_path / "a.txt"
        path.write_bytes(b"abcd")
        assert read(path).code == "too_large"  # type: ignore[union-attr]
        assert code(b"abcd") == "too_large"


class TestKinds:
    @pytest.mark.parametrize(
        ("data", "ended"),
        [
            (b"", "empty"),
            (b"\0" * 2000, "zeros"),
            (b" \r\n\xe3\x80\x80\n", "blank"),
            (b"\xef\xbb\xbf", "blank"),
            (bytes(range(256)) * 9, "not_text"),
            (b"<html><body><script>load()</script></body></html>", "blank"),
            (b"<p></p>", "blank"),
            (b"<!DOCTYPE html>", "blank"),
            (word_file(paragraph("")), "blank"),
            (WORD, "docx"),
            (b"<p>x</p>", "html"),
            ("# 题".encode(), "md"),
            (b"|a|b|\n|--|--|", "md"),
            ("正文 <p>a</p><p>b</p><p>c</p>".encode(), "html"),
            ("收到 <3件".encode(), "txt"),
        ],
    )
    def test_content_decides(self, data: bytes, ended: str):
        assert code(data) == ended

    @pytest.mark.parametrize(("data", "called"), [(b"{\\rtf1\\ansi}", "rtf"), (ole("Something"), "ole")])
    def test_files_that_are_not_read_are_named(self, data: bytes, called: str):
        assert kind(data) == called

    def test_the_message_names_what_the_file_is(self):
        found = read_bytes(b"{\\rtf1}", "年报.docx")
        assert isinstance(found, Unreadable)
        assert render(found.message, "zh") == "这是RTF 文档，目前还不能直接读取。"

    @pytest.mark.parametrize(
        ("data", "name", "remarks"),
        [
            (WORD, "a.docx", ()),
            (WORD, "a.WPS", ()),
            (WORD, "a.doc", (Remark.WRONG_EXTENSION,)),
            (WORD, "-", ()),
            (b"<p>x</p>", "a.doc", (Remark.WRONG_EXTENSION,)),
            (b"x", "a.md", ()),
            (b"# x", "a.txt", ()),
            (b"x", "a.pdf", (Remark.WRONG_EXTENSION,)),
        ],
    )
    def test_a_wrong_ending_is_remarked(self, data: bytes, name: str, remarks: tuple[Remark, ...]):
        assert document(data, name).remarks == remarks


class TestEncryptedAndDamaged:
    def test_an_encrypted_office_file(self):
        assert code(ole("EncryptionInfo", "EncryptedPackage")) == "encrypted"

    @pytest.mark.parametrize(
        ("head", "ended"),
        [
            (struct.pack("<HHHHHH", 0xA5EC, 0, 0, 0, 0, 0x0100), "encrypted"),
            (struct.pack("<HHHHHH", 0xA5EC, 0, 0, 0, 0, 0), "damaged"),
            (b"", "damaged"),
        ],
    )
    def test_an_encrypted_old_document(self, head: bytes, ended: str):
        assert code(ole("WordDocument", word=head)) == ended

    def test_a_stream_name_inside_text_is_no_stream(self):
        assert code(ole("Something") + "xWordDocument\0".encode("utf-16-le")) == "unsupported"

    def test_a_truncated_package(self):
        assert code(WORD[: len(WORD) // 2]) == "damaged"

    def test_a_package_whose_directory_is_nonsense(self):
        assert code(WORD.replace(b"PK\x01\x02", b"PK\x09\x09")) == "damaged"

    def test_a_package_with_a_spoilt_part(self):
        spoilt = bytearray(WORD)
        start = WORD.index(b"word/document.xml") + len("word/document.xml")
        spoilt[start + 4 : start + 12] = b"\xff" * 8
        assert code(bytes(spoilt)) == "damaged"

    def test_a_part_protected_by_a_password(self):
        locked = bytearray(WORD)
        directory = WORD.rindex(b"PK\x01\x02")
        locked[directory + 8] |= 1
        assert code(bytes(locked)) == "encrypted"

    @pytest.mark.parametrize("part", [b"<w:document", b"", b"<x/>"])
    def test_a_main_part_that_is_no_document(self, part: bytes):
        assert code(archive({"word/document.xml": part})) == "damaged"

    def test_damaged_styles_are_done_without(self):
        found = archive({"word/document.xml": _main(), "word/styles.xml": b"<broken"})
        assert texts(document(found)) == ["甲"]

    def test_the_main_part_may_have_another_name(self):
        assert texts(document(archive({"word/document2.xml": _main()}))) == ["甲"]

    def test_macros_are_remarked_and_never_run(self):
        found = archive({"word/document.xml": _main(), "word/vbaProject.bin": b"x"})
        assert document(found).remarks == (Remark.MACROS,)

    def test_strict_documents_are_read(self):
        strict = _main().replace(
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        )
        assert texts(document(archive({"word/document.xml": strict}))) == ["甲"]


def _main() -> bytes:
    with zipfile.ZipFile(BytesIO(word_file(paragraph("甲")))) as source:
        return source.read("word/document.xml")


class TestHostileFiles:
    @pytest.mark.parametrize(
        "declaration", [b"<!DOCTYPE w []>", b" " * 5000 + b'<!DOCTYPE w [<!ENTITY a "x">]>']
    )
    @pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml"])
    def test_document_type_definitions_are_refused(self, declaration: bytes, part: str):
        assert code(archive({"word/document.xml": _main(), part: declaration + _main()})) in {
            "unsafe",
            "damaged",
        }

    def test_a_part_that_unpacks_to_too_much(self, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(docx_package, "MAX_PART", 100)
        assert code(WORD) == "unsafe"

    def test_a_package_that_unpacks_to_too_much(self, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(docx_package, "MAX_PACKAGE", 100)
        assert code(WORD) == "unsafe"

    def test_a_package_with_a_huge_directory(self, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(docx_package, "MAX_DIRECTORY", 10)
        assert code(WORD) == "unsafe"

    def test_deep_nesting_ends_in_a_message(self):
        deep = "<w:sdt><w:sdtContent>" * 400 + "</w:sdtContent></w:sdt>" * 400
        assert code(word_file(deep)) == "damaged"
        assert code("<div>" * 5000 + "x") == "too_complex"

    def test_nesting_that_parsers_allow_is_read(self):
        nested = "<w:tbl><w:tr><w:tc>" * 80 + paragraph("底") + "</w:tc></w:tr></w:tbl>" * 80
        assert code(word_file(paragraph("甲") + nested)) == "docx"
        assert texts(document("<div>" * 1500 + "x")) == ["x"]

    def test_tables_with_too_many_rows(self, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(grid, "MAX_ROWS", 2)
        monkeypatch.setattr(html_tables, "MAX_ROWS", 2)
        rows = [row("1", "2")] * 3
        assert code(word_file(table(*rows))) == "too_complex"
        assert code("<table>" + "<tr><td>1<td>2" * 3 + "</table>") == "too_complex"
        assert code("a\tb\nc\td\ne\tf") == "too_complex"
        assert code("|a|b|\n|-|-|\n|c|d|\n|e|f|") == "too_complex"
        assert code("# x\n<table>" + "<tr><td>1<td>2" * 3 + "</table>") == "too_complex"

    def test_tables_with_too_many_positions(self, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(grid, "MAX_POSITIONS", 5)
        assert code(word_file(table(row("1", "2"), row("3", "4"), row("5", "6")))) == "too_complex"

    def test_rows_with_too_many_cells(self, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(html_tables, "MAX_CELLS", 1)
        assert code("<table><tr><td>1<td>2<tr><td>3</table>") == "too_complex"

    def test_parts_with_too_many_elements(self, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(docx_package, "MAX_TAGS", 3)
        assert code(WORD) == "too_complex"

    def test_pages_with_too_much_markup(self, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(html_tree, "MAX_TAGS", 1)
        assert code("<p>x</p>") == "too_complex"

    def test_embedded_pictures_are_no_markup(self, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(html_tree, "MAX_MARKUP", 100)
        assert code(f'<p>x<img src="data:image/png;base64,{"A" * 500}"></p>') == "html"

    @pytest.mark.parametrize("limit", ["MAX_LINES", "MAX_LENGTH"])
    def test_texts_beyond_all_reason(self, limit: str, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(lines, limit, 2)
        assert code("a\nb\nc\nd") == "too_complex"
        assert code("# a\nb\nc\nd") == "too_complex"


def test_a_page_of_nothing_is_blank():
    assert html_tree.parsed("") == fault("blank")


def test_every_format_has_endings():
    from gouji.engine.reading.sniffing import EXTENSIONS

    assert set(EXTENSIONS) == set(FileFormat)
