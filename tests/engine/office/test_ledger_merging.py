"""A ledger that people edited meets the matters of another run."""

from dataclasses import replace

import pytest
from gouji.engine.office.ledger import (
    PEOPLES,
    Column,
    Decision,
    Degree,
    Item,
    Ledger,
    Origin,
    Row,
    Seen,
    State,
    origin_in,
    origin_text,
    word,
)
from gouji.engine.office.ledger_merging import draft_numbers, merge
from hypothesis import given, settings
from hypothesis import strategies as st

ORGAN = "云岭市图书馆"
FIRST = Seen("云岭.docx", ORGAN, 2031, "a" * 64)
SECOND = Seen("云岭 第2稿.docx", ORGAN, 2031, "b" * 64)


def item(*keys, found="0", expected="3", file="云岭.docx", organ=ORGAN, draft=1, rules=("rule",)):
    words = dict.fromkeys(Column, "")
    words.update(
        {
            Column.ORGAN: organ,
            Column.DRAFT: str(draft),
            Column.DEGREE: "必须改",
            Column.WHERE: "第1个表格",
            Column.PROBLEM: f"现填 {found}，应为 {expected}",
            Column.FOUND: found,
            Column.EXPECTED: expected,
        }
    )
    origin = Origin(file, organ, 2031, draft, Degree.ERROR, rules, f"{found}→{expected}")
    return Item(keys, words, origin)


def first(*items):
    return merge(Ledger(), items, [FIRST], "zh")


def edited(ledger, at, **words):
    """The ledger with cells of a row changed by hand."""
    rows = list(ledger.rows)
    changed = {Column(name): text for name, text in words.items()}
    rows[at] = replace(rows[at], words={**rows[at].words, **changed})
    return replace(ledger, rows=tuple(rows))


def test_the_first_run_writes_a_row_for_each_matter():
    ledger = first(item("k1"), item("k2"))

    assert [row.says(Column.NUMBER) for row in ledger.rows] == ["1", "2"]
    assert [row.state for row in ledger.rows] == [State.OPEN, State.OPEN]
    assert not any(row.by_hand(column) for row in ledger.rows for column in Column)


def test_the_same_matters_once_more_change_nothing():
    ledger = first(item("k1"), item("k2"))

    assert merge(ledger, [item("k1"), item("k2")], [FIRST], "zh") == ledger


def test_a_decision_stays_in_the_next_draft_while_the_values_are_the_same():
    kept = edited(first(item("k1")), 0, decision="不退", remark="台账如此", reviewer="陆晓")
    ledger = merge(kept, [item("k1", "k9", draft=2)], [SECOND], "zh")
    (row,) = ledger.rows

    assert (row.decision, row.state) == (Decision.ACCEPT, State.OPEN)
    assert (row.says(Column.DRAFT), row.says(Column.REMARK)) == ("2", "台账如此")
    assert row.keys == ("k1", "k9")


def test_other_values_open_a_row_again_and_keep_the_decision_among_the_remarks():
    kept = edited(first(item("k1")), 0, decision="退回", remark="请改", reviewer="陆晓", day="2032-01-05")
    (row,) = merge(kept, [item("k1", found="5", draft=2)], [SECOND], "zh").rows

    assert (row.decision, row.state) == (None, State.CHANGED)
    assert row.says(Column.FOUND) == "5"
    assert row.says(Column.REMARK).splitlines() == [
        "请改",
        "（第1稿时：退回、陆晓、2032-01-05；当时现填 0，应为 3）",
    ]
    assert row.says(Column.REVIEWER) == row.says(Column.DAY) == ""


def test_a_row_that_was_opened_again_says_so_until_it_is_decided():
    kept = edited(first(item("k1")), 0, decision="退回")
    opened = merge(kept, [item("k1", found="5")], [SECOND], "zh")
    still = merge(opened, [item("k1", found="5")], [SECOND], "zh")
    decided = merge(edited(still, 0, decision="退回"), [item("k1", found="5")], [SECOND], "zh")

    assert [one.rows[0].state for one in (opened, still, decided)] == [
        State.CHANGED,
        State.CHANGED,
        State.OPEN,
    ]
    assert decided.rows[0].decision is Decision.RETURN


