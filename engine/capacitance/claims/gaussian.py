"""Claims on Gaussian channels: Tirone et al. 2023, Examples and Fig. 2(b)."""

from __future__ import annotations

from functools import partial
from math import e, exp, log, pi, sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import expm

from engine import work
from engine.capacitance import gaussian
from engine.capacitance.attenuator import GaussianGap
from engine.capacitance.claims.measure import PAPER, Number
from engine.claims import Basis, Claim, Verdict

FIGURE = f"{PAPER}, Fig. 2(b)"
# Noise quanta at the output and the gap.
GAPS = (
    (0.1, 0.0128826728),
    (0.5, 0.0395384920),
    (1.0, 0.0540018140),
    (5.0, 0.1009708),
    (20.0, 0.1862753),
)
FOCK_LEVELS = 70
# Name, share of the displacement energy that arrives, noise quanta: λ = 0.6, μ = 1.5, N = 0.4.
ONE_MODE = (
    ("attenuator", "L_λ,N", 0.6, 0.4 * 0.4),
    ("amplifier", "A_μ,N", 1.5, 0.5 * 1.4),
    ("noise", "N_N", 1.0, 0.4),
)


def displaced_thermal(energy: float, photons: float) -> NDArray[np.float64]:
    """The density matrix of a displaced thermal mode in 70 Fock levels."""
    levels = np.arange(FOCK_LEVELS)
    ratio = photons / (1 + photons)
    thermal = np.diag(ratio**levels / (1 + photons))
    lower = np.diag(np.sqrt(levels[1:]), 1)
    displaced = expm(sqrt(energy) * (lower.T - lower))
    return np.asarray(displaced @ thermal @ displaced.T)


def fock_ergotropy(energy: float, photons: float) -> float:
    """Ergotropy of a displaced thermal mode."""
    return float(work.ergotropy(displaced_thermal(energy, photons), np.arange(FOCK_LEVELS)))


def one_mode_gap() -> float:
    """What many copies of a displaced thermal mode, n̄ = 0.16, give beyond each one alone."""
    state, levels = displaced_thermal(1.2, 0.16), np.arange(FOCK_LEVELS)
    return float(work.total_ergotropy(state, levels) - work.ergotropy(state, levels))


def bend_over_energy() -> float:
    """How far C_loc of the two-mode attenuator is from a straight line over the input energy."""
    run = GaussianGap().run()
    line = np.interp(run.e, run.e[[0, -1]], run.c_loc[[0, -1]])
    return float(np.abs(run.c_loc - line).max())


def model(variable: str, photons: float) -> Number:
    """A number of the scenario at an output noise n̄, λ = 1/2."""
    run = GaussianGap(transmissivity=0.5, thermal_photons=2 * photons).run
    return lambda: float(run()[variable])


def spread_over_energy() -> float:
    """How far the gap differs between input energies."""
    run = GaussianGap().run()
    return float(np.ptp((run.c_sep - run.c_loc).values))


def slope_at(photons: float) -> float:
    """Gap over √n̄ where the noise is large."""
    return gaussian.gap(photons) / sqrt(photons)


def settings(photons: float) -> dict[str, float | str]:
    """Half transmission into n̄ thermal photons, as the page shows it."""
    return {"transmissivity": 0.5, "thermal_photons": 2 * photons, "view": "gaussian"}


