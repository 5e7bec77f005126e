"""Lines below a report: the name of an organ, a date, or both."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gouji.engine.binding.normalising import compact, label_of
from gouji.engine.binding.organs import kind_of
from gouji.engine.binding.patterns import cleared, search
from gouji.grammar.records import dataclass

if TYPE_CHECKING:
    from gouji.rules.pack import Recognition

_LONGEST = 40
_IN_SENTENCE = frozenset("。;:，,、")
_ORGAN_THEN_DATE = re.compile(r"^(?P<organ>\D{3,40}?)\s*(?P<date>\d.*)$|^(?P<name>\S{3,40})\s+(?P<day>\S+)$")


@dataclass(frozen=True, slots=True)
class Signature:
    """What a signature line says; ``organ`` and ``date`` as printed."""

    organ: str | None = None
    date: str | None = None


def signature_in(text: str, recognition: Recognition) -> Signature | None:
    """The signature that a line is; ``None`` for any other line."""
    bare = cleared(recognition.residue, text).strip().strip("()（）").strip()
    if hit := search(recognition.signature_date, bare):
        return Signature(date=hit.groups.get("date", hit.text))
    if _is_organ(bare, recognition):
        return Signature(organ="".join(bare.split()))
    found = _ORGAN_THEN_DATE.match(bare)
    if found is None:
        return None
    organ, date = found["organ"] or found["name"], found["date"] or found["day"]
    if not _is_organ(organ, recognition) or not search(recognition.signature_date, date):
        return None
    return Signature("".join(organ.split()), date.strip())


def _is_organ(text: str, recognition: Recognition) -> bool:
    flat = compact(text)
    if not 2 < len(flat) <= _LONGEST or label_of(text).number or _IN_SENTENCE & set(flat):
        return False
    return kind_of(flat, recognition.organ_kinds) is not None
