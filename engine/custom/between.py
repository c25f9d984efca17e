"""The mean of an observable between the times of a curve, as exact as at them: for its maxima."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from engine.custom.evolution import Complex, Floats, rate_of

Curve = Callable[[Floats], Floats]

# Of so many levels at most a maximum is looked for on the motion itself.
MOST_LEVELS = 64
# Terms of a series about each time, and what its last may be of its largest.
TERMS, LAST = 26, 1e-11


def lossless(hamiltonian: Complex, rho: Complex, observable: Complex) -> Curve:
    """Return tr O e^{-iHt} ρ e^{iHt} = p†(O ∘ ρᵀ)p, p = e^{-iεt}, as a function of times.

    Args:
        hamiltonian, rho, observable: shape (d, d).

    Example:
        >>> flip, one = np.array([[0, 0.5], [0.5, 0]]), np.diag([0.0, 1.0])
        >>> lossless(flip, np.diag([1.0, 0.0]), one)(np.array([np.pi / 2, np.pi])).round(9)
        array([0.5, 1. ])
    """
    energies, basis = np.linalg.eigh(hamiltonian)
    both = (basis.conj().T @ observable @ basis) * (basis.conj().T @ rho @ basis).T

    def mean(times: Floats) -> Floats:
        phases = np.exp(-1j * np.multiply.outer(times, energies))
        return np.asarray(((phases.conj() @ both) * phases).real.sum(axis=1))

    return mean


def lossy(
    hamiltonian: Complex,
    jumps: Sequence[Complex],
    observable: Complex,
    times: Floats,
    rho: Complex,
) -> Curve | None:
    """Return the mean between evenly spaced times as its Taylor series about the nearest.

    The n-th derivative of tr Oρ is tr ρ times what n generators make of O. None where the times are
    too far apart for the series.

    Args:
        hamiltonian, jumps, observable: shape (d, d) each.
        times: shape (n,).
        rho: the states then, shape (n, d, d).
    """
    half = float(times[1] - times[0]) / 2
    flat = rho.reshape(times.size, -1)
    rows, operator = [], observable
    for term in range(TERMS):
        rows.append((flat @ operator.T.ravel()).real)
        operator = rate_of(operator, hamiltonian, jumps) * (half / (term + 1))
    series = np.array(rows)
    if not np.abs(series[-2:]).max() <= LAST * np.abs(series).max():
        return None

    def mean(asked: Floats) -> Floats:
        nearest = np.clip(np.rint((asked - times[0]) / (2 * half)), 0, times.size - 1).astype(int)
        return np.asarray(np.polynomial.polynomial.polyval(
            (asked - times[nearest]) / half, series[:, nearest], tensor=False
        ))  # fmt: skip

    return mean
