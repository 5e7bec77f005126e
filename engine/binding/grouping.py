"""Which files of a folder are one report: text in one, tables in another, a stamped scan beside its original.

Files belong together when they lie in one folder and name the same organ, in their titles or their names.
What could belong to several reports stays by itself, and a note says so. The plan is made from sketches, so
that whoever makes it need not hold the documents.
"""

from __future__ import annotations

import re
from dataclasses import replace
from enum import Enum, auto
from pathlib import PurePath
from typing import TYPE_CHECKING

from gouji.engine.binding.binding import Bound
from gouji.engine.binding.normalising import compact
from gouji.engine.reading.document import Document, FileFormat, Paragraph, Table, Unreadable
from gouji.grammar.messages import message
from gouji.grammar.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gouji.grammar.messages import Message

FEW = 200
"""Characters; a document with less text outside its tables may be the tables of another."""

SPREADSHEETS = frozenset({FileFormat.XLSX, FileFormat.XLSB, FileFormat.XLS, FileFormat.ODS})
SCAN = "scan"
PICTURE_ADVICE = "reading.advice_image"


@dataclass(frozen=True, slots=True)
class Sketch:
    """What of a file tells which report it belongs to.

    Attributes:
        file: its path as the user named it.
        scan: it is a picture of pages.
        partial: it may be part of a report: it has no tables, or hardly anything else.
        organ: the organ it names, without white space; empty when it names none.
        tables: the tables of the form that it holds; ``lacks`` whether others of the form are missing.
        text: it has sections with text, so that tables can be added to it.
        suffixes: what the names of organs end in, by the form it fills.
    """

    file: str
    scan: bool = False
    partial: bool = False
    organ: str = ""
    year: int | None = None
    tables: frozenset[str] = frozenset()
    lacks: bool = False
    text: bool = False
    suffixes: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The file's name without folders."""
        return PurePath(self.file).name


@dataclass(frozen=True, slots=True)
class Group:
    """The files that are one report.

    Attributes:
        file: the report's own file.
        supplements: files whose tables belong to it.
        notes: what a person should know of how its files were put together, or were not.
    """

    file: str
    supplements: tuple[str, ...] = ()
    notes: tuple[Message, ...] = ()

    @property
    def alone(self) -> bool:
        """Whether it is just its file, and nothing is to be told about that."""
        return not (self.supplements or self.notes)


def sketch(file: str, found: Document | Unreadable, bound: Bound | None = None) -> Sketch:
    """The sketch of a file.

    Args:
        file: its path as the user named it.
        found: what reading it gave.
        bound: the document seen through the form it fills, if it fills one.
    """
    if isinstance(found, Unreadable):
        return Sketch(file, scan=_is_scan(found))
    if bound is None:
        return Sketch(file, partial=_partial(found))
    report, schema = bound.report, bound.filled.schema
    kinds = bound.filled.recognition.organ_kinds
    sections = (section for section in report.sections if section.id)
    return Sketch(
        file,
        partial=_partial(found),
        organ=compact(report.identity.organ.text) if report.identity.organ else "",
        year=report.identity.year,
        tables=frozenset(report.tables),
        lacks=bool(schema.tables.keys() - report.tables.keys()),
        text=any(not line.heading for section in sections for line in section.lines),
        suffixes=tuple(sorted({suffix for kind in kinds for suffix in kind.suffixes}, key=len, reverse=True)),
    )


def _is_scan(found: Unreadable) -> bool:
    return found.code == SCAN or found.advice.key == PICTURE_ADVICE


def _partial(found: Document) -> bool:
    if found.format in SPREADSHEETS or not any(isinstance(block, Table) for block in found.blocks):
        return True
    return sum(len(block.text) for block in found.blocks if isinstance(block, Paragraph)) < FEW


def may_group(sketches: Sequence[Sketch]) -> bool:
    """Whether any file of a folder could belong to another; sketches without bound reports are enough."""
    return len(sketches) > 1 and any(one.scan or one.partial for one in sketches)


def grouped(sketches: Sequence[Sketch]) -> tuple[Group, ...]:
    """The reports of one folder, in the order of their own files.

    Args:
        sketches: of all files of the folder, each of the report it would be by itself.

    Returns:
        A group for each file that did not become part of another report.
    """
    if not may_group(sketches):
        return tuple(Group(one.file) for one in sketches)
    scans = [one for one in sketches if one.scan]
    bases = [one for one in sketches if one.text]
    supplements = [one for one in sketches if not one.text and one.tables]
    others = len(sketches) - len(supplements) - len(scans)
    plan = _Plan(bases, alone=len(bases) == others == 1)
    for supplement in supplements:
        plan.place(supplement)
    for scan in scans:
        plan.place_scan(scan)
    return plan.finished(sketches)


