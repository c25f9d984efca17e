"""Advantage windows and ratios against what the paper claims and what was computed for it."""

import numpy as np
import pytest
from scipy.optimize import brentq

from engine.collision.advantage import advantage_window, asymptotic_margin, first_crossing
from engine.collision.bounds import R0, full_charge_time, incoherent_bound
from engine.collision.charging import charge
from engine.collision.strategies import driving_limit

TURN = np.pi


def raced(battery, levels, theta, time_max, gamma=0.0, bound_gamma=0.0):
    collisions = int(time_max / theta)
    run = charge(battery, levels, 0.5, 1.0, np.full(collisions, theta), gamma, window=1e-14)
    bound = incoherent_bound(run.time, battery, levels, bound_gamma)
    return run, bound, advantage_window(run.time, run.energy, bound)


def test_crossing_lies_on_the_straight_line_between_points():
    x = np.array([0.0, 1.0, 2.0, 3.0])
    assert first_crossing(x, np.array([0, 0, 3, 9.0]), x) == pytest.approx(1.5)
    assert np.isnan(first_crossing(x, x / 2, x))


def test_common_start_and_a_curve_on_the_bound_are_no_crossing():
    x = np.linspace(0, 5, 50)
    assert np.isnan(first_crossing(x, x, x))
    assert np.isnan(first_crossing(x, x * (1 + 1e-12), x))
    window = advantage_window(x, x / 2, x)
    assert not window.exists and np.isnan(window.stop)
    assert window.best_ratio == pytest.approx(0.5)


def test_window_without_end_is_infinite():
    x = np.linspace(0, 5, 51)
    window = advantage_window(x, x**2, x)
    assert window.exists and window.stop == np.inf
    assert window.start == pytest.approx(1.0)
    assert window.best_ratio == pytest.approx(5) and window.best_time == 5


# Ladders long enough to count as endless; the printed stops are read on the grid kθ.
@pytest.mark.parametrize(
    ("theta", "levels", "start", "stop"),
    [
        (0.015, 620, 6.17, 56.2),
        (0.02, 400, 6.28, 40.34),
        (0.03, 250, 6.60, 24.1),
        (0.04, 200, 7.41, 15.5),
    ],
)
def test_windows_of_the_oscillator(theta, levels, start, stop):
    run, _, window = raced("oscillator", levels, theta * TURN, 1.05 * stop)
    assert run.truncation < 1e-8
    assert start - 1.01 * theta * TURN <= window.start <= start + 0.005
    assert window.stop == pytest.approx(stop, abs=theta * TURN + 0.05)


def test_small_swap_angle_stays_ahead_to_late_times():
    run, _, window = raced("oscillator", 1400, 0.01 * TURN, 90)
    assert window.start == pytest.approx(6.09917, abs=5e-6)
    assert window.stop == pytest.approx(87.6, abs=0.05)
    assert run.truncation < 1e-8


@pytest.mark.parametrize(
    ("theta", "time_max", "ratio", "time"),
    [(0.01, 30, 1.4669, 28.56), (0.02, 30, 1.2802, 17.7), (0.03, 30, 1.151, None),
     (0.04, 30, 1.053, None)],
)  # fmt: skip
def test_best_ratios_of_the_oscillator_with_250_levels(theta, time_max, ratio, time):
    _, _, window = raced("oscillator", 250, theta * TURN, time_max)
    assert window.best_ratio == pytest.approx(ratio, abs=5e-4)
    if time is not None:
        assert window.best_time == pytest.approx(time, abs=0.05)


@pytest.mark.parametrize(
    ("theta", "bound_gamma", "start", "stop", "ratio"),
    [
        (0.01, 0.0, 8.36, 25.45, 1.079),
        (0.01, 1e-3, 8.20, 26.36, None),
        (0.02, 0.0, None, None, 1.134),
    ],
)
def test_window_of_fig_5(theta, bound_gamma, start, stop, ratio):
    _, _, window = raced("oscillator", 250, theta * TURN, 28, 1e-3, bound_gamma)
    if start is not None:
        assert start - theta * TURN - 0.005 <= window.start <= start + 0.005
        assert window.stop == pytest.approx(stop, abs=theta * TURN + 0.005)
    if ratio is not None:
        assert window.best_ratio == pytest.approx(ratio, abs=5e-4)


