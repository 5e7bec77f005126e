from __future__ import annotations

import io

import docx as python_docx
import pytest
from gouji.engine.reading.document import FileFormat, ImageMark, Location, Paragraph, Remark
from gouji.engine.reading.grid import OBJECT_MARK

from .files import cell, document, grid, kinds, only_table, paragraph, row, run, table, texts, word_file

FIELD = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'


def said(content: str, **parts: str) -> str:
    """The text of the only paragraph with this content."""
    (text,) = texts(document(word_file(f"<w:p>{content}</w:p>", **parts)))
    return text


def in_cell(content: str, properties: str = "") -> str:
    return grid(only_table(document(word_file(table(row("甲", cell(content, properties)))))))[0][1]


def test_a_document_written_by_a_word_processor_is_read_in_order():
    written = python_docx.Document()
    written.add_heading("云川市林草局年度报告", 0)
    written.add_heading("一、概况", 1)
    written.add_paragraph("本局收到申请3件。")
    grown = written.add_table(3, 3)
    for index, one in enumerate(grown._cells):
        one.text = str(index)
    grown.cell(0, 0).merge(grown.cell(1, 0)).text = "项目"
    grown.cell(2, 1).merge(grown.cell(2, 2)).text = "合计"
    stream = io.BytesIO()
    written.save(stream)
    found = document(stream.getvalue(), "报告.docx")
    assert found.format is FileFormat.DOCX
    assert [(block.text, block.heading) for block in found.blocks[:3] if isinstance(block, Paragraph)] == [
        ("云川市林草局年度报告", 0),
        ("一、概况", 1),
        ("本局收到申请3件。", None),
    ]
    assert grid(only_table(found)) == [["项目", "1", "2"], ["项目", "4", "5"], ["6", "合计", "合计"]]


def test_paragraphs_count_as_in_word_with_empty_ones_and_without_those_in_tables():
    found = document(word_file(paragraph("") + paragraph("甲") + table(row("1")) + paragraph("乙")))
    assert [block.location for block in found.blocks] == [
        Location(paragraph=2),
        Location(table=1),
        Location(paragraph=3),
    ]


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (f"<w:del>{run('5')}</w:del><w:ins>{run('7')}</w:ins>", "7"),
        (f"<w:moveFrom>{run('3')}</w:moveFrom><w:moveTo>{run('4')}</w:moveTo>", "4"),
        (f"<w:sdt><w:sdtPr><w:alias/></w:sdtPr><w:sdtContent>{run('8')}</w:sdtContent></w:sdt>", "8"),
        (f"<w:hyperlink>{run('12')}</w:hyperlink>", "12"),
        (f'<w:fldSimple w:instr="=1+1">{run("13")}</w:fldSimple>', "13"),
        (f"<w:smartTag>{run('16')}</w:smartTag>", "16"),
        (f"<w:customXml>{run('17')}</w:customXml>", "17"),
        (f"<w:r><w:ruby><w:rt>{run('pin')}</w:rt><w:rubyBase>{run('字')}</w:rubyBase></w:ruby></w:r>", "字"),
        ("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:cr/><w:t>d</w:t></w:r>", "a\tb\nc\nd"),
        ("<w:r><w:t>010</w:t><w:noBreakHyphen/><w:t>123</w:t><w:softHyphen/></w:r>", "010-123"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', "☑"),
        ('<w:r><w:sym w:font="Other" w:char="F001"/></w:r>', "\ufffd"),
        ('<w:r><w:sym w:font="Other" w:char="4E00"/></w:r>', "一"),
        ('<w:r><w:sym w:font="Other" w:char="zz"/></w:r>', "\ufffd"),
        ("<m:oMath><m:r><m:t>1+2</m:t></m:r></m:oMath>", "1+2"),
        (run("21") + "<w:r><w:commentReference/></w:r><w:bookmarkStart/><w:bookmarkEnd/>", "21"),
    ],
)
def test_text_of_a_paragraph_is_what_would_print(content: str, text: str):
    assert said(content) == text


