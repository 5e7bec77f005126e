"""What findings come to for a reader: one entry for a cause, and one for each finding that has none."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from gouji.engine.writing.naming import table_label
from gouji.engine.writing.results import RANK
from gouji.engine.writing.sheet import Piece, Sheet
from gouji.engine.writing.suggestions import suggested
from gouji.grammar.catalogue import render
from gouji.grammar.messages import Language, Message, message
from gouji.grammar.records import dataclass
from gouji.rules.pack import Ground, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from gouji.engine.checking.outcomes import Cause, Finding
    from gouji.engine.checking.result import CheckedReport
    from gouji.rules.pack import Basis, Pack, Rule

COLOURS: Mapping[Severity, str] = {
    Severity.ERROR: "bold red",
    Severity.WARNING: "bold yellow",
    Severity.INFO: "bold blue",
}

OF_THE_FORM = frozenset({Ground.REQUIREMENT, Ground.PRINTED, Ground.ARITHMETIC})
"""Grounds that the form gives."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Findings told together.

    Attributes:
        severity: the gravest of its findings.
        findings: one, or all that the cause explains, in the order of the report.
        number, total: ``number`` of ``total`` entries of this severity.
    """

    severity: Severity
    findings: tuple[Finding, ...]
    cause: Cause | None
    number: int = 1
    total: int = 1


def entries(checked: CheckedReport) -> tuple[Entry, ...]:
    """The entries of a report, gravest first, else in its order; accepted findings are left out."""
    causes = {cause.id: cause for cause in checked.causes}
    groups: dict[str, list[Finding]] = {}
    for finding in checked.findings:
        if finding.status == "new":
            groups.setdefault(finding.cause or finding.fingerprint, []).append(finding)
    bare = [
        (min((finding.severity for finding in group), key=RANK.__getitem__), group, causes.get(key))
        for key, group in groups.items()
    ]
    bare.sort(key=lambda entry: RANK[entry[0]])
    totals = Counter(severity for severity, _, _ in bare)
    numbers: Counter[Severity] = Counter()
    found = []
    for severity, group, cause in bare:
        numbers[severity] += 1
        found.append(Entry(severity, tuple(group), cause, numbers[severity], totals[severity]))
    return tuple(found)


def write_headline(sheet: Sheet, entry: Entry, checked: CheckedReport, language: Language) -> None:
    """Write how much the entry matters and what is wrong."""
    severity = render(message(f"severity.{entry.severity}"), language)
    head = Piece(f"{severity} {entry.number}/{entry.total}", COLOURS[entry.severity])
    sheet.labelled(head, Piece(render(headline(entry, checked), language), "bold"))


def headline(entry: Entry, checked: CheckedReport) -> Message:
    """What is wrong, in one sentence: the cell if one explains it all, else what the first finding says."""
    if entry.cause is None:
        return entry.findings[0].message
    first = next(iter(entry.cause.alternatives), None)
    if first is None:
        return _unexplained(entry, checked)
    if not first.cells:
        return entry.findings[0].message
    table = checked.filled.schema.tables[first.cells[0].place.table]
    label = table_label(table, checked.filled.schema)
    if not entry.cause.unique:
        if len(entry.findings) == 1:
            return entry.findings[0].message
        return message("writing.cause_open", table=label, count=len(entry.findings))
    if len(first.cells) > 1:
        return message("writing.cause_cells", table=label, count=len(first.cells))
    cell = first.cells[0]
    found = cell.fact.raw.strip() or message(f"writing.state_{cell.fact.state}")
    return message("writing.cause_cell", table=label, found=found, value=suggested(cell))


def _unexplained(entry: Entry, checked: CheckedReport) -> Message:
    """What is said of failures that no small set of cells explains."""
    places = [use.place for finding in entry.findings for use in finding.cells if use.place.report == "self"]
    table = checked.filled.schema.tables[places[0].table]
    count = entry.cause.least if entry.cause else 0
    return message("localising.least", table=table_label(table, checked.filled.schema), count=count)


def write_basis(
    sheet: Sheet, findings: Iterable[Finding], checked: CheckedReport, language: Language
) -> None:
    """Write what the findings rest on, and last the ids of their rules."""
    label = Piece(render(message("writing.basis"), language), "cyan")
    found = tuple(findings)
    for text in basis_lines(found, checked, language):
        sheet.labelled(label, text, indent=2)
    label = Piece(render(message("writing.rules"), language), "cyan")
    ids = dict.fromkeys(finding.rule.id for finding in found)
    sheet.labelled(label, Piece("  ".join(ids), "dim"), indent=2)


def basis_lines(findings: Iterable[Finding], checked: CheckedReport, language: Language) -> tuple[str, ...]:
    """What findings rest on: a line for each document and strength, with all clauses of it."""
    rules = {finding.rule.id: finding.rule for finding in findings}
    clauses: dict[tuple[str | None, Message | None], dict[str, None]] = {}
    for rule in rules.values():
        found = clauses.setdefault((basis_document(rule, checked), strength(rule.basis, rule.ground)), {})
        if rule.basis.clause:
            found[rule.basis.clause] = None
    lines = (_basis(document, tuple(names), how, language) for (document, how), names in clauses.items())
    return tuple(line for line in lines if line)


def basis_document(rule: Rule, checked: CheckedReport) -> str | None:
    """The document a rule rests on; what follows from a form rests on the document of that form."""
    form = checked.due if rule.ground is Ground.REQUIREMENT else checked.filled
    return form.document if of_the_form(rule) else rule.basis.document


def of_the_form(rule: Rule) -> bool:
    """Whether a rule that names no document rests on the one of its form."""
    return not rule.basis.document and not rule.basis.practice and rule.ground in OF_THE_FORM


def basis_text(rule: Rule, forms: Iterable[Pack], language: Language) -> str:
    """What a rule of ``forms`` rests on: document, clause, and how strong that is."""
    clauses = (rule.basis.clause,) if rule.basis.clause else ()
    named = tuple(form.document for form in forms if form.document) if of_the_form(rule) else ()
    document = render(message("writing.several", items=named), language) if named else rule.basis.document
    return _basis(document, clauses, strength(rule.basis, rule.ground), language)


def strength(basis: Basis, ground: Ground) -> Message | None:
    """How strong a ground is, where it is less than the text of a clause."""
    if basis.practice:
        return message("writing.strength_practice")
    if ground in {Ground.REQUIREMENT, Ground.PRINTED}:
        return None
    return message(f"writing.strength_{ground}")


def _basis(document: str | None, clauses: tuple[str, ...], how: Message | None, language: Language) -> str:
    parts = [document] if document else []
    if clauses:
        parts.append(render(message("writing.several", items=clauses), language))
    named = " ".join(parts)
    if how is None:
        return named
    if not named:
        return render(how, language)
    return render(message("writing.basis_strength", basis=named, strength=how), language)
