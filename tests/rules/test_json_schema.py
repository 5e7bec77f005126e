"""The JSON schema of packs: what it accepts loads, and what is of the wrong shape it rejects."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from gouji.rules.composing import compose
from gouji.rules.faults import Faults
from gouji.rules.json_schema import pack_schema
from gouji.rules.yaml_nodes import plain_data
from jsonschema import Draft7Validator

ROOT = Path(__file__).parent.parent.parent
FILES = sorted(
    file
    for folder in ("rules/packs", "tests/fixtures/packs/fictitious", "examples/overlays", "examples/packs")
    for file in (ROOT / folder).rglob("*.yaml")
)
EVERYTHING = """\
pack: books
language: 1
version: '1.0'
title: {zh: 借阅报告格式, en: Lending}
abstract: false
years: {from: 2001}
sections:
  summary: {number: 一, title: 年度概况, name: 概况, aliases: [综述], parts: {a: {label: 甲, words: [甲]}}}
tables:
  loans:
    name: 借阅
    section: summary
    blank: zero
    columns: {adult: 成人, total: {label: 总计, total: true, after: adult}}
    rows: {bought: {name: 购入, label: 本年购入, decimals: 0, rows: {new: 新书}}}
parameters: {limit: {type: number, default: '3', choices: ['3', '4']}}
claims: {got: {section: summary, says: ['收到{n}本', {says: '有{n}本', within: [书]}], value: number}}
recognition: {title: [年报], organ_kinds: [{id: town, suffixes: [镇]}], text: {measures: [件]}}
sample: {title: 报告, year: 2003, sections: {summary: [甲]}}
rules:
  row-total:
    title: 行合计不平
    severity: error
    grade: [{when: 成人 > 3, severity: info}]
    ground: arithmetic
    topic: table
    basis: {clause: 一, practice: false}
    check: 借阅 每行：总计 ≥ 成人
    merge: row
    quotes: true
    examples: {pass: [{}], fail: [{cells: {loans: {'bought.new, adult': 3}}, expect: [bought.new]}]}
"""
OF_THE_SHAPE = {
    "pack.unknown_key", "pack.bad_choice", "pack.expected_text", "pack.expected_texts", "pack.expected_list",
    "pack.expected_mapping", "pack.expected_flag", "pack.expected_integer", "pack.bad_id",
    "pack.bad_dashed_id",
}  # fmt: skip
BEYOND = {("pack",), ("sample", "sections")}
"""Faults in names, which need the form."""
CELL = ("rules", "row-total", "examples", "fail", 0, "cells", "loans", "bought.new, adult")
"""What a cell holds is seen when the example is run."""
VALUES: tuple[Any, ...] = ("x", ["x"], {"zzz": "x"}, 7, True, [{}], [["x"]])


@pytest.fixture(scope="module")
def validator() -> Draft7Validator:
    schema = pack_schema()
    Draft7Validator.check_schema(schema)
    return Draft7Validator(schema)


def data_of(text: bytes) -> object:
    node = compose(text, "<pack>", Faults())
    assert node is not None
    return plain_data(node)


def paths(tree: object, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    entries = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for key, value in entries:
        yield (*path, key)
        yield from paths(value, (*path, key))


def changed(tree: Any, path: tuple[Any, ...], value: object) -> Any:
    copied = copy.deepcopy(tree)
    inner = copied
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    return copied


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_shipped_files_are_of_the_shape(validator, file):
    assert [error.message for error in validator.iter_errors(data_of(file.read_bytes()))] == []


def test_everything_a_pack_may_say_is_of_the_shape(validator, shelf):
    assert shelf.load("books", pack=EVERYTHING).diagnostics == ()
    assert validator.is_valid(data_of(EVERYTHING.encode()))


@pytest.mark.slow
def test_schema_and_loading_agree_on_what_has_the_wrong_shape(validator, shelf):
    tree = yaml.safe_load(EVERYTHING)
    disagreeing = []
    for path in set(paths(tree)) - BEYOND - {CELL}:
        for value in VALUES:
            text = yaml.safe_dump(changed(tree, path, value), allow_unicode=True, sort_keys=False)
            data = data_of(text.encode())
            codes = {one.code for one in shelf.load("books", pack=text).diagnostics}
            accepted = validator.is_valid(data)
            if (accepted and codes & OF_THE_SHAPE) or (not accepted and not codes):
                disagreeing.append((path, value, codes))
    assert not disagreeing, "\n".join(map(str, disagreeing))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("version: '1.0'\n", ""),
        ("severity: error", "severity: grave"),
        ("blank: zero", "blnk: zero"),
        ("abstract: false", "abstract: perhaps"),
        ("row-total:", "Row_Total:"),
        ("number: 一,", "number: [一],"),
        ("when: 成人 > 3, ", ""),
    ],
)
def test_planted_faults_are_rejected(validator, old, new):
    assert old in EVERYTHING
    assert not validator.is_valid(data_of(EVERYTHING.replace(old, new).encode()))


def test_planted_faults_of_the_fixture_that_a_schema_can_see_are_rejected(validator):
    data = data_of((ROOT / "tests/fixtures/packs/ten-faults/pack.yaml").read_bytes())

    found = {error.json_path for error in validator.iter_errors(data)}

    assert any(path.startswith("$.tables") for path in found)
    assert "$" in found


@pytest.mark.parametrize(
    ("text", "valid"),
    [
        ("amendments: [{rule: a, withdraw: true, reason: x, date: '2026-01-01'}]", True),
        ("amendments: [{rule: a, withdraw: true, date: '2026-01-01'}]", False),
        ("cases: {one: {cells: {loans: {a: 1}}, expect: {row-total: [a]}}}", True),
        ("cases: {one: {cell: {}}}", False),
    ],
)
def test_cases_and_amendments_have_their_shape(validator, text, valid):
    assert validator.is_valid(data_of(text.encode())) is valid
