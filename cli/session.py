"""What a command that checks reports begins with: its language, the forms, and what is said about reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gouji.cli.amending import amended_library
from gouji.cli.beside import beside
from gouji.cli.configuration import Configuration, configuration
from gouji.cli.loading import opened
from gouji.cli.options import STAGES, About, Choosing, rules_named, settings, spoken, year_of
from gouji.cli.output import note
from gouji.cli.usage import UsageFault, choice
from gouji.grammar.messages import LANGUAGES, Language, message
from gouji.grammar.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    import typer
    from gouji.engine.pipeline import CheckOptions
    from gouji.rules.library import Library
    from gouji.rules.pack import Pack


@dataclass(frozen=True, slots=True)
class Session:
    """A run of a command.

    Attributes:
        configuration: what ``gouji.toml`` says.
        options: what the engine is told about every report.
    """

    language: Language
    configuration: Configuration
    library: Library
    options: CheckOptions


def begin(context: typer.Context, lang: str | None, paths: Sequence[str]) -> tuple[Language, Configuration]:
    """The language of the run and its configuration.

    Raises:
        FaultyFile: the configuration is not sound.
    """
    language = spoken(context, lang)
    found = configuration(paths)
    if lang is None and found.language is not None and context.find_root().obj is None:
        language = next(one for one in LANGUAGES if one == found.language)
        context.find_root().obj = language
    if found.file is not None:
        note(message("config.used", file=str(found.file)), language)
    return language, found


def session(
    language: Language, found: Configuration, about: About, choosing: Choosing | None = None
) -> Session:
    """A run about reports, its options as the command line and then the configuration give them."""
    about = found.fill(about)
    stage = choice("--stage", about.stage or STAGES[0], STAGES)
    year = year_of(about.year)
    library, forced = opened(about.pack)
    library = amended_library(library, about.amendments or (), found.folder, language)
    forms = library.forms()
    from gouji.engine.pipeline import CheckOptions  # noqa: PLC0415 - the engine is imported when there is work

    options = CheckOptions(
        year=year,
        pack=forced.id if forced else None,
        stage=stage,
        parameters=settings(about.set_ or (), forms),
        rules=_rules(forms, found, choosing) if choosing else None,
        beside=beside(about.previous or (), about.members or (), about.roster, library),
    )
    return Session(language, found, library, options)


def _rules(forms: Sequence[Pack], found: Configuration, given: Choosing) -> frozenset[str] | None:
    """The ids of the rules to use; ``None`` for all. What the command line selects, no file can ignore."""
    chosen = found.fill(given)
    select, ignore = chosen.select or (), (given if given.select else chosen).ignore or ()
    if not select and not ignore:
        return None
    every = frozenset(rule for form in forms for rule in form.rules)
    named = rules_named("select", select, forms) if select else every
    rules = named - rules_named("ignore", ignore, forms)
    if not rules:
        raise UsageFault(message("cli.nothing_selected"))
    return rules
