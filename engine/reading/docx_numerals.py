"""Numbers of automatic lists in the notations word processors know, Chinese ones first."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

DIGITS = "〇一二三四五六七八九"
LEGAL_DIGITS = "零壹贰叁肆伍陆柒捌玖"
STEMS = "甲乙丙丁戊己庚辛壬癸"
BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def rendered(count: int, notation: str) -> str:
    """The number ``count`` in a notation of ``w:numFmt``; digits where the notation is unknown or ends."""
    return NOTATIONS.get(notation, str)(count)


def chinese(count: int) -> str:
    """``一``, ``十``, ``十一``, ``二十``, ``一百零一``: the counting used in headings."""
    text = _counted(count, DIGITS[1:], "零", ("", "十", "百", "千"))
    return text.removeprefix("一") if text.startswith("一十") else text


def chinese_legal(count: int) -> str:
    """The forms that resist forgery: ``壹``, ``壹拾``."""
    return _counted(count, LEGAL_DIGITS[1:], "零", ("", "拾", "佰", "仟"))


def _counted(count: int, digits: str, zero: str, places: tuple[str, ...]) -> str:
    if not 0 < count < 10 ** len(places):
        return str(count)
    text, gap = "", False
    for place in range(len(places) - 1, -1, -1):
        digit = count // 10**place % 10
        if digit:
            text += (zero if gap and text else "") + digits[digit - 1] + places[place]
        gap = not digit
    return text


def _ideographs(count: int) -> str:
    return "".join(DIGITS[int(digit)] for digit in str(count))


def _from(first: str, last: int) -> Callable[[int], str]:
    """A notation whose characters follow each other from ``first`` on; beyond ``last``, digits stand in."""
    return lambda count: chr(ord(first) + count - 1) if 0 < count <= last else str(count)


def _cycle(signs: str) -> Callable[[int], str]:
    return lambda count: signs[count - 1] if 0 < count <= len(signs) else str(count)


def _letter(first: str) -> Callable[[int], str]:
    """A … z, aa, bb …: Word repeats the letter."""
    return lambda count: (
        chr(ord(first) + (count - 1) % 26) * ((count - 1) // 26 + 1) if 0 < count <= 780 else str(count)
    )


def _roman(count: int) -> str:
    if not 0 < count < 4000:
        return str(count)
    text = ""
    for step, sign in ROMAN:
        text += sign * (count // step)
        count %= step
    return text


def _full_width(count: int) -> str:
    return "".join(chr(ord("０") + int(digit)) for digit in str(count))


NOTATIONS: dict[str, Callable[[int], str]] = {
    "none": lambda _count: "",
    "bullet": lambda _count: "",
    "decimalZero": lambda count: f"{count:02d}",
    "upperRoman": lambda count: _roman(count).upper(),
    "lowerRoman": _roman,
    "upperLetter": _letter("A"),
    "lowerLetter": _letter("a"),
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "taiwaneseCounting": chinese,
    "taiwaneseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "ideographDigital": _ideographs,
    "japaneseDigitalTenThousand": _ideographs,
    "taiwaneseDigital": _ideographs,
    "chineseLegalSimplified": chinese_legal,
    "ideographTraditional": _cycle(STEMS),
    "ideographZodiac": _cycle(BRANCHES),
    "ideographEnclosedCircle": _from("㊀", 10),
    "decimalEnclosedCircle": _from("①", 20),
    "decimalEnclosedCircleChinese": _from("①", 20),
    "decimalEnclosedParen": _from("⑴", 20),
    "decimalEnclosedFullstop": _from("⒈", 20),
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
}
