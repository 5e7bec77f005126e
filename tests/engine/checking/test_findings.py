"""What a person is told: sentences, merging, fingerprints, order."""

import random
from dataclasses import replace

import pytest
from gouji.engine.binding.report import Identity, Located
from gouji.engine.checking.checking import check
from gouji.engine.checking.outcomes import ReportStatus
from gouji.grammar.catalogue import render
from gouji.grammar.messages import Text
from gouji.rules.pack import Ground, Pack, Severity


def told(village, text, on=None, language="zh", **options):
    made = village.pack(village.rule(text, ground=Ground.STYLE, **options))
    return [
        render(finding.message, language) for finding in check(on or village.report(), made, made).findings
    ]


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        (
            "each row of loans: total = adults + sum(groups)",
            "一、新到：总计 7 ≠ 成人 2 ＋ 团体各项之和 1 ＝ 3，相差 4",
            "一、新到: 总计 7 ≠ 成人 2 ＋ sum of 团体 1 ＝ 3; the difference is 4",
        ),
        (
            "each column of loans except {adults, groups}: new <= kept",
            "总计：一、新到 7 ＞ 二、留存 0",
            "总计: 一、新到 7 ＞ 二、留存 0",
        ),
        (
            "loans[new, total] - 1 = loans[left, adults]",
            "一、新到·总计 7 － 1 ＝ 6 ≠ 四、结转·成人 0，相差 6",
            "一、新到·总计 7 － 1 ＝ 6 ≠ 四、结转·成人 0; the difference is 6",
        ),
        (
            "-loans[new, total] = 2 * loans[left, adults]",
            "－一、新到·总计 7 ＝ -7 ≠ 0，相差 -7",
            None,
        ),
        (
            "loans[new, total] = 0 or loans[new, total] = loans[left, total]",
            "几种算法都对不上：一、新到·总计 7 ≠ 0、一、新到·总计 7 ≠ 四、结转·总计 0",
            None,
        ),
        ("each section: is absent", "多出“一、概况”", "“一、概况” has no place here"),
        ('overview mentions "闭馆"', "规则：没有提到“闭馆”", "rule: “闭馆” not mentioned"),
        ('overview not mentions "全年"', "规则：出现了“全年”", "rule: “全年” found"),
        ("overview not matches /三百/", "规则：“三百”", "rule: “三百”"),
        ("overview matches /闭馆/", "规则", "rule"),
        ("each section: balanced(label) and 1 = 2", "一、概况：1 ≠ 2，相差 -1", None),
        ("each table: is blank", "规则：表一", "rule：表一"),
    ],
)
def test_without_wording_the_shape_of_the_rule_makes_the_sentence(village, text, zh, en):
    on = village.report({"new, adults": 2, "new, groups.club": 1, "new, total": 7})

    assert told(village, text, on)[0] == zh
    if en:
        assert told(village, text, on, "en")[0] == en


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("each cell of loans: is not blank", "“一、新到，成人”空白"),
        ("each cell of loans: is not placeholder", "“一、新到，总计”填的是“/”，不是数字"),
        ("each cell of loans: is not unreadable", "“一、新到，学校”认不出内容"),
        ("each cell of loans: is present", "没有找到“一、新到，社团”"),
    ],
)
def test_states_of_cells_are_told(village, text, expected):
    cells = {"new, adults": "", "new, total": "/", "new, groups.school": "若干", "new, groups.club": None}

    assert told(village, text, village.report(cells)) == [expected]


def test_a_foreign_heading_is_told(village):
    on = village.report(sections=[village.section(None, "附。")])

    assert told(village, "each heading: is declared", on) == ["“附录”不在格式之内"]


def test_sections_out_of_order_are_told(village):
    on = village.report(sections=[village.section("loans", order=1), village.section("overview", order=2)])

    assert told(village, "sections in order", on) == ["“一、概况”的位置与格式的顺序不同，或有重复"]


def test_the_wording_of_the_rule_is_filled_in(village):
    wording = Text(
        "{label}（{instance}）：{raw}，{left}与{right}差{difference}，{found}，{unknown}",
        "{label}: {difference}",
    )
    on = village.report({"new, total": 7})
    text = "each row of loans: total = adults"

    assert told(village, text, on, wording=wording) == ["一、新到（new）：7，7与0差7，7，{unknown}"]
    assert told(village, text, on, "en", wording=wording) == ["一、新到: 7"]


