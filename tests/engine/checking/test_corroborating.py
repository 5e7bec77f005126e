"""Statements beside a table bear witness for the cell that is wrong, and never decide which one it is."""

import pytest
from gouji.engine.checking.checking import check
from gouji.engine.checking.outcomes import Decider
from gouji.rules.pack import Ground, Severity

SOUND = {
    "new, adults": 3,
    "new, total": 3,
    "done.sold, adults": 3,
    "done.sold, total": 3,
    "done.total, adults": 3,
    "done.total, total": 3,
}
WRONG = {**SOUND, "done.sold, total": 0}


@pytest.fixture
def checked(village):
    def checked(*statements, cells=WRONG, ground=Ground.CONSISTENCY):
        told = [
            village.rule(text, id=f"told-{count}", ground=ground) for count, text in enumerate(statements, 1)
        ]
        made = village.pack(
            *told,
            village.rule("each row of loans: total = adults + sum(groups)", id="rows"),
            village.rule("each column of loans: done.total = sum(done except total)", id="columns"),
        )
        return check(village.report(cells), made, made)

    return checked


def grouped(checked):
    return {finding.rule.id: finding.cause for finding in checked.findings}


def test_a_statement_that_the_repair_makes_true_joins_the_cause(checked):
    found = checked("loans[done.sold, total] = 3")

    assert grouped(found) == {"rows": "c1", "columns": "c1", "told-1": "c1"}
    assert len(found.causes[0].explains) == 3
    assert found.causes[0].unique


def test_the_relations_of_the_table_are_told_before_the_statements(checked):
    found = checked("loans[done.sold, total] = 3")

    assert [finding.rule.id for finding in found.findings][-1] == "told-1"


def test_a_statement_that_the_repair_leaves_false_stands_alone(checked):
    assert grouped(checked("loans[done.sold, total] = 4"))["told-1"] is None


def test_a_statement_on_another_cell_stands_alone(checked):
    assert grouped(checked("loans[left, adults] = 3"))["told-1"] is None


def test_what_is_only_likely_bears_no_witness(checked):
    found = checked("loans[done.sold, total] = 3", ground=Ground.PLAUSIBILITY)

    assert grouped(found)["told-1"] is None


def test_a_statement_alone_is_no_cause(checked):
    found = checked("loans[done.sold, total] = 4", cells=SOUND)

    assert found.causes == ()
    assert [finding.severity for finding in found.findings] == [Severity.ERROR]


def test_several_statements_join(checked):
    found = checked("loans[done.sold, total] = 3", "loans[done.sold, total] = loans[done.sold, adults]")

    assert set(grouped(found).values()) == {"c1"}


def test_a_statement_prefers_the_repair_that_it_agrees_with_and_does_not_make_it_certain(checked):
    found = checked("loans[new, total] = 3", cells={**SOUND, "new, total": 2})

    [cause] = found.causes
    assert not cause.unique
    assert cause.decided is Decider.TEXT
    assert cause.alternatives[0].cells[0].suggested == 3
    assert grouped(found) == {"rows": "c1", "told-1": "c1"}


def test_a_statement_that_holds_speaks_against_the_repairs_that_break_it(checked):
    found = checked("loans[new, total] = 2", cells={**SOUND, "new, total": 2})

    [cause] = found.causes
    assert [cell.place.column for one in cause.alternatives for cell in one.cells] == [
        ("adults",),
        ("total",),
    ]
    assert cause.decided is Decider.TEXT
    assert grouped(found) == {"rows": "c1"}


def test_a_repair_that_breaks_a_hard_relation_that_is_no_sum_is_dropped(village):
    made = village.pack(
        village.rule("each row of loans: total = adults + sum(groups)", id="rows"),
        village.rule("loans[new, total] < 3 or loans[new, adults] > 3", id="either"),
    )
    [cause] = check(village.report({"new, adults": 3, "new, total": 2}), made, made).causes

    assert ("total",) not in {cell.place.column for one in cause.alternatives for cell in one.cells}


def test_where_nothing_prefers_a_repair_a_statement_has_to_agree_with_each(checked):
    found = checked(
        "loans[new, total] = 3",
        "loans[new, adults] = 2",
        cells={**SOUND, "new, total": 2},
    )

    [cause] = found.causes
    assert not cause.unique
    assert cause.decided is None
    assert grouped(found) == {"rows": "c1", "told-1": None, "told-2": None}


def test_last_year_s_report_can_prefer_a_repair(village):
    made = village.pack(
        village.rule("each row of loans: total = adults + sum(groups)", id="rows"),
        village.rule("each column of loans: kept = previous.left", id="carried", ground=Ground.CONSISTENCY),
    )
    before = village.report({"left, adults": 3, "left, total": 3})
    found = check(village.report({"kept, adults": 3, "kept, total": 2}), made, made, before)

    [cause] = found.causes
    assert not cause.unique
    assert cause.decided is Decider.PREVIOUS
    assert [cell.suggested for cell in cause.alternatives[0].cells] == [3]
    assert grouped(found) == {"rows": "c1", "carried": "c1"}


def test_the_members_can_prefer_a_repair(village):
    made = village.pack(
        village.rule("each row of loans: total = adults + sum(groups)", id="rows"),
        village.rule("each cell of loans: value = sum(members.value)", id="members"),
    )
    members = [village.report({"kept, adults": 3, "kept, total": 3})]
    found = check(village.report({"kept, adults": 3, "kept, total": 2}), made, made, members=members)

    [cause] = found.causes
    assert cause.decided is Decider.MEMBERS
    assert [cell.suggested for cell in cause.alternatives[0].cells] == [3]
