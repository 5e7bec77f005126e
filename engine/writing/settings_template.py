"""The office's settings as a file to be filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gouji.engine.office.settings import KEYS
from gouji.grammar.catalogue import render
from gouji.grammar.messages import message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gouji.grammar.messages import Language


def settings_template(language: Language) -> bytes:
    """A file with every setting, empty, and what it is for; it can be read as it is."""
    return "".join(f"{line}\n" for line in _lines(language)).encode()


def _lines(language: Language) -> Iterator[str]:
    yield f"# {render(message('office_month.settings_head'), language)}"
    for name, word in KEYS.items():
        yield f"# {render(message(f'office_month.settings_{name}'), language)}"
        yield f"# {word}:"
