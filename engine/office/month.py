"""The office's month in one folder: where things are, which files have been seen, which draft each is."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from gouji.engine.office.drafts import stage_of
from gouji.engine.office.resting import Rest
from gouji.grammar.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gouji.engine.office.organs import Organs

INBOX, COPIES, LETTERS, REVIEWS, TOTALS, KEPT = "收件", "归档", "意见", "复核", "汇总", "存档"
FOLDERS = (INBOX, COPIES, LETTERS, REVIEWS, TOTALS, KEPT)
PAGE, LEDGER, SETTINGS, OWN_MEMORY = "检查结果.html", "审核台账.xlsx", "单位设置.yaml", ".gouji"
ROSTERS, ROSTER_DRAFT = ("名册.xlsx", "名册.csv", "名册.yaml"), "名册草稿.xlsx"
"""What lies in the folder of a month, whatever language it is told in: people look for it by these names."""

OWN_FILES = frozenset({PAGE, LEDGER, ROSTER_DRAFT, *ROSTERS})
NO_REPORTS = frozenset({".yaml", ".yml", ".toml", ".cmd", ".bat", ".lnk"})
"""Endings of files beside the reports that nobody sends as one."""

UNKNOWN_YEAR, UNREAD = "年度不明", "读不出"
_COPY = re.compile(
    rf"(?P<organ>.+)_(?P<year>\d{{4}}|{UNKNOWN_YEAR})_第(?P<draft>\d{{1,4}})稿(?P<part>_附\d+)?"
)
SCHEMA = 1


class Step(StrEnum):
    """The steps of a month, in their order."""

    RECEIVE = "receive"
    COPY = "copy"
    CHECK = "check"
    LEDGER = "ledger"
    LETTERS = "letters"
    REVIEW = "review"
    TOTAL = "total"
    KEEP = "keep"


NAMES: Mapping[str, Step] = {
    **{one.value: one for one in Step},
    **dict(zip((INBOX, COPIES, "检查", "台账", LETTERS, REVIEWS, TOTALS, KEPT), Step, strict=True)),
}
"""How a person may call a step."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A file that was received and copied.

    Attributes:
        sha256: of its bytes; equal files are received once.
        source: its name as it was received, unlike that of any other.
        file: the name of the copy.
        organ, year: as the report says, or as the name of the file lets tell; empty where neither does.
        draft: of the reports of the organ and year, the first, second …; 0 for what cannot be read.
        part_of: the hash of the report that it belongs to, when it is none of its own; ``?`` when it is not
            known which.
    """

    sha256: str
    source: str
    file: str
    organ: str
    year: int | None
    draft: int
    part_of: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """A file that was written, so that what people changed since is told from it; of a draft of an organ."""

    sha256: str
    organ: str = ""
    draft: int = 0


@dataclass(frozen=True, slots=True)
class Memory:
    """What is known of earlier runs.

    Attributes:
        written: by path below the folder.
        year: of the reports of the month.
        told: what organs were told.
    """

    copies: tuple[Copy, ...] = ()
    written: Mapping[str, Written] = field(default_factory=dict)
    year: int | None = None
    told: tuple[Rest, ...] = ()

    def text(self) -> str:
        """As text of a file."""
        kept = {
            "schema": SCHEMA,
            "year": self.year,
            "copies": [asdict(one) for one in self.copies],
            "written": {path: asdict(one) for path, one in sorted(self.written.items())},
            "told": [[one.organ, one.number, one.rule] for one in self.told],
        }
        return json.dumps(kept, ensure_ascii=False, indent=1) + "\n"


def memory_in(text: str) -> Memory:
    """The memory in a text; an empty one when it is damaged: the copies themselves tell the most of it."""
    try:
        kept: Any = json.loads(text)
        year = kept["year"]
        return Memory(
            tuple(_copy(one) for one in kept["copies"]),
            {
                str(path): Written(str(one["sha256"]), str(one["organ"]), int(one["draft"]))
                for path, one in kept["written"].items()
            },
            None if year is None else int(year),
            tuple(Rest(str(organ), str(number), str(rule)) for organ, number, rule in kept["told"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return Memory()


def _copy(kept: Any) -> Copy:  # noqa: ANN401 - whatever JSON holds
    year, file = kept["year"], str(kept["file"])
    if "/" in file or "\\" in file or file.startswith("."):
        raise ValueError(file)
    return Copy(
        str(kept["sha256"]),
        str(kept["source"]),
        file,
        str(kept["organ"]),
        None if year is None else int(year),
        int(kept["draft"]),
        str(kept["part_of"]),
    )


def adopted(file: str, sha256: str) -> Copy:
    """A copy that nothing is remembered of, as its name tells."""
    found = _COPY.fullmatch(file.rpartition(".")[0] or file)
    if found is None:
        return Copy(sha256, file, file, "", None, 0)
    year = None if found["year"] == UNKNOWN_YEAR else int(found["year"])
    return Copy(sha256, file, file, found["organ"], year, int(found["draft"]), "?" if found["part"] else "")


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file that was received and is not copied yet.

    Attributes:
        source: its name, unlike any other.
        written: when, in seconds.
        readable: it is a report.
        part_of: the name of the file whose report it belongs to.
    """

    source: str
    sha256: str
    organ: str = ""
    year: int | None = None
    written: float | None = None
    readable: bool = True
    part_of: str = ""


