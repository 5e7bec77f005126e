"""The text of a rule printed anew, with its comments kept where they stand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gouji.grammar import syntax
from gouji.grammar.parsing import parse, tokens
from gouji.grammar.printing import LINE, print_rule
from gouji.grammar.records import dataclass
from gouji.grammar.source import Source

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gouji.grammar.messages import Language
    from gouji.grammar.schema import Schema
    from lark import Token

_COUNTED = frozenset({"NAME", "NUMBER", "TEXT", "DATE", "PATTERN"})
"""Tokens that a rule has as many of in both languages and in any layout."""
_MARK = re.compile("[#＃]")


@dataclass(frozen=True, slots=True)
class _Comment:
    """A comment; ``after`` counts the names and literals before it; ``alone`` on its line."""

    text: str
    after: int
    alone: bool


def reprinted(text: str, language: Language | None, schema: Schema | None = None) -> str | None:
    """The text of a rule or condition in its canonical form; ``None`` when it must be left as it is.

    Args:
        text: with or without comments.
        language: to print it in, names and all where ``schema`` has them; ``None`` keeps the language of its
            keywords and the names as they are written.
        schema: the form that the rule is about.
    """
    rule = parse(Source(text)).rule
    if rule is None:
        return None
    found = tokens(text)
    spoken = language or _spoken(found)
    names = schema if language is not None else None
    comments = _comments(text, found)
    inside = any(0 < one.after < _count(found) for one in comments)
    printed = print_rule(rule, spoken, names, line=0 if inside else LINE)
    whole = _with_comments(printed, comments) if comments else printed
    return whole if _same(rule, printed, whole, translated=names is not None) else None


def same_meaning(one: str, other: str) -> bool:
    """Whether two texts are one rule, names as they are written."""
    left, right = parse(Source(one)).rule, parse(Source(other)).rule
    return one == other if left is None or right is None else left == right


def _same(rule: syntax.Rule, printed: str, whole: str, *, translated: bool) -> bool:
    again = parse(Source(whole)).rule
    expected = parse(Source(printed)).rule if translated else rule
    return again is not None and again == expected


def _spoken(found: Sequence[Token]) -> Language:
    """The language of the keywords; without any, that of the names."""
    words = [token for token in found if token[:1].isalpha()]
    keywords = [token for token in words if token.type not in _COUNTED]
    chinese = any(token[0] > "\u2e80" for token in keywords or words)
    return "zh" if chinese else "en"


def _count(found: Sequence[Token]) -> int:
    return sum(token.type in _COUNTED for token in found)


def _comments(text: str, found: Sequence[Token]) -> list[_Comment]:
    comments, end, counted = [], 0, 0
    for token in (*found, None):
        start = len(text) if token is None else (token.start_pos or 0)
        begin = end
        for line in text[end:start].split("\n"):
            found_mark = _MARK.search(line)
            if found_mark is not None:
                mark = found_mark.start()
                alone = not text[text.rfind("\n", 0, begin) + 1 : begin + mark].strip()
                comments.append(_Comment(line[mark:].rstrip(), counted, alone))
            begin += len(line) + 1
        if token is not None:
            end = token.end_pos or start
            counted += token.type in _COUNTED
    return comments


def _with_comments(printed: str, comments: Sequence[_Comment]) -> str:
    """The printed rule with each comment after the line that holds what came before it."""
    lines = printed.split("\n")
    ends, total = [], 0
    for number, _ in enumerate(lines):
        found = tokens("\n".join(lines[: number + 1]))
        total = _count(found)
        ends.append(total)
    result = [one.text for one in comments if one.after == 0]
    waiting = [one for one in comments if one.after]
    for line, end in zip(lines, ends, strict=True):
        here = [one for one in waiting if one.after <= end]
        waiting = waiting[len(here) :]
        beside = next((one for one in here if not one.alone), None)
        result.append(line if beside is None else f"{line}  {beside.text}")
        result += [one.text for one in here if one is not beside]
    return "\n".join((*result, *(one.text for one in waiting)))
