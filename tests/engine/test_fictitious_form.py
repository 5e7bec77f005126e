"""A form that exists nowhere goes the whole way from its sample to outcomes: no line of Python knows it."""

from pathlib import Path

import pytest
from gouji.engine.binding.binding import BindingOptions, Bound, bind
from gouji.engine.checking.evaluating import evaluate
from gouji.engine.checking.outcomes import Status
from gouji.engine.trial.examples import run_examples
from gouji.engine.trial.sample import sample_document
from gouji.grammar.catalogue import render
from gouji.rules.cache import PackCache
from gouji.rules.library import Library

FOLDER = Path(__file__).parents[1] / "fixtures" / "packs" / "fictitious"
LIBRARY = Library([FOLDER], cache=PackCache(None))
FORM = LIBRARY.load("fictitious").pack
FORMS = LIBRARY.forms()


def bound(changes=None, form=FORM, **options):
    found = bind(sample_document(form, changes), FORMS, BindingOptions(**options))
    assert isinstance(found, Bound)
    return found


def failed(found, **reports):
    """Rule and instance of every failure."""
    return {
        (outcome.rule.id, outcome.instance)
        for outcome in evaluate(found.report, found.filled, found.due, **reports)
        if outcome.status is Status.FAILED
    }


def test_the_pack_has_no_fault():
    assert LIBRARY.load("fictitious").diagnostics == ()
    assert (len(FORM.schema.sections), len(FORM.schema.tables)) == (7, 4)


@pytest.mark.parametrize("rule", FORM.rules.values(), ids=lambda rule: rule.id)
def test_its_examples_hold(rule):
    faults = [render(found.fault, "en") for found in run_examples(FORM, rule, FORMS) if found.fault]

    assert {"pass", "fail"} <= {example.verdict for example in rule.examples}
    assert faults == []


def test_its_report_is_recognised_among_the_national_ones():
    found = bound()
    identity = found.report.identity

    assert (found.filled.id, found.due.id) == ("fictitious", "fictitious")
    assert (identity.year, identity.organ.value, identity.organ_kind) == (2032, "东江省水运司", "bureau")
    assert [section.id for section in found.report.sections] == list(FORM.schema.sections)
    assert set(found.report.tables) == set(FORM.schema.tables)


def test_every_cell_is_read():
    found = bound()

    for table in FORM.schema.tables.values():
        assert set(found.report.tables[table.id].facts) == set(table.cells())


def test_its_rules_and_no_others_judge():
    changes = {"cells": {"requests": {"handled.granted.offline, natural_person": 3}}}

    assert failed(bound(changes)) == {
        ("requests-row", "handled.granted.offline"),
        ("requests-column", "natural_person"),
    }


def test_its_parameters_are_set_from_outside():
    assert failed(bound(parameters={"published": "2032-10-01"})) == {("late", "")}
    assert failed(bound(parameters={"published": "2032-10-01", "latest_month": "10"})) == set()


def test_last_year_in_the_form_before_it():
    before = LIBRARY.load("cn-2021").pack
    carried = {"cells": {"requests": {"carried_out, natural_person": 5, "handled.granted, total": 9}}}
    previous = bound(carried, before)

    assert failed(bound(), previous=previous.report, previous_form=before) == {
        ("requests-carried", "natural_person"),
        ("granted-halved", "total"),
    }


def test_a_national_report_is_not_taken_for_it():
    found = bound(form=LIBRARY.load("cn-2019").pack)

    assert (found.filled.id, found.due.id) == ("cn-2019", "cn-2019")
    assert failed(found) == set()
