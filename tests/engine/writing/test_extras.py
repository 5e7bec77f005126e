"""Parts of the installation that may be missing."""

import pytest
from gouji.engine.writing import extras
from gouji.grammar.catalogue import render


def test_what_is_installed_is_not_missing():
    assert extras.missing("office") is None


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_is_not_installed_is_told_with_the_line_that_installs_it(monkeypatch, language):
    monkeypatch.setitem(extras.MODULES, "office", ("openpyxl", "not_there_at_all"))

    assert "pip install 'gouji[office]'" in render(extras.missing("office"), language)
