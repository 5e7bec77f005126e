"""The shipped packs held to what packs are asked for: proven, watched, and noticed when written wrongly."""

import os

import pytest
from gouji.engine.trial.identifiability import form_map
from gouji.engine.trial.mutation import Plan, score
from gouji.engine.trial.parallel import Which, scores
from gouji.grammar.catalogue import render
from gouji.rules.cache import PackCache
from gouji.rules.library import Library
from gouji.rules.proving.proofs import prove
from gouji.rules.proving.unused import lint

LIBRARY = Library(cache=PackCache(None))
FORMS = LIBRARY.forms()
SHARES = {"cn-2008": (100, 100), "cn-2014": (58, 1), "cn-2019": (88, 81), "cn-2021": (95, 87)}
"""Of hundred cells: how many have their errors always noticed, how many are traced."""
NOTICED = 95
"""Of hundred changes in a rule, how many its examples notice; guards among them, patterns not."""


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_no_proof_finding(form):
    proven = prove(form)

    assert proven.solver
    assert [render(found.message, "en") for found in proven.findings] == []


@pytest.mark.parametrize("pack_id", LIBRARY.ids())
def test_nothing_is_unused_and_every_rule_has_examples(pack_id):
    draft = LIBRARY.draft(pack_id)

    assert [render(found.message, "en") for found in lint(draft.pack, draft.own)] == []


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_as_many_cells_are_watched_as_promised(form):
    found = form_map(form)

    assert (found.detected, found.located) >= SHARES[form.id]


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_slips_in_operators_operands_and_constants_are_noticed(form):
    found = scores(Which((), form.id), Plan(), os.cpu_count() or 1, lambda _done, _of: None)

    assert {one.rule.id for one in found} == {rule.id for rule in form.rules.values() if not rule.disabled}
    assert score(found).share >= NOTICED, [
        f"{one.rule.id}: {render(tested.mutant.change.message, 'en')}"
        for one in found
        for tested in one.survivors
    ]
