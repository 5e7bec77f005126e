"""Binary Word documents: text, structure, tables, and what must not be printed; on invented organs."""

from __future__ import annotations

import struct

import pytest
from gouji.engine.reading.document import Document, FileFormat, ImageMark, Location, Paragraph, Remark, Table
from gouji.engine.reading.ole import ole_kind
from gouji.engine.reading.reading import read_bytes

from .doc_writer import (
    DELETED,
    DEPTH,
    FORM_DATA,
    HIDDEN,
    IN_TABLE,
    INNER_CELL,
    INNER_ROW,
    INSERTED,
    LEVEL,
    LIST,
    OUTLINE,
    PICTURE,
    ROW_END,
    STYLE,
    SYMBOL,
    Line,
    Lists,
    Pieces,
    Run,
    StyleEntry,
    cell,
    compound,
    definition,
    level,
    line,
    override,
    row,
    sprm,
    word_file,
)
from .files import document, grid, listed, only_table, texts

GONE = sprm(DELETED, 1)
SECRET = sprm(HIDDEN, 1)
EDGES = [0, 1000, 2000, 3000]


def read_lines(*lines: Line | list[Line], **options) -> Document:
    flat = [one for each in lines for one in (each if isinstance(each, list) else [each])]
    return document(word_file(flat, **options), "a.doc")


def code(data: bytes) -> str:
    found = read_bytes(data, "a.doc")
    return "read" if isinstance(found, Document) else found.code


class TestText:
    def test_paragraphs_with_their_places(self):
        found = read_lines(line("青岚县档案馆"), line(), line("正文"))
        assert found.format is FileFormat.DOC
        assert found.blocks == (
            Paragraph("青岚县档案馆", Location(paragraph=1)),
            Paragraph("正文", Location(paragraph=3)),
        )
        assert found.remarks == ()

    @pytest.mark.parametrize(
        "cuts",
        [[(10, 2)], [(4, 2), (6, 2)], [(5, 2), (5, 1)], [(1, 2), (2, 2), (2, 2), (5, 1)]],
    )
    def test_pieces_of_either_width_in_any_order(self, cuts):
        assert texts(read_lines(line("甲乙丙"), line("丁2023"), pieces=Pieces(cuts=cuts))) == [
            "甲乙丙",
            "丁2023",
        ]

    def test_western_signs_of_narrow_pieces(self):
        assert texts(read_lines(line("“5”–7"), pieces=Pieces(cuts=[(6, 1)]))) == ["“5”–7"]

    def test_characters_of_two_units(self):
        assert texts(read_lines(line("王𠀀", Run("甲", GONE), "年"), line("𠀁"))) == ["王𠀀年", "𠀁"]

    def test_signs_that_word_has_characters_for(self):
        found = read_lines(line("甲\x0b乙\t丙\x1e丁\x1f戊\x02\x05己\xa0庚"))
        assert texts(found) == ["甲\n乙\t丙-丁戊己\xa0庚"]

    def test_page_breaks_end_paragraphs_only_where_properties_do(self):
        assert texts(read_lines(line("甲", mark="\x0c"), line("乙\x0c丙"))) == ["甲", "乙\n丙"]

    def test_a_break_as_the_last_thing(self):
        assert texts(read_lines(line("甲"), line("乙", mark="\x0c"))) == ["甲", "乙"]

    def test_symbols(self):
        tick, unknown, plain = (
            sprm(SYMBOL, struct.pack("<HH", 0, code)) for code in (0xF0FE, 0xF001, 0x25A1)
        )
        assert texts(read_lines(line(Run("(", tick), Run("(", unknown), Run("(", plain)))) == ["☑\ufffd□"]

    def test_symbols_that_stand_in_the_text(self):
        assert texts(read_lines(line("\uf0fe甲\uf001"))) == ["☑甲\uf001"]

    def test_fields_show_results_only(self):
        found = read_lines(
            line(
                "见\x13 HYPERLINK x \x14政府网站\x15，\x13 IF \x13 A \x14b\x15 \x14c\x15"
                "共\x13 PAGE \x15页\x13 REF \x14尾"
            ),
            line("\x15完"),
        )
        assert texts(found) == ["见政府网站，c共页尾", "完"]

    def test_a_field_without_end_or_result_hides_nothing(self):
        assert texts(read_lines(line("甲\x13乙"), line("\x14丙"), line("\x13丁"))) == ["甲", "丙", "丁"]

    def test_an_instruction_of_several_paragraphs(self):
        assert texts(read_lines(line("甲\x13乙"), line("丙\x14丁\x15"), line("\x15戊"))) == ["甲", "丁", "戊"]

    def test_an_instruction_ends_with_its_cell(self):
        found = read_lines(row("a\x13 X", "b", edges=EDGES[:3]), line("\x14r\x15"))
        assert grid(only_table(found)) == [["a", "b"]]
        assert texts(found) == ["r"]


