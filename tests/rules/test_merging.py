"""Packs that extend packs: what is laid on what, in which order, and whose each thing remains."""

from __future__ import annotations

import pytest
from gouji.grammar.messages import Text
from gouji.rules.files import PackFiles
from gouji.rules.loading import Loader


def overlay(body: str = "", *, pack: str = "town", extends: str = "[books]", head: str = "") -> str:
    return f"pack: {pack}\nlanguage: 1\nversion: 1\ntitle: 本地要求\nextends: {extends}\n{head}{body}"


def rows(loaded) -> list[str]:
    return [item.key for top in loaded.pack.schema.tables["loans"].rows for item in top.walk()]


def test_overlay_changes_one_thing_and_keeps_the_rest(shelf, books):
    loaded = shelf.load("town", pack=overlay("rules:\n  row-total: {severity: warning, help: 请核对}\n"))
    rule = loaded.pack.rules["row-total"]

    assert loaded.diagnostics == ()
    assert ("warning", Text("请核对", "请核对"), "arithmetic") == (rule.severity, rule.help, rule.ground)
    assert ("books", str(books / "rules.yaml")) == (rule.pack, rule.place.file)
    assert str(books / "rules.yaml") == rule.source.file


def test_overlay_adds_a_rule_of_its_own(shelf, books):
    new = shelf.RULE.replace("row-total", "local-rule")
    loaded = shelf.load("town", pack=overlay(new))

    assert {key: rule.pack for key, rule in loaded.pack.rules.items()} == {
        "row-total": "books",
        "local-rule": "town",
    }


def test_rule_removed_and_declared_anew_belongs_to_who_declared_it_last(shelf, books):
    shelf.write("town", pack=overlay("rules: {row-total: null}\n"))
    loaded = shelf.load("village", pack=overlay(shelf.RULE, pack="village", extends="[town]"))

    assert loaded.pack.rules["row-total"].pack == "village"


def test_null_removes_a_row_a_rule_and_a_table(shelf, books):
    body = "tables:\n  loans: {rows: {used: {rows: {lost: null}}}}\nrules: {row-total: ~}\n"
    loaded = shelf.load("town", pack=overlay(body))

    assert rows(loaded) == ["bought", "used", "used.lent", "used.total"]
    assert loaded.pack.rules == {}
    assert (
        "loans"
        not in shelf.load(
            "empty", pack=overlay("tables: {loans: }\nrules: {row-total: }\n", pack="empty")
        ).pack.schema.tables
    )


def test_new_rows_go_last_or_after_the_one_they_name(shelf, books):
    new = "{c: 丙, b: {label: 乙, after: a}, a: {label: 甲, after: bought}}"
    body = f"tables: {{loans: {{rows: {new}}}}}\n"
    loaded = shelf.load("town", pack=overlay(body))

    assert rows(loaded) == ["bought", "a", "b", "used", "used.lent", "used.lost", "used.total", "c"]


def test_after_moves_what_is_there(shelf, books):
    loaded = shelf.load("town", pack=overlay("tables: {loans: {rows: {bought: {after: used}}}}\n"))

    assert rows(loaded) == ["used", "used.lent", "used.lost", "used.total", "bought"]


def test_short_and_full_form_of_a_row_merge(shelf, books):
    body = "tables:\n  loans:\n    columns: {adult: 成年读者, child: {aliases: [儿童]}}\n"
    columns = shelf.load("town", pack=overlay(body)).pack.schema.tables["loans"].columns

    assert [(item.label, item.aliases) for item in columns] == [
        ("成年读者", ()),
        ("少儿", ("儿童",)),
        ("总计", ()),
    ]


def test_lists_are_replaced(shelf, books):
    shelf.write("town", pack=overlay("sections: {summary: {aliases: [甲, 乙]}}\n"))
    loaded = shelf.load(
        "village", pack=overlay("sections: {summary: {aliases: [丙]}}\n", pack="village", extends="[town]")
    )

    assert loaded.pack.schema.sections["summary"].aliases == ("丙",)


def test_lineage_is_recorded_nearest_first_and_hashed_as_a_whole(shelf, books):
    shelf.write("town", pack=overlay())
    village = shelf.load("village", pack=overlay(pack="village", extends="[town]")).pack
    shelf.write("books", pack=shelf.HEAD + "# changed\n")
    again = shelf.load("village").pack

    assert village.lineage == ("town", "books")
    assert village.sha256 != again.sha256
    assert len(village.sha256) == 64


