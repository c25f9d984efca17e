"""Claims on what 250 levels can stand for: Salvia et al. 2023, Fig. 3, and trapped batteries."""

from __future__ import annotations

from functools import partial
from math import pi

import numpy as np
from scipy.linalg import eigh_tridiagonal

from engine.claims import Basis, Claim, Verdict
from engine.collision.claims.measure import PAPER, Number, charged


def truncation_time(theta: float, tolerance: float) -> Number:
    """When the energy on 250 levels is off by a relative tolerance, against 500 levels."""

    def time() -> float:
        short = charged(theta, int(33 / (theta * pi)))
        tall = charged(theta, int(33 / (theta * pi)), levels=500)
        off = np.abs(short.energy / tall.energy - 1) > tolerance
        return float(short.time[int(np.argmax(off.values))])

    return time


def driving_truncation_time(tolerance: float) -> float:
    """The same for the driving limit, whose energy on endless levels is x²/4."""
    times = np.linspace(25.0, 31.0, 601)
    frequency, mode = eigh_tridiagonal(np.zeros(250), np.sqrt(np.arange(1, 250)))
    amplitude = (np.exp(-0.5j * np.multiply.outer(times, frequency)) * mode[0]) @ mode.T
    energy = np.abs(amplitude) ** 2 @ np.arange(250)
    return float(times[np.argmax(np.abs(energy / (times**2 / 4) - 1) > tolerance)])


def top_filled(theta: float) -> Number:
    """When the top of 250 levels holds more than a millionth."""

    def time() -> float:
        run = charged(theta, 955, samples=955)
        return float(run.sample_time[int(np.argmax(run.top_population.values > 1e-6))])

    return time


LADDER_TOP = (
    *(
        Claim(
            f"truncation-{tolerance:.0e}", f"{PAPER}, Fig. 3",
            f"When 250 levels change the energy at θ = 0.01π by more than {tolerance:.0e} of it.",
            printed=None, expected=expected, tolerance=0.06,
            compute=truncation_time(0.01, tolerance), verdict=Verdict.DERIVED, basis=Basis.MATRICES,
            explanation="Beyond, the figure shows a finite ladder and no oscillator.",
            show={"at": round(expected / (0.01 * pi)), "collisions": 1000},
        )
        for tolerance, expected in ((1e-10, 27.7), (1e-6, 29.5), (1e-3, 31.4))
    ),
    *(
        Claim(
            f"driving-truncation-{tolerance:.0e}", f"{PAPER}, Fig. 3",
            f"When 250 levels change the driven energy by more than {tolerance:.0e} of it.",
            printed=None, expected=expected, tolerance=0.06,
            compute=partial(driving_truncation_time, tolerance),
            verdict=Verdict.DERIVED, basis=Basis.MATRICES,
        )
        for tolerance, expected in ((1e-10, 26.0), (1e-6, 27.7), (1e-3, 29.6))
    ),
    Claim(
        "top-filled", f"{PAPER}, Fig. 3",
        "When the top of 250 levels holds more than 10⁻⁶ at θ = 0.01π.",
        printed=None, expected=28.65, tolerance=0.02,
        compute=top_filled(0.01), verdict=Verdict.DERIVED, basis=Basis.MATRICES,
        explanation="From there on the page marks the result as truncated.",
        show={"at": 912},
    ),
)  # fmt: skip
