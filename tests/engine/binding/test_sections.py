"""Headings are found by their titles, however they are printed; row labels and lists are none."""

from dataclasses import replace

import pytest
from gouji.engine.reading.document import Location, Paragraph


def found(bound):
    return [section.id for section in bound.report.sections]


ALL = ["overview", "disclosure", "requests", "disputes", "problems", "other"]


@pytest.fixture
def sample(make, form):
    return make.sample(form)


def retitled(source, old, new):
    """The sample with one paragraph replaced; no paragraph declares an outline level, as in plain text."""
    blocks = []
    for block in source.blocks:
        if isinstance(block, Paragraph):
            blocks.append(replace(block, text=new if block.text == old else block.text, heading=None))
        else:
            blocks.append(block)
    return replace(source, blocks=tuple(blocks))


def test_official_titles(make, sample):
    bound = make.bound(sample)

    assert found(bound) == ALL
    assert [section.printed_number for section in bound.report.sections] == [
        "一",
        "二",
        "三",
        "四",
        "五",
        "六",
    ]
    assert {"title"} == {section.match for section in bound.report.sections}
    assert [section.order for section in bound.report.sections] == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize(
    ("official", "printed", "section", "match"),
    [
        ("一、总体情况", "一、政府信息公开总体情况", "overview", "alias"),
        ("一、总体情况", "一、工作基本情况", "overview", "nearest"),
        ("一、总体情况", "总体情况", "overview", "title"),
        ("一、总体情况", "第一部分　总体情况", "overview", "title"),
        ("一、总体情况", "一 总体情况", "overview", "title"),
        ("一、总体情况", "一、总 体 情 况", "overview", "title"),
        ("二、主动公开政府信息情况", "二、行政机关主动公开政府信息情况", "disclosure", "alias"),
        (
            "三、收到和处理政府信息公开申请情况",
            "三、行政机关收到和处理政府信息公开申请情况：",
            "requests",
            "alias",
        ),
        (
            "四、政府信息公开行政复议、行政诉讼情况",
            "四、政府信息公开行政复议,行政诉讼情况",
            "disputes",
            "title",
        ),
        (
            "四、政府信息公开行政复议、行政诉讼情况",
            "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况",
            "disputes",
            "alias",
        ),
        ("五、存在的主要问题及改进情况", "五、政府信息公开工作存在的主要问题及改进情况", "problems", "alias"),
        ("五、存在的主要问题及改进情况", "五、存在的主要问题和改进措施", "problems", "nearest"),
        ("六、其他需要报告的事项", "其他需要报告的事项", "other", "title"),
        ("六、其他需要报告的事项", "七、其他需要报告的事项", "other", "title"),
    ],
)
def test_titles_as_printed(make, sample, official, printed, section, match):
    bound = make.bound(retitled(sample, official, printed))

    assert found(bound) == ALL
    assert match == bound.report.section(section).match


def test_a_heading_followed_by_text_on_its_line(make, sample):
    bound = make.bound(retitled(sample, "一、总体情况", "一、总体情况。本年度公开信息12条。"))

    assert found(bound) == ALL
    assert bound.report.section("overview").lines[0].text == "本年度公开信息12条。"
    assert bound.report.section("overview").printed == "总体情况"


def test_a_heading_glued_to_the_end_of_a_paragraph(make, sample):
    title = "五、存在的主要问题及改进情况"
    bound = make.bound(retitled(sample, title, f"数据由各科室提供。{title}"))

    assert found(bound) == ALL
    assert bound.report.section("disputes").lines[-1].text == "数据由各科室提供。"


def test_a_heading_and_its_text_parted_by_a_soft_line_break(make, sample):
    bound = make.bound(retitled(sample, "一、总体情况", "一、总体情况\n本年度公开信息12条。"))

    assert found(bound) == ALL
    assert bound.report.section("overview").lines[0].text == "本年度公开信息12条。"


def test_a_heading_broken_by_a_soft_line_break(make, sample):
    title = "四、政府信息公开行政复议、行政诉讼情况"
    bound = make.bound(retitled(sample, title, "四、政府信息公开行政复议、\n行政诉讼情况"))

    assert found(bound) == ALL


def test_titles_announced_in_the_preamble_are_no_headings(make):
    bound = make.bound(
        make.document(
            "本报告由总体情况、主动公开政府信息情况、其他需要报告的事项等部分组成。",
            "一、总体情况",
            "公开信息12条。",
            "六、其他需要报告的事项",
            "无。",
        )
    )

    assert found(bound) == ["overview", "other"]


def test_a_list_of_contents_is_no_section(make, sample):
    contents = [
        Paragraph(f"{number}、{title}", Location())
        for number, title in (("一", "总体情况"), ("六", "其他需要报告的事项"))
    ]
    bound = make.bound(replace(sample, blocks=(*contents, *retitled(sample, "", "").blocks)))

    assert found(bound) == ALL


def test_sub_headings_that_repeat_a_title_are_no_sections(make):
    bound = make.bound(
        make.document(
            "一、总体情况",
            "（一）主动公开政府信息情况",
            "公开信息12条。",
            "1.收到和处理政府信息公开申请情况",
            "收到申请3件。",
            "二、主动公开政府信息情况",
            "见下表。",
        )
    )

    assert found(bound) == ["overview", "disclosure"]
    assert len(bound.report.section("overview").lines) == 4