class TestRevisionsAndHiddenText:
    def test_deleted_text_is_out_and_inserted_in(self):
        found = read_lines(line("共", Run("3", GONE), Run("7", sprm(INSERTED, 1)), "件"))
        assert texts(found) == ["共7件"]
        assert found.remarks == (Remark.UNACCEPTED_REVISIONS,)

    def test_a_deleted_mark_joins_paragraphs(self):
        found = read_lines(line("甲", marked=GONE), line("乙"), line("丙", marked=GONE))
        assert found.blocks == (
            Paragraph("甲乙", Location(paragraph=2)),
            Paragraph("丙", Location(paragraph=3)),
        )

    def test_a_deleted_mark_in_a_cell(self):
        lines = [
            cell("甲", mark="\r", marked=GONE),
            cell("乙", mark="\r"),
            cell("丙", mark="\r", marked=GONE),
        ]
        found = read_lines([*lines, *row("", edges=EDGES[:2])])
        assert grid(only_table(found)) == [["甲乙\n丙"]]

    def test_deleted_rows_are_out_but_counted(self):
        found = read_lines(row(cell(Run("a", GONE)), edges=EDGES[:2], marked=GONE), row("b", edges=EDGES[:2]))
        table = only_table(found)
        assert grid(table) == [["b"]]
        assert table.cells[0].location == Location(table=1, row=2, cell=1)
        assert found.remarks == (Remark.UNACCEPTED_REVISIONS,)

    def test_rows_whose_cells_are_deleted_are_out(self):
        gone = row(cell(Run("a", GONE), marked=GONE), edges=EDGES[:2])
        assert grid(only_table(read_lines(gone, row("b", edges=EDGES[:2])))) == [["b"]]

    def test_a_deleted_end_takes_no_row_out_that_still_says_something(self):
        found = read_lines(row("a", edges=EDGES[:2], marked=GONE), row("b", edges=EDGES[:2]))
        assert grid(only_table(found)) == [["a"], ["b"]]

    def test_hidden_text_is_out(self):
        found = read_lines(line("共15", Run("99\x13 X \x14\x0b", SECRET), "件\x15"))
        assert texts(found) == ["共15件"]
        assert found.remarks == (Remark.HIDDEN_TEXT,)

    def test_hidden_rows_are_out(self):
        found = read_lines(
            [cell(Run("a", SECRET), marked=SECRET), row("b", edges=EDGES[:2], marked=SECRET)[1]],
            row("c", edges=EDGES[:2]),
        )
        assert grid(only_table(found)) == [["c"]]
        assert found.remarks == (Remark.HIDDEN_TEXT,)

    def test_hidden_instructions_and_blanks_are_not_remarked_on(self):
        assert read_lines(line("甲", Run("\x13 XE 乙 \x15 ", SECRET))).remarks == ()

    STYLES = (
        StyleEntry("Normal", 0),
        StyleEntry("隐", characters=SECRET),
        StyleEntry("隐二", base=1),
        StyleEntry("字隐", characters=SECRET, kind=2),
    )

    def test_styles_that_hide(self):
        shown = Run("丙", sprm(HIDDEN, 0))
        found = read_lines(
            line("甲", style=1),
            line("乙 ", shown, "丁", style=2),
            line("戊", Run("己", sprm(STYLE, 3))),
            styles=self.STYLES,
        )
        assert texts(found) == ["丙", "戊"]
        assert found.remarks == (Remark.HIDDEN_TEXT,)

    @pytest.mark.parametrize(
        ("operand", "style", "shown"),
        [(0x80, 3, False), (0x81, 3, True), (0x81, 9, False), (0x80, 9, True), (0, 3, True)],
    )
    def test_hidden_as_in_the_style_or_unlike_it(self, operand, style, shown):
        run = Run("乙", sprm(STYLE, style) + sprm(HIDDEN, operand))
        assert texts(read_lines(line("甲", run), styles=self.STYLES)) == ["甲乙" if shown else "甲"]

    def test_modifiers_of_a_piece(self):
        pieces = Pieces(
            cuts=[(1, 2), (1, 2), (2, 2)], modifiers=[0, 0x41 << 1 | 1 << 8, 1], lists=[sprm(OUTLINE, 1)]
        )
        found = read_lines(line("甲乙丙"), pieces=pieces)
        assert found.blocks == (Paragraph("甲丙", Location(paragraph=1), heading=2),)
        assert found.remarks == (Remark.UNACCEPTED_REVISIONS,)

    def test_modifiers_of_a_piece_that_are_not_there_or_not_known(self):
        pieces = Pieces(cuts=[(1, 2), (1, 2)], modifiers=[0x7F << 1, 0x21])
        assert texts(read_lines(line("甲"), pieces=pieces)) == ["甲"]


