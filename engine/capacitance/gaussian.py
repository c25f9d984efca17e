"""Two oscillator modes, one behind a warm attenuator, one emptied: Tirone et al. 2023, Fig. 2(b).

Φ₂ = L_λ,N ⊗ L_0,0 with equal frequencies, energies in ħω. A coherent input of mode 1 is optimal; it
comes out as a displaced thermal state of n̄ = (1-λ)N quanta beside the vacuum. Sharing out that
thermal noise between both modes, by any unitary or by a joint one on many cells, is work.
"""

from __future__ import annotations

from math import expm1, inf, log, log1p, sqrt

import numpy as np
from scipy.optimize import brentq

# Terms of the theta series below this share of the first are left out.
SMALLEST_TERM = 1e-18


def thermal_entropy(photons: float) -> float:
    """Return g(n) = ln(1+n) + n ln(1+1/n), entropy of a thermal mode, nats.

    Written so that nothing cancels where n is large, and 1/n is finite where it is small.

    >>> round(thermal_entropy(1.0), 12)
    1.38629436112
    """
    if photons <= 0:
        return 0.0
    ratio = log1p(1 / photons) if photons > 1 else log1p(photons) - log(photons)
    return log1p(photons) + photons * ratio


def photons_of_entropy(entropy: float) -> float:
    """Return g⁻¹, the quanta of the thermal mode of an entropy.

    >>> round(photons_of_entropy(thermal_entropy(3.0)), 12)
    3.0
    """
    if entropy <= 0:
        return 0.0
    # ln(1+n) < g(n) < 1 + ln(1+n), and g(n) > -n ln n where n is small.
    high = log(expm1(entropy))
    low = log(expm1(entropy - 1)) if entropy > 1.5 else -800.0
    exponent = brentq(
        lambda x: thermal_entropy(float(np.exp(x))) - entropy, low, high, xtol=1e-14, rtol=1e-15
    )
    return float(np.exp(exponent))


def passive_energy(photons: float) -> float:
    """Return the least energy of one cell with the spectrum of n̄, Σ_{m>=1} q^{m(m+1)/2}.

    q = n̄/(1+n̄); the m-th energy of two modes is (m+1)-fold, so that m(m+1)/2 eigenvalues come
    before it: a theta series, converged in some √(80 n̄) terms.
    """
    if photons <= 0:
        return 0.0
    decay = log1p(1 / photons)
    terms = np.arange(1.0, sqrt(2 * -log(SMALLEST_TERM) / decay) + 3)
    return float(np.exp(-decay * terms * (terms + 1) / 2).sum())


def pooled_energy(photons: float) -> float:
    """Return the energy per cell of the two-mode Gibbs state of that entropy, 2 g⁻¹(g(n̄)/2)."""
    return 2 * photons_of_entropy(thermal_entropy(photons) / 2)


def gap(photons: float) -> float:
    """Return ΔC = Σ_{m>=1} q^{m(m+1)/2} - 2 g⁻¹(g(n̄)/2), the same at every input energy.

    Args:
        photons: noise quanta n̄ = (1-λ)N at the output.

    Example:
        >>> round(gap(2.0), 10)
        0.070592336
    """
    return passive_energy(photons) - pooled_energy(photons)


def output_temperature(photons: float) -> float:
    """Return β of the hot output mode, ln(1 + 1/n̄)."""
    return log1p(1 / photons) if photons > 0 else inf


def gibbs_temperature(photons: float) -> float:
    """Return β_G of the two-mode Gibbs state of equal entropy, ln(1 + 1/g⁻¹(g(n̄)/2))."""
    return output_temperature(pooled_energy(photons) / 2)
