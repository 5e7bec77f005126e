"""Sections, captions, and what a form says about its figures."""

from blank_tables import document_of, table_of
from gouji.engine.authoring.reading_forms import printed_form
from gouji.engine.reading.document import Document, FileFormat, Location, Paragraph

TABLE = table_of("项目 | 甲 | 乙", "收到 | | ", "办结 | | ")


def form_of(*blocks):
    return printed_form(document_of(*blocks))


def sections(form):
    return [(section.number, section.title) for section in form.sections]


def test_sections_in_the_outermost_style():
    form = form_of(
        "某某格式", "一、概况", "（一）主动", "1.其一", "二、办件", TABLE, "（一）其他", "三、其他"
    )

    assert form.title == "某某格式"
    assert sections(form) == [("一", "概况"), ("二", "办件"), ("三", "其他")]
    assert [table.section for table in form.tables] == [1]


def test_parts_with_numbers_of_their_own():
    form = form_of("第一部分 概况", "一、甲", "二、乙", "第二部分：办件", TABLE)

    assert sections(form) == [("第一部分", "概况"), ("第二部分", "办件")]


def test_a_table_of_contents_comes_first():
    form = form_of("目录", "一、概况", "二、办件", "正文", "一、概况", "有关说明。", "二、办件", TABLE)

    assert sections(form) == [("一", "概况"), ("二", "办件")]
    assert form.tables[0].section == 1


def test_sentences_are_no_headings():
    form = form_of("一、概况", "二、以下各项如实填写。", "二、办件", TABLE)

    assert sections(form) == [("一", "概况"), ("二", "办件")]


def test_an_annex_follows_the_sections():
    form = form_of("一、概况", "二、办件", "附件1：统计表", TABLE)

    assert sections(form) == [("一", "概况"), ("二", "办件"), ("附件1", "统计表")]
    assert form.tables[0].section == 2


def test_headings_without_numbers():
    heads = [Paragraph(text, Location(), 1) for text in ("概况", "办件")]
    blocks = (Paragraph("题名", Location(), 0), heads[0], heads[1], TABLE)
    form = printed_form(Document("a", FileFormat.DOCX, "0", blocks))

    assert form.title == "题名"
    assert sections(form) == [("一", "概况"), ("二", "办件")]


def test_tables_alone():
    form = form_of("办件情况", TABLE, TABLE)

    assert sections(form) == [("一", "办件情况"), ("二", "表二")]
    assert [table.section for table in form.tables] == [0, 1]


def test_the_line_above_a_table_that_names_it():
    form = form_of("一、概况", "表1 办件情况", TABLE, "说明文字", TABLE, "二、其他")

    assert [table.caption for table in form.tables] == ["表1 办件情况", None]


def test_printed_relations_are_found_wherever_they_stand():
    table = table_of("第一项加第二项之和，等于第三项 | 甲", "收到 | ")
    form = form_of("一、概况", "勾稽关系：第1项=第2项+第3项。其他照填。", "二、办件", table)

    assert form.relations == ("勾稽关系：第1项=第2项+第3项", "第一项加第二项之和，等于第三项")


def test_tables_that_are_no_forms_are_told():
    text_only = table_of("项目 | 甲", "收到 | ", spans_known=False)
    form = form_of("一、概况", table_of("甲 | 乙", "丙 | 丁"), text_only, "二、办件", TABLE)

    assert len(form.tables) == 1
    assert len(form.skipped) == 2


def test_a_document_without_anything():
    form = form_of("只有一句话。")

    assert (form.sections, form.tables) == ((), ())
