"""Words that no output may repeat, kept out of what every other rule says about the same place."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gouji.engine.binding.report import NOWHERE
from gouji.engine.checking.outcomes import Outcome, Status, TextUse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


def unquoted(texts: Iterable[TextUse]) -> Iterator[TextUse]:
    """The places of texts without their words."""
    return (replace(use, text="") for use in texts)


def withheld(outcomes: Sequence[Outcome]) -> tuple[Outcome, ...]:
    """The outcomes without the words of paragraphs in which a rule failed that must not be quoted."""
    places = {
        (use.report, use.location)
        for outcome in outcomes
        if outcome.status is Status.FAILED and not outcome.rule.quotes
        for use in outcome.texts
        if use.location != NOWHERE
    }
    if not places:
        return tuple(outcomes)

    def without_words(use: TextUse) -> TextUse:
        return replace(use, text="") if (use.report, use.location) in places else use

    return tuple(replace(one, texts=tuple(map(without_words, one.texts))) for one in outcomes)
