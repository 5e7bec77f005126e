"""The ledger's way through a review: written, edited by hand, written again with the next drafts."""

import io
import zipfile
from copy import copy
from dataclasses import replace
from datetime import date

import docx
import openpyxl
import pytest
from gouji.engine.checking.accepted import accepted
from gouji.engine.checking.baseline import without_known
from gouji.engine.office.ledger import Column, Decision, State
from gouji.engine.office.ledger_reading import read_ledger
from gouji.engine.office.settings import OfficeSettings
from gouji.engine.pipeline import CheckOptions, check_document
from gouji.engine.trial.sample import sample_document
from gouji.engine.writing import extras
from gouji.engine.writing.ledger_run import (
    LedgerSource,
    ledger_baseline,
    ledger_waivers,
    letter_files,
    run_ledger,
)
from gouji.engine.writing.results import Result
from gouji.grammar.catalogue import render
from gouji.grammar.messages import Message, message
from gouji.rules.library import Library
from gouji.rules.pack import Severity

NATURAL, TOTAL = "natural_person", "total"
ORGANS = [f"云岭市青溪区第{number}街道办事处" for number in "一二三四五六七八九十"] + [
    "云岭市水务局",
    "云岭市档案局",
]
OFFICE = OfficeSettings(office="云岭市政务公开办公室", day=date(2024, 1, 12))
TODAY = date(2024, 1, 12)


@pytest.fixture(scope="module")
def library():
    return Library()


def report(library, organ, granted, upheld=2, problems="无", draft=1):
    """A report with a wrong total of requests (right with ``None``) and of reviews, and no problems named."""
    cells = {
        f"{row}, {column}": 3
        for row in ("received", "handled.granted", "handled.total")
        for column in (NATURAL, TOTAL)
    }
    cells[f"handled.granted, {TOTAL}"] = 3 if granted is None else granted
    text = {"title": f"{organ}2023年政府信息公开工作年度报告"}
    if problems:
        text["problems"] = problems
    changes = {
        "cells": {"requests": cells, "disputes": {"review, upheld": upheld, "review, total": 0}},
        "text": text,
    }
    pack = library.load("cn-2021").pack
    document = replace(sample_document(pack, changes), sha256=f"{organ}{draft}")
    return Result(f"收件/{organ}.docx", check_document(document, library, CheckOptions()))


@pytest.fixture(scope="module")
def first_drafts(library):
    return [report(library, organ, 0) for organ in ORGANS]


@pytest.fixture(scope="module")
def next_drafts(library):
    """Of each three organs one left all as it was, one has another wrong value, one corrected the total."""
    values = (0, 1, None)
    return [report(library, organ, values[at % 3], draft=2) for at, organ in enumerate(ORGANS)]


def run(results, data=None, settings=OFFICE):
    found = run_ledger(results, LedgerSource(data, "审核台账.xlsx"), settings, "zh")
    assert not isinstance(found, Message), render(found, "zh")
    return found


class Hand:
    """Somebody who works in the ledger with a spreadsheet program."""

    def __init__(self, data):
        self.book = openpyxl.load_workbook(io.BytesIO(data))
        self.sheet = self.book["审核台账"]
        self.head = 1

    def column(self, name):
        titles = {cell.value: cell.column for cell in self.sheet[self.head]}
        return titles[name]

    def line(self, organ, problem):
        """The row of an organ whose problem begins so."""
        for line in range(self.head + 1, self.sheet.max_row + 1):
            told = self.read(line, "机关"), self.read(line, "问题")
            if told[0] == organ and str(told[1]).startswith(problem):
                return line
        raise AssertionError(f"no row of {organ} about {problem}")

    def read(self, line, name):
        return self.sheet.cell(line, self.column(name)).value

    def write(self, line, **words):
        for name, text in words.items():
            self.sheet.cell(line, self.column(name)).value = text

    def turn_round(self):
        """Sort the rows the other way, with all their cells, as sorting does."""
        last = self.sheet.max_row
        rows = [[cell.value for cell in self.sheet[line]] for line in range(self.head + 1, last + 1)]
        for line, values in enumerate(reversed(rows), self.head + 1):
            for at, value in enumerate(values, 1):
                self.sheet.cell(line, at).value = value

    def saved(self):
        stream = io.BytesIO()
        self.book.save(stream)
        return stream.getvalue()


