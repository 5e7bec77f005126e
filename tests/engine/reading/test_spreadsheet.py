from __future__ import annotations

import struct
from datetime import UTC, date, datetime, time, timedelta

import pytest
import xlwt
from gouji.engine.reading import docx_package, spreadsheet_binary, spreadsheet_parts, spreadsheet_survey
from gouji.engine.reading.document import Document, FileFormat, Location, Remark, Table, Unreadable
from gouji.engine.reading.reading import read_bytes
from gouji.engine.reading.spreadsheet import written
from hypothesis import given, settings
from hypothesis import strategies as st

from .files import archive, document, grid, kinds, only_table, texts
from .workbooks import (
    cells,
    merged,
    old_workbook,
    open_cell,
    open_workbook,
    package,
    saved,
    sheet,
    wide_record,
    wide_rows,
    wide_text,
    wide_workbook,
    workbook,
)

FORM = [["类别", "上年", "本年"], ["河道", 1.0, 26277.0], ["湖泊", 0.1 + 0.2, 3.0]]
SHOWN = [["类别", "上年", "本年"], ["河道", "1", "26277"], ["湖泊", "0.3", "3"]]


EMPTY_TEXT = b"\x03\0\0\0\0\0\xff\xff"
"""How a formula of an old workbook says that it gave an empty text."""


def code(data: bytes) -> str:
    found = read_bytes(data, "a")
    return found.code if isinstance(found, Unreadable) else found.format.value


def open_row(*row: str) -> str:
    return "<table:table-row>" + "".join(map(open_cell, row)) + "</table:table-row>"


def open_sheet(content: str, name: str = "表") -> str:
    return f'<table:table table:name="{name}">{content}</table:table>'


class TestFormats:
    @pytest.mark.parametrize(
        ("data", "file_format"),
        [
            (sheet(FORM), FileFormat.XLSX),
            (old_workbook(FORM), FileFormat.XLS),
            (wide_workbook(wide_rows(FORM)), FileFormat.XLSB),
            (open_workbook(open_sheet("".join(open_row(*row) for row in SHOWN))), FileFormat.ODS),
        ],
        ids=["xlsx", "xls", "xlsb", "ods"],
    )
    def test_every_kind_of_spreadsheet_holds_the_same(self, data: bytes, file_format: FileFormat):
        found = document(data)
        assert found.format is file_format
        assert kinds(found) == ["Table"]
        assert grid(only_table(found))[:2] == SHOWN[:2]

    @pytest.mark.parametrize(
        ("data", "name", "remarks"),
        [
            (sheet(FORM), "a.xlsx", ()),
            (old_workbook(FORM), "a.et", ()),
            (old_workbook(FORM), "a.xlsx", (Remark.WRONG_EXTENSION,)),
            (sheet(FORM), "a.docx", (Remark.WRONG_EXTENSION,)),
        ],
    )
    def test_content_decides(self, data: bytes, name: str, remarks: tuple[Remark, ...]):
        assert document(data, name).remarks == remarks

    def test_the_workbook_may_stand_elsewhere_in_the_package(self):
        import zipfile
        from io import BytesIO

        with zipfile.ZipFile(BytesIO(sheet(FORM))) as source:
            parts = {name: source.read(name) for name in source.namelist()}
        parts["xl/book.xml"] = parts["xl/workbook.xml"]
        parts["xl/_rels/book.xml.rels"] = parts["xl/_rels/workbook.xml.rels"]
        parts["_rels/.rels"] = package("/xl/book.xml").encode()
        assert grid(only_table(document(archive(parts)))) == SHOWN

    def test_macros_are_remarked_and_never_run(self):
        found = document(workbook({"表": cells(FORM)}, extra={"xl/vbaProject.bin": b"x"}))
        assert found.remarks == (Remark.MACROS,)


