"""Claims on the definitions and theorems: Tirone et al. 2023, Eqs. (1)-(14)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine import work
from engine.capacitance.claims.measure import (
    LOOSE,
    MAD,
    PAPER,
    REMAD,
    analysed,
    at,
    extreme,
    show,
)
from engine.capacitance.stages import channel_of
from engine.claims import Basis, Claim, Verdict

LEVELS = np.array([0.0, 1.0, 2.0])
Complex = NDArray[np.complex128]


def random_outputs(count: int, dimension: int, seed: int = 7) -> Complex:
    """Density matrices drawn at random, shape (count, d, d)."""
    generator = np.random.default_rng(seed)
    roots = generator.normal(size=(count, dimension, dimension, 2)) @ np.array([1, 1j])
    states = roots @ np.swapaxes(roots, -1, -2).conj()
    return states / np.trace(states, axis1=-2, axis2=-1)[:, None, None].real


def qubit_difference() -> float:
    """The largest |E_tot - E| over 200 random qubit states."""
    states = random_outputs(200, 2)
    difference = work.total_ergotropy(states, [0, 1]) - work.ergotropy(states, [0, 1])
    return float(np.abs(difference).max())


def entangled_pair_gain(energy: float = 0.5) -> float:
    """Best local ergotropy found for two MAD cells with any joint input, over 2χ - at price μ.

    A see-saw over states of both cells, from entangled ones; local unitaries on the outputs.
    """
    channel = channel_of((MAD,), 3)
    run = analysed(MAD)
    point = run.sel(e=energy, method="nearest")
    price, one = float(point.loc_price), np.eye(3)
    total = np.kron(np.diag(LEVELS), one) + np.kron(one, np.diag(LEVELS))
    generator = np.random.default_rng(11)
    best = -np.inf
    for _ in range(6):
        state = generator.normal(size=(9, 2)) @ np.array([1, 1j])
        state /= np.linalg.norm(state)
        for _ in range(60):
            halves = reduced(state)
            seen = [channel.adjoint(drawn(channel(half))) for half in halves]
            local = np.kron(seen[0], one) + np.kron(one, seen[1])
            state = np.linalg.eigh(local - price * total)[1][:, -1]
        work_drawn = sum(float(work.ergotropy(channel(half), LEVELS)) for half in reduced(state))
        best = max(best, work_drawn - price * float((state.conj() @ total @ state).real))
    return (best + 2 * price * energy) / (2 * float(point.c_loc))


def reduced(state: Complex) -> tuple[Complex, Complex]:
    """The states of the two cells of a joint pure state."""
    grid = state.reshape(3, 3)
    return grid @ grid.conj().T, grid.T @ grid.conj()


def drawn(output: Complex) -> Complex:
    """The observable h - U†hU whose mean is the ergotropy of this output."""
    vectors = np.linalg.eigh(output)[1][:, ::-1]
    return np.diag(LEVELS) - vectors @ np.diag(LEVELS) @ vectors.conj().T


def mixture_total() -> float:
    """E_tot of half the ground state and half the Gibbs state of β = 1/2, levels 0, 1, 2."""
    gibbs = np.exp(-0.5 * LEVELS)
    return float(work.total_ergotropy(np.diag((gibbs / gibbs.sum() + [1, 0, 0]) / 2), LEVELS))


def least_excess() -> float:
    """The least of half the ergotropies of two states, less that of their equal mixture.

    Over 200 random pairs on three levels, and 200 of a state with itself.
    """
    first, second = np.split(random_outputs(400, 3), 2)
    pairs = ((first, second), (first, first))
    excess = [
        (work.ergotropy(one, LEVELS) + work.ergotropy(other, LEVELS)) / 2
        - work.ergotropy((one + other) / 2, LEVELS)
        for one, other in pairs
    ]
    return float(np.min(excess))


def processed_gain() -> float:
    """What resetting every cell to its top level adds to the ergotropy of the ground level."""
    reset = np.diag([0.0, 0.0, 1.0])
    return float(work.ergotropy(reset, LEVELS) - work.ergotropy(np.diag([1.0, 0, 0]), LEVELS))


THEOREMS = (
    Claim(
        "identity", f"{PAPER}, Eq. (3)",
        "Without noise the capacitance is the input energy, here at e = 1.",
        printed=1.0, expected=1.0, tolerance=1e-9, precision=1e-9,
        compute=at("c_sep", 1.0), verdict=Verdict.REPRODUCED, show=show(energy=1.0),
    ),
    Claim(
        "energy-kept", f"{PAPER}, Eq. (1)",
        "The unitaries that ergotropy maximises over keep the energy: what the best one changes "
        "of a full cell's, levels 0, 1, 2.",
        quoted="words", printed=0.0, expected=2.0, tolerance=1e-12, precision=1e-9,
        compute=lambda: float(work.ergotropy(np.diag([0.0, 0.0, 1.0]), LEVELS)),
        verdict=Verdict.CORRECTED, basis=Basis.FORMULA,
        explanation="Eq. (1) is right and takes any unitary; one that keeps the energy of every "
        "state draws no work at all.",
        show=show(energy=2.0),
    ),
    Claim(
        "convexity", f"{PAPER}, Eq. (14)",
        "Ergotropy is convex: the least excess of two states' mean over that of their mixture.",
        quoted="words", printed=0.0, expected=0.0, tolerance=1e-12, precision=1e-12,
        compute=least_excess, verdict=Verdict.REPRODUCED,
        explanation="Never below zero over 200 random pairs on three levels; zero for equal "
        "states.",
    ),
    Claim(
        "theorem-1", f"{PAPER}, Eq. (5)",
        "Entangled inputs are of no use to local extraction: the best of two cells over 2χ.",
        printed=1.0, expected=1.0, tolerance=1e-9, precision=1e-9,
        compute=entangled_pair_gain, verdict=Verdict.REPRODUCED,
        explanation="Six see-saws over joint states of two cells, MAD of Fig. 2(a) at e = 0.5.",
        show=show(MAD, energy=0.5),
    ),
    Claim(
        "remark-1", f"{PAPER}, Eq. (10)",
        "Where the single-shot ergotropy is concave it is the capacitance: the largest distance.",
        printed=0.0, expected=0.0, tolerance=1e-10, precision=1e-9,
        compute=lambda: float(np.abs(
            analysed(MAD).c_loc - analysed(MAD).single_shot
        ).max()), verdict=Verdict.REPRODUCED,
        explanation="MAD of Fig. 2(a).", show=show(MAD, view="builder"),
    ),
    Claim(
        "ordering", f"{PAPER}, Eq. (11)",
        "Joint extraction is never worse than local: the least C_sep - C_loc of Fig. 2(a).",
        printed=0.0, expected=0.0, tolerance=1e-9, precision=1e-9,
        compute=extreme("exact_gap", "min", MAD), verdict=Verdict.REPRODUCED,
        show=show(MAD, view="gap"),
    ),
    Claim(
        "corollary-1", f"{PAPER}, Eq. (12)",
        "C_sep is at least χ_tot: the least difference where it is largest.",
        printed=0.0, expected=0.0, tolerance=1e-9, precision=1e-9,
        compute=extreme("looseness", "min", LOOSE), verdict=Verdict.REPRODUCED,
        show=show(LOOSE, view="bound"),
    ),
    Claim(
        "corollary-2", f"{PAPER}, Eq. (14)",
        "A channel that keeps the condition (13), depolarizing: the largest C_sep - χ_tot.",
        printed=0.0, expected=0.0, tolerance=1e-9, precision=1e-9,
        compute=extreme("looseness", "max", ("depolarizing", 0.5)), verdict=Verdict.REPRODUCED,
        show=show(("depolarizing", 0.5), view="bound"),
    ),
    Claim(
        "two-levels", f"{PAPER}, Sec. “Examples”",
        "On two levels total ergotropy and ergotropy coincide: the largest difference.",
        printed=0.0, expected=0.0, tolerance=1e-9, precision=1e-8,
        compute=qubit_difference, verdict=Verdict.REPRODUCED,
        explanation="Over 200 random states.",
    ),
    Claim(
        "two-levels-gap", f"{PAPER}, Sec. “Examples”",
        "What C_sep exceeds C_loc by on two levels: amplitude damping 0.3, full dephasing, "
        "e = 1/2.",
        printed=None, expected=0.058744873, tolerance=1e-9,
        compute=at("exact_gap", 0.5, ("gad", 0.3, 0.0), ("dephasing", 1.0), levels=(0, 1)),
        verdict=Verdict.DERIVED, basis=Basis.FORMULA,
        explanation="The paper looks for gaps at d ≥ 3 because the bound (12) shows none at d = 2. "
        "Half the cells full and half empty have one: the clean cells take up entropy.",
        show=show(("gad", 0.3, 0.0), ("dephasing", 1.0), levels=(0, 1), view="bound"),
    ),
    Claim(
        "not-convex", f"{PAPER}, Eq. (12)",
        "E_tot of an equal mixture of two states with none: |0⟩ and the Gibbs state of β = 1/2.",
        printed=None, expected=0.013090059383, tolerance=1e-11,
        compute=mixture_total, verdict=Verdict.DERIVED, basis=Basis.FORMULA,
        explanation="Total ergotropy is not convex, so mixed inputs are not ruled out at once; the "
        "exact C_sep bounds them, too.",
    ),
    Claim(
        "data-processing", f"{PAPER}, Eq. (1)",
        "What a channel after the noise can add to the ergotropy: resetting |0⟩ to |2⟩.",
        printed=None, expected=2.0, tolerance=1e-12,
        compute=processed_gain, verdict=Verdict.DERIVED, basis=Basis.FORMULA,
        explanation="Ergotropy obeys no data processing; dephasing afterwards never helps.",
    ),
    Claim(
        "remad-is-mad", f"{PAPER}, Fig. 2(a)",
        "With γ₂ = 0 resonance changes nothing: the largest difference of C_sep.",
        printed=None, expected=0.0, tolerance=1e-9,
        compute=lambda: float(np.abs(
            analysed(("remad", 0.3, 0.0, 0.6)).c_sep - analysed(("mad", 0.3, 0.0, 0.6)).c_sep
        ).max()), verdict=Verdict.DERIVED, basis=Basis.MATRICES, show=show((*REMAD[:2], 0.0, 0.6)),
    ),
)  # fmt: skip
