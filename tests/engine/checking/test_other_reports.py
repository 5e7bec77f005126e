"""Last year's report, and the members of an area."""

import pytest
from gouji.engine.binding.report import Identity, Located
from gouji.engine.checking.outcomes import Status
from gouji.grammar.catalogue import render

CARRY = "each column of loans: kept = previous.left"


def test_without_last_year_a_rule_about_it_does_not_apply(village):
    [found] = village.outcomes(CARRY)

    assert (found.instance, found.status, render(found.reason, "zh")) == (
        "",
        Status.NOT_APPLICABLE,
        "没有提供上年报告",
    )


def test_last_years_cell_is_the_same_row_and_column(village):
    previous = village.report({"left, adults": 3, "left, total": 3})
    found = village.ends(CARRY, village.report({"kept, adults": 3}), previous=previous)

    assert found == {
        "adults": "passed",
        "groups.school": "passed",
        "groups.club": "passed",
        "total": "failed",
    }


def test_last_years_cells_are_named_as_such(village):
    [found] = village.outcomes(
        "loans[kept, adults] = previous.loans[left, adults]", previous=village.report({"left, adults": 2})
    )

    assert [use.place.report for use in found.cells] == ["self", "previous"]


def test_in_the_form_but_absent_from_the_document_is_undetermined(village):
    previous = village.report({"left, adults": None})

    assert village.ends(CARRY, previous=previous)["adults"] == "undetermined"


def test_without_counterpart_in_the_earlier_form_it_does_not_apply(village):
    earlier = village.schema()
    rows = tuple(row for row in earlier.tables["loans"].rows if row.id != "left")
    table = type(earlier.tables["loans"])("loans", "loans", rows, earlier.tables["loans"].columns)
    form = type(earlier)({"loans": table}, earlier.sections)
    found = village.outcomes(CARRY, previous=village.report(form=form), previous_form=village.pack(form=form))

    assert {one.status for one in found} == {Status.NOT_APPLICABLE}
    assert render(found[0].reason, "en") == "last year's form has no counterpart of “四、结转”"


@pytest.fixture
def one_row(village):
    """An earlier form that printed lent things as one row, and called the sold ones gone."""
    now = village.schema()
    loans = now.tables["loans"]
    done = village.item(
        "done",
        "三、办结",
        village.item("done.lent", "（一）借出"),
        village.item("done.gone", "（二）售出"),
        village.item("done.total", "（三）总计", total=True),
    )
    rows = (*loans.rows[:2], done, loans.rows[3])
    form = type(now)({"loans": type(loans)("loans", "loans", rows, loans.columns)}, {})
    correspondence = {
        "earlier": {
            ("done", "lent"): (("done", "lent", "book"), ("done", "lent", "map")),
            ("done", "sold"): (("done", "gone"),),
            ("plans",): (("aims",),),
        }
    }
    return village.pack(form=form, id="earlier"), correspondence


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sum(loans[done.lent, adults]) = sum(previous.loans[done.lent, adults])", "passed"),
        ("loans[done.sold, adults] = previous.loans[done.sold, adults]", "passed"),
        ("loans[done.lent.book, adults] = previous.loans[done.lent.book, adults]", "not_applicable"),
        ("loans[done.total, adults] = previous.loans[done.total, adults]", "passed"),
    ],
)
def test_renamed_and_joined_rows_are_found_through_the_correspondence(village, one_row, text, expected):
    earlier, correspondence = one_row
    previous = village.report(
        {"done.lent, adults": 5, "done.gone, adults": 2, "done.total, adults": 7}, form=earlier.schema
    )
    on = village.report(
        {
            "done.lent.book, adults": 4,
            "done.lent.map, adults": 1,
            "done.sold, adults": 2,
            "done.total, adults": 7,
        }
    )
    options = {
        "previous": previous,
        "previous_form": earlier,
        "pack_options": {"correspondence": correspondence},
    }

    assert village.end(text, on, **options) == expected


def test_a_collapsed_group_has_last_years_one_row_as_counterpart(village, one_row):
    earlier, correspondence = one_row
    previous = village.report({"done.lent, adults": 5}, form=earlier.schema)
    on = village.report({"done.lent, adults": 5}, collapsed=["done.lent"])
    found = village.ends(
        "each row of loans: adults = previous.adults",
        on,
        previous=previous,
        previous_form=earlier,
        pack_options={"correspondence": correspondence},
    )

    assert found["done.lent"] == "passed"


