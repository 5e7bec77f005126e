from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from gouji.grammar.messages import LANGUAGES
from gouji.grammar.parsing import parse
from gouji.grammar.source import Source
from gouji.grammar.syntax import Rule
from gouji.grammar.wording import in_words
from hypothesis import given

from .forms import SCHEMA
from .strategies import rules

SENTENCES = yaml.safe_load(Path(__file__).with_name("sentences.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("said", SENTENCES, ids=lambda said: said["rule"])
def test_sentences(said: dict[str, str]) -> None:
    written = parse(Source(said["rule"])).rule
    assert written is not None
    assert {language: in_words(written, SCHEMA, language) for language in LANGUAGES} == {
        language: said[language] for language in LANGUAGES
    }


@given(rules)
def test_any_rule_can_be_said(written: Rule) -> None:
    assert in_words(written, SCHEMA, "zh")
    assert in_words(written, SCHEMA, "en")
