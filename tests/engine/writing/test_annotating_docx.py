"""Comments in copies of Word files: where they stand, what they say, and that nothing else changes."""

import io
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from gouji.engine.office.ledger import Ledger
from gouji.engine.office.ledger_merging import merge
from gouji.engine.office.settings import OfficeSettings
from gouji.engine.reading.document import Location, Paragraph, Table
from gouji.engine.reading.docx_names import TEXT, WORD
from gouji.engine.reading.reading import read_bytes
from gouji.engine.writing.annotating import annotated, annotated_originals, kept
from gouji.engine.writing.annotating_docx import ANCHORS, annotated_docx
from gouji.engine.writing.comment_words import Comment, comments
from gouji.engine.writing.docx_places import Places
from gouji.engine.writing.ledger_items import ledger_items
from gouji.engine.writing.matters import matters
from gouji.grammar.catalogue import render
from gouji.grammar.messages import Message
from lxml import etree

EXAMPLES = Path(__file__).resolve().parents[3] / "examples" / "reports"
MAIN = "word/document.xml"
OFFICE = OfficeSettings(office="云岭市政务公开办公室", day=date(2032, 1, 12))
SPACES = f'xmlns:w="{WORD[1:-1]}" xmlns:v="urn:schemas-microsoft-com:vml"'


