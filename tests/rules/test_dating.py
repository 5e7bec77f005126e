"""Years in examples that hold for several forms."""

from gouji.rules.dating import dated


def test_years_count_from_that_of_the_sample():
    changes = {"text": {"overview": ["{year}年，公开信息。", "比{year-1}年多，{year + 1}年再办。"]}}

    assert dated(changes, 2032) == {"text": {"overview": ["2032年，公开信息。", "比2031年多，2033年再办。"]}}


def test_years_are_found_at_any_depth_and_other_values_stay():
    changes = {
        "members": [{"report": {"published": "{year+1}-01-31"}}],
        "cells": {"t": {"{year}, a": 3, "b, a": None}},
    }

    assert dated(changes, 2020) == {
        "members": [{"report": {"published": "2021-01-31"}}],
        "cells": {"t": {"{year}, a": 3, "b, a": None}},
    }


def test_other_words_in_braces_stay():
    assert dated({"text": {"tail": "{years} {year*2} {yea}"}}, 2020) == {
        "text": {"tail": "{years} {year*2} {yea}"}
    }


def test_a_sample_without_a_year_leaves_them():
    assert dated({"text": {"tail": "{year}"}}, None) == {"text": {"tail": "{year}"}}
