from dataclasses import replace

import pytest
from gouji.engine.binding.report import BoundBy, BoundItem, BoundSection, Fact, FactState
from gouji.engine.reading.document import Location
from gouji.engine.writing.cells import cells
from gouji.engine.writing.sheet import Sheet
from gouji.engine.writing.shown import write_shown
from gouji.grammar.messages import message


def shown(report, form, language="zh"):
    sheet = Sheet(80)
    write_shown(sheet, "松溪.docx", report, form, language)
    return sheet.plain()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_was_read(undecided, form, language, snapshot):
    assert snapshot == shown(undecided.outcome.report, form, language)


def test_what_is_missing_or_uncertain(clean, form, snapshot):
    report = clean.outcome.report
    table = report.tables["loans"]
    facts = {key: fact for key, fact in table.facts.items() if key[1] != ("adults",)}
    facts[("received",), ("total",)] = Fact(
        FactState.VALUE, "3件（含退回）", table.facts[("received",), ("total",)].value, None, "件", "含退回"
    )
    strange = BoundSection(None, "大事记", "三", "none", (), 0, 0, 3, Location(paragraph=9))
    damaged = replace(
        table,
        facts=facts,
        unknown_rows=(BoundItem(("x",), "五、其他", BoundBy.ORDER),),
        uncertain=(message("writing.all_zero"),),
    )
    sections = (replace(report.sections[0], match="alias"), strange)

    assert snapshot == shown(
        replace(report, tables={"loans": damaged}, sections=sections, remarks=(message("writing.all_zero"),)),
        form,
    )


def test_a_table_that_was_not_found_is_told(clean, form):
    assert "没有找到这张表" in shown(replace(clean.outcome.report, tables={}), form)


def test_the_grid_fits_the_terminal(undecided, form):
    assert all(cells(line) <= 80 for line in shown(undecided.outcome.report, form).splitlines())
