from __future__ import annotations

from fractions import Fraction

import pytest
from gouji.grammar.parsing import parse, parse_condition
from gouji.grammar.printing import print_condition, print_expression, print_rule
from gouji.grammar.resolving import resolve
from gouji.grammar.source import Source
from gouji.grammar.syntax import Arithmetic, InOrder, Negation, NumberLiteral, Path, Rule, TextLiteral, Truth
from gouji.grammar.translating import translated
from hypothesis import given, settings
from hypothesis import strategies as st

from .formulas import CATALOGUE, SCHEMA, TABLE
from .strategies import conditions, expressions, rules

LANGUAGES = ("zh", "en")


def rule(text: str) -> Rule:
    parsed = parse(Source(text))
    assert parsed.diagnostics == ()
    assert parsed.rule is not None
    return parsed.rule


def one_line(text: str, language: str) -> str:
    return text.replace("：\n", "：").replace("\n", " ") if language == "zh" else text.replace("\n", " ")


def without_spans(node: object) -> object:
    if isinstance(node, tuple):
        return tuple(map(without_spans, node))
    if hasattr(node, "__dataclass_fields__"):
        return type(node), {
            name: without_spans(getattr(node, name)) for name in node.__dataclass_fields__ if name != "span"
        }
    return node


@pytest.mark.parametrize("language", LANGUAGES)
@settings(max_examples=150, deadline=None)
@given(tree=rules)
def test_a_printed_rule_parses_to_itself(language, tree):
    text = print_rule(tree, language)
    parsed = parse(Source(text))
    assert parsed.diagnostics == ()
    assert parsed.rule == tree
    assert print_rule(parsed.rule, language) == text


@pytest.mark.parametrize("language", LANGUAGES)
@settings(max_examples=50, deadline=None)
@given(tree=conditions)
def test_a_printed_condition_parses_to_itself(language, tree):
    assert parse_condition(Source(print_condition(tree, language))).condition == tree


@pytest.mark.parametrize("language", LANGUAGES)
@settings(max_examples=50, deadline=None)
@given(tree=expressions)
def test_a_printed_expression_parses_to_itself(language, tree):
    assert parse_condition(Source(print_expression(tree, language))).condition == Truth(tree)


@pytest.mark.parametrize(("chinese", "english"), TABLE + CATALOGUE)
def test_with_a_schema_each_language_prints_the_other(chinese, english):
    assert one_line(print_rule(rule(english), "zh", SCHEMA), "zh") == chinese
    assert one_line(print_rule(rule(chinese), "en", SCHEMA), "en") == english


@pytest.mark.parametrize(("chinese", "english"), TABLE + CATALOGUE)
def test_translating_keeps_what_a_rule_means(chinese, english):
    resolved = [resolve(rule(text), SCHEMA, Source(text)) for text in (chinese, english)]
    assert [one.diagnostics for one in resolved] == [(), ()]
    assert without_spans(resolved[0].rule) == without_spans(resolved[1].rule)


@settings(max_examples=150, deadline=None)
@given(tree=rules, language=st.sampled_from(LANGUAGES))
def test_translating_twice_changes_nothing_more(tree, language):
    once = translated(tree, language, SCHEMA)
    assert translated(once, language, SCHEMA) == once


@pytest.mark.parametrize(
    ("text", "chinese", "english"),
    [
        ("((a))=(1)", "a = 1", "a = 1"),
        ("a-(b-c)", "a - (b - c) ", "a - (b - c)"),
        ("(a*b)/(c*d)+1", "a × b ÷ (c × d) + 1", "a * b / (c * d) + 1"),
        ("-(a+b)", "-(a + b)", "-(a + b)"),
        ("not(a or b)and c", "非 (a 或 b) 且 c", "not (a or b) and c"),
        ("(not a)or(b and c)", "非 a 或 b 且 c", "not a or b and c"),
        ("a=b within 1%", "a = b 误差 1%", "a = b within 1%"),
        ("a=0.50", "a = 0.5", "a = 0.5"),
        ("not a in{1}", "a 不属于 {1}", "a not in {1}"),
        ("a is not blank", "a 非空白", "a is not blank"),
        ("is unreadable", "无法读取", "is unreadable"),
        ("a matches /\\//", "a 匹配 /\\//", "a matches /\\//"),
        ("a = “他”", "a = “他”", 'a = "他"'),
        ("a = '”'".replace("'", '"'), 'a = "”"', 'a = "”"'),
        ("每两家".join(("各单位 ", "：a")), "各单位 每两家：a", "each pair of 各单位: a"),
        (
            "when a:each row of b,c except{d}:e",
            "当 a：b, c 每行 除 d：e",
            "when a: each row of b, c except d: e",
        ),
        ("每格（a）", "每格(a)", "every cell (a)"),
        ("some cell of a except b(c)", "a 有格 除 b (c)", "some cell of a except b (c)"),
    ],
)
def test_canonical_form(text, chinese, english):
    assert print_rule(rule(text), "zh") == chinese.strip()
    assert print_rule(rule(text), "en") == english


