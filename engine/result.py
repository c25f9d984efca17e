"""Datasets: how results are labelled, what they carry, how they are compared and written.

Every variable has `long_name`, `symbol` (LaTeX), `short_name` (plain text) and, where it has any,
`units`; a dataset's attributes hold the scenario as JSON, the engine's version, the equations used
with their source, and the certificate: the numbers by which the result vouches for itself.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import xarray as xr
from numpy.typing import ArrayLike, NDArray

from engine import __version__, showing
from engine.fields import ANGLE_UNIT, Field

if TYPE_CHECKING:
    from engine.scenario import Scenario


# Shares of what a battery starts with that a time evolution vouches for: it is right to about 1e-13
# of the start, so that quotients of such numbers are right to 1e-4, and below soon to nothing.
VOUCHED = 1e-9


@dataclass(frozen=True)
class Equation:
    """An equation a result was computed with: LaTeX, and where it stands."""

    latex: str
    source: str


# A variable under its key in a dataset.
Labelled = tuple[str, xr.Variable]


@dataclass(frozen=True)
class Quantity:
    """The name a variable carries: long name, symbol as LaTeX and as plain text, units.

    One that a topic's class of quantities holds has its name there for a key; called with data it
    is that variable of a dataset.

    >>> class Named:
    ...     energy = Quantity("mean energy", "E", "E", "ħω")
    >>> key, variable = Named.energy([0.0, 1.0], "time")
    >>> key, variable.dims, variable.attrs["units"]
    ('energy', ('time',), 'ħω')
    """

    long_name: str
    symbol: str
    short: str
    units: str = ""
    key: str = ""

    @classmethod
    def of(cls, field: Field) -> Quantity:
        """The quantity that a field sets; angles are in radians there."""
        units = "rad" if field.unit == ANGLE_UNIT else field.unit
        return cls(field.label or "", field.symbol, field.short, units)

    def __set_name__(self, owner: type, name: str) -> None:
        object.__setattr__(self, "key", name)

    def __call__(self, data: Any, *dims: str, key: str = "") -> Labelled:
        """The data over these dimensions, under another key where one is given."""
        return key or self.key, self.variable(dims, data)

    def axis(self, values: Any) -> Labelled:
        """The values of the dimension that has this quantity's key."""
        return self(values, self.key)

    def variable(self, dims: Sequence[str] | str, data: Any) -> xr.Variable:
        """The data under this name, frozen: results are shared and never changed."""
        array = np.asarray(data)
        array.flags.writeable = False
        attributes = {
            "long_name": self.long_name,
            "symbol": self.symbol,
            "short_name": self.short,  # "short" is a type, and no name, in a classic NetCDF file
        }
        if self.units:  # an empty one is drawn as `[]` by xarray
            attributes["units"] = self.units
        return xr.Variable(dims, array, attributes, fastpath=True)


def label(variable: xr.DataArray) -> str:
    """An axis label from a labelled variable: name, symbol and unit.

    >>> time = Quantity("charging time", r"\\Omega\\tau", "Ωτ").variable("k", [0.0])
    >>> label(xr.DataArray(time))
    'charging time Ωτ'
    """
    attributes = variable.attrs
    name = f"{attributes['long_name']} {attributes['short_name']}"
    return f"{name} ({attributes['units']})" if attributes.get("units") else name


def build(
    scenario: Scenario,
    variables: Iterable[Labelled],
    coordinates: Iterable[Labelled],
    *,
    equations: Iterable[Equation],
    certificate: Mapping[str, float | str | bool],
) -> xr.Dataset:
    """A result: labelled variables with the scenario, its equations and its certificate."""
    showing.introduce()
    return xr.Dataset(
        dict(variables),
        dict(coordinates),
        attrs={
            "scenario": scenario.to_json(),
            "engine_version": __version__,
            "equations": json.dumps(
                [[equation.latex, equation.source] for equation in equations], ensure_ascii=False
            ),
            "certificate": json.dumps(dict(certificate), ensure_ascii=False),
        },
    )


def ratio(
    numerator: ArrayLike, denominator: ArrayLike, floor: ArrayLike = 0.0
) -> NDArray[np.float64]:
    """A quotient that is no number where what is divided by is not above what can be vouched for.

    Every share, efficiency and advantage of the engine is one of these: two numbers that are both
    what rounding left have a quotient that looks like one.

    Args:
        numerator, denominator: arrays that broadcast.
        floor: the largest size of a denominator that says nothing, such as VOUCHED of its start.

    Example:
        >>> ratio([1.0, 3e-17], [2.0, 1e-17], floor=VOUCHED).tolist()
        [0.5, nan]
    """
    below = np.asarray(denominator, dtype=float)
    result = np.full(np.broadcast(numerator, below).shape, np.nan)
    np.divide(numerator, below, out=result, where=np.abs(below) > floor)
    return result


