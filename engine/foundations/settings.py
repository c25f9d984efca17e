"""The settings of a single battery and its state, each declared here once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.fields import Count, Numbers, Real, ScenarioError, number_text
from engine.scenario import Scenario

MOST_LEVELS = 8
LARGEST = 100.0


class Levels(Numbers):
    """Energies of a cell, not all of them equal."""

    __slots__: list[str] = []

    def rule(self) -> str:
        low, high = (number_text(bound) for bound in self.bounds)
        return f"2 to {self.longest} numbers between {low} and {high}, not all the same"

    def accept(self, value: object) -> tuple[float, ...]:
        levels = super().accept(value)
        if len(set(levels)) < 2:
            text = ", ".join(number_text(level) for level in levels)
            raise ScenarioError(f"{self.said} must be {self.rule()}, not ({text}).")
        return levels


def levels(default: tuple[float, ...]) -> Levels:
    """ε of Campaioli et al. 2024, Eq. (1)."""
    return Levels(
        default, bounds=(-LARGEST, LARGEST), longest=MOST_LEVELS,
        label="energy levels", symbol=r"\varepsilon_k", short="levels", group="Battery",
        doc="Energies of the battery's levels, separated by commas. Some may be equal, not all.",
    )  # fmt: skip


def share(default: float) -> Real:
    """How much of the state is the superposition."""
    return Real(
        default, bounds=(0.0, 1.0), step=0.005, play=True,
        label="share of the superposition", symbol="s", short="s", group="State",
        doc="The state is s|ψ⟩⟨ψ| + (1-s)·(the populations): 1 is pure, 0 has no coherence.",
    )  # fmt: skip


def amplitudes(part: str, symbol: str, default: tuple[float, ...]) -> Numbers:
    """Real or imaginary parts of the superposition."""
    return Numbers(
        default, bounds=(-LARGEST, LARGEST), longest=MOST_LEVELS,
        label=f"{part} parts of ψ", symbol=rf"\mathrm{{{symbol}}}\,\psi_k", short=f"{symbol} ψ",
        group="State",
        doc=f"The {part} parts of the superposition's amplitudes, one for each level; they are "
        "normalised.",
    )  # fmt: skip


def populations(default: tuple[float, ...]) -> Numbers:
    """The part of the state without coherence."""
    return Numbers(
        default, bounds=(0.0, LARGEST), longest=MOST_LEVELS,
        label="populations", symbol="p_k", short="p", group="State",
        doc="Populations of the incoherent part of the state, one for each level; they are "
        "normalised.",
    )  # fmt: skip


def copies(default: int) -> Count:
    """N of Campaioli et al. 2024, Eq. (9)."""
    return Count(
        default, bounds=(1, 400), soft=(1, 100),
        label="most copies", symbol="N", short="N", group="Copies",
        doc="Number of copies up to which the work per copy is counted.",
    )  # fmt: skip


def points(default: int, doc: str) -> Count:
    """How finely a curve is drawn."""
    return Count(
        default, bounds=(3, 10_001), soft=(51, 2001),
        label="points", symbol="P", short="points", group="Drawing", doc=doc,
    )  # fmt: skip


class State(Scenario):
    """A battery in a state: ρ = share·|ψ⟩⟨ψ| + (1-share)·diag(populations), both normalised."""

    levels = levels((0.0, 1.0, 1.5, 3.0))
    share = share(0.6)
    real = amplitudes("real", "Re", (1.0, 0.0, -1.0, 2.0))
    imaginary = amplitudes("imaginary", "Im", (0.0, 1.0, 0.0, 0.0))
    populations = populations((0.1, 0.2, 0.3, 0.4))

    def refusal(self) -> str | None:
        for name in ("real", "imaginary", "populations"):
            count = len(getattr(self, name))
            if count != len(self.levels):
                field = self.field(name)
                return (
                    f"{field.label} must be one number for each of the {len(self.levels)} levels, "
                    f"not {count} numbers."
                ).capitalize()
        if self.share > 0 and not np.hypot(self.real, self.imaginary).any():
            return "The superposition must have an amplitude other than 0, not only zeros."
        if self.share < 1 and not any(self.populations):
            return "The populations must have a number other than 0, not only zeros."
        return super().refusal()

    def matrix(self) -> NDArray[np.complex128]:
        """The density matrix ρ in the energy basis, shape (d, d)."""
        rho = np.zeros((len(self.levels), len(self.levels)), dtype=complex)
        if self.share > 0:
            # Squares of the least numbers there are would vanish.
            largest = np.abs([self.real, self.imaginary]).max()
            psi = np.array(self.real) / largest + 1j * np.array(self.imaginary) / largest
            psi /= np.linalg.norm(psi)
            rho += self.share * np.outer(psi, psi.conj())
        if self.share < 1:
            p = np.array(self.populations) / max(self.populations)
            rho += (1 - self.share) * np.diag(p / p.sum())
        return rho
