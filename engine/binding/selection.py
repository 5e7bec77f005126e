"""Which form was filled, told by its labels, and which was due, told by the report year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gouji.engine.binding.matching import all_marks
from gouji.grammar.messages import Message, message
from gouji.grammar.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gouji.engine.binding.pieces import Piece
    from gouji.rules.pack import Pack


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What the labels of a document say about the forms.

    Attributes:
        pack: the form with most labels that no other has; ``None`` when none, or two forms, have most.
        telling: how many labels only that form has.
        known: how many labels of any form were found at all.
    """

    pack: Pack | None
    telling: int
    known: int


@dataclass(frozen=True, slots=True)
class Selection:
    """The form that was filled and the form that was due, with the reason in words."""

    filled: Pack
    due: Pack
    reason: Message


def _related(one: Pack, other: Pack) -> bool:
    return one.id == other.id or one.id in other.lineage or other.id in one.lineage


def _most_derived(packs: Sequence[Pack]) -> Pack | None:
    return max(packs, key=lambda pack: len(pack.lineage), default=None)


def fingerprint(pieces: Sequence[Piece], forms: Sequence[Pack]) -> Fingerprint:
    """Counts, for each form, the labels found that only this form (and what it extends) prints."""
    bodies: set[str] = set()
    for piece in pieces:
        bodies |= piece.bodies()
    marks = {pack.id: all_marks(pack.schema) for pack in forms}
    known = len(bodies & frozenset().union(*marks.values()))
    telling: dict[str, int] = {}
    for pack in forms:
        others = frozenset().union(*(marks[other.id] for other in forms if not _related(pack, other)))
        telling[pack.id] = len(bodies & (marks[pack.id] - others))
    most = max(telling.values(), default=0)
    if not most:
        return Fingerprint(None, 0, known)
    first = [pack for pack in forms if telling[pack.id] == most]
    best = _most_derived(first)
    if best is None or any(not _related(best, pack) for pack in first):
        return Fingerprint(None, 0, known)
    return Fingerprint(best, most, known)


def due_form(forms: Sequence[Pack], year: int | None) -> Pack | None:
    """The form due for a report year: of several the last one, of a form and its overlay the overlay."""
    covering = [pack for pack in forms if year is not None and pack.covers(year)]
    return latest(covering) if covering else None


def latest(forms: Sequence[Pack]) -> Pack:
    """The form of the latest years."""
    return max(forms, key=lambda pack: (pack.years[0] or 0, len(pack.lineage)))


def select(
    forms: Sequence[Pack], filled: Fingerprint, year: int | None, year_source: str | None
) -> Selection:
    """The two forms a report is judged by.

    Args:
        forms: the forms to choose from; not empty.
        filled: what the labels say.
        year: the report year, ``None`` when the report states none.
        year_source: where the year was found.
    """
    due = due_form(forms, year)
    if filled.pack is not None and due is not None and year is not None:
        key = "binding.labels_agree" if _related(filled.pack, due) else "binding.labels_differ"
        pack = due if _related(filled.pack, due) else filled.pack
        return Selection(
            pack, due, message(key, form=pack.title, due=due.title, year=year, source=_source(year_source))
        )
    if due is not None and year is not None:
        return Selection(
            due, due, message("binding.by_year", form=due.title, year=year, source=_source(year_source))
        )
    pack = filled.pack or latest(forms)
    if year is not None:
        return Selection(pack, pack, message("binding.no_form_for_year", form=pack.title, year=year))
    key = "binding.by_labels" if filled.pack is not None else "binding.by_default"
    return Selection(pack, pack, message(key, form=pack.title))


def forced(pack: Pack) -> Selection:
    """The selection when the user names the form."""
    return Selection(pack, pack, message("binding.forced", form=pack.title))


def _source(source: str | None) -> Message:
    return message(f"binding.year_from_{source}")