class TestValues:
    @pytest.mark.parametrize(
        ("value", "text"),
        [
            (26277.0, "26277"),
            (0.1 + 0.2, "0.3"),
            (59237.2449, "59237.2449"),
            (-8.0, "-8"),
            (1e20, "100000000000000000000"),
            (1e-7, "0.0000001"),
            (3, "3"),
            (date(2021, 1, 1), "2021-01-01"),
            (datetime(2021, 1, 1, tzinfo=UTC), "2021-01-01"),
            (datetime(2021, 1, 1, 8, 30, tzinfo=UTC), "2021-01-01 08:30"),
            (time(8, 30, 5), "08:30:05"),
            (timedelta(hours=26), "1 day, 2:00:00"),
            (True, "TRUE"),
            (False, "FALSE"),
            ("0\xa0", "0\xa0"),
            (None, ""),
        ],
    )
    def test_values_are_written_as_people_write_them(self, value: object, text: str):
        assert written(value) == text  # type: ignore[arg-type]

    @given(st.integers(-(10**14), 10**14))
    def test_whole_numbers_keep_every_digit(self, number: int):
        assert written(float(number)) == str(number)

    @given(st.decimals(min_value=-(10**9), max_value=10**9, places=4))
    def test_decimals_come_back_as_typed(self, number):
        assert float(written(float(number))) == float(number)
        assert len(written(float(number)).partition(".")[2]) <= 4

    def test_dates_of_cells(self):
        found = document(old_workbook([["日期", "件数"], [date(2021, 1, 31), 2]]))
        assert grid(only_table(found)) == [["日期", "件数"], ["2021-01-31", "2"]]


class TestErrors:
    def test_an_error_is_no_blank(self):
        found = document(sheet([["类别", "件数"], ["河道", '<t="e"><f>A1/0</f><v>#DIV/0!</v>']]))
        assert grid(only_table(found)) == [["类别", "件数"], ["河道", "#DIV/0!"]]

    def test_an_error_in_an_old_workbook(self):
        record = struct.pack("<HHHHHBB", 0x205, 8, 1, 1, 0, 0x17, 1)
        found = old_workbook([["类别", "件数"], ["河道", True]])
        plain = record[:10] + b"\x01\x00"
        at = found.index(struct.pack("<HHHH", 0x205, 8, 1, 1))
        assert found[at + 10 : at + 12] == plain[10:]
        spoilt = found[: at + 10] + b"\x17\x01" + found[at + 12 :]
        assert grid(only_table(document(spoilt))) == [["类别", "件数"], ["河道", "#REF!"]]

    def test_a_formula_that_gave_an_error_in_an_old_workbook(self):
        found = old_workbook([["类别", "件数"], ["河道", "=1/0"]])
        assert found.count(EMPTY_TEXT) == 1
        spoilt = found.replace(EMPTY_TEXT, b"\x02\0\x07\0\0\0\xff\xff")
        assert grid(only_table(document(spoilt))) == [["类别", "件数"], ["河道", "#DIV/0!"]]

    def test_an_error_in_a_binary_workbook(self):
        found = document(wide_workbook(wide_rows([["类别", "件数"], ["河道", 0x2A]])))
        assert grid(only_table(found)) == [["类别", "件数"], ["河道", "#N/A"]]

    def test_an_error_in_an_open_document(self):
        cell = open_cell("#DIV/0!", 'table:formula="of:=1/0"')
        rows = open_row("类别", "件数") + f"<table:table-row>{open_cell('河道')}{cell}</table:table-row>"
        assert grid(only_table(document(open_workbook(open_sheet(rows)))))[1] == ["河道", "#DIV/0!"]

    @pytest.mark.parametrize(
        "data",
        [
            sheet([["类别", "件数"], ["河道", "<><f>1+1</f>"]]),
            old_workbook([["类别", "件数"], ["河道", "=1+1"]]).replace(EMPTY_TEXT, bytes(6) + b"\xff\xff"),
        ],
        ids=["xlsx", "xls"],
    )
    def test_formulas_without_values_are_refused(self, data: bytes):
        assert code(data) == "uncalculated"

    def test_a_formula_that_gave_an_empty_text_is_a_blank(self):
        found = document(sheet([["类别", "件数"], ["河道", '<t="str"><f>""</f><v></v>'], ["湖泊", 1.0]]))
        assert grid(only_table(found))[1] == ["河道", ""]


