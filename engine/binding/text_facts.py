"""Relations that a text states by itself, gathered for rules to range over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gouji.engine.binding.text_facts_breakdowns import Lexicon
from gouji.engine.binding.text_facts_lists import enumerations
from gouji.engine.binding.text_facts_numbers import number_facts
from gouji.engine.binding.text_facts_order import numberings, repetitions
from gouji.engine.binding.text_facts_years import years_named

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gouji.engine.binding.report import TextFact
    from gouji.engine.binding.texts import Passage
    from gouji.rules.pack import TextWords


def text_facts(
    passages: Sequence[Passage], words: TextWords, titles: Iterable[str] = ()
) -> tuple[TextFact, ...]:
    """The text facts of a report, kind by kind in reading order.

    Args:
        passages: the paragraphs of preamble and sections.
        words: of the pack.
        titles: names that may stand in a list and have marks of a list in themselves.
    """
    return tuple(_found(passages, words, tuple(titles)))


def _found(passages: Sequence[Passage], words: TextWords, titles: tuple[str, ...]) -> Iterator[TextFact]:
    lexicon = Lexicon(words)
    for passage in passages:
        for sentence in passage.sentences:
            yield from number_facts(passage, sentence, lexicon)
            yield from enumerations(passage, sentence, words, titles)
            yield from years_named(passage, sentence)
    yield from numberings(passages, words)
    yield from repetitions(passages)
