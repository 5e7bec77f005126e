"""What the page prints around the report is no part of it, and can be asked for by itself."""

from dataclasses import replace

from gouji.engine.binding.binding import Bound, bind
from gouji.engine.checking.checking import check
from gouji.engine.reading.document import Location, Paragraph
from gouji.engine.trial.sample import sample_document
from gouji.rules.library import Library

FOOTER = ("主办单位：东江市南屏区人民政府", "推荐使用IE8及以上版本浏览器浏览", "网站标识码：9999990001")


def failed(*lines):
    forms = Library().forms()
    source = sample_document(next(pack for pack in forms if pack.id == "cn-2021"))
    extra = tuple(Paragraph(text, Location(paragraph=90 + n)) for n, text in enumerate(lines))
    bound = bind(replace(source, blocks=(*source.blocks, *extra)), forms)
    assert isinstance(bound, Bound)
    return {finding.rule.id for finding in check(bound.report, bound.filled, bound.due).findings}


def test_the_footer_of_a_web_page_is_told_as_residue():
    assert failed(*FOOTER) - failed() == {"docx-residue"}


def test_a_report_without_a_footer_has_no_residue():
    assert "docx-residue" not in failed()
