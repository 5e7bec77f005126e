"""The office's own particulars: who sends letters and comments, until when answers are due, whom to call."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from gouji.grammar.diagnostics import Diagnostic, Place, Position
from gouji.grammar.messages import Argument, message
from gouji.grammar.records import dataclass
from gouji.rules.composing import compose
from gouji.rules.faults import Faults
from gouji.rules.fields import Fields
from gouji.rules.user_file import bytes_of
from gouji.rules.yaml_nodes import MappingNode

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FILE = "单位设置.yaml"
KEYS = {
    "office": "单位名称",
    "short": "单位简称",
    "receives": "收件范围",
    "return_by": "退回期限",
    "contact": "联系人",
    "phone": "联系电话",
    "day": "落款日期",
    "hints": "提示入台账",
}
"""What the file calls the settings; the names on the left do as well."""
_DAY = re.compile(r"\s*(\d{4})\s*(?:年|[-./])\s*(\d{1,2})\s*(?:月|[-./])\s*(\d{1,2})\s*日?\s*")


@dataclass(frozen=True, slots=True)
class OfficeSettings:
    """What letters and comments say about the office that sends them; whatever is empty is left out of them.

    Attributes:
        office: its full name; ``short`` what stands beside comments, where the full name is long.
        receives: whose reports it receives, in its own words.
        return_by: until when corrected reports are due: a day or any words.
        contact, phone: whom to ask.
        day: the date of letters.
        hints: whether the ledger lists notes as well.
    """

    office: str = ""
    short: str = ""
    receives: tuple[str, ...] = ()
    return_by: str = ""
    contact: str = ""
    phone: str = ""
    day: date | None = None
    hints: bool = False

    @property
    def author(self) -> str:
        """Whose comments they are."""
        return self.short or self.office


@dataclass(frozen=True, slots=True)
class LoadedSettings:
    """The settings of a file; with errors among the diagnostics they are what could be understood of it."""

    settings: OfficeSettings
    diagnostics: tuple[Diagnostic, ...] = ()


def load_settings(path: Path) -> LoadedSettings:
    """Read a file of settings; its faults are diagnostics with their places."""
    data = bytes_of(path, "settings.unreadable")
    return (
        settings_in(data, str(path)) if isinstance(data, bytes) else LoadedSettings(OfficeSettings(), (data,))
    )


def settings_in(data: bytes, name: str) -> LoadedSettings:
    """The settings of a file's bytes; ``name`` is what its places call it."""
    faults = Faults()
    root = compose(data, name, faults)
    start = Place(name, Position(1, 1), Position(1, 1))
    settings = OfficeSettings()
    if isinstance(root, MappingNode):
        settings = _Reader(root, start, faults).settings()
    elif root is not None:
        faults.add("expected_mapping", root.place, key=FILE)
    return LoadedSettings(settings, faults.in_order())


def day_in(text: str) -> date | None:
    """The day that a text gives with year, month and day, however they are parted."""
    found = _DAY.fullmatch(text)
    try:
        return date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None


class _Reader:
    def __init__(self, root: MappingNode, start: Place, faults: Faults) -> None:
        self._faults = faults
        self._fields = Fields(root, start, tuple(self._known()), faults)
        for name, word in KEYS.items():
            if name in root.entries and word in root.entries:
                self._fault("settings.twice", self._fields.key_place(name), key=word, other=name)

    def _known(self) -> Iterator[str]:
        yield from KEYS.values()
        yield from KEYS

    def settings(self) -> OfficeSettings:
        return OfficeSettings(
            office=self._text("office"),
            short=self._text("short"),
            receives=tuple(one.strip() for one in self._fields.texts(self._key("receives"))),
            return_by=self._text("return_by"),
            contact=self._text("contact"),
            phone=self._text("phone"),
            day=self._day(),
            hints=self._flag("hints"),
        )

    def _key(self, name: str) -> str:
        return KEYS[name] if self._fields.has(KEYS[name]) else name

    def _text(self, name: str) -> str:
        return " ".join((self._fields.text(self._key(name)) or "").split())

    def _flag(self, name: str) -> bool:
        key = self._key(name)
        node = self._fields.scalar(key)
        if node is not None and node.value.strip() in {"是", "否"}:
            return node.value.strip() == "是"
        return bool(self._fields.flag(key))

    def _day(self) -> date | None:
        node = self._fields.scalar(self._key("day"))
        if node is None:
            return None
        day = day_in(node.value)
        if day is None:
            self._fault("settings.day", node.place, key=KEYS["day"], text=node.value)
        return day

    def _fault(self, code: str, place: Place, **arguments: Argument) -> None:
        self._faults.extend([Diagnostic(code, message(code, **arguments), place)])
