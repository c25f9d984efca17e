"""What the claims measure: each function returns a function of nothing that computes one number."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import xarray as xr

from engine.capacitance.model import Capacitance
from engine.result import certificate

PAPER = "Tirone et al. 2023"
Number = Callable[[], float]
MAD = ("mad", 0.3, 0.2, 0.6)
REMAD = ("remad", 0.3, 0.2, 0.6)
# Half the cells full, half empty: where the paper's bound is loose.
LOOSE = ("mad", 0.9, 0.5, 0.1)
# Input energies in steps of a tenth on the levels 0, 1, 2.
TENTHS = 21


def analysed(*stages: tuple[Any, ...], **settings: Any) -> xr.Dataset:
    """The capacitances of a noise at energies 0, 0.1, …, 2."""
    return Capacitance(**{"stages": stages, "points": TENTHS, **settings}).run()


def at(variable: str, energy: float, *stages: tuple[Any, ...], **settings: Any) -> Number:
    """A curve's value at an input energy that is one of the scenario's."""
    return lambda: float(analysed(*stages, **settings)[variable].sel(e=energy, method="nearest"))


def extreme(variable: str, which: str, *stages: tuple[Any, ...], **settings: Any) -> Number:
    """The largest or smallest value of a curve."""
    return lambda: float(getattr(analysed(*stages, **settings)[variable], which)())


def vouched(key: str, *stages: tuple[Any, ...], **settings: Any) -> Number:
    """A number of the certificate."""
    return lambda: float(certificate(analysed(*stages, **settings))[key])


def show(*stages: tuple[Any, ...], view: str = "states", **settings: Any) -> dict[str, Any]:
    """The page's settings for a noise."""
    return {"stages": stages, "view": view, **settings}
