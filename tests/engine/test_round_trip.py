"""What was written is read back: any consistent report, in any format, in any legal layout."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from random import Random

import pytest
from documents.model import Report, report_on
from documents.office import MISSING, PROGRAM, converted
from documents.variation import PLAIN, Variation, drawn
from documents.writers import WRITERS, Writer, written
from gouji.engine.binding.binding import Bound, bind
from gouji.engine.binding.report import FactState
from gouji.engine.checking.checking import check
from gouji.engine.reading.document import Document
from gouji.engine.reading.reading import read_bytes
from gouji.rules.library import Library
from gouji.rules.pack import Severity
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

FORMS = ("cn-2019", "cn-2021")
BY_ORDER = "binding.columns_by_order"
BLANK = "cell-blank"

bounded = settings(
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink],
)
seeds = st.integers(0, 2**32)
variations = st.randoms(use_true_random=False).map(drawn)


@pytest.fixture(scope="session")
def library() -> Library:
    return Library()


def bound_from(data: bytes, name: str, library: Library) -> Bound:
    document = read_bytes(data, name)
    assert isinstance(document, Document), document
    bound = bind(document, library.forms())
    assert isinstance(bound, Bound)
    return bound


def values(bound: Bound) -> dict[tuple, Fraction | str | None]:
    """The number of every cell that was found, a blank one counting as its table declares."""
    return {
        (table.id, row, column): Fraction(0)
        if fact.state is FactState.BLANK and fact.counts_as == "zero"
        else fact.value
        for table in bound.report.tables.values()
        for (row, column), fact in table.facts.items()
    }


def holds(report: Report, bound: Bound, writer: Writer, variation: Variation) -> None:
    assert report.pack.id == bound.filled.id
    assert report.values() == values(bound)
    assert list(report.pack.schema.sections) == [section.id for section in bound.report.sections]
    doubts = {doubt.key for table in bound.report.tables.values() for doubt in table.uncertain}
    assert ({BY_ORDER} if writer.ordered else set()) == doubts
    checked = check(bound.report, bound.filled, bound.due)
    graver = {finding.rule.id for finding in checked.findings if finding.severity is not Severity.INFO}
    assert graver <= ({BLANK} if variation.blanks else set())


def survives(library: Library, form: str, name: str, seed: int, variation: Variation) -> None:
    writer = WRITERS[name]
    report = report_on(library.load(form).pack, Random(seed))

    holds(
        report,
        bound_from(written(report, writer, variation), f"report.{writer.suffix}", library),
        writer,
        variation,
    )


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", WRITERS)
@settings(bounded, max_examples=6)
@given(seed=seeds, variation=variations)
def test_any_report_is_read_back(library, form, name, seed, variation):
    survives(library, form, name, seed, variation)


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", WRITERS)
@settings(bounded, max_examples=25)
@given(seed=seeds, variation=variations)
def test_very_many_reports_are_read_back(library, form, name, seed, variation):
    survives(library, form, name, seed, variation)


@pytest.mark.parametrize("form", FORMS)
def test_every_format_tells_the_same(library, form):
    report = report_on(library.load(form).pack, Random(7))

    found = {
        name: values(bound_from(written(report, writer), f"report.{writer.suffix}", library))
        for name, writer in WRITERS.items()
    }

    assert dict.fromkeys(WRITERS, report.values()) == found


@pytest.mark.slow
@pytest.mark.skipif(PROGRAM is None, reason=MISSING)
@pytest.mark.parametrize("suffix", ["doc", "pdf"])
def test_what_an_office_suite_writes_is_read_back(library, suffix, tmp_path):
    cases = []
    for number in range(8):
        random = Random(number)
        report = report_on(library.load(FORMS[number % 2]).pack, random)
        variation = replace(drawn(random), split_heads=False) if number > 1 else PLAIN
        source = tmp_path / f"{number}.docx"
        source.write_bytes(written(report, WRITERS["docx"], variation))
        cases.append((report, variation, source))

    made = converted([source for _, _, source in cases], suffix, tmp_path)

    for (report, variation, _), path in zip(cases, made, strict=True):
        holds(report, bound_from(path.read_bytes(), path.name, library), WRITERS["docx"], variation)
