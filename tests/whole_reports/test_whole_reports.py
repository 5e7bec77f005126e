"""Whole reports: silence where all is right, and most errors found where some were planted."""

import importlib.util
import sys
from pathlib import Path

import pytest
from gouji.rules.library import Library

ROOT = Path(__file__).parents[2]
SPEC = importlib.util.spec_from_file_location(
    "whole_reports_benchmark", ROOT / "benchmarks" / "whole_reports.py"
)
benchmark = importlib.util.module_from_spec(SPEC)
sys.modules["whole_reports_benchmark"] = benchmark
SPEC.loader.exec_module(benchmark)
FOLDER = Path(__file__).parent
RIGHT = sorted((FOLDER / "right").glob("*.txt"))


@pytest.fixture(scope="module")
def library() -> Library:
    return Library()


@pytest.mark.parametrize("path", RIGHT, ids=lambda path: path.stem)
def test_nothing_is_demanded_of_a_report_that_is_right(library, path):
    found = benchmark.told(path, library)
    assert [(one.rule.id, one.instance) for one in found] == []


def test_most_planted_errors_are_found(library):
    errors, lost = benchmark.missed(FOLDER / "planted", library)

    assert len(errors) >= 40
    assert len(lost) <= 0.3 * len(errors), lost


def test_an_error_is_found_by_the_line_it_stands_in(library, tmp_path):
    text = (FOLDER / "right" / RIGHT[0].name).read_text("utf-8")
    line = next(one for one in text.splitlines() if one.startswith("（七）总计"))
    cells = line.split("\t")
    wrong = "\t".join([*cells[:-1], str(int(cells[-1]) + 1)])
    (tmp_path / "错.txt").write_text(text.replace(line, wrong), "utf-8")
    (tmp_path / "PLANTED.yaml").write_text(
        "错.txt:\n  - {paragraph: （七）总计, wrong: 总计, right: 总计, kind: sum}\n", "utf-8"
    )

    errors, lost = benchmark.missed(tmp_path, library)
    assert (len(errors), lost) == (1, [])
