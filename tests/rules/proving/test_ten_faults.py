"""A pack with ten faults of ten kinds: each is told, at its line and column, in one run."""

from pathlib import Path

from gouji.engine.trial.inspecting import inspect
from gouji.grammar.catalogue import render
from gouji.rules.cache import PackCache
from gouji.rules.library import Library

PACK = Path(__file__).resolve().parents[2] / "fixtures" / "packs" / "ten-faults"
EXPECTED = [
    ("pack.yaml", 6, 11, "pack.cyclic_extends"),
    ("pack.yaml", 7, 1, "pack.unknown_key"),
    ("pack.yaml", 15, 15, "pack.expected_flag"),
    ("pack.yaml", 21, 7, "pack.duplicate_key"),
    ("rules.yaml", 7, 18, "name.unknown_row"),
    ("rules.yaml", 15, 23, "name.unknown_row"),
    ("rules.yaml", 23, 20, "type.pattern"),
    ("rules.yaml", 32, 7, "proof.contradiction"),
    ("rules.yaml", 50, 7, "proof.guard_never_met"),
    ("rules.yaml", 53, 3, "lint.no_fail_example"),
]


def found():
    return inspect(Library((PACK,), cache=PackCache(None)), str(PACK))


def test_ten_faults_in_one_run():
    told = sorted(
        (Path(one.place.file).name, one.place.start.line, one.place.start.column, one.code)
        for one in found().diagnostics
        if one.place is not None
    )

    assert told == EXPECTED


def test_the_nearest_names_are_suggested():
    helps = {
        one.place.start.line: render(one.help, "zh")
        for one in found().diagnostics
        if one.code == "name.unknown_row"
    }

    assert "bought" in helps[7]
    assert "借出" in helps[15]


def test_a_contradiction_names_both_rules_with_their_places():
    conflict = next(one for one in found().diagnostics if one.code == "proof.contradiction")

    assert [(one.rule, one.place.start.line) for one in conflict.related] == [("more", 32), ("fewer", 41)]


def test_a_pack_with_faults_is_not_usable():
    assert not found().usable
