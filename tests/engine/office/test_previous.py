"""Last year's report: found by name and year, compared across the change of format, never guessed."""

import pytest
from gouji.engine.checking.outcomes import Status
from gouji.engine.office.organs import Listed, Organs
from gouji.grammar.catalogue import render
from gouji.rules.pack import Severity


def carried(into=0, out=0):
    """Cells by which applications are carried in and out, of natural persons."""
    return {
        "requests": {
            f"{row}, {column}": number
            for row, number in (("carried_in", into), ("carried_out", out))
            for column in ("natural_person", "total")
        }
    }


@pytest.mark.parametrize("year", [2020, 2021, 2022, 2025])
def test_applications_are_carried_on_column_by_column(desk, year):
    last = desk.report("last.txt", year - 1, cells=carried(out=3))
    held = desk.report("held.txt", year, cells=carried(into=3))
    lost = desk.report("lost.txt", year, cells=carried(into=2))

    assert set(desk.ends("carry-continuity", held, previous=[last]).values()) == {"passed"}
    found = desk.ends("carry-continuity", lost, previous=[last])
    assert [column for column, status in found.items() if status == "failed"] == ["natural_person", "total"]


@pytest.mark.parametrize(("year", "severity"), [(2020, Severity.ERROR), (2021, Severity.WARNING)])
def test_across_the_change_of_format_it_is_to_be_verified(desk, year, severity):
    last = desk.report("last.txt", year - 1, cells=carried(out=3))
    now = desk.report("now.txt", year)
    found = desk.checked(now, previous=[last], rules=["carry-continuity"]).findings

    assert [one.severity for one in found] == [severity]


def test_a_word_of_explanation_makes_it_to_be_verified(desk):
    last = desk.report("last.txt", 2023, cells=carried(out=3))
    now = desk.report("now.txt", 2024, text={"overview": "上年结转数有误，经核对台账作了更正。"})
    [found] = desk.checked(now, previous=[last], rules=["carry-continuity"]).findings

    assert found.severity is Severity.WARNING


def test_what_one_form_printed_as_one_row_is_the_sum_of_three(desk):
    last = desk.report("last.txt", 2020, cells={"requests": {"handled.other, total": 500}})
    same = {"handled.other.not_corrected, total": 2, "handled.other.other, total": 1}
    now = desk.report("now.txt", 2021, cells={"requests": same})
    collapsed = desk.report("one.txt", 2021, rows={"requests": {"handled.other": "collapsed"}})
    leaves = desk.ends("outlier-jump", now, previous=[last])
    group = desk.ends("outlier-jump", collapsed, previous=[last])

    assert leaves["requests/handled.other.not_corrected,total"] == "not_applicable"
    assert group["requests/handled.other,total"] == "failed"


def test_stock_is_carried_on_unless_the_text_says_that_it_was_reviewed(desk):
    stock = {"disclosure": {"normative_documents, in_force": 11}}
    last = desk.report("last.txt", 2023, cells=stock)
    fewer = {"disclosure": {"normative_documents, in_force": 4}}
    silent = desk.report("silent.txt", 2024, cells=fewer)
    said = desk.report(
        "said.txt", 2024, cells=fewer, text={"disclosure": "注：本年度清理行政规范性文件7件。"}
    )

    assert (
        desk.ends("disclosure-stock-continuity", silent, previous=[last])["normative_documents"] == "failed"
    )
    assert set(desk.ends("disclosure-stock-continuity", said, previous=[last]).values()) == {"not_applicable"}


def test_the_earlier_form_has_no_stock(desk):
    last, now = desk.report("last.txt", 2020), desk.report("now.txt", 2021)

    assert set(desk.ends("disclosure-stock-continuity", now, previous=[last]).values()) == {"not_applicable"}


def test_items_of_the_earlier_form_are_carried_on(desk):
    last = desk.report(
        "last.txt", 2019, cells={"disclosure": {"licensing, prior_items": 5, "licensing, change": 2}}
    )
    now = desk.report("now.txt", 2020, cells={"disclosure": {"licensing, prior_items": 5}})

    assert desk.ends("disclosure-items-continuity", now, previous=[last])["licensing"] == "failed"


def test_copied_text_is_shown_in_both_reports(desk):
    last, now = desk.report("last.txt", 2023), desk.report("now.txt", 2024)
    checked = desk.checked(now, previous=[last], rules=["year-over-year-duplicate"])

    assert [(one.instance, one.severity) for one in checked.findings] == [
        ("overview", Severity.ERROR),
        ("problems", Severity.ERROR),
    ]
    assert [use.report for use in checked.findings[1].texts[:2]] == ["self", "previous"]
    assert checked.findings[1].texts[0].text.startswith("存在的主要问题：一是")


