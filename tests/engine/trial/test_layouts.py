"""Tables as they are printed: heads and labels around the cells, merged where neighbours share them."""

from gouji.engine.trial.layouts import printed
from gouji.grammar.schema import Item, Table

ONE, TWO = Item(("one",), "一号"), Item(("two",), "二号")


def picture(table, text=lambda row, column: "0"):
    """The printed table as lines: ``text@row,column`` and its span where it has one."""
    return [
        f"{cell.text}@{cell.row},{cell.column}"
        + (f" {cell.row_span}x{cell.column_span}" if cell.row_span * cell.column_span > 1 else "")
        for cell in printed(table, text)
    ]


def test_grid_with_corner():
    table = Table("t", "s", rows=(ONE,), columns=(ONE, TWO), corner="角")

    assert picture(table) == ["角@0,0", "一号@0,1", "二号@0,2", "一号@1,0", "0@1,1", "0@1,2"]


def test_grid_merges_groups_on_both_axes_below_a_banner():
    nested = Item(("group",), "组", children=(Item(("group", "a"), "甲"), Item(("group", "b"), "乙")))
    table = Table("t", "s", rows=(ONE, nested), columns=(nested, TWO), banner="横幅")

    assert picture(table) == [
        "@0,0 3x2", "横幅@0,2 1x3",
        "组@1,2 1x2", "二号@1,4 2x1",
        "甲@2,2", "乙@2,3",
        "一号@3,0 1x2", "0@3,2", "0@3,3", "0@3,4",
        "组@4,0 2x1", "甲@4,1", "0@4,2", "0@4,3", "0@4,4",
        "乙@5,1", "0@5,2", "0@5,3", "0@5,4",
    ]  # fmt: skip


def test_a_cell_that_a_ragged_grid_lacks_is_left_empty():
    table = Table("t", "s", rows=(Item(("one",), "一号", columns=("two",)),), columns=(ONE, TWO))

    assert picture(table)[-2:] == ["@1,1", "0@1,2"]


def test_heads_print_rows_above_their_columns():
    rows = (ONE, Item(("two",), "二号", heading="合称"), Item(("three",), "三号", heading="合称"))
    table = Table("t", "s", rows=rows, columns=(ONE,), layout="heads")

    assert picture(table) == [
        "一号@0,0", "合称@0,1 1x2",
        "一号@1,0 2x1", "二号@1,1", "三号@1,2",
        "一号@2,1", "一号@2,2",
        "0@3,0", "0@3,1", "0@3,2",
    ]  # fmt: skip


def test_blocks_print_groups_one_below_the_other():
    rows = (
        Item(("one",), "一号", heading="甲类", columns=("one", "two")),
        Item(("two",), "二号", heading="乙类", columns=("two",)),
        Item(("three",), "三号", columns=("one",)),
    )
    table = Table("t", "s", rows=rows, columns=(ONE, TWO), layout="blocks", corner="门类")

    assert picture(table, lambda row, column: f"{row[0]}/{column[0]}") == [
        "甲类@0,0 1x3",
        "门类@1,0", "一号@1,1", "二号@1,2",
        "一号@2,0", "one/one@2,1", "one/two@2,2",
        "乙类@3,0 1x3",
        "门类@4,0", "二号@4,1 1x2",
        "二号@5,0", "two/two@5,1 1x2",
        "门类@6,0", "一号@6,1 1x2",
        "三号@7,0", "three/one@7,1 1x2",
    ]  # fmt: skip
