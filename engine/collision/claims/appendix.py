"""Claims on the paper's formulas themselves: what each misprint gives, against its correction."""

from __future__ import annotations

from math import sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import expm

from engine import work
from engine.claims import Basis, Claim, Verdict
from engine.collision.charging import charge, density_matrix
from engine.collision.claims.measure import PAPER
from engine.collision.model import qubit_ergotropy

Matrix = NDArray[np.complex128]
LADDER_LEVELS, ANGLE, SHARE = 6, 0.3, 0.4


def dissipator(operator: Matrix, rho: Matrix) -> Matrix:
    """D[M]ρ = MρM† - {M†M, ρ}/2, Eq. (A1)."""
    number = operator.conj().T @ operator
    return operator @ rho @ operator.conj().T - (number @ rho + rho @ number) / 2


def uniform_generator(rho: Matrix, swapped: bool) -> Matrix:
    """Eq. (B3) at α = 0, with its projectors as printed or swapped."""
    lower = np.eye(LADDER_LEVELS, k=1)
    bottom, top = np.diag(np.eye(LADDER_LEVELS)[0]), np.diag(np.eye(LADDER_LEVELS)[-1])
    first, second = (top, bottom) if swapped else (bottom, top)
    sine, cosine = np.sin(ANGLE), np.cos(ANGLE)
    drive = sqrt(SHARE * (1 - SHARE)) * sine * cosine * (lower + lower.T)
    down = sqrt(SHARE) * sine * lower + 1j * sqrt(1 - SHARE) * (1 - cosine) * first
    up = sqrt(1 - SHARE) * sine * lower.T + 1j * sqrt(SHARE) * (1 - cosine) * second
    return -1j * (drive @ rho - rho @ drive) + dissipator(down, rho) + dissipator(up, rho)


def uniform_residual(swapped: bool) -> float:
    """How far Eq. (B3) is from one collision, on the state after five."""
    runs = [charge("ladder", LADDER_LEVELS, SHARE, 1.0, np.full(count, ANGLE)) for count in (5, 6)]
    before, after = (density_matrix(run.state) for run in runs)
    return float(np.abs(uniform_generator(before, swapped) - (after - before)).max())


def dense_collision(rho: Matrix, c: float, alpha: float = 0.0) -> Matrix:
    """The uniform ladder after one more collision, from Eqs. (1) to (3) as they are defined."""
    lower, raising = np.eye(LADDER_LEVELS, k=1), np.array([[0.0, 0.0], [1.0, 0.0]])
    exchange = np.kron(lower, raising)
    evolution = expm(-1j * ANGLE * (exchange + exchange.T))
    off = c * sqrt(SHARE * (1 - SHARE)) * np.exp(-1j * alpha)
    qubit = np.array([[SHARE, off], [np.conj(off), 1 - SHARE]])
    joint = evolution @ np.kron(rho, qubit) @ evolution.conj().T
    parts = joint.reshape(LADDER_LEVELS, 2, LADDER_LEVELS, 2)
    return np.asarray(np.einsum("iaja->ij", parts))


def incoherent_residual() -> float:
    """How far Eq. (B2) is from one incoherent collision, on the state after five coherent ones."""
    rho = density_matrix(charge("ladder", LADDER_LEVELS, SHARE, 1.0, np.full(5, ANGLE)).state)
    lower = np.eye(LADDER_LEVELS, k=1, dtype=complex)
    bottom, top = np.diag(np.eye(LADDER_LEVELS)[0]), np.diag(np.eye(LADDER_LEVELS)[-1])
    change = np.zeros_like(rho)
    for share, jump, edge in ((SHARE, lower, bottom), (1 - SHARE, lower.T, top)):
        change += share * np.sin(ANGLE) ** 2 * dissipator(jump, rho)
        change += share * (1 - np.cos(ANGLE)) ** 2 * dissipator(edge.astype(complex), rho)
    return float(np.abs(dense_collision(rho, 0.0) - rho - change).max())


def energy_after(alpha: float) -> float:
    """The uniform ladder's energy after five collisions with qubits of a phase."""
    rho = np.diag(np.eye(LADDER_LEVELS)[0]).astype(complex)
    for _ in range(5):
        rho = dense_collision(rho, 1.0, alpha)
    return float(np.arange(LADDER_LEVELS) @ np.diag(rho).real)


def rotated_norm(factor: complex) -> float:
    """Squared norm of exp[factor·(J₊ + J₋)/2] on the ground state of a spin 1/2, Eq. (32)."""
    exchange = np.array([[0.0, 1.0], [1.0, 0.0]])
    return float(np.linalg.norm(expm(factor / 2 * exchange)[0]) ** 2)


def loss_trace(per_quantum: float) -> float:
    """The trace of a full level 13 after Eq. (21) with weights `per_quantum`ⁿ/n!, γ = 0.4."""
    level, gamma = 13, 0.4
    total, factor = 0.0, 1.0
    for lost in range(level + 1):
        total += factor * (1 - gamma) ** level
        factor *= per_quantum * (level - lost) / (lost + 1)
    return total


def mixed_qubit_trace(c: float) -> float:
    """The trace of ρ_Q = cρ_coh + (1-c)ρ_inc."""
    coherent, incoherent = np.full((2, 2), 0.5), np.eye(2) / 2
    return float(np.trace(c * coherent + (1 - c) * incoherent))


