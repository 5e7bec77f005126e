"""Language-neutral messages: what layers hand on instead of sentences; the catalogue renders them."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

from gouji.grammar.records import dataclass

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")


@dataclass(frozen=True, slots=True)
class Text:
    """A text of a pack in both languages (titles, help); ``en`` repeats ``zh`` when a pack gives only one."""

    zh: str
    en: str

    def in_language(self, language: Language) -> str:
        """The text in ``language``."""
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True, slots=True)
class Message:
    """A catalogue key with its arguments, in the order given; rendered by ``catalogue.render``."""

    key: str
    arguments: tuple[tuple[str, Argument], ...] = ()


Argument = str | int | Fraction | Text | Message | tuple["Argument", ...]
"""What a placeholder may hold; a tuple is rendered item by item and joined as a list."""


def message(key: str, /, **arguments: Argument) -> Message:
    """A message of the catalogue: ``message("pack.unknown_key", key="sevrity")``."""
    return Message(key, tuple(arguments.items()))