def test_results_of_fields_are_read_and_their_instructions_are_not():
    instruction = "<w:r><w:instrText> =SUM(LEFT) </w:instrText></w:r>"
    nested = (
        FIELD.format("begin") + run("inner code") + FIELD.format("separate") + run("no") + FIELD.format("end")
    )
    content = (
        FIELD.format("begin")
        + instruction
        + nested
        + FIELD.format("separate")
        + run("14")
        + FIELD.format("end")
    )
    assert said(content + run("件")) == "14件"


def test_a_field_that_never_ends_swallows_only_its_own_paragraph():
    found = document(word_file(f"<w:p>{FIELD.format('begin')}{run('x')}</w:p>" + paragraph("乙")))
    assert texts(found) == ["乙"]


def test_marks_that_end_no_field_do_no_harm():
    assert said(FIELD.format("separate") + FIELD.format("end") + run("丙")) == "丙"


class TestHiddenText:
    def test_hidden_text_is_left_out_and_remarked(self):
        found = document(word_file(f"<w:p>{run('15')}{run('99', '<w:vanish/>')}</w:p>"))
        assert (texts(found), found.remarks) == (["15"], (Remark.HIDDEN_TEXT,))

    def test_a_switch_turned_off_hides_nothing(self):
        found = document(word_file("<w:p>" + run("15", '<w:vanish w:val="0"/>') + "</w:p>"))
        assert (texts(found), found.remarks) == (["15"], ())

    def test_hidden_white_space_is_not_worth_a_remark(self):
        found = document(word_file(f"<w:p>{run('15')}{run(' ', '<w:vanish/>')}</w:p>"))
        assert found.remarks == ()

    def test_styles_hide_text_through_what_they_are_based_on(self):
        styles = (
            '<w:style w:styleId="base"><w:rPr><w:vanish/></w:rPr></w:style>'
            '<w:style w:styleId="secret"><w:basedOn w:val="base"/></w:style>'
        )
        body = (
            "<w:p>"
            + run("甲", '<w:rStyle w:val="secret"/>')
            + run("乙", "<w:b/>")
            + "</w:p>"
            + paragraph("丙", '<w:pStyle w:val="secret"/>')
        )
        found = document(word_file(body, styles))
        assert (texts(found), found.remarks) == (["乙"], (Remark.HIDDEN_TEXT,))

    def test_hidden_rows_are_left_out_and_remarked(self):
        found = document(word_file(table(row("1"), row("2", properties="<w:hidden/>"), row("3"))))
        assert (grid(only_table(found)), found.remarks) == ([["1"], ["3"]], (Remark.HIDDEN_TEXT,))


class TestRevisions:
    def test_tracked_changes_are_remarked(self):
        assert document(word_file(f"<w:p><w:ins>{run('7')}</w:ins></w:p>")).remarks == (
            Remark.UNACCEPTED_REVISIONS,
        )

    def test_a_paragraph_whose_mark_is_deleted_goes_on_in_the_next(self):
        found = document(word_file(paragraph("二、收到", "<w:rPr><w:del/></w:rPr>") + paragraph("和处理")))
        assert [(block.text, block.location.paragraph) for block in found.blocks] == [("二、收到和处理", 2)]

    def test_the_last_paragraph_keeps_its_text_though_its_mark_is_deleted(self):
        assert texts(document(word_file(paragraph("甲", "<w:rPr><w:moveFrom/></w:rPr>")))) == ["甲"]

    def test_deleted_rows_are_out_and_the_others_keep_their_physical_number(self):
        found = only_table(document(word_file(table(row("1"), row("2", properties="<w:del/>"), row("3")))))
        assert [(one.text, one.row, one.location.row) for one in found.cells] == [("1", 0, 1), ("3", 1, 3)]

    def test_deleted_cells_are_out_and_the_others_keep_their_physical_number(self):
        found = only_table(document(word_file(table(row("1", cell("2", "<w:cellDel/>"), "3")))))
        assert [(one.text, one.column, one.location.cell) for one in found.cells] == [
            ("1", 0, 1),
            ("3", 1, 3),
        ]

    def test_cells_join_paragraphs_too(self):
        inner = (
            paragraph("1", "<w:rPr><w:del/></w:rPr>")
            + paragraph("7")
            + paragraph("9", "<w:rPr><w:del/></w:rPr>")
        )
        assert in_cell(inner) == "17\n9"