def test_what_was_found_in_the_text_is_quoted_shortly(village):
    on = village.report(sections=[village.section("overview", "甲" * 50)])

    assert told(village, "overview not matches /甲+/", on, wording=Text("{found}|{left}", "")) == [
        "甲" * 39 + "…|没有数"
    ]


def test_no_sentence_says_what_a_value_should_be(village):
    on = village.report({"new, total": 7})

    assert all("应为" not in one for one in told(village, "each row of loans: total = adults", on))


@pytest.mark.parametrize(
    ("merge", "instances"),
    [
        (None, {"kept,adults", "new,adults", "new,total"}),
        ("row", {"kept", "new"}),
        ("column", {"adults", "total"}),
        ("table", {"loans"}),
        ("report", {""}),
    ],
)
def test_failing_instances_are_merged_as_the_rule_asks(village, merge, instances):
    made = village.pack(village.rule("each cell of loans: value = 0", merge=merge))
    on = village.report({"new, adults": 1, "new, total": 2, "kept, adults": 3})
    findings = check(on, made, made).findings

    assert {one.instance for one in findings} == instances
    assert sum(len(one.outcomes) for one in findings) == 3
    assert sum(len(one.cells) for one in findings) == 3


@pytest.mark.parametrize(
    ("merge", "expected"),
    [
        ("row", ["“一、新到”空白（共 2 处）"]),
        ("column", ["“一、新到，成人”空白", "“一、新到，总计”空白"]),
        ("report", ["“一、新到，成人、一、新到，总计等 2 处”空白（共 2 处）"]),
    ],
)
def test_merged_places_are_named_by_what_they_share(village, merge, expected):
    on = village.report({"new, adults": "", "new, total": ""})

    assert told(village, "each cell of loans: is not blank", on, merge=merge) == expected


def test_merging_rows_of_a_table_scope_keeps_the_table(village):
    made = village.pack(village.rule("each table: each cell: value = 0", merge="row"))
    findings = check(village.report({"new, adults": 1}), made, made).findings

    assert [one.instance for one in findings] == ["loans/new"]
    made = village.pack(village.rule("each section: is absent", merge="table"))
    assert len(check(village.report(), made, made).findings) == 4


def test_the_gravest_severity_of_merged_instances_counts(village):
    made = village.pack(
        village.rule("each cell of loans: value = 0", merge="report", grades=[("value = 1", "info")])
    )
    [finding] = check(village.report({"new, adults": 1, "new, total": 2}), made, made).findings

    assert finding.severity is Severity.ERROR


def fingerprints(village, text, on, **options):
    made = village.pack(village.rule(text, **options))
    return [one.fingerprint for one in check(on, made, made).findings]


def test_a_fingerprint_is_of_organ_year_rule_and_instance_only(village):
    text = "each row of loans: total = 0"
    first = fingerprints(village, text, village.report({"new, total": 1}))

    assert fingerprints(village, text, village.report({"new, total": 2})) == first
    assert fingerprints(village, text, village.report({"new, total": 1}), id="other") != first
    assert fingerprints(village, text, village.report({"kept, total": 1})) != first
    elsewhere = Identity(year=2020, organ=Located("乙室", "乙室", None))
    assert fingerprints(village, text, village.report({"new, total": 1}, identity=elsewhere)) != first
    later = Identity(year=2021, organ=Located("山前村图书室", "山前村图书室", None))
    assert fingerprints(village, text, village.report({"new, total": 1}, identity=later)) != first
    nameless = village.report({"new, total": 1}, identity=Identity())
    assert len(fingerprints(village, text, nameless)[0]) == 16


def test_what_is_only_counted_is_known_by_its_words(village):
    foreign = village.section(None, printed="附录 2020", order=7)
    moved = village.section(None, printed="附录2021", order=9)
    other = village.section(None, printed="大事记", order=7)
    first, second, third = (
        fingerprints(village, "each heading: is declared", village.report(sections=[one]))
        for one in (foreign, moved, other)
    )

    assert first == second
    assert first != third


