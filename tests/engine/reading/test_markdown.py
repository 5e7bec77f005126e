from __future__ import annotations

import pytest
from gouji.engine.reading.document import FileFormat, ImageMark, Location, Paragraph
from gouji.engine.reading.markdown import bare

from .files import document, grid, kinds, listed, only_table, texts

MARK = "# 云川市林草局年度报告\n"


def after_mark(text: str) -> list[str]:
    return texts(document(MARK + text))[1:]


def test_headings_have_levels_and_places():
    found = document("# 题 #\n\n  ### （一）概况\n小标题\n---\n大标题\n===\n正文\n")
    assert found.format is FileFormat.MARKDOWN
    assert [
        (b.text, b.heading, b.location.line, b.location.column)
        for b in found.blocks
        if isinstance(b, Paragraph)
    ] == [
        ("题", 1, 1, 3),
        ("（一）概况", 3, 3, 7),
        ("小标题", 2, 4, 1),
        ("大标题", 1, 6, 1),
        ("正文", None, 8, 1),
    ]


def test_number_signs_that_close_nothing_are_text():
    assert texts(document("# C#\n## #\n# a##b\n")) == ["C#", "a##b"]


def test_every_line_is_a_paragraph():
    assert after_mark("一、概况\n本局收到申请3件。\n") == ["一、概况", "本局收到申请3件。"]


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("**收到** *申请* ~~5~~ `3` 件", "收到 申请 5 3 件"),
        ("***粗斜***__下__", "粗斜__下__"),
        ("__强__ 件", "强 件"),
        ("snake_case_name", "snake_case_name"),
        ("[公开指南](http://a.example/b_c)", "公开指南"),
        ("<https://a.example/x>", "https://a.example/x"),
        ("甲<br>乙<br/>丙", "甲\n乙\n丙"),
        ('<span style="x">甲</span><b>乙</b>', "甲乙"),
        ("3 &lt; 5 &amp; 6&nbsp;件", "3 < 5 & 6\xa0件"),
        (r"1\. \*不是重点\* a\|b", "1. *不是重点* a|b"),
        ("《<管理办法>》", "《<管理办法>》"),
        ("a * b * c", "a * b * c"),
    ],
)
def test_markup_is_taken_off_words(markup: str, words: str):
    assert bare(markup) == words


def test_html_line_breaks_part_paragraphs():
    assert after_mark("甲<br>乙") == ["甲", "乙"]


def test_lists_keep_their_words_and_numbers():
    assert after_mark("- 甲\n  * 乙\n+ 丙\n1. 丁\n2、戊\n") == ["甲", "乙", "丙", "1. 丁", "2、戊"]


def test_quotes_lose_their_mark():
    assert after_mark("> > 甲\n") == ["甲"]


def test_rules_between_sections_are_nothing():
    assert after_mark("\n---\n\n* * *\n甲") == ["甲"]


def test_code_fences_are_text_as_it_stands():
    assert after_mark("```text\n# 不是标题\n**x**\n```\n甲\n~~~\n```\n") == [
        "# 不是标题",
        "**x**",
        "甲",
        "```",
    ]


def test_comments_are_nothing_and_lines_stay():
    found = document(MARK + "<!-- a\nb -->甲\n<!-- 没完")
    assert [(block.text, block.location.line) for block in found.blocks[1:]] == [("甲", 3), ("<!-- 没完", 4)]


def test_pipe_tables_have_no_rule_and_bare_cells():
    found = only_table(
        document("| 项目 | **数量** |\n|:---|---:|\n| a \\| b | 3<br>4 |\n| | ![章](z.png) |\n")
    )
    assert listed(found) == [["项目", "数量"], ["a | b", "3\n4"], ["", "章"]]
    assert found.spans_known is False
    assert (
        found.cells[-2].location == Location(line=4, column=4, table=1, row=3, cell=1)
        or found.cells[-2].text == ""
    )


def test_a_second_rule_begins_a_second_table():
    found = document("|a|b|\n|---|---|\n|1|2|\n|c|d|\n|--|--|\n|3|4|\n")
    assert [listed(block) for block in found.blocks] == [[["a", "b"], ["1", "2"]], [["c", "d"], ["3", "4"]]]


def test_a_rule_of_single_dashes_is_no_row_of_placeholders():
    assert listed(only_table(document(MARK + "|a|b|\n|-|-|\n|1|2|"))) == [["a", "b"], ["1", "2"]]
    assert listed(only_table(document(MARK + "|a|b|\n|--|--|\n| - | - |"))) == [["a", "b"], ["-", "-"]]


def test_a_rule_alone_is_no_table():
    assert after_mark("|---|---|\n\n甲") == ["甲"]


def test_prose_with_a_pipe_is_a_paragraph():
    assert after_mark("甲 | 乙\n\n| 丙 |") == ["甲 | 乙", "丙"]


def test_tables_written_as_html_keep_their_spans():
    markup = "<table>\n<tr><td rowspan=2>a</td><td>b</td></tr>\n<tr><td>c</td></tr></table>\n"
    text = f"{MARK}甲\n{markup}| x | y |\n| z | w |\n"
    found = document(text)
    assert kinds(found) == ["Paragraph", "Paragraph", "Table", "Table"]
    first, second = found.blocks[2:]
    assert grid(first) == [["a", "b"], ["a", "c"]]
    assert first.cells[-1].location == Location(line=5, table=1, row=2, cell=1)
    assert second.location.table == 2


def test_a_html_table_that_never_closes_ends_with_the_file():
    assert kinds(document(MARK + "<table><tr><td>a</td><td>b</td></tr>\n<tr><td>c</td><td>d")) == [
        "Paragraph",
        "Table",
    ]


def test_a_html_table_without_anything_is_nothing():
    assert kinds(document(MARK + "<table></table>")) == ["Paragraph"]


def test_pictures_are_image_marks_named_by_their_text_or_file():
    found = document(MARK + "![现场](a/b.png) 文字\n![](a/c%20d.png)\n[image: 章]\n")
    assert found.blocks[1:] == (
        ImageMark("现场", Location(line=2, column=1)),
        Paragraph("文字", Location(line=2, column=1)),
        ImageMark("c%20d.png", Location(line=3, column=1)),
        ImageMark("章", Location(line=4, column=1)),
    )
