"""Options that several commands share, in groups that commands take whole, and what their values mean."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer
from gouji.cli.language import language_of
from gouji.cli.usage import UsageFault, choice, unknown
from gouji.grammar.messages import LANGUAGES, Language, message
from gouji.grammar.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from gouji.rules.pack import Pack

STAGES = ("送审稿", "公布版")


class Format(StrEnum):
    """The output formats."""

    FULL = "full"
    CONCISE = "concise"
    JSON = "json"
    SARIF = "sarif"
    JUNIT = "junit"
    HTML = "html"
    XLSX = "xlsx"
    LETTER = "letter"


class PlainFormat(StrEnum):
    """The output formats of commands about a single matter."""

    FULL = "full"
    JSON = "json"


class FailOn(StrEnum):
    """The least severity that counts as a finding for the exit status."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    NEVER = "never"


LanguageOption = Annotated[
    str | None, typer.Option("--lang", metavar="|".join(LANGUAGES), help="cli.option_lang")
]
PackOption = Annotated[str | None, typer.Option("--pack", metavar="ID|PATH", help="cli.option_pack")]
YearOption = Annotated[str | None, typer.Option("--year", metavar="YYYY", help="cli.option_year")]
FailOnOption = Annotated[
    str | None, typer.Option("--fail-on", metavar="|".join(FailOn), help="cli.option_fail_on")
]
AmendmentsOption = Annotated[
    list[str] | None, typer.Option("--amendments", metavar="FILE", help="amendments.option")
]
PlainFormatOption = Annotated[
    str | None, typer.Option("--format", metavar="|".join(PlainFormat), help="cli.option_format_two")
]
Names = list[str] | None
"""Values of an option that may be repeated."""
WaiversOption = Annotated[Names, typer.Option("--waivers", metavar="FILE", help="cli.option_waivers")]


@dataclass(frozen=True, slots=True)
class About:
    """What the user says about reports and what lies beside them; the names are those of the options."""

    pack: PackOption = None
    amendments: AmendmentsOption = None
    year: YearOption = None
    stage: Annotated[
        str | None, typer.Option("--stage", metavar="|".join(STAGES), help="cli.option_stage")
    ] = None
    previous: Annotated[Names, typer.Option("--previous", metavar="PATH", help="cli.option_previous")] = None
    members: Annotated[Names, typer.Option("--members", metavar="PATH", help="cli.option_members")] = None
    roster: Annotated[str | None, typer.Option("--roster", metavar="FILE", help="cli.option_roster")] = None
    set_: Annotated[Names, typer.Option("--set", metavar="NAME=VALUE", help="cli.option_set")] = None


@dataclass(frozen=True, slots=True)
class Choosing:
    """Which rules are used."""

    select: Annotated[Names, typer.Option("--select", metavar="RULE|TOPIC", help="cli.option_select")] = None
    ignore: Annotated[Names, typer.Option("--ignore", metavar="RULE|TOPIC", help="cli.option_ignore")] = None


@dataclass(frozen=True, slots=True)
class Running:
    """Which files are checked, and what each may take."""

    exclude: Annotated[Names, typer.Option("--exclude", metavar="PATTERN", help="cli.option_exclude")] = None
    jobs: Annotated[str | None, typer.Option("--jobs", metavar="N", help="cli.option_jobs")] = None
    timeout: Annotated[
        str | None, typer.Option("--timeout", metavar="SECONDS", help="cli.option_timeout")
    ] = None
    memory: Annotated[str | None, typer.Option("--memory", metavar="MB", help="cli.option_memory")] = None
    journal: Annotated[str | None, typer.Option("--journal", metavar="FILE", help="cli.option_journal")] = (
        None
    )


@dataclass(frozen=True, slots=True)
class Accepting:
    """What was found before and need not be told again."""

    waivers: WaiversOption = None
    baseline: Annotated[
        str | None, typer.Option("--baseline", metavar="FILE", help="cli.option_baseline")
    ] = None
    write_baseline: Annotated[
        str | None, typer.Option("--write-baseline", metavar="FILE", help="cli.option_write_baseline")
    ] = None


