"""The open part of the corpus: what patterns find in sentences that were written before them."""

import importlib.util
import sys
from dataclasses import replace
from pathlib import Path

import yaml
from gouji.engine.binding.claims import ClaimFinder

ROOT = Path(__file__).parents[2]
SPEC = importlib.util.spec_from_file_location("claims_benchmark", ROOT / "benchmarks" / "claims.py")
benchmark = importlib.util.module_from_spec(SPEC)
sys.modules["claims_benchmark"] = benchmark
SPEC.loader.exec_module(benchmark)


def test_recall_and_wrong_bindings_of_the_open_part():
    total = benchmark.Score()
    for one in benchmark.scores("open").values():
        total.add(one)

    assert total.recall >= 0.98, total.faults
    assert total.wrong == 0, total.faults


def test_facts_of_the_open_part():
    total = benchmark.Score()
    for one in benchmark.fact_scores("open").values():
        total.add(one)

    assert total.recall >= 0.9, total.faults
    assert total.wrong == 0, total.faults


def test_what_is_compared_of_a_claim():
    printed = {"id": "no_dispute", "value": "0", "measure": "件"}

    assert benchmark.said(printed) == ("no_dispute", "0", None, None, None)
    assert benchmark.said({**printed, "id": "review"}) == ("review", "0", "件", None, None)


def test_scores_tell_the_missing_from_the_wrong():
    entry = {"text": "全年收到政府信息公开申请5件。", "section": "overview", "year": 2023}
    right = benchmark.score({**entry, "claims": [{"id": "received", "value": "5", "measure": "件"}]})
    other = benchmark.score({**entry, "claims": [{"id": "closed", "value": "5", "measure": "件"}]})

    assert (right.found, right.wrong, right.faults) == (1, 0, [])
    assert (other.found, other.wrong) == (0, 1)


def test_clues_hide_nothing():
    for path in sorted(benchmark.SENTENCES.glob("*.yaml")):
        for entry in yaml.safe_load(path.read_text("utf-8"))[::9]:
            arguments = entry["text"], entry["section"], entry["year"]
            assert benchmark.claims_in(*arguments) == searched_for_everything(*arguments)


def searched_for_everything(text, section, year):
    """The claims of a sentence that is searched for every pattern of its form."""
    form = benchmark.form_of(year)
    if year not in FINDERS:
        claims = {key: replace(kind, clues={}) for key, kind in form.schema.claims.items()}
        FINDERS[year] = ClaimFinder(replace(form.schema, claims=claims), form.recognition.text)
    words, residue = form.recognition.text, form.recognition.residue
    line = benchmark.TextLine(text, benchmark.NOWHERE)
    return FINDERS[year].claims(benchmark.passages_of([line], section, words, year, residue), year)


FINDERS = {}
