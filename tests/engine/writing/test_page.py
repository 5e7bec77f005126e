"""The page of a run, as a tree: what stands in it, where its links lead; nothing foreign acts in it."""

import base64
import hashlib
import re
from dataclasses import replace
from fractions import Fraction

import pytest
from gouji.engine.binding.report import Fact, FactState, Identity, Located, TextLine
from gouji.engine.checking.outcomes import Acceptance, ReportStatus, Status, TextUse
from gouji.engine.checking.result import Compared, ComparedReport
from gouji.engine.office.attendance import Arrived, attendance
from gouji.engine.office.fleet import Fleet, Frequent, Resting, Suspicion, fleet
from gouji.engine.office.organs import Listed, Organs
from gouji.engine.reading.document import Location, Unreadable
from gouji.engine.writing.page import page
from gouji.engine.writing.page_tree import asset, element
from gouji.engine.writing.results import Result
from gouji.grammar.messages import message
from lxml import html

HOSTILE = "<script>alert(1)</script>\x1b[31m\u202e\"'><img src=x onerror=alert(2)>"


def tree(*results, language="zh", **more):
    return html.document_fromstring(page(list(results), language, **more))


def texts(found):
    return [" ".join(each.text_content().split()) for each in found]


def cards(found):
    return {
        each.xpath("string(.//span)"): int(each.xpath("string(.//strong)"))
        for each in found.xpath("//ul[@class='cards']/li")
    }


def named(result, file, organ=None, **changes):
    """The result as that of another file, and of another organ."""
    checked = result.outcome
    if organ is not None:
        identity = replace(checked.report.identity, organ=Located(organ, organ, Location(paragraph=1)))
        checked = replace(checked, report=replace(checked.report, identity=identity))
    return Result(file, replace(checked, **changes))


def test_the_overview_counts_every_file_once(one_wrong_cell, clean, undecided, unreadable):
    found = tree(clean, unreadable, undecided, one_wrong_cell)

    assert cards(found) == {"收到": 4, "要退回": 1, "没法判断": 1, "读不出": 1, "通过": 1}


def test_what_needs_somebody_comes_first(one_wrong_cell, clean, unreadable):
    found = tree(clean, unreadable, one_wrong_cell)

    assert texts(found.xpath("//table[@class='list']//td[1]")) == ["要退回", "读不出", "通过"]
    assert [each.get("id") for each in found.xpath("//article")] == ["r3", "r2", "r1"]


def test_only_reports_that_need_somebody_are_open_and_carry_tables(one_wrong_cell, clean):
    found = tree(clean, one_wrong_cell)

    (passed,) = found.xpath("//article[contains(@class, 'passed')]")
    (failed,) = found.xpath("//article[contains(@class, 'return')]")
    assert passed.xpath("./details/@open") == []
    assert passed.xpath(".//table") == []
    assert failed.xpath("./details/@open") == [""]
    assert len(failed.xpath(".//table")) == 1


def test_a_finding_leads_to_its_cell_and_back(one_wrong_cell):
    found = tree(one_wrong_cell)

    matter = found.get_element_by_id("r1-m1")
    (link,) = matter.xpath(".//a[@class='to-cell']/@href")
    cell = found.get_element_by_id(link[1:])
    assert " ".join(cell.text_content().split()) == "现填 0 1 应为 3"
    assert cell.xpath(".//a/@href") == ["#r1-m1"]
    assert "wrong" in cell.get("class")
    row = cell.getparent()
    assert texts(row.xpath("./th"))[-1].endswith(row.xpath("./th")[-1].text_content().strip())


def test_every_link_leads_somewhere_in_the_page_and_no_id_is_used_twice(
    one_wrong_cell, open_cause, two_wrong_cells, undecided, unreadable, clean
):
    found = tree(one_wrong_cell, open_cause, two_wrong_cells, undecided, unreadable, clean)

    ids = found.xpath("//@id")
    assert len(set(ids)) == len(ids)
    assert {link[1:] for link in found.xpath("//a/@href")} <= set(ids)
    assert {name for each in found.xpath("//@aria-labelledby") for name in each.split()} <= set(ids)


