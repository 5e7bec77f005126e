"""Every rule of every shipped form is proven by its examples: one test a rule, and none without examples."""

import pytest
from gouji.engine.trial.examples import run_examples
from gouji.grammar.catalogue import render
from gouji.rules.cache import PackCache
from gouji.rules.library import Library
from gouji.rules.pack import Topic

FORMS = Library(cache=PackCache(None)).forms()
RULES = [
    pytest.param(form, rule, id=f"{form.id}-{rule.id}") for form in FORMS for rule in form.rules.values()
]
OF_TEXTS = {Topic.TEXT, Topic.WRITING}


@pytest.mark.parametrize(("form", "rule"), RULES)
def test_examples(form, rule):
    verdicts = {example.verdict for example in rule.examples}
    faults = [
        f"{result.example.place.file}:{result.example.place.start.line}: {render(result.fault, 'en')}"
        for result in run_examples(form, rule, FORMS)
        if result.fault is not None
    ]

    assert {"pass", "fail"} <= verdicts
    assert rule.topic not in OF_TEXTS or "silent" in verdicts
    assert faults == []
