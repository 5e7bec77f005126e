"""Claims of an invented form: what patterns may say, and that none can slow a check."""

import time
from dataclasses import fields, replace
from fractions import Fraction

import pytest
from gouji.engine.binding.claims import ClaimFinder
from gouji.engine.binding.quantities import Interval
from gouji.engine.binding.report import TextLine
from gouji.engine.binding.text_facts import text_facts
from gouji.engine.binding.texts import passages_of
from gouji.engine.reading.document import Location
from gouji.grammar.schema import ClaimKind, Item, Schema, Table
from gouji.grammar.syntax import Kind
from gouji.rules.pack import TextWords
from gouji.rules.shape import WORD_PATTERNS

WORDS = TextWords(
    measures=("人次", "人", "次", "本", "个"),
    money=("元",),
    elsewhere=("(?:^|[^比较])上年(?:$|[^留])", "历年"),
    here=("本年", "全年"),
    compared=("[较比]上年",),
    of_which=("其中",),
    partial=("等",),
    listing=("分别为", "由"),
    counted=("次", "个部分"),
    share=("占",),
    rates=("率",),
    yearly=("比上年",),
    up=("增长",),
    down=("下降",),
    ordinals=("(?:^|[，；。])(?P<number>[一二三四五])是",),
)
BOOKS = Table(
    "books",
    "summary",
    (
        Item(("lent",), "借出图书", children=(Item(("lent", "novels"), "小说类图书"),)),
        Item(("sold",), "售出图书", name="售出的书"),
    ),
    (Item(("total",), "总计"),),
)
HERE = Location(line=7, column=3)


def said(text, *, year=2003, **options):
    kind = ClaimKind("visits", **{"section": "summary", "says": ("到馆[^，。；]*?{n}{measure}",), **options})
    finder = ClaimFinder(Schema(tables={"books": BOOKS}, claims={"visits": kind}), WORDS)
    return finder.claims(passages_of([TextLine(text, HERE)], "summary", WORDS, year), year)


def test_a_claim_knows_its_number_and_its_exact_place():
    [claim] = said("概况。全年到馆 1,200 人次，借书。")

    assert (claim.instance, claim.value, claim.measure) == ("visits#1", Fraction(1200), "人次")
    assert (claim.text, claim.sentence) == ("全年到馆 1,200 人次", "全年到馆 1,200 人次，借书。")
    assert claim.location == Location(line=7, column=11)


def test_all_hits_are_told_and_a_number_feeds_one_claim():
    says = ("到馆[^，。；]*?{n}{measure}", "{n}{measure}")
    assert [claim.value for claim in said("到馆3人、5人", says=says)] == [3, 5]


def test_other_years_and_comparisons_state_nothing():
    assert said("2002年到馆3人，其中到馆2人。") == ()
    assert [one.value for one in said("2002年到馆3人，2003年到馆4人。")] == [4]
    assert [one.value for one in said("到馆9人，比上年到馆4人多，到馆1人")] == [9, 1]


def test_what_rules_a_claim_out():
    assert said("到馆3人，闭馆", unless=("闭馆",)) == ()
    assert [one.value for one in said("到馆3人，未到馆4人", except_=("未",))] == [3]
    assert said("到馆3人", within=("读者",)) == ()
    assert len(said("读者众多。到馆3人", within=("读者",))) == 1
    assert said("到馆3人", followed=("^，其中",)) == ()
    assert len(said("到馆3人，其中", followed=("^，其中",))) == 1


def test_a_single_pattern_may_need_more_around_it():
    says = ("开放{n}{measure}", "{n}{measure}到馆")
    needs = {"{n}{measure}到馆": (("读者",), ("^，其中",), ("夜间",))}
    assert [one.value for one in said("开放3个，4人到馆，其中", says=says, needs=needs)] == [3]
    assert [one.value for one in said("读者中4人到馆，其中", says=says, needs=needs)] == [4]
    assert said("读者中夜间4人到馆，其中", says=says, needs=needs) == ()
    assert said("读者中4人到馆。", says=says, needs=needs) == ()


