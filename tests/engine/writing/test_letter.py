"""Letters to organs: what they say, and what they must not hold."""

import io
import zipfile
from dataclasses import replace
from datetime import date

import docx
import pytest
from gouji.engine.office.ledger import Column, Degree, Ledger, Row, word
from gouji.engine.office.ledger_merging import merge
from gouji.engine.office.letters import Letter, Point, letters_from_ledger
from gouji.engine.office.settings import OfficeSettings
from gouji.engine.writing.ledger_items import ledger_items
from gouji.engine.writing.letter import letters, letters_from_results
from lxml import etree

OFFICE = OfficeSettings(
    office="云岭市政务公开办公室",
    return_by="2032-01-20",
    contact="陆晓",
    phone="13812345678",
    day=date(2032, 1, 12),
)
LAST = "以上仅核对报告自身是否一致，数据真实性由填报单位负责。"
OPENING = (
    "你单位报送的2031年度报告（第2稿）已经审核，有以下 3 处需要修改或者核实，"
    "请于2032年1月20日前修改核实后重新报送。"
)
POINT = Point(Degree.ERROR, "第1个表格第5行第6格", "有一格对不上", "0", "3", "改成 3", "某某〔2031〕1号")


def texts(data):
    return [one.text for one in docx.Document(io.BytesIO(data)).paragraphs if one.text]


def letter_text(letter, settings, language):
    ((_, data),) = letters([letter], settings, language)
    return "\n".join(texts(data))


