"""Text → syntax tree. Every fault becomes a diagnostic; nothing is raised, whatever the text is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, cast

from gouji.grammar import lexicon
from gouji.grammar.building import Fault, build
from gouji.grammar.diagnostics import Diagnostic
from gouji.grammar.faults import before_parsing, depth_fault, unexpected
from gouji.grammar.messages import message
from lark import Lark, Token, Tree
from lark.exceptions import UnexpectedCharacters, UnexpectedToken

if TYPE_CHECKING:
    from gouji.grammar.source import Source
    from gouji.grammar.syntax import Condition, Rule


@dataclass(frozen=True, slots=True)
class Parsed:
    """A parsed rule, or ``None`` and the diagnostics that say why there is none."""

    rule: Rule | None
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class ParsedCondition:
    """A parsed condition, or ``None`` and the diagnostics that say why there is none."""

    condition: Condition | None
    diagnostics: tuple[Diagnostic, ...] = ()


def parse(source: Source) -> Parsed:
    """Parse a rule: guards and scopes, then a condition."""
    faults = before_parsing(source)
    if faults:
        return Parsed(None, faults)
    tree = _tree(source)
    if isinstance(tree, Diagnostic):
        return Parsed(None, (tree,))
    try:
        rule = build(tree)
    except Fault as fault:
        return Parsed(None, (fault.diagnostic(source),))
    too_deep = depth_fault(source, rule)
    return Parsed(None, (too_deep,)) if too_deep else Parsed(rule)


def parse_condition(source: Source) -> ParsedCondition:
    """Parse a condition that stands alone, such as the ``when`` of a grade."""
    parsed = parse(source)
    if parsed.rule is None:
        return ParsedCondition(None, parsed.diagnostics)
    if parsed.rule.clauses:
        problem = message("syntax.only_condition")
        place = source.place(parsed.rule.clauses[0].span)
        return ParsedCondition(
            None, (Diagnostic(problem.key, problem, place, help=message("syntax.only_condition_help")),)
        )
    return ParsedCondition(parsed.rule.condition)


def grammar_text() -> str:
    """The whole grammar: ``language.lark`` and the terminals made from the lexicon."""
    words = {name: word.forms() for name, word in lexicon.KEYWORDS.items()}
    words |= {
        "IN_ORDER": lexicon.IN_ORDER.forms(),
        "EACH_KIND": lexicon.kind_forms(lexicon.EACH_ZH),
        "SOME_KIND": lexicon.kind_forms(lexicon.SOME_ZH),
        "EACH_PAIR": lexicon.PAIRS_ZH,
        "STATE_ZH": lexicon.state_forms(negated=False),
        "NOT_STATE_ZH": lexicon.state_forms(negated=True),
        "PAIR": lexicon.PAIR.forms(),
        "ANY": lexicon.ANY.forms(),
        "ALL": lexicon.ALL.forms(),
        "KIND": tuple(word.en for word in lexicon.KINDS.values()),
        "STATE": tuple(word.en for word in lexicon.STATES.values()),
    }
    lines = [files(__package__).joinpath("language.lark").read_text(encoding="utf-8")]
    lines += [
        f"{name}.{4 if name == 'IN_ORDER' else 3}: /{lexicon.alternatives(forms)}/"
        for name, forms in words.items()
    ]
    taken = lexicon.alternatives(lexicon.reserved())
    lines.append(rf"NAME: /(?!{taken})(?:[^\W\d]|＿)(?:\w|＿)*/")
    return "\n".join(lines) + "\n"


@cache
def _parser() -> Lark:
    return Lark(
        grammar_text(),
        parser="lalr",
        keep_all_tokens=True,
        maybe_placeholders=False,
    )


def _tree(source: Source) -> Tree[Token] | Diagnostic:
    reading = _reading(source.text)
    tokens: list[Token] = []
    try:
        for token in reading.lexer_thread.lex(reading.parser_state):
            reading.feed_token(token)
            tokens.append(token)
        tree: Tree[Token] = reading.feed_eof(tokens[-1])
    except UnexpectedToken as error:
        return unexpected(source, tokens, cast("Token", error.token), _accepted(tokens))
    except UnexpectedCharacters as error:
        return unexpected(source, tokens, error.pos_in_stream or 0, _accepted(tokens))
    return tree


def tokens(text: str) -> tuple[Token, ...]:
    """The tokens of a text, as many as can follow each other; comments and spaces are none."""
    reading = _reading(text)
    found: list[Token] = []
    try:
        for token in reading.lexer_thread.lex(reading.parser_state):
            reading.feed_token(token)
            found.append(token)
    except (UnexpectedToken, UnexpectedCharacters):
        pass
    return tuple(found)


def _accepted(tokens: list[Token]) -> set[str]:
    """What could follow the tokens; read anew, because a failed token may have closed what was still open."""
    reading = _reading("")
    for token in tokens:
        reading.feed_token(token)
    accepted: set[str] = reading.accepts()
    return accepted


def _reading(text: str) -> Any:  # noqa: ANN401 - lark's interactive parser is not typed
    return _parser().parse_interactive(text)