class TestTables:
    @pytest.mark.parametrize(
        "wrapped",
        [
            f"<w:sdt><w:sdtContent>{paragraph('9')}</w:sdtContent></w:sdt>",
            f"{paragraph('9')}",
            f"<w:tbl><w:tr><w:tc>{paragraph('9')}</w:tc></w:tr></w:tbl>{paragraph('')}",
        ],
    )
    def test_text_of_a_cell_is_found_through_its_wrappers(self, wrapped: str):
        assert in_cell(f"<w:p></w:p>{wrapped}") == "9"

    def test_content_controls_may_stand_around_cells_rows_and_tables(self):
        control = "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>"
        whole = control.format(table(control.format(row("1", control.format(cell("2"))))))
        assert grid(only_table(document(word_file(whole)))) == [["1", "2"]]

    def test_nested_tables_are_text_of_their_cell(self):
        inner = table(row("1", "2"), row("3", cell("4", "<w:cellDel/>")), row("5", properties="<w:del/>"))
        assert in_cell(f"<w:p></w:p>{inner}") == "1\t2\n3"

    def test_merged_cells_have_spans(self):
        merged = table(
            row(cell("项目", '<w:vMerge w:val="restart"/>'), cell("合计", '<w:gridSpan w:val="2"/>')),
            row(cell("", "<w:vMerge/>"), "1", "2"),
        )
        assert grid(only_table(document(word_file(merged)))) == [["项目", "合计", "合计"], ["项目", "1", "2"]]

    def test_a_merge_ends_where_a_row_does_not_go_on_with_it(self):
        merged = table(
            row(cell("甲", '<w:vMerge w:val="restart"/>'), "1"),
            row("乙", "2"),
            row(cell("丙", "<w:vMerge/>"), "3"),
            row(cell("", '<w:vMerge w:val="continue"/>'), "4"),
        )
        assert grid(only_table(document(word_file(merged)))) == [
            ["甲", "1"],
            ["乙", "2"],
            ["丙", "3"],
            ["丙", "4"],
        ]

    def test_a_merge_that_changes_its_width_is_no_merge(self):
        merged = table(
            row(cell("甲", '<w:gridSpan w:val="2"/><w:vMerge w:val="restart"/>'), "1"),
            row(cell("乙", "<w:vMerge/>"), "2", "3"),
        )
        assert grid(only_table(document(word_file(merged)))) == [["甲", "甲", "1"], ["乙", "2", "3"]]

    def test_legacy_horizontal_merges_have_spans(self):
        merged = table(
            row(cell("甲", '<w:hMerge w:val="restart"/>'), cell("", "<w:hMerge/>"), "1"), row("a", "b", "c")
        )
        assert grid(only_table(document(word_file(merged)))) == [["甲", "甲", "1"], ["a", "b", "c"]]

    def test_horizontal_and_vertical_legacy_merges_meet(self):
        merged = table(
            row(
                cell("甲", '<w:hMerge w:val="restart"/><w:vMerge w:val="restart"/>'),
                cell("", "<w:hMerge/>"),
                "1",
            ),
            row(cell("", '<w:hMerge w:val="restart"/><w:vMerge/>'), cell("", "<w:hMerge/>"), "2"),
        )
        found = only_table(document(word_file(merged)))
        assert [one.text for one in found.cells if one.row == 0] == ["甲", "1"]

    def test_rows_may_begin_further_right(self):
        shifted = table(
            row("a", "b", "c"), row("d", properties='<w:gridBefore w:val="1"/><w:gridAfter w:val="1"/>')
        )
        assert grid(only_table(document(word_file(shifted)))) == [["a", "b", "c"], ["∅", "d", "∅"]]

    def test_hair_thin_columns_left_by_conversions_are_dropped(self):
        thin = table(
            row("a", cell("b", '<w:gridSpan w:val="2"/>'), "c"),
            row(cell("d", '<w:gridSpan w:val="2"/>'), "e", "f"),
            widths=(2000, 1, 2000, 2000),
        )
        assert grid(only_table(document(word_file(thin)))) == [["a", "b", "c"], ["d", "e", "f"]]

    def test_a_thin_column_with_a_cell_of_its_own_stays(self):
        thin = table(row("a", "b"), widths=(2000, 1))
        assert grid(only_table(document(word_file(thin)))) == [["a", "b"]]

    def test_absurd_spans_cost_nothing(self):
        huge = table(
            row(cell("a", '<w:gridSpan w:val="20000000"/>'), "b"),
            row(cell("c", '<w:gridSpan w:val="x"/>'), "d"),
        )
        found = only_table(document(word_file(huge)))
        assert found.column_count <= 3

    def test_a_cell_with_nothing_but_a_picture_is_not_blank(self):
        assert in_cell("<w:p><w:r><w:pict><v:imagedata/></w:pict></w:r></w:p>") == OBJECT_MARK

    def test_cells_know_their_physical_place(self):
        found = document(word_file(table(row("1")) + paragraph("隔") + table(row("a", "b"), row("c", "d"))))
        last = found.blocks[-1].cells[-1]  # type: ignore[union-attr]
        assert last.location == Location(table=2, row=2, cell=2)

    def test_a_table_that_only_frames_the_document_is_looked_through(self):
        inner = paragraph("一、概况") + table(row("1", "2")) + paragraph("")
        framed = f"<w:tbl><w:tr><w:tc>{inner}</w:tc></w:tr></w:tbl>"
        found = document(word_file(framed))
        assert kinds(found) == ["Paragraph", "Table"]
        assert found.blocks[0].location == Location(table=1, row=1, cell=1)
        assert only_table(found).location == Location(table=2)

    def test_a_table_without_cells_is_no_block(self):
        assert kinds(document(word_file("<w:tbl><w:tr/></w:tbl>" + paragraph("甲")))) == ["Paragraph"]


