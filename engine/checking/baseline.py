"""A baseline: the findings of an earlier run, so that only what is new is told."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from gouji.engine.checking.accepted import with_findings
from gouji.engine.checking.outcomes import Acceptance, Status
from gouji.grammar.messages import Message, message
from gouji.grammar.records import dataclass
from gouji.grammar.system_faults import reason_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from gouji.engine.checking.outcomes import Finding
    from gouji.engine.checking.result import CheckedReport

SCHEMA = 1
LARGEST = 64 * 2**20
_KEYS = ("fingerprint", "organ", "year", "rule", "instance", "file")


@dataclass(frozen=True, slots=True)
class Known:
    """A finding of the baseline; ``organ``, ``year`` and ``file`` are those of its report."""

    fingerprint: str
    organ: str | None
    year: int | None
    rule: str
    instance: str
    file: str


@dataclass(frozen=True)
class Baseline:
    """The findings of an earlier run."""

    findings: tuple[Known, ...] = ()

    @cached_property
    def by_report(self) -> Mapping[tuple[str | None, int | None, str], tuple[Known, ...]]:
        """The findings of each report."""
        found: dict[tuple[str | None, int | None, str], list[Known]] = {}
        for one in self.findings:
            found.setdefault(_report_of(one.organ, one.year, one.file), []).append(one)
        return {report: tuple(several) for report, several in found.items()}


def _report_of(organ: str | None, year: int | None, file: str) -> tuple[str | None, int | None, str]:
    """What tells a report from others: its organ and year; its file only when it does not say its organ."""
    return organ, year, "" if organ is not None else file


def without_known(
    checked: CheckedReport, file: str, baseline: Baseline, rules: frozenset[str] | None = None
) -> CheckedReport:
    """The report with what the baseline holds accepted, and with the count of what is gone since.

    Of several findings with one fingerprint as many are accepted as the baseline has.
    """
    organ = checked.report.identity.organ
    known = baseline.by_report.get(
        _report_of(None if organ is None else organ.text, checked.report.identity.year, file), ()
    )
    left = Counter(one.fingerprint for one in known)
    findings: list[Finding] = []
    for finding in checked.findings:
        if left[finding.fingerprint] > 0:
            left[finding.fingerprint] -= 1
            if finding.status == "new":
                findings.append(replace(finding, status="accepted", acceptance=Acceptance()))
                continue
        findings.append(finding)
    undecided = {
        one.rule.id for one in checked.outcomes if one.status in (Status.UNDETERMINED, Status.BROKEN)
    }
    gone = 0
    for one in known:
        if left[one.fingerprint] > 0 and one.rule not in undecided and (rules is None or one.rule in rules):
            left[one.fingerprint] -= 1
            gone += 1
    return replace(with_findings(checked, findings), fixed=gone)


def baseline_of(reports: Iterable[tuple[str, CheckedReport]]) -> Baseline:
    """The baseline of these reports, with the names of their files; what entries accept stays out."""
    found = [
        Known(
            finding.fingerprint,
            None if checked.report.identity.organ is None else checked.report.identity.organ.text,
            checked.report.identity.year,
            finding.rule.id,
            finding.instance,
            file,
        )
        for file, checked in reports
        for finding in checked.findings
        if finding.acceptance is None or finding.acceptance.place is None
    ]
    return Baseline(tuple(sorted(found, key=_order)))


def _order(one: Known) -> tuple[object, ...]:
    return one.organ or "", one.year or 0, one.file, one.rule, one.instance, one.fingerprint


def baseline_text(baseline: Baseline, version: str) -> str:
    """A baseline as a file: JSON, one line a finding, so that versions can be compared line by line."""
    lines = [
        json.dumps({key: getattr(one, key) for key in _KEYS}, ensure_ascii=False) for one in baseline.findings
    ]
    head = f'{{"schema": {SCHEMA}, "gouji": {json.dumps(version)}, "findings": ['
    return (
        head
        + "".join(f"\n{line}{',' if at < len(lines) else ''}" for at, line in enumerate(lines, 1))
        + ("\n]}\n" if lines else "]}\n")
    )


def read_baseline(path: Path) -> Baseline | Message:
    """Read a baseline; a message when the file is none."""
    try:
        if path.stat().st_size > LARGEST:
            return message("accepted.baseline_too_large", file=str(path))
        data: Any = json.loads(path.read_text("utf-8-sig"))
    except OSError as fault:
        return message("accepted.unreadable", file=str(path), reason=reason_of(fault))
    except (ValueError, RecursionError):
        return message("accepted.no_baseline", file=str(path))
    if not isinstance(data, dict) or "gouji" not in data or not isinstance(data.get("findings"), list):
        return message("accepted.no_baseline", file=str(path))
    if data.get("schema") != SCHEMA:
        return message("accepted.baseline_schema", file=str(path), schema=str(data.get("schema")))
    try:
        return Baseline(tuple(_known(one) for one in data["findings"]))
    except (KeyError, TypeError):
        return message("accepted.no_baseline", file=str(path))


def _known(entry: Any) -> Known:  # noqa: ANN401 - whatever JSON holds
    year, organ = entry["year"], entry["organ"]
    if year is not None and not isinstance(year, int):
        raise TypeError(year)
    return Known(
        str(entry["fingerprint"]),
        None if organ is None else str(organ),
        year,
        str(entry["rule"]),
        str(entry["instance"]),
        str(entry["file"]),
    )
