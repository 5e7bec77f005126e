"""Numerals written in Chinese characters: 十二, 一百零三, 壹佰, 二〇二三, 三万二千."""

from __future__ import annotations

_SPELLINGS = ("〇零○", "一壹", "二两贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
_DIGITS = {digit: value for value, digits in enumerate(_SPELLINGS) for digit in digits}
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_MYRIADS = {"万": 10**4, "亿": 10**8}
CHARACTERS = "".join((*_DIGITS, *_UNITS, *_MYRIADS))
"""All characters that numerals are made of."""
DIGITS = "".join(_DIGITS)
"""The characters that are digits."""


def chinese_number(text: str) -> int | None:
    """The value of a numeral; ``None`` if it is none."""
    if not text or any(character not in CHARACTERS for character in text):
        return None
    if all(character in _DIGITS for character in text):
        return int("".join(str(_DIGITS[character]) for character in text))
    return _parted(text)


def _parted(text: str) -> int:
    """The value by myriads: what stands before 亿 or 万 counts as often, what stands after is added."""
    for character in "亿万":
        before, found, after = text.rpartition(character)
        if found:
            head = _parted(before) if before.strip("零〇○") else 1
            return head * _MYRIADS[character] + _rest(after, _MYRIADS[character])
    return _small(text)


def _rest(text: str, unit: int) -> int:
    """What follows a unit; a digit that follows it at once counts tenths of it: 三万二 is 32000."""
    if len(text) == 1 and text in _DIGITS:
        return _DIGITS[text] * unit // 10
    return _parted(text) if text else 0


def _small(text: str) -> int:
    total, digit, unit = 0, None, 0
    for character in text:
        if character in _DIGITS:
            value = _DIGITS[character]
            unit = 0 if value == 0 else unit
            digit = value
        else:
            total += (1 if digit is None else digit) * _UNITS[character]
            digit, unit = None, _UNITS[character]
    if digit is None:
        return total
    return total + (digit * unit // 10 if unit > 10 else digit)
