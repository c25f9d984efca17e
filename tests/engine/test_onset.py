"""Onset times and maps against the published figure, and early stopping against none."""

import numpy as np
import pytest
from scipy.optimize import brentq, minimize_scalar

from engine.collision import OnsetEnds
from engine.collision.advantage import advantage_window
from engine.collision.bounds import R0, incoherent_bound
from engine.collision.charging import charge
from engine.collision.onset import advantage_map, branch_end, onset_map, onset_time
from engine.scenario import Cancelled

TURN = np.pi


def unhurried(battery, levels, theta, gamma, q, c, bound, time_max):
    """The window of a whole run, up to where an oscillator would leave its ladder."""
    collisions = int(np.ceil(time_max / theta))
    samples = np.arange(1, collisions + 1)
    run = charge(battery, levels, q, c, np.full(collisions, theta), gamma, samples)
    end = collisions
    if battery == "oscillator":
        end = int(np.sum(run.top_population < 1e-9))
    time = run.time[: end + 1]
    ceiling = incoherent_bound(time, battery, levels, gamma if bound == "damped" else 0.0)
    return advantage_window(time, run.energy[: end + 1], ceiling)


@pytest.mark.parametrize(
    ("theta", "gamma", "lossless", "damped"),
    [
        (0.01, 0.0, 6.09917, 6.09917),
        (0.02, 0.0, 6.23066, 6.23066),
        (0.01, 5e-4, 6.89610, 6.86021),
        (0.01, 1e-3, 8.32911, 8.18561),
        (0.02, 1e-3, 7.16645, 7.07987),
        (0.03, 2e-3, 8.88547, 8.40798),
    ],
)
def test_onset_times_of_fig_4(theta, gamma, lossless, damped):
    for bound, expected in (("lossless", lossless), ("damped", damped)):
        time = onset_time("oscillator", 250, theta * TURN, gamma, bound=bound)
        assert time == pytest.approx(expected, abs=6e-6)


def test_which_bound_decides_whether_there_is_an_advantage():
    theta, gamma = 0.04 * TURN, 1.5e-3
    assert np.isnan(onset_time("oscillator", 250, theta, gamma, bound="lossless"))
    damped = onset_time("oscillator", 250, theta, gamma, bound="damped")
    assert damped == pytest.approx(9.62, abs=5e-3)


def test_micromaser_beats_the_bound():
    assert onset_time("oscillator", 250, 0.024 * TURN, 1.3e-3) == pytest.approx(7.50, abs=5e-3)
    between_atoms = -np.expm1(-82e-6 / 65e-3)
    assert between_atoms == pytest.approx(1.26074e-3, abs=1e-8)
    assert onset_time("oscillator", 250, 0.024 * TURN, between_atoms) < 7.50


@pytest.mark.parametrize(
    ("bound", "theta", "critical"), [("lossless", 0.026, 2.424e-3), ("damped", 0.027, 2.653e-3)]
)
def test_critical_loss(bound, theta, critical):
    gammas = [critical - 5e-6, critical + 5e-6]
    thetas = np.array([theta - 0.002, theta, theta + 0.002]) * TURN
    below, above = onset_map("oscillator", 250, thetas, gammas, bound=bound)
    assert not np.isnan(below[1])
    assert np.all(np.isnan(above))


@pytest.mark.parametrize(
    ("gamma", "inside", "outside", "end", "last"),
    [
        (0.0, 0.04, 0.05, 0.04654, 9.80),
        (1e-3, 0.04, 0.05, 0.04190, 10.00),
        (2e-3, 0.03, 0.04, 0.03480, 10.60),
        (1e-3, 0.01, 0.005, 0.00714, 13.14),
        (2e-3, 0.02, 0.01, 0.01619, 12.41),
    ],
)
def test_branches_of_fig_4_end_at_finite_times(gamma, inside, outside, end, last):
    theta, time = branch_end("oscillator", 250, inside * TURN, outside * TURN, gamma)
    assert theta / TURN == pytest.approx(end, abs=5e-6)
    assert time == pytest.approx(last, abs=0.02)
    beyond = theta + np.sign(outside - inside) * 2e-9
    assert np.isnan(onset_time("oscillator", 250, beyond, gamma))


