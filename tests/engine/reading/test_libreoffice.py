"""Old formats through LibreOffice; a program that stands in for it, since it need not be installed."""

from __future__ import annotations

import shutil
import stat
import sys
import time
from pathlib import Path

import pytest
from gouji.engine.reading import libreoffice
from gouji.engine.reading.document import Document, FileFormat
from gouji.engine.reading.reading import read_bytes

from .doc_writer import compound, line
from .doc_writer import word_file as binary_file
from .files import paragraph, texts, word_file

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a script")

OLD = binary_file([line("甲")], magic=0xA5DC)
WORKS = compound({"MatOST": b"x"})


@pytest.fixture
def stand_in(tmp_path, monkeypatch):
    """Put a program named soffice, of the given lines of Python, first on the path."""

    def install(*body: str) -> Path:
        program = tmp_path / "bin" / "soffice"
        program.parent.mkdir(exist_ok=True)
        program.write_text(
            "\n".join([f"#!{sys.executable}", "import sys", "from pathlib import Path", *body]), "utf-8"
        )
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("PATH", str(program.parent))
        return program

    return install


def writes(content: bytes) -> tuple[str, ...]:
    return (
        "out = Path(sys.argv[sys.argv.index('--outdir') + 1])",
        "out.mkdir()",
        f"(out / 'report.docx').write_bytes({content!r})",
    )


def code(data: bytes) -> str:
    found = read_bytes(data, "a.wps")
    return "read" if isinstance(found, Document) else found.code


@pytest.mark.parametrize("data", [OLD, WORKS])
def test_what_it_converts_is_read(data, stand_in):
    stand_in(*writes(word_file(paragraph("青岚县档案馆"))))
    found = read_bytes(data, "a.wps")
    assert isinstance(found, Document)
    assert (found.format, texts(found)) == (FileFormat.DOC, ["青岚县档案馆"])


def test_it_is_told_to_run_no_macros_in_a_profile_of_its_own(stand_in, tmp_path):
    log = tmp_path / "log"
    stand_in(
        "profile = next(one for one in sys.argv if one.startswith('-env:UserInstallation=file://'))",
        "settings = Path(profile.split('file://')[1]) / 'user' / 'registrymodifications.xcu'",
        f"Path({str(log)!r}).write_text(' '.join(sys.argv) + settings.read_text())",
    )
    code(OLD)
    said = log.read_text()
    assert "--headless" in said
    assert 'oor:name="DisableMacrosExecution" oor:op="fuse"><value>true' in said
    assert not Path(said.split("file://")[1].split("/profile")[0]).exists()


@pytest.mark.parametrize("data", [OLD, WORKS])
def test_without_it(data, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert code(data) == "unsupported"


@pytest.mark.parametrize("body", [("sys.exit(1)",), writes(b"no archive"), writes(b"PK\x03\x04")])
def test_when_it_fails(body, stand_in):
    stand_in(*body)
    assert code(OLD) == "unsupported"


def test_when_it_makes_another_kind_of_archive(stand_in):
    import io
    import zipfile

    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as target:
        target.writestr("a.txt", "x")
    stand_in(*writes(stream.getvalue()))
    assert code(OLD) == "unsupported"


def test_when_it_takes_too_long(stand_in, monkeypatch):
    monkeypatch.setattr(libreoffice, "SECONDS", 0.3)
    stand_in("import time", "time.sleep(60)")
    started = time.monotonic()
    assert code(OLD) == "unsupported"
    assert time.monotonic() - started < 20


def test_when_it_cannot_be_started(stand_in):
    program = stand_in()
    program.write_text("#!/no/such/program\n")
    assert code(OLD) == "unsupported"


def test_where_windows_keeps_it(tmp_path, monkeypatch):
    folder = tmp_path / "LibreOffice" / "program"
    folder.mkdir(parents=True)
    program = folder / "soffice"
    program.write_text("")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path / "none"))
    monkeypatch.setenv("PROGRAMFILES", str(tmp_path))
    assert libreoffice._program() == str(program)


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_the_real_program_ends_in_a_result():
    assert code(OLD) in {"read", "unsupported", "blank"}
