"""Reports in several files, on invented organs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import PurePath

import pytest
from gouji.engine.binding.binding import Bound, bind
from gouji.engine.binding.grouping import grouped, sketch
from gouji.engine.binding.joining import together as put_together
from gouji.engine.reading.document import Document, FileFormat, Location, Paragraph, Table, Unreadable
from gouji.engine.reading.reading import read_bytes
from gouji.engine.trial.sample import sample_document
from gouji.grammar.catalogue import render
from gouji.grammar.messages import message
from gouji.rules.library import Library

FORMS = Library().forms()
FORM = next(form for form in FORMS if form.id == "cn-2021")
ORGAN = "云川市林业和草原局"
OTHER = "云川市水务局"
JPEG = b"\xff\xd8\xff\xe0aaaa"


@dataclass(frozen=True)
class Part:
    """A file of a folder and what reading it gave."""

    file: str
    found: Document | Unreadable


def report(organ: str = ORGAN, cells: dict[str, int] | None = None) -> Document:
    """The sample report, of an organ."""
    changes = {"cells": {"requests": cells}} if cells else {}
    document = sample_document(FORM, changes)
    blocks = [
        replace(block, text=block.text.replace(FORM.sample["organ"], organ))
        if isinstance(block, Paragraph)
        else block
        for block in document.blocks
    ]
    return replace(document, blocks=tuple(blocks))


def text_of(document: Document, *, keep: int = 0) -> Document:
    """The report without its tables but the first ``keep``."""
    tables = [block for block in document.blocks if isinstance(block, Table)][keep:]
    return replace(document, blocks=tuple(block for block in document.blocks if block not in tables))


def tables_of(document: Document, *names: str, title: str = "") -> Document:
    """A workbook of the report's tables (of those places named), with a title line."""
    tables = [block for block in document.blocks if isinstance(block, Table)]
    chosen = [tables[int(name)] for name in names] if names else tables
    first = [Paragraph(title, Location(sheet="表", row=1, cell=1))] if title else []
    placed = [
        replace(one, location=Location(sheet="表", table=n, row=n * 40, cell=1))
        for n, one in enumerate(chosen, 1)
    ]
    return replace(document, blocks=(*first, *placed), format=FileFormat.XLSX)


def part(file: str, found: Document | Unreadable) -> Part:
    return Part(file, replace(found, name=PurePath(file).name))


def scan(file: str) -> Part:
    return part(file, Unreadable("x", "scan", message("reading.scan"), message("reading.scan_advice")))


def together(*parts: Part) -> tuple[Part, ...]:
    """The reports of one folder, each with its document."""
    found = {one.file: one.found for one in parts}
    bound = {one.file: seen(one.found) for one in parts}
    sketches = [sketch(one.file, one.found, bound[one.file]) for one in parts]
    return tuple(Part(group.file, put_together(group, found, bound)) for group in grouped(sketches))


def seen(found: Document | Unreadable) -> Bound | None:
    bound = bind(found, FORMS) if isinstance(found, Document) else None
    return bound if isinstance(bound, Bound) else None


def files(parts: tuple[Part, ...]) -> list[str]:
    return [one.file for one in parts]


def notes(one: Part) -> list[str]:
    assert isinstance(one.found, Document)
    for language in ("zh", "en"):
        assert all(render(note, language) for note in one.found.notes)
    return [note.key.removeprefix("binding.") for note in one.found.notes]


def bound(one: Part) -> Bound:
    assert isinstance(one.found, Document)
    found = bind(one.found, FORMS)
    assert isinstance(found, Bound)
    return found


