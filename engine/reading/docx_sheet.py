"""The style sheet of a Word document, of which a document uses little: styles are parsed when asked for.

Most sheets are larger than their documents, and parsing them whole would take longer than reading these.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gouji.engine.reading.docx_names import WORD
from gouji.engine.reading.docx_package import parse_part
from gouji.engine.reading.faults import Fault

if TYPE_CHECKING:
    from lxml.etree import _Element

ROOT = re.compile(rb"(?:\xef\xbb\xbf)?(?:<\?xml[^>?]*\?>)?\s*<w:styles\s[^>]*>")
OTHER_ENCODING = re.compile(rb"""encoding\s*=\s*["'](?!utf-8["'])""", re.IGNORECASE)
STYLE = re.compile(rb"""<w:style(?: [\w:]+="[^"<&\n\r\t]*+")*+ ?/?>""")
"""The opening tag of a style as nearly all programs write it."""

PLAIN_NAME = re.compile(r"[^\"'&<>\s]*")
ID, DEFAULT = b' w:styleId="%s', b' w:default="'
OPENED, END, ROOT_END = b"<w:style ", b"</w:style>", b"</w:styles>"


class Sheet:
    """The styles of a document; this one has none.

    Attributes:
        default: the id of the style of paragraphs that name none, the last that says to be it.
    """

    default: str | None = None

    def style(self, _name: str) -> _Element | None:
        """The first style of an id."""
        return None


class _WholeSheet(Sheet):
    """A sheet that was parsed."""

    def __init__(self, root: _Element) -> None:
        self._styles: dict[str, _Element] = {}
        for style in root.iterchildren(f"{WORD}style"):
            name = style.get(f"{WORD}styleId", "")
            self._styles.setdefault(name, style)
            if _is_default(style):
                self.default = name

    def style(self, name: str) -> _Element | None:
        return self._styles.get(name)


class _SheetInParts(Sheet):
    """A sheet whose styles are found by their ids; parsed whole when one is not found in that way."""

    def __init__(self, data: bytes, root: bytes) -> None:
        self._data = data
        self._root = root
        self._styles: dict[str, _Element | None] = {}
        self._whole: Sheet | None = None
        self.default = self._default()

    def _default(self) -> str | None:
        at = self._data.rfind(DEFAULT)
        while at >= 0:
            style = self._at(at)
            if style is None:
                return self._parsed().default
            if _is_default(style):
                return style.get(f"{WORD}styleId", "")
            at = self._data.rfind(DEFAULT, 0, at)
        return None

    def style(self, name: str) -> _Element | None:
        if self._whole is not None:
            return self._whole.style(name)
        if name not in self._styles:
            at = self._data.find(ID % (name.encode() + b'"')) if PLAIN_NAME.fullmatch(name) else -1
            found = self._at(at) if at >= 0 else None
            missing = at < 0 and self._data.count(OPENED) == self._data.count(ID % b"")
            self._styles[name] = found if found is not None or missing else self._parsed().style(name)
        return self._styles[name]

    def _parsed(self) -> Sheet:
        """The whole sheet; one that cannot be parsed is without styles."""
        if self._whole is None:
            root = parse_part(self._data)
            self._whole = Sheet() if isinstance(root, Fault) else _WholeSheet(root)
        return self._whole

    def _at(self, attribute: int) -> _Element | None:
        """The style in whose opening tag an attribute stands; ``None`` when it may stand elsewhere."""
        start = self._data.rfind(b"<", 0, attribute)
        tag = STYLE.match(self._data, start)
        if tag is None or tag.end() <= attribute:
            return None
        end = tag.end()
        if not tag[0].endswith(b"/>"):
            end = self._data.find(END, end) + len(END)
        root = parse_part(self._root + self._data[start:end] + ROOT_END)
        return None if isinstance(root, Fault) else next(root.iterchildren(f"{WORD}style"), None)


def style_sheet(data: bytes) -> Sheet | Fault:
    """The style sheet in a part; or why that cannot be parsed."""
    head = ROOT.match(data)
    # Comments, sections of characters and instructions may hold what only looks like a style;
    # quotes and references write an id in another way.
    unusual = (b"!", b"?", b"'", b"&")
    if (
        head is not None
        and not OTHER_ENCODING.search(head[0])
        and all(data.find(sign, head.end()) < 0 for sign in unusual)
    ):
        return _SheetInParts(data, head[0])
    root = parse_part(data)
    return root if isinstance(root, Fault) else _WholeSheet(root)


def _is_default(style: _Element) -> bool:
    return style.get(f"{WORD}type") == "paragraph" and style.get(f"{WORD}default") in {"1", "true"}
