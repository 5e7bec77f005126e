"""What a pack may say, and that every fault of a pack is told at once, with code, line and column."""

from __future__ import annotations

from textwrap import dedent

import pytest
from gouji.grammar.messages import Text
from gouji.grammar.schema import Parameter, ValueType
from gouji.rules.files import PackFiles
from gouji.rules.lineage import Trees
from gouji.rules.loading import Loader
from gouji.rules.pack import Basis, OrganKind, Severity
from hypothesis import given, settings
from hypothesis import strategies as st

PLANTED = """\
pack: Books_
language: one
version:
title: {zh: 借阅, fr: Livres}
years: {from: 2005, to: 2001, til: 3}
verified_through: soon
abstract: maybe
sevrity: error
sections:
  summary: {number: 一, title: 概况, name: 当}
  Lending: {titel: 借阅, number: 二, aliases: {a: b}}
  money: [1]
  each: {number: 三, title: 经费, name: 概况, parts: {buy: {label: 购书, headings: ['(']}}}
tables:
  loans:
    section: lendin
    layout: gird
    blank: none
    columns:
      adult: 成人
      total: {label: 总计, total: 1, decimals: -1}
    rows:
      bought: {name: 购入, label: 购入, columns: [adlut]}
      used: {name: 购入, rows: {lent: {aliases: []}}}
      2nd: 其次
  empty: {section: summary, columns: {}}
claims:
  visits: {section: sumary, says: ['到馆{n}人{who}', '('], value: count}
  none: {section: summary, at_least: [visits, vists]}
parameters:
  limit: {type: number, default: many}
  size: {type: colour, choices: big}
recognition:
  title: ['(?P<organ>.+)(?P<jahr>2)']
  body_year: ['20..']
  body_section: sumary
  organ_kinds: [library, {id: branch, level: null}]
  residue: {a: b}
  titel: x
sample: {year: 1.5, sections: {sumary: []}}
rules:
  Row_Total: {title: 甲, severity: error, ground: arithmetic, topic: table, check: 借阅 每行：total ≥ 0}
  no-check: {title: 乙, severity: eror, ground: law, topic: table}
  wrong: [1]
  bad-syntax:
    title: 丙
    severity: info
    ground: style
    topic: table
    check: |
      借阅 每行：
        total ≥ ≥ 0
  bad-name:
    title: 丁
    severity: info
    ground: style
    topic: table
    check: >
      借阅 每行：
      totl ≥ 0
    grade: [{when: 1 = , severity: info}, {severity: info}, info]
    merge: rows
    basis: {dokument: 某}
    message: {zh: '{label} {who}', en: '{0} {left!r} {'}
    examples:
      pass: [{cells: {lones: {'a, b': 1}}}]
      fail:
        - {cells: {loans: {'bought': 1, 'bougt, adult': 1, 'bought, adlut': 1}}, expct: []}
        - text
      maybe: []
"""

