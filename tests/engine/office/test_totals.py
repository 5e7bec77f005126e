"""Members added into the area's form."""

from fractions import Fraction

import pytest
from gouji.engine.office.archive import Archive
from gouji.engine.office.organs import Listed, Organs
from gouji.engine.office.totals import differences, total_of

RECEIVED = ("requests", ("received",), ("total",))
OTHER = ("requests", ("handled", "other", "other"), ("total",))


def got(number, column="total"):
    return {"requests": {f"received, {column}": number}}


@pytest.fixture
def members(desk, district):
    return [
        desk.report(f"m/{name}.txt", 2024, organ=district + name, cells=got(number))
        for name, number in (("教育局", 2), ("林业局", 3), ("水务局", 5))
    ]


def total(desk, files, organs=None, year=2024, area=None):
    return total_of(desk.archive(*files), organs or Organs(), desk.forms["cn-2021"], year, area)


def test_every_cell_is_the_sum_of_the_members(desk, members):
    found = total(desk, members)

    assert found.cells[RECEIVED].value == Fraction(10)
    assert found.complete
    assert {cell.value for place, cell in found.cells.items() if place != RECEIVED} == {Fraction(0)}


def test_a_missing_member_is_named_and_the_total_is_not_complete(desk, district, members):
    organs = Organs(tuple(Listed(district + name) for name in ("教育局", "林业局", "水务局", "司法局")))

    found = total(desk, members, organs)

    assert found.members.missing == (district + "司法局",)
    assert not found.complete
    assert found.cells[RECEIVED].value == Fraction(10)


def test_a_cell_that_cannot_be_read_leaves_the_sum_the_least_it_can_be(desk, district, members):
    bad = desk.report("m/司法局.txt", 2024, organ=district + "司法局", cells=got("约三件"))

    found = total(desk, [*members, bad])

    assert found.cells[RECEIVED].value == Fraction(10)
    assert [one.organ for one in found.cells[RECEIVED].unadded] == [district + "司法局"]
    assert not found.complete


def test_an_unreadable_file_is_never_zero(desk, members, tmp_path):
    broken = tmp_path / "m" / "坏.docx"
    broken.write_bytes(b"PK broken")

    found = total(desk, [*members, broken])

    assert len(found.members.unread) == 1
    assert not found.complete


def test_members_on_the_form_of_another_year_are_left_out(desk, district, members):
    old = desk.report("m/司法局.txt", 2020, organ=district + "司法局")

    assert len(total(desk, [*members, old]).members.counted) == 3


def test_what_need_not_be_there_and_what_is_added_elsewhere_is_told(desk, district, members):
    organs = Organs(
        (
            Listed(district + "教育局"),
            Listed(district + "林业局"),
            Listed(district + "水务局", sums_to=district + "教育局"),
            Listed(district + "粮食局", due=False, reason="撤并"),
        )
    )

    found = total(desk, members, organs)

    assert found.cells[RECEIVED].value == Fraction(5)
    assert [one.name for one in found.excused] == [district + "粮食局"]
    assert [one.name for one in found.elsewhere] == [district + "水务局"]


def area_report(desk, district, number):
    path = desk.report("area.txt", 2024, organ=district + "人民政府", cells=got(number))
    return Archive([str(path)], desk.library).reports[0]


def test_the_areas_own_report_is_compared_cell_by_cell(desk, district, members):
    found = total(desk, members)

    assert list(differences(found, area_report(desk, district, 10))) == []
    (one,) = differences(found, area_report(desk, district, 12))
    assert (one.cell, one.found, one.total.value) == (RECEIVED, Fraction(12), Fraction(10))


def test_while_a_member_is_missing_only_too_little_differs(desk, district, members):
    organs = Organs(tuple(Listed(district + name) for name in ("教育局", "林业局", "水务局", "司法局")))
    found = total(desk, members, organs)

    assert list(differences(found, area_report(desk, district, 12))) == []
    assert [one.cell for one in differences(found, area_report(desk, district, 9))] == [RECEIVED]


def test_a_cell_the_area_cannot_be_asked_is_told_where_there_is_something(desk, district, members):
    found = total(desk, members)

    (one,) = differences(found, area_report(desk, district, "约十件"))

    assert one.cell == RECEIVED
    assert not isinstance(one.found, Fraction)
