"""Claims and text facts as elements of scopes: what they answer, and where they stand."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING

from gouji.engine.binding.quantities import Interval
from gouji.engine.binding.report import Claim, TextFact
from gouji.engine.checking.running import Element
from gouji.engine.checking.values import Unknown
from gouji.grammar.messages import message
from gouji.grammar.schema import dotted
from gouji.grammar.syntax import Kind
from gouji.rules.instances import counted_key, pair_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gouji.engine.checking.elements import Field
    from gouji.engine.checking.running import Run
    from gouji.engine.checking.views import View
    from gouji.grammar.schema import Path
    from gouji.grammar.typed import TypedScope

TEXT_KINDS = frozenset(
    {
        Kind.BREAKDOWN,
        Kind.ENUMERATION,
        Kind.SHARES,
        Kind.PERCENTAGE,
        Kind.GROWTH,
        Kind.NUMBERING,
        Kind.REPETITION,
        Kind.YEAR,
    }
)
"""Relations that a text states by itself."""
_LONGEST_LABEL = 24


def claims_of(view: View, kind: str) -> tuple[Claim, ...]:
    """The claims of one kind, in reading order."""
    return tuple(claim for claim in view.report.claims if claim.id == kind)


def claim_elements(run: Run, scope: TypedScope) -> Iterator[Element]:
    """The claims a scope ranges over."""
    for claim in run.view.report.claims:
        if (scope.of is None or claim.id == scope.of) and (claim.id,) not in scope.exceptions:
            yield claim_element(claim)


def claim_element(claim: Claim) -> Element:
    """A claim as an element; a row or column that it names is that of the element."""
    return Element(
        Kind.CLAIM,
        claim.instance,
        _short(claim.text),
        claim.location,
        row=claim.row,
        column=claim.column,
        section=claim.section,
        stated=claim,
    )


def claim_pairs(run: Run, scope: TypedScope) -> Iterator[Element]:
    """The pairs of claims of one kind, each once; of all kinds, those that state the number of one thing."""
    claims = run.view.report.claims if scope.of is None else claims_of(run.view, str(scope.of))
    for one, other in combinations(claims, 2):
        if scope.of is None and not _of_one_thing(one, other):
            continue
        first, second = claim_element(one), claim_element(other)
        yield Element(
            Kind.CLAIM,
            pair_key(first.key, second.key),
            f"{first.label}｜{second.label}",
            second.location,
            both=(first, second),
        )


def _of_one_thing(one: Claim, other: Claim) -> bool:
    """Whether two claims are of one kind, of one row and column, and both state a number."""
    same = (one.id, one.row, one.column) == (other.id, other.row, other.column)
    return same and all(isinstance(claim.value, (Fraction, Interval)) for claim in (one, other))


def fact_elements(run: Run, scope: TypedScope) -> Iterator[Element]:
    """The text facts of a kind, of the whole report or of one section; counted over the whole report."""
    section = run.elements[scope.of].id if isinstance(scope.of, int) else scope.of
    facts = [fact for fact in run.view.report.text_facts if fact.kind is scope.kind]
    for count, fact in enumerate(facts, 1):
        if section in (None, "document") or _section_of(fact) == section:
            key = counted_key(scope.kind.value, count)
            yield Element(
                scope.kind, key, _short(fact.text), fact.location, section=fact.section, stated=fact
            )


def _section_of(fact: TextFact) -> str | None:
    return fact.section or "preamble"


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST_LABEL else flat[: _LONGEST_LABEL - 1] + "…"


def stated_field(view: View, element: Element, field: Path) -> Field:
    """A field of a claim, of a text fact, or of one of a pair of claims."""
    if element.both:
        index = 0 if field[0] == "first" else 1
        return stated_field(view, element.both[index], field[1:])
    stated = element.stated
    name = field[-1]
    if stated is None:
        raise ValueError(field)
    match name:
        case "text" | "sentence":
            return str(getattr(stated, name))
        case "section":
            known = view.schema.sections.get(stated.section or "")
            return "" if known is None else known.title
        case _:
            value = _claimed(stated, name) if isinstance(stated, Claim) else stated.values.get(name)
            return (
                value
                if value is not None
                else Unknown(message("checking.not_said", text=_short(stated.text)))
            )


def _claimed(claim: Claim, name: str) -> Field | None:
    match name:
        case "value":
            return claim.value
        case "measure":
            return claim.measure or ""
        case _:
            path: Path | None = getattr(claim, name)
            return None if path is None else dotted(path)
