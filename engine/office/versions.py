"""Two versions of a report: which matters are settled, and what was changed without being asked for."""

from __future__ import annotations

import re
from collections import defaultdict
from enum import StrEnum
from typing import TYPE_CHECKING

from gouji.engine.binding.report import Fact, FactState
from gouji.engine.checking.accepted import COUNTED
from gouji.engine.checking.outcomes import Finding, Status
from gouji.engine.checking.text import folded
from gouji.engine.office.version_texts import compared_texts
from gouji.grammar.messages import Message, message
from gouji.grammar.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from gouji.engine.binding.report import BoundTable
    from gouji.engine.checking.result import CheckedReport
    from gouji.engine.office.version_texts import TextChange
    from gouji.grammar.schema import Path

ABSENT = Fact(FactState.ABSENT)
_DIGITS = re.compile(r"\d+")
Cell = tuple[str, "Path", "Path"]


class Progress(StrEnum):
    """What became of a matter."""

    SETTLED = "settled"
    OPEN = "open"
    NEW = "new"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell that differs; a cell that a version does not have is absent there.

    Attributes:
        asked: whether a matter of the first version is about it.
    """

    table: str
    row: Path
    column: Path
    before: Fact
    after: Fact
    asked: bool


@dataclass(frozen=True, slots=True)
class Matter:
    """A finding of one version or of both.

    Attributes:
        before, after: the finding of each version, where it has it.
        cells: those of its cells that differ.
    """

    progress: Progress
    before: Finding | None
    after: Finding | None
    cells: tuple[CellChange, ...]

    @property
    def finding(self) -> Finding:
        """As the later version has it, else as the earlier."""
        found = self.after or self.before
        if found is None:
            raise ValueError("a matter of neither version")
        return found


@dataclass(frozen=True)
class Comparison:
    """Two versions side by side.

    Attributes:
        matters: those that are still open first, then what is new, what cannot be told, what is settled.
        cells, texts: everything that differs, in the order of the form.
        compared_cells, compared_sentences: how much was compared.
        notes: why versions may differ for other reasons, and what could not be compared.
    """

    before: CheckedReport
    after: CheckedReport
    matters: tuple[Matter, ...]
    cells: tuple[CellChange, ...]
    texts: tuple[TextChange, ...]
    compared_cells: int
    compared_sentences: int
    notes: tuple[Message, ...] = ()

    @property
    def unasked(self) -> tuple[CellChange | TextChange, ...]:
        """What was changed though no matter is about it."""
        return (*(one for one in self.cells if not one.asked), *(one for one in self.texts if not one.asked))


def compare(before: CheckedReport, after: CheckedReport) -> Comparison:
    """Compare two versions of a report, whatever files they come from."""
    found = [one for one in before.findings if one.status == "new"]
    cells, compared_cells = _cells(before, after, _asked_cells(before, found))
    texts, compared_sentences = compared_texts(before, after, found)
    return Comparison(
        before,
        after,
        tuple(_matters(before, after, cells)),
        cells,
        texts,
        compared_cells,
        compared_sentences,
        tuple(_notes(before, after)),
    )


def _notes(before: CheckedReport, after: CheckedReport) -> Iterator[Message]:
    first, second = before.report.identity, after.report.identity
    organs = ["" if one.organ is None else str(one.organ.value or one.organ.text) for one in (first, second)]
    if all(organs) and folded(organs[0]) != folded(organs[1]):
        yield message("versions.other_organ", before=organs[0], after=organs[1])
    if first.year is not None and second.year is not None and first.year != second.year:
        yield message("versions.other_year", before=str(first.year), after=str(second.year))
    if before.filled.form != after.filled.form:
        yield message("versions.other_form", before=before.filled.title, after=after.filled.title)
    for version, checked, other in (("before", before, after), ("after", after, before)):
        missing = [name for name in other.report.tables if name not in checked.report.tables]
        if missing and not checked.report.excerpt:
            yield message(f"versions.no_table_{version}", tables=_labels(missing, other))
        if checked.report.excerpt:
            yield message(f"versions.excerpt_{version}")
        elif checked.report.tables_only:
            yield message(f"versions.tables_only_{version}")
        uncertain = [name for name, table in checked.report.tables.items() if table.uncertain]
        if uncertain:
            yield message(f"versions.uncertain_{version}", tables=_labels(uncertain, checked))


def _labels(names: Iterable[str], checked: CheckedReport) -> tuple[str, ...]:
    """What tables are called: their labels, else the titles of their sections."""
    schema = checked.filled.schema
    tables = [schema.tables[name] for name in names if name in schema.tables]
    return tuple(one.label or schema.sections[one.section].title for one in tables)


def _matters(before: CheckedReport, after: CheckedReport, cells: Sequence[CellChange]) -> Iterator[Matter]:
    changed = {(one.table, one.row, one.column): one for one in cells}
    same = _identity(before) == _identity(after)
    later: dict[object, list[Finding]] = defaultdict(list)
    for finding in after.findings:
        later[_key(finding, same=same)].append(finding)
    settled: list[Matter] = []
    undecided: list[Matter] = []
    for finding in before.findings:
        others = later[_key(finding, same=same)]
        other = others.pop(0) if others else None
        if finding.status != "new":
            continue
        if other is not None and other.status == "new":
            yield Matter(Progress.OPEN, finding, other, _changed(finding, changed))
        elif other is None and _is_undecided(finding, after):
            undecided.append(Matter(Progress.UNDECIDED, finding, None, _changed(finding, changed)))
        else:
            settled.append(Matter(Progress.SETTLED, finding, None, _changed(finding, changed)))
    for finding in after.findings:
        left = later[_key(finding, same=same)]
        if finding.status == "new" and any(finding is one for one in left):
            yield Matter(Progress.NEW, None, finding, _changed(finding, changed))
    yield from (*undecided, *settled)


def _identity(checked: CheckedReport) -> tuple[str, int | None]:
    organ = checked.report.identity.organ
    return "" if organ is None else str(organ.value or organ.text), checked.report.identity.year


def _key(finding: Finding, *, same: bool) -> object:
    """What makes two findings one matter: the fingerprint, unless a name or year was set right."""
    if same:
        return finding.fingerprint
    instance = finding.instance
    if COUNTED in instance:
        texts = finding.outcomes[0].texts
        instance = _DIGITS.sub("0", "".join((texts[0].text if texts else instance).split()))
    return finding.rule.id, instance


def _changed(finding: Finding, changed: Mapping[Cell, CellChange]) -> tuple[CellChange, ...]:
    keys = [(use.place.table, use.place.row, use.place.column) for use in finding.cells if _is_own(use)]
    return tuple(changed[key] for key in dict.fromkeys(keys) if key in changed)


def _is_own(use: object) -> bool:
    return use.place.report == "self"  # type: ignore[attr-defined,no-any-return]


def _is_undecided(finding: Finding, after: CheckedReport) -> bool:
    """Whether the later version leaves open what the finding is about: then it is not settled."""
    if (after.report.tables_only or after.report.excerpt) and (finding.texts or not finding.cells):
        return True
    instances = {one.instance for one in finding.outcomes}
    return any(
        one.rule.id == finding.rule.id
        and one.status in (Status.UNDETERMINED, Status.BROKEN)
        and (one.instance in instances or not one.instance)
        for one in after.outcomes
    )


def _asked_cells(before: CheckedReport, found: Iterable[Finding]) -> frozenset[Cell]:
    """The cells that the office was asked to look at: of a certain cause that cell alone."""
    causes = {cause.id: cause for cause in before.causes}
    asked: set[Cell] = set()
    for finding in found:
        cause = causes.get(finding.cause or "")
        if cause is not None and cause.unique and cause.alternatives:
            places = [cell.place for cell in cause.alternatives[0].cells]
        else:
            places = [use.place for use in finding.cells if _is_own(use)]
        asked.update((place.table, place.row, place.column) for place in places)
    return frozenset(asked)


def _cells(
    before: CheckedReport, after: CheckedReport, asked: frozenset[Cell]
) -> tuple[tuple[CellChange, ...], int]:
    found: list[CellChange] = []
    compared = 0
    for table in before.filled.schema.tables.values():
        if table.id not in after.filled.schema.tables:
            continue
        first, second = before.report.tables.get(table.id), after.report.tables.get(table.id)
        if first is None or second is None:
            continue
        for row, column in _places(first, second):
            compared += 1
            old, new = first.facts.get((row, column), ABSENT), second.facts.get((row, column), ABSENT)
            if not _equal(old, new):
                found.append(CellChange(table.id, row, column, old, new, (table.id, row, column) in asked))
    return tuple(found), compared


def _places(first: BoundTable, second: BoundTable) -> Iterable[tuple[Path, Path]]:
    return dict.fromkeys((*first.facts, *second.facts))


def _equal(first: Fact, second: Fact) -> bool:
    if first.state is not second.state:
        return False
    if first.state is FactState.VALUE:
        return first.value == second.value
    return folded(first.raw) == folded(second.raw)