class TestStyles:
    STYLES = (
        StyleEntry("Normal", 0),
        StyleEntry("heading 1", 1),
        None,
        StyleEntry("Title", 62),
        StyleEntry("自定", base=1),
        StyleEntry("标题 4,别名"),
        StyleEntry("大纲", paragraph=sprm(OUTLINE, 2)),
        StyleEntry("自环", base=7),
    )

    @pytest.mark.parametrize(
        ("style", "own", "heading"),
        [
            (0, b"", None),
            (1, b"", 1),
            (2, b"", None),
            (3, b"", 0),
            (4, b"", 1),
            (5, b"", 4),
            (6, b"", 3),
            (7, b"", None),
            (99, b"", None),
            (1, sprm(OUTLINE, 9), None),
            (0, sprm(OUTLINE, 0), 1),
        ],
    )
    def test_headings(self, style, own, heading):
        found = read_lines(line("甲", style=style, properties=own), styles=self.STYLES)
        assert [block.heading for block in found.blocks if isinstance(block, Paragraph)] == [heading]


class TestLists:
    CHINESE = 37

    def numbered(self, list_id: int = 1, deep: int = 0) -> bytes:
        return sprm(LIST, list_id) + sprm(LEVEL, deep)

    def test_numbers_are_printed(self):
        lists = Lists(
            {7: [level("\0、", self.CHINESE), level("（\1）", self.CHINESE), *[level("")] * 7]}, [(7, [])]
        )
        found = read_lines(
            line("概况", properties=self.numbered()),
            line("机构", properties=self.numbered(deep=1)),
            line("事项", properties=self.numbered()),
            line("其他", properties=self.numbered(deep=1)),
            lists=lists,
        )
        assert texts(found) == ["一、概况", "（一）机构", "二、事项", "（一）其他"]

    def test_notations_starts_and_what_follows(self):
        lists = Lists(
            {
                1: [level("\0.", 0, start=3, follow=1)],
                2: [level("•", 23)],
                3: [level("\0", 200)],
                4: [level("\0)", 255)],
            },
            [(number, []) for number in (1, 2, 3, 4)],
        )
        found = read_lines(
            *(line("甲", properties=sprm(LIST, number)) for number in (1, 2, 3, 4)), lists=lists
        )
        assert texts(found) == ["3. 甲", "甲", "1 甲", ")甲"]

    def test_overrides(self):
        lists = Lists(
            {5: [level("\0、", self.CHINESE)]},
            [(5, []), (5, [override(0, start=9)]), (5, [override(0, new=level("\0.", 0))])],
        )
        found = read_lines(*(line("甲", properties=sprm(LIST, number)) for number in (1, 2, 3)), lists=lists)
        assert texts(found) == ["一、甲", "九、甲", "10.甲"]

    @pytest.mark.parametrize("number", [0, -1, 0x7FF, 44])
    def test_no_list(self, number):
        found = read_lines(
            line("甲", properties=sprm(LIST, number)), lists=Lists({5: [level("\0、")]}, [(5, [])])
        )
        assert texts(found) == ["甲"]

    def test_numbers_without_lists(self):
        assert texts(read_lines(line("甲", properties=sprm(LIST, 1)))) == ["甲"]