def small_angle_order() -> float:
    """The power of θ by which Eq. (A13) misses one collision, from halving θ."""

    def miss(theta: float) -> float:
        lower = np.diag(np.sqrt(np.arange(1.0, 12.0)), 1)
        start = charge("oscillator", 12, SHARE, 1.0, [0.05] * 5)
        after = charge("oscillator", 12, SHARE, 1.0, [0.05] * 5 + [theta])
        rho = density_matrix(start.state)
        drive = sqrt(SHARE * (1 - SHARE)) * theta * (lower + lower.T)
        change = -1j * (drive @ rho - rho @ drive)
        change += SHARE * theta**2 * dissipator(lower, rho)
        change += (1 - SHARE) * theta**2 * dissipator(lower.T, rho)
        return float(np.abs(density_matrix(after.state) - rho - change).max())

    return float(np.log2(miss(2e-3) / miss(1e-3)))


def dense_qubit_ergotropy() -> float:
    """The ergotropy of Eq. (1) at q = 0.3, c = 0.7 from its eigenvalues."""
    off = 0.7 * sqrt(0.3 * 0.7)
    return float(work.ergotropy(np.array([[0.3, off], [off, 0.7]]), [0.0, 1.0]))


FORMULAS = (
    Claim(
        "projectors-b3", f"{PAPER}, Eq. (B3)",
        "How far the uniform ladder's generator is from one collision (d = 6, θ = 0.3, q = 0.4).",
        quoted="formula", printed=uniform_residual(swapped=False), expected=0.0, tolerance=1e-15,
        precision=1e-6,
        compute=lambda: uniform_residual(swapped=True), verdict=Verdict.CORRECTED,
        basis=Basis.MATRICES,
        explanation="|0⟩⟨0| belongs into the line of A†, |N⟩⟨N| into that of A; as printed they "
        "are swapped and the generator is off by the number shown. (B2) is right.",
        show={"battery": "ladder", "theta": 0.05, "levels": 50},
    ),
    Claim(
        "generator-b2", f"{PAPER}, Eq. (B2)",
        "How far the uniform ladder's incoherent generator is from one collision.",
        quoted="formula", printed=0.0, expected=0.0, tolerance=1e-14, precision=1e-12,
        compute=incoherent_residual, verdict=Verdict.REPRODUCED,
        show={"battery": "ladder", "theta": 0.05, "levels": 50, "c": 0.0},
    ),
    Claim(
        "phase-of-qubits", f"{PAPER}, Sec. IV.C",
        "The phase of the qubits changes no energy: five collisions at α = 2 against α = 0.",
        quoted="words", printed=0.0, expected=0.0, tolerance=1e-14, precision=1e-12,
        compute=lambda: energy_after(2.0) - energy_after(0.0), verdict=Verdict.REPRODUCED,
        unit="E", explanation="By the dense matrices of Eqs. (1) to (3); it turns phase space.",
        show={"alpha": 2.0, "view": "phase"},
    ),
    Claim(
        "rotation-norm", f"{PAPER}, Eq. (32)",
        "The squared norm that the rotation leaves to a spin 1/2 at Ωτ = 1.",
        quoted="formula", printed=rotated_norm(1.0), expected=1.0, tolerance=1e-12, precision=1e-6,
        compute=lambda: rotated_norm(-1j), verdict=Verdict.CORRECTED, basis=Basis.FORMULA,
        explanation="The printed exponent is Hermitian, hence not unitary; it needs a factor -i.",
    ),
    Claim(
        "mixture-trace", f"{PAPER}, App. A.1",
        "The trace of the partially coherent qubit at c = 0.6.",
        quoted="formula", printed=0.6 + 0.4 * 0.6, expected=1.0, tolerance=1e-12, precision=1e-6,
        compute=lambda: mixed_qubit_trace(0.6), verdict=Verdict.CORRECTED, basis=Basis.FORMULA,
        explanation="The weight of the incoherent part is 1 - c; the print has (1-c)c.",
    ),
    Claim(
        "loss-trace", f"{PAPER}, Eq. (21)",
        "The loss conserves probability: the trace of level 13 after γ = 0.4.",
        quoted="formula", printed=1.0, expected=1.0, tolerance=1e-12, precision=1e-9,
        compute=lambda: loss_trace(0.4 / 0.6), verdict=Verdict.REPRODUCED,
        explanation="The weights (e^{κt₀} - 1)ⁿ/n! are right with these Kraus operators.",
    ),
    Claim(
        "loss-trace-gamma", f"{PAPER}, Eq. (21)",
        "The trace of level 13 after γ = 0.4 if γⁿ/n! is taken for the loss's weights.",
        printed=None, expected=(0.6 * 1.4) ** 13, tolerance=1e-12,
        compute=lambda: loss_trace(0.4), verdict=Verdict.DERIVED, basis=Basis.FORMULA,
        explanation="An easy mistake: at γ = 10⁻³ it costs too little probability to be noticed.",
    ),
    Claim(
        "small-angle-order", f"{PAPER}, Eq. (A13)",
        "The expansion to second order misses one collision by the third power of θ.",
        quoted="words", printed=3, expected=3.0, tolerance=0.02, precision=0.02,
        compute=small_angle_order, verdict=Verdict.REPRODUCED,
    ),
    Claim(
        "qubit-ergotropy", f"{PAPER}, App. A.1",
        "The ergotropy of a qubit with q = 0.3, c = 0.7, by the printed formula.",
        quoted="formula", printed=qubit_ergotropy(0.3, 0.7),
        expected=qubit_ergotropy(0.3, 0.7), tolerance=1e-12,
        precision=1e-12, compute=dense_qubit_ergotropy, verdict=Verdict.REPRODUCED, unit="E",
    ),
)  # fmt: skip
