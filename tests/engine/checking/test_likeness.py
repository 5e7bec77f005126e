"""How alike texts are, whoever wrote them and whatever the figures."""

import sys
from fractions import Fraction

import pytest
from gouji.engine.checking.likeness import at_least, copied, copied_passages, masked, passages, similarity
from gouji.engine.checking.values import Unknown
from hypothesis import given
from hypothesis import strategies as st

ORGAN = "东江市南屏区农业农村局"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("公开信息1,234条", "公开信息0条"),
        ("公开信息１２．５万余条", "公开信息0条"),
        ("受理申请三十二件", "受理申请0件"),
        ("占比 33.9%", "占比0"),
        ("2023年12月31日前", "0前"),
        ("二〇二三年度", "0"),
        ("一是更新不及时", "一是更新不及时"),
        ("东江市南屏区农业农村局发布", "某发布"),
        ("南屏区农业农村局、区农业农村局", "某、区某"),
        ("我局与本单位", "某与某"),
        ("全市统一部署", "全市统一部署"),
    ],
)
def test_numbers_dates_and_names_are_masked(text, expected):
    assert masked(text, (ORGAN,)).text == expected


def test_regions_in_the_name_of_an_organ_are_masked_on_their_own():
    assert masked("望江镇重点领域", ("东江市南屏区望江镇人民政府",)).text == "某重点领域"


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("", "", 1),
        ("甲乙", "甲乙", 1),
        ("甲乙丙丁", "甲乙", Fraction(666, 1000)),
        ("甲", "乙", 0),
        ("甲 乙", "甲乙", 1),
        ("公开3条", "公开4条", 1),
    ],
)
def test_similarity_in_tenths_of_a_percent(first, second, expected):
    assert similarity(masked(first), masked(second)) == expected


@given(st.text(max_size=60), st.text(max_size=60))
def test_similarity_is_symmetric_and_between_0_and_1(first, second):
    one, other = masked(first, (ORGAN,)), masked(second, (ORGAN,))

    assert similarity(one, other) == similarity(other, one)
    assert 0 <= similarity(one, other) <= 1


@given(st.text(alphabet="甲乙12年 \n局东江市", max_size=60))
def test_every_masked_character_has_its_place(text):
    found = masked(text, (ORGAN,))

    assert len(found.offsets) == len(found.text)
    assert list(found.offsets) == sorted(found.offsets)
    assert all(0 <= at < len(text) for at in found.offsets)


def test_shared_passages_are_shown_as_printed_longest_first():
    first = masked("甲。公开渠道还比较单一，群众知晓率不高，共3条。乙丙丁。")
    second = masked("子。公开渠道还比较单一， 群众知晓率不高，共15条。寅卯辰。")

    assert list(passages(first, second)) == [
        (
            "。公开渠道还比较单一，群众知晓率不高，共3条。",
            1,
            "。公开渠道还比较单一， 群众知晓率不高，共15条。",
            1,
        )
    ]


def test_short_agreements_are_no_passages():
    assert list(passages(masked("公开渠道单一"), masked("公开渠道不多"))) == []


def test_without_the_extra_likeness_is_unknown_and_names_the_line_that_installs_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "rapidfuzz.distance", None)

    found = similarity(masked("全年平稳"), masked("全年平稳"))

    assert isinstance(found, Unknown)
    assert dict(found.reason.arguments)["install"] == "pip install 'gouji[compare]'"


@given(
    st.text("甲乙丙丁信息公开", max_size=80),
    st.text("甲乙丙丁信息公开", max_size=80),
    st.integers(1, 100),
)
def test_what_is_told_without_the_exact_measure_is_what_it_would_tell(first, second, percent):
    one, other, bound = masked(first), masked(second), Fraction(percent, 100)

    assert at_least(one, other, bound) == (similarity(one, other) >= bound)


@given(st.text(max_size=300), st.lists(st.tuples(st.integers(0, 299), st.text(max_size=3)), max_size=9))
def test_a_text_changed_here_and_there_is_never_passed_over(text, changes):
    changed = text
    for place, words in changes:
        changed = changed[:place] + words + changed[place + 1 :]
    one, other = masked(text), masked(changed)

    assert at_least(one, other, similarity(one, other) or Fraction(1, 1000)) == (similarity(one, other) > 0)


def test_a_character_that_stands_very_often_is_counted_all_the_same():
    one, other = masked("公" * 5000), masked("公" * 4900 + "开" * 100)

    assert at_least(one, other, Fraction(98, 100)) is True
    assert at_least(one, other, Fraction(981, 1000)) is False


SLOW = "主动公开内容的更新还不够及时，部分栏目更新间隔较长"
SIGNS = "公开专区设备老旧，群众自助查询不便，指引标识不清"


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (SLOW, f"一是{SLOW}；二是{SIGNS}。", 1),
        (f"存在问题：一是{SLOW}；二是{SIGNS}。", f"（二）{SLOW}。", Fraction(25, 49)),
        (f"{SLOW}。将改进。", SLOW, 1),
        ("将改进。", "将改进。", 0),
        (SLOW, SIGNS, 0),
        ("", SLOW, 0),
    ],
)
def test_how_much_is_copied_is_counted_by_whole_sentences(first, second, expected):
    found = copied(masked(first), masked(second))

    assert abs(found - expected) < Fraction(2, 100)


def test_copied_sentences_are_shown_as_printed():
    one, other = masked(f"一是{SLOW}；二是　{SIGNS}。"), masked(f"二是{SIGNS}。一是{SLOW}。")

    assert list(copied_passages(one, other)) == [(SLOW, 2, SLOW, 29), (SIGNS, 31, SIGNS, 2)]
