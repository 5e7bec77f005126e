"""Write docs/pack.schema.json, which editors use, from the model of packs; ``--check`` only compares it."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from gouji.rules.json_schema import pack_schema

TARGET = Path(__file__).resolve().parent.parent / "docs" / "pack.schema.json"


def main() -> None:
    """Write the file, or check it."""
    text = json.dumps(pack_schema(), ensure_ascii=False, indent=1) + "\n"
    if "--check" not in sys.argv[1:]:
        TARGET.write_text(text, encoding="utf-8", newline="\n")
    elif not TARGET.is_file() or TARGET.read_text("utf-8") != text:
        raise SystemExit(f"{TARGET.name} is stale; run python scripts/pack_schema.py")


if __name__ == "__main__":
    main()
