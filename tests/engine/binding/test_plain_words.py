"""Claims through words said more plainly: bare numbers, words for nothing, what is left out or alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from gouji.engine.binding.claims import finder_of
from gouji.engine.binding.report import NOWHERE, TextLine
from gouji.engine.binding.texts import passages_of
from gouji.rules.library import Library

if TYPE_CHECKING:
    from gouji.rules.pack import Pack


@pytest.fixture(scope="module")
def form() -> Pack:
    return next(form for form in Library().forms() if form.covers(2022))


def _said(form: Pack, text: str, section: str = "requests") -> list[tuple[str, object]]:
    words, residue = form.recognition.text, form.recognition.residue
    passages = passages_of([TextLine(text, NOWHERE)], section, words, 2022, residue)
    return [(claim.id, claim.value) for claim in finder_of(form.schema, words).claims(passages, 2022)]


@pytest.mark.parametrize(
    ("text", "section", "expected"),
    [
        ("政府信息公开申请数量为5。", "requests", [("received", 5)]),
        ("行政许可决定数为零。", "disclosure", [("licensing", 0)]),
        ("收到信息公开申请由去年的9件降至5件。", "requests", [("received", 5)]),
        ("未发生一起因政府信息公开引起的行政诉讼。", "disputes", [("litigation", 0)]),
        ("规章制发、废止、现行有效件数均为0。", "disclosure", [("regulations", 0)] * 3),
        ("行政许可、行政处罚分别作出3件、2件。", "disclosure", [("licensing", 3), ("penalties", 2)]),
    ],
)
def test_what_is_said_otherwise_is_heard(
    form: Pack, text: str, section: str, expected: list[tuple[str, object]]
) -> None:
    assert _said(form, text, section) == expected


def test_cumulated_numbers_are_those_of_the_year_only_behind_it(form: Pack) -> None:
    assert _said(form, "2022年，我局累计收到政府信息公开申请5件。") == [("received", 5)]
    assert _said(form, "截至2022年底，我局累计收到政府信息公开申请5件。") == []


def test_a_number_does_not_go_on_across_a_semicolon(form: Pack) -> None:
    assert _said(form, "4件申请无法提供；2件申请人逾期未补正。")[0] == ("category", 4)
    assert ("category", 2) in _said(form, "4件申请无法提供；2件申请人逾期未补正。")
    assert len(_said(form, "4件申请无法提供；2件申请人逾期未补正。")) == 2
