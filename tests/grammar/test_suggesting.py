from __future__ import annotations

import pytest
from gouji.grammar.suggesting import folded, nearest
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    "name", ["(三)借出", "（三）借出", "三、借出", "3、借出", "3.借出", "３．借出", "（ 三 ）借 出"]
)
def test_styles_of_numbering_fold_to_one(name: str) -> None:
    assert folded(name) == "3.借出"


@pytest.mark.parametrize(
    ("written", "expected"),
    [("十、甲", "10.甲"), ("十二、甲", "12.甲"), ("二十、甲", "20.甲"), ("二十一、甲", "21.甲")],
)
def test_tens_are_numbers_too(written: str, expected: str) -> None:
    assert folded(written) == expected


def test_a_number_alone_is_no_numbering() -> None:
    assert folded("三、") == "三、"


@pytest.mark.parametrize(
    ("name", "candidates", "expected"),
    [
        ("recieved", ["received", "carried_in"], "received"),
        ("sevrity", ["severity", "title"], "severity"),
        ("借阅情兄", ["借阅情况", "经费情况"], "借阅情况"),
        ("（一）借出", ["一、借出", "二、遗失"], "一、借出"),
        ("ＴＯＴＡＬ", ["total", "other"], "total"),
        ("zzzz", ["received", "carried_in"], None),
        ("购人", ["购入", "购出"], None),
        ("甲", ["乙"], None),
        ("x", [], None),
    ],
)
def test_nearest(name: str, candidates: list[str], expected: str | None) -> None:
    assert nearest(name, candidates) == expected


def test_a_name_is_not_suggested_for_itself() -> None:
    assert nearest("total", ["total"]) is None


@given(st.text(max_size=12), st.lists(st.text(max_size=12), max_size=5))
def test_what_is_suggested_is_a_candidate(name: str, candidates: list[str]) -> None:
    assert nearest(name, candidates) in {None, *candidates}
