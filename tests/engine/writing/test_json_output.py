import json
from dataclasses import replace
from fractions import Fraction
from importlib.resources import files

import pytest
from gouji.engine.binding.quantities import Interval
from gouji.engine.writing.json_output import to_json
from jsonschema import Draft202012Validator

SCHEMA = json.loads(files("gouji.engine.writing").joinpath("report.schema.json").read_text("utf-8"))
CASES = (
    "one_wrong_cell",
    "open_cause",
    "two_wrong_cells",
    "inexplicable",
    "ranges",
    "statement_at_fault",
    "clean",
    "undecided",
    "unreadable",
)


def parsed(*results, language="zh", facts=False):
    return json.loads(to_json(results, "0.0.0", language, facts=facts))


@pytest.mark.parametrize("facts", [False, True])
@pytest.mark.parametrize("case", CASES)
def test_the_output_follows_its_schema(case, facts, request):
    value = parsed(request.getfixturevalue(case), facts=facts)

    assert [error.message for error in Draft202012Validator(SCHEMA).iter_errors(value)] == []


def test_the_schema_refuses_keys_it_does_not_know(clean):
    value = parsed(clean) | {"extra": 1}

    assert not Draft202012Validator(SCHEMA).is_valid(value)


def test_a_finding_as_data(one_wrong_cell, snapshot):
    assert snapshot == parsed(one_wrong_cell)["reports"][0]["findings"][0]


def test_a_cause_repeats_its_first_alternative(one_wrong_cell):
    [cause] = parsed(one_wrong_cell)["reports"][0]["causes"]

    assert cause["alternatives"][0]["cells"] == cause["cells"]
    assert (cause["cells"][0]["found"], cause["cells"][0]["suggested"]) == ("0", "3")


def test_a_range_is_an_interval_and_a_statement_at_fault_a_claim(ranges, statement_at_fault, inexplicable):
    [open_one], [blamed], [large] = (
        parsed(result)["reports"][0]["causes"] for result in (ranges, statement_at_fault, inexplicable)
    )

    assert open_one["alternatives"][1]["cells"][0]["suggested"] == {"from": "7", "below": None}
    assert (open_one["further"], open_one["decided"]) == (True, "previous")
    assert [claim["text"] for claim in blamed["alternatives"][0]["claims"]] == ["全年借阅18册"]
    assert (blamed["cells"], blamed["unique"]) == ([], False)
    assert (large["least"], large["alternatives"], large["cells"]) == (5, [], [])
    assert "gouji[solver]" in large["note"]


def test_the_summary_counts_findings(one_wrong_cell, unreadable):
    summary = parsed(one_wrong_cell, unreadable)["summary"]

    assert {key: value for key, value in summary.items() if value} == {
        "reports": 2,
        "failed": 1,
        "unreadable": 1,
        "causes": 1,
        "error": 2,
        "warning": 1,
    }


def test_what_could_not_be_decided_is_open(undecided):
    report = parsed(undecided)["reports"][0]

    assert report["status"] == "incomplete"
    assert {"undetermined"} == {entry["outcome"] for entry in report["open"]}
    assert report["outcomes"]["undetermined"] == len(report["open"])


def test_facts_hold_every_cell_of_the_form(undecided, form):
    facts = parsed(undecided, facts=True)["reports"][0]["facts"]["loans"]

    assert len(form.schema.tables["loans"].leaf_rows) == len(facts)
    assert {key: facts["received"]["adults"][key] for key in ("raw", "value", "counts_as", "state")} == {
        "raw": "/",
        "value": None,
        "counts_as": "unknown",
        "state": "placeholder",
    }


def test_a_table_that_is_not_there_has_absent_cells(clean):
    checked = clean.outcome
    empty = replace(clean, outcome=replace(checked, report=replace(checked.report, tables={}, sections=())))
    report = parsed(empty, facts=True)["reports"][0]

    assert report["facts"]["loans"]["received"]["adults"]["state"] == "absent"
    assert {"absent"} == {section["state"] for section in report["sections"]}


def test_an_interval_is_given_by_its_bounds(one_wrong_cell):
    checked = one_wrong_cell.outcome
    first = checked.findings[0].outcomes[0]
    sides = replace(
        first.comparison, left=Interval(Fraction(3000), Fraction(4000)), right=Interval(None, None)
    )
    finding = replace(checked.findings[0], outcomes=(replace(first, comparison=sides, readings=(sides,)),))
    result = replace(one_wrong_cell, outcome=replace(checked, findings=(finding,)))

    value = parsed(result)["reports"][0]["findings"][0]

    assert value["left"] == {"from": "3000", "below": "4000"}
    assert value["readings"][0]["right"] == {"from": None, "below": None}


def test_nothing_in_the_text_can_steer_a_terminal(undecided):
    text = to_json([replace(undecided, file="坏\x9b\u202e名.docx")], "0.0.0", "zh", facts=True)

    assert not set("\x1b\x9b\u202e") & set(text)
    assert json.loads(text)["reports"][0]["file"] == "坏\x9b\u202e名.docx"
