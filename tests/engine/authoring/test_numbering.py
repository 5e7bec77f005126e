import pytest
from gouji.engine.authoring.numbering import numbered, numeral


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("第一部分、综述", (0, "第一部分", 1, "综述")),
        ("第 2 章 综述", (0, "第 2 章", 2, "综述")),
        ("十二、总体", (1, "十二", 12, "总体")),
        ("丙、办结", (2, "丙", 3, "办结")),
        ("(三)不予", (3, "（三）", 3, "不予")),
        ("（三）不予（含部分）", (3, "（三）", 3, "不予（含部分）")),
        ("2.重复", (4, "2", 2, "重复")),
        ("（10）其他", (5, "（10）", 10, "其他")),
        ("② 柜台", (6, "②", 2, "柜台")),
    ],
)
def test_leading_numbers(text, expected):
    found = numbered(text)

    assert expected == (found.style, found.printed, found.value, found.rest)


@pytest.mark.parametrize("text", ["总计", "3.5倍", "一", "一、", "2024年"])
def test_what_is_no_leading_number(text):
    assert numbered(text) is None


def test_numerals():
    assert [numeral(number) for number in (1, 10, 11, 20, 35)] == ["一", "十", "十一", "二十", "三十五"]
