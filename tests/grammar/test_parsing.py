from __future__ import annotations

import logging
from fractions import Fraction

import pytest
from gouji.grammar import lexicon
from gouji.grammar.catalogue import render
from gouji.grammar.diagnostics import Position
from gouji.grammar.parsing import grammar_text, parse, parse_condition
from gouji.grammar.source import Source, Span
from gouji.grammar.syntax import (
    And,
    Arithmetic,
    Call,
    CallArgument,
    CellReference,
    Comparison,
    DateLiteral,
    Expression,
    Function,
    Guard,
    InOrder,
    Kind,
    Match,
    Membership,
    Mention,
    Negation,
    Not,
    NumberLiteral,
    Or,
    PairScope,
    Path,
    Quantified,
    Rule,
    Scope,
    State,
    StateTest,
    TextLiteral,
    Truth,
)
from gouji.grammar.translating import translated
from hypothesis import given, settings
from hypothesis import strategies as st
from lark import Lark, logger

from .formulas import CATALOGUE, SCHEMA, TABLE


def rule(text: str) -> Rule:
    parsed = parse(Source(text))
    assert parsed.diagnostics == ()
    assert parsed.rule is not None
    return parsed.rule


def condition(text: str):
    return rule(text).condition


def expression(text: str) -> Expression:
    found = condition(text)
    assert isinstance(found, Truth)
    return found.expression


def faults(text: str) -> list[tuple[str, int]]:
    return [
        (fault.code.removeprefix("syntax."), fault.place.start.column)
        for fault in parse(Source(text)).diagnostics
    ]


def help_of(text: str, language: str = "en") -> str | None:
    (fault,) = parse(Source(text)).diagnostics
    return fault.help and render(fault.help, language)


def path(*names: str) -> Path:
    return Path(names)


A, B, C = path("a"), path("b"), path("c")


def conflicts(grammar: str, caplog: pytest.LogCaptureFixture) -> list[str]:
    before, propagates = logger.level, logger.propagate
    logger.setLevel(logging.DEBUG)
    logger.propagate = True
    try:
        with caplog.at_level(logging.DEBUG, logger=logger.name):
            Lark(grammar, parser="lalr", debug=True)
    finally:
        logger.setLevel(before)
        logger.propagate = propagates
    return [record.getMessage() for record in caplog.records if "conflict" in record.getMessage().lower()]


def test_the_grammar_has_no_conflicts(caplog):
    assert conflicts(grammar_text(), caplog) == []


def test_a_conflict_would_be_seen(caplog):
    assert conflicts('start: "a" start?  | start "a"\n', caplog) != []


