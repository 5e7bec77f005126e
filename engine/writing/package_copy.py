"""A copy of an office file in which a few parts are new and all others are as they were."""

from __future__ import annotations

import io
import posixpath
import zipfile
from typing import TYPE_CHECKING

from gouji.engine.reading.docx_package import MAX_PACKAGE, PROLOG, STRICT, open_archive
from gouji.engine.reading.faults import Fault
from gouji.engine.reading.zip_parts import ZIP_TROUBLE
from lxml import etree

if TYPE_CHECKING:
    from lxml.etree import _Element

RELATION_SPACE = "{http://schemas.openxmlformats.org/package/2006/relationships}"
TYPE_SPACE = "{http://schemas.openxmlformats.org/package/2006/content-types}"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "[Content_Types].xml"


class NotCopiedError(ValueError):
    """The package cannot be written anew; internal, callers turn it into a message."""


class PackageCopy:
    """The parts of a package, to be read and replaced.

    Args:
        data: the bytes of the file.

    Raises:
        NotCopiedError: it is damaged, encrypted or too large.
    """

    def __init__(self, data: bytes) -> None:
        archive = open_archive(data)
        if isinstance(archive, Fault) or sum(one.file_size for one in archive.infolist()) > MAX_PACKAGE:
            raise NotCopiedError
        self._archive = archive
        self._infos = {one.filename: one for one in archive.infolist() if _is_part(one.filename)}
        self._new: dict[str, bytes] = {}

    @property
    def names(self) -> frozenset[str]:
        """The names of all parts."""
        return frozenset((*self._infos, *self._new))

    def read(self, name: str) -> bytes:
        """The bytes of a part."""
        if name in self._new:
            return self._new[name]
        try:
            return self._archive.read(self._infos[name])
        except (*ZIP_TROUBLE, RuntimeError, KeyError) as trouble:
            raise NotCopiedError from trouble

    def tree(self, name: str) -> _Element:
        """A part as a tree, with the comments and instructions that it holds."""
        data = self.read(name)
        if b"<!DOCTYPE" in data[:PROLOG] or STRICT in data:
            raise NotCopiedError
        try:
            return etree.fromstring(data, parser())
        except (etree.XMLSyntaxError, ValueError) as trouble:
            raise NotCopiedError from trouble

    def write(self, name: str, tree: _Element) -> None:
        """Replace or add a part."""
        self._new[name] = etree.tostring(
            tree.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True
        )

    def related(self, part: str, kind: str) -> str | None:
        """The part that ``part`` refers to by a relation of a kind (``comments``); ``None`` without one."""
        name = _relations_of(part)
        if name not in self.names:
            return None
        for relation in self.tree(name).iterchildren(f"{RELATION_SPACE}Relationship"):
            inside = relation.get("TargetMode") != "External"
            if inside and relation.get("Type", "").rsplit("/", 1)[-1] == kind:
                return _target(part, relation.get("Target", ""))
        return None

    def targets(self, part: str) -> dict[str, str]:
        """The parts that ``part`` refers to, by the ids of the relations."""
        name = _relations_of(part)
        if name not in self.names:
            return {}
        return {
            relation.get("Id", ""): _target(part, relation.get("Target", ""))
            for relation in self.tree(name).iterchildren(f"{RELATION_SPACE}Relationship")
        }

    def relate(self, part: str, kind: str, target: str) -> str:
        """Add a relation; returns its id."""
        name = _relations_of(part)
        root = (
            self.tree(name)
            if name in self.names
            else etree.fromstring(f'<Relationships xmlns="{RELATION_SPACE[1:-1]}"/>')
        )
        taken = {relation.get("Id") for relation in root.iterchildren()}
        number = next(count for count in range(1, len(taken) + 2) if f"rIdN{count}" not in taken)
        relation = etree.SubElement(root, f"{RELATION_SPACE}Relationship")
        relation.set("Id", f"rIdN{number}")
        relation.set("Type", f"{OFFICE}/{kind}")
        relation.set("Target", f"/{target}")
        self.write(name, root)
        return f"rIdN{number}"

    def declare(self, part: str, kind: str) -> None:
        """Say what kind of part a new part is."""
        self._declare("Override", "PartName", f"/{part}", kind)

    def declare_extension(self, extension: str, kind: str) -> None:
        """Say what kind of parts those with an extension are, unless that is said."""
        self._declare("Default", "Extension", extension, kind)

    def _declare(self, element: str, attribute: str, value: str, kind: str) -> None:
        root = self.tree(TYPES)
        listed = root.iterchildren(f"{TYPE_SPACE}{element}")
        if any((one.get(attribute) or "").casefold() == value.casefold() for one in listed):
            return
        entry = etree.SubElement(root, f"{TYPE_SPACE}{element}")
        entry.set(attribute, value)
        entry.set("ContentType", kind)
        self.write(TYPES, root)

    def free_name(self, pattern: str) -> str:
        """A name no part has; ``{}`` in the pattern stands for a number."""
        return next(
            name
            for count in range(1, len(self.names) + 2)
            if (name := pattern.format(count)) not in self.names
        )

    def saved(self) -> bytes:
        """The bytes of the copy."""
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
            for name, info in self._infos.items():
                target.writestr(_like(info), self.read(name))
            for name in self._new.keys() - self._infos.keys():
                target.writestr(_like(zipfile.ZipInfo(name)), self._new[name])
        return stream.getvalue()


def parser() -> etree.XMLParser:
    """A parser that fetches nothing, replaces no entity, and leaves everything as it stands."""
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


def _like(info: zipfile.ZipInfo) -> zipfile.ZipInfo:
    """The directory entry of a part as far as it may be kept: name, date, compression."""
    entry = zipfile.ZipInfo(info.filename, info.date_time)
    entry.compress_type = (
        zipfile.ZIP_STORED
        if info.compress_type == zipfile.ZIP_STORED and info.file_size
        else zipfile.ZIP_DEFLATED
    )
    return entry


def _is_part(name: str) -> bool:
    """Whether a name may be that of a part; packages have neither folders nor ways out of them."""
    return not (name.startswith("/") or name.endswith("/") or "\\" in name or ".." in name.split("/"))


def _relations_of(part: str) -> str:
    folder, base = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{base}.rels")


def _target(part: str, target: str) -> str:
    if target.startswith("/"):
        return posixpath.normpath(target.lstrip("/"))
    return posixpath.normpath(posixpath.join(posixpath.dirname(part), target))