@dataclass(frozen=True, slots=True)
class Showing:
    """How results are written."""

    format_: Annotated[
        str | None, typer.Option("--format", metavar="|".join(Format), help="cli.option_format")
    ] = None
    output: Annotated[
        str | None, typer.Option("--output", "-o", metavar="FILE", help="cli.option_output")
    ] = None
    annotate: Annotated[str | None, typer.Option("--annotate", metavar="DIR", help="cli.option_annotate")] = (
        None
    )
    settings: Annotated[
        str | None, typer.Option("--settings", metavar="FILE", help="cli.option_settings")
    ] = None
    facts: Annotated[bool | None, typer.Option("--facts", help="cli.option_facts")] = None
    show_accepted: Annotated[
        bool | None, typer.Option("--show-accepted", help="cli.option_show_accepted")
    ] = None


_FACTS = ("published", "organ_kind")
"""Facts of a report that ``--set`` may state."""


def year_of(value: str | None) -> int | None:
    """The report year of ``--year``."""
    if value is None:
        return None
    if not (value.isascii() and value.isdecimal() and len(value) == 4):
        raise UsageFault(message("cli.not_a_year", value=value))
    return int(value)


def count_of(option: str, value: str | None, most: int) -> int | None:
    """A whole number from 1 to ``most``."""
    if value is None:
        return None
    if not (value.isascii() and value.isdecimal() and 1 <= int(value[:9]) <= most):
        raise UsageFault(message("cli.not_a_count", option=option, value=value, most=most))
    return int(value)


def plain_format(value: str | None) -> PlainFormat:
    """The format of ``--format`` where there are two."""
    return PlainFormat(choice("--format", value or PlainFormat.FULL, PlainFormat))


def fail_limit(value: str | None) -> FailOn:
    """The least severity of ``--fail-on``."""
    return FailOn(choice("--fail-on", value or FailOn.ERROR, FailOn))


def counting(limit: FailOn) -> frozenset[str]:
    """The severities that end a run as findings."""
    severities = tuple(FailOn)
    return frozenset(severities[: severities.index(limit) + 1] if limit is not FailOn.NEVER else ())


def settings(pairs: Sequence[str], packs: Iterable[Pack]) -> Mapping[str, str]:
    """The parameters of ``--set NAME=VALUE``, by id; names of parameters are accepted, too.

    Facts of a report that its text does not tell, or tells wrongly, are set the same way.
    """
    packs = tuple(packs)
    known = {
        name: parameter
        for pack in packs
        for parameter in pack.schema.parameters.values()
        for name in (parameter.id, parameter.name)
        if name
    }
    found = {}
    for pair in pairs:
        name, separator, value = pair.partition("=")
        if not separator:
            raise UsageFault(message("cli.no_assignment", value=pair))
        if name.strip() in _FACTS and name.strip() not in known:
            found[name.strip()] = _fact(name.strip(), value.strip(), packs)
            continue
        if name.strip() not in known:
            raise unknown("cli.no_such_parameter", name.strip(), known)
        parameter = known[name.strip()]
        if parameter.choices:
            choice(f"--set {parameter.id}", value.strip(), parameter.choices)
        found[parameter.id] = value.strip()
    return found


def _fact(name: str, value: str, packs: Iterable[Pack]) -> str:
    """The value of a fact that the user states; it must be one that the fact can have."""
    from gouji.grammar.schema import ValueType  # noqa: PLC0415 - only needed where a fact is set
    from gouji.rules.forms import fits  # noqa: PLC0415

    if name == "published":
        if not fits(ValueType.DATE, value, ()):
            raise UsageFault(message("cli.not_a_date", name=name, value=value))
        return value
    kinds = dict.fromkeys(kind.id for pack in packs for kind in pack.recognition.organ_kinds)
    return choice(f"--set {name}", value, tuple(kinds))


def rules_named(option: str, values: Sequence[str], packs: Iterable[Pack]) -> frozenset[str]:
    """The rules that ``--select`` or ``--ignore`` names by id or topic, repeated or separated by commas."""
    rules = {rule.id: rule for pack in packs for rule in pack.rules.values()}
    topics = {rule.topic for rule in rules.values()}
    found: set[str] = set()
    for name in (name.strip() for value in values for name in value.replace("，", ",").split(",")):
        if name in topics:
            found.update(rule.id for rule in rules.values() if rule.topic == name)
        elif name in rules:
            found.add(name)
        elif name:
            raise unknown(f"cli.no_such_{option}", name, (*rules, *topics), message("cli.see_rules"))
    return frozenset(found)


def spoken(context: typer.Context, lang: str | None) -> Language:
    """The language of ``--lang``, which must be known, else the one chosen for the run."""
    if lang is not None:
        choice("--lang", lang, LANGUAGES)
    return next((language for language in LANGUAGES if language == lang), language_of(context))