def test_where_any_of_several_cells_may_be_wrong_each_is_marked_so_without_a_value(open_cause):
    found = tree(open_cause)

    marked = found.xpath("//td[contains(@class, 'suspect')]")
    assert len(marked) == 4
    assert all("可能填错" in each.text_content() and not each.xpath(".//ins") for each in marked)
    links = texts(found.xpath("//section[starts-with(@id, 'r1-m')]//a[@class='to-cell']"))
    several = [one for one in links if one.startswith("看第")]
    assert several[:4] == [f"看第 {number} 格" for number in (1, 2, 3, 4)]


def test_of_many_cells_only_the_first_is_linked(inexplicable):
    found = tree(inexplicable)

    (link,) = found.xpath("//section[@id='r1-m1']//a[@class='to-cell']")
    assert re.fullmatch(r"看表里这 \d+ 格", link.text)
    assert found.get_element_by_id(link.get("href")[1:]).get("class").startswith("mark")


def test_cells_that_change_together_each_say_what_they_must_hold(two_wrong_cells):
    found = tree(two_wrong_cells)

    assert texts(found.xpath("//td[contains(@class, 'wrong')]/ins")) == ["应为 3", "应为 3"]


def test_a_report_without_a_small_cause_marks_what_was_compared(inexplicable):
    found = tree(inexplicable)

    assert found.xpath("//td[contains(@class, 'compared')]")
    assert not found.xpath("//td[contains(@class, 'wrong')]")


def test_the_table_is_printed_as_the_form_is(one_wrong_cell):
    found = tree(one_wrong_cell)

    table = found.xpath("//article//table")[0]
    assert table.xpath("./caption")
    assert {"row", "col"} == set(table.xpath(".//th/@scope"))
    assert table.xpath(".//th[@colspan or @rowspan]")
    widths = {sum(int(cell.get("colspan", 1)) for cell in row) for row in table.xpath(".//tr[1]")}
    assert len(widths) == 1


def test_what_could_not_be_decided_is_told_with_its_cells_marked(undecided):
    found = tree(undecided)

    assert found.xpath("//section[contains(@class, 'open')]")
    marked = found.xpath("//td[contains(@class, 'open')]")
    assert [each.xpath("string(./span)") for each in marked] == ["/", "约�[31m三件"]
    assert all("没法判断" in each.text_content() for each in marked)


def test_a_group_that_was_filled_in_as_one_row_is_shown_beside_the_table(form, one_wrong_cell):
    checked = one_wrong_cell.outcome
    table = checked.report.tables["loans"]
    facts = {**table.facts, (("handled",), ("total",)): Fact(FactState.VALUE, "37", Fraction(37))}
    bound = replace(checked.report, tables={"loans": replace(table, facts=facts)})

    found = tree(Result("松溪.docx", replace(checked, report=bound)))

    assert [one for one in texts(found.xpath("//ul[@class='beside']/li")) if one.endswith("37")]


def test_a_sentence_is_quoted_with_its_words_marked(one_wrong_cell):
    checked = one_wrong_cell.outcome
    line = TextLine("前一句。全年借阅18册，均已归还。后一句。", Location(paragraph=9))
    first, *sections = checked.report.sections
    bound = replace(checked.report, sections=(replace(first, lines=(*first.lines, line)), *sections))
    use = TextUse("self", "借阅18册", Location(paragraph=9))
    outcome = replace(checked.findings[-1].outcomes[0], texts=(use,))
    finding = replace(checked.findings[-1], outcomes=(outcome,))

    found = tree(Result("a.docx", replace(checked, report=bound, findings=(*checked.findings[:-1], finding))))

    (quote,) = found.xpath("//blockquote")
    assert texts(quote.xpath("./p")) == ["全年借阅18册，均已归还。"]
    assert texts(quote.xpath(".//mark")) == ["借阅18册"]
    assert "第9段" in quote.xpath("string(./footer)")


