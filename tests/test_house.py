"""What holds for the whole repository."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
CODE = ("cli", "engine", "grammar", "rules", "examples", "scripts", "benchmarks")
TEXT = {".py", ".md", ".yaml", ".toml", ".lark", ".po", ".txt", ".json", ".svg", ".ambr", ""}
LONGEST = 400
MACHINE_PATHS = re.compile(r"/(?:work|root|home|Users|tmp)/[a-z]|[A-Z]:\\\\?Users")


def tracked():
    try:
        run = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a checkout")
    return [ROOT / name for name in run.stdout.splitlines()]


@pytest.mark.parametrize("folder", CODE)
def test_no_module_is_long(folder):
    lengths = {path: len(path.read_text("utf-8").splitlines()) for path in (ROOT / folder).rglob("*.py")}

    assert {str(path.relative_to(ROOT)): length for path, length in lengths.items() if length > LONGEST} == {}


def test_no_file_names_a_machine():
    found = []
    for path in tracked():
        if path.suffix in TEXT and path.is_file() and path != Path(__file__) and path.name != "LICENSE":
            found += [
                f"{path.relative_to(ROOT)}:{at}"
                for at, line in enumerate(path.read_text("utf-8", errors="ignore").splitlines(), 1)
                if MACHINE_PATHS.search(line)
            ]

    assert found == []


def prose(text: str) -> str:
    """The text without its code, in which brackets are no links."""
    return re.sub(r"```.*?```|`[^`\n]*`", "", text, flags=re.DOTALL)


def test_the_links_of_the_documents_lead_somewhere():
    broken = [
        f"{path.relative_to(ROOT)}: {target}"
        for path in tracked()
        if path.suffix == ".md"
        for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", prose(path.read_text("utf-8")))
        if not (path.parent / target).exists()
    ]

    assert broken == []


@pytest.mark.slow
def test_the_layers_hold():
    run = subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports"))],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert run.returncode == 0, run.stdout


def test_the_example_reports_are_those_that_the_script_writes(tmp_path):
    import docx

    subprocess.run(
        [sys.executable, str(ROOT / "examples" / "make.py"), str(tmp_path)], check=True, timeout=120
    )
    committed = ROOT / "examples" / "reports"

    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        path.name for path in committed.iterdir()
    )
    for path in tmp_path.iterdir():
        if path.suffix == ".docx":
            old, new = (docx.Document(str(each)).element.xml for each in (committed / path.name, path))
            assert new == old
        else:
            assert path.read_text("utf-8") == (committed / path.name).read_text("utf-8")


def test_the_documented_pages_are_those_of_the_program():
    run = subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "cli_pages.py"), "--check"],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )

    assert (run.returncode, run.stderr) == (0, "")


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_the_pack_of_the_readme_is_the_one_of_the_examples(name):
    pack = (ROOT / "examples" / "packs" / "my-city.yaml").read_text("utf-8")

    assert f"```yaml\n{pack}```" in (ROOT / name).read_text("utf-8")


def test_the_pack_of_the_readme_works(tmp_path):
    pack = str(ROOT / "examples" / "packs" / "my-city.yaml")
    gouji = [sys.executable, "-m", "gouji.cli.main"]
    for arguments in (
        ("pack", "check", pack),
        ("rule", "platform-column", "--pack", pack),
        ("check", str(ROOT / "examples" / "reports" / "clean.docx"), "--pack", pack),
    ):
        run = subprocess.run([*gouji, *arguments], capture_output=True, text=True, check=False, timeout=120)

        assert (run.returncode, run.stderr) == (0, "")


def test_the_picture_of_the_readme_is_what_gouji_says(tmp_path):
    target = tmp_path / "check.svg"

    subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "picture.py"), str(target)], check=True, timeout=60
    )

    assert target.read_text("utf-8") == (ROOT / "docs" / "pictures" / "check.svg").read_text("utf-8")
