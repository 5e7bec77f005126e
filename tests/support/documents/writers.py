"""Every way to write a report as a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from gouji.engine.reading.document import Document

from documents import sheet, text, web, word
from documents.model import Report
from documents.variation import PLAIN, Variation, varied


@dataclass(frozen=True, slots=True)
class Writer:
    """A format, or a layout of one.

    Attributes:
        suffix: the ending of its files.
        write: makes the bytes of one.
        never: what no file of the format shows, set to what it is instead.
        ordered: whether it loses the heads of columns, so that only their order tells them.
    """

    suffix: str
    write: Callable[[Document, Variation], bytes]
    never: Mapping[str, Any] = field(default_factory=dict)
    ordered: bool = False


UNCUT: Mapping[str, Any] = MappingProxyType({"cut": 0, "split_heads": False})
"""Of a format that takes tables apart by itself."""

WRITERS: Mapping[str, Writer] = MappingProxyType(
    {
        "docx": Writer("docx", word.word),
        "html_clean": Writer("html", web.clean),
        "html_sloppy": Writer("html", web.sloppy),
        "html_gbk": Writer("html", web.declared_gbk),
        "html_gbk_undeclared": Writer("html", web.undeclared_gbk),
        "html_borderless": Writer("html", web.borderless),
        "txt_indented": Writer("txt", text.indented),
        "txt_gb18030": Writer("txt", text.gb18030),
        "txt_tabbed": Writer("txt", text.tabbed),
        "txt_piped": Writer("txt", text.piped),
        "md": Writer("md", text.markdown),
        "md_recognised": Writer("md", text.recognised, UNCUT, ordered=True),
        "xlsx": Writer("xlsx", sheet.sheet, {"page_number": False}),
    }
)


def written(report: Report, writer: Writer, variation: Variation = PLAIN) -> bytes:
    """The report as the bytes of a file."""
    shown = replace(variation, **writer.never)
    return writer.write(varied(report.document(), shown), shown)