def test_a_private_number_is_masked_even_where_a_mark_would_cut_it(one_wrong_cell):
    checked = one_wrong_cell.outcome
    line = TextLine("联系人手机13912345678，借阅。", Location(paragraph=9))
    bound = replace(checked.report, preamble=(line,))
    use = TextUse("self", "手机139", Location(paragraph=9))
    finding = replace(checked.findings[0], outcomes=(replace(checked.findings[0].outcomes[0], texts=(use,)),))

    text = page([Result("a.docx", replace(checked, report=bound, findings=(finding,)))], "zh")

    assert "13912345678" not in text
    assert "2345678" not in text


def test_words_of_other_reports_are_said_to_be_theirs(one_wrong_cell):
    checked = one_wrong_cell.outcome
    uses = (TextUse("previous", "上年的话", Location()), TextUse("松岭镇", "镇上的话", Location(page=2)))
    outcome = replace(checked.findings[0].outcomes[0], texts=uses)
    finding = replace(checked.findings[0], outcomes=(outcome,))

    found = tree(Result("a.docx", replace(checked, findings=(finding,), causes=())))

    assert texts(found.xpath("//blockquote/footer")) == ["原文，上年报告", "原文，松岭镇第2页"]


def test_what_was_accepted_before_is_told_with_its_reason(one_wrong_cell):
    checked = one_wrong_cell.outcome
    accepted = tuple(
        replace(one, status="accepted", cause=None, acceptance=Acceptance(reason="已电话核实"))
        for one in checked.findings
    )

    result = replace(checked, findings=accepted, causes=(), status=ReportStatus.PASSED)
    found = tree(Result("a.docx", result))

    assert cards(found)["通过"] == 1
    assert len(found.xpath("//section[@class='remarks']//li")) == len(accepted)


def test_remarks_and_the_reports_it_was_compared_with_are_told(one_wrong_cell):
    checked = one_wrong_cell.outcome
    report = replace(checked.report, remarks=(message("writing.year", year=1999),))
    other = ComparedReport("去年.docx", "松溪市图书馆", 2030, "0" * 64)
    compared = Compared(previous=other, members=(replace(other, organ="松岭镇"),))

    found = tree(Result("a.docx", replace(checked, report=report, compared=compared)))

    told = "\n".join(texts(found.xpath("//section[@class='remarks']//li")))
    assert "1999年度" in told
    assert "去年.docx" in told
    assert "1 份" in told


def test_who_is_missing_is_told_from_the_roster(one_wrong_cell, clean):
    results = [one_wrong_cell, named(clean, "外来.docx", "外来馆")]
    roster = Organs(
        (Listed("松溪市图书馆"), Listed("松岭馆", contact="陈工"), Listed("旧馆", due=False, reason="已撤销"))
    )
    seen = attendance([Arrived(one.file, one.outcome) for one in results], roster)

    found = tree(*results, attendance=seen)

    assert cards(found)["未报"] == 1
    assert "松岭馆（陈工）" in texts(found.xpath("//ul[@class='names']/li"))
    assert "旧馆（已撤销）" in texts(found.xpath("//ul[@class='names']/li"))
    assert "外来馆（外来.docx）" in texts(found.xpath("//ul[@class='names']/li"))


def test_only_the_latest_draft_is_judged(one_wrong_cell, clean):
    results = [replace(one_wrong_cell, file="第1稿.docx"), named(clean, "第2稿.docx")]
    other = replace(results[1].outcome.report, sha256="6" * 64)
    results[1] = Result("第2稿.docx", replace(results[1].outcome, report=other))
    seen = attendance(
        [Arrived(one.file, one.outcome, at) for at, one in enumerate(results)],
        Organs((Listed("松溪市图书馆"),)),
    )

    found = tree(*results, attendance=seen)

    assert cards(found) == {"收到": 2, "未报": 0, "要退回": 0, "读不出": 0, "通过": 1, "旧稿": 1}
    assert "应报的单位都已报送" in found.text_content()


def test_an_unreadable_file_goes_by_the_organ_that_its_name_names(unreadable):
    result = replace(unreadable, file="松岭馆年报.doc")
    seen = attendance([Arrived(result.file, result.outcome)], Organs((Listed("松岭馆"),)))

    found = tree(result, attendance=seen)

    assert texts(found.xpath("//table[@class='list']//th/a")) == ["松岭馆"]


