"""The sample report of a draft, and the patterns by which a report like it is recognised."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gouji.grammar.catalogue import render
from gouji.grammar.messages import message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gouji.engine.authoring.entries import Entries
    from gouji.engine.authoring.proposal import Proposal
    from gouji.grammar.messages import Argument
    from gouji.rules.pack import Pack

_TITLED = re.compile(
    r"(?:[_＿×xXＸ〇○*\d\s）)]年度?)?\s*(?P<title>[^\W\d_]{2,30}?(?:报告书?|说明书?|总结|年报))"
)
_YEAR = r"(?P<year>(?:19|20)\d{2})"


def sample_entries(proposal: Proposal, year: int, base: Pack | None, forms: Sequence[Pack]) -> Entries:
    """What a pack writes under ``sample`` and ``recognition``; nothing where it inherits both.

    Args:
        proposal: the form.
        year: the report year of the sample.
        base: the pack that is extended.
        forms: where a sample report is looked for when ``base`` has patterns, but no report of its own.
    """
    if base is not None and base.sample.get("title"):
        return {}
    if base is not None and base.recognition.title:
        return {"sample": _borrowed(base, year, forms)}
    found = _TITLED.search(proposal.title)
    titled = found["title"] if found else _said("sample_title")
    organ = _said("sample_organ")
    filled = {table.section for table in proposal.tables}
    text = {
        section.id: [_said("sample_text", section=section.title)]
        for section in proposal.sections
        if section.id not in filled
    }
    return {
        "recognition": _recognition(proposal, titled),
        "sample": {
            "title": f"{organ}{year}年{titled}",
            "organ": organ,
            "year": year,
            "preamble": [_said("sample_period", year=str(year))],
            "sections": text,
            "tail": [organ, _said("sample_date", year=str(year + 1))],
        },
    }


def _recognition(proposal: Proposal, titled: str) -> Entries:
    """How reports on the form are recognised: the patterns that reports of today would need."""
    return {
        "title": [rf"^(?P<organ>[^，。；：]{{2,40}}?){_YEAR}\s*年度?{re.escape(titled)}$"],
        "period": [
            r"(?P<text>(?P<start>\d{4}年\d{1,2}月\d{1,2}日)起?(?:至|到)(?P<end>\d{4}年\d{1,2}月\d{1,2}日))"
        ],
        "body_year": [rf"{_YEAR}\s*年"],
        "body_section": proposal.sections[0].id,
        "signature_date": [r"^\s*(?P<date>\d{4}年\d{1,2}月\d{1,2}日)\s*$"],
        "organ_kinds": [
            {"id": "government", "suffixes": ["人民政府"]},
            {"id": "department", "suffixes": ["局", "委员会", "办公室", "厅"]},
        ],
        "placeholders": ["/", "-", "—", "——", "无"],
        "numbering": [
            r"^\s*(?P<number>第?[一二三四五六七八九十]{1,3}(?:部分|章|篇)?)\s*[、.．:：]?\s*",
        ],
    }


def _borrowed(base: Pack, year: int, forms: Sequence[Pack]) -> Entries:
    """The sample report of another form that extends the same pack, dated anew."""
    other = next((form for form in forms if base.id in form.lineage and form.sample.get("title")), None)
    if other is None:
        organ = base.sample.get("organ") or _said("sample_organ")
        return {"title": f"{organ}{year}年{_said('sample_title')}", "organ": organ, "year": year}
    then = int(other.sample.get("year", year))
    found: Entries = {"title": _dated(str(other.sample["title"]), then, year), "year": year}
    for key in ("preamble", "tail"):
        if key in other.sample:
            found[key] = [_dated(str(text), then, year) for text in other.sample[key]]
    return found


def _dated(text: str, then: int, year: int) -> str:
    """The text with its report year, and the year after that, made those of another report."""
    years = {str(then): str(year), str(then + 1): str(year + 1)}
    return re.sub("|".join(years), lambda found: years[found[0]], text)


def _said(name: str, **arguments: Argument) -> str:
    """What is printed in a report: always in its language."""
    return render(message(f"draft.{name}", **arguments), "zh")
