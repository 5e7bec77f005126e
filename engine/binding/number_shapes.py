"""The shapes of numbers in a Chinese text: what counts something, and what only looks as if it did.

Patterns run on flat text (``flat_text``): half-width digits, full-width punctuation, no white space.
"""

from __future__ import annotations

import re

from gouji.engine.binding.chinese_numerals import CHARACTERS, DIGITS

_NUMERAL = f"[{CHARACTERS}]"
_DASH = "(?:[-—–－~～―]{1,2}|至|到)"
_ARABIC = r"(?:\d{1,3}(?:[, ]\d{3})+(?:\.\d+)?(?![\d])|\d(?: \d)+(?![\d ])|\d+(?:\.\d+)?)"
_SPOKEN_DAY = "[一二三四五六七八九十]{1,3}"

NAMED = (
    r"[〔\[（【]\s?(?:19|20)\d\d\s?[〕\]）】]\s?第?\d+(?:[—-]\d+)?号",
    r"(?<!\d)（?0\d{2,3}(?:）|[-—–－ ]{1,2})\s?\d{7,8}(?:[-—转]\d{1,5})?(?!\d)",
    r"(?<![\d.])1[3-9]\d{9}(?!\d)",
    rf"第\s?(?:\d+|{_NUMERAL}+)",
    r"(?:(?<=^)|(?<=[，；。：\s]))（?\d{1,2}(?:[）、．]|\.(?!\d)|\.(?=(?:19|20)\d\d年))",
    r"（(?:\d{1,2}|[一二三四五六七八九十]{1,3})）",
    r"(?<!\d)\d{1,2}：\d{2}(?!\d)",
    r"(?:\d[\d.\-_/]*)?[A-Za-z@][A-Za-z0-9@/_.\-?=&#%]*",
    r"\d+(?:\.\d+)?‰",
    rf"(?:\d+(?:\.\d+)?|{_NUMERAL}+)个百分点",
    r"\d+(?:[×xX*:]\d+)+",
    r"(?<![\d.])\d{1,3}(?:个)?(?:年|周年|月|天|日|小时|分钟|工作日|自然日)(?!度)",
    r"\d+号",
    rf"\d+[页条章层]{_DASH}\d+[页条章层]",
)
"""What only names something: document numbers, telephones, ordinals, pages, times, addresses, durations."""

DATE = (
    rf"(?:\d{{4}}|[{DIGITS}]{{4}})年(?:度)?(?:\d{{1,2}}|{_SPOKEN_DAY})月(?:(?:\d{{1,2}}|{_SPOKEN_DAY})[日号])?"
    r"|(?<!\d)(?:19|20)\d\d([-./])\d{1,2}\1\d{1,2}(?!\d)"
    rf"|(?<!\d)(?:\d{{1,2}}|{_SPOKEN_DAY})月(?:\d{{1,2}}|{_SPOKEN_DAY})[日号]"
    r"|(?<!\d)(?:1[0-2]|[1-9])月(?:份|初|底|末|中旬|上旬|下旬)?"
)
_MONTH = "(?:1[0-2]|[1-9])"
MONTHS = (
    rf"(?<!\d)(?:\d{{4}}年(?:度)?)?"
    rf"(?:{_MONTH}月?{_DASH}(?:1[01]|[1-9])月|(?:1[0-2]|[2-9])月?{_DASH}12月)(?!\d)"
)
"""Some months of a year, not all twelve."""
DAYS = (
    rf"(?<!\d)(?:\d{{4}}年)?{_MONTH}月\d{{1,2}}日(?:起)?{_DASH}"
    rf"(?!(?:\d{{4}}年)?12月31日)(?:\d{{4}}年)?{_MONTH}月\d{{1,2}}日"
)
"""Days of which the last is not that of a year."""
UNTIL = r"截[至止](?:到)?(?:\d{4}年)?(?:1[01]|[1-9])月(?:底|末|\d{1,2}日)?(?![\d月])"
"""A day up to which something is counted that is not in the last month of a year."""
YEARS = rf"{MONTHS}|{DAYS}|{UNTIL}|(?<!\d)(?:19|20)\d\d年?(?:度)?{_DASH}(?:19|20)?\d\d年(?!\d{{1,2}}月)"
YEAR = rf"(?<!\d)(?:19|20)\d\d年|[一二][{DIGITS}]{{3}}年"
PERCENT = rf"百分之(?:{_NUMERAL}+|\d+(?:\.\d+)?)|\d+(?:\.\d+)?%(?:{_DASH}\d+(?:\.\d+)?%)?"

BEFORE = (
    "不超过|不多于|不高于|不少于|不低于|不足|不到|至多|最多|至少|超过|超|逾|突破|高于|多于|少于|低于|"
    "将近|接近|(?<!最)(?<!附)(?<!临)近|大约|(?<!预)(?<!节)(?<!制)(?<!合)约|大概"
)
AFTER = "左右|上下|以上|以下|以内|之内"
NEAR = frozenset({"将近", "接近", "近"})
ABOUT = frozenset({"大约", "约", "大概", "左右", "上下"})
AT_LEAST = frozenset({"不少于", "不低于", "至少", "超过", "超", "逾", "突破", "高于", "多于", "以上", "上"})
AT_MOST = frozenset({"不超过", "不多于", "不高于", "至多", "最多", "以下", "以内", "之内"})
LESS = frozenset({"不足", "不到", "少于", "低于"})

ARABIC = (
    rf"(?P<low>\d+(?:\.\d+)?){_DASH}(?P<high>\d+(?:\.\d+)?(?![\d年月日]))"
    rf"|(?P<digits>{_ARABIC})(?:(?P<rough1>余|多)?(?P<scale>[十百千]?[万亿]|[百千](?![克米瓦]))|)(?P<rough2>余|多)?"
)
SPOKEN = rf"(?P<upper>(?<![大])上)?(?P<numeral>{_NUMERAL}+)(?P<rough3>余|多|几|来)?"
NOT_BEFORE_SPOKEN = frozenset("第每逐任某唯同统另进这那哪数几初之其该首周星礼")
"""Characters after which a numeral in characters counts nothing: 每一项, 统一, 第一次."""
COUNTED = ("总数", "件数", "份数", "宗数", "起数", "条数", "个数", "次数", "人数")
"""Nouns that end in one of these characters and have their number behind them: 总数三十一件."""


FIRST = f"0123456789{CHARACTERS}〔[（【第上截@"
"""The characters that any of these shapes begins with, letters aside."""


def alternatives(words: tuple[str, ...]) -> str:
    """A pattern of any of the words, the longest first; one that matches nothing when there is none."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) or r"(?!)"