def test_a_long_rule_is_broken_where_it_reads_well():
    text = "when report.year >= 2024: each claim of received: " + " or ".join(
        ["value = requests[received, total]"] * 3
    )
    assert print_rule(rule(text), "en").split("\n") == [
        "when report.year >= 2024:",
        "each claim of received:",
        "value = requests[received, total]",
        "or value = requests[received, total]",
        "or value = requests[received, total]",
    ]


def test_a_long_conjunction_keeps_its_brackets():
    text = " 且 ".join(["(依申请[新收, 总计] = 0 或 依申请[结转下年, 总计] = 0)"] * 3)
    printed = print_rule(rule(text), "zh")
    assert printed.split("\n")[1] == "且 (依申请[新收, 总计] = 0 或 依申请[结转下年, 总计] = 0)"
    assert rule(printed) == rule(text)


def test_a_long_comparison_stays_on_its_line():
    text = " + ".join(["natural_person"] * 10) + " = total"
    assert print_rule(rule(f"each row of requests: {text}"), "en") == f"each row of requests:\n{text}"


def test_without_a_schema_names_stay_as_written():
    assert (
        print_rule(rule("each column of 依申请: received = 上年.结转下年"), "zh")
        == "依申请 每列：received = 上年.结转下年"
    )


def test_names_are_found_by_position():
    text = (
        "each cell of requests except {received, organisations.other}: row.label = “其他” or other is present"
    )
    assert print_rule(rule(text), "zh", SCHEMA) == (
        "依申请 每格 除 {新收, 法人或其他组织.其他}：行.名称 = “其他” 或 其他事项 存在"
    )


def test_a_name_that_would_change_its_meaning_stays():
    both = "each row of requests: 合计(organisations) = report.total"
    assert print_rule(rule(both), "zh", SCHEMA) == "依申请 每行：合计(法人或其他组织) = 报告.总数"
    assert print_condition(rule("unknown.names = 不知道").condition, "en", SCHEMA) == "unknown.names = 不知道"


def test_the_signature_is_not_the_tail():
    assert print_rule(rule("报告.落款.机关 = 落款"), "en", SCHEMA) == "report.signature.organ = tail"
    assert print_rule(rule("report.signature.organ = tail"), "zh", SCHEMA) == "报告.落款.机关 = 落款"


def test_an_expression_alone():
    expression = Arithmetic("+", Negation(NumberLiteral(Fraction(1, 8))), Path(("总体情况",)))
    assert print_expression(expression, "en", SCHEMA) == "-0.125 + overview"
    assert print_expression(TextLiteral("a”b"), "zh") == '"a”b"'


def test_a_condition_alone_is_translated():
    assert print_condition(InOrder(Path(("sections",))), "zh", SCHEMA) == "各章 依次"


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("each row of requests: previous.total.raw is blank", "依申请 每行：上年.总计.原文 空白"),
        ("requests.handled.refused is present", "依申请.办理结果.不予处理 存在"),
        ("overview.images > 0", "总体情况.各图片 > 0"),
        ("overview.unknown is present", "总体情况.unknown 存在"),
        ("requests.unknown.thing is present", "申请情况.unknown.thing 存在"),
        ("disputes is present", "复议诉讼 存在"),
        ("disputes.unknown.thing is present", "disputes.unknown.thing 存在"),
        ("parameters.longest = 1", "参数.字数上限 = 1"),
        ("sections.unknown is present", "各章.unknown 存在"),
        (
            "each table of overview except {requests}: each cell: column.unit is absent",
            "总体情况 每表 除 依申请：每格：列.单位 缺失",
        ),
        ("each table except unknown: each row: is present", "每表 除 unknown：每行：存在"),
        ("each row of requests: each section: total = 1", "依申请 每行：每章：总计 = 1"),
        ("each row of unknown: total = 1", "unknown 每行：总数 = 1"),
        ("each claim of category except received: row = label", "分类数 每处 除 收到数：行 = 名称"),
        ("sum(claims.received, 1) = 2", "合计(表述.收到数, 1) = 2"),
        ("some cell of previous.requests (value = 1)", "上年.依申请 有格(值 = 1)"),
    ],
)
def test_translation_by_position(english, chinese):
    assert print_rule(rule(english), "zh", SCHEMA) == chinese
    assert print_rule(rule(chinese), "en", SCHEMA) == english.replace("{requests}", "requests")
