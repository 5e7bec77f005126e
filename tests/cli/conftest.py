"""Runs gouji in this process, and makes small files for it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from gouji.cli.main import main

ROOT = Path(__file__).resolve().parent.parent.parent
REPORTS = ROOT / "examples" / "reports"
FAULTY = """\
pack: faulty
language: 1
version: "1"
title: 坏的规则包
extends: [cn-2021]
rules:
  one:
    title: 第一条
    severity: error
    ground: arithmetic
    topic: table
    basis: {document: null}
    check: 依申请 每列：新收 + 上年结传 = 办理结果.总计 + 结转下年
    help: 核对。
    examples: {pass: [{}], fail: [{cells: {requests: {"received, total": 3}}}]}
  two:
    title: 第二条
    sevrity: error
    severity: error
    ground: arithmetic
    topic: table
    basis: {document: null}
    check: 依申请 每行：总计 ≥ 0
    help: 核对。
    examples: {pass: [{}], fail: [{cells: {requests: {"received, total": -3}}}]}
  three:
    title: 第三条
    severity: error
    ground: arithmetic
    topic: table
    basis: {document: null}
    check: 依申请 每列：新收 + = 3
    help: 核对。
    examples: {pass: [{}], fail: [{cells: {requests: {"received, total": 3}}}]}
"""
OVERLAY = """\
pack: small
language: 1
version: "1"
title: {zh: 本市附加规则, en: Rules of this city}
extends: [cn-2021]
rules:
  few-requests:
    title: {zh: 申请多得少见, en: an unusual number of requests}
    severity: warning
    ground: plausibility
    topic: table
    basis: {document: null}
    check: 依申请[新收, 总计] < 5
    help: {zh: 核对登记簿。, en: Check the register.}
    examples:
      pass: [{}]
      fail: [{cells: {requests: {"received, total": 9}}}]
"""


@dataclass(frozen=True, slots=True)
class Run:
    status: int
    out: str
    err: str


@pytest.fixture(autouse=True)
def no_environment(monkeypatch, tmp_path_factory):
    for name in ("GOUJI_LANG", "NO_COLOR", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def gouji(capfd):
    """Run gouji with these arguments."""

    def run(*arguments: str | Path) -> Run:
        status = main([str(argument) for argument in arguments])
        captured = capfd.readouterr()
        return Run(int(status), captured.out, captured.err)

    return run


@pytest.fixture
def report():
    """Path of an example report by name."""
    return lambda name: (
        str((REPORTS / name).relative_to(Path.cwd())) if Path.cwd() == ROOT else str(REPORTS / name)
    )


@pytest.fixture
def faulty(tmp_path):
    path = tmp_path / "faulty.yaml"
    path.write_text(FAULTY, "utf-8")
    return path


@pytest.fixture
def overlay(tmp_path):
    path = tmp_path / "small.yaml"
    path.write_text(OVERLAY, "utf-8")
    return path
