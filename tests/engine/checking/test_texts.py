"""What the text of a report says: mentions, matches, length, order, announced titles."""

import pytest
from gouji.engine.checking.outcomes import Status


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('overview mentions "开放三百天"', "passed"),
        ('overview mentions "开 放三百天"', "passed"),
        ('overview mentions all {"开放", "借书证"}', "passed"),
        ('overview mentions all {"开放", "闭馆"}', "failed"),
        ('overview mentions any {"开放", "闭馆"}', "passed"),
        ('overview not mentions "开放"', "failed"),
        ('overview mentions "天。新到"', "passed"),
        ('overview mentions "概况"', "failed"),
        ('document mentions all {"概况", "2020年年报", "四部分"}', "passed"),
        ('preamble mentions "四部分"', "passed"),
        ('tail mentions "四部分"', "failed"),
        ("overview matches /全年.*三百/", "passed"),
        ("overview matches /天。\\n新到/", "passed"),
        ("overview not matches /全年/", "failed"),
        ("overview matches /闭馆/", "failed"),
        ("loans[new, adults].raw matches /^0$/", "passed"),
        ("length(overview) = 19", "passed"),
        ("balanced(overview)", "passed"),
        ("similarity(overview, overview) = 100%", "passed"),
        ('overview = "x"', "failed"),
    ],
)
def test_texts(village, text, expected):
    assert village.end(text) == expected


def test_width_and_white_space_do_not_matter_to_mentions(village):
    on = village.report(sections=[village.section("overview", "办理Ａ类 （全年）三百件")])

    assert village.end('overview mentions "A类(全年)三百件"', on) == "passed"


@pytest.mark.parametrize(
    "text", ['plans mentions "x"', "plans matches /x/", "length(plans) > 3", "balanced(plans)", 'plans = "x"']
)
def test_the_text_of_a_missing_section_is_undetermined(village, text):
    on = village.report(sections=[])

    assert village.end(text, on) == "undetermined"


def test_what_was_found_points_at_its_paragraph(village):
    [found] = village.outcomes('overview not mentions "借书证"')

    assert [(use.text, use.location.paragraph) for use in found.texts] == [("新到图书，办理借书证。", 12)]
    assert found.location.paragraph == 12


def test_what_is_missing_points_at_the_heading(village):
    [found] = village.outcomes('overview mentions all {"借书证", "闭馆"}')

    assert [use.text for use in found.texts] == ["新到图书，办理借书证。", "一、概况"]


def test_what_matches_says_the_words_found_and_points_at_their_paragraph(village):
    [found] = village.outcomes("overview not matches /借书/")

    assert [use.text for use in found.texts] == ["借书"]


def test_a_cell_text_that_matches_points_at_the_cell(village):
    found = village.outcomes("each cell of loans: raw not matches /7/", village.report({"new, adults": 7}))[0]

    assert (found.status, found.texts[0].text, found.cells[0].fact.raw) == (Status.FAILED, "7", "7")


def test_a_long_text_is_searched_anew(village):
    on = village.report(sections=[village.section("overview", "长" * 60)])

    assert village.end("overview matches /长{60}/", on) == "passed"


def test_sections_in_order(village):
    names = ["overview", "loans", "money", "plans"]
    tidy = [village.section(name, order=n) for n, name in enumerate(names, 1)]
    foreign = [
        *tidy[:1],
        village.section(None, order=2),
        *(village.section(n, order=k) for k, n in enumerate(names[1:], 3)),
    ]
    swapped = [village.section(name, order=n) for n, name in enumerate(["loans", "overview"], 1)]
    twice = [village.section(name, order=n) for n, name in enumerate(["overview", "overview"], 1)]

    ends = [
        village.end("sections in order", village.report(sections=one))
        for one in (tidy, foreign, swapped, twice, [])
    ]
    assert ends == ["passed", "passed", "failed", "failed", "passed"]