def saved(document):
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def parts(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_body(xml):
    """A Word file with this body, as no office program here would write it."""
    found = parts(saved(docx.Document()))
    found[MAIN] = f"<w:document {SPACES}><w:body>{xml}</w:body></w:document>".encode()
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in found.items():
            archive.writestr(name, data)
    return stream.getvalue()


def bare(data, below=0):
    """The main part without the anchors of comments numbered ``below`` or more, in canonical form."""
    root = etree.fromstring(parts(data)[MAIN])
    for mark in [one for one in root.iter(*ANCHORS) if int(one.get(f"{WORD}id")) >= below]:
        parent = mark.getparent()
        parent.remove(mark)
        if parent.tag == f"{WORD}r" and len(parent) == 0:
            parent.getparent().remove(parent)
    return etree.tostring(root, method="c14n")


def marked(data):
    """The words between the anchors of each comment, by its number, and the text of the comment."""
    root = etree.fromstring(parts(data)[MAIN])
    open_, found = {}, {}
    for element in root.iter():
        if element.tag == ANCHORS[0]:
            open_[element.get(f"{WORD}id")] = []
        elif element.tag == ANCHORS[1]:
            number = element.get(f"{WORD}id")
            found[number] = "".join(open_.pop(number))
        elif element.tag == TEXT:
            for words in open_.values():
                words.append(element.text or "")
    told = {str(one.comment_id): one.text for one in docx.Document(io.BytesIO(data)).comments}
    assert told.keys() == found.keys()
    return [(found[number], told[number]) for number in sorted(found, key=int)]


def noted(data, *notes):
    return annotated_docx(data, MAIN, [Comment(place, quote, text) for place, quote, text in notes], OFFICE)


def paragraph(*runs):
    return "<w:p>" + "".join(f"<w:r><w:t>{run}</w:t></w:r>" for run in runs) + "</w:p>"


def cell(text):
    return f"<w:tc>{text}</w:tc>"


TANGLED = (
    paragraph("序言")
    + f"<w:sdt><w:sdtContent>{paragraph('控件里的段落')}</w:sdtContent></w:sdt>"
    + "<w:p><w:pPr><w:jc/></w:pPr><w:ins><w:r><w:t>插入的话。</w:t></w:r></w:ins><w:del><w:r>"
    + "<w:delText>删去</w:delText></w:r></w:del><w:r><w:t>后面的话。</w:t></w:r></w:p>"
    + "<w:p><w:r><w:pict><v:textbox><w:txbxContent><w:p><w:r><w:t>框里</w:t></w:r></w:p><w:tbl><w:tr>"
    + cell(paragraph("框中表"))
    + "</w:tr></w:tbl></w:txbxContent></v:textbox></w:pict></w:r></w:p>"
    + "<w:tbl><w:tr>"
    + cell(
        f"<w:tbl><w:tr>{cell(paragraph('套在里面'))}{cell('<w:p/>')}</w:tr></w:tbl>{paragraph('外框的话')}"
    )
    + "</w:tr></w:tbl>"
    + "<w:tbl><w:tr>"
    + f'<w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>{paragraph("并")}</w:tc>'
    + f"{cell(paragraph('甲'))}</w:tr>"
    + f"<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc><w:sdt><w:sdtContent>{cell(paragraph('乙'))}"
    + "</w:sdtContent></w:sdt></w:tr></w:tbl>"
    + paragraph("末段")
)


@pytest.mark.parametrize(
    "data",
    [with_body(TANGLED), *(path.read_bytes() for path in sorted(EXAMPLES.glob("*.docx")))],
    ids=["tangled", *(path.stem for path in sorted(EXAMPLES.glob("*.docx")))],
)
def test_locations_lead_to_where_they_were_read(data):
    document = read_bytes(data, "a.docx")
    places = Places(etree.fromstring(parts(data)[MAIN]))
    told = [(one.location, one.text) for one in document.blocks if isinstance(one, Paragraph)]
    for table in (one for one in document.blocks if isinstance(one, Table)):
        told += [(one.location, one.text) for one in table.cells]

    assert len(told) > 8
    for location, text in told:
        found = places.paragraphs(location)
        words = "".join("".join(one.itertext(TEXT)) for one in found)
        assert "".join(text.split()) in "".join(words.split()), location


def test_comments_stand_at_cells_and_sentences_and_the_text_stays():
    data = with_body(TANGLED)
    copy = noted(
        data,
        (Location(table=4, row=1, cell=2), "", "格"),
        (Location(table=4, row=2, cell=2), "", "控件里的格"),
        (Location(table=4, row=1, cell=1), "", "并格"),
        (Location(paragraph=3), "后面的话", "句"),
        (Location(paragraph=3), "插入的话", "插入"),
        (Location(paragraph=3), "没有的话", "段"),
        (Location(table=2, row=1, cell=1), "外框", "框"),
        (None, "", "全文"),
    )

    assert marked(copy) == [
        ("甲", "格"),
        ("乙", "控件里的格"),
        ("并", "并格"),
        ("后面的话。", "句"),
        ("插入的话。", "插入"),
        ("插入的话。后面的话。", "段"),
        ("外框的话", "框"),
        ("序言", "全文"),
    ]
    assert bare(copy) == bare(data)


def test_a_quote_over_several_runs_is_marked_whole():
    data = with_body(paragraph("本年", "收到 ３", "件，", "都已答复。"))

    assert marked(noted(data, (Location(paragraph=1), "收到3件", "数"))) == [("收到 ３件，", "数")]


def test_an_empty_cell_and_several_comments_at_one_place():
    document = docx.Document()
    table = document.add_table(1, 2)
    table.cell(0, 0).text = "3"
    data = saved(document)
    empty, full = (Location(table=1, row=1, cell=number) for number in (2, 1))
    copy = noted(data, (empty, "", "空"), (full, "", "一"), (full, "", "二"))

    assert marked(copy) == [("", "空"), ("3", "一"), ("3", "二")]
    assert bare(copy) == bare(data)
    body = etree.fromstring(parts(copy)[MAIN])
    inside = [mark.getparent().getparent().tag for mark in body.iter(ANCHORS[0])]
    assert inside == [qn("w:tc")] * 3


def test_comments_that_are_there_stay():
    document = docx.Document()
    first = document.add_paragraph("第一段")
    document.add_comment(first.runs, "原有的批注", author="别人", initials="别")
    data = saved(document)
    copy = noted(data, (Location(paragraph=1), "", "新的"))

    assert [(one.author, one.text) for one in docx.Document(io.BytesIO(copy)).comments] == [
        ("别人", "原有的批注"),
        ("云岭市政务公开办公室", "新的"),
    ]
    assert bare(copy, below=1) == bare(data, below=1)


def test_all_other_parts_are_as_they_were():
    data = (EXAMPLES / "wrong-cell.docx").read_bytes()
    before, after = parts(data), parts(noted(data, (Location(paragraph=1), "", "甲")))
    changed = {name for name in after if after[name] != before.get(name)}

    assert changed == {MAIN, "word/comments.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"}
    assert before.keys() < after.keys()
    assert b"gouji" not in after["word/comments.xml"]


def test_words_of_files_are_inert_in_comments(one_wrong_cell):
    bad = replace(
        matters(one_wrong_cell.outcome, "zh")[0], problem="<script>\x1b[31m\u202e坏\uffff", expected=""
    )
    (comment,) = comments([bad], "zh")[:1]
    copy = noted(saved(docx.Document()), (None, "", comment.text))
    empty = with_body(paragraph("甲"))

    assert marked(noted(empty, (None, "", comment.text)))[0][1] == comment.text
    assert not set("\x1b\u202e\uffff") & set(comment.text)
    assert copy


def test_what_a_cell_holds_and_should_hold_is_said_at_the_cell(one_wrong_cell):
    found = comments(matters(one_wrong_cell.outcome, "zh"), "zh")

    assert found[0].text.startswith("【必须改】此格现填 0，应为 3。")
    assert found[0].location == matters(one_wrong_cell.outcome, "zh")[0].cells[0].fact.location
    assert "loans-" not in "".join(one.text for one in found)


def test_of_several_cells_all_are_named_at_the_first(two_wrong_cells):
    (matter,) = matters(two_wrong_cells.outcome, "zh")
    (found,) = comments([matter], "zh")

    assert matter.where in found.text
    assert found.location == matter.cells[0].fact.location


def test_a_cause_that_is_open_has_one_comment(open_cause):
    first = comments(matters(open_cause.outcome, "en"), "en")[0]

    assert first.text.startswith("[must change] ")
    assert "should be" not in first.text


@pytest.mark.parametrize(
    "data",
    [b"", b"PK\x05\x06" + b"\0" * 18, "正文".encode(), b"%PDF-1.7"],
    ids=["empty", "empty archive", "text", "pdf"],
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_other_files_are_told_to_take_no_comments(data, language):
    told = annotated(data, "年报.pdf", (), OFFICE, language)

    assert isinstance(told, Message)
    assert "年报.pdf" in render(told, language)


def test_a_file_in_an_unusual_shape_is_told_to_take_no_comments():
    found = parts(saved(docx.Document()))
    for bad in (b"<a/>", b"<!DOCTYPE a><a/>", b"\x00"):
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as archive:
            for name, data in {**found, MAIN: bad}.items():
                archive.writestr(name, data)

        assert isinstance(annotated(stream.getvalue(), "a.docx", (), OFFICE, "zh"), Message)


def test_names_that_lead_out_of_a_package_are_left_out_of_the_copy():
    found = {**parts(with_body(paragraph("甲"))), "../../evil.txt": b"x", "/abs.xml": b"x"}
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in found.items():
            archive.writestr(name, data)
    copy = noted(stream.getvalue(), (None, "", "甲"))

    assert not {"../../evil.txt", "/abs.xml"} & parts(copy).keys()


@pytest.fixture
def original():
    """A file whose first table is where the report of the fixtures has it."""
    document = docx.Document()
    document.add_paragraph("松溪市图书馆2031年借阅年报")
    for at in range(2, 8):
        document.add_paragraph(f"第{at}段")
    document.add_table(12, 7)
    return saved(document)


def test_originals_are_copied_under_safe_names_of_their_own(one_wrong_cell, clean, unreadable, original):
    hostile = replace(one_wrong_cell, file="../../CON.docx")
    results = [one_wrong_cell, clean, unreadable, replace(one_wrong_cell, file="另/松溪.docx"), hostile]
    found = list(annotated_originals(results, lambda _: original, OFFICE, "zh"))

    assert [(one.file, one.name) for one in found] == [
        ("年报/松溪.docx", "松溪.docx"),
        ("另/松溪.docx", "松溪(2).docx"),
        ("../../CON.docx", "_CON.docx"),
    ]
    assert all(len(marked(one.outcome)) == len(marked(found[0].outcome)) > 1 for one in found)


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("a/b.do\u202ecx", "b.docx"),
        ("a\\..\\nul.txt.docx", "_nul.txt.docx"),
        ("...docx", "_.docx"),
        ("a|b<c>.docx", "abc.docx"),
        ("报告 . .docx", "报告.docx"),
    ],
)
def test_names_of_copies_are_safe(one_wrong_cell, original, file, name):
    (found,) = annotated_originals([replace(one_wrong_cell, file=file)], lambda _: original, OFFICE, "zh")

    assert found.name == name


