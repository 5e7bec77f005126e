from __future__ import annotations

import pytest
from gouji.engine.reading.docx_numerals import rendered

from .files import cell, document, grid, only_table, paragraph, row, table, texts, word_file


def level(index: int, notation: str, text: str, extra: str = "") -> str:
    pattern = f'<w:numFmt w:val="{notation}"/>{extra}<w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/>{pattern}</w:lvl>'


LISTS = (
    '<w:abstractNum w:abstractNumId="0">'
    + level(0, "chineseCounting", "%1、")
    + level(1, "chineseCounting", "（%2）", '<w:pStyle w:val="second"/>')
    + level(2, "decimal", "%3.")
    + '</w:abstractNum><w:abstractNum w:abstractNumId="1">'
    + level(0, "upperLetter", "%1", '<w:suff w:val="space"/>')
    + level(1, "decimal", "%1.%2", "<w:isLgl/>")
    + level(2, "bullet", "·")
    + level(77, "decimal", "%1")
    + level(3, "decimal", "%4", '<w:lvlRestart w:val="0"/>')
    + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="0"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="4"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
    + level(0, "decimalEnclosedCircle", "%1")
    + '</w:lvlOverride><w:lvlOverride w:ilvl="99"/></w:num>'
)


def item(text: str, list_id: int, index: int = 0, extra: str = "") -> str:
    return paragraph(text, f'{extra}<w:numPr><w:ilvl w:val="{index}"/><w:numId w:val="{list_id}"/></w:numPr>')


def numbered(*items: str, styles: str = "") -> list[str]:
    return texts(document(word_file("".join(items), styles, LISTS)))


def test_headings_get_the_numbers_that_print():
    found = numbered(
        item("概况", 1),
        item("公开", 1, 1),
        item("细目", 1, 2),
        item("申请", 1, 1),
        item("结果", 1),
        item("其他", 1, 1),
    )
    assert found == ["一、概况", "（一）公开", "1.细目", "（二）申请", "二、结果", "（一）其他"]


def test_paragraphs_between_do_not_stop_a_list():
    assert numbered(item("甲", 1), paragraph("正文"), item("乙", 1)) == ["一、甲", "正文", "二、乙"]


def test_lists_of_one_definition_go_on_unless_they_start_again():
    assert numbered(item("甲", 1), item("乙", 1), item("丙", 2), item("丁", 2)) == [
        "一、甲",
        "二、乙",
        "一、丙",
        "二、丁",
    ]


def test_a_list_may_override_a_level():
    assert numbered(item("甲", 4), item("乙", 4)) == ["① 甲", "② 乙"]


def test_numbers_that_end_in_a_letter_or_digit_are_set_off():
    assert numbered(item("甲", 3), item("乙", 3, 1)) == ["A 甲", "1.1 乙"]


def test_a_level_whose_upper_level_has_no_number_yet_counts_from_its_start():
    assert numbered(item("甲", 3, 1)) == ["1.1 甲"]


def test_bullets_are_left_out():
    assert numbered(item("甲", 3, 2)) == ["甲"]


def test_a_level_may_refuse_to_start_again():
    assert numbered(item("甲", 3, 3), item("乙", 3), item("丙", 3, 3)) == ["1 甲", "A 乙", "2 丙"]


def test_lists_and_levels_that_do_not_exist_number_nothing():
    assert numbered(item("甲", 77), item("乙", 1, 8), item("丙", 0)) == ["甲", "乙", "丙"]


def test_styles_number_paragraphs_and_stand_for_levels():
    styles = (
        '<w:style w:styleId="base"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="second"><w:basedOn w:val="base"/></w:style>'
        '<w:style w:styleId="none"><w:basedOn w:val="base"/>'
        '<w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr></w:style>'
    )
    found = numbered(
        paragraph("甲", '<w:pStyle w:val="base"/>'),
        paragraph("乙", '<w:pStyle w:val="second"/>'),
        paragraph("丙", '<w:pStyle w:val="none"/>'),
        paragraph("丁", '<w:pStyle w:val="second"/><w:numPr><w:numId w:val="0"/></w:numPr>'),
        paragraph("戊", '<w:pStyle w:val="base"/><w:numPr><w:ilvl w:val="2"/></w:numPr>'),
        paragraph("己", '<w:numPr><w:ilvl w:val="2"/></w:numPr>'),
        styles=styles,
    )
    assert found == ["一、甲", "（一）乙", "丙", "丁", "1.戊", "己"]


def test_deleted_paragraphs_take_no_number():
    gone = (
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
        "<w:rPr><w:del/></w:rPr></w:pPr>"
        "<w:del><w:r><w:delText>旧</w:delText></w:r></w:del></w:p>"
    )
    assert numbered(item("甲", 1), gone, item("乙", 1)) == ["一、甲", "二、乙"]


def test_lists_go_on_through_tables():
    body = item("甲", 1, 2) + table(row(cell(item("乙", 1, 2))), row(cell(item("", 1, 2))))
    assert grid(only_table(document(word_file(body, "", LISTS)))) == [["2.乙"], ["3."]]


@pytest.mark.parametrize(
    ("count", "notation", "text"),
    [
        (1, "chineseCounting", "一"),
        (10, "chineseCounting", "十"),
        (12, "chineseCountingThousand", "十二"),
        (20, "chineseCounting", "二十"),
        (101, "chineseCounting", "一百零一"),
        (110, "chineseCounting", "一百一十"),
        (1001, "taiwaneseCounting", "一千零一"),
        (10000, "chineseCounting", "10000"),
        (0, "chineseCounting", "0"),
        (11, "chineseLegalSimplified", "壹拾壹"),
        (20, "ideographDigital", "二〇"),
        (3, "ideographTraditional", "丙"),
        (11, "ideographTraditional", "11"),
        (3, "ideographZodiac", "寅"),
        (2, "ideographEnclosedCircle", "㊁"),
        (3, "decimalEnclosedCircle", "③"),
        (21, "decimalEnclosedCircle", "21"),
        (2, "decimalEnclosedParen", "⑵"),
        (2, "decimalEnclosedFullstop", "⒉"),
        (12, "decimalFullWidth", "１２"),
        (4, "upperRoman", "IV"),
        (1990, "lowerRoman", "mcmxc"),
        (0, "lowerRoman", "0"),
        (27, "lowerLetter", "aa"),
        (781, "upperLetter", "781"),
        (3, "decimalZero", "03"),
        (5, "none", ""),
        (5, "bullet", ""),
        (5, "ordinal", "5"),
    ],
)
def test_numbers_print_in_their_notation(count: int, notation: str, text: str):
    assert rendered(count, notation) == text