GAUSSIAN = (
    *(
        Claim(
            f"one-mode-{key}", f"{PAPER}, Sec. “Examples”",
            f"C_ℰ of the channel {name} is {share:g}·e: a coherent input of e = 2 (noise n̄ = "
            f"{photons:.3g}).",
            printed=2 * share, expected=2 * share, tolerance=1e-6, precision=1e-6,
            compute=partial(fock_ergotropy, 2 * share, photons), verdict=Verdict.REPRODUCED,
            unit="ħω", explanation="From the density matrix in 70 Fock levels.",
        )
        for key, name, share, photons in ONE_MODE
    ),
    Claim(
        "one-mode-gap", f"{PAPER}, Sec. “Examples”",
        "One-mode Gaussian channels have no gap: total ergotropy less ergotropy of the "
        "attenuator's output, e = 2, n̄ = 0.16.",
        quoted="words", printed=0.0, expected=0.0, tolerance=1e-8, precision=1e-6,
        compute=one_mode_gap, verdict=Verdict.REPRODUCED, unit="ħω",
        explanation="A displaced thermal mode: undisplaced it is completely passive.",
    ),
    Claim(
        "affine", FIGURE,
        "C_loc of the two-mode attenuator is affine in the input energy: its distance from a line.",
        quoted="words", printed=0.0, expected=0.0, tolerance=1e-12, precision=1e-9,
        compute=bend_over_energy, verdict=Verdict.REPRODUCED, unit="ħω", show=settings(2.0),
    ),
    Claim(
        "gap-constant", FIGURE,
        "The gap of the two-mode attenuator is the same at every input energy: its spread.",
        printed=0.0, expected=0.0, tolerance=1e-12, precision=1e-9,
        compute=spread_over_energy, verdict=Verdict.REPRODUCED, unit="ħω", show=settings(2.0),
    ),
    Claim(
        "gap-two-quanta", FIGURE,
        "The gap at n̄ = 2, Σ (2/3)^{m(m+1)/2} - 1.",
        printed=None, expected=0.0705923360, tolerance=1e-10,
        compute=model("gap", 2.0), verdict=Verdict.DERIVED,
        basis=Basis.COUNTING, unit="ħω", show=settings(2.0),
    ),
    *(
        Claim(
            f"gap-{photons:g}-quanta", FIGURE, f"The gap at n̄ = {photons:g}.",
            printed=None, expected=expected, tolerance=1e-7 if photons > 2 else 1e-10,
            compute=model("gap", photons), verdict=Verdict.DERIVED, basis=Basis.COUNTING, unit="ħω",
            show=settings(photons),
        )
        for photons, expected in GAPS
    ),
    *(
        Claim(
            f"beta-{key}", FIGURE, f"β_λ,N at n̄ = 2, read as {said}.",
            printed=None, expected=expected, tolerance=1e-10,
            compute=model(variable, 2.0), verdict=Verdict.AMBIGUOUS,
            basis=Basis.FORMULA, unit="1/(ħω)",
            explanation="The definition is in Eq. (30) of the supplement. The “implicit functional "
            "of λ and N” points to the two-mode Gibbs state, ln 3 here; the hot output mode has "
            "ln 1.5. The gap falls with either.",
            show=settings(2.0),
        )
        for key, variable, said, expected in (
            ("gibbs", "beta_gibbs", "that of the two-mode Gibbs state", log(3)),
            ("output", "beta_output", "that of the hot output mode", log(1.5)),
        )
    ),
    Claim(
        "gap-unbounded", FIGURE,
        "The gap over √n̄ for strong noise, √(π/2) - 2/√e: it has no bound.",
        printed=None, expected=sqrt(pi / 2) - 2 / sqrt(e), tolerance=1e-5,
        compute=partial(slope_at, 1e5), verdict=Verdict.DERIVED,
        basis=Basis.COUNTING, show=settings(100.0),
    ),
    Claim(
        "gap-vanishes", FIGURE,
        "The gap without noise, λ = 1.",
        printed=None, expected=0.0, tolerance=1e-15,
        compute=lambda: float(GaussianGap(transmissivity=1.0).run().gap),
        verdict=Verdict.DERIVED, basis=Basis.FORMULA, unit="ħω",
        show={"transmissivity": 1.0, "view": "gaussian"},
    ),
    Claim(
        "engine-at-rest", FIGURE,
        "What local extraction draws at n̄ = 2 without any input: a hot and a cold mode.",
        printed=None, expected=2 - sum((2 / 3) ** (m * (m + 1) / 2) for m in range(1, 40)),
        tolerance=1e-12, compute=model("c_loc_offset", 2.0), verdict=Verdict.DERIVED,
        basis=Basis.COUNTING, unit="ħω",
        explanation="Both capacitances are positive at e = 0, so that C ≤ e does not hold.",
        show=settings(2.0),
    ),
    Claim(
        "same-noise", FIGURE,
        "The gap depends on (1-λ)N alone: λ = 0.2, N = 1 against λ = 0.6, N = 2.",
        printed=None, expected=0.0, tolerance=1e-15,
        compute=lambda: float(
            GaussianGap(transmissivity=0.2, thermal_photons=1.0).run().gap
            - GaussianGap(transmissivity=0.6, thermal_photons=2.0).run().gap
        ),
        verdict=Verdict.DERIVED, basis=Basis.FORMULA, unit="ħω", show=settings(0.8),
    ),
    Claim(
        "large-noise", FIGURE,
        "g(n) at n = 10¹², where (n+1)ln(n+1) - n ln n loses its digits: 1 + ln n.",
        printed=None, expected=1 + 12 * log(10), tolerance=1e-11,
        compute=partial(gaussian.thermal_entropy, exp(12 * log(10))), verdict=Verdict.DERIVED,
        basis=Basis.DIGITS,
        unit="nat",
    ),
)  # fmt: skip
