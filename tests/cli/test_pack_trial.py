"""``gouji pack check`` and ``gouji pack test`` as their users see them."""

import json
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow  # whole runs of the program

PACKS = Path(__file__).resolve().parents[1] / "fixtures" / "packs"
FICTITIOUS, TEN = str(PACKS / "fictitious"), str(PACKS / "ten-faults")


def test_ten_faults_end_with_what_cannot_be_used(gouji):
    run = gouji("pack", "check", TEN, "--lang", "en")

    assert run.status == 2
    assert run.out.count("\n  -->") == 11
    assert "8 errors, 2 warnings" in run.out


def test_check_as_json(gouji):
    run = gouji("pack", "check", TEN, "--format", "json")
    told = json.loads(run.out)

    assert [one["level"] for one in told["diagnostics"]].count("error") == 8
    [conflict] = [one for one in told["diagnostics"] if one["code"] == "proof.contradiction"]
    assert [(one["rule"], one["place"]["line"]) for one in conflict["related"]] == [
        ("more", 32),
        ("fewer", 41),
    ]
    assert told["proofs"]["solver"]


@pytest.mark.parametrize(("language", "said"), [("zh", "可由其他关系推出"), ("en", "follow from others")])
def test_a_sound_pack_tells_what_was_proven(gouji, language, said):
    run = gouji("pack", "check", FICTITIOUS, "--lang", language)

    assert run.status == 0
    assert said in run.out


def test_verbose_lists_what_follows_from_what(gouji):
    brief = gouji("pack", "check", FICTITIOUS, "--lang", "en").out
    long = gouji("pack", "check", FICTITIOUS, "--lang", "en", "--verbose").out

    assert long.count("follows from") > brief.count("follows from")


def test_examples_come_out(gouji):
    run = gouji("pack", "test", FICTITIOUS, "--lang", "en")

    assert run.status == 0
    assert "come out as they say" in run.out


def test_a_case_that_comes_out_otherwise(gouji, tmp_path):
    cases = tmp_path / "cases.yaml"
    cases.write_text(
        'cases:\n  wrong:\n    cells: {requests: {"received, total": 3}}\n    expect: {}\n', encoding="utf-8"
    )

    run = gouji("pack", "test", FICTITIOUS, "--cases", str(cases), "--lang", "en")

    assert run.status == 1
    assert "cases.yaml:2:3" in run.out
    assert "requests-row is expected to fail at (nothing), but failed at received" in " ".join(
        run.out.split()
    )


def test_mutants_of_one_rule(gouji):
    run = gouji(
        "pack", "test", FICTITIOUS, "--mutate", "--rule", "requests-row", "--jobs", "1", "--lang", "en"
    )

    assert run.status == 0
    assert "Mutation score" in run.out


@pytest.mark.parametrize(
    ("gate", "least", "status"),
    [("located", "0", 0), ("located", "100", 1), ("detected", "100", 1), ("detected", "1%", 0)],
)
def test_gates(gouji, gate, least, status):
    run = gouji("pack", "test", FICTITIOUS, f"--min-{gate}", least, "--lang", "en")

    assert run.status == status
    assert ("Gate not passed" in run.out) == (status == 1)


@pytest.mark.parametrize(("language", "said"), [("zh", "能定位到本格的占"), ("en", "traced to the cell in")])
def test_the_map_in_the_terminal(gouji, language, said):
    run = gouji("pack", "test", FICTITIOUS, "--map", "--lang", language)

    assert said in run.out
    assert "●" in run.out


def test_the_map_as_json_and_as_a_picture(gouji, tmp_path):
    picture = tmp_path / "map.svg"

    run = gouji("pack", "test", FICTITIOUS, "--map", "--svg", str(picture), "--format", "json")

    told = json.loads(run.out)
    assert {cell["detected"] for cell in told["map"]["cells"]} <= {"always", "sometimes", "never"}
    assert picture.read_text("utf-8").startswith("<svg ")


def test_the_picture_escapes_what_stands_in_the_form(gouji, tmp_path):
    from xml.etree import ElementTree

    picture = tmp_path / "map.svg"
    gouji("pack", "test", FICTITIOUS, "--svg", str(picture))

    assert ElementTree.fromstring(picture.read_text("utf-8")).tag.endswith("svg")


@pytest.mark.parametrize(
    "wrong", [("--min-mutation", "much"), ("--min-located", "101"), ("--jobs", "two"), ("--cases", "nowhere")]
)
def test_wrong_usage(gouji, wrong):
    assert gouji("pack", "test", FICTITIOUS, *wrong).status == 2


def test_a_pack_with_faults_is_not_tried(gouji):
    run = gouji("pack", "test", TEN, "--lang", "en")

    assert run.status == 2
    assert "cyclic_extends" in run.err
