"""The folder from which an office without a network installs gouji."""

from __future__ import annotations

import importlib.util
import re
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from gouji.cli.commands import COMMANDS
from gouji.engine.office.month import FOLDERS, LEDGER, PAGE

ROOT = Path(__file__).resolve().parent.parent
SCRIPT = ROOT / "scripts" / "windows.py"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


@pytest.fixture(scope="module")
def windows():
    found = importlib.util.spec_from_file_location("windows", SCRIPT)
    module = importlib.util.module_from_spec(found)
    sys.modules["windows"] = module
    found.loader.exec_module(module)
    yield module
    del sys.modules["windows"]


@pytest.fixture
def folder(windows, tmp_path):
    windows.write_scripts(tmp_path)
    return tmp_path


def text(folder, name):
    return (folder / name).read_bytes().decode("utf-8-sig")


def commands(folder):
    return [name.name for name in folder.glob("*.cmd")]


def test_everything_is_there(windows, folder):
    assert sorted(one.name for one in folder.iterdir()) == sorted(windows.FILES)


def test_lines_end_as_windows_ends_them(windows, folder):
    for name in windows.FILES:
        data = (folder / name).read_bytes()
        assert data.count(b"\n") == data.count(b"\r\n") > 10


def test_scripts_switch_to_utf_8_before_any_chinese(folder):
    for name in commands(folder):
        data = (folder / name).read_bytes()
        assert data.startswith(b"@echo off\r\nchcp 65001 >nul\r\n")
        assert not data.startswith(b"\xef\xbb\xbf")


def test_what_is_written_can_be_shown_by_a_chinese_windows(windows, folder):
    for name in windows.FILES:
        assert name.encode("gbk")
        assert text(folder, name).encode("gbk")


def test_scripts_jump_nowhere(folder):
    """Labels are looked up by bytes, which goes wrong among characters of several."""
    for name in commands(folder):
        assert not re.search(r"(?im)^\s*:|\bgoto\b|\bcall\s*:", text(folder, name))


def test_paths_are_quoted(folder):
    for name in commands(folder):
        for line in text(folder, name).splitlines():
            outside = re.sub(r'"[^"]*"', "", line)
            assert not re.search(r"%(HERE|VENV|GOUJI|FOLDER|~1|~dp0|LOCALAPPDATA)", outside), line


def test_the_command_and_the_extras_exist(windows, folder):
    start, install = text(folder, "开始检查.cmd"), text(folder, "安装.cmd")

    assert "gouji" in PROJECT["scripts"]
    asked = re.findall(r'(?m)^"%GOUJI%" (\w+)', start)
    assert asked == ["office"]
    assert set(asked) <= set(COMMANDS)
    (extras,) = re.findall(r"gouji\[([a-z,]+)\]", install)
    assert tuple(extras.split(",")) == windows.EXTRAS
    assert set(windows.EXTRAS) <= set(PROJECT["optional-dependencies"])


def test_nothing_is_asked_of_a_network(folder):
    install = text(folder, "安装.cmd")

    assert "--no-index" in install
    assert '--find-links "%HERE%wheels"' in install
    assert not any("http" in text(folder, name) for name in commands(folder))


def test_the_page_opens_and_failures_wait_to_be_read(folder):
    start = text(folder, "开始检查.cmd")

    assert f'start "" "%FOLDER%\\{PAGE}"' in start
    for name in commands(folder):
        lines = text(folder, name).splitlines()
        for at, line in enumerate(lines):
            if "exit /b" in line:
                assert "pause" in lines[at - 1], name


def test_pythons_are_those_that_the_project_names(windows, folder):
    named = [one.rpartition(" ")[2] for one in PROJECT["classifiers"] if re.search(r"3\.\d+$", one)]

    assert list(windows.PYTHONS) == named
    for python in windows.PYTHONS:
        assert python in text(folder, "安装.cmd")
        assert python in text(folder, "说明.txt")


def test_the_guide_names_what_lies_in_the_folder(folder):
    guide = text(folder, "说明.txt")

    assert all(name in guide for name in (*FOLDERS, PAGE, LEDGER))


def wheel(folder, name, requires=(), tag="py3-none-any", version="1.0"):
    place = folder / "wheels"
    place.mkdir(exist_ok=True)
    path = place / f"{name}-{version}-{tag}.whl"
    lines = [f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}"]
    lines += [f"Requires-Dist: {line}" for line in requires]
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(f"{name}-{version}.dist-info/METADATA", "\n".join(lines) + "\n")
    return path


def test_a_folder_without_wheels_is_not_whole(windows, folder):
    assert list(windows.faults(folder)) == [f"Python {one}: gouji is missing" for one in windows.PYTHONS]


def test_a_missing_requirement_is_told_for_each_python(windows, folder):
    wheel(folder, "gouji", ["lark>=1.2", 'openpyxl; extra == "office"', 'x; sys_platform == "linux"'])

    assert list(windows.faults(folder)) == [
        f"Python {python}: {name} is missing"
        for python in windows.PYTHONS
        for name in ("lark>=1.2", "openpyxl")
    ]


def test_what_only_windows_needs_is_needed(windows, folder):
    wheel(folder, "gouji", ["click"])
    wheel(folder, "click", ['colorama; platform_system == "Windows"'])

    assert list(windows.faults(folder)) == [
        f"Python {python}: colorama is missing" for python in windows.PYTHONS
    ]


def test_a_wheel_must_fit(windows, folder):
    wheel(folder, "gouji", ["lxml>=5.2"])
    wheel(folder, "lxml", tag="cp312-cp312-win_amd64", version="6.0")
    wheel(folder, "lxml", tag="cp311-cp311-win_amd64", version="5.0")
    wheel(folder, "numpy", tag="cp312-cp312-manylinux2014_x86_64")

    assert list(windows.faults(folder)) == [
        "Python 3.11: lxml-5.0-cp311-cp311-win_amd64.whl is not lxml>=5.2",
        "Python 3.13: lxml>=5.2 is missing",
        "numpy-1.0-cp312-cp312-manylinux2014_x86_64.whl fits no Python on Windows",
    ]


def test_a_whole_folder_is_said_to_be_whole(windows, folder, capsys):
    wheel(folder, "gouji", ["lark"])
    wheel(folder, "lark")

    assert windows.main(["--check", str(folder)]) == 0
    assert "2 wheels" in capsys.readouterr().out
    (folder / "说明.txt").write_bytes(b"a\nb")
    assert windows.main(["--check", str(folder)]) == 1
    assert "说明.txt" in capsys.readouterr().err


@pytest.mark.slow
def test_the_folder_is_built_with_all_its_wheels(windows, tmp_path):
    """Downloads some hundred megabytes; without a network it fails and says so."""
    assert windows.main(["--to", str(tmp_path / "windows")]) == 0
