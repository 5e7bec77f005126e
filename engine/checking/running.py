"""The state of one evaluation: reports in play, elements of open scopes, what has been looked at."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from gouji.engine.binding.report import NOWHERE
from gouji.engine.checking.outcomes import TextUse
from gouji.engine.checking.values import Unknown
from gouji.grammar.messages import message
from gouji.grammar.syntax import Kind
from gouji.grammar.typed import Whose
from gouji.rules.instances import instance_key

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gouji.engine.binding.report import BoundSection, Claim, Picture, TextFact, TextLine
    from gouji.engine.checking.others import OtherView
    from gouji.engine.checking.outcomes import CellUse, Outcome
    from gouji.engine.checking.views import Seen, View
    from gouji.engine.reading.document import Location
    from gouji.grammar.schema import Parameter, Path


class Instance(NamedTuple):
    """What the elements of the open scopes are called together."""

    key: str = ""
    label: str = ""


WHOLE = Instance()
"""The one instance of a rule without scopes."""


@dataclass(frozen=True, slots=True)
class Element:
    """What a scope stands at.

    Attributes:
        key: its part of the instance; ``label`` what the form prints for it.
        id: of a section, part or table; ``section`` the section a part belongs to.
        heading, picture, pair: the thing itself where it has no id; ``pair`` also holds a single member.
        seen: of a cell, what stands there.
        stated: the claim or text fact itself; ``both`` the two of a pair of claims.
    """

    kind: Kind
    key: str
    label: str
    location: Location = NOWHERE
    table: str | None = None
    row: Path | None = None
    column: Path | None = None
    id: str | None = None
    section: str | None = None
    heading: BoundSection | None = None
    picture: Picture | None = None
    pair: tuple[View, ...] = ()
    seen: Seen | None = None
    stated: Claim | TextFact | None = None
    both: tuple[Element, ...] = ()

    @property
    def states(self) -> bool:
        """Whether it is something that the text states."""
        return self.stated is not None or bool(self.both)

    def within(self, outer: Instance) -> Instance:
        """The instance that this element makes of the one around it."""
        if outer is WHOLE:
            return Instance(self.key, self.label)
        return Instance(instance_key((outer.key, self.key)), f"{outer.label} · {self.label}")


@dataclass(slots=True)
class Run:
    """One rule being evaluated on one report.

    Attributes:
        filled, due: ids of the form that was filled and the form of the report year.
        elements: of the open scopes, from the outside; ``instance`` what they are called together.
        member: the member that ``member.x`` is about, if any.
        members: their reports, one of each; ``versions`` also second versions, for comparing pairs.
        seen, texts: what the condition looked at, in the order written.
        outcomes: of the rule, so far.
    """

    view: View
    filled: str
    due: str
    parameters: Mapping[str, Parameter]
    previous: OtherView | None = None
    members: tuple[OtherView, ...] = ()
    versions: tuple[OtherView, ...] = ()
    elements: list[Element] = field(default_factory=list)
    instance: Instance = WHOLE
    member: View | None = None
    seen: list[Seen] = field(default_factory=list)
    texts: list[TextUse] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)

    def whose(self, whose: Whose) -> View | Unknown:
        """The report a value is looked up in."""
        match whose:
            case Whose.SELF:
                return self.view
            case Whose.PREVIOUS:
                return self.previous or Unknown(message("checking.no_previous"), applicable=False)
            case Whose.MEMBER:
                member = self.member or self._pair(0)
            case Whose.FIRST:
                member = self._pair(0)
            case Whose.SECOND:
                member = self._pair(1)
        return member or Unknown(message("checking.no_members"), applicable=False)

    def _pair(self, index: int) -> View | None:
        for one in reversed(self.elements):
            if len(one.pair) > index:
                return one.pair[index]
        return None

    def forget(self) -> None:
        """Begin a new instance: nothing looked at yet."""
        self.seen.clear()
        self.texts.clear()

    def cells(self) -> tuple[CellUse, ...]:
        """The cells looked at, once each."""
        if len(self.seen) < 2:
            return tuple([seen.use for seen in self.seen])
        return tuple({id(seen): seen.use for seen in self.seen}.values())

    def location(self) -> Location:
        """Where to look: at what the text states, else at the first cell or paragraph looked at."""
        if self.elements and self.elements[-1].states:
            return self.elements[-1].location
        for seen in self.seen:
            if seen.use.fact.location is not NOWHERE and seen.use.place.report == "self":
                return seen.use.fact.location
        for text in self.texts:
            if text.location is not NOWHERE and text.report == "self":
                return text.location
        return next((one.location for one in reversed(self.elements) if one.location is not NOWHERE), NOWHERE)

    def look_at(self, element: Element) -> None:
        """Remember the sentence of a claim or text fact: a rule about it is about these words."""
        for one in element.both or (element,):
            if one.stated is not None:
                self.texts.append(TextUse(self.view.name, one.stated.sentence, one.location))

    def point_at(self, element: Element) -> None:
        """Remember what is printed for a heading, section, part or picture: the words a person looks for."""
        if element.heading is not None or element.picture is not None:
            self.texts.append(TextUse(self.view.name, element.label, element.location))
        elif (section := element.id if element.kind is Kind.SECTION else element.section) is not None:
            heading = self.view.heading(section)
            if heading is not None:
                self.note(self.view, heading)

    def note(self, view: View, line: TextLine) -> None:
        """Remember a paragraph as what was found, or as the place where something is missing."""
        if not any(one.location is line.location and one.text is line.text for one in self.texts):
            self.texts.append(TextUse(view.name, line.text, line.location))
