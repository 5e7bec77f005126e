"""What a report and the elements of scopes answer when a rule names one of their fields."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from gouji.engine.binding.binding import DRAFT
from gouji.engine.binding.report import BoundBy, Located
from gouji.engine.checking.text import folded
from gouji.engine.checking.text_elements import stated_field
from gouji.engine.checking.values import Unknown, Value
from gouji.engine.checking.views import enclosing
from gouji.grammar.messages import message
from gouji.grammar.syntax import Kind

if TYPE_CHECKING:
    from gouji.engine.binding.report import Identity
    from gouji.engine.checking.running import Element, Run
    from gouji.engine.checking.views import View
    from gouji.grammar.schema import Item, Path, Section

Field = Value | tuple[Value, ...]
_ALTERED = frozenset({BoundBy.NEAREST, BoundBy.ORDER})
"""How a row or column is recognised whose printed label is neither the official one nor an alias."""
_STATED_IN = {
    ("title_year",): "title",
    ("period", "text"): "period",
    ("period", "start"): "period",
    ("period", "end"): "period",
    ("period_year",): "period",
}


def report_field(run: Run, view: View, field: Path) -> Value:
    """A fact of a report; unknown when the report does not state it."""
    value = _report_value(run, view, field)
    if value is None:
        return Unknown(message("checking.not_stated", fact=message(f"checking.fact_{'_'.join(field)}")))
    if isinstance(value, bool):
        return value
    return Fraction(value) if isinstance(value, int) else value


def located_fact(view: View, field: Path) -> Located | None:
    """Where the report states a fact, if it is one that stands in one place."""
    name = _STATED_IN.get(field, "_".join(field))
    found = getattr(view.report.identity, name, None)
    return found if isinstance(found, Located) else None


def _report_value(run: Run, view: View, field: Path) -> Value | int | None:
    identity, parameters = view.report.identity, view.report.parameters
    match field:
        case ("stage",):
            return parameters.get("stage", DRAFT)
        case ("published",):
            return date.fromisoformat(parameters["published"]) if "published" in parameters else None
        case ("organ_kind",) if field[0] in parameters:
            return parameters[field[0]]
        case ("pack",):
            return view.due or run.due
        case ("period_year",):
            return _period_year(identity)
        case ("period", "text"):
            return None if identity.period is None else identity.period.text
        case ("period", "start" | "end") | ("signature", "date"):
            return _located(getattr(identity, "_".join(field)))
        case ("title" | "contact" | "organ",) | ("signature", "organ"):
            found: Located | None = getattr(identity, "_".join(field))
            return None if found is None else found.value if isinstance(found.value, str) else found.text
        case (name,):
            plain: Value | int | None = getattr(identity, name)
            return plain
        case _:
            raise ValueError(field)


def _period_year(identity: Identity) -> int | None:
    """The year of the period: of its end, or of its beginning where the end is no date."""
    dates = [one.value for one in (identity.period_end, identity.period_start) if one is not None]
    return next((one.year for one in dates if isinstance(one, date)), None)


def _located(found: Located | None) -> Value | None:
    """A date as printed: unknown, not missing, when it is no real date."""
    if found is None:
        return None
    if isinstance(found.value, date):
        return found.value
    return Unknown(message("checking.impossible_date", text=found.text))


def element_field(run: Run, element: Element, field: Path) -> Field:
    """A field of the element a scope stands at."""
    match element.kind:
        case Kind.SECTION:
            return _section_field(run.view, run.view.schema.sections[element.id or ""], field[0])
        case Kind.PART:
            return _part_field(run.view, element, field[0])
        case Kind.TABLE:
            return _table_field(run, element, field[0])
        case Kind.ROW | Kind.COLUMN:
            return _item_field(
                run.view,
                element,
                element.row or element.column or (),
                field[0],
                rows=element.kind is Kind.ROW,
            )
        case Kind.CELL:
            return _cell_field(run.view, element, field)
        case Kind.HEADING | Kind.IMAGE:
            return _found_field(run.view, element, field[0])
        case Kind.MEMBER:
            return element.key
        case _:
            return stated_field(run.view, element, field)


def _section_field(view: View, section: Section, field: str) -> Field:
    bound = view.section(section.id)
    match field:
        case "label":
            return section.title
        case "aliases":
            return section.aliases
        case "number":
            return section.number
        case "announced":
            return _announced(view, section)
    if bound is None:
        return view.section_absent(section.id)
    match field:
        case "printed":
            return bound.printed
        case "printed_number":
            return bound.printed_number
        case _:
            raise ValueError(field)


def _announced(view: View, section: Section) -> Value:
    """The section's title as the preamble lists it."""
    bound, preamble = view.section(section.id), view.folded("preamble")
    printed = () if bound is None else (bound.printed,)
    titles = sorted((*printed, section.title, *section.aliases), key=len, reverse=True)
    found = next((title for title in titles if folded(title) and folded(title) in preamble), None)
    return found or Unknown(message("checking.not_announced", section=section.title))


def _part_field(view: View, element: Element, field: str) -> Field:
    section = view.section(element.section or "")
    part = next((part for part in (section.parts if section else ()) if part.id == element.id), None)
    match field:
        case "label":
            return element.label
        case "aliases":
            return ()
        case _:
            printed = part.printed if part is not None and part.state == "heading" else ""
            return printed or Unknown(message("checking.part_absent", part=element.label))


def _table_field(run: Run, element: Element, field: str) -> Field:
    match field:
        case "label" | "printed":
            return element.label
        case "aliases":
            return ()
        case _:
            bound = run.view.bound(element.table or "")
            return (bound.form if bound is not None else None) or run.filled


def _item_field(view: View, element: Element, path: Path, field: str, *, rows: bool) -> Field:
    table = element.table or ""
    form, bound = view.form(table), view.bound(table)
    item = (form.row_index if rows else form.column_index)[path]
    if field not in ("printed", "altered"):
        return declared_field(item, field)
    found = None if bound is None else (bound.rows if rows else bound.columns).get(path)
    if found is not None:
        return found.printed if field == "printed" else found.bound_by in _ALTERED
    collapsed = enclosing(view.collapsed(table, rows=rows), path)
    if collapsed is not None:
        return view.does_not_exist(table, collapsed)
    return Unknown(
        message("checking.item_absent", table=view.table_name(table), item=view.names(table).item(path))
    )


def declared_field(item: Item, field: str) -> Field:
    """What the form declares of a row or column."""
    match field:
        case "label":
            return item.label
        case "aliases":
            return item.aliases
        case "signed":
            return item.signed
        case "decimals":
            return Fraction(item.decimals)
        case "unit":
            return item.unit or ""
        case _:
            raise ValueError(field)


def _cell_field(view: View, element: Element, field: Path) -> Field:
    rows = field[0] == "row"
    path = (element.row if rows else element.column) or ()
    return _item_field(view, element, path, field[1] if len(field) > 1 else "label", rows=rows)


def _found_field(view: View, element: Element, field: str) -> Field:
    heading, picture = element.heading, element.picture
    section = heading.id if heading is not None else picture.section if picture is not None else None
    match field:
        case "section":
            return "" if section is None else view.schema.sections[section].title
        case "printed_number":
            return heading.printed_number if heading is not None else ""
        case "printed":
            return heading.printed if heading is not None else element.label
        case _:
            return element.label