class TestTables:
    def test_cells_with_their_places(self):
        table = only_table(
            read_lines(line("表"), row("a", "b", edges=EDGES[:3]), row("c", "d", edges=EDGES[:3]), line())
        )
        assert grid(table) == [["a", "b"], ["c", "d"]]
        assert table.location == Location(table=1)
        assert table.cells[3].location == Location(table=1, row=2, cell=2)

    def test_edges_make_spans(self):
        table = only_table(
            read_lines(
                row("a", "b", edges=[0, 1000, 3000]),
                row("c", "d", "e", edges=EDGES),
                row("f", edges=[0, 3000]),
            )
        )
        assert grid(table) == [["a", "b", "b"], ["c", "d", "e"], ["f", "f", "f"]]

    def test_vertical_merges(self):
        rows = [
            row("a", "b", edges=EDGES[:3], down={0: 3}),
            row("", "c", edges=EDGES[:3], down={0: 1}),
            row("d", "e", edges=EDGES[:3], down={0: 3}),
            row("", "f", edges=EDGES[:3], down={0: 1, 1: 1}),
        ]
        assert grid(only_table(read_lines(*rows))) == [["a", "b"], ["a", "c"], ["d", "e"], ["d", "f"]]

    def test_a_merge_needs_a_cell_of_its_width_above(self):
        rows = [
            row("a", "b", edges=[0, 1000, 3000], down={0: 3}),
            row("c", "d", edges=[0, 2000, 3000], down={0: 1}),
        ]
        assert grid(only_table(read_lines(*rows))) == [["a", "b", "b"], ["c", "c", "d"]]

    @pytest.mark.parametrize("marks", [(1, 2, 2, 1, 2), (2, 1, 1, 2, 1), (3, 1, 1, 3, 1)])
    def test_horizontal_merges_in_either_notation(self, marks):
        edges = [0, 1000, 2000, 3000, 4000, 5000]
        rows = [
            row("a", "", "", "b", "", edges=edges, across=dict(enumerate(marks))),
            row(*"12345", edges=edges),
        ]
        assert grid(only_table(read_lines(*rows)))[0] == ["a", "a", "a", "b", "b"]

    def test_modifiers_change_the_definition(self):
        plain = row("a", "b", "c", edges=EDGES)
        merged = row("d", "", "e", edges=EDGES, more=sprm(0x5624, bytes([0, 2])))
        split = row("f", "g", "h", edges=EDGES, across={0: 1, 1: 2}, more=sprm(0x5625, bytes([0, 2])))
        inserted = row(
            "i", "j", "k", edges=[0, 1000, 2000], more=sprm(0x7621, struct.pack("<BBh", 1, 1, 1000))
        )
        deleted = row("l", "m", "n", edges=[0, 1000, 1500, 2500, 3500], more=sprm(0x5622, bytes([1, 2])))
        wide = row(
            "o", "p", "q", edges=[0, 500, 1000, 2000], more=sprm(0x7623, struct.pack("<BBh", 0, 2, 1000))
        )
        moved = row("r", "s", "t", edges=[500, 1500, 2500, 3500], more=sprm(0x9602, 100) + sprm(0x9601, 100))
        down = row("", "u", "v", edges=EDGES, more=sprm(0xD62B, bytes([2, 0, 1])))
        rows = [plain, merged, split, inserted, deleted, wide, moved, down]
        moved[-1] = line(properties=moved[-1].properties, mark="\x07")
        rows[6][-1] = line(
            properties=moved[-1].properties.replace(
                definition([500, 1500, 2500, 3500]), definition([500, 1500, 2500, 3500], down={0: 3})
            ),
            mark="\x07",
        )
        assert grid(only_table(read_lines(*rows))) == [
            ["a", "b", "c"], ["d", "d", "e"], ["f", "g", "h"], ["i", "j", "k"], ["l", "m", "n"],
            ["o", "p", "q"], ["r", "s", "t"], ["r", "u", "v"],
        ]  # fmt: skip

    def test_modifiers_out_of_range_change_nothing(self):
        more = (
            sprm(0x5622, bytes([3, 2]))
            + sprm(0x7621, struct.pack("<BBh", 9, 255, 1))
            + sprm(0x7621, bytes(4))
        )
        assert grid(only_table(read_lines(row("a", "b", edges=EDGES[:3], more=more)))) == [["a", "b"]]

    def test_cells_only_inserted(self):
        end = (
            sprm(IN_TABLE, 1)
            + sprm(ROW_END, 1)
            + sprm(0x9601, 5)
            + sprm(0x7621, struct.pack("<BBh", 0, 2, 500))
        )
        found = read_lines([cell("a"), cell("b"), line(properties=end, mark="\x07")])
        assert grid(only_table(found)) == [["a", "b"]]

    def test_thin_columns_are_dropped(self):
        rows = [row("a", "", "b", edges=[0, 1000, 1010, 2000]), row("c", "d", edges=[0, 1005, 2000])]
        assert grid(only_table(read_lines(*rows))) == [["a", "b"], ["c", "d"]]

    def test_a_thin_column_with_text_stays(self):
        assert grid(only_table(read_lines(row("a", "1", "b", edges=[0, 1000, 1010, 2000])))) == [
            ["a", "1", "b"]
        ]

    def test_edges_that_go_back(self):
        assert grid(only_table(read_lines(row("a", "b", "c", edges=[0, 1000, 500, 400])))) == [
            ["a", "b", "c"]
        ]

    def test_rows_that_begin_further_right(self):
        rows = [row("a", "b", edges=EDGES[:3]), row("c", edges=[1000, 2000])]
        assert grid(only_table(read_lines(*rows))) == [["a", "b"], ["∅", "c"]]

    def test_rows_without_layout_are_lists(self):
        table = only_table(
            read_lines(
                [cell("a"), cell("b"), line(properties=sprm(IN_TABLE, 1) + sprm(ROW_END, 1), mark="\x07")]
            )
        )
        assert not table.spans_known
        assert listed(table) == [["a", "b"]]

    def test_rows_of_other_numbers_of_cells_are_lists(self):
        table = only_table(read_lines(row("a", "b", "c", edges=EDGES[:3])))
        assert (table.spans_known, listed(table)) == (False, [["a", "b", "c"]])

    def test_a_row_without_end(self):
        table = only_table(
            read_lines(row("a", edges=EDGES[:2]), [cell("b"), cell("c", mark="\r")], line("后"))
        )
        assert (table.spans_known, listed(table)) == (False, [["a"], ["b", "c"]])

    def test_several_paragraphs_and_pictures_in_cells(self):
        rows = row(cell("甲", mark="\r"), "乙", "\x01", "", edges=EDGES)
        assert grid(only_table(read_lines(rows))) == [["甲\n乙", "\ufffc", ""]]

    def test_long_properties_lie_in_the_data_stream(self):
        long = sprm(IN_TABLE, 1) + sprm(ROW_END, 1) + definition([0, 1000, 3000])
        data = b"xx" + struct.pack("<H", len(long)) + long
        rows = [*row("a", "b", edges=EDGES[:3])[:2], line(properties=sprm(0x6646, 2), mark="\x07")]
        table = only_table(read_lines(rows, row("c", "d", "e", edges=EDGES), data=data))
        assert grid(table) == [["a", "b", "b"], ["c", "d", "e"]]

    def test_tabs_that_need_more_than_a_byte_for_their_length(self):
        tabs = struct.pack("<HBB", 0xC615, 255, 2) + bytes(8) + b"\x01" + bytes(3)
        found = read_lines(line("甲", properties=tabs + sprm(OUTLINE, 0)))
        assert found.blocks == (Paragraph("甲", Location(paragraph=1), heading=1),)

    def test_hundreds_of_rows(self):
        table = only_table(
            read_lines(*(row(f"第{number}项", str(number), edges=EDGES[:3]) for number in range(300)))
        )
        assert listed(table) == [[f"第{number}项", str(number)] for number in range(300)]


