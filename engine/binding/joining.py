"""One report in several files: a text and its tables put together, stamped scans set beside their originals.

Files belong together when they lie in one folder and name the same organ, in their titles or their names.
What could belong to several reports stays by itself, and a note says so.
"""

from __future__ import annotations

import re
from dataclasses import replace
from enum import Enum, auto
from pathlib import PurePath
from typing import TYPE_CHECKING

from gouji.engine.binding.binding import BindingOptions, Bound, bind
from gouji.engine.binding.composing import composed, differing
from gouji.engine.binding.normalising import compact
from gouji.engine.reading.document import Document, FileFormat, Paragraph, Table, Unreadable
from gouji.grammar.messages import message
from gouji.grammar.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gouji.grammar.messages import Message
    from gouji.rules.pack import Pack

FEW = 200
"""Characters; a document with less text outside its tables may be the tables of another."""

SPREADSHEETS = frozenset({FileFormat.XLSX, FileFormat.XLSB, FileFormat.XLS, FileFormat.ODS})
SCAN = "scan"
PICTURE_ADVICE = "reading.advice_image"


@dataclass(frozen=True, slots=True)
class Part:
    """A file of a folder: its path as the user named it, and what reading it gave."""

    file: str
    found: Document | Unreadable

    @property
    def name(self) -> str:
        """The file's name without folders."""
        return PurePath(self.file).name


class _Tie(Enum):
    """How a file belongs to a report: by its organ's name, by nothing that says otherwise, not at all."""

    NAMED = auto()
    POSSIBLE = auto()
    NONE = auto()


@dataclass(frozen=True, slots=True)
class _Seen:
    """A readable part seen through the form it fills."""

    part: Part
    document: Document
    bound: Bound

    @property
    def organ(self) -> str:
        """The organ it names, empty when it names none."""
        organ = self.bound.report.identity.organ
        return compact(organ.text) if organ else ""

    @property
    def tables(self) -> frozenset[str]:
        """The tables of the form it holds."""
        return frozenset(self.bound.report.tables)

    @property
    def lacks(self) -> bool:
        """Whether tables of the form are missing from it."""
        return bool(self.bound.filled.schema.tables.keys() - self.tables)

    @property
    def text(self) -> bool:
        """Whether it has sections with text, so that tables can be added to it."""
        return any(
            section.id and any(not line.heading for line in section.lines)
            for section in self.bound.report.sections
        )


def joined(
    parts: Sequence[Part], forms: Sequence[Pack], options: BindingOptions | None = None
) -> tuple[Part, ...]:
    """The reports of one folder, those put together that lie there in several files.

    Args:
        parts: the files of the folder.
        forms: the forms to tell sections and tables by.
        options: what the user says about the reports.

    Returns:
        The parts in their order; a file that became part of another report is left out, that report's
        document holds its tables, or a note about it.
    """
    scans = [part for part in parts if is_scan(part.found)]
    if len(parts) < 2 or not (scans or any(_partial(part.found) for part in parts)):
        return tuple(parts)
    seen = [one for part in parts if (one := _seen(part, forms, options)) is not None]
    bases = [one for one in seen if one.text]
    supplements = [one for one in seen if not one.text and one.tables]
    others = len(parts) - len(supplements) - len(scans)
    work = _Work(bases, alone=len(bases) == others == 1)
    for supplement in supplements:
        work.place(supplement)
    for scan in scans:
        work.place_scan(scan)
    return work.finished(parts)


def is_scan(found: Document | Unreadable) -> bool:
    """Whether a file is a picture of pages, without a character that could be read."""
    if isinstance(found, Document):
        return False
    return found.code == SCAN or found.advice.key == PICTURE_ADVICE


def _partial(found: Document | Unreadable) -> bool:
    """Whether a document may be part of a report: without tables, or with hardly anything else."""
    if isinstance(found, Unreadable):
        return False
    if found.format in SPREADSHEETS or not any(isinstance(block, Table) for block in found.blocks):
        return True
    return sum(len(block.text) for block in found.blocks if isinstance(block, Paragraph)) < FEW


def _seen(part: Part, forms: Sequence[Pack], options: BindingOptions | None) -> _Seen | None:
    if isinstance(part.found, Unreadable):
        return None
    bound = bind(part.found, forms, options)
    return _Seen(part, part.found, bound) if isinstance(bound, Bound) else None


def _organ_in(name: str, form: Pack) -> str:
    """The organ that a file's name ends in naming, empty without one."""
    suffixes = sorted(
        {suffix for kind in form.recognition.organ_kinds for suffix in kind.suffixes}, key=len, reverse=True
    )
    if not suffixes:
        return ""
    pattern = rf"[^\W\d_]{{1,40}}(?:{'|'.join(map(re.escape, suffixes))})"
    found = re.search(pattern, compact(PurePath(name).stem))
    return found.group() if found else ""


