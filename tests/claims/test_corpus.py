"""The open part of the corpus: what patterns find in sentences that were written before them."""

import importlib.util
import sys
from pathlib import Path

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
