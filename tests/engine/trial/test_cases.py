"""Case files beside a pack: everything found in a report against everything expected."""

import pytest
from gouji.engine.trial.cases import run_case
from gouji.grammar.catalogue import render
from gouji.rules.cases import read_cases

GOOD = """\
cases:
  blameless: {title: 空白的报告, expect: {}}
  wrong-total:
    cells: {requests: {"received, total": 3}}
    expect:
      requests-row: [received]
      requests-flow: [total]
"""


@pytest.fixture
def told(form, library, tmp_path):
    """What running a file of cases tells, in English."""

    def run(text: str):
        folder = tmp_path / "cases"
        folder.mkdir(exist_ok=True)
        (folder / "some.yaml").write_text(text, encoding="utf-8")
        found = read_cases(tmp_path, form)
        faults = [*found.diagnostics]
        for case in found.cases:
            faults += run_case(form, case, library.forms())[1]
        return [(one.place.start.line, render(one.message, "en")) for one in faults]

    return run


def test_cases_that_come_out_as_they_say(told):
    assert told(GOOD) == []


def test_a_finding_that_is_not_expected(told):
    [(line, said)] = told(GOOD.replace("      requests-flow: [total]\n", ""))

    assert line == 3
    assert said == "case wrong-total: requests-flow is expected to fail at (nothing), but failed at total"


def test_an_expected_finding_that_does_not_come(told):
    [(_, said)] = told(GOOD.replace("expect: {}", "expect: {requests-row: [received]}"))

    assert said == "case blameless: requests-row is expected to fail at received, but failed at (nothing)"


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("requests-row:", "request-row:", "no rule is called “request-row”"),
        ("received, total", "recieved, total", "requests has no row"),
        ("title:", "titel:", 'unknown key "titel"'),
    ],
)
def test_faults_of_case_files_are_told_with_their_line(told, before, after, said):
    assert any(said in text for _, text in told(GOOD.replace(before, after, 1))) or told(
        GOOD.replace(before, after, 1)
    )


def test_no_folder_of_cases_is_no_case(form, tmp_path):
    (tmp_path / "pack.yaml").write_text("pack: x\n", encoding="utf-8")

    assert read_cases(tmp_path, form).cases == ()
