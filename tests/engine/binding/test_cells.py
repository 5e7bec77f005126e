from fractions import Fraction

import pytest
from gouji.engine.binding.cells import cell_reader
from gouji.engine.binding.report import FactState
from gouji.engine.reading.document import Location
from gouji.grammar.schema import Item, Table

ROW = Item(("fees",), "收费")
COUNT = Item(("count",), "件数")
AMOUNT = Item(("amount",), "金额", unit="万元")
TABLE = Table("t", "s", (ROW,), (COUNT, AMOUNT), blank="zero", placeholder="unknown")
READER = cell_reader(("/", "—", "--", "无", "不适用", "N/A"), (r"\[bookmark: [^\]]*\]",))


def fact(text, column=COUNT):
    return READER.fact(text, Location(line=3), TABLE, ROW, column)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0),
        (" 12 ", 12),
        ("１２", 12),
        ("1,234", 1234),
        ("1，234，567", 1234567),
        ("-8", -8),
        ("－8", -8),
        ("−8", -8),
        ("减8", -8),
        ("增8", 8),
        ("+1036", 1036),
        ("59237.2449", Fraction("59237.2449")),
        ("三", 3),
        ("十二", 12),
        ("减三", -3),
        ("1.5万", 15000),
        ("12\n", 12),
        ("[bookmark: _GoBack]3", 3),
    ],
)
def test_a_number_is_read_exactly(text, value):
    found = fact(text)

    assert (FactState.VALUE, value, text) == (found.state, found.value, found.raw)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("347.08万元", "347.08", "万元"),
        ("251000元", "25.1", "元"),
        ("1.2亿元", "12000", "亿元"),
        ("5千元", "0.5", "千元"),
        ("347.08", "347.08", None),
    ],
)
def test_a_printed_unit_is_converted_to_the_unit_of_the_column(text, value, unit):
    found = fact(text, AMOUNT)

    assert (Fraction(value), unit) == (found.value, found.unit)


@pytest.mark.parametrize(
    ("text", "value", "unit"), [("3件", 3, "件"), ("二项", 2, "项"), ("251000元", 251000, "元")]
)
def test_a_unit_of_a_plain_count_is_kept_beside_it(text, value, unit):
    found = fact(text)

    assert (value, unit) == (found.value, found.unit)


def test_other_words_in_brackets_are_a_note():
    found = fact("22（其中修订 16 件）")

    assert (found.value, found.note) == (22, "其中修订16件")


@pytest.mark.parametrize("text", ["", "  ", "\u3000", "\u200b", "[bookmark: _GoBack]"])
def test_a_blank_counts_as_the_table_says(text):
    found = fact(text)

    assert (found.state, found.value, found.counts_as) == (FactState.BLANK, None, "zero")


@pytest.mark.parametrize("text", ["/", "／", "—", " -- ", "无", "不适用", "N/A"])
def test_a_placeholder_is_not_a_number(text):
    found = fact(text)

    assert (found.state, found.value, found.counts_as) == (FactState.PLACEHOLDER, None, "unknown")


@pytest.mark.parametrize(
    "text", ["O", "l2", "1O", "约3", "3-4", "12,34", "1 036", "3.", "见附件", "#REF!", "99%", "3（未完", "千"]
)
def test_what_is_no_clear_number_is_unreadable(text):
    found = fact(text)

    assert (FactState.UNREADABLE, None, text) == (found.state, found.value, found.raw)


def test_the_place_of_the_cell_is_kept():
    assert Location(line=3) == fact("1").location
