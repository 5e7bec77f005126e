"""The blank official form of a pack as a Word document: its headings, its tables merged as it prints them."""

from __future__ import annotations

import io
from collections.abc import Callable
from itertools import groupby
from typing import TYPE_CHECKING

import docx
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from gouji.engine.trial.layouts import PrintedCell, printed
from gouji.engine.trial.sample import heading
from gouji.engine.writing.inert import STEERING
from gouji.grammar.catalogue import render
from gouji.grammar.messages import message

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from docx.document import Document as WordDocument
    from docx.styles.style import ParagraphStyle
    from gouji.grammar.schema import Path, Section, Table
    from gouji.rules.pack import Pack
    from lxml.etree import _Element

BODY, HEAD, TITLE = "仿宋", "黑体", "方正小标宋简体"
TABLE = "宋体"
SHADE = "DCE6F1"
"""Behind the heading of a block of rows."""

ROOM = 9354
"""Twips between the margins of the page: 210 mm less 22.5 mm on either side."""

WIDEST = 0.18
"""The most that one column of figures takes of the room; all together take at most ``FIGURES``."""

FIGURES = 0.5
GROUP = 0.09
"""What a column of groups of rows takes of the room."""

INDENT = 240
"""Twips by which a member of a list stands in."""

ONE_PAGE = 45
"""Tables of at most so many rows are kept on one page."""

_FIGURE = "\0"

Figures = Callable[[str, "Path", "Path"], str]


def _nothing(_table: str, _row: Path, _column: Path) -> str:
    return ""


def blank_form(pack: Pack, figures: Figures = _nothing, remarks: Sequence[str] = ()) -> bytes:
    """The form that ``pack`` declares, ready to be filled in, as the bytes of a .docx.

    Needs the extra ``office``.

    Args:
        pack: with the form.
        figures: what the cell of a table, a row and a column holds.
        remarks: paragraphs below the title.
    """
    target = docx.Document()
    _page(target, pack)
    target.add_paragraph(_clean(_title(pack)), style="Title")
    for remark in remarks:
        target.add_paragraph(_clean(remark))
    tables = list(pack.schema.tables.values())
    for section in pack.schema.sections.values():
        target.add_paragraph(_clean(heading(section.number, section.title)), style="Heading 1")
        own = [table for table in tables if table.section == section.id]
        if section.parts or not own:
            target.add_paragraph(_clean(_to_write(section)))
        for table in own:
            _add(target, table, figures)
    stream = io.BytesIO()
    target.save(stream)
    return stream.getvalue()


def _title(pack: Pack) -> str:
    """The title of the sample report without its organ and year; the form's own without a sample."""
    sample = pack.sample
    title, organ, year = (str(sample.get(key) or "") for key in ("title", "organ", "year"))
    if not title or not organ or organ not in title:
        return pack.title.zh
    title = title.replace(organ, render(message("form.organ"), "zh"))
    return title.replace(year, render(message("form.year"), "zh")) if year else title


def _to_write(section: Section) -> str:
    parts = tuple(part.label for part in section.parts)
    return render(message("form.text_about", parts=parts) if parts else message("form.text"), "zh")


def _clean(text: str) -> str:
    return STEERING.sub("", text)


def _page(target: WordDocument, pack: Pack) -> None:
    page = target.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(22.5)
    page.top_margin = page.bottom_margin = Mm(30)
    about = target.core_properties
    about.title, about.author, about.comments = _clean(pack.title.zh), "", ""
    _style(target, "Normal", BODY, 16)
    _style(target, "Heading 1", HEAD, 16).paragraph_format.space_before = Pt(16)
    title = _style(target, "Title", TITLE, 22)
    title.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.paragraph_format.space_after = Pt(22)
    for border in list(title.element.iter(qn("w:pBdr"))):
        border.getparent().remove(border)


def _style(target: WordDocument, name: str, font: str, size: float) -> ParagraphStyle:
    style: ParagraphStyle = target.styles[name]
    style.font.size, style.font.bold, style.font.color.rgb = Pt(size), False, RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.attrib.clear()
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), font)
    return style


def _add(target: WordDocument, table: Table, figures: Figures) -> None:
    laid = printed(table, lambda row, column: _FIGURE + figures(table.id, row, column))
    cells = _lines_of_groups(table, laid)
    places = [cell for cell in cells if cell.text.startswith(_FIGURE)]
    top = min(cell.row for cell in places)
    left = min(cell.column for cell in places)
    height = max(cell.row + cell.row_span for cell in cells)
    width = max(cell.column + cell.column_span for cell in cells)
    grid = target.add_table(0, 0, style="Table Grid")
    grid.alignment, grid.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    element = grid._tbl  # noqa: SLF001 - merged cells are written as they are, row by row
    for share in _widths(table, left, width):
        column = OxmlElement("w:gridCol")
        column.set(qn("w:w"), str(share))
        element.tblGrid.append(column)
    widths = _widths(table, left, width)
    indents = _indents(table)
    for row in range(height):
        repeated = row < top if table.layout == "grid" else row == 0 and table.layout == "list"
        line = _row(repeated=repeated, high=table.layout == "heads" and row >= top)
        for cell in sorted(cells, key=lambda one: one.column):
            if cell.row <= row < cell.row + cell.row_span:
                label = cell.row >= top and cell.column < left and table.layout in {"grid", "list"}
                indent = indents[row] if cell.column == 0 and row in indents else None
                indent = 0 if indent is None and label and table.layout == "grid" else indent
                line.append(_cell(cell, row, widths, indent, kept=row < height - 1 <= ONE_PAGE))
        element.append(line)
    target.add_paragraph().paragraph_format.space_after = Pt(0)


