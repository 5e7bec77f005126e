"""Printed pages made by hand, written as PDF and as OFD: what is drawn is the same in both."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from .files import archive

SIZE = 12.0
WIDTH, HEIGHT = 595.0, 842.0
MM = 25.4 / 72
OFD = 'xmlns:ofd="http://www.ofdspec.org/2016"'


@dataclass
class Sheet:
    """One page; places in points from its top left corner; ``raw`` goes into a PDF page as it is."""

    texts: list[tuple[float, float, str, float, int]] = field(default_factory=list)
    lines: list[tuple[float, float, float, float]] = field(default_factory=list)
    boxes: list[tuple[float, float, float, float, bool]] = field(default_factory=list)
    pictures: list[tuple[float, float, float, float]] = field(default_factory=list)
    raw: str = ""

    def text(self, x: float, baseline: float, text: str, size: float = SIZE, angle: int = 0) -> Sheet:
        """Text from a place; ``angle`` in degrees clockwise."""
        self.texts.append((x, baseline, text, size, angle))
        return self

    def body(self, top: float, *lines: str, left: float = 80.0, pitch: float = 20.0) -> Sheet:
        """Lines of text; a leading ideographic space stands them in."""
        for number, line in enumerate(lines):
            bare = line.lstrip("\u3000")
            self.text(left + SIZE * (len(line) - len(bare)), top + pitch * number, bare)
        return self

    def line(self, x0: float, y0: float, x1: float, y1: float) -> Sheet:
        self.lines.append((x0, y0, x1, y1))
        return self

    def box(self, x0: float, y0: float, x1: float, y1: float, *, filled: bool = False) -> Sheet:
        self.boxes.append((x0, y0, x1, y1, filled))
        return self

    def ruled(self, xs: Sequence[float], ys: Sequence[float]) -> Sheet:
        """All lines of a grid."""
        for y in ys:
            self.line(xs[0], y, xs[-1], y)
        for x in xs:
            self.line(x, ys[0], x, ys[-1])
        return self

    def table(
        self, top: float, xs: Sequence[float], rows: Iterable[Sequence[str]], pitch: float = 40.0
    ) -> Sheet:
        """A grid of single cells, each with its lines of text from the top."""
        ys = [top]
        for row in rows:
            for left, text in zip(xs, row, strict=False):
                for number, line in enumerate(text.split("\n")):
                    self.text(left + 3, ys[-1] + 13 + 13 * number, line)
            ys.append(ys[-1] + pitch)
        return self.ruled(xs, ys)


def pdf_file(*sheets: Sheet, page: str = "", trailer: str = "", objects: Sequence[bytes] = ()) -> bytes:
    """A PDF; ``page`` is added to each page's dictionary, ``objects`` are numbered from 3 + 2 × pages + 4."""
    count = len(sheets)
    font = 3 + 2 * count
    characters = sorted({c for sheet in sheets for _, _, text, _, _ in sheet.texts for c in text})
    kids = " ".join(f"{3 + 2 * n} 0 R" for n in range(count))
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {count} >>".encode(),
    ]
    for number, sheet in enumerate(sheets):
        content = _content(sheet, characters).encode()
        parts.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] {page} "
            f"/Contents {4 + 2 * number} 0 R /Resources << /Font << /F {font} 0 R >> "
            f"/XObject << /I {font + 4} 0 R /X {font + 5} 0 R >> >> >>".encode()
        )
        parts.append(stream(content))
    parts += [
        _font(characters, font + 1),
        stream(_to_unicode(characters).encode()),
        stream(b"1000 0 0 -120 1000 880 d1 0 -120 1000 1000 re f"),
        stream(b"500 0 0 -120 500 880 d1 0 -120 500 1000 re f"),
        stream(
            b"\x80",
            "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8",
        ),
        *objects,
    ]
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + part + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(parts) + 1}\n0000000000 65535 f \n".encode()
    out += "".join(f"{place:010d} 00000 n \n" for place in places).encode()
    out += f"trailer << /Size {len(parts) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


def _font(characters: Sequence[str], number: int) -> bytes:
    """A font whose characters are boxes, so that no font of the machine matters; at most 255 characters."""
    codes = range(1, len(characters) + 1)
    wide = [ord(c) > 255 for c in characters]
    names = " ".join(f"/c{code}" for code in codes)
    drawn = " ".join(f"/c{code} {number + 1 + (not w)} 0 R" for code, w in zip(codes, wide, strict=True))
    return (
        f"<< /Type /Font /Subtype /Type3 /FontBBox [0 -120 1000 880] /FontMatrix [0.001 0 0 0.001 0 0] "
        f"/FirstChar 1 /LastChar {max(1, len(characters))} "
        f"/Widths [{' '.join('1000' if w else '500' for w in wide)}] "
        f"/Encoding << /Type /Encoding /Differences [1 {names}] >> /CharProcs << {drawn} >> "
        f"/ToUnicode {number} 0 R /Resources << >> >>"
    ).encode()