class _Tie(Enum):
    """How a file belongs to a report: by its organ's name, by nothing that says otherwise, not at all."""

    NAMED = auto()
    POSSIBLE = auto()
    NONE = auto()


def _organ_in(name: str, suffixes: tuple[str, ...]) -> str:
    """The organ that a file's name ends in naming, empty without one."""
    if not suffixes:
        return ""
    pattern = rf"[^\W\d_]{{1,40}}(?:{'|'.join(map(re.escape, suffixes))})"
    found = re.search(pattern, compact(PurePath(name).stem))
    return found.group() if found else ""


def _tie(base: Sketch, name: str, organ: str = "", year: int | None = None) -> _Tie:
    """How a file of this name, whose title names ``organ`` and ``year``, belongs to a report."""
    if year is not None and base.year is not None and year != base.year:
        return _Tie.NONE
    stem, same = compact(PurePath(name).stem), compact(PurePath(base.name).stem)
    if organ:
        return _Tie.NAMED if organ == base.organ else _Tie.NONE
    if stem == same or (base.organ and base.organ in stem):
        return _Tie.NAMED
    named = _organ_in(name, base.suffixes)
    if not named:
        return _Tie.POSSIBLE
    return _Tie.NAMED if base.organ.endswith(named) else _Tie.NONE


class _Plan:
    """Places supplements and scans beside the reports of a folder."""

    def __init__(self, bases: Sequence[Sketch], *, alone: bool) -> None:
        self._bases = bases
        self._alone = alone
        self._supplements: dict[str, list[Sketch]] = {}
        self._scans: dict[str, list[str]] = {}
        self._absorbed: set[str] = set()
        self._unclear: dict[str, tuple[str, ...]] = {}

    def place(self, supplement: Sketch) -> None:
        """Give tables to the one report they belong to, if there is one."""
        bases = self._of(supplement.name, supplement.organ, supplement.year)
        if len(bases) > 1:
            lacking = [base for base in bases if base.lacks]
            bases = lacking if len(lacking) == 1 else bases
        if len(bases) == 1:
            self._supplements.setdefault(bases[0].file, []).append(supplement)
        elif bases:
            self._unclear[supplement.file] = tuple(base.name for base in bases)

    def place_scan(self, scan: Sketch) -> None:
        """Set a scan beside the one report it shows, if there is one."""
        bases = self._of(scan.name, "", None)
        if len(bases) == 1:
            self._scans.setdefault(bases[0].file, []).append(scan.name)
            self._absorbed.add(scan.file)

    def _of(self, name: str, organ: str, year: int | None) -> list[Sketch]:
        """The reports a file belongs to; a mere possibility counts when the folder holds nothing else."""
        ties = [(_tie(base, name, organ, year), base) for base in self._bases]
        named = [base for tie, base in ties if tie is _Tie.NAMED]
        if named:
            return named
        possible = [base for tie, base in ties if tie is _Tie.POSSIBLE and (base.lacks or self._alone)]
        return possible if self._alone or len(possible) > 1 else []

    def finished(self, sketches: Sequence[Sketch]) -> tuple[Group, ...]:
        """A group for each file that is not part of another, in their order."""
        groups = {base.file: self._group(base) for base in self._bases}
        return tuple(
            self._noted(groups.get(one.file, Group(one.file)))
            for one in sketches
            if one.file not in self._absorbed
        )

    def _group(self, base: Sketch) -> Group:
        supplements, notes = self._supplements.get(base.file, []), []
        held = [table for one in supplements for table in one.tables]
        if len(set(held)) < len(held):
            notes.append(message("binding.tables_twice", files=tuple(one.name for one in supplements)))
            self._unclear.update((one.file, (base.name,)) for one in supplements)
            supplements = []
        self._absorbed.update(one.file for one in supplements)
        if scans := self._scans.get(base.file):
            notes.append(message("binding.stamped_scan", files=tuple(scans)))
        return Group(base.file, tuple(one.file for one in supplements), tuple(notes))

    def _noted(self, group: Group) -> Group:
        """The group with a note when it was not clear where its file belongs."""
        others = self._unclear.get(group.file)
        if others is None:
            return group
        return replace(group, notes=(*group.notes, message("binding.belongs_unclear", files=others)))
