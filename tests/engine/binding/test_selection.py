"""Which form judges: the one whose labels were filled for cells, the one of the report year for the rest."""

from dataclasses import replace

import pytest
from gouji.engine.binding.binding import BindingOptions, Bound, NotAReport, bind
from gouji.grammar.catalogue import render

TITLE = "青原市财政局{}年政府信息公开工作年度报告"


def sample(make, pack, year):
    source = make.sample(pack, {"text": {"title": TITLE.format(year), "preamble": "本报告依法编制。"}})
    return replace(source, name="report.docx")


@pytest.mark.parametrize(
    ("filled", "year", "expected", "key"),
    [
        ("cn-2021", 2023, ("cn-2021", "cn-2021"), "binding.labels_agree"),
        ("cn-2019", 2020, ("cn-2019", "cn-2019"), "binding.labels_agree"),
        ("cn-2019", 2023, ("cn-2019", "cn-2021"), "binding.labels_differ"),
        ("cn-2021", 2019, ("cn-2021", "cn-2019"), "binding.labels_differ"),
        ("cn-2021", 2005, ("cn-2021", "cn-2008"), "binding.labels_differ"),
    ],
)
def test_labels_and_year(make, forms, filled, year, expected, key):
    pack = next(pack for pack in forms if pack.id == filled)
    bound = make.bound(sample(make, pack, year))

    assert expected == (bound.filled.id, bound.due.id)
    assert expected == (bound.report.evidence.filled, bound.report.evidence.due)
    assert key == bound.report.evidence.reason.key


def test_the_old_row_of_one_group_does_not_make_an_old_form(make, form):
    source = make.sample(form, {"rows": {"requests": {"handled.other": "collapsed"}}})

    assert make.bound(source).filled.id == "cn-2021"


@pytest.mark.parametrize("pack", ["cn-2019", "cn-2021"])
def test_a_form_that_is_asked_for_judges_alone(make, form, pack):
    bound = make.bound(make.sample(form), pack=pack)

    assert (pack, pack, "binding.forced") == (bound.filled.id, bound.due.id, bound.report.evidence.reason.key)


def test_without_tables_the_year_decides(make):
    bound = make.bound(make.document(TITLE.format(2020), "一、总体情况", "公开信息12条。"))

    assert (bound.filled.id, bound.report.evidence.reason.key) == ("cn-2019", "binding.by_year")


def test_without_a_year_the_labels_decide(make, old_form):
    source = make.sample(
        old_form,
        {
            "text": {
                "title": "青原市财政局政府信息公开工作年度报告",
                "preamble": ["依法编制。"],
                "overview": "公开信息12条。",
            }
        },
    )
    bound = make.bound(source)
    expected = "title" if bound.report.identity.year_source == "title" else None

    assert expected is None
    assert "cn-2019" == bound.filled.id == bound.due.id


def test_with_neither_the_latest_form_judges(make):
    bound = make.bound(make.document("一、总体情况", "公开信息12条。"))

    assert (bound.due.id, bound.report.evidence.reason.key) == ("cn-2021", "binding.by_default")


def test_the_year_given_by_the_user_decides(make, form):
    bound = make.bound(make.sample(form), year=2020)

    assert (bound.filled.id, bound.due.id, bound.report.identity.year) == ("cn-2021", "cn-2019", 2020)


def test_an_overlay_stands_for_the_form_it_extends(make, form, forms):
    overlay = replace(form, id="town", lineage=(form.id, *form.lineage))
    bound = bind(make.sample(form), (*forms, overlay))

    assert isinstance(bound, Bound)
    assert (bound.filled.id, bound.due.id) == ("town", "town")


@pytest.mark.parametrize("name", ["form", "old_form", "invented_form"])
def test_forms_with_other_words_are_told_apart(make, forms, invented_form, request, name):
    pack = request.getfixturevalue(name)
    bound = bind(make.sample(pack), (*forms, invented_form))

    assert isinstance(bound, Bound)
    assert (bound.filled.id, bound.due.id) == (pack.id, pack.id)
    assert [section.id for section in bound.report.sections] == list(pack.schema.sections)
    assert bound.report.identity.title_year == pack.sample["year"]


def test_two_forms_with_as_many_labels_of_their_own_leave_it_to_the_year(make, form, old_form):
    table = make.grid("信息内容|本年制发件数", "规章|1")
    other = make.grid("信息内容|本年新制作数量", "规章|1")
    lines = (TITLE.format(2020), "二、主动公开政府信息情况")
    bound = bind(make.document(*lines, table, other), (form, old_form))

    assert isinstance(bound, Bound)
    assert (bound.filled.id, bound.report.evidence.reason.key) == ("cn-2019", "binding.by_year")


def test_abstract_packs_are_never_chosen(make, form, forms):
    abstract = replace(form, id="abstract", abstract=True, lineage=())
    bound = bind(make.sample(form), (abstract, *forms))

    assert isinstance(bound, Bound)
    assert bound.due.id == "cn-2021"


@pytest.mark.parametrize(
    "lines",
    [[], ["关于召开会议的通知", "请各单位按时参加。"], ["首页", "信息公开指南"]],
)
def test_a_document_that_is_no_report_is_a_result(make, forms, lines):
    result = bind(make.document(*lines), forms)

    assert isinstance(result, NotAReport)
    assert (result.name, result.message.key) == ("report.docx", "binding.not_a_report")


def test_tables_alone_are_a_report(make, forms):
    table = make.grid("信息内容|本年制发件数|本年废止件数|现行有效件数", "规章|1|2|3")

    assert isinstance(bind(make.document(table), forms), Bound)


def test_no_form_is_a_programming_error(make, form):
    with pytest.raises(ValueError, match="no form"):
        bind(make.document(), ())
    with pytest.raises(ValueError, match="nowhere"):
        bind(make.document(), (form,), BindingOptions(pack="nowhere"))


def test_stage_and_parameters_reach_the_report(make, form):
    report = make.bound(make.sample(form), stage="公布版", parameters={"limit": "1000"}).report

    assert (report.parameters["stage"], report.parameters["limit"]) == ("公布版", "1000")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_reason_is_a_sentence_in_both_languages(make, form, old_form, language):
    documents = [
        sample(make, form, 2023),
        sample(make, old_form, 2023),
        sample(make, form, 2005),
        make.document(TITLE.format(2020), "一、总体情况", "公开信息12条。"),
        make.document("一、总体情况", "公开信息12条。"),
        make.document("一、总体情况", "公开信息12条。", name="2023.docx"),
    ]

    for source in documents:
        assert render(make.bound(source).report.evidence.reason, language)


def test_remarks_of_the_reader_are_told(make, form):
    from gouji.engine.reading.document import Remark

    source = replace(make.sample(form), remarks=tuple(Remark))

    assert [render(remark, "zh") for remark in make.bound(source).report.remarks]
