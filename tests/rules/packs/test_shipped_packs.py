"""What is promised of the shipped packs: ids, cells, both languages, honest grounds, no rule twice."""

import pytest
from gouji.engine.binding.binding import BindingOptions, Bound, bind
from gouji.engine.checking.evaluating import evaluate
from gouji.engine.checking.outcomes import Status
from gouji.engine.trial.sample import sample_document
from gouji.grammar.schema import dotted
from gouji.rules.cache import PackCache
from gouji.rules.library import Library
from gouji.rules.pack import Ground, Topic

LIBRARY = Library(cache=PackCache(None))
SHIPPED = [LIBRARY.load(pack_id).pack for pack_id in LIBRARY.ids()]
FORMS = LIBRARY.forms()
CELLS = {
    "cn-2019": {"requests": 23 * 7, "disputes": 15, "disclosure": 22},
    "cn-2021": {"requests": 25 * 7, "disputes": 15, "disclosure": 10},
    "cn-2014": {"statistics": 58},
    "cn-2008": {},
}
COMMON = {
    "basis-missing", "basis-wrong", "cell-blank", "cell-fullwidth", "cell-negative", "cell-nonnumeric",
    "cell-not-integer", "cell-slash", "cell-thousand-sep", "cell-unit-inside", "contact-missing",
    "disputes-row-total", "docx-residue", "extra-section", "fee-decimals", "gov-assessment-missing",
    "org-abbrev", "overview-aspect-missing", "period-missing", "period-range", "problems-empty",
    "problems-no-improvement", "publish-deadline", "publish-too-early", "regulation-not-entitled",
    "requests-balance", "requests-column-total", "requests-row-total", "section-empty", "stale-year",
    "section-missing", "section-order", "section-title", "signature-missing", "signature-org",
    "signature-year", "table-as-image", "table-col-missing", "table-label-altered", "table-missing",
    "table-row-missing", "template-instruction-residue", "template-wrong-year", "title-format",
    "title-year-body", "url-invalid",
}  # fmt: skip
BESIDE = {
    "agg-disclosure-sum", "agg-disputes-sum", "agg-lower-bound", "agg-requests-sum", "agg-transfer",
    "carry-continuity", "disputes-after-without-review", "disputes-exceeds-handled", "numbers-identical",
    "outlier-jump", "pending-disappeared", "same-org-two-versions", "sibling-duplicate",
    "year-over-year-duplicate", "agg-scope", "narr-growth-previous", "problem-repeated",
}  # fmt: skip
"""Rules on last year's report and on members."""
WORDING = {
    "doubled-words", "half-width-punct", "personal-data", "punctuation-unbalanced", "relative-year",
    "repeated-sentence", "sub-number-sequence",
    "secret-marking", "term-changed-circumstances", "term-earlier-form", "term-proposals",
    "term-security-stability", "term-state-secret",
}  # fmt: skip
"""Rules on how a report is worded."""
OWN = {
    "cn-2019": {
        "disclosure-items-continuity",
        "disclosure-decision-without-item", "disclosure-items-nonneg", "disclosure-open-total",
        "disclosure-procurement-pair",
    },
    "cn-2021": {
        "disclosure-repealed-no-stock", "disclosure-stock-continuity", "fee-unit-changed", "fee-unit-suspect",
        "disclosure-valid-lt-issued", "disputes-direct-after-2024", "requests-other-collapsed",
        "sec6-fee-missing",
    },
}  # fmt: skip
READ_CLAUSES = {
    "中华人民共和国政府信息公开条例（国务院令第711号）": {"第四十九条", "第五十条", "第五十条第（四）项"},
    "国办公开办函〔2021〕30号": {"一、报告内容", "一、（一）总体情况", "附件", "附件 第三部分表头"},
    "国办公开办函〔2019〕60号": {"附件", "附件 第三部分表头"},
    "中华人民共和国行政复议法（2023年修订）": {"第二十三条"},
}


