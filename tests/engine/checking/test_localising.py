"""Which cell is wrong: a planted error is found with its value; what is ambiguous is not called certain."""

import random
from fractions import Fraction

import pytest
from gouji.engine.binding.quantities import Interval
from gouji.engine.checking import localising
from gouji.engine.checking.checking import check
from gouji.engine.checking.outcomes import Decider, ReportStatus
from gouji.grammar.catalogue import render
from gouji.grammar.messages import message
from gouji.rules import solver
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


CHANGES = st.dictionaries(
    st.tuples(st.sampled_from(ROWS), st.sampled_from(COLUMNS)), st.integers(0, 40), max_size=4
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(grid=grids, changes=CHANGES)
def test_after_any_suggestion_what_it_explains_holds_and_nothing_else_breaks(village, grid, changes):
    made = shared_pack(village)
    wrong = grid | changes
    before = check(village.report(keyed(wrong)), made, made)
    for cause in before.causes:
        for alternative in cause.alternatives[:5]:
            new = {(".".join(c.place.row), ".".join(c.place.column)): c.suggested for c in alternative.cells}
            after = check(village.report(keyed(wrong | new)), made, made)
            gone = {one.fingerprint for one in before.findings} - {one.fingerprint for one in after.findings}

            assert {one.fingerprint for one in after.findings} <= {one.fingerprint for one in before.findings}
            assert gone == set(cause.explains)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(grid=grids, changes=CHANGES)
def test_the_planted_cells_or_fewer_are_among_the_smallest_sets(village, grid, changes):
    made = shared_pack(village)
    checked = check(village.report(keyed(grid | changes)), made, made)
    planted = {cell for cell, value in changes.items() if value != grid[cell]}
    told = sum(cause.least for cause in checked.causes)

    assert told <= len(planted)
    if told == len(planted):
        for cause in checked.causes:
            sets = [
                {(".".join(c.place.row), ".".join(c.place.column)) for c in one.cells}
                for one in cause.alternatives
            ]
            assert any(one <= planted for one in sets)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(grid=grids, changes=CHANGES, order=st.permutations(range(3)))
def test_the_order_of_rules_changes_nothing(village, grid, changes, order):
    made = shared_pack(village)
    names = list(made.rules)
    turned = village.pack(*(made.rules[names[at]] for at in order))
    report = village.report(keyed(grid | changes))

    assert check(report, turned, turned).causes == check(report, made, made).causes


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


def sets(cause):
    return [
        [(".".join(c.place.row), ".".join(c.place.column), c.suggested) for c in one.cells]
        for one in cause.alternatives
    ]


def test_two_errors_that_could_be_two_others_are_told_as_pairs(village):
    grid = consistent([5] * 15)
    wrong = {("done.lent.map", "adults"): 7, ("done.sold", "groups.club"): 7}
    [cause] = causes(village, keyed(grid | wrong))

    assert not cause.unique
    assert cause.least == 2
    assert sorted(sets(cause)) == [
        [("done.lent.map", "adults", 5), ("done.sold", "groups.club", 5)],
        [("done.lent.map", "groups.club", 3), ("done.sold", "adults", 3)],
    ]


def test_cells_that_only_change_together_are_told_together(village):
    made = hard_pack(village)
    checked = check(village.report({"left, adults": 2, "left, total": 2}), made, made)
    [cause] = checked.causes

    assert not cause.unique
    assert [("left", "adults", 0), ("left", "total", 0)] in sets(cause)
    assert [("kept", "adults", 2), ("kept", "total", 2)] in sets(cause)
    assert [("new", "adults", 2), ("new", "total", 2)] in sets(cause)
    assert len(sets(cause)) == 3


def test_what_has_nothing_to_do_with_the_uncertain_is_certain(village):
    cells = {"left, adults": 2, "left, total": 2, "done.sold, groups.club": 7}
    found = causes(village, cells)

    assert [(cause.unique, cause.least) for cause in found] == [(True, 1), (False, 2)] or [
        (cause.unique, cause.least) for cause in found
    ] == [(False, 2), (True, 1)]


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
    [cause] = checked.causes

    assert cause.least == 2
    assert [("new", "adults", 0), ("left", "total", 0)] in sets(cause)


def test_where_several_values_would_do_the_suggestion_is_a_range(village):
    made = village.pack(village.rule("loans[new, total] >= loans[new, adults] + 2", id="more"))
    checked = check(village.report({"new, adults": 5, "new, total": 4}), made, made)
    [cause] = checked.causes

    assert [[cell.between for cell in one.cells] for one in cause.alternatives] == [
        [Interval(Fraction(0), Fraction(3))],
        [Interval(Fraction(7), None)],
    ]


def test_a_repair_may_not_break_another_hard_relation(village):
    cap = village.rule("each row of loans: total <= 4", id="cap")
    cells = {"new, adults": 9, "left, adults": 9, "left, total": 9, "new, total": 3}
    [cause] = causes(village, cells, cap)

    assert sets(cause) == [[("new", "adults", 3), ("left", "adults", 3), ("left", "total", 3)]]


def test_zero_bounds_can_decide(village):
    made = village.pack(village.rule("each row of loans: total = adults + sum(groups)", id="rows"))
    [cause] = check(village.report({"new, adults": 3}), made, made).causes
    [other] = check(village.report({"new, total": 3}), made, made).causes

    assert not cause.unique
    assert [len(one.cells) for one in cause.alternatives] == [1, 1]
    assert len(other.alternatives) == 4


def test_the_bounds_that_decided_are_told(village):
    made = village.pack(
        village.rule("loans[new, adults] = loans[new, total] + 2 * loans[left, total]", id="r")
    )
    [cause] = check(village.report({"new, adults": 0, "left, total": 1}), made, made).causes

    assert not cause.unique

    made = village.pack(village.rule("loans[new, adults] + loans[new, total] = 0", id="r"))
    [cause] = check(village.report({"new, adults": 3}), made, made).causes

    assert (cause.unique, cause.decided) == (True, Decider.BOUNDS)
    assert sets(cause) == [[("new", "adults", 0)]]


def test_a_row_that_slipped_by_a_column_is_told_as_one_slip(village):
    grid = consistent([4, 7, 9, *[5] * 12])
    row = "done.lent.book"
    slipped = {(row, "adults"): 0, (row, "groups.school"): 4, (row, "groups.club"): 7, (row, "total"): 9}
    [cause] = causes(village, keyed(grid | slipped))
    first = cause.alternatives[0]

    assert first.slip is not None
    assert render(first.slip, "zh") == "本行数字错位一列"
    assert sets(cause)[0] == [
        (row, "adults", 4),
        (row, "groups.school", 7),
        (row, "groups.club", 9),
        (row, "total", 20),
    ]


def test_two_neighbours_that_changed_places_are_told_as_a_slip(village):
    grid = consistent([4, 0, 9, *[5] * 12])
    row = "done.lent.book"
    [cause] = causes(village, keyed(grid | {(row, "adults"): 0, (row, "groups.school"): 4}))

    assert not cause.unique
    assert sets(cause)[0] == [(row, "adults", 4), (row, "groups.school", 0)]
    assert render(cause.alternatives[0].slip, "en") == "entered in the column beside its own"


def test_what_no_small_set_explains_is_said_plainly(village):
    chance = random.Random(7)
    grid = consistent([chance.randint(0, 9) for _ in range(15)])
    wrong = {cell: grid[cell] + chance.randint(1, 50) for cell in chance.sample(list(grid), 7)}
    [cause] = causes(village, keyed(grid | wrong))

    assert 4 < cause.least <= 7
    assert cause.alternatives == ()
    assert cause.further
    assert not cause.unique


def test_without_the_solver_what_is_missing_is_told(village, monkeypatch):
    monkeypatch.setattr(solver, "available", lambda: False)
    monkeypatch.setattr(localising, "MOST_SEARCHED", 2)
    grid = consistent([5] * 15)
    [cause] = causes(
        village, keyed(grid | {("new", "adults"): 9, ("left", "adults"): 2, ("kept", "total"): 99})
    )

    assert (cause.least, cause.alternatives, cause.further) == (3, (), True)
    assert "pip install 'gouji[solver]'" in render(cause.note, "zh")


def test_the_solver_finds_what_the_search_finds(village, monkeypatch):
    grid = consistent([5] * 15)
    wrong = keyed(grid | {("new", "adults"): 9, ("left", "adults"): 2, ("kept", "total"): 99})
    searched = causes(village, wrong)
    monkeypatch.setattr(localising, "MOST_SEARCHED", 0)

    assert causes(village, wrong) == searched
    assert sum(cause.least for cause in searched) == 3


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


def test_a_cell_that_cannot_be_read_may_be_anything(village):
    found = causes(village, {"new, adults": "若干", "done.sold, groups.club": 1})

    assert [suggestion(cause) for cause in found] == [("done.sold", "groups.club", 0)]


def test_a_cell_that_cannot_be_read_gets_the_value_that_a_change_leaves_it(village):
    cells = {
        "new, adults": "若干",
        "new, total": 4,
        "left, adults": 4,
        "left, total": 4,
        "left, groups.club": 1,
    }
    [cause] = causes(village, cells)

    assert sets(cause) == [[("left", "groups.club", 0)]]


def test_many_unreadable_cells_leave_their_relations_out(village):
    cells = {f"{row}, adults": "若干" for row in ROWS} | {"done.sold, groups.club": 1}
    found = causes(village, cells)

    assert [suggestion(cause) for cause in found] == [("done.sold", "groups.club", 0)]


def test_a_blank_cell_may_be_the_wrong_one(village):
    cells = {"new, adults": "", "new, total": 4, "left, adults": 4, "left, total": 4}
    [cause] = causes(village, cells)

    assert suggestion(cause) == ("new", "adults", Fraction(4))
    assert render(cause.alternatives[0].slip, "en") == "the cell was left empty"


def test_relations_that_no_numbers_satisfy_have_no_cause(village):
    made = village.pack(
        village.rule("loans[new, adults] = 1", id="one"), village.rule("loans[new, adults] = 2", id="two")
    )
    checked = check(village.report({"new, adults": 1}), made, made)

    assert [finding.rule.id for finding in checked.findings] == ["two"]
    assert checked.causes == ()


def test_a_table_that_may_be_misread_makes_nothing_certain(village):
    made = hard_pack(village)
    doubted = village.bound(
        village.grid(), {"done.lent.map, adults": 2}, uncertain=(message("writing.year", year=2020),)
    )
    sound = village.report()
    report = village.report(tables={**sound.tables, "loans": doubted})
    [cause] = check(report, made, made).causes

    assert not cause.unique
    assert sets(cause) == [[("done.lent.map", "adults", 0)]]
