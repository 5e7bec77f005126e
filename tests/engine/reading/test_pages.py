"""Printed pages, as PDF and as OFD: grids from lines, tables over page ends, paragraphs, furniture."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from gouji.engine.reading.document import Document, FileFormat, ImageMark, Location, Remark, Table, Unreadable
from gouji.engine.reading.reading import read_bytes
from hypothesis import given, settings
from hypothesis import strategies as st

from .files import document, grid, kinds, only_table, texts
from .sheets import HEIGHT, WIDTH, Sheet, ofd_file, pdf_file

Write = Callable[..., bytes]
COLUMNS = [80.0, 180.0, 280.0, 380.0]
NARROW = [80.0, 80.0 + 6 + 4 * 12, 180.0, 220.0]
"""Columns of which the first has room for four characters, the last for three and a half digits' pairs."""

HEAD = ["项目", "件数", "金额"]


@pytest.fixture(params=[pdf_file, ofd_file], ids=["pdf", "ofd"])
def write(request) -> Write:
    return request.param


def tables(found: Document) -> list[list[list[str]]]:
    return [grid(block) for block in found.blocks if isinstance(block, Table)]


def test_a_ruled_table_between_paragraphs(write):
    sheet = (
        Sheet().body(60, "一、概况").table(100, COLUMNS, [HEAD, ["收件", "12", "3.5"]]).body(220, "二、说明")
    )
    found = document(write(sheet))

    assert kinds(found) == ["Paragraph", "Table", "Paragraph"]
    assert tables(found) == [[HEAD, ["收件", "12", "3.5"]]]
    assert texts(found) == ["一、概况", "二、说明"]
    assert only_table(found).cells[4].location == Location(page=1, table=1, row=2, cell=2)
    assert found.format in {FileFormat.PDF, FileFormat.OFD}


def test_cells_without_a_line_between_them_are_one(write):
    sheet = (
        Sheet()
        .box(80, 100, 380, 180)
        .line(180, 140, 380, 140)
        .line(180, 100, 180, 180)
        .line(280, 140, 280, 180)
    )
    sheet.text(90, 120, "名称").text(190, 120, "数量").text(190, 160, "1").text(290, 160, "2")

    assert grid(only_table(document(write(sheet)))) == [["名称", "数量", "数量"], ["名称", "1", "2"]]


def test_double_borders_are_one_line_and_shading_is_none(write):
    sheet = Sheet().table(100, COLUMNS, [HEAD, ["收件", "1", "2"]]).box(80, 100, 380, 140, filled=True)
    sheet.box(77.5, 97.5, 382.5, 182.5)

    assert tables(document(write(sheet))) == [[HEAD, ["收件", "1", "2"]]]


def test_thin_filled_boxes_are_lines(write):
    sheet = Sheet()
    for y in (100, 140, 180):
        sheet.box(80, y, 280, y + 1, filled=True)
    for x in (80, 180, 280):
        sheet.box(x, 100, x + 1, 181, filled=True)
    sheet.text(90, 120, "甲").text(190, 120, "乙").text(90, 160, "3").text(190, 160, "4")

    assert tables(document(write(sheet))) == [[["甲", "乙"], ["3", "4"]]]


def test_a_frame_around_text_is_no_table(write):
    found = document(write(Sheet().box(70, 40, 500, 800).body(80, "一、概况")))

    assert kinds(found) == ["Paragraph"]


def test_a_cell_keeps_apart_numbers_that_only_share_it(write):
    sheet = Sheet().table(100, COLUMNS, [["行政许可\n事项", "1\n2", "1 2"]])

    assert grid(only_table(document(write(sheet)))) == [["行政许可\n事项", "1\n2", "1 2"]]


def test_a_label_broken_for_want_of_room_is_one(write):
    sheet = Sheet().table(100, NARROW, [["行政许可\n事项", "1", "2"]])

    assert grid(only_table(document(write(sheet)))) == [["行政许可事项", "1", "2"]]


def test_turned_labels_stay_in_their_cell(write):
    sheet = Sheet().ruled([180, 280, 380], [100, 140, 180]).box(80, 100, 180, 180)
    sheet.text(165, 105, "办理", 12, 90).text(150, 105, "结果", 12, 90)
    sheet.text(190, 120, "公开").text(190, 160, "不公开").text(290, 160, "7").text(320, 135, "三件", 12, 270)

    assert grid(only_table(document(write(sheet)))) == [
        ["办理\n结果", "公开", "三件"],
        ["办理\n结果", "不公开", "7"],
    ]


