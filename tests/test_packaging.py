"""The installed layout mirrors the repository's."""

import subprocess
import sys
import tarfile
import tomllib
import zipfile
from importlib.resources import files
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
CONFIG = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
SETUPTOOLS = CONFIG["tool"]["setuptools"]
PACKS = Path("rules", "packs")
DATA = {".yaml", ".lark", ".mo", ".json", ".typed", ".css", ".js"}


def shipped():
    """Every file that an installation holds, by its path in the repository."""
    return {
        path.relative_to(ROOT)
        for top in SETUPTOOLS["package-dir"].values()
        for path in (ROOT / top).rglob("*")
        if (path.is_file() and path.suffix in {".py", *DATA}) or path.name == "py.typed"
    }


def test_every_folder_is_packaged():
    folders = {PACKS if PACKS in path.parents else path.parent for path in shipped()}

    assert sorted(SETUPTOOLS["packages"]) == sorted(f"gouji.{'.'.join(folder.parts)}" for folder in folders)


def test_every_top_folder_is_mapped_and_typed():
    for name, top in SETUPTOOLS["package-dir"].items():
        assert name == f"gouji.{top}"
        assert (ROOT / top / "py.typed").is_file()
        assert (ROOT / top / "__init__.py").is_file()


def test_no_folder_of_the_repository_shadows_the_installed_name():
    assert not (ROOT / "gouji").exists()


def test_the_data_files_are_found_where_they_are_read():
    assert files("gouji.grammar").joinpath("language.lark").is_file()
    assert files("gouji.grammar.catalogue").joinpath("zh.mo").is_file()
    assert files("gouji.rules").joinpath("packs", "cn-2021", "pack.yaml").is_file()
    assert files("gouji.engine.writing").joinpath("report.schema.json").is_file()


@pytest.mark.slow
def test_wheel_and_sdist_hold_every_file(tmp_path):
    subprocess.run(
        [sys.executable, "-m", "build", "--outdir", str(tmp_path), str(ROOT)],
        check=True,
        capture_output=True,
        timeout=500,
    )
    [wheel], [sdist] = tmp_path.glob("*.whl"), tmp_path.glob("*.tar.gz")
    wanted = {path.as_posix() for path in shipped()}

    with zipfile.ZipFile(wheel) as archive:
        inside = {name.removeprefix("gouji/") for name in archive.namelist() if name.startswith("gouji/")}
    assert inside == wanted
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert wanted <= names