def test_a_file_that_cannot_be_read_again_is_told(one_wrong_cell, unreadable):
    (found,) = annotated_originals([one_wrong_cell], lambda _: unreadable.outcome, OFFICE, "zh")

    assert (found.name, found.outcome) == ("", unreadable.outcome.message)


def test_a_report_in_several_files_has_comments_in_each(one_wrong_cell, original):
    told = matters(one_wrong_cell.outcome, "zh")
    elsewhere = one_wrong_cell.outcome.causes[0]
    (cell,) = elsewhere.alternatives[0].cells
    fact = replace(cell.fact, location=replace(cell.fact.location, file="表.docx"))
    alternative = replace(elsewhere.alternatives[0], cells=(replace(cell, fact=fact),))
    outcome = replace(one_wrong_cell.outcome, causes=(replace(elsewhere, alternatives=(alternative,)),))
    asked = []

    def data_of(name):
        asked.append(name)
        return original

    own, other = annotated_originals([replace(one_wrong_cell, outcome=outcome)], data_of, OFFICE, "zh")

    assert asked == ["年报/松溪.docx", "年报/表.docx"]
    assert [len(marked(one.outcome)) for one in (own, other)] == [1, 1]
    assert "此格现填 0" in marked(other.outcome)[0][1]
    assert len(told) == 2


def test_only_what_people_returned_is_said_in_their_words(one_wrong_cell, unreadable, original):
    found = ledger_items([one_wrong_cell], "zh")
    ledger = merge(Ledger(), found.items, found.reports, "zh")
    assert kept(one_wrong_cell, ledger, "zh") == ()
    words = {**ledger.rows[0].words, "decision": "退回", "problem": "总计没有加上", "advice": "改正后重报"}
    ledger = replace(ledger, rows=(replace(ledger.rows[0], words=words), *ledger.rows[1:]))
    (copy,) = annotated_originals([one_wrong_cell], lambda _: original, OFFICE, "zh", ledger)

    assert kept(unreadable, ledger, "zh") == ()
    ((_, text),) = marked(copy.outcome)
    first = text.splitlines()[0]
    assert (first[:15], first[-6:]) == ("【必须改】总计没有加上。本行：", "改正后重报。")
