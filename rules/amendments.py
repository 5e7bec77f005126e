"""What a list of amendments does to a pack: rules that turned out wrong are withdrawn or weighed anew."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from gouji.grammar.records import dataclass
from gouji.rules.pack import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gouji.grammar.diagnostics import Place
    from gouji.grammar.messages import Text
    from gouji.rules.pack import Pack, Rule

GRAVITY = (Severity.INFO, Severity.WARNING, Severity.ERROR)


@dataclass(frozen=True)
class Amendment:
    """An entry of a list of amendments.

    Attributes:
        rules: ids of the rules it is about.
        pack: the pack whose rules are meant, and with it all that extend it; any when ``None``.
        severity: what a failure matters from now on; ``None`` withdraws the rules.
        day: when it was decided; it holds from then on.
        until: the last day on which it holds.
        by: who decided.
        place: of the entry.
    """

    rules: tuple[str, ...]
    pack: str | None
    severity: Severity | None
    reason: Text
    day: date
    until: date | None
    by: str | None
    place: Place

    def holds(self, on: date) -> bool:
        """Whether it holds on a day."""
        return self.day <= on and (self.until is None or on <= self.until)

    def is_about(self, pack: Pack) -> bool:
        """Whether it changes a rule of the pack."""
        named = self.pack is None or self.pack in (pack.id, *pack.lineage)
        return named and any(rule in pack.rules for rule in self.rules)

    def standing(self) -> tuple[str, int, int]:
        """Where it stands, the same however its file is named."""
        return str(Path(self.place.file).resolve()), self.place.start.line, self.place.start.column


def today() -> date:
    """The day of the run, where it runs."""
    return datetime.now(tz=UTC).astimezone().date()


def amended(pack: Pack, amendments: Iterable[Amendment]) -> Pack:
    """The pack as the amendments leave it; of two that are about one rule, the later in the order holds."""
    known: dict[tuple[str, int, int], Amendment] = {}
    for one in amendments:
        if one.is_about(pack):
            known.setdefault(one.standing(), one)
    if not known:
        return pack
    rules = dict(pack.rules)
    for one in known.values():
        for rule in one.rules:
            if rule in pack.rules:
                rules[rule] = _changed(pack.rules[rule], one)
    return replace(pack, rules=rules, amendments=tuple(known.values()))


def _changed(rule: Rule, amendment: Amendment) -> Rule:
    if amendment.severity is None:
        return replace(rule, disabled=amendment.reason)
    most = amendment.severity
    grades = (replace(grade, severity=_milder(grade.severity, most)) for grade in rule.grades)
    return replace(rule, severity=most, grades=tuple(grades))


def _milder(one: Severity, other: Severity) -> Severity:
    return min(one, other, key=GRAVITY.index)


def amendments_of(packs: Sequence[Pack], rule: str | None = None) -> tuple[Amendment, ...]:
    """The amendments that packs carry, each once; only those about one rule when it is named."""
    found = {one.standing(): one for pack in packs for one in pack.amendments}
    return tuple(one for one in found.values() if rule is None or rule in one.rules)
