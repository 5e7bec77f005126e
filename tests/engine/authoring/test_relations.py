import pytest
from blank_tables import document_of, table_of
from gouji.engine.authoring.proposing import proposed
from gouji.engine.authoring.reading_forms import printed_form
from gouji.engine.authoring.relations import relation_check

TABLES = proposed(
    printed_form(
        document_of(
            "一、办件",
            table_of(
                "项目 | < | 甲 | 乙",
                "一、收到 | < | | ",
                "二、上年 | < | | ",
                "三、办结 | （一）准予 | | ",
                "^ | （二）总计 | | ",
                "四、结转 | < | | ",
            ),
        )
    )
).tables


@pytest.mark.parametrize(
    ("sentence", "check"),
    [
        (
            "第一项加第二项之和，等于第三项加第四项之和",
            "each column of table_1: item_1 + item_2 = item_3.total + item_4",
        ),
        ("第4项=第1项+第2项-第3项", "each column of table_1: item_4 = item_1 + item_2 - item_3.total"),
        ("第二项等于第一项减去第三项", "each column of table_1: item_2 = item_1 - item_3.total"),
    ],
)
def test_a_sentence_about_numbered_rows(sentence, check):
    assert relation_check(sentence, TABLES) == check


@pytest.mark.parametrize("sentence", ["各项之和等于总计", "第一项等于第九项", "第一项加第二项之和"])
def test_what_cannot_be_told(sentence):
    assert relation_check(sentence, TABLES) is None
