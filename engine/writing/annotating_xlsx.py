"""Comments at the cells of a copy of an .xlsx: parts are added, the cells stay as they are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gouji.engine.reading.document import Location
from gouji.engine.reading.docx_names import OFFICE, VML
from gouji.engine.writing.naming import cell_reference
from gouji.engine.writing.office_text import LONGEST_CELL
from gouji.engine.writing.package_copy import OFFICE as RELATIONS
from gouji.engine.writing.package_copy import NotCopiedError, PackageCopy
from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from gouji.engine.office.settings import OfficeSettings
    from gouji.engine.writing.comment_words import Comment
    from lxml.etree import _Element

WORKBOOK = "xl/workbook.xml"
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
EXCEL = "{urn:schemas-microsoft-com:office:excel}"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
DRAWING_KIND = "application/vnd.openxmlformats-officedocument.vmlDrawing"
AFTER_DRAWING = frozenset(
    f"{SHEET}{name}"
    for name in (
        "legacyDrawingHF",
        "drawingHF",
        "picture",
        "oleObjects",
        "controls",
        "webPublishItems",
        "tableParts",
        "extLst",
    )
)
"""What must follow the reference to the drawing of comments in a sheet."""
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_SHAPE_NUMBER = re.compile(r"_s(\d{1,9})$")
_SHAPE = (
    f'<v:shape xmlns:v="{VML[1:-1]}" xmlns:o="{OFFICE[1:-1]}" xmlns:x="{EXCEL[1:-1]}" '
    'id="_x0000_s{number}" type="#_x0000_t202" '
    'style="position:absolute;margin-left:60pt;margin-top:2pt;width:260pt;height:150pt;'
    'z-index:1;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>'
    '<v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"/>'
    '<x:ClientData ObjectType="Note">'
    "<x:MoveWithCells/><x:SizeWithCells/><x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row>"
    "<x:Column>{column}</x:Column></x:ClientData></v:shape>"
)
_DRAWING = (
    f'<xml xmlns:v="{VML[1:-1]}" xmlns:o="{OFFICE[1:-1]}" xmlns:x="{EXCEL[1:-1]}">'
    '<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout>'
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" '
    'o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
    '<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype></xml>'
)


def annotated_xlsx(data: bytes, found: Iterable[Comment], settings: OfficeSettings) -> bytes:
    """A copy of a workbook with comments.

    Args:
        data: of the file.
        found: the comments; those about no cell stand at the first cell of the first sheet.
        settings: whose they are.

    Raises:
        NotCopiedError: the file cannot be written anew.
    """
    copy = PackageCopy(data)
    sheets = _sheets(copy)
    told: dict[str, dict[tuple[int, int], list[str]]] = {}
    for comment in found:
        part, cell = _place(comment.location, sheets)
        told.setdefault(part, {}).setdefault(cell, []).append(comment.text)
    for part, cells in told.items():
        _annotate(copy, part, {cell: "\n".join(texts) for cell, texts in cells.items()}, settings.author)
    return copy.saved()


def _sheets(copy: PackageCopy) -> dict[str, str]:
    """The parts of the sheets by their names."""
    listed = copy.tree(WORKBOOK).iterfind(f"{SHEET}sheets/{SHEET}sheet")
    targets = copy.targets(WORKBOOK)
    sheets = {
        sheet.get("name", ""): part
        for sheet in listed
        if (part := targets.get(sheet.get(f"{{{RELATIONS}}}id", ""))) in copy.names and part is not None
    }
    if not sheets:
        raise NotCopiedError
    return sheets


def _place(location: Location | None, sheets: Mapping[str, str]) -> tuple[str, tuple[int, int]]:
    if location is None or location.sheet is None or location.sheet not in sheets:
        return next(iter(sheets.values())), (1, 1)
    return sheets[location.sheet], (location.row or 1, location.cell or 1)


def _annotate(copy: PackageCopy, part: str, cells: Mapping[tuple[int, int], str], author: str) -> None:
    """Put comments at cells, by row and column, of the sheet that is ``part``."""
    name = copy.related(part, "comments")
    if name is None or name not in copy.names:
        name = copy.free_name("xl/comments{}.xml")
        copy.declare(name, KIND)
        copy.relate(part, "comments", name)
        root = etree.fromstring(f'<comments xmlns="{SHEET[1:-1]}"/>')
        authors, listed = (etree.SubElement(root, f"{SHEET}{tag}") for tag in ("authors", "commentList"))
    else:
        root = copy.tree(name)
        authors, listed = (_child(root, f"{SHEET}{tag}") for tag in ("authors", "commentList"))
    number = len(authors)
    etree.SubElement(authors, f"{SHEET}author").text = author
    present = {one.get("ref", "").replace("$", ""): one for one in listed.iterchildren(f"{SHEET}comment")}
    fresh = []
    for (row, column), text in cells.items():
        reference = _reference(row, column)
        comment = present.get(reference)
        if comment is None:
            comment = etree.SubElement(listed, f"{SHEET}comment")
            comment.set("ref", reference)
            comment.set("authorId", str(number))
            fresh.append((row, column))
            _say(comment, text)
        else:
            _say(comment, f"\n{text}")
    copy.write(name, root)
    if fresh:
        _draw(copy, part, fresh)


def _say(comment: _Element, text: str) -> None:
    """Add words to a comment; what others wrote in it stays."""
    words = _child(comment, f"{SHEET}text")
    run = etree.SubElement(words, f"{SHEET}r")
    piece = etree.SubElement(run, f"{SHEET}t")
    piece.text = text[:LONGEST_CELL]
    piece.set(_SPACE, "preserve")


def _draw(copy: PackageCopy, part: str, cells: Iterable[tuple[int, int]]) -> None:
    """Add the boxes in which programs show comments."""
    name = copy.related(part, "vmlDrawing")
    sheet = copy.tree(part)
    reference = sheet.find(f"{SHEET}legacyDrawing")
    if name is None or name not in copy.names or reference is None:
        name = copy.free_name("xl/drawings/vmlDrawing{}.vml")
        copy.declare_extension("vml", DRAWING_KIND)
        relation = copy.relate(part, "vmlDrawing", name)
        drawing = etree.fromstring(_DRAWING)
        if reference is None:
            reference = etree.Element(f"{SHEET}legacyDrawing")
            following = next((one for one in sheet if one.tag in AFTER_DRAWING), None)
            if following is None:
                sheet.append(reference)
            else:
                following.addprevious(reference)
        reference.set(f"{{{RELATIONS}}}id", relation)
        copy.write(part, sheet)
    else:
        drawing = copy.tree(name)
    used = (_SHAPE_NUMBER.search(shape.get("id", "")) for shape in drawing.iter(f"{VML}shape"))
    number = max((int(match[1]) for match in used if match), default=1024)
    for at, (row, column) in enumerate(cells, number + 1):
        drawing.append(etree.fromstring(_SHAPE.format(number=at, row=row - 1, column=column - 1)))
    copy.write(name, drawing)


def _child(element: _Element, tag: str) -> _Element:
    found = element.find(tag)
    return etree.SubElement(element, tag) if found is None else found


def _reference(row: int, column: int) -> str:
    return cell_reference(Location(row=row, cell=column))