def test_ninety_percent_is_asymptotic_only():
    def ratio(x):
        return float(driving_limit(x, "oscillator", 250) / incoherent_bound(x, "oscillator", 250))

    assert ratio(30) == pytest.approx(1.6086, abs=5e-5)
    assert ratio(2 * np.sqrt(249)) == pytest.approx(1.6210, abs=5e-5)
    assert ratio(1e9) == pytest.approx(R0**-2, rel=1e-7)


def test_thirty_eight_percent_is_asymptotic_only():
    assert full_charge_time(100) / np.pi == pytest.approx(1.2920, abs=5e-5)
    assert full_charge_time(10**12) / np.pi == pytest.approx(1 / R0, abs=1e-5)
    x = np.linspace(0.01, np.pi, 20_000)
    window = advantage_window(x, driving_limit(x, "spin", 100), incoherent_bound(x, "spin", 100))
    assert window.best_ratio == pytest.approx(1.3294, abs=5e-5)
    assert window.best_time == pytest.approx(1.81, abs=5e-3)
    early = driving_limit(0.1, "spin", 10**6) / incoherent_bound(0.1, "spin", 10**6)
    assert early == pytest.approx(1.90, abs=0.12)


def test_spin_of_fig_6_is_ahead_for_most_of_the_charge():
    run, bound, window = raced("spin", 100, 0.004 * TURN, 4.0)
    assert window.start == pytest.approx(0.716, abs=0.004 * TURN)
    assert window.stop == pytest.approx(3.74, abs=0.004 * TURN)
    assert np.max(run.energy - bound) == pytest.approx(4.96, abs=5e-3)


def test_largest_swap_angles_with_any_advantage():
    assert raced("spin", 100, 0.00507 * TURN, 4.0)[2].exists
    assert not raced("spin", 100, 0.00509 * TURN, 4.0)[2].exists
    assert raced("oscillator", 250, 0.0465 * TURN, 15)[2].exists
    assert not raced("oscillator", 250, 0.0466 * TURN, 15)[2].exists


def test_asymptotic_condition():
    assert brentq(lambda c: asymptotic_margin(0.5, c), 0, 1) == pytest.approx(0.7246, abs=5e-5)
    for battery in ("oscillator", "spin"):
        low = brentq(asymptotic_margin, 0, 0.5, args=(1.0, battery))
        high = brentq(asymptotic_margin, 0.5, 1, args=(1.0, battery))
        assert (low, high) == pytest.approx((0.1554, 0.8446), abs=5e-5)
    assert 1 + asymptotic_margin(0.5, 1.0, "ladder") / R0 == pytest.approx(1.171, abs=5e-4)


def test_ladder_margin_is_the_slope_of_its_driving_limit():
    slope = (driving_limit(400.0, "ladder", 900) - driving_limit(200.0, "ladder", 900)) / 200
    assert slope - R0 == pytest.approx(float(asymptotic_margin(0.5, 1.0, "ladder")), abs=1e-5)


def test_charging_half_full_takes_more_qubits_than_full_swaps():
    run = charge("oscillator", 250, 0.5, 1.0, np.full(260, 0.02 * TURN))
    collisions = int(np.argmax(run.energy >= 50))
    assert collisions == 236
    assert run.time[collisions] == pytest.approx(14.83, abs=5e-3)
    assert run.energy[collisions] / (collisions * 0.5) == pytest.approx(0.42, abs=0.01)


def test_unknown_battery_is_refused():
    with pytest.raises(ValueError, match="battery must be one of"):
        asymptotic_margin(0.5, 1.0, "cavity")