@pytest.mark.parametrize(("chinese", "english"), TABLE + CATALOGUE)
def test_both_languages_say_the_same(chinese, english):
    assert translated(rule(chinese), "en", SCHEMA) == translated(rule(english), "en", SCHEMA)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a", Truth(A)),
        ("非 a", Not(Truth(A))),
        ("not not a", Not(Not(Truth(A)))),
        ("a or b and c", Or((Truth(A), And((Truth(B), Truth(C)))))),
        ("(a or b) and c", And((Or((Truth(A), Truth(B))), Truth(C)))),
        ("a 并且 (b 且 c)", And((Truth(A), Truth(B), Truth(C)))),
        ("a 或者 (b 或 c)", Or((Truth(A), Truth(B), Truth(C)))),
        ("a = b", Comparison("=", A, B)),
        ("a ！＝ b", Comparison("!=", A, B)),
        ("a ⩽ b 误差 c", Comparison("<=", A, B, C)),
        ("a in {b, c}", Membership(A, (B, C))),
        ("a 不属于 {b、c}", Not(Membership(A, (B, C)))),
        ('a not mentions "x"', Mention(A, ("x",), "all", negated=True)),
        ('a mentions any {"x"}', Mention(A, ("x",), "any")),
        ("a 匹配 /x\\/[y]/", Match(A, "x/[y]")),
        ("a matches /\\\\/", Match(A, r"\\")),
        ("不存在", StateTest(None, State.PRESENT, negated=True)),
        ("a 是 空白", StateTest(A, State.BLANK)),
        ("a 不是 空白", StateTest(A, State.BLANK, negated=True)),
        ("a 非 空白", StateTest(A, State.BLANK, negated=True)),
        ("非 空白", Not(StateTest(None, State.BLANK))),
        ("is not absent", StateTest(None, State.ABSENT, negated=True)),
        ("依次", InOrder(None)),
        ("in  order", InOrder(None)),
        ("rows of a in order", InOrder(path("a", "rows"))),
        ("every cell (a)", Quantified("every", Kind.CELL, None, (), Truth(A))),
        ("a 有处分项 除 {b, c}（a）", Quantified("some", Kind.BREAKDOWN, A, (B, C), Truth(A))),
        ("每格 除 b (a)", Quantified("every", Kind.CELL, None, (B,), Truth(A))),
    ],
)
def test_conditions(text, expected):
    assert condition(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a - b - c", Arithmetic("-", Arithmetic("-", A, B), C)),
        ("a + b × c", Arithmetic("+", A, Arithmetic("*", B, C))),
        ("(a + b) ÷ c", Arithmetic("/", Arithmetic("+", A, B), C)),
        ("-a * b", Arithmetic("*", Negation(A), B)),
        ("−－a", Negation(Negation(A))),
        ("0.05", NumberLiteral(Fraction(1, 20))),
        ("８５％", NumberLiteral(Fraction(17, 20), percent=True)),
        ("2021-01-31", DateLiteral("2021-01-31")),
        ('“他说"好"”', TextLiteral('他说"好"')),
        ('"a""b"', TextLiteral('a"b')),
        ("「（,」", TextLiteral("（,")),
        ("a．b", path("a", "b")),
        ("ａ＿１", path("a_1")),
        ("row", path("row")),
        ("合计", path("合计")),
        ("上年.a[b, c.d].原文", CellReference(path("上年", "a"), B, path("c", "d"), "原文")),
        ("ｓｕｍ（a 除 b，c）", Call(Function.SUM, (CallArgument(A, (B,)), CallArgument(C)))),
    ],
)
def test_expressions(text, expected):
    assert expression(text) == expected


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_is_a_scope_and_a_quantifier_in_both_languages(kind):
    for word in lexicon.KINDS[kind].zh:
        assert rule(f"a 每{word}：b").clauses == (Scope(kind, (A,)),)
        assert rule(f"每{word} 除 c：b").clauses == (Scope(kind, (), (C,)),)
        assert condition(f"a 有{word}(b)") == Quantified("some", kind, A, (), Truth(B))
        assert condition(f"每{word}(b)") == Quantified("every", kind, None, (), Truth(B))
    assert rule(f"each {kind} of a: b").clauses == (Scope(kind, (A,)),)
    assert condition(f"some {kind} of a (b)") == Quantified("some", kind, A, (), Truth(B))


@pytest.mark.parametrize("state", State)
def test_every_state_in_both_languages(state):
    word = lexicon.STATES[state]
    for chinese in word.zh:
        assert condition(f"a {chinese}") == condition(f"a is {state}") == StateTest(A, state)
    for chinese in word.zh_not:
        assert (
            condition(f"a {chinese}") == condition(f"a is not {state}") == StateTest(A, state, negated=True)
        )


@pytest.mark.parametrize("function", Function)
def test_every_function_in_both_languages(function):
    for name in lexicon.FUNCTIONS[function].forms():
        assert expression(f"{name}(a)") == Call(function, (CallArgument(A),))


def test_scopes_and_guards_in_any_order():
    assert rule("当 a：b, c 每行 除 {a}：each pair of b: when c: a") == Rule(
        (Guard(Truth(A)), Scope(Kind.ROW, (B, C), (A,)), PairScope(B), Guard(Truth(C))), Truth(A)
    )


def test_width_outside_texts_does_not_matter():
    assert rule("ｗｈｅｎ　ａ＞＝１：ｂ［ａ，ｃ］＝“Ａ（１）”＃ 说明") == rule(
        "when a >= 1: b[a, c] = “Ａ（１）”"
    )


