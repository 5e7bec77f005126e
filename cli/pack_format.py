"""``gouji pack format``: pack files in their canonical layout."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from gouji.cli.exit_status import ExitStatus
from gouji.cli.loading import tell
from gouji.cli.options import spoken
from gouji.cli.output import emit, note, save_bytes
from gouji.cli.usage import UsageFault
from gouji.grammar.messages import LANGUAGES, Language, message
from gouji.rules.files import AMENDMENT_FILES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gouji.grammar.diagnostics import Diagnostic
    from gouji.grammar.schema import Schema

HEAD, CASES = "pack.yaml", "cases"


def pack_format(
    context: typer.Context,
    paths: Annotated[list[str], typer.Argument(metavar="PATH", help="format.argument")],
    check: Annotated[bool, typer.Option("--check", help="format.option_check")] = False,  # noqa: FBT002
    lang: Annotated[
        str | None, typer.Option("--lang", metavar="|".join(LANGUAGES), help="format.option_lang")
    ] = None,
) -> ExitStatus:
    """Lay out packs: keys in order, rules printed anew, comments kept; the meaning stays."""
    language = spoken(context, lang)
    chosen = None if lang is None else language
    found = dict.fromkeys(file for path in paths for file in _files(Path(path)))
    if not found:
        raise UsageFault(message("format.no_files", paths=tuple(paths)))
    changed = 0
    faults: list[Diagnostic] = []
    for file in found:
        changed += _formatted(file, chosen, language, faults, check=check)
    if faults:
        tell(faults, language)
    note(message("format.checked" if check else "format.done", count=changed, files=len(found)), language)
    if faults:
        return ExitStatus.COULD_NOT_RUN
    return ExitStatus.FINDINGS if check and changed else ExitStatus.NONE


def _formatted(
    file: Path, chosen: Language | None, language: Language, faults: list[Diagnostic], *, check: bool
) -> bool:
    """Format one file, or see whether it is; whether it is not as it should be."""
    from gouji.grammar.catalogue import render  # noqa: PLC0415 - help needs none of it
    from gouji.rules.formatting import formatted  # noqa: PLC0415

    try:
        data = file.read_bytes()
    except OSError as fault:
        raise UsageFault(message("cli.no_such_path", path=str(file))) from fault
    result = formatted(data, str(file), chosen, _schema(file) if chosen else None)
    faults += result.diagnostics
    if not result.changed:
        return False
    if not check:
        save_bytes(result.text.encode(), file)
    key = "format.would_change" if check else "format.changed"
    emit(render(message(key, file=str(file)), language) + "\n", sys.stdout)
    return True


def _files(path: Path) -> Iterator[Path]:
    """The files of a pack, of all packs in a folder, or one file."""
    if path.is_file():
        yield path
    elif (path / HEAD).is_file():
        own = (file for file in path.glob("*.yaml") if file.name not in AMENDMENT_FILES)
        yield from sorted(own, key=lambda file: (file.name != HEAD, file.name))
        yield from sorted((path / CASES).glob("*.yaml"))
    elif path.is_dir():
        from gouji.rules.versions import packs_in  # noqa: PLC0415

        for one in packs_in(path):
            yield from _files(one)
    else:
        raise UsageFault(message("cli.no_such_path", path=str(path)))


def _schema(file: Path) -> Schema | None:
    """The form of the pack that a file belongs to, as far as it can be read."""
    from gouji.rules.library import Library  # noqa: PLC0415

    folder = file.parent.parent if file.parent.name == CASES else file.parent
    root = folder if (folder / HEAD).is_file() else file
    draft = Library(_around(root)).draft(root)
    return None if draft is None or draft.pack is None else draft.pack.schema


def _around(root: Path) -> tuple[Path, ...]:
    """A pack and those beside it, which it may extend."""
    from gouji.rules.versions import packs_in  # noqa: PLC0415

    return tuple(dict.fromkeys((root, *packs_in(root.parent))))
