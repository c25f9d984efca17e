"""The equations of Salvia et al. 2023 on dense matrices, as printed and as they should read."""

import numpy as np
import pytest

from engine.work import ergotropy
from tests.reference import collision_reference as reference
from tests.reference.collision_reference import dissipator

LEVELS, Q, ALPHA = 8, 0.3, 0.7
GROUND, TOP = (np.diag(np.eye(LEVELS)[n]) for n in (0, -1))


def random_state(levels: int, seed: int = 0) -> np.ndarray:
    rng = np.random.default_rng(seed)
    root = rng.normal(size=(levels, levels)) + 1j * rng.normal(size=(levels, levels))
    rho = root @ root.conj().T
    return rho / np.trace(rho).real


RHO = random_state(LEVELS)


def level_function(function, lower: np.ndarray, theta: float) -> np.ndarray:
    """f(√(A†A) θ); A†A is diagonal."""
    return np.diag(function(np.sqrt(np.diag(lower.T @ lower)) * theta))


def lindblad_operators(lower: np.ndarray, theta: float):
    """L_g, L_e, L_- of Eq. (A9), where sinc(x) is sin(x)/x."""
    l_g = level_function(np.cos, lower, theta)
    l_e = level_function(np.cos, lower.T, theta)
    return l_g, l_e, theta * lower @ level_function(lambda x: np.sinc(x / np.pi), lower, theta)


def step(theta: float, c: float, battery: str = "oscillator") -> np.ndarray:
    """Φ rho - rho from the definition."""
    lower, charger = reference.lowering(battery, LEVELS), reference.qubit(Q, c, ALPHA)
    return reference.collide(RHO, lower, theta, charger) - RHO


def largest(matrix: np.ndarray) -> float:
    return float(np.abs(matrix).max())


@pytest.mark.parametrize("battery", ["oscillator", "spin", "ladder"])
def test_incoherent_generator_a10(battery):
    l_g, l_e, l_minus = lindblad_operators(reference.lowering(battery, LEVELS), 0.4)
    generator = Q * (dissipator(l_g, RHO) + dissipator(l_minus, RHO))
    generator += (1 - Q) * (dissipator(l_e, RHO) + dissipator(l_minus.T, RHO))
    assert largest(generator - step(0.4, 0.0, battery)) < 1e-15


@pytest.mark.parametrize("battery", ["oscillator", "spin", "ladder"])
def test_coherent_generator_a11(battery):
    l_g, l_e, l_minus = lindblad_operators(reference.lowering(battery, LEVELS), 0.4)
    phase = 1j * np.exp(1j * ALPHA)
    down = np.sqrt(Q) * l_minus + np.sqrt(1 - Q) * phase * l_e
    up = np.sqrt(1 - Q) * l_minus.T - np.sqrt(Q) * np.conj(phase) * l_g
    generator = dissipator(down, RHO) + dissipator(up, RHO)
    assert largest(generator - step(0.4, 1.0, battery)) < 1e-15


def drive(lower: np.ndarray, strength: float) -> np.ndarray:
    """-i √(q(1-q)) strength [e^{-iα}A + e^{iα}A†, rho]."""
    coupling = np.exp(-1j * ALPHA) * lower
    coupling = coupling + coupling.conj().T
    return -1j * np.sqrt(Q * (1 - Q)) * strength * (coupling @ RHO - RHO @ coupling)


def test_small_angle_expansion_a13_is_right_to_third_order():
    lower = reference.lowering("oscillator", LEVELS)

    def residual(theta: float) -> float:
        jumps = Q * dissipator(lower, RHO) + (1 - Q) * dissipator(lower.T, RHO)
        return largest(theta**2 * jumps + drive(lower, theta) - step(theta, 1.0))

    assert residual(2e-3) / residual(1e-3) == pytest.approx(8.0, abs=0.1)


