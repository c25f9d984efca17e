"""A scenario: what to compute, declared once, and everything that follows from the declaration.

From its fields come the slider, the validation message, the axis label, the URL key, the JSON
file, the copied code and the cache key. A scenario goes in, a labelled dataset comes out.
"""

from __future__ import annotations

import importlib
import json
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from math import inf
from typing import Any, ClassVar, Self

import param
import xarray as xr
from param.parameterized import ParameterizedMetaclass

from engine import __version__
from engine.describing import call, fields_text, table
from engine.fields import Field, ScenarioError, did_you_mean
from engine.numerals import ANGLE_UNIT, number
from engine.threads import one_thread

__all__ = ["Cancelled", "Cost", "Scenario", "ScenarioError", "Snapshot"]

Progress = Callable[[float], None]
CancelCheck = Callable[[], bool]


Units = tuple[tuple[float, float, str], ...]
# From which value on a unit is used, its size and its name.
DURATIONS: Units = (
    (0.0, 1.0, "s"),
    (600.0, 60.0, "min"),
    (36e3, 3600.0, "h"),
    (1e6, 86400.0, "days"),
    (3e8, 31557600.0, "years"),
)
MEMORIES: Units = ((0.0, 1e6, "MB"), (1e8, 1e9, "GB"), (1e12, 1e12, "TB"))
FEWEST_DIGITS, MOST_DIGITS = 3, 17


class Cancelled(Exception):
    """A computation was given up because nobody waits for it any more."""


@dataclass(frozen=True)
class Cost:
    """What a run is expected to take: seconds of one core, and bytes held at its peak."""

    seconds: float
    bytes: float


@dataclass(frozen=True)
class Snapshot:
    """A scenario at one instant: hashable, picklable, rebuilt anywhere.

    It is the cache key, the coordinate of a sweep, and all that a worker receives.
    """

    scenario: str
    version: str
    values: tuple[tuple[str, Hashable], ...]

    def rebuild(self) -> Scenario:
        """The scenario this was taken from; a default is there already, and need not be set."""
        known = scenario_class(self.scenario)
        fields = _fields(known)
        return known(
            **{
                name: value
                for name, value in self.values
                if name not in fields or value != fields[name].default
            }
        )

    def having(self, **values: Hashable) -> Snapshot:
        """The same with other values, which a scenario has accepted."""
        changed = {**dict(self.values), **values}
        return Snapshot(self.scenario, self.version, tuple(changed.items()))

    def cost(self) -> Cost:
        """What running it is expected to take; estimated once. Raises what the scenario's does."""
        return estimated(self, self.rebuild)

    def refusal(self) -> str | None:
        """Why running it would be refused at once, or None."""
        return self.rebuild().refusal()

    def run(
        self, progress: Progress | None = None, cancelled: CancelCheck | None = None
    ) -> xr.Dataset:
        """Compute the scenario this was taken from."""
        return self.rebuild().run(progress, cancelled)


@cache
def _fields(scenario: type[Scenario]) -> dict[str, Field]:
    own = {name: scenario.param[name] for name in scenario.param}
    return {name: field for name, field in own.items() if isinstance(field, Field)}


def estimated(snapshot: Snapshot, scenario: Callable[[], Scenario]) -> Cost:
    """The cost of a snapshot, asked of its scenario the first time."""
    if (known := COSTS.get(snapshot)) is None:
        if len(COSTS) >= COSTS_KEPT:
            COSTS.clear()
        known = COSTS[snapshot] = scenario().cost()
    return known


COSTS: dict[Snapshot, Cost] = {}
COSTS_KEPT = 1024


def refusal(cost: Cost, ceiling: Cost) -> str | None:
    """Why what takes so much is not run, or None."""
    if cost.seconds <= ceiling.seconds and cost.bytes <= ceiling.bytes:
        return None
    limit = f"{amount(ceiling.seconds, DURATIONS)} and {amount(ceiling.bytes, MEMORIES)}"
    estimate = (
        f"{amount(cost.seconds, DURATIONS, ceiling.seconds)} and "
        f"{amount(cost.bytes, MEMORIES, ceiling.bytes)}"
    )
    return f"The cost of this run must be at most {limit}, not the estimated {estimate}."


def amount(value: float, units: Units, limit: float = inf) -> str:
    """A value in the unit a person would say, with as many digits as show it to be over a limit.

    >>> amount(500.0, DURATIONS), amount(4e3, DURATIONS), amount(6.4e7, MEMORIES)
    ('500 s', '66.7 min', '64 MB')
    >>> amount(3e8, MEMORIES), amount(3.00004e8, MEMORIES, 3e8)
    ('0.3 GB', '0.300004 GB')
    """
    _, size, unit = next(named for named in reversed(units) if value >= named[0])
    for digits in range(FEWEST_DIGITS, MOST_DIGITS + 1):
        rounded = float(f"{value / size:.{digits}g}")
        if value <= limit or rounded * size > limit:
            break
    return f"{number(value / size, digits)} {unit}"