def own_name(name: str, taken: Iterable[str]) -> str:
    """A name that no other file was received by."""
    used = set(taken)
    if name not in used:
        return name
    stem, dot, ending = name.rpartition(".") if "." in name.rpartition("/")[2] else (name, "", "")
    number = 2
    while f"{stem}({number}){dot}{ending}" in used:
        number += 1
    return f"{stem}({number}){dot}{ending}"


def series_of(organ: str, year: int | None, organs: Organs) -> str:
    """What the drafts of a report have in common; empty where nobody can tell."""
    return f"{organs.identify(organ).key}|{year}" if organ else ""


def numbered(
    arrivals: Sequence[Arrival], copies: Sequence[Copy], organs: Organs
) -> tuple[tuple[Arrival, int], ...]:
    """Which draft each file is: those of earlier runs come first, then as their names and times tell.

    Args:
        arrivals: the files; parts of other reports are numbered as those.
        copies: what is there already.
        organs: by which names are one organ.
    """
    last: Counter[str] = Counter()
    for copy in copies:
        key = series_of(copy.organ, copy.year, organs)
        last[key] = max(last[key], copy.draft)
    found: dict[str, int] = {}
    own = [one for one in arrivals if not one.part_of]
    for one in sorted(own, key=lambda one: (stage_of(one.source), one.written or 0.0, one.source)):
        key = series_of(one.organ, one.year, organs)
        if one.readable and key:
            last[key] += 1
        found[one.source] = (last[key] if key else 1) if one.readable else 0
    return tuple((one, found.get(one.part_of or one.source, 1)) for one in arrivals)


def current(copies: Sequence[Copy], organs: Organs) -> tuple[Copy, ...]:
    """The copies that count: of several drafts the last; what cannot be read until a report replaces it."""
    last: dict[str, Copy] = {}
    for copy in copies:
        key = series_of(copy.organ, copy.year, organs)
        if key and copy.draft and not copy.part_of and (key not in last or last[key].draft < copy.draft):
            last[key] = copy
    there = {organs.identify(one.organ).key for one in last.values()}
    return tuple(
        copy
        for copy in copies
        if not copy.part_of
        and (
            last[series_of(copy.organ, copy.year, organs)] is copy
            if copy.organ and copy.draft
            else copy.draft or not copy.organ or organs.identify(copy.organ).key not in there
        )
    )


def drafts_of(copy: Copy, copies: Sequence[Copy], organs: Organs) -> tuple[Copy, ...]:
    """The drafts of the report that a copy is one of, the first first."""
    key = series_of(copy.organ, copy.year, organs)
    same = [
        one
        for one in copies
        if key and one.draft and not one.part_of and series_of(one.organ, one.year, organs) == key
    ]
    return tuple(sorted(same, key=lambda one: one.draft))


def usual_year(copies: Iterable[Copy]) -> int | None:
    """The year that most reports are about; the later of two."""
    years = Counter(one.year for one in copies if one.year is not None and not one.part_of)
    return max(years, key=lambda year: (years[year], year), default=None)
