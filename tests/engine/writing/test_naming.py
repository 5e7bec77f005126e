from fractions import Fraction

import pytest
from gouji.engine.binding.quantities import Interval
from gouji.engine.checking.outcomes import CellPlace
from gouji.engine.reading.document import Location
from gouji.engine.writing.naming import (
    brief_label,
    cell_label,
    grid_label,
    location_code,
    location_label,
    numbering,
    quantity,
)


@pytest.mark.parametrize(
    ("label", "number"),
    [("（四）无法", "（四）"), ("三、办理", "三、"), ("1.珍本", "1."), ("(2)旧", "(2)"), ("总计", "")],
)
def test_the_number_of_a_label(label, number):
    assert number == numbering(label)


def test_a_row_of_an_inner_group_carries_its_number(form):
    index = form.schema.tables["loans"].row_index

    assert grid_label(index, ("handled", "refused", "fragile")) == "（二）1.珍本"
    assert grid_label(index, ("handled", "lent")) == "（一）借出"


def test_long_labels_give_way_to_names(form):
    index = form.schema.tables["loans"].row_index

    assert (
        brief_label(index, ("received",)),
        brief_label(index, ("handled", "lent")),
    ) == ("新到", "（一）借出")


@pytest.mark.parametrize(
    ("report", "words"),
    [
        ("self", "“（一）借出”行，“成人”列"),
        ("previous", "上年报告“（一）借出”行，“成人”列"),
        ("松溪分馆", "松溪分馆“（一）借出”行，“成人”列"),
    ],
)
def test_a_cell_in_words(form, report, words):
    place = CellPlace(report, "loans", ("handled", "lent"), ("adults",))

    assert words == cell_label(place, form.schema, "zh")


def test_what_no_form_has_is_called_by_its_path(form):
    assert cell_label(CellPlace("self", "none", ("a", "b"), ("c",)), form.schema, "zh") == "“a.b”行，“c”列"
    assert (grid_label({}, ("a", "b")), brief_label({}, ("a", "b"))) == ("a.b", "a.b")


@pytest.mark.parametrize(
    ("location", "words", "code"),
    [
        (None, "", ""),
        (Location(line=12, column=3), "第12行", "12:3"),
        (Location(line=12), "第12行", "12"),
        (Location(table=2, row=17, cell=9), "第2个表格第17行第9格", "table2:row17:cell9"),
        (Location(table=2), "第2个表格", "table2"),
        (Location(page=3, paragraph=4), "第3页第4段", "page3:paragraph4"),
    ],
)
def test_places(location, words, code):
    assert (words, code) == (location_label(location, "zh"), location_code(location))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "?"),
        (Fraction(7, 2), "3.5"),
        (Interval(Fraction(3000), Fraction(4000)), "3000至4000（不含）"),
        (Interval(None, Fraction(9)), "< 9"),
        (Interval(Fraction(9), None), "≥ 9"),
        (Interval(None, None), "?"),
    ],
)
def test_quantities(value, text):
    assert text == quantity(value, "zh")
