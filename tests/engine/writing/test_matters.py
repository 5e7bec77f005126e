"""What ledgers and letters tell, in words."""

from gouji.engine.writing.matters import matters


def test_a_cause_is_one_matter_with_its_cell_and_its_evidence(one_wrong_cell):
    first, second = matters(one_wrong_cell.outcome, "zh")

    assert (first.severity, first.found, first.expected) == ("error", "0", "3")
    assert first.fingerprints == (
        "loans-row-total/handled.refused.missing",
        "loans-column-total/total",
    )
    assert "应为 3" in first.problem
    assert len(first.why) == 2
    assert [cell.place.column for cell in first.cells] == [("total",)]
    assert first.location == first.cells[0].fact.location
    assert (second.expected, second.cells) == ("", ())


def test_where_any_of_several_cells_may_be_wrong_none_is_said_to_be(open_cause):
    matter = next(one for one in matters(open_cause.outcome, "zh") if len(one.fingerprints) == 2)

    assert (matter.found, matter.expected) == ("", "")
    assert matter.where.startswith("以下各格之一")
    assert len(matter.cells) == 4


def test_several_cells_of_one_cause_are_told_together(two_wrong_cells):
    (matter,) = matters(two_wrong_cells.outcome, "zh")

    assert (matter.found, matter.expected) == ("0；0", "")
    assert matter.where.count("由 0 改为 3") == 2
    assert len(matter.cells) == 2


def test_what_no_small_set_explains_names_no_cell_as_wrong(inexplicable):
    (matter,) = matters(inexplicable.outcome, "zh")

    assert "至少有 5 格填错" in matter.problem
    assert (matter.found, matter.expected) == ("", "")
    assert len(matter.why) > 5


def test_a_statement_at_fault_is_told_without_cells(statement_at_fault):
    matter = matters(statement_at_fault.outcome, "zh")[-1]

    assert (matter.found, matter.expected) == ("", "")
    assert matter.advice


def test_a_clean_report_has_no_matter(clean):
    assert matters(clean.outcome, "zh") == ()


def test_every_word_has_an_english_one(one_wrong_cell, open_cause, two_wrong_cells):
    for result in (one_wrong_cell, open_cause, two_wrong_cells):
        for matter in matters(result.outcome, "en"):
            assert not set("，。：；、（）行列应现") & set(matter.advice)
