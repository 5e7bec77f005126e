"""How two packs differ, for the terminal and as JSON, and what that does to reports."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from gouji.engine.reading.document import Unreadable
from gouji.engine.writing.cells import clip
from gouji.engine.writing.inert import masked
from gouji.engine.writing.pack_json import dumped, pack_object
from gouji.engine.writing.sheet import Piece, Sheet
from gouji.grammar.catalogue import render
from gouji.grammar.messages import Language, Message, message
from gouji.rules.differences import Change

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gouji.engine.checking.outcomes import Finding
    from gouji.engine.checking.result import CheckedReport
    from gouji.engine.office.flips import Flip
    from gouji.grammar.messages import Text
    from gouji.rules.differences import Detail, Difference
    from gouji.rules.pack import Pack

SCHEMA = 1
MOST = 200
"""Cells of the patterns of a claim; JSON has all of them."""
PATTERNS = frozenset({
    "says", "zero", "unless", "except", "away", "back", "begins", "part", "whole", "within", "followed",
    "needs", "spoken",
})  # fmt: skip
SIGNS = {Change.ADDED: ("+", "green"), Change.REMOVED: ("-", "red"), Change.CHANGED: ("~", "yellow")}


def write_difference(
    sheet: Sheet,
    packs: tuple[Pack, Pack],
    found: Sequence[Difference],
    flipped: Sequence[Flip] | None,
    language: Language,
) -> None:
    """Write the differences, area by area, then the reports that come out otherwise.

    Args:
        sheet: where to write.
        packs: the old and the new one.
        found: their differences.
        flipped: the reports judged by both; ``None`` when none were given.
        language: of the words.
    """
    names = tuple(f"{pack.id} {pack.version}" for pack in packs)
    sheet.paragraph(Piece(f"{names[0]} → {names[1]}", "bold"))
    if not found:
        sheet.paragraph(_say("differ.none", language))
    for area, group in groupby(found, key=lambda one: one.area):
        sheet.blank()
        sheet.paragraph(Piece(_say(f"differ.area_{area}", language), "bold"))
        for one in group:
            _write(sheet, one, language)
    if flipped is not None:
        _write_flips(sheet, flipped, language)


def _write(sheet: Sheet, one: Difference, language: Language) -> None:
    sign, style = SIGNS[one.change]
    head = (Piece(sign, style), " ", Piece(one.id, "cyan"), "  ", one.name.in_language(language))
    sheet.paragraph(*head, indent=2, hang=6)
    if one.said is not None:
        sheet.paragraph(one.said.in_language(language), indent=6)
    for detail in one.details:
        _write_detail(sheet, detail, language)


def _write_detail(sheet: Sheet, detail: Detail, language: Language) -> None:
    label = Piece(_say(f"differ.{detail.aspect}", language), "cyan")
    old, new = (_value(detail.aspect, text, language) for text in (detail.old, detail.new))
    if detail.aspect in {"from", "into"}:
        sheet.labelled(label, old if detail.aspect == "from" else new, indent=6)
    elif len(old) + len(new) <= sheet.width // 3:
        sheet.labelled(label, f"{old} → {new}", indent=6)
    else:
        sheet.labelled(label, Piece("- ", "red"), old, indent=6)
        sheet.labelled(label, Piece("+ ", "green"), new, indent=6)


def _value(aspect: str, text: Text | None, language: Language) -> str:
    if text is None:
        return _say("differ.first" if aspect == "place" else "differ.nothing", language)
    said = text.in_language(language)
    if aspect in {"severity", "ground", "topic"}:
        key = f"severity.{said}" if aspect == "severity" else f"writing.{aspect}_{said}"
        return _say(key, language)
    if aspect == "place":
        return render(message("differ.after", name=said), language)
    return clip(said, MOST) if aspect in PATTERNS else said


def _write_flips(sheet: Sheet, flipped: Sequence[Flip], language: Language) -> None:
    differing = [one for one in flipped if one.differs]
    sheet.blank()
    told = message("differ.reports", count=len(differing), all=len(flipped))
    sheet.paragraph(Piece(render(told, language), "bold"))
    for one in differing:
        sheet.blank()
        statuses = " → ".join(_status(each, language) for each in (one.old, one.new))
        sheet.paragraph(Piece(one.file, "bold"), "  ", statuses, indent=2, hang=4)
        for sign, style, findings in (
            ("-", "red", one.gone),
            ("+", "green", one.come),
            ("~", "yellow", one.regraded),
        ):
            for finding in findings:
                severity = _say(f"severity.{finding.severity}", language)
                text = masked(render(finding.message, language))
                parts = (Piece(sign, style), f" {severity}  {text}  ", Piece(finding.rule.id, "dim"))
                sheet.paragraph(*parts, indent=4, hang=6)


def _status(outcome: CheckedReport | Unreadable, language: Language) -> str:
    status = "unreadable" if isinstance(outcome, Unreadable) else outcome.status.value
    return _say(f"differ.status_{status}", language)


def difference_json(
    packs: tuple[Pack, Pack],
    found: Sequence[Difference],
    flipped: Sequence[Flip] | None,
    language: Language,
) -> str:
    """The same as JSON."""
    reports = None if flipped is None else [_flip(one, language) for one in flipped]
    return dumped(
        {
            "schema": SCHEMA,
            "old": pack_object(packs[0]),
            "new": pack_object(packs[1]),
            "differences": [_object(one, language) for one in found],
            "reports": reports,
        }
    )


def _object(one: Difference, language: Language) -> dict[str, Any]:
    return {
        "area": one.area,
        "change": one.change,
        "id": one.id,
        "name": one.name.in_language(language),
        "says": None if one.said is None else one.said.in_language(language),
        "details": [
            {
                "aspect": detail.aspect,
                "old": None if detail.old is None else detail.old.in_language(language),
                "new": None if detail.new is None else detail.new.in_language(language),
            }
            for detail in one.details
        ],
    }


def _flip(one: Flip, language: Language) -> dict[str, Any]:
    statuses = [
        "unreadable" if isinstance(each, Unreadable) else each.status.value for each in (one.old, one.new)
    ]
    return {
        "file": one.file,
        "old": statuses[0],
        "new": statuses[1],
        "differs": one.differs,
        "gone": [_finding(each, language) for each in one.gone],
        "come": [_finding(each, language) for each in one.come],
        "regraded": [_finding(each, language) for each in one.regraded],
    }


def _finding(finding: Finding, language: Language) -> dict[str, Any]:
    return {
        "rule": finding.rule.id,
        "instance": finding.instance,
        "severity": finding.severity,
        "message": masked(render(finding.message, language)),
    }


def _say(key: str | Message, language: Language) -> str:
    return render(key if isinstance(key, Message) else message(key), language)
