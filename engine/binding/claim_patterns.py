"""The patterns of claims made ready: placeholders replaced, compiled by RE2, in the order they are tried."""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, cast

import re2
from gouji.engine.binding.clauses import COUNT, DAY
from gouji.engine.binding.normalising import label_of
from gouji.engine.binding.number_shapes import alternatives
from gouji.grammar.records import dataclass
from gouji.rules.patterns import CAPTURE, items_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from gouji.grammar.schema import ClaimKind, Clues, Item, Path, Schema
    from gouji.rules.pack import TextWords

_OPTIONAL = "[“”、，]?"
_BRACKETED = re.compile(r"[（(][^（）()]*[）)]")
_NAMED = re.compile(r"\(\?P<\w+>")
_TEXT = "[^，；。！？（）]+?"
_MEMORY = 1 << 26
"""For a pattern; one that needs more is searched more slowly, still in linear time."""
_SHORTEST = 3
"""Shorter labels (其他) mean too many things."""
_AFTER_MEASURE = "(?:次)?"


@lru_cache(maxsize=1024)
def _compiled(pattern: str) -> Any:  # noqa: ANN401 - re2 is untyped
    """The pattern compiled once, however many claims and forms have it."""
    options = re2.Options()
    options.log_errors = False
    options.max_mem = _MEMORY
    return re2.compile(pattern, options)


