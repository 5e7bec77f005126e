"""What one broken relation says about a cause: what it is about, and its numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gouji.engine.writing.evidence import equation, readings
from gouji.engine.writing.naming import brief_label
from gouji.grammar.catalogue import render
from gouji.grammar.messages import Language, message
from gouji.grammar.schema import dotted
from gouji.grammar.syntax import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gouji.engine.checking.outcomes import Outcome, SuggestedCell
    from gouji.engine.checking.result import CheckedReport


def evidence_line(
    outcome: Outcome, suspect: SuggestedCell | None, checked: CheckedReport, language: Language
) -> tuple[str, str]:
    """A piece of evidence: what it is about (this row, a column, the text), and the sides with their numbers.

    Args:
        outcome: the failed relation.
        suspect: the one cell that is to blame, if there is one.
        checked: the report.
        language: of the words.
    """
    schema = checked.filled.schema
    lines = [equation(reading, sign, schema, language) for reading, sign in readings(outcome)]
    text = render(message("writing.or", items=tuple(lines)), language) if lines else outcome.label
    if outcome.element == Kind.CLAIM:
        text = f"{render(message('checking.quoted', text=outcome.label), language)} {text}"
    return _topic(outcome, suspect, checked, language), text


def _topic(
    outcome: Outcome, suspect: SuggestedCell | None, checked: CheckedReport, language: Language
) -> str:
    """What a piece of evidence is about: this row, a column by its label, the text, or the table."""
    if not outcome.cells or outcome.texts:
        return render(message("writing.evidence_text"), language)
    place = outcome.cells[0].place
    table = checked.filled.schema.tables.get(place.table)
    if table is None or outcome.element not in {"row", "column"}:
        return outcome.label or outcome.rule.title.in_language(language)
    index: Mapping[tuple[str, ...], object] = (
        table.row_index if outcome.element == "row" else table.column_index
    )
    path = next((path for path in index if dotted(path) == outcome.instance), ())
    if suspect and outcome.element == "row" and path == suspect.place.row:
        return render(message("writing.evidence_this_row"), language)
    if not path:
        return outcome.label
    items = table.row_index if outcome.element == "row" else table.column_index
    return render(message(f"writing.evidence_{outcome.element}", label=brief_label(items, path)), language)
