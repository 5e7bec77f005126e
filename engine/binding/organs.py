"""The organ that reports: what kind it is, and where else than in the title it is named."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gouji.engine.binding.patterns import search
from gouji.engine.binding.report import Located, TextLine

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gouji.rules.pack import OrganKind, Recognition

_NAME = r"[^\s，。；：、“”《》（）(),;:\d]"
_BEFORE_ORGAN = "(?:由|编制|公布|发布)"
_AFTER_ORGAN = r"(?:按照|根据|依据|依照|编制|\s*\d{4})"


def kind_of(organ: str, kinds: Sequence[OrganKind]) -> OrganKind | None:
    """The kind with the longest ending that the name has."""
    fitting = [(len(suffix), kind) for kind in kinds for suffix in kind.suffixes if organ.endswith(suffix)]
    return max(fitting, key=lambda entry: entry[0])[1] if fitting else None


def preamble_organ(lines: Iterable[TextLine], recognition: Recognition) -> Located | None:
    """The organ that the opening sentence says compiles or publishes the report."""
    suffixes = sorted(
        {suffix for kind in recognition.organ_kinds for suffix in kind.suffixes}, key=len, reverse=True
    )
    pattern = (
        f"{_BEFORE_ORGAN}(?P<organ>{_NAME}{{1,30}}?(?:{'|'.join(map(re.escape, suffixes))})){_AFTER_ORGAN}"
    )
    for line in lines:
        if suffixes and (hit := search((pattern,), line.text)):
            return Located(hit.groups["organ"], hit.groups["organ"], line.location)
    return None
