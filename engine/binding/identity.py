"""Who reports about which year: title, period, signature and contact, as the pack's patterns find them."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

from gouji.engine.binding.normalising import printed_date, whole_number
from gouji.engine.binding.organs import kind_of, preamble_organ
from gouji.engine.binding.patterns import cleared, every, found_in, search
from gouji.engine.binding.report import BoundSection, Identity, Located, TextLine
from gouji.engine.binding.signature import signature_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gouji.engine.binding.sections import Layout
    from gouji.engine.binding.titles import Title
    from gouji.grammar.schema import Schema
    from gouji.rules.pack import Pack, Recognition

_LEAST_INTRODUCTION = 3
_FILE_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")


def identify(layout: Layout, title: Title | None, pack: Pack, *, name: str, year: int | None) -> Identity:
    """The identity of a report.

    Args:
        layout: the document taken apart.
        title: its title, if found.
        pack: the form with its patterns.
        name: the file's name, the last source of a year.
        year: the report year given by the user, if any.
    """
    schema, recognition = pack.schema, pack.recognition
    signature_organ, signature_date = _signature(layout.tail, recognition)
    period, start, end = _period(layout, recognition)
    title_year = whole_number(title.year) if title else None
    body_year = _body_year(layout.sections, schema, recognition)
    decided, source = _decided(year, title_year, end or start, body_year, name)
    organ = _title_organ(title) or signature_organ or preamble_organ(layout.preamble, recognition)
    kind = kind_of(organ.text, recognition.organ_kinds) if organ else None
    return Identity(
        year=decided,
        year_source=source,
        title=Located(title.text, title.text, title.location) if title else None,
        title_year=title_year,
        period_start=start,
        period_end=end,
        period=period,
        body_year=body_year,
        organ=organ,
        organ_kind=kind.id if kind else None,
        organ_level=kind.level if kind else None,
        may_make_regulations=found_in(recognition.regulation_makers, organ.text) if organ else None,
        signature_organ=signature_organ,
        signature_date=signature_date,
        contact=_contact((*layout.preamble, *layout.tail), recognition),
    )


def _title_organ(title: Title | None) -> Located | None:
    return Located(title.organ, title.organ, title.location) if title and title.organ else None


def _decided(
    option: int | None, title: int | None, period: Located | None, body: int | None, name: str
) -> tuple[int | None, str | None]:
    in_period = period.value.year if period and isinstance(period.value, date) else None
    in_name = [int(text) for text in _FILE_YEAR.findall(name)]
    in_file = in_name[0] if len(set(in_name)) == 1 else None
    sources = {"option": option, "title": title, "period": in_period, "body": body, "file": in_file}
    return next(((year, source) for source, year in sources.items() if year is not None), (None, None))


def _period(
    layout: Layout, recognition: Recognition
) -> tuple[Located | None, Located | None, Located | None]:
    """The period with its first and last day.

    In a section only a statement counts that says what it is: "from January to June" may be about anything.
    """
    lines = [(line, 0) for line in (*layout.preamble, *layout.tail)]
    lines += [(line, _LEAST_INTRODUCTION) for section in layout.sections for line in section.lines]
    for line, least in lines:
        hit = search(recognition.period, cleared(recognition.residue, line.text))
        if hit is None:
            continue
        text, start, end = (hit.groups.get(name, "") for name in ("text", "start", "end"))
        text = text or hit.text
        if text.find(start) < least:
            continue
        first = printed_date(start)
        last = printed_date(end, first.year if first else None)
        return (
            Located(text, text, line.location),
            Located(start, first, line.location) if start else None,
            Located(end, last, line.location) if end else None,
        )
    return None, None, None


def _body_year(sections: Iterable[BoundSection], schema: Schema, recognition: Recognition) -> int | None:
    wanted = recognition.body_section or next(iter(schema.sections), None)
    years: Counter[int] = Counter()
    for section in sections:
        if section.id == wanted:
            for line in section.lines:
                years.update(
                    year
                    for text in every(recognition.body_year, line.text, "year")
                    if (year := whole_number(text))
                )
    ranked = years.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return None
    return ranked[0][0]


def _signature(tail: Sequence[TextLine], recognition: Recognition) -> tuple[Located | None, Located | None]:
    signed: Located | None = None
    dated: Located | None = None
    for line in tail:
        found = signature_in(line.text, recognition)
        if found is None:
            continue
        if found.organ is not None and signed is None:
            signed = Located(found.organ, found.organ, line.location)
        if found.date is not None:
            dated = Located(found.date, printed_date(found.date), line.location)
    return signed, dated


def _contact(lines: Iterable[TextLine], recognition: Recognition) -> Located | None:
    for line in lines:
        if hit := search(recognition.contact, line.text):
            return Located(hit.text, hit.text, line.location)
    return None
