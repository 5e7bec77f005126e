"""A failed comparison with its numbers: ``合计 0 ≠ 甲 3 ＋ 乙 0 ＝ 3``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from gouji.engine.checking.others import PREVIOUS
from gouji.engine.writing.naming import brief_label, numbering, quantity
from gouji.grammar.catalogue import render
from gouji.grammar.messages import Language, message
from gouji.grammar.schema import Path, Schema, dotted

if TYPE_CHECKING:
    from gouji.engine.checking.outcomes import CellUse, Outcome, Reading, Term

CONTRARY = {"=": "≠", "!=": "＝", "<": "≥", "<=": "＞", ">": "≤", ">=": "＜"}
Naming = Callable[["CellUse"], str]


def readings(outcome: Outcome) -> tuple[tuple[Reading, str], ...]:
    """The comparisons of an outcome, each with the sign between its sides that tells what is so instead."""
    found = outcome.readings or ((outcome.comparison,) if outcome.comparison else ())
    return tuple((reading, CONTRARY[reading.operator]) for reading in found)


def equation(reading: Reading, sign: str, schema: Schema, language: Language) -> str:
    """Both sides with the names and values of their terms."""
    terms = (*reading.left_terms, *reading.right_terms)
    naming = _naming(terms, schema, language)
    left = _side(reading.left_terms, reading.left, naming, schema, language)
    right = _side(reading.right_terms, reading.right, naming, schema, language)
    constant = not any(term.cells for term in reading.right_terms)
    if sign == "＝" and constant and len(reading.left_terms) == 1 and left.endswith(f" {right}"):
        return f"{left.removesuffix(f' {right}')} {sign} {right}"
    return f"{left} {sign} {right}"


def names_cells(reading: Reading) -> bool:
    """Whether a comparison is about cells, so that its numbers mean something by themselves."""
    return any(term.cells for term in (*reading.left_terms, *reading.right_terms))


def _side(terms: Sequence[Term], total: object, naming: Naming, schema: Schema, language: Language) -> str:
    whole = quantity(total, language)  # type: ignore[arg-type]
    if not terms:
        return whole
    text = ""
    for at, term in enumerate(terms):
        sign = "" if at == 0 and term.sign > 0 else ("－" if term.sign < 0 else "＋")
        text += (f" {sign} " if at else sign) + _term(term, naming, schema, language)
    return text if len(terms) == 1 else f"{text} ＝ {whole}"


def _term(term: Term, naming: Naming, schema: Schema, language: Language) -> str:
    value = quantity(term.value, language)
    if not term.cells:
        return value
    if term.group is None and len(term.cells) == 1:
        return f"{naming(term.cells[0])} {value}"
    return f"{_group(term, schema, language)} {value}"


def _group(term: Term, schema: Schema, language: Language) -> str:
    table = schema.tables.get(term.cells[0].place.table)
    path = term.group or ()
    others = {use.place.report for use in term.cells} - {"self", PREVIOUS}
    if len(others) > 1 or (others and table and not path):
        return render(message("checking.members"), language)
    if table is None or not path:
        return render(message("writing.sum_of_cells", count=len(term.cells)), language)
    in_rows = path in table.row_index and any(_under(use.place.row, path) for use in term.cells)
    index = table.row_index if in_rows else table.column_index
    if path not in index:
        return dotted(path)
    children = index[path].children
    paths = [use.place.row if in_rows else use.place.column for use in term.cells]
    used = [child for child in children if any(_under(path, child.path) for path in paths)]
    if 1 < len(used) < len(children) and all(numbering(child.label) for child in used):
        first, last = numbering(used[0].label), numbering(used[-1].label)
        return render(message("writing.sum_from_to", first=first, last=last), language)
    label = brief_label(index, path)
    return label if len(used) == len(children) else render(message("writing.sum_of", label=label), language)


def _under(path: Path, group: Path) -> bool:
    return path[: len(group)] == group


def _whose(report: str, label: str, language: Language) -> str:
    """A cell's name with the report it stands in, where that is another one."""
    if report == "self":
        return label
    if report == PREVIOUS:
        return render(message("checking.of_previous", label=label), language)
    return render(message("checking.of_member", member=report, label=label), language)


def _naming(terms: Sequence[Term], schema: Schema, language: Language) -> Naming:
    """Cells are named by what tells them apart: the column within a row, the row within a column, or both."""
    places = [use.place for term in terms for use in term.cells]
    one_row = len({(place.table, place.row) for place in places}) == 1
    one_column = len({(place.table, place.column) for place in places}) == 1

    def name(use: CellUse) -> str:
        table = schema.tables.get(use.place.table)
        row = brief_label(table.row_index if table else {}, use.place.row)
        column = brief_label(table.column_index if table else {}, use.place.column)
        label = f"{row}·{column}" if one_row is one_column else column if one_row else row
        return _whose(use.place.report, label, language)

    return name
