"""Text → syntax tree. Every fault of the text becomes a diagnostic; nothing is raised, whatever the text is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, cast

from gouji.grammar import lexicon
from gouji.grammar.building import Fault, build
from gouji.grammar.faults import before_parsing, depth_fault, unexpected
from lark import Lark, Token, Tree
from lark.exceptions import UnexpectedCharacters, UnexpectedToken

if TYPE_CHECKING:
    from gouji.grammar.diagnostics import Diagnostic
    from gouji.grammar.source import Source
    from gouji.grammar.syntax import Condition, Rule

START, CONDITION = "start", "condition_alone"


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
    node, diagnostics = _parse(source, START)
    return Parsed(cast("Rule | None", node), diagnostics)


def parse_condition(source: Source) -> ParsedCondition:
    """Parse a condition that stands alone, such as the ``when`` of a grade."""
    node, diagnostics = _parse(source, CONDITION)
    return ParsedCondition(cast("Condition | None", node), diagnostics)


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
        start=[START, CONDITION],
        keep_all_tokens=True,
        maybe_placeholders=False,
    )


def _parse(source: Source, start: str) -> tuple[object, tuple[Diagnostic, ...]]:
    faults = before_parsing(source)
    if faults:
        return None, faults
    tree = _tree(source, start)
    if not isinstance(tree, Tree):
        return None, (tree,)
    try:
        node = build(tree)
    except Fault as fault:
        return None, (fault.diagnostic(source),)
    too_deep = depth_fault(source, node)
    return (None, (too_deep,)) if too_deep else (node, ())


def _tree(source: Source, start: str) -> Tree[Token] | Diagnostic:
    interactive = _parser().parse_interactive(source.text, start=start)
    tokens: list[Token] = []
    try:
        for token in interactive.lexer_thread.lex(interactive.parser_state):
            interactive.feed_token(token)
            tokens.append(token)
        return cast("Tree[Token]", interactive.feed_eof(tokens[-1] if tokens else None))
    except UnexpectedToken as error:
        return unexpected(source, tokens, error.token, _accepted(tokens, start))
    except UnexpectedCharacters as error:
        return unexpected(source, tokens, error.pos_in_stream, _accepted(tokens, start))


def _accepted(tokens: list[Token], start: str) -> set[str]:
    """What could follow the tokens; read anew, because a failed token may have closed what was still open."""
    interactive = _parser().parse_interactive("", start=start)
    for token in tokens:
        interactive.feed_token(token)
    return interactive.accepts()