class TestNestedTables:
    INNER = sprm(IN_TABLE, 1) + sprm(DEPTH, 2)

    def inner_row(self, *texts_: str) -> list[Line]:
        cells = [line(text, properties=self.INNER + sprm(INNER_CELL, 1)) for text in texts_]
        edges = [500 * number for number in range(len(texts_) + 1)]
        return [*cells, line(properties=self.INNER + sprm(INNER_ROW, 1) + definition(edges))]

    def test_their_text_is_in_their_cell(self):
        outer = row("标", "尾", edges=EDGES[:3])
        found = read_lines(
            [outer[0], cell("前", mark="\r"), *self.inner_row("1", "2"), *self.inner_row("3"), *outer[1:]]
        )
        assert grid(only_table(found)) == [["标", "前\n1\t2\n3\n尾"]]

    def test_a_table_that_only_frames_others(self):
        outer = row("尾", edges=EDGES[:2])
        found = read_lines([cell("前", mark="\r"), *self.inner_row("1", "2"), *outer])
        assert [type(block) for block in found.blocks] == [Paragraph, Table, Paragraph]
        assert found.blocks[0].location == Location(table=1, row=1, cell=1)
        assert grid(only_table(found)) == [["1", "2"]]

    def test_deeper_than_any_document(self):
        assert code(word_file([line("甲", properties=sprm(IN_TABLE, 1) + sprm(DEPTH, 100))])) == "damaged"