def test_what_the_reports_have_in_common_is_told_before_the_list(one_wrong_cell):
    several = [named(one_wrong_cell, f"{at}.docx", f"{at}馆") for at in range(3)]
    found = tree(*several, fleet=fleet(several))

    (section,) = found.xpath("//section[@class='together']")
    assert "3 个单位" in section.text_content()
    rule = one_wrong_cell.outcome.findings[0].rule
    whole = Fleet(
        9,
        tuple(Frequent((rule,), None, 2, (f"{at}馆", "乙馆")) for at in range(10)),
        (Suspicion(rule, "", "", 6, 9, 0.1, 0.0001, ("甲馆",)),),
        (Resting("withdrawn-rule", "", (("甲馆", ("3",)),)),),
    )
    told = tree(one_wrong_cell, fleet=whole).xpath("//section[@class='together']")[0].text_content()
    assert "规则有误" in told
    assert "withdrawn-rule" in told
    assert "另有 2 类" in told
    assert not tree(one_wrong_cell, fleet=Fleet(1)).xpath("//section[@class='together']")


def test_nothing_foreign_acts_in_the_page(one_wrong_cell, unreadable):
    checked = one_wrong_cell.outcome
    table = checked.report.tables["loans"]
    facts = {
        place: replace(fact, raw=HOSTILE, value=None, state=FactState.UNREADABLE)
        for place, fact in table.facts.items()
    }
    report = replace(
        checked.report,
        identity=Identity(organ=Located(HOSTILE, HOSTILE, Location())),
        tables={"loans": replace(table, facts=facts)},
        preamble=(TextLine(HOSTILE, Location(paragraph=1)),),
    )
    use = TextUse("self", HOSTILE, Location(paragraph=1))
    findings = tuple(
        replace(one, outcomes=tuple(replace(each, texts=(use,), label=HOSTILE) for each in one.outcomes))
        for one in checked.findings
    )
    fault = replace(unreadable.outcome, message=message("writing.quoted", text=HOSTILE))
    text = page(
        [
            Result(HOSTILE, replace(checked, report=report, findings=findings)),
            Result(HOSTILE, fault),
        ],
        "zh",
    )

    found = html.document_fromstring(text)
    assert len(found.xpath("//script")) == 1
    assert not found.xpath("//img")
    assert not [name for each in found.iter() for name in each.attrib if name.startswith("on")]
    assert not set("\x1b\u202e") & set(text)
    assert "<script>alert(1)" in found.text_content()


def test_the_policy_allows_exactly_the_style_and_the_script_of_the_page(clean):
    found = tree(clean)

    (policy,) = found.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    for tag in ("style", "script"):
        (text,) = found.xpath(f"//{tag}/text()")
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert not found.xpath("//@style")


def test_the_page_refers_to_nothing_outside(one_wrong_cell, unreadable):
    text = page([one_wrong_cell, unreadable], "zh")

    assert not re.findall(r"(?:https?:)?//\w", text)
    assert "url(" not in text
    assert "@import" not in text
    assert "fetch(" not in text


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_run_without_reports_is_a_page_too(language):
    found = tree(language=language)

    assert found.get("lang") == {"zh": "zh-CN", "en": "en"}[language]
    assert set(cards(found).values()) == {0}


def test_the_english_page_has_no_chinese_word_of_its_own(one_wrong_cell, undecided, unreadable):
    found = tree(one_wrong_cell, undecided, unreadable, language="en")

    controls = texts(found.xpath("//form//label | //form//button | //table[@class='list']//th[@scope='col']"))
    assert controls
    assert not re.search("[一-鿿]", " ".join(controls))


def test_three_hundred_reports_without_findings_stay_small(clean):
    many = [
        named(clean, f"2031年报/{at:03}_青川市第{at}街道办事处.docx", f"青川市第{at}街道办事处")
        for at in range(300)
    ]

    assert len(page(many, "zh").encode()) < 2_000_000


def test_an_attribute_is_one_line_and_inert():
    made = element("p", "a\nb ", element("b", "c"), " d", title="x\n\x1by", hidden=True, lang=None)

    assert dict(made.items()) == {"title": "x �y", "hidden": ""}
    assert "".join(made.itertext()) == "a b c d"


