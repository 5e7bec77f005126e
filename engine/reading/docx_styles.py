"""What paragraph and character styles decide: heading level, hidden text, automatic numbering."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gouji.engine.reading.docx_names import WORD, descendant, number, switched_on, value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

HEADING_NAME = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
TITLE_NAMES = frozenset({"title", "标题"})
MAX_ANCESTORS = 32
BODY_TEXT = 9
"""The outline level that means body text; levels 0 to 8 are headings 1 to 9."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """A reference to a list: the list's id and the level inside it."""

    list_id: str
    level: int | None


class Styles:
    """The style sheet, asked by style id; a missing sheet or style decides nothing."""

    def __init__(self, root: _Element | None) -> None:
        self._styles: dict[str, _Element] = {}
        self._default: str | None = None
        for style in () if root is None else root.iterchildren(f"{WORD}style"):
            name = style.get(f"{WORD}styleId", "")
            self._styles.setdefault(name, style)
            if style.get(f"{WORD}type") == "paragraph" and style.get(f"{WORD}default") in {"1", "true"}:
                self._default = name
        self._headings: dict[str | None, int | None] = {}
        self._hidden: dict[str | None, bool | None] = {}

    def heading(self, paragraph: _Element) -> int | None:
        """The outline level of a paragraph: its own, else that of its style; 0 for a title, ``None`` for body text."""
        own = value(paragraph, "pPr/outlineLvl")
        if own is not None:
            return _level(own)
        style = value(paragraph, "pPr/pStyle")
        if style not in self._headings:
            self._headings[style] = self._style_heading(style)
        return self._headings[style]

    def _style_heading(self, style: str | None) -> int | None:
        for ancestor in self._ancestry(style):
            name = value(ancestor, "name") or ""
            if match := HEADING_NAME.fullmatch(name.strip()):
                return int(match[1])
            if name.strip().lower() in TITLE_NAMES:
                return 0
            outline = value(ancestor, "pPr/outlineLvl")
            if outline is not None:
                return _level(outline)
        return None

    def hidden(self, run: _Element, paragraph_style: str | None) -> bool:
        """Whether the text of a run is formatted as hidden, by itself or by its styles."""
        properties = descendant(run, "rPr")
        if properties is not None:
            own = switched_on(properties, "vanish")
            if own is not None:
                return own
            by_style = self._style_hidden(value(properties, "rStyle"))
            if by_style is not None:
                return by_style
        return bool(self._style_hidden(paragraph_style))

    def _style_hidden(self, style: str | None) -> bool | None:
        """Whether a style hides text; ``None`` when it does not say."""
        if style not in self._hidden:
            stated = (
                switched_on(descendant(ancestor, "rPr"), "vanish") for ancestor in self._ancestry(style)
            )
            self._hidden[style] = (
                None if style is None else next((it for it in stated if it is not None), None)
            )
        return self._hidden[style]

    def numbering(self, paragraph: _Element) -> Numbered | None:
        """The list a paragraph belongs to, by itself or by its style; list id 0 takes it out of its style's list."""
        own = descendant(paragraph, "pPr/numPr")
        level = value(own, "ilvl")
        list_id = value(own, "numId")
        if list_id is None:
            for ancestor in self._ancestry(value(paragraph, "pPr/pStyle")):
                inherited = descendant(ancestor, "pPr/numPr")
                level = level if level is not None else value(inherited, "ilvl")
                list_id = value(inherited, "numId")
                if list_id is not None:
                    break
        if list_id in {None, "0"}:
            return None
        return Numbered(str(list_id), None if level is None else number(level))

    def _ancestry(self, style: str | None) -> Iterator[_Element]:
        """The style and the styles it is based on, nearest first."""
        name = self._default if style is None else style
        for _ in range(MAX_ANCESTORS):
            found = self._styles.get(name or "")
            if found is None:
                return
            yield found
            name = value(found, "basedOn")
            if name is None:
                return


def _level(text: str) -> int | None:
    outline = number(text, BODY_TEXT)
    return outline + 1 if 0 <= outline < BODY_TEXT else None
