"""Rare ways through the evaluator: text facts, faults, intervals in sentences, elements by name."""

from dataclasses import replace
from fractions import Fraction

import pytest
from gouji.engine.binding.quantities import Interval
from gouji.engine.binding.report import Claim, Identity, Located, TextFact
from gouji.engine.checking.checking import check
from gouji.engine.checking.evaluating import evaluate
from gouji.engine.checking.localising import localise
from gouji.engine.checking.ordering import place_key
from gouji.engine.checking.outcomes import Status
from gouji.engine.checking.relations import Relation, relations_on
from gouji.engine.checking.sentences import _quantity
from gouji.engine.checking.views import View
from gouji.engine.reading.document import Location
from gouji.grammar.catalogue import render
from gouji.grammar.messages import Text
from gouji.grammar.schema import ClaimKind
from gouji.grammar.source import Span
from gouji.grammar.syntax import Kind
from gouji.rules.linear import linear_relations


@pytest.fixture
def with_claims(village):
    return replace(village.schema(), claims={"visits": ClaimKind("visits", "overview")})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("each claim of visits: value = 0", "not_applicable"),
        ("each breakdown of overview: total = sum(parts)", "not_applicable"),
        ("each numbering: continuous", "not_applicable"),
        ("claims.visits is absent", "passed"),
        ("sum(claims.visits) = 0", "passed"),
        ("max(claims.visits) = 0", "undetermined"),
        ("every claim of visits (value = 0)", "passed"),
        ("some claim of visits (value = 0)", "failed"),
    ],
)
def test_a_report_without_text_facts_has_none_to_check(village, with_claims, text, expected):
    assert village.end(text, village.report(form=with_claims), with_claims) == expected


def stated(village, form, *claims):
    made = [
        Claim(
            "visits",
            f"visits#{n}",
            value,
            "人",
            row,
            None,
            f"到馆{n}",
            f"句子{n}。",
            "overview",
            Location(line=n),
        )
        for n, (value, row) in enumerate(claims, 1)
    ]
    return replace(village.report(form=form), claims=tuple(made))


def test_claims_as_elements_of_scopes(village, with_claims):
    report = stated(village, with_claims, (Fraction(3), None), (Fraction(4), None))
    made = village.pack(village.rule("each claim of visits: value = 3", with_claims), form=with_claims)
    first, second = evaluate(report, made, made)

    assert (first.instance, first.status, second.instance, second.status) == (
        "visits#1", Status.PASSED, "visits#2", Status.FAILED,
    )  # fmt: skip
    assert (second.location, second.texts[0].text) == (Location(line=2), "句子2。")
    assert (second.comparison.left, second.comparison.right) == (Fraction(4), Fraction(3))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sum(claims.visits) = 7", "passed"),
        ("count(claims.visits) = 2", "passed"),
        ("each pair of claims.visits: first.value < second.value", "passed"),
        ("every claim of visits (measure = “人” and length(sentence) = 4)", "passed"),
        ("some claim of visits (value = 4)", "passed"),
    ],
)
def test_what_claims_answer(village, with_claims, text, expected):
    report = stated(village, with_claims, (Fraction(3), None), (Fraction(4), None))
    assert village.end(text, report, with_claims) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Interval(Fraction(10), Fraction(20)), "passed"),
        (Interval(Fraction(20), Fraction(30)), "failed"),
        (Fraction(15), "passed"),
    ],
)
def test_rough_claims_fail_only_when_no_value_fits(village, with_claims, value, expected):
    report = stated(village, with_claims, (value, None))
    assert village.end("each claim of visits: value = 15", report, with_claims) == expected


def test_text_facts_as_elements(village, with_claims):
    values = {"total": Fraction(9), "parts": (Fraction(4), Fraction(5)), "complete": True}
    fact = TextFact(Kind.BREAKDOWN, values, "共9", "共9人。", "overview", Location(line=5))
    report = replace(village.report(form=with_claims), text_facts=(fact,))

    assert (
        village.end("each breakdown of overview: when complete: total = sum(parts)", report, with_claims)
        == "passed"
    )
    assert village.end("each breakdown: max(parts) > 5", report, with_claims) == "failed"
    assert village.end("each growth: value > 0", report, with_claims) == "not_applicable"


def test_a_rule_that_cannot_be_compiled_is_broken(village):
    good = village.rule("1 = 1")
    made = village.pack(replace(good, typed=replace(good.typed, clauses=None)))
    [found] = evaluate(village.report(), made, made)

    assert found.status is Status.BROKEN


def test_a_condition_that_is_no_truth_is_a_fault(village):
    good = village.rule("strict")
    typed = replace(
        good.typed,
        condition=replace(good.typed.condition, expression=village.rule("limit = 1").typed.condition.left),
    )
    made = village.pack(replace(good, typed=typed))
    [found] = evaluate(village.report(), made, made)

    assert (found.status, "came to" in render(found.reason, "zh")) == (Status.BROKEN, True)


def test_values_of_two_types_are_a_fault(village):
    good = village.rule("report.title = report.organ")
    right = village.rule("limit = 1").typed.condition.left
    made = village.pack(
        replace(good, typed=replace(good.typed, condition=replace(good.typed.condition, right=right)))
    )

    assert [one.status for one in evaluate(village.report(), made, made)] == [Status.BROKEN]


