"""A matter: one thing that somebody must deal with, in plain words, as ledgers and letters tell it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gouji.grammar.records import dataclass

if TYPE_CHECKING:
    from gouji.engine.checking.outcomes import CellUse, TextUse
    from gouji.engine.reading.document import Location
    from gouji.rules.pack import Severity


@dataclass(frozen=True, slots=True)
class Matter:
    """A cause with the findings it explains, or a finding that has none.

    Attributes:
        fingerprints: of its findings; two drafts tell of one matter when they share any.
        severity: the gravest of its findings.
        where: its cells or elements with their places in the file, in words.
        problem: what is wrong, a sentence.
        found, expected: what stands there and what must; empty where that is no one value.
        why: the relations that do not hold, one sentence each.
        advice: what to do about it.
        basis: documents and clauses with how strong they are, one line each.
        rules: ids of the rules that failed; never for people outside.
        cells: where marks belong: the cells to change if a cause names them, else those that were compared.
        texts: the stretches of text that were compared.
        location: of the first mark.
    """

    fingerprints: tuple[str, ...]
    severity: Severity
    where: str
    problem: str
    found: str
    expected: str
    why: tuple[str, ...]
    advice: str
    basis: tuple[str, ...]
    rules: tuple[str, ...]
    cells: tuple[CellUse, ...] = ()
    texts: tuple[TextUse, ...] = ()
    location: Location | None = None