def shape(number: int, kind: int, *options: tuple[int, int | str]) -> bytes:
    """A shape of a drawing: its record and its options, texts after the numbers."""
    body, texts_ = b"", b""
    for option, value in options:
        text = f"{value}\0".encode("utf-16-le") if isinstance(value, str) else b""
        body += struct.pack("<HI", option | (0x8000 if text else 0), len(text) if text else value)
        texts_ += text
    records = record(2 | kind << 4, 0xF00A, struct.pack("<II", number, 0))
    return record(0xF, 0xF004, records + record(3 | len(options) << 4, 0xF00B, body + texts_))


def record(head: int, kind: int, body: bytes) -> bytes:
    return struct.pack("<HHI", head, kind, len(body)) + body


def anchors(places: dict[int, int], end: int) -> bytes:
    return struct.pack(f"<{len(places) + 1}I", *places, end) + b"".join(
        struct.pack("<I", number) + bytes(22) for number in places.values()
    )


def box_stories(ends: list[int], shapes: list[int], *, reused: int = 0) -> bytes:
    return struct.pack(f"<{len(ends)}I", *ends) + b"".join(
        struct.pack("<IIHIII", 1, 0, reused, 0, number, 0) for number in shapes
    )


class TestDrawings:
    def test_pictures_in_the_line(self):
        drawn = shape(1, 75, (0x105, "现场.png"))
        picture = struct.pack("<IHH", 68 + len(drawn), 68, 0x64) + bytes(60) + drawn
        named = struct.pack("<IHH", 68 + 3 + len(drawn), 68, 0x66) + bytes(60) + b"\x02ab" + drawn
        at = len(picture)
        found = read_lines(
            line(
                "图",
                Run("\x01", sprm(PICTURE, 0)),
                Run("\x01", sprm(PICTURE, at)),
                Run("\x01", sprm(PICTURE, 60_000)),
            ),
            line(Run("\x01", sprm(PICTURE, 0) + sprm(FORM_DATA, 1)), "表单"),
            line("\x01"),
            data=picture + named,
        )
        assert found.blocks == (
            Paragraph("图", Location(paragraph=1)),
            *(ImageMark(name, Location(paragraph=1)) for name in ("现场.png", "现场.png", "")),
            Paragraph("表单", Location(paragraph=2)),
            ImageMark("", Location(paragraph=3)),
        )

    def test_drawings_that_float(self):
        drawings = record(0xF, 0xF000, b"") + b"\x01" + record(0xF, 0xF002, shape(9, 75)) + b"\x00"
        drawings += record(
            0xF, 0xF002, shape(1, 20) + shape(2, 75, (0x104, 1), (0x381, "公章")) + shape(3, 1, (0x104, 1))
        )
        places = anchors({0: 1, 1: 2, 2: 3, 3: 9}, 5)
        found = read_lines(line("\x08\x08\x08\x08"), parts={40: places, 50: drawings})
        assert [block.name for block in found.blocks if isinstance(block, ImageMark)] == ["公章", "", ""]

    def test_text_boxes_stand_where_they_are_anchored(self):
        found = read_lines(
            line("前\x08后"),
            line("尾"),
            boxes=[line("框中"), *row("1", edges=EDGES[:2]), line("散落"), line("旧")],
            parts={40: anchors({1: 5}, 9), 56: box_stories([0, 6, 9], [5, 6])},
        )
        assert texts(found) == ["前后", "框中", "尾", "散落"]
        assert [block.location for block in found.blocks if isinstance(block, Paragraph)] == [
            Location(paragraph=number) for number in (1, 1, 2, 2)
        ]
        assert not any(isinstance(block, ImageMark) for block in found.blocks)

    def test_text_boxes_in_cells(self):
        found = read_lines(
            row("a\x08", edges=EDGES[:2]),
            boxes=[line("19")],
            parts={40: anchors({1: 5}, 9), 56: box_stories([0, 3], [5])},
        )
        assert grid(only_table(found)) == [["a\n19"]]

    def test_boxes_that_are_only_kept_for_reuse(self):
        found = read_lines(line("前"), boxes=[line("旧")], parts={56: box_stories([0, 2], [5], reused=1)})
        assert texts(found) == ["前"]


