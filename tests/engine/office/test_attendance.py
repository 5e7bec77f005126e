"""Who has sent a report."""

import pytest
from gouji.engine.office.attendance import Arrived, attendance, proposed
from gouji.engine.office.comparing import Beside, check_beside
from gouji.engine.office.organs import Listed, Organs
from gouji.engine.reading.document import Unreadable
from gouji.grammar.messages import message


@pytest.fixture
def arrive(desk, district):
    def arrived(name, organ, year=2024, written=None, **changes):
        path = desk.report(name, year, organ=district + organ, **changes)
        return Arrived(name, check_beside(desk.bound(path), Beside(), frozenset()), written)

    return arrived


def unread(name):
    return Arrived(
        name, Unreadable(name, "scan", message("office.members_none"), message("office.members_none"))
    )


def roster(district, *names, excused=()):
    return Organs(
        (
            *(Listed(district + name) for name in names),
            *(Listed(district + name, due=False, reason="撤并") for name in excused),
        )
    )


def test_who_is_there_and_who_is_not(arrive, district):
    found = attendance(
        [arrive("a.txt", "教育局"), arrive("b.txt", "司法局")],
        roster(district, "教育局", "林业局", excused=("粮食局",)),
    )

    assert found.present == {district + "教育局": "a.txt"}
    assert [one.name for one in found.missing] == [district + "林业局"]
    assert [one.name for one in found.excused] == [district + "粮食局"]
    assert found.unexpected == {district + "司法局": "b.txt"}


def test_a_file_that_cannot_be_read_is_not_a_missing_one(arrive, district):
    file = f"{district}林业局扫描.pdf"
    found = attendance([unread(file)], roster(district, "林业局", "教育局"))

    assert found.unread == {file: (district + "林业局",)}
    assert [one.name for one in found.missing] == [district + "教育局"]


def test_drafts_are_one_report_and_the_latest_counts(arrive, district):
    drafts = [
        arrive("水务局第二稿.txt", "水务局", cells={"requests": {"received, total": 2}}),
        arrive("水务局.txt", "水务局"),
    ]
    found = attendance(drafts, roster(district, "水务局"))

    assert found.present == {district + "水务局": "水务局第二稿.txt"}
    assert found.older == {"水务局.txt"}


def test_reports_of_two_years_are_no_drafts_of_each_other(arrive, district):
    found = attendance(
        [arrive("a.txt", "水务局", 2023), arrive("b.txt", "水务局", 2024)], roster(district, "水务局")
    )

    assert found.series == ()


def test_an_organ_that_need_not_report_may(arrive, district):
    found = attendance([arrive("a.txt", "粮食局")], roster(district, excused=("粮食局",)))

    assert [one.name for one in found.sent] == [district + "粮食局"]
    assert found.excused == ()


def test_a_roster_can_be_begun_from_what_is_there(arrive, district):
    reports = [arrive("a.txt", "水务局"), arrive("b.txt", "水务局", 2023), unread("c.pdf")]

    assert [one.name for one in proposed(reports)] == [district + "水务局"]
