"""A trace is the evaluation itself: for every rule it comes to the same outcomes."""

from fractions import Fraction
from pathlib import Path

import pytest
from gouji.engine.binding.binding import BindingOptions, bind
from gouji.engine.checking.evaluating import evaluate, judging
from gouji.engine.checking.outcomes import Status
from gouji.engine.checking.tracing import trace
from gouji.engine.checking.values import Unknown
from gouji.engine.reading.reading import read
from gouji.engine.trial.sample import sample_document
from gouji.rules.library import Library

EXAMPLES = Path(__file__).resolve().parents[3] / "examples" / "reports"
LIBRARY = Library()
FORMS = LIBRARY.forms()
DUE = next(form for form in FORMS if form.id == "cn-2021")


def bound_file(name):
    return bind(read(EXAMPLES / name), FORMS, BindingOptions())


def bound_sample(changes=None):
    return bind(sample_document(DUE, changes or {}), FORMS, BindingOptions())


def assert_same(bound, previous=None, members=()):
    expected = {}
    for outcome in evaluate(bound.report, bound.filled, bound.due, previous, members):
        expected.setdefault(outcome.rule.id, []).append(outcome)
    for rule in {rule.id for _, rule, _ in judging(bound.filled, bound.due)}:
        found = trace(rule, bound.report, bound.filled, bound.due, previous=previous, members=members)
        assert found is not None
        assert [one.outcome for one in found.instances] == expected.get(rule, []), rule
        for one in found.instances:
            assert_consistent(one)


def assert_consistent(one):
    """The steps lead to the outcome: guards met up to the last, and the truth of the condition."""
    assert all(guard.value is True for guard in one.guards[:-1])
    match one.outcome.status:
        case Status.FAILED:
            assert one.condition is not None
            assert one.condition.value is False
        case Status.UNDETERMINED if one.condition is not None:
            assert isinstance(one.condition.value, Unknown)
        case Status.PASSED:
            assert one.condition is not None
            assert one.condition.value is not False
            assert not isinstance(one.condition.value, Unknown)


@pytest.mark.parametrize("name", ["wrong-cell.docx", "clean.txt", "earlier-form.docx"])
def test_the_examples_come_to_the_same(name):
    assert_same(bound_file(name))


@pytest.mark.parametrize(
    "changes",
    [
        {
            "cells": {
                "requests": {
                    "received, natural_person": "",
                    "received, total": "3",
                    "carried_out, total": "/",
                }
            }
        },
        {"tables": {"requests": None}, "sections": {"problems": None}},
        {
            "text": {
                "overview": ["全年收到申请3件，其中自然人2件、企业2件，同比增长50%。", "全年收到申请约5件。"]
            }
        },
    ],
)
def test_changed_samples_come_to_the_same(changes):
    assert_same(bound_sample(changes))


def test_with_last_years_report_and_members():
    now, last = bound_sample(), bound_sample({"cells": {"requests": {"carried_out, total": "2"}}})

    assert_same(now, last.report, (last.report, now.report))


def test_every_part_has_its_value_and_its_cells():
    bound = bound_sample({"cells": {"requests": {"received, total": "3"}}})
    found = trace("requests-row-total", bound.report, bound.filled, bound.due)
    (failed,) = (one for one in found.instances if one.outcome.status is Status.FAILED)

    total, rest = failed.condition.steps
    assert (total.value, rest.value) == (3, 0)
    assert [use.fact.raw for use in total.cells] == ["3"]
    natural, organisations = rest.steps
    assert natural.cells[0].place.column == ("natural_person",)
    assert organisations.steps[0].value == (Fraction(0),) * 5


def test_what_ended_an_instance_is_its_last_guard():
    bound = bound_sample({"text": {"preamble": ["本报告由三部分组成。"]}})
    found = trace("preamble-title-mismatch", bound.report, bound.filled, bound.due)

    aside = [one for one in found.instances if one.outcome.status is Status.NOT_APPLICABLE]
    assert aside
    assert all(one.condition is None and one.guards[-1].value is not True for one in aside)


def test_a_rule_of_another_form_judges_nothing():
    bound = bound_sample()

    assert trace("no-such-rule", bound.report, bound.filled, bound.due) is None
