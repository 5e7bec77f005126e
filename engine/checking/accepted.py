"""Findings that were accepted: by an entry that says why, for the value found at the time and no other."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import replace
from fnmatch import fnmatchcase
from pathlib import PurePath
from typing import TYPE_CHECKING

from gouji.engine.binding.quantities import Interval, Quantity
from gouji.engine.checking.outcomes import Acceptance, Finding, ReportStatus, Status
from gouji.engine.checking.result import CheckedReport, Notice
from gouji.engine.checking.text import folded
from gouji.grammar.catalogue import number
from gouji.grammar.messages import Message, message
from gouji.grammar.suggesting import nearest
from gouji.rules.pack import Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from gouji.engine.checking.outcomes import Outcome
    from gouji.engine.checking.waivers import Waiver
    from gouji.grammar.schema import Item, Path, Table

COUNTED = "#"
"""In the instance of what is only counted: its number changes with the text, so the fingerprint names it."""
_LONGEST, _EXCERPT = 48, 20
_LONG_NUMBER = re.compile(r"[\dXx]{7,}")
_NUMBERING = re.compile(r"^(?:\(\w+\)|\w{1,3}[、.])")
_WILD = frozenset("*?[")


def accepted(
    checked: CheckedReport,
    file: str,
    entries: Sequence[Waiver],
    today: date,
    rules: frozenset[str] | None = None,
) -> CheckedReport:
    """The report with the findings that entries accept, and with notices of entries that do not hold.

    Args:
        checked: a report.
        file: its file as the user named it.
        entries: of all files of accepted findings.
        today: the day on which they must still count.
        rules: ids of the rules that ran; all when ``None``.
    """
    about = [one for one in entries if is_about(one, checked, file) and (rules is None or one.rule in rules)]
    if not about:
        return checked
    findings = list(checked.findings)
    notices: list[Notice] = []
    for entry in about:
        places = [at for at, finding in enumerate(findings) if _names(entry, finding, checked)]
        fault = _fault(entry, [findings[at] for at in places], checked, today)
        if fault is not None:
            notices.append(fault)
            continue
        given = Acceptance(entry.place, entry.reason or "", entry.who, entry.day, entry.until)
        for at in places:
            findings[at] = replace(findings[at], status="accepted", acceptance=given)
    return with_findings(replace(checked, notices=(*checked.notices, *notices)), findings)


def is_about(entry: Waiver, checked: CheckedReport, file: str) -> bool:
    """Whether an entry is about the report: its organ, its file and its year, as far as the entry says."""
    identity = checked.report.identity
    if entry.year is not None and entry.year != identity.year:
        return False
    if entry.organ is not None:
        organ = identity.organ
        names = () if organ is None else (organ.text, str(organ.value or organ.text))
        if folded(entry.organ) not in map(folded, names):
            return False
    if entry.file is not None:
        whole = PurePath(file).as_posix()
        return any(fnmatchcase(one, entry.file) for one in (PurePath(file).name, whole))
    return True


def with_findings(checked: CheckedReport, findings: Iterable[Finding]) -> CheckedReport:
    """The report with other states of its findings, and the status that they leave it in."""
    found = tuple(findings)
    grave = any(one.status == "new" and one.severity is not Severity.INFO for one in found)
    open_ = any(
        one.status is Status.UNDETERMINED and one.severity is Severity.ERROR for one in checked.outcomes
    )
    kept = ReportStatus.FAILED if grave else ReportStatus.INCOMPLETE if open_ else ReportStatus.PASSED
    return replace(checked, findings=found, status=kept)


def found_value(finding: Finding, cell: tuple[str, Path, Path] | None = None) -> str:
    """What a finding found, in short: the text of one cell, else both sides, the cells or the words.

    Two findings with equal values found the same; of long ones only the beginning and a hash is left.
    """
    if cell is not None:
        return next((use.fact.raw.strip() for use in finding.cells if _place(use.place) == cell), "")
    values = [_value(outcome) for outcome in finding.outcomes]
    if len(values) == 1:
        return values[0]
    several = "；".join(
        f"{outcome.instance} {value}".strip() for outcome, value in zip(finding.outcomes, values, strict=True)
    )
    return _short(f"{len(values)}× {several}")


def _value(outcome: Outcome) -> str:
    readings = outcome.readings or (() if outcome.comparison is None else (outcome.comparison,))
    sides = [
        f"{_quantity(one.left)} {_CONTRARY[one.operator]} {_quantity(one.right)}"
        for one in readings
        if one.left is not None and one.right is not None
    ]
    if sides:
        return _short("；".join(dict.fromkeys(sides)))
    raws = [use.fact.raw.strip() for use in outcome.cells]
    if any(raws):
        return _short("、".join(raws))
    return _short(" ".join(" ".join(use.text.split()) for use in outcome.texts).strip())


_CONTRARY = {"=": "≠", "!=": "=", "<": "≥", "<=": ">", ">": "≤", ">=": "<"}


def _quantity(value: Quantity | None) -> str:
    if not isinstance(value, Interval):
        return "?" if value is None else number(value)
    low, high = ("" if end is None else number(end) for end in (value.low, value.high))
    return f"[{low}, {high})"


def _short(text: str) -> str:
    """The text, or its beginning and a hash when it is long or holds a number that may be a person's."""
    if len(text) <= _LONGEST and _LONG_NUMBER.search(text) is None:
        return text
    beginning = _LONG_NUMBER.split(text)[0][:_EXCERPT]
    return f"{beginning}…{hashlib.sha256(folded(text).encode()).hexdigest()[:8]}"


