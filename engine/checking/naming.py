"""How messages call the parts of a form: by the words printed on it."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING

from gouji.grammar.messages import Message, message

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gouji.grammar.schema import Item, Path, Section, Table

SEPARATOR = " › "


def table_name(table: Table) -> str:
    """The table's label, else its short name, else its id."""
    return table.label or table.name or table.id


def section_name(section: Section) -> str:
    """The section's number and title."""
    return f"{section.number}、{section.title}" if section.number else section.title


class Names:
    """What the rows and columns of one table are called.

    Labels from the outside in, without the outermost group where that is enough.
    """

    def __init__(self, form: Table) -> None:
        self.form = form

    @cached_property
    def rows(self) -> Mapping[Path, str]:
        """Names of rows and row groups."""
        return _names(self.form.row_index)

    @cached_property
    def columns(self) -> Mapping[Path, str]:
        """Names of columns and column groups."""
        return _names(self.form.column_index)

    def item(self, path: Path) -> str:
        """The name of a row or column, whichever it is."""
        return self.rows.get(path) or self.columns.get(path) or ".".join(path)

    def cell(self, row: Path, column: Path) -> Message:
        """A cell as a sentence calls it."""
        return message(
            "checking.cell",
            table=table_name(self.form),
            row=self.rows.get(row, ".".join(row)),
            column=self.columns.get(column, ".".join(column)),
        )


def _names(index: Mapping[Path, Item]) -> dict[Path, str]:
    labels = {path: [index[path[:length]].label for length in range(1, len(path) + 1)] for path in index}
    short = {path: SEPARATOR.join(parts[1:] or parts) for path, parts in labels.items()}
    uses = Counter(short.values())
    return {path: name if uses[name] == 1 else SEPARATOR.join(labels[path]) for path, name in short.items()}
