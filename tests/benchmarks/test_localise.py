"""The benchmark of localisation, in small: what it plants is found."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "localise.py"


@pytest.fixture(scope="module")
def rows():
    command = [sys.executable, str(SCRIPT), "--cases", "60", "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads(done.stdout)


@pytest.mark.slow
def test_every_planted_set_or_a_smaller_one_is_found(rows):
    assert {row["form"] for row in rows} >= {"cn-2019", "cn-2021"}
    assert all(row["missed"] == 0 and row["found"] + row["smaller"] == row["cases"] for row in rows)


@pytest.mark.slow
def test_every_single_cell_of_a_table_with_sums_both_ways_is_certain(rows):
    both = [row for row in rows if row["form"] != "cn-2014" and "largest" in row["wrong"]]

    assert both
    assert all(row["unique"] == row["found"] == row["cases"] for row in both)


@pytest.mark.slow
def test_no_cell_of_a_single_sum_is_certain_unless_bounds_decide(rows):
    single = [row for row in rows if "single" in row["wrong"] and row["cases"]]

    assert single
    assert all(row["unique"] == row["by_bounds"] < row["cases"] for row in single)


@pytest.mark.slow
def test_it_takes_no_longer_than_a_run_of_the_solver_or_two(rows):
    assert all(row["ratio"] < 5 for row in rows if row["ratio"] is not None)