def test_common_ancestor_is_laid_down_once_and_undoes_nothing(shelf, books):
    shelf.write("left", pack=overlay("sections: {summary: {title: 左}}\n", pack="left"))
    shelf.write("right", pack=overlay("rules: {row-total: {severity: info}}\n", pack="right"))
    loaded = shelf.load("both", pack=overlay(pack="both", extends="[left, right]"))

    assert loaded.pack.lineage == ("right", "left", "books")
    assert loaded.pack.schema.sections["summary"].title == "左"


def test_overlay_inherits_years_and_document_but_not_its_name(shelf, books):
    shelf.write(
        "books", pack=shelf.HEAD + "document: 借办〔2001〕1号\nauthority: 图书办\nverified_through: 2009\n"
    )
    pack = shelf.load("town", pack=overlay()).pack

    assert (
        pack.id,
        pack.document,
        pack.authority,
        pack.years,
        pack.verified_through,
    ) == ("town", "借办〔2001〕1号", "图书办", (2001, None), 2009)
    assert pack.title.zh == "本地要求"


def test_years_said_anew_are_not_mixed_with_inherited_ones(shelf, books):
    shelf.write("books", pack=shelf.HEAD.replace("{from: 2001}", "{from: 2001, to: 2004}"))
    pack = shelf.load("town", pack=overlay(head="years: {from: 2005}\n")).pack

    assert pack.years == (2005, None)


@pytest.mark.parametrize(
    ("packs", "expected"),
    [
        ({"town": {}}, ("town",)),
        ({"town": {}, "village": {"extends": "[town]"}}, ("village", "town")),
        ({"town": {"head": "years: {from: 2005}\n"}, "village": {"extends": "[town]"}}, ("village",)),
        ({"town": {"head": "years: {from: 2005}\n"}}, ()),
        ({"town": {"head": "abstract: true\n"}}, ()),
    ],
)
def test_packs_that_only_change_a_form_are_its_overlays(shelf, books, packs, expected):
    for name, options in packs.items():
        shelf.write(name, pack=overlay(pack=name, **options))

    assert expected == shelf.load(list(packs)[-1]).pack.overlays
    assert shelf.load("books").pack.overlays == ()


def test_abstract_pack_may_name_what_its_heirs_declare(shelf):
    head = "pack: common\nlanguage: 1\nversion: 1\ntitle: 通用\nabstract: true\n"
    shelf.write("common", pack=head, rules=shelf.RULE)
    common = shelf.load("common")
    books = shelf.load("books", pack=shelf.HEAD + "extends: [common]\n", form=shelf.FORM)

    assert (common.diagnostics, common.pack.abstract, common.pack.rules) == ((), True, {})
    assert (books.diagnostics, books.pack.rules["row-total"].pack) == ((), "common")
    assert [form.id for form in shelf.library().forms() if form.id in {"books", "common"}] == ["books"]


def test_syntax_of_an_abstract_pack_is_judged(shelf):
    head = "pack: common\nlanguage: 1\nversion: 1\ntitle: 通用\nabstract: true\n"
    loaded = shelf.load("common", pack=head, rules=shelf.RULE.replace("借阅 每行：", "借阅 每行 每行"))

    assert loaded.diagnostics[0].code.startswith("syntax.")


def test_circle_of_packs_is_told_where_it_closes(shelf):
    shelf.write("a", pack=overlay(pack="a", extends="[b]"))
    loaded = shelf.load("b", pack=overlay(pack="b", extends="[a]"))

    assert loaded.pack is None
    assert shelf.found(loaded) == [("pack.cyclic_extends", 5, 11)]


def test_pack_cannot_extend_itself(shelf):
    assert shelf.found(shelf.load("a", pack=overlay(pack="a", extends="[a]"))) == [
        ("pack.cyclic_extends", 5, 11)
    ]


def test_endless_chain_of_packs_is_refused(shelf):
    for number in range(60):
        shelf.write(f"p{number}", pack=overlay(pack=f"p{number}", extends=f"[p{number + 1}]"))

    assert shelf.found(shelf.load("p0")) == [("pack.too_deep", 5, 11)]


def test_pack_found_under_another_id_than_it_declares_ends(shelf):
    files = PackFiles({"pack.yaml": b"pack: a\nextends: [b, c]\n"}, {"pack.yaml": "pack.yaml"})
    codes = [fault.code for fault in Loader(lambda _: files, lambda: ()).load(files).loaded.diagnostics]

    assert "pack.cyclic_extends" in codes


