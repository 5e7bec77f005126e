"""Write docs/cli.md from the program's own help pages; ``--check`` only fails when it is stale."""

from __future__ import annotations

import contextlib
import io
import sys
from pathlib import Path

from gouji.cli.commands import EVERY
from gouji.cli.main import main as gouji

TARGET = Path(__file__).resolve().parent.parent / "docs" / "cli.md"
HEAD = """\
# The command line

The help pages below are those of the program (`python scripts/cli_pages.py` writes this file).
Pages and output are Chinese by default; `--lang en` or `GOUJI_LANG=en` makes them English.

## How a run ends

| status | meaning |
|---|---|
| 0 | no finding at or above `--fail-on` |
| 1 | findings |
| 2 | could not run: wrong usage, or a pack or rule that is broken |
| 3 | some file could not be read; the others were checked |
| 130 | stopped from the keyboard; what was done by then is printed |

Of several, 130 beats 2 beats 3 beats 1. Findings go to standard output, everything else to standard error.
`NO_COLOR` and `FORCE_COLOR` are respected. Lines follow the width of the terminal, or `COLUMNS`; else 80.

In a folder every file is read but hidden ones, lock files of office programs, and the files that tell gouji
something (`gouji.toml`, `waivers.yaml`, `更正单.yaml`, those that options name). `--output` never writes to a
file that is being checked. `--select` and `--ignore` take rule ids and topics
(`structure identity cells table tables text years members writing`).

[working.md](working.md) tells more of settings, accepted findings, baselines, `compare` and `trace`.
`compare` ends with 1 while matters are open, new or cannot be told; `trace` and `waive` end with 0.
"""


def page(command: tuple[str, ...]) -> str:
    """The help page of a command, in English."""
    stream = io.StringIO()
    with contextlib.redirect_stdout(stream):
        gouji(["--lang", "en", *command, "--help"] if not command else [*command, "--lang", "en", "--help"])
    return stream.getvalue().strip("\n")


def main() -> None:
    """Write the file, or check it."""
    pages = (f"\n## {' '.join(('gouji', *command))}\n\n```text\n{page(command)}\n```\n" for command in EVERY)
    text = HEAD + "".join(pages)
    if "--check" not in sys.argv[1:]:
        TARGET.write_text(text, encoding="utf-8", newline="\n")
    elif TARGET.read_text("utf-8") != text:
        raise SystemExit(f"{TARGET.name} is stale; run python scripts/cli_pages.py")


if __name__ == "__main__":
    main()
