"""Makes properties try the same cases in every run; tells at the end which tests could not be run here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Iterator

settings.register_profile("fresh", deadline=None)
settings.register_profile("repeatable", deadline=None, derandomize=True)
settings.load_profile("repeatable")

NEEDS = (
    ("corpus", "on real reports", "GOUJI_CORPUS names no folder"),
    ("browser", "of the page in a browser", "Chromium, or Java for its validator, is not installed"),
)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> Iterator[None]:
    """Count, after everything else, the tests that need what is not here: real reports, a browser."""
    yield
    skipped = terminalreporter.stats.get("skipped", [])
    for keyword, what, why in NEEDS:
        count = sum(keyword in each.keywords for each in skipped)
        if count:
            terminalreporter.write_line(f"{count} tests {what} were not run: {why}", yellow=True)
