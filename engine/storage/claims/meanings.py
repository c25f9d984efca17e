"""Claims on what J means: storage poster, Eq. (5), read in three ways."""

from __future__ import annotations

from functools import partial

import numpy as np

from engine.claims import Basis, Claim, Verdict
from engine.storage.equations import PAPER
from engine.storage.maps import StorageMap
from engine.storage.model import Storage
from engine.storage.qubit import output_ergotropy
from engine.storage.yields import best_redundancy, coherent_ratio, separable_ratio

# Where the three differ most visibly: little relaxation, much dephasing.
POINT = {"gamma": 0.1, "kappa": 0.9}
READINGS = (
    (
        "j_coherent",
        0.09,
        Basis.DIGITS,
        "the coherent state (6), which the figures plot: (1-γ)(1-κ)/(1-2ηγ)",
    ),
    (
        "j_local",
        0.8,
        Basis.SEARCH,
        "the best with every cell emptied on its own: full cells among empty ones",
    ),
    (
        "j_separable",
        0.9,
        Basis.DIGITS,
        "the best with all cells emptied together: 1-γ for a bath at T = 0",
    ),
)
PARTLY = {"gamma": 0.5, "eta": 0.001, "kappa": 0.2}


def meaning(variable: str) -> float:
    """One meaning of J where they differ."""
    return float(Storage(**POINT).run()[variable])


def one_quantum(cells: int) -> float:
    """What one quantum spread over so many cells returns, γ = 0.4, η = 0.2."""
    return cells * float(output_ergotropy(1 / cells, 0.4, 0.2))


def least_with_all_together() -> float:
    """The least of J - E_1,1 over Fig. 2 with J read as Eq. (5) says."""
    plane = StorageMap(against="kappa", points=60, ratio="separable").run()
    return float(plane.advantage.min())


def farthest_without_dephasing() -> float:
    """How far J_sep stands above J_coh at most for κ = 0, on a grid of 25 × 25."""
    gamma, eta = np.meshgrid(np.linspace(0.01, 0.99, 25), np.linspace(0.0, 0.5, 25))
    return float(np.max(separable_ratio(gamma, eta) - coherent_ratio(gamma, eta)))


MEANINGS = (
    *(
        Claim(
            f"meaning-{variable.removeprefix('j_')}", f"{PAPER}, Eq. (5)",
            f"J at γ = 0.1, η = 0, κ = 0.9, read as {reading}.",
            printed=None, expected=expected, tolerance=1e-12,
            compute=partial(meaning, variable), verdict=Verdict.AMBIGUOUS, basis=basis,
            explanation="Eq. (5) as it stands asks for the largest over all inputs, 0.9; the "
            "figures show the coherent state's 0.09; cells emptied one by one reach 0.8.",
            show={
                **POINT, "ratio": variable.removeprefix("j_"), "against": "kappa", "view": "section"
            },
        )
        for variable, expected, basis, reading in READINGS
    ),
    Claim(
        "never-negative", f"{PAPER}, Eq. (5) and Fig. 2",
        "The least difference over Fig. 2 with J as Eq. (5) defines it.",
        printed=None, expected=0.0, tolerance=1e-12,
        compute=least_with_all_together, verdict=Verdict.DERIVED, basis=Basis.SEARCH,
        explanation="J_sep = 1-γ is at least E_1,1: the negative region is the coherent state's, "
        "not that of redundancy.",
        show={"against": "kappa", "ratio": "separable", "view": "winner"},
    ),
    Claim(
        "redundancy-without-coherence", f"{PAPER}, Eq. (5)",
        "What full cells among empty ones return, emptied together, γ = 0.3, κ = 1.",
        printed=None, expected=0.7, tolerance=1e-12,
        compute=lambda: float(Storage(gamma=0.3, kappa=1.0).run().j_classical),
        verdict=Verdict.DERIVED, basis=Basis.DIGITS,
        explanation="1-γ, which is all the energy the noise leaves; no input exceeds it.",
        show={"gamma": 0.3, "kappa": 1.0, "ratio": "separable", "view": "winner"},
    ),
    Claim(
        "no-gain-without-dephasing", f"{PAPER}, Eq. (5) and Fig. 1",
        "How far J_sep exceeds J_coh for relaxation alone.",
        printed=None, expected=0.0, tolerance=1e-9,
        compute=farthest_without_dephasing, verdict=Verdict.DERIVED, basis=Basis.DIGITS,
        explanation="On a grid of 25 × 25: for κ = 0 the coherent state is the best separable "
        "one, so Fig. 1 does not depend on the reading.",
        show={"against": "eta", "ratio": "separable", "view": "winner"},
    ),
    Claim(
        "partly-charged", f"{PAPER}, Eq. (5)",
        "J_sep at γ = 0.5, η = 0.001, κ = 0.2, where neither thin nor full cells are best.",
        printed=None, expected=0.4208372056, tolerance=1e-9,
        compute=lambda: float(separable_ratio(**PARTLY)), verdict=Verdict.DERIVED,
        basis=Basis.DIGITS,
        explanation="Full cells give 0.4094, the thin coherent state 0.4004.",
        show={**PARTLY, "ratio": "separable", "view": "winner"},
    ),
    Claim(
        "partly-charged-population", f"{PAPER}, Eq. (5)",
        "The population of the cells that reach it.",
        printed=None, expected=0.1925896, tolerance=1e-6,
        compute=lambda: float(best_redundancy(**PARTLY).population), verdict=Verdict.DERIVED,
        basis=Basis.DIGITS,
        show={**PARTLY, "ratio": "separable", "view": "winner"},
    ),
    *(
        Claim(
            f"thin-{cells}", f"{PAPER}, Eq. (6)",
            f"What one quantum over {cells} cells returns, γ = 0.4, η = 0.2.",
            printed=None, expected=expected, tolerance=tolerance,
            compute=partial(one_quantum, cells),
            verdict=Verdict.DERIVED, basis=Basis.DIGITS, explanation="Its limit is J_coh = 5/7.",
            show={"gamma": 0.4, "eta": 0.2, "quanta": 1, "view": "cells"},
        )
        for cells, expected, tolerance in (
            (1, 0.36, 1e-12), (10, 0.68486, 5e-6), (100, 0.71128, 5e-6), (1000, 0.71398, 5e-6),
        )
    ),
    Claim(
        "thin-limit", f"{PAPER}, Eqs. (5) and (6)",
        "The limit of ever more cells, γ = 0.4, η = 0.2.",
        printed=None, expected=5 / 7, tolerance=1e-12,
        compute=lambda: float(coherent_ratio(0.4, 0.2)), verdict=Verdict.DERIVED,
        basis=Basis.DIGITS,
        show={"gamma": 0.4, "eta": 0.2, "quanta": 1, "view": "cells"},
    ),
)  # fmt: skip
