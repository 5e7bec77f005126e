"""The page as people use it: choosing, following a finding to its cell, by mouse and by keyboard."""

from dataclasses import replace

import pytest
from gouji.engine.binding.report import FactState, Located, TextLine
from gouji.engine.checking.outcomes import TextUse
from gouji.engine.reading.document import Location
from gouji.engine.writing.page import page
from gouji.engine.writing.results import Result
from gouji.grammar.messages import message

RETURNED, ALL = 4, 13


def shown(view, what):
    return view.locator(f"{what}:visible").count()


def in_sight(locator):
    """Whether the middle of an element is on the screen."""
    return locator.evaluate(
        "element => { const box = element.getBoundingClientRect(); const y = box.top + box.height / 2;"
        " const x = box.left + box.width / 2; return y > 0 && y < innerHeight && x > 0 && x < innerWidth; }"
    )


def test_the_list_is_chosen_from(pages, opened):
    view = opened(pages["zh"])
    assert shown(view, "tr[data-report]") == ALL

    view.get_by_label("结果", exact=True).select_option(label="要退回")
    assert (shown(view, "tr[data-report]"), shown(view, "article")) == (RETURNED, RETURNED)
    assert view.get_by_role("status").inner_text() == f"显示 {RETURNED} 份，共 {ALL} 份"

    view.get_by_label("任意文字").fill("无法提供 教育局")
    assert shown(view, "tr[data-report]") == 1
    view.get_by_label("任意文字").fill("哪里都没有的话")
    assert shown(view, "tr[data-report]") == 0
    view.get_by_role("button", name="清除筛选").click()
    view.wait_for_function("document.querySelectorAll('tr[data-report][hidden]').length === 0")
    assert view.get_by_role("status").inner_text() == f"共 {ALL} 份"


def test_it_is_chosen_by_organ_and_by_kind_of_matter(pages, opened):
    view = opened(pages["zh"])

    view.get_by_label("单位", exact=True).fill("教 育")
    assert shown(view, "tr[data-report]") == 1
    view.get_by_label("单位", exact=True).fill("")
    view.get_by_label("问题", exact=True).select_option(label="必须改")
    assert shown(view, "tr[data-report]") == RETURNED


def test_a_count_chooses_its_reports(pages, opened):
    view = opened(pages["zh"])

    view.locator(".cards a", has_text="读不出").click()

    assert shown(view, "tr[data-report]") == 1
    assert view.get_by_label("结果", exact=True).input_value() == "unreadable"


def test_a_finding_is_followed_to_its_cell_and_back(pages, opened):
    view = opened(pages["zh"])
    link = view.locator(".to-cell").first

    link.click()

    cell = view.locator(f"[id='{link.get_attribute('href')[1:]}']")
    assert in_sight(cell)
    assert "应为 3" in cell.inner_text()
    assert cell.evaluate("element => element === document.activeElement")
    assert cell.evaluate("element => element.matches(':target')")
    cell.locator(".back").click()
    assert in_sight(view.locator("section:target h4"))


def test_a_cell_is_shown_though_its_table_is_folded(pages, opened):
    view = opened(pages["zh"])
    view.locator("article.return .form[open] > summary").first.click()
    assert not view.locator("td.wrong").first.is_visible()

    view.locator(".to-cell").first.click()

    assert view.locator("td.wrong").first.is_visible()
    view.locator("article.return .form[open] > summary").first.click()
    view.locator(".to-cell").first.click()
    assert view.locator("td.wrong").first.is_visible()


def test_a_report_asked_for_by_address_is_shown_though_it_was_filtered_out(pages, opened):
    view = opened(pages["zh"])
    view.get_by_label("结果", exact=True).select_option(label="要退回")
    hidden = view.locator("article[hidden]").first.get_attribute("id")

    view.evaluate("id => { location.hash = id }", hidden)

    view.wait_for_function("id => !document.getElementById(id).hidden", arg=hidden)
    assert view.locator(f"#{hidden} > details").get_attribute("open") == ""


def test_everything_is_folded_and_unfolded(pages, opened):
    view = opened(pages["zh"])

    view.get_by_role("button", name="全部收起").click()
    assert view.locator("article details[open]").count() == 0
    view.get_by_role("button", name="全部展开").click()
    assert view.locator("article details:not([open])").count() == 0


def test_it_is_used_without_a_mouse(pages, opened):
    view = opened(pages["zh"])

    view.keyboard.press("Tab")
    assert view.evaluate("document.activeElement.className") == "skip"
    view.keyboard.press("Enter")
    view.wait_for_function("location.hash === '#list'")
    names = []
    for _ in range(12):
        view.keyboard.press("Tab")
        names.append(view.evaluate("document.activeElement.id || document.activeElement.textContent"))
    assert names[:8] == ["standing", "kind", "organ", "words", "清除筛选", "fold", "unfold", "print"]
    assert "文化和旅游局" in names[9]
    view.locator("#standing").focus()
    view.keyboard.type("要退回")
    assert shown(view, "tr[data-report]") == RETURNED
    view.locator("tr[data-report] a").first.focus()
    view.keyboard.press("Enter")
    view.wait_for_function("document.activeElement.tagName === 'SUMMARY'")
    view.keyboard.press("Enter")
    assert view.locator("article.return > details").first.get_attribute("open") is None