REQUESTS, REVIEWS, PROBLEMS = "第三部分", "行政复议", "第五部分"


def edited(data):
    """Twenty rows changed by hand: decided, remarked, reworded, deleted, sorted, added; columns moved."""
    hand = Hand(data)
    for organ in ORGANS[:5]:
        line = hand.line(organ, REQUESTS)
        hand.write(line, 处理="退回", 审核意见=f"{organ}请改", 审核人="陆晓", 日期=date(2024, 1, 10))
    for organ in ORGANS[5:8]:
        line = hand.line(organ, REQUESTS)
        hand.write(line, 处理="不退", 审核意见="台账如此", 审核人="陆晓", 日期=45301)
    for organ in ORGANS[8:10]:
        hand.write(hand.line(organ, REQUESTS), 处理="已电话说明", 日期="1月9日")
    for organ in ORGANS[:4]:
        hand.write(hand.line(organ, REVIEWS), 处理="退回", 问题="复议一行的总计没有加上", 怎么改="加上后重报")
    for organ in ORGANS[4:6]:
        hand.write(hand.line(organ, PROBLEMS), 审核意见="再问问", 程度="请核实")
    for organ in ORGANS[6:8]:
        hand.sheet.delete_rows(hand.line(organ, PROBLEMS))
    hand.sheet.append(["", ORGANS[0], 1, "必须改", "封面", "没有盖章", "", "", "盖章", "", "退回"])
    hand.turn_round()
    hand.sheet.insert_cols(3)
    hand.sheet.cell(1, 3).value = "科室"
    hand.sheet.cell(2, 3).value = "法规科"
    hand.sheet.insert_rows(1, 2)
    hand.sheet.cell(1, 1).value = "二〇二三年度审核台账"
    hand.sheet.merge_cells("A1:F1")
    hand.book.create_sheet("联系表")["A1"] = "=1+1"
    return hand.saved()


@pytest.fixture(scope="module")
def rounds(first_drafts, next_drafts):
    """The ledger as first written, as edited, and after the run with the next drafts."""
    first = run(first_drafts)
    by_hand = edited(first.file)
    return first, by_hand, run(next_drafts, by_hand)


def rows_about(ledger, column=Column.DECISION):
    """What rows say in a column, by organ and by which of the three matters it is."""
    kinds = {}
    for row in ledger.rows:
        rules = " ".join(row.origin.rules) if row.origin else ""
        kind = next((one for one in ("requests", "disputes", "problems") if one in rules), rules or "own")
        kinds[row.organ, kind] = row.says(column)
    return kinds


def test_the_first_ledger_has_all_matters_and_nothing_by_hand(rounds):
    first, _, _ = rounds
    back = read_ledger(first.file, "a.xlsx", "zh")

    assert len(back.rows) == 3 * len(ORGANS)
    assert [row.words for row in back.rows] == [row.words for row in first.ledger.rows]
    assert [(row.keys, row.origin) for row in back.rows] == [
        (row.keys, row.origin) for row in first.ledger.rows
    ]
    assert not any(row.by_hand(column) for row in back.rows for column in Column)


def test_what_people_did_is_read_back(rounds):
    _, by_hand, _ = rounds
    back = read_ledger(by_hand, "a.xlsx", "zh")
    days = {row.says(Column.DAY) for row in back.rows if row.says(Column.DAY)}

    assert len(back.rows) == 3 * len(ORGANS) - 2 + 1
    assert days == {"2024-01-10", "1月9日"}
    assert sum(row.decision is Decision.RETURN for row in back.rows) == 10
    assert back.notes == ()


