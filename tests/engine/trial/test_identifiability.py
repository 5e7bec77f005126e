"""The map of a form, held against the localiser: what it says can be named is named."""

from dataclasses import replace

import pytest
from gouji.engine.checking.checking import check
from gouji.engine.trial.examples import Trial, prepared
from gouji.engine.trial.filled import cell_changes, filled_changes, filled_values
from gouji.engine.trial.identifiability import Detection, form_map
from gouji.rules.cache import PackCache
from gouji.rules.library import Library

LIBRARY = Library(cache=PackCache(None))
FORMS = LIBRARY.forms()
SIX = LIBRARY.load("cn-2021").pack


def test_every_cell_of_the_requests_is_detected_and_named():
    watches = form_map(SIX).of("requests")

    assert len(watches) == 175
    assert {(watch.detection, watch.block == (watch.cell,)) for watch in watches} == {
        (Detection.ALWAYS, True)
    }


def test_every_cell_of_the_disputes_is_detected_and_traced_to_its_row():
    watches = form_map(SIX).of("disputes")

    assert {watch.detection for watch in watches} == {Detection.ALWAYS}
    for watch in watches:
        assert watch.block == tuple(other.cell for other in watches if other.cell[1] == watch.cell[1])
        assert len(watch.block) == 5


def test_cells_of_the_disclosure_are_watched_where_there_is_a_relation():
    watches = {
        ".".join(watch.cell[1]) + "," + watch.cell[2][0]: watch for watch in form_map(SIX).of("disclosure")
    }

    watched = {name for name, watch in watches.items() if watch.relations}
    assert watched == {
        f"{row},{column}"
        for row in ("regulations", "normative_documents")
        for column in ("issued", "repealed", "in_force")
    }
    assert {watches[name].detection for name in watched} == {Detection.SOMETIMES}
    assert {name: watches[name].detection for name in set(watches) - watched} == dict.fromkeys(
        ("licensing,decisions", "penalties,decisions", "compulsion,decisions", "fees,amount"), Detection.NEVER
    )
    assert "claim-permit" in watches["licensing,decisions"].readers


@pytest.fixture(scope="module")
def filled():
    values = filled_values(SIX)
    trial = prepared(SIX, FORMS, filled_changes(values))
    assert isinstance(trial, Trial)
    return values, trial


def test_a_filled_report_has_every_cell_and_breaks_no_relation(filled):
    values, trial = filled

    assert set(values) == set(form_map(SIX).cells)
    assert min(values.values()) >= 2
    assert check(trial.bound.report, trial.bound.filled, trial.bound.due).causes == ()


def causes(trial, cell, step):
    table, *place = cell
    bound = trial.bound.report.tables[table]
    fact = bound.facts[tuple(place)]
    wrong = replace(fact, value=fact.value + step, raw=str(fact.value + step))
    report = replace(
        trial.bound.report,
        tables={
            **trial.bound.report.tables,
            table: replace(bound, facts={**bound.facts, tuple(place): wrong}),
        },
    )
    return check(report, trial.bound.filled, trial.bound.due).causes


@pytest.mark.parametrize("table", ["requests", "disputes"])
def test_the_localiser_names_what_the_map_says_it_can(filled, table):
    _, trial = filled
    found = form_map(SIX)

    for watch in found.of(table)[:: 13 if table == "requests" else 4]:
        for step in (1, -1):
            [cause] = causes(trial, watch.cell, step)
            named = {
                (one.table, one.row, one.column)
                for other in cause.alternatives
                for one in (cell.place for cell in other.cells)
            }
            assert cause.unique == watch.located
            assert watch.cell in named
            assert named <= set(watch.block)


@pytest.mark.slow
def test_changed_figures_are_noticed_where_the_map_says_so():
    changes = list(cell_changes(SIX, FORMS))
    found = form_map(SIX)

    assert len(changes) == 3 * len(found.cells)
    for one in changes:
        if found.cells[one.cell].detection is Detection.ALWAYS or one.change == "blank":
            assert one.noticed_by, one
