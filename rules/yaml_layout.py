"""How entries of a YAML file are laid out: on one line or on several, in which quotation marks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gouji.rules.commented_yaml import Entry, File, Value

WIDEST = 120
"""Code points; a mapping or list in brackets that is longer goes on lines of its own."""
LONGEST = 30
"""Code points; a list of longer texts has a line for each."""
STEP = "  "

_BREAKS = re.compile("[\n\r\x85\u2028\u2029]")
_ESCAPED = re.compile("[^\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]|[\u2028\u2029]")
"""What no file holds but as an escape."""


def written(file: File) -> str:
    """The text of a file."""
    return _Writer().file(file)


def is_tall(value: Value) -> bool:
    """Whether a value takes several lines."""
    return bool(value.entries) and (not value.flow or len(_inline(value) or "x" * WIDEST) >= WIDEST)


class _Writer:
    def file(self, file: File) -> str:
        lines = [*file.head, *(["---"] if file.marked else []), *self._block(file.root, "")]
        lines += file.tail
        while lines and not lines[0]:
            lines.pop(0)
        return "\n".join(line.rstrip() if line.lstrip().startswith("#") else line for line in lines) + "\n"

    def _block(self, value: Value, indent: str) -> Iterator[str]:
        if value.kind == "mapping":
            for number, entry in enumerate(value.entries):
                yield from self._above(entry, indent, first=number == 0)
                yield from self._entry(f"{indent}{_key(entry)}:", entry, indent)
        else:
            for number, entry in enumerate(value.entries):
                yield from self._item(entry, indent, first=number == 0)

    def _above(self, entry: Entry, indent: str, *, first: bool) -> Iterator[str]:
        above = entry.above[1:] if first and entry.above and not entry.above[0] else entry.above
        yield from (f"{indent}{line}" if line else "" for line in above)

    def _item(self, entry: Entry, indent: str, *, first: bool) -> Iterator[str]:
        value = entry.value
        inner = value.entries[0] if value.kind == "mapping" and value.entries else None
        entry.above += self._led(value, f"{indent}- ")
        yield from self._above(entry, indent, first=first)
        if inner is None or value.anchor or self._fits(f"{indent}- ", value) or entry.beside:
            yield from self._entry(f"{indent}-", entry, indent)
            return
        lines = self._block(value, indent + STEP)
        yield f"{indent}- {next(lines)[len(indent) + 2 :]}"
        yield from lines

    def _led(self, value: Value, head: str) -> list[str]:
        """The comments before anything in a value on lines of its own, taken out of it to stand above it."""
        if not value.entries or self._fits(head, value):
            return []
        inner = value.entries[0]
        led = [one for one in inner.above if one]
        inner.above = []
        return led + (self._led(inner.value, f"{head}- ") if value.kind == "list" else [])

    def _entry(self, head: str, entry: Entry, indent: str) -> Iterator[str]:
        value, beside = entry.value, f"  {entry.beside}" if entry.beside else ""
        anchor = f" &{value.anchor}" if value.anchor else ""
        if value.kind == "scalar" and value.style in {"|", ">"}:
            yield f"{head}{anchor} {_head(value)}{beside}"
            yield from (f"{indent}{STEP}{line}" if line else "" for line in value.raw)
        elif filled := self._filled(f"{head}{anchor} [", indent + STEP, value):
            *lines, last = filled
            yield from lines
            yield f"{last}]{beside}"
        elif self._fits(f"{head}{anchor} ", value):
            yield f"{head}{anchor} {_inline(value)}{beside}"
        else:
            yield f"{head}{anchor}{beside}"
            yield from self._block(value, indent + STEP)

    def _filled(self, head: str, indent: str, value: Value) -> list[str]:
        """The lines of a long list of short words; none when it is something else."""
        if value.kind != "list" or not value.flow or self._fits(head[:-1], value):
            return []
        words = [
            None if _inline(one.value) is None or one.beside or one.above else one for one in value.entries
        ]
        texts = [_item_text(one) for one in words if one is not None]
        if len(texts) < len(words) or max(map(len, texts)) > LONGEST:
            return []
        if any(one.value.kind not in {"scalar", "alias"} for one in value.entries):
            return []
        lines = [head]
        for number, text in enumerate(texts):
            part = text if number == len(texts) - 1 else f"{text},"
            gap = "" if lines[-1] in {head, indent} else " "
            if gap and len(lines[-1]) + len(part) + 2 > WIDEST:
                lines.append(indent)
                gap = ""
            lines[-1] += gap + part
        return lines

    def _fits(self, head: str, value: Value) -> bool:
        """Whether a value goes on the line of its key."""
        if value.kind in {"scalar", "alias"} or not value.entries:
            return value.style not in {"|", ">"}
        text = _inline(value) if value.flow else None
        return text is not None and len(head) + len(text) <= WIDEST


def _head(value: Value) -> str:
    """The mark of a block scalar, without an indentation of its own."""
    return "".join(character for character in value.head if not character.isdigit())


def _inline(value: Value) -> str | None:
    """A value on one line; ``None`` when a comment in it needs its own."""
    if value.kind == "alias":
        return f"*{value.text}"
    if value.kind == "scalar":
        return None if value.style in {"|", ">"} else _scalar(value)
    parts = []
    for entry in value.entries:
        text = _inline(entry.value)
        if text is None or entry.beside or any(entry.above):
            return None
        parts.append(_item_text(entry))
    inner = ", ".join(parts)
    return f"[{inner}]" if value.kind == "list" else f"{{{inner}}}"


def _item_text(entry: Entry) -> str:
    """An entry inside brackets."""
    anchor = f"&{entry.value.anchor} " if entry.value.anchor else ""
    text = f"{anchor}{_inline(entry.value)}"
    return text if entry.key is None else f"{_key(entry)}: {text}"


def _key(entry: Entry) -> str:
    if entry.key is None:
        return ""
    anchor = f"&{entry.key.anchor} " if entry.key.anchor else ""
    return anchor + _scalar(entry.key)


def _scalar(value: Value) -> str:
    text = value.text
    if not value.style and (not text or _BREAKS.search(text) is None):
        return text or "null"
    if _ESCAPED.search(text) is None:
        return "'" + text.replace("'", "''") + "'"
    return _double(text)


def _double(text: str) -> str:
    escapes = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}
    written = (escapes.get(one) or (one if one.isprintable() else f"\\U{ord(one):08x}") for one in text)
    return '"' + "".join(written) + '"'
