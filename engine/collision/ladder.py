"""The three energy ladders a stream of qubits can charge, by their transition matrix elements."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

BATTERIES: tuple[str, ...] = ("oscillator", "spin", "ladder")


def couplings(battery: str, levels: int) -> NDArray[np.float64]:
    """Return the matrix elements a_n = <n-1|A|n> of the lowering operator of a battery.

    The exchange interaction is H = Ω (A ⊗ |e><g| + h.c.), Salvia et al. 2023, Eqs. (8), (22),
    (23), (B1): a_n = √n for the oscillator (A = a), √(n(d-n)) for the spin (A = J₋, d = 2j+1),
    1 for the uniform ladder. The elements out of the ladder vanish, a_0 = a_d = 0: an oscillator
    is cut off without losing probability.

    Args:
        battery: "oscillator", "spin" or "ladder".
        levels: number of energy levels d, at least 2.

    Returns:
        a_0 … a_d, shape (levels + 1,), dimensionless.

    Raises:
        ValueError: if the battery is unknown or has fewer than 2 levels.

    Example:
        >>> couplings("spin", 3)
        array([0.        , 1.41421356, 1.41421356, 0.        ])
    """
    if levels < 2:
        raise ValueError(f"levels must be at least 2, not {levels}.")
    n = np.arange(levels + 1, dtype=float)
    elements: NDArray[np.float64]
    if battery == "oscillator":
        elements = np.sqrt(n)
    elif battery == "spin":
        elements = np.sqrt(n * (levels - n))
    elif battery == "ladder":
        elements = np.ones(levels + 1)
    else:
        raise ValueError(f"battery must be one of {', '.join(BATTERIES)}, not {battery!r}.")
    elements[0] = elements[levels] = 0.0
    return elements