class Described(ParameterizedMetaclass):
    """Lists the fields of a scenario's class in its docstring, once they know their names."""

    def __init__(cls, name: str, bases: tuple[type, ...], members: dict[str, Any]) -> None:
        super().__init__(name, bases, members)
        own = members.get("__doc__") or ""
        cls.__doc__ = "\n\n".join(filter(None, (own.rstrip(), fields_text(_fields(cls)))))


class Scenario(param.Parameterized, metaclass=Described):
    """Base of every scenario: subclasses declare fields and implement `compute` and `cost`."""

    ceiling: ClassVar[Cost] = Cost(seconds=120.0, bytes=3e8)
    # Small settings whose runs call every kernel once, with the types that any run calls it with.
    rehearsed: ClassVar[tuple[Mapping[str, Any], ...]] = ()

    def __init__(self, **values: Any) -> None:
        for name in values:
            self.field(name)
        super().__init__(**values)  # type: ignore[no-untyped-call]

    def __repr__(self) -> str:
        return call(type(self).__name__, self.non_default())

    __str__ = __repr__

    def _repr_html_(self) -> str:
        return table(self.public_name(), self.fields(), self.values())

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Scenario):
            return NotImplemented
        return type(self) is type(other) and self.values() == other.values()

    # By its values: as a key, a scenario must not be changed. A snapshot never is.
    def __hash__(self) -> int:
        return hash((type(self), *self.values().values()))

    def __setattr__(self, name: str, value: Any) -> None:
        if not name.startswith("_") and not hasattr(type(self), name):
            self.field(name)
        super().__setattr__(name, value)

    @classmethod
    def fields(cls) -> dict[str, Field]:
        """The declared fields by name, in the order of declaration."""
        return dict(_fields(cls))

    @classmethod
    def field(cls, name: str) -> Field:
        """One field; an unknown name is refused with the nearest known one."""
        fields = _fields(cls)
        if name not in fields:
            known = ", ".join(fields)
            raise ScenarioError(
                f"The name of a setting of {cls.__name__} must be one of {known}, "
                f"not “{name[:40]}”.{did_you_mean(name, fields)}"
            )
        return fields[name]

    @classmethod
    def public_name(cls) -> str:
        """Where the class is imported from, such as "engine.collision.Collision".

        That is its topic, wherever in the topic it is written.
        """
        return ".".join([*cls.__module__.split(".")[:2], cls.__name__])

    def values(self) -> dict[str, Any]:
        """Every field's value by name."""
        return {name: getattr(self, name) for name in self.fields()}

    def non_default(self) -> dict[str, Any]:
        """The values that differ from the declaration's."""
        return {
            name: getattr(self, name)
            for name, field in self.fields().items()
            if getattr(self, name) != field.default
        }

    def snapshot(self) -> Snapshot:
        """This scenario at this instant, frozen."""
        return Snapshot(self.public_name(), __version__, tuple(self.values().items()))

    @classmethod
    @lru_cache(maxsize=1024)
    def snapshot_of(cls, **values: Hashable) -> Snapshot:
        """The snapshot of a scenario with these values; the same values are checked once."""
        return cls(**values).snapshot()

    def replace(self, **changes: Any) -> Self:
        """A new scenario with some values changed."""
        return type(self)(**{**self.values(), **changes})

    @classmethod
    def like(cls, *others: Scenario, **changes: Any) -> Self:
        """One of this class with what others set of its fields, and with some values changed.

        >>> from engine.storage import Storage, StorageSection
        >>> StorageSection.like(Storage(gamma=0.3), along="eta").gamma
        0.3
        """
        known = {name: value for one in others for name, value in one.values().items()}
        own = {name: known[name] for name in cls.fields() if name in known}
        return cls(**{**own, **changes})

    def to_json(self) -> str:
        """The scenario as a JSON document: its name, the engine's version, every value."""
        return json.dumps(
            {"scenario": self.public_name(), "version": __version__, "values": self.values()},
            ensure_ascii=False,
        )

    @classmethod
    def from_json(cls, text: str) -> Self:
        """The scenario a JSON document describes; raises ScenarioError."""
        try:
            document = json.loads(text)
            values = document["values"]
            named = document["scenario"]
        except (ValueError, TypeError, KeyError):
            raise ScenarioError(
                f"The file must be a JSON document of a {cls.__name__} scenario, not {text[:30]!r}."
            ) from None
        if named != cls.public_name() or not isinstance(values, dict):
            raise ScenarioError(
                f"The file must describe a {cls.public_name()}, not “{str(named)[:40]}”."
            )
        return cls(**values)

    def code(self) -> str:
        """Python that recreates this scenario, every value written out, runs it and shows it."""
        return program({"result": self})

    def qutip_code(self) -> str:
        """A self-contained QuTiP script of the definitions, for comparison; it prints its result.

        The topic's `qutip_code.SCRIPTS` hold one for a scenario that has one. Raises
        NotImplementedError for another.
        """
        package, _, name = self.public_name().rpartition(".")
        scripts = importlib.import_module(f"{package}.qutip_code").SCRIPTS
        if name not in scripts:
            known = ", ".join(scripts)
            raise NotImplementedError(
                f"What has a QuTiP script in {package} must be one of {known}, not {name}."
            )
        return QUTIP_NEEDS.format(name=name) + str(scripts[name](self))

    def cost(self) -> Cost:
        """What `run` is expected to take; raises ScenarioError where settings fit together badly.

        What is raised is what `refusal` says.
        """
        raise NotImplementedError

    def compute(self, progress: Progress, cancelled: CancelCheck) -> xr.Dataset:
        """The dataset itself; `progress` takes a fraction, `cancelled` says to give up."""
        raise NotImplementedError

    def refusal(self) -> str | None:
        """Why `run` would refuse at once, or None."""
        try:
            cost = estimated(self.snapshot(), lambda: self)
        except ScenarioError as error:
            return str(error)
        return refusal(cost, self.ceiling)

    def run(
        self, progress: Progress | None = None, cancelled: CancelCheck | None = None
    ) -> xr.Dataset:
        """Compute: the same scenario always gives the same dataset.

        `progress` is called with the fraction done; `cancelled` is asked now and then whether to
        give up, which raises Cancelled. Raises ScenarioError where the cost is above the ceiling.
        """
        if reason := self.refusal():
            raise ScenarioError(reason)
        with one_thread():
            return self.compute(progress or (lambda fraction: None), cancelled or (lambda: False))


