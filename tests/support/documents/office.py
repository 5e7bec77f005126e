"""Files that only an office suite writes, .doc and .pdf, made by LibreOffice where it is installed."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

PROGRAM = shutil.which("soffice") or shutil.which("libreoffice")
FILTERS = {
    "doc": "doc:MS Word 97",
    "pdf": "pdf:writer_pdf_Export",
}
MISSING = "LibreOffice is not installed: no .doc and .pdf can be made"


def converted(sources: Sequence[Path], suffix: str, folder: Path, timeout: float = 180) -> list[Path]:
    """Write ``sources`` anew in another format, all in one run, which is what takes the time.

    Args:
        sources: files with names that differ before their endings.
        suffix: one of ``FILTERS``.
        folder: where the new files go; the program's own settings are kept there, too.
        timeout: seconds.

    Returns:
        The new files, in the order of ``sources``.

    Raises:
        RuntimeError: LibreOffice is not installed, or left a file unwritten.
    """
    if PROGRAM is None:
        raise RuntimeError(MISSING)
    command = [
        PROGRAM,
        f"-env:UserInstallation={(folder / 'settings').resolve().as_uri()}",
        *("--headless", "--convert-to", FILTERS[suffix], "--outdir", str(folder)),
        *map(str, sources),
    ]
    run = subprocess.run(command, capture_output=True, text=True, check=False, timeout=timeout)
    made = [folder / f"{source.stem}.{suffix}" for source in sources]
    if missing := [path.name for path in made if not path.exists()]:
        raise RuntimeError(f"LibreOffice did not write {', '.join(missing)}: {run.stderr or run.stdout}")
    return made
