"""Old formats through LibreOffice, when it is installed: converted to .docx, then read as that."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from gouji.engine.reading.docx import read_docx
from gouji.engine.reading.docx_package import main_part, open_archive
from gouji.engine.reading.faults import Fault

if TYPE_CHECKING:
    from gouji.engine.reading.document import Block, Remark

PROGRAMS = ("soffice", "libreoffice")
WINDOWS_FOLDERS = ("LibreOffice/program", "LibreOffice 5/program")
SECONDS = 60
MAX_CONVERTED = 64 * 2**20

PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
</item>
<item oor:path="/org.openoffice.Inet/Settings">
<prop oor:name="ooInetProxyType" oor:op="fuse"><value>2</value></prop>
<prop oor:name="ooInetHTTPProxyName" oor:op="fuse"><value>127.0.0.1</value></prop>
<prop oor:name="ooInetHTTPProxyPort" oor:op="fuse"><value>9</value></prop>
<prop oor:name="ooInetHTTPSProxyName" oor:op="fuse"><value>127.0.0.1</value></prop>
<prop oor:name="ooInetHTTPSProxyPort" oor:op="fuse"><value>9</value></prop>
</item>
</oor:items>
"""
"""A profile of its own: macros and active content off, and what would be fetched asked of nobody."""


def read_converted(
    data: bytes, ending: str, otherwise: Fault
) -> tuple[tuple[Block, ...], tuple[Remark, ...]] | Fault:
    """Read a document that only LibreOffice understands.

    Args:
        data: the whole file.
        ending: the ending its format has, with the dot.
        otherwise: the fault when LibreOffice is not installed, fails, or takes too long.

    Returns:
        What the converted document holds; paragraphs, tables, rows and cells are counted in that.
    """
    program = _program()
    if program is None:
        return otherwise
    converted = _converted(program, data, ending)
    if converted is None:
        return otherwise
    archive = open_archive(converted)
    if isinstance(archive, Fault):
        return otherwise
    main = main_part(archive)
    return otherwise if main is None else read_docx(archive, main)


def _program() -> str | None:
    """The installed LibreOffice, where it is usually found."""
    places = [
        str(Path(folder) / inner)
        for folder in (os.environ.get("PROGRAMFILES"), os.environ.get("PROGRAMFILES(X86)"))
        if folder
        for inner in WINDOWS_FOLDERS
    ]
    for path in (None, *places):
        for name in PROGRAMS:
            found = shutil.which(name, path=path)
            if found is not None:
                return found
    return None


def _converted(program: str, data: bytes, ending: str) -> bytes | None:
    """The document as .docx; ``None`` when there is none in time."""
    with tempfile.TemporaryDirectory(prefix="gouji-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source = folder / f"report{ending}"
        source.write_bytes(data)
        user = folder / "profile" / "user"
        user.mkdir(parents=True)
        (user / "registrymodifications.xcu").write_text(PROFILE, "utf-8")
        target = folder / "out"
        _run([
            program,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            *("--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck"),
            *("--convert-to", "docx", "--outdir", str(target), str(source)),
        ])  # fmt: skip
        found = target / "report.docx"
        if not found.is_file() or found.stat().st_size > MAX_CONVERTED:
            return None
        return found.read_bytes()


def _run(command: list[str]) -> None:
    """Run the program to its end, or end it with all it started when its time is over."""
    try:
        process = subprocess.Popen(  # noqa: S603  # a program found on this machine, the file only as an argument
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError:
        return
    try:
        process.wait(SECONDS)
    except subprocess.TimeoutExpired:
        if sys.platform == "win32":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
