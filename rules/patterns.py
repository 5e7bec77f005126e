"""Patterns of packs are RE2, proven by compiling each once where it stands; no pack can hang the checker."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import re2

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gouji.grammar.schema import Item, Path, Table
    from gouji.rules.faults import Faults
    from gouji.rules.yaml_nodes import ScalarNode

CAPTURE = re.compile(r"\{(?P<name>[A-Za-z_]\w*)(?::(?P<of>[^{}=]*)(?:=(?P<says>[^{}]*))?)?\}")
CAPTURES: Mapping[str, bool] = {
    "n": False,
    "measure": False,
    "date": False,
    "text": False,
    "row": True,
    "column": True,
}
"""What a claim may capture, and whether it says of which group: ``{row:handled}``.

``{row:handled.granted=同意公开|准予公开}`` gives the words by which one row is meant.
"""


def spelled(pattern: str, words: Mapping[str, str]) -> str:
    """The pattern with the words of the pack put in where it names them: ``{name}``."""

    def word(match: re.Match[str]) -> str:
        known = None if match["of"] is not None else words.get(match["name"])
        return match.group() if known is None else f"(?:{known})"

    return CAPTURE.sub(word, pattern)


def groups(pattern: str) -> frozenset[str] | str:
    """The named groups of ``pattern``, or what is wrong with it."""
    options = re2.Options()
    options.log_errors = False
    try:
        return frozenset(re2.compile(pattern, options).groupindex)
    except re2.error as error:
        problem = error.args[0] if error.args else ""
        return problem.decode("utf-8", "replace") if isinstance(problem, bytes) else str(problem)


def prove(
    node: ScalarNode,
    faults: Faults,
    known: frozenset[str] | None = None,
    needed: frozenset[str] = frozenset(),
    words: Mapping[str, str] | None = None,
) -> None:
    """Report a pattern that does not compile, has a group that nobody reads, or lacks one that is read.

    Args:
        node: the pattern.
        words: of the pack, which it may name.
        faults: where faults go.
        known: the named groups it may have; ``None`` for any.
        needed: the named groups it must have.
    """
    found = groups(spelled(node.value, words or {}))
    if isinstance(found, str):
        faults.add("pattern", node.place, problem=found)
        return
    for name in sorted(found - known) if known is not None else ():
        faults.add("unknown_group", node.place, name=name, known=tuple(sorted(known or ())))
    for name in sorted(needed - found):
        faults.add("missing_group", node.place, name=name)


def prove_claim(
    node: ScalarNode,
    tables: Mapping[str, Table],
    needed: str | None,
    faults: Faults,
    words: Mapping[str, str],
) -> frozenset[str]:
    """Report what is wrong with a claim's pattern, which must capture ``needed``; the names it captures."""
    for match in CAPTURE.finditer(node.value):
        name, of = match["name"], match["of"]
        if name in words and of is None:
            continue
        if name not in CAPTURES or CAPTURES[name] != bool(of):
            faults.add("unknown_capture", node.place_of(*match.span()), text=match.group())
        elif of and not items_of(tables, of, rows=name == "row"):
            faults.add("unknown_items", node.place_of(*match.span("of")), name=of)
    written = spelled(node.value, words)
    captured = {match["name"] for match in CAPTURE.finditer(written)}
    found = groups(CAPTURE.sub(_stands_for, written))
    if isinstance(found, str):
        faults.add("pattern", node.place, problem=found)
    elif needed is not None and needed not in captured:
        faults.add("missing_capture", node.place, name=needed)
    return frozenset(captured & CAPTURES.keys())


def _stands_for(match: re.Match[str]) -> str:
    return f"(?:{match['says'] or 'x'})"


def items_of(tables: Mapping[str, Table], name: str, *, rows: bool) -> tuple[Path, tuple[Item, ...]] | None:
    """What ``{row:NAME}`` names, and the rows (columns) it may be: all of a table, those in a group, or one.

    Args:
        tables: the tables of the form.
        name: a table (``requests``), a group or a single one (``handled.denied``), also with its table
            (``requests.handled``).
        rows: rows are meant, not columns.
    """
    first, *rest = name.split(".")
    if first in tables:
        return _members(tables[first], tuple(rest), rows=rows)
    found = [_members(table, (first, *rest), rows=rows) for table in tables.values()]
    return next((one for one in found if one is not None), None)


def _members(table: Table, path: Path, *, rows: bool) -> tuple[Path, tuple[Item, ...]] | None:
    top, index = (table.rows, table.row_index) if rows else (table.columns, table.column_index)
    group = None if not path else index.get(path)
    if path and group is None:
        return None
    members = top if group is None else group.children or (group,)
    return path, tuple(item for member in members for item in member.walk())