def notes(desk, now, previous, organs=None):
    compared = desk.checked(now, previous=previous, organs=organs, rules=["carry-continuity"]).compared
    return compared.previous, [render(note, "zh") for note in compared.notes]


def test_the_report_of_the_organ_and_of_the_year_before_is_taken(desk, water, district):
    folder = [
        desk.report("a.txt", 2022),
        desk.report("b.txt", 2023),
        desk.report("c.txt", 2023, organ=district + "教育局"),
    ]
    found, said = notes(desk, desk.report("now.txt", 2024), folder)

    assert (found.file, found.organ, found.year, said) == (str(folder[1]), water, 2023, [])


def test_another_year_is_not_taken_for_the_year_before(desk, water):
    found, said = notes(
        desk, desk.report("now.txt", 2024), [desk.report("a.txt", 2021), desk.report("b.txt", 2022)]
    )

    assert found is None
    assert said == [f"没有找到{water} 2023年度的报告，只有 2021、2022年度的，没有对照上年"]


def test_two_versions_of_last_year_are_no_report_of_last_year(desk):
    found, [said] = notes(
        desk,
        desk.report("now.txt", 2024),
        [desk.report("a.txt", 2023), desk.report("b.txt", 2023, cells=carried(1))],
    )

    assert found is None
    assert "不同的几份" in said


def test_the_same_file_twice_is_one_report(desk):
    found, said = notes(
        desk, desk.report("now.txt", 2024), [desk.report("a.txt", 2023), desk.report("b.txt", 2023)]
    )

    assert (found is not None, said) == (True, [])


def test_a_name_without_its_region_is_named_not_taken(desk, water):
    found, [said] = notes(
        desk, desk.report("now.txt", 2024), [desk.report("a.txt", 2023, organ="柳桥区水务局")]
    )

    assert found is None
    assert said == f"没有找到{water}的上年报告；柳桥区水务局是不是同一单位不能确定，是的话请写进名册"


def test_a_former_name_of_the_roster_is_taken(desk, water, district):
    organs = Organs((Listed(water, former=(district + "水利局",)),))
    last = desk.report("a.txt", 2023, organ=district + "水利局")

    assert notes(desk, desk.report("now.txt", 2024), [last], organs)[0].file == str(last)


def test_a_name_of_two_organs_is_a_note(desk, water, district):
    organs = Organs((Listed(district + "甲局", former=(water,)), Listed(district + "乙局", short=(water,))))
    found, [said] = notes(desk, desk.report("now.txt", 2024), [desk.report("a.txt", 2023)], organs)

    assert found is None
    assert said.startswith(f"“{water}”可能是")


def test_what_could_not_be_read_is_named(desk, tmp_path):
    broken = tmp_path / "broken.docx"
    broken.write_bytes(b"PK broken")
    found, said = notes(desk, desk.report("now.txt", 2024), [broken, tmp_path / "gone.docx"])

    assert found is None
    assert said == [f"没有读成的上年文件 2 个：{broken}、{tmp_path / 'gone.docx'}"]


def test_without_last_years_report_the_rules_do_not_apply(desk):
    checked = desk.checked(desk.report("now.txt", 2024), rules=["carry-continuity"])

    assert [one.status for one in checked.outcomes] == [Status.NOT_APPLICABLE]


def bare(desk, name, title):
    """A report of 2023 whose title is this."""
    return desk.report(name, 2023, text={"title": [title], "preamble": [], "tail": []})


def test_a_single_file_without_a_name_is_taken_at_the_users_word(desk):
    last = bare(desk, "last.txt", "2023年政府信息公开工作年度报告")
    found, said = notes(desk, desk.report("now.txt", 2024), [last])

    assert (found.file, said) == (str(last), [])


def test_reports_without_names_are_not_taken(desk):
    last = [bare(desk, f"{number}.txt", "2023年政府信息公开工作年度报告") for number in (1, 2)]
    found, [said] = notes(desk, desk.report("now.txt", 2024), last)

    assert found is None
    assert said.endswith("都没有写单位名称")


def test_a_report_without_a_name_has_no_last_year_in_a_folder(desk):
    now = bare(desk, "now.txt", "2023年政府信息公开工作年度报告")
    found, [said] = notes(desk, now, [desk.report("a.txt", 2022), desk.report("b.txt", 2021)])

    assert found is None
    assert said == "不知道是哪个单位的报告，没有对照上年"


def test_other_organs_are_named(desk, water, district):
    found, [said] = notes(
        desk, desk.report("now.txt", 2024), [desk.report("a.txt", 2023, organ=district + "教育局")]
    )

    assert found is None
    assert said == f"没有找到{water}的上年报告；找到的有：{district}教育局"
