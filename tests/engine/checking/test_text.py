"""What rules ask of texts."""

from fractions import Fraction

import pytest
from gouji.engine.checking.text import balanced, decimals, folded, length, same_organ


def test_width_and_white_space_do_not_count():
    assert folded("２０２０ 年（报\n告）") == folded("2020年(报告)")


def test_length_leaves_out_white_space():
    assert length(" 一 二\n三　四") == 4


@pytest.mark.parametrize(
    "text",
    [
        "",
        "“一对一”服务（全年）",
        "1）新到 2）留存",
        "a）甲；b）乙",
        "《规定（试行）》",
        "don’t",
        "（half)",
        '"a" "b"',
    ],
)
def test_closed_brackets_and_quotes_are_balanced(text):
    assert balanced(text)


@pytest.mark.parametrize("text", ["一对一”服务", "（全年", "“（”）", "《规定", '"a'])
def test_open_or_crossed_brackets_and_quotes_are_not(text):
    assert not balanced(text)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("山前村图书室", "山前村图书室", True),
        ("河口县山前村图书室", "山前村图书室", True),
        ("山前村图书室", "山后村图书室", False),
        ("图书室", "山前村图书室", False),
        ("", "", False),
    ],
)
def test_organs_are_the_same_with_or_without_their_region(first, second, expected):
    assert same_organ(first, second) is expected


@pytest.mark.parametrize(("value", "expected"), [("3", 0), ("3.10", 1), ("0.125", 3), ("1/3", None)])
def test_decimals_are_those_the_number_needs(value, expected):
    assert decimals(Fraction(value)) == expected
