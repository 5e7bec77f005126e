"""Places and words as SARIF writes them: URIs, regions, names of cells, texts in which nothing is a link."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from gouji.engine.writing.naming import cell_label, location_label
from gouji.engine.writing.office_text import printable
from gouji.grammar.schema import dotted

if TYPE_CHECKING:
    from gouji.engine.checking.outcomes import CellUse
    from gouji.engine.reading.document import Location
    from gouji.grammar.messages import Language
    from gouji.grammar.schema import Schema

Json = dict[str, Any]
DRIVE = re.compile(r"[A-Za-z]:/")
LINK = re.compile(r"\[(?=[^\]]*\]\()")


def artifact(file: str, index: int | None = None) -> Json:
    """A file by its URI: relative as the user named it, else absolute."""
    path = file.replace("\\", "/")
    data = path.encode("utf-8", "surrogateescape")
    if DRIVE.match(path):
        uri = f"file:///{path[:2]}{quote(data[2:])}"
    else:
        uri = ("file://" if path.startswith("/") else "") + quote(data)
    return {"uri": uri} if index is None else {"uri": uri, "index": index}


def place_in(file: str, index: int, location: Location | None, language: Language) -> Json:
    """A place: the file, line and column where the format has them, and what people call it."""
    physical: Json = {"artifactLocation": artifact(file, index)}
    if location is not None and location.line:
        physical["region"] = {"startLine": location.line}
        if location.column:
            physical["region"]["startColumn"] = location.column
    label = location_label(location, language)
    return {"physicalLocation": physical} | ({"message": words(label)} if label else {})


def logical(use: CellUse, schema: Schema, language: Language) -> Json:
    """A cell by the ids of its table, row and column."""
    place = use.place
    return {
        "name": plain(cell_label(place, schema, language)),
        "fullyQualifiedName": f"{place.table}/{dotted(place.row)}/{dotted(place.column)}",
        "kind": "cell",
    }


def words(text: str) -> Json:
    """A text as a message: braces doubled, since single ones stand for arguments, and no link in it."""
    return {"text": LINK.sub(r"\\[", plain(text).replace("{", "{{").replace("}", "}}"))}


def plain(text: str) -> str:
    """The text inert and masked."""
    return printable(text)
