"""A letter as a Word file, laid out as official letters are; with nothing in it but the letter."""

from __future__ import annotations

import io
import zipfile
from enum import StrEnum
from html import escape
from typing import TYPE_CHECKING

from gouji.grammar.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

WORD_SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_ZIP_DAY = (1980, 1, 1, 0, 0, 0)
"""The earliest day of zip archives; when it was written is nobody's business, and files stay comparable."""


class Shape(StrEnum):
    """How a paragraph looks; the values are the names of its style."""

    TITLE = "Title"
    SALUTATION = "Salutation"
    BODY = "Body"
    HEADING = "PartHeading"
    POINT = "Point"
    SIGNATURE = "Signature"
    GAP = "Gap"


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph."""

    shape: Shape
    text: str


_STYLES: dict[Shape, tuple[str, str]] = {
    Shape.TITLE: (
        '<w:spacing w:after="400" w:line="640" w:lineRule="exact"/><w:jc w:val="center"/>',
        "title",
    ),
    Shape.SALUTATION: ("", ""),
    Shape.BODY: ('<w:ind w:firstLineChars="200" w:firstLine="640"/>', ""),
    Shape.HEADING: (
        '<w:keepNext/><w:ind w:firstLineChars="200" w:firstLine="640"/><w:outlineLvl w:val="0"/>',
        "heading",
    ),
    Shape.POINT: ('<w:keepNext/><w:ind w:firstLineChars="200" w:firstLine="640"/>', "point"),
    Shape.SIGNATURE: (
        '<w:keepNext/><w:keepLines/><w:ind w:rightChars="200" w:right="640"/><w:jc w:val="right"/>',
        "",
    ),
    Shape.GAP: ("<w:keepNext/>", ""),
}
_FONTS = {
    "": "",
    "title": '<w:rFonts w:eastAsia="方正小标宋简体"/><w:sz w:val="44"/><w:szCs w:val="44"/>',
    "heading": '<w:rFonts w:eastAsia="黑体"/>',
    "point": "<w:b/>",
}
_PAGE = (
    '<w:sectPr><w:footerReference w:type="default" r:id="rId2"/><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="2098" w:right="1474" w:bottom="1985" w:left="1588" w:header="851" w:footer="1304" '
    'w:gutter="0"/></w:sectPr>'
)
"""A4 with the margins of official letters: 37 mm at the top, 28 mm at the left, 26 mm at the right."""


def package(lines: Iterable[Line], title: str, author: str, day: date | None) -> bytes:
    """The letter as the bytes of a .docx.

    Args:
        lines: its paragraphs.
        title: for the properties of the file.
        author: likewise.
        day: likewise, of creation; ``None`` to leave it out.
    """
    body = "".join(_paragraph(line) for line in lines)
    spaces = f'xmlns:w="{WORD_SPACE}" xmlns:r="{RELATIONS}"'
    parts = {
        "[Content_Types].xml": _types(),
        "_rels/.rels": _relations(
            ("rId1", f"{RELATIONS}/officeDocument", "word/document.xml"),
            ("rId2", f"{PACKAGE_RELATIONS}/metadata/core-properties", "docProps/core.xml"),
        ),
        "docProps/core.xml": _properties(title, author, day),
        "word/document.xml": f"<w:document {spaces}><w:body>{body}{_PAGE}</w:body></w:document>",
        "word/styles.xml": _styles(),
        "word/settings.xml": _settings(),
        "word/footer1.xml": _footer(),
        "word/_rels/document.xml.rels": _relations(
            ("rId1", f"{RELATIONS}/styles", "/word/styles.xml"),
            ("rId2", f"{RELATIONS}/footer", "/word/footer1.xml"),
            ("rId3", f"{RELATIONS}/settings", "/word/settings.xml"),
        ),
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            info = zipfile.ZipInfo(name, _ZIP_DAY)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, _HEAD + text)
    return stream.getvalue()


def _paragraph(line: Line) -> str:
    run = f'<w:r><w:t xml:space="preserve">{escape(line.text)}</w:t></w:r>' if line.text else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{line.shape}"/></w:pPr>{run}</w:p>'


def _styles() -> str:
    own = "".join(
        f'<w:style w:type="paragraph" w:styleId="{shape}"><w:name w:val="{shape}"/>'
        f'<w:basedOn w:val="Normal"/><w:pPr>{layout}</w:pPr><w:rPr>{_FONTS[font]}</w:rPr></w:style>'
        for shape, (layout, font) in _STYLES.items()
    )
    return (
        f'<w:styles xmlns:w="{WORD_SPACE}"><w:docDefaults><w:rPrDefault><w:rPr>'
        '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman" '
        'w:eastAsia="仿宋_GB2312"/><w:sz w:val="32"/><w:szCs w:val="32"/>'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        '<w:pPr><w:spacing w:line="560" w:lineRule="exact"/><w:jc w:val="both"/></w:pPr></w:style>'
        f"{own}</w:styles>"
    )


def _footer() -> str:
    """The number of the page between dashes."""
    run = '<w:r><w:rPr><w:sz w:val="28"/></w:rPr>{}</w:r>'
    dash, field = run.format("<w:t>—</w:t>"), '<w:fldChar w:fldCharType="{}"/>'
    number = "".join(
        run.format(part)
        for part in (
            field.format("begin"),
            '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
            field.format("separate"),
            "<w:t>1</w:t>",
            field.format("end"),
        )
    )
    blank = run.format('<w:t xml:space="preserve"> </w:t>')
    return (
        f'<w:ftr xmlns:w="{WORD_SPACE}"><w:p><w:pPr><w:jc w:val="center"/></w:pPr>'
        f"{dash}{blank}{number}{blank}{dash}</w:p></w:ftr>"
    )


def _settings() -> str:
    return (
        f'<w:settings xmlns:w="{WORD_SPACE}"><w:compat><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>'
    )


def _properties(title: str, author: str, day: date | None) -> str:
    when = ""
    if day is not None:
        when = "".join(
            f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{day.isoformat()}T00:00:00Z</dcterms:{name}>'
            for name in ("created", "modified")
        )
    return (
        f'<cp:coreProperties xmlns:cp="{CORE}" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title><dc:creator>{escape(author)}</dc:creator>"
        f"<cp:lastModifiedBy>{escape(author)}</cp:lastModifiedBy>{when}</cp:coreProperties>"
    )


def _types() -> str:
    overrides = {
        "/word/document.xml": f"{_TYPE}.document.main+xml",
        "/word/styles.xml": f"{_TYPE}.styles+xml",
        "/word/settings.xml": f"{_TYPE}.settings+xml",
        "/word/footer1.xml": f"{_TYPE}.footer+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    }
    listed = "".join(
        f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in overrides.items()
    )
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{listed}</Types>'
    )


def _relations(*relations: tuple[str, str, str]) -> str:
    listed = "".join(
        f'<Relationship Id="{name}" Type="{kind}" Target="{target}"/>' for name, kind, target in relations
    )
    return f'<Relationships xmlns="{PACKAGE_RELATIONS}">{listed}</Relationships>'
