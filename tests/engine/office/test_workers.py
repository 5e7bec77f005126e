"""Processes with limits: whatever a task does, the others go on."""

from __future__ import annotations

import pytest
from gouji.engine.office.tasks import Fate, Limits
from gouji.engine.office.workers import Workers
from working import prepare, prepare_nothing


def run(tasks, limits=None, count=2):
    with Workers(prepare, "n", count, limits) as workers:
        return {one.index: one for one in workers.run(tasks)}


def test_every_task_is_answered():
    found = run([("count", n) for n in range(20)])

    assert [found[n].answer for n in range(20)] == [f"n{n}".encode() for n in range(20)]
    assert {one.fate for one in found.values()} == {Fate.DONE}


@pytest.mark.slow
def test_tasks_that_end_their_process_leave_the_others_alone():
    tasks = [("count", 0), ("hang", 0), ("die", 0), ("grow", 40), ("raise", 0), ("memory", 0), ("count", 6)]

    found = run(tasks, Limits(seconds=3, megabytes=200))

    assert [found[n].fate for n in range(7)] == [
        Fate.DONE,
        Fate.TIMED_OUT,
        Fate.CRASHED,
        Fate.OUT_OF_MEMORY,
        Fate.CRASHED,
        Fate.OUT_OF_MEMORY,
        Fate.DONE,
    ]
    assert found[4].answer == b"ValueError: no such thing"


def test_the_same_processes_take_a_second_round():
    with Workers(prepare, "n", 1) as workers:
        first = [one.answer for one in workers.run([("count", 1)])]
        second = [one.answer for one in workers.run([("count", 2)])]

    assert (first, second) == ([b"n1"], [b"n2"])


def test_workers_that_never_live_are_a_fault_of_the_program(capfd):
    expected = pytest.raises(RuntimeError, match="before they do anything")
    with expected, Workers(prepare_nothing, "n", 1) as workers:
        list(workers.run([("count", n) for n in range(9)]))
    capfd.readouterr()


def test_no_tasks_need_no_processes():
    with Workers(prepare_nothing, "n", 2) as workers:
        assert list(workers.run([])) == []
