"""Draw docs/pictures/map-*.svg, which cells of a form are watched; ``--check`` only compares them."""

from __future__ import annotations

import sys
from pathlib import Path

from gouji.engine.trial.identifiability import form_map
from gouji.engine.writing.form_map_svg import map_svg
from gouji.rules.cache import PackCache
from gouji.rules.library import Library

TARGET = Path(__file__).resolve().parent.parent / "docs" / "pictures"
DRAWN = ("cn-2019", "cn-2021")


def pictures() -> dict[Path, str]:
    """Every picture by its file."""
    library = Library(cache=PackCache(None))
    found = {}
    for name in DRAWN:
        pack = library.load(name).pack
        if pack is None:
            raise SystemExit(f"{name} cannot be loaded")
        found[TARGET / f"map-{name}.svg"] = map_svg(pack, form_map(pack), "zh")
    return found


def main() -> int:
    """Write the pictures, or tell which are stale."""
    stale = [
        path for path, text in pictures().items() if not path.exists() or path.read_text("utf-8") != text
    ]
    if "--check" in sys.argv[1:]:
        for path in stale:
            sys.stderr.write(f"{path.name} is stale; run python scripts/form_maps.py\n")
        return 1 if stale else 0
    for path, text in pictures().items():
        path.write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
