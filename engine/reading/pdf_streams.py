"""Whether a PDF file would unpack to more than any report holds, found out before the library unpacks it.

The library sets no limits of its own worth the name: it would fill the memory, or draw a form inside a form
for ever. So the streams are unpacked here first, a piece at a time and only to be counted.
"""

from __future__ import annotations

import re
import zlib

MAX_FONT = 48 * 2**20
"""Bytes of one embedded font, unpacked."""

MAX_CONTENT = 3 * 2**20
"""Bytes of one other stream; a page of a report has some ten thousand."""

MAX_CONTENTS = 16 * 2**20
MAX_FONTS = 96 * 2**20
MAX_STREAMS = 20_000
MAX_PACKED_OTHERWISE = 256 * 1024
"""Bytes of a stream packed in an old way, which may grow two thousandfold."""

MAX_DRAWN = 100_000
"""How often forms inside forms may be drawn at most, by their products."""

DICTIONARY = 2048
"""Bytes before ``stream`` in which its dictionary is looked for."""

CHUNK = 1 << 16
STREAM = re.compile(rb"stream\r?\n")
PICTURE = re.compile(rb"/Subtype\s*/Image|/DCTDecode|/JPXDecode|/JBIG2Decode|/CCITTFaxDecode")
FONT = re.compile(rb"/Length1\b|/Length2\b|/Subtype\s*/(?:Type1C|CIDFontType0C|OpenType)")
FLATE = re.compile(rb"/(?:FlateDecode|Fl)\b")
OLD = re.compile(rb"/(?:LZWDecode|LZW|RunLengthDecode|RL)\b")
FORM = re.compile(rb"/Subtype\s*/Form\b")
DRAW = re.compile(rb"/[^\s/<>\[\]()]+\s+Do\b")


def is_overblown(data: bytes) -> bool:
    """Whether the streams of the file are larger, or draw each other more often, than a report's would."""
    contents = fonts = streams = 0
    drawn = 1
    for start in STREAM.finditer(data):
        if data[start.start() - 3 : start.start()] == b"end":
            continue
        streams += 1
        if streams > MAX_STREAMS:
            return True
        head = data[max(0, start.start() - DICTIONARY) : start.start()]
        head = head[head.rfind(b" obj") + 1 :]
        if PICTURE.search(head):
            continue
        end = data.find(b"endstream", start.end())
        body = data[start.end() : end if end >= 0 else len(data)]
        if OLD.search(head) and len(body) > MAX_PACKED_OTHERWISE:
            return True
        font = FONT.search(head) is not None
        size, times = _unpacked(body, len(FLATE.findall(head)), MAX_FONT if font else MAX_CONTENT)
        if size < 0:
            return True
        fonts, contents = fonts + size * font, contents + size * (not font)
        drawn *= max(1, times) if FORM.search(head) else 1
        if fonts > MAX_FONTS or contents > MAX_CONTENTS or drawn > MAX_DRAWN:
            return True
    return False


def _unpacked(body: bytes, layers: int, most: int) -> tuple[int, int]:
    """The size of a stream unpacked and how many things it draws by name; -1 when above ``most``."""
    for _ in range(min(layers, 3)):
        unpacker = zlib.decompressobj()
        pieces, size = [], 0
        try:
            while body and not unpacker.eof:
                piece = unpacker.decompress(body, CHUNK)
                size += len(piece)
                if size > most:
                    return -1, 0
                pieces.append(piece)
                body = unpacker.unconsumed_tail
        except zlib.error:
            pass
        body = b"".join(pieces)
    return (len(body), len(DRAW.findall(body))) if len(body) <= most else (-1, 0)