class TestRefused:
    def test_encrypted(self):
        assert code(word_file([line("甲")], flags=0x0300)) == "encrypted"

    @pytest.mark.parametrize("options", [{"magic": 0xA5DC}, {"version": 0x0068}])
    def test_older_word(self, options, monkeypatch):
        monkeypatch.setattr("gouji.engine.reading.libreoffice._program", lambda: None)
        assert code(word_file([line("甲")], **options)) == "unsupported"

    def test_another_stream_of_that_name(self):
        assert code(word_file([line("甲")], magic=0x1234)) == "damaged"

    def test_blank(self):
        assert code(word_file([line(), line(" ")])) == "blank"

    def test_the_first_table_stream(self):
        assert texts(read_lines(line("甲"), flags=0)) == ["甲"]

    def test_the_table_stream_is_missing(self):
        data = word_file([line("甲")])
        assert code(data.replace("1Table".encode("utf-16-le"), "2Table".encode("utf-16-le"))) == "damaged"

    def test_macros_are_remarked_on(self):
        assert read_lines(line("甲"), others={"Macros": {"VBA": b"x"}}).remarks == (Remark.MACROS,)

    def test_a_document_inside_a_workbook(self):
        assert ole_kind(compound({"Workbook": b"x", "MBD1": {"WordDocument": b"x"}})) == "spreadsheet"

    def test_a_broken_file_of_several_kinds_is_named_by_the_first(self):
        book = compound({"Workbook": b"x", "MBD1": {"WordDocument": b"x"}})
        assert ole_kind(book[:44] + b"\xff" * 4 + book[48:]) == "doc"

    def test_an_embedded_document_alone(self):
        assert code(compound({"MBD1": {"WordDocument": b"x"}})) == "damaged"

    def test_documents_beside_other_streams_are_told_by_the_root(self):
        assert texts(read_lines(line("甲"), others={"CONTENTS": b"x"})) == ["甲"]

    @pytest.mark.parametrize("name", ["报告.doc", "报告.wps", "报告.wpt", "报告"])
    def test_endings_of_its_own(self, name):
        assert document(word_file([line("甲")]), name).remarks == ()

    def test_another_ending(self):
        assert document(word_file([line("甲")]), "a.docx").remarks == (Remark.WRONG_EXTENSION,)


