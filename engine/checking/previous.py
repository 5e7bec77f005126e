"""Last year's report seen with this year's names, looked up through the correspondence of the forms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gouji.engine.checking.values import Unknown
from gouji.engine.checking.views import Seen, View
from gouji.grammar.messages import message

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gouji.engine.binding.report import BoundSection, Report
    from gouji.grammar.schema import Item, Path, Schema


class PreviousView(View):
    """An earlier report.

    Args:
        schema: the form it was filled by.
        here: this year's form.
        correspondence: a path of this year's form → the earlier paths whose sum it is; equal paths need none.
    """

    def __init__(
        self, report: Report, schema: Schema, here: Schema, correspondence: Mapping[Path, tuple[Path, ...]]
    ) -> None:
        super().__init__(report, schema, "previous")
        self._here = here
        self._correspondence = correspondence

    def look(self, table: str, row: Path, column: Path) -> tuple[Seen, ...] | Unknown:
        """The cell, or the cells whose sum it is."""
        return self.group(table, (row,), (column,))

    def _gather(
        self, table: str, rows: tuple[Path, ...], columns: tuple[Path, ...]
    ) -> tuple[Seen, ...] | Unknown:
        form, here = self.schema.tables.get(table), self._here.tables.get(table)
        if form is None or here is None:
            return _no_counterpart(table)
        earlier_rows = self._translated(rows, form.row_index, here.row_index)
        if isinstance(earlier_rows, Unknown):
            return earlier_rows
        earlier_columns = self._translated(columns, form.column_index, here.column_index)
        if isinstance(earlier_columns, Unknown):
            return earlier_columns
        cells = super()._gather(table, earlier_rows, earlier_columns)
        return cells or _no_counterpart(".".join(rows[0] if len(rows) == 1 else columns[0]))

    def _translated(
        self, paths: Sequence[Path], index: Mapping[Path, Item], here: Mapping[Path, Item]
    ) -> tuple[Path, ...] | Unknown:
        found: list[Path] = []
        for path in self._joined(paths, index, here):
            counterparts = (path,) if path in index else self._correspondence.get(path, ())
            if not counterparts or any(one not in index for one in counterparts):
                return _no_counterpart(".".join(path))
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


def _no_counterpart(name: str) -> Unknown:
    return Unknown(message("checking.no_counterpart", name=name), applicable=False)
