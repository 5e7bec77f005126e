"""The benchmarks of speed run and tell ratios; their bounds here are generous: any machine, any moment."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "benchmarks"


def run(name, *options):
    command = [sys.executable, str(FOLDER / name), "--json", *options]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    return json.loads(done.stdout)


@pytest.mark.slow
def test_checking_one_file_takes_a_few_times_as_long_as_importing_the_libraries():
    found = run("startup.py", "--rounds", "3")

    assert {"check", "libraries", "ratio"} == set(found)
    assert 1 < found["ratio"] < 10


@pytest.mark.slow
def test_no_stage_takes_out_of_proportion_to_the_others():
    found = run("stages.py", "--rounds", "5")

    assert {"read", "bind", "check", "ratio"} == set(found)
    assert 0 < found["ratio"] < 50


@pytest.mark.slow
def test_looking_for_copied_text_measures_little():
    found = run("copying.py", "--members", "30")

    assert (found["pairs"], found["alike"]) == (435, 1)
    assert found["ratio"] > 2