EXPECTED = [
    ("pack.missing_key", 1, 1),
    ("pack.bad_dashed_id", 1, 7),
    ("pack.expected_integer", 2, 11),
    ("pack.unknown_key", 4, 17),
    ("pack.years_order", 5, 21),
    ("pack.unknown_key", 5, 31),
    ("pack.expected_integer", 6, 19),
    ("pack.expected_flag", 7, 11),
    ("pack.unknown_key", 8, 1),
    ("pack.reserved_name", 10, 41),
    ("pack.bad_id", 11, 3),
    ("pack.unknown_key", 11, 13),
    ("pack.expected_texts", 11, 44),
    ("pack.expected_mapping", 12, 3),
    ("pack.reserved_name", 13, 3),
    ("pack.pattern", 13, 78),
    ("pack.unknown_section", 16, 14),
    ("pack.bad_choice", 17, 13),
    ("pack.bad_choice", 18, 12),
    ("pack.expected_flag", 21, 33),
    ("pack.negative", 21, 36),
    ("pack.unknown_column", 23, 47),
    ("pack.missing_key", 24, 7),
    ("pack.name_taken", 24, 20),
    ("pack.missing_key", 24, 31),
    ("pack.bad_id", 25, 7),
    ("pack.missing_key", 26, 3),
    ("pack.missing_key", 26, 3),
    ("pack.unknown_section", 28, 21),
    ("pack.unknown_capture", 28, 43),
    ("pack.pattern", 28, 51),
    ("pack.bad_choice", 28, 64),
    ("pack.missing_key", 29, 3),
    ("pack.unknown_claim", 29, 47),
    ("pack.bad_default", 31, 34),
    ("pack.bad_choice", 32, 16),
    ("pack.unknown_group", 34, 11),
    ("pack.missing_group", 35, 15),
    ("pack.unknown_section", 36, 17),
    ("pack.expected_mapping", 37, 17),
    ("pack.missing_key", 37, 26),
    ("pack.expected_texts", 38, 12),
    ("pack.unknown_key", 39, 3),
    ("pack.expected_integer", 40, 16),
    ("pack.unknown_key", 40, 32),
    ("pack.bad_dashed_id", 42, 3),
    ("name.unknown_table", 42, 83),
    ("pack.missing_key", 43, 3),
    ("pack.bad_choice", 43, 34),
    ("pack.bad_choice", 43, 48),
    ("pack.expected_mapping", 44, 10),
    ("syntax.unexpected", 52, 17),
    ("name.unknown_table", 59, 7),
    ("syntax.unexpected_end", 61, 23),
    ("pack.missing_key", 61, 43),
    ("pack.expected_mapping", 61, 61),
    ("pack.bad_choice", 62, 12),
    ("pack.unknown_key", 63, 13),
    ("pack.unknown_placeholder", 64, 19),
    ("pack.braces", 64, 40),
    ("pack.unknown_table", 66, 23),
    ("pack.bad_cell", 68, 28),
    ("pack.unknown_row", 68, 41),
    ("pack.unknown_column", 68, 60),
    ("pack.unknown_key", 68, 82),
    ("pack.expected_mapping", 69, 11),
    ("pack.unknown_key", 70, 7),
]


def test_every_planted_fault_is_told_at_its_place(shelf):
    loaded = shelf.load("books", pack=PLANTED)

    assert loaded.pack is None
    assert shelf.found(loaded) == EXPECTED


def test_each_fault_of_a_rule_names_the_rule(shelf):
    rules = {fault.rule for fault in shelf.load("books", pack=PLANTED).diagnostics}

    assert {None, "Row_Total", "no-check", "wrong", "bad-syntax", "bad-name"} == rules


def test_fault_of_one_rule_leaves_the_others(shelf):
    other = (
        shelf.RULE.replace("row-total", "broken")
        .replace("total = adult", "totl = adult")
        .removeprefix("rules:\n")
    )
    loaded = shelf.load("books", pack=shelf.HEAD, form=shelf.FORM, rules=shelf.RULE + other)

    assert list(loaded.pack.rules) == ["row-total"]
    assert shelf.found(loaded) == [("name.unknown_column", 15, 13)]


def test_key_written_twice_in_a_rule_sinks_only_that_rule(shelf):
    twice = (
        shelf.RULE.replace("row-total", "twice")
        .replace("    title", "    topic: text\n    title")
        .removeprefix("rules:\n")
    )
    after = shelf.RULE.replace("row-total", "after").removeprefix("rules:\n") + "sections: {}\n"
    loaded = shelf.load("books", pack=shelf.HEAD, form=shelf.FORM, rules=shelf.RULE + twice + after)

    assert list(loaded.pack.rules) == ["row-total", "after"]
    assert [fault.rule for fault in loaded.diagnostics] == ["twice"]


def test_key_written_twice_elsewhere_sinks_the_pack(shelf):
    loaded = shelf.load(
        "books", pack=shelf.HEAD, form=shelf.FORM, rules=shelf.RULE + "parameters: {a: {type: text}, a: {}}\n"
    )

    assert loaded.pack is None
    assert shelf.found(loaded) == [("pack.duplicate_key", 9, 31)]


def test_files_of_a_pack_add_up(shelf):
    examples = "rules: {row-total: {examples: {pass: [{}]}}}\n"
    loaded = shelf.load(
        "books", pack=shelf.HEAD, form=shelf.FORM, rules=shelf.RULE, cases=examples, empty="# nothing\n"
    )

    assert loaded.diagnostics == ()
    assert [example.verdict for example in loaded.pack.rules["row-total"].examples] == ["pass"]


def test_what_two_files_say_twice_is_a_fault(shelf):
    loaded = shelf.load(
        "books", pack=shelf.HEAD, form=shelf.FORM, rules=shelf.RULE, x="rules: {row-total: {topic: text}}\n"
    )

    assert loaded.pack.rules == {}
    assert shelf.found(loaded) == [("pack.declared_twice", 1, 21)]


