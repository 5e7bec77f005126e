"""Reports of years before the six sections: the statistical form of 2014 to 2018, and no form before it."""

import json

import pytest
from gouji.cli.main import app
from gouji.engine.binding.binding import Bound, bind
from gouji.engine.trial.sample import sample_document
from gouji.rules.cache import PackCache
from gouji.rules.library import Library
from typer.testing import CliRunner

LIBRARY = Library(cache=PackCache(None))
FORM = LIBRARY.load("cn-2014").pack
LABELS = {path: item.label for path, item in FORM.schema.tables["statistics"].row_index.items()}
BODY = """青原市水务局{year}年政府信息公开工作年度报告
根据《中华人民共和国政府信息公开条例》编制。统计期限自{year}年1月1日起至{year}年12月31日止。电话：0999-1234567。
一、概述
{year}年，本局主动公开政府信息125条，今后继续做好公开工作。
二、主动公开政府信息情况
通过网站公开120条。
三、存在的主要问题和改进措施
栏目更新不够及时，将逐月检查。
"""
FIGURES = {
    ("disclosed", "total"): 125,
    ("channels", "website"): 125,
    ("requests", "received"): 3,
    ("requests", "in_person"): 1,
    ("requests", "online"): 2,
    ("requests", "completed"): 3,
    ("requests", "on_time"): 3,
    ("requests", "answered"): 3,
    ("requests", "granted"): 2,
    ("requests", "denied"): 1,
    ("requests", "privacy"): 1,
    ("reviews",): 1,
    ("reviews_corrected",): 1,
    ("suits",): 2,
    ("suits_corrected",): 2,
    ("fees",): "0.012",
}


def table(changes, cell):
    """The form as the rows of a document, ``cell`` telling how three cells stand side by side."""
    figures = FIGURES | changes
    rows = [cell("统计指标", "单位", "统计数")]
    for item in FORM.schema.tables["statistics"].row_index.values():
        number = "——" if item.children else str(figures.get(item.path, 0))
        rows.append(cell(item.label, item.measure or item.unit or "——", number))
    return "附件：政府信息公开情况统计表\n" + "\n".join(rows) + "\n"


def pipes(*cells):
    return "| " + " | ".join(cells) + " |"


def tabs(*cells):
    return "\t".join(cells)


def check(folder, text, *arguments):
    file = folder / "report.txt"
    file.write_text(text, encoding="utf-8")
    result = CliRunner().invoke(app, ["check", str(file), "--format", "json", "--facts", *arguments])
    assert result.exit_code in {0, 1}, result.output
    [report] = json.loads(result.stdout)["reports"]
    return report


def graded(report):
    return {(found["rule"], found["severity"]) for found in report["findings"] if found["severity"] != "info"}


@pytest.mark.parametrize("cell", [pipes, tabs])
def test_every_figure_of_the_form_is_read(tmp_path, cell):
    report = check(tmp_path, BODY.format(year=2017) + table({}, cell))
    facts = report["facts"]["statistics"]

    assert report["pack"]["id"] == "cn-2014"
    assert set(LABELS) - {("disclosed",), ("channels",)} >= set(FIGURES)
    expected = {".".join(path): str(number) for path, number in FIGURES.items()}
    assert expected == {key: facts[key]["count"]["value"] for key in expected}
    assert report["status"] == "passed"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({("requests", "in_person"): 0}, ("f14-received-sum", "error")),
        ({("requests", "on_time"): 2}, ("f14-completed-sum", "error")),
        ({("requests", "granted"): 1}, ("f14-answered-sum", "error")),
        ({("requests", "privacy"): 0}, ("f14-denied-sum", "error")),
        ({("reviews_other",): 1}, ("f14-review-sum", "error")),
        ({("suits_upheld",): 1}, ("f14-litigation-sum", "error")),
        ({("means", "staff"): 1}, ("f14-staff-sum", "error")),
        ({("channels", "website"): 100}, ("f14-channels-cover", "warning")),
        ({("disclosed", "normative"): 130}, ("f14-normative-subset", "warning")),
    ],
)
def test_its_sums_are_checked(tmp_path, changes, expected):
    assert graded(check(tmp_path, BODY.format(year=2017) + table(changes, pipes))) == {expected}


def test_a_report_without_the_form_is_checked_all_the_same(tmp_path):
    report = check(tmp_path, BODY.format(year=2016))

    assert (report["pack"]["id"], report["status"]) == ("cn-2014", "passed")


def test_years_before_any_form_are_checked_by_what_holds_for_any_and_told_so(tmp_path):
    file = tmp_path / "report.txt"
    file.write_text(BODY.format(year=2012).replace("31日止", "30日止"), encoding="utf-8")
    told = CliRunner().invoke(app, ["check", str(file)])

    assert told.exit_code == 1
    assert "2013年度及以前没有全国统一格式" in told.output.replace("\n      ", "")
    assert "period-range" in told.output
    assert "section-missing" not in told.output


def test_the_deadline_was_one_for_all_organs(tmp_path):
    text = BODY.format(year=2017)

    assert graded(check(tmp_path, text, "--set", "published=2018-03-31")) == set()
    assert graded(check(tmp_path, text, "--set", "published=2018-04-01")) == {("publish-deadline", "error")}


def test_labels_say_how_sure_they_are():
    rows = [item for item in FORM.schema.tables["statistics"].row_index.values() if not item.children]

    assert {item.source for item in rows} == {"seen", "background"}
    assert [item.path for item in rows if item.source == "seen"] == [
        ("disclosed", "total"),
        ("disclosed", "normative"),
        ("disclosed", "normative_issued"),
    ]


def test_the_sample_is_bound_to_its_own_form():
    found = bind(sample_document(FORM), LIBRARY.forms())

    assert isinstance(found, Bound)
    assert {fact.value for fact in found.report.tables["statistics"].facts.values()} == {0}
