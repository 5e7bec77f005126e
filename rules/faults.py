"""What loading a pack gathers on its way: every fault, in one go."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from gouji.grammar.diagnostics import Diagnostic, Level, Place
from gouji.grammar.messages import Argument, Message, message
from gouji.grammar.suggesting import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Faults:
    """A list of diagnostics under construction; what is added inside ``of_rule`` belongs to that rule."""

    def __init__(self) -> None:
        self.found: list[Diagnostic] = []
        self._rule: str | None = None

    @contextmanager
    def of_rule(self, rule: str) -> Iterator[None]:
        """Mark all faults added meanwhile as faults of ``rule``."""
        before, self._rule = self._rule, rule
        try:
            yield
        finally:
            self._rule = before

    def add(
        self,
        fault: str,
        place: Place | None,
        /,
        *,
        advice: Message | None = None,
        level: Level = "error",
        **arguments: Argument,
    ) -> None:
        """Add ``pack.<fault>``."""
        code = f"pack.{fault}"
        self.found.append(
            Diagnostic(code, message(code, **arguments), place, level, help=advice, rule=self._rule)
        )

    def extend(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Add the faults another step found; they belong to the rule at hand unless they name one."""
        self.found += [replace(fault, rule=fault.rule or self._rule) for fault in diagnostics]

    def broken_rules(self) -> frozenset[str]:
        """Ids of the rules with an error."""
        return frozenset(fault.rule for fault in self.found if fault.rule and fault.level == "error")

    def form_is_sound(self) -> bool:
        """Whether no error concerns more than a single rule."""
        return all(fault.rule or fault.level != "error" for fault in self.found)

    def in_order(self) -> tuple[Diagnostic, ...]:
        """The faults by file and position, each once."""
        return tuple(sorted(dict.fromkeys(self.found), key=_standing))


def _standing(fault: Diagnostic) -> tuple[str, int, int]:
    if fault.place is None:
        return "", 0, 0
    return fault.place.file, fault.place.start.line, fault.place.start.column


def suggestion(name: str, known: Iterable[str]) -> Message | None:
    """Advice for an unknown name: the nearest known one, else the list of all when it is short."""
    candidates = tuple(dict.fromkeys(known))
    near = nearest(name, candidates)
    if near is not None:
        return message("pack.did_you_mean", name=near)
    if 0 < len(candidates) <= _SHORT_LIST:
        return message("pack.known_names", names=candidates)
    return None


_SHORT_LIST = 30
