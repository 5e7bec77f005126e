"""Sets a third of the corpus aside, by chance and for ever.

An entry is held out when the hash of the seed and its text says so: no other entry has a say, so that
adding sentences moves none. ``python tests/claims/split.py`` puts every entry into the file it belongs
to, ``NAME.yaml`` or ``heldout_NAME.yaml`` beside it; entries are moved as they are written.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

SEED = 673
FOLDER = Path(__file__).parent
PREFIX = "heldout_"
START = "- text: "


def held_out(text: str, seed: int = SEED) -> bool:
    """Whether the entry with this text belongs to the third that is set aside."""
    digest = hashlib.sha256(f"{seed}\n{text}".encode()).digest()
    return int.from_bytes(digest, "big") % 3 == 0


def files() -> dict[Path, list[Path]]:
    """The open file of each category → all files that hold its entries."""
    found: dict[Path, list[Path]] = {}
    for path in sorted([*FOLDER.glob("sentences/*.yaml"), *FOLDER.glob("*.yaml")]):
        found.setdefault(path.with_name(path.name.removeprefix(PREFIX)), []).append(path)
    return found


def entries(path: Path) -> Iterator[tuple[str, str]]:
    """Text and source of each entry; every entry begins with ``- text: "…"``."""
    source = path.read_text("utf-8")
    for block in source.split(f"\n{START}"):
        whole = block if block.startswith(START) else START + block
        first = whole.splitlines()[0]
        yield json.loads(first.removeprefix(START)), whole.rstrip("\n") + "\n"


def main() -> None:
    """Put every entry where it belongs."""
    for category, paths in files().items():
        parts: dict[bool, list[str]] = {False: [], True: []}
        for path in paths:
            for text, source in entries(path):
                parts[held_out(text)].append(source)
        for aside, sources in parts.items():
            target = category.with_name(PREFIX + category.name) if aside else category
            target.write_text("".join(sources), "utf-8")


if __name__ == "__main__":
    main()
