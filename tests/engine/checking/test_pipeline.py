"""From a file to its findings."""

from gouji.engine.checking.result import CheckedReport
from gouji.engine.pipeline import CheckOptions, check_document, check_file
from gouji.engine.reading.document import Document, FileFormat, Location, Paragraph, Unreadable


class Shelf:
    """A library that holds one form."""

    def __init__(self, *forms):
        self._forms = forms

    def forms(self):
        return self._forms


def document(*lines):
    paragraphs = tuple(Paragraph(text, Location(paragraph=n)) for n, text in enumerate(lines, 1))
    return Document("年报.txt", FileFormat.TEXT, "0" * 64, paragraphs)


def shelf(village):
    return Shelf(village.pack(village.rule("each section: is present"), village.rule("1 = 2", id="never")))


LINES = ("一、概况", "全年开放。", "二、借阅", "见下表。", "四、打算", "扩建。")


def test_a_document_is_bound_and_checked(village):
    checked = check_document(document(*LINES), shelf(village))

    assert isinstance(checked, CheckedReport)
    assert [(one.rule.id, one.instance) for one in checked.findings] == [("never", ""), ("r", "money")]


def test_options_choose_rules(village):
    checked = check_document(document(*LINES), shelf(village), CheckOptions(rules=frozenset({"r"})))

    assert isinstance(checked, CheckedReport)
    assert [one.rule.id for one in checked.findings] == ["r"]


def test_a_file_is_read_first(village, tmp_path):
    path = tmp_path / "年报.txt"
    path.write_text("\n".join(LINES), encoding="utf-8")

    assert isinstance(check_file(path, shelf(village)), CheckedReport)


def test_a_file_that_is_not_there_is_unreadable(village, tmp_path):
    assert isinstance(check_file(tmp_path / "无.txt", shelf(village)), Unreadable)


def test_a_document_that_is_no_report_is_unreadable(village):
    found = check_document(document("菜谱", "白菜一棵"), shelf(village))

    assert isinstance(found, Unreadable)
    assert (found.code, found.name, found.sha256) == ("not_a_report", "年报.txt", "0" * 64)
