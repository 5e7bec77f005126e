"""Frozen dataclasses that cost little to define.

``dataclasses`` writes and compiles six methods for each class as its module is imported, which for some
hundred kinds of nodes took a quarter of the time of a short run. Here the constructor is written when it is
first called, and the other methods are the same few functions for all classes. What the classes do is the
same, and type checkers are told that they are dataclasses.

Fields have to be arguments of the constructor, with or without a default; there is no ``__post_init__``, and
no class extends one that was made here.

Setting a field of a frozen object in a roundabout way takes most of the time of making one. So an object is
for a moment, while its constructor fills it, of a class that has the same slots and allows it.
"""

from __future__ import annotations

import dataclasses
from dataclasses import MISSING, FrozenInstanceError
from functools import cache
from operator import attrgetter
from types import MemberDescriptorType
from typing import TYPE_CHECKING, Any, NoReturn, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

C = TypeVar("C", bound=type)
P = ParamSpec("P")
T = TypeVar("T")

FEW = 3
"""Up to so many fields are set as fast by the setters of their slots."""


def _dataclass(*, frozen: bool, slots: bool = False) -> Callable[[C], C]:
    """A decorator like that of ``dataclasses``, for classes that do not extend dataclasses.

    Args:
        frozen: always true; written out because readers, and type checkers, look for it.
        slots: whether instances have slots instead of a ``__dict__``.
    """
    if not frozen:
        raise ValueError("only frozen classes are made here")

    def made(plain: C) -> C:
        own = frozenset(vars(plain))
        found: Any = dataclasses.dataclass(init=False, repr=False, eq=False, slots=slots)(plain)
        for name, method in _methods(found).items():
            if name not in own:
                setattr(found, name, method)
        return found  # type: ignore[no-any-return]

    return made


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(kind)) if dataclasses.is_dataclass(kind) else ()


def parts(node: object) -> Iterator[object]:
    """The values of the fields of a dataclass; nothing for whatever else."""
    kind: Any = type(node)
    return (getattr(node, name) for name in _names(kind))


def _methods(owner: Any) -> dict[str, Callable[..., Any]]:  # noqa: ANN401 - any dataclass
    compared = [
        field.name
        for field in dataclasses.fields(owner)
        if (field.compare if field.hash is None else field.hash)
    ]
    values: Callable[[object], object] = attrgetter(*compared) if compared else lambda _: ()

    def init(self: object, *given: object, **named: object) -> None:
        owner.__init__ = _constructor(owner)
        owner.__init__(self, *given, **named)

    def equal(self: object, other: object) -> bool:
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    def hashed(self: object) -> int:
        return hash(values(self))

    return {"__init__": init, "__eq__": equal, "__hash__": hashed, **COMMON}


def _constructor(owner: Any) -> Callable[..., None]:  # noqa: ANN401 - any dataclass
    """The ``__init__`` of a class."""
    arguments, values, names = _parameters(owner)
    slots = {name: slot for name in values if isinstance(slot := vars(owner).get(name), MemberDescriptorType)}
    if len(slots) == len(values) > FEW:
        names |= {"_turn_": _turn, "_owner_": owner, "_open_": _opened(owner)}
        lines = [f"self.{name} = {value}" for name, value in values.items()]
        return _written(owner, ["self", *arguments], ["_turn_(self, _open_)", *lines, TURN_BACK], names)
    lines = []
    for name, value in values.items():
        if name in slots:  # its setter takes half the time of object.__setattr__
            names[f"put_{name}"] = slots[name].__set__
            lines.append(f"put_{name}(self, {value})")
        else:
            lines.append(f"_put_(self, {name!r}, {value})")
    names["_put_"] = object.__setattr__
    return _written(owner, ["self", *arguments], lines or ["pass"], names)


def maker(kind: Callable[P, T]) -> Callable[P, T]:
    """A function that makes what calling the class ``kind`` makes, in half the time.

    For where thousands are made; the class has slots.
    """
    owner: Any = kind
    arguments, values, names = _parameters(owner)
    names |= {"_owner_": owner, "_open_": _opened(owner)}
    lines = ["self = _open_()", *(f"self.{name} = {value}" for name, value in values.items()), TURN_BACK]
    return _written(owner, arguments, [*lines, "return self"], names)


def frozen(drafts: Iterable[object], kind: type[T]) -> list[T]:
    """Turn drafts, objects of a class with the same slots, into objects of the class ``kind``."""
    found: list[Any] = []
    for draft in drafts:
        draft.__class__ = kind
        found.append(draft)
    return found


def _opened(owner: type) -> type:
    """A class with the slots of ``owner`` that lets them be set; its objects can become ``owner``'s."""
    return type(owner.__name__, (), {"__slots__": tuple(vars(owner)["__slots__"])})


_turn: Callable[[object, type], None] = vars(object)["__class__"].__set__
"""Makes an object one of another class, even where the object refuses to have attributes set."""

TURN_BACK = "self.__class__ = _owner_"


def _parameters(owner: Any) -> tuple[list[str], dict[str, str], dict[str, Any]]:  # noqa: ANN401
    """The parameters of the constructor, the expression for each field, and the names in all of these."""
    arguments, values = [], {}
    names: dict[str, Any] = {"_missing_": MISSING}
    for field in dataclasses.fields(owner):
        name = values[field.name] = field.name
        if field.default is not MISSING:
            names[f"default_{name}"] = field.default
            arguments.append(f"{name}=default_{name}")
        elif field.default_factory is not MISSING:
            names[f"make_{name}"] = field.default_factory
            arguments.append(f"{name}=_missing_")
            values[name] = f"make_{name}() if {name} is _missing_ else {name}"
        else:
            arguments.append(name)
    return arguments, values, names


def _written(
    owner: type, arguments: Sequence[str], lines: Sequence[str], names: dict[str, Any]
) -> Callable[..., Any]:
    """The function of these lines."""
    body = "".join(f"    {line}\n" for line in lines)
    source = f"def __init__({', '.join(arguments)}):\n{body}"
    exec(source, names)  # noqa: S102 - of names of fields alone, as dataclasses does
    method: Callable[..., Any] = names["__init__"]
    method.__qualname__ = f"{owner.__qualname__}.__init__"
    return method


def _shown(self: Any) -> str:  # noqa: ANN401 - any dataclass
    fields = (
        f"{field.name}={getattr(self, field.name)!r}" for field in dataclasses.fields(self) if field.repr
    )
    return f"{self.__class__.__qualname__}({', '.join(fields)})"


def _refuse_to_set(_self: object, name: str, _value: object) -> NoReturn:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(_self: object, name: str) -> NoReturn:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _state(self: Any) -> list[Any]:  # noqa: ANN401 - any dataclass
    return [getattr(self, field.name) for field in dataclasses.fields(self)]


def _restore(self: Any, state: list[Any]) -> None:  # noqa: ANN401 - any dataclass
    for field, value in zip(dataclasses.fields(self), state, strict=True):
        object.__setattr__(self, field.name, value)


COMMON: dict[str, Callable[..., Any]] = {
    "__repr__": _shown,
    "__setattr__": _refuse_to_set,
    "__delattr__": _refuse_to_delete,
    "__getstate__": _state,
    "__setstate__": _restore,
}
"""The methods that need nothing of their class but its fields."""

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass  # noqa: PLC0414 - for others to import
else:
    dataclass = _dataclass