def test_unknown_ancestor_comes_with_the_nearest_name(shelf, books):
    loaded = shelf.load("town", pack=overlay(extends="[bocks]"))
    [fault] = loaded.diagnostics

    assert shelf.found(loaded) == [("pack.unknown_extends", 5, 11)]
    assert fault.help.arguments == (("name", "books"),)


def test_faults_of_an_ancestor_are_told_where_they_stand(shelf, books):
    shelf.write("books", form=shelf.FORM.replace("number: 二", "nummer: 二"))
    loaded = shelf.load("town", pack=overlay())

    assert {str(books / "form.yaml")} == {fault.place.file for fault in loaded.diagnostics}
    assert shelf.found(loaded) == [("pack.unknown_key", 3, 13)]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("rules: {row-totl: null}\n", ("pack.nothing_to_remove", 6, 9)),
        ("tables: {loans: {rows: {bougt: null}}}\n", ("pack.nothing_to_remove", 6, 25)),
        ("tables: {loans: {rows: {gift: {label: 赠, after: bougt}}}}\n", ("pack.unknown_after", 6, 49)),
        ("tables: {loans: {rows: {gift: {label: 赠, after: gift}}}}\n", ("pack.cyclic_after", 6, 49)),
        ("rules: {row-totl: {severity: info}}\n", ("pack.missing_key", 6, 9)),
    ],
)
def test_change_of_something_that_is_not_there(shelf, books, body, expected):
    loaded = shelf.load("town", pack=overlay(body))

    assert expected in shelf.found(loaded)
    assert "cyclic" in expected[0] or loaded.diagnostics[0].help is not None


def test_rule_that_removes_nothing_does_not_sink_the_rest(shelf, books):
    loaded = shelf.load("town", pack=overlay("rules: {row-totl: null}\n"))

    assert list(loaded.pack.rules) == ["row-total"]
    assert [fault.rule for fault in loaded.diagnostics] == ["row-totl"]


def test_null_where_nothing_was_is_no_fault_for_an_optional_key(shelf, books):
    assert shelf.load("town", pack=overlay("rules: {row-total: {merge: null, help: ~}}\n")).diagnostics == ()


def test_overlay_disables_a_rule_with_a_reason(shelf, books):
    rule = shelf.load("town", pack=overlay("rules: {row-total: {disabled: 本地不用}}\n")).pack.rules[
        "row-total"
    ]

    assert Text("本地不用", "本地不用") == rule.disabled


EARLIER = """\
pack: old
language: 1
version: 1
title: 旧格式
years: {to: 2000}
sections: {lending: {number: 一, title: 借阅}}
tables:
  loans:
    section: lending
    columns: {adult: 成人, total: 总计}
    rows: {post: 邮寄, web: 网上, used: 使用}
"""


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("bought: [post, web]", {("bought",): (("post",), ("web",))}),
        ("bought: post", {("bought",): (("post",),)}),
        ("used: [used.lent, used.lost, used.total]", {("used",): (("used",),)}),
        ("web: [bought]", {("bought",): (("web",),)}),
        ("web: []", {}),
    ],
)
def test_correspondence_with_an_earlier_form(shelf, entry, expected):
    shelf.write("old", pack=EARLIER)
    loaded = shelf.load(
        "books", pack=f"{shelf.HEAD}from:\n  old: {{{entry}}}\n", form=shelf.FORM, rules=shelf.RULE
    )

    assert loaded.diagnostics == ()
    assert expected == loaded.pack.correspondence["old"]


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("old: {bought: [pots]}", ("pack.unknown_path", 7, 18)),
        ("old: {boght: [post]}", ("pack.unknown_path", 7, 9)),
        ("old: {web: [used.lent, used.los]}", ("pack.unknown_path", 7, 26)),
        ("old: {web: [bought, used.lent]}", ("pack.no_group", 7, 9)),
        ("old: [bought]", ("pack.expected_mapping", 7, 8)),
        ("odl: {bought: [post]}", ("pack.unknown_pack", 7, 3)),
    ],
)
def test_fault_of_a_correspondence(shelf, entry, expected):
    shelf.write("old", pack=EARLIER)

    assert [expected] == shelf.found(
        shelf.load("books", pack=f"{shelf.HEAD}from:\n  {entry}\n", form=shelf.FORM)
    )
