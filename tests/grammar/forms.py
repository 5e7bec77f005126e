"""An invented form for the tests of resolution and wording: the library of a made-up town."""

from __future__ import annotations

from gouji.grammar.parsing import parse
from gouji.grammar.resolving import Resolved, resolve
from gouji.grammar.schema import ClaimKind, Item, Parameter, Part, Schema, Section, Table, ValueType
from gouji.grammar.source import Source


def item(path: str, label: str, *children: Item, **rest: object) -> Item:
    return Item(tuple(path.split(".")), label, children=children, **rest)  # type: ignore[arg-type]


LOANS = Table(
    "loans",
    "lending",
    rows=(
        item("bought", "一、本年购入", name="购入"),
        item("stock_in", "二、上年存书", name="上年存书"),
        item(
            "used",
            "三、本年使用",
            item("used.lent", "（一）借出", name="借出"),
            item(
                "used.lost",
                "（二）遗失",
                item("used.lost.paid", "1.已赔偿", name="已赔偿"),
                item("used.lost.unpaid", "2.未赔偿", name="未赔偿"),
                name="遗失",
            ),
            item("used.total", "（三）总计", name="总计", total=True),
            name="使用",
        ),
        item("stock_out", "四、年末存书", name="年末存书"),
    ),
    columns=(
        item("adult", "成人"),
        item(
            "schools", "学校读者", item("schools.primary", "小学"), item("schools.other", "其他"), name="学校"
        ),
        item("total", "总计", total=True),
    ),
    name="借阅",
    label="借阅情况表",
)

MONEY = Table(
    "money",
    "finance",
    rows=(
        item("halls", "展厅", columns=("opened", "open")),
        item("events", "活动", columns=("held",)),
        item("fines", "罚款", columns=("due", "received")),
    ),
    columns=(
        item("opened", "新开放"),
        item("open", "开放中"),
        item("held", "举办次数", name="次数"),
        item("due", "应收（万元）", name="应收", unit="万元"),
        item("received", "实收（元）", name="实收", unit="元"),
    ),
    name="收支",
    label="收支情况表",
)

SCHEMA = Schema(
    tables={"loans": LOANS, "money": MONEY},
    sections={
        "summary": Section(
            "summary",
            "一",
            "年度概况",
            name="概况",
            parts=(Part("reading", "阅读推广"), Part("repairs", "馆舍修缮")),
        ),
        "lending": Section("lending", "二", "图书借阅情况", name="借阅情况"),
        "finance": Section("finance", "三", "经费情况"),
        "money": Section("money", "四", "其他收支"),
        "other": Section("other", "五", "补充说明"),
    },
    claims={
        "visitors": ClaimKind("visitors", "summary", name="到馆人数"),
        "borrowed": ClaimKind("borrowed", "summary", name="借书数", captures=("row", "column")),
        "founded": ClaimKind("founded", None, value="date"),
    },
    parameters={
        "deadline": Parameter("deadline", ValueType.TEXT, name="截止日", default="02-28"),
        "limit": Parameter("limit", ValueType.NUMBER, name="上限"),
        "budget": Parameter("budget", ValueType.AMOUNT, name="预算"),
        "size": Parameter("size", ValueType.TEXT, choices=("large", "small")),
    },
)


def resolved(text: str, schema: Schema = SCHEMA) -> Resolved:
    """The rule ``text`` against a form."""
    source = Source(text)
    parsed = parse(source)
    assert parsed.rule is not None, parsed.diagnostics
    return resolve(parsed.rule, schema, source)


def spot(text: str, result: Resolved) -> list[tuple[str, str]]:
    """The faults of a one-line rule as (code, the piece of text they point at)."""
    return [
        (fault.code, text[fault.place.start.column - 1 : fault.place.end.column - 1])
        for fault in result.diagnostics
        if fault.place
    ]