def certificate(dataset: xr.Dataset) -> dict[str, Any]:
    """The numbers by which a result vouches for itself."""
    return dict(json.loads(dataset.attrs["certificate"]))


def equations(dataset: xr.Dataset) -> list[Equation]:
    """The equations a result was computed with."""
    return [Equation(*entry) for entry in json.loads(dataset.attrs["equations"])]


def equal(
    left: xr.Dataset, right: xr.Dataset, *, relative: float = 0.0, absolute: float = 0.0
) -> bool:
    """Whether two results say the same: same names and scenario, numbers within tolerance."""
    if set(left.variables) != set(right.variables) or left.attrs != right.attrs:
        return False
    return all(
        left[name].dims == right[name].dims
        and left[name].shape == right[name].shape
        and alike(left[name].values, right[name].values, relative, absolute)
        for name in left.variables
    )


def alike(left: Any, right: Any, relative: float, absolute: float) -> bool:
    """Whether two arrays hold the same: numbers within tolerance, texts to the letter."""
    if left.dtype.kind not in "biufc":
        return bool(np.array_equal(left, right))
    return bool(np.allclose(left, right, rtol=relative, atol=absolute, equal_nan=True))


def tree(
    results: Mapping[str, xr.Dataset], main: str = "", about: Mapping[str, str] | None = None
) -> xr.DataTree:
    """Several results as one tree, a group each; the main one stands at its root, too.

    `xr.open_dataset` reads the root alone. A file has no variable that is called as a group is, and
    no root with other places along a dimension than a group: "main_…" is what they are called at
    the root, where coordinates keep their names.
    """
    root = results[main] if main in results else xr.Dataset()
    taken = {name: f"main_{name}" for name in {*root.sizes, *root.variables} if name in results}
    apart = [
        name
        for name in map(str, root.sizes)
        if name not in taken and not all(_agree(root, one, name) for one in results.values())
    ]
    root = root.drop_indexes(list(root.indexes))  # a group is to hold its own coordinates
    root = root.rename(taken).rename_dims({name: f"main_{name}" for name in apart})
    root = root.assign_attrs(about or {})
    return xr.DataTree.from_dict({"/": root, **{f"/{name}": one for name, one in results.items()}})


def _agree(left: xr.Dataset, right: xr.Dataset, dimension: str) -> bool:
    """Whether two results have the same places along a dimension of the one."""
    if dimension not in right.sizes:
        return True
    if left.sizes[dimension] != right.sizes[dimension]:
        return False
    known = dimension in left.variables, dimension in right.variables
    return not all(known) or bool(left.indexes[dimension].equals(right.indexes[dimension]))


def to_netcdf(
    results: Mapping[str, xr.Dataset], main: str = "", about: Mapping[str, str] | None = None
) -> bytes:
    """Several results as one NetCDF-4 file, a group each, the main one at the root as well."""
    buffer = io.BytesIO()
    tree(results, main, about).to_netcdf(buffer, engine="h5netcdf")
    return buffer.getvalue()


def to_json(results: Mapping[str, xr.Dataset], about: Mapping[str, Any] | None = None) -> str:
    """Several results as one JSON document, what it is about first; a number that is none is null.

    No result may have the name "about".
    """
    return json.dumps(
        {
            **({"about": dict(about)} if about else {}),
            **{name: _document(dataset) for name, dataset in results.items()},
        },
        ensure_ascii=False,
        allow_nan=False,
    )


def _document(dataset: xr.Dataset) -> dict[str, Any]:
    return {
        "engine_version": dataset.attrs["engine_version"],
        "scenario": json.loads(dataset.attrs["scenario"]),
        "equations": json.loads(dataset.attrs["equations"]),
        "certificate": json.loads(dataset.attrs["certificate"]),
        "variables": {
            str(name): {
                "dims": list(variable.dims),
                **variable.attrs,
                "data": _plain(variable.values.tolist()),
            }
            for name, variable in dataset.variables.items()
        },
    }


def _plain(value: Any) -> Any:
    """Nested lists with null for what JSON has no number for."""
    if isinstance(value, list):
        return [_plain(entry) for entry in value]
    return None if isinstance(value, float) and not np.isfinite(value) else value
