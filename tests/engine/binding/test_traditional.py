"""Reports in Traditional characters, made of the sample report by exchanging characters back."""

from __future__ import annotations

import builtins
from dataclasses import replace

import pytest
from gouji.engine.binding import traditional
from gouji.engine.binding.binding import Bound, bind
from gouji.engine.binding.report import BoundBy
from gouji.engine.binding.traditional import PAIRS, is_traditional, simplified
from gouji.engine.reading.document import Block, Document, ImageMark, Location, Paragraph, Table
from gouji.engine.trial.sample import sample_document
from gouji.grammar.catalogue import render
from opencc import OpenCC

TO_TRADITIONAL = OpenCC("s2t").convert


def converted(block: Block) -> Block:
    if isinstance(block, Paragraph):
        return replace(block, text=TO_TRADITIONAL(block.text))
    if isinstance(block, Table):
        return replace(
            block, cells=tuple(replace(cell, text=TO_TRADITIONAL(cell.text)) for cell in block.cells)
        )
    return replace(block, name=TO_TRADITIONAL(block.name))


@pytest.fixture
def original(form) -> Document:
    return sample_document(form, {"cells": {"requests": {"received, total": 7}}})


@pytest.fixture
def printed(original) -> Document:
    blocks = (*map(converted, original.blocks), ImageMark("印章照片說明", Location(paragraph=99)))
    return replace(original, blocks=blocks)


@pytest.fixture(autouse=True)
def _forget():
    traditional._converter.cache_clear()
    yield
    traditional._converter.cache_clear()


def test_every_pair_differs_and_stands_once():
    assert len(PAIRS) % 2 == 0
    assert all(old != new for old, new in zip(PAIRS[::2], PAIRS[1::2], strict=True))
    assert len(set(PAIRS)) == len(PAIRS)


def test_a_traditional_report_binds_like_the_simplified_one(original, printed, forms):
    assert printed.blocks != original.blocks
    one, other = bind(original, forms), bind(printed, forms)
    assert isinstance(one, Bound)
    assert isinstance(other, Bound)
    assert other.due.id == one.due.id
    for name, table in one.report.tables.items():
        found = other.report.tables[name]
        assert {key: fact.value for key, fact in found.facts.items()} == {
            key: fact.value for key, fact in table.facts.items()
        }
        assert {item.bound_by for item in found.rows.values()} <= {BoundBy.LABEL, BoundBy.ALIAS}
    assert [section.id for section in other.report.sections] == [
        section.id for section in one.report.sections
    ]
    assert "binding.traditional" in [remark.key for remark in other.report.remarks]


def test_what_the_file_says_is_kept(printed):
    found = simplified(printed)
    assert found.original == printed.blocks
    assert found.blocks[-1] == ImageMark("印章照片说明", Location(paragraph=99))
    assert simplified(found) is found


def test_a_simplified_report_is_left_as_it_is(original):
    assert simplified(original) is original


def test_a_quoted_name_does_not_make_a_text_traditional(original):
    quotation = Paragraph("與臺灣「關於開發實業之條約」有關的申請", Location(paragraph=1))
    assert not is_traditional(replace(original, blocks=(quotation, *original.blocks)))
    assert not is_traditional(replace(original, blocks=(Paragraph("雲川縣", Location(paragraph=1)),)))


def test_without_the_extra_the_line_to_install_it_is_told(printed, monkeypatch: pytest.MonkeyPatch):
    ordinary = builtins.__import__

    def refuse(name: str, *arguments, **options):
        if name == "opencc":
            raise ImportError(name)
        return ordinary(name, *arguments, **options)

    monkeypatch.setattr(builtins, "__import__", refuse)
    found = simplified(printed)
    assert found.blocks == printed.blocks
    assert "pip install 'gouji[traditional]'" in render(found.notes[0], "zh")
    assert "pip install 'gouji[traditional]'" in render(found.notes[0], "en")
