"""What must hold of bounds, strategies and windows for any setting."""

import numpy as np
from hypothesis import example, given, settings
from hypothesis import strategies as st

from engine.collision.advantage import advantage_window
from engine.collision.bounds import R0, incoherent_bound
from engine.collision.charging import charge
from engine.collision.ladder import BATTERIES
from engine.collision.strategies import driving_limit, driving_population, full_swap, greedy

batteries = st.sampled_from(BATTERIES)
levels = st.integers(2, 60)
shares = st.floats(0, 1)
losses = st.sampled_from([0.0, 1e-6, 1e-3, 0.05, 0.5, 1.0])
schedules = st.lists(st.floats(1e-3, np.pi / 2), min_size=1, max_size=25)


def growth_peak(battery, count, gamma):
    """Energy up to which the bound's growth rises: the argument is strict that far only."""
    energy = np.linspace(0, 1e4 if battery == "oscillator" else count - 1, 20_001)
    room = {"oscillator": energy + 1, "spin": (count - 1 - energy) * (energy + 1), "ladder": 1.0}
    growth = (1 - gamma) * R0 * np.sqrt(room[battery]) - 2 / np.pi * gamma * energy
    falls = np.flatnonzero(np.diff(growth) < -1e-12)
    return energy[falls[0]] if falls.size else np.inf


def assert_below_bound(run, battery, count, gamma):
    strict = np.maximum.accumulate(run.energy) <= growth_peak(battery, count, gamma)
    bound = incoherent_bound(run.time, battery, count, gamma)
    assert np.all(run.energy[strict] <= bound[strict] + 1e-9)


@settings(deadline=None, max_examples=300)
@given(batteries, levels, shares, schedules, st.sampled_from([0.0, 1e-6, 1e-3, 0.05]))
def test_no_incoherent_schedule_beats_the_bound(battery, count, q, angles, gamma):
    run = charge(battery, count, q, 0.0, np.array(angles), gamma, window=0.0)
    assert_below_bound(run, battery, count, gamma)


@settings(deadline=None, max_examples=60)
@given(batteries, levels, st.lists(st.floats(0, 1e3), min_size=1, max_size=20), losses)
@example("spin", 13, [0.0], 0.0)
def test_bound_grows_with_time_and_shrinks_with_loss(battery, count, times, gamma):
    x = np.sort(times)
    bound = incoherent_bound(x, battery, count, gamma)
    lossless = incoherent_bound(x, battery, count)
    assert np.all(np.isfinite(bound)) and np.all(bound >= 0)
    assert np.all(np.diff(bound) >= -1e-9 * (1 + bound[1:]))
    assert np.all(bound <= lossless * (1 + 1e-9) + 1e-9)


@settings(deadline=None, max_examples=60)
@given(levels, st.lists(st.floats(0, 3.9), min_size=1, max_size=20))
def test_printed_spin_bound_lies_below_the_corrected_one(count, times):
    printed = incoherent_bound(times, "spin", count, form="printed")
    assert np.all(printed <= incoherent_bound(times, "spin", count) + 1e-9)


@settings(deadline=None, max_examples=40)
@given(batteries, levels, st.floats(0.1, 8), st.sampled_from(["transient", "cumulative"]))
def test_strategies_are_charging_protocols_below_the_bound(battery, count, time_max, rule):
    for run in (greedy(battery, count, time_max, rule), full_swap(battery, count, time_max)):
        assert np.allclose(run.population.sum(axis=1), 1, atol=1e-12)
        assert np.all(run.population >= 0)
        assert np.allclose(np.diff(run.time), run.angle)
        assert np.all(run.angle > 0) and np.all(np.diff(run.energy) > 0)
        assert_below_bound(run, battery, count, 0.0)
        assert np.all(run.time[:-1] < time_max)


@settings(deadline=None, max_examples=60)
@given(batteries, levels, st.floats(0, 50), shares, shares)
def test_driving_limit_depends_on_the_qubits_through_its_amplitude_only(battery, count, time, q, c):
    energy = driving_limit(time, battery, count, q, c)
    assert np.isclose(energy, driving_limit(time, battery, count, 1 - q, c), atol=1e-9)
    shorter = driving_limit(2 * c * np.sqrt(q * (1 - q)) * time, battery, count)
    assert np.isclose(energy, shorter, atol=1e-9)
    population = driving_population(time, battery, count, q, c)
    assert np.all(population >= 0) and population.sum() <= 1 + 1e-10
    if battery != "oscillator":
        assert np.isclose(population.sum(), 1)
        assert np.isclose(population @ np.arange(count), energy, atol=1e-8)


@settings(deadline=None, max_examples=100)
@given(st.floats(0.1, 1.5), st.floats(0.0, 0.1))
def test_window_of_a_damped_parabola_is_where_it_is_above(height, damping):
    x = np.linspace(0, 60, 2001)
    energy = height * x**2 / 4 * np.exp(-damping * x)
    bound = R0 * x * (1 + R0 * x / 4)
    window = advantage_window(x, energy, bound)
    ahead = energy > bound * (1 + 1e-9)
    assert window.exists == bool(ahead.any())
    assert window.exists == (window.best_ratio > 1 + 1e-9)
    if window.exists:
        inside = (x > window.start) & (x < window.stop)
        assert np.all(ahead[inside])
        assert window.start <= window.best_time <= window.stop
