"""The layouts and faults of real tables: facts are the same, or the table says what could not be told."""

from dataclasses import replace
from fractions import Fraction

import pytest
from gouji.engine.binding.report import BoundBy, FactState

CELLS = {
    "requests": {
        "received, natural_person": 12,
        "received, organisations.company": 3,
        "received, total": 15,
        "handled.granted, natural_person": 7,
        "handled.denied.prohibited_by_law, organisations.other": 2,
        "handled.unavailable.not_held, natural_person": 4,
        "handled.other.fee_unpaid, total": 5,
        "handled.other.other, organisations.legal_service": 6,
        "handled.total, total": 14,
        "carried_out, total": 1,
    },
    "disclosure": {
        "regulations, issued": 1,
        "normative_documents, in_force": 32,
        "licensing, decisions": 26277,
        "compulsion, decisions": 8,
        "fees, amount": "59237.2449",
    },
    "disputes": {
        "review, upheld": 27,
        "review, total": 28,
        "direct_suit, pending": 1,
        "suit_after_review, corrected": 9,
    },
}


def expected(form, table, cells=CELLS):
    zero = {
        f"{'.'.join(row)},{'.'.join(column)}": Fraction(0)
        for row, column in form.schema.tables[table].cells()
    }
    given = {key.replace(" ", ""): Fraction(str(value)) for key, value in cells.get(table, {}).items()}
    return {**zero, **given}


@pytest.fixture
def filled(make, form):
    return make.sample(form, {"cells": CELLS})


TABLES = ["disclosure", "requests", "disputes"]


@pytest.mark.parametrize("table", TABLES)
def test_true_grids(make, form, filled, table):
    bound = make.bound(filled)

    assert expected(form, table) == make.values(bound, table)
    assert make.doubts(bound, table) == []
    assert {BoundBy.LABEL} == {item.bound_by for item in bound.report.tables[table].rows.values()}


@pytest.mark.parametrize("layout", ["indented", "piped"])
@pytest.mark.parametrize("table", TABLES)
def test_plain_text_that_lost_its_spans(make, form, filled, table, layout):
    bound = make.bound(make.with_tables(filled, getattr(make, layout)))

    assert expected(form, table) == make.values(bound, table)
    assert make.doubts(bound, table) == []


@pytest.mark.parametrize("table", ["disclosure", "requests"])
@pytest.mark.parametrize("repeated", [True, False])
def test_merged_cells_taken_apart(make, form, filled, table, repeated):
    def apart(table):
        cells = [
            replace(cell, row=r, column=c, row_span=1, column_span=1, text=text)
            for cell in table.cells
            for r in range(cell.row, cell.row + cell.row_span)
            for c in range(cell.column, cell.column + cell.column_span)
            for text in [cell.text if repeated or (r, c) == (cell.row, cell.column) else ""]
            if not (cell.text.isdigit() and (r, c) != (cell.row, cell.column) and repeated)
        ]
        return replace(table, cells=tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))))

    bound = make.bound(make.with_tables(filled, apart))

    assert make.values(bound, table) == expected(form, table)


@pytest.mark.parametrize("table", TABLES)
def test_one_cell_a_line(make, form, filled, table):
    bound = make.bound(make.with_tables(filled, make.upright))

    assert expected(form, table) == make.values(bound, table)
    assert make.doubts(bound, table) == []
    assert all(section.lines == () for section in bound.report.sections if section.id == table)


def test_one_cell_a_line_in_a_piped_table(make, form, filled):
    bound = make.bound(
        make.with_tables(filled, lambda table: make.listed([[text, ""] for text in make.upright(table)]))
    )

    assert expected(form, "requests") == make.values(bound, "requests")


