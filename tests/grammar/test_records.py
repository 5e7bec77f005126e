"""Frozen classes that are cheap to define behave like those of ``dataclasses``."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from dataclasses import FrozenInstanceError, field
from typing import Any

import pytest
from gouji.grammar.records import dataclass, maker


@dataclass(frozen=True, slots=True)
class Place:
    row: int
    column: int = 1
    seen: list[str] = field(default_factory=list)
    mark: str = field(default="", compare=False, repr=False)


@dataclasses.dataclass(frozen=True, slots=True)
class Model:
    row: int
    column: int = 1
    seen: list[str] = field(default_factory=list)
    mark: str = field(default="", compare=False, repr=False)


@dataclass(frozen=True)
class Open:
    row: int


@dataclass(frozen=True, slots=True)
class Own:
    row: int

    def __repr__(self) -> str:
        return "own"


@dataclass(frozen=True, slots=True)
class Nothing:
    """No field at all."""


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ((1,), {}),
        ((1, 2), {}),
        ((1,), {"column": 3}),
        ((1, 2, ["a"], "m"), {}),
        ((), {"mark": "m", "row": 1}),
    ],
)
def test_it_is_constructed_and_shown_like_a_dataclass(given, named):
    made, model = Place(*given, **named), Model(*given, **named)

    assert dataclasses.astuple(made) == dataclasses.astuple(model)
    assert repr(made) == repr(model).replace("Model", "Place")


@pytest.mark.parametrize(("given", "named"), [((), {}), ((1, 2, [], "", 5), {}), ((1,), {"colum": 2})])
def test_wrong_arguments_are_refused(given, named):
    with pytest.raises(TypeError):
        Place(*given, **named)


def test_defaults_are_made_anew():
    assert Place(1).seen is not Place(1).seen


def test_equality_goes_by_fields_that_are_compared_and_by_class():
    assert Place(1, mark="a") == Place(1, mark="b")
    assert Place(1) != Place(2)
    assert Place(1) != Model(1)
    assert Nothing() == Nothing()
    assert len({Open(1), Open(1), Open(2)}) == 2


def test_a_field_that_cannot_be_hashed_keeps_its_owner_from_it():
    with pytest.raises(TypeError):
        hash(Place(1))


@pytest.mark.parametrize("one", [Place(1), Open(1)])
def test_nothing_can_be_set_or_deleted(one: Any):
    with pytest.raises(FrozenInstanceError):
        one.row = 2
    with pytest.raises(FrozenInstanceError):
        del one.row
    assert one.row == 1


def test_slots_leave_no_room_for_more():
    assert not hasattr(Place(1), "__dict__")
    assert hasattr(Open(1), "__dict__")


@pytest.mark.parametrize("one", [Place(1, 2, ["a"], "m"), Open(1), Nothing()])
def test_it_is_copied_and_pickled(one):
    assert pickle.loads(pickle.dumps(one)) == one
    assert copy.deepcopy(one) == one


def test_it_is_replaced_and_matched():
    match dataclasses.replace(Place(1, 2), row=7):
        case Place(row, column):
            assert (row, column) == (7, 2)


def test_methods_of_its_own_stay():
    assert repr(Own(1)) == "own"


def test_only_frozen_classes_are_made():
    with pytest.raises(ValueError, match="frozen"):
        dataclass(frozen=False)


def test_what_a_maker_makes_is_no_different():
    made = maker(Place)(1, column=2, mark="m")

    assert made == Place(1, 2)
    assert type(made) is Place
    assert made.mark == "m"
    with pytest.raises(FrozenInstanceError):
        made.row = 2  # type: ignore[misc]


def test_a_maker_refuses_wrong_arguments():
    with pytest.raises(TypeError):
        maker(Place)(1, 2, [], "", 5)  # type: ignore[call-arg]


@dataclass(frozen=True)
class Loose:
    """As many fields, in a dictionary."""

    row: int
    column: int = 1
    seen: list[str] = field(default_factory=list)
    mark: str = ""


def test_classes_without_slots_are_filled_as_well():
    assert vars(Loose(1, mark="m")) == {"row": 1, "column": 1, "seen": [], "mark": "m"}
    with pytest.raises(FrozenInstanceError):
        Loose(1).row = 2  # type: ignore[misc]
