"""What holds for every battery, every qubit and every schedule of swap angles."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import work
from engine.collision.charging import charge, density_matrix
from engine.collision.ladder import BATTERIES
from tests.reference import collision_reference as reference

# The first call compiles, so no deadline.
thorough = settings(deadline=None, max_examples=200)
usual = settings(deadline=None, max_examples=60)
dense = settings(deadline=None, max_examples=30)
slow = settings(deadline=None, max_examples=15)

batteries = st.sampled_from(BATTERIES)
symmetric_batteries = st.sampled_from(["spin", "ladder"])
sizes = st.integers(2, 14)
shares = st.floats(0.0, 1.0)
losses = st.one_of(st.just(0.0), st.floats(1e-6, 0.9))
angle = st.floats(-4.0, 4.0)
schedules = st.lists(angle, min_size=1, max_size=25).map(np.array)


def random_density(levels: int, seed: int) -> np.ndarray:
    rng = np.random.default_rng(seed)
    root = rng.normal(size=(levels, levels)) + 1j * rng.normal(size=(levels, levels))
    rho = root @ root.conj().T
    return rho / np.trace(rho).real


def final_state(battery, levels, q, c, angles, gamma=0.0) -> np.ndarray:
    return charge(battery, levels, q, c, angles, gamma).state


@given(batteries, sizes, shares, shares, schedules, losses)
@usual
def test_states_are_density_matrices(battery, levels, q, c, angles, gamma):
    state = final_state(battery, levels, q, c, angles, gamma)
    assert np.trace(state) == pytest.approx(1.0, abs=1e-12)
    assert (state == state.T).all()
    assert np.linalg.eigvalsh(state).min() >= -1e-12


@given(batteries, sizes, shares, shares, schedules, losses)
@usual
def test_readings_are_within_their_limits_and_right(battery, levels, q, c, angles, gamma):
    run = charge(battery, levels, q, c, angles, gamma, np.arange(angles.size + 1))
    assert (run.ergotropy >= 0.0).all()
    assert (run.ergotropy <= run.energy + 1e-12).all()
    assert (run.energy <= levels - 1 + 1e-12).all()
    assert (run.purity <= 1.0 + 1e-12).all()
    assert (run.purity >= 1.0 / levels - 1e-12).all()
    number = np.arange(levels)
    np.testing.assert_allclose(run.population @ number, run.energy, atol=1e-12)
    assert run.ergotropy[-1] == pytest.approx(work.ergotropy(run.state, number), abs=1e-10)
    assert run.purity[-1] == pytest.approx(np.sum(run.state**2), abs=1e-12)


@given(batteries, sizes, shares, shares, schedules, losses, st.floats(-7.0, 7.0))
@dense
def test_engine_is_the_dense_definition(battery, levels, q, c, angles, gamma, alpha):
    exact = reference.charge(battery, levels, q, c, angles[:8], gamma, alpha)[-1]
    state = final_state(battery, levels, q, c, angles[:8], gamma)
    np.testing.assert_allclose(density_matrix(state, alpha), exact, atol=2e-9)


@given(batteries, sizes, shares, shares, angle, st.integers(0, 99))
@dense
def test_battery_and_qubit_keep_their_energy(battery, levels, q, c, theta, seed):
    """[U, H_B + H_Q] = 0, Salvia et al. 2023, App. A.2."""
    evolution = reference.unitary(reference.lowering(battery, levels), theta)
    joint = np.kron(random_density(levels, seed), reference.qubit(q, c))
    after = evolution @ joint @ evolution.conj().T
    total = np.add.outer(np.arange(levels), [0, 1]).ravel()
    assert np.diag(after).real @ total == pytest.approx(np.diag(joint).real @ total, abs=1e-12)


@given(batteries, sizes, shares, shares, schedules, angle)
@usual
def test_energy_gain_is_that_of_the_populations_and_the_first_coherences(
    battery, levels, q, c, angles, theta
):
    """ΔE = Σ p_n[(1-q)sin²(a_(n+1)θ) - q sin²(a_n θ)] + c√(q(1-q)) Σ sin(2a_nθ) R_(n-1,n)."""
    before = charge(battery, levels, q, c, angles)
    after = charge(battery, levels, q, c, np.append(angles, theta))
    elements = np.concatenate([[0.0], np.diag(reference.lowering(battery, levels), 1), [0.0]])
    rises, falls = np.sin(elements[1:] * theta) ** 2, np.sin(elements[:-1] * theta) ** 2
    gain = np.diag(before.state) @ ((1 - q) * rises - q * falls)
    first = np.diag(before.state, 1)
    gain += c * np.sqrt(q * (1 - q)) * np.sum(np.sin(2 * elements[1:-1] * theta) * first)
    assert after.energy[-1] - before.energy[-1] == pytest.approx(gain, abs=1e-8)


@given(sizes, shares, shares, angle, st.integers(0, 99))
@dense
def test_a_collision_is_affine_in_the_coherence(levels, q, c, theta, seed):
    """Φ_c = (1-c) Φ_0 + c Φ_1, Salvia et al. 2023, App. A.1."""
    rho, lower = random_density(levels, seed), reference.lowering("oscillator", levels)
    mixed, pure, partial = (
        reference.collide(rho, lower, theta, reference.qubit(q, x)) for x in (0.0, 1.0, c)
    )
    np.testing.assert_allclose(partial, (1 - c) * mixed + c * pure, atol=1e-15)


@given(batteries, sizes, shares, shares, angle)
@usual
def test_the_first_collision_is_affine_in_the_coherence(battery, levels, q, c, theta):
    mixed, pure, partial = (
        charge(battery, levels, q, x, [theta], window=0.0).state for x in (0.0, 1.0, c)
    )
    np.testing.assert_allclose(partial, (1 - c) * mixed + c * pure, atol=1e-15)


@given(batteries, sizes, shares, shares, schedules, losses)
@usual
def test_trace_distance_of_two_histories_contracts(battery, levels, q, c, angles, gamma):
    """Two batteries with different pasts come no further apart under the same qubits."""
    pasts = ([0.7, 1.1], [0.3])
    number = np.arange(angles.size + 1)

    def states(past):
        return np.array(
            [final_state(battery, levels, q, c, np.append(past, angles[:k]), gamma) for k in number]
        )

    apart = np.abs(np.linalg.eigvalsh(states(pasts[0]) - states(pasts[1]))).sum(axis=1) / 2
    assert (np.diff(apart) <= 1e-8).all()


@given(batteries, sizes, shares, schedules, losses)
@usual
def test_incoherent_qubits_make_no_coherence(battery, levels, q, angles, gamma):
    run = charge(battery, levels, q, 0.0, angles, gamma)
    assert (run.state == np.diag(np.diag(run.state))).all()
    expected = work.ergotropy(run.state, np.arange(levels))
    assert run.ergotropy[-1] == pytest.approx(expected, abs=1e-12)


@given(symmetric_batteries, sizes, shares, shares, schedules)
@usual
def test_particles_and_holes_are_the_same(battery, levels, q, c, angles):
    """Discharging a full battery with q → 1-q is charging an empty one, upside down.

    In the gauge of the engine, whose phase runs the other way, this reads c → -c.
    """
    lower = reference.lowering(battery, levels)
    rho = np.diag(np.eye(levels)[-1]).astype(complex)
    for theta in angles[:8]:
        rho = reference.collide(rho, lower, theta, reference.qubit(1 - q, c))
    charged = density_matrix(final_state(battery, levels, q, c, angles[:8]))
    np.testing.assert_allclose(rho[::-1, ::-1], charged, atol=1e-8)


@given(batteries, sizes, shares, shares, schedules, losses)
@usual
def test_negative_angles_turn_the_sign_of_the_coherence(battery, levels, q, c, angles, gamma):
    """θ → -θ is c → -c: R_nm → (-1)^(n-m) R_nm; the time spent stays."""
    forward = charge(battery, levels, q, c, angles, gamma)
    backward = charge(battery, levels, q, c, -angles, gamma)
    sign = (-1.0) ** np.add.outer(np.arange(levels), np.arange(levels))
    np.testing.assert_allclose(backward.state, sign * forward.state, atol=1e-14)
    np.testing.assert_allclose(backward.energy, forward.energy, atol=1e-13)
    np.testing.assert_array_equal(backward.time, forward.time)


@given(batteries, sizes, shares, shares, schedules, losses, st.floats(-7.0, 7.0))
@usual
def test_the_phase_of_the_qubits_changes_nothing_but_the_phase(
    battery, levels, q, c, angles, gamma, alpha
):
    run = charge(battery, levels, q, c, angles, gamma)
    turned, number = density_matrix(run.state, alpha), np.arange(levels)
    assert work.energy(turned, number) == pytest.approx(run.energy[-1], abs=1e-12)
    assert work.ergotropy(turned, number) == pytest.approx(run.ergotropy[-1], abs=1e-10)


@given(st.integers(2, 12), st.integers(1, 2), shares, shares)
@usual
def test_traps_are_never_left(trap, turns, q, c):
    """θ = kπ/√M: no qubit gets the oscillator from level M-1 to level M."""
    run = charge("oscillator", 20, q, c, np.full(60, turns * np.pi / np.sqrt(trap)), window=0.0)
    assert run.population[-1, trap:].sum() < 1e-28


@given(st.integers(3, 9), st.floats(0.35, 0.65))
@slow
def test_trapped_coherent_batteries_end_in_the_cotangent_state(trap, q):
    """Φ leaves ψ_n ∝ √((1-q)/q) cot(√n θ/2) ψ_(n-1) as it is, a pure fixed point."""
    theta = np.pi / np.sqrt(trap)
    ratio = np.sqrt((1 - q) / q) / np.tan(np.sqrt(np.arange(1, trap)) * theta / 2)
    amplitude = np.concatenate([[1.0], np.cumprod(ratio)])
    amplitude /= np.linalg.norm(amplitude)
    run = charge("oscillator", trap + 3, q, 1.0, np.full(6000, theta))
    assert amplitude @ run.state[:trap, :trap] @ amplitude == pytest.approx(1.0, abs=1e-8)
    assert run.purity[-1] == pytest.approx(1.0, abs=1e-8)


def test_energy_is_not_monotone_in_the_coherence():
    """A tempting property that is false: see the spin past its full charge, and θ = π/4."""
    oscillator = [
        charge("oscillator", 60, 0.5, c, np.full(200, np.pi / 4)).energy[-1]
        for c in np.linspace(0, 1, 6)
    ]
    assert oscillator[-1] < oscillator[0] - 2.0
    spin = [charge("spin", 20, 0.5, c, np.full(500, 0.01)).energy[-1] for c in (0.3, 0.6, 0.9)]
    assert spin[1] > spin[0]
    assert spin[2] < spin[1]