def _names(entry: Waiver, finding: Finding, checked: CheckedReport) -> bool:
    if finding.rule.id != entry.rule:
        return False
    if entry.fingerprint is not None:
        return finding.fingerprint == entry.fingerprint
    if entry.cell is not None:
        cell = cell_named(entry.cell, checked.filled.schema.tables)
        return cell is not None and any(
            use.place.report == "self" and _place(use.place) == cell for use in finding.cells
        )
    return finding.instance == (entry.instance or "")


def _place(place: object) -> tuple[str, Path, Path]:
    return place.table, place.row, place.column  # type: ignore[attr-defined]


def cell_named(cell: tuple[str, str, str], tables: Mapping[str, Table]) -> tuple[str, Path, Path] | None:
    """The cell of a form that ``table[row, column]`` means, by ids, names or labels."""
    wanted = folded(cell[0])
    table = next(
        (one for one in tables.values() if wanted in _folded((one.id, one.name, one.label))),
        None,
    )
    if table is None:
        return None
    row, column = _item(cell[1], table.row_index), _item(cell[2], table.column_index)
    return None if row is None or column is None else (table.id, row, column)


def _item(name: str, index: Mapping[Path, Item]) -> Path | None:
    """A row or column by its dotted path, its dotted names, or the name or label that only it has."""
    wanted = folded(name)
    if (path := tuple(wanted.split("."))) in index:
        return path
    fitting = [
        path
        for path, item in index.items()
        if wanted in _folded((item.name, item.label, _dotted_names(path, index)))
    ]
    return fitting[0] if len(fitting) == 1 else None


def _dotted_names(path: Path, index: Mapping[Path, Item]) -> str:
    groups = (path[:size] for size in range(1, len(path) + 1))
    return ".".join(index[group].name or group[-1] for group in groups)


def _folded(names: Iterable[str | None]) -> frozenset[str]:
    """The names as they are compared: in one width, and also without the number before them."""
    whole = [folded(one) for one in names if one]
    return frozenset((*whole, *(_NUMBERING.sub("", one) for one in whole)))


def _fault(entry: Waiver, found: Sequence[Finding], checked: CheckedReport, today: date) -> Notice | None:
    """Why an entry accepts nothing; ``None`` when it holds, or when nobody can tell."""
    if not found:
        return _unmatched(entry, checked)
    told: Callable[..., Notice] = lambda code, **named: Notice(  # noqa: E731
        f"waiver-{code}",
        message(f"accepted.{code.replace('-', '_')}", rule=entry.rule, **named),
        entry.place,
    )
    if entry.reason is None:
        return told("no-reason")
    if entry.until is not None and entry.until < today:
        return told("expired", until=entry.until.isoformat())
    cell = None if entry.cell is None else cell_named(entry.cell, checked.filled.schema.tables)
    values = [found_value(one, cell) for one in found]
    if entry.value is None:
        return told("no-value", now=values[0]) if any(values) else None
    other = next((one for one in values if folded(one) != folded(entry.value)), None)
    if other is not None:
        return told("changed", was=_shown(entry.value), now=_shown(other))
    return None


def _shown(value: str) -> Message:
    return message("accepted.value", value=value) if value else message("accepted.nothing")


def _unmatched(entry: Waiver, checked: CheckedReport) -> Notice | None:
    undecided = (Status.UNDETERMINED, Status.BROKEN)
    if entry.file is not None and not _WILD.isdisjoint(entry.file):
        return None
    if any(one.rule.id == entry.rule and one.status in undecided for one in checked.outcomes):
        return None
    rules = {**checked.filled.rules, **checked.due.rules}
    text = message("accepted.unmatched", rule=entry.rule)
    if entry.rule not in rules:
        near = nearest(entry.rule, rules)
        text = message("accepted.no_rule", rule=entry.rule)
        if near is not None:
            text = message("accepted.no_rule_near", rule=entry.rule, name=near)
    elif entry.cell is not None and cell_named(entry.cell, checked.filled.schema.tables) is None:
        table, row, column = entry.cell
        text = message("accepted.no_cell", cell=f"{table}[{row}, {column}]")
    return Notice("waiver-unmatched", text, entry.place)
