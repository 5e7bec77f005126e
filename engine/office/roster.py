"""The roster: which organs there are, how else they are called, who must report, and what adds up where."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from gouji.engine.office.organs import Listed, Organs, bare
from gouji.grammar.messages import Message, message
from gouji.grammar.system_faults import reason_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "name": ("机关全称", "name", "单位名称", "机关名称", "单位全称", "全称", "单位", "机关", "名称"),
    "short": ("简称", "short"),
    "former": ("曾用名", "former", "原名称", "原名"),
    "kind": ("类别", "kind", "机关类别", "单位类别"),
    "sums_to": ("汇总到", "sums_to"),
    "due": ("是否应报", "due", "应报"),
    "reason": ("不报原因", "reason"),
    "contact": ("联系人", "contact", "联系方式"),
    "published": ("公布日期", "published", "发布日期"),
}
"""What the columns of a roster are called, first as gouji writes them; others are the office's business."""

YES, NO = (
    frozenset({"", "是", "应报", "yes", "true", "1", "√"}),
    frozenset({"否", "不报", "no", "false", "0", "×"}),
)
_LARGEST = 4 * 2**20
_SEPARATORS = str.maketrans("；、|\n", ";;;;")


def read_roster(path: Path) -> Organs | Message:
    """Read a roster: CSV or a workbook with a header row, or YAML with a list of names or of mappings.

    Columns (keys) are those of ``COLUMNS``; several short or former names of one organ are parted by ``;``.

    Returns:
        The organs, or why the file is no roster.
    """
    try:
        if path.stat().st_size > _LARGEST:
            return message("office.roster_too_large", file=str(path))
        data = path.read_bytes()
    except OSError as fault:
        return message("office.roster_unreadable", file=str(path), reason=reason_of(fault))
    rows = _rows(path, data)
    if rows is None:
        return message("office.roster_without_names", file=str(path))
    listed = []
    for row in rows:
        one = _listed(row)
        if isinstance(one, Message):
            return message("office.roster_faulty", file=str(path), fault=one)
        listed += [] if one is None else [one]
    return _fault(path, listed) or Organs(tuple(listed))


def _rows(path: Path, data: bytes) -> Sequence[Mapping[str, object]] | None:
    if path.suffix.lower() in {".yaml", ".yml"}:
        return _yaml_rows(_decoded(data))
    return _table(
        _sheet(data) if data[:2] == b"PK" or data[:4] == b"\xd0\xcf\x11\xe0" else _csv(_decoded(data))
    )


def _fault(path: Path, listed: Sequence[Listed]) -> Message | None:
    names = [bare(one.name) for one in listed]
    twice = next((one.name for one, name in zip(listed, names, strict=True) if names.count(name) > 1), None)
    if twice is not None:
        return message("office.roster_name_twice", file=str(path), name=twice)
    return None if listed else message("office.roster_without_names", file=str(path))


def _decoded(data: bytes) -> str:
    """The text of a file: UTF-8, else the encoding that office programs write in China."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030", errors="replace")


def _csv(text: str) -> list[list[object]]:
    try:
        return [list(row) for row in csv.reader(io.StringIO(text))]
    except csv.Error:
        return []


def _sheet(data: bytes) -> Sequence[Sequence[object]]:
    """The cells of the first sheet of a workbook that has a column of names."""
    from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415 - only workbooks need it

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets: list[Sequence[Sequence[object]]] = [
            book.get_sheet_by_name(name).to_python() for name in book.sheet_names
        ]
    except (CalamineError, ValueError, OSError):
        return []
    return next((sheet for sheet in sheets if _head(sheet) is not None), ())


def _head(rows: Sequence[Sequence[object]]) -> int | None:
    """The row that names the columns: the first with a name for that of names; titles stand above it."""
    return next((at for at, row in enumerate(rows) if "name" in map(_key, map(str, row))), None)


def _table(rows: Sequence[Sequence[object]]) -> list[Mapping[str, object]] | None:
    at = _head(rows)
    if at is None:
        return None
    keys = [_key(str(cell)) for cell in rows[at]]
    return [{key: cell for key, cell in zip(keys, row, strict=False) if key} for row in rows[at + 1 :]]


def _yaml_rows(text: str) -> list[Mapping[str, object]] | None:
    import yaml  # noqa: PLC0415 - only rosters written by hand need it

    try:
        data: Any = yaml.safe_load(text)
    except (yaml.YAMLError, RecursionError):
        return None
    if isinstance(data, dict) and len(data) == 1:
        data = next(iter(data.values()))
    if not isinstance(data, list):
        return None
    rows: list[Mapping[str, object]] = []
    for entry in data:
        if isinstance(entry, dict):
            rows.append({key: value for name, value in entry.items() if (key := _key(str(name)))})
        else:
            rows.append({"name": entry})
    return rows if all("name" in row for row in rows) else None


def _key(cell: str) -> str | None:
    flat = bare(cell).lower()
    return next((key for key, names in COLUMNS.items() if flat in names), None)


def _listed(row: Mapping[str, object]) -> Listed | Message | None:
    name = bare(_text(row.get("name")))
    if not name:
        return None
    due = _due(row.get("due"))
    published = _day(row.get("published"))
    if due is None:
        return message("office.roster_due", name=name, value=_text(row.get("due")))
    if isinstance(published, str):
        return message("office.roster_published", name=name, value=published)
    return Listed(
        name,
        tuple(_several(row.get("short"))),
        tuple(_several(row.get("former"))),
        kind=_text(row.get("kind")),
        sums_to=bare(_text(row.get("sums_to"))),
        due=due,
        reason=_text(row.get("reason")),
        contact=_text(row.get("contact")),
        published=published,
    )


def _text(value: object) -> str:
    return "" if value is None else str(value).strip()


def _due(value: object) -> bool | None:
    if isinstance(value, bool):
        return value
    flat = bare(_text(value)).lower().removesuffix(".0")
    return True if flat in YES else False if flat in NO else None


def _day(value: object) -> date | str | None:
    """A date; ``None`` for an empty cell, the text for what is no date."""
    if isinstance(value, date):
        return value.date() if isinstance(value, datetime) else value
    text = bare(_text(value))
    if not text:
        return None
    numbers = text.translate(str.maketrans("年月/.", "----")).removesuffix("日").split("-")
    try:
        year, month, day = map(int, numbers)
        return date(year, month, day)
    except ValueError:
        return text


def _several(value: object) -> Iterator[str]:
    values: Iterable[object] = (
        value if isinstance(value, list) else _text(value).translate(_SEPARATORS).split(";")
    )
    return (name for each in values if (name := bare(str(each))))


def roster_rows(listed: Iterable[Listed]) -> list[tuple[str, ...]]:
    """A roster as rows of text, the names of the columns first."""
    head = tuple(names[0] for names in COLUMNS.values())
    return [
        head,
        *(
            (
                one.name,
                "；".join(one.short),
                "；".join(one.former),
                one.kind,
                one.sums_to,
                "是" if one.due else "否",
                one.reason,
                one.contact,
                "" if one.published is None else one.published.isoformat(),
            )
            for one in listed
        ),
    ]
