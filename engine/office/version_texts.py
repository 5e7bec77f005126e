"""The text of two versions: sentence by sentence within its sections, whatever files they come from."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from gouji.engine.binding.report import TextLine
from gouji.engine.checking.text import folded
from gouji.engine.office.aligning import Pair, Sentence, changes, sentences
from gouji.grammar.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gouji.engine.checking.outcomes import Finding
    from gouji.engine.checking.result import CheckedReport
    from gouji.grammar.schema import Table

TITLE, PREAMBLE, TAIL = "title", "preamble", "tail"


@dataclass(frozen=True, slots=True)
class TextChange:
    """A sentence that differs; of a ``moved`` one both places are given.

    Attributes:
        part: ``title``, ``preamble``, ``tail``, or the id of the section; of a section that the form does
            not have, its heading.
        heading: what the part is called, as printed.
    """

    part: str
    heading: str
    before: Sentence | None
    after: Sentence | None
    asked: bool
    moved: bool = False


def compared_texts(
    before: CheckedReport, after: CheckedReport, found: Sequence[Finding]
) -> tuple[tuple[TextChange, ...], int]:
    """The sentences that differ, and how many were compared.

    Args:
        before: the earlier version.
        after: the later version.
        found: the findings of the earlier one, of which the office told.
    """
    if any(one.report.tables_only for one in (before, after)):
        return (), 0
    asked = _asked_of(found)
    first, second = _parts(before), _parts(after)
    order = dict.fromkeys((*first, *second))
    partial = before.report.excerpt or after.report.excerpt
    unread = _with_one_table(before, after)
    differing: list[tuple[str, str, Pair]] = []
    compared = 0
    for part in order:
        if part in unread or (partial and not (part in first and part in second)):
            continue
        heading, old = first.get(part, ("", ()))
        other, new = second.get(part, ("", ()))
        compared += max(len(old), len(new))
        differing += [(part, other or heading, pair) for pair in changes(old, new)]
    return tuple(_with_moves(differing, asked)), compared


def _with_one_table(before: CheckedReport, after: CheckedReport) -> frozenset[str]:
    """Sections of which only one version has a table: what was not read as a table stands among its lines."""
    tables = {**after.filled.schema.tables, **before.filled.schema.tables}
    found = before.report.tables.keys() ^ after.report.tables.keys()
    return frozenset(tables[name].section for name in found if name in tables)


def _parts(checked: CheckedReport) -> dict[str, tuple[str, tuple[Sentence, ...]]]:
    """The parts of a report with what they are called and their sentences; headings are sentences, too.

    What the form prints in its tables is no text, though formats without cells let it stand among the lines.
    """
    report, printed = checked.report, _printed(checked.filled.schema.tables.values())
    title = report.identity.title
    parts: dict[str, tuple[str, tuple[Sentence, ...]]] = {}
    if title is not None:
        parts[TITLE] = (title.text, sentences((TextLine(title.text, title.location),)))
    parts[PREAMBLE] = ("", sentences(report.preamble))
    for section in report.sections:
        heading = section.heading
        line = TextLine(heading, section.location, heading=True)
        key = section.id or folded(section.printed)
        known = parts.get(key, (heading, ()))
        body = [one for one in section.lines if folded(one.text) not in printed]
        parts[key] = (known[0], (*known[1], *sentences((line,)), *sentences(body)))
    parts[TAIL] = ("", sentences(report.tail))
    return parts


def _printed(tables: Iterable[Table]) -> frozenset[str]:
    """The labels and headings of the tables of a form."""
    words: set[str | None] = set()
    for table in tables:
        words.update((table.label, table.corner, table.banner))
        for item in (*table.row_index.values(), *table.column_index.values()):
            words.update((item.label, item.heading))
    return frozenset(folded(one) for one in words if one)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What of the text the office was asked to look at: words, and whole sections."""

    words: tuple[str, ...]
    sections: frozenset[str]

    def covers(self, part: str, pair: Pair) -> bool:
        """Whether a change of the part is what was asked for."""
        sides = [one.flat for one in (pair.before, pair.after) if one is not None]
        if part in self.sections:
            return True
        return any(word in flat or flat in word for word in self.words for flat in sides)


def _asked_of(found: Iterable[Finding]) -> _Asked:
    words: set[str] = set()
    sections: set[str] = set()
    for finding in found:
        words.update(folded(use.text) for use in finding.texts if use.report == "self")
        for outcome in finding.outcomes:
            if outcome.element in ("section", "part"):
                sections.update(outcome.instance.split("/"))
    return _Asked(tuple(sorted(words - {""})), frozenset(sections))


def _with_moves(differing: Sequence[tuple[str, str, Pair]], asked: _Asked) -> Iterator[TextChange]:
    """The changes, what was taken away in one place and added in another as one that was moved."""
    added: dict[str, list[int]] = defaultdict(list)
    for at, (_, _, pair) in enumerate(differing):
        if pair.before is None and pair.after is not None:
            added[pair.after.flat].append(at)
    moved: dict[int, int] = {}
    for at, (_, _, pair) in enumerate(differing):
        if pair.before is not None and pair.after is None and added[pair.before.flat]:
            moved[added[pair.before.flat].pop(0)] = at
    gone = set(moved.values())
    for at, (part, heading, pair) in enumerate(differing):
        if at in gone:
            continue
        before = differing[moved[at]][2].before if at in moved else pair.before
        yield TextChange(part, heading, before, pair.after, asked.covers(part, pair), at in moved)