def test_quantifiers_pass_over_what_has_no_counterpart(village, one_row):
    earlier, correspondence = one_row
    previous = village.report(form=earlier.schema)
    options = {
        "previous": previous,
        "previous_form": earlier,
        "pack_options": {"correspondence": correspondence},
    }

    assert village.end("some cell of loans (value != previous.value)", **options) == "failed"
    assert village.end("every row of money (count = previous.count)", **options) == "not_applicable"


def test_texts_of_last_year(village, one_row):
    previous = village.report()

    assert village.end("similarity(plans, previous.plans) = 100%", previous=previous) == "passed"
    assert village.end('previous.plans mentions "扩建"', previous=previous) == "passed"
    assert village.end("report.year = previous.report.year + 1", previous=previous) == "failed"
    assert village.end("length(previous.plans) > 1", previous=village.report(sections=[])) == "undetermined"


def test_what_last_years_report_states_is_asked_of_that_report(village):
    nameless, named = (
        village.report(identity=Identity(year=2019)),
        village.report(identity=Identity(year=2019, organ=Located("甲村", "甲村", None))),
    )

    assert village.end("previous.report.organ is present", previous=nameless) == "failed"
    assert village.end("previous.report.organ is present", nameless, previous=named) == "passed"


def member(village, organ, **cells):
    identity = Identity(year=2020, organ=Located(organ, organ, None))
    return village.report({key.replace("__", ", "): value for key, value in cells.items()}, identity=identity)


def test_without_members_a_rule_about_them_does_not_apply(village):
    [found] = village.outcomes("each cell of loans: value = sum(members.value)")

    assert render(found.reason, "zh") == "没有提供所属单位的报告"


def test_an_area_is_the_sum_of_its_members(village):
    members = [member(village, "乙室", new__adults=2), member(village, "甲室", new__adults=3)]
    found = village.ends(
        "each cell of loans: value = sum(members.value)", village.report({"new, adults": 5}), members=members
    )

    assert set(found.values()) == {"passed"}


def test_a_sum_over_members_with_an_unknown_is_unknown(village):
    members = [member(village, "乙室", new__adults="若干"), member(village, "甲室")]
    found = village.outcomes("loans[new, adults] = sum(members.loans[new, adults])", members=members)[0]

    assert found.status is Status.UNDETERMINED
    assert [use.place.report for use in found.cells] == ["self", "乙室", "甲室"]


def test_a_member_that_collapsed_a_group_leaves_the_sum_undetermined(village):
    one = village.report(collapsed=["done.lent"], identity=Identity(organ=Located("甲室", "甲室", None)))
    text = "loans[done.lent.map, adults] = sum(members.loans[done.lent.map, adults])"

    assert village.end(text, members=[one]) == "undetermined"


def test_each_member_is_named_by_its_organ_in_order(village):
    members = [member(village, "乙室", new__adults=2), member(village, "甲室", new__adults=9)]
    found = village.ends(
        "each member: loans[new, adults] >= member.loans[new, adults]",
        village.report({"new, adults": 5}),
        members=members,
    )

    assert found == {"乙室": "passed", "甲室": "failed"}
    assert list(found) == ["乙室", "甲室"]


def test_pairs_of_members(village):
    members = [member(village, name) for name in ("丙室", "乙室", "甲室")]
    found = village.ends("each pair of members: similarity(first.plans, second.plans) < 85%", members=members)

    assert found == {"丙室|乙室": "failed", "丙室|甲室": "failed", "乙室|甲室": "failed"}


def test_members_are_counted_and_named(village):
    members = [member(village, name) for name in ("丙室", "乙室")]

    assert village.end("count(members) = 2", members=members) == "passed"
    assert village.ends('each member: member.report.organ = "丙室"', members=members) == {
        "丙室": "passed",
        "乙室": "failed",
    }


def test_one_member_makes_no_pair(village):
    found = village.outcomes(
        "each pair of members: similarity(first.plans, second.plans) < 85%", members=[member(village, "丙室")]
    )

    assert [one.status for one in found] == [Status.NOT_APPLICABLE]
