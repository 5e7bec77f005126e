"""Foreign text made harmless: it steers no terminal, and no output repeats a private number."""

from __future__ import annotations

import re

STEERING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
BREAKS = re.compile("[\t\n\u2028\u2029]+")
IDENTITY_CARD = re.compile(r"(?<![0-9A-Za-z])([1-9]\d{5})(?:18|19|20)\d{9}([0-9Xx])(?![0-9A-Za-z])", re.ASCII)
MOBILE = re.compile(r"(?<![0-9A-Za-z.\-])(1[3-9]\d)\d{4}(\d{4})(?![0-9A-Za-z.])", re.ASCII)


def masked(text: str) -> str:
    """The text with the middle of identity-card and mobile numbers replaced by stars."""
    text = IDENTITY_CARD.sub(r"\1***********\2", text)
    return MOBILE.sub(r"\1****\2", text)


def inert(text: str) -> str:
    """The text on one line, masked, with control characters and direction marks shown as ``�``."""
    return STEERING.sub("\ufffd", BREAKS.sub(" ", masked(text)))
