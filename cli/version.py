"""The installed version."""

from __future__ import annotations

from importlib.metadata import version as installed


def version() -> str:
    """The version of the installed distribution."""
    return installed("gouji")
