"""What counts as the running text of a report: no labels of tables, and not only what has a heading."""

from dataclasses import replace

import pytest
from gouji.engine.reading.document import Location, Paragraph
from gouji.grammar.syntax import Kind


def numberings(bound):
    facts = (fact for fact in bound.report.text_facts if fact.kind is Kind.NUMBERING)
    return [fact.text for fact in facts if fact.section == "overview"]


def test_rows_of_a_table_that_fell_apart_are_no_numbering(make, form):
    rows = [
        "（二）部分公开 0 0 0",
        "1.属于国家秘密 0 0 0",
        "2.其他法律行政法规禁止公开 0 0 0",
        "（三）不予",
        "公开",
    ]
    lines = [*rows, "6.属于四类过程性信息 0 0 0", "（五）不予", "处理", "2.重复申请 0 0 0"]
    changes = {"tables": {"requests": None}, "text": {"requests": lines}}
    bound = make.bound(make.sample(form, changes))

    assert not [one for one in bound.report.text_facts if one.section == "requests"]


def test_a_sentence_that_begins_like_a_label_is_text(make, form):
    text = ["（一）予以公开的申请均已送达。", "（三）部分公开的申请逐件说明理由。"]
    bound = make.bound(make.sample(form, {"text": {"overview": text}}))

    assert numberings(bound) == ["（一）（三）"]


def excerpt(*lines):
    def change(document):
        said = ("东江市南屏区水务局2023年政府信息公开工作年度报告", "（节选）", *lines)
        places = [Location(line=number) for number in range(1, len(said) + 1)]
        head = tuple(Paragraph(text, place) for text, place in zip(said, places, strict=True))
        return replace(document, blocks=head)

    return change


SAID = "2023年，我局收到政府信息公开申请4件。"
NAMES = "本报告由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况3部分组成。"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ((SAID,), [("received", 4)]),
        ((NAMES,), []),
        ((NAMES, SAID), [("received", 4)]),
        (("一、总体情况", "（一）主动公开。更新栏目。"), []),
        ((SAID, "一、总体情况", "（一）主动公开。更新栏目。"), []),
        ((SAID, "二、主动公开政府信息情况", "见下表。"), [("received", 4)]),
    ],
)
def test_before_the_first_heading_of_an_excerpt_there_may_be_text(make, form, lines, expected):
    bound = make.bound(excerpt(*lines)(make.sample(form)))

    assert [(one.id, one.value) for one in bound.report.claims] == expected


def test_an_excerpt_may_have_left_out_points(make, form):
    lines = ("（二）依申请公开。规范答复。", "（四）平台建设。维护专栏。")
    whole = make.bound(make.sample(form, {"text": {"overview": list(lines)}}))
    part = make.bound(excerpt("一、总体情况", *lines)(make.sample(form)))

    assert numberings(whole) == ["（二）（四）"]
    assert numberings(part) == []


def test_a_claim_of_the_preamble_is_looked_for_there_and_nowhere_else(make, form):
    said = "本报告由区政府办公室汇总32个部门、12个镇的年度报告编制。"
    before = make.bound(make.sample(form, {"text": {"preamble": said}}))
    inside = make.bound(make.sample(form, {"text": {"overview": said}}))

    found = [(one.instance, one.value, one.section) for one in before.report.claims]
    assert [one for one in found if one[2] == "preamble"] == [
        ("covered_organs#1", 32, "preamble"),
        ("covered_organs#2", 12, "preamble"),
    ]
    assert not [one for one in inside.report.claims if one.id == "covered_organs"]
