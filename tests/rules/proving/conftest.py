"""Small invented packs whose rules are to be proven: the book-lending report of a made-up town."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent, indent

import pytest
from gouji.rules.cache import PackCache
from gouji.rules.library import Library

HEAD = """\
pack: books
language: 1
version: "1"
title: 借阅报告格式
years: {from: 2001}
sections:
  lending: {number: 一, title: 图书借阅情况, name: 借阅情况}
tables:
  loans:
    name: 借阅
    section: lending
    columns: {adult: 成人, child: 少儿, total: {label: 总计, total: true}}
    rows: {bought: 购入, lent: 借出, lost: 遗失}
"""


class Books:
    """Writes a pack with the rules given by id and loads it as a draft."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def draft(self, rules: dict[str, str], more: str = ""):
        text = HEAD + dedent(more) + "rules:\n"
        for name, check in rules.items():
            text += f"  {name}:\n    title: {name}\n    severity: error\n"
            text += "    ground: arithmetic\n    topic: table\n"
            text += "    check: |\n" + indent(dedent(check).strip(), " " * 6) + "\n"
        (self.folder / "pack.yaml").write_text(text, encoding="utf-8")
        return Library((self.folder,), cache=PackCache(None)).draft(self.folder)

    def pack(self, **rules: str):
        """The pack; rule ids have ``-`` for ``_``."""
        draft = self.draft({name.replace("_", "-"): check for name, check in rules.items()})
        assert draft.diagnostics == ()
        return draft.pack


@pytest.fixture
def books(tmp_path: Path) -> Books:
    return Books(tmp_path)
