"""Comments as an office suite shows them: each beside its cell on the page."""

import ctypes
import subprocess

import pypdfium2
import pytest
from documents.office import MISSING, PROGRAM
from documents.word import word
from gouji.engine.office.settings import OfficeSettings
from gouji.engine.pipeline import CheckOptions, check_document
from gouji.engine.reading.reading import read_bytes
from gouji.engine.trial.sample import sample_document
from gouji.engine.writing.annotating import annotated
from gouji.engine.writing.comment_words import comments
from gouji.engine.writing.matters import matters
from gouji.rules.library import Library
from pypdfium2 import raw

WITH_NOTES = 'pdf:writer_pdf_Export:{"ExportNotes":{"type":"boolean","value":"true"}}'
CELLS = {
    "received, natural_person": 7,
    "received, total": 7,
    "handled.granted, natural_person": 7,
    "handled.granted, total": 5,
    "handled.total, natural_person": 7,
    "handled.total, total": 7,
}


def pdf(path, folder):
    command = [
        PROGRAM,
        f"-env:UserInstallation={(folder / 'settings').as_uri()}",
        "--headless",
        "--convert-to",
    ]
    command += [WITH_NOTES, "--outdir", str(folder), str(path)]
    subprocess.run(command, capture_output=True, check=True, timeout=180)
    return pypdfium2.PdfDocument(path.with_suffix(".pdf"))


def contents(note):
    size = raw.FPDFAnnot_GetStringValue(note, b"Contents", None, 0)
    buffer = ctypes.create_string_buffer(size)
    raw.FPDFAnnot_GetStringValue(note, b"Contents", ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), size)
    return buffer.raw.decode("utf-16-le").rstrip("\0")


def notes(document):
    """What is noted, and the line of the page that stands to the left of it."""
    for page in document:
        text = page.get_textpage()
        for at in range(raw.FPDFPage_GetAnnotCount(page)):
            note, box = raw.FPDFPage_GetAnnot(page, at), raw.FS_RECTF()
            if raw.FPDFAnnot_GetSubtype(note) == raw.FPDF_ANNOT_TEXT:
                raw.FPDFAnnot_GetRect(note, box)
                line = text.get_text_bounded(0, box.bottom, box.right, box.top)
                yield contents(note), "".join(line.split())


@pytest.mark.slow
@pytest.mark.skipif(PROGRAM is None, reason=MISSING)
def test_each_comment_is_seen_at_its_cell(tmp_path):
    library = Library()
    changes = {"cells": {"requests": CELLS, "disputes": {"review, upheld": 4}}}
    data = word(sample_document(library.load("cn-2021").pack, changes))
    checked = check_document(read_bytes(data, "a.docx"), library, CheckOptions())
    told = matters(checked, "zh")
    path = tmp_path / "a.docx"
    path.write_bytes(annotated(data, "a.docx", told, OfficeSettings(office="审核办"), "zh"))
    seen = dict(notes(pdf(path, tmp_path)))

    lines = {one.text: seen[one.text] for one in comments(told, "zh")}
    (wrong,) = (line for text, line in lines.items() if "现填 5，应为 7" in text)
    (open_,) = (line for text, line in lines.items() if "现填 5，应为 7" not in text)

    assert wrong.endswith("（一）予以公开7000005")
    assert open_.endswith("40000")
