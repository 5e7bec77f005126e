"""The blank form as a Word document: page, fonts, merged cells, nothing filled in."""

import io
from dataclasses import replace

import docx
import pytest
from docx.oxml.ns import qn
from gouji.engine.binding.binding import BindingOptions, bind
from gouji.engine.binding.report import FactState
from gouji.engine.reading.document import Paragraph, Table
from gouji.engine.reading.reading import read_bytes
from gouji.engine.writing.blank_form import blank_form
from gouji.grammar.messages import Text
from gouji.rules.library import Library

FORMS = ("cn-2014", "cn-2019", "cn-2021")


@pytest.fixture(scope="module")
def forms():
    library = Library()
    return {name: library.load(name).pack for name in FORMS}


@pytest.fixture(scope="module")
def written(forms):
    return docx.Document(io.BytesIO(blank_form(forms["cn-2021"])))


def test_it_is_a_page_of_a4_with_chinese_fonts(written):
    page = written.sections[0]
    assert (round(page.page_width.mm), round(page.page_height.mm)) == (210, 297)
    assert page.left_margin.mm == pytest.approx(22.5, abs=0.1)
    for style, font in (("Normal", "仿宋"), ("Heading 1", "黑体"), ("Title", "方正小标宋简体")):
        fonts = written.styles[style].element.rPr.rFonts
        assert {fonts.get(qn(f"w:{script}")) for script in ("ascii", "eastAsia")} == {font}


def test_headings_and_what_is_to_be_written(forms):
    blocks = read_bytes(blank_form(forms["cn-2021"]), "form.docx").blocks
    texts = [block.text for block in blocks if isinstance(block, Paragraph)]

    assert texts[0] == "（填报单位）____年政府信息公开工作年度报告"
    assert texts[1] == "一、总体情况"
    assert texts[2].startswith("（文字描述，包括主动公开、依申请公开")
    assert texts[-1] == "（文字描述）"


def test_cells_are_merged_as_on_the_form(forms):
    tables = [
        block
        for block in read_bytes(blank_form(forms["cn-2021"]), "a.docx").blocks
        if isinstance(block, Table)
    ]
    spans = {cell.text: (cell.row, cell.column, cell.row_span, cell.column_span) for cell in tables[1].cells}

    assert spans["三、本年度办理结果"] == (5, 0, 22, 1)
    assert spans["法人或其他组织"] == (1, 4, 1, 5)
    assert spans["一、本年新收政府信息公开申请数量"] == (3, 0, 1, 3)


def test_the_heads_of_a_long_table_are_repeated(written):
    repeated = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in written.tables[1].rows]

    assert repeated == [True] * 3 + [False] * (len(repeated) - 3)


def test_columns_fill_the_page(written):
    for table in written.tables:
        widths = [int(column.get(qn("w:w"))) for column in table._tbl.tblGrid.findall(qn("w:gridCol"))]
        assert sum(widths) == pytest.approx(9354, abs=len(widths))
        assert min(widths) > 500


@pytest.mark.parametrize("name", FORMS)
def test_every_cell_is_there_and_blank(name, forms):
    pack = forms[name]
    bound = bind(read_bytes(blank_form(pack), "form.docx"), list(forms.values()), BindingOptions(pack=name))

    for table in pack.schema.tables.values():
        facts = bound.report.tables[table.id].facts
        assert set(facts) == set(table.cells())
        assert {fact.state for fact in facts.values()} == {FactState.BLANK}


def test_a_form_without_a_sample_is_headed_by_its_title(forms):
    pack = replace(forms["cn-2021"], sample={}, title=Text("新格式\u202e\x07", "new"))

    assert docx.Document(io.BytesIO(blank_form(pack))).paragraphs[0].text == "新格式"