def test_what_a_sentence_says_later_of_all_before_it_counts_as_said_before():
    words = replace(WORDS, all_of_it=("^均为",))
    kind = ClaimKind("visits", "summary", says=("到馆{n}{measure}",), within=("读者",))
    finder = ClaimFinder(Schema(claims={"visits": kind}), words)
    texts = ("到馆4人，均为读者。", "到馆4人，另有读者。")
    found = [
        finder.claims(passages_of([TextLine(text, HERE)], "summary", words, 2003), 2003) for text in texts
    ]
    assert [len(one) for one in found] == [1, 0]


def test_a_sentence_turns_away_from_its_matter_and_back():
    options = {"away": ("邻馆",), "back": ("本馆",)}
    assert [one.value for one in said("到馆3人，邻馆到馆4人，到馆5人，本馆到馆6人", **options)] == [3, 6]
    assert said("邻馆（到馆3人）到馆4人", **options) == ()
    assert said("到馆4人邻馆读者", **options) == ()


def test_other_organs_make_no_claims():
    words = replace(WORDS, others=("分馆",), own=("总馆",))
    kind = ClaimKind("visits", "summary", says=("到馆{n}{measure}",))
    finder = ClaimFinder(Schema(claims={"visits": kind}), words)
    line = TextLine("分馆到馆3人，到馆4人，总馆到馆5人", HERE)
    assert [one.value for one in finder.claims(passages_of([line], "summary", words, 2003), 2003)] == [5]


def test_what_is_done_with_other_organs_ends_with_a_semicolon():
    words = replace(WORDS, dealings=("代馆",), own=("总馆",))
    kind = ClaimKind("visits", "summary", says=("到馆{n}{measure}",))
    finder = ClaimFinder(Schema(claims={"visits": kind}), words)
    line = TextLine("代馆办证3本，到馆4人；到馆5人，代馆到馆6人，总馆到馆7人", HERE)
    found = finder.claims(passages_of([line], "summary", words, 2003), 2003)
    assert [one.value for one in found] == [5, 7]


def test_a_number_of_a_part_is_not_that_of_all():
    options = {"says": ("到馆[^，。；]*?{n}{measure}",), "part": ("成人|儿童",), "whole": ("成人和儿童",)}
    assert [one.value for one in said("到馆儿童3人，到馆5人", **options)] == [5]
    assert [one.value for one in said("到馆3人、到馆儿童2人", **options)] == [3]
    assert [one.value for one in said("到馆5人其中儿童3人", **options)] == [5]
    assert [one.value for one in said("到馆成人和儿童8人", **options)] == [8]
    assert said("到馆8人次儿童", **options) == ()


def test_parts_side_by_side_are_no_total():
    options = {"says": ("到馆{n}{measure}",), "part": ("儿童",), "at_least": ("visits",)}
    assert said("早上到馆3人，晚上到馆2人", **options) == ()
    assert said("早上到馆3人，儿童到馆2人", **options) == ()
    assert [one.value for one in said("全年到馆5人，儿童到馆2人", **options)] == [5]
    assert [one.value for one in said("馆内到馆5人，其中儿童到馆2人", **options)] == [5]
    assert [one.value for one in said("馆内到馆5人，早上到馆3人，晚上到馆2人", **options)] == [5]


def test_what_words_say_of_a_part_is_not_said_of_all():
    options = {"zero": ("均已到馆",), "part": ("儿童",), "whole": ("儿童和家长",)}
    assert said("3人儿童均已到馆", **options) == ()
    assert len(said("儿童和家长均已到馆", **options)) == 1


def told(text, **words):
    known = replace(WORDS, **words)
    kind = ClaimKind("visits", "summary", says=("到馆{n}{measure}", "到馆{n}"))
    finder = ClaimFinder(Schema(claims={"visits": kind}), known)
    line = TextLine(text, HERE)
    return [one.value for one in finder.claims(passages_of([line], "summary", known, 2003), 2003)]


def test_a_number_of_another_year_in_passing_leaves_the_year_as_it_was():
    aside = ("^上年(?:为|是){count}人?$",)
    assert told("到馆3人，2002年为5人，到馆4人", aside=aside) == [3, 4]
    assert told("2002年到馆3人，2002年为5人，到馆4人", aside=aside) == []


