"""A report as rules see it: cells with what they count as, collapsed groups, sections as lines."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from gouji.engine.binding.report import NOWHERE, Fact, FactState, TextLine
from gouji.engine.checking.naming import Names, section_name, table_name
from gouji.engine.checking.outcomes import CellPlace, CellUse
from gouji.engine.checking.text import folded
from gouji.engine.checking.values import ZERO, Unknown
from gouji.grammar.messages import message
from gouji.grammar.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from fractions import Fraction

    from gouji.engine.binding.report import BoundSection, BoundTable, Report
    from gouji.engine.checking.likeness import Masked
    from gouji.engine.checking.running import Element
    from gouji.engine.reading.document import Location
    from gouji.grammar.messages import Message
    from gouji.grammar.schema import Item, Path, Schema, Table
    from gouji.grammar.syntax import Kind

ABSENT = Fact(FactState.ABSENT)


@dataclass(frozen=True, slots=True)
class Seen:
    """A cell as a rule sees it: where it is, what was found, and what it counts as."""

    use: CellUse
    value: Fraction | Unknown


class View:
    """A report with the form its tables were filled by; looks things up once and remembers them.

    Attributes:
        name: ``self``, ``previous`` or the organ of a member.
        due: id of the form of its year, where it is not that of the report that is checked.
        marks: texts that stand for "nothing" (无), as the pack lists them.
        elements: the rows, columns and cells of scopes already walked.
        masked: texts already masked for comparison, by the paragraphs they are of.
    """

    def __init__(
        self, report: Report, schema: Schema, name: str = "self", marks: tuple[str, ...] = ()
    ) -> None:
        self.report = report
        self.marks = frozenset(map(folded, marks))
        self.schema = schema
        self.name = name
        self.due: str | None = None
        self.masked: dict[int, Masked] = {}
        self._paragraphs: dict[str, tuple[TextLine, ...] | None] = {}
        self._whole: dict[int, str] = {}
        self.elements: dict[tuple[str, Kind, int], tuple[Element, ...]] = {}
        self._cells: dict[tuple[str, Path, Path], Seen] = {}
        self._groups: dict[tuple[str, tuple[Path, ...], tuple[Path, ...]], tuple[Seen, ...] | Unknown] = {}
        self._folded: dict[str, str] = {}
        self._names: dict[str, Names] = {}
        self._collapsed: dict[tuple[str, bool], frozenset[Path]] = {}

    def form(self, table: str) -> Table:
        """The table as the form declares it."""
        return self.schema.tables[table]

    def bound(self, table: str) -> BoundTable | None:
        """The table as found, if it was."""
        return self.report.tables.get(table)

    def names(self, table: str) -> Names:
        """What the rows and columns of a table are called."""
        if (names := self._names.get(table)) is None:
            names = self._names[table] = Names(self.form(table))
        return names

    def collapsed(self, table: str, *, rows: bool) -> frozenset[Path]:
        """The groups of rows (columns) printed as one."""
        if (found := self._collapsed.get((table, rows))) is None:
            bound, form = self.bound(table), self.form(table)
            index = form.row_index if rows else form.column_index
            groups = () if bound is None else bound.collapsed
            found = frozenset(path for path in groups if path in index and index[path].children)
            self._collapsed[table, rows] = found
        return found

    def cell(self, table: str, row: Path, column: Path) -> Seen:
        """One cell of the form."""
        key = (table, row, column)
        if (seen := self._cells.get(key)) is None:
            seen = self._cells[key] = self._look(table, row, column)
        return seen

    def look(self, table: str, row: Path, column: Path) -> tuple[Seen, ...] | Unknown:
        """The cells whose sum the cell is: usually itself; of a group that a claim names, its members."""
        form = self.form(table)
        row_item, column_item = form.row_index.get(row), form.column_index.get(column)
        if row_item is None or column_item is None:
            name = ".".join(column if column_item is None else row)
            return Unknown(message("checking.no_counterpart", name=name), applicable=False)
        if not row_item.children and not column_item.children:
            return (self.cell(table, row, column),)
        rows, columns = (
            tuple(leaf.path for leaf in item.leaves() if not leaf.total or leaf is item)
            for item in (row_item, column_item)
        )
        return self.group(table, rows, columns)

    def _look(self, table: str, row: Path, column: Path) -> Seen:
        bound = self.bound(table)
        fact = ABSENT if bound is None else bound.facts.get((row, column), ABSENT)
        use = CellUse(CellPlace(self.name, table, row, column), fact)
        if bound is None:
            return Seen(use, self.table_absent(table))
        for path, across in ((row, True), (column, False)):
            group = enclosing(self.collapsed(table, rows=across), path)
            if group is not None and group != path:
                return Seen(use, self.does_not_exist(table, group))
        return Seen(use, self._count(table, row, column, fact))

    def does_not_exist(self, table: str, group: Path) -> Unknown:
        """Why a member of a group printed as one has no value of its own."""
        reason = message("checking.collapsed", group=self.names(table).item(group))
        return Unknown(reason, applicable=self.name not in ("self", "previous"))

    def _count(self, table: str, row: Path, column: Path, fact: Fact) -> Fraction | Unknown:
        form = self.form(table)
        if fact.state is FactState.VALUE and fact.value is not None:
            return fact.value
        name = self.names(table).cell(row, column)
        if fact.state in (FactState.BLANK, FactState.PLACEHOLDER):
            declared = form.blank if fact.state is FactState.BLANK else form.placeholder
            if (fact.counts_as or declared) == "zero":
                return self._blank_total(form, row, column) if fact.state is FactState.BLANK else ZERO
            return Unknown(message(f"checking.{fact.state.value}", cell=name, raw=fact.raw))
        if fact.state is FactState.ABSENT:
            return Unknown(self.unseen(form.id) or message("checking.absent", cell=name))
        return Unknown(message("checking.unreadable", cell=name, raw=fact.raw))

    def _blank_total(self, form: Table, row: Path, column: Path) -> Fraction | Unknown:
        """A blank total is 0 only when nothing it adds up could be more; the sum is offered, not assumed."""
        name = self.names(form.id).cell(row, column)
        sums: list[Fraction] = []
        for addends in self._addends(form, row, column):
            facts = [self.cell(form.id, *place).use.fact for place in addends]
            values = [ZERO if self._counts_zero(form, fact) else fact.value for fact in facts]
            if any(value is None for value in values):
                return Unknown(message("checking.blank_total", cell=name))
            if total := sum((value for value in values if value is not None), ZERO):
                sums.append(total)
        if not sums:
            return ZERO
        return Unknown(message("checking.blank_total_sum", cell=name, sum=sums[0]))

    @staticmethod
    def _counts_zero(form: Table, fact: Fact) -> bool:
        declared = {FactState.BLANK: form.blank, FactState.PLACEHOLDER: form.placeholder}.get(fact.state)
        return declared is not None and (fact.counts_as or declared) == "zero"

    def _addends(self, form: Table, row: Path, column: Path) -> Iterable[list[tuple[Path, Path]]]:
        for index, path, across in ((form.column_index, column, False), (form.row_index, row, True)):
            item = index.get(path)
            if item is None or not item.total:
                continue
            siblings = siblings_of(form, path, rows=across)
            collapsed = self.collapsed(form.id, rows=across)
            paths = shown_paths(
                collapsed, [leaf.path for one in siblings for leaf in one.leaves() if not leaf.total]
            )
            places = [(path_, column) if across else (row, path_) for path_ in paths]
            yield [place for place in places if exists(form, *place)]

    def group(
        self, table: str, rows: tuple[Path, ...], columns: tuple[Path, ...]
    ) -> tuple[Seen, ...] | Unknown:
        """Every existing cell of rows × columns; a collapsed group stands for all its members."""
        key = (table, rows, columns)
        if (found := self._groups.get(key)) is None:
            found = self._groups[key] = self._gather(table, rows, columns)
        return found

    def _gather(
        self, table: str, rows: tuple[Path, ...], columns: tuple[Path, ...]
    ) -> tuple[Seen, ...] | Unknown:
        shown_rows = self.shown(table, rows, rows=True)
        shown_columns = self.shown(table, columns, rows=False)
        if isinstance(shown_rows, Unknown):
            return shown_rows
        if isinstance(shown_columns, Unknown):
            return shown_columns
        form = self.form(table)
        return tuple(
            self.cell(table, row, column)
            for row in shown_rows
            for column in shown_columns
            if exists(form, row, column)
        )

    def shown(self, table: str, paths: Sequence[Path], *, rows: bool) -> Sequence[Path] | Unknown:
        """The paths as printed; unknown when only some members of a collapsed group are meant."""
        collapsed = self.collapsed(table, rows=rows)
        if not collapsed:
            return paths
        index = self.form(table).row_index if rows else self.form(table).column_index
        shown = shown_paths(collapsed, paths)
        for path in shown:
            if (
                path in collapsed
                and path not in paths
                and not {leaf.path for leaf in index[path].leaves()} <= set(paths)
            ):
                return self.does_not_exist(table, path)
        return shown

    def table_name(self, table: str) -> str:
        """What messages call the table."""
        return table_name(self.form(table))

    def table_location(self, table: str) -> Location:
        """Where the table stands, or the section it should stand in."""
        bound = self.bound(table) or self.section(self.form(table).section)
        return NOWHERE if bound is None else bound.location

    def unseen(self, table: str | None = None) -> Message | None:
        """Why what was not found may be there all the same; ``None`` when it is not there.

        Args:
            table: the table that was not found, or that it is part of.
        """
        if self.report.excerpt:
            return message("checking.excerpt")
        if table is not None:
            return self.report.unread.get(table)
        return message("checking.tables_only") if self.report.tables_only else None

    def table_absent(self, table: str) -> Unknown:
        """Why the cells of a table cannot be had."""
        reason = self.unseen(table) or message("checking.table_absent", table=self.table_name(table))
        return Unknown(reason, applicable=not self.form(table).optional)

    def section_absent(self, section: str) -> Unknown:
        """Why the text of a section cannot be had."""
        name = section_name(self.schema.sections[section])
        return Unknown(self.unseen() or message("checking.section_absent", section=name))

    def section(self, section: str) -> BoundSection | None:
        """The section as found, if it was."""
        return self.report.section(section)

    def heading(self, section: str) -> TextLine | None:
        """The heading of a section as a line; the title stands for what has no heading."""
        bound, title = self.section(section), self.report.identity.title
        if bound is not None:
            return TextLine(bound.heading, bound.location, heading=True)
        return None if title is None else TextLine(title.text, title.location, heading=True)

    def lines(self, section: str) -> tuple[TextLine, ...] | None:
        """The paragraphs of a section, or of ``document``, ``preamble``, ``tail``; ``None`` without it."""
        report = self.report
        match section:
            case "preamble":
                return report.preamble
            case "tail":
                return report.tail
            case "outside":
                return report.outside
            case "document":
                return self._document
            case _:
                bound = self.section(section)
                return None if bound is None else bound.lines

    def paragraphs(self, section: str) -> tuple[TextLine, ...] | None:
        """What ``lines`` gives, looked up once: every pair of reports asks for it again."""
        if section not in self._paragraphs:
            self._paragraphs[section] = self.lines(section)
        return self._paragraphs[section]

    def joined(self, lines: tuple[TextLine, ...]) -> str:
        """Paragraphs of the report as one text, made once."""
        text = self._whole.get(id(lines))
        if text is None:
            text = self._whole[id(lines)] = "\n".join(line.text for line in lines)
        return text

    @cached_property
    def _document(self) -> tuple[TextLine, ...]:
        return tuple(self._all_lines())

    def _all_lines(self) -> Iterable[TextLine]:
        report = self.report
        if report.identity.title is not None:
            yield TextLine(report.identity.title.text, report.identity.title.location, heading=True)
        yield from report.preamble
        for section in report.sections:
            yield TextLine(section.heading, section.location, heading=True)
            yield from section.lines
        yield from report.tail

    def folded(self, section: str) -> str:
        """The text of a section without white space, in half width."""
        if (text := self._folded.get(section)) is None:
            lines = self.lines(section) or ()
            text = self._folded[section] = folded("".join(line.text for line in lines))
        return text


def enclosing(collapsed: frozenset[Path], path: Path) -> Path | None:
    """The collapsed group that ``path`` is, or lies in."""
    if not collapsed:
        return None
    return next((path[:length] for length in range(1, len(path) + 1) if path[:length] in collapsed), None)


def shown_paths(collapsed: frozenset[Path], paths: Sequence[Path]) -> list[Path]:
    """The paths with members of collapsed groups replaced by their group, once."""
    return list(dict.fromkeys(enclosing(collapsed, path) or path for path in paths))


def exists(form: Table, row: Path, column: Path) -> bool:
    """Whether the form has the cell; of a group, whether any member has it."""
    if form.has_cell(row, column):
        return True
    row_item, column_item = form.row_index.get(row), form.column_index.get(column)
    if row_item is None or column_item is None:
        return False
    return any(form.has_cell(r.path, c.path) for r in row_item.leaves() for c in column_item.leaves())


def siblings_of(form: Table, path: Path, *, rows: bool) -> tuple[Item, ...]:
    """The other items of the same group."""
    index, top = (form.row_index, form.rows) if rows else (form.column_index, form.columns)
    group = index[path[:-1]].children if len(path) > 1 else top
    return tuple(item for item in group if item.path != path)
