import pytest
from gouji.engine.writing.rule_page import write_rule, write_rules
from gouji.engine.writing.sheet import Sheet


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("rule", ["loans-balance", "plans-short"])
def test_the_page_of_a_rule(rule, language, form, snapshot, monkeypatch):
    sheet = Sheet(80)
    write_rule(sheet, form.rules[rule], [form], language)
    page = sheet.plain()

    assert snapshot == page[: page.rindex("pack.yaml") - 40].rsplit("\n", 2)[0]
    assert "pack.yaml:" in page


def test_the_list_of_rules(form, snapshot):
    sheet = Sheet(80)
    write_rules(sheet, form.rules.values(), "zh")

    assert snapshot == sheet.plain()
