"""YAML with positions: the same from libyaml and from Python, every fault at its place, bombs refused."""

from __future__ import annotations

import pytest
import yaml
from gouji.grammar.diagnostics import Position
from gouji.rules.composing import MAX_DEPTH, MAX_NODES, compose
from gouji.rules.decoding import MAX_BYTES
from gouji.rules.faults import Faults
from gouji.rules.yaml_nodes import MappingNode, ScalarNode, SequenceNode, plain_data
from hypothesis import given, settings
from hypothesis import strategies as st

LOADERS = [
    pytest.param(yaml.SafeLoader, id="python"),
    *([pytest.param(yaml.CSafeLoader, id="libyaml")] if yaml.__with_libyaml__ else []),
]


def composed(text: str | bytes, loader: type = yaml.SafeLoader):
    faults = Faults()
    data = text.encode() if isinstance(text, str) else text
    root = compose(data, "x.yaml", faults, loader)
    shown = [(one.code, one.place.start.line, one.place.start.column) for one in faults.found]
    return root, shown


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1\nb: 2\na: 3\n", ("pack.duplicate_key", 3, 1)),
        ("a: {x: 1, x: 2}\n", ("pack.duplicate_key", 1, 11)),
        ("? [1]\n: 2\n", ("pack.key_not_text", 1, 3)),
        ("? {a: b}\n: 2\n", ("pack.key_not_text", 1, 3)),
        ("~: 2\n", ("pack.key_not_text", 1, 1)),
        ("a:\n\tb: 1\n", ("pack.tab", 2, 1)),
        ("a: 中\t文\n", ("pack.tab", 1, 5)),
        ("a: b\x00c\n", ("pack.control_character", 1, 5)),
        ("a: b\u2028c\n", ("pack.control_character", 1, 5)),
        ("a: b\u202ec\n", ("pack.control_character", 1, 5)),
        ("a: b: c\n", ("pack.yaml_colon", 1, 5)),
        ("甲: [1, 2\n", ("pack.yaml_bracket", 1, 4)),
        ("a: {b: 1\n", ("pack.yaml_bracket", 1, 4)),
        ("a: 'x\n", ("pack.yaml_quote", 1, 4)),
        ('a: "\\q"\n', ("pack.yaml_escape", 1, 5)),
        ("a:\n  b: 1\n c: 2\n", ("pack.yaml_indentation", 3, 2)),
        ("a: b\n- c\n", ("pack.yaml_indentation", 2, 1)),
        ("b: 1\nabc\n", ("pack.yaml_no_colon", 2, 1)),
        ("a: @x\n", ("pack.yaml_character", 1, 4)),
        ("%YAML 3.0\n---\na: 1\n", ("pack.yaml", 1, 1)),
        ("a: 1\n---\nb: 2\n", ("pack.several_documents", 2, 1)),
        ("a: !!int 3\n", ("pack.tag", 1, 4)),
        ("a: !!python/object:os.system {}\n", ("pack.tag", 1, 4)),
        ("a: *b\n", ("pack.unknown_alias", 1, 4)),
        ("a: &b [*b]\n", ("pack.recursive_alias", 1, 8)),
        ("a: &b {c: {d: *b}}\n", ("pack.recursive_alias", 1, 15)),
    ],
)
def test_fault_at_its_place(loader, text, expected):
    assert [expected] == composed(text, loader)[1]


def test_bytes_that_are_no_utf8():
    assert composed("甲: 乙\n丙: ".encode() + b"\xff")[1] == [("pack.encoding", 2, 4)]


def test_byte_order_mark_and_line_ends_do_not_shift_positions():
    root, faults = composed(b"\xef\xbb\xbfa: 1\r\nb: 2\rc: 3\n")

    assert faults == []
    assert Position(3, 1) == root.entries["c"].key.place.start
    assert plain_data(root) == {"a": 1, "b": 2, "c": 3}


def test_file_beyond_the_limit_is_refused():
    assert composed(b"#" * (MAX_BYTES + 1))[1] == [("pack.too_large", 1, 1)]


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize("bracket", ["[", "{a: "])
def test_deep_nesting_is_refused_before_it_costs_stack(loader, bracket):
    root, faults = composed(bracket * 20_000, loader)

    assert root is None
    assert [("pack.too_deep", 1, 1 + MAX_DEPTH * len(bracket))] == faults


@pytest.mark.parametrize("loader", LOADERS)
def test_alias_bomb_is_refused(loader):
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    root, faults = composed("\n".join(lines), loader)

    assert root is None
    assert [code for code, _, _ in faults] == ["pack.too_many_nodes"]