def test_comments_and_lines():
    assert rule("# 说明 “\na = b # and c\n  and c\n") == rule("a = b and c")


def test_spans_are_offsets_of_the_text_as_written():
    text = "依申请　每列：（新收 ＋ 上年结转）× 2 ＝ 合计(办理结果 除 总计)"
    parsed = rule(text)
    assert isinstance(parsed.condition, Comparison)
    left, right = parsed.condition.left, parsed.condition.right
    assert [
        text[span.start : span.end]
        for span in (parsed.clauses[0].span, left.span, left.left.span, right.span)
    ] == [
        "依申请　每列：",
        "（新收 ＋ 上年结转）× 2",
        "（新收 ＋ 上年结转）",
        "合计(办理结果 除 总计)",
    ]
    assert parsed.span == Span(0, len(text))


def test_a_fault_is_placed_in_the_file():
    source = Source("当 a：\nb = = c", "pack.yaml", (Position(7, 12), Position(8, 9)))
    (fault,) = parse(source).diagnostics
    assert (fault.place.file, fault.place.start, fault.place.end) == (
        "pack.yaml",
        Position(8, 13),
        Position(8, 14),
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [("empty", 1)]),
        ("  # nothing", [("empty", 1)]),
        ("a = “b", [("quote", 5)]),
        ("a = b”", [("quote", 6)]),
        ('a = "b', [("quote", 5)]),
        ("a matches /b", [("pattern", 3)]),
        ("a = (b", [("unclosed", 5)]),
        ("合计(a[b, {", [("unclosed", 3), ("unclosed", 5), ("unclosed", 9)]),
        ("a = b)", [("stray", 6)]),
        ("a[b, c)", [("mismatched", 7)]),
        ("a == b", [("foreign_operator", 3)]),
        ("a ＝＝ b", [("foreign_operator", 3)]),
        ("a <> b", [("foreign_operator", 3)]),
        ("a => b", [("foreign_operator", 3)]),
        ("a && b", [("foreign_operator", 3)]),
        ("!a", [("foreign_operator", 1)]),
        ("a = 3件", [("number", 5)]),
        ("a = 1.2.3", [("number", 5)]),
        ("a = 2021-1-5", [("date", 5)]),
        ("a < b < c", [("chained", 7)]),
        ("a = b and b = c = a", [("chained", 17)]),
        ("a is blank = b", [("unexpected", 12)]),
        ("a = b and c is blank = b", [("unexpected", 22)]),
        ("each column of a b", [("missing_colon", 17)]),
        ("每章 存在", [("missing_colon", 3)]),
        ("当 a = b 每行：c", [("missing_colon", 8)]),
        ("each column", [("missing_colon", 12)]),
        ("a = = b", [("unexpected", 5)]),
        ("a b", [("unexpected", 3)]),
        ("a = 且", [("unexpected", 5)]),
        ("依申请每列：a", [("unexpected", 6)]),
        ("each thing: a", [("unexpected", 6)]),
        ("a is big", [("unexpected", 6)]),
        ("a mentions b", [("unexpected", 12)]),
        ("a[b]", [("unexpected", 4)]),
        ("each column of a except b", [("missing_colon", 26)]),
        ("a =", [("unexpected_end", 4)]),
        ("a and", [("unexpected_end", 6)]),
        ("a @ b", [("unreadable", 3)]),
        ("a ? b", [("unreadable", 3)]),
        ("foo(a)", [("unknown_function", 1)]),
        ("(a = b) + 1", [("condition_as_value", 1)]),
        ("合计(a, (b and c)) = 1", [("condition_as_value", 7)]),
        ("(" * 51 + "a" + ")" * 51, [("too_deep", 51)]),
        ("not " * 51 + "a", [("too_deep", 201)]),
        ("x" * 10_001, [("too_long", 1)]),
    ],
)
def test_faults(text, expected):
    assert faults(text) == expected


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("依申请每列：a", "zh", "关键词与名称之间要有空格：“依申请 每列”，而不是“依申请每列”"),
        (
            "当报告.年度 ≥ 2024：a",
            "en",
            "a Chinese keyword needs a space beside it: “当 报告” instead of “当报告”",
        ),
        ("a 总计存在", "en", "a Chinese keyword needs a space beside it: “总计 存在” instead of “总计存在”"),
        ("每章 存在", "zh", "每章 开头的部分以冒号结束，后面才是条件"),
        ("when a b", "en", "the part that begins with when ends with a colon; the condition follows it"),
        ("a == b", "zh", "写作 ="),
        ("a || b", "en", "write 或 or"),
        ("a = 2021-1-5", "en", "write 2021-01-05"),
        ("lenght(a)", "en", "did you mean length?"),
        (
            "不属合计(a)",
            "zh",
            "函数有：合计、计数、最小、最大、绝对值、字数、小数位数、日期、年份、相似度、照抄率、成对、同一机关",
        ),
        ("当依申请(a)", "en", "a Chinese keyword needs a space beside it: “当 依申请” instead of “当依申请”"),
        ("a = within", "en", "within is a keyword of the rule language and cannot be a name"),
        ("a b", "en", None),
    ],
)
def test_help(text, language, expected):
    assert help_of(text, language) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a[b c] = 1", "unexpected c; here could stand: a comma"),
        ("a = b c", "unexpected c; here could stand: the end of the rule, an operator, and/or"),
        ("a =", "the rule ends too early; here could stand: a value"),
        ("当 ：", "unexpected ：; here could stand: a condition"),
        ("每行 除 5：a", "unexpected 5; here could stand: a name, an opening brace"),
        ("a mentions 5", "unexpected 5; here could stand: a quoted text"),
        ("a matches 5", "unexpected 5; here could stand: a pattern /…/"),
        (
            "sum(a b)",
            "unexpected b; here could stand: a comma, a closing bracket, an operator",
        ),
    ],
)
def test_messages_say_what_could_stand_there(text, expected):
    (fault,) = parse(Source(text)).diagnostics
    assert render(fault.message, "en") == expected


