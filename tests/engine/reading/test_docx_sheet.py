"""Styles are found one by one where a sheet is written as usual, and by parsing it whole where it is not."""

from __future__ import annotations

import pytest
from gouji.engine.reading.docx_names import WORD, value
from gouji.engine.reading.docx_sheet import Sheet, style_sheet
from gouji.engine.reading.faults import Fault

NAMESPACE = WORD[1:-1]
FIRST = '<w:style w:type="paragraph" w:styleId="a"><w:name w:val="first"/></w:style>'
SECOND = '<w:style w:type="paragraph" w:styleId="b"><w:name w:val="second"/><w:basedOn w:val="a"/></w:style>'


def written(body: str, declaration: str = "", *, encoding: str = "utf-8") -> bytes:
    return f'{declaration}<w:styles xmlns:w="{NAMESPACE}">{body}</w:styles>'.encode(encoding)


def sheet(data: bytes) -> Sheet:
    found = style_sheet(data)
    assert isinstance(found, Sheet)
    return found


def name(data: bytes, style: str) -> str | None:
    return value(sheet(data).style(style), "name")


@pytest.mark.parametrize(
    "declaration", ["", '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n', "\ufeff"]
)
def test_styles_are_found_by_their_ids(declaration: str):
    data = written(FIRST + SECOND, declaration)

    assert [name(data, style) for style in ("a", "b", "c", "", 'a"b')] == [
        "first",
        "second",
        None,
        None,
        None,
    ]


@pytest.mark.parametrize(
    "first",
    [
        "<w:style w:styleId='a'><w:name w:val='first'/></w:style>",
        '<w:style w:styleId = "a"><w:name w:val="first"/></w:style>',
        '<w:style\n  w:styleId="a"><w:name w:val="first"/></w:style>',
        '<w:style\n  w:type="paragraph"\n  w:styleId="a"><w:name w:val="first"/></w:style>',
        '<w:style w:aliases="x>y" w:styleId="a"><w:name w:val="first"/></w:style>',
        '<w:style w:styleId="&#97;"><w:name w:val="first"/></w:style>',
        '<w:style w:styleId="a" ><w:name w:val="first"/></w:style >',
    ],
)
def test_other_ways_to_write_a_style(first: str):
    assert [name(written(first + SECOND), style) for style in ("a", "b")] == ["first", "second"]


@pytest.mark.parametrize(
    "hidden",
    [
        "<!-- {} -->",
        "<w:x><![CDATA[{}]]></w:x>",
        "<?x {} ?>",
    ],
)
def test_what_only_looks_like_a_style_is_none(hidden: str):
    fake = FIRST.replace("first", "fake")

    assert name(written(hidden.format(fake) + FIRST), "a") == "first"


def test_a_style_in_another_element_is_none():
    data = written('<w:x w:styleId="a"/>' + FIRST)

    assert name(data, "a") == "first"


def test_the_first_style_of_an_id_counts():
    assert name(written(FIRST + FIRST.replace("first", "again")), "a") == "first"


def test_ids_in_other_encodings():
    first = FIRST.replace('"a"', '"正文"')
    declaration = '<?xml version="1.0" encoding="{}"?>'

    assert name(written(first, declaration.format("utf-8")), "正文") == "first"
    assert name(written(first, declaration.format("gb18030"), encoding="gb18030"), "正文") == "first"
    assert name(written(first, encoding="utf-16"), "正文") == "first"


@pytest.mark.parametrize("end", ["", "<!-- parsed whole -->"])
def test_the_last_paragraph_style_that_says_so_is_the_default(end: str):
    default = '<w:style w:type="{}" w:default="{}" w:styleId="{}"/>'
    styles = [
        ("paragraph", "1", "a"),
        ("paragraph", "true", "b"),
        ("paragraph", "0", "c"),
        ("table", "1", "d"),
    ]

    assert sheet(written("".join(default.format(*style) for style in styles) + end)).default == "b"


@pytest.mark.parametrize("body", [FIRST, '<w:x w:default="1"/>' + FIRST, FIRST + "<!-- parsed whole -->"])
def test_a_sheet_without_a_default(body: str):
    assert sheet(written(body)).default is None


@pytest.mark.parametrize("body", ['<w:style w:styleId="a"><w:name>', '<w:style w:styleId="a">', "<w:x"])
def test_a_broken_style_is_none(body: str):
    data = f'<w:styles xmlns:w="{NAMESPACE}">{body}'.encode()

    assert sheet(data).style("a") is None


@pytest.mark.parametrize("data", [b"", b"<w:styles", b"<!-- -->", b"\x00\x01"])
def test_what_is_no_sheet_is_damaged(data: bytes):
    found = style_sheet(data)

    assert isinstance(found, Fault)
    assert found.code == "damaged"


def test_a_document_type_definition_is_refused():
    data = b'<?xml version="1.0"?>' + b" " * 5000 + b'<!DOCTYPE w [<!ENTITY a "x">]>' + written(FIRST)

    found = style_sheet(data)

    assert isinstance(found, Fault)
    assert found.code == "unsafe"