def test_a_whole_area_gives_way_to_the_organ_itself():
    words = {"wide": ("全市",), "narrow": ("本馆[^，。；]*{count}".replace("{count}", chr(0xE000)),)}
    assert told("全市到馆9人，本馆到馆4人", **words) == [4]
    assert told("全市到馆9人，本馆开放", **words) == [9]


def test_what_leads_away_is_one_word_even_if_it_names_the_organ():
    assert told("上级对本馆，到馆4人", others=("上级对本馆",), own=("本馆",)) == []


def test_a_number_may_count_what_no_claim_tells_of():
    assert told("到馆3个环节，到馆4个", uncounted=("^个?环节",)) == [4]
    assert told("到馆3个", uncounted=("^个",)) == [3]
    assert told("最多一日到馆3人，到馆4人", singled=("最多",)) == [4]


def test_rows_are_known_by_other_words_too():
    options = {
        "says": ("{row:books}{n}{measure}",),
        "spoken": {("row", "lent.novels"): ("小说",), ("column", "books.total"): ("总",)},
    }
    found = said("借出图书3本，小说2本", **options)
    assert [(one.row, one.value) for one in found] == [(("lent",), 3), (("lent", "novels"), 2)]


def test_words_may_name_the_year_they_say_nothing_of():
    assert [one.value for one in said("上年无人到馆", zero=("上年无人到馆",))] == [0]
    assert said("上年无人到馆", zero=("无人到馆",)) == ()


def test_a_day_of_another_year_speaks_of_that_year():
    assert said("2002年3月4日到馆3人") == ()
    assert [one.value for one in said("2003年3月4日到馆3人")] == [3]


def test_zero_in_words():
    [claim] = said("全年无人到馆。", zero=("无人到馆",))
    assert (claim.value, claim.measure) == (0, None)


def test_a_number_that_words_for_zero_capture_must_be_zero():
    options = {"says": (), "zero": ("到馆和借书的(?:零人|{n}人)",)}

    assert [claim.value for claim in said("到馆和借书的0人。", **options)] == [0]
    assert [claim.value for claim in said("到馆和借书的零人。", **options)] == [0]
    assert said("到馆和借书的5人。", **options) == ()


def test_a_row_that_is_less_than_one_of_its_own_counts_something_else():
    spoken = {("row", "lent"): ("出借",), ("row", "lent.novels"): ("小说",)}

    def rows(text):
        return [(one.row, one.value) for one in said(text, says=("{row:books}{n}{measure}",), spoken=spoken)]

    assert rows("出借3本，其中小说2本") == [(("lent",), 3), (("lent", "novels"), 2)]
    assert rows("小说2本，因展览出借1本") == [(("lent", "novels"), 2)]


def test_rows_by_their_labels_and_by_words_of_the_pack():
    says = ("{row:books}{n}{measure}", "{row:books.lent=出借}{n}{measure}")
    found = said("借出图书3本，小说类图书2本，售出的书1本，出借4本", says=says)
    assert [one.row for one in found] == [("lent",), ("lent", "novels"), ("sold",), ("lent",)]


def test_parts_of_a_cell_that_was_said_are_not_told():
    says = ("(?:{row:books.lent=新?借出})(?:图书)?{n}{measure}",)
    assert [one.value for one in said("借出图书3本，其中新借出2本", says=says)] == [3]
    assert [one.value for one in said("借出图书3本（新借出2本）", says=says)] == [3]
    assert [one.value for one in said("借出图书3本，新借出4本，其中新借出9本", says=says)] == [3, 4, 9]
    assert [one.value for one in said("全年到馆3人，其中到馆2人")] == [3, 2]


