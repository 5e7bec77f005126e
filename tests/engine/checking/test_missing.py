"""Blank, placeholder, unreadable, absent: four things, none of them 0; and groups printed as one row."""

import pytest
from gouji.engine.binding.report import Fact, FactState
from gouji.engine.checking.outcomes import Status
from gouji.grammar.catalogue import render

ROW_TOTAL = "each row of loans: total = adults + sum(groups)"


@pytest.mark.parametrize(
    ("raw", "expected"), [("", "passed"), ("/", "passed"), ("若干", "undetermined"), (None, "undetermined")]
)
def test_blank_and_placeholder_count_as_the_table_declares(village, raw, expected):
    assert village.ends(ROW_TOTAL, village.report({"new, adults": raw}))["new"] == expected


@pytest.mark.parametrize("raw", ["", "/"])
def test_a_table_may_declare_them_unknown(village, raw):
    form = village.schema(blank="unknown", placeholder="unknown")

    assert (
        village.ends(ROW_TOTAL, village.report({"new, adults": raw}, form=form), form)["new"]
        == "undetermined"
    )


def test_a_fact_may_say_itself_what_it_counts_as(village):
    fact = Fact(FactState.BLANK, counts_as="unknown")

    assert village.ends(ROW_TOTAL, village.report({"new, adults": fact}))["new"] == "undetermined"


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"new, total": ""}, "passed"),
        ({"new, total": "", "new, adults": ""}, "passed"),
        ({"new, total": "", "new, adults": "/"}, "passed"),
        ({"new, total": "", "new, adults": 3}, "undetermined"),
        ({"new, total": "", "new, adults": "若干"}, "undetermined"),
        ({"new, total": "", "new, adults": None}, "undetermined"),
        ({"new, total": "/", "new, adults": 3}, "failed"),
    ],
)
def test_a_blank_total_is_0_only_when_nothing_it_adds_could_be_more(village, cells, expected):
    assert village.ends(ROW_TOTAL, village.report(cells))["new"] == expected


def test_a_blank_total_of_rows_looks_at_the_rows_it_adds(village):
    on = village.report({"done.total, adults": "", "done.lent.map, adults": 2})
    found = village.outcomes("each column of loans: done.total = sum(done except total)", on)[0]

    assert found.status is Status.UNDETERMINED
    assert render(found.reason, "zh") == "表一“（三）总计”行“成人”列空白，所加各格之和是2，请核对填写"


def test_a_blank_total_of_totals_looks_both_ways(village):
    across = village.report({"done.total, total": "", "done.total, adults": 2})
    down = village.report({"done.total, total": "", "done.sold, total": 2})

    assert village.end("loans[done.total, total] = 0", across) == "undetermined"
    assert village.end("loans[done.total, total] = 0", down) == "undetermined"
    assert village.end("loans[done.total, total] = 0", village.report({"done.total, total": ""})) == "passed"


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        ("若干", "表一“一、新到”行“成人”列填的是“若干”，认不出是多少，请核对原表"),
        (None, "表一“一、新到”行“成人”列在报告里没有找到，请核对表格是否完整"),
    ],
)
def test_an_undetermined_rule_names_the_cell(village, raw, reason):
    found = village.outcomes(ROW_TOTAL, village.report({"new, adults": raw}))[0]

    assert render(found.reason, "zh") == reason
    assert found.cells[1].place.column == ("adults",)


def test_a_missing_table_is_told_once(village):
    on = village.report(tables={})
    found = village.outcomes(ROW_TOTAL, on)

    assert [(one.instance, one.status) for one in found] == [("", Status.UNDETERMINED)]
    assert render(found[0].reason, "en") == "表一 was not found in the report"
    assert village.end("loans[new, total] = 0", on) == "undetermined"


def test_a_collapsed_group_stands_for_its_members(village):
    on = village.report({"done.lent, adults": 2, "done.lent, total": 3}, collapsed=["done.lent"])

    assert village.ends(ROW_TOTAL, on) == {
        "new": "passed",
        "kept": "passed",
        "done.lent": "failed",
        "done.lent.book": "not_applicable",
        "done.lent.map": "not_applicable",
        "done.sold": "passed",
        "done.total": "passed",
        "left": "passed",
    }


def test_the_sum_of_a_collapsed_group_is_its_value(village):
    on = village.report(
        {"done.lent, adults": 2, "done.total, adults": 3, "done.sold, adults": 1}, collapsed=["done.lent"]
    )

    assert village.ends("each column of loans: done.total = sum(done except total)", on)["adults"] == "passed"
    assert village.end("sum(loans[done.lent, adults]) = 2", on) == "passed"


@pytest.mark.parametrize(
    "text",
    [
        "loans[done.lent.book, adults] = 0",
        "sum(loans[done.lent, adults] except book) = 0",
        "loans[done.lent.book, adults] is present",
        "rows of loans in order and loans[done.lent.book, adults] = 0",
    ],
)
def test_members_of_a_collapsed_group_do_not_exist(village, text):
    [found] = village.outcomes(text, village.report(collapsed=["done.lent"]))

    assert found.status is Status.NOT_APPLICABLE
    assert render(found.reason, "zh") == "“（一）借出”在报告里只填了一行，没有分项"


def test_cells_of_a_collapsed_group_are_cells_of_the_report(village):
    on = village.report({"done.lent, adults": -2}, collapsed=["done.lent"])
    found = village.ends("each cell of loans: value >= 0", on)

    assert found["done.lent,adults"] == "failed"
    assert found["done.lent.map,adults"] == "not_applicable"
    assert village.end("every cell of loans (value >= 0)", on) == "failed"


def test_a_collapsed_column_group_is_a_column(village):
    form = village.schema()
    table = village.bound(form.tables["loans"], collapsed=[])
    facts = {key: one for key, one in table.facts.items() if key[1][0] != "groups"}
    facts[("new",), ("groups",)] = village.fact(4)
    facts[("new",), ("total",)] = village.fact(4)
    on = village.report(
        tables={
            "loans": type(table)(
                "loans", facts, table.rows, table.columns, table.location, collapsed=frozenset({("groups",)})
            )
        }
    )

    assert village.ends(ROW_TOTAL, on)["new"] == "passed"
    assert "groups" in village.ends("each column of loans: new + kept = done.total + left", on)
