import pytest
from gouji.engine.writing.cells import cells
from gouji.engine.writing.frames import write_diagnostics
from gouji.engine.writing.sheet import Sheet
from gouji.grammar.diagnostics import Diagnostic, Place, Position
from gouji.grammar.messages import message

LINE = '    check: "“甲”表 每行：总记 = 合计(各列)"'


def fault(line=1, start=21, stop=23, file="pack.yaml", level="error", help_=None):
    place = Place(file, Position(line, start), Position(line, stop))
    return Diagnostic("writing.all_zero", message("writing.all_zero"), place, level, help_)


def written(*faults, lines=(LINE,), language="zh", width=80):
    sheet = Sheet(width)
    write_diagnostics(sheet, faults, language, lambda file: lines)
    return sheet.plain()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_faults_with_their_lines(language, snapshot):
    faults = (
        fault(line=2, start=5, stop=9, level="warning"),
        fault(help_=message("cli.did_you_mean", name="总计")),
        Diagnostic("writing.all_zero", message("writing.all_zero"), None),
    )

    assert snapshot == written(*faults, lines=(LINE, "\tnote: 甲"), language=language)


def test_the_underline_stands_under_the_words():
    frame = written(fault()).splitlines()
    source, underline = frame[3], frame[4]
    at = source.index("总记")

    assert cells(source[:at]) == cells(underline[: underline.index("^")])
    assert "^" * cells("总记") == underline.strip(" |\u3000")


def test_a_long_line_is_cut_around_the_fault():
    long = "甲" * 100 + "错" + "乙" * 100
    frame = written(fault(start=101, stop=102), lines=(long,)).splitlines()

    assert "错" in frame[3]
    assert all(cells(line) <= 80 for line in frame)


def test_a_fault_longer_than_the_line_is_cut():
    frame = written(fault(start=1, stop=200), lines=("甲" * 200,)).splitlines()

    assert all(cells(line) <= 80 for line in frame)


def test_faults_come_in_the_order_of_files_and_lines():
    text = written(fault(line=3, file="b"), fault(line=9, file="a"), fault(line=2, file="b"), lines=())

    assert [line.split()[-1] for line in text.splitlines() if "-->" in line] == ["a:9:21", "b:2:21", "b:3:21"]


def test_a_place_beyond_the_file_costs_only_the_frame():
    assert "pack.yaml:7:21" in written(fault(line=7), lines=("x",))


def test_a_file_that_is_gone_costs_only_the_frame(tmp_path):
    sheet = Sheet()
    write_diagnostics(sheet, [fault(file=str(tmp_path / "gone.yaml"))], "zh")

    assert "gone.yaml" in sheet.plain()


def test_the_lines_of_a_real_file_are_shown(tmp_path):
    path = tmp_path / "pack.yaml"
    path.write_text(LINE, "utf-8")
    sheet = Sheet()
    write_diagnostics(sheet, [fault(file=str(path))], "zh")

    assert "每行：总记" in sheet.plain()
