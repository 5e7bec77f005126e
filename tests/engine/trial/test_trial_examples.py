"""Examples put to the test: what holds, and what is said of those that do not."""

from dataclasses import replace
from types import SimpleNamespace

import pytest
from gouji.engine.checking.outcomes import Status
from gouji.engine.trial import examples as trial
from gouji.engine.trial.examples import run_examples
from gouji.grammar.catalogue import render
from gouji.grammar.diagnostics import Place, Position
from gouji.grammar.messages import message
from gouji.rules.pack import Example

PLACE = Place("pack.yaml", Position(1, 1), Position(1, 2))


def tried(form, rule_id, verdict, changes=None, expect=None):
    """The one example of a rule, put to the test."""
    example = Example(verdict, changes or {}, expect, PLACE)
    [result] = run_examples(form, replace(form.rules[rule_id], examples=(example,)))
    return result


def fault(*arguments, **named):
    result = tried(*arguments, **named)
    return None if result.fault is None else render(result.fault, "en")


def test_an_example_that_holds(form):
    result = tried(
        form, "requests-row", "fail", {"cells": {"requests": {"received, total": 3}}}, ("received",)
    )

    assert result.holds
    assert [outcome.instance for outcome in result.outcomes if outcome.status is Status.FAILED] == [
        "received"
    ]
    assert {outcome.rule.id for outcome in result.outcomes} == {"requests-row"}


def test_a_failure_anywhere_is_enough_without_instances(form):
    assert fault(form, "requests-row", "fail", {"cells": {"requests": {"received, total": 3}}}) is None


def test_a_pass_that_fails(form):
    changes = {"cells": {"requests": {"received, total": 3}}}

    assert fault(form, "requests-row", "pass", changes) == "expected to pass, but failed at received"
    assert fault(form, "requests-row", "silent", changes) == "expected to pass, but failed at received"


def test_a_pass_where_the_rule_does_not_apply(form):
    said = fault(form, "late", "pass")

    assert said is not None
    assert said.startswith("expected to pass, but the rule did not judge")


def test_a_pass_with_nothing_to_judge(form, monkeypatch):
    monkeypatch.setattr(trial, "evaluate", lambda *_, **__: iter(()))

    assert fault(form, "late", "pass") == "expected to pass, but there was nothing to judge"


def test_silence_needs_no_judgement(form):
    assert fault(form, "late", "silent") is None


def test_a_fail_that_does_not(form):
    assert fault(form, "requests-row", "fail") == "expected to fail, but nothing failed"


def test_a_fail_elsewhere(form):
    changes = {"cells": {"requests": {"received, total": 3}}}

    assert (
        fault(form, "requests-row", "fail", changes, ("carried_in",))
        == "expected to fail at carried_in, but failed at received"
    )


def test_a_place_the_form_lacks(form):
    changes = {"cells": {"requests": {"received, nobody": 3}}}

    assert (
        fault(form, "requests-row", "pass", changes)
        == "the example changes 'requests[received, nobody]', which the form does not have"
    )


def test_a_document_that_is_no_report_any_more(form):
    changes = {
        "text": {"title": "通知", "preamble": [], "tail": []},
        "sections": dict.fromkeys(form.schema.sections),
    }

    assert (
        fault(form, "requests-row", "pass", changes)
        == "with these changes the document is not recognised as a report"
    )


def test_a_broken_rule(form, monkeypatch):
    outcome = SimpleNamespace(status=Status.BROKEN, instance="", reason=message("trial.did_not_fail"))
    monkeypatch.setattr(trial, "evaluate", lambda *_, **__: iter((outcome,)))

    assert fault(form, "late", "pass") == "the rule itself is broken: expected to fail, but nothing failed"


def test_last_year_is_the_sample_with_changes_of_its_own(form):
    previous = {"cells": {"requests": {"carried_out, total": 5}}}

    assert tried(form, "requests-carried", "fail", {"previous": previous}, ("total",)).holds


def test_options_of_the_report(form):
    assert tried(
        form, "late", "pass", {"report": {"published": "2032-12-31", "latest_month": 12, "year": 2033}}
    ).holds
    assert not tried(form, "late", "pass", {"report": {"published": "2032-12-31"}}).holds


@pytest.mark.parametrize("rule_id", ["part-missing", "requests-row", "late", "granted-halved"])
def test_the_examples_of_the_form_hold(form, library, rule_id):
    faults = [result.fault for result in run_examples(form, form.rules[rule_id], library.forms())]

    assert faults == [None] * len(form.rules[rule_id].examples)


def test_last_years_report_may_be_on_another_form(form):
    other = replace(form, id="earlier", years=(1990, 1999))
    example = Example("silent", {"previous": {"pack": "earlier"}}, None, PLACE)
    rule = replace(form.rules["requests-row"], examples=(example,))

    assert [result.fault for result in run_examples(form, rule, (other,))] == [None]


def test_a_form_that_is_not_there_is_named(form):
    assert fault(form, "requests-row", "pass", {"previous": {"pack": "nowhere"}}) == (
        "the example changes 'nowhere', which the form does not have"
    )


def test_years_of_an_example_are_those_of_the_sample(form):
    changes = {"text": {"title": "东江市水运司{year-1}年度公共事务开放说明书"}}

    found = trial.prepared(form, (), changes)

    assert found.bound.report.identity.title_year == form.sample["year"] - 1
