from gouji.engine.writing import extras
from gouji.grammar.catalogue import render


def test_an_extra_that_is_there():
    assert extras.missing("office") is None


def test_one_that_is_not_is_told_with_the_line_that_installs_it(monkeypatch):
    monkeypatch.setitem(extras.MODULES, "office", ("docx", "no_such_module"))

    assert 'pip install "gouji[office]"' in render(extras.missing("office"), "zh")
