"""The lattice of a Dicke battery: its Hamiltonian on one sector, by rows and columns.

H = ω_c a†a + ω₀ M + g Σ σˣ(aᵉ + a†ᵉ) + the cells' interaction, on the ladder of M = 0 … N excited
cells: Campaioli et al. 2024, Eqs. (28)-(31), (39). `engine.dicke.kernels` says how a sector lies.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.dicke.kernels import discs

Floats = NDArray[np.float64]

# Columns that must stay empty where a lattice may grow.
EDGE = 2


@dataclass(frozen=True)
class Couplings:
    """The numbers of a Dicke battery, frequencies in units of the cavity's on resonance.

    cells       N
    gap         ω₀ of a cell
    cavity      ω_c
    coupling    g as it stands in H
    exchange    e, photons for each excitation
    counter     whether there are counter-rotating terms
    dipole      which interaction of the cells: none, xx, zz or exchange
    strength    η of that interaction
    """

    cells: int
    gap: float
    cavity: float
    coupling: float
    exchange: int
    counter: bool
    dipole: str = "none"
    strength: float = 0.0

    @cached_property
    def up(self) -> Floats:
        """⟨m+1|J₊|m⟩, shape (N,)."""
        m = np.arange(self.cells, dtype=float)
        return np.sqrt((m + 1) * (self.cells - m))

    @cached_property
    def level(self) -> Floats:
        """ω₀ m and what of the interaction is diagonal, shape (N + 1,)."""
        m = np.arange(self.cells + 1.0)
        share = self.strength / self.cells
        own = {
            "none": 0.0 * m,
            "xx": share * (m * (self.cells - m) / 2 + self.cells / 4),
            "zz": share * (m - self.cells / 2) ** 2,
            "exchange": share * m * (self.cells - m),
        }
        energies: Floats = self.gap * m + own[self.dipole]
        return energies

    @cached_property
    def pair(self) -> Floats:
        """What of the interaction couples m to m + 2: that of Jₓ²; shape (N - 1,)."""
        if self.dipole != "xx":
            return np.zeros(max(self.cells - 1, 0))
        return self.strength / self.cells * self.up[:-1] * self.up[1:] / 4

    def factor(self, photons: NDArray[np.int64]) -> Floats:
        """⟨n|aᵉ|n+e⟩, 0 where n is negative."""
        n = np.maximum(photons, 0)
        root = np.sqrt(n + 1.0) if self.exchange == 1 else np.sqrt((n + 1.0) * (n + 2.0))
        return np.where(photons >= 0, root, 0.0)

    @property
    def period(self) -> int:
        """2e: sectors differ in the photon number modulo this."""
        return 2 * self.exchange


class Scaled(NamedTuple):
    """H, or (H - shift)/scale, on a sector as the kernels take it."""

    level: Floats
    slope: float
    up: Floats
    pair: Floats
    wide: Floats
    narrow: Floats
    first: int
    counter: float


@dataclass(frozen=True)
class Sector:
    """H on the states that one sector reaches, with at most `columns` photon numbers in a row.

    offset   photon number modulo 2e of the states with no cell excited
    top      the largest photon number there is
    """

    model: Couplings
    offset: int
    columns: int
    top: float = np.inf

    @cached_property
    def first(self) -> int:
        """Which kind row 0 is."""
        return int(self.offset >= self.model.exchange)

    @cached_property
    def photons(self) -> Floats:
        """n by kind of row and column, shape (2, J)."""
        low = self.offset % self.model.exchange
        offsets = np.array([[low], [low + self.model.exchange]])
        counted: Floats = offsets + self.model.period * np.arange(self.columns, dtype=float)
        return counted

    @cached_property
    def wide(self) -> Floats:
        """⟨n|aᵉ|n+e⟩ by kind and column, 0 where n + e is above the top or outside."""
        n = self.photons.astype(np.int64)
        beyond = n + self.model.exchange > min(self.top, self.photons.max())
        return np.where(beyond, 0.0, self.model.factor(n))

    @cached_property
    def narrow(self) -> Floats:
        """⟨n-e|aᵉ|n⟩ by kind and column."""
        n = self.photons.astype(np.int64)
        return np.where(n > self.top, 0.0, self.model.factor(n - self.model.exchange))

    @cached_property
    def counter(self) -> float:
        """1 with counter-rotating terms, else 0."""
        return float(self.model.counter)

    @property
    def reach(self) -> tuple[float, float]:
        """Ends of an interval that holds all eigenvalues, by Gershgorin's discs."""
        low, high = discs(*self.hamiltonian)
        return float(low), float(high)

    @cached_property
    def leaks(self) -> Floats:
        """|H_beyond|² of each state in the last columns, shape (N + 1, EDGE).

        What couples to photon numbers that are not there.
        """
        model = self.model
        n = self.photons[:, -EDGE:].astype(np.int64)
        beyond = (n + model.exchange > min(self.top, self.photons.max())) & (n <= self.top)
        factors = np.where(beyond, model.factor(n), 0.0)
        kind = (self.first + np.arange(model.cells + 1)) % 2
        ways = np.append(0.0, model.up) + np.append(model.up, 0.0) * self.counter
        leaks: Floats = np.square(model.coupling * factors[kind] * ways[:, None])
        return leaks

    @cached_property
    def hamiltonian(self) -> Scaled:
        """H as the kernels take it."""
        model = self.model
        kind = (self.first + np.arange(model.cells + 1)) % 2
        level, up, pair = np.zeros((3, model.cells + 3))
        level[1:-1] = model.level + model.cavity * self.photons[kind, 0]
        up[1 : 1 + model.cells] = model.coupling * model.up
        pair[1 : 1 + model.pair.size] = model.pair
        slope = model.cavity * model.period
        return Scaled(level, slope, up, pair, self.wide, self.narrow, self.first, self.counter)

    def scaled(self, shift: float, scale: float) -> Scaled:
        """(H - shift)/scale as the kernels take it."""
        own = self.hamiltonian
        return own._replace(
            level=(own.level - shift) / scale,
            slope=own.slope / scale,
            up=own.up / scale,
            pair=own.pair / scale,
        )

    def empty(self) -> Floats:
        """A state of nothing, as the kernels have it."""
        return np.zeros((2, self.model.cells + 3, self.columns + 2))

    def started(self, amplitudes: Floats) -> Floats:
        """No cell excited, and the cavity in real amplitudes of n = 0, 1, …: this sector's part."""
        state = self.empty()
        own = amplitudes[self.offset :: self.model.period]
        state[0, 1, 1 : 1 + own.size] = own[: self.columns]
        return state
