from __future__ import annotations

import pytest
from gouji.engine.reading.document import FileFormat, ImageMark, Location, Paragraph, Remark, Table
from gouji.engine.reading.grid import OBJECT_MARK

from .files import document, grid, kinds, only_table, texts

PROSE = "云川市林草局本年收到申请三件，均已按时办结，另有若干情况需要在此一并说明。"
DATA = "<table><tr><td>项目<td>数量<tr><td>新收<td>3</table>"


def page(article: str, before: str = "", after: str = "", title: str = "") -> str:
    body = f"<body>{before}<div>{article}</div>{after}</body>"
    return f"<!DOCTYPE html><html><head><title>{title}</title></head>{body}</html>"


class TestText:
    def test_blocks_are_paragraphs_with_lines_and_headings_with_levels(self):
        found = document("<h1>年度\n报告</h1>\n<p>甲</p>\n<div>乙<span>丙</span><p>丁</div>\n<h3>（一）</h3>")
        assert found.format is FileFormat.HTML
        assert found.blocks == (
            Paragraph("年度 报告", Location(line=1), 1),
            Paragraph("甲", Location(line=3)),
            Paragraph("乙丙", Location(line=4)),
            Paragraph("丁", Location(line=4)),
            Paragraph("（一）", Location(line=5), 3),
        )

    def test_line_breaks_part_paragraphs(self):
        found = document("<p>一、概况<br>\n　　正文<br/><br>其他</p>")
        assert [(block.text, block.location.line) for block in found.blocks] == [
            ("一、概况", 1),
            ("正文", 2),
            ("其他", 2),
        ]

    def test_line_breaks_in_headings_are_soft(self):
        assert texts(document("<h1>年度<br>报告</h1>")) == ["年度\n报告"]

    def test_preformatted_lines_are_paragraphs(self):
        found = document("<div>\n<pre>甲  x\n\n乙</pre></div>")
        assert [(block.text, block.location.line) for block in found.blocks] == [("甲  x", 2), ("乙", 4)]

    def test_characters_without_width_are_left_out(self):
        assert texts(document("<p>收\u200b到&#8203;3件&shy;</p>")) == ["收到3件"]

    @pytest.mark.parametrize(
        "unseen",
        [
            "<script>x</script>",
            "<style>x</style>",
            "<template>x</template>",
            "<select><option>x</select>",
            "<!-- x -->",
        ],
    )
    def test_what_is_not_text_is_left_out(self, unseen: str):
        assert texts(document(f"<p>甲{unseen}乙</p>")) == ["甲乙"]

    @pytest.mark.parametrize(
        "hiding", ["hidden", 'style="DISPLAY : none"', 'style="color:red;visibility:hidden"']
    )
    def test_hidden_text_is_left_out_and_remarked(self, hiding: str):
        found = document(f"<p>甲<span {hiding}>99</span>乙</p>")
        assert (texts(found), found.remarks) == (["甲乙"], (Remark.HIDDEN_TEXT,))

    def test_hidden_text_outside_the_article_is_not_worth_a_remark(self):
        assert document(page(f"<p>{PROSE}</p>", before="<div hidden>弹窗</div>")).remarks == ()

    def test_ruby_text_is_left_out(self):
        assert texts(document("<p>据<ruby>云<rp>(</rp><rt>yun</rt><rp>)</rp></ruby></p>")) == ["据云"]

    @pytest.mark.parametrize(
        ("image", "name"),
        [
            ('<img alt="现场">', "现场"),
            ('<img title="图">', "图"),
            ('<img src="/a/b%20c.png?x=1">', "b c.png"),
            ('<img src="data:image/png;base64,AAAA">', ""),
            ('<img src="http://[x/y.png">', ""),
        ],
    )
    def test_pictures_are_image_marks(self, image: str, name: str):
        assert document(f"<p>{image}</p>").blocks == (ImageMark(name, Location(line=1)),)

    def test_counting_dots_are_no_pictures(self):
        assert kinds(document('<p>甲<img src="t.gif" width="1px"></p>')) == ["Paragraph"]

    def test_an_xml_declaration_does_not_disturb(self):
        assert texts(
            document('<?xml version="1.0" encoding="utf-8"?>\n<html><body><p>甲</p></body></html>')
        ) == ["甲"]


