"""One report in several files: the documents of a group put together."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from gouji.engine.binding.composing import composed, differing
from gouji.engine.reading.document import Document, Unreadable
from gouji.grammar.messages import message

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gouji.engine.binding.binding import Bound
    from gouji.engine.binding.grouping import Group
    from gouji.grammar.messages import Message


def together(
    group: Group, found: Mapping[str, Document | Unreadable], bound: Mapping[str, Bound | None]
) -> Document | Unreadable:
    """The documents of a group as one.

    Args:
        group: the files that are one report.
        found: what reading each of them gave, by file.
        bound: each seen through the form it fills, by file.
    """
    document = found[group.file]
    if isinstance(document, Unreadable):
        return document
    base = bound[group.file]
    for file in group.supplements:
        other, seen = found[file], bound[file]
        if base is not None and seen is not None and isinstance(other, Document):
            document = _added(document, base, PurePath(file).name, other, seen)
    return with_notes(document, *group.notes)


def with_notes(document: Document, *notes: Message) -> Document:
    """The document with more to tell about it."""
    return replace(document, notes=(*document.notes, *notes)) if notes else document


def _added(document: Document, base: Bound, name: str, other: Document, seen: Bound) -> Document:
    """The document with the tables of a supplement that it lacks; the others are compared."""
    own, theirs = frozenset(base.report.tables), frozenset(seen.report.tables)
    lacking, both = theirs - own, theirs & own
    if lacking:
        document = composed(document, base, other, seen, lacking)
        document = with_notes(document, message("binding.joined_from", file=name))
    if both:
        cells = differing(base, seen, both)
        key = "tables_differ" if cells else "tables_agree"
        document = with_notes(document, message(f"binding.{key}", file=name, **cells))
    return document
