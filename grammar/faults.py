"""What is wrong with a text that does not parse, in words its author can act on."""

from __future__ import annotations

import re
from dataclasses import fields
from typing import TYPE_CHECKING

from gouji.grammar import lexicon, syntax
from gouji.grammar.diagnostics import Diagnostic
from gouji.grammar.messages import Message, message
from gouji.grammar.source import Span
from gouji.grammar.syntax import CONDITIONS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gouji.grammar.source import Source
    from lark import Token

LONGEST_RULE = 10_000
"""Code points; a longer text is no rule that people could read."""
DEEPEST_NESTING = 50
"""Brackets within brackets, and ``not`` or minus signs one before the other."""
DEEPEST_TREE = 150
"""Levels of the syntax tree, one an operator of a chain: recursive readers stay far from Python's limit."""

_PATTERN_WORD = lexicon.alternatives(
    (*lexicon.KEYWORDS["MATCHES"].forms(), *lexicon.KEYWORDS["NOT_MATCHES"].forms())
)
_MARKS = re.compile(
    rf"""
      (?P<comment>[#＃][^\n]*)
    | (?P<pattern>{_PATTERN_WORD}\s*/(?:\\[^\n]|[^/\\\n])+/)
    | (?P<open_pattern>{_PATTERN_WORD}\s*/)
    | (?P<text>"(?:[^"\n]|"")*"|＂[^＂\n]*＂|“[^”\n]*”|「[^」\n]*」)
    | (?P<quote>["＂“”「」])
    | (?P<open>[(（\[［{{｛])
    | (?P<close>[)）\]］}}｝])
    """,
    re.VERBOSE,
)
_PAIRS = {"(": ")", "[": "]", "{": "}"}
_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_FOREIGN = re.compile(
    r"[=＝]{2,}|[=＝][>＞]|[=＝][<＜]|[<＜][>＞]|[&＆]{1,2}|[|｜]{1,2}|[~～][=＝]?|[:：][=＝]|[!！](?![=＝])"
)
_FOREIGN_MEANING = {
    "=>": "≥ >=",
    "=<": "≤ <=",
    "<>": "≠ !=",
    "&": "且 and",
    "&&": "且 and",
    "|": "或 or",
    "||": "或 or",
    "!": "非 not",
    "~": "非 not",
    "~=": "≠ !=",
    ":=": "=",
}
_WHOLE_NUMBER = re.compile(r"[0-9０-９]+(?:[.．][0-9０-９]+)?[%％]?")
_NUMBER = re.compile(r"[0-9０-９][\w.．%％]*")
_OPENERS = ("WHEN", "EACH", "EACH_KIND", "EACH_PAIR")
_BEGINNINGS = frozenset(
    {
        *("NAME", "NUMBER", "DATE", "TEXT", "LPAR", "NOT", "IS", "SOME", "EVERY", "SOME_KIND"),
        *("STATE_ZH", "NOT_STATE_ZH", "$END", *_OPENERS),
    }
)
_EXPECTED = (
    ("end", "$END"),
    ("colon", "COLON"),
    ("kind", "KIND"),
    ("state", "STATE"),
    ("pattern", "PATTERN"),
    ("comma", "COMMA"),
    ("opening_brace", "LBRACE"),
    ("opening_bracket", "LPAR"),
    ("closing_round", "RPAR"),
    ("closing_square", "RBRACKET"),
    ("closing_brace", "RBRACE"),
    ("comparison", "COMPARE"),
    ("operator", "PLUS"),
    ("and_or", "AND"),
)
_NODES = (
    *CONDITIONS,
    syntax.Rule,
    syntax.Guard,
    syntax.Arithmetic,
    syntax.Negation,
    syntax.Call,
    syntax.CallArgument,
)
_NESTING = (syntax.Not, syntax.Negation, syntax.Call, syntax.Quantified)


def before_parsing(source: Source) -> tuple[Diagnostic, ...]:
    """Faults told without a parse: no text, too much of it, quotes and brackets that do not pair."""
    text = source.text
    if len(text) > LONGEST_RULE:
        problem = message("syntax.too_long", length=len(text), limit=LONGEST_RULE)
        return (_fault(source, Span(0, 0), problem, message("syntax.too_long_help")),)
    if not re.sub(r"[#＃][^\n]*", "", text).strip():
        return (_fault(source, Span(0, 0), message("syntax.empty"), message("syntax.empty_help")),)
    return tuple(_pairing(source))


def depth_fault(source: Source, node: object) -> Diagnostic | None:
    """A fault when the tree is deeper than its readers may safely descend."""
    waiting = [(node, 1, 0)]
    while waiting:
        item, depth, nesting = waiting.pop()
        if isinstance(item, tuple):
            waiting.extend((member, depth, nesting) for member in item)
        elif isinstance(item, _NODES):
            nesting += isinstance(item, _NESTING)
            if depth > DEEPEST_TREE or nesting > DEEPEST_NESTING:
                return _too_deep(source, item.span)
            waiting.extend((getattr(item, field.name), depth + 1, nesting) for field in fields(item))
    return None


