"""Tells at the end of a run which tests could not be run here."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Count the tests that need a folder of real reports, when none is named."""
    skipped = [each for each in terminalreporter.stats.get("skipped", []) if "corpus" in each.keywords]
    if skipped:
        terminalreporter.write_line(
            f"{len(skipped)} tests on real reports were not run: GOUJI_CORPUS names no folder", yellow=True
        )
