"""Hypothesis strategies for whole syntax trees, over every node type."""

from __future__ import annotations

from fractions import Fraction

from gouji.grammar import syntax
from gouji.grammar.syntax import Function, Kind, State
from hypothesis import strategies as st

NAMES = (
    "a",
    "b2",
    "total",
    "row",
    "each_one",
    "甲数",
    "合计",
    "新收",
    "办理结果",
    "值",
    "报告",
    "年度",
    "某章",
)
names = st.sampled_from(NAMES)
paths = st.lists(names, min_size=1, max_size=3).map(lambda parts: syntax.Path(tuple(parts)))
few_paths = st.lists(paths, max_size=2).map(tuple)
texts = st.text(st.characters(exclude_characters="\n", exclude_categories=["Cs"]), max_size=8)
patterns = st.lists(
    st.sampled_from(["a", "/", r"\\", r"\d", "第", "[^/]", "{2}", " ", "#", "“"]), min_size=1, max_size=4
).map("".join)
dates = st.dates().map(lambda day: syntax.DateLiteral(f"{day.year:04}-{day.month:02}-{day.day:02}"))


@st.composite
def numbers(draw: st.DrawFn) -> syntax.NumberLiteral:
    places = draw(st.integers(0, 4))
    value = Fraction(draw(st.integers(0, 10**6)), 10**places)
    percent = draw(st.booleans())
    return syntax.NumberLiteral(value / 100 if percent else value, percent)


cells = st.builds(syntax.CellReference, paths, paths, paths, st.none() | names)
leaves = paths | numbers() | texts.map(syntax.TextLiteral) | dates | cells


def _larger(inner: st.SearchStrategy[syntax.Expression]) -> st.SearchStrategy[syntax.Expression]:
    arguments = st.lists(st.builds(syntax.CallArgument, inner, few_paths), min_size=1, max_size=3).map(tuple)
    return (
        st.builds(syntax.Arithmetic, st.sampled_from("+-*/"), inner, inner)
        | st.builds(syntax.Negation, inner)
        | st.builds(syntax.Call, st.sampled_from(Function), arguments)
    )


expressions = st.recursive(leaves, _larger, max_leaves=6)
predicates = (
    st.builds(
        syntax.Comparison,
        st.sampled_from(["=", "!=", "<", "<=", ">", ">="]),
        expressions,
        expressions,
        st.none() | expressions,
    )
    | st.builds(syntax.Membership, expressions, st.lists(expressions, min_size=1, max_size=3).map(tuple))
    | st.builds(
        syntax.Mention,
        expressions,
        st.lists(texts, min_size=1, max_size=3).map(tuple),
        st.sampled_from(["any", "all"]),
        st.booleans(),
    )
    | st.builds(syntax.Match, expressions, patterns, st.booleans())
    | st.builds(syntax.StateTest, st.none() | expressions, st.sampled_from(State), st.booleans())
    | st.builds(syntax.InOrder, st.none() | paths)
    | st.builds(syntax.Truth, expressions)
)


def _flat(joined: type[syntax.And | syntax.Or], operands: list[syntax.Condition]) -> syntax.Condition:
    flat = [
        part
        for operand in operands
        for part in (operand.operands if isinstance(operand, joined) else (operand,))
    ]
    return joined(tuple(flat))


def _joined(inner: st.SearchStrategy[syntax.Condition]) -> st.SearchStrategy[syntax.Condition]:
    several = st.lists(inner, min_size=2, max_size=3)
    return (
        several.map(lambda operands: _flat(syntax.And, operands))
        | several.map(lambda operands: _flat(syntax.Or, operands))
        | st.builds(syntax.Not, inner)
        | st.builds(
            syntax.Quantified,
            st.sampled_from(["some", "every"]),
            st.sampled_from(Kind),
            st.none() | paths,
            few_paths,
            inner,
        )
    )


conditions = st.recursive(predicates, _joined, max_leaves=5)
clauses = (
    st.builds(syntax.Guard, conditions)
    | st.builds(syntax.Scope, st.sampled_from(Kind), few_paths, few_paths)
    | st.builds(syntax.PairScope, paths)
)
rules = st.builds(syntax.Rule, st.lists(clauses, max_size=3).map(tuple), conditions)