def test_aliases_that_stack_up_depth_are_refused():
    lines = ["a0: &a0 [x]", *(f"a{n}: &a{n} [*a{n - 1}]" for n in range(1, MAX_DEPTH + 5))]

    assert [code for code, _, _ in composed("\n".join(lines))[1]] == ["pack.too_deep"]


def test_too_many_entries_are_refused():
    assert [code for code, _, _ in composed("- x\n" * (MAX_NODES + 1), LOADERS[-1].values[0])[1]] == [
        "pack.too_many_nodes"
    ]


def test_alias_stands_for_its_anchor():
    root, faults = composed("a: &x {b: 1}\nc: *x\nd: &y text\ne: *y\n")

    assert faults == []
    assert plain_data(root) == {"a": {"b": 1}, "c": {"b": 1}, "d": "text", "e": "text"}


@pytest.mark.parametrize("text", ["", "# only a remark\n", "---\n...\n"])
def test_file_without_content(text):
    root, faults = composed(text)

    assert faults == []
    assert root is None or root.is_null


def test_scalars_stay_what_was_written():
    root, _ = composed("[on, No, 010, 1:30, 0x1F, 2021-01-01, 1e3, .5, 3, -4, true, ~, 'null', -0]")

    assert plain_data(root) == [
        "on",
        "No",
        "010",
        "1:30",
        "0x1F",
        "2021-01-01",
        "1e3",
        ".5",
        3,
        -4,
        True,
        None,
        "null",
        "-0",
    ]


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize(
    ("text", "word", "position"),
    [
        ("a: x = yy\n", "yy", Position(1, 8)),
        ("a: '一 = yy'\n", "yy", Position(1, 9)),
        ('a: "一 = yy"\n', "yy", Position(1, 9)),
        ("a:   |\n    x\n     = yy\n\n    + z\n", "yy", Position(3, 8)),
        ("a: |-\n  x\n\n  yy\n", "yy", Position(4, 3)),
        ("a: |2\n    x\n  yy\n", "yy", Position(3, 3)),
        ("a: >\n  x\n  = yy\n\n  z\n", "yy", Position(3, 5)),
        ("a: >-\n   x\n     yy\nb: 1\n", "yy", Position(3, 6)),
        ("a: x\n  = yy\n  + z\n", "yy", Position(2, 5)),
        ("a: 'x\n    = yy'\n", "yy", Position(2, 7)),
        ("- - a: |\n     x\n     yy\n", "yy", Position(3, 6)),
    ],
)
def test_rule_text_knows_where_it_stands(loader, text, word, position):
    root, faults = composed(text, loader)
    while not isinstance(root, ScalarNode):
        root = root.items[0] if isinstance(root, SequenceNode) else root.entries["a"].value
    source = root.source()

    assert faults == []
    assert position == source.position(source.text.index(word))


def test_text_with_escapes_over_several_lines_points_at_its_beginning():
    root, _ = composed('a: "x\\\n  y\\u4e00"\n')
    source = root.entries["a"].value.source()

    assert ("xy一", Position(1, 5)) == (source.text, source.position(0))


def test_place_of_a_stretch_of_a_text():
    root, _ = composed("a: 'say {x} now'\n")
    place = root.entries["a"].value.place_of(4, 7)

    assert (Position(1, 9), Position(1, 12)) == (place.start, place.end)


def test_source_of_a_node_without_a_file_is_its_value():
    root, _ = composed("a: x\n")
    bare = ScalarNode("value", root.place)

    assert bare.source().text == "value"


_KEYS = st.text("abcé中一", min_size=1, max_size=4)
_TEXTS = st.text("ab c一：#'\"{[&*!|>%@`-\\\n", max_size=20)
_TREES = st.recursive(
    _TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_KEYS, inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=60, deadline=None)
@given(_TREES, st.sampled_from(["", "'", '"', "|", ">"]), st.booleans())
def test_both_parsers_see_the_same(tree, style, flow):
    text = yaml.safe_dump(tree, allow_unicode=True, default_style=style or None, default_flow_style=flow)

    assert composed(text, LOADERS[0].values[0]) == composed(text, LOADERS[-1].values[0])


@settings(max_examples=150, deadline=None)
@given(
    st.binary(max_size=80)
    | _TEXTS.map(str.encode)
    | st.text(max_size=60).map(lambda text: text.encode("utf-8", "replace"))
)
def test_no_bytes_make_it_raise(data):
    for loader in LOADERS:
        root, faults = composed(data, loader.values[0])
        assert root is None or isinstance(root, (ScalarNode, SequenceNode, MappingNode))
        assert all(line >= 1 and column >= 1 for _, line, column in faults)