def test_last_form_has_other_rows_and_columns(make, old_form):
    cells = {
        "disclosure": {
            "licensing, change": "减3",
            "procurement, amount": "347.08万元",
            "fees, prior_items": 1,
        },
        "requests": {"handled.other, total": 4},
    }
    bound = make.bound(make.sample(old_form, {"cells": cells}))
    values = make.values(bound, "disclosure")

    assert bound.filled.id == "cn-2019"
    assert [-3, Fraction("347.08"), 1] == [
        values["licensing,change"],
        values["procurement,amount"],
        values["fees,prior_items"],
    ]
    assert make.values(bound, "requests")["handled.other,total"] == 4


def changed_texts(table, changes):
    return replace(
        table, cells=tuple(replace(cell, text=changes.get(cell.text, cell.text)) for cell in table.cells)
    )


@pytest.mark.parametrize(
    ("printed", "path", "by"),
    [
        ("2、其他法律、行政法规禁止公开", "handled.denied.prohibited_by_law", BoundBy.LABEL),
        ("2．其他法律行政法规\n禁止公开", "handled.denied.prohibited_by_law", BoundBy.LABEL),
        ("2.其他法律行政止公开", "handled.denied.prohibited_by_law", BoundBy.NEAREST),
        ("1.申请人逾期不补正", "handled.other.not_corrected", BoundBy.NEAREST),
        ("2.逾期未缴纳费用", "handled.other.fee_unpaid", BoundBy.NEAREST),
    ],
)
def test_variants_of_a_row_label(make, form, filled, printed, path, by):
    label = form.schema.tables["requests"].row_index[tuple(path.split("."))].label
    bound = make.bound(make.with_tables(filled, lambda table: changed_texts(table, {label: printed})))
    item = bound.report.tables["requests"].rows[tuple(path.split("."))]

    assert (printed, by) == (item.printed, item.bound_by)
    assert expected(form, "requests") == make.values(bound, "requests")
    assert (["binding.nearest_row"] if by is BoundBy.NEAREST else []) == make.notes(bound, "requests")
    assert make.doubts(bound, "requests") == []


@pytest.mark.parametrize(
    "printed",
    [
        "规范性文件",
        "规范性文件（含宣布失效、废止的以及修改的全部文件）",
        "行政规范性文件（本栏由法制机构提供数据）",
    ],
)
def test_long_and_short_forms_of_a_row_label(make, form, filled, printed):
    bound = make.bound(
        make.with_tables(filled, lambda table: changed_texts(table, {"行政规范性文件": printed}))
    )

    assert expected(form, "disclosure") == make.values(bound, "disclosure")


@pytest.mark.parametrize(
    ("label", "printed"),
    [
        ("现行有效件数", "现行有效件"),
        ("本年制发件数", "本年度制发数"),
        ("本年废止件数", "本年 废止\n件数"),
        ("本年处理决定数量", "处理决定数量（2023年办件量）"),
        ("本年收费金额（单位：万元）", "本年收费金额"),
    ],
)
@pytest.mark.parametrize("layout", [None, "indented", "piped"])
def test_variants_of_a_column_head(make, form, filled, label, printed, layout):
    def change(table):
        table = changed_texts(table, {label: printed})
        return getattr(make, layout)(table) if layout else table

    bound = make.bound(make.with_tables(filled, change))

    assert expected(form, "disclosure") == make.values(bound, "disclosure")


@pytest.mark.parametrize("layout", [None, "indented", "piped"])
def test_heads_that_were_cut_are_told_by_order_and_said_to_be(make, form, filled, layout):
    def change(table):
        table = changed_texts(table, {"本年制发件数": "本年", "本年废止件数": "本年"})
        return getattr(make, layout)(table) if layout else table

    bound = make.bound(make.with_tables(filled, change))

    assert expected(form, "disclosure") == make.values(bound, "disclosure")
    assert make.doubts(bound, "disclosure") == ["binding.columns_by_order"]
    assert BoundBy.ORDER is bound.report.tables["disclosure"].columns["issued",].bound_by


