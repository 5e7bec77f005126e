"""``gouji pack new``: the draft of a pack, from a blank form or as an extension of another pack."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from gouji.cli.accepting import today
from gouji.cli.exit_status import ExitStatus
from gouji.cli.inputs import document_of
from gouji.cli.new_files import write_new
from gouji.cli.options import LanguageOption, spoken
from gouji.cli.output import note
from gouji.cli.telling import refuse_unreadable
from gouji.cli.usage import UsageFault, unknown
from gouji.grammar.messages import Message, message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gouji.engine.authoring.drafting import Draft
    from gouji.engine.authoring.proposal import Proposal
    from gouji.engine.reading.document import Document
    from gouji.rules.library import Library
    from gouji.rules.pack import Pack


def pack_new(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="draft.argument_name")],
    *,
    extends: Annotated[
        str | None, typer.Option("--extends", metavar="ID", help="draft.option_extends")
    ] = None,
    form: Annotated[str | None, typer.Option("--from-docx", metavar="FILE", help="draft.option_from")] = None,
    output: Annotated[
        str | None, typer.Option("--output", "-o", metavar="DIR", help="draft.option_output")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="form.option_force")] = False,
    lang: LanguageOption = None,
) -> ExitStatus:
    """Write the files of a new pack, with guidance, and say what is left to do."""
    from gouji.engine.authoring.drafting import drafted  # noqa: PLC0415 - help and usage need no engine
    from gouji.engine.reading.document import Unreadable  # noqa: PLC0415
    from gouji.engine.writing.pack_draft import draft_files  # noqa: PLC0415
    from gouji.rules.library import Library  # noqa: PLC0415

    language = spoken(context, lang)
    library = Library()
    _check_name(name, library)
    base = _extended(extends, library)
    folder = Path(output or name)
    _refuse_full(folder, force=force)
    proposal = _started(base)
    if form is not None:
        document = document_of(form)
        if isinstance(document, Unreadable):
            return refuse_unreadable(form, document, language)
        proposal = _read(form, document, base, library)
    draft = drafted(name, proposal, year=today().year, language=language, base=base, forms=library.forms())
    files = draft_files(draft, language)
    write_new({folder / file: text.encode() for file, text in files.items()}, force=True)
    note(message("draft.written", folder=str(folder), files=tuple(files)), language)
    for told in (*_found(proposal), *_left(draft, folder, base)):
        note(told, language)
    return ExitStatus.NONE


def _check_name(name: str, library: Library) -> None:
    from gouji.rules.names import is_dashed_id  # noqa: PLC0415 - after help and usage

    if not is_dashed_id(name):
        better = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-").lstrip("0123456789-")
        raise UsageFault(
            message("draft.bad_name", name=name), message("draft.bad_name_help", name=better or "cn-new")
        )
    if name in library.ids():
        raise UsageFault(message("draft.name_taken", name=name), message("draft.name_taken_help", name=name))


def _extended(extends: str | None, library: Library) -> Pack | None:
    if extends is None:
        return None
    if extends not in library.ids():
        raise unknown("draft.no_such_pack", extends, library.ids())
    return library.load(extends).pack


def _refuse_full(folder: Path, *, force: bool) -> None:
    """Refuse to write where something is already, unless that was asked for."""
    there = folder.exists() and not (folder.is_dir() and not any(folder.iterdir()))
    if there and not (force and folder.is_dir()):
        raise UsageFault(message("draft.folder_exists", file=str(folder)), message("form.exists_help"))


def _started(base: Pack | None) -> Proposal:
    from gouji.engine.authoring.starting import form_of, small_form  # noqa: PLC0415 - after help and usage

    return small_form() if base is None else form_of(base.schema)


def _read(file: str, document: Document, base: Pack | None, library: Library) -> Proposal:
    from gouji.engine.authoring.proposing import proposed  # noqa: PLC0415 - after help and usage
    from gouji.engine.authoring.reading_forms import printed_form  # noqa: PLC0415

    form = printed_form(document)
    if not form.tables:
        raise UsageFault(message("draft.no_tables", file=file), message("draft.no_tables_help"))
    related = [base] if base is not None else []
    if base is not None and base.abstract:
        related += [one for one in library.forms() if base.id in one.lineage]
    return proposed(form, {one.id: one.schema for one in related})


def _left(draft: Draft, folder: Path, base: Pack | None) -> Iterator[Message]:
    """What is left to do besides ids."""
    from gouji.rules.library import Library  # noqa: PLC0415 - after help and usage

    if draft.relations:
        yield message("draft.to_write")
    faults = Library((folder,)).load(folder).diagnostics
    number = sum(fault.level == "error" for fault in faults)
    if base is not None and number:
        yield message("draft.inherited", pack=base.id, number=number)
    yield message("draft.next", folder=str(folder))


def _found(proposal: Proposal) -> Iterator[Message]:
    """What was read from a form, and what is left to do."""
    if not proposal.read:
        return
    yield message(
        "draft.found",
        sections=len(proposal.sections),
        tables=len(proposal.tables),
        rows=sum(len(table.leaf_rows) for table in proposal.tables),
        columns=sum(len(table.leaf_columns) for table in proposal.tables),
        sums=len(proposal.sums),
    )
    if proposal.skipped:
        yield message("draft.skipped", number=len(proposal.skipped))
    if proposal.unnamed:
        yield message("draft.to_name", number=proposal.unnamed)