def _tie(base: _Seen, name: str, organ: str = "", year: int | None = None) -> _Tie:
    """How a file of this name, whose title names ``organ`` and ``year``, belongs to a report."""
    own = base.bound.report.identity.year
    if year is not None and own is not None and year != own:
        return _Tie.NONE
    stem, same = compact(PurePath(name).stem), compact(PurePath(base.part.name).stem)
    if organ:
        return _Tie.NAMED if organ == base.organ else _Tie.NONE
    if stem == same or (base.organ and base.organ in stem):
        return _Tie.NAMED
    named = _organ_in(name, base.bound.filled)
    if not named:
        return _Tie.POSSIBLE
    return _Tie.NAMED if base.organ.endswith(named) else _Tie.NONE


class _Work:
    """Places supplements and scans beside the reports of a folder."""

    def __init__(self, bases: Sequence[_Seen], *, alone: bool) -> None:
        self._bases = bases
        self._alone = alone
        self._supplements: dict[str, list[_Seen]] = {}
        self._scans: dict[str, list[str]] = {}
        self._absorbed: set[str] = set()
        self._unclear: dict[str, tuple[str, ...]] = {}

    def place(self, supplement: _Seen) -> None:
        """Give tables to the one report they belong to, if there is one."""
        identity = supplement.bound.report.identity
        bases = self._of(supplement.part.name, supplement.organ, identity.year)
        if len(bases) > 1:
            lacking = [base for base in bases if base.lacks]
            bases = lacking if len(lacking) == 1 else bases
        if len(bases) == 1:
            self._supplements.setdefault(bases[0].part.file, []).append(supplement)
        elif bases:
            self._unclear[supplement.part.file] = tuple(base.part.name for base in bases)

    def place_scan(self, scan: Part) -> None:
        """Set a scan beside the one report it shows, if there is one."""
        bases = self._of(scan.name, "", None)
        if len(bases) == 1:
            self._scans.setdefault(bases[0].part.file, []).append(scan.name)
            self._absorbed.add(scan.file)

    def _of(self, name: str, organ: str, year: int | None) -> list[_Seen]:
        """The reports a file belongs to; a mere possibility counts when the folder holds nothing else."""
        ties = [(_tie(base, name, organ, year), base) for base in self._bases]
        named = [base for tie, base in ties if tie is _Tie.NAMED]
        if named:
            return named
        possible = [base for tie, base in ties if tie is _Tie.POSSIBLE and (base.lacks or self._alone)]
        return possible if self._alone or len(possible) > 1 else []

    def finished(self, parts: Iterable[Part]) -> tuple[Part, ...]:
        """The parts with everything in its place."""
        whole = {base.part.file: self._completed(base) for base in self._bases}
        return tuple(
            self._noted(whole.get(part.file, part)) for part in parts if part.file not in self._absorbed
        )

    def _completed(self, base: _Seen) -> Part:
        """A report with the tables and scans that belong to it."""
        document = base.document
        supplements = self._supplements.get(base.part.file, [])
        held = [table for one in supplements for table in one.tables]
        if len(set(held)) < len(held):
            names = tuple(one.part.name for one in supplements)
            for one in supplements:
                self._unclear[one.part.file] = (base.part.name,)
            document = _with_notes(document, message("binding.tables_twice", files=names))
            supplements = []
        for one in supplements:
            document = self._added(document, base, one)
        scans = self._scans.get(base.part.file, [])
        if scans:
            document = _with_notes(document, message("binding.stamped_scan", files=tuple(scans)))
        return Part(base.part.file, document)

    def _added(self, document: Document, base: _Seen, supplement: _Seen) -> Document:
        """The document with the tables of a supplement that it lacks; the others are compared."""
        self._absorbed.add(supplement.part.file)
        name = supplement.part.name
        lacking = supplement.tables - base.tables
        if lacking:
            document = composed(document, base.bound, supplement.document, supplement.bound, lacking)
            document = _with_notes(document, message("binding.joined_from", file=name))
        both = supplement.tables & base.tables
        if both:
            cells = differing(base.bound, supplement.bound, both)
            key = "tables_differ" if cells else "tables_agree"
            document = _with_notes(document, message(f"binding.{key}", file=name, **cells))
        return document

    def _noted(self, part: Part) -> Part:
        """The part with a note when it was not clear where it belongs."""
        others = self._unclear.get(part.file)
        if others is None or isinstance(part.found, Unreadable):
            return part
        note = message("binding.belongs_unclear", files=others)
        return Part(part.file, _with_notes(part.found, note))


def _with_notes(document: Document, *notes: Message) -> Document:
    return replace(document, notes=(*document.notes, *notes))
