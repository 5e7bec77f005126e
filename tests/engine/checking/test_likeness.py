"""How alike texts are, whoever wrote them and whatever the figures."""

import sys
from fractions import Fraction

import pytest
from gouji.engine.checking.likeness import masked, passages, similarity
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