def test_earliest_onset_lies_at_a_finite_swap_angle():
    def best(gamma, low, high):
        found = minimize_scalar(
            lambda theta: onset_time("oscillator", 250, theta * TURN, gamma),
            bounds=(low, high),
            method="bounded",
            options={"xatol": 1e-5},
        )
        return found.x, found.fun

    theta, time = best(0.0, 0.003, 0.008)
    assert time == pytest.approx(6.0853, abs=5e-5) and theta == pytest.approx(0.005, abs=1e-3)
    theta, time = best(1e-3, 0.018, 0.027)
    assert time == pytest.approx(7.146, abs=5e-4) and theta == pytest.approx(0.0223, abs=2e-4)


def test_short_collisions_tend_to_the_driven_onset():
    times = [onset_time("oscillator", 120, theta * TURN) for theta in (4e-4, 2e-4)]
    assert 2 * times[1] - times[0] == pytest.approx(6.10278196, abs=2e-4)


def test_small_angles_need_loss_per_angle_below_0_04584():
    def largest_lead(rate):
        x = np.linspace(0, 40, 40_001)[1:]
        driven = (np.expm1(-rate * x / 2) / rate) ** 2
        return np.max(driven - R0 * x * (1 + R0 * x / 4))

    assert brentq(largest_lead, 0.04, 0.05) == pytest.approx(0.04584, abs=5e-6)
    theta = 0.0004 * TURN
    assert not np.isnan(onset_time("oscillator", 150, theta, 0.0445 * theta))
    assert np.isnan(onset_time("oscillator", 150, theta, 0.0475 * theta))


def test_onset_of_the_spin_of_fig_6():
    assert onset_time("spin", 100, 0.004 * TURN) == pytest.approx(0.716, abs=0.004 * TURN)
    assert np.isnan(onset_time("spin", 100, 0.00509 * TURN, time_max=4.0))


@pytest.mark.parametrize("bound", ["lossless", "damped"])
@pytest.mark.parametrize(
    ("battery", "levels", "thetas", "time_max"),
    [
        ("oscillator", 120, [0.012, 0.02, 0.03, 0.045, 0.05, 0.2], 14.0),
        ("spin", 40, [0.003, 0.005, 0.008, 0.05], 6.0),
        ("ladder", 40, [0.02, 0.05, 0.1, 0.3], 25.0),
    ],
)
def test_maps_that_stop_early_agree_with_whole_runs(battery, levels, thetas, time_max, bound):
    thetas, gammas = np.array(thetas) * TURN, np.array([0.0, 1e-3, 3e-3])
    fast = onset_map(battery, levels, thetas, gammas, bound=bound, time_max=time_max)
    plane = advantage_map(battery, levels, thetas, gammas, bound=bound, time_max=time_max)
    for place in np.ndindex(fast.shape):
        row, column = place
        window = unhurried(battery, levels, thetas[column], gammas[row], 0.5, 1.0, bound, time_max)
        assert fast[place] == pytest.approx(window.start, abs=1e-7, nan_ok=True)
        assert plane.onset_time[place] == pytest.approx(window.start, abs=1e-5, nan_ok=True)
        if window.best_time < 0.9 * time_max:
            assert plane.best_ratio[place] == pytest.approx(window.best_ratio, rel=1e-6)


