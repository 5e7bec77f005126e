"""Small binary Word files, written byte by byte: a compound file, a head, pieces, pages of properties."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

SECTOR = 512
END, FREE, FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
TEXT_AT = 0x600
NO_STREAM = 0xFFFFFFFF

IN_TABLE, ROW_END, DEPTH = 0x2416, 0x2417, 0x6649
INNER_CELL, INNER_ROW, OUTLINE, LIST, LEVEL = 0x244B, 0x244C, 0x2640, 0x460B, 0x260A
DELETED, INSERTED, HIDDEN, STYLE = 0x0800, 0x0801, 0x083C, 0x4A30
PICTURE, FORM_DATA, SYMBOL = 0x6A03, 0x0806, 0x6A09


def sprm(code: int, operand: int | bytes) -> bytes:
    """A modifier; a number is written in as many bytes as its code asks for."""
    size = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}.get(code >> 13, 0)
    body = operand if isinstance(operand, bytes) else (operand & (1 << 8 * size) - 1).to_bytes(size, "little")
    return struct.pack("<H", code) + body


def definition(edges: Sequence[int], down: Mapping[int, int] = {}, across: Mapping[int, int] = {}) -> bytes:
    """sprmTDefTable: the edges of a row, and marks of vertical (1, 3) and horizontal merging by cell."""
    count = len(edges) - 1
    body = bytes([count]) + struct.pack(f"<{count + 1}h", *edges)
    for index in range(count):
        flags = across.get(index, 0) | down.get(index, 0) << 5
        body += struct.pack("<H", flags) + bytes(18)
    return struct.pack("<HH", 0xD608, len(body) + 1) + body


@dataclass(frozen=True)
class Run:
    """Characters of one formatting."""

    text: str
    properties: bytes = b""


@dataclass(frozen=True)
class Line:
    """A paragraph: its runs, its mark, its properties."""

    runs: tuple[Run, ...]
    properties: bytes = b""
    style: int = 0
    mark: str = "\r"
    mark_properties: bytes = b""


def line(
    *content: str | Run, properties: bytes = b"", style: int = 0, mark: str = "\r", marked: bytes = b""
) -> Line:
    runs = tuple(Run(one) if isinstance(one, str) else one for one in content)
    return Line(runs, properties, style, mark, marked)


def cell(*content: str | Run, mark: str = "\x07", marked: bytes = b"") -> Line:
    return line(*content, properties=sprm(IN_TABLE, 1), mark=mark, marked=marked)


def row(
    *texts: str | Line,
    edges: Sequence[int],
    more: bytes = b"",
    marked: bytes = b"",
    **merges: Mapping[int, int],
) -> list[Line]:
    """The cells of a row and its end; lines stand in cells as they are."""
    cells = [cell(one) if isinstance(one, str) else one for one in texts]
    end = sprm(IN_TABLE, 1) + sprm(ROW_END, 1) + definition(edges, **merges) + more
    return [*cells, line(properties=end, mark="\x07", marked=marked)]


@dataclass(frozen=True)
class StyleEntry:
    """A style: its built-in number (0xFFE for others), name, base and modifiers."""

    name: str
    built_in: int = 0xFFE
    base: int = 0xFFF
    paragraph: bytes = b""
    characters: bytes = b""
    kind: int = 1

    def stored(self, index: int) -> bytes:
        lists = (
            [self.characters]
            if self.kind == 2
            else [struct.pack("<H", index) + self.paragraph, self.characters]
        )
        body = struct.pack("<HHHHH", self.built_in, self.kind | self.base << 4, len(lists), 0, 0)
        body += struct.pack("<H", len(self.name)) + self.name.encode("utf-16-le") + b"\0\0"
        for one in lists:
            body += struct.pack("<H", len(one)) + one + b"\0" * (len(one) % 2)
        return struct.pack("<H", len(body)) + body


def style_sheet(styles: Sequence[StyleEntry | None]) -> bytes:
    head = struct.pack("<HH", len(styles), 10) + bytes(14)
    entries = [b"\0\0" if one is None else one.stored(index) for index, one in enumerate(styles)]
    return struct.pack("<H", len(head)) + head + b"".join(entries)


def level(
    text: str, notation: int = 0, start: int = 1, flags: int = 0, restart: int = 0, follow: int = 2
) -> bytes:
    """A list level; characters below nine in ``text`` stand for the numbers of levels."""
    fixed = struct.pack("<IBB9sB8xBBBB", start, notation, flags, bytes(9), follow, 2, 3, restart, 0)
    return fixed + b"ppp" + b"cc" + struct.pack("<H", len(text)) + text.encode("utf-16-le")


@dataclass
class Lists:
    """Lists of one level or nine, and what paragraphs name: a list with changes of its levels."""

    levels: dict[int, list[bytes]] = field(default_factory=dict)
    named: list[tuple[int, list[bytes]]] = field(default_factory=list)

    def defined(self) -> tuple[bytes, bytes]:
        """The part that lists the lists, and the levels, which follow it."""
        entries = b"".join(
            struct.pack("<II18sBB", number, 0, bytes(18), len(levels) == 1, 0)
            for number, levels in self.levels.items()
        )
        return struct.pack("<H", len(self.levels)) + entries, b"".join(
            b"".join(one) for one in self.levels.values()
        )

    def overrides(self) -> bytes:
        entries = b"".join(
            struct.pack("<I8xBBBB", number, len(changes), 0, 0, 0) for number, changes in self.named
        )
        data = b"".join(b"\xff\xff\xff\xff" + b"".join(changes) for _, changes in self.named)
        return struct.pack("<I", len(self.named)) + entries + data


def override(index: int, *, start: int | None = None, new: bytes | None = None) -> bytes:
    flags = index | (0x10 if start is not None else 0) | (0x20 if new is not None else 0)
    return struct.pack("<II", start or 0, flags) + (new or b"")


@dataclass
class Pieces:
    """How the text is cut up: lengths and widths (1 or 2) of pieces, their modifiers, lists of modifiers."""

    cuts: Sequence[tuple[int, int]] = ()
    modifiers: Sequence[int] = ()
    lists: Sequence[bytes] = ()


def word_file(
    lines: Sequence[Line],
    *,
    boxes: Sequence[Line] = (),
    styles: Sequence[StyleEntry | None] = (),
    lists: Lists | None = None,
    pieces: Pieces | None = None,
    data: bytes = b"",
    parts: Mapping[int, bytes] = {},
    flags: int = 0x0200,
    version: int = 0x00C1,
    magic: int = 0xA5EC,
    others: Streams | None = None,
) -> bytes:
    """A .doc of ``lines``.

    Args:
        lines, boxes: the text, and the story of the text boxes.
        parts: further parts of the table stream by their number.
        flags: of the head; 0x0200 names the second table stream, 0x0100 encryption.
        others: further streams and storages.
    """
    everything = [*lines, *boxes]
    text = "".join("".join(run.text for run in one.runs) + one.mark for one in everything)
    units = text.encode("utf-16-le", "surrogatepass")
    length = len(units) // 2
    cut = pieces or Pieces()
    body, places = _placed(units, cut.cuts or ((length, 2),))
    word = bytearray(TEXT_AT) + body
    word += bytes(-len(word) % SECTOR)
    ends = _paragraph_entries(everything, places)
    table = bytearray(b"\0" * 8)

    def store(index: int, content: bytes, after: bytes = b"") -> None:
        struct.pack_into("<II", word, 0x9A + 8 * index, len(table), len(content))
        table.extend(content + after)

    store(13, _pages(word, ends, 13, _paragraph_page))
    store(12, _pages(word, _character_entries(everything, places), 1, _character_page))
    store(33, _piece_table(places, cut))
    if styles:
        store(1, style_sheet(styles))
    if lists is not None:
        store(73, *lists.defined())
        store(74, lists.overrides())
    for index, content in parts.items():
        store(index, content)
    box_length = sum(len("".join(run.text for run in one.runs)) + 1 for one in boxes)
    struct.pack_into("<HH", word, 0, magic, version)
    struct.pack_into("<H", word, 0x0A, flags)
    struct.pack_into("<I", word, 0x4C, length - box_length)
    struct.pack_into("<I", word, 0x64, box_length)
    name = "1Table" if flags & 0x0200 else "0Table"
    streams: dict[str, bytes | Streams] = {"WordDocument": bytes(word), name: bytes(table)}
    return compound(streams | ({"Data": data} if data else {}) | dict(others or {}))


Place = tuple[int, int, int, int]
"""A piece: its first and last character, the byte where it begins, the bytes of a character."""


def _placed(units: bytes, cuts: Sequence[tuple[int, int]]) -> tuple[bytes, list[Place]]:
    """The pieces on disk, the last first, so that characters and bytes go different ways."""
    found: list[tuple[int, int, bytes, int]] = []
    start = 0
    for count, width in cuts:
        stored = units[2 * start : 2 * (start + count)]
        if width == 1:
            stored = stored.decode("utf-16-le").encode("cp1252")
        found.append((start, start + count, stored, width))
        start += count
    body, places = b"", []
    for first, last, stored, width in reversed(found):
        places.append((first, last, TEXT_AT + len(body), width))
        body += stored + bytes(len(stored) % 2)
    return body, sorted(places)


def _byte(places: Sequence[Place], character: int) -> int:
    for first, last, offset, width in places:
        if first <= character < last:
            return offset + (character - first) * width
    raise AssertionError(character)


def _width(places: Sequence[Place], character: int) -> int:
    return next(width for first, last, _, width in places if first <= character < last)


Entry = tuple[int, int, bytes]


def _paragraph_entries(lines: Sequence[Line], places: Sequence[Place]) -> list[Entry]:
    found, position = [], 0
    for one in lines:
        position += sum(len(run.text.encode("utf-16-le", "surrogatepass")) // 2 for run in one.runs) + 1
        mark = _byte(places, position - 1)
        found.append(
            (mark, mark + _width(places, position - 1), struct.pack("<H", one.style) + one.properties)
        )
    return sorted(found)


def _character_entries(lines: Sequence[Line], places: Sequence[Place]) -> list[Entry]:
    found, position = [], 0
    for one in lines:
        for run in (*one.runs, Run(one.mark, one.mark_properties)):
            for _ in range(len(run.text.encode("utf-16-le", "surrogatepass")) // 2):
                at = _byte(places, position)
                found.append((at, at + _width(places, position), run.properties))
                position += 1
    joined: list[Entry] = []
    for start, end, properties in sorted(found):
        if joined and joined[-1][1] == start and joined[-1][2] == properties:
            joined[-1] = (joined[-1][0], end, properties)
        else:
            joined.append((start, end, properties))
    return joined


def _pages(word: bytearray, entries: Sequence[Entry], size: int, page) -> bytes:
    """Append pages of properties to the main stream; returns the part that lists them."""
    limits, numbers = [], []
    rest = list(entries)
    while rest:
        count = len(rest)
        while count > 1 and (count > 100 or _space(rest[:count], size) > SECTOR - 1):
            count -= 1
        numbers.append(len(word) // SECTOR)
        limits.append(rest[0][0])
        word += page(rest[:count])
        last, rest = rest[count - 1][1], rest[count:]
    return struct.pack(f"<{len(limits) + 1}I", *limits, last) + struct.pack(f"<{len(numbers)}I", *numbers)


def _space(entries: Sequence[Entry], size: int) -> int:
    return 4 * (len(entries) + 1) + size * len(entries) + sum(len(one[2]) + 4 for one in entries)


def _page(entries: Sequence[Entry], size: int, stored: Sequence[bytes]) -> bytes:
    page = bytearray(SECTOR)
    struct.pack_into(f"<{len(entries) + 1}I", page, 0, entries[0][0], *(one[1] for one in entries))
    top = SECTOR - 2
    for index, one in enumerate(stored):
        if one:
            top = (top - len(one)) & ~1
            page[top : top + len(one)] = one
            page[4 * (len(entries) + 1) + size * index] = top // 2
    page[-1] = len(entries)
    return bytes(page)


def _paragraph_page(entries: Sequence[Entry]) -> bytes:
    stored = []
    for _, _, properties in entries:
        if len(properties) % 2:
            stored.append(bytes([(len(properties) + 1) // 2]) + properties)
        else:
            stored.append(bytes([0, len(properties) // 2]) + properties)
    return _page(entries, 13, stored)


def _character_page(entries: Sequence[Entry]) -> bytes:
    return _page(entries, 1, [bytes([len(one[2])]) + one[2] if one[2] else b"" for one in entries])


def _piece_table(places: Sequence[Place], cut: Pieces) -> bytes:
    ends = [0, *(last for _, last, _, _ in places)]
    table = struct.pack(f"<{len(ends)}I", *ends)
    for index, (_, _, offset, width) in enumerate(places):
        modifier = cut.modifiers[index] if index < len(cut.modifiers) else 0
        table += struct.pack("<HIH", 0, offset * 2 | 0x40000000 if width == 1 else offset, modifier)
    lists = b"".join(b"\x01" + struct.pack("<H", len(one)) + one for one in cut.lists)
    return lists + b"\x02" + struct.pack("<I", len(table)) + table


Streams = Mapping[str, "bytes | Streams"]


def compound(streams: Streams) -> bytes:
    """A compound file of streams in its root; what maps names to streams itself is a storage."""
    sectors: list[bytes] = []
    chains: list[int] = []
    entries: list[bytes] = []

    def chain(content: bytes) -> int:
        first = len(sectors)
        for at in range(0, len(content), SECTOR):
            sectors.append(content[at : at + SECTOR].ljust(SECTOR, b"\0"))
            chains.append(len(sectors))
        chains[-1] = END
        return first

    def add(inner: Streams) -> int:
        """Add the entries of a storage; returns the number of its first."""
        after = NO_STREAM
        for name, content in reversed(inner.items()):
            if isinstance(content, bytes):
                padded = content.ljust(4096, b"\0")
                entry = _entry(name, 2, right=after, start=chain(padded), size=len(padded))
            else:
                entry = _entry(name, 1, right=after, child=add(content))
            entries.append(entry)
            after = len(entries)
        return after

    child = add(streams)
    entries.insert(0, _entry("Root Entry", 5, child=child))
    directory = chain(b"".join(entries))
    count = 1
    while count * 128 < len(chains) + count:
        count += 1
    table = [*chains, *[FAT] * count]
    table += [FREE] * (count * 128 - len(table))
    first = len(sectors)
    sectors += [struct.pack("<128I", *table[at : at + 128]) for at in range(0, len(table), 128)]
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    header += bytes(10) + struct.pack("<IIIIIIII", count, directory, 0, 4096, END, 0, END, 0)
    places = [first + index if index < count else FREE for index in range(109)]
    return header + struct.pack("<109I", *places) + b"".join(sectors)


def _entry(
    name: str, kind: int, *, right: int = NO_STREAM, child: int = NO_STREAM, start: int = 0, size: int = 0
) -> bytes:
    stored = name.encode("utf-16-le") + b"\0\0"
    entry = stored.ljust(64, b"\0") + struct.pack("<HBBIII", len(stored), kind, 1, NO_STREAM, right, child)
    return entry + bytes(36) + struct.pack("<IQ", start if kind == 2 else 0 if kind == 1 else END, size)