TEXT = {
    "claim-accepted", "claim-all-closed", "claim-carry-in", "claim-carry-out", "claim-category",
    "claim-category-sum", "claim-closed", "claim-compulsion", "claim-dispute-mixed",
    "claim-granted-or-partial", "claim-litigation", "claim-litigation-corrected", "claim-litigation-kind",
    "claim-litigation-outcome", "claim-litigation-upheld", "claim-no-dispute", "claim-none-received",
    "claim-normdoc", "claim-omitted-dispute", "claim-omitted-received", "claim-penalty", "claim-permit",
    "claim-processed", "claim-received", "claim-received-by-type", "claim-regulation", "claim-review",
    "claim-review-corrected", "claim-review-outcome", "claim-review-upheld", "image-number",
    "narr-breakdown-sum", "narr-duplicate-number", "narr-enumeration-count", "narr-growth", "narr-percent",
    "narr-percent-sum", "narr-ratio-100", "narr-subset", "narr-unit", "no-figures", "preamble-part-count",
    "preamble-title-mismatch",
}  # fmt: skip
"""Rules on what the text says, against the tables and against itself."""
OWN["cn-2019"] |= {"claim-item-change", "claim-procurement", "claim-procurement-amount"}
OWN["cn-2021"] |= {
    "claim-fee", "claim-fees", "claim-normdoc-conflated", "disclosure-fee-vs-infofee", "sec6-fee-incomplete",
}  # fmt: skip
CELL_RULES = {
    "cell-blank", "cell-fullwidth", "cell-negative", "cell-nonnumeric", "cell-not-integer", "cell-slash",
    "cell-thousand-sep", "cell-unit-inside", "fee-decimals",
}  # fmt: skip
ANY_FORM = (WORDING - {"term-earlier-form"}) | {
    "contact-missing", "docx-residue", "org-abbrev", "period-missing", "period-range", "publish-deadline",
    "publish-too-early", "signature-missing", "signature-org", "signature-year", "stale-year",
    "template-instruction-residue", "title-year-body", "url-invalid",
}  # fmt: skip
OWN["cn-2008"] = ANY_FORM
OWN["cn-2014"] = ANY_FORM | CELL_RULES | {
    "f14-answered-completed", "f14-answered-sum", "f14-channel-exceeds", "f14-channels-cover",
    "f14-completed-exceeds", "f14-completed-sum", "f14-denied-sum", "f14-interview-head-subset",
    "f14-litigation-sum", "f14-normative-subset", "f14-press-head-subset", "f14-received-sum",
    "f14-review-sum", "f14-staff-sum",
}  # fmt: skip
FREE = {"cn-2008", "cn-2014"}
"""Forms whose reports are written freely: only what holds for any form, and the sums of their own table."""


@pytest.mark.parametrize("pack_id", LIBRARY.ids())
def test_packs_load_without_a_fault(pack_id):
    assert LIBRARY.load(pack_id).diagnostics == ()


def test_shipped_forms_and_their_years():
    assert {form.id: form.years for form in FORMS} == {
        "cn-2008": (None, 2013),
        "cn-2014": (2014, 2018),
        "cn-2019": (2019, 2020),
        "cn-2021": (2021, None),
    }
    assert {pack.id for pack in SHIPPED if pack.abstract} == {"cn-common", "cn-free-text", "cn-six-sections"}


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_rule_ids_are_stable(form):
    expected = OWN[form.id] if form.id in FREE else COMMON | BESIDE | WORDING | TEXT | OWN[form.id]

    assert expected == set(form.rules)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_the_form_has_the_cells_of_the_official_one(form):
    assert {table.id: len(list(table.cells())) for table in form.schema.tables.values()} == CELLS[form.id]


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_title_and_help_in_both_languages(form):
    for rule in form.rules.values():
        for text in (rule.title, rule.help, *([rule.wording] if rule.wording else [])):
            assert text.zh, rule.id
            assert text.en.isascii() or text.en != text.zh, rule.id


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_every_rule_on_words_or_other_reports_says_what_it_leaves_alone(form):
    told = {Topic.TEXT, Topic.WRITING, Topic.YEARS, Topic.MEMBERS}
    silent = [rule.id for rule in form.rules.values() if rule.topic in told and rule.false_alarms is None]

    assert silent == []
    for rule in form.rules.values():
        if rule.false_alarms is not None:
            assert rule.false_alarms.zh, rule.id
            assert rule.false_alarms.en != rule.false_alarms.zh, rule.id


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_only_clauses_that_were_read_are_named(form):
    for rule in form.rules.values():
        basis = rule.basis
        if basis.clause is not None:
            assert basis.clause in READ_CLAUSES[basis.document or form.document], rule.id
            assert not basis.practice, rule.id
        assert not (rule.ground is Ground.ARITHMETIC and basis.clause), rule.id


def test_no_rule_is_written_twice():
    checks = {}
    for form in FORMS:
        for rule in form.rules.values():
            checks.setdefault("".join(rule.source.text.split()), set()).add((rule.place.file, rule.id))

    assert [written for written in checks.values() if len(written) > 1] == []


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
@pytest.mark.parametrize("stage", ["送审稿", "公布版"])
def test_the_sample_report_is_blameless(form, stage):
    found = bind(sample_document(form), FORMS, BindingOptions(stage=stage))

    assert isinstance(found, Bound)
    assert (found.filled.id, found.due.id) == (form.id, form.id)
    blamed = [
        (outcome.rule.id, outcome.instance)
        for outcome in evaluate(found.report, found.filled, found.due)
        if outcome.status not in {Status.PASSED, Status.NOT_APPLICABLE}
    ]
    assert blamed == []


def test_the_one_row_of_other_outcomes_continues_as_three():
    form = LIBRARY.load("cn-2021").pack
    correspondence = {
        dotted(here): [dotted(path) for path in there]
        for here, there in form.correspondence["cn-2019"].items()
    }

    assert correspondence == {"handled.other": ["handled.other"]}