def patched(data: bytes, offset: int, value: int) -> bytes:
    """The file with a 32-bit number of the head changed."""
    at = data.index(b"\xec\xa5\xc1\x00") + offset
    return data[:at] + struct.pack("<I", value) + data[at + 4 :]


class TestDamaged:
    DATA = word_file([line("甲"), *row("a", edges=EDGES[:2])], styles=[StyleEntry("Normal", 0)])

    def test_it_is_read_when_whole(self):
        assert code(self.DATA) == "read"

    @pytest.mark.parametrize(
        ("offset", "value"),
        [
            (0x4C, 0xFFFFFF),
            (0x1A2, 0xFFFFFFF),
            (0x1A6, 0),
            (0x1A6, 3),
            (0x102, 0xFFFF),
            (0x106, 0xFFFFFFFF),
            (0xFE, 0xFFFFFF),
            (0xA2, 0x7FFFFFFF),
        ],
    )
    def test_offsets_and_sizes_beyond_the_file(self, offset, value):
        assert code(patched(self.DATA, offset, value)) == "damaged"

    @pytest.mark.parametrize("size", [512, 1000, 2000, 5000])
    def test_cut_off(self, size):
        assert code(self.DATA[:size]) in {"damaged", "unsupported"}

    def test_sectors_that_are_no_power_known(self):
        assert code(self.DATA[:30] + b"\x40\x00" + self.DATA[32:]) == "damaged"

    def test_more_tables_of_sectors_than_sectors(self):
        assert code(self.DATA[:44] + b"\xff\xff\xff\x00" + self.DATA[48:]) == "damaged"

    def test_streams_that_claim_more_than_the_file(self):
        name = "WordDocument".encode("utf-16-le")
        at = self.DATA.index(name) + 120
        assert code(self.DATA[:at] + struct.pack("<I", 1 << 30) + self.DATA[at + 4 :]) == "damaged"

    def test_a_page_of_properties_that_points_outside_itself(self):
        bad = line(properties=sprm(0x6646, 1 << 30), mark="\r")
        assert code(word_file([line("甲"), bad])) == "damaged"

    def test_text_of_millions(self, monkeypatch):
        monkeypatch.setattr("gouji.engine.reading.word_binary_header.MAX_TEXT", 3)
        assert code(self.DATA) == "too_complex"

    @pytest.mark.parametrize(
        "limit",
        [
            "word_binary_text.MAX_PARAGRAPHS",
            "word_binary_pages.MAX_PAGES",
            "word_binary_properties.MAX_BYTES",
            "word_binary_pieces.MAX_PIECES",
        ],
    )
    def test_limits(self, limit, monkeypatch):
        monkeypatch.setattr(f"gouji.engine.reading.{limit}", 0)
        assert code(self.DATA) == "too_complex"

    def test_tables_of_too_many_rows(self, monkeypatch):
        monkeypatch.setattr("gouji.engine.reading.grid.MAX_ROWS", 0)
        assert code(self.DATA) == "too_complex"

    def test_directories_without_end(self, monkeypatch):
        monkeypatch.setattr("gouji.engine.reading.word_binary_directory.MOST_SECTORS", 0)
        monkeypatch.setattr("gouji.engine.reading.word_binary_container.MAX_ENTRIES", 1)
        assert code(self.DATA) == "damaged"
