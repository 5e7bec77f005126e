"""Word comments in a copy of a .docx: anchors are added, nothing else of the text is touched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gouji.engine.reading.docx_names import RUN, TEXT, WORD
from gouji.engine.writing.docx_places import Places, stretch
from gouji.engine.writing.package_copy import NotCopiedError, PackageCopy
from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gouji.engine.office.settings import OfficeSettings
    from gouji.engine.writing.comment_words import Comment
    from lxml.etree import _Element

KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
ANCHORS = tuple(f"{WORD}{name}" for name in ("commentRangeStart", "commentRangeEnd", "commentReference"))
ID = f"{WORD}id"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def annotated_docx(data: bytes, main: str, found: Iterable[Comment], settings: OfficeSettings) -> bytes:
    """A copy of a Word file with comments.

    Args:
        data: of the file.
        main: the name of its main part.
        found: the comments.
        settings: whose they are, and of which day.

    Raises:
        NotCopiedError: the file cannot be written anew.
    """
    copy = PackageCopy(data)
    document = copy.tree(main)
    if document.tag != f"{WORD}document":
        raise NotCopiedError
    part = copy.related(main, "comments")
    if part is None or part not in copy.names:
        part = (
            copy.free_name("word/comments{}.xml")
            if "word/comments.xml" in copy.names
            else "word/comments.xml"
        )
        copy.declare(part, KIND)
        copy.relate(main, "comments", part)
        listed = etree.Element(f"{WORD}comments", nsmap={"w": WORD[1:-1]})
    else:
        listed = copy.tree(part)
    places = Places(document)
    number = 1 + max((_number(one) for one in (*listed, *document.iter(*ANCHORS))), default=-1)
    for comment in found:
        paragraphs = places.paragraphs(comment.location)
        if paragraphs:
            _anchor(*stretch(paragraphs, comment.quote), number)
            listed.append(_comment(comment.text, number, settings))
            number += 1
    copy.write(part, listed)
    copy.write(main, document)
    return copy.saved()


def _anchor(paragraph: _Element, first: int, last: int, number: int) -> None:
    """Put the three marks of a comment around the children of a paragraph, or into an empty one."""
    start, end, reference = (etree.Element(tag) for tag in ANCHORS)
    for mark in (start, end, reference):
        mark.set(ID, str(number))
    run = etree.Element(RUN)
    run.append(reference)
    paragraph.insert(last + 1, run)
    paragraph.insert(last + 1, end)
    paragraph.insert(first, start)


def _comment(text: str, number: int, settings: OfficeSettings) -> _Element:
    comment = etree.Element(f"{WORD}comment")
    comment.set(ID, str(number))
    comment.set(f"{WORD}author", settings.author)
    comment.set(f"{WORD}initials", settings.author[:2])
    if settings.day is not None:
        comment.set(f"{WORD}date", f"{settings.day.isoformat()}T00:00:00Z")
    for at, line in enumerate(text.split("\n")):
        paragraph = etree.SubElement(comment, f"{WORD}p")
        if at == 0:
            etree.SubElement(etree.SubElement(paragraph, RUN), f"{WORD}annotationRef")
        words = etree.SubElement(etree.SubElement(paragraph, RUN), TEXT)
        words.text = line
        words.set(_SPACE, "preserve")
    return comment


def _number(element: _Element) -> int:
    given = element.get(ID, "")
    return int(given) if given.isdigit() and len(given) < 10 else -1