def test_slanted_text_is_a_watermark(write):
    sheet = Sheet().table(100, COLUMNS, [HEAD, ["收件", "1", "2"]]).text(100, 110, "内部资料", 12, 45)

    assert tables(document(write(sheet))) == [[HEAD, ["收件", "1", "2"]]]


def test_text_higher_than_its_cell_is_a_mark_over_it(write):
    sheet = Sheet().table(100, COLUMNS, [HEAD, ["收件", "1", "2"]]).text(190, 165, "草", 90)

    assert tables(document(write(sheet))) == [[HEAD, ["收件", "1", "2"]]]


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_a_page_printed_in_another_direction(angle):
    turn = {
        90: lambda x, y: (WIDTH - y, x),
        180: lambda x, y: (WIDTH - x, HEIGHT - y),
        270: lambda x, y: (y, HEIGHT - x),
    }[angle]
    upright = Sheet().table(100, COLUMNS, [HEAD, ["收件", "1", "2"]])
    sheet = Sheet()
    for x0, y0, x1, y1 in upright.lines:
        sheet.line(*turn(x0, y0), *turn(x1, y1))
    for x, y, text, size, _ in upright.texts:
        sheet.text(*turn(x, y), text, size, angle)

    assert tables(document(pdf_file(sheet))) == [[HEAD, ["收件", "1", "2"]]]


# tables over page ends


def two(
    write: Write, above: list[list[str]], below: list[list[str]], columns=COLUMNS, pitch=40.0
) -> list[list[list[str]]]:
    top = HEIGHT - 80 - pitch * len(above)
    first = Sheet().body(60, "一、概况").table(top, columns, above, pitch).text(290, HEIGHT - 40, "— 1 —")
    second = Sheet().table(80, columns, below, pitch).text(290, HEIGHT - 40, "— 2 —").body(500, "二、说明")
    found = document(write(first, second))
    assert texts(found) == ["一、概况", "二、说明"]
    return tables(found)


def test_a_table_goes_on_after_a_page_number(write):
    assert two(write, [HEAD, ["收件", "1", "2"]], [["办件", "3", "4"]]) == [
        [HEAD, ["收件", "1", "2"], ["办件", "3", "4"]]
    ]


def test_repeated_heads_are_dropped(write):
    assert two(write, [HEAD, ["收件", "1", "2"]], [HEAD, ["办件", "3", "4"]]) == [
        [HEAD, ["收件", "1", "2"], ["办件", "3", "4"]]
    ]


def test_a_row_like_the_first_one_is_no_head_when_it_has_numbers(write):
    assert two(write, [["收件", "0", "0"]], [["收件", "0", "0"]]) == [
        [["收件", "0", "0"], ["收件", "0", "0"]]
    ]


def test_only_heads_again_stay_a_table(write):
    assert two(write, [HEAD, ["收件", "1", "2"]], [HEAD]) == [[HEAD, ["收件", "1", "2"]], [HEAD]]


def test_a_row_cut_in_the_middle_is_glued(write):
    assert two(write, [HEAD, ["行政许可", "1", "2"]], [["事项", "", ""], ["办件", "3", "4"]], NARROW) == [
        [HEAD, ["行政许可事项", "1", "2"], ["办件", "3", "4"]]
    ]


def test_a_row_of_blanks_is_glued_when_its_label_has_a_number(write):
    assert two(
        write,
        [HEAD, ["1.许可", "", ""]],
        [["事项", "", ""], ["2.办件", "3", "4"]],
        [80.0, 128.0, 180.0, 280.0],
    ) == [[HEAD, ["1.许可事项", "", ""], ["2.办件", "3", "4"]]]


@pytest.mark.parametrize(
    ("above", "below"),
    [
        (["收件", "1", "2"], ["办件", "", ""]),
        (["行政许可", "1", "2"], ["2.处罚", "", ""]),
        (["行政许可", "", ""], ["行政处罚", "", ""]),
        (["行政许可", "1", "2"], ["行政处罚", "3", "4"]),
        (["行政许可", "1", "2"], ["", "3", "4"]),
    ],
    ids=["room left", "numbered", "all blank", "values in both", "no label"],
)
def test_rows_are_not_glued_in_doubt(write, above, below):
    assert two(write, [HEAD, above], [below], NARROW) == [[HEAD, above, below]]