class TestTables:
    def test_merged_cells_are_spans(self):
        found = document(
            sheet([["类别", "件数", None], [None, "上年", "本年"], ["河道", 1.0, 2.0]], "A1:A2", "B1:C1")
        )
        assert [(one.text, one.row_span, one.column_span) for one in only_table(found).cells][:2] == [
            ("类别", 2, 1),
            ("件数", 1, 2),
        ]

    @pytest.mark.parametrize(
        "data",
        [
            old_workbook([["并", None, "甲"], [None, None, "乙"]], (0, 0, 1, 1)),
            wide_workbook(
                wide_rows([["并", None, "甲"], [None, None, "乙"]]),
                after=wide_record(176, struct.pack("<4I", 0, 1, 0, 1)),
            ),
            open_workbook(
                open_sheet(
                    "<table:table-row>"
                    + open_cell("并", 'table:number-rows-spanned="2" table:number-columns-spanned="2"')
                    + f"<table:covered-table-cell/>{open_cell('甲')}</table:table-row><table:table-row>"
                    + f'<table:covered-table-cell table:number-columns-repeated="2"/>{open_cell("乙")}'
                    + "</table:table-row>"
                )
            ),
        ],
        ids=["xls", "xlsb", "ods"],
    )
    def test_merges_of_every_kind(self, data: bytes):
        first, *rest = only_table(document(data)).cells
        assert (first.text, first.row_span) == ("并", 2)
        assert [one.text for one in rest] == ["甲", "乙"]

    def test_overlapping_merges_and_merges_of_nothing_are_done_without(self):
        found = sheet([["甲", "乙"], ["丙", "丁"]], "A1:A2", "A1:B1", "Z9:Z10")
        assert grid(only_table(document(found))) == [["甲", "乙"], ["甲", "丁"]]

    def test_places_are_those_of_the_sheet(self):
        found = document(sheet([[], [], [None, "类别", "件数"], [None, "河道", 1.0]]))
        table = only_table(found)
        assert table.location == Location(sheet="表", table=1, row=3, cell=2)
        assert table.cells[3].location == Location(sheet="表", table=1, row=4, cell=3)

    def test_tables_are_counted_through_the_workbook(self):
        found = document(workbook({"甲": cells(FORM), "乙": cells([]), "丙": cells(FORM)}))
        assert [block.location.table for block in found.blocks] == [1, 2]
        assert [block.location.sheet for block in found.blocks] == ["甲", "丙"]

    def test_a_blank_row_parts_tables(self):
        assert kinds(document(sheet([*FORM, [], *FORM]))) == ["Table", "Table"]

    def test_a_label_beside_blanks_is_a_row(self):
        found = document(sheet([FORM[0], ["河道"], ["湖泊"], FORM[2]]))
        assert grid(only_table(found))[1:3] == [["河道", "", ""], ["湖泊", "", ""]]


class TestParagraphs:
    def test_rows_with_one_text_are_paragraphs(self):
        found = document(sheet([["云川市林草局统计表"], ["单位：件"], *FORM, ["注：截至年底。"]], "A1:C1"))
        assert kinds(found) == ["Paragraph", "Paragraph", "Table", "Paragraph"]
        assert texts(found) == ["云川市林草局统计表", "单位：件", "注：截至年底。"]
        assert found.blocks[1].location == Location(sheet="表", row=2, cell=1)

    def test_lines_of_a_cell_are_paragraphs(self):
        assert texts(document(sheet([["第一段\n\n第二段"]]))) == ["第一段", "第二段"]

    def test_headings_across_the_whole_table_belong_to_it(self):
        rows = [["云川市林草局"], ["第一类"], *FORM, ["第二类"], *FORM[1:]]
        found = document(sheet(rows, "A1:C1", "A2:C2", "A6:C6"))
        assert texts(found) == ["云川市林草局"]
        assert [line[0] for line in grid(only_table(found))] == [
            "第一类",
            "类别",
            "河道",
            "湖泊",
            "第二类",
            "河道",
            "湖泊",
        ]

    def test_a_title_merged_over_several_rows(self):
        found = document(sheet([["云川市林草局"], [], *FORM], "A1:C2"))
        assert kinds(found) == ["Paragraph", "Table"]

    def test_text_between_tables_of_other_widths_parts_them(self):
        found = document(sheet([*FORM, ["三、办理情况"], ["甲", "乙"], ["1", "2"]]))
        assert kinds(found) == ["Table", "Paragraph", "Table"]

    def test_a_long_text_between_tables_of_one_width_parts_them(self):
        found = document(sheet([*FORM, ["本年共收到申请三件，均已办结。"], *FORM]))
        assert kinds(found) == ["Table", "Paragraph", "Table"]

    def test_a_text_that_stands_in_the_middle_is_no_label(self):
        found = document(sheet([*FORM, [None, "转下页"], *FORM]))
        assert kinds(found) == ["Table", "Paragraph", "Table"]

    def test_an_empty_workbook_is_blank(self):
        assert code(sheet([])) == "blank"
        assert code(workbook({})) == "blank"


