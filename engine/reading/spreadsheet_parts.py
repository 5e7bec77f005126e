"""The zipped spreadsheets (.xlsx, .xlsb, .ods) as packages: every part checked before anything is parsed."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from gouji.engine.reading.docx_package import (
    MAX_PACKAGE,
    MAX_PART,
    PROLOG,
    parse_part,
)
from gouji.engine.reading.faults import Fault, fault
from gouji.engine.reading.zip_parts import ZIP_TROUBLE, unpacked

if TYPE_CHECKING:
    import zipfile

    from lxml.etree import _Element

READ = (".xml", ".bin", ".rels")
MAX_READ = 32 * 2**20
"""Bytes of all parts that are not pictures."""

WORKBOOK = "/officeDocument"
"""How the type of the relation ends that leads from a package to its main part."""

RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"


def parts(archive: zipfile.ZipFile) -> dict[str, bytes] | Fault:
    """The bytes of all parts that the spreadsheet library may look at.

    Reading each of them to its end also proves its declared size and checksum, which the library trusts.

    Returns:
        Bytes by name; or a fault: ``encrypted``, ``damaged``, ``unsafe`` (a bomb, a document type
        definition).
    """
    infos = archive.infolist()
    if sum(info.file_size for info in infos) > MAX_PACKAGE:
        return fault("unsafe")
    found: dict[str, bytes] = {}
    room = MAX_READ
    for info in infos:
        if info.flag_bits & 1:
            return fault("encrypted")
        if not info.filename.lower().endswith(READ):
            continue
        room -= info.file_size
        if info.file_size > MAX_PART or room < 0:
            return fault("unsafe")
        try:
            data = unpacked(archive, info, MAX_PART)
        except ZIP_TROUBLE:
            return fault("damaged")
        if b"<!DOCTYPE" in data[:PROLOG]:
            return fault("unsafe")
        found[info.filename] = data
    return found


def parsed(found: dict[str, bytes], name: str) -> _Element | Fault:
    """One part as a tree."""
    return parse_part(found[name]) if name in found else fault("damaged")


def main_part(found: dict[str, bytes], usual: str) -> str:
    """The part that holds the workbook: where the package says it is, else where it usually stands."""
    root = parsed(found, "_rels/.rels")
    if isinstance(root, Fault):
        return usual
    named = (one.get("Target", "") for one in root.iterchildren() if one.get("Type", "").endswith(WORKBOOK))
    return next((name.lstrip("/") for name in named), usual)


def targets(found: dict[str, bytes], main: str) -> dict[str, str] | Fault:
    """The parts that the workbook refers to, by the ids of the relations."""
    folder, base = posixpath.split(main)
    root = parsed(found, f"{folder}/_rels/{base}.rels")
    if isinstance(root, Fault):
        return root
    return {
        relation.get("Id", ""): posixpath.normpath(
            target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
        )
        for relation in root.iterchildren()
        if (target := relation.get("Target"))
    }