def test_cells_that_people_wrote_are_not_overwritten():
    kept = edited(first(item("k1")), 0, problem="总计漏填", found="空着")
    (row,) = merge(kept, [item("k1", found="5", expected="8")], [SECOND], "zh").rows

    assert (row.says(Column.PROBLEM), row.says(Column.FOUND)) == ("总计漏填", "空着")
    assert row.says(Column.EXPECTED) == "8"
    assert row.state is State.CHANGED


def test_a_matter_that_is_gone_is_marked_and_kept():
    kept = edited(first(item("k1"), item("k2")), 0, decision="退回")
    ledger = merge(kept, [item("k2")], [SECOND], "zh")

    assert [row.state for row in ledger.rows] == [State.FIXED, State.OPEN]
    assert ledger.rows[0].says(Column.STATE) == "已改"
    assert ledger.rows[0].decision is Decision.RETURN


def test_nothing_is_gone_that_could_not_be_decided_or_was_not_looked_at():
    other = Seen("松溪.docx", "松溪市图书馆", 2031, "c" * 64)
    kept = first(item("k1"))

    assert merge(kept, [], [other], "zh").rows == kept.rows
    assert merge(kept, [], [replace(SECOND, readable=False)], "zh").rows == kept.rows
    assert merge(kept, [], [replace(SECOND, year=2030)], "zh").rows == kept.rows
    undecided = replace(SECOND, undecided=frozenset({"rule"}))
    assert merge(kept, [], [undecided], "zh").rows[0].state is State.UNDECIDED


def test_what_was_corrected_and_is_wrong_again_is_opened_again():
    fixed = merge(edited(first(item("k1")), 0, decision="退回"), [], [SECOND], "zh")
    (row,) = merge(fixed, [item("k1", draft=3)], [replace(SECOND, sha256="d" * 64)], "zh").rows

    assert (row.state, row.decision) == (State.AGAIN, None)
    assert "退回" in row.says(Column.REMARK)


def test_a_deleted_row_stays_deleted_until_its_values_change():
    ledger = first(item("k1"), item("k2"))
    without = replace(ledger, rows=ledger.rows[1:])
    again = merge(without, [item("k1"), item("k2")], [FIRST], "zh")
    back = merge(again, [item("k1", found="7"), item("k2")], [SECOND], "zh")

    assert [row.keys for row in again.rows] == [("k2",)]
    assert [(row.keys, row.state) for row in back.rows] == [(("k2",), State.OPEN), (("k1",), State.CHANGED)]


def test_a_row_of_peoples_own_stays_as_it_is():
    own = Row({Column.ORGAN: ORGAN, Column.PROBLEM: "缺盖章页", Column.DECISION: "退回"}, line=9)
    ledger = first(item("k1"))
    kept = replace(ledger, rows=(own, *ledger.rows))

    assert merge(kept, [item("k1", found="5")], [SECOND], "zh").rows[0] == own


def test_a_matter_that_falls_in_two_keeps_its_row_and_adds_one():
    ledger = merge(first(item("k1", "k2")), [item("k1"), item("k2", found="9")], [SECOND], "zh")

    assert [(row.keys, row.state) for row in ledger.rows] == [
        (("k1", "k2"), State.OPEN),
        (("k2",), State.OPEN),
    ]


def test_two_matters_that_become_one_are_told_in_one_row():
    kept = edited(first(item("k1"), item("k2")), 1, decision="不退")
    ledger = merge(kept, [item("k1", "k2")], [SECOND], "zh")

    assert [row.state for row in ledger.rows] == [State.OPEN, State.JOINED]
    assert ledger.rows[1].decision is Decision.ACCEPT


def test_a_copied_row_is_peoples_own_business():
    ledger = first(item("k1"))
    copied = replace(ledger, rows=(*ledger.rows, edited(ledger, 0, decision="退回").rows[0]))
    again = merge(copied, [item("k1", found="6")], [SECOND], "zh")

    assert again.rows[0].says(Column.FOUND) == "6"
    assert again.rows[1] == copied.rows[1]


