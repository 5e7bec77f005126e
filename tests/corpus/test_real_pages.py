"""Real files, from the folder that GOUJI_CORPUS names: what a clerk is told of each."""

import os
from pathlib import Path

import pytest
from gouji.engine.checking.outcomes import ReportStatus, Status
from gouji.engine.checking.result import CheckedReport
from gouji.engine.pipeline import check_file
from gouji.rules.library import Library
from gouji.rules.pack import Severity

CORPUS = Path(os.environ.get("GOUJI_CORPUS", ""))
pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(
        "GOUJI_CORPUS" not in os.environ, reason="GOUJI_CORPUS names no folder of real reports"
    ),
]
PAGES = sorted(path.name for path in (CORPUS / "real").glob("pages_*.txt"))


@pytest.fixture(scope="module")
def library() -> Library:
    return Library()


def checked(library, pattern: str) -> CheckedReport:
    [file] = (CORPUS / "real").glob(pattern)
    result = check_file(file, library)
    assert isinstance(result, CheckedReport), result
    return result


def told(result: CheckedReport, *severities: Severity) -> set[str]:
    return {one.rule.id for one in result.findings if not severities or one.severity in severities}


def values(result: CheckedReport, table: str) -> dict[str, int | str]:
    """The cells of a table by row and column: numbers, or the state of what is no number."""
    facts = result.report.tables[table].facts
    return {
        f"{row[-1]},{column[-1]}": str(fact.state) if fact.value is None else int(fact.value)
        for (row, column), fact in facts.items()
    }


@pytest.mark.parametrize("name", PAGES)
def test_a_cut_page_demands_nothing_and_says_that_it_is_cut(library, name):
    result = checked(library, name)
    reasons = {one.reason.key for one in result.outcomes if one.status is Status.UNDETERMINED and one.reason}

    assert result.report.excerpt
    assert told(result, Severity.ERROR) == set()
    assert "checking.excerpt" in reasons
    assert not {"checking.absent", "checking.table_absent", "checking.section_absent"} & reasons


def test_the_cells_that_are_there_are_right(library):
    expected = {
        "pages_01.txt": (
            "requests",
            {"received,natural_person": 3, "received,total": 3, "carried_in,total": 0},
        ),
        "pages_02.txt": ("disclosure", {"regulations,issued": 0, "normative_documents,in_force": 0}),
        "pages_09.txt": ("disclosure", {"regulations,in_force": 0, "normative_documents,in_force": 0}),
        "pages_13.txt": (
            "disclosure",
            {"normative_documents,repealed": 6, "normative_documents,in_force": 49},
        ),
    }
    for name, (table, cells) in expected.items():
        found = values(checked(library, name), table)

        assert cells == {key: found[key] for key in cells}, name


def test_blanks_and_heads_over_two_rows(library):
    result = checked(library, "pages_03.txt")

    assert told(result, Severity.WARNING) == {"cell-blank"}
    assert values(result, "disclosure") == {
        "normative_documents,issued": 3,
        "normative_documents,repealed": 0,
        "normative_documents,in_force": 101,
    }
    assert values(result, "requests")["received,company"] == "blank"
    assert values(result, "requests")["security_stability,total"] == 0
    assert result.report.tables["requests"].uncertain == ()


def test_slashes_in_a_table_of_one_cell_a_line(library):
    result = checked(library, "pages_04.txt")

    assert {"cell-slash", "cell-blank"} <= told(result)
    assert values(result, "disclosure") == {
        "regulations,issued": "placeholder",
        "regulations,repealed": "placeholder",
        "regulations,in_force": "placeholder",
        "normative_documents,issued": 0,
        "normative_documents,repealed": 0,
        "normative_documents,in_force": 0,
    }


def test_a_report_whose_every_row_became_a_table_has_no_error(library):
    result = checked(library, "*_2025.md")

    assert not result.report.excerpt
    assert told(result, Severity.ERROR) == set()
    assert result.status is not ReportStatus.INCOMPLETE
    assert not [one for one in result.outcomes if one.status is Status.UNDETERMINED]
    assert [table.id for table in result.report.tables.values() if table.uncertain] == ["requests"]


def test_a_real_pdf_with_one_row_for_other_outcomes(library):
    result = checked(library, "*_gov_2024.pdf")
    requests = result.report.tables["requests"]

    assert told(result, Severity.ERROR) == set()
    assert "requests-other-collapsed" in told(result, Severity.WARNING)
    assert "table-label-altered" in told(result, Severity.INFO)
    assert [note.key for note in requests.notes] == ["binding.nearest_row"]
    assert not [table.id for table in result.report.tables.values() if table.uncertain]
    assert not [one for one in result.outcomes if one.status is Status.UNDETERMINED]


def test_the_blank_form_is_whole_and_blank(library):
    result = checked(library, "blank_template_2021.docx")

    assert {"disclosure", "requests", "disputes"} == set(result.report.tables)
    assert not [table.id for table in result.report.tables.values() if table.uncertain or table.notes]
    assert told(result, Severity.ERROR) == {"cell-blank"}