def test_findings_with_a_cause_come_first_and_together(village):
    made = village.pack(
        village.rule("each section: is absent", id="a-first", ground=Ground.REQUIREMENT),
        village.rule("each row of loans: total = adults + sum(groups)", id="rows"),
        village.rule("each column of loans: done.total = sum(done except total)", id="columns"),
        village.rule("each column of loans: new + kept = done.total + left", id="balance"),
    )
    on = village.report({"done.sold, adults": 2, "done.lent.map, groups.club": 5})
    checked = check(on, made, made)

    assert [(one.cause, one.rule.id, one.instance) for one in checked.findings] == [
        ("c1", "rows", "done.lent.map"),
        ("c1", "columns", "groups.club"),
        ("c2", "rows", "done.sold"),
        ("c2", "columns", "adults"),
        (None, "a-first", "overview"),
        (None, "a-first", "loans"),
        (None, "a-first", "money"),
        (None, "a-first", "plans"),
    ]
    assert [cause.id for cause in checked.causes] == ["c1", "c2"]


def test_the_order_of_rules_does_not_matter(village):
    rules = [
        village.rule("each row of loans: total = adults + sum(groups)", id="rows"),
        village.rule("each column of loans: done.total = sum(done except total)", id="columns"),
        village.rule("each cell of loans: value < 5", id="cap", ground=Ground.PLAUSIBILITY),
        village.rule('overview mentions "闭馆"', id="closed", ground=Ground.STYLE),
        village.rule("each section: is absent", id="none", ground=Ground.STYLE),
    ]
    on = village.report({"done.sold, adults": 7, "new, total": 6, "new, adults": ""})
    results = []
    for seed in range(5):
        shuffled = random.Random(seed).sample(rules, len(rules))
        made = village.pack(*shuffled)
        checked = check(on, made, made)
        results.append((checked.findings, checked.causes, checked.outcomes, checked.status))

    assert all(one == results[0] for one in results)


@pytest.mark.parametrize(
    ("text", "severity", "expected"),
    [
        ("1 = 1", Severity.ERROR, ReportStatus.PASSED),
        ("1 = 2", Severity.ERROR, ReportStatus.FAILED),
        ("1 = 2", Severity.WARNING, ReportStatus.FAILED),
        ("1 = 2", Severity.INFO, ReportStatus.PASSED),
        ("1 / loans[new, total] = 2", Severity.ERROR, ReportStatus.INCOMPLETE),
        ("1 / loans[new, total] = 2", Severity.WARNING, ReportStatus.PASSED),
    ],
)
def test_what_a_report_comes_to(village, text, severity, expected):
    made = village.pack(village.rule(text, severity=severity))

    assert check(village.report(), made, made).status is expected


def test_only_the_chosen_rules_are_told_of_but_no_repair_breaks_another(village):
    made = village.pack(
        village.rule("each row of loans: total = adults + sum(groups)", id="rows"),
        village.rule("each column of loans: done.total = sum(done except total)", id="columns"),
    )
    checked = check(village.report({"done.sold, adults": 2}), made, made, rules=frozenset({"rows"}))
    [cause] = checked.causes

    assert [one.rule.id for one in checked.findings] == ["rows"]
    assert cause.unique
    assert cause.explains == (checked.findings[0].fingerprint,)


def test_causes_of_rules_that_were_not_chosen_are_not_told(village):
    made = village.pack(
        village.rule("each row of loans: total = adults + sum(groups)", id="rows"),
        village.rule("loans[new, adults] = 0", id="zero"),
    )
    on = village.report({"new, adults": 3, "new, total": 3, "left, adults": 2})
    checked = check(on, made, made, rules=frozenset({"zero"}))
    [cause] = checked.causes

    assert [one.rule.id for one in checked.findings] == ["zero"]
    assert cause.explains == (checked.findings[0].fingerprint,)
    assert "left" not in {cell.place.row[0] for one in cause.alternatives for cell in one.cells}


def test_a_pack_is_not_changed_by_checking(village):
    made = village.pack(village.rule("1 = 2"))
    copy = Pack(**{name: getattr(made, name) for name in made.__dataclass_fields__})
    check(village.report(), made, made)

    assert replace(made) == copy