def whole(data):
    """All that a package says, names of its parts included."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return "\n".join(name + archive.read(name).decode() for name in archive.namelist())


def test_all_that_a_letter_says():
    points = (
        POINT,
        Point(Degree.WARNING, "", "前后不一。", advice="核对"),
        Point(Degree.UNREADABLE, "", "", advice="重报"),
    )
    ((name, data),) = letters([Letter("松溪市图书馆", 2031, 2, "a.docx", points)], OFFICE, "zh")

    assert name == "松溪市图书馆审核意见.docx"
    assert texts(data) == [
        "关于松溪市图书馆2031年度报告的审核意见",
        "松溪市图书馆：",
        OPENING,
        "一、必须改（1 处）",
        "1. 有一格对不上。",
        "位置：第1个表格第5行第6格",
        "现填：0　应为：3",
        "怎么改：改成 3。",
        "依据：某某〔2031〕1号",
        "二、请核实（1 处）",
        "2. 前后不一。",
        "怎么改：核对。",
        "三、其他（1 处）",
        "3. 重报。",
        "云岭市政务公开办公室",
        "2032年1月12日",
        "（联系人：陆晓，联系电话：13812345678）",
        LAST,
    ]


def test_without_settings_a_letter_says_what_there_is():
    text = letter_text(Letter("", None, None, "松溪 年报.docx", (POINT,)), OfficeSettings(), "zh")

    assert text.splitlines()[:3] == [
        "年度报告审核意见",
        "有关单位：",
        "你单位报送的年度报告已经审核，有以下 1 处需要修改或者核实，请修改核实后重新报送。",
    ]
    assert text.splitlines()[-1] == LAST
    assert "联系" not in text


def test_a_term_in_words_is_told_in_words():
    settings = OfficeSettings(return_by="收到后3个工作日内")

    assert "（期限：收到后3个工作日内）" in letter_text(
        Letter("甲", 2031, None, "", (POINT,)), settings, "zh"
    )


def test_a_letter_in_english():
    text = letter_text(Letter("Library", 2031, None, "", (replace(POINT, basis="b"),)), OFFICE, "en")

    assert "1 matter must be corrected or verified; please correct or verify them" in text
    assert text.splitlines()[-1].startswith("Only whether the report agrees with itself")


def test_the_package_holds_nothing_but_the_letter(one_wrong_cell):
    found = letters_from_results([one_wrong_cell], "zh")
    ((_, data),) = letters(found, OFFICE, "zh")
    text = whole(data).casefold()

    for matter in ("gouji", "python", "docx", "template", "loans-", "requests-", "年报/", "松溪.docx"):
        assert matter not in text.replace("officedocument", ""), matter
    properties = docx.Document(io.BytesIO(data)).core_properties
    assert (properties.author, properties.last_modified_by) == (OFFICE.office, OFFICE.office)
    assert (properties.comments, properties.keywords) == ("", "")
    assert properties.created.date() == OFFICE.day


def test_every_part_is_sound_and_the_same_letter_is_the_same_file():
    made = [next(letters([Letter("甲", 2031, 1, "", (POINT,))], OFFICE, "zh"))[1] for _ in range(2)]

    assert made[0] == made[1]
    with zipfile.ZipFile(io.BytesIO(made[0])) as archive:
        for name in archive.namelist():
            etree.fromstring(archive.read(name))


def test_notes_stay_in_the_house_and_clean_reports_have_no_letter(
    one_wrong_cell, clean, unreadable, open_cause
):
    found = letters_from_results(
        [clean, unreadable, one_wrong_cell, open_cause], "zh", drafts={"松溪.docx": 3}
    )

    assert [letter.draft for letter in found] == [None, 3]
    assert all(point.degree is not Degree.INFO for letter in found for point in letter.points)


def ledger_of(*results):
    found = ledger_items(results, "zh")
    return merge(Ledger(), found.items, found.reports, "zh")


def decided(ledger, decisions):
    rows = [
        replace(row, words={**row.words, Column.DECISION: text, **more})
        for row, (text, more) in zip(ledger.rows, decisions, strict=True)
    ]
    return replace(ledger, rows=tuple(rows))


def test_letters_carry_what_was_returned_in_the_words_of_the_ledger(one_wrong_cell):
    ledger = ledger_of(one_wrong_cell)
    assert letters_from_ledger(ledger) == ()
    (letter,) = letters_from_ledger(
        decided(
            ledger, [("退回", {Column.PROBLEM: "总计没有加上", Column.REMARK: "电话里说过"}), ("不退", {})]
        )
    )

    assert (letter.organ, letter.year, letter.draft) == ("松溪市图书馆", 2031, 1)
    assert [(point.problem, point.expected) for point in letter.points] == [("总计没有加上", "3")]
    assert "电话里说过" not in letter_text(letter, OFFICE, "zh")


def test_rows_of_peoples_own_go_out_notes_and_settled_rows_do_not(one_wrong_cell):
    ledger = ledger_of(one_wrong_cell)
    own = Row({Column.ORGAN: "松溪市图书馆", Column.PROBLEM: "缺盖章页", Column.DECISION: "退回"})
    hint = replace(own, words={**own.words, Column.DEGREE: word(Degree.INFO, "zh")})
    blank = Row({Column.ORGAN: "别处", Column.DECISION: "退回"})
    both = decided(ledger, [("退回", {}), ("退回", {})])
    fixed = merge(both, [], ledger_items([one_wrong_cell], "zh").reports, "zh")
    (letter,) = letters_from_ledger(replace(fixed, rows=(*fixed.rows, own, hint, blank)))

    assert [point.problem for point in letter.points] == ["缺盖章页"]


def test_a_report_without_a_name_is_called_by_its_file(unreadable):
    (letter,) = letters_from_ledger(decided(ledger_of(unreadable), [("退回", {})]))
    ((name, data),) = letters([letter], OFFICE, "zh")

    assert (letter.organ, name) == ("", "旧审核意见.docx")
    assert texts(data)[1] == "有关单位："


HOSTILE = "=CMD()<script>\x1b[31m\u202e../..\\x:\ufffe\n乙"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_hostile_words_are_inert(language):
    bad = Point(Degree.ERROR, HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE)
    settings = replace(OFFICE, office=HOSTILE, contact=HOSTILE, phone=HOSTILE, return_by=HOSTILE)
    found = [Letter(HOSTILE, 2031, 1, HOSTILE, (bad,)), Letter(HOSTILE, 2031, 1, "", (bad,))]
    made = list(letters(found, settings, language))

    assert len({name for name, _ in made}) == 2
    for name, data in made:
        assert not set('\\/:*?"<>|\x1b\u202e') & set(name)
        assert not name.startswith(".")
        assert not set("\x1b\u202e\ufffe") & set(whole(data))
        assert all("<script>" not in part for part in whole(data).splitlines())


def test_what_ends_a_letter_stays_on_one_page():
    ((_, data),) = letters([Letter("云岭市水务局", 2031, 1, "报告.docx", (POINT,))], OFFICE, "zh")
    styles = docx.Document(io.BytesIO(data)).styles

    ending = [
        one.style.name for one in docx.Document(io.BytesIO(data)).paragraphs if one.text == OFFICE.office
    ]
    assert all(styles[name].paragraph_format.keep_with_next for name in ending)
    assert ending
