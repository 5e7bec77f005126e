"""Title, organ, years, period, signature: as printed, and the report year decided from them."""

from datetime import date

import pytest

SECTION = ("一、总体情况", "公开信息12条。")


def identity(make, *lines, tail=(), **options):
    name = options.pop("name", "report.docx")
    return make.bound(make.document(*lines, *SECTION, *tail, name=name), **options).report.identity


@pytest.mark.parametrize(
    ("lines", "organ", "year"),
    [
        (["青原市财政局2023年政府信息公开工作年度报告"], "青原市财政局", 2023),
        (["青原市财政局2023年度政府信息公开工作年度报告"], "青原市财政局", 2023),
        (["青原市财政局政府信息公开工作2023年度报告"], "青原市财政局", 2023),
        (["青原市财政局2023年信息公开年报"], "青原市财政局", 2023),
        (["青原市财政局2023年政府信息公开年度工作报告"], "青原市财政局", 2023),
        (["青原市财政局2023年政府信息公开工作报告"], "青原市财政局", 2023),
        (["青原市财政局政府信息公开工作年度报告（2023年度）"], "青原市财政局", 2023),
        (["青原市财政局政府信息公开工作年度报告(2023)"], "青原市财政局", 2023),
        (["青原市财政局 2023 年政府信息公开工作年度报告"], "青原市财政局", 2023),
        (["青原市财政局２０２３年政府信息公开工作年度报告"], "青原市财政局", 2023),
        (["青原市财政局政府信息公开工作年度报告"], "青原市财政局", None),
        (["2023年政府信息公开工作年度报告"], None, 2023),
        (["青原市财政局", "2023年政府信息公开工作年度报告"], "青原市财政局", 2023),
        (["青原市财政局2023年信息公开", "工作年度报告"], "青原市财政局", 2023),
        (["青原市财政局", "2023年", "政府信息公开工作年度报告"], "青原市财政局", 2023),
        (["青原市财政局\n2023年政府信息公开工作年度报告"], "青原市财政局", 2023),
        (["| 青原市财政局2023年政府信息公开工作年度报告 |"], "青原市财政局", 2023),
    ],
)
def test_titles(make, lines, organ, year):
    found = identity(make, *lines)

    assert (organ, year) == (found.organ.text if found.organ else None, found.title_year)
    assert "".join("".join(lines).split()).strip("|") == "".join(found.title.text.split())


def test_a_title_after_a_table_of_metadata(make):
    found = identity(
        make, make.grid("索引号|1234", "发布日期|2024-01-18"), "青原市财政局2023年政府信息公开工作年度报告"
    )

    assert found.title_year == 2023


def test_a_repeated_title_is_no_preamble(make):
    title = "青原市财政局2023年政府信息公开工作年度报告"
    report = make.bound(
        make.document("青原市财政局年报栏目", title, title, "本报告依法编制。", *SECTION)
    ).report

    assert [line.text for line in report.preamble] == ["本报告依法编制。"]
    assert [line.text for line in report.outside] == ["青原市财政局年报栏目"]


def test_of_two_titles_the_complete_one_counts(make):
    found = identity(make, "信息公开年报", "青原市财政局2023年政府信息公开工作年度报告")

    assert (found.organ.text, found.title_year) == ("青原市财政局", 2023)


def test_no_title(make):
    found = identity(make, "本报告依法编制。")

    assert (found.title, found.title_year) == (None, None)


@pytest.mark.parametrize(
    ("sentence", "start", "end"),
    [
        ("统计期限自2023年1月1日起至2023年12月31日止。", date(2023, 1, 1), date(2023, 12, 31)),
        ("统计时限为2023年1月1日至2023年12月31日。", date(2023, 1, 1), date(2023, 12, 31)),
        ("统计时间从2023 年1月1日到2023 年12月31日。", date(2023, 1, 1), date(2023, 12, 31)),
        ("所列数据的统计期限自2023年1月1日起，至12月31日止。", date(2023, 1, 1), date(2023, 12, 31)),
        ("统计期限自2023年1月1日起至\n2023年12月31日止。", date(2023, 1, 1), date(2023, 12, 31)),
        ("统计期限自2020年1月1日起至202020年12月31日止。", date(2020, 1, 1), None),
        ("统计期限自2020年1月1日起至12月21日止。", date(2020, 1, 1), date(2020, 12, 21)),
        ("统计期限自2023年1月1日起至2023年2月30日止。", date(2023, 1, 1), None),
    ],
)
def test_periods(make, sentence, start, end):
    found = identity(make, sentence)

    assert (start, end) == (found.period_start.value, found.period_end.value)


def test_an_impossible_date_keeps_its_words(make):
    assert (
        identity(make, "统计期限自2020年1月1日起至202020年12月31日止。").period_end.text == "202020年12月31日"
    )


def test_a_period_in_the_first_section(make):
    found = make.bound(
        make.document("一、总体情况", "统计期限自2023年1月1日起至2023年12月31日止。")
    ).report.identity

    assert date(2023, 12, 31) == found.period_end.value


