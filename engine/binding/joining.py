"""One report in several files: the documents of a group put together."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from gouji.engine.binding.binding import BindingOptions, Bound, bind
from gouji.engine.binding.composing import composed, differing
from gouji.engine.binding.grouping import Group, grouped, may_group, sketch
from gouji.engine.reading.document import Document, Unreadable
from gouji.grammar.messages import message
from gouji.grammar.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gouji.grammar.messages import Message
    from gouji.rules.pack import Pack


@dataclass(frozen=True, slots=True)
class Part:
    """A file of a folder: its path as the user named it, and what reading it gave."""

    file: str
    found: Document | Unreadable


def joined(
    parts: Sequence[Part], forms: Sequence[Pack], options: BindingOptions | None = None
) -> tuple[Part, ...]:
    """The reports of one folder, those put together that lie there in several files.

    Args:
        parts: the files of the folder.
        forms: the forms to tell sections and tables by.
        options: what the user says about the reports.

    Returns:
        The parts in their order; a file that became part of another report is left out, that report's
        document holds its tables, or a note about it.
    """
    if not may_group([sketch(part.file, part.found) for part in parts]):
        return tuple(parts)
    found = {part.file: part.found for part in parts}
    bound = {part.file: _bound(part.found, forms, options) for part in parts}
    sketches = [sketch(part.file, part.found, bound[part.file]) for part in parts]
    return tuple(Part(group.file, together(group, found, bound)) for group in grouped(sketches))


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


def _bound(
    found: Document | Unreadable, forms: Sequence[Pack], options: BindingOptions | None
) -> Bound | None:
    if isinstance(found, Unreadable):
        return None
    bound = bind(found, forms, options)
    return bound if isinstance(bound, Bound) else None


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
