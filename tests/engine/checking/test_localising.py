"""Which cell is wrong: a planted error is found with its value; what is ambiguous is not called certain."""

from fractions import Fraction

import pytest
from gouji.engine.checking.checking import check
from gouji.engine.checking.outcomes import ReportStatus
from gouji.grammar.catalogue import render
from gouji.rules.pack import Ground
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

ROWS = ("new", "kept", "done.lent.book", "done.lent.map", "done.sold", "done.total", "left")
COLUMNS = ("adults", "groups.school", "groups.club", "total")
LEAVES = ROWS[2:5]


def hard_pack(village, *more, **options):
    return village.pack(
        village.rule("each row of loans: total = adults + sum(groups)", id="rows"),
        village.rule("each column of loans: done.total = sum(done except total)", id="columns"),
        village.rule(
            "each column of loans: new + kept = done.total + left", id="balance", ground=Ground.PRINTED
        ),
        *more,
        **options,
    )


def consistent(numbers):
    """A grid in which all sums hold, from eighteen free numbers."""
    draw = iter(numbers)
    cells = {(row, column): next(draw) for row in (*LEAVES, "kept", "left") for column in COLUMNS[:3]}
    for column in COLUMNS[:3]:
        cells["done.total", column] = sum(cells[row, column] for row in LEAVES)
        cells["new", column] = cells["done.total", column] + cells["left", column]
        cells["kept", column] = 0
    for row in ROWS:
        cells[row, "total"] = sum(cells[row, column] for column in COLUMNS[:3])
    return cells


def keyed(cells):
    return {f"{row}, {column}": value for (row, column), value in cells.items()}


def suggestion(cause):
    [cell] = cause.alternatives[0].cells
    return ".".join(cell.place.row), ".".join(cell.place.column), cell.suggested


grids = st.lists(st.integers(0, 30), min_size=15, max_size=15).map(consistent)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(grid=grids)
def test_a_clean_grid_has_no_findings(village, grid):
    made = shared_pack(village)
    checked = check(village.report(keyed(grid)), made, made)

    assert (checked.findings, checked.causes, checked.status) == ((), (), ReportStatus.PASSED)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(grid=grids, row=st.sampled_from(ROWS), column=st.sampled_from(COLUMNS), error=st.integers(1, 40))
def test_one_planted_error_is_located_with_the_right_value(village, grid, row, column, error):
    made = shared_pack(village)
    checked = check(village.report(keyed(grid | {(row, column): grid[row, column] + error})), made, made)
    [cause] = checked.causes

    assert cause.unique
    assert suggestion(cause) == (row, column, grid[row, column])
    assert set(cause.explains) == {finding.fingerprint for finding in checked.findings}


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    grid=grids,
    changes=st.dictionaries(
        st.tuples(st.sampled_from(ROWS), st.sampled_from(COLUMNS)), st.integers(0, 40), max_size=4
    ),
)
def test_every_certain_repair_leaves_fewer_failures(village, grid, changes):
    made = shared_pack(village)
    wrong = grid | changes
    before = check(village.report(keyed(wrong)), made, made)
    for cause in before.causes:
        row, column, value = suggestion(cause)
        after = check(village.report(keyed(wrong | {(row, column): value})), made, made)
        gone = {one.fingerprint for one in before.findings} - {one.fingerprint for one in after.findings}

        assert {one.fingerprint for one in after.findings} <= {one.fingerprint for one in before.findings}
        assert gone == set(cause.explains)


_PACKS = {}


def shared_pack(village):
    if "hard" not in _PACKS:
        _PACKS["hard"] = hard_pack(village)
    return _PACKS["hard"]


def causes(village, cells, *more, **options):
    made = hard_pack(village, *more)
    return check(village.report(cells, **options), made, made).causes


def test_two_errors_far_apart_are_two_causes(village):
    found = causes(village, {"done.lent.map, adults": 2, "done.sold, groups.club": 5})

    assert [(suggestion(cause), cause.unique) for cause in found] == [
        (("done.lent.map", "adults", 0), True),
        (("done.sold", "groups.club", 0), True),
    ]


