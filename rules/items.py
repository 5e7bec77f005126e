"""Rows and columns of a table, as trees."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, cast, get_args

from gouji.grammar.schema import Item, Path
from gouji.rules.faults import suggestion
from gouji.rules.fields import Fields
from gouji.rules.names import Siblings, check_id
from gouji.rules.shape import COLUMN, ROW, keys
from gouji.rules.yaml_nodes import Entry, MappingNode

if TYPE_CHECKING:
    from gouji.rules.faults import Faults

Axis = Literal["rows", "columns"]
_KEYS: dict[Axis, tuple[str, ...]] = {"rows": keys(ROW), "columns": keys(COLUMN)}
Source = Literal["seen", "background"]
_SOURCES = get_args(Source)


@dataclass(frozen=True, slots=True)
class _Above:
    """What a group hands down to its members."""

    path: Path = ()
    unit: str | None = None
    signed: bool = False
    decimals: int = 0
    columns: tuple[str, ...] | None = None
    source: Source | None = None


def items(table: Fields, axis: Axis, columns: tuple[Item, ...] = ()) -> tuple[Item, ...]:
    """The tree under ``rows`` or ``columns`` of a table.

    Args:
        table: the table, or a group within it.
        axis: which of the two.
        columns: for rows, the columns that a ragged row chooses from.
    """
    return _Builder(axis, columns, table.faults).level(table, _Above())


class _Builder:
    def __init__(self, axis: Axis, columns: tuple[Item, ...], faults: Faults) -> None:
        self.axis, self.faults = axis, faults
        self.columns = {item.key: item for top in columns for item in top.walk()}

    def level(self, parent: Fields, above: _Above) -> tuple[Item, ...]:
        entries = dict(parent.entries(self.axis))
        siblings = Siblings(entries, self.faults)
        built = (self._item(entry, above, siblings) for entry in entries.values())
        return tuple(item for item in built if item is not None)

    def _item(self, entry: Entry, above: _Above, siblings: Siblings) -> Item | None:
        key = entry.key
        check_id(key, self.faults)
        if not isinstance(entry.value, MappingNode):
            self.faults.add("expected_mapping", entry.value.place, key=key.value)
            return None
        fields = Fields(entry.value, key.place, _KEYS[self.axis], self.faults)
        here = self._handed_down(fields, replace(above, path=(*above.path, key.value)))
        return Item(
            path=here.path,
            label=fields.text("label", required=True) or key.value,
            name=siblings.name(key.value, fields),
            aliases=fields.texts("aliases"),
            total=fields.flag("total") or False,
            unit=here.unit,
            signed=here.signed,
            decimals=here.decimals,
            columns=here.columns,
            heading=fields.text("heading") if self.axis == "rows" else None,
            optional=fields.flag("optional") or False,
            measure=fields.text("measure") if self.axis == "rows" else None,
            source=here.source,
            children=self.level(fields, here),
        )

    def _handed_down(self, fields: Fields, above: _Above) -> _Above:
        signed, decimals = fields.flag("signed"), fields.integer("decimals")
        if decimals is not None and decimals < 0:
            self.faults.add("negative", fields.key_place("decimals"), key="decimals")
        return _Above(
            path=above.path,
            unit=fields.text("unit") or above.unit,
            signed=above.signed if signed is None else signed,
            decimals=above.decimals if decimals is None else max(0, decimals),
            columns=self._chosen(fields) if self.axis == "rows" and fields.has("columns") else above.columns,
            source=self._source(fields) or above.source,
        )

    def _source(self, fields: Fields) -> Source | None:
        named = fields.choice("source", _SOURCES) if self.axis == "rows" else None
        return cast("Source | None", named)

    def _chosen(self, fields: Fields) -> tuple[str, ...]:
        """The columns a ragged row lists, groups taken apart."""
        chosen: dict[str, None] = {}
        for node in fields.scalars("columns"):
            column = self.columns.get(node.value)
            if column is None:
                advice = suggestion(node.value, self.columns)
                self.faults.add("unknown_column", node.place, name=node.value, advice=advice)
            else:
                chosen |= dict.fromkeys(leaf.key for leaf in column.leaves())
        return tuple(chosen)
