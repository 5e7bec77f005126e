"""Tells at the end of a run which tests could not be run here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator


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