def _row(*, repeated: bool, high: bool) -> _Element:
    line = OxmlElement("w:tr")
    properties = OxmlElement("w:trPr")
    properties.append(OxmlElement("w:cantSplit"))
    if high:
        _put(properties, "w:trHeight", val="600")
    if repeated:
        properties.append(OxmlElement("w:tblHeader"))
    line.append(properties)
    return line


def _indents(table: Table) -> dict[int, int]:
    """In a list, how deep each line of it stands."""
    if table.layout != "list":
        return {}
    rows = (item for top in table.rows for item in top.walk())
    return {line: len(row.path) - 1 for line, row in enumerate(rows, 1)}


def _cell(cell: PrintedCell, row: int, widths: Sequence[int], indent: int | None, *, kept: bool) -> _Element:
    """A cell, or what stands for it in a row below its first.

    Args:
        cell: the cell.
        row: the row of the table that is being written.
        widths: of the columns of the grid.
        indent: how deep a label stands; ``None`` for what is centred.
        kept: whether the next row stays on the same page.
    """
    made = OxmlElement("w:tc")
    properties = OxmlElement("w:tcPr")
    span = widths[cell.column : cell.column + cell.column_span]
    _put(properties, "w:tcW", w=str(sum(span)), type="dxa")
    if cell.column_span > 1:
        _put(properties, "w:gridSpan", val=str(cell.column_span))
    if cell.row_span > 1:
        _put(properties, "w:vMerge", val="restart" if row == cell.row else "continue")
    heading_line = len(span) == len(widths)
    if heading_line:
        _put(properties, "w:shd", val="clear", color="auto", fill=SHADE)
    _put(properties, "w:vAlign", val="center")
    made.append(properties)
    text = _clean(cell.text.removeprefix(_FIGURE)) if row == cell.row else ""
    made.append(_line(text, 0 if indent is None and heading_line else indent, kept=kept))
    return made


def _line(text: str, indent: int | None, *, kept: bool) -> _Element:
    paragraph = OxmlElement("w:p")
    properties = OxmlElement("w:pPr")
    if kept:
        properties.append(OxmlElement("w:keepNext"))
    _put(properties, "w:spacing", before="0", after="0", line="260", lineRule="atLeast")
    if indent:
        _put(properties, "w:ind", left=str(INDENT * indent))
    _put(properties, "w:jc", val="center" if indent is None else "left")
    paragraph.append(properties)
    font = OxmlElement("w:rPr")
    _put(font, "w:rFonts", ascii=TABLE, hAnsi=TABLE, eastAsia=TABLE, cs=TABLE)
    _put(font, "w:sz", val="18")
    if not text:
        properties.append(font)
        return paragraph
    run = OxmlElement("w:r")
    run.append(font)
    written = OxmlElement("w:t")
    written.text = text
    written.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    run.append(written)
    paragraph.append(run)
    return paragraph


def _put(parent: _Element, name: str, **attributes: str) -> None:
    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    parent.append(made)


def _lines_of_groups(table: Table, cells: Sequence[PrintedCell]) -> list[PrintedCell]:
    """In a list, the line of a group runs across the table: that nothing is filled in there can be seen."""
    if table.layout != "list":
        return list(cells)
    groups = {
        line
        for line, row in enumerate((item for top in table.rows for item in top.walk()), 1)
        if row.children
    }
    width = max(cell.column + cell.column_span for cell in cells)
    kept: list[PrintedCell] = []
    for row, line in groupby(cells, key=lambda cell: cell.row):
        here = list(line)
        kept += [PrintedCell(here[0].text, row, 0, 1, width)] if row in groups else here
    return kept


def _widths(table: Table, left: int, width: int) -> list[int]:
    """Twips of each column of the grid: those of figures alike, of labels the innermost the widest."""
    if table.layout == "heads":
        return _whole([1.0 / width] * width)
    if table.layout == "list":
        measures = [0.12] * (left - 1)
        figures = [0.16] * (width - left)
        return _whole([1 - sum(measures) - sum(figures), *measures, *figures])
    figure = 0.75 / (width - left) if table.layout == "blocks" else min(WIDEST, FIGURES / (width - left))
    labels = [GROUP] * (left - 1)
    return _whole([*labels, 1 - sum(labels) - figure * (width - left), *[figure] * (width - left)])


def _whole(shares: Iterable[float]) -> list[int]:
    return [round(ROOM * share) for share in shares]