def test_every_decision_is_kept_while_its_values_are(rounds):
    _, by_hand, second = rounds
    before, after = rows_about(read_ledger(by_hand, "a.xlsx", "zh")), rows_about(second.ledger)
    changed = {(organ, "requests") for at, organ in enumerate(ORGANS) if at % 3 == 1}

    assert {key: text for key, text in after.items() if key not in changed} == {
        key: text for key, text in before.items() if key not in changed
    }
    for column in (Column.REVIEWER, Column.DAY, Column.PROBLEM, Column.DEGREE):
        before, after = (
            rows_about(one, column) for one in (read_ledger(by_hand, "a.xlsx", "zh"), second.ledger)
        )
        assert {key: before[key] for key in before if key not in changed} == {
            key: after[key] for key in before if key not in changed
        }


def test_changed_values_open_a_row_again_and_what_is_corrected_is_marked(rounds):
    _, _, second = rounds
    states = {(row.organ, row.origin.rules[0].split("-")[0]): row for row in second.ledger.rows if row.origin}
    for at, organ in enumerate(ORGANS):
        row = states[organ, "requests"]
        expected = (State.OPEN, State.CHANGED, State.FIXED)[at % 3]
        assert row.state is expected, organ
        if expected is State.CHANGED:
            assert (row.decision, row.says(Column.FOUND)) == (None, "1")
            assert ("第1稿时" in row.says(Column.REMARK)) is (at < 10)


def test_deleted_rows_stay_away_and_rows_of_peoples_own_stay(rounds):
    _, _, second = rounds
    told = rows_about(second.ledger)

    assert (ORGANS[0], "own") in told
    assert not any((organ, kind) for organ, kind in told if organ in ORGANS[6:8] and kind == "problems")


def test_the_workbook_keeps_what_the_office_made_of_it(rounds):
    _, by_hand, second = rounds
    before, after = (openpyxl.load_workbook(io.BytesIO(data)) for data in (by_hand, second.file))
    old, new = before["审核台账"], after["审核台账"]

    assert after["联系表"]["A1"].value == "=1+1"
    assert [cell.value for cell in new[3]] == [cell.value for cell in old[3]]
    assert [str(area) for area in new.merged_cells.ranges] == ["A1:F1"]
    assert new.cell(4, 3).value == "法规科"
    assert [row.line for row in second.ledger.rows] == list(range(4, 4 + 3 * len(ORGANS) - 1))
    assert read_ledger(second.file, "a.xlsx", "zh").rows == second.ledger.rows


def test_letters_carry_only_what_was_kept(rounds, next_drafts):
    _, _, second = rounds
    made = dict(letter_files(next_drafts, OFFICE, "zh", second.ledger))
    told = {
        name: "\n".join(one.text for one in docx.Document(io.BytesIO(data)).paragraphs)
        for name, data in made.items()
    }

    assert sorted(told) == sorted(f"{organ}审核意见.docx" for organ in ORGANS[:4])
    for at, organ in enumerate(ORGANS[:4]):
        text = told[f"{organ}审核意见.docx"]
        assert "复议一行的总计没有加上" in text
        assert ("第三部分表格有一格" in text) is (at % 3 == 0)
        assert ("没有盖章" in text) is (at == 0)
        assert "第五部分" not in text
        assert "请改\n" not in text


def test_nothing_of_the_program_goes_out(rounds, first_drafts, next_drafts, library):
    _, _, second = rounds
    rules = library.load("cn-2021").pack.rules
    assert len(rules) > 100
    made = [
        *letter_files(first_drafts, OFFICE, "zh"),
        *letter_files(next_drafts, OFFICE, "zh", second.ledger),
    ]

    assert len(made) == len(ORGANS) + 4
    for name, data in made:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            whole = "\n".join([name, *(part + package.read(part).decode() for part in package.namelist())])
        assert [rule for rule in rules if rule in whole] == []
        for word in (
            "gouji",
            "收件",
            "python",
            "requests",
            "disputes",
            *(row.keys[0] for row in second.ledger.rows if row.keys),
        ):
            assert word not in whole.casefold()


def test_what_was_accepted_becomes_entries_that_hold(rounds, next_drafts):
    _, _, second = rounds
    entries = ledger_waivers(second.ledger, next_drafts, TODAY)
    after = [accepted(one.outcome, one.file, entries, TODAY) for one in next_drafts]

    assert {(one.organ, one.reason, one.who, one.day) for one in entries} == {
        (ORGANS[6], "台账如此", "陆晓", date(2024, 1, 10))
    }
    assert [sum(one.status == "accepted" for one in report.findings) > 0 for report in after] == [
        organ == ORGANS[6] for organ in ORGANS
    ]
    assert all(report.notices == () for report in after)


