"""The settings that several scenarios of noisy storage share, each declared here once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.fields import Choice, Count, Real
from engine.scenario import Scenario

RATIO_NAMES = {
    "coherent": "thin state (6)",
    "local": "cell by cell",
    "separable": "all together",
}


def relaxation(default: float = 0.4) -> Real:
    """γ of the storage poster, Eq. (3)."""
    return Real(
        default, bounds=(0.0, 1.0), step=0.005,
        label="relaxation", symbol=r"\gamma", short="γ", group="Noise",
        doc="Probability γ that a cell relaxes towards the bath, Eq. (3).",
    )  # fmt: skip


def excitation(default: float = 0.0) -> Real:
    """η of the storage poster, Eq. (3)."""
    return Real(
        default, bounds=(0.0, 1.0), step=0.005, soft=(0.0, 0.5),
        label="bath's excitation", symbol=r"\eta", short="η", group="Noise",
        doc="Excited population of the fixed point: 0 for T = 0, 1/2 for T = ∞; many libraries "
        "give 1-η.",
    )  # fmt: skip


def dephasing(default: float = 0.0) -> Real:
    """κ of the storage poster, Eq. (4)."""
    return Real(
        default, bounds=(0.0, 1.0), step=0.005,
        label="dephasing", symbol=r"\kappa", short="κ", group="Noise",
        doc="Dephasing κ: a coherence is taken times √(1-κ), not 1-κ, Eq. (4).",
    )  # fmt: skip


def energy_per_cell(default: float = 0.5) -> Real:
    """e of the storage poster, Eq. (7)."""
    return Real(
        default, bounds=(0.0, 1.0), step=0.005, play=True,
        label="energy per cell", symbol=r"\mathfrak{e}", short="e", group="State",
        doc="Mean energy e = E/n that each cell may hold, Eq. (7), in level spacings.",
    )  # fmt: skip


def most_cells() -> Count:
    """The largest number of cells that a scenario counts."""
    return Count(
        512, bounds=(1, 512), label="most cells", symbol=r"n_{\max}", short="n_max", group="Cells",
        doc="Number of cells n up to which the exact global ergotropy is counted.",
    )  # fmt: skip


def asymptotic_ratio() -> Choice:
    """Which meaning J of the storage poster, Eq. (5), has."""
    return Choice(
        "coherent", objects=RATIO_NAMES,
        label="meaning of J", symbol="J", short="J", group="Comparison",
        doc="What the J of Eq. (5) allows: the state (6), which the poster plots; every cell "
        "prepared and emptied on its own; all cells emptied together.",
    )  # fmt: skip


def points(default: int, longest: int, doc: str) -> Count:
    """How finely a scenario is drawn."""
    return Count(
        default, bounds=(2, longest), label="points", symbol="P", short="points", group="Drawing",
        doc=doc,
    )  # fmt: skip


class Noise(Scenario):
    """A qubit cell under relaxation, then dephasing, Δ_κ ∘ Λ_γ,η; storage poster, Eqs. (3), (4)."""

    gamma = relaxation()
    eta = excitation()
    kappa = dephasing()

    def noise(self) -> tuple[float, float, float]:
        """γ, η and κ."""
        return self.gamma, self.eta, self.kappa

    def arrays(self) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
        """γ, η and κ, each an array of no axes."""
        return np.asarray(self.gamma), np.asarray(self.eta), np.asarray(self.kappa)
