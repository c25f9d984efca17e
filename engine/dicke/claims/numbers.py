"""The numbers that several claims on the Dicke battery rest on, each computed once."""

from __future__ import annotations

from functools import cache
from typing import Any

import xarray as xr

from engine.dicke.classical import QuantumOverClassical
from engine.dicke.model import Dicke
from engine.dicke.scaling import DickeScaling
from engine.merit import power_law

SIZES = tuple(range(6, 13))
WEAK, STRONG = {"coupling": 0.05}, {"coupling": 0.5}
ROTATING = {"coupling": 1.0, "counter_rotating": False}
SCALING = {"view": "scaling", "largest": 20}


@cache
def scaling(**options: Any) -> xr.Dataset:
    """A scaling curve up to 12 cells."""
    return DickeScaling(**{"largest": 12, **options}).run()


@cache
def battery(cells: int, **options: Any) -> xr.Dataset:
    """A battery's curve."""
    return Dicke(cells=cells, **options).run()


@cache
def ratio(cells: int, coupling: float) -> xr.Dataset:
    """R and its parts."""
    return QuantumOverClassical(cells=cells, coupling=coupling).run()


def ratio_of(cells: int, coupling: float) -> float:
    """R, averaged over phases."""
    return float(ratio(cells, coupling).ratio)


def exponent(name: str, **options: Any) -> float:
    """The exponent of a number of the battery over N = 6 … 12."""
    values = [float(battery(cells, **options)[name]) for cells in SIZES]
    return power_law(SIZES, values, SIZES[0], SIZES[-1]).exponent


def ratio_exponent(name: str, coupling: float) -> float:
    """The exponent of R or of a part of it over N = 6 … 12."""
    values = [float(ratio(cells, coupling)[name]) for cells in SIZES]
    return power_law(SIZES, values, SIZES[0], SIZES[-1]).exponent


def power_exponent(**options: Any) -> float:
    """The exponent of P_max over N = 6 … 12."""
    return float(scaling(**options).exponent)


def advantage(cells: int, coupling: float) -> float:
    """Γ over parallel charging."""
    return float(scaling(coupling=coupling).advantage.sel(cells=cells))


def per_cell(cells: int, coupling: float) -> float:
    """P_max/(g N^(3/2))."""
    peak, _ = DickeScaling(coupling=coupling).best(cells, lambda: False)
    return peak.value / (coupling * cells**1.5)