def test_null_in_one_file_does_not_hide_what_another_says(shelf):
    loaded = shelf.load(
        "books", pack=shelf.HEAD, form=shelf.FORM, rules=shelf.RULE, a="rules:\n", z="rules: ~\n"
    )

    assert list(loaded.pack.rules) == ["row-total"]


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"more": "years: {from: 1}\n"}, ("pack.only_in_pack_file", 1, 1)),
        ({"more": "section: {}\n"}, ("pack.unknown_key", 1, 1)),
        ({"more": "- a\n"}, ("pack.not_mapping", 1, 1)),
        ({"more": "sample: text\n"}, ("pack.expected_mapping", 1, 9)),
        ({"more": "tables: [a]\n"}, ("pack.declared_twice", 1, 1)),
    ],
)
def test_fault_of_a_further_file(shelf, books, files, expected):
    loaded = shelf.load("books", **files)

    assert loaded.pack is None
    assert expected in shelf.found(loaded)


@pytest.mark.parametrize(
    ("version", "expected"),
    [("2", [("pack.newer_language", 2, 11)]), ("0", [("pack.no_language", 2, 11)])],
)
def test_other_language_is_refused_without_further_ado(shelf, version, expected):
    loaded = shelf.load("books", pack=PLANTED.replace("language: one", f"language: {version}"))

    assert loaded.pack is None
    assert expected == shelf.found(loaded)


def test_ancestor_in_a_newer_language_is_refused(shelf):
    shelf.write("base", pack="pack: base\nlanguage: 9\nversion: 1\ntitle: 基础\nnews: x\n")

    assert shelf.found(shelf.load("books", pack=shelf.HEAD + "extends: base\n")) == [
        ("pack.newer_language", 2, 11)
    ]


RULE_IN_FULL = """\
rules:
  row-total:
    title: {zh: 行合计不平, en: Row total is off}
    severity: error
    grade: [{when: adult = 0, severity: info}]
    ground: arithmetic
    topic: table
    basis: {document: 借办〔2001〕1号, clause: 第二条, practice: true}
    check: 借阅 每行：total = adult + child
    message: "{label}差 {difference}，{{原文}} {raw}"
    help: 核对
    merge: table
    examples:
      pass: [{}]
      fail:
        - {cells: {loans: {"bought, total": 3, "used.lent，adult": "05"}}, expect: [bought]}
        - {rows: {loans: {used.lost: null}}, tables: {loans: image}, report: {year: 2003}}
      silent:
        - text: {summary: 某, title: 甲, tail: [乙]}
          sections: {extra: {title: 附录}, lending: null}
          order: [lending, extra, summary]
          previous: {cells: {anything: {"x, y": 1}}}
          members: [{cells: {loans: {"bought, adult": 1}}}]
          columns: {loans: {adult: {label: 大人}}}
    disabled: {zh: 停用, en: off}
"""


def test_rule_in_full(shelf):
    loaded = shelf.load("books", pack=shelf.HEAD, form=shelf.FORM, rules=RULE_IN_FULL)
    rule = loaded.pack.rules["row-total"]

    assert loaded.diagnostics == ()
    assert Text("行合计不平", "Row total is off") == rule.title
    assert Basis("借办〔2001〕1号", "第二条", practice=True) == rule.basis
    assert (rule.merge, rule.wording.en) == ("table", "{label}差 {difference}，{{原文}} {raw}")
    assert [grade.severity for grade in rule.grades] == [Severity.INFO]
    assert Text("停用", "off") == rule.disabled
    assert [example.verdict for example in rule.examples] == ["pass", "fail", "fail", "silent"]


def test_examples_are_plain_data_with_their_places(shelf):
    loaded = shelf.load("books", pack=shelf.HEAD, form=shelf.FORM, rules=RULE_IN_FULL)
    _, first, second, silent = loaded.pack.rules["row-total"].examples

    assert first.changes == {"cells": {"loans": {"bought, total": 3, "used.lent，adult": "05"}}}
    assert (first.expect, first.place.start.line) == (("bought",), 16)
    assert second.changes == {
        "rows": {"loans": {"used.lost": None}},
        "tables": {"loans": "image"},
        "report": {"year": 2003},
    }
    assert second.expect is None
    assert silent.changes["order"] == ["lending", "extra", "summary"]


