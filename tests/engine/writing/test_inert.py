import pytest
from gouji.engine.writing.inert import inert, masked


def test_escapes_do_not_reach_the_terminal():
    assert inert("红\x1b[31m字") == "红\ufffd[31m字"


@pytest.mark.parametrize("character", ["\x07", "\r", "\x9b", "\u202e", "\u2066", "\ud800"])
def test_steering_characters_are_made_visible(character):
    assert inert(f"甲{character}乙") == "甲\ufffd乙"


def test_line_breaks_become_spaces():
    assert inert("一行\n两行") == "一行 两行"


def test_identity_card_numbers_are_masked():
    assert masked("证号11010119900101123X。") == "证号110101***********X。"


def test_mobile_numbers_are_masked():
    assert masked("电话13912345678") == "电话139****5678"


@pytest.mark.parametrize(
    "text", ["0999-1234567", "2024年1月17日", "12345.678", "20240000000", "13912345678.5"]
)
def test_other_numbers_stay(text):
    assert text == masked(text)
