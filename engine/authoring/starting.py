"""What a draft begins with when there is no form to read: a small one, or that of another pack."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gouji.engine.authoring.proposal import Proposal
from gouji.engine.authoring.sums import implied_sums
from gouji.grammar.catalogue import render
from gouji.grammar.messages import message
from gouji.grammar.schema import Item, Section, Table

if TYPE_CHECKING:
    from gouji.grammar.schema import Schema


def small_form() -> Proposal:
    """Two sections and a table with a total, in general words."""
    table = Table(
        id="cases",
        section="figures",
        rows=(_item("received"), _item("closed"), _item("pending")),
        columns=(_item("persons"), _item("bodies"), _item("total", total=True)),
        name=_word("cases"),
        label=_word("cases_label"),
        blank="zero",
        placeholder="zero",
        corner=_word("corner"),
    )
    sections = (
        Section("work", "一", _word("work"), _word("work")),
        Section("figures", "二", _word("figures"), _word("figures")),
    )
    return Proposal("", sections, (table,), implied_sums(table))


def form_of(schema: Schema) -> Proposal:
    """The form that is there already, unchanged."""
    return Proposal("", tuple(schema.sections.values()), tuple(schema.tables.values()))


def _word(name: str) -> str:
    return render(message(f"draft.small_{name}"), "zh")


def _item(name: str, *, total: bool = False) -> Item:
    return Item((name,), _word(name), _word(name), total=total)
