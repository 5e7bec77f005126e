"""Patterns that can match nothing where they are looked for: in a clause, which ends at certain marks."""

from __future__ import annotations

from collections.abc import Iterator

CUTS = frozenset("，；。！？")
"""What a clause never holds, for there it ends."""

_OPTIONAL = ("?", "*", "{0")


def never_matches(pattern: str) -> bool:
    """Whether every match would have to hold a mark at which clauses are cut.

    Only what is plain is judged: a mark that stands for itself, is not optional, and in every alternative.
    """
    try:
        return all(_needs_cut(branch) for branch in _branches(pattern))
    except (IndexError, ValueError):
        return False


def _needs_cut(branch: str) -> bool:
    return any(
        (_needs_cut_in_group(atom) if atom[0] == "(" else atom in CUTS)
        for atom, suffix in _atoms(branch)
        if not suffix.startswith(_OPTIONAL)
    )


def _needs_cut_in_group(group: str) -> bool:
    inner = group[1:-1]
    if inner.startswith(("?=", "?!", "?<")) and not inner.startswith("?<n"):
        return False
    if inner.startswith("?"):
        head = inner.find(":")
        if head < 0:
            return False
        inner = inner[head + 1 :]
    return all(_needs_cut(branch) for branch in _branches(inner))


def _branches(pattern: str) -> Iterator[str]:
    """The alternatives at the top of a pattern."""
    start = place = 0
    for atom, suffix in _atoms(pattern):
        end = place + len(atom) + len(suffix)
        if atom == "|":
            yield pattern[start:place]
            start = end
        place = end
    yield pattern[start:]


def _atoms(pattern: str) -> Iterator[tuple[str, str]]:
    """Characters, classes and groups, each with its repetition."""
    place = 0
    while place < len(pattern):
        end = _end_of_atom(pattern, place)
        stop = _end_of_repetition(pattern, end) if pattern[place] != "|" else end
        yield pattern[place:end], pattern[end:stop]
        place = stop


def _end_of_atom(pattern: str, place: int) -> int:
    match pattern[place]:
        case "\\":
            end = place + 2
            return pattern.index("}", end) + 1 if pattern[place + 1] in "pPx" and pattern[end] == "{" else end
        case "[":
            end = place + (2 if pattern[place + 1] != "^" else 3)
            while pattern[end] != "]":
                end += 2 if pattern[end] == "\\" else 1
            return end + 1
        case "(":
            end = place + 1
            while pattern[end] != ")":
                end = _end_of_atom(pattern, end)
            return end + 1
        case "{" if pattern[place + 1].isalpha():
            return pattern.index("}", place) + 1
        case _:
            return place + 1


def _end_of_repetition(pattern: str, place: int) -> int:
    if place < len(pattern) and pattern[place] == "{" and pattern[place + 1].isdigit():
        place = pattern.index("}", place) + 1
    elif place < len(pattern) and pattern[place] in "?*+":
        place += 1
    return place + 1 if place < len(pattern) and pattern[place] == "?" else place
