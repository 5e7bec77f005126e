from __future__ import annotations

import codecs

import pytest
from gouji.engine.reading import decoding
from gouji.engine.reading.decoding import decoded

from .files import document, texts

TEXT = "云川市林草局2023年收到申请3件，办结3件。\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_encodings_of_chinese_text_are_told_apart(encoding: str):
    assert decoded((TEXT * 9).encode(encoding)) == TEXT * 9


def test_big_endian_text_with_a_mark():
    assert decoded(codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be")) == TEXT


def test_a_declared_encoding_is_believed_when_it_decodes():
    traditional = "雲川市林業局收到申請三件"
    assert decoded(traditional.encode("big5"), "big5") == traditional


@pytest.mark.parametrize("declared", ["iso-8859-1", "no-such", "utf-8", "gb2312", "\0", None])
def test_a_wrong_declaration_does_no_harm(declared: str | None):
    assert decoded(TEXT.encode("gb18030"), declared) == TEXT
    assert decoded(TEXT.encode(), declared) == TEXT


def test_a_few_damaged_characters_are_borne():
    damaged = (TEXT * 9).encode() + b"\xff" + TEXT.encode()
    assert decoded(damaged) == TEXT * 9 + "\ufffd" + TEXT


def test_a_large_text_with_damage_is_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(decoding, "MOST_REPAIRED", 10)
    assert decoded((TEXT * 9).encode() + b"\xff") is None


def test_text_cut_in_the_middle_of_a_character_is_borne():
    assert decoded((TEXT * 9).encode("gb18030")[:-4]) is not None


@pytest.mark.parametrize("data", [bytes(range(1, 32)) * 9, b"\xff\xff\xff\x81" * 99])
def test_what_is_no_text_is_refused(data: bytes):
    assert decoded(data) is None


@pytest.mark.parametrize(
    ("encoding", "declared"), [("gb18030", "gb2312"), ("gb18030", "utf-8"), ("utf-8", "gb2312")]
)
def test_pages_are_decoded_before_they_are_parsed(encoding: str, declared: str):
    page = f'<html><head><meta charset="{declared}"></head><body><p>㐀镕云川市</p></body></html>'
    assert texts(document(page.encode(encoding))) == ["㐀镕云川市"]
