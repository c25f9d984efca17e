"""What entangled inputs could reach: C_E where it is known, else between which two curves it lies.

n uses put out at most n times the largest output energy, and hold an entropy of at least n times a
floor s, so that C_E(e) <= W(e) - E_G(s) with W the largest output energy at input energy e.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import entr

from engine.capacitance import kernels
from engine.capacitance.search import FREE_ENERGY, OUTPUT, Cell, random_states
from engine.channels import Channel

EXACT = 1e-12
PAULI = np.array([[[0, 1], [1, 0]], [[0, -1j], [1j, 0]], [[1, 0], [0, -1]]])

Real = NDArray[np.float64]


def entangled_upper(
    cell: Cell, channel: Channel, energies: Real, separable: Real
) -> tuple[Real, str]:
    """Return an upper bound on C_E(Λ; e), Tirone et al. 2023, Eq. (3), and what it rests on.

    Args:
        cell: the noise and the levels.
        channel: the same noise.
        energies: input energies e, shape (n,).
        separable: C_sep at these energies, shape (n,).
    """
    if breaks_entanglement(channel):
        return separable.copy(), "entanglement breaking: entangled inputs are of no use (Shor 2002)"
    floor, reason = entropy_floor(channel)
    bound = output_energies(cell, energies) - kernels.gibbs_of_entropy(floor, cell.levels)[1]
    return np.maximum(bound, separable), reason


def output_energies(cell: Cell, energies: Real) -> Real:
    """The largest output energy at input energies of at most e, shape (n,)."""
    start = random_states(1, cell.dimension)[0]
    return np.array(
        [cell.climb(FREE_ENERGY, start, at_most=float(energy))[1][OUTPUT] for energy in energies]
    )


def entropy_floor(channel: Channel) -> tuple[float, str]:
    """An entropy per use that no input falls below, however many uses it spans."""
    strength = depolarizing_strength(channel)
    if strength is not None:
        d = channel.dimension
        spectrum = np.full(d, strength / d)
        spectrum[0] += 1 - strength
        least = float(entr(np.clip(spectrum, 0.0, 1.0)).sum())
        return least, "depolarizing: output entropies add up (King 2003)"
    if channel.dimension == 2 and np.abs(channel(np.eye(2)) - np.eye(2)).max() < EXACT:
        radius = min(float(np.linalg.norm(bloch_matrix(channel), 2)), 1.0)
        least = float(entr(np.array([1 + radius, 1 - radius]) / 2).sum())
        return least, "unital qubit: output entropies add up (King 2002)"
    largest = float(np.linalg.eigvalsh(channel.choi())[-1])
    return max(0.0, -np.log(largest)), "largest output energy, norm of the Choi matrix"


def depolarizing_strength(channel: Channel) -> float | None:
    """λ if the channel is ρ → (1-λ)ρ + λ1/d, else None."""
    d = channel.dimension
    mixed = np.outer(np.eye(d).ravel(), np.eye(d).ravel()) / d
    strength = float(1 - (np.trace(channel.matrix).real - 1) / (d**2 - 1))
    expected = (1 - strength) * np.eye(d * d) + strength * mixed
    return strength if np.abs(channel.matrix - expected).max() < EXACT else None


def bloch_matrix(channel: Channel) -> Real:
    """How a qubit channel turns and shrinks Bloch vectors, shape (3, 3)."""
    return np.einsum("iab,jba->ij", PAULI, channel(PAULI)).real / 2


def breaks_entanglement(channel: Channel) -> bool:
    """Whether a qubit channel breaks entanglement: its Choi matrix has a positive transpose."""
    if channel.dimension != 2:
        return False
    halves = channel.choi().reshape(2, 2, 2, 2)
    transposed = halves.transpose(0, 3, 2, 1).reshape(4, 4)
    return bool(np.linalg.eigvalsh(transposed)[0] > -EXACT)
