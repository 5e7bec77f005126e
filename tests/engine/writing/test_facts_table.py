"""Cells of reports as one table."""

import csv
import io
from dataclasses import replace
from fractions import Fraction

import openpyxl
import pytest
from gouji.engine.binding.report import Fact, FactState
from gouji.engine.reading.document import Location
from gouji.engine.writing.facts_table import COLUMNS, as_csv, as_parquet, as_workbook, rows
from pyarrow import parquet


def table(result):
    return [dict(zip(COLUMNS, row, strict=True)) for row in rows([result])]


def with_fact(result, fact):
    """The report with this fact in its first cell."""
    report = result.outcome.report
    bound = report.tables["loans"]
    place = next(iter(bound.facts))
    tables = {"loans": replace(bound, facts={**bound.facts, place: fact})}
    return replace(result, outcome=replace(result.outcome, report=replace(report, tables=tables)))


def test_every_cell_of_the_form_is_a_row(clean, form):
    found = table(clean)

    assert len(found) == len(list(form.schema.tables["loans"].cells()))
    assert {(one["organ"], one["year"], one["form"]) for one in found} == {
        ("松溪市图书馆", "2031", "borrowing")
    }
    assert found[0]["location"] == "table1:row3:cell2"


def test_what_is_no_number_has_no_value(clean):
    (first, *_) = table(with_fact(clean, Fact(FactState.PLACEHOLDER, "/", counts_as="unknown")))

    assert (first["state"], first["value"], first["counts_as"], first["raw"]) == (
        "placeholder",
        "",
        "unknown",
        "/",
    )


def test_files_that_could_not_be_read_have_no_rows(unreadable):
    assert list(rows([unreadable])) == []


HOSTILE = Fact(
    FactState.UNREADABLE, "=CMD|'/C calc'!A0\u202e\x07", note="<script>", location=Location(table=1)
)


def test_words_are_no_formulas_in_csv(clean):
    text = as_csv(rows([with_fact(clean, HOSTILE)])).decode("utf-8-sig")
    (first, *_) = csv.DictReader(io.StringIO(text))

    assert first["raw"].startswith("'=CMD")
    assert not set(text) & {"\u202e", "\x07"}


def test_words_are_no_formulas_in_a_workbook(clean):
    data = as_workbook(rows([with_fact(clean, HOSTILE)]))
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    head, first, second, *_ = sheet.iter_rows()
    by_name = dict(zip([cell.value for cell in head], first, strict=True))

    assert by_name["raw"].data_type == "s"
    assert by_name["raw"].value.startswith("=CMD")
    assert dict(zip([cell.value for cell in head], second, strict=True))["value"].value == 0


def test_a_signed_number_stays_one_in_csv(clean):
    text = as_csv(rows([with_fact(clean, Fact(FactState.VALUE, "-3", Fraction(-3)))])).decode("utf-8-sig")

    assert next(csv.DictReader(io.StringIO(text)))["value"] == "-3"


@pytest.mark.parametrize("count", [0, 1])
def test_parquet_holds_the_same(clean, count):
    found = list(rows([clean] * count))
    read = parquet.read_table(io.BytesIO(as_parquet(found)))

    assert read.column_names == list(COLUMNS)
    assert read.num_rows == len(found)
    assert str(read.schema.field("year").type) == "int32"
