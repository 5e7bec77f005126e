"""Which language the user reads: ``--lang``, else GOUJI_LANG, else Chinese."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import typer
from gouji.grammar.messages import LANGUAGES, Language

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


OPTION = "--lang"
VARIABLE = "GOUJI_LANG"


def chosen(arguments: Sequence[str], environment: Mapping[str, str]) -> Language:
    """The language of a run, known before anything is parsed, so that help and faults speak it too."""
    return said(arguments, environment) or LANGUAGES[0]


def said(arguments: Sequence[str], environment: Mapping[str, str]) -> Language | None:
    """The language that the command line or the environment asks for, if one of them does."""
    wanted = environment.get(VARIABLE, "").lower()[:2]
    for at, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument == OPTION and at + 1 < len(arguments):
            wanted = arguments[at + 1]
        elif argument.startswith(f"{OPTION}="):
            wanted = argument.removeprefix(f"{OPTION}=")
    return next((language for language in LANGUAGES if language == wanted), None)


def language_of(context: typer.Context) -> Language:
    """The language chosen for this run."""
    found: Language | None = context.find_root().obj
    return found or chosen((), os.environ)