def test_every_message_exists_in_chinese():
    for text in (
        "",
        "a b",
        "a = 3x",
        "(a",
        "a]",
        "(a]",
        "a==b",
        "“",
        "a matches /",
        "foo(a)",
        "(a=b)+1",
        "a<b<c",
        "a ?",
        "a =",
    ):
        for fault in parse(Source(text)).diagnostics:
            assert render(fault.message, "zh")
            assert fault.help is None or render(fault.help, "zh")


def test_a_condition_alone():
    assert parse_condition(Source("a = b")).condition == Comparison("=", A, B)


def test_a_condition_alone_has_no_scope():
    parsed = parse_condition(Source("每行：a"))
    assert parsed.condition is None
    assert [fault.code for fault in parsed.diagnostics] == ["syntax.only_condition"]


def test_a_condition_alone_may_be_at_fault():
    assert [fault.code for fault in parse_condition(Source("a =")).diagnostics] == ["syntax.unexpected_end"]


def test_a_long_chain_of_operators_is_refused_without_a_crash():
    assert [code for code, _ in faults("+".join("a" * 4000))] == ["too_deep"]
    assert [code for code, _ in faults("-" * 4000 + "a")] == ["too_deep"]


def test_a_long_sum_is_fine():
    assert faults(" + ".join("a" * 100) + " = b") == []


FRAGMENTS = sorted(
    {word for pair in TABLE + CATALOGUE for text in pair for word in text.replace("：", " ： ").split()}
)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=40) | st.lists(st.sampled_from(FRAGMENTS), max_size=12).map(" ".join))
def test_no_text_raises(text):
    parsed = parse(Source(text))
    assert (parsed.rule is None) == bool(parsed.diagnostics)
    for fault in parsed.diagnostics:
        assert render(fault.message, "zh")
        assert render(fault.message, "en")


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(TABLE + CATALOGUE), st.booleans(), st.data())
def test_no_damaged_rule_raises(pair, chinese, data):
    text = pair[0 if chinese else 1]
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 3)))
    damaged = text[:start] + data.draw(st.text('=(（[{}“"/#除每 3.-且或', max_size=3)) + text[end:]
    parsed = parse(Source(damaged))
    assert (parsed.rule is None) == bool(parsed.diagnostics)