@pytest.mark.parametrize(
    ("example", "expected"),
    [
        ("{rows: {loans: {used.lots: null}}}", "pack.unknown_row"),
        ("{rows: {loans: [used]}}", "pack.expected_mapping"),
        ("{columns: {loans: {aduld: null}}}", "pack.unknown_column"),
        ("{text: {sumary: x}}", "pack.unknown_section"),
        ("{tables: {lons: null}}", "pack.unknown_table"),
        ("{order: [summary, extra]}", "pack.unknown_section"),
        ("{members: [x]}", "pack.expected_mapping"),
        ("{members: [{cells: {x: {}}}]}", "pack.unknown_table"),
        ("{previous: {cell: {}}}", "pack.unknown_key"),
        ("{cells: {loans: {'used, adult': 1}}}", "pack.no_such_cell"),
        ("{expect: [bought]}", "pack.unknown_key"),
    ],
)
def test_fault_of_an_example(shelf, example, expected):
    rules = f"{shelf.RULE}    examples: {{pass: [{example}]}}\n"
    loaded = shelf.load("books", pack=shelf.HEAD, form=shelf.FORM, rules=rules)

    assert [expected] == [fault.code for fault in loaded.diagnostics]
    assert loaded.pack.rules == {}


FORM_IN_FULL = """\
sections:
  summary:
    number: 一
    title: 年度概况
    aliases: 概况
    parts: {buy: {label: 购书, name: 购书, headings: ['^购'], words: [采购]}}
  fees: {number: 二, title: 收费（元）情况, name: 收费}
tables:
  money:
    label: 收费表
    section: fees
    layout: blocks
    corner: 项目
    blank: zero
    placeholder: unknown
    columns:
      number: 件数
      sums:
        label: 金额
        unit: 万元
        decimals: 2
        signed: yes
        columns: {due: 应收, paid: {label: 实收, signed: no, decimals: 0}}
    rows:
      halls: {label: 展厅, heading: 第一项, columns: [number, sums]}
      events:
        label: 活动
        columns: [sums.due]
        rows: {talks: 讲座, tours: {label: 参观, optional: true, columns: [number]}}
words:
  came: [到馆, '入馆']
  visitors: '读者{came}'
claims:
  visits:
    section: summary
    name: 到馆数
    says: ['到馆{n}{measure}，{row:halls}', {says: '{visitors}{n}', within: '{came}', except: [未]}]
    row_words: {halls: 厅, events.talks: ['讲{came}']}
    unless: [未]
    zero: [无人]
  founded: {zero: ['^$'], value: date}
parameters:
  limit: {type: number, default: "-0.5", name: 上限}
  size: {type: text, choices: [大, 小], default: 大}
  day: {type: date, default: 2001-02-28}
  open: {type: boolean, default: true}
  budget: {type: amount}
recognition:
  title: '^(?P<organ>.+)(?P<year>20\\d\\d)年'
  body_section: summary
  organ_kinds: [{id: branch, suffixes: [分馆], level: null}]
  placeholders: [/, 无]
sample:
  title: 某馆2003年报告
  organ: 某馆
  year: 02003
  preamble: 序
  tail: [甲, 乙]
  sections: {summary: [一, 二], fees: 三}
"""


def measure(item):
    return item.unit, item.signed, item.decimals