@pytest.mark.parametrize(("battery", "theta"), [("oscillator", 0.03), ("spin", 0.01)])
def test_map_over_the_qubit_state_agrees_with_whole_runs(battery, theta):
    levels, time_max = 60, 6.0
    q, c = np.array([0.0, 0.1, 0.35, 0.5, 0.8, 1.0]), np.array([0.0, 0.5, 0.8, 1.0])
    plane = advantage_map(
        battery, levels, q, c, "q_c", theta=theta * TURN, gamma=5e-4, time_max=time_max
    )
    assert plane.best_ratio.shape == plane.onset_time.shape == (4, 6)
    for row, column in np.ndindex(4, 6):
        window = unhurried(
            battery, levels, theta * TURN, 5e-4, q[column], c[row], "lossless", time_max
        )
        ratio, start = plane.best_ratio[row, column], plane.onset_time[row, column]
        assert ratio == pytest.approx(window.best_ratio, rel=1e-6)
        assert start == pytest.approx(window.start, abs=1e-5, nan_ok=True)


def test_search_ends_at_its_time():
    theta = 0.02 * TURN
    assert np.isnan(onset_time("oscillator", 120, theta, time_max=6.2))
    assert onset_time("oscillator", 120, theta, time_max=6.3) == pytest.approx(6.23066, abs=6e-6)


def test_an_oscillator_at_the_top_of_its_ladder_gives_no_verdict():
    assert np.isnan(onset_time("oscillator", 25, 0.02 * TURN))


def test_classical_qubits_that_ride_the_bound_do_not_beat_it():
    plane = advantage_map("ladder", 100, [0.0], [0.0], "q_c", theta=1.1655611852072112, time_max=50)
    assert plane.best_ratio[0, 0] == pytest.approx(1, abs=1e-12)
    assert np.isnan(plane.onset_time[0, 0])


def test_progress_rises_to_one():
    seen = []
    onset_map("spin", 20, [0.01, 0.02, 0.03], [0.0, 1e-3], progress=seen.append)
    assert seen == sorted(seen) and len(seen) == 6 and seen[-1] == 1


def test_cancelling_stops_every_thread_soon():
    polls = []

    def cancelled():
        polls.append(1)
        return len(polls) > 5

    with pytest.raises(Cancelled):
        advantage_map(
            "oscillator", 120, np.linspace(0.01, 0.1, 50), np.zeros(50), cancelled=cancelled
        )
    assert len(polls) < 500


def test_refusals_name_the_rule():
    with pytest.raises(ValueError, match="bound must be one of lossless, damped, not"):
        onset_time("oscillator", 10, 0.1, bound="none")
    with pytest.raises(ValueError, match="theta must be above 0, not 0"):
        onset_time("oscillator", 10, 0.0)
    with pytest.raises(ValueError, match="time_max must be above 0, not −1"):
        onset_time("oscillator", 10, 0.1, time_max=-1.0)
    with pytest.raises(ValueError, match="against must be one of theta_gamma, q_c, not"):
        advantage_map("oscillator", 10, [0.1], [0.0], "theta_q")
    with pytest.raises(ValueError, match="inside must be an angle with an advantage, not"):
        branch_end("oscillator", 50, 0.3, 0.1)
    with pytest.raises(ValueError, match="battery must be one of"):
        onset_map("cavity", 10, [0.1], [0.0])


@pytest.mark.parametrize(
    ("gamma", "ends"),
    [(0.0, [(0.04654, 9.80)]), (1e-3, [(0.00714, 13.14), (0.04190, 10.00)])],
)
def test_curves_of_figure_4_end_at_a_finite_time(gamma, ends):
    """Each branch runs into its end with a slope that grows without limit."""
    found = OnsetEnds(gammas=(gamma,)).run()
    assert found.sizes["branch"] == len(ends)
    for branch, (angle, time) in enumerate(ends):
        thetas, times = found.theta[branch].values, found.onset_time[branch].values
        assert thetas[-1] / np.pi == pytest.approx(angle, abs=6e-6)
        assert times[-1] == pytest.approx(time, abs=0.02)
        slopes = np.abs(np.diff(times) / np.diff(thetas))
        assert np.all(np.diff(slopes) > 0)
