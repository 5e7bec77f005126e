"""Which reports come out otherwise when another pack, or another version of one, judges them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gouji.engine.office.batch import Batch
from gouji.engine.reading.document import Unreadable
from gouji.grammar.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gouji.engine.checking.outcomes import Finding
    from gouji.engine.checking.result import CheckedReport
    from gouji.engine.office.examining import Setup
    from gouji.engine.office.intake import Source


@dataclass(frozen=True, slots=True)
class Flip:
    """What another pack does to one report.

    Attributes:
        file: as the user named it.
        old, new: the result by each pack; unreadable, too, is one.
        gone, come: findings that only one of them has.
        regraded: findings that matter more or less than before, as the new pack has them.
    """

    file: str
    old: CheckedReport | Unreadable
    new: CheckedReport | Unreadable
    gone: tuple[Finding, ...] = ()
    come: tuple[Finding, ...] = ()
    regraded: tuple[Finding, ...] = ()

    @property
    def differs(self) -> bool:
        """Whether anything changes for the report."""
        kinds = [None if isinstance(one, Unreadable) else one.status for one in (self.old, self.new)]
        return bool(self.gone or self.come or self.regraded) or kinds[0] != kinds[1]


def flips(old: Setup, new: Setup, sources: Sequence[Source]) -> Iterator[Flip]:
    """The files judged twice, in order.

    Args:
        old: the library and the pack that judges first.
        new: those that judge then.
        sources: the files.
    """
    before = {one.file: one.outcome for one in Batch(old).run(sources)}
    after = {one.file: one.outcome for one in Batch(new).run(sources)}
    for file in dict.fromkeys((*before, *after)):
        if file in before and file in after:
            yield _flip(file, before[file], after[file])


def _flip(file: str, old: CheckedReport | Unreadable, new: CheckedReport | Unreadable) -> Flip:
    if isinstance(old, Unreadable) or isinstance(new, Unreadable):
        return Flip(file, old, new)
    before, after = ({_key(one): one for one in each.findings} for each in (old, new))
    return Flip(
        file,
        old,
        new,
        tuple(one for key, one in before.items() if key not in after),
        tuple(one for key, one in after.items() if key not in before),
        tuple(one for key, one in after.items() if key in before and before[key].severity != one.severity),
    )


def _key(finding: Finding) -> tuple[str, str]:
    return finding.rule.id, finding.instance