def _to_unicode(characters: Sequence[str]) -> str:
    pairs = "".join(
        f"1 beginbfchar <{code:02x}> <{c.encode('utf-16-be').hex()}> endbfchar "
        for code, c in enumerate(characters, 1)
    )
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange <00> <FF> "
        f"endcodespacerange {pairs} endcmap end end"
    )


def stream(content: bytes, entries: str = "") -> bytes:
    return f"<< /Length {len(content)} {entries} >>\nstream\n".encode() + content + b"\nendstream"


def _content(sheet: Sheet, characters: Sequence[str]) -> str:
    turns = {0: "1 0 0 1", 90: "0 -1 1 0", 270: "0 1 -1 0", 180: "-1 0 0 -1", 45: "0.707 -0.707 0.707 0.707"}
    found = []
    for x, y, text, size, angle in sheet.texts:
        codes = "".join(f"{characters.index(c) + 1:02x}" for c in text)
        found.append(f"BT /F {size} Tf {turns[angle]} {x} {HEIGHT - y} Tm <{codes}> Tj ET")
    found += [f"0.5 w {x0} {HEIGHT - y0} m {x1} {HEIGHT - y1} l S" for x0, y0, x1, y1 in sheet.lines]
    for x0, y0, x1, y1, filled in sheet.boxes:
        paint = "0.8 g {} f 0 g" if filled else "{} S"
        found.append(paint.format(f"{x0} {HEIGHT - y1} {x1 - x0} {y1 - y0} re"))
    found += [f"q {x1 - x0} 0 0 {y1 - y0} {x0} {HEIGHT - y1} cm /I Do Q" for x0, y0, x1, y1 in sheet.pictures]
    return "\n".join([*found, sheet.raw])


def ofd_file(*sheets: Sheet, extra: dict[str, str | bytes] | None = None) -> bytes:
    pages = "".join(f'<ofd:Page ID="{n}" BaseLoc="Pages/{n}/Content.xml"/>' for n in range(len(sheets)))
    parts: dict[str, str | bytes] = {
        "OFD.xml": f"<ofd:OFD {OFD}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody>"
        "</ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {OFD}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 "
        f"{WIDTH * MM} {HEIGHT * MM}</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData>"
        f"<ofd:Pages>{pages}</ofd:Pages></ofd:Document>",
    }
    for number, sheet in enumerate(sheets):
        parts[f"Doc_0/Pages/{number}/Content.xml"] = ofd_page("".join(_objects(sheet)))
    return archive({**parts, **(extra or {})})


def ofd_page(objects: str, before: str = "") -> str:
    return f"<ofd:Page {OFD}>{before}<ofd:Content><ofd:Layer>{objects}</ofd:Layer></ofd:Content></ofd:Page>"


def _objects(sheet: Sheet) -> Iterable[str]:
    turns = {
        0: "",
        90: 'CTM="0 1 -1 0 0 0"',
        270: 'CTM="0 -1 1 0 0 0"',
        180: 'CTM="-1 0 0 -1 0 0"',
        45: 'CTM="1 1 -1 1 0 0"',
    }
    for x, y, text, size, angle in sheet.texts:
        steps = " ".join(f"{size * MM * (1.0 if ord(c) > 255 else 0.5):.4f}" for c in text[:-1])
        safe = text.replace("&", "&amp;").replace("<", "&lt;")
        yield (
            f'<ofd:TextObject Boundary="{x * MM} {y * MM} 100 10" Size="{size * MM}" {turns[angle]}>'
            f'<ofd:TextCode X="0" Y="0" DeltaX="{steps}">{safe}</ofd:TextCode></ofd:TextObject>'
        )
    for x0, y0, x1, y1 in sheet.lines:
        yield _path(x0, y0, f"M 0 0 L {(x1 - x0) * MM} {(y1 - y0) * MM}")
    for x0, y0, x1, y1, filled in sheet.boxes:
        w, h = (x1 - x0) * MM, (y1 - y0) * MM
        paint = 'Stroke="false" Fill="true"' if filled else ""
        yield _path(x0, y0, f"M 0 0 L {w} 0 L {w} {h} L 0 {h} C", paint)
    for x0, y0, x1, y1 in sheet.pictures:
        yield f'<ofd:ImageObject Boundary="{x0 * MM} {y0 * MM} {(x1 - x0) * MM} {(y1 - y0) * MM}"/>'


def _path(x: float, y: float, data: str, paint: str = "") -> str:
    return (
        f'<ofd:PathObject Boundary="{x * MM} {y * MM} 200 200" {paint}>'
        f"<ofd:AbbreviatedData>{data}</ofd:AbbreviatedData></ofd:PathObject>"
    )
