"""``gouji pack diff``: how two packs differ, and what that does to reports."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer
from gouji.cli.exit_status import ExitStatus
from gouji.cli.loading import opened
from gouji.cli.options import LanguageOption, PlainFormat, PlainFormatOption, plain_format, spoken
from gouji.cli.output import emit, print_sheet, width
from gouji.cli.usage import UsageFault
from gouji.grammar.messages import message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gouji.engine.office.examining import Setup
    from gouji.engine.office.flips import Flip
    from gouji.rules.library import Library
    from gouji.rules.pack import Pack


def pack_diff(
    context: typer.Context,
    *,
    before: Annotated[str, typer.Argument(metavar="A", help="differ.argument_first")],
    after: Annotated[str, typer.Argument(metavar="B", help="differ.argument_second")],
    reports: Annotated[
        list[str] | None, typer.Option("--reports", metavar="PATH", help="differ.option_reports")
    ] = None,
    format_: PlainFormatOption = None,
    lang: LanguageOption = None,
) -> ExitStatus:
    """Tell how two packs differ by meaning, and which reports come out otherwise."""
    from gouji.rules.differing import differences  # noqa: PLC0415 - help needs none of it

    language = spoken(context, lang)
    form = plain_format(format_)
    (old_library, old), (new_library, new) = _opened(before), _opened(after)
    found = differences(old, new)
    flipped = None
    if reports:
        flipped = _flips(_setup(old_library, old), _setup(new_library, new), reports)
    from gouji.engine.writing.pack_difference import difference_json, write_difference  # noqa: PLC0415

    if form is PlainFormat.JSON:
        emit(difference_json((old, new), found, flipped, language), sys.stdout)
        return ExitStatus.NONE
    from gouji.engine.writing.sheet import Sheet  # noqa: PLC0415

    sheet = Sheet(width(sys.stdout))
    write_difference(sheet, (old, new), found, flipped, language)
    print_sheet(sheet, sys.stdout)
    return ExitStatus.NONE


def _opened(name: str) -> tuple[Library, Pack]:
    library, pack = opened(name)
    if pack is None:
        raise UsageFault(message("cli.no_such_path", path=name))
    return library, pack


def _setup(library: Library, pack: Pack) -> Setup:
    from gouji.engine.office.examining import Setup  # noqa: PLC0415
    from gouji.engine.pipeline import CheckOptions  # noqa: PLC0415

    if pack.abstract:
        raise UsageFault(message("differ.abstract", pack=pack.id))
    return Setup(library, replace(CheckOptions(), pack=pack.id))


def _flips(old: Setup, new: Setup, paths: Sequence[str]) -> tuple[Flip, ...]:
    from gouji.engine.office.flips import flips  # noqa: PLC0415
    from gouji.engine.office.intake import sources  # noqa: PLC0415

    found = tuple(sources(paths))
    if not found:
        raise UsageFault(message("cli.no_files", paths=tuple(paths)))
    return tuple(flips(old, new, found))
