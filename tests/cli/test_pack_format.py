"""``gouji pack format`` as its user runs it."""

from __future__ import annotations

from pathlib import Path

import pytest

PACK = """\
version: 1.0
pack: small
language: 1
title: 小格式
sections: {one: {title: 情况, number: 一}}
rules:
  a-rule:
    severity: error
    title: 要有情况
    ground: requirement
    topic: structure
    # why it is so
    check: 'length(情况)>=3  # enough'
"""


@pytest.fixture
def pack(tmp_path):
    folder = tmp_path / "small"
    folder.mkdir()
    (folder / "pack.yaml").write_text(PACK, "utf-8")
    (folder / "更正单.yaml").write_text("amendments:  []\n", "utf-8")
    return folder


def test_check_names_files_and_ends_with_one_until_they_are_laid_out(gouji, pack):
    before = gouji("pack", "format", pack, "--check")
    done = gouji("pack", "format", pack)
    after = gouji("pack", "format", pack, "--check")

    assert [before.status, done.status, after.status] == [1, 0, 0]
    assert "pack.yaml" in before.out
    assert (after.out, (pack / "更正单.yaml").read_text("utf-8")) == ("", "amendments:  []\n")


def test_rules_turn_into_the_other_language(gouji, pack):
    gouji("pack", "format", pack, "--lang", "en")
    english = (pack / "pack.yaml").read_text("utf-8")
    gouji("pack", "format", pack, "--lang", "zh")

    assert "length(one) >= 3  # enough" in english
    assert "字数(情况) ≥ 3  # enough" in (pack / "pack.yaml").read_text("utf-8")


def test_folder_of_packs_is_taken_pack_by_pack(gouji, pack):
    assert "pack.yaml" in gouji("pack", "format", pack.parent, "--check").out


def test_faulty_yaml_ends_with_two_and_is_left(gouji, pack):
    (pack / "other.yaml").write_text("rules: [\n", "utf-8")

    run = gouji("pack", "format", pack, "--check")

    assert run.status == 2
    assert "other.yaml" in run.err


@pytest.mark.parametrize("path", ["missing", "missing.yaml"])
def test_missing_path_is_told(gouji, tmp_path, path):
    assert gouji("pack", "format", tmp_path / path).status == 2


def test_folder_without_packs_is_told(gouji, tmp_path):
    assert gouji("pack", "format", tmp_path).status == 2


def test_schema_is_written_for_editors(gouji, tmp_path):
    shown, saved = gouji("pack", "schema"), gouji("pack", "schema", "-o", tmp_path / "pack.schema.json")

    assert [shown.status, saved.status] == [0, 0]
    assert shown.out == (tmp_path / "pack.schema.json").read_text("utf-8")
    assert shown.out == (Path(__file__).parent.parent.parent / "docs" / "pack.schema.json").read_text("utf-8")