def test_the_dates_of_a_campaign_are_no_period(make):
    text = "自2023年3月1日至2023年6月30日开展专项检查。统计期限自2023年1月1日至2023年12月31日。"
    found = make.bound(make.document("一、总体情况", *text.split("。"))).report.identity

    assert found.period_end.value == date(2023, 12, 31)


def test_no_period(make):
    found = identity(make, "依法编制。")

    assert (found.period, found.period_start, found.period_end) == (None, None, None)


@pytest.mark.parametrize(
    ("tail", "organ", "when"),
    [
        (["青原市财政局", "2024年1月18日"], "青原市财政局", date(2024, 1, 18)),
        (["青原市财政局", "二〇二四年一月十八日"], "青原市财政局", date(2024, 1, 18)),
        (["2024年1月18日"], None, date(2024, 1, 18)),
        (["青原市财政局"], "青原市财政局", None),
        (["2024年13月18日"], None, None),
        (["青原市财政局　2024年1月18日"], "青原市财政局", date(2024, 1, 18)),
        (["青原市财政局2024年1月18日"], "青原市财政局", date(2024, 1, 18)),
        (["青原市财政局 二〇二四年一月十八日"], "青原市财政局", date(2024, 1, 18)),
        (["青原市财政局", "（2024年1月18日）", "（此件公开发布）"], "青原市财政局", date(2024, 1, 18)),
        (["青原市财政局办公室负责解释，2024年1月18日起施行。"], None, None),
        (["无附件 2024年1月18日"], None, None),
    ],
)
def test_signatures(make, tail, organ, when):
    found = identity(make, tail=tail)

    assert organ == (found.signature_organ.text if found.signature_organ else None)
    assert when == (found.signature_date.value if found.signature_date else None)


def test_the_organ_is_taken_from_the_signature_when_the_title_lacks_it(make):
    found = identity(make, "2023年政府信息公开工作年度报告", tail=("青原市财政局", "2024年1月18日"))

    assert found.organ.text == "青原市财政局"


def test_the_organ_is_taken_from_the_preamble_at_last(make):
    found = identity(make, "本报告由青原市财政局按照有关要求编制。")

    assert found.organ.text == "青原市财政局"


@pytest.mark.parametrize(
    ("organ", "kind", "level", "regulations"),
    [
        ("青原市财政局", "department", None, False),
        ("青原市人民政府", "government", None, True),
        ("青原县人民政府", "government", None, False),
        ("青原省人民政府", "government", "province", True),
        ("青原县云溪镇人民政府", "township", "township", False),
        ("青原县云溪街道办事处", "township", "township", False),
        ("青原市人民政府办公室", "government_office", None, True),
        ("青原大学", "authorised", None, False),
    ],
)
def test_the_kind_of_organ_is_told_by_its_name(make, organ, kind, level, regulations):
    found = identity(make, f"{organ}2023年政府信息公开工作年度报告")

    assert (kind, level, regulations) == (found.organ_kind, found.organ_level, found.may_make_regulations)


def test_an_organ_of_no_known_kind(make):
    found = identity(make, "青原联络组2023年政府信息公开工作年度报告")

    assert (found.organ_kind, found.organ_level) == (None, None)


def test_the_contact_is_looked_for_outside_the_sections(make):
    found = identity(make, "如有疑问请与我局联系（电话：0999-1234567）。")

    assert "0999-1234567" in found.contact.text


TITLE = "青原市财政局2023年政府信息公开工作年度报告"
PERIOD = "统计期限自2022年1月1日起至2022年12月31日止。"


@pytest.mark.parametrize(
    ("lines", "options", "year", "source"),
    [
        ([TITLE, PERIOD], {"year": 2021}, 2021, "option"),
        ([TITLE, PERIOD], {}, 2023, "title"),
        (["青原市财政局政府信息公开工作年度报告", PERIOD], {}, 2022, "period"),
        (["青原市财政局政府信息公开工作年度报告"], {"name": "2020年报.docx"}, 2020, "file"),
        (["青原市财政局政府信息公开工作年度报告"], {"name": "2020年报2021.docx"}, None, None),
        (["青原市财政局政府信息公开工作年度报告"], {}, None, None),
    ],
)
def test_the_report_year_is_decided(make, lines, options, year, source):
    found = identity(make, *lines, **options)

    assert (year, source) == (found.year, found.year_source)


def test_the_year_most_spoken_of_decides_before_the_file_name(make):
    text = "2021年，公开信息12条。2021年，收到申请3件，2020年为2件。"
    found = make.bound(make.document("一、总体情况", text, name="2019.docx")).report.identity

    assert (found.body_year, found.year, found.year_source) == (2021, 2021, "body")


def test_two_years_spoken_of_as_often_decide_nothing(make):
    found = make.bound(
        make.document("一、总体情况", "2021年，公开信息12条。2020年，公开信息10条。")
    ).report.identity

    assert found.body_year is None