def test_uniform_ladder_b2():
    theta, lower = 0.4, reference.lowering("ladder", LEVELS)
    jumps = Q * dissipator(lower, RHO) + (1 - Q) * dissipator(lower.T, RHO)
    edges = Q * dissipator(GROUND, RHO) + (1 - Q) * dissipator(TOP, RHO)
    generator = np.sin(theta) ** 2 * jumps + (1 - np.cos(theta)) ** 2 * edges
    assert largest(generator - step(theta, 0.0, "ladder")) < 1e-15


def ladder_b3(theta: float, with_down: np.ndarray, with_up: np.ndarray) -> np.ndarray:
    lower, phase = reference.lowering("ladder", LEVELS), 1j * np.exp(1j * ALPHA)
    edge = 1 - np.cos(theta)
    down = np.sqrt(Q) * np.sin(theta) * lower + np.sqrt(1 - Q) * phase * edge * with_down
    up = np.sqrt(1 - Q) * np.sin(theta) * lower.T - np.sqrt(Q) * np.conj(phase) * edge * with_up
    driven = drive(lower, np.sin(theta) * np.cos(theta))
    return driven + dissipator(down, RHO) + dissipator(up, RHO)


def test_uniform_ladder_b3_needs_its_projectors_swapped():
    exact = step(0.4, 1.0, "ladder")
    assert largest(ladder_b3(0.4, with_down=TOP, with_up=GROUND) - exact) < 1e-15
    assert largest(ladder_b3(0.4, with_down=GROUND, with_up=TOP) - exact) > 1e-4


def test_loss_weights_of_equation_21_solve_the_master_equation():
    rho = random_state(14)
    damped = reference.lose(rho, 0.4)
    assert largest(reference.lose_by_kraus(rho, 0.4) - damped) < 1e-15
    assert np.trace(damped).real == pytest.approx(1.0, abs=1e-14)


def test_loss_with_powers_of_gamma_for_weights_loses_trace():
    """γ^n/n! with the K_n of Eq. (21) is no channel; at γ = 1e-3 the fault is easy to miss."""
    strong = reference.lose_by_kraus(np.diag(np.eye(14)[7]), 0.4, weight="gamma")
    weak = reference.lose_by_kraus(np.diag(np.eye(14)[7]), 1e-3, weight="gamma")
    assert np.trace(strong) < 0.6
    assert 1e-6 < 1.0 - np.trace(weak) < 1e-5


def test_partially_coherent_qubit_is_a_mixture_without_the_stray_factor():
    """App. A.1 prints c rho_coh + (1-c)c rho_inc, of trace 0.84 at c = 0.6."""
    c = 0.6
    pure, mixed = reference.qubit(Q, 1.0, ALPHA), reference.qubit(Q, 0.0, ALPHA)
    assert largest(c * pure + (1 - c) * mixed - reference.qubit(Q, c, ALPHA)) < 1e-16
    printed = c * pure + (1 - c) * c * mixed
    assert np.trace(printed).real == pytest.approx(0.84, abs=1e-15)


@pytest.mark.parametrize(("q", "c"), [(0.3, 0.6), (0.7, 1.0), (0.8, 0.0), (0.5, 0.2)])
def test_qubit_ergotropy(q, c):
    """App. A.1: [1 - 2q + √((1-2q)² + 4c²q(1-q))]/2."""
    closed = (1 - 2 * q + np.sqrt((1 - 2 * q) ** 2 + 4 * c**2 * q * (1 - q))) / 2
    assert ergotropy(reference.qubit(q, c, ALPHA), [0, 1]) == pytest.approx(closed, abs=1e-15)


def test_incoherent_rates_of_equations_9_and_24():
    """From level n: up with (1-q) sin²(a_(n+1) θ), down with q sin²(a_n θ)."""
    for battery in ("oscillator", "spin"):
        lower = reference.lowering(battery, LEVELS)
        after = reference.collide(
            np.diag(np.eye(LEVELS)[3]), lower, 0.3, reference.qubit(Q, 0.0)
        ).real
        assert after[4, 4] == pytest.approx((1 - Q) * np.sin(lower[3, 4] * 0.3) ** 2, abs=1e-15)
        assert after[2, 2] == pytest.approx(Q * np.sin(lower[2, 3] * 0.3) ** 2, abs=1e-15)
