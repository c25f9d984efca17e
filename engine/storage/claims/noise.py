"""Claims on the noise and the protocol's states: storage poster, Eqs. (1)-(4), (6)."""

from __future__ import annotations

from functools import partial

import numpy as np

from engine.channels import Channel, dephasing, depolarizing, generalized_amplitude_damping
from engine.claims import Basis, Claim, Verdict
from engine.storage.bloch import LEVELS, density_matrix, pure
from engine.storage.equations import PAPER
from engine.work import energy, ergotropy


def full_after(channel: Channel) -> float:
    """Excited population that a fully charged cell is left with."""
    return float(channel(np.diag([0.0, 1.0]))[1, 1].real)


def trace_after(channel: Channel) -> float:
    """Trace of what a fully charged cell becomes."""
    return float(np.trace(channel(np.diag([0.0, 1.0]))).real)


def redundancy_energy(quanta: float, cells: int) -> float:
    """Energy of the redundancy state: n cells of population E/n."""
    x, z = pure(np.asarray(quanta / cells))
    return cells * float(energy(density_matrix(float(x), float(z)), LEVELS))


def kept_share(channel: Channel, population: float) -> float:
    """Ergotropy after the noise over the energy before it, for a pure state."""
    x, z = pure(np.asarray(population))
    return float(ergotropy(channel(density_matrix(float(x), float(z))), LEVELS)) / population


NOISE = (
    Claim(
        "trace", f"{PAPER}, Eq. (3)",
        "The trace of Λ_γ,η(|1⟩⟨1|) at γ = 0.3, η = 0.2.",
        printed=0.76, expected=1.0, tolerance=1e-12, precision=5e-3,
        compute=lambda: trace_after(generalized_amplitude_damping(0.3, 0.2)),
        verdict=Verdict.CORRECTED, basis=Basis.FORMULA,
        explanation="The upper left entry prints ρ₁₁ twice (the poster counts from 1); its "
        "second term must be (1-η)γρ₂₂, or an excited cell that relaxes is lost.",
        show={"gamma": 0.3, "eta": 0.2, "view": "bloch"},
    ),
    Claim(
        "fixed-point", f"{PAPER}, Eq. (3)",
        "The excited population that full relaxation ends at is η, here at η = 0.2.",
        printed=0.2, expected=0.2, tolerance=1e-12, precision=1e-12,
        compute=lambda: full_after(generalized_amplitude_damping(1.0, 0.2)),
        verdict=Verdict.REPRODUCED, show={"gamma": 1.0, "eta": 0.2, "view": "bloch"},
    ),
    Claim(
        "amplitude-damping", f"{PAPER}, Eq. (3)",
        "For η = 0 the channel is amplitude damping: at γ = 0.3 a full cell keeps 1-γ.",
        printed=0.7, expected=0.7, tolerance=1e-12, precision=1e-12,
        compute=lambda: full_after(generalized_amplitude_damping(0.3)),
        verdict=Verdict.REPRODUCED, show={"gamma": 0.3, "view": "bloch"},
    ),
    Claim(
        "library-convention", f"{PAPER}, Eq. (3)",
        "The fixed population that η = 0.2 gives where a library expects the ground population.",
        printed=None, expected=0.8, tolerance=1e-12,
        compute=lambda: full_after(generalized_amplitude_damping(1.0, 1 - 0.2)),
        verdict=Verdict.DERIVED, basis=Basis.FORMULA,
        explanation="Textbooks and libraries mostly write p = 1 - η. In QuTiP, besides, basis(2, "
        "0) is the +1 state of σ_z and sigmam() is |1⟩⟨0|, while destroy(2) is |0⟩⟨1|.",
        show={"gamma": 1.0, "eta": 0.8, "view": "bloch"},
    ),
    Claim(
        "dephasing-root", f"{PAPER}, Eq. (4)",
        "The factor that a coherence keeps at κ = 0.36 is √(1-κ).",
        printed=0.8, expected=0.8, tolerance=1e-12, precision=1e-12,
        compute=lambda: float(dephasing(0.36)([[0, 1], [1, 0]])[0, 1].real),
        verdict=Verdict.REPRODUCED,
        explanation="Many conventions take coherences times 1-κ, here 0.64, instead.",
        show={"gamma": 0.0, "kappa": 0.36, "view": "bloch"},
    ),
    Claim(
        "redundancy-energy", f"{PAPER}, Eq. (6)",
        "The redundancy state of 100 cells holds the energy E it is named for, here 8.",
        printed=8.0, expected=8.0, tolerance=1e-12, precision=1e-12,
        compute=lambda: redundancy_energy(8.0, 100), verdict=Verdict.REPRODUCED,
        show={"quanta": 8, "view": "cells"},
    ),
    Claim(
        "inverted", f"{PAPER}, Eq. (5)",
        "What the noise itself leaves extractable in an empty cell, γ = 0.9, η = 0.6.",
        printed=None, expected=0.08, tolerance=1e-12,
        compute=lambda: float(
            ergotropy(generalized_amplitude_damping(0.9, 0.6)(density_matrix(0.0, 1.0)), LEVELS)
        ),
        verdict=Verdict.DERIVED, basis=Basis.DIGITS,
        explanation="2ηγ - 1: for ηγ > 1/2, a bath with η > 1/2, every empty cell is charged, so "
        "J is infinite. A bath of temperature T >= 0 has η <= 1/2.",
        show={"gamma": 0.9, "eta": 0.6, "view": "bloch", "energy": 0.0},
    ),
    *(
        Claim(
            f"depolarizing-{population}", f"{PAPER}, abstract",
            f"The share that depolarizing noise, λ = 0.5, leaves of a pure state at e = "
            f"{population}.",
            printed=None, expected=0.5, tolerance=1e-9,
            compute=partial(kept_share, depolarizing(0.5), population),
            verdict=Verdict.DERIVED, basis=Basis.MATRICES,
            explanation="1-λ whatever the energy: spreading neither helps nor harms here.",
        )
        for population in (0.001, 0.5, 1.0)
    ),
)  # fmt: skip
