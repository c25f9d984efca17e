"""A two-level battery driven with all the strength there is, straight to its target or not.

H = E (cos χ Y + sin χ Z) with Y = i|e⟩⟨g| - i|g⟩⟨e| and Z = |e⟩⟨e| - |g⟩⟨g|: at χ = 0 the state
goes along the shortest way from |g⟩ through real superpositions to |e⟩; χ is how much of the
drive's strength is wasted. All functions take times that broadcast.
"""

from __future__ import annotations

from math import cos, sin

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


def excited(time: ArrayLike, energy: float, detour: float) -> Floats:
    """Population of |e⟩, cos²χ sin²(Et).

    >>> float(excited(1.5707963267948966, 1.0, 0.0))
    1.0
    """
    return np.asarray((cos(detour) * np.sin(energy * np.asarray(time))) ** 2)


def rising(time: ArrayLike, energy: float, detour: float) -> Floats:
    """Rate of `excited`, E cos²χ sin(2Et)."""
    return np.asarray(energy * cos(detour) ** 2 * np.sin(2 * energy * np.asarray(time)))


def overlap(time: ArrayLike, energy: float, detour: float, angle: float) -> Floats:
    """|⟨φ|ψ(t)⟩|² with the target |φ⟩ = cos θ|g⟩ + sin θ|e⟩; θ = 0 is the start itself.

    >>> float(overlap(0.0, 1.0, 0.0, 0.0))
    1.0
    """
    turned = energy * np.asarray(time)
    real = cos(angle) * np.cos(turned) + sin(angle) * cos(detour) * np.sin(turned)
    return np.asarray(np.square(real) + np.square(cos(angle) * sin(detour) * np.sin(turned)))


def energies(energy: float, detour: float) -> tuple[float, float]:
    """Mean energy above the ground state of H, and its deviation: E(1 - sin χ), E cos χ."""
    return energy * (1 - sin(detour)), energy * cos(detour)


def as_printed(angle: float, alpha: complex = 1.0) -> NDArray[np.complex128]:
    """Campaioli et al. 2024, Eq. (13), between |g⟩ and cos θ|g⟩ + sin θ|e⟩: α|ψ⟩⟨φ| + h.c.

    Only between orthogonal states is its norm |α| whatever the phase of α.

    >>> np.linalg.norm(as_printed(np.pi / 2), 2).round(12).item()
    1.0
    """
    start, target = np.array([1.0, 0.0]), np.array([cos(angle), sin(angle)])
    half = alpha * np.outer(start, target)
    return np.asarray(half + half.conj().T, dtype=complex)
