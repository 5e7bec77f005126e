"""What the reports of a run tell together, in the terminal and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gouji.engine.writing.sheet import Piece, Sheet
from gouji.grammar.catalogue import render
from gouji.grammar.messages import Argument, Language, message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gouji.engine.office.fleet import Fleet, Frequent, Resting, Suspicion

MOST_KINDS = 8
MOST_ORGANS = 6
Json = dict[str, Any]


def write_fleet(sheet: Sheet, fleet: Fleet, language: Language) -> None:
    """Write the commonest causes, rules that are to be looked into, and letters that lost their ground."""
    for title, style, lines in (
        ("suspicions", "bold yellow", [suspicion_text(one, language) for one in fleet.suspicions]),
        ("resting", "bold yellow", [resting_text(one, language) for one in fleet.resting]),
        ("frequent", "bold", [frequent_text(one, language) for one in fleet.frequent[:MOST_KINDS]]),
    ):
        if lines:
            sheet.blank()
            sheet.paragraph(Piece(_say(title, language), style))
        for number, line in enumerate(lines, 1):
            sheet.labelled(f"{number}.", line, indent=2, gap=1)
    left = len(fleet.frequent) - MOST_KINDS
    if left > 0:
        sheet.paragraph(_say("more_kinds", language, count=left), indent=2)


def frequent_text(one: Frequent, language: Language) -> str:
    """A kind of cause with the organs in whose reports it is."""
    names = tuple(rule.title.in_language(language) for rule in one.rules)
    what = _say("rules", language, items=names)
    if one.slip is not None:
        what = _say("with_slip", language, slip=one.slip, rules=what)
    organs = _organs(one.organs, language)
    return _say("kind", language, what=what, count=len(one.organs), organs=organs)


def suspicion_text(one: Suspicion, language: Language) -> str:
    """A rule that fails too often, with what speaks against it."""
    rule = _say("rule", language, title=one.rule.title.in_language(language), id=one.rule.id)
    if one.label:
        rule = _say("rule_at", language, rule=rule, place=one.label)
    return _say(
        "suspicion",
        language,
        rule=rule,
        failed=one.failed,
        applicable=one.applicable,
        share=_percent(one.share),
        usual=_percent(one.usual),
        organs=_organs(one.organs, language),
    )


def resting_text(one: Resting, language: Language) -> str:
    """A withdrawn rule, with the organs that were told of what rests on it."""
    told = tuple(
        message("fleet.told", organ=organ, numbers=message("fleet.numbers", items=numbers))
        for organ, numbers in one.letters
    )
    key = "withdrawn_because" if one.reason else "withdrawn"
    reason = {"reason": one.reason} if one.reason else {}
    return _say(key, language, rule=one.rule, told=told, count=len(told), **reason)


def fleet_json(fleet: Fleet, language: Language) -> Json:
    """The same as values of JSON: shares as numbers between 0 and 1."""
    return {
        "reports": fleet.reports,
        "frequent": [
            {
                "rules": [rule.id for rule in one.rules],
                "slip": None if one.slip is None else render(one.slip, language),
                "causes": one.count,
                "organs": list(one.organs),
            }
            for one in fleet.frequent
        ],
        "suspicions": [
            {
                "rule": one.rule.id,
                "instance": one.instance or None,
                "label": one.label or None,
                "failed": one.failed,
                "applicable": one.applicable,
                "share": round(one.share, 4),
                "usual": round(one.usual, 4),
                "organs": list(one.organs),
            }
            for one in fleet.suspicions
        ],
        "withdrawn": [
            {
                "rule": one.rule,
                "reason": one.reason or None,
                "letters": [{"organ": organ, "rows": list(numbers)} for organ, numbers in one.letters],
            }
            for one in fleet.resting
        ],
    }


def _organs(organs: Sequence[str], language: Language) -> str:
    text = _say("organs", language, items=tuple(organs[:MOST_ORGANS]))
    more = len(organs) - MOST_ORGANS
    return text + (_say("and_more", language, count=more) if more > 0 else "")


def _percent(share: float) -> str:
    return f"{share:.0%}"


def _say(key: str, language: Language, **arguments: Argument) -> str:
    return render(message(f"fleet.{key}", **arguments), language)
