"""The members of an area: added up, listed, and never counted as 0 when they are not there."""

from gouji.engine.office.organs import Listed, Organs
from gouji.grammar.catalogue import render
from gouji.rules.pack import Severity

SUM = "agg-requests-sum"


def got(number):
    return {"requests": {"received, total": number}}


def area(desk, district, number):
    return desk.report("area.txt", 2024, organ=district + "人民政府", cells=got(number))


def members(desk, district, *numbers, **more):
    names = ("教育局", "林业局", "水务局")
    return [
        desk.report(
            f"m/{name}.txt",
            2024,
            organ=district + name,
            cells=number if isinstance(number, dict) else got(number),
        )
        for name, number in zip(names, numbers, strict=False)
    ]


def roster(district, *names):
    return Organs(tuple(Listed(district + name) for name in names))


def failed(found):
    return [instance for instance, status in found.items() if status == "failed"]


def test_an_area_is_the_sum_of_its_members_cell_by_cell(desk, district):
    inside = members(desk, district, 2, 3)

    assert failed(desk.ends(SUM, area(desk, district, 5), members=inside)) == []
    assert failed(desk.ends(SUM, area(desk, district, 6), members=inside)) == ["received,total"]


def severity(desk, on, inside, organs):
    [found] = desk.checked(on, members=inside, organs=organs, rules=[SUM]).findings
    return found.severity


def test_only_a_complete_list_makes_a_wrong_sum_an_error(desk, district):
    on, inside = area(desk, district, 6), members(desk, district, 2, 3)

    assert severity(desk, on, inside, None) is Severity.WARNING
    assert severity(desk, on, inside, roster(district, "教育局", "林业局")) is Severity.ERROR


def test_a_missing_member_leaves_the_sum_open_and_is_named(desk, district):
    organs = roster(district, "教育局", "林业局", "水务局")
    checked = desk.checked(
        area(desk, district, 6), members=members(desk, district, 2, 3), organs=organs, rules=[SUM]
    )
    [reason] = {render(one.reason, "zh") for one in checked.outcomes}

    assert {one.status.value for one in checked.outcomes} == {"undetermined"}
    assert reason == f"没有收到{district}水务局的报告"


def test_an_unreadable_file_leaves_the_sum_open_and_the_lower_bound_stands(desk, district, tmp_path):
    broken = tmp_path / "m" / "水务局.docx"
    inside = [*members(desk, district, 2, 7), broken]
    broken.write_bytes(b"PK broken")
    on = area(desk, district, 6)
    bounds = desk.ends("agg-lower-bound", on, members=inside)

    assert set(desk.ends(SUM, on, members=inside).values()) == {"undetermined"}
    assert failed(bounds) == [f"requests/{district}林业局"]
    assert bounds[f"requests/{broken}"] == "undetermined"


def test_an_unreadable_file_that_names_an_organ_is_not_missing_too(desk, district, tmp_path):
    broken = tmp_path / "m" / f"{district}水务局.docx"
    inside = [*members(desk, district, 2), broken]
    broken.write_bytes(b"PK broken")
    organs = roster(district, "教育局", "水务局")
    compared = desk.checked(area(desk, district, 2), members=inside, organs=organs, rules=[SUM]).compared

    assert [one.part.value for one in compared.members] == ["counted", "unreadable"]


def test_a_missing_cell_leaves_its_sum_unknown(desk, district):
    inside = members(desk, district, 2, got("若干"))
    found = desk.ends(SUM, area(desk, district, 2), members=inside)

    assert found["received,total"] == "undetermined"
    assert found["carried_in,total"] == "passed"


def test_a_member_that_filled_one_row_leaves_three_open(desk, district):
    inside = [
        desk.report(
            "m/a.txt", 2024, organ=district + "教育局", rows={"requests": {"handled.other": "collapsed"}}
        )
    ]
    found = desk.ends(SUM, area(desk, district, 0), members=inside)

    assert found["handled.other.other,total"] == "undetermined"
    assert found["received,total"] == "passed"


def test_the_areas_own_report_other_years_and_strangers_are_left_out(desk, district):
    on = area(desk, district, 2)
    inside = [
        on,
        *members(desk, district, 2, 40),
        desk.report("m/old.txt", 2023, organ=district + "水务局", cells=got(9)),
    ]
    compared = desk.checked(on, members=inside, organs=roster(district, "教育局"), rules=[SUM]).compared

    assert [one.organ for one in compared.members] == [district + "教育局"]
    assert [note.key for note in compared.notes] == [
        "office.members_own",
        "office.members_other_year",
        "office.members_extra",
    ]
    assert failed(desk.ends(SUM, on, members=inside, organs=roster(district, "教育局"))) == []


def test_two_versions_of_one_report_are_told_and_counted_once(desk, district):
    inside = [
        *members(desk, district, 2),
        desk.report("m/again.txt", 2024, organ=district + "教育局", cells=got(3)),
        desk.report("m/same.txt", 2024, organ=district + "教育局", cells=got(2)),
    ]
    on = area(desk, district, 3)
    found = desk.ends("same-org-two-versions", on, members=inside)
    compared = desk.checked(on, members=inside, rules=[SUM]).compared

    assert failed(found) == [f"{district}教育局|{district}教育局/requests"]
    assert [one.part.value for one in compared.members] == ["counted", "copy"]
    assert [note.key for note in compared.notes] == ["office.member_versions"]


def test_copied_text_between_members_is_shown(desk, district):
    checked = desk.checked(
        area(desk, district, 0), members=members(desk, district, 0, 0), rules=["sibling-duplicate"]
    )
    [found] = checked.findings

    assert found.instance == f"{district}教育局|{district}林业局"
    assert {use.report for use in found.texts} == {district + "教育局", district + "林业局"}


def test_no_members_at_all_is_a_note(desk, district):
    on = area(desk, district, 0)

    assert [note.key for note in desk.checked(on, members=[on], rules=[SUM]).compared.notes] == [
        "office.members_own",
        "office.members_none",
    ]


def test_the_latest_of_several_drafts_is_counted(desk, district):
    first, *others = members(desk, district, 2, 3)
    second = desk.report("m/教育局第二稿.txt", 2024, organ=district + "教育局", cells=got(4))

    assert failed(desk.ends(SUM, area(desk, district, 7), members=[first, second, *others])) == []


def test_what_another_organ_adds_up_is_not_added_twice(desk, district):
    inside = members(desk, district, 2, 3, 9)
    organs = Organs(
        (
            Listed(district + "教育局"),
            Listed(district + "林业局", sums_to=district + "人民政府"),
            Listed(district + "水务局", sums_to=district + "林业局"),
        )
    )

    assert failed(desk.ends(SUM, area(desk, district, 5), members=inside, organs=organs)) == []


def test_an_organ_that_need_not_report_is_not_missing(desk, district):
    inside = members(desk, district, 2, 3)
    organs = Organs(
        (
            Listed(district + "教育局"),
            Listed(district + "林业局"),
            Listed(district + "粮食局", due=False, reason="撤并"),
        )
    )

    assert severity(desk, area(desk, district, 6), inside, organs) is Severity.ERROR
