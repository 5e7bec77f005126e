"""What was found in a pack, and what its trial came to, as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from gouji.grammar.catalogue import render

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gouji.grammar.diagnostics import Diagnostic, Place
    from gouji.grammar.messages import Language, Message
    from gouji.rules.pack import Pack
    from gouji.rules.proving.proofs import Proven

SCHEMA = 1


def check_json(
    pack: Pack | None,
    diagnostics: Iterable[Diagnostic],
    proven: Proven | None,
    examples: int,
    language: Language,
) -> str:
    """The result of ``pack check``."""
    return dumped(
        {
            "schema": SCHEMA,
            "pack": pack_object(pack),
            "diagnostics": [diagnostic_object(one, language) for one in diagnostics],
            "examples": examples,
            "proofs": None if proven is None else _proofs(proven),
        }
    )


def pack_object(pack: Pack | None) -> dict[str, Any] | None:
    """Which pack it is."""
    if pack is None:
        return None
    return {"id": pack.id, "version": pack.version, "sha256": pack.sha256, "rules": len(pack.rules)}


def diagnostic_object(diagnostic: Diagnostic, language: Language) -> dict[str, Any]:
    """A fault with its place and, where several rules make it together, theirs."""

    def said(text: Message | None) -> str | None:
        return None if text is None else render(text, language)

    return {
        "code": diagnostic.code,
        "level": diagnostic.level,
        "message": said(diagnostic.message),
        "help": said(diagnostic.help),
        "rule": diagnostic.rule,
        "place": place_object(diagnostic.place),
        "related": [
            {"rule": one.rule, "instance": one.instance, "place": place_object(one.place)}
            for one in diagnostic.related
        ],
    }


def place_object(place: Place | None) -> dict[str, Any] | None:
    """A stretch of a file, lines and columns from 1."""
    if place is None:
        return None
    return {
        "file": place.file,
        "line": place.start.line,
        "column": place.start.column,
        "end_line": place.end.line,
        "end_column": place.end.column,
    }


def _proofs(proven: Proven) -> dict[str, Any]:
    return {
        "relations": proven.relations,
        "solver": proven.solver,
        "implied": [
            {
                "rule": one.relation.rule.id,
                "instance": one.relation.instance,
                "by": [{"rule": other.rule.id, "instance": other.instance} for other in one.by],
            }
            for one in proven.implied
        ],
    }


def dumped(data: object) -> str:
    """Readable JSON, Chinese as it is."""
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"
