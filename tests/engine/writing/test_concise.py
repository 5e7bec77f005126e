from gouji.engine.writing.concise import lines


def test_a_finding_is_one_line_with_its_place(one_wrong_cell):
    row, column, text = lines(one_wrong_cell, "zh")

    assert row == "年报/松溪.docx:table1:row7:cell6: error loans-row-total 总计列不等于各列之和"
    assert column == "年报/松溪.docx:table1:row8:cell6: error loans-column-total 总计行不等于各项之和"
    assert text.endswith(": warning plans-short 打算写得太短")


def test_a_clean_report_says_nothing(clean):
    assert list(lines(clean, "zh")) == []


def test_an_unreadable_file_is_a_line(unreadable):
    assert list(lines(unreadable, "en")) == ["旧.doc: unreadable unsupported could not be checked"]


def test_what_could_not_be_decided_is_a_line_without_escapes(undecided):
    found = list(lines(undecided, "zh"))

    assert all(": undetermined " in line and "\x1b" not in line and "\n" not in line for line in found)
    assert found
