"""Small invented packs, written into a temporary folder: the book-lending report of a made-up town."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest
from gouji.grammar.catalogue import render
from gouji.rules.cache import PackCache
from gouji.rules.library import Library

HEAD = """\
pack: books
language: 1
version: 1.0
title: 借阅报告格式
years: {from: 2001}
"""
FORM = """\
sections:
  summary: {number: 一, title: 年度概况, name: 概况}
  lending: {number: 二, title: 图书借阅情况, name: 借阅情况}
tables:
  loans:
    name: 借阅
    section: lending
    columns: {adult: 成人, child: 少儿, total: {label: 总计, total: true}}
    rows:
      bought: {name: 购入, label: 一、本年购入}
      used:
        name: 使用
        label: 二、本年使用
        rows: {lent: （一）借出, lost: （二）遗失, total: {label: （三）总计, total: true}}
"""
RULE = """\
rules:
  row-total:
    title: 行合计不平
    severity: error
    ground: arithmetic
    topic: table
    check: |
      借阅 每行：total = adult + child
"""


class Shelf:
    """Writes packs below a folder and loads them without a cache on disk."""

    HEAD, FORM, RULE = HEAD, FORM, RULE

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self, folder: str, /, **files: str) -> Path:
        """A pack's folder; ``pack_yaml=…`` is the text of ``pack.yaml``, dedented."""
        root = self.folder / folder
        root.mkdir(exist_ok=True)
        for name, text in files.items():
            (root / f"{name}.yaml").write_text(dedent(text), encoding="utf-8")
        return root

    def library(self) -> Library:
        """All packs of the folder."""
        return Library(sorted(self.folder.iterdir()), cache=PackCache(None))

    def load(self, folder: str, /, **files: str):
        """What the pack loads to."""
        return self.library().load(self.write(folder, **files))

    @staticmethod
    def found(loaded) -> list[tuple[str, int, int]]:
        """Its faults as (code, line, column); each is rendered in both languages on the way."""
        for fault in loaded.diagnostics:
            for part in (fault.message, fault.help):
                if part is not None:
                    assert render(part, "zh")
                    assert render(part, "en")
        return [
            (fault.code, fault.place.start.line, fault.place.start.column)
            for fault in loaded.diagnostics
            if fault.place is not None
        ]


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path)


@pytest.fixture
def books(shelf: Shelf) -> Path:
    """The sound pack ``books``."""
    return shelf.write("books", pack=HEAD, form=FORM, rules=RULE)