def of_two(text):
    """What is found of readers and of visits, which are never fewer."""
    visits = ClaimKind("visits", "summary", says=("到馆[^，。；]*?{n}{measure}",), at_least=("readers",))
    readers = ClaimKind("readers", "summary", says=("读者[^，。；]*?{n}{measure}",), zero=("没有读者",))
    finder = ClaimFinder(Schema(tables={}, claims={"visits": visits, "readers": readers}), WORDS)
    found = finder.claims(passages_of([TextLine(text, HERE)], "summary", WORDS, 2003), 2003)
    return [(one.id, one.value) for one in found]


def test_what_is_less_than_it_can_be_counts_something_else():
    assert of_two("到馆9人次，读者5人。") == [("visits", 9), ("readers", 5)]
    assert of_two("读者5人，带儿童到馆3人次。") == [("readers", 5)]
    assert of_two("读者5人。带儿童到馆3人次。") == [("readers", 5), ("visits", 3)]
    assert of_two("全市到馆9人次，读者8人；本馆到馆7人次。") == [("visits", 9), ("readers", 8), ("visits", 7)]


def test_of_different_numbers_of_one_thing_the_first_is_the_whole_or_none_is_sure():
    def values(text, at_least=("visits",)):
        return [one.value for one in said(text, says=("到馆{n}{measure}",), at_least=at_least)]

    assert values("到馆9人，其中晚间到馆4人，白天到馆5人。") == [9]
    assert values("到馆9人，晚间到馆4人，白天到馆5人。") == []
    assert values("晚间到馆4人，白天到馆5人。") == []
    assert values("到馆5人，均为到馆5人。") == [5, 5]
    assert values("晚间到馆4人，白天到馆5人。", at_least=()) == [4, 5]
    assert values("到馆9.5万人，其中晚间到馆4人。")[0].low == 94500
    rows = {"says": ("{row:books}{n}{measure}",), "at_least": ("visits",)}
    assert said("借出图书9本，夜间借出图书4本", **rows) == ()
    assert [one.value for one in said("借出图书9本；其中夜间借出图书4本", **rows)] == [9]


def test_a_part_that_names_the_subject_itself_is_not_ruled_out_with_the_rest():
    def values(text, back=("本馆",)):
        return [one.value for one in said(text, says=("到馆{n}{measure}",), unless=("全市",), back=back)]

    assert values("全市到馆9人，晚间到馆4人；本馆到馆5人。") == [5]
    assert values("全市到馆9人；到馆4人；本馆到馆5人，全市居首。") == []
    assert values("全市到馆9人；本馆到馆5人。", back=()) == []


def test_what_is_said_to_be_none_and_counted_is_told_once():
    assert of_two("没有读者；外来读者4人。") == [("readers", 0)]
    assert of_two("读者4人；晚间没有读者。") == [("readers", 4)]
    assert of_two("读者4人；外来读者2人。") == [("readers", 4), ("readers", 2)]


def test_amounts_come_in_the_unit_of_the_kind():
    says = ("花费{n}{measure}",)
    [claim] = said("花费1.25万元", says=says, value="amount", unit="万元")
    half = Fraction(5, 1000)
    assert (claim.value, claim.measure) == (
        Interval(Fraction(5, 4) - half, Fraction(5, 4) + half, high_closed=True),
        "万元",
    )
    assert said("花费3次", says=says, value="amount", unit="元") == ()


def test_dates_and_texts():
    [founded] = said("成立于2001年3月4日。", says=("成立于{date}",), value="date")
    [name] = said("馆名为东江书屋，", says=("馆名为{text}$",), value="text")
    assert (founded.value.isoformat(), name.value) == ("2001-03-04", "东江书屋")


@pytest.mark.parametrize("name", [one.name for one in fields(TextWords) if one.name not in WORD_PATTERNS])
def test_words_that_are_no_patterns_may_hold_any_character(name):
    whole = replace(
        WORDS, wide=("全市",), narrow=("本馆",), uncounted=("环节",), aside=("上年",), topics=("涉及",)
    )
    kind = ClaimKind("visits", "summary", says=("到馆[^，。；]*?{n}",), part=("儿童",), at_least=("visits",))
    finder = ClaimFinder(
        Schema(tables={}, claims={"visits": kind}), replace(whole, **{name: (*getattr(whole, name), "(")})
    )
    text = "全市全年到馆9人次，本馆到馆7人，其中到馆儿童3人；到馆最高2人，上年到馆5人（到馆累计1人）。"

    assert finder.claims(passages_of([TextLine(text, HERE)], "summary", whole, 2003), 2003) is not None