class TestArticle:
    def test_the_site_around_the_article_is_left_out(self):
        before = (
            '<div><a href="/">首页</a> &gt; <a href="/b">公开</a></div><nav>导航</nav><header>站名</header>'
        )
        after = '<div>主办：云川市</div><footer>备案号</footer><div role="contentinfo">网站标识码</div>'
        assert texts(document(page(f"<p>{PROSE}</p><p>{PROSE}</p>{DATA}", before, after))) == [PROSE, PROSE]

    def test_a_heading_set_apart_by_the_site_stays(self):
        found = document(
            page(f"<p>{PROSE}</p>", before="<h1><a href='/'>站名</a></h1><h1>年度报告</h1><p>来源</p>")
        )
        assert [(block.text, block.heading) for block in found.blocks] == [("年度报告", 1), (PROSE, None)]

    def test_an_article_with_its_own_heading_needs_no_other(self):
        found = document(page(f"<h1>年度报告</h1><p>{PROSE}</p>", before="<h2>栏目</h2><h1>站名</h1>"))
        assert texts(found) == ["年度报告", PROSE]

    def test_the_title_of_the_page_stands_in_for_a_missing_one(self):
        found = document(page(f"<p>{PROSE}</p>", title="云川市年度报告"))
        assert found.blocks[0] == Paragraph("云川市年度报告", Location(line=1), 0)

    def test_the_declared_title_of_the_article_goes_before_that_of_the_page(self):
        head = '<head><meta name="ArticleTitle" content="年度报告"><title>x</title></head>'
        text = f"<html>{head}<body><p>{PROSE}</p>"
        assert texts(document(text)) == ["年度报告", PROSE]

    def test_a_title_that_the_article_says_is_not_repeated(self):
        assert texts(document(page(f"<p>年度报告</p><p>{PROSE}</p>", title="年度报告_云川市"))) == [
            "年度报告",
            PROSE,
        ]

    def test_a_header_inside_an_article_belongs_to_it(self):
        assert texts(document(f"<article><header>年度报告</header><p>{PROSE}</p></article>"))[0] == "年度报告"

    def test_an_unclosed_link_may_hold_the_article(self):
        text = f'<div><a href="#x"><p>{PROSE * 4}</p></a></div><div>附注</div>'
        assert texts(document(text)) == [PROSE * 4]

    def test_paragraphs_beside_the_main_part_belong_to_the_article(self):
        found = document(
            page(f"<div><p>{PROSE * 9}</p></div><p>云川市林草局</p>", after="<div>主办单位</div>")
        )
        assert texts(found) == [PROSE * 9, "云川市林草局"]

    def test_all_tables_belong_to_the_article(self):
        found = document(page(f"<div><p>{PROSE * 9}</p></div><div>{DATA}</div>"))
        assert kinds(found) == ["Paragraph", "Table"]