def test_an_asset_cannot_end_its_element():
    with pytest.raises(ValueError, match="end tag"):
        asset("script", "</script>")


def test_a_rule_that_is_broken_is_told_as_its_authors_fault(one_wrong_cell):
    checked = one_wrong_cell.outcome
    first = replace(checked.outcomes[0], status=Status.BROKEN, reason=message("writing.advice_broken"))

    found = tree(Result("a.docx", replace(checked, outcomes=(first, *checked.outcomes[1:]))))

    assert "规则本身有误" in found.text_content()


def test_an_unreadable_file_tells_why_and_what_to_do():
    fault = Unreadable(
        "a.doc", "damaged", message("writing.quoted", text="坏了"), message("writing.quoted", text="重存")
    )

    (article,) = tree(Result("夹/a.doc", fault)).xpath("//article")
    assert "坏了" in article.text_content()
    assert "重存" in article.text_content()
    assert article.xpath("string(.//h3)") == "a.doc"


def test_a_long_sentence_is_cut_around_the_words_and_many_quotes_are_counted(one_wrong_cell):
    checked = one_wrong_cell.outcome
    line = TextLine("前" * 200 + "借阅18册" + "后" * 200, Location(paragraph=9))
    bound = replace(checked.report, tail=(line,))
    uses = (TextUse("self", "借阅18册", Location(paragraph=9)),)
    uses += tuple(TextUse("self", f"第{at}句", Location(paragraph=at)) for at in range(1, 8))
    outcome = replace(checked.findings[0].outcomes[0], texts=(*uses, TextUse("self", " ", Location())))
    finding = replace(checked.findings[0], outcomes=(outcome,))

    found = tree(Result("a.docx", replace(checked, report=bound, findings=(finding,), causes=())))

    quotes = texts(found.xpath("//blockquote/p"))
    assert len(quotes) == 6
    assert quotes[0] == "…" + "前" * 90 + "借阅18册" + "后" * 90 + "…"
    assert "另有 2 处" in found.get_element_by_id("r1-m1").text_content()


def test_words_within_quoted_words_are_not_quoted_again(one_wrong_cell):
    checked = one_wrong_cell.outcome
    bound = replace(checked.report, tail=(TextLine("全年借阅18册。", Location(paragraph=9)),))
    uses = tuple(TextUse("self", words, Location(paragraph=9)) for words in ("借阅18册", "18"))
    finding = replace(checked.findings[0], outcomes=(replace(checked.findings[0].outcomes[0], texts=uses),))

    found = tree(Result("a.docx", replace(checked, report=bound, findings=(finding,), causes=())))

    assert texts(found.xpath("//blockquote//mark")) == ["借阅18册"]


def test_a_sentence_at_fault_is_told_though_no_cell_is(statement_at_fault):
    found = tree(statement_at_fault)

    assert not found.xpath("//td[contains(@class, 'wrong')]")
    assert found.xpath("//section[contains(@class, 'matter')]")


def test_a_doubted_table_says_so_above_it(one_wrong_cell):
    checked = one_wrong_cell.outcome
    doubted = replace(checked.report.tables["loans"], uncertain=(message("writing.year", year=1999),))

    found = tree(
        Result("a.docx", replace(checked, report=replace(checked.report, tables={"loans": doubted})))
    )

    assert texts(found.xpath("//p[@class='doubt']")) == ["1999年度"]


def test_a_cell_that_the_report_lacks_is_a_dash_and_an_empty_one_is_empty(one_wrong_cell):
    checked = one_wrong_cell.outcome
    table = checked.report.tables["loans"]
    first, second, *rest = table.facts
    facts = {second: Fact(FactState.BLANK, "", counts_as="zero")} | {
        place: table.facts[place] for place in rest
    }
    bound = replace(checked.report, tables={"loans": replace(table, facts=facts)})

    found = tree(Result("a.docx", replace(checked, report=bound)))

    cells = found.xpath("//article//td[not(contains(@class, 'none') and not(text()))]")
    assert [each.text_content() for each in cells[:2]] == ["—", ""]
    assert first not in facts
