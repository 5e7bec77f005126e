from datetime import date

import pytest
from gouji.engine.binding.chinese_numerals import chinese_number
from gouji.engine.binding.normalising import (
    label_of,
    printed_date,
    whole_number,
)


@pytest.mark.parametrize(
    "printed",
    [
        "2.其他法律行政法规禁止公开",
        "２．其他法律行政法规禁止公开",
        "2、其他法律、行政法规禁止公开",
        "2 . 其他法律\n行政法规 禁止公开",
        "（2）其他法律行政法规禁止公开",
    ],
)
def test_width_space_and_punctuation_do_not_tell_labels_apart(printed):
    assert (label_of(printed).number, label_of(printed).body) == ("2", "其他法律行政法规禁止公开")


@pytest.mark.parametrize(
    ("printed", "number", "body"),
    [
        ("（三）不予公开", "三", "不予公开"),
        ("(三) 不予公开", "三", "不予公开"),
        ("三、本年度办理结果", "三", "本年度办理结果"),
        ("第一部分 总体情况", "一", "总体情况"),
        ("十二、附件", "十二", "附件"),
        ("规章", "", "规章"),
        ("3.5万篇", "", "35万篇"),
        ("1.", "", "1"),
        ("", "", ""),
        ("3.危及“三安全一稳定”", "3", "危及三安全一稳定"),
    ],
)
def test_a_leading_number_is_kept_apart(printed, number, body):
    assert (number, body) == (label_of(printed).number, label_of(printed).body)


def test_bracketed_words_are_told_from_the_rest_of_a_label():
    label = label_of("本年收费金额（单位：万元）")

    assert (label.body, label.short, label.inner) == ("本年收费金额单位万元", "本年收费金额", "单位万元")


def test_a_label_of_brackets_only_keeps_its_words():
    assert label_of("（数据项目）").short == "数据项目"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("三百零五", 305),
        ("二〇二三", 2023),
        ("一万二千", 12000),
        ("两亿", 200000000),
    ],
)
def test_chinese_numerals(text, value):
    assert value == chinese_number(text)


@pytest.mark.parametrize("text", ["", "件", "3", "三件"])
def test_other_texts_are_no_chinese_numerals(text):
    assert chinese_number(text) is None


def test_whole_numbers_in_any_width():
    assert [whole_number("２０２３"), whole_number("二○二三"), whole_number("N")] == [2023, 2023, None]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2023年1月1日", date(2023, 1, 1)),
        ("2023 年 12 月 31 日", date(2023, 12, 31)),
        ("２０２３年１月１日", date(2023, 1, 1)),
        ("二〇二三年十二月三十一日", date(2023, 12, 31)),
        ("二○二四年一月十八日", date(2024, 1, 18)),
        ("2023-01-31", date(2023, 1, 31)),
        ("2023.1.31", date(2023, 1, 31)),
        ("202020年12月31日", None),
        ("2023年2月30日", None),
        ("12月31日", None),
        ("没有日期", None),
    ],
)
def test_dates_as_printed(text, value):
    assert value == printed_date(text)


def test_a_date_without_a_year_takes_the_year_given():
    assert date(2020, 12, 31) == printed_date("12月31日", 2020)
