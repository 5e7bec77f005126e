"""What outputs say of the packs they go by: which stands in for a shipped one, what amends their rules."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from gouji.engine.writing.inert import inert
from gouji.grammar.catalogue import render
from gouji.grammar.messages import Language, Message, Text, message
from gouji.rules.amendments import amendments_of
from gouji.rules.versions import is_newer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gouji.rules.amendments import Amendment
    from gouji.rules.pack import Pack


def about_packs(packs: Sequence[Pack]) -> tuple[tuple[Message, Message], ...]:
    """Every line to be said of the packs that judged a report, each a label and a sentence.

    Args:
        packs: the form due and the form filled; they may be one.
    """
    each = {pack.id: pack for pack in packs}
    standing_in = [(message("replaced.label"), _replaced(pack)) for pack in each.values() if pack.replaces]
    changed = [(message("amendments.label"), told(one)) for one in amendments_of(tuple(each.values()))]
    return (*standing_in, *changed)


def _replaced(pack: Pack) -> Message:
    shipped, origin = ("", "") if pack.replaces is None else (pack.replaces.version, pack.replaces.origin)
    key = "replaced.used_older" if is_newer(shipped, pack.version) else "replaced.used"
    return message(key, id=pack.id, version=pack.version, origin=_short(origin), shipped=shipped)


def told(amendment: Amendment) -> Message:
    """An amendment as a sentence: which rules, what of them, why, since when and by which list."""
    rules, reason = tuple(amendment.rules), _inert(amendment.reason)
    change = message("amendments.withdrawn", rules=rules, reason=reason)
    if amendment.severity is not None:
        severity = message(f"severity.{amendment.severity}")
        change = message("amendments.regraded", rules=rules, severity=severity, reason=reason)
    file, day = Path(amendment.place.file).name, amendment.day.isoformat()
    if amendment.by is None:
        return message("amendments.dated", change=change, date=day, file=file)
    return message("amendments.dated_by", change=change, date=day, file=file, by=inert(amendment.by))


def amendment_json(amendment: Amendment, language: Language) -> dict[str, Any]:
    """An amendment for programs."""
    return {
        "rules": list(amendment.rules),
        "withdrawn": amendment.severity is None,
        "severity": amendment.severity,
        "reason": inert(amendment.reason.in_language(language)),
        "date": amendment.day.isoformat(),
        "until": None if amendment.until is None else amendment.until.isoformat(),
        "by": None if amendment.by is None else inert(amendment.by),
        "file": Path(amendment.place.file).name,
        "line": amendment.place.start.line,
    }


def lines_about(packs: Sequence[Pack], language: Language) -> tuple[str, ...]:
    """The same lines as plain text."""
    return tuple(f"{render(label, language)}  {render(text, language)}" for label, text in about_packs(packs))


def _inert(text: Text) -> Text:
    return Text(inert(text.zh), inert(text.en))


def _short(origin: str) -> str:
    """A path as short as it can be written from here."""
    path, here = Path(origin), Path.cwd()
    return str(path.relative_to(here)) if path.is_absolute() and path.is_relative_to(here) else origin
