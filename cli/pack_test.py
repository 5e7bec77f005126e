"""``gouji pack test``: do the examples of a pack come out, and would they notice a slip in its rules."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from gouji.cli.exit_status import ExitStatus
from gouji.cli.grouping import grouped
from gouji.cli.loading import library_for, tell
from gouji.cli.options import (
    LanguageOption,
    PlainFormat,
    PlainFormatOption,
    plain_format,
    rules_named,
    spoken,
)
from gouji.cli.output import emit, print_sheet, save, width
from gouji.cli.usage import UsageFault
from gouji.grammar.messages import Language, Message, message
from gouji.grammar.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gouji.engine.trial.filled import CellChange
    from gouji.engine.trial.identifiability import FormMap
    from gouji.engine.trial.mutation import RuleScore
    from gouji.engine.trial.parallel import Which
    from gouji.engine.trial.trying import Tried
    from gouji.rules.library import Library
    from gouji.rules.pack import Pack


@dataclass(frozen=True)
class Found:
    """What was asked for and found; ``None`` for what was not asked for."""

    tried: Tried
    scores: tuple[RuleScore, ...] | None
    changes: tuple[CellChange, ...] | None
    map: FormMap | None


@dataclass(frozen=True, slots=True)
class Gate:
    """A share that must be reached."""

    name: str
    share: float
    least: float


@dataclass(frozen=True, slots=True)
class Changing:
    """How the rules of the pack are changed one place at a time."""

    mutate: Annotated[bool, typer.Option("--mutate", help="trial.option_mutate")] = False
    most: Annotated[str | None, typer.Option("--most", metavar="N", help="trial.option_most")] = None
    seed: Annotated[str, typer.Option("--seed", metavar="N", help="trial.option_seed")] = "0"
    jobs: Annotated[str | None, typer.Option("--jobs", metavar="N", help="trial.option_jobs")] = None


@dataclass(frozen=True, slots=True)
class Gates:
    """The shares that must be reached."""

    min_mutation: Annotated[
        str | None, typer.Option("--min-mutation", metavar="PERCENT", help="trial.option_min_mutation")
    ] = None
    min_detected: Annotated[
        str | None, typer.Option("--min-detected", metavar="PERCENT", help="trial.option_min_detected")
    ] = None
    min_located: Annotated[
        str | None, typer.Option("--min-located", metavar="PERCENT", help="trial.option_min_located")
    ] = None

    def shares(self) -> dict[str, float | None]:
        """The least share of each gate that was given."""
        return {
            "mutation": _percent("--min-mutation", self.min_mutation),
            "detected": _percent("--min-detected", self.min_detected),
            "located": _percent("--min-located", self.min_located),
        }


@dataclass(frozen=True, slots=True)
class Plan:
    """What is asked for: which rules, whether they are changed and how far, whether the map is drawn."""

    chosen: frozenset[str] | None
    mutate: bool
    mapped: bool
    most: int | None
    seed: int
    jobs: int | None


@grouped
def pack_test(
    context: typer.Context,
    *,
    pack: Annotated[str, typer.Argument(metavar="ID|PATH", help="cli.argument_pack")],
    rule: Annotated[list[str] | None, typer.Option("--rule", metavar="ID", help="trial.option_rule")] = None,
    cases: Annotated[str | None, typer.Option("--cases", metavar="PATH", help="trial.option_cases")] = None,
    changing: Changing,
    gates: Gates,
    map_: Annotated[bool, typer.Option("--map", help="trial.option_map")] = False,
    svg: Annotated[str | None, typer.Option("--svg", metavar="FILE", help="trial.option_svg")] = None,
    verbose: Annotated[bool, typer.Option("--verbose", help="trial.option_list_all")] = False,
    format_: PlainFormatOption = None,
    lang: LanguageOption = None,
) -> ExitStatus:
    """Run the examples and cases of a pack; with options, change its rules and draw the map of its form."""
    language = spoken(context, lang)
    form = plain_format(format_)
    least = gates.shares()
    library, which, loaded = _loaded(pack, cases, language)
    if loaded is None:
        return ExitStatus.COULD_NOT_RUN
    plan = _plan(loaded, rule, changing, least, mapped=map_ or svg is not None)
    found = _found((library, which, loaded), plan, language)
    if svg is not None and found.map is not None:
        from gouji.engine.writing.form_map_svg import map_svg  # noqa: PLC0415

        save(map_svg(loaded, found.map, language), Path(svg))
    missed = _missed(found, least)
    if form is PlainFormat.JSON:
        emit(_json(loaded, found, missed, language), sys.stdout)
    else:
        _write(loaded, found, missed, language, verbose=verbose)
    return ExitStatus.FINDINGS if found.tried.faults or missed else ExitStatus.NONE


def _plan(
    pack: Pack, rule: list[str] | None, changing: Changing, least: dict[str, float | None], *, mapped: bool
) -> Plan:
    """What was asked for; a gate asks for what it measures."""
    return Plan(
        rules_named("rule", rule, (pack,)) if rule else None,
        changing.mutate or least["mutation"] is not None,
        mapped or least["detected"] is not None or least["located"] is not None,
        _number("--most", changing.most),
        _number("--seed", changing.seed) or 0,
        _number("--jobs", changing.jobs),
    )


def _loaded(pack: str, cases: str | None, language: Language) -> tuple[Library, Which, Pack | None]:
    """The pack; ``None`` after its faults were told."""
    from gouji.engine.trial.parallel import Which  # noqa: PLC0415 - help and usage need no engine

    library, name = library_for(pack)
    if cases is not None and not Path(cases).exists():
        raise UsageFault(message("cli.no_such_path", path=cases))
    which = Which(() if name in (None, *library.ids()) else (pack,), name or pack, cases)
    loaded = library.load(which.name)
    if loaded.pack is None or any(fault.level == "error" for fault in loaded.diagnostics):
        tell(loaded.diagnostics, language)
        return library, which, None
    return library, which, loaded.pack


def _found(on_trial: tuple[Library, Which, Pack], plan: Plan, language: Language) -> Found:
    from gouji.engine.trial.filled import cell_changes  # noqa: PLC0415
    from gouji.engine.trial.identifiability import form_map  # noqa: PLC0415
    from gouji.engine.trial.mutation import Plan as Mutation  # noqa: PLC0415
    from gouji.engine.trial.parallel import scores  # noqa: PLC0415
    from gouji.engine.trial.trying import try_out  # noqa: PLC0415

    library, which, pack = on_trial
    tried = try_out(pack, library, which, plan.chosen)
    found, changes = None, None
    if plan.mutate and not pack.abstract:
        mutation = Mutation(rules=plan.chosen, most=plan.most, seed=plan.seed)
        found = scores(which, mutation, plan.jobs or os.cpu_count() or 1, _progress(language))
        changes = tuple(cell_changes(pack, library.forms())) if plan.chosen is None else None
    return Found(tried, found, changes, form_map(pack) if plan.mapped else None)


def _progress(language: Language) -> Any:  # noqa: ANN401 - a function of two numbers
    """Tells on standard error how far it is, where somebody may be watching."""
    from gouji.grammar.catalogue import render  # noqa: PLC0415

    def told(done: int, of: int) -> None:
        if sys.stderr.isatty():
            end = "\n" if done == of else ""
            emit("\r" + render(message("trial.progress", done=done, of=of), language) + end, sys.stderr)

    return told


def _missed(found: Found, gates: dict[str, float | None]) -> list[Gate]:
    """The gates that were not passed."""
    from gouji.engine.trial.mutation import score  # noqa: PLC0415

    shares = {
        "mutation": None if found.scores is None else score(found.scores).share,
        "detected": None if found.map is None else found.map.detected,
        "located": None if found.map is None else found.map.located,
    }
    return [
        Gate(name, share, least)
        for name, least in gates.items()
        if least is not None and (share := shares[name]) is not None and share < least
    ]


def _write(pack: Pack, found: Found, missed: Sequence[Gate], language: Language, *, verbose: bool) -> None:
    from gouji.engine.writing.form_map import write_map  # noqa: PLC0415
    from gouji.engine.writing.frames import write_diagnostics  # noqa: PLC0415
    from gouji.engine.writing.sheet import Piece, Sheet  # noqa: PLC0415
    from gouji.engine.writing.trial_sheet import write_cell_changes, write_mutation  # noqa: PLC0415
    from gouji.grammar.catalogue import render  # noqa: PLC0415

    sheet = Sheet(width(sys.stdout))
    tried = found.tried
    if tried.faults:
        write_diagnostics(sheet, tried.faults, language)
    else:
        counts = message("trial.passed", pack=pack.id, examples=tried.examples, cases=tried.cases)
        sheet.paragraph(Piece(render(counts, language), "bold green"))
    if found.scores is not None:
        sheet.blank()
        write_mutation(sheet, found.scores, language, verbose=verbose)
    if found.changes:
        write_cell_changes(sheet, found.changes, language)
    if found.map is not None:
        sheet.blank()
        write_map(sheet, pack.schema, found.map, language)
    for gate in missed:
        sheet.paragraph(Piece(render(_said(gate), language), "bold red"))
    print_sheet(sheet, sys.stdout)


def _said(gate: Gate) -> Message:
    from gouji.engine.writing.form_map import percent  # noqa: PLC0415

    return message(f"trial.gate_{gate.name}", share=percent(gate.share), least=f"{gate.least:g}%")


def _json(pack: Pack, found: Found, missed: Sequence[Gate], language: Language) -> str:
    from gouji.engine.writing.form_map import map_object  # noqa: PLC0415
    from gouji.engine.writing.pack_json import SCHEMA, diagnostic_object, dumped, pack_object  # noqa: PLC0415
    from gouji.engine.writing.trial_sheet import cells_object, mutation_object  # noqa: PLC0415

    tried = found.tried
    return dumped(
        {
            "schema": SCHEMA,
            "pack": pack_object(pack),
            "examples": tried.examples,
            "cases": tried.cases,
            "diagnostics": [diagnostic_object(one, language) for one in tried.faults],
            "mutation": None if found.scores is None else mutation_object(found.scores, language),
            "cell_changes": None if found.changes is None else cells_object(found.changes),
            "map": None if found.map is None else map_object(pack.schema, found.map),
            "gates": [{"gate": one.name, "share": round(one.share, 2), "least": one.least} for one in missed],
        }
    )


def _percent(option: str, value: str | None) -> float | None:
    if value is None:
        return None
    try:
        found = float(value.rstrip("%％"))
    except ValueError:
        found = -1.0
    if not 0 <= found <= 100:
        raise UsageFault(message("trial.not_a_percentage", option=option, value=value))
    return found


def _number(option: str, value: str | None) -> int | None:
    if value is None:
        return None
    if not (value.isascii() and value.isdecimal()):
        raise UsageFault(message("trial.not_a_count", option=option, value=value))
    return int(value)