def test_heads_torn_over_two_rows_of_a_grid(make, form):
    table = make.grid(
        "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）|申请人情况|<|<|<|<|<|<",
        "^|自然人|法人或其他组织|<|<|<|<|总计",
        "^|^|商业|科研|社会公益组织|法律服务机构|其他|^",
        "^|^|企业|机构|^|^|^|^",
        "一、本年新收政府信息公开申请数量|1|2|3|4|5|6|21",
    )
    bound = make.bound(make.document("三、收到和处理政府信息公开申请情况", table))

    assert list(make.values(bound, "requests").values()) == [1, 2, 3, 4, 5, 6, 21]


def test_heads_torn_over_two_rows_of_a_text(make, form):
    table = make.listed(
        [
            ["自然人", "法人或其他组织", "总计"],
            ["商业", "科研", "社会公益组织", "法律服务机构", "其他"],
            ["企业", "机构"],
            ["一、本年新收政府信息公开申请数量", "1", "2", "3", "4", "5", "6", "21"],
        ]
    )
    values = make.values(make.bound(make.document("三、收到和处理政府信息公开申请情况", table)), "requests")

    assert (
        values["received,natural_person"],
        values["received,organisations.company"],
        values["received,organisations.research"],
        values["received,total"],
    ) == (1, 2, 3, 21)


