"""Patterns of packs are RE2, proven by compiling each once where it stands; no pack can hang the checker."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import re2

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gouji.rules.faults import Faults
    from gouji.rules.yaml_nodes import ScalarNode

_CAPTURE = re.compile(r"\{(?P<name>[A-Za-z_]\w*)(?::(?P<of>[^{}]*))?\}")
CAPTURES: Mapping[str, bool] = {
    "n": False,
    "measure": False,
    "date": False,
    "text": False,
    "row": True,
    "column": True,
}
"""What a claim may capture, and whether it says of which group: ``{row:handled}``."""


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
) -> None:
    """Report a pattern that does not compile, has a group that nobody reads, or lacks one that is read.

    Args:
        node: the pattern.
        faults: where faults go.
        known: the named groups it may have; ``None`` for any.
        needed: the named groups it must have.
    """
    found = groups(node.value)
    if isinstance(found, str):
        faults.add("pattern", node.place, problem=found)
        return
    for name in sorted(found - known) if known is not None else ():
        faults.add("unknown_group", node.place, name=name, known=tuple(sorted(known or ())))
    for name in sorted(needed - found):
        faults.add("missing_group", node.place, name=name)


def prove_claim(node: ScalarNode, faults: Faults) -> frozenset[str]:
    """Report what is wrong with a claim's pattern; the names it captures."""
    captured = set()
    for match in _CAPTURE.finditer(node.value):
        name, of = match["name"], match["of"]
        if name not in CAPTURES or CAPTURES[name] != bool(of):
            faults.add("unknown_capture", node.place_of(*match.span()), text=match.group())
        captured.add(name)
    found = groups(_CAPTURE.sub("(?:x)", node.value))
    if isinstance(found, str):
        faults.add("pattern", node.place, problem=found)
    return frozenset(captured & CAPTURES.keys())
