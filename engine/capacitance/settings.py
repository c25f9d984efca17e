"""The settings of work capacitances, each declared here once."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from engine.capacitance.stages import Stages
from engine.fields import Count, Numbers, Real, ScenarioError
from engine.numerals import exactly

FIG_2A = ("mad", 0.3, 0.2, 0.6)
MOST_LEVELS = 6


class Levels(Numbers):
    """Energies of a cell, rising from 0."""

    __slots__: list[str] = []

    def rule(self) -> str:
        return f"2 to {self.longest} numbers rising from 0, up to {exactly(self.bounds[1])}"

    def from_text(self, text: str) -> tuple[float, ...]:
        count = text.count(",") + 1
        if count > self.longest:
            raise ScenarioError(f"{self.said} must be {self.rule()}, not {count} numbers.")
        return super().from_text(text)

    def accept(self, value: Any) -> tuple[float, ...]:
        levels = super().accept(value)
        steps = [high - low for low, high in pairwise(levels)]
        # Levels closer than this would be one level to the search.
        if len(levels) < 2 or levels[0] != 0 or min(steps) < 1e-6 * levels[-1]:
            text = ", ".join(exactly(level) for level in levels)
            raise ScenarioError(f"{self.said} must be {self.rule()}, not ({text}).")
        return levels


def stages() -> Stages:
    """The noise of Tirone et al. 2023, Fig. 2(a), and any other."""
    return Stages(
        (FIG_2A,), label="noise", symbol=r"\Lambda", short="noise", group="Noise",
        doc="Channels that act one after another: names and numbers, mad:0.3,0.2,0.6.",
    )  # fmt: skip


def levels() -> Levels:
    """The cell's Hamiltonian ĥ, ground level at zero."""
    return Levels(
        (0.0, 1.0, 2.0), bounds=(0.0, 100.0), longest=MOST_LEVELS,
        label="levels", symbol=r"\hat h", short="levels", unit="ε₀", group="Cell",
        example="0, 1, 2.5",
        doc="Energies of the cell, rising from 0; resonant decays presume equal steps.",
    )  # fmt: skip


def points() -> Count:
    """How many input energies, from 0 to the highest level."""
    return Count(
        60, bounds=(2, 400), soft=(20, 200),
        label="points", symbol="n", short="points", group="Cell",
        doc="Number of input energies, from 0 to the highest level.",
    )  # fmt: skip


def energy() -> Real:
    """Input energy per cell 𝔢."""
    return Real(
        1.0, bounds=(0.0, 100.0), step=0.01, soft=(0.0, 2.0),
        label="input energy", symbol=r"\mathfrak e", short="e", unit="ε₀", group="Cell",
        doc="Mean energy e that each cell is given.",
    )  # fmt: skip


def transmissivity() -> Real:
    """λ of the thermal attenuator."""
    return Real(
        0.5, bounds=(0.0, 1.0), step=0.01,
        label="transmissivity", symbol=r"\lambda", short="λ", group="Attenuator",
        doc="Share λ of the energy that the attenuator lets through.",
    )  # fmt: skip


def thermal_photons() -> Real:
    """N of the thermal attenuator."""
    return Real(
        4.0, bounds=(0.0, 1e6), scale="log", soft=(0.01, 100.0),
        label="thermal photons", symbol="N", short="N", group="Attenuator",
        doc="Mean photon number N of the attenuator's environment.",
    )  # fmt: skip


def curve_points() -> Count:
    """How many points the curve of Fig. 2(b) has."""
    return Count(
        120, bounds=(2, 2000), soft=(20, 400),
        label="points", symbol="n", short="points", group="Attenuator",
        doc="Number of points of the curve over the inverse temperature.",
    )  # fmt: skip
