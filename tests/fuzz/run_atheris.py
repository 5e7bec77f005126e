"""Run the fuzz targets under atheris, which follows the branches that inputs take; it is not required.

``python tests/fuzz/run_atheris.py pdf -max_total_time=600``: the reader by the ending of its files, then
options of libFuzzer. The seeds are written beside the findings, into ``.fuzz/NAME``.
"""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def main(arguments: list[str]) -> int:
    """Fuzz one reader until libFuzzer is content."""
    sys.path[:0] = [str(ROOT / "tests" / "support"), str(ROOT / "tests")]
    if importlib.util.find_spec("atheris") is None:
        print("atheris is not installed: pip install atheris (needs Python and Clang as its page says)")
        return 2
    import atheris

    with atheris.instrument_imports(include=["gouji"]):
        from fuzz.seeds import BY_OFFICE, QUICK
        from fuzz.targets import TARGETS
    if not arguments or arguments[0] not in TARGETS:
        print(f"which reader? one of {', '.join(TARGETS)}")
        return 2
    name, *options = arguments
    folder = ROOT / ".fuzz" / name
    folder.mkdir(parents=True, exist_ok=True)
    for kind, makers in (("seed", QUICK), ("office", BY_OFFICE)):
        for number, seed in enumerate(makers[name]() if name in makers else ()):
            (folder / f"{kind}-{number}").write_bytes(seed)
    atheris.Setup([sys.argv[0], *options, str(folder)], TARGETS[name])
    atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
