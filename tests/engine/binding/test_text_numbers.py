"""Numbers in a text: what they say, where they stand, and what only looks like one."""

from fractions import Fraction

import pytest
from gouji.engine.binding.chinese_numerals import chinese_number
from gouji.engine.binding.clauses import masked_line, sentences
from gouji.engine.binding.flat_text import flat_text
from gouji.engine.binding.quantities import Interval
from gouji.engine.binding.text_numbers import Role, text_numbers
from gouji.rules.pack import TextWords
from hypothesis import given
from hypothesis import strategies as st

WORDS = TextWords(
    measures=("件", "条", "次", "个", "人次", "篇"),
    money=("元",),
    identifiers=("电话[：]?$", "邮编[：]?$"),
    idioms=("一件事",),
)
DIGITS = "零一二三四五六七八九"


def spelled(number: int) -> str:
    """The number in characters, as it is read aloud."""
    for size, unit in ((10**8, "亿"), (10**4, "万"), (1000, "千"), (100, "百"), (10, "十")):
        if number >= size:
            head, rest = divmod(number, size)
            link = "零" if rest and rest < size // 10 else ""
            return spelled(head) + unit + link + (spelled(rest) if rest else "")
    return DIGITS[number]


def quantities(text: str) -> list[tuple[str, object, str | None]]:
    flat = flat_text(text)
    return [
        (flat.printed(one.start, one.end), one.value, one.measure)
        for one in text_numbers(flat.text, WORDS)
        if one.role is Role.QUANTITY
    ]


@given(st.integers(0, 10**11))
def test_numerals_in_characters_are_read_back(number):
    assert chinese_number(spelled(number)) == number


@given(st.integers(0, 10**9), st.sampled_from("件条次"))
def test_arabic_numbers_are_found_in_any_dress(number, measure):
    wide = str(number).translate({ord(a): chr(ord(a) + 0xFEE0) for a in "0123456789"})
    for printed in (str(number), f"{number:,}", wide):
        assert [(printed, Fraction(number), measure)] == quantities(f"收到 {printed} {measure}。")


@given(
    st.text(
        alphabet="收到申请12一二十百万亿余近约，。（）(),%年月日号第《》—-.: \n件条元\ue000A〔〕", max_size=60
    )
)
def test_any_text_can_be_read(text):
    line = masked_line(text, WORDS, 2023)
    for sentence in sentences(line):
        assert "".join(sentence.printed.split()) in "".join(text.split())
        for clause in sentence.clauses:
            places = [clause.place(n) for n in range(len(clause.text))]
            assert [line.text[place] for place in places] == list(clause.text)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("12190余条", 12190, 12200),
        ("14万余条", 140000, 150000),
        ("30余万条", 300000, 400000),
        ("3000多件", 3000, 4000),
        ("十余件", 10, 20),
    ],
)
def test_more_than_a_round_number(text, low, high):
    [(_, value, _)] = quantities(text)
    assert Interval(Fraction(low), Fraction(high)) == value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("近30件", Interval(Fraction(27), Fraction(30), low_open=True, high_closed=True)),
        ("约30件", Interval(Fraction(27), Fraction(33), high_closed=True)),
        ("30件左右", Interval(Fraction(27), Fraction(33), high_closed=True)),
        ("5件以上", Interval(Fraction(5), None)),
        ("不超过5件", Interval(Fraction(0), Fraction(5), high_closed=True)),
        ("4.5万篇", Interval(Fraction(44500), Fraction(45500), high_closed=True)),
        ("3—5件", Interval(Fraction(3), Fraction(5), high_closed=True)),
    ],
)
def test_rough_numbers(text, expected):
    assert [expected] == [value for _, value, _ in quantities(text)]


@pytest.mark.parametrize(
    "text",
    [
        "国办发〔2019〕60号",
        "第12期",
        "电话：0531-8800123",
        "邮编：256300",
        "2023年1月1日",
        "20个工作日",
        "31页至46页",
        "高效办成一件事",
    ],
)
def test_what_counts_nothing(text):
    assert quantities(text) == []


def test_a_percentage_is_all_that_is_printed_so():
    [found] = text_numbers("占29%", WORDS)
    assert (found.role, found.value) == (Role.PERCENT, Interval(Fraction(57, 200), Fraction(3, 10)))


def test_years_are_put_in_relation_to_the_report_year():
    line = masked_line("2022年结转3件，2023年新收，转2024年；2019年至2023年", WORDS, 2023)
    assert line.text == "上年结转\ue000件，本年新收，转下年；历年"


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("2023年1月1日至10月31日", "历年"),
        ("2023年3月1日起至2024年2月29日", "历年"),
        ("2023年1月1日至12月31日", "\ue002至\ue002"),
        ("2023年1月1日至2023年12月31日", "\ue002至\ue002"),
        ("1月至10月", "历年"),
        ("2023年1月至11月", "历年"),
        ("截至2023年11月底", "历年"),
        ("截至11月30日", "历年"),
    ],
)
def test_some_days_or_months_are_not_the_year(text, masked):
    assert masked_line(text, WORDS, 2023).text == masked


def test_parentheses_are_clauses_of_their_own():
    line = masked_line("收到22件（比2022年（31件）下降），办结。", WORDS, 2023)
    [sentence] = sentences(line)
    clauses = [one.text for one in sentence.clauses]
    assert clauses == ["收到\ue000件（）", "比上年（）下降", "\ue000件", "办结"]
