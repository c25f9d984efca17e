"""How fast energy can move: fluctuations of a battery, its speed through the levels, power bounds.

A battery of N two-level cells with H_B = gap · (number of excited cells) is told by the populations
p_n(t) of its n excited cells; any other by those of its energies.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

# What is less populated than this is empty but for rounding, and says nothing of how it fills.
EMPTY = 1e-14


def energy_variance(populations: ArrayLike, energies: ArrayLike) -> Floats:
    """Return the variance Σ p_n (ε_n - ⟨ε⟩)² of the energy, Campaioli et al. 2024, Sec. II.C.4.

    Args:
        populations: of the energies, shape (…, d).
        energies: shape (d,).

    Returns:
        Variances, unit of the energies squared, shape (…).

    Example:
        >>> float(energy_variance([0.5, 0.5], [0.0, 2.0]))
        1.0
    """
    p, heights = np.asarray(populations, dtype=float), np.asarray(energies, dtype=float)
    mean = p @ heights
    variance: Floats = (p * (heights - mean[..., None]) ** 2).sum(axis=-1)
    return variance


def local_variance(energy: ArrayLike, cells: int, gap: float = 1.0) -> Floats:
    """Return what N equal two-level cells, each on its own, have of the variance of the energy.

    N e (gap - e) with e = E/N; Campaioli et al. 2024, Eq. (22). The rest of the variance is due to
    correlations, Eq. (23).

    Args:
        energy: of all cells together, above all empty, shape (…).
        cells: how many.
        gap: of one cell.

    Example:
        >>> float(local_variance(2.0, 4))
        1.0
    """
    each = np.asarray(energy, dtype=float) / cells
    found: Floats = np.asarray(cells * each * (gap - each))
    return found


def fisher_information(
    populations: ArrayLike, rates: ArrayLike, accelerations: ArrayLike | None = None
) -> Floats:
    """Return the Fisher information of time in the populations, I_E = Σ ṗ_n²/p_n.

    The squared speed in the space of the energies' populations; Campaioli et al. 2024, Fig. 3 and
    Eq. (24), after Julià-Farré et al. 2020. Where a population is zero, so is its rate, and the
    quotient tends to 2p̈.

    Args:
        populations: p, shape (…, d).
        rates: ṗ, the same shape.
        accelerations: p̈, the same shape; where they are not given, what is empty adds nothing.

    Example:
        >>> float(fisher_information([0.5, 0.5], [0.5, -0.5]))
        1.0
    """
    p, rate = np.asarray(populations, dtype=float), np.asarray(rates, dtype=float)
    filled = p > EMPTY
    limit = np.zeros_like(p) if accelerations is None else 2 * np.maximum(accelerations, 0.0)
    terms = np.where(filled, rate**2 / np.where(filled, p, 1.0), limit)
    information: Floats = terms.sum(axis=-1)
    return information


def power_bound(variance: ArrayLike, information: ArrayLike) -> Floats:
    """Return the largest power √(ΔE² I_E) at a variance and a speed.

    Campaioli et al. 2024, Eq. (24), after Julià-Farré et al. 2020.

    Args:
        variance, information: ΔE² and I_E, at one time or each averaged over the same times.

    Example:
        >>> float(power_bound(0.25, 4.0))
        1.0
    """
    return np.sqrt(np.asarray(variance, dtype=float) * np.asarray(information, dtype=float))


def commutator_bound(battery_variance: ArrayLike, charging_variance: ArrayLike) -> Floats:
    """Return the largest power 2√(ΔE_B² ΔE_1²) that two Hamiltonians' fluctuations allow.

    Robertson's inequality for ⟨i[H_1, H_B]⟩; Campaioli et al. 2024, Eq. (43), which prints it
    without the factor 2 and is then violated by global charging.

    Args:
        battery_variance, charging_variance: of H_B and of the charging Hamiltonian, at one time or
            each averaged over the same times.

    Example:
        >>> float(commutator_bound(0.25, 1.0))
        1.0
    """
    return 2 * power_bound(battery_variance, charging_variance)


def time_average(time: ArrayLike, values: ArrayLike, until: float) -> float:
    """Return the average of samples over the times from the first up to `until`.

    Args:
        time: rising times, shape (n,).
        values: shape (n,).
        until: within the times.

    Example:
        >>> time_average([0.0, 1.0, 2.0], [0.0, 1.0, 2.0], 1.5)
        0.75
    """
    times, heights = np.asarray(time, dtype=float), np.asarray(values, dtype=float)
    before = times < until
    x = np.append(times[before], until)
    y = np.append(heights[before], np.interp(until, times, heights))
    return float(np.trapezoid(y, x) / (x[-1] - x[0]))