def test_a_matter_that_is_accepted_elsewhere_is_not_gone(rounds, next_drafts):
    _, _, second = rounds
    entries = ledger_waivers(second.ledger, next_drafts, TODAY)
    results = [replace(one, outcome=accepted(one.outcome, one.file, entries, TODAY)) for one in next_drafts]
    third = run(results, second.file)

    assert [row.state for row in third.ledger.rows] == [row.state for row in second.ledger.rows]


def test_what_the_organs_were_told_is_the_baseline_of_the_next_draft(rounds, first_drafts):
    _, by_hand, _ = rounds
    ledger = read_ledger(by_hand, "a.xlsx", "zh")
    baseline = ledger_baseline(ledger, first_drafts)
    new = {
        one.file: {
            finding.rule.topic
            for finding in without_known(one.outcome, one.file, baseline).findings
            if finding.status == "new"
        }
        for one in first_drafts
    }

    assert len({one.fingerprint for one in baseline.findings}) == 2 * 7 + 4
    assert len(new[first_drafts[0].file]) < len(new[first_drafts[11].file])


def test_a_run_over_a_ledger_it_has_just_written_changes_no_row(rounds, next_drafts):
    _, _, second = rounds

    assert run(next_drafts, second.file).ledger.rows == second.ledger.rows


def test_a_ledger_that_lost_its_hidden_columns_and_sheet_keeps_its_words(first_drafts, next_drafts):
    hand = Hand(run(first_drafts).file)
    hand.write(hand.line(ORGANS[0], REQUESTS), 处理="退回")
    hidden = hand.saved()
    hand.sheet.delete_cols(hand.column("识别码（勿改）"), 2)
    found = run(next_drafts[:1], hand.saved())
    kept = rows_about(found.ledger)

    assert kept[ORGANS[0], "requests"] == "退回"
    assert len(found.ledger.rows) == 3 * len(ORGANS)
    assert len(read_ledger(found.file, "a.xlsx", "zh").rows[0].keys) > 0
    del hand.book["记录（勿改）"]
    assert len(run(next_drafts[:1], hand.saved()).ledger.rows) == 3 * len(ORGANS) + 3
    assert len(read_ledger(hidden, "a.xlsx", "zh").records) == 3 * len(ORGANS)


def test_rows_that_are_added_look_like_those_above(first_drafts):
    hand = Hand(run(first_drafts[:1]).file)
    hand.sheet.cell(4, 2).font = copy(openpyxl.styles.Font(name="楷体", size=14))
    found = run(first_drafts[:3], hand.saved())
    sheet = openpyxl.load_workbook(io.BytesIO(found.file))["审核台账"]

    assert sheet.cell(5, 2).font.name == sheet.cell(4, 2).font.name == "楷体"
    assert [sheet.cell(line, 1).value for line in range(2, 11)] == list(range(1, 10))


def test_organs_in_merged_cells_are_those_of_all_their_rows(first_drafts):
    hand = Hand(run(first_drafts[:1]).file)
    hand.sheet.merge_cells("B2:B4")
    back = read_ledger(hand.saved(), "a.xlsx", "zh")
    again = run([replace(first_drafts[0], file="另.docx")], hand.saved())

    assert [row.organ for row in back.rows] == [ORGANS[0]] * 3
    assert [row.organ for row in again.ledger.rows] == [ORGANS[0]] * 3
    assert not any(row.by_hand(Column.ORGAN) for row in back.rows)


def test_the_decisions_are_a_list_and_the_sheet_prints_on_a4(first_drafts):
    sheet = openpyxl.load_workbook(io.BytesIO(run(first_drafts[:1]).file))["审核台账"]
    (choice,) = sheet.data_validations.dataValidation

    assert choice.formula1 == '"退回,不退,已电话说明"'
    assert str(choice.sqref) == "K2:K20000"
    assert (sheet.page_setup.orientation, str(sheet.page_setup.paperSize)) == ("landscape", "9")
    assert (sheet.print_title_rows, sheet.freeze_panes) == ("$1:$1", "C2")
    assert [sheet.column_dimensions[letter].hidden for letter in "OPQ"] == [False, True, True]


