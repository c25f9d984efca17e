"""Charging against the dense definition, against QuTiP, and against published and known numbers."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import work
from engine.catalogue import rehearsals
from engine.collision import kernels
from engine.collision.charging import (
    Trajectory,
    charge,
    density_matrix,
    loss_weights,
    sample_points,
)
from engine.collision.ladder import BATTERIES, couplings
from engine.collision.model import WINDOW, energy_error
from engine.scenario import Cancelled
from tests.reference import collision_reference as reference

PI = np.pi
RANDOM_ANGLES = np.random.default_rng(1).uniform(-0.6, 0.9, 40)


def constant(theta: float, collisions: int) -> np.ndarray:
    return np.full(collisions, theta * PI)


def coherent(theta: float, collisions: int, **options):
    return charge("oscillator", 250, 0.5, 1.0, constant(theta, collisions), **options)


@pytest.mark.parametrize("battery", BATTERIES)
def test_couplings_are_the_matrix_elements_of_the_lowering_operator(battery):
    for levels in (2, 3, 8):
        inner = np.diag(reference.lowering(battery, levels), 1)
        np.testing.assert_allclose(couplings(battery, levels)[1:-1], inner, rtol=1e-15)
        assert couplings(battery, levels)[0] == couplings(battery, levels)[levels] == 0.0


@pytest.mark.parametrize("gamma", [0.0, 0.03])
@pytest.mark.parametrize(
    ("q", "c", "alpha"),
    [(0.5, 1.0, 0.0), (0.3, 0.6, 0.7), (0.8, 0.0, 0.0), (0.0, 1.0, 1.0), (1.0, 0.4, 0.0)],
)
@pytest.mark.parametrize(("battery", "levels"), [(b, d) for b in BATTERIES for d in (2, 7, 12)])
def test_states_are_those_of_the_dense_definition(battery, levels, q, c, alpha, gamma):
    angles = RANDOM_ANGLES.copy()
    angles[7] = 0.0
    states = reference.charge(battery, levels, q, c, angles, gamma, alpha)
    number = np.arange(levels)
    run = charge(battery, levels, q, c, angles, gamma, np.arange(angles.size + 1))
    np.testing.assert_allclose(density_matrix(run.state, alpha), states[-1], atol=1e-13)
    np.testing.assert_allclose(run.energy, work.energy(states, number), atol=1e-12)
    np.testing.assert_allclose(run.ergotropy, work.ergotropy(states, number), atol=2e-11)
    populations = np.einsum("knn->kn", states).real
    np.testing.assert_allclose(run.population, populations, atol=1e-13)
    np.testing.assert_allclose(run.purity, np.sum(np.abs(states) ** 2, (1, 2)), atol=1e-12)
    assert run.truncation == pytest.approx(populations[:, -1].max(), abs=1e-13)


@pytest.mark.parametrize("battery", BATTERIES)
def test_energies_are_those_of_qutip(battery):
    energies = reference.charge_by_qutip(battery, 9, 0.4, 0.8, RANDOM_ANGLES[:12], 0.02, 0.3)
    run = charge(battery, 9, 0.4, 0.8, RANDOM_ANGLES[:12], 0.02)
    np.testing.assert_allclose(run.energy, energies, atol=1e-12)


# Oscillator with 250 levels, q = 1/2, c = 1: energy and ergotropy after K collisions, computed
# independently and checked there against QuTiP.
@pytest.mark.parametrize(
    ("theta", "gamma", "collisions", "energy", "ergotropy"),
    [
        (0.01, 0.0, 300, 22.048922652, 21.991058119),
        (0.01, 0.0, 637, 96.011299632, 95.923187442),
        (0.01, 0.0, 955, 205.101234179, 205.007824703),
        (0.02, 0.0, 318, 85.243926643, 85.160359629),
        (0.02, 0.0, 477, 162.787423140, 162.728886366),
        (0.03, 0.0, 318, 122.620916260, 122.583732104),
        (0.04, 0.0, 239, 92.018359255, 91.991276164),
        (0.01, 5e-4, 955, 163.871884836, 163.792896594),
        (0.01, 1e-3, 300, 19.015676753, 18.965118777),
        (0.01, 1e-3, 955, 132.025218326, 131.956950769),
        (0.01, 2e-3, 955, 87.870489784, 87.817702275),
    ],
)
def test_known_numbers_of_the_coherent_oscillator(theta, gamma, collisions, energy, ergotropy):
    run = coherent(theta, collisions, gamma=gamma)
    assert run.energy[-1] == pytest.approx(energy, abs=6e-10)
    assert run.ergotropy[-1] == pytest.approx(ergotropy, abs=6e-10)


@pytest.mark.parametrize(
    ("c", "energy", "ergotropy"),
    [
        (0.25, 5.818391411, 5.5356),
        (0.5, 22.227659562, 21.9841),
        (0.75, 49.062081732, 48.8838),
        (0.9, 69.872758808, 69.7463),
    ],
)
def test_known_numbers_of_partial_coherence(c, energy, ergotropy):
    run = charge("oscillator", 250, 0.5, c, constant(0.01, 600))
    assert run.energy[-1] == pytest.approx(energy, abs=6e-10)
    assert run.ergotropy[-1] == pytest.approx(ergotropy, abs=6e-5)


def test_known_numbers_of_biased_qubits():
    run = charge("oscillator", 250, 0.3, 0.7, constant(0.02, 400))
    assert run.energy[-1] == pytest.approx(78.820720791, abs=6e-10)
    assert run.ergotropy[-1] == pytest.approx(77.997762743, abs=6e-10)


@pytest.mark.parametrize(
    ("battery", "levels", "theta", "collisions", "energy"),
    [
        ("spin", 100, 0.001, 1000, 98.859248716),
        ("spin", 100, 0.002, 400, 86.384249670),
        ("spin", 100, 0.004, 250, 93.138383000),
        ("ladder", 250, 0.05, 200, 25.042128425),
    ],
)
def test_known_numbers_of_spin_and_uniform_ladder(battery, levels, theta, collisions, energy):
    run = charge(battery, levels, 0.5, 1.0, constant(theta, collisions))
    assert run.energy[-1] == pytest.approx(energy, abs=6e-10)


@pytest.mark.parametrize(("c", "gamma"), [(1.0, 0.0), (0.5, 0.0), (1.0, 1e-3)])
def test_window_costs_no_accuracy(c, gamma):
    angles = constant(0.01, 955)
    points = sample_points(955, 5)
    windowed = charge("oscillator", 250, 0.5, c, angles, gamma, points)
    whole = charge("oscillator", 250, 0.5, c, angles, gamma, points, window=0.0)
    np.testing.assert_allclose(windowed.energy, whole.energy, rtol=1e-9)
    np.testing.assert_allclose(windowed.ergotropy, whole.ergotropy, rtol=1e-9)
    np.testing.assert_allclose(windowed.state, whole.state, atol=2e-9)


@pytest.mark.parametrize("theta", [1e-9, 1e-6, 1e-4])
def test_tiny_angles_add_up_to_a_coherent_state(theta):
    """E = x²/4 for θ → 0, Salvia et al. 2023, Eq. (19): no level is dropped while it fills."""
    collisions = 20_000
    run = charge("oscillator", 40, 0.5, 1.0, np.full(collisions, theta))
    time = collisions * theta
    assert run.time[-1] == pytest.approx(time)
    driven = time**2 / 4
    # The incoherent part of a collision gives θ²/2 each, less for a filled battery.
    assert 0.0 <= run.energy[-1] - driven <= collisions * theta**2
    assert run.purity[-1] == pytest.approx(1.0, abs=collisions * theta**2 * 2)


@pytest.mark.parametrize(
    ("battery", "q", "c", "theta"),
    [("oscillator", 0.3, 0.2, 0.9), ("ladder", 0.5, 0.0, 1.3), ("spin", 0.49, 0.3, 2.0)],
)
def test_ergotropy_of_nearly_mixed_states(battery, q, c, theta):
    """Many collisions fill the whole spectrum: the low-rank factor must give way."""
    levels = 60
    run = charge(battery, levels, q, c, np.full(2000, theta), samples=[3, 30, 2000])
    eigenvalues = np.linalg.eigvalsh(run.state)
    assert np.sum(eigenvalues > 1e-9) > levels // 2
    assert run.ergotropy[-1] == pytest.approx(
        work.ergotropy(run.state, np.arange(levels)), abs=1e-10
    )


@pytest.mark.parametrize("gamma", [0.2, 0.9, 0.999, 1.0])
def test_heavy_loss_is_exact(gamma):
    """A full swap ladder climbs to n = 30, then one loss leaves a binomial distribution."""
    ladder = PI / 2 / np.sqrt(np.arange(1, 31))
    start = charge("oscillator", 40, 0.0, 0.0, ladder)
    assert start.energy[-1] == pytest.approx(30.0, abs=1e-12)
    weights, orders = loss_weights(40, gamma)
    arrival = [weights[30 - n, n] ** 2 if 30 - n <= orders[n] else 0.0 for n in range(31)]
    assert np.sum(arrival) == pytest.approx(1.0, abs=1e-12)
    assert np.arange(31) @ arrival == pytest.approx(30 * (1 - gamma), abs=1e-10)
    run = charge("oscillator", 40, 0.4, 0.9, constant(0.1, 30), gamma)
    dense = charge("oscillator", 40, 0.4, 0.9, constant(0.1, 30), gamma, window=0.0)
    np.testing.assert_allclose(run.state, dense.state, atol=1e-9)
    assert np.trace(run.state) == pytest.approx(1.0, abs=1e-12)


def test_pure_loss_empties_the_battery_exponentially():
    """Angle 0 leaves only the loss: E falls by 1 - γ a step, Salvia et al. 2023, Eq. (21)."""
    angles = np.concatenate([constant(0.05, 60), np.zeros(400)])
    run = charge("oscillator", 80, 0.5, 1.0, angles, 0.03)
    decayed = run.energy[60] * 0.97 ** np.arange(1, 401)
    np.testing.assert_allclose(run.energy[61:], decayed, rtol=1e-9)


def test_lossy_steps_read_before_the_loss_hold_more_by_one_over_one_minus_gamma():
    gamma = 0.01
    run = Trajectory("oscillator", 30, 0.5, 1.0, gamma)
    run.advance(constant(0.05, 20))
    before_loss = reference.collide(
        density_matrix(run.state()),
        reference.lowering("oscillator", 30),
        0.3,
        reference.qubit(0.5, 1.0),
    )
    energy = run.advance(np.array([0.3]))[-1]
    assert work.energy(before_loss, np.arange(30)) == pytest.approx(energy / (1 - gamma), abs=1e-12)


def test_cotangent_state_is_the_pure_fixed_point_of_a_trap():
    """θ = π/√M closes levels 0 … M-1; for c = 1 they end in ψ_n ∝ cot(√n θ/2) ψ_(n-1)."""
    trap, q = 16, 0.5
    theta = PI / np.sqrt(trap)
    cotangent = np.cumprod(1 / np.tan(np.sqrt(np.arange(1, trap)) * theta / 2))
    amplitude = np.concatenate([[1.0], cotangent * ((1 - q) / q) ** (np.arange(1, trap) / 2)])
    amplitude /= np.linalg.norm(amplitude)
    run = charge("oscillator", 40, q, 1.0, np.full(3000, theta))
    assert run.energy[-1] == pytest.approx(3.66296963363, abs=1e-10)
    assert run.ergotropy[-1] == pytest.approx(3.66296963363, abs=1e-10)
    assert amplitude @ run.state[:trap, :trap] @ amplitude == pytest.approx(1.0, abs=1e-10)
    assert run.truncation < 1e-30


def test_constant_swap_of_half_pi_gets_trapped_at_three_quanta():
    """Salvia et al. 2023, Sec. III calls θ = π/2 for all k a full swap: it is not, E ends at 3."""
    run = charge("oscillator", 30, 0.0, 0.0, constant(0.5, 4000))
    np.testing.assert_allclose(run.energy[1:4], [1.0, 1.63313, 1.97110], atol=5e-6)
    assert run.energy[-1] == pytest.approx(3.0, abs=1e-9)


def test_more_coherence_is_not_always_more_energy():
    """The energy is a polynomial in c, not a monotone one: at θ = π/4 coherence costs energy."""
    energies = [
        charge("oscillator", 60, 0.5, c, constant(0.25, 200)).energy[-1] for c in (0.0, 1.0)
    ]
    np.testing.assert_allclose(energies, [6.35, 3.66], atol=5e-3)


def test_power_counts_interaction_time_only():
    """θ = 0.02π passes E = 50 at Ωτ = 14.83 with 236 qubits; full swap takes 50 qubits, 20.03."""
    run = coherent(0.02, 300)
    arrival = int(np.argmax(run.energy >= 50.0))
    assert arrival == 236
    assert run.time[arrival] == pytest.approx(14.83, abs=5e-3)
    assert 50.0 / (arrival * 0.5) == pytest.approx(0.42, abs=5e-3)
    swap = charge("oscillator", 60, 0.0, 0.0, PI / 2 / np.sqrt(np.arange(1, 51)))
    assert swap.energy[-1] == pytest.approx(50.0, abs=1e-12)
    assert swap.time[-1] == pytest.approx(20.0314, abs=5e-5)


def test_truncation_is_noticed():
    """The top of 250 levels holds 1e-6 from Ωτ = 28.65 on for θ = 0.01π."""
    run = coherent(0.01, 955, samples=np.arange(956))
    first = int(np.argmax(run.top_population > 1e-6))
    assert run.time[first] == pytest.approx(28.65, abs=0.02)
    assert run.truncation == run.top_population.max()


def test_amplitude_points_along_minus_i_for_alpha_zero():
    """Salvia et al. 2023, Eq. (19) at α = 0 is D(-iΩτ/2): <a> = -9.7929i after 637 collisions."""
    run = coherent(0.01, 637)
    lower = reference.lowering("oscillator", 250)
    for alpha, amplitude in ((0.0, -9.7929j), (PI / 2, 9.7929)):
        mean = np.trace(lower @ density_matrix(run.state, alpha))
        assert mean == pytest.approx(amplitude, abs=5e-5)


@pytest.mark.parametrize(
    ("battery", "levels", "collisions", "theta"),
    [("oscillator", 2000, 60, 0.05), ("spin", 2000, 60, 0.0005), ("oscillator", 12, 100_000, 0.01)],
)
def test_large_cases_keep_trace_and_balance(battery, levels, collisions, theta):
    run = charge(battery, levels, 0.5, 1.0, constant(theta, collisions))
    assert run.population[-1].sum() == pytest.approx(1.0, abs=1e-10)
    assert run.population[-1] @ np.arange(levels) == pytest.approx(run.energy[-1], abs=1e-9)
    assert 0.0 <= run.ergotropy[-1] <= run.energy[-1]


@pytest.mark.parametrize(
    ("battery", "levels", "q", "c", "theta", "collisions"),
    [
        ("oscillator", 60, 0.5, 1.0, 5e-4, 12_000),
        ("oscillator", 60, 0.3, 0.4, -2e-3, 4000),
        ("oscillator", 12, 0.2, 0.0, 3e-3, 5000),
        ("spin", 40, 0.7, 0.9, 1e-4, 30_000),
        ("ladder", 30, 0.0, 1.0, 1e-2, 2000),
    ],
)
def test_leaps_arrive_where_single_collisions_do(battery, levels, q, c, theta, collisions):
    """Weak equal collisions are done many at once; in pieces of 50 they are done singly."""
    angles = np.full(collisions, theta)
    run = charge(battery, levels, q, c, angles, samples=sample_points(collisions, 3))
    stepped = Trajectory(battery, levels, q, c)
    assert stepped.affordable_collisions(angles) > 50
    energy = np.concatenate([stepped.advance(part) for part in np.split(angles, collisions // 50)])
    np.testing.assert_allclose(run.energy[1:], energy, rtol=1e-9, atol=1e-14)
    np.testing.assert_allclose(run.state, stepped.state(), atol=2e-9)
    assert run.ergotropy[-1] == pytest.approx(stepped.ergotropy(), abs=1e-9)
    assert run.truncation == pytest.approx(stepped.truncation, abs=1e-9)


def test_a_leap_ends_where_the_angle_changes():
    angles = np.concatenate([np.full(300, 1e-4), np.full(500, -1e-4), [0.3], np.zeros(200)])
    run = charge("oscillator", 20, 0.5, 1.0, angles)
    stepped = Trajectory("oscillator", 20, 0.5, 1.0)
    energy = np.concatenate([stepped.advance(angles[k : k + 7]) for k in range(0, 1001, 7)])
    np.testing.assert_allclose(run.energy[1:], energy, atol=1e-13)


def test_cutting_a_run_into_pieces_changes_nothing():
    whole = Trajectory("oscillator", 50, 0.4, 0.9, 0.01)
    pieces = Trajectory("oscillator", 50, 0.4, 0.9, 0.01)
    energy = whole.advance(RANDOM_ANGLES)
    parts = [pieces.advance(part) for part in np.split(RANDOM_ANGLES, [1, 2, 17, 17])]
    np.testing.assert_allclose(np.concatenate(parts), energy, rtol=1e-14)
    np.testing.assert_allclose(pieces.state(), whole.state(), atol=1e-15)


def test_no_collision_leaves_an_empty_battery():
    run = charge("spin", 2, 0.5, 1.0, [], samples=[0])
    assert run.energy.tolist() == [0.0]
    assert run.state.tolist() == [[1.0, 0.0], [0.0, 0.0]]
    assert run.ergotropy.tolist() == [0.0]
    assert run.purity.tolist() == [1.0]


def test_qubit_battery_swaps_states_with_the_charger():
    """A full swap with d = 2 leaves the battery in the state of the qubit, up to the gauge."""
    run = charge("ladder", 2, 0.3, 0.8, [PI / 2])
    swapped = density_matrix(run.state, 0.4)
    charger = reference.qubit(0.3, 0.8, 0.4)
    np.testing.assert_allclose(np.diag(swapped), np.diag(charger), atol=1e-15)
    np.testing.assert_allclose(np.abs(swapped), np.abs(charger), atol=1e-15)


def test_samples_are_spread_evenly_up_to_the_last_collision():
    assert sample_points(955, 191).tolist() == list(range(5, 956, 5))
    assert sample_points(955, 48).tolist() == [*range(20, 941, 20), 955]
    assert sample_points(3, 10).tolist() == [1, 2, 3]
    assert sample_points(1000, 3).tolist() == [400, 800, 1000]
    assert sample_points(100_000, 1).tolist() == [100_000]
    assert sample_points(0, 5).tolist() == [0]


@given(collisions=st.integers(1, 100_000), samples=st.integers(1, 2000))
def test_no_more_samples_than_allowed(collisions, samples):
    points = sample_points(collisions, samples)
    assert points[-1] == collisions and (np.diff(points) > 0).all()
    assert min(samples, collisions) / 2 <= len(points) <= samples


@pytest.mark.parametrize("gamma", [0.0, 0.005, 0.9])
@pytest.mark.parametrize("c", [0.0, 0.02, 1.0])
@pytest.mark.parametrize("window", [1e-18, 1e-6])
def test_nothing_outside_the_region_is_ever_read(gamma, c, window):
    """Everything but the empty battery and its rim is poisoned; the run must not notice."""
    rise, rest, fall = constant(0.04, 120), np.full(300, 1e-3), constant(-0.04, 150)
    clean, poisoned = (Trajectory("oscillator", 150, 0.4, c, gamma, window) for _ in range(2))
    poisoned._states[:] = np.nan
    poisoned._states[0, :5, :5] = 0.0
    poisoned._states[0, kernels.MARGIN, kernels.MARGIN] = 1.0
    for part in (rise, rest, fall, rest, RANDOM_ANGLES, np.zeros(50), rise):
        np.testing.assert_array_equal(poisoned.advance(part), clean.advance(part))
        np.testing.assert_array_equal(poisoned.state(), clean.state())
    assert poisoned.ergotropy() == clean.ergotropy()
    assert poisoned.purity() == clean.purity()


def test_precompiled_kernels_serve_every_call():
    """Whole numbers, lists and read-only arrays must not have a kernel compiled anew."""
    for scenario in rehearsals("collision"):
        scenario.run()
    compiled = (kernels.advance, kernels.leap, kernels.ergotropy, kernels.purity)
    before = [kernel.signatures for kernel in compiled]
    frozen = np.full(200, 1e-5)
    frozen.flags.writeable = False
    charge("spin", 3, 1, 0, [1, 2], 1, [0, 1], window=0)
    charge("ladder", 3, np.float64(0.5), np.int64(1), frozen[::1])
    Trajectory("ladder", 3, 0, 1).advance(np.broadcast_to(0.1, 5))
    assert [kernel.signatures for kernel in compiled] == before


def test_progress_rises_to_one():
    shares = []
    coherent(0.01, 955, progress=shares.append)
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert len(shares) > 2


def test_a_run_stops_when_it_is_cancelled():
    polls = []

    def cancelled() -> bool:
        polls.append(None)
        return len(polls) == 3

    with pytest.raises(Cancelled):
        coherent(0.01, 955, cancelled=cancelled)
    assert len(polls) == 3


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"battery": "spins"}, "battery must be one of oscillator, spin, ladder, not 'spins'."),
        ({"levels": 1}, "levels must be at least 2, not 1."),
        ({"q": 1.5}, "q must be between 0 and 1, not 1.5."),
        ({"q": float("nan")}, "q must be between 0 and 1, not nan."),
        ({"c": -0.1}, "c must be between 0 and 1, not -0.1."),
        ({"gamma": 2.0}, "gamma must be between 0 and 1, not 2.0."),
        ({"angles": [np.inf]}, "angles must be finite, not inf at collision 1."),
        ({"angles": [[0.1]]}, "angles must be a list of numbers, not of shape (1, 1)."),
        ({"samples": [2, 1]}, "samples must be increasing whole numbers from 0 to 2, not [2 1]."),
        ({"samples": [3]}, "samples must be increasing whole numbers from 0 to 2, not [3]."),
        ({"samples": [0.5]}, "samples must be increasing whole numbers from 0 to 2, not [0.5]."),
    ],
)
def test_bad_arguments_are_named(changes, message):
    arguments = {"battery": "spin", "levels": 4, "q": 0.5, "c": 1.0, "angles": [0.1, 0.2]}
    with pytest.raises(ValueError) as caught:
        charge(**(arguments | changes))
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("battery", "levels", "q", "c", "theta", "collisions", "gamma"),
    [
        ("spin", 6, 0.5, 1.0, 1e-4 * np.pi, 20_500, 0.0),  # back near empty: few digits of its own
        ("oscillator", 8, 0.5, 1.0, 0.019580034672869576, 2500, 0.0),
        ("ladder", 11, 0.5, 1.0, 0.1397103399572285, 2231, 0.0),
        ("oscillator", 10, 0.3, 0.6, 0.05, 1500, 2e-3),
        ("spin", 6, 0.052, 0.0, 0.0097, 4000, 0.0),
    ],
)
def test_the_certificate_covers_what_is_left_out_and_rounding(
    battery, levels, q, c, theta, collisions, gamma
):
    """Against the same map, every level kept, in numbers of three more digits."""
    energy = charge(battery, levels, q, c, np.full(collisions, theta), gamma, window=WINDOW).energy
    exact = reference.long_energies(battery, levels, q, c, theta, collisions, gamma)
    largest = np.maximum.accumulate(exact)[1:]
    assert np.all(np.abs(energy - exact)[1:] <= energy_error(collisions) * largest)
