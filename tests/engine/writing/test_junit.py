"""JUnit XML of a run: how each rule ended, as a case."""

from dataclasses import replace

import pytest
from gouji.engine.checking.outcomes import Acceptance, Status
from gouji.engine.writing.junit import junit
from gouji.engine.writing.results import Result
from gouji.grammar.messages import message
from gouji.rules.pack import Severity
from lxml import etree


def read(*results, language="zh"):
    return etree.fromstring(junit(results, language).encode())


def cases(found):
    """How each case ended, by its name."""
    return {
        case.get("name"): next((each.tag for each in case if each.tag != "system-out"), "passed")
        for case in found.iter("testcase")
    }


def test_each_file_is_a_suite_and_each_rule_a_case(one_wrong_cell, clean):
    found = read(one_wrong_cell, replace(clean, file="二.docx"))

    assert [suite.get("name") for suite in found] == ["年报/松溪.docx", "二.docx"]
    rules = dict.fromkeys(one.rule.id for one in clean.outcome.outcomes)
    assert [case.get("name") for case in found[1]] == list(rules)


def test_a_rule_with_findings_fails_with_what_a_person_must_know(one_wrong_cell):
    found = read(one_wrong_cell)

    failed = {name for name, ended in cases(found).items() if ended == "failure"}
    assert failed == {one.rule.id for one in one_wrong_cell.outcome.findings if one.severity != "info"}
    first = found.find(".//failure")
    assert first.get("type") in {"error", "warning"}
    assert first.get("message")
    assert "第1个表格" in first.text


def test_the_counts_are_those_of_the_cases(one_wrong_cell, undecided, unreadable):
    found = read(one_wrong_cell, undecided, unreadable)

    for node in (found, *found):
        for name, tag in (
            ("tests", "testcase"),
            ("failures", "failure"),
            ("errors", "error"),
            ("skipped", "skipped"),
        ):
            assert int(node.get(name)) == len(list(node.iter(tag)))


def test_a_file_that_cannot_be_read_is_an_error(unreadable):
    (case,) = read(unreadable).iter("testcase")

    assert case.find("error").get("type") == "unsupported"
    assert case.find("error").text


def test_what_could_not_be_decided_is_skipped_with_the_reason(undecided):
    found = read(undecided)

    skipped = [each.get("message") for each in found.iter("skipped")]
    assert any(one.startswith("没法判断") for one in skipped)
    assert not list(found.iter("failure"))


def test_a_rule_that_does_not_apply_is_skipped(clean):
    checked = clean.outcome
    rule = checked.outcomes[0].rule.id
    outcomes = tuple(
        replace(one, status=Status.NOT_APPLICABLE, reason=None) if one.rule.id == rule else one
        for one in checked.outcomes
    )

    found = read(Result("a", replace(checked, outcomes=outcomes)))

    assert cases(found)[rule] == "skipped"
    assert found.find(".//skipped").get("message") == "不适用"


def test_a_broken_rule_is_an_error(clean):
    checked = clean.outcome
    first = replace(checked.outcomes[0], status=Status.BROKEN, reason=message("writing.advice_broken"))

    found = read(Result("a", replace(checked, outcomes=(first, *checked.outcomes[1:]))))

    assert cases(found)[first.rule.id] == "error"


@pytest.mark.parametrize(
    "change",
    [{"severity": Severity.INFO}, {"status": "accepted", "acceptance": Acceptance(reason="已核实")}],
)
def test_notes_and_accepted_findings_fail_nothing_but_are_told(one_wrong_cell, change):
    checked = one_wrong_cell.outcome
    findings = tuple(replace(one, **change) for one in checked.findings)

    found = read(Result("a", replace(checked, findings=findings, causes=())))

    assert "failure" not in cases(found).values()
    told = [each.text for each in found.iter("system-out")]
    assert len(told) == len({one.rule.id for one in findings})
    assert all("已核实" in one for one in told) is ("acceptance" in change)


def test_nothing_foreign_breaks_the_xml(one_wrong_cell):
    hostile = "]]>&<x a='1'>\x00\x1b\ufffe\u202e\udc80.docx"

    found = read(replace(one_wrong_cell, file=hostile))

    assert found[0].get("name") == "]]>&<x a='1'>�����.docx"


def test_everything_is_there_in_english(one_wrong_cell, undecided, unreadable):
    found = read(one_wrong_cell, undecided, unreadable, language="en")

    assert len(found) == 3


def test_a_run_without_files_is_a_document_too():
    assert read().get("tests") == "0"