def test_two_errors_that_could_be_two_others_are_not_certain(village):
    grid = consistent([5] * 15)
    wrong = {("done.lent.map", "adults"): 7, ("done.sold", "groups.club"): 7}
    found = causes(village, keyed(grid | wrong))

    assert [cause.unique for cause in found] == [False, False]


def test_failures_that_no_single_cell_explains_have_no_cause(village):
    made = hard_pack(village)
    checked = check(village.report({"left, adults": 2, "left, total": 2}), made, made)

    assert checked.causes == ()
    assert [finding.cause for finding in checked.findings] == [None, None]


def test_what_single_cells_explain_beside_the_inexplicable_is_not_certain(village):
    cells = {"left, adults": 2, "left, total": 2, "done.total, adults": 7}
    found = causes(village, cells)

    assert all(not cause.unique for cause in found)


def test_a_lone_relation_has_alternatives_in_the_order_of_likelihood(village):
    made = village.pack(village.rule("each row of loans: total = adults + sum(groups)", id="rows"))
    checked = check(village.report({"new, adults": 3, "new, total": 21, "new, groups.club": ""}), made, made)
    [cause] = checked.causes

    assert not cause.unique
    assert [
        (".".join(one.cells[0].place.column), one.cells[0].suggested, one.slip and render(one.slip, "zh"))
        for one in cause.alternatives
    ] == [
        ("total", 3, "多为改了分项，没有改总计"),
        ("groups.club", 18, "此格漏填"),
        ("adults", 21, None),
        ("groups.school", 18, None),
    ]


@pytest.mark.parametrize(
    ("found", "right", "slip"),
    [
        (21, 12, "相邻两位数字颠倒"),
        (112, 12, "多写了一位数字"),
        (12, 102, "少写了一位数字"),
        (13, 12, "写错了一位数字"),
        (3, 12, None),
        (3, 4, None),
    ],
)
def test_a_slip_is_named_only_when_the_digits_show_it(village, found, right, slip):
    cells = {"new, adults": found, "new, total": right, "left, adults": right, "left, total": right}
    [cause] = causes(village, cells)
    named = cause.alternatives[0].slip

    assert suggestion(cause) == ("new", "adults", right)
    assert (named and render(named, "zh")) == slip


def test_a_repair_may_not_be_what_the_cell_cannot_hold(village):
    made = village.pack(
        village.rule("loans[new, total] = loans[new, adults] / 2 + loans[left, total]", id="half"),
    )
    checked = check(village.report({"new, adults": 1, "left, total": 3}), made, made)

    assert len(checked.findings) == 1
    assert checked.causes == ()


def test_a_repair_may_not_break_another_hard_relation(village):
    cap = village.rule("each row of loans: total <= 4", id="cap")
    [cause] = causes(
        village, {"new, adults": 9, "left, adults": 9, "left, total": 9, "new, total": 3}, cap
    ) or [None]

    assert cause is None or suggestion(cause) != ("new", "total", 9)


def test_soft_rules_do_not_take_part(village):
    soft = village.rule("loans[new, total] = 9", id="soft", ground=Ground.PLAUSIBILITY)
    found = causes(village, {"new, adults": 9}, soft)

    assert [suggestion(cause) for cause in found] == [("new", "adults", 0)]


def test_the_row_of_a_collapsed_group_is_located(village):
    cells = {"done.lent, adults": 3, "done.lent, total": 3, "done.total, adults": 3, "done.total, total": 3}
    cells |= {"new, adults": 3, "new, total": 3}
    [cause] = causes(village, cells | {"done.lent, total": 0}, collapsed=["done.lent"])

    assert suggestion(cause) == ("done.lent", "total", 3)
    assert cause.unique
    assert len(cause.explains) == 2


def test_relations_with_unreadable_cells_are_left_out(village):
    found = causes(village, {"new, adults": "若干", "done.sold, groups.club": 1})

    assert [suggestion(cause) for cause in found] == [("done.sold", "groups.club", 0)]


def test_a_blank_cell_may_be_the_wrong_one(village):
    cells = {"new, adults": "", "new, total": 4, "left, adults": 4, "left, total": 4}
    [cause] = causes(village, cells)

    assert suggestion(cause) == ("new", "adults", Fraction(4))
    assert render(cause.alternatives[0].slip, "en") == "the cell was left empty"