def test_a_half_without_any_text_is_no_row(write):
    assert two(write, [HEAD, ["", "", ""]], [["收件", "1", "2"]]) == [[HEAD, ["收件", "1", "2"]]]


def test_labels_in_one_half_and_values_in_the_other(write):
    assert two(write, [HEAD, ["收件", "", ""]], [["", "1", "2"]]) == [[HEAD, ["收件", "1", "2"]]]


def test_a_head_row_cut_in_the_middle(write):
    columns = [80.0, 110.0, 140.0, 170.0]
    assert two(
        write, [["项目", "本年", "上年"]], [["名称", "数量", "金额"], ["收件", "1", "2"]], columns
    ) == [[["项目名称", "本年数量", "上年金额"], ["收件", "1", "2"]]]


def test_a_head_row_of_which_one_cell_goes_on(write):
    columns = [80.0, 110.0, 140.0, 170.0]
    assert two(write, [["项目", "本年", "上年"]], [["", "数量", ""], ["收件", "1", "2"]], columns) == [
        [["项目", "本年数量", "上年"], ["收件", "1", "2"]]
    ]


def test_a_number_cut_in_the_middle(write):
    columns = [80.0, 134.0, 164.0, 194.0]
    assert two(write, [["行政许可", "1234", "2"]], [["事项", "56", ""]], columns) == [
        [["行政许可事项", "123456", "2"]]
    ]


def cut(write: Write, above: list[list[str]], below: list[list[str]], columns=COLUMNS) -> tuple:
    """The table over a page end, and the texts of its rows that are doubted."""
    first = Sheet().table(HEIGHT - 80 - 40 * len(above), columns, above)
    found = only_table(document(write(first, Sheet().table(80, columns, below))))
    lines = grid(found)
    return lines, [lines[n] for n in sorted({cell.row for cell in found.cells if cell.doubtful})]


@pytest.mark.parametrize(
    ("above", "below", "after"),
    [
        ("2", ".重复申请", "其他"),
        ("2.", "重复申请", "其他"),
        ("（三", "）重复申请", "其他"),
        ("（重复", "申请）", "其他"),
        ("2.重", "复申请", "3.其他"),
        ("二、重", "复申请", "三、其他"),
    ],
    ids=["mark", "number", "bracket closed", "bracket open", "counted", "counted in characters"],
)
def test_labels_that_are_not_at_their_end_go_on_for_certain(write, above, below, after):
    lines, doubted = cut(write, [HEAD, [above, "1", ""]], [[below, "", ""], [after, "3", "4"]])

    assert lines == [HEAD, [lines[1][0], "1", ""], [after, "3", "4"]]
    assert lines[1][0].replace("\n", "") == above + below
    assert doubted == []


def test_a_label_without_values_goes_on_where_nothing_else_is_blank(write):
    rows = [["收件", "1", "2"], ["办件", "0", "0"], ["许", "5", "6"]]
    lines, doubted = cut(write, [HEAD, *rows], [["可", "", ""], ["处罚", "7", "8"]])

    assert lines == [HEAD, *rows[:2], ["许\n可", "5", "6"], ["处罚", "7", "8"]]
    assert doubted == []


def test_a_label_without_values_is_doubted_where_blanks_are_usual(write):
    rows = [["收件", "1", ""], ["办件", "", "0"], ["许", "5", "6"]]
    lines, doubted = cut(write, [HEAD, *rows], [["可", "", ""], ["处罚", "7", "8"]])

    assert lines == [HEAD, *rows, ["可", "", ""], ["处罚", "7", "8"]]
    assert doubted == [["许", "5", "6"], ["可", "", ""]]


@pytest.mark.parametrize("below", [["办件", "3", "4"], ["2.办件", "", ""]], ids=["values", "number"])
def test_rows_that_cannot_be_one_are_not_doubted(write, below):
    lines, doubted = cut(write, [HEAD, ["收件", "1", "2"]], [below])

    assert lines == [HEAD, ["收件", "1", "2"], below]
    assert doubted == []