class TestTextAndTables:
    @pytest.mark.parametrize(
        ("word", "book", "title"),
        [
            (f"a/{ORGAN}年报.docx", f"a/{ORGAN}附表.xlsx", ""),
            ("a/正文.docx", "a/附表.xlsx", ""),
            ("a/正文.docx", "a/附表.xlsx", f"{ORGAN}2023年政府信息公开工作年度报告"),
            (f"a/{ORGAN}.docx", "a/林业和草原局表格.xlsx", ""),
            ("a/2023.docx", "a/2023.xlsx", ""),
        ],
    )
    def test_they_become_one_report(self, word: str, book: str, title: str):
        whole = report(cells={"received, total": 7})
        (one,) = together(part(word, text_of(whole)), part(book, tables_of(whole, title=title)))
        assert (one.file, notes(one)) == (word, ["joined_from"])
        found = bound(one).report
        assert found.tables.keys() == FORM.schema.tables.keys()
        assert [section.tables for section in found.sections] == [
            section.tables for section in _sections(whole)
        ]
        assert [section.lines for section in found.sections if not section.tables] != []

    def test_every_place_names_its_file(self):
        whole = report()
        (one,) = together(part("正文.docx", text_of(whole)), part("附表.xlsx", tables_of(whole)))
        assert isinstance(one.found, Document)
        named = {type(block).__name__: block.location.file for block in one.found.blocks}
        assert named == {"Paragraph": "正文.docx", "Table": "附表.xlsx"}
        inside = {
            cell.location.file
            for block in one.found.blocks
            if isinstance(block, Table)
            for cell in block.cells
        }
        assert inside == {"附表.xlsx"}

    def test_a_workbook_for_each_table(self):
        whole = report()
        books = [part(f"表{n}.xlsx", tables_of(whole, str(n))) for n in range(3)]
        (one,) = together(part("正文.docx", text_of(whole)), *books)
        assert notes(one) == ["joined_from"] * 3
        assert len(bound(one).report.tables) == 3

    def test_only_the_tables_that_lack_are_taken(self):
        whole = report()
        (one,) = together(part("正文.docx", text_of(whole, keep=1)), part("附表.xlsx", tables_of(whole)))
        assert notes(one) == ["joined_from", "tables_agree"]
        assert sum(isinstance(block, Table) for block in one.found.blocks) == 3  # type: ignore[union-attr]

    def test_text_beside_the_tables_goes_with_them(self):
        whole = report()
        book = tables_of(whole)
        note = Paragraph("注：含上年结转。", Location(sheet="表", row=200, cell=1))
        (one,) = together(
            part("正文.docx", text_of(whole)), part("附表.xlsx", replace(book, blocks=(*book.blocks, note)))
        )
        assert "注：含上年结转。" in [b.text for b in one.found.blocks if isinstance(b, Paragraph)]  # type: ignore[union-attr]

    def test_tables_of_a_missing_section_stand_at_the_end(self):
        whole = report()
        text = replace(
            whole, blocks=tuple(b for b in text_of(whole).blocks if "二、" not in getattr(b, "text", ""))
        )
        (one,) = together(part("正文.docx", text), part("附表.xlsx", tables_of(whole, "0")))
        assert isinstance(one.found, Document)
        assert isinstance(one.found.blocks[-1], Table)


def _sections(document: Document):
    found = bind(document, FORMS)
    assert isinstance(found, Bound)
    return found.report.sections


class TestCopies:
    def test_a_copy_of_the_tables_is_told(self):
        whole = report(cells={"received, total": 7})
        (one,) = together(part("年报.docx", whole), part("附表.xlsx", tables_of(whole)))
        assert notes(one) == ["tables_agree"]

    def test_other_numbers_in_the_copy_are_told(self):
        whole = report(cells={"received, total": 7})
        (one,) = together(
            part("年报.docx", whole), part("附表.xlsx", tables_of(report(cells={"received, total": 8})))
        )
        assert notes(one) == ["tables_differ"]
        assert "7≠8" in render(one.found.notes[0], "zh")  # type: ignore[union-attr]

    def test_two_copies_are_not_chosen_from(self):
        whole = report()
        parts = together(
            part("正文.docx", text_of(whole)),
            part("表一.xlsx", tables_of(whole)),
            part("表二.xlsx", tables_of(whole)),
        )
        assert files(parts) == ["正文.docx", "表一.xlsx", "表二.xlsx"]
        assert [notes(one) for one in parts] == [["tables_twice"], ["belongs_unclear"], ["belongs_unclear"]]


