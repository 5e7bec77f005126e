"""Entries of a file of accepted findings, written so that people can read and change them."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from gouji.engine.checking.accepted import COUNTED, found_value
from gouji.engine.checking.waivers import TOP, Waiver, waivers_in
from gouji.grammar.diagnostics import Place, Position
from gouji.grammar.messages import Message, message

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from gouji.engine.checking.outcomes import Finding
    from gouji.engine.checking.result import CheckedReport

_PLAIN = re.compile(r"[A-Za-z\u4e00-\u9fff][A-Za-z0-9_\-.,\u4e00-\u9fff]*")
_WORDS = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})
_NEW = "# 已核实、不必再改的问题；数值一变或过了期限就不再起作用。\n"
_NOWHERE = Place("", Position(1, 1), Position(1, 1))


def entry_for(
    finding: Finding,
    checked: CheckedReport,
    file: str,
    *,
    reason: str,
    who: str,
    day: date,
    until: date | None,
) -> Waiver:
    """The entry that accepts a finding at its present value.

    What is only counted is named by its fingerprint: its number changes with the text.
    """
    identity = checked.report.identity
    organ = None if identity.organ is None else identity.organ.text
    counted = COUNTED in finding.instance
    return Waiver(
        finding.rule.id,
        organ,
        file if organ is None else None,
        identity.year,
        None if counted else finding.instance or None,
        None,
        finding.fingerprint if counted else None,
        found_value(finding),
        reason,
        who,
        day,
        until,
        _NOWHERE,
    )


def with_entries(text: str | None, entries: Sequence[Waiver]) -> str | Message:
    """The text of a file with entries added at its end; its own lines, and comments, stay as they are.

    Args:
        text: of the file; ``None`` when there is none yet.
        entries: to be added.

    Returns:
        The new text, or why it cannot be written: the file is not laid out line by line.
    """
    if text is None or not text.strip():
        text = f"{_NEW}{TOP}:\n"
    end = "\r\n" if "\r\n" in text else "\n"
    before = waivers_in(text.encode(), TOP)
    lines = text.replace("\r\n", "\n").rstrip("\n").split("\n")
    while lines and re.fullmatch(rf"{TOP}\s*:\s*(\[\s*\]|null|~)\s*", lines[-1]):
        lines[-1] = f"{TOP}:"
    dashes = [len(found[1]) for line in lines if (found := re.match(r"( *)- ?\S", line)) is not None]
    indent = " " * (min(dashes) if dashes else 2)
    for entry in entries:
        lines += [f"{indent}{'- ' if at == 0 else '  '}{line}" for at, line in enumerate(_lines(entry))]
    new = end.join([*lines, ""])
    after = waivers_in(new.encode(), TOP)
    if before.diagnostics or after.diagnostics or len(after.entries) != len(before.entries) + len(entries):
        return message("accepted.not_by_lines")
    return new


def _lines(entry: Waiver) -> Iterator[str]:
    days = (None if day is None else day.isoformat() for day in (entry.day, entry.until))
    year = None if entry.year is None else str(entry.year)
    names = ("rule", "organ", "file", "instance", "fingerprint", "value", "reason", "who")
    for name in names:
        if (value := getattr(entry, name)) is not None:
            yield f"{name}: {_scalar(value)}"
        if name == "file" and year is not None:
            yield f"year: {year}"
    for name, day in zip(("date", "until"), days, strict=True):
        if day is not None:
            yield f"{name}: {day}"


def _scalar(text: str) -> str:
    if _PLAIN.fullmatch(text) and text.lower() not in _WORDS and not text.endswith(","):
        return text
    return json.dumps(text, ensure_ascii=False)