class LatePattern:
    """A pattern that is compiled when it is first tried: reports say little of all that a form may hear."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern

    @cached_property
    def _regex(self) -> Any:  # noqa: ANN401 - re2 is untyped
        return _compiled(self.pattern)

    @property
    def groupindex(self) -> Mapping[str, int]:
        """The numbers of its groups."""
        return cast("Mapping[str, int]", self._regex.groupindex)

    def search(self, text: str) -> Any:  # noqa: ANN401 - re2 is untyped
        """The first match, or ``None``."""
        return self._regex.search(text)

    def finditer(self, text: str) -> Iterator[Any]:
        """The matches from left to right."""
        return cast("Iterator[Any]", self._regex.finditer(text))


@dataclass(frozen=True)
class Pattern:
    """One pattern of a claim.

    Attributes:
        regex: of RE2.
        kinds: its named groups → what they capture (``n``, ``row`` …).
        items: for groups of rows and columns, what the words matched mean.
        clues: what a text must hold for it to be found there.
        within, followed, except_: what it alone needs, as in the kind of claim.
    """

    regex: LatePattern
    kinds: Mapping[str, str]
    items: Mapping[str, Wordings]
    clues: Clues = ()
    within: LatePattern | None = None
    followed: LatePattern | None = None
    except_: LatePattern | None = None

    def counts(self, match: Any) -> list[int]:  # noqa: ANN401 - re2 is untyped
        """Where in the text the numbers of a match stand."""
        groups = (self.regex.groupindex[one] for one, name in self.kinds.items() if name == "n")
        return [match.start(group) for group in groups if match.group(group)]


@dataclass(frozen=True)
class Wordings:
    """What words for a row or column mean.

    Attributes:
        labels: as printed in the form, comparable → the item; ``""`` for any words.
        spoken: patterns of other words for it, tried in this order where the labels know nothing.
    """

    labels: Mapping[str, Path]
    spoken: tuple[tuple[LatePattern, Path], ...] = ()

    def path(self, text: str) -> Path | None:
        """The row or column that the text means."""
        known = self.labels.get("", self.labels.get(worded(text)))
        if known is not None:
            return known
        return next((path for pattern, path in self.spoken if pattern.search(text)), None)


@dataclass(frozen=True)
class ReadyClaim:
    """A kind of claim with its patterns in the order of the pack.

    Attributes:
        countless: its value is no number: clauses without any number are searched, too.
        captures: its patterns name rows or columns; one that names none goes on with those said before.
    """

    kind: ClaimKind
    says: tuple[Pattern, ...]
    zero: tuple[Pattern, ...]
    unless: LatePattern | None
    except_: LatePattern | None
    within: LatePattern | None
    followed: LatePattern | None
    away: LatePattern | None
    back: LatePattern | None
    begins: LatePattern | None
    part: LatePattern | None
    whole: LatePattern | None
    countless: bool
    captures: bool


def ready_claims(schema: Schema, words: TextWords) -> tuple[ReadyClaim, ...]:
    """The claims of a form, ready to be looked for."""
    builder = _Builder(schema, words)
    return tuple(builder.claim(kind) for kind in schema.claims.values())


class _Builder:
    def __init__(self, schema: Schema, words: TextWords) -> None:
        self._schema = schema
        self._measure = _measure((*words.measures, *words.money))
        self._known: dict[tuple[str, bool], dict[str, Path]] = {}
        self._spoken: Mapping[tuple[str, str], tuple[str, ...]] = {}
        self._needs: Mapping[str, tuple[tuple[str, ...], ...]] = {}
        self._clues: Mapping[str, Clues] = {}

    def claim(self, kind: ClaimKind) -> ReadyClaim:
        self._spoken, self._needs, self._clues = kind.spoken, kind.needs, kind.clues
        says = [self._pattern(text) for text in kind.says]
        zero = [self._pattern(text) for text in kind.zero]
        return ReadyClaim(
            kind,
            tuple(says),
            tuple(zero),
            any_of(kind.unless),
            any_of(kind.except_),
            any_of(kind.within),
            any_of(kind.followed),
            any_of(kind.away),
            any_of(kind.back),
            any_of(kind.begins),
            any_of(kind.part),
            any_of(kind.whole),
            kind.value in ("date", "text"),
            any(one.items for one in says),
        )

    def _pattern(self, text: str) -> Pattern:
        kinds: dict[str, str] = {}
        items: dict[str, Wordings] = {}

        def replaced(match: re.Match[str]) -> str:
            name, of, says = match["name"], match["of"], match["says"]
            if name == "measure":
                return self._measure
            group = f"{name}_{len(kinds)}"
            kinds[group] = name
            match name:
                case "n":
                    inner = COUNT
                case "date":
                    inner = DAY
                case "text":
                    inner = _TEXT
                case _:
                    inner, items[group] = self._items(of, says, rows=name == "row")
            return f"(?P<{group}>{inner})"

        needs = (any_of(patterns) for patterns in self._needs.get(text, ((), (), ())))
        regex = LatePattern(CAPTURE.sub(replaced, text))
        return Pattern(regex, kinds, items, self._clues.get(text, ()), *needs)

    def _items(self, name: str, says: str | None, *, rows: bool) -> tuple[str, Wordings]:
        found = items_of(self._schema.tables, name, rows=rows)
        base = found[0] if found else ()
        if says is not None:
            return f"(?:{says})", Wordings({"": base})
        if (known := self._known.get((name, rows))) is None:
            known = self._known[name, rows] = self._wordings(name, rows=rows)
        spoken = [
            (pattern, path)
            for (axis, called), patterns in self._spoken.items()
            if rows is (axis == "row") and (path := self._path(called, rows=rows))[: len(base)] == base
            for pattern in patterns
        ]
        labels = {worded(text): path for text, path in known.items()}
        matchers = tuple((LatePattern(f"^(?:{pattern})$"), path) for pattern, path in spoken)
        return "|".join((_any_wording(known), *(pattern for pattern, _ in spoken))), Wordings(
            labels, matchers
        )

    def _path(self, name: str, *, rows: bool) -> Path:
        found = items_of(self._schema.tables, name, rows=rows)
        return found[0] if found else ()

    def _wordings(self, name: str, *, rows: bool) -> dict[str, Path]:
        found = items_of(self._schema.tables, name, rows=rows)
        wordings: dict[str, Path | None] = {}
        for item in sorted(found[1] if found else (), key=lambda one: len(one.path)):
            for text in self._texts(item):
                other = wordings.get(text)
                if text not in wordings:
                    wordings[text] = item.path
                elif other is not None and len(other) == len(item.path) and other != item.path:
                    wordings[text] = None
        return {text: path for text, path in wordings.items() if path is not None}

    @staticmethod
    def _texts(item: Item) -> Iterator[str]:
        """How a text may call the row or column."""
        for text in dict.fromkeys((item.label, item.name or "", *item.aliases)):
            for whole in (text, _BRACKETED.sub("", text)):
                body = label_of(whole).body
                if len(body) >= _SHORTEST and not item.total:
                    yield body


def _measure(words: tuple[str, ...]) -> str:
    """A measure word; those of one character as a class, which is small."""
    longer = alternatives(tuple(word for word in words if len(word) > 1)).replace("(?!)", "件")
    single = "".join(word for word in words if len(word) == 1)
    return f"(?:{longer}|[{single or '件'}]){_AFTER_MEASURE}"


def _any_wording(wordings: Iterable[str]) -> str:
    spelled = sorted(wordings, key=len, reverse=True)
    return "|".join(_OPTIONAL.join(map(re2.escape, text)) for text in spelled) or "(?:[^\\x00-\\x{10FFFF}])"


def worded(text: str) -> str:
    """A wording found in a text, comparable: letters and characters only."""
    return "".join(character for character in text.lower() if character.isalnum())


def any_of(patterns: Iterable[str]) -> LatePattern | None:
    """One pattern for all; ``None`` when there are none."""
    joined = "|".join(f"(?:{_NAMED.sub('(?:', pattern)})" for pattern in patterns)
    return LatePattern(joined) if joined else None
