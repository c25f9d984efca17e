"""The state editor: sliders for one level at a time stand for the lists that a state is made of."""

from __future__ import annotations

from collections.abc import Mapping
from math import atan2, cos, hypot, pi, sin
from typing import Any

from dashboard.pages.foundations.sides import SIDES
from dashboard.sides import chooser
from dashboard.state import Values, declared
from engine import foundations as engine
from engine.fields import Count, Real
from engine.foundations import settings
from engine.scenario import Scenario

LISTS = ("real", "imaginary", "populations")
# Decimals that sliders set, so that a link stays short.
DIGITS = 4


class Display(Scenario):
    """What the page has beside the state: one level's sliders, and the other pictures' settings."""

    view = chooser(SIDES, "What stands beside the sorting.")
    edit = Count(
        4, bounds=(1, settings.MOST_LEVELS), label="level", symbol="k", short="k", group="State",
        doc="The level that the four sliders below set; a click on the picture chooses one.",
    )  # fmt: skip
    height = Real(
        3.0, bounds=(-100.0, 100.0), soft=(0.0, 4.0), step=0.01, label="its energy",
        symbol=r"\varepsilon_k", short="ε_k", group="State", doc="Energy of this level.",
    )  # fmt: skip
    amplitude = Real(
        2.0, bounds=(0.0, 150.0), soft=(0.0, 2.0), step=0.01, label="its amplitude",
        symbol=r"|\psi_k|", short="|ψ_k|", group="State",
        doc="Size of this level's amplitude in the superposition, before it is normalised.",
    )  # fmt: skip
    phase = Real(
        0.0, bounds=(-pi, pi), unit="π", step=0.01 * pi, label="its phase",
        symbol=r"\varphi_k", short="φ_k", group="State", play=True,
        doc="Phase of this level's amplitude. Waiting turns it; it does not change the work.",
    )  # fmt: skip
    population = Real(
        0.4, bounds=(0.0, 100.0), soft=(0.0, 1.0), step=0.005, label="its population",
        symbol="p_k", short="p_k", group="State",
        doc="Population of this level in the part without coherence, before it is normalised.",
    )  # fmt: skip
    copies = settings.copies(30)
    at = Real(
        1.0, bounds=(0.0, 1000.0), soft=(0.0, 3.2), step=0.01, label="marked time", symbol="t",
        short="t", unit="1/E", group="Drive", play=True,
        doc="The time at which the charge and its power are read.",
    )  # fmt: skip
    energy, angle, detour, alpha = declared(engine.SpeedLimit, "energy", "angle", "detour", "alpha")


def with_entry(values: tuple[float, ...], place: int, value: float) -> tuple[float, ...]:
    """The same numbers but for one.

    >>> with_entry((1.0, 2.0), 1, 5.0)
    (1.0, 5.0)
    """
    return (*values[:place], round(value, DIGITS), *values[place + 1 :])


def edited(changes: Mapping[str, Any], present: Values) -> Values:
    """The lists that sliders of one level stand for, and lists of the levels' length."""
    now = {**present, **changes}
    found: Values = {}
    if "levels" in changes:
        found |= {
            name: fitted(now[name], len(changes["levels"])) for name in LISTS if name not in changes
        }
    k = now["edit"] - 1
    if k >= min(len(now[name]) for name in ("levels", *LISTS)):
        return found
    if "height" in changes:
        found["levels"] = with_entry(now["levels"], k, changes["height"])
    if changes.keys() & {"amplitude", "phase"}:
        size, phase = now["amplitude"], now["phase"]
        found["real"] = with_entry(now["real"], k, size * cos(phase))
        found["imaginary"] = with_entry(now["imaginary"], k, size * sin(phase))
    if "population" in changes:
        found["populations"] = with_entry(now["populations"], k, changes["population"])
    return found


def fitted(values: tuple[float, ...], count: int) -> tuple[float, ...]:
    """As many numbers as there are levels: the first ones, or zeros after them."""
    return (*values, *(0.0,) * count)[:count]


def as_sliders(values: Values) -> Values:
    """What the sliders of one level show of the lists, however these were set."""
    count = min(len(values[name]) for name in ("levels", *LISTS))
    if count == 0:
        return {}
    k = min(values["edit"], count) - 1
    real, imaginary = values["real"][k], values["imaginary"][k]
    return {
        "edit": k + 1,
        "height": values["levels"][k],
        "amplitude": round(hypot(real, imaginary), DIGITS - 1),
        "phase": max(-pi, min(pi, round(atan2(imaginary, real) / pi, DIGITS - 1) * pi)),
        "population": values["populations"][k],
    }
