from gouji.engine.writing.cells import NOT_AT_END, NOT_AT_START, breaks, cells, clip, pad
from hypothesis import given
from hypothesis import strategies as st

TEXTS = st.text(alphabet="ab 12，。“”（）…—①③表格总计の", max_size=60)


def test_ambiguous_characters_are_two_cells_wide():
    assert [cells(character) for character in "“”…—①·"] == [2] * 6


def test_ideographs_and_full_width_characters_are_two_cells_wide():
    assert cells("总计（）") == 8


def test_lines_of_boxes_and_latin_letters_are_one_cell_wide():
    assert cells("ab│─") == 4


def test_combining_and_invisible_characters_take_no_cell():
    assert cells("e\u0301\u200b") == 1


def test_a_text_that_fits_is_not_clipped():
    assert clip("总计", 4) == "总计"


def test_a_clipped_text_says_so():
    assert clip("总计列", 4) == "总…"


def test_padding_counts_cells():
    assert (pad("总计", 6), pad("总计", 6, right=True)) == ("总计  ", "  总计")


def test_no_line_begins_with_a_closing_mark():
    text = "第一项，第二项。"

    lines = [text[start:stop] for start, stop in breaks(text, 6, 6)]

    assert lines == ["第一", "项，第", "二项。"]


def test_no_line_ends_with_an_opening_mark():
    assert breaks("甲乙丙（丁）", 8, 8) == [(0, 3), (3, 6)]


def test_latin_words_stay_whole():
    text = "规则 requests-row-total"

    assert [text[start:stop] for start, stop in breaks(text, 20, 20)] == ["规则", "requests-row-total"]


def test_a_word_longer_than_a_line_is_cut():
    assert breaks("abcdefgh", 4, 4) == [(0, 4), (4, 8)]


@given(TEXTS, st.integers(8, 30))
def test_breaking_loses_nothing_but_spaces(text, width):
    kept = "".join(text[start:stop] for start, stop in breaks(text, width, width))

    assert text.replace(" ", "") == kept.replace(" ", "")


@given(TEXTS, st.integers(8, 30))
def test_no_line_is_wider_than_asked(text, width):
    assert all(cells(text[start:stop]) <= width for start, stop in breaks(text, width, width))


def test_opening_and_closing_marks_are_different():
    assert not NOT_AT_START & NOT_AT_END
