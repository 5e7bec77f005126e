"""The blank form of a pack, read again, is the form of the pack: of all that are shipped, and of any."""

import pytest
from gouji.engine.authoring.entries import differences, form_entries, schema_entries
from gouji.engine.authoring.proposing import proposed
from gouji.engine.authoring.reading_forms import printed_form
from gouji.engine.reading.reading import read_bytes
from gouji.engine.writing.blank_form import blank_form
from gouji.grammar.messages import Text
from gouji.grammar.schema import Item, Schema, Section, Table
from gouji.rules.pack import Pack, Recognition
from hypothesis import given, settings
from hypothesis import strategies as st

FORMS = ("cn-2008", "cn-2014", "cn-2019", "cn-2021", "fictitious")


def read_again(pack):
    return printed_form(read_bytes(blank_form(pack), "form.docx"))


def tree(items, measured):
    """Labels, nesting and what stands beside them, whether of a pack or of a form as read."""
    return [
        (
            item.label,
            item.heading,
            (item.measure or getattr(item, "unit", None)) if measured and not item.children else None,
            tree(item.children, measured),
        )
        for item in items
    ]


def cells(table):
    return {
        (tuple(item.label for item in chain(table.row_index, row)), chain_labels(table.column_index, column))
        for row, column in table.cells()
    }


def chain(index, path):
    return [index[path[:length]] for length in range(1, len(path) + 1)]


def chain_labels(index, path):
    return tuple(item.label for item in chain(index, path))


def assert_same(pack, form):
    order = list(pack.schema.sections)
    tables = sorted(pack.schema.tables.values(), key=lambda table: order.index(table.section))
    assert [(section.number, section.title) for section in pack.schema.sections.values()] == [
        (section.number, section.title) for section in form.sections
    ]
    assert [order.index(table.section) for table in tables] == [table.section for table in form.tables]
    for table, printed in zip(tables, form.tables, strict=True):
        for attribute in ("layout", "corner", "banner", "measures"):
            assert getattr(table, attribute) == getattr(printed, attribute)
        measured = table.measures is not None
        assert tree(table.rows, measured) == tree(printed.rows, measured)
        assert tree(table.columns, measured) == tree(printed.columns, measured)


@pytest.mark.parametrize("name", FORMS)
def test_a_form_written_and_read_again(name, library):
    pack = library.load(name).pack

    assert_same(pack, read_again(pack))


@pytest.mark.parametrize("name", FORMS)
def test_a_pack_that_extends_the_form_has_nothing_to_say(name, library):
    schema = library.load(name).pack.schema
    found = proposed(read_again(library.load(name).pack), {name: schema})

    assert differences(schema_entries(schema), form_entries(found.sections, found.tables)) == {}
    assert (found.continued, found.unnamed, found.sums) == ({}, 0, ())


@pytest.mark.parametrize("name", FORMS[1:])
def test_the_cells_are_the_same_whatever_their_ids(name, library):
    pack = library.load(name).pack
    found = proposed(read_again(pack))
    order = list(pack.schema.sections)
    tables = sorted(pack.schema.tables.values(), key=lambda table: order.index(table.section))

    assert [cells(table) for table in tables] == [cells(table) for table in found.tables]


WORD = st.text("东南西北中天地人和日月星山水", min_size=2, max_size=4)
"""Labels of one character may be a measure."""


@st.composite
def trees(draw, axis, least=1, depth=3):
    """Rows or columns with labels that differ among siblings."""
    names = draw(st.lists(WORD, min_size=least, max_size=4, unique=True))

    def item(path, label, level):
        inner = draw(st.booleans()) if level < depth else False
        below = draw(st.lists(WORD, min_size=2, max_size=3, unique=True)) if inner else []
        children = tuple(item((*path, f"{axis}{n}"), name, level + 1) for n, name in enumerate(below))
        return Item(path, label, children=children)

    return tuple(item((f"{axis}{n}",), name, 1) for n, name in enumerate(names))


@st.composite
def grids(draw):
    return Table(
        "t",
        "s",
        draw(trees("r", least=2)),
        draw(trees("c", least=2)),
        corner=draw(st.none() | WORD),
        banner=draw(st.none() | WORD),
    )


@st.composite
def heads(draw):
    names = draw(st.lists(WORD, min_size=2, max_size=4, unique=True))
    headings = [draw(st.sampled_from([None, "庭外之一", "庭外之二"])) for _ in names]
    rows = tuple(
        Item((f"r{n}",), name, heading=heading)
        for n, (name, heading) in enumerate(zip(names, sorted(headings, key=str), strict=True))
    )
    return Table("t", "s", rows, draw(trees("c", least=2, depth=2)), layout="heads")


@st.composite
def blocks(draw):
    columns = tuple(
        Item((f"c{n}",), name)
        for n, name in enumerate(draw(st.lists(WORD, min_size=3, max_size=5, unique=True)))
    )
    sets = [tuple(column.key for column in columns)]
    sets += [tuple(column.key for column in columns[1:]), (columns[0].key,)]
    rows = tuple(
        Item((f"r{number}_{n}",), name, heading=f"第{number}类", columns=chosen)
        for number, chosen in enumerate(sets)
        for n, name in enumerate(draw(st.lists(WORD, min_size=1, max_size=3, unique=True)))
    )
    return Table("t", "s", rows, columns, layout="blocks", corner=draw(st.none() | WORD))


def pack_of(table):
    section = Section("s", "一", "办理情况", "办理情况")
    schema = Schema({"t": table}, {"s": section})
    return Pack("any", "1", 1, Text("任意格式", "any form"), schema, {}, Recognition(), "0")


@settings(max_examples=40, deadline=None)
@given(st.one_of(grids(), heads(), blocks()))
def test_any_form_written_and_read_again(table):
    pack = pack_of(table)

    assert_same(pack, read_again(pack))
