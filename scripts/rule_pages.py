"""Write docs/rules.md, a page for every rule, from the packs; ``--check`` only fails when it is stale."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from gouji.engine.writing.entries import basis_text
from gouji.grammar.catalogue import render
from gouji.grammar.messages import Language, Text, message
from gouji.grammar.printing import print_rule
from gouji.grammar.schema import Schema, dotted
from gouji.grammar.wording import in_words
from gouji.rules.cache import PackCache
from gouji.rules.dating import dated
from gouji.rules.library import Library
from gouji.rules.pack import Example, Pack, Rule, Topic

TARGET = Path(__file__).resolve().parent.parent / "docs" / "rules.md"
HEAD = """\
# 规则 / The rules

本页由 `python scripts/rule_pages.py` 从规则包生成，每条规则先中文后英文。“必须改”“请核实”“提示”是轻重；
“依据”写明文件和条款，没有见到条文的写“通行做法，未见条文”。样例是对规则包样本报告的改动：会报、不报、容易误报而不报。

This page is generated from the rule packs. Each rule comes in Chinese, then in English. A rule is an error
(必须改), a warning (请核实) or only info (提示). The samples are changes to the sample report of a pack.

| 格式 form | 年度 years | 文件 document |
|---|---|---|
"""
MOST = 2
LONGEST = 80
LONG_PATTERN = re.compile(r"/(?:[^/\\]|\\.){40,}/")
VERDICTS = {"fail": "会报 / told", "pass": "不报 / fine", "silent": "容易误报而不报 / no false alarm"}
WORDS = {"None": "没有", "image": "是图片", "collapsed": "合成一行"}
ADDED = {"images": "张图片", "tables": "张表格"}
SEEN = {"seen": "见于来源 seen", "background": "依通行样式 background"}


def page(library: Library) -> str:
    """The whole document."""
    forms = sorted(library.forms(), key=lambda form: form.years[0] or 0)
    rules: dict[str, list[tuple[Pack, Rule]]] = {}
    for form in reversed(forms):
        for rule in form.rules.values():
            rules.setdefault(rule.id, []).append((form, rule))
    ordered = sorted(
        rules.values(), key=lambda having: (list(Topic).index(having[0][1].topic), having[0][1].id)
    )
    parts = [HEAD, *(_form(form) for form in forms), "\n", *_contents(ordered)]
    for topic, group in groupby(ordered, key=lambda having: having[0][1].topic):
        parts.append(f"\n## {_topic(topic)}\n")
        parts += [_rule(having) for having in group]
    parts += list(_labels(forms))
    return "".join(parts)


def _form(form: Pack) -> str:
    first, last = form.years
    years = f"{first or ''}–{last or ''}"
    return f"| `{form.id}` {_cell(form.title.zh)} | {years} | {form.document or '—'} |\n"


def _contents(ordered: Sequence[Sequence[tuple[Pack, Rule]]]) -> Iterator[str]:
    for topic, group in groupby(ordered, key=lambda having: having[0][1].topic):
        yield f"- {_topic(topic)}："
        yield "、".join(f"[{having[0][1].title.zh}](#{having[0][1].id})" for having in group) + "\n"


def _topic(topic: Topic) -> str:
    return f"{_say(f'writing.topic_{topic}', 'zh')} {topic}"


def _rule(having: Sequence[tuple[Pack, Rule]]) -> str:
    """The page of one rule; the latest form that has it speaks for all."""
    form, rule = having[0]
    lines = [f'\n<a id="{rule.id}"></a>\n\n### {rule.title.zh} / {rule.title.en}\n\n']
    lines.append(
        f"`{rule.id}` · {_severity(rule)} · {_both(f'writing.ground_{rule.ground}')} · "
        f"{' '.join(f'`{one.id}`' for one, _ in reversed(having))}\n\n"
    )
    if rule.disabled:
        lines.append(f"- **停用 disabled**　{_pair(rule.disabled)}\n")
    lines += [
        f"- **查什么**　{_words(rule, form, 'zh')}\n",
        f"- **What**　{_words(rule, form, 'en')}\n",
    ]
    forms = [one for one, _ in reversed(having)]
    lines += [f"- **依据 basis**　{' / '.join(dict.fromkeys(_bases(rule, forms)))}\n"]
    lines += [f"- **{name}**　{text}\n" for name, text in _advice(rule)]
    lines.append(_formulas(having))
    lines += _samples(rule, form)
    return "".join(lines)


def _words(rule: Rule, form: Pack, language: Language) -> str:
    """The rule as a sentence; a long pattern is left to the formula below it."""
    below = {"zh": "（见下面的公式）", "en": "the pattern below"}[language]
    return _cell(LONG_PATTERN.sub(below, in_words(rule.syntax, form.schema, language)))


def _severity(rule: Rule) -> str:
    grades = dict.fromkeys(grade.severity for grade in rule.grades)
    graded = "".join(f"，有时 sometimes {_both(f'severity.{one}')}" for one in grades)
    return _both(f"severity.{rule.severity}") + graded


def _bases(rule: Rule, forms: Sequence[Pack]) -> Iterator[str]:
    for language in ("zh", "en"):
        yield basis_text(rule, forms, language)


def _advice(rule: Rule) -> Iterator[tuple[str, str]]:
    for name, en, text in (
        ("为什么、怎么改", "Why, and what to do", rule.help),
        ("不误报", "No false alarms", rule.false_alarms),
    ):
        if text is not None and text.zh:
            yield name, text.zh
            yield en, text.en


def _formulas(having: Sequence[tuple[Pack, Rule]]) -> str:
    """The rule as written, in both languages; once for forms that write it alike."""
    written: dict[tuple[str, str], list[str]] = {}
    for form, rule in having:
        both = (
            print_rule(rule.syntax, "zh", form.schema),
            print_rule(rule.syntax, "en", form.schema),
        )
        written.setdefault(both, []).append(form.id)
    lines = []
    for (zh, en), ids in written.items():
        head = f"{'、'.join(f'`{one}`' for one in reversed(ids))}：\n\n" if len(written) > 1 else ""
        lines.append(f"\n{head}```text\n{zh}\n\n{en}\n```\n")
    return "".join(lines)


def _samples(rule: Rule, form: Pack) -> Iterator[str]:
    shown = []
    for verdict, name in VERDICTS.items():
        examples = [one for one in rule.examples if one.verdict == verdict][:MOST]
        shown += [f"- {name}：{_sample(one, form)}\n" for one in examples]
    if shown:
        yield "\n样例 samples\n\n"
        yield from shown


def _sample(example: Example, form: Pack) -> str:
    """The changes of an example in words."""
    made = dated(example.changes, form.sample.get("year"))
    said = "；".join(_changes(made, form.schema)) or "样本报告原样 the sample report as it is"
    where = [one for one in example.expect or () if one]
    return said + (f" → {'、'.join(f'`{one}`' for one in where)}" if where else "")


def _changes(changes: Mapping[str, Any], schema: Schema) -> Iterator[str]:
    for table, cells in (changes.get("cells") or {}).items():
        for place, value in cells.items():
            yield f"{_place(schema, table, place)} 填 `{str(value) or ' '}`"
    for section, text in (changes.get("text") or {}).items():
        yield f"{_section(schema, section)}写 {_quoted(text)}"
    for name, value in (changes.get("report") or {}).items():
        yield f"`{name}` = {value}"
    for section, change in (changes.get("sections") or {}).items():
        yield f"{_section(schema, section)}{'：没有' if change is None else _heading(change)}"
    if "order" in changes:
        yield f"各部分顺序 {'、'.join(_section(schema, one) for one in changes['order'])}"
    for kind in ("rows", "columns", "tables"):
        for table, change in (changes.get(kind) or {}).items():
            yield from _altered(_table(schema, table), change)
    if changes.get("previous") is not None:
        yield "上年报告：" + ("；".join(_changes(changes["previous"], schema)) or "与样本相同")
    for number, member in enumerate(changes.get("members") or (), 1):
        yield f"单位{number}：" + ("；".join(_changes(member, schema)) or "与样本相同")


def _place(schema: Schema, table: str, place: str) -> str:
    row, _, column = (part.strip() for part in place.partition(","))
    form = schema.tables[table]
    item = form.row_index[tuple(row.split("."))]
    head = form.column_index[tuple(column.split("."))]
    return f"“{item.name or item.label}”行“{head.name or head.label}”列"


def _section(schema: Schema, section: str) -> str:
    names = {"title": "标题", "preamble": "前言", "tail": "文末"}
    known = schema.sections.get(section)
    return names.get(section) or (known.name or known.title if known else "另加一部分")


def _table(schema: Schema, table: str) -> str:
    known = schema.tables.get(table)
    return (known.name or table) if known else table


def _quoted(text: object) -> str:
    joined = " ".join(map(str, text)) if isinstance(text, (list, tuple)) else str(text)
    if not joined:
        return "“”（空）"
    return f"“{_cell(joined if len(joined) <= LONGEST else joined[:LONGEST] + '…')}”"


def _heading(change: Mapping[str, Any]) -> str:
    """The heading of a section as an example has it."""
    title = "、".join(str(change[key]) for key in ("number", "title") if change.get(key))
    said = [f"标题写作“{title}”"] if title else []
    said += [f"有{change[key]}{words}" for key, words in ADDED.items() if key in change]
    return f"，{'、'.join(said)}"


def _altered(table: str, change: object) -> Iterator[str]:
    """What an example does to a table, or to rows and columns of it."""
    if not isinstance(change, Mapping):
        yield f"{table}表{WORDS.get(str(change), str(change))}"
        return
    for place, item in change.items():
        if isinstance(item, Mapping):
            yield f"{table}表 `{place}` 写作“{_cell(str(item.get('label', '')))}”"
        else:
            yield f"{table}表 `{place}` {WORDS.get(str(item), str(item))}"


def _labels(forms: Sequence[Pack]) -> Iterator[str]:
    """How sure the labels of a form are, where that is not the same for all of them."""
    for form in forms:
        for table in form.schema.tables.values():
            marked = [item for item in table.row_index.values() if item.source]
            if not marked:
                continue
            yield f"\n## {form.title.zh}：指标来源 / Where the labels come from\n\n"
            yield "| 指标 | id | 来源 |\n|---|---|---|\n"
            for item in marked:
                source = SEEN[item.source or "background"]
                yield f"| {_cell(item.label)} | `{dotted(item.path)}` | {source} |\n"


def _cell(text: str) -> str:
    for mark in ("\\", "|", "*", "_", "<", "[", "`"):
        text = text.replace(mark, f"\\{mark}")
    return " ".join(text.split())


def _both(key: str) -> str:
    return f"{_say(key, 'zh')} {_say(key, 'en')}"


def _pair(text: Text) -> str:
    return f"{text.zh} / {text.en}"


def _say(key: str, language: Language) -> str:
    return render(message(key), language)


def main() -> None:
    """Write the file, or check it."""
    text = page(Library(cache=PackCache(None)))
    if "--check" not in sys.argv[1:]:
        TARGET.write_text(text, encoding="utf-8", newline="\n")
    elif not TARGET.is_file() or TARGET.read_text("utf-8") != text:
        raise SystemExit(f"{TARGET.name} is stale; run python scripts/rule_pages.py")


if __name__ == "__main__":
    main()
