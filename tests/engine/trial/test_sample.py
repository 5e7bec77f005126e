"""The sample report of a pack as a document, and what the changes of an example do to it."""

import pytest
from gouji.engine.reading.document import ImageMark, Location, Paragraph, Table
from gouji.engine.trial.sample import UnknownPlaceError, sample_document


def texts(document):
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def headings(document):
    return [block.text for block in document.blocks if isinstance(block, Paragraph) and block.heading == 1]


def tables(document):
    return [block for block in document.blocks if isinstance(block, Table)]


def table_of(document, label):
    """The table that prints ``label``."""
    return next(table for table in tables(document) if any(cell.text == label for cell in table.cells))


def row_of(document, label):
    """The texts of the row whose label is ``label``."""
    table = table_of(document, label)
    at = next(cell.row for cell in table.cells if cell.text == label)
    return [cell.text for cell in table.cells if cell.row == at and cell.text != label]


def test_the_whole_report_in_order(form):
    document = sample_document(form)

    assert texts(document)[:3] == [
        "东江省水运司2032年度公共事务开放说明书",
        "计数区间2031年7月1日至2032年6月30日，询问台202020。",
        "第一部分、全年综述",
    ]
    assert headings(document) == [
        "第一部分、全年综述", "第二部分、对外发布", "第三部分、求询办理", "第四部分、异议与救济",
        "第五部分、数据集供给", "第六部分、短板与对策", "第七部分、来年打算",
    ]  # fmt: skip
    assert texts(document)[-2:] == ["东江省水运司", "2032年8月20日"]
    assert len(tables(document)) == 4


def test_places_count_as_in_a_word_document(form):
    document = sample_document(form)
    second = tables(document)[1]

    assert document.blocks[0].location == Location(paragraph=1)
    assert second.location == Location(table=2)
    assert second.cells[0].location == Location(table=2, row=1, cell=1)
    assert (second.row_count, second.column_count) == (10, 7)


def test_every_cell_of_the_form_is_zero(form):
    document = sample_document(form)

    assert sum(cell.text == "0" for table in tables(document) for cell in table.cells) == 7 + 7 * 4 + 9 + 6


def test_the_same_report_has_the_same_digest(form):
    assert sample_document(form).sha256 == sample_document(form).sha256
    assert sample_document(form).sha256 != sample_document(form, {"text": {"tail": []}}).sha256


def test_cells_are_filled_in(form):
    document = sample_document(
        form, {"cells": {"requests": {"handled.granted.online, organisations.firm": 7}}}
    )

    assert row_of(document, "①网上准予")[-4:] == ["0", "0", "7", "0"]


def test_a_text_is_replaced(form):
    document = sample_document(
        form, {"text": {"shortfalls": ["头一段", "第二段"], "title": "另题", "tail": []}}
    )

    assert texts(document)[0] == "另题"
    assert "头一段" in texts(document)
    assert texts(document)[-1] == "来年照此办理。"


def test_sections_are_removed_renamed_and_added(form):
    changes = {"sections": {"outlook": None, "datasets": {"title": "数据"}, "annex": {"title": "附录"}}}
    document = sample_document(form, changes)

    assert headings(document)[-3:] == ["第五部分、数据", "第六部分、短板与对策", "附录"]


def test_an_added_section_may_have_a_text(form):
    document = sample_document(
        form, {"sections": {"annex": {"number": "附：", "title": "附录"}}, "text": {"annex": "正文"}}
    )

    assert headings(document)[-1] == "附：附录"
    assert "正文" in texts(document)


def test_sections_are_reordered(form):
    document = sample_document(form, {"order": ["outlook"]})

    assert headings(document)[:2] == ["第七部分、来年打算", "第一部分、全年综述"]


def test_tables_are_removed_or_become_pictures(form):
    document = sample_document(form, {"tables": {"release": None, "remedies": "image"}})

    assert len(tables(document)) == 2
    assert [block.name for block in document.blocks if isinstance(block, ImageMark)] == ["救济表"]


def test_rows_and_columns_are_removed_and_relabelled(form):
    changes = {
        "rows": {"datasets": {"traffic": None, "weather": {"label": "天气"}}},
        "columns": {"datasets": {"reads": None}},
    }
    table = table_of(sample_document(form, changes), "天气")

    assert [cell.text for cell in table.cells] == ["领域", "集数", "天气", "0", "全部", "0"]


def test_a_group_without_members_goes_with_them(form):
    rows = {"handled.granted.online": None, "handled.granted.offline": None}
    table = table_of(sample_document(form, {"rows": {"requests": rows}}), "求询人")

    assert "（子）准予" not in [cell.text for cell in table.cells]


def test_a_group_collapsed_is_one_row_with_cells(form):
    changes = {
        "rows": {"requests": {"handled.granted": "collapsed"}},
        "cells": {"requests": {"handled.granted, total": 9}},
    }
    document = sample_document(form, changes)

    assert "①网上准予" not in [cell.text for cell in table_of(document, "求询人").cells]
    assert "9" in row_of(document, "（子）准予")


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"cells": {"requests": {"received, nobody": 1}}}, "requests[received, nobody]"),
        ({"cells": {"requests": {"received": 1}}}, "requests[received]"),
        ({"cells": {"release": {"prints, stock": 1}}}, "release[prints, stock]"),
        ({"rows": {"requests": {"missing": None}}}, "missing"),
        ({"text": {"nowhere": "x"}}, "nowhere"),
        ({"sections": {"nowhere": None}}, "nowhere"),
        ({"order": ["nowhere"]}, "nowhere"),
    ],
)
def test_what_the_form_lacks_is_refused(form, changes, place):
    with pytest.raises(UnknownPlaceError) as caught:
        sample_document(form, changes)

    assert caught.value.place == place


def test_pictures_and_tables_put_into_a_section(form):
    last = list(form.schema.sections)[-1]
    plain = sample_document(form)
    changed = sample_document(form, {"sections": {last: {"images": 2, "tables": 1}}})

    assert len([block for block in changed.blocks if isinstance(block, ImageMark)]) == 2
    assert len(tables(changed)) == len(tables(plain)) + 1
    assert headings(changed) == headings(plain)
