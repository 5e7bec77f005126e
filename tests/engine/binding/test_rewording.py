"""Sentences said another way: lists with their numbers, and clauses that only go on with one."""

import pytest
from gouji.engine.binding.clauses import masked_line, sentences
from gouji.engine.binding.rewording import Rewording
from gouji.rules.pack import TextWords

WORDS = TextWords(
    measures=("人次", "人", "本", "个"),
    compared=("[较比]上年",),
    share=("占",),
    fillers=("共", "为", "有"),
    respectively=("分别",),
    both=("各",),
    denying=("未",),
    up=("增加",),
)


def said(text):
    """The clauses of a reworded sentence, each mark replaced by the number that stands at its place."""
    line = masked_line(text, WORDS, 2003)
    [sentence] = sentences(line)
    found = []
    for clause in Rewording(WORDS).reworded(sentence).clauses:
        signs = (
            line.printed(place, place + 1) if (place := clause.place(at)) in line.numbers else sign
            for at, sign in enumerate(clause.text)
        )
        found.append("".join(signs))
    return found


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("成人、儿童分别为4人、5人", "成人4人、儿童5人"),
        ("成人和儿童分别4人和5人", "成人4人、儿童5人"),
        ("到馆成人、儿童、老人分别为4、5、6人", "到馆成人4人、儿童5人、老人6人"),
        ("分别接待成人、儿童4人、5人", "接待成人4人、儿童5人"),
        ("成人与儿童各4人", "成人4人、儿童4人"),
        ("到馆“成人”“儿童”“老人”分别为4、5、6人", "到馆“成人”4人、“儿童”5人、“老人”6人"),
    ],
)
def test_lists_are_told_one_by_one(text, plain):
    assert said(text) == [plain]


def test_a_list_that_does_not_fit_its_numbers_loses_them():
    assert said("到馆分别为4人、5人") == ["到馆分别为"]


def test_one_thing_alone_has_nothing_to_share():
    assert said("每馆各4人") == ["每馆各4人"]


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("到馆的读者，共5人", ["到馆的读者", "到馆的读者共5人"]),
        ("儿童占40%，共5人", ["儿童占40%", "儿童共5人"]),
        ("到馆比上年的4人多，为5人", ["到馆比上年的4人多", "到馆为5人"]),
        ("到馆增加2人，为5人", ["到馆增加2人", "到馆为5人"]),
        ("成人（4人）、儿童（5人）", ["成人（）、儿童（）", "成人4人", "儿童5人"]),
        ("到馆4人，共5人", ["到馆4人", "共5人"]),
        ("未到馆，共5人", ["未到馆", "共5人"]),
        ("占到馆（5人）的一半", ["占到馆（）的一半", "5人"]),
        ("未还书（4人）、儿童（5人）均到馆", ["未还书（）、儿童（）均到馆", "未还书4人", "儿童5人"]),
    ],
)
def test_a_number_alone_is_read_with_what_it_counts(text, plain):
    assert said(text) == plain


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("2002年到馆4人，2003年为5人", "年到馆为5人"),
        ("2002年度到馆4人，2003年度5人", "年度到馆5人"),
        ("到馆4人，2003年5人", "年5人"),
        ("儿童4人，2002年共5人，2003年6人", "年共6人"),
    ],
)
def test_a_year_alone_counts_what_the_year_before_it_counted(text, plain):
    assert said(text)[-1].endswith(plain)