class TestTables:
    def test_spans_are_resolved(self):
        text = (
            "<table><tr><td rowspan=2>a<td colspan=2>b</tr><tr><td>c<td>d</tr>"
            "<tr><td>e<td>f<td>g</tr></table>"
        )
        assert grid(only_table(document(text))) == [["a", "b", "b"], ["a", "c", "d"], ["e", "f", "g"]]

    def test_cells_know_line_and_physical_place(self):
        text = "<table>\n<tr><td rowspan=2>a</td><td>b</td></tr>\n<tr><td>c</td></tr></table>"
        found = only_table(document(text))
        assert found.location == Location(line=1, table=1)
        assert found.cells[-1].location == Location(line=3, table=1, row=2, cell=1)

    def test_several_spans_from_above_are_stepped_over(self):
        text = (
            "<table><tr><td rowspan=3>a<td>b<td rowspan=2>c<td>d</tr>"
            "<tr><td>e<td>f</tr><tr><td>g<td>h<td>i</tr></table>"
        )
        assert grid(only_table(document(text))) == [
            ["a", "b", "c", "d"],
            ["a", "e", "c", "f"],
            ["a", "g", "h", "i"],
        ]

    def test_a_wide_cell_does_not_cover_what_comes_from_above(self):
        text = "<table><tr><td>a<td rowspan=2>b<td>c</tr><tr><td colspan=3>d<td>e</tr></table>"
        assert grid(only_table(document(text))) == [["a", "b", "c"], ["d", "b", "e"]]

    def test_a_span_of_zero_rows_reaches_the_end(self):
        text = "<table><tr><td rowspan=0>a<td>b</tr><tr><td>c</tr><tr><td>d</tr></table>"
        assert grid(only_table(document(text))) == [["a", "b"], ["a", "c"], ["a", "d"]]

    @pytest.mark.parametrize("span", ["99999999", "9" * 5000, "1000"])
    def test_absurd_spans_cost_nothing(self, span: str):
        text = (
            f"<table><tr><td rowspan={span} colspan={span}>a<td>b</tr><tr><td colspan={span}>c</tr></table>"
        )
        assert grid(only_table(document(text))) == [["a", "b"], ["a", "c"]]

    @pytest.mark.parametrize("span", ["x", "-1", "", "0", "²"])
    def test_spans_that_are_none_count_as_one(self, span: str):
        text = f'<table><tr><td colspan="{span}">a<td>b</tr><tr><td>c<td>d</tr></table>'
        assert grid(only_table(document(text))) == [["a", "b"], ["c", "d"]]

    def test_sloppy_rows_are_rows(self):
        text = "<table><thead><tr><th>a<th>b<tbody><form><tr><td>c<td>d</form><tfoot><tr><td>e<td>f</table>"
        assert grid(only_table(document(text))) == [["a", "b"], ["c", "d"], ["e", "f"]]

    def test_lines_inside_cells_stay_lines(self):
        text = (
            "<table><tr><td><p>商业</p>\n<p>企业</p><td> 3<br>件 </tr>"
            "<tr><td>c<td><img src=a.png></tr></table>"
        )
        assert grid(only_table(document(text))) == [["商业\n企业", "3\n件"], ["c", OBJECT_MARK]]

    def test_a_small_table_inside_a_cell_is_its_text(self):
        inner = "<table><tr><td>18</td></tr></table>"
        text = f"<table><tr><td>a<td>{inner}</td></tr><tr><td>c<td>d</tr></table><p>{PROSE}</p>"
        assert grid(only_table(document(text))) == [["a", "18"], ["c", "d"]]

    @pytest.mark.parametrize(
        "layout",
        [
            "<table><tr><td>导航</td><td>{}</td></tr></table>",
            "<table><tr><td><table><tr><td>{}</td></tr></table></td></tr></table>",
            '<table role="presentation"><tr><td>{}</td></tr></table>',
        ],
    )
    def test_tables_that_lay_out_the_page_are_looked_through(self, layout: str):
        found = document(layout.format(f"<h2>一、概况</h2><p>{PROSE * 9}</p>{DATA}"))
        assert [block.location.table for block in found.blocks if isinstance(block, Table)] == [1]
        assert texts(found)[:2] == ["一、概况", PROSE * 9]

    def test_a_cell_of_long_prose_makes_a_layout(self):
        found = document(f"<table><tr><td>{PROSE * 12}</td></tr><tr><td>{PROSE * 6}</td></tr></table>")
        assert kinds(found) == ["Paragraph", "Paragraph"]

    def test_a_table_without_cells_is_nothing(self):
        assert kinds(document("<p>甲</p><table></table><table><tr></tr></table>")) == ["Paragraph"]

    def test_a_caption_is_a_paragraph_before_its_table(self):
        found = document(
            "<table><caption>附表</caption><caption></caption><tr><td>a<td>b<tr><td>c<td>d</table>"
        )
        assert kinds(found) == ["Paragraph", "Table"]
