"""Real reports from the folder that GOUJI_CORPUS names: every number stands under its labels."""

import json
import os
from fractions import Fraction
from pathlib import Path

import pytest
from gouji.engine.binding.binding import Bound, bind
from gouji.engine.binding.report import BoundBy
from gouji.engine.reading.document import Document
from gouji.engine.reading.reading import read

CORPUS = Path(os.environ.get("GOUJI_CORPUS", ""))
pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(
        "GOUJI_CORPUS" not in os.environ, reason="GOUJI_CORPUS names no folder of real reports"
    ),
]
FILES = sorted(
    str(path.relative_to(CORPUS))
    for folder, pattern in (("txt", "*.txt"), ("docx", "00*.docx"), ("html", "*.html"), ("pdf", "*[!s].pdf"))
    for path in (CORPUS / folder).glob(pattern)
)
KINDS = {"t2": "disclosure", "t3": "requests", "t4": "disputes"}


def flat(text):
    widths = str.maketrans("（），：．", "(),:.")
    return "".join(text.translate(widths).split())


def bound(file):
    source = read(CORPUS / file)
    assert isinstance(source, Document)
    from gouji.rules.library import Library

    result = bind(source, Library().forms())
    assert isinstance(result, Bound)
    return result


def is_number(text):
    return bool(text) and text.replace(".", "", 1).removesuffix("万元").replace(".", "", 1).isdigit()


def numbers(table):
    """Every number of an exact grid with all texts at its left and all texts above it, in reading order."""
    for cell in sorted(table["cells"], key=lambda cell: (cell["r"], cell["c"])):
        if not is_number(flat(cell["text"])):
            continue
        left = [c for c in table["cells"] if c["c"] < cell["c"] and c["r"] <= cell["r"] < c["r"] + c["rs"]]
        above = [c for c in table["cells"] if c["r"] < cell["r"] and c["c"] <= cell["c"] < c["c"] + c["cs"]]
        texts = [
            [flat(c["text"]) for c in cells if not is_number(flat(c["text"]))] for cells in (left, above)
        ]
        yield Fraction(flat(cell["text"]).removesuffix("万元")), *texts


@pytest.mark.parametrize("file", FILES)
def test_every_number_stands_under_its_labels(file):
    truth = json.loads((CORPUS / "truth" / f"{Path(file).name[:3]}.json").read_text("utf-8"))
    result = bound(file)

    for block in truth["blocks"]:
        if block["type"] != "t":
            continue
        form = result.filled.schema.tables[KINDS[block["kind"]]]
        table = result.report.tables[form.id]
        known = list(numbers(block))
        assert len(list(form.cells())) == len(known)
        for (row, column), (value, left, above) in zip(form.cells(), known, strict=True):
            assert value == table.facts[row, column].value, (row, column)
            assert flat(form.row_index[row].label) in (above if form.layout == "heads" else left)
            assert flat(form.column_index[column].label) in above
        assert table.uncertain == ()


@pytest.mark.parametrize("file", FILES)
def test_six_sections_by_their_official_titles(file):
    report = bound(file).report

    assert [section.printed_number for section in report.sections] == ["一", "二", "三", "四", "五", "六"]
    assert {"title"} == {section.match for section in report.sections}


def test_a_report_whose_every_row_became_a_table():
    [file] = (CORPUS / "real").glob("*_2025.md")
    result = bound(file.relative_to(CORPUS))
    requests = result.report.tables["requests"]
    handled = ("handled", "total")

    assert sum(len(table.facts) for table in result.report.tables.values()) == 175 + 15 + 10
    assert tuple(
        requests.facts[row, ("total",)].value
        for row in (("received",), ("carried_in",), handled, ("carried_out",))
    ) == (713, 36, 718, 31)
    assert BoundBy.ORDER is requests.columns["natural_person",].bound_by
    assert requests.uncertain
    assert result.report.tables["disputes"].facts[("review",), ("total",)].value == 61


def test_the_blank_form_is_all_blank():
    result = bound("real/blank_template_2021.docx")

    assert {"blank"} == {
        fact.state for table in result.report.tables.values() for fact in table.facts.values()
    }
    assert sum(len(table.facts) for table in result.report.tables.values()) == 200


@pytest.mark.parametrize(
    ("file", "cell", "value"),
    [
        ("pages_01.txt", ("requests", ("received",), ("total",)), 3),
        ("pages_03.txt", ("requests", ("received",), ("natural_person",)), 0),
        ("pages_04.txt", ("disclosure", ("normative_documents",), ("issued",)), 0),
        ("pages_13.txt", ("disclosure", ("normative_documents",), ("in_force",)), 49),
    ],
)
def test_excerpts_of_pages(file, cell, value):
    result = bound(f"real/{file}")
    table, row, column = cell

    assert value == result.report.tables[table].facts[row, column].value
    assert result.report.excerpt or file == "pages_01.txt"