def test_a_pathological_pattern_cannot_slow_a_check():
    says = ("(?:(?:a+)+)+(?:人*)*(?:.*)*{n}!", "(?:.?){500}.{500}{n}{measure}x")
    text = "，".join(["a" * 3000 + "3人", "人" * 3000 + "4人"])
    start = time.perf_counter()
    assert said(text, says=says) == ()
    assert time.perf_counter() - start < 1


def facts(*lines, section="summary"):
    found = text_facts(
        tuple(passages_of([TextLine(one, HERE) for one in lines], section, WORDS, 2003)), WORDS, ("借、还书",)
    )
    return [(fact.kind, dict(fact.values)) for fact in found]


def test_breakdowns():
    complete = {"total": Fraction(9), "parts": (Fraction(4), Fraction(5)), "complete": True}
    assert facts("到馆9人，其中成人4人、儿童5人，办卡2人。") == [(Kind.BREAKDOWN, complete)]
    assert facts("到馆9人（其中成人4人，儿童5人）。") == [(Kind.BREAKDOWN, complete)]
    [(_, partial)] = facts("到馆9人，其中成人4人、儿童3人等。")
    assert partial["complete"] is False
    assert facts("到馆9人，借书5本。") == []


def test_lists_that_say_how_many_they_are():
    [(kind, before)] = facts("由概况、借、还书、经费三个部分组成。")
    [(_, after)] = facts("办展2次，分别为春展、夏展、秋展。")
    assert (kind, before["announced"], before["items"]) == (
        Kind.ENUMERATION, Fraction(3), ("概况", "借、还书", "经费"),
    )  # fmt: skip
    assert (after["announced"], after["items"]) == (Fraction(2), ("春展", "夏展", "秋展"))


def test_percentages_shares_and_growth():
    found = facts("到馆10人，其中成人4人，占40%，儿童6人，占60%。")
    assert [kind for kind, _ in found] == [Kind.BREAKDOWN, Kind.PERCENTAGE, Kind.PERCENTAGE, Kind.SHARES]
    assert (found[1][1]["part"], found[1][1]["whole"]) == (4, 10)
    assert found[3][1]["complete"] is True
    [(kind, growth)] = facts("到馆12人，比上年（10人）增长20%。")
    assert (kind, growth["current"], growth["base"]) == (Kind.GROWTH, 12, 10)
    assert growth["value"] == Interval(Fraction(195, 1000), Fraction(21, 100))


def test_numberings_and_repetitions():
    assert facts("一是借。二是还。四是办。") == [
        (Kind.NUMBERING, {"numbers": (Fraction(1), Fraction(2), Fraction(4)), "continuous": False})
    ]
    assert facts("（一）借", "1.甲", "2.乙", "（二）还", "1.丙", "2.丁")[0][1]["numbers"] == (1, 2)
    long = "本馆全年开放并且为读者提供借阅还书查询等各项周到细致的服务。"
    assert (Kind.REPETITION, {"count": Fraction(2)}) in facts(long, "别的。", long)


def years(*lines):
    found = text_facts(
        tuple(passages_of([TextLine(one, HERE) for one in lines], "summary", WORDS, 2003)), WORDS
    )
    return [(int(fact.values["value"]), fact.text) for fact in found if fact.kind is Kind.YEAR]


def test_years_are_named_with_the_words_that_follow_them():
    assert years("一、概况。在2002年，到馆3人，办卡2张。") == [(2002, "在2002年，到馆3人，办卡2张。")]
    assert years("2002年到馆3人，比2001年多1人") == [(2002, "2002年到馆3人，"), (2001, "比2001年多1人")]
    assert years("到馆3人（2002年2人）。") == [(2002, "2002年2人）。")]


def test_dates_spans_and_titles_name_no_year():
    assert years("2002年3月4日开馆，2001-2002年停办，《2002年规划》，〔2002〕3号") == []
