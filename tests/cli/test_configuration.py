"""``gouji.toml``."""

import json
import shutil
from pathlib import Path

import pytest
from gouji.cli.configuration import configuration, option_name
from gouji.cli.configuration_file import KEYS
from gouji.cli.main import app
from typer.main import get_command

ROOT = Path(__file__).resolve().parent.parent.parent
OF_ONE_RUN = {"help", "lang", "write-baseline", "paths"}


@pytest.fixture
def folder(tmp_path):
    inner = tmp_path / "收件"
    inner.mkdir()
    shutil.copy(ROOT / "examples" / "reports" / "wrong-cell.docx", inner / "a.docx")
    return tmp_path


def test_every_option_of_check_is_a_key():
    check = get_command(app).get_command(None, "check")
    options = {option_name(one.name) for one in check.params}

    assert options - OF_ONE_RUN == set(KEYS)


def test_the_file_is_found_upwards_and_named(gouji, folder):
    (folder / "gouji.toml").write_text('lang = "en"\n[check]\nselect = "requests-row-total"\n', "utf-8")

    run = gouji("check", folder / "收件" / "a.docx", "--format", "json")

    assert [one["rule"] for one in json.loads(run.out)["reports"][0]["findings"]] == ["requests-row-total"]
    assert run.err == f"settings from {folder / 'gouji.toml'}\n"


def test_the_command_line_wins(gouji, folder):
    (folder / "gouji.toml").write_text(
        'lang = "en"\n[check]\nformat = "concise"\nfail-on = "never"\nignore = ["requests-row-total"]\n',
        "utf-8",
    )
    file = folder / "收件" / "a.docx"

    assert gouji("check", file).status == 0
    assert "requests-row-total" not in gouji("check", file).out
    run = gouji("check", file, "--lang", "zh", "--select", "requests-row-total", "--fail-on", "error")
    assert "requests-row-total" in run.out
    assert run.status == 1
    assert run.err.startswith("设置取自")


def test_paths_count_from_the_folder_of_the_file(folder):
    (folder / "gouji.toml").write_text(
        '[check]\npack = "packs/a.yaml"\nprevious = ["去年", "前年"]\nroster = "单位.csv"\nyear = 2024\n'
        'set = { limit = 30, strict = true, name = "甲" }\n',
        "utf-8",
    )

    found = configuration([str(folder / "收件")])

    assert found.values == {
        "pack": str(folder / "packs" / "a.yaml"),
        "previous": [str(folder / "去年"), str(folder / "前年")],
        "roster": str(folder / "单位.csv"),
        "year": "2024",
        "set": ["limit=30", "strict=true", "name=甲"],
    }


def test_without_a_file_nothing_is_said(folder):
    assert configuration([str(folder / "收件")]).values == {}


@pytest.mark.parametrize(
    ("text", "words", "place"),
    [
        ("[check]\nselct = 'a'\n", "是不是“select”", "gouji.toml:2:1"),
        ("# 设置\n[chek]\nselect = 'a'\n", "是不是“check”", "gouji.toml:2:2"),
        ("[check]\n\nyear = true\n", "年度", "gouji.toml:3:1"),
        ("[check]\nfacts = 'yes'\n", "true 或 false", "gouji.toml:2:1"),
        ("[check]\nselect = [1]\n", "列表", "gouji.toml:2:1"),
        ("check.set = ['a']\n", "一节参数", "gouji.toml:1:1"),
        ("check = 3\n", "[check]", "gouji.toml:1:1"),
        ("lang = 'fr'\n", "zh、en", "gouji.toml:1:1"),
        ("[check\n", "TOML", "gouji.toml:1:"),
    ],
)
def test_faults_are_pointed_at(text, words, place, gouji, folder):
    (folder / "gouji.toml").write_text(text, "utf-8")

    run = gouji("check", folder / "收件" / "a.docx")

    assert run.status == 2
    assert run.out == ""
    assert words in run.err
    assert place in run.err


def test_a_file_that_is_no_text_is_told(gouji, folder):
    (folder / "gouji.toml").write_bytes(b"\xff\xfe[check]")

    assert gouji("check", folder / "收件" / "a.docx").status == 2


def test_all_faults_come_at_once(gouji, folder):
    (folder / "gouji.toml").write_text("[check]\nselct = 'a'\nyear = true\n", "utf-8")

    err = gouji("check", folder / "收件" / "a.docx").err

    assert "gouji.toml:2:1" in err
    assert "gouji.toml:3:1" in err