class TestDrawings:
    BOX = (
        "<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx><w:txbxContent>{0}</w:txbxContent></wps:txbx>"
        "</w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>{0}</w:txbxContent></v:textbox></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r>"
    )
    PICTURE = (
        '<w:r><w:drawing><wp:inline><wp:docPr name="图片 1" {}/><a:graphic><pic:pic>'
        '<pic:cNvPr name="{}"/></pic:pic></a:graphic></wp:inline></w:drawing></w:r>'
    )

    def test_a_text_box_in_a_cell_is_read_once(self):
        assert in_cell(f"<w:p>{self.BOX.format(paragraph('19'))}</w:p>") == "19"

    def test_a_text_box_in_the_body_follows_its_paragraph(self):
        found = document(word_file(f"<w:p>{run('正文')}{self.BOX.format(paragraph('云川市林草局'))}</w:p>"))
        assert [(block.text, block.location.paragraph) for block in found.blocks] == [
            ("正文", 1),
            ("云川市林草局", 1),
        ]

    def test_without_a_choice_the_fallback_is_read(self):
        only = "<w:r><mc:AlternateContent><mc:Fallback>{}</mc:Fallback></mc:AlternateContent></w:r>"
        inner = f"<w:pict><v:textbox><w:txbxContent>{paragraph('旧')}</w:txbxContent></v:textbox></w:pict>"
        assert texts(document(word_file(f"<w:p>{only.format(inner)}</w:p>"))) == ["旧"]

    def test_an_empty_alternative_is_nothing(self):
        assert said("<mc:AlternateContent/>" + run("甲")) == "甲"
        assert texts(document(word_file("<mc:AlternateContent/>" + paragraph("甲")))) == ["甲"]

    def test_alternatives_may_hold_paragraphs(self):
        choice = f"<mc:AlternateContent><mc:Choice>{paragraph('甲')}</mc:Choice></mc:AlternateContent>"
        assert texts(document(word_file(choice))) == ["甲"]

    def test_a_box_inside_a_group_is_found_through_its_alternatives(self):
        box = f"<w:txbxContent>{paragraph('内')}</w:txbxContent>"
        inner = f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice></mc:AlternateContent>"
        assert texts(document(word_file(f"<w:p><w:r><w:drawing>{inner}</w:drawing></w:r></w:p>"))) == ["内"]

    @pytest.mark.parametrize(
        ("description", "file", "name"),
        [
            ('descr="现场照片"', "a.png", "现场照片"),
            ('title="图一"', "a.png", "图一"),
            ("", "a.png", "a.png"),
            ("", "", "图片 1"),
        ],
    )
    def test_a_picture_is_named_by_its_description_or_file(self, description: str, file: str, name: str):
        found = document(word_file(f"<w:p>{self.PICTURE.format(description, file)}</w:p>"))
        assert found.blocks == (ImageMark(name, Location(paragraph=1)),)

    def test_old_pictures_have_names_too(self):
        body = (
            '<w:p><w:r><w:pict><v:shape alt=""><v:imagedata o:title="公章"/></v:shape></w:pict></w:r></w:p>'
        )
        assert document(word_file(body)).blocks == (ImageMark("公章", Location(paragraph=1)),)

    def test_a_drawn_line_is_no_picture(self):
        assert kinds(
            document(word_file(paragraph("甲") + "<w:p><w:r><w:pict><v:line/></w:pict></w:r></w:p>"))
        ) == ["Paragraph"]


