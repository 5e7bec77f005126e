"""Tells at the end of a run which tests could not be run here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> Iterator[None]:
    """Count, after everything else, the tests that need a folder of real reports when none is named."""
    yield
    skipped = [each for each in terminalreporter.stats.get("skipped", []) if "corpus" in each.keywords]
    if skipped:
        terminalreporter.write_line(
            f"{len(skipped)} tests on real reports were not run: GOUJI_CORPUS names no folder", yellow=True
        )