def test_all_of_it_can_be_read_without_scripts(pages, opened):
    view = opened(pages["zh"], java_script_enabled=False)

    assert shown(view, "article.return .matter") >= RETURNED
    assert not view.locator("#controls").is_visible()
    assert view.get_by_text(f"共 {ALL} 份", exact=True).is_visible()
    view.locator("article.passed summary").first.click()
    assert view.locator("article.passed .verdict").first.is_visible()
    view.locator(".to-cell").first.click()
    assert view.locator("td.wrong").first.is_visible()


def test_a_narrow_screen_scrolls_only_tables(pages, opened):
    for width in (800, 400):
        view = opened(pages["zh"], viewport={"width": width, "height": 800})

        assert view.evaluate("document.documentElement.scrollWidth") <= width


def test_foreign_code_does_nothing(wrong, opened, tmp_path):
    """Whatever files, organs, cells and sentences are called, no script of theirs runs: ``opened`` looks."""
    code = "<script>globalThis.ran=1;alert(1)</script>"
    hostile = f"</title></script>{code}<img src=x onerror=alert(2)>\u202e\x00\x1b'\"><svg onload=alert(3)>"
    checked = wrong.outcome
    tables = {
        name: replace(
            table,
            facts={
                place: replace(fact, raw=hostile, value=None, state=FactState.UNREADABLE)
                for place, fact in table.facts.items()
            },
        )
        for name, table in checked.report.tables.items()
    }
    report = replace(
        checked.report,
        identity=replace(checked.report.identity, organ=Located(hostile, hostile, Location())),
        tables=tables,
        preamble=(TextLine(hostile, Location(paragraph=1)),),
        remarks=(message("writing.quoted", text=hostile),),
    )
    use = TextUse("self", hostile, Location(paragraph=1))
    findings = tuple(
        replace(one, outcomes=tuple(replace(each, texts=(use,), label=hostile) for each in one.outcomes))
        for one in checked.findings
    )
    file = tmp_path / "page.html"
    result = Result(hostile, replace(checked, report=report, findings=findings))
    file.write_text(page([result], "zh"), encoding="utf-8")

    view = opened(file)
    view.get_by_label("任意文字").fill("<img")

    assert shown(view, "tr[data-report]") == 1
    assert view.evaluate("globalThis.ran") is None
    assert view.locator("script").count() == 1
    assert view.locator("img, body svg[onload]").count() == 0
    assert "<script>globalThis.ran=1" in view.locator("article h3").inner_text()


def test_the_policy_of_the_page_stops_what_would_be_put_into_it(pages, browser):
    """The second wall: were something foreign to come in after all, it would not run, nor call home."""
    view = browser.new_page()
    view.goto(pages["zh"].as_uri())

    stopped = view.evaluate(
        """async () => {
            const stopped = new Set();
            addEventListener("securitypolicyviolation", (one) => stopped.add(one.effectiveDirective));
            const code = document.createElement("div");
            code.innerHTML = '<img src="https://example.invalid/x.png" onerror="globalThis.ran = 1">';
            const script = document.createElement("script");
            script.textContent = "globalThis.ran = 2";
            document.body.append(code, script);
            await fetch("https://example.invalid/").catch(() => null);
            await new Promise((done) => setTimeout(done, 300));
            return [...stopped].sort();
        }"""
    )

    assert stopped == ["connect-src", "img-src", "script-src-attr", "script-src-elem"]
    assert view.evaluate("globalThis.ran") is None
    view.close()


@pytest.mark.parametrize("size", [300])
def test_three_hundred_reports_with_findings_are_laid_out_only_where_one_looks(size, many_wrong, browser):
    """As a ratio to laying out everything at once, on the same machine in the same run."""

    def layout(everything):
        context = browser.new_context(bypass_csp=True)
        view = context.new_page()
        session = context.new_cdp_session(view)
        session.send("Performance.enable")
        if everything:
            view.add_init_script(
                "addEventListener('DOMContentLoaded', () => { const style = document.createElement('style');"
                " style.textContent = '.report { content-visibility: visible !important; }';"
                " document.head.append(style); });"
            )
        view.goto(many_wrong.as_uri())
        view.evaluate("document.body.offsetHeight")
        found = {one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}
        assert view.locator("article").count() == size
        context.close()
        return found["LayoutDuration"]

    assert layout(everything=False) < 0.6 * layout(everything=True)
