"""Fields of scenarios and displays, properties of components and arguments are described.

Nothing is described that is not there.
"""

from __future__ import annotations

import inspect
import math
import re
from collections.abc import Callable, Iterator
from typing import Any

import param
import pytest

from engine.fields import Count, Field, Numbers, Real
from tests.gates.test_docstrings import classes, modules

# What is told in a unit has it beside its slider, too.
IN_A_UNIT = re.compile(r"\bin (?:1/Γ₀|Γ₀|µs|MHz|GHz|ns|ms|mK|K)\b|\bin units of π")

SEVERAL = (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)

SECTION = re.compile(r"\nParameters\n-+\n(.*?)(?=\n\n?[A-Z]\w+\n-+\n|\n\n\S|\Z)", re.S)


def own_parameters(owner: Callable[..., Any]) -> dict[str, param.Parameter[Any]]:
    """The parameters that a class declares itself; every class of param has a `name`."""
    return {
        name: found
        for name, found in vars(owner).items()
        if isinstance(found, param.Parameter) and name != "name"
    }


def told_badly(name: str, one: param.Parameter[Any]) -> Iterator[str]:
    """What a parameter does not say of itself."""
    doc = (one.doc or "").strip()
    if not re.fullmatch(r"[^a-z\s].*\.", doc, re.S):
        yield f"{name}: its doc must be a sentence, not {doc!r}"
    if not isinstance(one, Field):
        return
    if not (one.label or "").strip() or one.label != one.label.strip(" ."):
        yield f"{name}: its label must be a name, not {one.label!r}"
    if isinstance(one, Real | Count | Numbers) and not (
        one.bounds and all(end is not None and math.isfinite(end) for end in one.bounds)
    ):
        yield f"{name}: it must have two bounds, not {one.bounds}"
    if IN_A_UNIT.search(doc) and not one.unit:
        yield f"{name}: its unit must be said, not only in its doc"


def badly_told(owner: type) -> list[str]:
    """What the parameters of a class do not say of themselves."""
    return [
        fault
        for key, one in own_parameters(owner).items()
        for fault in told_badly(f"{owner.__module__}.{owner.__qualname__}.{key}", one)
    ]


def described(docstring: str) -> list[str]:
    """The arguments that a docstring lists, which may be none.

    >>> described("What it is.\\n\\nParameters\\n----------\\na, b\\n    Two.\\nc\\n    One.\\n")
    ['a', 'b', 'c']
    """
    found = SECTION.search(docstring)
    lines = re.findall(r"^\*{0,2}(\w.*)$", found[1], re.M) if found else []
    return [name.strip(" *") for line in lines for name in line.split(":")[0].split(",")]


def misdescribed(function: Callable[..., Any]) -> list[str]:
    """Arguments that a docstring lists and the function lacks, or the other way round."""
    listed = set(described(inspect.cleandoc(function.__doc__ or "")))
    if not listed:
        return []
    arguments = inspect.signature(function).parameters
    several = {name for name, one in arguments.items() if one.kind in SEVERAL}
    needed = arguments.keys() - several - {"self", "cls"}
    known = arguments.keys() | set(own_parameters(function))
    name = f"{function.__module__}.{function.__qualname__}"
    return [f"{name}: {one}" for one in sorted((listed - known) | (needed - listed))]


def callables() -> Iterator[Callable[..., Any]]:
    """Every function and class of the house, and the methods that a class declares."""
    for module in modules():
        for member in vars(module).values():
            if inspect.isfunction(member) and member.__module__ == module.__name__:
                yield member
        for owner in classes(module):
            yield owner
            for member in tuple(vars(owner).values()):
                inner = getattr(member, "__func__", member)
                if inspect.isfunction(inner):
                    yield inner


def test_every_parameter_is_described() -> None:
    owners = [one for module in modules() for one in classes(module)]
    declared = [one for one in owners if issubclass(one, param.Parameterized)]
    assert sum(len(own_parameters(one)) for one in declared) > 100
    assert [fault for one in declared for fault in badly_told(one)] == []


def test_every_argument_in_a_docstring_is_there() -> None:
    everything = list(callables())
    assert sum(bool(described(inspect.cleandoc(one.__doc__ or ""))) for one in everything) > 5
    assert [fault for one in everything for fault in misdescribed(one)] == []


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (Real(0.0, bounds=(0, 1), label="loss"), "doc"),
        (Real(0.0, bounds=(0, 1), label="loss", doc="  "), "doc"),
        (Real(0.0, bounds=(0, 1), label="loss", doc="the loss"), "doc"),
        (Real(0.0, bounds=(0, 1), label=" ", doc="The loss."), "label"),
        (Real(0.0, bounds=(0, None), label="loss", doc="The loss."), "bounds"),
        (Count(1, bounds=None, label="cells", doc="The cells."), "bounds"),
        (Real(0.0, bounds=(0, 1), label="time", doc="A time, in 1/Γ₀."), "unit"),
        (param.String(), "doc"),
    ],
)
def test_the_gate_sees_a_planted_fault(fault: param.Parameter[Any], words: str) -> None:
    (found,) = told_badly("planted", fault)
    assert words in found


def test_the_gate_sees_an_argument_that_is_not_there() -> None:
    def planted(a: int, b: int, *, c: int) -> None:
        """It is planted.

        Parameters
        ----------
        a
            It is there.
        d, c
            One is not.

        Raises
        ------
        ValueError
            Never.
        """

    assert [one.rpartition(": ")[2] for one in misdescribed(planted)] == ["b", "d"]
