"""Pack files laid out: one layout, comments kept, the same meaning, nothing left to do the second time."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from textwrap import dedent

import pytest
import yaml
from gouji.rules.cache import PackCache
from gouji.rules.formatting import formatted
from gouji.rules.library import Library
from gouji.rules.rule_text import reprinted
from hypothesis import given, settings
from hypothesis import strategies as st

ROOT = Path(__file__).parent.parent.parent
FILES = sorted(
    file
    for folder in ("rules/packs", "tests/fixtures/packs/fictitious", "examples/overlays", "examples/packs")
    for file in (ROOT / folder).rglob("*.yaml")
)
COMMENT = re.compile(r"(?:^|(?<=\s))#.*", re.MULTILINE)


def laid_out(text: str, language=None, schema=None) -> str:
    result = formatted(dedent(text).encode(), "<pack>", language, schema)
    assert result.diagnostics == ()
    return result.text


def test_keys_come_in_the_order_of_the_model():
    text = """\
        rules:
          a-rule: {topic: table, severity: error, title: 标题}
        title: 格式
        pack: books
        """

    assert laid_out(text) == dedent("""\
        pack: books
        title: 格式
        rules:
          a-rule: {title: 标题, severity: error, topic: table}
        """)


def test_entries_and_unknown_keys_keep_their_order():
    text = "rules:\n  b: {zzz: 1, aaa: 2, title: x}\n  a: {title: y}\n"

    assert laid_out(text) == "rules:\n  b: {title: x, zzz: 1, aaa: 2}\n  a: {title: y}\n"


def test_comments_go_with_what_they_are_about():
    text = """\
        # About the file.

        # About the rules.
        rules:
          # About a rule.
          a-rule:
            topic: table # beside the topic
            # about the title
            title: 标题
            check: |  # beside the check
              a = b
            examples: # beside the examples
              pass:
              # about an item
              - {}   # beside the item
        # At the end.
        """

    assert laid_out(text) == dedent("""\
        # About the file.

        # About the rules.
        rules:
          # About a rule.
          a-rule:
            # about the title
            title: 标题
            topic: table  # beside the topic
            check: |  # beside the check
              a = b
            examples:  # beside the examples
              pass:
                # about an item
                - {}  # beside the item
        # At the end.
        """)


def test_a_comment_before_anything_in_an_item_stands_above_it():
    once = formatted("title: [[], [\n# 一\n甲]]\n".encode(), "<pack>").text

    assert once == "title:\n  - []\n  # 一\n  - [甲]\n"
    assert formatted(once.encode(), "<pack>").text == once


def test_comments_inside_brackets_break_them_up():
    text = "rules:\n  a: {title: x, # one\n    # two\n    help: y}\n"

    assert laid_out(text) == "rules:\n  a:\n    title: x  # one\n    # two\n    help: y\n"


def test_long_mapping_goes_on_lines_of_its_own_and_long_list_is_filled():
    words = ", ".join(f"词{number}" for number in range(60))
    text = f"recognition:\n  text: {{measures: [{words}], money: [元]}}\n"

    found = laid_out(text)

    assert max(map(len, found.splitlines())) <= 120
    assert "    money: [元]\n" in found
    assert yaml.safe_load(text) == yaml.safe_load(found)


def test_several_rules_are_set_off_by_one_empty_line():
    rule = "\n    title: x\n    topic: table\n"

    found = laid_out(f"rules:\n  a:{rule}  b:{rule}\n\n\n  c:{rule}")

    assert found == f"rules:\n  a:{rule}\n  b:{rule}\n  c:{rule}"


def test_anchors_stay_before_their_aliases():
    text = "claims:\n  one:\n    within: &words [a, b]\n    says: *words\n"

    assert laid_out(text) == text


def test_scalars_stay_what_they_are():
    text = 'sample:\n  a: "1"\n  b: 1\n  c: "it\'s"\n  d: "tab\\t"\n  e: ~\n  f: \'true\'\n  g: "　"\n'

    found = laid_out(text)

    assert yaml.safe_load(text) == yaml.safe_load(found)
    assert "g: '　'\n" in found


def test_folded_and_kept_blocks_stay():
    text = (
        "rules:\n  a:\n    help: >-\n        one\n        two\n    message: |+\n      x\n\n    topic: table\n"
    )

    assert yaml.safe_load(text) == yaml.safe_load(laid_out(text))


def test_what_is_no_yaml_is_left_and_told():
    result = formatted(b"rules: {a: [}", "<pack>")

    assert (result.changed, result.text) == (False, "rules: {a: [}")
    assert result.diagnostics[0].place is not None


def test_faulty_rule_is_left_as_it_is():
    text = "rules:\n  a:\n    check: |\n      each  row of: =\n"

    assert laid_out(text) == text


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_files_keep_comments_and_are_done_at_once(file):
    text = file.read_text("utf-8")

    once = formatted(text.encode(), str(file))
    again = formatted(once.text.encode(), str(file))

    assert once.diagnostics == ()
    assert once.text == again.text
    assert Counter(one.strip() for one in COMMENT.findall(text)) == Counter(
        one.strip() for one in COMMENT.findall(once.text)
    )


def meaning(pack):
    """What a pack says, without where."""
    return (
        pack.schema,
        pack.recognition,
        pack.correspondence,
        pack.sample,
        {
            key: (
                rule.title,
                rule.severity,
                rule.ground,
                rule.topic,
                rule.basis,
                rule.help,
                rule.merge,
                rule.wording,
                rule.quotes,
                rule.syntax,
                [(grade.severity, grade.condition.syntax) for grade in rule.grades]
                if rule.grades and hasattr(rule.grades[0].condition, "syntax")
                else len(rule.grades),
                [(one.verdict, one.changes, one.expect, one.open) for one in rule.examples],
            )
            for key, rule in pack.rules.items()
        },
    )


def test_formatted_packs_mean_the_same(tmp_path):
    paths = [*(ROOT / "rules" / "packs").iterdir(), ROOT / "tests/fixtures/packs/fictitious"]
    for folder in (path for path in paths if path.is_dir()):
        (tmp_path / folder.name).mkdir()
        for file in folder.glob("*.yaml"):
            text = formatted(file.read_bytes(), str(file)).text
            (tmp_path / folder.name / file.name).write_text(text, "utf-8")
    old = Library(paths, cache=PackCache(None))
    new = Library(sorted(tmp_path.iterdir()), cache=PackCache(None))

    for pack in new.ids():
        assert new.load(pack).diagnostics == old.load(pack).diagnostics == ()
        assert meaning(new.load(pack).pack) == meaning(old.load(pack).pack)


def test_rules_turn_english_and_back_with_the_same_meaning(shelf, books):
    schema = shelf.library().load("books").pack.schema
    chinese = "当 报告.年度 ≥ 2024：借阅 每行：总计 = adult + child"

    english = reprinted(chinese, "en", schema)

    assert english == "when report.year >= 2024: each row of loans: total = adult + child"
    assert reprinted(english, "zh", schema).startswith("当 报告.年度 ≥ 2024：借阅 每行：")
    assert reprinted(english, None) == english


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("# before\na=b", "# before\na = b"),
        ("a=b # beside", "a = b  # beside"),
        ("a=b\n# below", "a = b\n# below"),
        (
            "each row of t:  # the rows\n# of all\na = b",
            "each row of t:  # the rows\n# of all\na = b",
        ),
        ("a = b\n  and c = d # one\n  and e = f", "a = b\nand c = d  # one\nand e = f"),
        ("甲 = “# none”", "甲 = “# none”"),
        ("a=", None),
    ],
)
def test_comments_of_a_rule_stay(text, found):
    assert reprinted(text, None) == found


words = st.sampled_from(
    ["甲", "a b", "1", "it's", "x: y", "#no", "- z", "true", "", "é\t", "“q”", "　", "a\nb\n"]
)
comments = st.sampled_from(["# one", "# 二", "#three"])
trees = st.recursive(
    words,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["title", "rules", "help", "键", "a b", "z"]), inner, max_size=3)
    ),
    max_leaves=8,
)


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(st.sampled_from(["rules", "title", "sample", "tables"]), trees, min_size=1), st.data())
def test_any_file_keeps_its_comments_and_is_done_at_once(tree, data):
    style = data.draw(st.sampled_from([None, True, False]))
    lines = yaml.safe_dump(tree, allow_unicode=True, default_flow_style=style, width=60).splitlines()
    place = data.draw(st.integers(0, len(lines)))
    lines.insert(place, data.draw(comments))
    text = "\n".join(lines) + "\n"
    if _data(text) != tree:  # the comment fell into a text
        return

    once = formatted(text.encode(), "<pack>")
    again = formatted(once.text.encode(), "<pack>")

    assert once.diagnostics == ()
    assert once.text == again.text
    assert _data(once.text) == tree
    assert lines[place] in once.text


def _data(text: str) -> object:
    try:
        return yaml.safe_load(text)
    except yaml.YAMLError:
        return None
