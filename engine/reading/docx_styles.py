"""What paragraph and character styles decide: heading level, hidden text, automatic numbering."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gouji.engine.reading.docx_names import descendant, number, switched_on, value
from gouji.grammar.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gouji.engine.reading.docx_sheet import Sheet
    from lxml.etree import _Element

HEADING_NAME = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
TITLE_NAMES = frozenset({"title", "标题"})
MAX_ANCESTORS = 32
NO_LIST = "0"
BODY_TEXT = 9
"""The outline level that means body text; levels 0 to 8 are headings 1 to 9."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """A reference to a list: the list's id and the level inside it."""

    list_id: str
    level: int | None


class Styles:
    """What styles decide, by their ids; a missing style decides nothing."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._headings: dict[str | None, int | None] = {}
        self._hidden: dict[str | None, bool | None] = {}
        self._numbered: dict[str | None, Numbered | None] = {}

    def heading(self, paragraph: _Element) -> int | None:
        """The outline level of a paragraph, its own or its style's; 0 for a title, ``None`` for body text."""
        properties = descendant(paragraph, "pPr")
        own = value(properties, "outlineLvl")
        if own is not None:
            return _level(own)
        style = value(properties, "pStyle")
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

    def is_plain(self, style: str | None) -> bool:
        """Whether a paragraph style, or the default one, neither numbers nor hides its paragraphs."""
        return self._style_numbering(style) is None and not self.hides(style)

    def hides(self, style: str | None) -> bool:
        """Whether a style hides text."""
        return bool(self._style_hidden(style))

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

    def numbering(self, properties: _Element | None, style: str | None) -> Numbered | None:
        """The list a paragraph belongs to, by itself or by its style; list 0 takes it out of that.

        Args:
            properties: the paragraph's ``w:pPr``.
            style: its style.
        """
        own = descendant(properties, "numPr")
        inherited = self._style_numbering(style)
        if own is None:
            return inherited
        level, list_id = value(own, "ilvl"), value(own, "numId")
        if list_id is None:
            if inherited is None:
                return None
            list_id = inherited.list_id
        return None if list_id == NO_LIST else Numbered(list_id, None if level is None else number(level))

    def _style_numbering(self, style: str | None) -> Numbered | None:
        if style not in self._numbered:
            self._numbered[style] = None
            level = None
            for ancestor in self._ancestry(style):
                properties = descendant(ancestor, "pPr/numPr")
                level = level if level is not None else value(properties, "ilvl")
                list_id = value(properties, "numId")
                if list_id is not None:
                    if list_id != NO_LIST:
                        self._numbered[style] = Numbered(list_id, None if level is None else number(level))
                    break
        return self._numbered[style]

    def _ancestry(self, style: str | None) -> Iterator[_Element]:
        """The style and the styles it is based on, nearest first."""
        name = self._sheet.default if style is None else style
        for _ in range(MAX_ANCESTORS):
            found = None if name is None else self._sheet.style(name)
            if found is None:
                return
            yield found
            name = value(found, "basedOn")


def _level(text: str) -> int | None:
    outline = number(text, BODY_TEXT)
    return outline + 1 if 0 <= outline < BODY_TEXT else None