def test_the_section_out_of_order_is_pointed_at(village):
    swapped = [village.section(name, order=n) for n, name in enumerate(["loans", "overview"], 1)]
    [found] = village.outcomes("sections in order", village.report(sections=swapped))

    assert [use.text for use in found.texts] == ["一、概况"]


def test_rows_and_tables_in_order(village):
    form = village.schema()
    table = village.bound(form.tables["loans"])
    rows = dict(table.rows)
    rows[("new",)], rows[("kept",)] = (
        type(rows[("new",)])(path, "x", "label", rows[other].location)
        for path, other in ((("new",), ("kept",)), (("kept",), ("new",)))
    )
    mixed = type(table)("loans", table.facts, rows, table.columns, table.location)

    assert village.end("rows of loans in order") == "passed"
    assert village.end("columns of loans in order") == "passed"
    assert village.end("rows of loans in order", village.report(tables={"loans": mixed})) == "failed"
    assert village.end("rows of loans in order", village.report(tables={})) == "undetermined"


def test_the_preamble_announces_titles(village):
    found = village.ends("each section: announced = printed")

    assert found == {"overview": "passed", "loans": "passed", "money": "passed", "plans": "passed"}
    on = village.report(preamble=(village.line("本报告分借阅、收支。", None),))
    assert village.ends("each section: announced = printed", on)["overview"] == "undetermined"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("printed = label", "failed"),
        ("printed in {aliases}", "passed"),
        ('number = "一"', "passed"),
        ('printed_number = "一、"', "passed"),
        ("tables = 0 and images = 0", "passed"),
        ("length(text) > 3", "passed"),
    ],
)
def test_fields_of_a_section(village, text, expected):
    on = village.report(sections=[village.section("overview", "全年开放。", printed="基本概况")])

    assert village.ends(f"each section: {text}", on)["overview"] == expected


def test_fields_of_a_missing_section_are_undetermined(village):
    assert (
        village.ends("each section: printed = label", village.report(sections=[]))["plans"] == "undetermined"
    )


def test_fields_of_rows_columns_and_cells(village):
    form = village.schema()
    table = village.bound(form.tables["loans"], without=["left"])

    def ends(text):
        return village.ends(text, village.report(tables={"loans": table}))

    assert ends("each row of loans: printed = label")["new"] == "passed"
    assert ends("each row of loans: printed = label")["left"] == "undetermined"
    assert ends("each row of loans: printed in {aliases}")["new"] == "failed"
    assert ends("each column of loans: unit is absent")["adults"] == "passed"
    assert ends('each cell of loans: row = "一、新到" and column = "成人"')["new,adults"] == "passed"
    assert ends("each cell of loans: row.printed = row.label")["new,adults"] == "passed"


def test_the_printed_label_of_a_member_of_a_collapsed_group_does_not_exist(village):
    found = village.ends("each row of loans: printed = label", village.report(collapsed=["done.lent"]))

    assert found["done.lent.map"] == "not_applicable"


def test_fields_of_tables_and_parts(village):
    form = village.schema()
    table = village.bound(form.tables["loans"], form="other")
    on = village.report(tables={"loans": table})

    assert village.ends('each table: label = "表一" or label = "表二"', on) == {
        "loans": "passed",
        "money": "passed",
    }
    assert village.ends("each table: form = report.pack", on) == {"loans": "failed", "money": "passed"}
    assert village.ends("each table: printed in {aliases}", on)["loans"] == "failed"
    assert village.ends('each part of overview: label in {"场地"}') == {"rooms": "passed", "staff": "failed"}
    assert set(village.ends("each part of overview: printed in {aliases}").values()) == {"undetermined"}


def test_the_witness_of_a_heading_rule_is_the_heading(village):
    on = village.report(sections=[village.section("overview", "有。", printed="情况")])
    failed = next(one for one in village.outcomes('each section: when is present: number = "二"', on))

    assert [use.text for use in failed.texts] == ["一、情况"]