class TestHeadings:
    def heading(self, properties: str, styles: str = "") -> int | None:
        (block,) = document(word_file(paragraph("甲", properties), styles)).blocks
        assert isinstance(block, Paragraph)
        return block.heading

    @pytest.mark.parametrize(
        ("name", "level"), [("heading 2", 2), ("标题 3", 3), ("Title", 0), ("标题", 0), ("Body", None)]
    )
    def test_names_of_styles_tell_levels(self, name: str, level: int | None):
        styles = f'<w:style w:styleId="s"><w:name w:val="{name}"/></w:style>'
        assert self.heading('<w:pStyle w:val="s"/>', styles) == level

    def test_outline_levels_tell_levels(self):
        assert self.heading('<w:outlineLvl w:val="0"/>') == 1

    def test_an_outline_level_of_its_own_overrules_the_style(self):
        styles = '<w:style w:styleId="s"><w:name w:val="heading 2"/></w:style>'
        assert self.heading('<w:pStyle w:val="s"/><w:outlineLvl w:val="9"/>', styles) is None

    def test_styles_inherit_outline_levels(self):
        styles = (
            '<w:style w:styleId="a"><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
            '<w:style w:styleId="b"><w:basedOn w:val="a"/></w:style>'
        )
        assert self.heading('<w:pStyle w:val="b"/>', styles) == 2

    def test_styles_based_on_each_other_end(self):
        styles = (
            '<w:style w:styleId="a"><w:basedOn w:val="b"/></w:style>'
            '<w:style w:styleId="b"><w:basedOn w:val="a"/></w:style>'
        )
        assert self.heading('<w:pStyle w:val="a"/>', styles) is None

    def test_the_default_style_counts_where_none_is_named(self):
        styles = (
            '<w:style w:styleId="n" w:type="paragraph" w:default="1">'
            '<w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>'
        )
        assert self.heading("<w:jc/>", styles) == 3


@pytest.mark.parametrize(
    ("between", "texts_"),
    [
        (paragraph(run("不在格内")), [(0, 0, "甲"), (0, 1, "乙")]),
        ('<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>', [(0, 0, "甲"), (0, 1, "乙")]),
    ],
)
def test_what_stands_in_a_row_outside_of_its_cells_is_no_part_of_them(
    between: str, texts_: list[tuple[int, int, str]]
):
    body = table(f"<w:tr>{between}{cell(paragraph(run('甲')))}{cell(paragraph(run('乙')))}</w:tr>")

    found = only_table(document(word_file(body)))

    assert [(one.row, one.column, one.text) for one in found.cells] == texts_


def test_cells_outside_of_rows_are_left_out():
    body = table(cell(paragraph(run("无行"))) + row(cell(paragraph(run("甲")))))

    assert [one.text for one in only_table(document(word_file(body))).cells] == ["甲"]
