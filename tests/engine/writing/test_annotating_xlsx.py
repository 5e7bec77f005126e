"""Comments at the cells of copies of workbooks."""

import io
import zipfile

import openpyxl
import pytest
from gouji.engine.office.settings import OfficeSettings
from gouji.engine.reading.document import Location
from gouji.engine.writing.annotating_xlsx import annotated_xlsx
from gouji.engine.writing.comment_words import Comment
from gouji.engine.writing.package_copy import NotCopiedError
from lxml import etree
from openpyxl.comments import Comment as Note

OFFICE = OfficeSettings(office="云岭市政务公开办公室")


def parts(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture
def book():
    workbook = openpyxl.Workbook()
    first = workbook.active
    first.title = "依申请公开"
    first["B7"] = 3
    first.merge_cells("C3:D4")
    first["C3"] = "=SUM(A1:A2)"
    workbook.create_sheet("复议 & 诉讼")["A1"] = "甲"
    return workbook


def saved(workbook):
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def noted(data, *notes):
    return annotated_xlsx(data, [Comment(place, "", text) for place, text in notes], OFFICE)


def told(data):
    return {
        (sheet.title, cell.coordinate): (cell.comment.author, cell.comment.text)
        for sheet in openpyxl.load_workbook(io.BytesIO(data))
        for row in sheet.iter_rows()
        for cell in row
        if getattr(cell, "comment", None)
    }


def at(sheet, row, cell):
    return Location(sheet=sheet, row=row, cell=cell)


def test_comments_stand_at_their_cells(book):
    data = saved(book)
    copy = noted(
        data,
        (at("依申请公开", 7, 2), "【必须改】此格现填 3"),
        (at("依申请公开", 3, 3), "并格"),
        (at("复议 & 诉讼", 12, 28), "空格"),
        (None, "全表"),
        (None, "另一句"),
    )

    author = OFFICE.office
    assert told(copy) == {
        ("依申请公开", "B7"): (author, "【必须改】此格现填 3"),
        ("依申请公开", "C3"): (author, "并格"),
        ("依申请公开", "A1"): (author, "全表\n另一句"),
        ("复议 & 诉讼", "AB12"): (author, "空格"),
    }


def test_cells_and_all_other_parts_stay_as_they_were(book):
    data = saved(book)
    before, after = parts(data), parts(noted(data, (at("依申请公开", 7, 2), "甲")))
    changed = {name for name in before if before[name] != after[name]}

    assert changed == {"xl/worksheets/sheet1.xml", "[Content_Types].xml"}
    sheet, old = (etree.fromstring(one["xl/worksheets/sheet1.xml"]) for one in (after, before))
    drawing = next(sheet.iter("{*}legacyDrawing"))
    sheet.remove(drawing)
    assert etree.tostring(sheet, method="c14n") == etree.tostring(old, method="c14n")


def test_comments_of_others_stay_and_are_added_to(book):
    book.active["B7"].comment = Note("请核对", "填表人")
    book.active["A1"].comment = Note("表名", "填表人")
    copy = noted(saved(book), (at("依申请公开", 7, 2), "【请核实】甲"), (at("依申请公开", 8, 2), "乙"))

    assert told(copy) == {
        ("依申请公开", "B7"): ("填表人", "请核对\n【请核实】甲"),
        ("依申请公开", "A1"): ("填表人", "表名"),
        ("依申请公开", "B8"): (OFFICE.office, "乙"),
    }


def test_the_boxes_follow_what_the_sheet_holds_in_order(book):
    book.active.add_table(openpyxl.worksheet.table.Table(displayName="T1", ref="F1:G3"))
    for cell, text in zip(("F1", "G1"), "甲乙", strict=True):
        book.active[cell] = text
    copy = noted(saved(book), (at("依申请公开", 7, 2), "甲"))
    sheet = parts(copy)["xl/worksheets/sheet1.xml"]

    assert sheet.index(b"legacyDrawing") < sheet.index(b"tableParts")
    assert told(copy) == {("依申请公开", "B7"): (OFFICE.office, "甲")}


def test_words_are_inert(book):
    copy = noted(saved(book), (at("依申请公开", 7, 2), "=CMD|' /C calc'!A0 <b>&amp;"))

    assert told(copy)["依申请公开", "B7"][1] == "=CMD|' /C calc'!A0 <b>&amp;"


def test_a_workbook_without_sheets_takes_no_comments(book):
    found = parts(saved(book))
    found["xl/_rels/workbook.xml.rels"] = b"<a/>"
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in found.items():
            archive.writestr(name, data)

    with pytest.raises(NotCopiedError):
        noted(stream.getvalue(), (None, "甲"))
