"""A format that exists nowhere, written by commands and by editing what they wrote, with no line of Python.

Seven sections, four tables, a row split against an earlier form, other dates: from the blank form that an
authority might hand out to reports that are checked against last year's and against their members.
"""

import re
from pathlib import Path

import docx
import pytest
from blank_tables import document_of, table_of
from documents.word import word
from gouji.engine.reading.reading import read
from gouji.engine.trial.sample import sample_document
from gouji.rules.library import Library

FIXTURE = Path(__file__).resolve().parents[1] / "fixtures" / "packs" / "fictitious"
NAME = "public-affairs"
RELEASE = table_of(
    "甲类 | < | < | <",
    "门类 | 新增篇数 | 净变动 | 期末存量",
    "告示 | | | ",
    "办事手册 | | | ",
    "乙类 | < | < | <",
    "门类 | 印制花费（单位：元） | < | <",
    "纸质册页 | | < | <",
)
REQUESTS = table_of(
    "项目 | < | < | 求询人 | < | < | <",
    "^ | ^ | ^ | 个人 | 团体 | < | 合并数",
    "^ | ^ | ^ | ^ | 学校 | 商社 | ^",
    "甲、当期新到求询 | < | < | | | | ",
    "乙、前期留存求询 | < | < | | | | ",
    "丙、当期办结 | （子）准予 | ①网上准予 | | | | ",
    "^ | ^ | ②柜台准予 | | | | ",
    "^ | （丑）婉拒 | < | | | | ",
    "^ | （寅）办结数 | < | | | | ",
    "丁、留待下期 | < | < | | | | ",
)
REMEDIES = table_of(
    "申诉 | < | < | 庭外 | < | < | < | < | <",
    "照原样 | 已改动 | 案数 | 听审 | < | < | 调停 | < | <",
    "^ | ^ | ^ | 照原样 | 已改动 | 案数 | 照原样 | 已改动 | 案数",
    " | | | | | | | | ",
)
DATASETS = table_of("领域 | 集数 | 调取次数（单位：次）", "交通 | | ", "气象 | | ", "全部 | | ")
FORM = document_of(
    "公共事务开放说明书格式",
    "第一部分 全年综述",
    "第二部分 对外发布",
    RELEASE,
    "第三部分 求询办理",
    REQUESTS,
    "第四部分 异议与救济",
    REMEDIES,
    "第五部分 数据集供给",
    DATASETS,
    "第六部分 短板与对策",
    "第七部分 来年打算",
)
IDS = {
    "全年综述": "summary",
    "对外发布": "release",
    "求询办理": "requests",
    "异议与救济": "remedies",
    "数据集供给": "datasets",
    "短板与对策": "shortfalls",
    "来年打算": "outlook",
    "第二部分表格": "release",
    "第三部分表格": "requests",
    "第四部分表格": "remedies",
    "第五部分表格": "datasets",
    "新增篇数": "added",
    "净变动": "changed",
    "期末存量": "stock",
    "印制花费（单位：元）": "cost",
    "告示": "notices",
    "办事手册": "guides",
    "纸质册页": "prints",
    "个人": "natural_person",
    "团体": "organisations",
    "学校": "school",
    "商社": "firm",
    "合并数": "total",
    "甲、当期新到求询": "received",
    "乙、前期留存求询": "carried_in",
    "丙、当期办结": "handled",
    "（子）准予": "granted",
    "①网上准予": "online",
    "②柜台准予": "offline",
    "（丑）婉拒": "refused",
    "（寅）办结数": "total",
    "丁、留待下期": "carried_out",
    "照原样": "kept",
    "已改动": "revised",
    "案数": "total",
    "申诉": "petition",
    "听审": "hearing",
    "调停": "mediation",
    "集数": "sets",
    "调取次数（单位：次）": "reads",
    "交通": "traffic",
    "气象": "weather",
    "全部": "all",
}
"""What a person calls that which has these labels."""

NAMES = {
    "当期新到求询": "新到",
    "前期留存求询": "旧存",
    "当期办结": "办结",
    "网上准予": "网上",
    "柜台准予": "柜台",
    "留待下期": "留存",
    "新增篇数": "新增",
    "期末存量": "存量",
    "印制花费": "花费",
    "第二部分表": "发布",
    "第三部分表": "求询",
    "第四部分表": "救济",
    "第五部分表": "数据集",
    "调取次数": "调取",
}
MEMBERS_RULE = """
  requests-members:
    title: {zh: 与下属合计不符, en: Members}
    severity: error
    ground: consistency
    topic: members
    check: |
      求询 每格：值 = 合计(各单位.值)
    help: {zh: 核对各单位。, en: Check the members.}
    examples:
      pass:
        - cells: {requests: {'received, total': 3}}
          members: [{cells: {requests: {'received, total': 3}}}]
      fail: [{cells: {requests: {'received, total': 3}}, members: [{}], expect: ['received,total']}]
"""


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def pack(gouji, tmp_path):
    """The pack as it stands after the commands and the edits."""
    Path("form.docx").write_bytes(word(FORM))
    run = gouji("pack", "new", NAME, "--from-docx", "form.docx")
    assert run.status == 0
    assert "读出 7 章、4 张表" in run.err
    edit_form(Path(NAME, "form.yaml"))
    edit_pack(Path(NAME, "pack.yaml"))
    rules = (FIXTURE / "rules.yaml").read_text("utf-8")
    Path(NAME, "rules.yaml").write_text(rules + MEMBERS_RULE, "utf-8")
    sample = (FIXTURE / "recognition.yaml").read_text("utf-8")
    Path(NAME, "sample.yaml").write_text(sample, "utf-8")
    return Path(NAME)


