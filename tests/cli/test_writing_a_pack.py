"""The worked example of the documentation: every command of both pages is run, and prints what they show."""

import importlib.util
import subprocess
import sys
from pathlib import Path

import docx
import pytest

ROOT = Path(__file__).resolve().parents[2]


def loaded(path):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


EXAMPLE = loaded(ROOT / "scripts" / "worked_example.py")


@pytest.mark.parametrize("page", EXAMPLE.PAGES, ids=lambda page: page.name)
def test_every_command_prints_what_the_page_shows(page, tmp_path):
    text = page.read_text("utf-8")
    commands = [
        block["console"].partition("\n")[0] for block in EXAMPLE.BLOCK.finditer(text) if block["console"]
    ]

    assert EXAMPLE.run(text, tmp_path) == text
    assert len(commands) == text.count("$ gouji")
    assert {command.split()[3] for command in commands if " pack " in command} >= {"new", "check", "test"}


def test_both_pages_show_the_same_commands():
    shown = [
        [
            block["console"].partition("\n")[0].removesuffix(" --lang en")
            for block in EXAMPLE.BLOCK.finditer(page.read_text("utf-8"))
            if block["console"]
        ]
        for page in EXAMPLE.PAGES
    ]

    assert shown[0] == shown[1]


def test_a_command_that_ends_otherwise_is_told(tmp_path):
    page = "```console\n$ gouji pack check no-such-pack\n```\n"

    with pytest.raises(SystemExit, match="ended with 2"):
        EXAMPLE.run(page, tmp_path)


def test_the_forms_are_those_that_the_script_writes(tmp_path):
    script = ROOT / "examples" / "make_forms.py"
    subprocess.run([sys.executable, str(script), str(tmp_path)], check=True, timeout=60)

    for path in (ROOT / "examples" / "forms").iterdir():
        old, new = (docx.Document(str(each)).element.xml for each in (path, tmp_path / path.name))
        assert new == old