def test_reports_that_name_no_organ_are_told_apart_by_their_files():
    one, other = (item(f"k@{name}", file=f"{name}.docx", organ="") for name in ("甲", "乙"))
    reports = [Seen(f"稿/{name}.docx", "", None, name) for name in ("甲", "乙")]
    ledger = merge(merge(Ledger(), [one, other], reports, "zh"), [other], reports, "zh")

    assert [row.state for row in ledger.rows] == [State.FIXED, State.OPEN]


def test_a_row_that_lost_its_hidden_cells_is_not_overwritten():
    ledger = first(item("k1"))
    bare = replace(ledger, rows=tuple(replace(row, origin=None) for row in ledger.rows))
    same, other = (merge(bare, [item("k1", found=found)], [SECOND], "zh").rows[0] for found in ("0", "5"))

    assert (same.state, other.state) == (State.OPEN, State.CHANGED)
    assert (same.says(Column.FOUND), other.says(Column.FOUND)) == ("0", "0")


def test_drafts_are_counted_by_their_contents():
    known = first(item("k1")).drafts

    assert draft_numbers(known, [FIRST]) == {"云岭.docx": 1}
    assert draft_numbers(known, [SECOND]) == {"云岭 第2稿.docx": 2}
    assert draft_numbers(known, [SECOND], {"云岭 第2稿.docx": 4}) == {"云岭 第2稿.docx": 4}


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("decision", list(Decision))
def test_decisions_are_known_in_both_languages_whatever_the_spaces(language, decision):
    text = f" {word(decision, language)}\n"

    assert Row({Column.DECISION: text}).decision is decision


def test_what_is_no_decision_is_none():
    assert Row({Column.DECISION: "再说"}).decision is None
    assert Row({}).degree is Degree.WARNING


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"file": 1}', "[" * 100_000])
def test_hidden_cells_that_were_written_over_hold_no_origin(text):
    assert origin_in(text) is None


def test_an_origin_survives_its_cell():
    (row,) = first(item("k1")).rows

    assert origin_in(origin_text(row.origin)) == row.origin


KEYS = st.sampled_from(["k1", "k2", "k3", "k4"])
FOUNDS = st.dictionaries(KEYS, st.sampled_from("0123"), max_size=4)
EDITS = st.lists(
    st.tuples(
        st.integers(0, 7),
        st.sampled_from([Column.DECISION, Column.REMARK, Column.PROBLEM, Column.FOUND, Column.STATE]),
        st.sampled_from(["退回", "不退", "已电话说明", "另有说明", ""]),
    ),
    max_size=6,
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(FOUNDS, EDITS, st.randoms(use_true_random=False)), min_size=1, max_size=4))
def test_whatever_people_do_nothing_of_theirs_is_lost(runs):
    ledger = Ledger()
    for number, (founds, edits, random) in enumerate(runs, 1):
        report = Seen(f"第{number}稿.docx", ORGAN, 2031, str(number))
        items = [item(key, found=found) for key, found in founds.items()]
        before = ledger
        ledger = merge(before, items, [report], "zh")

        assert merge(ledger, items, [report], "zh") == ledger
        told = [key for row in ledger.rows for key in row.keys]
        deleted = {key for record in before.records for key in record.keys} - {
            key for row in before.rows for key in row.keys
        }
        assert set(founds) - set(told) <= deleted
        for old, new in zip(before.rows, ledger.rows, strict=False):
            others = old.origin.values != new.origin.values or old.state is State.FIXED
            reopened = others and new.decision is None
            for column in Column:
                if old.by_hand(column) and column not in PEOPLES:
                    assert new.words[column] == old.words[column]
            assert reopened or all(new.words[column] == old.words[column] for column in PEOPLES)
            assert old.says(Column.REMARK) in new.says(Column.REMARK)
            if reopened and old.decision:
                assert old.says(Column.DECISION) in new.says(Column.REMARK)

        for at, column, text in edits:
            if at < len(ledger.rows):
                ledger = edited(ledger, at, **{column.value: text})
        rows = list(ledger.rows)
        random.shuffle(rows)
        ledger = replace(ledger, rows=tuple(rows[: random.randint(0, len(rows))]))