def edit_form(path):
    """Ids that mean something, shorter names, totals and parts that labels do not tell."""
    lines = path.read_text("utf-8").split("\n")
    renamed = {}
    for number, line in enumerate(lines):
        found = re.match(r" +(section_\d|table_\d|item_\d|[rc]\d|total):", line)
        if found is None:
            continue
        entry = "\n".join(lines[number : number + 3]) if line.endswith(":") else line
        wanted = IDS[re.search(r"(?:label|title): ([^,}\n]+)", entry)[1]]
        renamed[found[1]] = wanted
        lines[number] = line.replace(f"{found[1]}:", f"{wanted}:", 1)
        if wanted in {"total", "all"}:
            lines[number] = lines[number].replace("}", ", total: true}")
    text = "\n".join(lines)
    for section in re.findall(r"section: (section_\d)", text):
        text = text.replace(f"section: {section}\n", f"section: {renamed[section]}\n")
    text = text.replace("columns: [c1, c2, c3]", "columns: [added, changed, stock]").replace("[c4]", "[cost]")
    for long, short in NAMES.items():
        text = text.replace(f"name: {long}", f"name: {short}")
    parts = "parts: {steering: {label: 组织推进, words: [组织推进]}, "
    parts += "service: {label: 便民服务, words: [便民服务]}}"
    path.write_text(text.replace("title: 全年综述}", f"title: 全年综述, {parts}}}"), "utf-8")


def edit_pack(path):
    text = re.sub(r"years: \{from: \d+\}", "years: {from: 2031, to: 2039}", path.read_text("utf-8"))
    text += "document: 东开函〔2031〕7号\n"
    text += "from:\n  cn-2021: {handled.granted: [handled.granted.online, handled.granted.offline]}\n"
    path.write_text(text, "utf-8")


def report(pack, name, changes=None):
    form = Library([pack]).load(NAME).pack
    Path(name).parent.mkdir(exist_ok=True)
    Path(name).write_bytes(word(sample_document(form, changes)))
    return name


def test_the_pack_passes_its_checks(pack, gouji):
    checked = gouji("pack", "check", pack)

    assert (checked.status, checked.err) == (0, "")
    assert "17 条规则" in checked.out


def test_the_rules_pass_their_trial(pack, gouji):
    assert gouji("pack", "test", pack).status == 0


def test_its_blank_form_is_the_one_it_was_read_from(pack, gouji):
    assert gouji("template", pack, "-o", "again.docx").status == 0

    def tables(path):
        found = (block for block in read(Path(path)).blocks if hasattr(block, "cells"))
        return [
            [(cell.row, cell.column, cell.row_span, cell.column_span, cell.text) for cell in table.cells]
            for table in found
        ]

    assert tables("again.docx") == tables("form.docx")
    assert [line.text for line in docx.Document("again.docx").paragraphs if line.text.startswith("第七")] == [
        "第七部分、来年打算"
    ]


def test_it_is_compared_with_the_form_before_it(pack, gouji):
    told = gouji("pack", "diff", "cn-2021", pack)

    assert told.status == 0
    assert "+ summary" in told.out
    assert "handled.granted.online" in told.out


def test_a_report_is_checked(pack, gouji):
    good = report(pack, "good.docx")
    bad = report(pack, "bad.docx", {"cells": {"requests": {"received, organisations.firm": 4}}})

    assert gouji("check", good, "--pack", pack).status == 0
    found = gouji("check", bad, "--pack", pack)
    assert found.status == 1
    assert "requests-row" in found.out


def test_a_report_is_checked_against_last_years(pack, gouji):
    figures = {"received, natural_person": 5, "received, total": 5, "carried_out, natural_person": 5}
    cells = {"requests": {**figures, "carried_out, total": 5}}
    titled = {
        "title": "东江省水运司2031年度公共事务开放说明书",
        "preamble": "计数区间2030年7月1日至2031年6月30日。",
    }
    before = report(pack, "before.docx", {"cells": cells, "text": titled})
    now = report(pack, "now.docx")

    found = gouji("check", now, "--pack", pack, "--previous", before)

    assert "requests-carried" in found.out


def test_a_report_is_checked_against_its_members(pack, gouji):
    member = {"cells": {"requests": {"received, natural_person": 2, "received, total": 2}}}
    member["cells"]["requests"] |= {"carried_out, natural_person": 2, "carried_out, total": 2}
    member["text"] = {"title": "东江省河务司2032年度公共事务开放说明书"}
    report(pack, "members/one.docx", member)
    whole = report(pack, "whole.docx")

    found = gouji("check", whole, "--pack", pack, "--members", "members")

    assert found.status == 1
    assert "requests-members" in found.out
