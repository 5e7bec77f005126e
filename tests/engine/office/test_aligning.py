from gouji.engine.binding.report import TextLine
from gouji.engine.office.aligning import Pair, changes, sentences
from gouji.engine.reading.document import Location
from hypothesis import given
from hypothesis import strategies as st

WORDS = st.lists(st.text("甲乙丙丁戊己", min_size=1, max_size=8).map(lambda word: f"{word}。"), max_size=8)


def lines(*texts: str) -> list[TextLine]:
    return [TextLine(text, Location(line=at)) for at, text in enumerate(texts, 1)]


def shown(pair: Pair) -> tuple[str | None, str | None]:
    return (pair.before.text if pair.before else None), (pair.after.text if pair.after else None)


def differing(before: list[str], after: list[str]) -> list[tuple[str | None, str | None]]:
    return [shown(pair) for pair in changes(sentences(lines(*before)), sentences(lines(*after)))]


def test_a_sentence_ends_with_its_mark_and_its_closing_quote():
    found = sentences(lines("一是“公开。”二是办理；三是", "监督 ABC DEF"))

    assert [one.text for one in found] == ["一是“公开。”", "二是办理；", "三是监督ABC DEF"]
    assert [one.location.line for one in found] == [1, 1, 1]


@given(WORDS, st.randoms())
def test_where_lines_end_and_how_wide_marks_are_changes_nothing(words, random):
    text = "".join(words)
    cuts = sorted(random.sample(range(len(text) + 1), k=min(3, len(text) + 1)))
    pieces = [text[a:b] for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    wide = [f"　{piece} " for piece in pieces]

    assert differing([text], wide) == []


@given(WORDS, WORDS)
def test_changes_lead_from_the_one_to_the_other(first, second):
    before, after = sentences(lines(*first)), sentences(lines(*second))
    found = list(changes(before, after))
    gone = "".join(pair.before.flat for pair in found if pair.before)
    come = "".join(pair.after.flat for pair in found if pair.after)

    assert sorted("".join(one.flat for one in before) + come) == sorted(
        "".join(one.flat for one in after) + gone
    )


def test_a_changed_sentence_is_told_as_one():
    assert differing(["全年收到申请3件。办结2件。"], ["全年收到申请5件。办结2件。"]) == [
        ("全年收到申请3件。", "全年收到申请5件。")
    ]


def test_sentences_added_and_taken_away():
    assert differing(["甲甲甲。丙丙丙。"], ["甲甲甲。乙乙乙。丙丙丙。"]) == [(None, "乙乙乙。")]
    assert differing(["甲甲甲。乙乙乙。"], ["甲甲甲。"]) == [("乙乙乙。", None)]
    assert differing(["甲甲甲甲。"], ["丁丁丁丁。"]) == [("甲甲甲甲。", None), (None, "丁丁丁丁。")]


def test_a_sentence_cut_in_two_is_one_change():
    assert differing(["全年收到申请三件，全部按时办结。"], ["全年收到申请三件。全部按时办结。"]) == [
        ("全年收到申请三件，全部按时办结。", "全年收到申请三件。全部按时办结。")
    ]


def test_very_long_texts_end_soon():
    before = [f"第{at}项工作甲乙丙丁。" for at in range(60)]
    after = [f"戊己庚辛壬癸{at}号。" for at in range(61)]

    assert len(differing(before, after)) == 121