PYTHON_NEEDS = f"""\
# Quantum Battery Explorer {__version__}
# Needs `engine`, which comes with it: run this in its folder, or once `pip install` that folder.
"""
QUTIP_NEEDS = """\
# Needs QuTiP 5 or newer, with NumPy and SciPy: pip install "qutip>=5"
# {name} by the definitions alone, to compare with.

"""


def program(scenarios: Mapping[str, Scenario]) -> str:
    """Python that recreates scenarios, runs each into a variable of its name, and shows it."""
    classes = {one.public_name().rpartition(".")[::2] for one in scenarios.values()}
    imports = [f"from {package} import {name}" for package, name in sorted(classes)]
    runs = [
        f"{variable} = {type(one).__name__}(\n"
        + "".join(f"    {key}={value!r},\n" for key, value in one.values().items())
        + f").run()\nprint({variable})\n"
        for variable, one in scenarios.items()
    ]
    hint = f"# With matplotlib, {next(iter(scenarios))}[NAME].plot() draws one of the variables.\n"
    return "\n".join([PYTHON_NEEDS, *imports, "", "\n".join(runs), hint])


def scenario_class(public_name: str) -> type[Scenario]:
    """The scenario class of a public name such as "engine.collision.Collision"."""
    package, _, name = public_name.rpartition(".")
    known = package.split(".")[0] == "engine"
    try:
        found = getattr(importlib.import_module(package), name, None) if known else None
    except ModuleNotFoundError:
        found = None
    if not (isinstance(found, type) and issubclass(found, Scenario)):
        raise ScenarioError(
            f"The scenario must be a public name of the engine, not “{public_name[:60]}”."
        )
    return found


def read_fields(
    fields: Mapping[str, Field], texts: Mapping[str, str]
) -> tuple[dict[str, Any], list[str]]:
    """Values and complaints from texts such as a URL's: the good ones apply, the rest is said."""
    values: dict[str, Any] = {}
    problems: list[str] = []
    for name, text in texts.items():
        if name not in fields:
            problems.append(
                f"A key of the link must be a setting of this page, not “{name[:40]}”."
                f"{did_you_mean(name, fields)}"
            )
            continue
        try:
            values[name] = fields[name].from_text(text)
        except ScenarioError as error:
            problems.append(str(error))
    return values, problems


def describe(field: Field, value: Any) -> str:
    """A field's value in a caption: symbol, value and unit."""
    unit = f" {field.unit}" if field.unit not in ("", ANGLE_UNIT) else ""
    return f"{field.said} = {field.shown(value)}{unit}"