def test_a_formula_without_syntax_is_shown_as_written(village):
    good = village.rule("when limit > 99: 1 = 2")
    clauses = (
        replace(good.typed.clauses[0], condition=replace(good.typed.clauses[0].condition, span=Span(5, 10))),
    )
    made = village.pack(replace(good, typed=replace(good.typed, clauses=clauses)))
    [found] = evaluate(village.report(), made, made)

    assert render(found.reason, "zh").endswith("：limit")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, "没有数"),
        (Fraction(1, 2), "0.5"),
        (Interval(Fraction(3), Fraction(4)), "3 至 4"),
        (Interval(Fraction(3), None), "3 以上"),
        (Interval(None, Fraction(4)), "4 以下"),
        (Interval(None, None), "没有数"),
    ],
)
def test_rough_numbers_in_sentences(value, expected):
    assert render(_quantity(value), "zh") == expected


def test_a_row_or_table_may_be_asked_for_by_name(village):
    assert village.end("loans.new is present") == "passed"
    assert village.end("loans.new is present", village.report(tables={})) == "undetermined"
    assert village.end("loans.done.lent is blank") == "failed"


def test_parts_of_the_section_at_hand(village):
    assert village.ends("each section: each part: is declared") == {
        "overview/rooms": "passed",
        "overview/staff": "passed",
        "loans": "not_applicable",
        "money": "not_applicable",
        "plans": "not_applicable",
    }


def test_images_and_headings_of_the_section_at_hand(village):
    assert village.ends("each section: every heading (is declared)")["overview"] == "passed"
    assert village.ends("each section: each image: is declared")["overview"] == "not_applicable"
    on = village.report(pictures=(village.picture("图", "loans", Location(paragraph=3)),))
    assert village.ends("each section: each image: is blank", on)["loans/image#1"] == "failed"


def test_texts_of_a_finding_are_told_once(village):
    made = village.pack(village.rule('each section: overview mentions "闭馆"', merge="report"))
    [finding] = check(village.report(), made, made).findings

    assert [use.text for use in finding.texts] == ["一、概况"]


def test_a_text_parameter_is_compared(village):
    assert village.end('motto = "读书"', village.report(parameters={"motto": "读 书"})) == "passed"


def test_the_year_of_the_period(village):
    def identity(end):
        here = Location(paragraph=1)
        start = Located("2020年1月1日", village.date(2020, 1, 1), here)
        return Identity(year=2020, period=Located("期限", None, here), period_start=start, period_end=end)

    end = Located("2021年1月1日", village.date(2021, 1, 1), Location(paragraph=1))
    bad = Located("2021年2月30日", None, Location(paragraph=1))
    assert village.end("report.period_year = 2021", village.report(identity=identity(end))) == "passed"
    assert village.end("report.period_year = 2020", village.report(identity=identity(bad))) == "passed"
    assert village.end("report.period_year = 2020") == "undetermined"


def test_a_cell_text_that_is_absent_is_undetermined(village):
    found = village.ends("each cell of loans: raw not matches /7/", village.report({"new, adults": None}))

    assert found["new,adults"] == "undetermined"


def test_mentions_look_at_cells_and_facts_too(village):
    assert village.end('loans[new, adults].raw mentions "0"') == "passed"
    assert village.end('report.contact mentions "电话"') == "undetermined"
    assert village.ends('each section: printed mentions "概"')["overview"] == "passed"


def test_places_sort_in_the_order_of_the_document():
    places = [Location(line=9), Location(line=2, column=5), Location(line=2), None]

    assert sorted(places, key=place_key) == [
        None,
        Location(line=2),
        Location(line=2, column=5),
        Location(line=9),
    ]


def test_a_relation_that_mixes_some_members_of_a_collapsed_group_is_left_out(village):
    form = village.schema()
    rule = village.rule("loans[done.lent.book, total] = loans[new, total]")
    view = View(village.report(collapsed=["done.lent"]), form)

    assert relations_on(view, linear_relations(rule, form)) == ()


def test_a_relation_that_weighs_members_of_a_collapsed_group_differently_is_left_out(village):
    form = village.schema()
    rule = village.rule("loans[done.lent.book, total] + 2 * loans[done.lent.map, total] = loans[new, total]")
    view = View(village.report(collapsed=["done.lent"]), form)

    assert relations_on(view, linear_relations(rule, form)) == ()


def test_an_inequality_suggests_a_range(village):
    view = View(village.report({"new, total": 3}), village.schema())
    cell = ("loans", ("new",), ("total",))
    relation = Relation("cap", "", {cell: Fraction(1)}, Fraction(-2), "<=")

    [cause] = localise(view, [relation])

    assert cause.unique
    assert [cell.between for cell in cause.alternatives[0].cells] == [Interval(Fraction(0), Fraction(3))]


def test_wording_without_placeholders_is_kept(village):
    made = village.pack(village.rule("1 = 2", wording=Text("不对", "wrong")))
    [finding] = check(village.report(), made, made).findings

    assert render(finding.message, "en") == "wrong"


def test_a_side_that_adds_up_claims_is_told_as_a_sum(village, with_claims):
    report = stated(village, with_claims, (Fraction(3), None), (Fraction(4), None))
    made = village.pack(village.rule("sum(claims.visits) = 8", with_claims), form=with_claims)
    [found] = evaluate(report, made, made)

    assert (found.comparison.left, found.comparison.left_terms[0].value) == (Fraction(7), Fraction(7))


def test_a_fact_outside_of_all_sections_is_of_the_preamble(village, with_claims):
    values = {"announced": Fraction(3), "items": ("甲", "乙"), "complete": True}
    fact = TextFact(Kind.ENUMERATION, values, "甲、乙三部分", "甲、乙三部分。", None, Location(line=2))
    report = replace(village.report(form=with_claims), text_facts=(fact,))

    assert village.end("each enumeration of preamble: announced = count(items)", report) == "failed"
    assert village.end("each enumeration of overview: announced = count(items)", report) == "not_applicable"
