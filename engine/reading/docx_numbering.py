"""Automatic numbering: the numbers of list paragraphs, which the text itself does not hold."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gouji.engine.reading.docx_names import VAL, WORD, descendant, number, switched_on, value
from gouji.engine.reading.docx_numerals import rendered
from gouji.grammar.records import dataclass

if TYPE_CHECKING:
    from gouji.engine.reading.docx_styles import Numbered
    from lxml.etree import _Element

LEVELS = 9
PLACEHOLDER = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list.

    Attributes:
        notation: ``w:numFmt``.
        text: the pattern, with ``%1`` for the number of level 1 and so on.
        start: the first number.
        restart: the level (from 1) whose numbers make this one start again; 0 never, ``None`` any above.
        legal: print the numbers of all levels as digits.
        spaced: whether white space, and no tab, parts number and text.
    """

    notation: str
    text: str
    start: int
    restart: int | None
    legal: bool
    spaced: bool


class Numbering:
    """The lists of a document, counting as paragraphs come by in reading order."""

    def __init__(self, root: _Element | None) -> None:
        self._abstract: dict[str, dict[int, Level]] = {}
        self._linked: dict[tuple[str, str], int] = {}
        self._lists: dict[str, tuple[str, dict[int, Level]]] = {}
        self._restarts: dict[str, dict[int, int]] = {}
        self._counts: dict[str, list[int | None]] = {}
        if root is not None:
            for abstract in root.iterchildren(f"{WORD}abstractNum"):
                self._read_abstract(abstract)
            for entry in root.iterchildren(f"{WORD}num"):
                self._read_list(entry)

    def _read_abstract(self, abstract: _Element) -> None:
        name = abstract.get(f"{WORD}abstractNumId", "")
        self._abstract[name] = {}
        for element in abstract.iterchildren(f"{WORD}lvl"):
            index = number(element.get(f"{WORD}ilvl"), -1)
            if 0 <= index < LEVELS:
                self._abstract[name][index] = _level(element)
                style = value(element, "pStyle")
                if style is not None:
                    self._linked[name, style] = index

    def _read_list(self, entry: _Element) -> None:
        name, abstract = entry.get(f"{WORD}numId", ""), value(entry, "abstractNumId") or ""
        levels = dict(self._abstract.get(abstract, {}))
        restarts: dict[int, int] = {}
        for override in entry.iterchildren(f"{WORD}lvlOverride"):
            index = number(override.get(f"{WORD}ilvl"), -1)
            if not 0 <= index < LEVELS:
                continue
            element = descendant(override, "lvl")
            if element is not None:
                levels[index] = _level(element)
            start = value(override, "startOverride")
            if start is not None:
                restarts[index] = number(start, 1)
        self.define(name, abstract, levels, restarts)

    def define(self, name: str, abstract: str, levels: dict[int, Level], restarts: dict[int, int]) -> None:
        """Add a list.

        Args:
            name: its id, which paragraphs name.
            abstract: what it counts with; lists of one ``abstract`` go on counting where another stopped.
            levels: its levels, from 0.
            restarts: first numbers of levels at which this list starts anew.
        """
        self._lists[name] = (abstract, levels)
        self._restarts[name] = restarts

    def next(self, numbered: Numbered, style: str | None) -> str:
        """The number of the next paragraph of a list, with what sets it off from the text; empty for bullets.

        Args:
            numbered: the list and level the paragraph names.
            style: the paragraph's style, which may stand for a level.
        """
        if numbered.list_id not in self._lists:
            return ""
        abstract, levels = self._lists[numbered.list_id]
        index = numbered.level
        if index is None:
            index = self._linked.get((abstract, style or ""), 0)
        level = levels.get(index)
        if level is None:
            return ""
        counts = self._counts.setdefault(abstract, [None] * LEVELS)
        for restarted, start in self._restarts.pop(numbered.list_id, {}).items():
            counts[restarted] = start - 1
        current = counts[index]
        counts[index] = level.start if current is None else current + 1
        for deeper in range(index + 1, LEVELS):
            if _starts_again(levels.get(deeper), index):
                counts[deeper] = None
        return _printed(level, levels, counts)


def _level(element: _Element) -> Level:
    text = descendant(element, "lvlText")
    restart = value(element, "lvlRestart")
    return Level(
        notation=value(element, "numFmt") or "decimal",
        text="" if text is None else text.get(VAL, ""),
        start=number(value(element, "start"), 1),
        restart=None if restart is None else number(restart),
        legal=bool(switched_on(element, "isLgl")),
        spaced=value(element, "suff") == "space",
    )


def _starts_again(level: Level | None, above: int) -> bool:
    """Whether a level starts again after a number of the level ``above`` (from 0)."""
    if level is None or level.restart is None:
        return True
    return level.restart != 0 and above < level.restart


def _printed(level: Level, levels: dict[int, Level], counts: list[int | None]) -> str:
    if level.notation == "bullet":
        return ""

    def one(match: re.Match[str]) -> str:
        index = int(match[1]) - 1
        other = levels.get(index)
        count = counts[index]
        if count is None:
            count = 1 if other is None else other.start
        return str(count) if other is None or level.legal else rendered(count, other.notation)

    text = PLACEHOLDER.sub(one, level.text)
    needs_space = text and (level.spaced or text[-1].isalnum())
    return f"{text} " if needs_space else text
