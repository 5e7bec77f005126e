"""An invented form: a village library that counts its readers by kind, and reports on them each year."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from types import SimpleNamespace

import pytest
from gouji.engine.binding.report import (
    BoundBy,
    BoundItem,
    BoundPart,
    BoundSection,
    BoundTable,
    Fact,
    FactState,
    Identity,
    Located,
    Picture,
    Report,
    TextLine,
)
from gouji.engine.checking.evaluating import evaluate
from gouji.engine.reading.document import Location
from gouji.grammar.diagnostics import Place, Position
from gouji.grammar.messages import Text
from gouji.grammar.parsing import parse, parse_condition
from gouji.grammar.resolving import resolve, resolve_condition
from gouji.grammar.schema import Item, Parameter, Part, Schema, Section, Table, ValueType
from gouji.grammar.source import Source
from gouji.rules.pack import Basis, Grade, Ground, Pack, Recognition, Rule, Severity, Topic

PLACE = Place("<test>", Position(1, 1), Position(1, 1))


def item(key: str, label: str, *children: Item, **options) -> Item:
    path = tuple(key.split("."))
    return Item(path, label, children=children, **options)


def grid(**options) -> Table:
    """loans: new, kept, done{lent{book, map}, sold, total}, left × adults, groups{school, club}, total."""
    rows = (
        item("new", "一、新到"),
        item("kept", "二、留存"),
        item(
            "done",
            "三、办结",
            item("done.lent", "（一）借出", item("done.lent.book", "1.书"), item("done.lent.map", "2.图")),
            item("done.sold", "（二）售出"),
            item("done.total", "（三）总计", total=True),
        ),
        item("left", "四、结转"),
    )
    columns = (
        item("adults", "成人"),
        item("groups", "团体", item("groups.school", "学校"), item("groups.club", "社团")),
        item("total", "总计", total=True),
    )
    declared = {"blank": "zero", "placeholder": "zero", "section": "loans", "label": "表一", **options}
    return Table("loans", rows=rows, columns=columns, **declared)


def schema(**options) -> Schema:
    money = Table(
        "money",
        "money",
        rows=(item("income", "收入"), item("change", "增减", signed=True, optional=True)),
        columns=(item("amount", "金额", unit="万元", decimals=2), item("count", "笔数")),
        label="表二",
    )
    sections = {
        "overview": Section(
            "overview",
            "一",
            "概况",
            aliases=("基本概况",),
            parts=(Part("rooms", "场地"), Part("staff", "人员")),
        ),
        "loans": Section("loans", "二", "借阅"),
        "money": Section("money", "三", "收支"),
        "plans": Section("plans", "四", "打算"),
    }
    parameters = {
        "limit": Parameter("limit", ValueType.NUMBER, default="10"),
        "deadline": Parameter("deadline", ValueType.DATE, default="2021-03-31"),
        "motto": Parameter("motto", ValueType.TEXT),
        "strict": Parameter("strict", ValueType.BOOLEAN, default="true"),
    }
    return Schema({"loans": grid(**options), "money": money}, sections, {}, parameters)


def typed(text: str, form: Schema):
    source = Source(text)
    parsed = parse(source)
    assert parsed.rule is not None, parsed.diagnostics
    resolved = resolve(parsed.rule, form, source)
    assert resolved.rule is not None, resolved.diagnostics
    return source, parsed.rule, resolved.rule


def rule(text: str, form: Schema | None = None, *, grades: Sequence[tuple[str, str]] = (), **options) -> Rule:
    form = form or schema()
    source, written, resolved = typed(text, form)
    made = []
    for condition, severity in grades:
        part = Source(condition)
        parsed = parse_condition(part)
        made.append(
            Grade(resolve_condition(parsed.condition, written, form, part).condition, Severity(severity))
        )
    given = {
        "id": "r",
        "title": Text("规则", "rule"),
        "severity": Severity.ERROR,
        "ground": Ground.ARITHMETIC,
        "topic": Topic.TABLE,
        "basis": Basis(None),
        "help": Text("", ""),
        **options,
    }
    return Rule(
        source=source,
        syntax=written,
        typed=resolved,
        place=PLACE,
        pack="invented",
        grades=tuple(made),
        **given,
    )


def pack(*rules: Rule, form: Schema | None = None, **options) -> Pack:
    recognition = options.pop("recognition", Recognition(placeholders=("/", "无")))
    named = {one.id: one for one in rules}
    name = options.pop("id", "invented")
    return Pack(name, "1", 1, Text(name, name), form or schema(), named, recognition, "", **options)


def fact(value: object, location: Location | None = None) -> Fact:
    place = location or Location(table=1, row=1, cell=1)
    if isinstance(value, Fact):
        return replace(value, location=place)
    if value == "":
        return Fact(FactState.BLANK, "", counts_as=None, location=place)
    if value in ("/", "无"):
        return Fact(FactState.PLACEHOLDER, str(value), location=place)
    try:
        return Fact(FactState.VALUE, str(value), Fraction(str(value)), location=place)
    except ValueError:
        return Fact(FactState.UNREADABLE, str(value), location=place)


def bound(
    table: Table, cells: Mapping[str, object] = {}, *, collapsed: Sequence[str] = (), **options
) -> BoundTable:
    """A table with all cells 0 but those given; ``None`` leaves a cell out."""
    groups = {tuple(one.split(".")) for one in collapsed}
    number = list(table.schema_tables).index(table.id) + 1 if hasattr(table, "schema_tables") else 1
    facts, rows = {}, {}
    for r, row in enumerate(table.row_index.values(), 1):
        inside = any(row.path[: len(group)] == group and row.path != group for group in groups)
        if inside:
            continue
        rows[row.path] = BoundItem(
            row.path, row.label, BoundBy.LABEL, Location(table=number, row=r, cell=1), row.path in groups
        )
        for c, column in enumerate(table.leaf_columns, 2):
            if row.path in groups or table.has_cell(row.path, column.path):
                facts[row.path, column.path] = fact(0, Location(table=number, row=r, cell=c))
    columns = {
        column.path: BoundItem(
            column.path, column.label, BoundBy.LABEL, Location(table=number, row=1, cell=c)
        )
        for c, column in enumerate(table.leaf_columns, 2)
    }
    for key, value in cells.items():
        row, column = (tuple(part.strip().split(".")) for part in key.split(","))
        if value is None:
            facts.pop((row, column), None)
        else:
            facts[row, column] = fact(value, facts[row, column].location)
    for missing in options.pop("without", ()):
        path = tuple(missing.split("."))
        rows.pop(path, None)
        facts = {key: one for key, one in facts.items() if key[0] != path}
    return BoundTable(
        table.id, facts, rows, columns, Location(table=number), collapsed=frozenset(groups), **options
    )


def section(
    key: str | None, *lines: str, form: Schema | None = None, order: int = 1, **options
) -> BoundSection:
    declared = (form or schema()).sections.get(key or "")
    given = {
        "printed": declared.title if declared else "附录",
        "printed_number": f"{declared.number}、" if declared else "",
        "match": "title" if declared else "none",
        "tables": 0,
        "images": 0,
        **options,
    }
    text = tuple(TextLine(line, Location(paragraph=order * 10 + n)) for n, line in enumerate(lines, 1))
    return BoundSection(key, lines=text, order=order, location=Location(paragraph=order * 10), **given)


TEXTS = {
    "overview": ("全年开放三百天。", "新到图书，办理借书证。"),
    "loans": ("见下表。",),
    "money": ("见下表。",),
    "plans": ("扩建阅览室，添置图书。",),
}


def report(
    cells: Mapping[str, object] = {},
    *,
    form: Schema | None = None,
    collapsed: Sequence[str] = (),
    sections: Sequence[BoundSection] | None = None,
    tables: Mapping[str, BoundTable] | None = None,
    identity: Identity | None = None,
    **options,
) -> Report:
    form = form or schema()
    if sections is None:
        sections = [
            section(key, *lines, form=form, order=n, tables=int(key in form.tables))
            for n, (key, lines) in enumerate(TEXTS.items(), 1)
        ]
    if tables is None:
        tables = {
            name: bound(
                table, cells if name == "loans" else {}, collapsed=collapsed if name == "loans" else ()
            )
            for name, table in form.tables.items()
        }
    identity = identity or Identity(
        year=2020,
        title=Located("山前村图书室2020年年报", "山前村图书室2020年年报", Location(paragraph=1)),
        organ=Located("山前村图书室", "山前村图书室", Location(paragraph=1)),
    )
    preamble = (TextLine("本报告分概况、借阅、收支、打算四部分。", Location(paragraph=2)),)
    given = {"name": "年报.docx", "sha256": "", "preamble": preamble, "tail": (), **options}
    return Report(identity=identity, sections=tuple(sections), tables=tables, **given)


def outcomes(
    text: str, on: Report | None = None, form: Schema | None = None, *, rule_options=None, **options
):
    made = pack(rule(text, form, **(rule_options or {})), form=form, **options.pop("pack_options", {}))
    return list(evaluate(on or report(form=form), made, made, **options))


def ends(text: str, on: Report | None = None, form: Schema | None = None, **options) -> dict[str, str]:
    """Instance → status."""
    return {one.instance: one.status.value for one in outcomes(text, on, form, **options)}


def end(text: str, on: Report | None = None, form: Schema | None = None, **options) -> str:
    """The status of a rule's only instance."""
    [status] = ends(text, on, form, **options).values()
    return status


@pytest.fixture
def village() -> SimpleNamespace:
    """The makers of this module, and its judgement of single rules."""
    return SimpleNamespace(
        item=item,
        grid=grid,
        schema=schema,
        rule=rule,
        pack=pack,
        fact=fact,
        bound=bound,
        section=section,
        report=report,
        outcomes=outcomes,
        ends=ends,
        end=end,
        picture=Picture,
        part=BoundPart,
        date=date,
        line=TextLine,
    )


Village = SimpleNamespace
Judge = Callable[..., str]
