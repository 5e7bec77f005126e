"""A checked report of an invented library, put together by hand."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from gouji.engine.binding.quantities import Interval
from gouji.engine.binding.report import (
    BoundBy,
    BoundItem,
    BoundSection,
    BoundTable,
    Fact,
    FactState,
    FormEvidence,
    Identity,
    Located,
    Report,
    TextLine,
)
from gouji.engine.checking.evaluating import evaluate
from gouji.engine.checking.outcomes import (
    Alternative,
    Cause,
    CellPlace,
    Decider,
    Finding,
    ReportStatus,
    Status,
    SuggestedCell,
    TextUse,
)
from gouji.engine.checking.result import CheckedReport
from gouji.engine.reading.document import Location, Unreadable
from gouji.engine.writing.results import Result
from gouji.grammar.messages import message
from gouji.rules.library import Library
from gouji.rules.solver import missing

FOLDER = Path(__file__).parent
ADULTS, PRIMARY, TOTAL = ("adults",), ("schools", "primary"), ("total",)
MISSING, ALL = ("handled", "refused", "missing"), ("handled", "total")
FIGURES = {
    (("received",), ADULTS): 3,
    (("received",), TOTAL): 3,
    (MISSING, ADULTS): 3,
    (ALL, ADULTS): 3,
    (ALL, TOTAL): 3,
}


@pytest.fixture(scope="session")
def form():
    loaded = Library((FOLDER / "borrowing",)).load("borrowing")

    assert loaded.diagnostics == ()
    return loaded.pack


def bound_table(form, figures=None, raw=None):
    """The table with these figures and 0 elsewhere; ``raw`` gives facts of their own."""
    table = form.schema.tables["loans"]
    facts = {}
    for at, (row, column) in enumerate(table.cells()):
        value = Fraction((figures or {}).get((row, column), 0))
        place = Location(table=1, row=at // 5 + 3, cell=at % 5 + 2)
        facts[row, column] = Fact(FactState.VALUE, str(value), value, location=place)
    facts.update(raw or {})
    rows = {path: BoundItem(path, item.label, BoundBy.LABEL) for path, item in table.row_index.items()}
    columns = {path: BoundItem(path, item.label, BoundBy.LABEL) for path, item in table.column_index.items()}
    return BoundTable("loans", facts, rows, columns, Location(table=1), form=form.id)


def report(form, figures=None, raw=None, plans="下年打算增加两处还书点，并延长周末开放时间。"):
    """A report of the invented library."""
    lines = {"loans": "全年借阅平稳。", "plans": plans}
    sections = tuple(
        BoundSection(
            id=section.id,
            printed=section.title,
            printed_number=section.number,
            match="title",
            lines=(TextLine(lines[section.id], Location(paragraph=at * 2 + 3)),),
            tables=1 - at,
            images=0,
            order=at + 1,
            location=Location(paragraph=at * 2 + 2),
        )
        for at, section in enumerate(form.schema.sections.values())
    )
    return Report(
        name="松溪.docx",
        sha256="5" * 64,
        identity=Identity(
            year=2031,
            title=Located("松溪市图书馆2031年借阅年报", "松溪市图书馆2031年借阅年报", Location(paragraph=1)),
            organ=Located("松溪市图书馆", "松溪市图书馆", Location(paragraph=1)),
        ),
        preamble=(),
        sections=sections,
        tail=(),
        tables={"loans": bound_table(form, figures, raw)},
        evidence=FormEvidence("borrowing", "borrowing", message("writing.year", year=2031)),
    )


def findings(outcomes, causes=()):
    """A finding for every failed outcome, in order; ``causes`` by rule id."""
    for outcome in outcomes:
        if outcome.status is Status.FAILED:
            fingerprint = f"{outcome.rule.id}/{outcome.instance}"
            cause = next((each.id for each in causes if fingerprint in each.explains), None)
            sentence = message("writing.several", items=(outcome.rule.title,))
            yield Finding(
                outcome.rule, outcome.instance, outcome.severity, sentence, (outcome,), fingerprint, cause
            )


def checked(form, bound, causes=()):
    outcomes = tuple(evaluate(bound, form, form))
    found = tuple(findings(outcomes, causes))
    status = ReportStatus.FAILED if found else ReportStatus.PASSED
    return CheckedReport(bound, form, form, outcomes, found, tuple(causes), status)


def suggestion(bound, row, column, value):
    place = CellPlace("self", "loans", row, column)
    return SuggestedCell(place, bound.tables["loans"].facts[row, column], Fraction(value))


@pytest.fixture
def one_wrong_cell(form):
    """One wrong total breaks a row and a column; a text is too short besides."""
    bound = report(form, FIGURES, plans="无")
    explains = ("loans-row-total/handled.refused.missing", "loans-column-total/total")
    alternative = Alternative((suggestion(bound, MISSING, TOTAL, 3),), message("checking.slip_total"))
    return Result(
        "年报/松溪.docx",
        checked(form, bound, (Cause("c1", unique=True, explains=explains, alternatives=(alternative,)),)),
    )


@pytest.fixture
def open_cause(form):
    """A balance fails, and any of its figures may be the wrong one."""
    bound = report(form, {**FIGURES, (("received",), ADULTS): 4, (("received",), TOTAL): 4})
    explains = ("loans-balance/adults", "loans-balance/total")
    alternatives = (
        Alternative(
            (suggestion(bound, ("received",), ADULTS, 3), suggestion(bound, ("received",), TOTAL, 3))
        ),
        Alternative(
            (suggestion(bound, ("carried_out",), ADULTS, 1), suggestion(bound, ("carried_out",), TOTAL, 1))
        ),
    )
    return Result(
        "松溪.docx",
        checked(form, bound, (Cause("c1", unique=False, explains=explains, alternatives=alternatives),)),
    )


@pytest.fixture
def two_wrong_cells(form):
    bound = report(
        form, {(("received",), ADULTS): 3, (("received",), TOTAL): 3, (ALL, ADULTS): 3, (ALL, TOTAL): 3}
    )
    explains = ("loans-column-total/adults", "loans-column-total/total")
    cells = (suggestion(bound, MISSING, ADULTS, 3), suggestion(bound, MISSING, TOTAL, 3))
    return Result(
        "松溪.docx",
        checked(
            form, bound, (Cause("c1", unique=True, explains=explains, alternatives=(Alternative(cells),)),)
        ),
    )


@pytest.fixture
def clean(form):
    return Result("松溪.docx", checked(form, report(form)))


@pytest.fixture
def nameless(form):
    """A report that says neither who reports nor for which year."""
    return Result("松溪.docx", checked(form, replace(report(form), identity=Identity(), evidence=None)))


@pytest.fixture
def undecided(form):
    """A placeholder counts as unknown, and a cell holds words."""
    raw = {
        (("received",), ADULTS): Fact(
            FactState.PLACEHOLDER, "/", counts_as="unknown", location=Location(table=1, row=3, cell=2)
        ),
        (("carried_in",), ADULTS): Fact(
            FactState.UNREADABLE, "约\x1b[31m三件", location=Location(table=1, row=4, cell=2)
        ),
        (("carried_out",), ADULTS): Fact(
            FactState.BLANK, "", counts_as="zero", location=Location(table=1, row=9, cell=2)
        ),
    }
    result = checked(form, report(form, raw=raw))
    return Result("松溪.docx", replace(result, status=ReportStatus.INCOMPLETE))


@pytest.fixture
def unreadable():
    fault = Unreadable(
        "旧.doc", "unsupported", message("writing.unreadable"), message("writing.advice_broken")
    )
    return Result("旧.doc", fault)


@pytest.fixture
def inexplicable(form):
    """So many figures are wrong that no small set of cells explains it, and the solver is not there."""
    wrong = {(row, column): at for at, (row, column) in enumerate(form.schema.tables["loans"].cells(), 5)}
    bound = report(form, wrong)
    explains = tuple(one.fingerprint for one in checked(form, bound).findings)
    cause = Cause(
        "c1", unique=False, explains=explains, alternatives=(), least=5, further=True, note=missing()
    )
    return Result("松溪.docx", checked(form, bound, (cause,)))


@pytest.fixture
def ranges(form):
    """A balance can be mended in several ways, some with room; last year speaks for the first."""
    bound = report(form, {**FIGURES, (("received",), ADULTS): 4, (("received",), TOTAL): 4})
    explains = ("loans-balance/adults", "loans-balance/total")
    first = suggestion(bound, ("received",), ADULTS, 3)
    between = (Interval(Fraction(7), None), Interval(None, Fraction(9)), Interval(Fraction(0), Fraction(9)))
    others = tuple(
        Alternative((replace(suggestion(bound, ("carried_out",), TOTAL, 8), between=one),))
        for one in (*between, Interval(None, None))
    )
    cause = Cause(
        "c1",
        unique=False,
        explains=explains,
        alternatives=(Alternative((first,), message("localising.slip_column_one")), *others),
        further=True,
        decided=Decider.PREVIOUS,
    )
    return Result("松溪.docx", checked(form, bound, (cause,)))


@pytest.fixture
def statement_at_fault(form):
    """A sentence of the text disagrees in two ways with what the rest says."""
    bound = report(form, FIGURES, plans="无")
    found = checked(form, bound)
    explains = tuple(one.fingerprint for one in found.findings if not one.cells)
    claims = (TextUse("self", "全年借阅18册", Location(paragraph=3)),)
    cause = Cause(
        "c1",
        unique=False,
        explains=explains,
        alternatives=(Alternative((), None, claims),),
        note=message("localising.statement", count=2),
    )
    return Result("松溪.docx", checked(form, bound, (cause,)))
