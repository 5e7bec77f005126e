"""Entries of a pack as YAML, laid out as packs are: groups on lines of their own, plain entries on one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import yaml

WIDEST = 120
WIDEST_HEAD = 40
"""Of an entry of the file itself: only a short one stays on its line."""

STEP = "  "
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
"""Packs read what is not in quotation marks as text wherever text is meant."""

Comments = Mapping[tuple[str, ...], Sequence[str]]
"""Keys from the outermost down → lines of comment above the entry."""


def yaml_text(entries: Mapping[str, Any], comments: Comments | None = None) -> str:
    """The entries as a file.

    Args:
        entries: mappings, lists, texts, numbers, flags and ``None``; a text that ends with its line is
            written as a block.
        comments: what is said above entries.
    """
    return "".join(f"{line}\n" for line in _lines(entries, comments or {}, (), ""))


def commented(lines: Sequence[str], indent: str = "") -> Iterator[str]:
    """Lines of comment; an empty one is an empty line."""
    for line in lines:
        yield f"{indent}# {line}".rstrip() if line else ""


def _lines(
    entries: Mapping[str, Any], comments: Comments, above: tuple[str, ...], indent: str
) -> Iterator[str]:
    for key, value in entries.items():
        path = (*above, key)
        yield from commented(comments.get(path, ()), indent)
        inside = any(place[: len(path)] == path != place for place in comments)
        head = f"{indent}{scalar(key)}:"
        flat, widest = f"{head} {flow(value)}", WIDEST if above else WIDEST_HEAD
        if isinstance(value, str) and value.endswith("\n"):
            yield f"{head} |"
            yield from (f"{indent}{STEP}{line}".rstrip() for line in value.rstrip("\n").split("\n"))
        elif isinstance(value, Mapping) and value and (inside or _deep(value) or len(flat) > widest):
            yield head
            yield from _lines(value, comments, path, indent + STEP)
        elif isinstance(value, list) and value and len(flat) > WIDEST:
            yield head
            for item in value:
                yield from _listed(item, indent + STEP)
        else:
            yield flat


def _listed(item: object, indent: str) -> Iterator[str]:
    """An item of a list, in several lines when it does not fit on one."""
    flat = f"{indent}- {flow(item)}"
    if len(flat) <= WIDEST or not isinstance(item, Mapping):
        yield flat
        return
    first, *rest = _lines(item, {}, ("",), indent + STEP)
    yield f"{indent}- {first.lstrip()}"
    yield from rest


def _deep(value: Mapping[str, Any]) -> bool:
    """Whether a mapping holds groups, and so does not fit on a line."""
    return any(isinstance(inner, Mapping) and inner for inner in value.values())


def flow(value: object) -> str:
    """A value on one line."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{scalar(key)}: {flow(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(flow, value))}]"
    return scalar(value)


def scalar(value: object) -> str:
    """A text, number, flag or ``None`` as it can stand anywhere."""
    if isinstance(value, str) and _NUMBER.fullmatch(value):
        return value
    written = yaml.safe_dump([value], default_flow_style=True, allow_unicode=True, width=1 << 30)
    return written.strip()[1:-1]