class TestHidden:
    @pytest.mark.parametrize("state", ["hidden", "veryHidden"])
    def test_hidden_sheets_are_left_out(self, state: str):
        found = document(workbook({"表": cells(FORM), "底稿": cells([["草稿", 9.0]])}, {"底稿": state}))
        assert grid(only_table(found)) == SHOWN
        assert found.remarks == (Remark.HIDDEN_TEXT,)

    def test_hidden_sheets_of_an_old_workbook(self):
        found = document(old_workbook(FORM, hidden=True))
        assert (kinds(found), found.remarks) == (["Table"], (Remark.HIDDEN_TEXT,))

    def test_hidden_rows_and_columns_are_not_seen(self):
        hidden = cells(FORM).replace('<row r="2">', '<row r="2" hidden="1">')
        columns = '<cols><col min="2" max="2" hidden="1"/><col min="20" max="16384" hidden="true"/></cols>'
        found = document(workbook({"表": columns + hidden}))
        assert grid(only_table(found)) == [["类别", "本年"], ["湖泊", "3"]]
        assert only_table(found).cells[3].location == Location(sheet="表", table=1, row=3, cell=3)
        assert found.remarks == (Remark.HIDDEN_TEXT,)

    def test_columns_hidden_beside_the_table_are_nothing_to_remark(self):
        columns = '<cols><col min="20" max="16384" hidden="1"/><col min="x" max="" hidden="0"/></cols>'
        assert document(workbook({"表": columns + cells(FORM)})).remarks == ()

    def test_hidden_rows_and_columns_of_an_old_workbook(self):
        book = xlwt.Workbook(encoding="utf-8")
        page = book.add_sheet("表")
        for r, row in enumerate(FORM):
            for c, value in enumerate(row):
                page.write(r, c, value)
        page.row(1).hidden = True
        page.col(1).hidden = True
        found = document(saved(book))
        assert grid(only_table(found)) == [["类别", "本年"], ["湖泊", "3"]]
        assert found.remarks == (Remark.HIDDEN_TEXT,)

    def test_hidden_rows_and_columns_of_a_binary_workbook(self):
        column = wide_record(60, struct.pack("<IIIIH", 1, 1, 0, 0, 1))
        found = document(wide_workbook(wide_rows(FORM, frozenset({1})), before=column))
        assert grid(only_table(found)) == [["类别", "本年"], ["湖泊", "3"]]

    def test_hidden_rows_and_columns_of_an_open_document(self):
        columns = (
            '<table:table-column/><table:table-column table:visibility="collapse"/><table:table-column/>'
        )
        rows = [open_row(*row) for row in SHOWN]
        rows[1] = rows[1].replace("<table:table-row>", '<table:table-row table:visibility="filter">')
        found = document(open_workbook(open_sheet(columns + "".join(rows))))
        assert grid(only_table(found)) == [["类别", "本年"], ["湖泊", "3"]]
        assert found.remarks == (Remark.HIDDEN_TEXT,)


