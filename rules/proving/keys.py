"""Nodes of typed rules compared without regard to where they are written."""

from __future__ import annotations

import dataclasses
from collections.abc import Hashable
from typing import Any

from gouji.grammar.records import parts
from gouji.grammar.source import Span


def key(node: object) -> Hashable:
    """A value that two nodes share exactly when they say the same."""
    if isinstance(node, tuple):
        return tuple(key(one) for one in node)
    if dataclasses.is_dataclass(node):
        return (type(node).__name__, *(key(one) for one in parts(node) if not isinstance(one, Span)))
    return _plain(node)


def _plain(value: Any) -> Hashable:  # noqa: ANN401 - whatever a node holds
    return (type(value).__name__, value)


def in_scope(node: object) -> bool:
    """Whether what the node says depends on the elements of the scopes: it names one by its level."""
    if isinstance(node, tuple):
        return any(in_scope(one) for one in node)
    if dataclasses.is_dataclass(node):
        return any(in_scope(one) for one in parts(node) if not isinstance(one, Span))
    return isinstance(node, int) and not isinstance(node, bool)