def test_a_number_in_a_filled_column_goes_on_with_its_label(write):
    columns = [80.0, 134.0, 164.0, 194.0]
    lines, doubted = cut(
        write, [["一、行", "1234", "2"]], [["政许可", "5", ""], ["二、其他", "3", "4"]], columns
    )

    assert [[text.replace("\n", "") for text in line] for line in lines] == [
        ["一、行政许可", "12345", "2"],
        ["二、其他", "3", "4"],
    ]
    assert doubted == []


def test_a_joined_row_is_doubted_when_only_its_room_tells(write):
    lines, doubted = cut(write, [HEAD, ["行政许可", "1", "2"]], [["事项", "", ""]], NARROW)

    assert lines == [HEAD, ["行政许可事项", "1", "2"]]
    assert doubted == lines[1:]


def test_what_has_no_room_in_a_repeated_head_is_not_put_into_the_row_below(write):
    first = Sheet().table(HEIGHT - 200, COLUMNS, [["项目\n（合计）", "件数", "金额"], ["收件", "1", "2"]])
    second = Sheet().table(80, COLUMNS, [["项目", "件数", "金额"], ["（合计）\n办件", "3", "4"]])

    assert tables(document(write(first, second))) == [
        [["项目\n（合计）", "件数", "金额"], ["收件", "1", "2"], ["办件", "3", "4"]]
    ]


def test_a_merged_label_goes_on(write):
    first = Sheet().ruled([180, 280, 380], [700, 740, 780]).box(80, 700, 180, 780)
    first.text(90, 720, "结果").text(190, 720, "公开").text(290, 720, "1").text(190, 760, "部分").text(
        290, 760, "2"
    )
    second = Sheet().ruled([180, 280, 380], [80, 120]).box(80, 80, 180, 120)
    second.text(190, 100, "不予").text(290, 100, "3")

    assert tables(document(write(first, second))) == [
        [["结果", "公开", "1"], ["结果", "部分", "2"], ["结果", "不予", "3"]]
    ]


def test_an_open_side_at_the_page_end_is_closed(write):
    first = Sheet().line(80, 740, 380, 740)
    second = Sheet().line(80, 120, 380, 120)
    for x in COLUMNS:
        first.line(x, 740, x, 790)
        second.line(x, 80, x, 120)
    for number, left in enumerate(COLUMNS[:3]):
        first.text(left + 3, 760, HEAD[number])
        second.text(left + 3, 100, str(number))

    assert tables(document(write(first, second))) == [[HEAD, ["0", "1", "2"]]]


def test_text_between_parts_keeps_tables_apart(write):
    first = Sheet().table(700, COLUMNS, [HEAD])
    second = Sheet().body(60, "二、说明").table(80, COLUMNS, [["收件", "1", "2"]])

    assert tables(document(write(first, second))) == [[HEAD], [["收件", "1", "2"]]]


def test_other_edges_are_another_table(write):
    first = Sheet().table(700, COLUMNS, [HEAD])
    second = Sheet().table(80, [80, 150, 220], [["收件", "1"]])

    assert tables(document(write(first, second))) == [[HEAD], [["收件", "1"]]]


def test_mirrored_margins_and_columns_of_other_parts(write):
    first = Sheet().table(700, COLUMNS, [HEAD])
    second = Sheet().table(80, [100, 250, 400], [["收件", "1"]])

    assert tables(document(write(first, second))) == [
        [["项目", "件数", "件数", "金额"], ["收件", "收件", "1", "1"]]
    ]


# paragraphs and furniture


LONG = "本单位按照要求编制本年度报告并向社会公布其内容包括六个方面"


def test_lines_of_a_paragraph_are_joined(write):
    sheet = Sheet().body(
        80,
        "一、概况",
        "\u3000\u3000" + LONG[:22],
        LONG[:24],
        "完毕。",
        "\u3000\u3000" + LONG[:22],
        "终。",
        "\u3000\u3000另起。",
    )

    assert texts(document(write(sheet))) == [
        "一、概况",
        LONG[:22] + LONG[:24] + "完毕。",
        LONG[:22] + "终。",
        "另起。",
    ]


def test_without_indents_gaps_and_numbers_part_paragraphs(write):
    sheet = (
        Sheet()
        .body(80, LONG[:24], LONG[:24], "完。")
        .body(160, LONG[:24])
        .body(180, "（一）" + LONG[:21], "终。")
    )

    assert texts(document(write(sheet))) == [LONG[:24] * 2 + "完。", LONG[:24], "（一）" + LONG[:21] + "终。"]