def test_sections_numbered_in_brackets(make):
    bound = make.bound(
        make.document("（一）总体情况", "公开信息12条。", "（二）主动公开政府信息情况", "见下表。")
    )

    assert found(bound) == ["overview", "disclosure"]


def test_numbering_that_starts_anew(make):
    bound = make.bound(
        make.document(
            "一、总体情况",
            "公开信息12条。",
            "五、存在的主要问题及改进情况",
            "一、存在问题",
            "更新不及时。",
            "二、改进措施",
            "逐月检查。",
            "一、其他需要报告的事项",
            "无。",
        )
    )

    assert found(bound) == ["overview", "problems", "other"]
    assert len(bound.report.section("problems").lines) == 4


def test_a_section_the_form_does_not_have(make, sample):
    extra = (Paragraph("七、下一年工作思路", Location()), Paragraph("继续努力。", Location()))
    tail = sample.blocks[-2:]
    bound = make.bound(replace(sample, blocks=(*sample.blocks[:-2], *extra, *tail)))

    assert [*ALL, None] == found(bound)
    assert (
        bound.report.sections[-1].printed_number,
        bound.report.sections[-1].printed,
        bound.report.sections[-1].match,
    ) == ("七", "下一年工作思路", "none")


def test_an_inserted_section_shifts_the_numbers(make):
    bound = make.bound(
        make.document(
            "一、总体情况",
            "公开信息12条。",
            "二、平台建设",
            "改版网站。",
            "三、主动公开政府信息情况",
            "见下表。",
        )
    )

    assert found(bound) == ["overview", None, "disclosure"]


def test_a_missing_heading_does_not_hide_its_table(make, sample):
    blocks = tuple(
        block
        for block in sample.blocks
        if not (isinstance(block, Paragraph) and block.text.startswith("三、收到"))
    )
    bound = make.bound(replace(sample, blocks=blocks))

    assert [section for section in ALL if section != "requests"] == found(bound)
    assert len(bound.report.tables["requests"].facts) == 175
    assert bound.report.section("disclosure").tables == 2


def test_row_labels_printed_as_headings_are_no_sections(make):
    bound = make.bound(
        make.document(
            make.heading("三、收到和处理政府信息公开申请情况"),
            make.heading("四、结转下年度继续办理", 3),
            make.grid("类别|数据1|数据2|数据3|数据4|数据5|数据6|总计", "结转下年度继续办理|1|0|0|0|0|0|1"),
        )
    )

    assert found(bound) == ["requests"]


def test_tables_and_pictures_of_a_section_are_counted(make):
    bound = make.bound(
        make.document(
            "一、总体情况",
            "如下图。",
            make.image("统计图"),
            "二、主动公开政府信息情况",
            make.image(),
            make.image(),
        )
    )

    assert [(section.tables, section.images) for section in bound.report.sections] == [(0, 1), (0, 2)]
    assert [(picture.name, picture.section) for picture in bound.report.pictures] == [
        ("统计图", "overview"),
        ("", "disclosure"),
        ("", "disclosure"),
    ]


def test_parts_are_found_by_heading_or_by_words(make):
    bound = make.bound(
        make.document(
            "一、总体情况", "（一）主动公开情况", "公开信息12条。", "一是加强组织领导，办好门户网站。"
        )
    )
    states = {part.id: part.state for part in bound.report.section("overview").parts}

    assert (states["proactive"], states["platform"], states["management"]) == ("heading", "words", "absent")


def test_sub_headings_are_marked(make):
    bound = make.bound(
        make.document("一、总体情况", "（一）主动公开情况", "（二）是重点工作，公开信息12条。")
    )

    assert [line.heading for line in bound.report.section("overview").lines] == [True, False]


def test_signature_lines_are_the_tail(make, sample):
    bound = make.bound(sample)

    assert [line.text for line in bound.report.tail] == ["东江市南屏区农业农村局", "2024年1月18日"]
    assert len(bound.report.section("other").lines) == 1


def test_page_furniture_belongs_to_no_section(make, sample):
    footer = [
        Paragraph(text, Location())
        for text in (
            "主办单位：东江市南屏区人民政府",
            "推荐使用IE8及以上版本浏览器浏览",
            "联系方式：0999-1234567",
        )
    ]
    nav = [Paragraph("当前位置：首页", Location()), Paragraph("首页 政务公开", Location())]
    bound = make.bound(replace(sample, blocks=(*nav, *sample.blocks, *footer)))

    assert [line.text for line in bound.report.tail] == ["东江市南屏区农业农村局", "2024年1月18日"]
    assert {line.text for line in [*nav, *footer]} == {line.text for line in bound.report.outside}
    assert bound.report.preamble[0].text.startswith("本报告依据")


def test_a_report_that_says_it_is_an_excerpt(make):
    assert make.bound(make.document("一、总体情况", "公开信息12条。", "（节选）")).report.excerpt


def test_a_report_that_breaks_off_is_an_excerpt(make):
    text = "本年度公开信息12条，其中机构职能类3条、政策文件类4条、业务动态类5条、以及按照要求必须公开的部"

    assert make.bound(make.document("一、总体情况", text)).report.excerpt
    assert not make.bound(make.document("一、总体情况", f"{text}分。")).report.excerpt