def test_hidden_columns_that_were_shown_are_hidden_again(first_drafts):
    hand = Hand(run(first_drafts[:1]).file)
    hand.sheet.column_dimensions["P"].hidden = hand.sheet.column_dimensions["Q"].hidden = False
    sheet = openpyxl.load_workbook(io.BytesIO(run(first_drafts[:1], hand.saved()).file))["审核台账"]

    assert [sheet.column_dimensions[letter].hidden for letter in "OPQ"] == [False, True, True]


def test_formats_down_to_the_last_row_of_a_sheet_do_no_harm(first_drafts):
    hand = Hand(run(first_drafts[:1]).file)
    hand.sheet.cell(1_048_576, 2).font = openpyxl.styles.Font(bold=True)
    hand.sheet.cell(7, 2).value = "合计"
    found = run(first_drafts[:2], hand.saved())
    back = read_ledger(found.file, "a.xlsx", "zh")

    assert [row.line for row in back.rows] == [2, 3, 4, 7, 8, 9, 10]
    assert back.rows[3].organ == "合计"


def test_a_workbook_of_endless_merged_cells_is_refused(first_drafts):
    data = run(first_drafts[:1]).file
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(stream, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            if name == "xl/worksheets/sheet1.xml":
                merged = b'</sheetData><mergeCells><mergeCell ref="A9:XFD1048576"/></mergeCells>'
                part = part.replace(b"</sheetData>", merged)
            target.writestr(name, part)

    assert read_ledger(stream.getvalue(), "台账.xlsx", "zh") == message("ledger.too_large", file="台账.xlsx")


def test_faults_of_the_entries_are_told(first_drafts):
    hand = Hand(run(first_drafts[:1]).file)
    hand.write(2, 处理="再议")
    hand.write(3, 处理="不退", 审核意见="台账如此")
    hand.write(4, 处理="退回", 程度="提示")
    hand.sheet.append(["", "", 1, "必须改", "封面", "没有盖章", "", "", "盖章", "", "退回"])
    notes = [render(one, "zh") for one in run(first_drafts[:1], hand.saved()).notes]

    assert notes == [
        "台账第2行“处理”写的是“再议”，不在可选的退回、不退、已电话说明之内，按未处理对待",
        "台账第3行选了“不退”，但没有写审核人，暂不作数",
        "台账第4行程度是“提示”，选了“退回”也不外发；要外发的，把程度改为“请核实”",
        "台账第5行选了“退回”，但没有写机关，暂不作数",
    ]


@pytest.mark.parametrize("data", [b"", b"no workbook", b"PK\x03\x04 broken"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_is_no_ledger_is_told(first_drafts, data, language):
    other = openpyxl.Workbook()
    other.active["A1"] = "机关"
    stream = io.BytesIO()
    other.save(stream)
    for one in (data, stream.getvalue()):
        told = run_ledger(first_drafts[:1], LedgerSource(one, "台账.xlsx"), OFFICE, language)
        assert "台账.xlsx" in render(told, language)


def test_hostile_words_are_text_in_the_ledger(library):
    organ = "=HYPERLINK(1)\u202e乙_x202E_\x1b局"
    result = report(library, "云岭市水务局", 0)
    outcome = result.outcome
    named = replace(outcome.report.identity.organ, text=organ, value=organ)
    identity = replace(outcome.report.identity, organ=named)
    bad = replace(result, outcome=replace(outcome, report=replace(outcome.report, identity=identity)))
    found = run([bad])
    sheet = openpyxl.load_workbook(io.BytesIO(found.file))["审核台账"]
    cell = sheet.cell(2, 2)

    assert cell.data_type == "s"
    assert cell.quotePrefix
    assert not set("\u202e\x1b") & set(cell.value)
    assert "_x202E_" not in cell.value
    assert not any(row.by_hand(column) for row in read_ledger(found.file, "", "zh").rows for column in Column)


def test_what_could_not_be_decided_or_read_has_rows_that_say_what_to_do(undecided, unreadable, nameless):
    found = run([undecided, unreadable, nameless]).ledger
    told = {row.says(Column.DEGREE): row for row in found.rows}

    assert {"没法判断", "读不出"} <= told.keys()
    for degree in ("没法判断", "读不出"):
        assert told[degree].says(Column.PROBLEM)
        assert told[degree].says(Column.ADVICE)
    assert told["没法判断"].says(Column.WHERE)
    assert told["读不出"].organ == "（未写明机关：旧.doc）"
    assert told["读不出"].keys[0].startswith("unreadable@")


def test_a_file_that_can_be_read_now_is_done_with(unreadable, clean):
    first = run([unreadable])
    (row,) = run([replace(clean, file="收件/旧.doc")], first.file).ledger.rows

    assert row.state is State.FIXED


def test_undecided_rows_stay_while_they_are_and_end_when_they_are_not(undecided, clean):
    first = run([undecided])
    rows = [row for row in first.ledger.rows if row.says(Column.DEGREE) == "没法判断"]
    again, done = run([undecided], first.file), run([clean], first.file)

    assert rows
    assert again.ledger.rows == tuple(replace(row, line=at) for at, row in enumerate(first.ledger.rows, 2))
    assert {row.state for row in done.ledger.rows} == {State.FIXED}


def test_notes_are_rows_only_if_the_office_wants_them(one_wrong_cell):
    findings = [
        one if one.cause else replace(one, severity=Severity.INFO) for one in one_wrong_cell.outcome.findings
    ]
    result = replace(one_wrong_cell, outcome=replace(one_wrong_cell.outcome, findings=tuple(findings)))
    degrees = [
        [row.says(Column.DEGREE) for row in run([result], settings=replace(OFFICE, hints=hints)).ledger.rows]
        for hints in (False, True)
    ]

    assert degrees == [["必须改"], ["必须改", "提示"]]


def test_whose_a_file_is_may_be_known_from_elsewhere(unreadable):
    source = LedgerSource(None, "a", {"旧.doc": "松溪市图书馆"}, {"旧.doc": 3})
    (row,) = run_ledger([unreadable], source, OFFICE, "zh").ledger.rows

    assert (row.organ, row.says(Column.DRAFT)) == ("松溪市图书馆", "3")


def test_a_report_that_names_no_organ_is_followed_by_the_name_given(one_wrong_cell):
    outcome = one_wrong_cell.outcome
    identity = replace(outcome.report.identity, organ=None)
    bare = replace(outcome, report=replace(outcome.report, identity=identity))
    first, second = (replace(one_wrong_cell, file=name, outcome=bare) for name in ("甲.docx", "乙.docx"))
    names = {"甲.docx": "松溪市图书馆", "乙.docx": "松溪市图书馆"}
    found = run_ledger([first], LedgerSource(None, "a", names), OFFICE, "zh")
    hand = Hand(found.file)
    hand.write(2, 处理="不退", 审核意见="台账如此", 审核人="陆晓")
    again = run_ledger([second], LedgerSource(hand.saved(), "a", names), OFFICE, "zh")
    unnamed = run_ledger([second], LedgerSource(hand.saved(), "a"), OFFICE, "zh")

    assert [row.state for row in again.ledger.rows] == [State.OPEN] * 2
    assert len(unnamed.ledger.rows) == 4
    assert len(ledger_waivers(again.ledger, [second], TODAY, names)) == 2
    assert ledger_waivers(again.ledger, [second], TODAY) == ()


def test_letters_without_a_ledger_tell_all_that_must_be_dealt_with(first_drafts):
    made = dict(letter_files(first_drafts[:2], OFFICE, "zh"))

    assert sorted(made) == sorted(f"{organ}审核意见.docx" for organ in ORGANS[:2])


def test_without_the_extra_it_is_told_what_to_install(monkeypatch):
    monkeypatch.setitem(extras.MODULES, "office", ("not_there_at_all",))

    assert isinstance(run_ledger([], LedgerSource(None, "a"), OFFICE, "zh"), Message)