def test_a_paragraph_goes_on_over_the_page(write):
    first = Sheet().body(740, "\u3000\u3000" + LONG[:22], LONG[:24]).text(290, HEIGHT - 30, "- 1 -")
    second = (
        Sheet()
        .body(80, LONG[:24], "完。", "\u3000\u3000甲", "\u3000\u3000乙")
        .text(290, HEIGHT - 30, "- 2 -")
    )
    found = document(write(first, second))

    assert texts(found) == [LONG[:22] + LONG[:24] * 2 + "完。", "甲", "乙"]
    assert [block.location.page for block in found.blocks] == [1, 2, 2]


def test_words_of_letters_keep_their_space(write):
    sheet = Sheet().body(80, "a" * 40 + " word", "word " + "b" * 43, LONG[:24])

    assert texts(document(write(sheet)))[0] == "a" * 40 + " word word " + "b" * 43 + LONG[:24]


def test_headers_and_footers_that_repeat_are_left_out(write):
    sheets = [
        Sheet().text(80, 40, "云溪区年度报告").body(100, f"第{name}页的话。").text(280, 810, f"第{n}页 共3页")
        for n, name in enumerate("甲乙丙", 1)
    ]

    assert texts(document(write(*sheets))) == ["第甲页的话。", "第乙页的话。", "第丙页的话。"]


def test_a_heading_in_the_margin_stays(write):
    assert texts(document(write(Sheet().body(40, "云溪区年度报告"), Sheet().body(40, "一、概况")))) == [
        "云溪区年度报告",
        "一、概况",
    ]


def test_tables_without_lines_are_remarked(write):
    sheet = Sheet()
    for row in range(5):
        for column in range(4):
            sheet.text(80 + 90 * column, 100 + 20 * row, str(row * column))

    assert document(write(sheet)).remarks == (Remark.BORDERLESS_TABLES,)


def test_pictures_are_marked(write):
    sheet = Sheet(pictures=[(80, 100, 180, 200), (80, 300, 82, 302)]).body(60, "图一").body(260, "后")
    found = document(write(sheet))

    assert kinds(found) == ["Paragraph", "ImageMark", "Paragraph"]
    assert found.blocks[1] == ImageMark("", Location(page=1))


def test_a_scan_is_told(write):
    found = read_bytes(write(Sheet(pictures=[(0, 0, 595, 842)]), Sheet(pictures=[(0, 0, 595, 842)])), "a.pdf")

    assert isinstance(found, Unreadable)
    assert found.code == "scan"


def test_an_empty_page_is_blank(write):
    found = read_bytes(write(Sheet()), "a.pdf")

    assert isinstance(found, Unreadable)
    assert found.code == "blank"


@settings(max_examples=40, deadline=None)
@given(data=st.data(), rows=st.integers(1, 8), columns=st.integers(2, 6))
def test_any_grid_of_merged_cells_is_found_again(data, rows, columns):
    taken: dict[tuple[int, int], str] = {}
    sheet = Sheet()
    for r in range(rows):
        for c in range(columns):
            if (r, c) in taken:
                continue
            width = data.draw(st.integers(1, columns - c))
            while any((r, c + n) in taken for n in range(width)):
                width -= 1
            height = data.draw(st.integers(1, rows - r))
            name = f"{'甲乙丙丁戊己庚辛'[r]}{c}"
            taken.update({(r + i, c + j): name for i in range(height) for j in range(width)})
            left, top = 60 + 70 * c, 100 + 30 * r
            sheet.box(left, top, left + 70 * width, top + 30 * height).text(left + 5, top + 20, name)
    expected = [[taken[r, c] for c in range(columns)] for r in range(rows)]
    for write in (pdf_file, ofd_file):
        found = tables(document(write(sheet)))
        folded = _folded(expected)
        assert found == ([folded] if len(set(taken.values())) > 1 else [])


def _folded(lines: list[list[str]]) -> list[list[str]]:
    """The grid without rows and columns in which no edge is: lines that nobody drew."""
    rows = [row for n, row in enumerate(lines) if not n or row != lines[n - 1]]
    kept = [c for c in range(len(rows[0])) if not c or any(row[c] != row[c - 1] for row in rows)]
    return [[row[c] for c in kept] for row in rows]
