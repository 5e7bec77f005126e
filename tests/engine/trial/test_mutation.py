"""The mutation score: what examples notice, what they do not, the same in one process and in several."""

from dataclasses import replace
from pathlib import Path

import pytest
from gouji.engine.trial.mutation import Fate, Plan, mutation, score
from gouji.engine.trial.parallel import Which, scores
from gouji.grammar.catalogue import render

FICTITIOUS = Path(__file__).parents[2] / "fixtures" / "packs" / "fictitious"


def of_rule(form, library, rule_id, **plan):
    [found] = mutation(form, library.forms(), Plan(rules=frozenset({rule_id}), **plan))
    return found


def test_examples_notice_a_turned_sign(form, library):
    found = of_rule(form, library, "requests-row")

    fates = {render(one.mutant.change.message, "en"): one.fate for one in found.tested}
    turned = [fate for said, fate in fates.items() if said.startswith("= becomes ≠")]
    assert turned == [Fate.KILLED]


def test_without_examples_nobody_notices(form, library):
    bare = replace(form, rules={"requests-row": replace(form.rules["requests-row"], examples=())})

    [found] = mutation(bare, library.forms())

    assert {one.fate for one in found.tested} <= {Fate.SURVIVED, Fate.EQUIVALENT}
    assert score([found]).share == 0


def test_a_rule_switched_off_has_no_mutants(form, library):
    off = replace(form.rules["requests-row"], disabled=form.title)

    assert list(mutation(replace(form, rules={"requests-row": off}), library.forms())) == []


def test_drawn_mutants_depend_on_the_seed_alone(form, library):
    def drawn(seed):
        found = of_rule(form, library, "requests-row", most=3, seed=seed)
        return [render(one.mutant.change.message, "en") for one in found.tested]

    assert drawn(1) == drawn(1)
    assert len(drawn(1)) == 3
    assert len({tuple(drawn(seed)) for seed in range(6)}) > 1


@pytest.mark.slow
def test_several_processes_come_to_the_same(form, monkeypatch, tmp_path):
    monkeypatch.setenv("GOUJI_CACHE_DIR", str(tmp_path))
    which = Which((str(FICTITIOUS),), str(FICTITIOUS))
    told = []

    alone = scores(which, Plan(), 1, lambda done, of: told.append((done, of)))
    together = scores(which, Plan(), 2, lambda done, of: told.append((done, of)))

    assert [(one.rule.id, [tested.fate for tested in one.tested]) for one in alone] == [
        (one.rule.id, [tested.fate for tested in one.tested]) for one in together
    ]
    assert told[-1] == (len(alone), len(alone))
