"""Bytes to text: what Chinese offices and their websites write, told apart without guessing by frequency."""

from __future__ import annotations

import codecs
import re

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
SUPERSETS = {"gb2312": "gb18030", "gbk": "gb18030", "hz": "gb18030", "big5": "big5hkscs"}
BELIEVED = frozenset({"gb18030", "big5hkscs", "utf-16", "utf-16-le", "utf-16-be"})
"""Declared encodings worth trying; the Western ones decode anything into nonsense."""

EMBEDDED = re.compile(r"data:[\w/+.-]{0,80}(?:;[\w=.-]{1,80}){0,4},[A-Za-z0-9+/=%]*")
MOST_REPAIRED = 16 * 2**20
"""Bytes of a text with damaged characters; larger ones are refused rather than decoded time and again."""

MOST_DAMAGE = 0.01
"""The share of characters that may be damaged before the text is not believed."""

ALLOWED_CONTROLS = frozenset("\t\n\r\f\v\x1a\x1c\x1d\x1e\x1f\x07\x08\x1b\x85")


def decoded(data: bytes, declared: str | None = None) -> str | None:
    """The text of ``data``, ``None`` when it is none.

    A byte order mark decides; then strict UTF-8, which other encodings of Chinese do not meet by chance; then
    the declared encoding; then GB 18030, the superset of GB 2312 and GBK; at last the better of the two with
    a few damaged characters.

    Args:
        data: the file.
        declared: the encoding a page names for itself.
    """
    for mark, marked in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _sound(data[len(mark) :].decode(marked, "replace"))
    for encoding in (_by_zeros(data), "utf-8", _believed(declared), "gb18030"):
        if encoding is not None:
            try:
                return _sound(data.decode(encoding))
            except UnicodeDecodeError:
                continue
    if len(data) > MOST_REPAIRED:
        return None
    candidates = [data.decode(encoding, "replace") for encoding in ("utf-8", "gb18030")]
    return _sound(min(candidates, key=lambda text: text.count("\ufffd")))


def without_embedded(text: str) -> str:
    """The text without the pictures that are written out in it as ``data:`` addresses."""
    return EMBEDDED.sub("data:,", text) if "data:" in text else text


def _believed(declared: str | None) -> str | None:
    if declared is None:
        return None
    try:
        known = codecs.lookup(declared).name
    except (LookupError, ValueError):
        return None
    name = SUPERSETS.get(known, known)
    return name if name in BELIEVED else None


def _by_zeros(data: bytes) -> str | None:
    """UTF-16 without a mark, told by where the zero bytes of its line ends and digits stand."""
    head = data[:4096]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if len(data) % 2 or even + odd < max(2, len(head) // 200):
        return None
    if even == 0:
        return "utf-16-le"
    return "utf-16-be" if odd == 0 else None


def _sound(text: str) -> str | None:
    """The text, if it is text: hardly any damage, hardly any control characters."""
    damage = text.count("\ufffd")
    controls = sum(1 for sign in text[:65536] if sign < " " and sign not in ALLOWED_CONTROLS)
    if damage > max(1, len(text) * MOST_DAMAGE) or controls > len(text[:65536]) * MOST_DAMAGE:
        return None
    return text