def test_form_in_full(shelf):
    loaded = shelf.load("books", pack=shelf.HEAD, form=FORM_IN_FULL.replace("\\\\", "\\"))
    schema, table = loaded.pack.schema, loaded.pack.schema.tables["money"]
    index = table.column_index

    assert loaded.diagnostics == ()
    assert (
        schema.sections["summary"].name,
        schema.sections["fees"].name,
        schema.sections["summary"].aliases,
    ) == ("年度概况", "收费", ("概况",))
    assert (
        table.layout, table.corner, table.blank, table.placeholder, table.name, table.label,
    ) == ("blocks", "项目", "zero", "unknown", None, "收费表")  # fmt: skip
    assert measure(index["sums", "due"]) == ("万元", True, 2)
    assert measure(index["sums", "paid"]) == ("万元", False, 0)
    assert {item.path: item.columns for item in table.leaf_rows} == {
        ("halls",): ("number", "sums.due", "sums.paid"),
        ("events", "talks"): ("sums.due",),
        ("events", "tours"): ("number",),
    }
    assert table.row_index["events", "tours"].optional
    visits, visitors = schema.claims["visits"], "(?:读者(?:到馆|入馆)){n}"
    assert visits.captures == ("row",)
    assert visits.says == ("到馆{n}{measure}，{row:halls}", visitors)
    assert visits.needs == {visitors: (("(?:到馆|入馆)",), (), ("未",))}
    assert visits.spoken == {("row", "halls"): ("厅",), ("row", "events.talks"): ("讲(?:到馆|入馆)",)}
    assert (schema.claims["founded"].value, schema.claims["founded"].section) == ("date", None)
    assert Parameter("size", ValueType.TEXT, default="大", choices=("大", "小")) == schema.parameters["size"]
    assert (OrganKind("branch", ("分馆",)),) == loaded.pack.recognition.organ_kinds
    assert loaded.pack.sample == {
        "title": "某馆2003年报告", "organ": "某馆", "year": 2003, "preamble": ["序"], "tail": ["甲", "乙"],
        "sections": {"summary": ["一", "二"], "fees": ["三"]},
    }  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("date", "2001-02-30"),
        ("date", "20010228"),
        ("boolean", "yes"),
        ("number", "1/2"),
        ("number", "１"),
        ("number", "."),
        ("amount", ""),
    ],
)
def test_default_that_does_not_fit_its_type(shelf, books, kind, value):
    loaded = shelf.load("books", more=f"parameters: {{p: {{type: {kind}, default: '{value}'}}}}\n")

    assert [fault.code for fault in loaded.diagnostics] == ["pack.bad_default"]


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("sample: {title: [a]}", ("pack.expected_text", 1, 17)),
        ("sample: {title: ' '}", ("pack.expected_text", 1, 17)),
        ("sample: {tail: [a, [b], ~]}", ("pack.expected_text", 1, 20)),
        ("recognition: {organ_kinds: many}", ("pack.expected_list", 1, 28)),
        ("recognition: {text: {wide: ['(']}}", ("pack.pattern", 1, 29)),
        (
            "tables: {money: {section: summary, columns: {a: [b]}, rows: {b: 乙}}}",
            ("pack.expected_mapping", 1, 49),
        ),
        ("parameters: {p: {type: boolean, default: 'on'}}", ("pack.bad_default", 1, 42)),
        ("parameters: {p: {type: text, choices: [a], default: b}}", ("pack.bad_default", 1, 53)),
    ],
)
def test_value_of_another_kind(shelf, books, more, expected):
    assert expected in shelf.found(shelf.load("books", more=more))


def test_no_suggestion_among_too_many_names(shelf, books):
    rows = ", ".join(f"r{number}x{number}: 行" for number in range(40))
    more = f"tables: {{money: {{section: summary, columns: {{a: 甲}}, rows: {{{rows}}}}}}}"
    rule = shelf.RULE + "    examples: {pass: [{cells: {money: {'qqqqqqqq, a': 1}}}]}\n"
    [fault] = shelf.load("books", more=more, rules=rule).diagnostics

    assert (fault.code, fault.help) == ("pack.unknown_row", None)


def test_name_that_cannot_be_written_in_a_rule(shelf, books):
    loaded = shelf.load(
        "books", more="parameters: {p: {type: text, name: 上 限}, q: {type: text, name: p}}\n"
    )

    assert shelf.found(loaded) == [("pack.bad_name", 1, 36), ("pack.name_taken", 1, 64)]


def test_title_that_is_already_a_name_is_no_name(shelf, books):
    loaded = shelf.load("books", more="sections: {extra: {number: 三, title: 概况}}\n")

    assert (loaded.pack.schema.sections["extra"].name, loaded.diagnostics) == (None, ())


def _whatever(data: bytes) -> None:
    files = PackFiles({"pack.yaml": data}, {"pack.yaml": "pack.yaml"})
    loaded = Loader(lambda _: files, lambda: ("books",)).load(files).loaded

    assert loaded.pack is None or not [
        fault for fault in loaded.diagnostics if fault.level == "error" and not fault.rule
    ]


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=60))
def test_no_bytes_make_loading_raise(data):
    _whatever(data)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_no_mangled_pack_makes_loading_raise(data):
    lines = (PLANTED + dedent(RULE_IN_FULL).replace("rules:", "more:")).splitlines()
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(lines) - 1))
        piece = data.draw(
            st.sampled_from(
                ["", "- x", "  ", "a: [", "null", "*a", "x: &a {y: 1}", "extends: [books]", "rules: 1", "? a"]
            )
        )
        keep = data.draw(st.integers(0, len(lines[at])))
        lines[at] = lines[at][:keep] + piece
    _whatever("\n".join(lines).encode())


def test_trees_are_composed_once(shelf, books):
    asked = []
    trees = Trees(asked.append, lambda: ())

    assert (trees.get("x"), trees.get("x"), asked) == (None, None, ["x"])
