"""Which of several drafts counts."""

import pytest
from gouji.engine.office.drafts import Draft, series_of, stage_of


def draft(file, series="水务局 2025", sha256=None, written=None):
    return Draft(file, series, sha256 or file, written)


@pytest.mark.parametrize(
    "names",
    [
        ("水务局.docx", "水务局（修改）.docx"),
        (
            "水务局初稿.docx",
            "水务局第二稿.docx",
            "水务局第3稿.docx",
            "水务局第十一稿.docx",
            "水务局定稿.docx",
        ),
        ("年报.docx", "年报(1).docx", "年报（2）.docx"),
        ("年报v1.docx", "年报 V2.docx", "年报ver10.docx"),
        ("第一稿/年报.docx", "第二稿/年报.docx"),
        ("一稿.docx", "二稿.docx", "终稿.docx"),
    ],
)
def test_names_tell_the_order(names):
    (found,) = series_of([draft(name) for name in reversed(names)])

    assert tuple(one.file for one in found.drafts) == names
    assert found.sure


@pytest.mark.parametrize(
    "name", ["2023年度报告.docx", "20260112.docx", "第十二街道.docx", "河v域.docx", "年报(2023).docx"]
)
def test_other_numbers_in_a_name_tell_nothing(name):
    assert stage_of(name) == 0


def test_where_names_do_not_tell_the_time_does_and_that_is_said():
    (found,) = series_of([draft("a.docx", written=20.0), draft("b.docx", written=10.0)])

    assert [one.file for one in found.drafts] == ["b.docx", "a.docx"]
    assert not found.sure


def test_equal_files_are_one_draft():
    (found,) = series_of([draft("a.docx", sha256="x"), draft("旧/a.docx", sha256="x")])

    assert (len(found.drafts), [one.file for one in found.copies], found.sure) == (1, ["旧/a.docx"], True)
