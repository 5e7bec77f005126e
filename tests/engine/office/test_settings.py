"""The office's own particulars."""

import re
from datetime import date
from pathlib import Path

import pytest
from gouji.engine.office.settings import OfficeSettings, day_in, load_settings, settings_in
from gouji.grammar.catalogue import render

WHOLE = """\
单位名称: 云岭市政务公开办公室
单位简称: 市公开办
收件范围: [各县区人民政府, 市政府各部门]
退回期限: 2026-01-20
联系人: 陆晓
联系电话: 0000-1234567
落款日期: 2026年1月12日
提示入台账: 是
"""


def codes(loaded):
    return [(one.code, one.place.start.line) for one in loaded.diagnostics]


def test_the_settings_of_the_documentation_are_settings():
    page = Path(__file__).resolve().parents[3] / "docs" / "ledger.zh-CN.md"
    (example,) = re.findall(r"```yaml\n(.*?)```", page.read_text("utf-8"), re.DOTALL)
    loaded = settings_in(example.encode(), "单位设置.yaml")

    assert loaded.diagnostics == ()
    assert (loaded.settings.phone, loaded.settings.hints) == ("0000-1234567", False)


def test_all_of_it():
    loaded = settings_in(WHOLE.encode(), "单位设置.yaml")

    assert loaded.diagnostics == ()
    assert loaded.settings == OfficeSettings(
        office="云岭市政务公开办公室",
        short="市公开办",
        receives=("各县区人民政府", "市政府各部门"),
        return_by="2026-01-20",
        contact="陆晓",
        phone="0000-1234567",
        day=date(2026, 1, 12),
        hints=True,
    )
    assert loaded.settings.author == "市公开办"


def test_nothing_of_it_is_needed():
    assert settings_in(b"", "a.yaml").settings == OfficeSettings()
    assert settings_in("联系人:\n".encode(), "a.yaml").diagnostics == ()
    assert OfficeSettings(office="甲办").author == "甲办"


def test_english_names_do_as_well():
    loaded = settings_in(b"office: Office\nhints: true\nday: 2026.1.2\n", "a.yaml")

    assert loaded.settings == OfficeSettings(office="Office", hints=True, day=date(2026, 1, 2))


def test_an_unknown_key_is_an_error_with_the_nearest_name():
    loaded = settings_in("联系人: 陆晓\n联系电活: 1\n".encode(), "a.yaml")

    assert codes(loaded) == [("pack.unknown_key", 2)]
    assert "联系电话" in render(loaded.diagnostics[0].help, "zh")
    assert loaded.settings.contact == "陆晓"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("落款日期: 明天\n", [("settings.day", 1)]),
        ("落款日期: 2026-02-30\n", [("settings.day", 1)]),
        ("联系人: 甲\ncontact: 乙\n", [("settings.twice", 2)]),
        ("提示入台账: 也许\n", [("pack.expected_flag", 1)]),
        ("- 甲\n", [("pack.expected_mapping", 1)]),
        ("联系人: [甲\n", None),
    ],
)
def test_faults_are_told_with_their_places(text, found):
    loaded = settings_in(text.encode(), "a.yaml")

    assert (codes(loaded) == found) if found else loaded.diagnostics
    assert all(render(one.message, "en") for one in loaded.diagnostics)


def test_a_file_that_is_not_there_is_told(tmp_path):
    loaded = load_settings(tmp_path / "单位设置.yaml")

    assert codes(loaded) == [("settings.unreadable", 1)]
    (tmp_path / "单位设置.yaml").write_text(WHOLE, "utf-8")
    assert load_settings(tmp_path / "单位设置.yaml").settings.contact == "陆晓"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026/1/5", date(2026, 1, 5)),
        ("2026年01月05日", date(2026, 1, 5)),
        ("五月", None),
        ("2026-13-1", None),
    ],
)
def test_days_however_written(text, day):
    assert day_in(text) == day
