"""Proofs: contradictions with their smallest sets, forced cells, guards, rules that cannot fail."""

import pytest
from gouji.grammar.catalogue import render
from gouji.grammar.messages import Text
from gouji.rules import solver
from gouji.rules.proving import proofs, systems
from gouji.rules.proving.proofs import prove


def told(pack):
    return [(found.code.removeprefix("proof."), found.rule) for found in prove(pack).findings]


def test_sound_rules_have_no_finding(books):
    pack = books.pack(
        rows="借阅 每行：总计 = 成人 + 少儿",
        fewer="借阅 每列：遗失 ≤ 借出",
        lengths="字数(借阅情况) ≥ 30",
        guarded="当 借阅[借出, 总计] > 10：借阅[遗失, 总计] > 0",
    )

    assert told(pack) == []


def test_the_smallest_conflict_of_four_rules(books):
    pack = books.pack(
        rows="借阅 每行：总计 = 成人 + 少儿",
        idle="借阅 每列：遗失 ≥ 0",
        more="借阅[借出, 总计] ≥ 借阅[购入, 总计] + 1",
        fewer="借阅[购入, 总计] ≥ 借阅[借出, 总计] + 借阅[遗失, 成人]",
    )

    conflict = prove(pack).findings[0]

    assert [related.rule for related in conflict.related] == ["more", "fewer"]
    assert [related.place.start.column for related in conflict.related] == [7, 7]


def test_every_conflict_is_told(books):
    pack = books.pack(
        one="借阅[借出, 总计] = 1",
        two="借阅[借出, 总计] = 2",
        three="借阅[遗失, 总计] = 1",
        four="借阅[遗失, 总计] = 2",
    )

    assert told(pack) == [("contradiction", "one"), ("contradiction", "three")]


def test_a_conflict_of_whole_numbers_only(books):
    assert told(books.pack(half="借阅[借出, 总计] × 2 = 7")) == [("contradiction", "half")]


def test_a_conflict_under_a_guard_names_the_rules_it_contradicts(books):
    pack = books.pack(
        rows="借阅 每行：总计 = 成人 + 少儿",
        some="当 借阅[借出, 成人] > 0：借阅[借出, 总计] = 0",
    )

    conflict = prove(pack).findings[0]

    assert [(related.rule, related.instance) for related in conflict.related] == [
        ("some", ""),
        ("rows", "lent"),
    ]


def test_a_forced_cell(books):
    pack = books.pack(
        rows="借阅 每行：总计 = 成人 + 少儿",
        sign="借阅[借出, 总计] = 借阅[借出, 成人] - 借阅[借出, 少儿]",
    )

    forced = prove(pack).findings

    assert [found.code for found in forced] == ["proof.forced_cell"]
    assert render(forced[0].message, "en") == (
        "the rules leave loans[lent, child] one value only: 0 (rows, sign)"
    )


@pytest.mark.parametrize(
    "guard",
    [
        "报告.年度 > 2020 且 报告.年度 < 2020",
        "字数(借阅情况) < 0",
        "借阅情况 存在 且 借阅情况 不存在",
        "报告.机关类别 = “town” 且 报告.机关类别 = “city”",
        "报告.年度 = 2020：当 报告.年度 ≠ 2020",
    ],
)
def test_guards_that_are_never_met(books, guard):
    assert told(books.pack(never=f"当 {guard}：借阅[借出, 总计] > 0")) == [("guard_never_met", "never")]


def test_guards_on_what_a_faulty_report_may_hold_are_met(books):
    assert told(books.pack(sign="当 借阅[借出, 总计] < 0：借阅[遗失, 总计] > 0")) == []


@pytest.mark.parametrize(
    "check",
    [
        "字数(借阅情况) ≥ 0",
        "借阅[借出, 总计] ≥ 3 或 借阅[借出, 总计] < 3",
        "当 借阅[借出, 总计] > 3：借阅[借出, 总计] > 2",
        "借阅 每行：总计 + 1 > 总计",
    ],
)
def test_rules_that_can_never_fail(books, check):
    assert told(books.pack(tame=check)) == [("never_fails", "tame")]


def test_a_rule_that_can_never_hold(books):
    assert told(books.pack(wild="字数(借阅情况) < 0")) == [("never_holds", "wild")]


def test_relations_that_follow_from_others_are_kept_and_named(books):
    pack = books.pack(
        rows="借阅 每行：总计 = 成人 + 少儿",
        columns="借阅 每列：借出 = 购入 + 遗失",
        bound="借阅[借出, 总计] ≥ 0",
        weak="借阅[借出, 总计] ≥ 借阅[购入, 成人]",
    )

    proven = prove(pack)
    implied = {(one.relation.rule.id, one.relation.instance): len(one.by) for one in proven.implied}

    assert proven.findings == ()
    assert implied == {("columns", "total"): 5, ("bound", ""): 0, ("weak", ""): 2}


def test_rules_that_are_switched_off_take_no_part(books):
    pack = books.pack(one="借阅[借出, 总计] = 1", two="借阅[借出, 总计] = 2")
    rules = {**pack.rules}
    rules["two"] = type(rules["two"])(**{**vars(rules["two"]), "disabled": Text("本市不用", "not here")})

    assert "contradiction" not in dict(told(type(pack)(**{**vars(pack), "rules": rules})))


def test_without_a_solver_the_rest_is_proven(books, monkeypatch):
    for module in (proofs, systems):
        monkeypatch.setattr(module, "available", lambda: False)
    pack = books.pack(
        one="借阅[借出, 总计] = 1",
        two="借阅[借出, 总计] = 2",
        never="当 借阅情况 存在 且 借阅情况 不存在：借阅[借出, 总计] = 1",
    )

    proven = prove(pack)

    assert not proven.solver
    assert [found.rule for found in proven.findings] == ["never"]


@pytest.mark.skipif(not solver.available(), reason="needs the solver")
def test_the_same_findings_every_time(books):
    pack = books.pack(one="借阅[借出, 总计] = 1", two="借阅[借出, 总计] = 2", three="借阅[借出, 总计] = 3")

    assert prove(pack).findings == prove(pack).findings
