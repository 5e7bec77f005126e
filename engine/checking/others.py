"""Another report seen with the names of this one's form: last year's report, or one of a member."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gouji.engine.checking.naming import Names, table_name
from gouji.engine.checking.values import Unknown
from gouji.engine.checking.views import Seen, View
from gouji.grammar.messages import message
from gouji.grammar.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gouji.engine.binding.report import BoundSection, Report, TextLine
    from gouji.grammar.messages import Message
    from gouji.grammar.schema import Item, Path, Schema
    from gouji.rules.pack import Pack


PREVIOUS = "previous"


@dataclass(frozen=True)
class Other:
    """Another report that rules may ask: last year's, or one of a member.

    Attributes:
        form: the form its tables carry; that of the report that is checked when not given.
        due: id of the form of its year.
        unread: why nothing of it is known, if nothing is: a file that cannot be read is not an empty report.
        textless: why its figures are known without its text, if that is so.
        copy: a second version of a member's report: compared with the first, never added up.
    """

    report: Report
    form: Pack | None = None
    due: str | None = None
    unread: Message | None = None
    textless: Message | None = None
    copy: bool = False


class OtherView(View):
    """Another report, which may have been filled by an earlier form.

    Args:
        other: the report, bound to ``form``.
        here: the form of the report that is checked.
        correspondence: a path of this form → the earlier paths whose sum it is; equal paths need none.
        name: ``previous``, or the organ of a member.
    """

    def __init__(
        self,
        other: Other,
        form: Pack,
        here: Schema,
        correspondence: Mapping[Path, tuple[Path, ...]],
        name: str = PREVIOUS,
    ) -> None:
        super().__init__(other.report, form.schema, name)
        self.due = other.due or form.form
        self.unread, self.textless, self.copy = other.unread, other.textless, other.copy
        self._here = here
        self._correspondence = correspondence

    def unseen(self, table: str | None = None) -> Message | None:
        """Why what was not found may be there all the same: the file itself may be what is not known."""
        return self.unread or super().unseen(table)

    def lines(self, section: str) -> tuple[TextLine, ...] | None:
        """The paragraphs of a section; ``None`` where the text is not known."""
        return None if self.unread or self.textless else super().lines(section)

    def section_absent(self, section: str) -> Unknown:
        """Why the text of a section cannot be had."""
        if self.textless is not None and self.unread is None:
            return Unknown(self.textless, applicable=False)
        if section not in self.schema.sections:
            return Unknown(self.unseen() or message("checking.no_text"))
        return super().section_absent(section)

    def look(self, table: str, row: Path, column: Path) -> tuple[Seen, ...] | Unknown:
        """The cell, or the cells whose sum it is."""
        return self.group(table, (row,), (column,))

    def _gather(
        self, table: str, rows: tuple[Path, ...], columns: tuple[Path, ...]
    ) -> tuple[Seen, ...] | Unknown:
        form, here = self.schema.tables.get(table), self._here.tables.get(table)
        if form is None or here is None:
            return self._no_counterpart(table_name(here) if here else table)
        names = Names(here)
        earlier_rows = self._translated(rows, form.row_index, here.row_index, names)
        if isinstance(earlier_rows, Unknown):
            return earlier_rows
        earlier_columns = self._translated(columns, form.column_index, here.column_index, names)
        if isinstance(earlier_columns, Unknown):
            return earlier_columns
        cells = super()._gather(table, earlier_rows, earlier_columns)
        return cells or self._no_counterpart(names.item(rows[0] if len(rows) == 1 else columns[0]))

    def _translated(
        self, paths: Sequence[Path], index: Mapping[Path, Item], here: Mapping[Path, Item], names: Names
    ) -> tuple[Path, ...] | Unknown:
        found: list[Path] = []
        for path in self._joined(paths, index, here):
            counterparts = (path,) if path in index else self._correspondence.get(path, ())
            if not counterparts or any(one not in index for one in counterparts):
                return self._no_counterpart(names.item(path))
            found += [leaf.path for one in counterparts for leaf in index[one].leaves()]
        return tuple(dict.fromkeys(found))

    def _joined(
        self, paths: Sequence[Path], index: Mapping[Path, Item], here: Mapping[Path, Item]
    ) -> tuple[Path, ...]:
        """The paths, all members of a group that the earlier form printed as one replaced by the group."""
        joined = list(paths)
        for path, group in here.items():
            counterparts = (path,) if path in index else self._correspondence.get(path, ())
            if (
                not group.children
                or not counterparts
                or any(index[one].children for one in counterparts if one in index)
            ):
                continue
            members = [leaf.path for leaf in group.leaves() if not leaf.total]
            if set(members) <= set(joined):
                joined[joined.index(members[0])] = path
                joined = [one for one in joined if one not in members]
        return tuple(joined)

    def section(self, section: str) -> BoundSection | None:
        """The section of the earlier report that is this one's counterpart."""
        earlier = (
            self._correspondence.get((section,), ((section,),))
            if section not in self.schema.sections
            else ((section,),)
        )
        return self.report.section(earlier[0][0])

    def _no_counterpart(self, name: str) -> Unknown:
        """A row that last year's form lacks cannot be compared; one that a member lacks leaves a sum open."""
        if self.name == PREVIOUS:
            return Unknown(message("checking.no_counterpart", name=name), applicable=False)
        return Unknown(message("checking.no_counterpart_member", name=name, member=self.name))
