"""``gouji roster``."""

from __future__ import annotations

import pytest
from gouji.engine.office.roster import read_roster


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_roster_is_begun_and_can_be_read(ending, gouji, report, tmp_path):
    run = gouji("roster", "--from", report("clean.txt"), "-o", tmp_path / f"名册.{ending}")

    assert run.status == 0
    assert "1 个单位" in run.err
    assert [one.name for one in read_roster(tmp_path / f"名册.{ending}").roster] == ["云江市青禾区水务局"]


def test_without_a_file_it_goes_to_the_screen(gouji, report):
    run = gouji("roster", "--from", report("clean.txt"))

    assert run.out.splitlines()[0].startswith("机关全称,简称,曾用名,类别,汇总到")


def test_no_report_at_all_is_told(gouji, tmp_path):
    (tmp_path / "a.txt").write_text("没有内容", "utf-8")

    assert gouji("roster", "--from", tmp_path).status == 2


def test_an_option_that_is_missing_is_named(gouji):
    run = gouji("roster")

    assert run.status == 2
    assert "还要写明“--from”" in run.err
