"""Foreign text made harmless: it steers no terminal, and no output repeats a private number."""

from __future__ import annotations

import re

STEERING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
BREAKS = re.compile("[\t\n\u2028\u2029]+")
_DIGIT, _NO_DIGIT = "[0-9０-９]", "[0-9A-Za-z０-９]"
IDENTITY_CARD = re.compile(
    rf"(?<!{_NO_DIGIT})([1-9１-９]{_DIGIT}{{5}})[ -]?(?:[1１][89８９]|[2２][0０]){_DIGIT}{{6}}[ -]?"
    rf"{_DIGIT}{{3}}([0-9０-９XxＸｘ])(?!{_NO_DIGIT})"
)
MOBILE = re.compile(
    rf"(?<![0-9A-Za-z０-９.\-])((?:\+?86[ -]?)?[1１][3-9３-９]{_DIGIT})[ -]?{_DIGIT}{{4}}[ -]?({_DIGIT}{{4}})"
    rf"(?![0-9A-Za-z０-９.])"
)


def masked(text: str) -> str:
    """The text with the middle of identity-card and mobile numbers replaced by stars."""
    text = IDENTITY_CARD.sub(r"\1***********\2", text)
    return MOBILE.sub(r"\1****\2", text)


def inert(text: str) -> str:
    """The text on one line, masked, with control characters and direction marks shown as ``�``."""
    return STEERING.sub("\ufffd", BREAKS.sub(" ", masked(text)))