def test_blank_cells_of_a_padded_text_do_not_shift_values(make, form):
    table = make.listed(
        [
            ["自然人", "法人或其他组织", "总计", "", "", "", "", "", "", ""],
            ["商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "", "", "", "", ""],
            ["一、本年新收政府信息公开申请数量", "", "", "", "", "", "", "8", "", ""],
            ["二、上年结转政府信息公开申请数量", "1", "", "", "", "", "", "", "", ""],
        ]
    )
    bound = make.bound(make.document("三、收到和处理政府信息公开申请情况", table))
    facts = bound.report.tables["requests"].facts

    assert facts[("received",), ("total",)].value == 8
    assert facts[("carried_in",), ("natural_person",)].value == 1
    assert FactState.BLANK is facts[("carried_in",), ("total",)].state
    assert facts[("carried_in",), ("total",)].counts_as == "zero"


def test_padding_before_the_values(make, form):
    table = make.listed(
        [
            ["", "", "", "自然人", "法人或其他组织", "", "", "", "", "总计"],
            ["", "", "", "", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", ""],
            ["一、本年新收政府信息公开申请数量", "", "", "1", "", "", "", "", "", "8"],
            ["二、上年结转政府信息公开申请数量", "", "", "", "", "", "", "", "", ""],
        ]
    )
    facts = (
        make.bound(make.document("三、收到和处理政府信息公开申请情况", table)).report.tables["requests"].facts
    )

    assert (facts[("received",), ("natural_person",)].value, facts[("received",), ("total",)].value) == (1, 8)


def test_a_missing_value_leaves_the_row_unreadable_and_says_so(make, form, filled):
    def change(table):
        table = make.piped(table)
        rows = [
            [cell.text for cell in table.cells if cell.row == number] for number in range(table.row_count)
        ]
        rows = [[text for text in row if text] for row in rows]
        return make.listed([row[:-1] if row[0].startswith("四、") else row for row in rows])

    bound = make.bound(make.with_tables(filled, change))
    facts = bound.report.tables["requests"].facts

    assert {FactState.UNREADABLE} == {
        fact.state for (row, _), fact in facts.items() if row == ("carried_out",)
    }
    assert make.doubts(bound, "requests") == ["binding.values_do_not_fit"]
    assert facts[("handled", "total"), ("total",)].value == 14


@pytest.mark.parametrize("layout", ["indented", "piped"])
def test_a_row_of_a_text_that_ends_early_is_doubted(make, form, layout):
    cells = {"requests": {"carried_out, total": ""}}
    bound = make.bound(make.with_tables(make.sample(form, {"cells": cells}), getattr(make, layout)))
    facts = bound.report.tables["requests"].facts

    assert facts[("carried_out",), ("total",)].state is FactState.BLANK
    assert make.doubts(bound, "requests") == ["binding.values_end_early"]


def test_a_text_with_a_head_left_out_is_doubted(make, form, filled):
    def change(table):
        gone = next((cell for cell in table.cells if cell.text == "尚未审结"), None)
        return make.indented(replace(table, cells=tuple(cell for cell in table.cells if cell is not gone)))

    assert "binding.heads_incomplete" in make.doubts(make.bound(make.with_tables(filled, change)), "disputes")


@pytest.mark.parametrize("layout", ["indented", "upright"])
def test_a_text_without_the_head_of_a_group_follows_the_form(make, form, filled, layout):
    def change(table):
        cells = tuple(cell for cell in table.cells if cell.text != "法人或其他组织")
        return getattr(make, layout)(replace(table, cells=cells))

    bound = make.bound(make.with_tables(filled, change))

    assert make.values(bound, "requests") == expected(form, "requests")
    assert make.doubts(bound, "requests") == ["binding.columns_by_order"]


def test_a_group_printed_as_one_row_is_collapsed(make, form, old_form):
    cells = {"requests": {"handled.other, total": 4}}
    rows = {"requests": {"handled.other": "collapsed"}}
    source = make.sample(form, {"rows": rows})
    bound = make.bound(make.with_tables(source, lambda table: table), pack="cn-2021")
    table = bound.report.tables["requests"]
    group = ("handled", "other")

    assert cells
    assert {group} == table.collapsed
    assert table.rows[group].collapsed
    assert table.facts[group, ("total",)].value == 0
    assert (*group, "other") not in table.rows


@pytest.mark.parametrize("layout", [None, "indented", "piped"])
def test_rows_that_the_form_does_not_divide_are_added(make, form, layout):
    cells = {"requests": {"handled.other.not_corrected, total": 1, "handled.other.fee_unpaid, total": 5}}
    source = make.sample(form, {"cells": cells})
    if layout:
        source = make.with_tables(source, getattr(make, layout))
    bound = make.bound(source, pack="cn-2019")
    fact = bound.report.tables["requests"].facts[("handled", "other"), ("total",)]

    assert (fact.value, fact.raw) == (6, "1＋5＋0")
    assert len(bound.report.tables["requests"].unknown_rows) == 3


def test_an_extra_row_is_recorded_and_nothing_else_moves(make, form):
    table = make.grid(
        "第二十条第（一）项|<|<|<",
        "信息内容|本年制发件数|本年废止件数|现行有效件数",
        "规章|0|0|0",
        "行政规范性文件|6|1|32",
        "其他主动公开文件|9|9|9",
    )
    bound = make.bound(make.document("二、主动公开政府信息情况", table))
    found = bound.report.tables["disclosure"]

    assert [item.printed for item in found.unknown_rows] == ["其他主动公开文件"]
    assert found.facts[("normative_documents",), ("in_force",)].value == 32
    assert len(found.facts) == 6


def test_an_extra_column_is_recorded(make, form):
    table = make.grid(
        "信息内容|本年制发件数|本年废止件数|修订数|现行有效件数",
        "规章|1|2|9|3",
        "行政规范性文件|6|1|9|32",
    )
    found = make.bound(make.document("二、主动公开政府信息情况", table)).report.tables["disclosure"]

    assert [item.printed for item in found.unknown_columns] == ["修订数"]
    assert [fact.value for fact in found.facts.values()] == [1, 2, 3, 6, 1, 32]


def test_missing_rows_and_columns_are_absent(make, form):
    rows = {"requests": {"handled.denied.third_party": None}}
    columns = {"requests": {"organisations.welfare": None}}
    found = make.bound(make.sample(form, {"rows": rows, "columns": columns})).report.tables["requests"]

    assert ("handled", "denied", "third_party") not in found.rows
    assert ("organisations", "welfare") not in found.columns
    assert len(found.facts) == 24 * 6


def test_head_rows_repeated_on_a_new_page(make, form, filled):
    def change(table):
        if table.column_count != 10:
            return table
        heads = [cell for cell in table.cells if cell.row < 3]
        body = [cell for cell in table.cells if cell.row >= 3]
        moved = [replace(cell, row=cell.row + 3) if cell.row >= 20 else cell for cell in body]
        again = [replace(cell, row=cell.row + 20) for cell in heads]
        cells = [cell for cell in (*heads, *moved, *again) if not cell.row < 20 < cell.row + cell.row_span]
        return replace(table, cells=tuple(cells), row_count=table.row_count + 3)

    bound = make.bound(make.with_tables(filled, change))

    assert expected(form, "requests") == make.values(bound, "requests")


def test_a_table_cut_in_pieces_without_heads(make, form, filled):
    def change(table):
        if table.column_count != 10:
            return table
        cut = 9
        upper = [
            replace(cell, row_span=min(cell.row_span, cut - cell.row))
            for cell in table.cells
            if cell.row < cut
        ]
        lower = [replace(cell, row=cell.row - cut) for cell in table.cells if cell.row >= cut]
        return [
            replace(table, cells=tuple(upper), row_count=cut),
            "— 4 —",
            replace(table, cells=tuple(lower), row_count=table.row_count - cut),
        ]

    bound = make.bound(make.with_tables(filled, change))

    assert expected(form, "requests") == make.values(bound, "requests")
    assert make.doubts(bound, "requests") == []


def test_one_table_for_each_row_with_heads_that_say_nothing(make, form):
    heads = ["类别", "数据1", "数据2", "数据3", "数据4", "数据5", "数据6", "总计"]
    wrong = ["项目", "本年新收件数", "上年结转件数", "予以公开", "部分公开", "不予公开", "结转下年度", "总计"]

    def row(label, first, head=heads, join=make.grid):
        return join(" | ".join(head), f"{label}|{first}|0|0|0|0|0|{first}")

    source = make.document(
        make.heading("三、收到和处理政府信息公开申请情况"),
        make.grid("商业企业|科研机构|社会公益|法律服务机构|其他", "-|-|-|-|-"),
        make.heading("一、本年新收政府信息公开申请数量", 3),
        row("本年新收政府信息公开申请数量", 705),
        make.heading("三、本年度办理结果", 3),
        make.heading("(一) 予以公开", 3),
        row("予以公开", 290),
        make.heading("(三) 不予公开", 3),
        row("1. 属于国家秘密", 3),
        row("3. 其他", 142, wrong),
        row("（七）总计", 710, wrong),
    )
    bound = make.bound(source)
    values = make.values(bound, "requests")
    rows = [
        "received",
        "handled.granted",
        "handled.denied.state_secret",
        "handled.other.other",
        "handled.total",
    ]

    assert [values[f"{row},natural_person"] for row in rows] == [705, 290, 3, 142, 710]
    assert [values[f"{row},total"] for row in rows] == [705, 290, 3, 142, 710]
    assert "binding.columns_by_order" in make.doubts(bound, "requests")
    assert [section.id for section in bound.report.sections] == ["requests"]


def test_three_tables_with_their_rows_named_above_them(make, form):
    head = "结果维持|结果纠正|其他结果|尚未审结|总计"
    source = make.document(
        "四、政府信息公开行政复议、行政诉讼情况",
        make.heading("行政复议", 3),
        make.grid(head, "27|10|9|15|61"),
        make.heading("行政诉讼（未经复议直接起诉）", 3),
        make.grid(head, "3|0|0|0|3"),
        make.heading("行政诉讼（复议后起诉）", 3),
        make.grid(head, "8|0|1|1|10"),
    )
    values = make.values(make.bound(source), "disputes")

    assert len(values) == 15
    assert [
        values["review,total"],
        values["direct_suit,total"],
        values["suit_after_review,total"],
    ] == [61, 3, 10]


def test_other_tables_of_the_page_are_left_out(make, form, filled):
    metadata = make.grid("索引号|000014349/2024-00001|主题分类|政务公开", "发布机构|某局|发布日期|2024-01-18")
    bound = make.bound(replace(filled, blocks=(metadata, *filled.blocks)))

    assert expected(form, "requests") == make.values(bound, "requests")
    assert {"disclosure", "requests", "disputes"} == set(bound.report.tables)


def test_a_table_is_known_by_its_labels_wherever_it_stands(make, form, filled):
    from gouji.engine.reading.document import Table

    tables = [block for block in filled.blocks if isinstance(block, Table)]
    others = [block for block in filled.blocks if not isinstance(block, Table)]
    bound = make.bound(replace(filled, blocks=(*others, *reversed(tables))))

    assert expected(form, "disputes") == make.values(bound, "disputes")
    assert expected(form, "requests") == make.values(bound, "requests")


def test_a_row_printed_twice_with_other_values_keeps_the_first(make, form):
    table = make.grid("信息内容|本年处理决定数量", "行政许可|5", "行政许可|7")
    bound = make.bound(make.document("二、主动公开政府信息情况", table))

    assert make.values(bound, "disclosure")["licensing,decisions"] == 5
    assert make.doubts(bound, "disclosure") == ["binding.row_twice"]


def test_a_value_over_two_columns_is_not_guessed(make, form):
    table = make.grid("信息内容|本年制发件数|本年废止件数|现行有效件数", "规章|5|<|3")
    bound = make.bound(make.document("二、主动公开政府信息情况", table, "六、其他需要报告的事项", "无。"))
    facts = bound.report.tables["disclosure"].facts

    assert {FactState.UNREADABLE} == {fact.state for fact in facts.values()}
    assert make.doubts(bound, "disclosure") == ["binding.values_do_not_fit"]


def test_a_value_where_the_form_has_no_cell(make, form):
    table = make.grid(
        "信息内容|本年制发件数|本年废止件数|现行有效件数",
        "规章|5|1|3",
        "行政许可|7|<|<",
    )
    bound = make.bound(make.document("二、主动公开政府信息情况", table))

    assert ("licensing",) not in {row for row, _ in bound.report.tables["disclosure"].facts}
    assert make.doubts(bound, "disclosure")


def test_a_single_row_of_values_with_blanks(make, form):
    blank = {"disputes": {"review, upheld": "", "review, total": "/"}}
    facts = make.bound(make.sample(form, {"cells": blank})).report.tables["disputes"].facts

    assert FactState.BLANK is facts[("review",), ("upheld",)].state
    assert FactState.PLACEHOLDER is facts[("review",), ("total",)].state


def test_a_single_row_without_any_value(make, form):
    cells = {
        f"{row}, {column}": ""
        for row in ("review", "direct_suit", "suit_after_review")
        for column in ("upheld", "corrected", "other", "pending", "total")
    }
    facts = make.bound(make.sample(form, {"cells": {"disputes": cells}})).report.tables["disputes"].facts

    assert len(facts) == 15
    assert {FactState.BLANK} == {fact.state for fact in facts.values()}


def test_labels_broken_over_lines_in_a_table_of_one_cell_a_line(make, form, filled):
    whole = ("商业企业", "没有现成信息", "（一）予以公开", "本年制发件数")

    def change(table):
        lines = []
        for text in make.upright(table):
            at = 2 if any(part in text for part in whole) else 0
            lines += [text[:at], text[at:]] if at else [text]
        return lines

    bound = make.bound(make.with_tables(filled, change))

    assert make.values(bound, "requests") == expected(form, "requests")
    assert make.values(bound, "disclosure") == expected(form, "disclosure")


def test_a_short_table_of_one_cell_a_line_is_not_guessed_from_prose(make):
    lines = ["二、主动公开政府信息情况", "规章", "全年没有制定规章。", "行政许可", "办理行政许可5件。"]
    report = make.bound(make.document(*lines)).report

    assert "disclosure" not in report.tables
    assert len(report.section("disclosure").lines) == 4
