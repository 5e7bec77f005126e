"""What a value and a question about its state have in common: the thing in the report that they are about."""

from __future__ import annotations

from gouji.grammar.syntax import Kind
from gouji.grammar.typed import CellValue, Element, ReportValue, SectionText


def thing(node: object) -> object:
    """The thing a node is about, the same for its value and for whether it is there."""
    match node:
        case ReportValue():
            return ("fact", node.whose, node.field)
        case SectionText():
            return (
                ("element", node.section)
                if isinstance(node.section, int)
                else ("text", node.whose, node.section)
            )
        case CellValue(field="value") if isinstance(node.row, int) and node.row == node.column:
            return ("element", node.row)
        case Element(kind=None):
            return ("fact", node.whose, node.path)
        case Element(kind=Kind.SECTION, level=None):
            return ("text", node.whose, node.path[-1])
        case Element(level=int() as level):
            return ("element", level) if node.kind not in {Kind.ROW, Kind.COLUMN} else node
        case _:
            return node
