"""Text made comparable, in one place: width, white space, punctuation, leading numbers, numerals, dates."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from functools import lru_cache

from gouji.engine.binding.chinese_numerals import DIGITS, chinese_number
from gouji.grammar.records import dataclass

_NUMERAL = "一二三四五六七八九十"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_LEADING_NUMBER = re.compile(
    rf"(?:第([{_NUMERAL}]{{1,3}})部分[、:,]?"
    rf"|([{_NUMERAL}]{{1,3}}|[{_STEMS}])[、.,:]"
    rf"|\(([{_NUMERAL}]{{1,3}}|\d{{1,2}})\)[、.]?"
    r"|(\d{1,2})(?:[、)]|[.,](?!\d)))"
)
_BRACKETED = re.compile(r"\(([^()]*)\)")
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_FULL_WIDTH = str.maketrans("()[],;:?!", "（）［］，；：？！")
_DATE = re.compile(
    rf"(?:(?P<year>\d+|[{DIGITS}]{{4}})[年\-./])?"
    rf"(?P<month>\d{{1,2}}|[{_NUMERAL}]{{1,2}})[月\-./](?P<day>\d{{1,2}}|[{_NUMERAL}]{{1,3}})[日号]?"
)


def folded(text: str) -> str:
    """One width for every character, nothing invisible; white space stays."""
    return unicodedata.normalize("NFKC", text).translate(_INVISIBLE)


def compact(text: str) -> str:
    """One width and no white space: how texts of one line are compared."""
    return "".join(folded(text).split())


def joined(text: str) -> str:
    """The text as printed without any white space, widths untouched: what patterns of a pack are tried on."""
    return "".join(text.translate(_INVISIBLE).split())


def widened(text: str) -> str:
    """Half-width punctuation made full-width, for patterns written with the full-width marks of Chinese."""
    return text.translate(_FULL_WIDTH)


def _letters(text: str) -> str:
    return "".join(character for character in text.lower() if character.isalnum())


@dataclass(frozen=True, slots=True)
class Label:
    """A label made comparable.

    Attributes:
        number: its leading number without punctuation (``三``, ``1``), possibly empty.
        body: letters, digits and characters of the rest, all brackets, quotes and punctuation left out.
        short: the body without its bracketed parts; ``inner`` the bracketed parts alone.
    """

    number: str
    body: str
    short: str
    inner: str


@lru_cache(maxsize=4096)
def label_of(text: str) -> Label:
    """The comparable form of a label, a heading or a cell text."""
    flat = compact(text)
    number, rest = _number_of(flat)
    body = _letters(rest)
    if not body:
        number, rest, body = "", flat, _letters(flat)
    if "(" not in rest:
        return Label(number, body, body, "")
    outer = _letters(_BRACKETED.sub("", rest))
    return Label(number, body, outer or body, _letters("".join(_BRACKETED.findall(rest))))


def _number_of(flat: str) -> tuple[str, str]:
    found = _LEADING_NUMBER.match(flat)
    if found is None:
        return "", flat
    return next(group for group in found.groups() if group), flat[found.end() :]


def whole_number(text: str) -> int | None:
    """An integer in digits of any width or in Chinese numerals."""
    flat = compact(text)
    return int(flat) if flat.isascii() and flat.isdigit() else chinese_number(flat)


def printed_date(text: str, year: int | None = None) -> date | None:
    """The date printed in ``text``; a date without a year takes ``year``; ``None`` for an impossible one."""
    found = _DATE.search(compact(text).replace("Ο", "〇").replace("O", "〇"))
    if found is None:
        return None
    printed_year = found["year"]
    values = [
        whole_number(printed_year) if printed_year else year,
        whole_number(found["month"]),
        whole_number(found["day"]),
    ]
    if None in values:
        return None
    try:
        return date(*(value for value in values if value is not None))
    except (ValueError, OverflowError):
        return None
