"""What a field says of itself beside value and rule: its keywords, and how they are kept."""

from __future__ import annotations

from typing import Any, Generic, Literal, Self, TypedDict, TypeVar, overload

import param


class Words(TypedDict, total=False):
    """The keywords of every field: its name, what it is, and what `Field` has of them."""

    label: str
    doc: str
    symbol: str
    short: str
    unit: str
    group: str
    because: str
    example: str


class NumberWords(Words, total=False):
    """The keywords of every number besides: its step, and what `Slider` has of them."""

    step: float
    scale: Literal["", "log"]
    soft: tuple[float, float] | None
    play: int


T = TypeVar("T")
Parameter = param.Parameter[Any]


class Said(Generic[T]):
    """What a field says of itself: a keyword where it is declared, an attribute from then on.

    It stands in the field's `metadata`, where whatever else reads parameters looks for it.
    """

    def __init__(self, otherwise: T) -> None:
        self.otherwise = otherwise

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    @overload
    def __get__(self, field: None, owner: type) -> Self: ...
    @overload
    def __get__(self, field: Parameter, owner: type) -> T: ...
    def __get__(self, field: Parameter | None, owner: type) -> Self | T:
        if field is None:
            return self
        said: T = (field.metadata or {}).get(self.name, self.otherwise)
        return said
