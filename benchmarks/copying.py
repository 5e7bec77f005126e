"""Compare looking for copied text between all members of an area with measuring every pair exactly.

The members have texts of their own, two of them the same; only the ratio means something.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import combinations

from gouji.engine.checking.likeness import Masked, at_least, masked, similarity

ALPHABET = [chr(0x4E00 + number) for number in range(500)]
WEIGHTS = [1 / (number + 5) for number in range(500)]
LENGTH = 1500
BOUND = Fraction(85, 100)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark; returns the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n\n")[0])
    parser.add_argument("--members", type=int, default=100, help="how many reports (default 100)")
    parser.add_argument("--json", action="store_true", help="write JSON instead of a line")
    options = parser.parse_args(arguments)
    found = measured(options.members)
    if options.json:
        print(json.dumps(found, indent=2))
    else:
        print(
            "{pairs:.0f} pairs, {alike:.0f} alike: exactly {exact:.0f} ms, as rules do {rules:.0f} ms: "
            "{ratio:.0f} times as fast".format(**found)
        )
    return 0


def measured(members: int) -> dict[str, float]:
    """Milliseconds for all pairs by either way, how many are alike, and the ratio.

    Raises:
        SystemExit: the two ways do not tell the same.
    """
    chance = random.Random(7)
    texts = [masked("".join(chance.choices(ALPHABET, WEIGHTS, k=LENGTH))) for _ in range(members)]
    texts[-1] = texts[0]
    exact, every = _timed(lambda one, other: similarity(one, other) >= BOUND, texts)
    rules, quick = _timed(lambda one, other: at_least(one, other, BOUND) is True, texts)
    if every != quick:
        raise SystemExit("the quick way tells other pairs than the exact one")
    pairs = members * (members - 1) // 2
    return {"pairs": pairs, "alike": sum(quick), "exact": exact, "rules": rules, "ratio": exact / rules}


def _timed(judge: Callable[[Masked, Masked], bool], texts: list[Masked]) -> tuple[float, list[bool]]:
    start = time.perf_counter()
    found = [judge(one, other) for one, other in combinations(texts, 2)]
    return (time.perf_counter() - start) * 1000, found


if __name__ == "__main__":
    sys.exit(main())
