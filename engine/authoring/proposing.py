"""From a blank form as printed to what a pack declares."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gouji.engine.authoring.matching import closeness, matching_sections, matching_tables
from gouji.engine.authoring.naming import NamedItems, free, named
from gouji.engine.authoring.numbering import numbered
from gouji.engine.authoring.proposal import Proposal
from gouji.engine.authoring.sums import implied_sums
from gouji.grammar.schema import Schema, Section, Table
from gouji.rules.names import is_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gouji.engine.authoring.printed import PrintedForm, PrintedTable
    from gouji.engine.authoring.proposal import ProposedSum
    from gouji.grammar.schema import Item, Path


def proposed(form: PrintedForm, before: Mapping[str, Schema] | None = None) -> Proposal:
    """The form with ids, names and implied sums.

    Args:
        form: what is printed.
        before: the form of the pack that is extended by its id, and of an abstract one those of the packs
            that make it whole: what matches in the closest of them keeps its ids, names and properties.
    """
    forms = before or {}
    source = max(forms, key=lambda name: closeness(form, forms[name]), default=None)
    known = Schema() if source is None else forms[source]
    sections = matching_sections(form.sections, known.sections)
    tables = matching_tables(form, sections, known)
    named_sections = _sections(form, sections)
    made: list[Table] = []
    sums: list[ProposedSum] = []
    continued: dict[Path, tuple[Path, ...]] = {}
    unnamed = len(form.sections) - len(sections) + len(form.tables) - len(tables)
    for number, printed in enumerate(form.tables):
        same = tables.get(number)
        table, rows, columns = _table(printed, same, named_sections, made)
        made.append(table)
        unnamed += rows.unnamed + columns.unnamed
        if same is None:
            sums += implied_sums(table)
        else:
            continued |= _continued(rows, table.row_index, same.row_index)
            continued |= _continued(columns, table.column_index, same.column_index)
    return Proposal(
        title=form.title,
        sections=named_sections,
        tables=tuple(made),
        sums=tuple(sums),
        relations=form.relations,
        continued=continued,
        source=source,
        unnamed=unnamed,
        skipped=form.skipped,
        read=True,
    )


def _sections(form: PrintedForm, known: Mapping[int, Section]) -> tuple[Section, ...]:
    ids: dict[int, str] = {number: section.id for number, section in known.items()}
    found = []
    for number, section in enumerate(form.sections):
        if number in known:
            same = known[number]
            found.append(replace(same, number=section.number, title=section.title))
            continue
        ids[number] = free(f"section_{number + 1}", ids.values())
        name = section.title if is_name(section.title) else None
        found.append(Section(ids[number], section.number, section.title, name))
    return tuple(found)


def _table(
    printed: PrintedTable, same: Table | None, sections: Sequence[Section], others: Sequence[Table]
) -> tuple[Table, NamedItems, NamedItems]:
    columns = named(printed.columns, same.columns if same else (), "c")
    rows = named(printed.rows, same.rows if same else (), "r", columns.paths)
    section = sections[printed.section]
    blank = Table("", section.id, (), (), blank="zero", placeholder="zero") if same is None else same
    taken = [other.id for other in others]
    table_id = free(f"table_{len(others) + 1}", taken) if same is None else same.id
    name, label = (same.name, same.label) if same else _called(printed, section, others)
    table = replace(
        blank,
        id=table_id,
        section=section.id,
        rows=rows.items,
        columns=columns.items,
        name=name,
        label=label,
        layout=printed.layout,
        corner=printed.corner,
        banner=printed.banner,
        measures=printed.measures,
    )
    return table, rows, columns


def _called(printed: PrintedTable, section: Section, others: Sequence[Table]) -> tuple[str | None, str]:
    """Name and label of a new table: its caption, or the section it stands in."""
    number = numbered(f"{section.number}、x")
    plain = number is not None and number.printed == section.number and len(section.number) < 3
    label = printed.caption or (f"第{section.number}部分表格" if plain else f"{section.number}表格")
    stem = f"表{section.number}" if plain else f"{section.number}表"
    taken = {other.name for other in others}
    names = (stem if place == 1 else f"{stem}之{place}" for place in range(1, len(others) + 2))
    name = next((name for name in names if name not in taken and is_name(name)), None)
    same = sum(1 for other in others if other.section == section.id)
    return name, label if printed.caption or not same else f"{label}之{same + 1}"


def _continued(
    axis: NamedItems, here: Mapping[Path, Item], there: Mapping[Path, Item]
) -> dict[Path, tuple[Path, ...]]:
    """Which item continues which, where the path or the group changed."""
    found: dict[Path, tuple[Path, ...]] = {}
    for path, source in axis.sources.items():
        own, other = here[path], there[source]
        leaves = [leaf.path for leaf in own.leaves()]
        sources = [leaf.path for leaf in other.leaves()]
        if len(leaves) == 1 and len(sources) == 1:
            if path != source:
                found[path] = (source,)
        elif len(sources) == 1:
            found[source] = tuple(leaves)
        elif len(leaves) == 1:
            found[path] = tuple(sources)
    return found
