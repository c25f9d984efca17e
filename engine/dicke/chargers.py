"""The cavity's states that charge a battery: amplitudes of the photon numbers.

All are real: a Fock state, a coherent one of amplitude √n̄, the squeezed vacuum of n̄ photons in
QuTiP's sign, ⟨2k|r⟩ ∝ (-tanh r)^k with sinh² r = n̄.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln

# Amplitudes below this, relative to a state of length 1, are left out: where the cavity's state
# spreads on, and where each photon number moves on its own and the square counts.
FAINT = {"fock": 1e-11, "coherent": 1e-11, "squeezed": 1e-8}
FAINT_ALONE = {"fock": 1e-11, "coherent": 1e-9, "squeezed": 1e-6}
SMALLEST = 1e-18
MOST = 100_000


def amplitudes(
    charger: str, photons: float, faint: float = SMALLEST, top: int | None = None
) -> NDArray[np.float64]:
    """Return the amplitudes of n = 0, 1, … up to the last that counts, or to `top`.

    Args:
        charger: "fock", "coherent" or "squeezed".
        photons: mean photon number, whole for a Fock state.
        faint: the size of an amplitude that counts.
        top: the largest photon number kept.

    Example:
        >>> amplitudes("coherent", 1.0)[:3].round(6).tolist()
        [0.606531, 0.606531, 0.428882]
        >>> amplitudes("squeezed", 1.0)[:3].round(6).tolist()
        [0.840896, 0.0, -0.420448]
    """
    last = highest(charger, photons, faint)
    n = np.arange((last if top is None else min(top, last)) + 1)
    if charger == "fock" or photons == 0.0:
        return (n == round(photons)).astype(float)
    if charger == "coherent":
        coherent: NDArray[np.float64] = np.exp((n * np.log(photons) - photons - gammaln(n + 1)) / 2)
        return coherent
    k = n // 2
    tanh = np.sqrt(photons / (1 + photons))
    size = k * np.log(tanh / 2) + gammaln(2 * k + 1) / 2 - gammaln(k + 1)
    even = np.exp(size - np.log1p(photons) / 4) * (1 - 2 * (k % 2))
    return np.where(n % 2 == 0, even, 0.0)


def highest(charger: str, photons: float, faint: float) -> int:
    """The largest photon number that counts in a state."""
    if charger == "fock" or photons == 0.0:
        return round(photons)
    if charger == "coherent":
        reach = np.sqrt(-4 * np.log(faint))
        return int(np.ceil(photons + reach * np.sqrt(photons) + reach**2 / 4))
    rate = -np.log(photons / (1 + photons)) / 4
    return min(int(np.ceil(-np.log(faint) / rate)), MOST)


def left_out(charger: str, photons: float, top: int) -> float:
    """What lies above a photon number, as an amplitude.

    >>> left_out("coherent", 4.0, 4).__round__(6), left_out("fock", 4.0, 4)
    (0.609232, 0.0)
    """
    beyond = amplitudes(charger, photons)[top + 1 :]
    return float(np.sqrt(np.square(beyond).sum()))
