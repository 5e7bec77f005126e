"""All reports of a run seen together."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from gouji.engine.office.fleet import at_least, fleet
from gouji.engine.office.ledger import Column, Degree, Ledger, Origin, Row
from gouji.engine.office.resting import Rest, remembered, rests
from gouji.engine.pipeline import check_document
from gouji.engine.reading.document import Unreadable
from gouji.engine.trial.sample import sample_document
from gouji.engine.writing.fleet_sheet import fleet_json, write_fleet
from gouji.engine.writing.results import Result
from gouji.engine.writing.sheet import Sheet
from gouji.grammar.messages import message
from gouji.rules.library import Library

TOTAL = {"requests": {"received, total": 7}}
LIBRARY = Library()
FORM = next(form for form in LIBRARY.forms() if form.id == "cn-2021")
CHECKED = {
    name: check_document(sample_document(FORM, changes), LIBRARY)
    for name, changes in (("sound", {}), ("wrong", {"cells": TOTAL}))
}


def results(wrong, sound):
    """So many reports with a wrong total, and so many without."""
    kinds = ["wrong"] * wrong + ["sound"] * sound
    return [named(CHECKED[kind], f"青川市第{at}局") for at, kind in enumerate(kinds)]


def named(checked, organ):
    identity = checked.report.identity
    located = replace(identity.organ, text=organ, value=organ)
    report = replace(checked.report, identity=replace(identity, organ=located))
    return Result(f"{organ}.docx", replace(checked, report=report))


def told(found, language="zh"):
    sheet = Sheet(80)
    write_fleet(sheet, found, language)
    return sheet.plain()


def test_the_commonest_kind_of_cause_names_its_organs():
    found = fleet(results(3, 4))

    assert found.reports == 7
    assert found.frequent[0].organs == ("青川市第0局", "青川市第1局", "青川市第2局")
    assert "3 个单位（青川市第0局、青川市第1局、青川市第2局）" in told(found).replace("\n", "").replace(
        " ", ""
    ).replace("3个单位", "3 个单位")


def test_what_one_report_alone_has_is_no_kind():
    assert fleet(results(1, 6)).frequent == ()


@pytest.mark.parametrize(("wrong", "sound", "suspected"), [(4, 4, False), (6, 6, True), (6, 30, False)])
def test_a_rule_is_suspected_when_it_fails_in_an_unlikely_share(wrong, sound, suspected):
    found = fleet(results(wrong, sound))

    assert bool(found.suspicions) is suspected


def test_a_suspicion_tells_the_place_and_the_shares():
    one = next(one for one in fleet(results(6, 6)).suspicions if one.rule.id == "requests-row-total")

    assert (one.failed, one.applicable, one.instance) == (6, 12, "received")
    assert one.usual < 0.1
    assert one.chance < 0.001


def test_many_organs_are_counted_not_all_named():
    text = told(fleet(results(9, 3)))

    assert "另有 3 个" in text
    assert "可能是规则有误" in text


def test_a_clean_run_says_nothing():
    assert told(fleet(results(0, 5))) == "\n"


def test_files_that_cannot_be_read_are_no_reports():
    lost = Unreadable("a.docx", "damaged", message("reading.damaged"), message("reading.damaged"))

    assert fleet([Result("a.docx", lost), *results(0, 2)]).reports == 2


def row(number, organ, decision, rules):
    words = {Column.NUMBER: number, Column.ORGAN: organ, Column.DECISION: decision}
    return Row(words, ("k" + number,), Origin("a.docx", organ, 2023, 1, Degree.ERROR, rules, "v"))


def test_a_withdrawn_rule_names_the_letters_that_rest_on_it():
    ledger = Ledger(
        (
            row("1", "青川市林业局", "退回", ("requests-row-total",)),
            row("2", "青川市林业局", "退回", ("requests-row-total", "other")),
            row("3", "青川市教育局", "不退", ("requests-row-total",)),
            row("4", "青川市粮食局", "已电话说明", ("requests-row-total",)),
            row("5", "青川市水务局", "退回", ("other",)),
        )
    )

    found = fleet([], rests(ledger), {"requests-row-total": "上级已更正", "unused": ""})

    assert [(one.rule, one.letters) for one in found.resting] == [
        ("requests-row-total", (("青川市林业局", ("1", "2")), ("青川市粮食局", ("4",))))
    ]
    assert "青川市林业局（台账第 1、2 号）" in told(found)
    assert "上级已更正" in told(found)
    assert "rows 1, 2 of the ledger" in told(found, "en")


def test_the_same_as_json():
    found = fleet(results(6, 6), [Rest("青川市林业局", "1", "x")], {"x": ""})

    data = json.loads(json.dumps(fleet_json(found, "zh")))

    assert data["reports"] == 12
    assert data["suspicions"][0]["share"] == 0.5
    assert data["withdrawn"] == [
        {"rule": "x", "reason": None, "letters": [{"organ": "青川市林业局", "rows": ["1"]}]}
    ]
    assert data["frequent"][0]["causes"] == 6


def test_a_chance_is_exact():
    assert at_least(0, 5, 0.3) == pytest.approx(1.0)
    assert at_least(5, 5, 0.5) == pytest.approx(1 / 32)
    assert at_least(1, 3, 1.0) == 1.0


def test_what_was_told_stays_told_when_its_rule_is_withdrawn():
    before = [Rest("青川市林业局", "1", "x"), Rest("青川市林业局", "2", "y")]
    ledger = Ledger((row("3", "青川市教育局", "退回", ("z",)),))

    assert remembered(ledger, before, {"x"}) == (Rest("青川市教育局", "3", "z"), before[0])
    assert remembered(None, before, {"y"}) == (before[1],)
