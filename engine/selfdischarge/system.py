"""A network as matrices: decay rates, interaction, detunings; which rates are physical.

dρ/dt = -i[H_int, ρ] + Σ_nm g_nm (σ-_n ρ σ+_m - ½{σ+_m σ-_n, ρ}), g = Γ 1 + Γ_icl A, which is
Santos 2021, Eqs. (11)-(13), summed over both ordered pairs of each edge.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]

# Rates this far below zero, relative to the largest, are zero: even rings at Γ_icl = Γ/2 give
# -4e-16 by rounding.
MARGIN = 1e-12
DARK = 1e-9


@dataclass(frozen=True)
class System:
    """The generator's matrices, each (N, N), and what acts on single cells.

    rates      g_nm, symmetric
    exchange   strength of σ+_n σ-_m + h.c., zero diagonal
    ising      strength of σz_n σz_m, zero diagonal
    detuning   of each cell, shape (N,)
    dephasing  rate at which a single cell's coherence decays
    """

    rates: Matrix
    exchange: Matrix
    ising: Matrix
    detuning: NDArray[np.float64]
    dephasing: float = 0.0

    @property
    def cells(self) -> int:
        """The number N of cells."""
        return int(self.detuning.size)

    def in_units_of(self, rate: float) -> System:
        """The same with everything in units of a rate."""
        return System(
            self.rates / rate,
            self.exchange / rate,
            self.ising / rate,
            self.detuning / rate,
            self.dephasing / rate,
        )

    def matrices(self) -> Matrix:
        """All that tells cells apart, shape (4, N, N)."""
        return np.stack([self.rates, self.exchange, self.ising, np.diag(self.detuning)])


def network(
    graph: Matrix,
    rate: float,
    collective_rate: float,
    coupling: float,
    interaction: str,
    detuning: NDArray[np.float64] | None = None,
    dephasing: float = 0.0,
    spread: Matrix | None = None,
) -> System:
    """The system of a weighted graph A: g = Γ + Γ_icl A and couplings J A.

    Args:
        graph: adjacency matrix A, shape (N, N).
        rate, collective_rate, coupling: Γ, Γ_icl, J.
        interaction: "zz" for J σz σz, "exchange" for J (σ+ σ- + h.c.).
        detuning: of each cell, zero where absent.
        dephasing: decay rate of each cell's coherence.
        spread: factors on the couplings alone, shape (N, N), 1 where absent.
    """
    cells = graph.shape[0]
    couplings = coupling * graph * (1.0 if spread is None else spread)
    none = np.zeros((cells, cells))
    return System(
        rates=rate * np.eye(cells) + collective_rate * graph,
        exchange=couplings if interaction == "exchange" else none,
        ising=couplings if interaction == "zz" else none,
        detuning=np.zeros(cells) if detuning is None else detuning,
        dephasing=dephasing,
    )


def physical_interval(graph: Matrix, rate: float) -> tuple[float, float]:
    """The Γ_icl between which Γ 1 + Γ_icl A has no negative rate, infinite without edges.

    -Γ/λ_max <= Γ_icl <= Γ/|λ_min|: outside, the generator is not completely positive.

    >>> low, high = physical_interval(np.array([[0.0, 1.0], [1.0, 0.0]]), 1.0)
    >>> round(low, 12), round(high, 12)
    (-1.0, 1.0)
    """
    eigenvalues = np.linalg.eigvalsh(graph)
    least, largest = float(eigenvalues[0]), float(eigenvalues[-1])
    if largest <= 0.0:
        return -inf, inf
    return -rate / largest, rate / -least


def physical(system: System) -> bool:
    """Whether every rate is non-negative, to rounding."""
    values = np.linalg.eigvalsh(system.rates)
    return bool(values[0] >= -MARGIN * max(values[-1], abs(values[0])))


def mode_rates(system: System) -> tuple[NDArray[np.float64], Matrix]:
    """Rates of the collective modes, ascending, and their amplitudes, shape (mode, cell).

    g = Σ_k γ_k v_k v_kᵀ; a rate that is zero to rounding is zero.
    """
    values, vectors = np.linalg.eigh(system.rates)
    values[np.abs(values) <= MARGIN * np.abs(values).max()] = 0.0
    return values, vectors.T


def jump_operators(system: System) -> Matrix:
    """Amplitudes of L_k = √γ_k Σ_n v_kn σ-_n, shape (mode, cell); a zero rate gives none.

    Raises ValueError where a rate is negative.
    """
    values, vectors = mode_rates(system)
    if values[0] < 0.0:
        raise ValueError(f"rates must be non-negative, not {values[0]:.3g}.")
    kept = values > 0.0
    return np.sqrt(values[kept])[:, None] * vectors[kept]


def dark_states(system: System) -> tuple[int, int]:
    """How many modes never decay, and how many of those the interaction leaves alone.

    A mode of zero rate keeps its energy for ever if it is an eigenmode of the single-excitation
    Hamiltonian; otherwise the interaction mixes it with modes that decay, and it leaks.
    """
    values, vectors = mode_rates(system)
    if values[-1] <= 0.0:
        return 0, 0
    dark = vectors[values <= DARK * values[-1]].T
    count = kept = dark.shape[1]
    hamiltonian = single_excitation(system)
    while kept and system.dephasing == 0.0:
        leaving = hamiltonian @ dark - dark @ (dark.T @ hamiltonian @ dark)
        _, sizes, basis = np.linalg.svd(leaving, full_matrices=True)
        strength = np.zeros(kept)
        strength[: sizes.size] = sizes[:kept]
        staying = strength <= DARK * max(1.0, float(np.abs(hamiltonian).max()))
        if staying.all():
            return count, kept
        dark = dark @ basis[staying].T
        kept = dark.shape[1]
    return count, 0


def single_excitation(system: System) -> Matrix:
    """The Hamiltonian of one excitation: what it costs on each cell, and the hopping."""
    energies = system.detuning - 2.0 * system.ising.sum(axis=1)
    return np.diag(energies) + system.exchange