class TestDamagedAndHostile:
    @pytest.mark.parametrize(
        "data",
        [
            archive({"xl/workbook.xml": b"x"}),
            archive({"xl/workbook.bin": b"x"}),
            archive({"xl/workbook.bin": b"x", "xl/_rels/workbook.bin.rels": b"<r/>"}),
            sheet(FORM)[:-40],
            workbook({"表": cells(FORM)}, extra={"xl/sharedStrings.xml": b"<sst"}),
            wide_workbook(b"")[:600],
        ],
    )
    def test_damaged_workbooks(self, data: bytes):
        assert code(data) in {"damaged", "blank"}

    def test_a_part_with_a_wrong_checksum(self):
        data = sheet(FORM)
        at = data.index(b"xl/worksheets/sheet1.xml") + len("xl/worksheets/sheet1.xml") + 8
        assert code(data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :]) == "damaged"

    def test_sheets_of_one_name(self):
        found = workbook({"表": cells(FORM), "乙": cells(FORM)})
        import zipfile
        from io import BytesIO

        with zipfile.ZipFile(BytesIO(found)) as source:
            parts = {name: source.read(name) for name in source.namelist()}
        parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace("乙".encode(), "表".encode())
        assert code(archive(parts)) == "damaged"

    def test_a_workbook_protected_by_a_password(self):
        book = old_workbook(FORM)
        at = book.index(struct.pack("<HH", 0xE1, 2))
        assert code(book[:at] + struct.pack("<HH", 0x2F, 2) + book[at + 4 :]) == "encrypted"
        assert code(open_workbook(open_sheet(""), "<m:encryption-data/>")) == "encrypted"

    def test_document_type_definitions_are_refused(self):
        found = workbook(
            {"表": cells(FORM)}, extra={"xl/sharedStrings.xml": b"<!DOCTYPE x [<!ENTITY a 'b'>]><sst/>"}
        )
        assert code(found) == "unsafe"

    def test_ranges_larger_than_any_form(self):
        far = (
            '<sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
            '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
        )
        assert code(workbook({"表": far})) == "too_complex"
        beyond = '<sheetData><row r="9999999"><c r="A9999999"><v>1</v></c></row></sheetData>'
        assert code(workbook({"表": beyond})) == "too_complex"
        repeated = '<table:table-row table:number-rows-repeated="1048576">' + open_cell(
            "1", 'table:number-columns-repeated="16384"'
        )
        assert code(open_workbook(open_sheet(repeated + "</table:table-row>"))) == "too_complex"
        wide = wide_record(0, struct.pack("<IIH", 1_000_000, 0, 0) + bytes(7)) + wide_record(
            5, struct.pack("<IId", 16000, 0, 1.0)
        )
        assert code(wide_workbook(wide_rows([[1.0]]) + wide)) == "too_complex"

    def test_blank_cells_far_away_are_nothing(self):
        far = cells(FORM).replace(
            "</sheetData>", '<row r="1048576"><c r="XFD1048576" s="1"/></row></sheetData>'
        )
        assert grid(only_table(document(workbook({"表": far})))) == SHOWN

    def test_too_many_sheets_merges_and_records(self, monkeypatch: pytest.MonkeyPatch):
        names = {f"表{n}": cells([]) for n in range(70)}
        assert code(workbook(names)) == "too_complex"
        assert code(open_workbook("".join(open_sheet("", name) for name in names))) == "too_complex"
        monkeypatch.setattr(spreadsheet_survey, "MAX_MERGES", 1)
        assert code(sheet(FORM, "A1:B1", "A2:B2")) == "too_complex"
        monkeypatch.setattr(spreadsheet_binary, "MAX_RECORDS", 5)
        assert code(old_workbook(FORM)) == "too_complex"
        assert code(wide_workbook(wide_rows(FORM))) == "too_complex"

    def test_many_merges_over_the_whole_sheet_cost_little(self):
        far = '<row r="1"><c r="A1"><v>1</v></c></row><row r="6000"><c r="Z6000"><v>1</v></c></row>'
        body = f"<sheetData>{far}</sheetData>" + merged(*["A1:Z6000"] * 5000)
        assert code(workbook({"表": body})) == "xlsx"

    def test_a_long_text_shared_by_many_cells(self, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(spreadsheet_survey, "MAX_TEXT", 1000)
        shared = {"xl/sharedStrings.xml": f"<sst><si><t>{'长' * 300}</t></si></sst>".encode()}
        uses = "<row>" + '<c t="s"><v>0</v></c><c t="s"><v>9</v></c>' * 4 + "</row>"
        assert code(workbook({"表": f"<sheetData>{uses}</sheetData>"}, extra=shared)) == "too_complex"
        assert code(old_workbook([["长" * 300] * 4])) == "too_complex"
        of_four = open_cell("长" * 300, 'table:number-columns-repeated="4"')
        repeated = f"<table:table-row>{of_four}</table:table-row>"
        assert code(open_workbook(open_sheet(repeated))) == "too_complex"
        item = wide_record(19, b"\0" + wide_text("长" * 300))
        cell = b"".join(wide_record(7, struct.pack("<III", c, 0, 0)) for c in range(4))
        row = wide_record(0, struct.pack("<IIH", 0, 0, 300) + bytes(7))
        body = wide_record(148, bytes(16)) + wide_record(145) + row + cell + wide_record(146)
        assert code(wide_workbook(body, strings=wide_record(159) + item)) == "too_complex"

    def test_many_hidden_columns_cost_little(self):
        columns = "<cols>" + '<col min="1" max="16384" hidden="1"/>' * 20_000 + "</cols>"
        assert code(workbook({"表": columns + cells(FORM)})) == "blank"

    def test_parts_that_unpack_to_too_much(self, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(spreadsheet_parts, "MAX_READ", 100)
        assert code(sheet(FORM)) == "unsafe"
        monkeypatch.setattr(spreadsheet_parts, "MAX_PACKAGE", 100)
        assert code(sheet(FORM)) == "unsafe"

    def test_a_part_protected_by_a_password(self):
        locked = bytearray(sheet(FORM))
        locked[sheet(FORM).rindex(b"PK\x01\x02") + 8] |= 1
        assert code(bytes(locked)) == "encrypted"


def sound(data: bytes) -> None:
    """Reading ends, with blocks whose cells lie in their grids or with a fault."""
    found = read_bytes(data, "a.xlsx")
    if isinstance(found, Document):
        for block in found.blocks:
            if isinstance(block, Table):
                grid(block)


BOOKS = (
    sheet([["题"], *FORM], "A1:C1"),
    old_workbook([["题", None, None], *FORM], (0, 0, 0, 2)),
    wide_workbook(wide_rows(FORM), after=wide_record(176, struct.pack("<4I", 0, 1, 0, 1))),
    open_workbook(open_sheet("".join(open_row(*row) for row in SHOWN))),
)
spoil = st.lists(st.tuples(st.integers(0, 20_000), st.integers(0, 255)), max_size=6)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(BOOKS), spoil, st.integers(0, 20_000))
def test_spoilt_workbooks(book: bytes, changes: list[tuple[int, int]], cut: int):
    data = bytearray(book)
    for place, value in changes:
        data[place % len(data)] = value
    sound(bytes(data))
    sound(bytes(data[: cut % len(data)]))


@settings(max_examples=100, deadline=None)
@given(spoil)
def test_spoilt_binary_sheets(changes: list[tuple[int, int]]):
    data = bytearray(wide_rows(FORM))
    for place, value in changes:
        data[place % len(data)] = value
    sound(wide_workbook(bytes(data)))


texts_of_cells = st.one_of(
    st.none(), st.sampled_from(["甲", "第一类", "一句话。"]), st.integers(0, 99).map(float)
)
ranges = st.tuples(st.sampled_from("ABCD"), st.integers(1, 6), st.sampled_from("ABCD"), st.integers(1, 6))


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.lists(texts_of_cells, max_size=4), max_size=6),
    st.lists(ranges.map(lambda r: f"{r[0]}{r[1]}:{r[2]}{r[3]}"), max_size=4),
)
def test_any_rows_and_merges(rows: list[list[str | float | None]], merges: list[str]):
    sound(workbook({"表": cells(rows) + merged(*merges)}))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(texts_of_cells, max_size=4), max_size=6))
def test_no_text_is_lost(rows: list[list[str | float | None]]):
    found = read_bytes(sheet(rows), "a.xlsx")
    written_out = sorted(
        str(int(v)) if isinstance(v, float) else v for row in rows for v in row if v is not None
    )
    if isinstance(found, Unreadable):
        assert written_out == []
        return
    inside = [
        one.text for block in found.blocks if isinstance(block, Table) for one in block.cells if one.text
    ]
    assert sorted(inside + texts(found)) == written_out


def test_docx_limits_are_shared():
    assert spreadsheet_parts.MAX_PART == docx_package.MAX_PART
