"""Many files: results in order, whatever becomes of single files."""

from __future__ import annotations

import pytest
from gouji.engine.checking.result import CheckedReport
from gouji.engine.office.batch import Batch
from gouji.engine.office.examining import Setup
from gouji.engine.office.intake import sources
from gouji.engine.office.journal import Journal, secret_in
from gouji.engine.office.tasks import Limits
from gouji.engine.pipeline import CheckOptions
from working import troubled_examiner

WRONG = {"requests": {"received, natural_person": 3, "received, total": 4}}


@pytest.fixture
def folder(desk, tmp_path):
    """Twelve reports, every third with a wrong sum."""
    for number in range(12):
        desk.report(
            f"报送/{number:02}.txt", 2023, f"青川市第{number + 1}局", WRONG if number % 3 == 0 else None
        )
    return tmp_path / "报送"


def found(batch, folder):
    return [
        (one.file.rpartition("/")[2], one.outcome.code)
        if not isinstance(one.outcome, CheckedReport)
        else (one.file.rpartition("/")[2], tuple(sorted({each.rule.id for each in one.outcome.findings})))
        for one in batch.run(list(sources([str(folder)])))
    ]


def batch(desk, **options):
    return Batch(Setup(desk.library, CheckOptions()), **options)


def test_results_are_the_same_whatever_the_number_of_processes(desk, folder):
    alone = found(batch(desk, jobs=1), folder)
    (folder / "12.txt").unlink(missing_ok=True)

    assert [name for name, _ in alone] == [f"{number:02}.txt" for number in range(12)]
    assert found(batch(desk, jobs=3), folder) == alone
    assert [name for name, rules in alone if "requests-row-total" in rules] == [
        "00.txt",
        "03.txt",
        "06.txt",
        "09.txt",
    ]


def test_a_few_files_are_checked_by_this_process(desk, folder):
    for path in sorted(folder.iterdir())[3:]:
        path.unlink()

    assert found(batch(desk, prepare=None), folder) == found(batch(desk, jobs=2), folder)


@pytest.mark.slow
def test_files_that_break_their_process_are_results(desk, folder):
    limits = Limits(seconds=8, megabytes=300)
    run = batch(desk, jobs=2, limits=limits, prepare=troubled_examiner)
    for name, trouble in (("01", "hang"), ("04", "die"), ("07", "grow")):
        (folder / f"{name}.txt").rename(folder / f"{name}{trouble}.txt")

    told = dict(found(run, folder))

    assert [told[name] for name in ("01hang.txt", "04die.txt", "07grow.txt")] == [
        "timed_out",
        "crashed",
        "out_of_memory",
    ]
    assert len(told) == 12
    assert all(isinstance(rules, tuple) for name, rules in told.items() if len(name) == 6)


def test_every_file_is_told_as_a_step(desk, folder):
    steps = []

    found(batch(desk, jobs=2, report=steps.append), folder)

    assert [step.done for step in steps] == list(range(1, 13))
    assert {step.total for step in steps} == {12}
    assert not any(step.failed or step.resumed for step in steps)


@pytest.mark.slow
def test_a_run_that_was_broken_off_goes_on_where_it_ended(desk, folder, tmp_path):
    secret = secret_in(tmp_path / "cache")
    whole = found(batch(desk, jobs=1), folder)
    first = Journal(tmp_path / "run.jsonl", "same", secret)
    running = batch(desk, jobs=1, journal=first).run(list(sources([str(folder)])))
    for _ in range(3):
        next(running)
    running.close()
    first.close()
    desk.report("报送/01.txt", 2023, "青川市第2局", WRONG)
    steps = []

    again = Journal(tmp_path / "run.jsonl", "same", secret)
    result = found(batch(desk, jobs=1, journal=again, report=steps.append), folder)
    again.close()

    changed = [(name, rules) for name, rules in result if (name, rules) not in whole]
    assert [name for name, _ in changed] == ["01.txt"]
    assert sum(step.resumed for step in steps) in range(2, 12)


def test_files_that_are_one_report_are_told_as_one_in_a_batch_too(desk, folder):
    scan = folder / "青川市第6局扫描件.jpg"
    scan.write_bytes(b"\xff\xd8\xff\xe0aaaa")

    by_processes = list(batch(desk, jobs=2).run(list(sources([str(folder)]))))

    assert scan.name not in [one.file.rpartition("/")[2] for one in by_processes]
    (report,) = (one.outcome.report for one in by_processes if one.file.endswith("05.txt"))
    assert scan.name in str(report.remarks)
