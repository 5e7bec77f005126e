"""``gouji trace``: why a rule did or did not fire, part by part, as text for the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gouji.engine.checking.outcomes import Status
from gouji.engine.checking.values import OPEN, Unknown
from gouji.engine.writing.entries import COLOURS
from gouji.engine.writing.naming import location_label
from gouji.engine.writing.sheet import Piece, Sheet
from gouji.engine.writing.trace_values import (
    cell_text,
    found_text,
    is_cells,
    is_zero,
    shown_steps,
    value_text,
    wording_of,
)
from gouji.grammar.catalogue import render
from gouji.grammar.messages import Language, message
from gouji.grammar.printing import print_rule

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gouji.engine.binding.report import Report
    from gouji.engine.checking.outcomes import TextUse
    from gouji.engine.checking.tracing import Trace, Traced
    from gouji.engine.checking.watching import Step
    from gouji.grammar.messages import Message

ORDER = (Status.FAILED, Status.BROKEN, Status.UNDETERMINED, Status.PASSED, Status.NOT_APPLICABLE)
STYLES = {
    Status.FAILED: "bold red",
    Status.BROKEN: "bold red",
    Status.UNDETERMINED: "bold yellow",
    Status.PASSED: "bold green",
    Status.NOT_APPLICABLE: "dim",
}
MOST_NAMED = 12
MOST_TEXTS = 3


class TraceSheet:
    """Writes a trace.

    Args:
        sheet: where to write.
        trace: of one rule.
        language: of everything but the report's own words.
    """

    def __init__(self, sheet: Sheet, trace: Trace, language: Language) -> None:
        self.sheet, self.trace, self.language = sheet, trace, language

    def write(self, head: Sequence[str], instances: Sequence[Traced], *, whole: bool) -> None:
        """Write the rule and its instances, failed ones first.

        Args:
            head: file, organ and year of the report.
            instances: those to be told.
            whole: whether instances whose cells are all 0 are told one by one, too.
        """
        rule = self.trace.rule
        self.sheet.paragraph(Piece(head[0], "bold"), *(f"  {one}" for one in head[1:]))
        self.sheet.paragraph(Piece(rule.id, "bold"), f"  {rule.title.in_language(self.language)}")
        for line in print_rule(rule.syntax, self.language, self.trace.schema).split("\n"):
            self.sheet.paragraph(line, indent=2, hang=4)
        if not instances:
            self.sheet.blank()
            self.sheet.paragraph(self._say(message("trace.nothing_to_tell")))
        for status in ORDER:
            found = [one for one in instances if one.outcome.status is status]
            folded = [one for one in found if not whole and _is_folded(one)]
            for one in found:
                if one not in folded and status is not Status.NOT_APPLICABLE:
                    self._instance(one)
            if folded:
                self._folded(status, folded, message("trace.all_zero"))
            if status is Status.NOT_APPLICABLE:
                self._not_applicable(found)

    def _say(self, text: Message) -> str:
        return render(text, self.language)

    def _head(self, one: Traced, names: str = "") -> None:
        outcome = one.outcome
        parts = [Piece(self._say(message(f"trace.status_{outcome.status}")), STYLES[outcome.status])]
        if outcome.status is Status.FAILED:
            severity = self._say(message(f"severity.{outcome.severity}"))
            parts.append(Piece(f"  {severity}", COLOURS[outcome.severity]))
        label = names or outcome.label
        self.sheet.blank()
        key = f"  {outcome.instance}" if outcome.instance and not names else ""
        self.sheet.paragraph(*parts, f"  {label}" if label else "", Piece(key, "dim"))

    def _instance(self, one: Traced) -> None:
        self._head(one)
        outcome = one.outcome
        if outcome.reason is not None:
            self.sheet.labelled(self._label("trace.reason"), self._say(outcome.reason), indent=2)
        if one.told is not None and one.told.reason is not None:
            severity = message(f"severity.{one.told.severity}")
            text = message("trace.told", severity=severity, reason=one.told.reason)
            self.sheet.paragraph(self._say(text), indent=2)
        for guard in one.guards:
            self._tree(guard, 2, prefix=self._say(message("trace.guard")))
        if one.condition is not None:
            self._tree(one.condition, 2)
        for grade in one.grades:
            text = message("trace.grade", truth=value_text(grade.value, self.language))
            self.sheet.paragraph(self._say(text), indent=2)

    def _folded(self, status: Status, found: Sequence[Traced], why: Message) -> None:
        label = Piece(self._say(message(f"trace.status_{status}")), STYLES[status])
        names = tuple(one.outcome.label or one.outcome.instance or "—" for one in found)
        text = self._say(message("writing.several", items=names[:MOST_NAMED]))
        more = len(names) - MOST_NAMED
        text += self._say(message("writing.and_more", count=more)) if more > 0 else ""
        self.sheet.blank()
        self.sheet.labelled(label, text, Piece(f"  {self._say(why)}", "dim"))

    def _not_applicable(self, found: Sequence[Traced]) -> None:
        groups: dict[Message | None, list[Traced]] = {}
        for one in found:
            groups.setdefault(one.outcome.reason, []).append(one)
        for reason, group in groups.items():
            if len(group) == 1 or reason is None:
                for one in group:
                    self._instance(one)
                continue
            self._folded(Status.NOT_APPLICABLE, group, message("trace.count", count=len(group)))
            self.sheet.labelled(self._label("trace.reason"), self._say(reason), indent=2)

    def _tree(self, step: Step, indent: int, prefix: str = "", element: str | None = None) -> None:
        """A part, what it came to and where that comes from; then its parts, further in."""
        text = wording_of(step, self.trace.rule, self.trace.schema, self.language)
        at = f"〔{step.element}〕" if element is not None and step.element != element else ""
        whose = f"〔{step.member}〕" if step.member else ""
        sign = " = " if _is_plain(step.value) else "："
        value = value_text(step.value, self.language)
        group = is_cells(step) and isinstance(step.value, tuple)
        if group:
            sign, value = "：", self._say(message("trace.cells", count=len(step.cells)))
        source = self._source(step)
        self.sheet.paragraph(
            f"{prefix}{at}{whose}{text}{sign}", Piece(value, "bold"), source, indent=indent, hang=indent + 2
        )
        if group or (is_cells(step) and len(step.cells) != 1):
            self._cells(step, indent + 2)
        inner = shown_steps(step)
        zeros = [one for one in inner if one.element != step.element and is_zero(one)]
        for one in inner:
            if one not in zeros or len(zeros) < 2:
                self._tree(one, indent + 2, element=step.element)
        if len(zeros) > 1:
            self.sheet.paragraph(self._say(message("trace.zero_parts", count=len(zeros))), indent=indent + 2)
        if not inner and not is_cells(step):
            self._looked_at(step, indent + 2)

    def _source(self, step: Step) -> Piece:
        """Where a single cell stands, what a text says."""
        if is_cells(step) and len(step.cells) == 1 and not isinstance(step.value, tuple):
            return Piece(f"  {found_text(step.cells[0], self.language)}", "dim")
        return Piece("")

    def _looked_at(self, step: Step, indent: int) -> None:
        """What a part without parts of its own looked at."""
        self._cells(step, indent)
        for use in step.texts[:MOST_TEXTS]:
            self._quote(use, indent)

    def _quote(self, use: TextUse, indent: int) -> None:
        where = location_label(use.location, self.language)
        text = " ".join(use.text.split())
        key = "trace.text_at" if where else "trace.text"
        told = message(key, text=text, **({"where": where} if where else {}))
        self.sheet.paragraph(Piece(self._say(told), "dim"), indent=indent, hang=indent + 2)

    def _cells(self, step: Step, indent: int) -> None:
        """The cells that are not 0, one by one; the others are counted."""
        zeros = 0
        for use, value in zip(step.cells, step.counts, strict=True):
            if value == 0 and use.fact.value is not None:
                zeros += 1
                continue
            self.sheet.paragraph(
                f"{cell_text(use, self.trace.schema, self.language)} = ",
                Piece(value_text(value, self.language), "bold"),
                Piece(f"  {found_text(use, self.language)}", "dim"),
                indent=indent,
                hang=indent + 2,
            )
        if zeros:
            key = "trace.zero_cells" if zeros == len(step.cells) else "trace.other_zero_cells"
            self.sheet.paragraph(Piece(self._say(message(key, count=zeros)), "dim"), indent=indent)

    def _label(self, key: str) -> Piece:
        return Piece(self._say(message(key)), "cyan")


def _is_plain(value: object) -> bool:
    """Whether a value is told after an equals sign."""
    return not isinstance(value, (bool, Unknown)) and value is not OPEN


def _is_folded(one: Traced) -> bool:
    return one.outcome.status is Status.PASSED and one.condition is not None and is_zero(one.condition)


def head_of(file: str, report: Report, language: Language) -> tuple[str, ...]:
    """File, organ and year."""
    identity = report.identity
    organ = identity.organ.text if identity.organ else render(message("writing.no_organ"), language)
    no_year = message("writing.no_year")
    year = no_year if identity.year is None else message("writing.year", year=identity.year)
    return file, organ, render(year, language)
