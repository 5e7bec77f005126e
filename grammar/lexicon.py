"""The words of the rule language, Chinese and English, for the parser, the printer and the resolver.

Keywords, kinds, states and functions belong to the grammar; ``NAMES`` are the names every pack has
(``report``, ``报告``). Where a word has several Chinese forms the first is the one that is printed.
"""

from __future__ import annotations

from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from gouji.grammar.records import dataclass
from gouji.grammar.syntax import Function, Kind, State

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from gouji.grammar.messages import Language


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the language; ``en`` or ``zh`` is empty where one language says it otherwise."""

    en: str
    zh: tuple[str, ...] = ()

    def forms(self) -> tuple[str, ...]:
        """All spellings."""
        return (self.en, *self.zh) if self.en else self.zh

    def written(self, language: Language) -> str:
        """The spelling that is printed."""
        return self.zh[0] if language == "zh" and self.zh else self.en


@dataclass(frozen=True, slots=True)
class StateWord:
    """A state: after ``is`` in English; in Chinese a word of its own, and one for its negation."""

    en: str
    zh: tuple[str, ...]
    zh_not: tuple[str, ...]


KEYWORDS: Mapping[str, Word] = MappingProxyType(
    {
        "WHEN": Word("when", ("当",)),
        "EACH": Word("each"),
        "OF": Word("of"),
        "EXCEPT": Word("except", ("除",)),
        "WITHIN": Word("within", ("误差",)),
        "IN": Word("in", ("属于",)),
        "NOT_IN": Word("", ("不属于",)),
        "AND": Word("and", ("且", "并且")),
        "OR": Word("or", ("或", "或者")),
        "NOT": Word("not", ("非",)),
        "IS": Word("is", ("是",)),
        "IS_NOT": Word("", ("不是",)),
        "MENTIONS": Word("mentions", ("提到", "提及")),
        "NOT_MENTIONS": Word("", ("未提到", "不提到", "未提及", "没有提到")),
        "MATCHES": Word("matches", ("匹配",)),
        "NOT_MATCHES": Word("", ("不匹配",)),
        "SOME": Word("some"),
        "EVERY": Word("every"),
    }
)
"""Reserved words by terminal: they stand before names everywhere."""

IN_ORDER = Word("in order", ("依次",))
PAIR = Word("pair")
ANY = Word("any", ("任一", "任意"))
ALL = Word("all", ("全部",))

KINDS: Mapping[Kind, Word] = MappingProxyType(
    {
        Kind.TABLE: Word("table", ("表",)),
        Kind.ROW: Word("row", ("行",)),
        Kind.COLUMN: Word("column", ("列",)),
        Kind.CELL: Word("cell", ("格",)),
        Kind.SECTION: Word("section", ("章",)),
        Kind.PART: Word("part", ("方面", "要点")),
        Kind.HEADING: Word("heading", ("标题", "处标题")),
        Kind.IMAGE: Word("image", ("图片", "图", "处图片")),
        Kind.CLAIM: Word("claim", ("处",)),
        Kind.BREAKDOWN: Word("breakdown", ("处分项",)),
        Kind.ENUMERATION: Word("enumeration", ("处列举",)),
        Kind.SHARES: Word("shares", ("处占比", "组占比")),
        Kind.PERCENTAGE: Word("percentage", ("处百分比",)),
        Kind.GROWTH: Word("growth", ("处增长", "处同比", "处增减")),
        Kind.NUMBERING: Word("numbering", ("处编号", "处序号", "组编号")),
        Kind.REPETITION: Word("repetition", ("处重复",)),
        Kind.YEAR: Word("year", ("处年份",)),
        Kind.MEMBER: Word("member", ("家", "单位", "家单位")),
    }
)
"""What scopes range over. Chinese writes one word: 每 or 有 before the form given here (每列, 有格)."""

EACH_ZH, SOME_ZH = "每", "有"
PAIRS_ZH = ("每两家", "每两处", "每两个", "每两章", "每两行", "每两列", "每两表")

STATES: Mapping[State, StateWord] = MappingProxyType(
    {
        State.PRESENT: StateWord("present", ("存在",), ("不存在",)),
        State.ABSENT: StateWord("absent", ("缺失",), ("不缺失", "未缺失")),
        State.BLANK: StateWord("blank", ("空白",), ("非空白", "不空白")),
        State.PLACEHOLDER: StateWord("placeholder", ("占位",), ("非占位", "不占位")),
        State.UNREADABLE: StateWord("unreadable", ("无法读取", "不可读"), ("可读取", "可读")),
        State.DECLARED: StateWord("declared", ("已声明",), ("未声明",)),
    }
)

FUNCTIONS: Mapping[Function, Word] = MappingProxyType(
    {
        Function.SUM: Word("sum", ("合计",)),
        Function.COUNT: Word("count", ("计数",)),
        Function.MIN: Word("min", ("最小",)),
        Function.MAX: Word("max", ("最大",)),
        Function.ABS: Word("abs", ("绝对值",)),
        Function.LENGTH: Word("length", ("字数",)),
        Function.DECIMALS: Word("decimals", ("小数位数",)),
        Function.DATE: Word("date", ("日期",)),
        Function.YEAR: Word("year", ("年份",)),
        Function.SIMILARITY: Word("similarity", ("相似度",)),
        Function.COPIED: Word("copied", ("照抄率",)),
        Function.BALANCED: Word("balanced", ("成对",)),
        Function.SAME_ORGAN: Word("same_organ", ("同一机关",)),
    }
)
"""Functions are known by the bracket after them, so their words may also be names."""

_SIGNATURE = Word("signature", ("落款", "署名"))

NAMES: tuple[Word, ...] = (
    # whose
    Word("report", ("报告",)),
    Word("previous", ("上年",)),
    Word("members", ("各单位",)),
    Word("member", ("本单位",)),
    Word("first", ("甲",)),
    Word("second", ("乙",)),
    # facts of a report
    Word("year", ("年度",)),
    Word("title", ("标题",)),
    Word("title_year", ("标题年份",)),
    Word("period_year", ("期限年份",)),
    Word("body_year", ("正文年份",)),
    Word("organ", ("机关",)),
    Word("organ_kind", ("机关类别",)),
    Word("organ_level", ("机关级别",)),
    Word("may_make_regulations", ("有权制定",)),
    Word("published", ("公布日期",)),
    Word("stage", ("阶段",)),
    Word("contact", ("联系方式",)),
    Word("pack", ("格式",)),
    Word("period", ("统计期限",)),
    Word("start", ("起",)),
    Word("end", ("止",)),
    Word("text", ("文字",)),
    _SIGNATURE,
    Word("date", ("日期",)),
    # texts
    Word("document", ("全文",)),
    Word("preamble", ("前言",)),
    Word("tail", ("落款", "文末")),
    Word("outside", ("页面文字",)),
    # cells, rows and columns
    Word("value", ("值",)),
    Word("raw", ("原文",)),
    Word("unit", ("单位",)),
    Word("note", ("说明",)),
    Word("row", ("行",)),
    Word("column", ("列",)),
    Word("signed", ("可负",)),
    Word("decimals", ("小数位",)),
    # sections, parts, tables
    Word("label", ("名称",)),
    Word("aliases", ("别名",)),
    Word("printed", ("印出名称",)),
    Word("altered", ("改名",)),
    Word("number", ("序号",)),
    Word("printed_number", ("印出序号",)),
    Word("announced", ("预告名称", "预告")),
    Word("tables", ("各表", "表数")),
    Word("images", ("各图片", "图片数")),
    Word("form", ("样式",)),
    Word("sections", ("各章",)),
    Word("rows", ("各行",)),
    Word("columns", ("各列",)),
    Word("claims", ("表述", "各处")),
    # figures of the text
    Word("complete", ("完整",)),
    Word("total", ("总数",)),
    Word("parts", ("分项",)),
    Word("items", ("各项",)),
    Word("part", ("部分",)),
    Word("whole", ("整体",)),
    Word("current", ("本期",)),
    Word("base", ("基期",)),
    Word("numbers", ("各序号",)),
    Word("continuous", ("连续",)),
    Word("count", ("次数",)),
    Word("measure", ("量词",)),
    Word("sentence", ("原句",)),
    # things and name spaces
    Word("parameters", ("参数",)),
    Word("table", ("表",)),
    Word("section", ("章",)),
    Word("cell", ("格",)),
    Word("heading", ("小标题",)),
    Word("claim", ("处",)),
)
"""Names that every pack has. A name of the pack stands before them where both fit."""


def english(name: str, owner: str | None = None) -> str | None:
    """The English form of a built-in name in either language (``年度`` → ``year``); ``None`` for other names.

    ``owner`` is the English name before the dot: ``报告.落款`` is the signature, ``落款`` alone the tail.
    """
    if owner == "report" and name in _SIGNATURE.zh:
        return _SIGNATURE.en
    return _english_names().get(name)


def chinese(name: str) -> str | None:
    """The Chinese form, as printed, of a built-in name in either language; ``None`` for other names."""
    known = _english_names().get(name)
    return None if known is None else _chinese_names()[known]


@cache
def function(name: str) -> Function | None:
    """The function called ``name`` in either language."""
    return next((item for item, word in FUNCTIONS.items() if name in word.forms()), None)


@cache
def reserved() -> frozenset[str]:
    """Words that no name may have, because the grammar reads them first."""
    return frozenset(
        form
        for words in (
            *(word.forms() for word in KEYWORDS.values()),
            IN_ORDER.zh,
            kind_forms(EACH_ZH),
            kind_forms(SOME_ZH),
            PAIRS_ZH,
            state_forms(negated=False),
            state_forms(negated=True),
        )
        for form in words
    )


def kind_forms(prefix: str) -> tuple[str, ...]:
    """All Chinese scope words with ``prefix``: 每行, 每列."""
    return tuple(prefix + form for word in KINDS.values() for form in word.zh)


def state_forms(*, negated: bool) -> tuple[str, ...]:
    """All Chinese words for a state, or for its negation."""
    return tuple(form for word in STATES.values() for form in (word.zh_not if negated else word.zh))


def spaced(name: str) -> str | None:
    """The name parted from the Chinese keyword it begins or ends with: ``依申请每列`` → ``依申请 每列``.

    ``None`` when it holds no keyword. Where several fit, the longest keyword wins.
    """
    found: list[tuple[int, str]] = []
    for word in reserved():
        if word.isascii() or len(word) >= len(name):
            continue
        if name.endswith(word):
            found.append((len(word), f"{name[: -len(word)]} {word}"))
        if name.startswith(word):
            found.append((len(word), f"{word} {name[len(word) :]}"))
    return max(found)[1] if found else None


def alternatives(words: Iterable[str]) -> str:
    """A regular expression for one of ``words`` up to a word boundary, letters in full or half width."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "(?:" + "|".join("".join(map(_either_width, word)) for word in ordered) + r")(?!\w)"


def _either_width(character: str) -> str:
    if character == " ":
        return r"\s+"
    if character.isascii():
        return f"[{character}{chr(ord(character) + 0xFEE0)}]"
    return character


@cache
def _english_names() -> Mapping[str, str]:
    return MappingProxyType({form: word.en for word in (_SIGNATURE, *NAMES) for form in word.forms()})


@cache
def _chinese_names() -> Mapping[str, str]:
    return MappingProxyType({word.en: word.zh[0] for word in NAMES})
