"""Run the commands of docs/writing-a-pack.md and its Chinese twin, and write what they print into them.

The commands run one after the other in a folder of their own that holds ``examples``; what a page shows as
a file is written before the next command. ``--check`` writes nothing and fails when a page shows
something else than what is printed, or a command ends with another status than 0 or the one the page names.
"""

from __future__ import annotations

import contextlib
import io
import re
import shlex
import shutil
import sys
import tempfile
from pathlib import Path

from gouji.cli.main import main as gouji

ROOT = Path(__file__).resolve().parents[1]
PAGES = tuple(ROOT / "docs" / name for name in ("writing-a-pack.md", "writing-a-pack.zh-CN.md"))
BLOCK = re.compile(
    r"`(?P<file>[\w./-]+)`\n\n```yaml\n(?P<text>.*?)```\n|```console\n(?P<console>.*?)```\n", re.DOTALL
)
STATUS = re.compile(r"^# .*?(\d)$", re.MULTILINE)


def run(page: str, folder: Path) -> str:
    """The page as it should be, its commands run in ``folder``.

    Raises:
        SystemExit: a command ends with another status than the page says.
    """
    shutil.copytree(ROOT / "examples", folder / "examples", dirs_exist_ok=True)
    with contextlib.chdir(folder):
        return BLOCK.sub(_done, page)


def _done(block: re.Match[str]) -> str:
    if block["file"]:
        path = Path(block["file"])
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(block["text"], encoding="utf-8")
        return block[0]
    shown = block["console"]
    command = shown.partition("\n")[0]
    wanted = STATUS.search(shown)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(io.StringIO()):
        status = gouji(shlex.split(command.removeprefix("$ gouji ")))
    if status != int(wanted[1] if wanted else 0):
        raise SystemExit(f"{command}: ended with {status}\n{printed.getvalue()}")
    tail = f"{wanted[0]}\n" if wanted else ""
    output = printed.getvalue().strip("\n")
    return f"```console\n{command}\n{output}{chr(10) if output else ''}{tail}```\n"


def main() -> None:
    """Write the pages, or check them."""
    for page in PAGES:
        text = page.read_text("utf-8")
        with tempfile.TemporaryDirectory() as folder:
            fresh = run(text, Path(folder))
        if "--check" not in sys.argv[1:]:
            page.write_text(fresh, encoding="utf-8", newline="\n")
        elif fresh != text:
            raise SystemExit(f"{page.name} is stale; run python scripts/worked_example.py")


if __name__ == "__main__":
    main()
