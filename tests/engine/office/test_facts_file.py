"""Facts written as data and read back are the same facts."""

import json

import pytest


def test_facts_come_back_as_they_were_written(desk):
    cells = {
        "requests": {"received, total": "１,２00", "carried_in, total": "/", "carried_out, total": ""},
        "disclosure": {"fees, amount": "0.125"},
    }
    written = desk.report("a.txt", 2023, cells=cells)
    bound = desk.bound(written)
    [filed] = desk.archive(desk.facts("kept.json", written)).reports
    report = filed.other.report

    assert filed.other.form.id == bound.filled.id
    assert (filed.organ, filed.year, report.sha256) == (
        bound.report.identity.organ.text,
        2023,
        bound.report.sha256,
    )
    assert {name: dict(table.facts) for name, table in report.tables.items()} == {
        name: dict(table.facts) for name, table in bound.report.tables.items()
    }
    assert [section.id for section in report.sections] == [section.id for section in bound.report.sections]


def test_a_group_printed_as_one_row_stays_one(desk):
    written = desk.report(
        "a.txt",
        2023,
        rows={"requests": {"handled.other": "collapsed"}},
    )
    [filed] = desk.archive(desk.facts("kept.json", written)).reports

    assert filed.other.report.tables["requests"].collapsed == {("handled", "other")}


def test_an_archive_kept_as_data_serves_as_last_year(desk):
    last = desk.report("last.txt", 2023, cells={"requests": {"carried_out, total": 3}})
    other = desk.report("other.txt", 2022)
    kept = desk.facts("kept.json", last, other)
    now = desk.report("now.txt", 2024)

    assert desk.ends("carry-continuity", now, previous=[kept])["total"] == "failed"
    assert desk.ends("year-over-year-duplicate", now, previous=[kept])["problems"] == "not_applicable"
    compared = desk.checked(now, previous=[kept]).compared
    assert compared.previous.file == f"{kept}: last.txt"


@pytest.mark.parametrize(
    ("spoil", "key"),
    [
        (lambda found: found.update(schema=9), "office.facts_schema"),
        (lambda found: found["reports"][0].pop("facts"), "office.facts_missing"),
        (lambda found: found["reports"][0].update(year="x"), "office.facts_missing"),
        (lambda found: found["reports"].__setitem__(0, 7), "office.facts_missing"),
        (
            lambda found: found["reports"][0].update(pack={"id": "none", "parameters": {}}, tables=[]),
            "office.facts_form",
        ),
        (
            lambda found: found["reports"][0].update(status="unreadable", error={"message": "x"}),
            "office.facts_unreadable",
        ),
    ],
)
def test_spoilt_data_is_told_not_guessed(desk, spoil, key):
    found = json.loads(desk.facts("kept.json", desk.report("a.txt", 2023)).read_text("utf-8"))
    spoil(found)
    archive = desk.archive(desk.json("spoilt.json", found))

    assert archive.reports == ()
    assert [one.reason.key for one in archive.unread] == [key]


@pytest.mark.parametrize("text", ["{", '{"a": 1}', "[]", '{"reports": []}'])
def test_other_json_is_no_facts_file(desk, tmp_path, text):
    path = tmp_path / "x.json"
    path.write_text(text, "utf-8")
    archive = desk.archive(path)

    assert archive.reports == ()
    assert not archive.unread[0].reason.key.startswith("office.")
