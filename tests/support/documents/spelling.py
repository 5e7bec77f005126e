"""Ways in which the same label is written."""

from __future__ import annotations

FULL_WIDTH = str.maketrans("0123456789().,", "０１２３４５６７８９（）．，")
HALF_WIDTH = str.maketrans("（），、：“”", '(),,:""')
SPELLINGS = ("plain", "full", "half", "broken", "spaced", "numbered")


def spelt(text: str, spelling: str, at: int) -> str:
    """A label in one of the ``SPELLINGS``; ``at`` tells where a line break goes."""
    return {
        "plain": text,
        "full": text.translate(FULL_WIDTH),
        "half": text.translate(HALF_WIDTH),
        "broken": _broken(text, at),
        "spaced": " ".join(text),
        "numbered": text.replace("1.", "1、")
        .replace("2.", "2．")
        .replace("3.", "(3)")
        .replace("、", "，", 1),
    }[spelling]


def _broken(text: str, at: int) -> str:
    return text[: at % len(text)] + "\n" + text[at % len(text) :] if len(text) > 3 else text
