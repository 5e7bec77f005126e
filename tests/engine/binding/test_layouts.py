"""Whatever legal layout a report is printed in, and whatever its numbers are, it binds to the same facts."""

from dataclasses import replace
from fractions import Fraction

import pytest
from documents.spelling import SPELLINGS, spelt
from gouji.engine.binding.binding import Bound, bind
from gouji.engine.reading.document import Table
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st


@st.composite
def reports(draw, form):
    cells = [(name, key) for name, table in form.schema.tables.items() for key in table.cells()]
    chosen = draw(st.dictionaries(st.sampled_from(range(len(cells))), st.integers(0, 99999), max_size=40))
    layout = draw(st.sampled_from(["grid", "indented", "piped", "upright"]))
    spelling, at = draw(st.sampled_from(SPELLINGS)), draw(st.integers(1, 9))
    facts = {(name, *key): Fraction(chosen.get(number, 0)) for number, (name, key) in enumerate(cells)}
    return facts, layout, spelling, at


@pytest.mark.parametrize("name", ["form", "old_form", "invented_form"])
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_layout_gives_the_same_facts(make, forms, request, name, data):
    form = request.getfixturevalue(name)
    facts, layout, spelling, at = data.draw(reports(form))
    changes: dict[str, dict[str, str]] = {}
    for (table, row, column), value in facts.items():
        changes.setdefault(table, {})[f"{'.'.join(row)}, {'.'.join(column)}"] = str(value)

    def change(table: Table) -> Table:
        cells = tuple(
            cell if cell.text.isdigit() else replace(cell, text=spelt(cell.text, spelling, at))
            for cell in table.cells
        )
        table = replace(table, cells=cells)
        return table if layout == "grid" else getattr(make, layout)(table)

    known = {pack.id: pack for pack in (*forms, form)}
    bound = bind(make.with_tables(make.sample(form, {"cells": changes}), change), tuple(known.values()))

    assert isinstance(bound, Bound)
    assert form.id == bound.filled.id
    found = {
        (name, *key): fact.value
        for name, table in bound.report.tables.items()
        for key, fact in table.facts.items()
    }
    assert facts == found
    assert [doubt for table in bound.report.tables.values() for doubt in table.uncertain] == []


@st.composite
def damages(draw):
    """Ways to spoil a cell: other text in it, gone, or twice."""
    texts = st.sampled_from(
        ["", "3", "/", "x", "总计", "其他", "（六）其他处理", "行政复议", "结果维持", "规章", "自然人"]
    )
    return draw(st.lists(st.tuples(st.integers(0, 400), st.one_of(texts, st.none())), max_size=25))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    damage=damages(), layout=st.sampled_from(["grid", "indented", "piped", "upright"]), spans=st.booleans()
)
def test_no_damage_is_a_crash_or_a_fact_of_another_cell(make, forms, form, damage, layout, spans):
    def change(table: Table):
        cells = list(table.cells)
        for place, text in damage:
            at = place % len(cells)
            if text is None and len(cells) > 1:
                del cells[at]
            elif text is not None:
                cells[at] = replace(cells[at], text=text)
        table = replace(table, cells=tuple(cells), spans_known=spans)
        return table if layout == "grid" else getattr(make, layout)(table)

    bound = bind(make.with_tables(make.sample(form), change), forms)

    assert isinstance(bound, Bound)
    for table in bound.report.tables.values():
        declared = set(bound.filled.schema.tables[table.id].cells())
        assert all(key in declared or key[0] in table.collapsed for key in table.facts)