class TestApart:
    def test_tables_of_another_organ_stay_apart(self):
        whole = report()
        for book in (f"{OTHER}附表.xlsx", "附表.xlsx"):
            title = f"{OTHER}2023年政府信息公开工作年度报告" if book == "附表.xlsx" else ""
            parts = together(part("正文.docx", text_of(whole)), part(book, tables_of(whole, title=title)))
            assert files(parts) == ["正文.docx", book]

    def test_tables_of_another_year_stay_apart(self):
        whole = report()
        title = f"{ORGAN}2019年政府信息公开工作年度报告"
        assert (
            len(together(part("正文.docx", text_of(whole)), part("附表.xlsx", tables_of(whole, title=title))))
            == 2
        )

    def test_tables_that_could_belong_to_two_reports_are_noted(self):
        parts = together(
            part("甲.docx", text_of(report())),
            part("乙.docx", text_of(report(OTHER))),
            part("附表.xlsx", tables_of(report())),
        )
        assert files(parts) == ["甲.docx", "乙.docx", "附表.xlsx"]
        assert notes(parts[2]) == ["belongs_unclear"]

    def test_of_two_reports_the_named_one_gets_the_tables(self):
        parts = together(
            part("甲.docx", text_of(report())),
            part("乙.docx", text_of(report(OTHER))),
            part(f"{OTHER}附表.xlsx", tables_of(report())),
        )
        assert [notes(one) for one in parts] == [[], ["joined_from"]]

    def test_of_two_drafts_the_one_without_tables_gets_them(self):
        parts = together(
            part("初稿.docx", report()),
            part("正文.docx", text_of(report())),
            part(f"{ORGAN}表.xlsx", tables_of(report())),
        )
        assert [notes(one) for one in parts] == [[], ["joined_from"]]

    def test_tables_beside_a_file_that_cannot_be_read_stay_apart(self):
        broken = Unreadable("x", "damaged", message("reading.damaged"), message("reading.damaged_advice"))
        parts = together(
            part("正文.docx", text_of(report())),
            part("乙.docx", broken),
            part("附表.xlsx", tables_of(report())),
        )
        assert len(parts) == 3

    def test_whole_reports_and_other_documents_are_left_alone(self):
        letter = Document(
            "函.docx", FileFormat.DOCX, "0" * 64, (Paragraph("请查收。", Location(paragraph=1)),)
        )
        parts = (part("甲.docx", report()), part("函.docx", letter), part("乙.docx", report(OTHER)))
        assert together(*parts) == parts
        assert together(parts[0]) == parts[:1]


class TestScans:
    @pytest.mark.parametrize("name", ["年报.pdf", "盖章版.pdf", f"{ORGAN}（盖章）.pdf", "林业和草原局.pdf"])
    def test_a_scan_beside_its_original_is_told_and_not_unreadable(self, name: str):
        (one,) = together(part("年报.docx", report()), scan(name))
        assert notes(one) == ["stamped_scan"]
        assert render(one.found.notes[0], "zh") == f"{name}：盖章件，未核对（扫描件里没有文字）"  # type: ignore[union-attr]

    def test_photographs_of_its_pages_are_told_together(self):
        photographs = [Part(f"{n}.jpg", read_bytes(JPEG, f"{n}.jpg")) for n in (1, 2)]
        assert all(sketch(one.file, one.found).scan for one in photographs)
        (one,) = together(part("年报.docx", report()), *photographs)
        assert "1.jpg、2.jpg" in render(one.found.notes[0], "zh")  # type: ignore[union-attr]

    def test_text_tables_and_scan(self):
        parts = together(
            part("正文.docx", text_of(report())), part("附表.xlsx", tables_of(report())), scan("盖章.pdf")
        )
        assert [notes(one) for one in parts] == [["joined_from", "stamped_scan"]]

    def test_a_scan_without_its_original_stays_unreadable(self):
        parts = (part(f"{OTHER}.docx", report(OTHER)), scan(f"{ORGAN}.pdf"))
        assert together(*parts) == parts
        assert together(scan("甲.pdf"), scan("乙.pdf")) == (scan("甲.pdf"), scan("乙.pdf"))

    def test_a_scan_that_could_show_either_of_two_reports_stays_unreadable(self):
        parts = (part("甲.docx", report()), part("乙.docx", report(OTHER)), scan("扫描件.pdf"))
        assert together(*parts) == parts