def unexpected(source: Source, tokens: Sequence[Token], found: Token | int, accepted: set[str]) -> Diagnostic:
    """The fault of a text that stops making sense at ``found``.

    Args:
        source: the rule.
        tokens: what was read before.
        found: where the sense ends: a token, or the offset of an unreadable character.
        accepted: terminals that could have followed.
    """
    text = source.text
    end = tokens[-1].end_pos or 0 if tokens else 0
    kind = "" if isinstance(found, int) else found.type
    start = found if isinstance(found, int) else end if kind == "$END" else found.start_pos or 0
    after = start + (1 if isinstance(found, int) else 0 if kind == "$END" else len(found))
    special = _foreign_operator(source, start) or _bad_number(source, start)
    if special:
        return special
    if kind == "COMPARE" and "AND" in accepted and _compared(tokens):
        return _fault(source, Span(start, after), message("syntax.chained"), message("syntax.chained_help"))
    glued = _glued(tokens, text[start:after] if kind == "NAME" else "")
    if "COLON" in accepted and (kind in _BEGINNINGS or (kind == "" and not glued)):
        return _fault(source, Span(end, end), message("syntax.missing_colon"), glued or _colon_help(tokens))
    expected = _expected(accepted)
    if kind == "$END":
        problem = message("syntax.unexpected_end", expected=expected)
    elif kind == "":
        problem = message("syntax.unreadable", found=text[start], expected=expected)
    else:
        problem = message("syntax.unexpected", found=text[start:after], expected=expected)
    return _fault(source, Span(start, after), problem, glued or _reserved_help(text[start:after]))


def _fault(source: Source, span: Span, problem: Message, repair: Message | None = None) -> Diagnostic:
    return Diagnostic(problem.key, problem, source.place(span), help=repair)


def _too_deep(source: Source, span: Span) -> Diagnostic:
    problem = message("syntax.too_deep", limit=DEEPEST_NESTING)
    return _fault(source, span, problem, message("syntax.too_deep_help"))


def _pairing(source: Source) -> Iterator[Diagnostic]:
    opened: list[re.Match[str]] = []
    for mark in _MARKS.finditer(source.text):
        written, span = mark[0], Span(mark.start(), mark.end())
        match mark.lastgroup:
            case "quote":
                yield _fault(
                    source, span, message("syntax.quote", found=written), message("syntax.quote_help")
                )
            case "open_pattern":
                yield _fault(source, span, message("syntax.pattern"), message("syntax.pattern_help"))
                return
            case "open":
                opened.append(mark)
                if len(opened) > DEEPEST_NESTING:
                    yield _too_deep(source, span)
                    return
            case "close":
                wanted = _closing(opened[-1][0]) if opened else None
                if wanted == written.translate(_HALF_WIDTH):
                    opened.pop()
                else:
                    yield _stray(source, span, written, wanted)
                    return
            case _:
                pass
    for mark in opened:
        wanted = _closing(mark[0])
        problem = message("syntax.unclosed", found=mark[0], wanted=wanted)
        yield _fault(source, Span(mark.start(), mark.end()), problem)


def _stray(source: Source, span: Span, written: str, wanted: str | None) -> Diagnostic:
    if wanted is None:
        return _fault(source, span, message("syntax.stray", found=written))
    return _fault(source, span, message("syntax.mismatched", found=written, wanted=wanted))


def _closing(opening: str) -> str:
    return _PAIRS[opening.translate(_HALF_WIDTH)]


def _foreign_operator(source: Source, start: int) -> Diagnostic | None:
    for sign in _FOREIGN.finditer(source.text, max(0, start - 2)):
        if sign.start() <= start < sign.end():
            meaning = _FOREIGN_MEANING.get(sign[0].translate(_HALF_WIDTH), "=")
            problem = message("syntax.foreign_operator", found=sign[0])
            repair = message("syntax.foreign_operator_help", meaning=meaning)
            return _fault(source, Span(sign.start(), sign.end()), problem, repair)
    return None


def _bad_number(source: Source, start: int) -> Diagnostic | None:
    number = _NUMBER.match(source.text, start)
    if number is None or _WHOLE_NUMBER.fullmatch(number[0]):
        return None
    problem = message("syntax.number", found=number[0])
    return _fault(source, Span(number.start(), number.end()), problem, message("syntax.number_help"))


def _compared(tokens: Sequence[Token]) -> bool:
    """Whether the condition being read holds a comparison already."""
    for token in reversed(tokens):
        if token.type in {"AND", "OR", "NOT", "COLON", "LPAR"}:
            return False
        if token.type == "COMPARE":
            return True
    return False


def _glued(tokens: Sequence[Token], last: str) -> Message | None:
    """Help for a Chinese keyword written against a name: the last such name before the fault."""
    names = [str(token) for token in tokens if token.type == "NAME"] + ([last] if last else [])
    for name in reversed(names):
        spaced = lexicon.spaced(name)
        if spaced:
            return message("syntax.space", name=name, spaced=spaced)
    return None


def _colon_help(tokens: Sequence[Token]) -> Message:
    opener = next((token for token in reversed(tokens) if token.type in _OPENERS), None)
    return message("syntax.missing_colon_help", clause=str(opener or ""))


def _reserved_help(found: str) -> Message | None:
    return message("syntax.reserved_help", word=found) if found in lexicon.reserved() else None


def _expected(accepted: set[str]) -> tuple[Message, ...]:
    hidden = set()
    if accepted & {"NUMBER", "PLUS"}:
        hidden.add("LPAR")
    if "$END" in accepted:
        hidden.add("COMMA")
    keys = [key for key, terminal in _EXPECTED if terminal in accepted - hidden]
    if "NOT" in accepted and "NUMBER" in accepted:
        keys.insert(0, "condition")
    elif "NUMBER" in accepted:
        keys.insert(0, "value")
    elif "NAME" in accepted:
        keys.insert(0, "name")
    elif "TEXT" in accepted:
        keys.insert(0, "text")
    return tuple(message(f"syntax.expected_{key}") for key in keys)
