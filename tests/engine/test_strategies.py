"""Full swap, greedy and driving limit against printed numbers and independent constructions."""

import numpy as np
import pytest
from scipy.linalg import expm
from scipy.optimize import brentq
from scipy.special import jv, zeta

from engine.collision.bounds import R0, X0, incoherent_bound
from engine.collision.charging import charge
from engine.collision.ladder import couplings
from engine.collision.strategies import (
    MOST_ROWS,
    driving_amplitude,
    driving_limit,
    driving_population,
    full_swap,
    greedy,
)
from engine.scenario import Cancelled


def energy_at(strategy, time):
    return np.interp(time, strategy.time, strategy.energy)


def test_full_swap_of_the_oscillator():
    swap = full_swap("oscillator", 250, 30)
    assert energy_at(swap, 30) == pytest.approx(105.16771448, abs=5e-9)
    assert swap.energy == pytest.approx(np.arange(swap.energy.size), abs=1e-9)
    assert swap.time[-2] < 30 <= swap.time[-1]
    assert np.max(swap.population, axis=1) == pytest.approx(1, abs=1e-12)


def test_full_swap_time_of_eq_17_with_its_constant_corrected():
    time = full_swap("oscillator", 101, 1e3).time
    assert time.size == 101
    assert time[100] == pytest.approx(29.20048140, abs=5e-9)
    assert -zeta(0.5) * np.pi / 2 == pytest.approx(2.29392, abs=5e-6)
    asymptotic = 10 * np.pi + np.pi / 2 * zeta(0.5)
    assert abs(time[100] - asymptotic) < 0.1 < abs(time[100] - (10 * np.pi + zeta(0.5)))


def test_full_swap_share_of_the_bound():
    assert 1 / np.pi**2 / (R0**2 / 4) == pytest.approx(0.77, abs=5e-3)
    assert 2 / (R0 * np.pi) == pytest.approx(0.88, abs=5e-3)


def test_full_swap_of_the_spin_ends_full_at_eq_30():
    swap = full_swap("spin", 100, 50)
    assert swap.energy[-1] == pytest.approx(99, abs=1e-9)
    assert swap.time[-1] == pytest.approx(4.47569145, abs=5e-9)
    larger = full_swap("spin", 4000, 50).time[-1]
    assert 4.47569145 < larger < np.pi**2 / 2 == pytest.approx(4.9348, abs=5e-5)


def test_full_swap_exceeds_the_bound_on_small_spins_only():
    leads = {}
    for levels in (*range(2, 13), 20, 50, 100):
        swap = full_swap("spin", levels, 20)
        leads[levels] = np.max(swap.energy - incoherent_bound(swap.time, "spin", levels))
    assert [levels for levels, lead in leads.items() if lead > 1e-9] == list(range(2, 10))
    assert max(leads.values()) == pytest.approx(0.0921, abs=5e-5)


def test_constant_half_turns_trap_the_oscillator():
    trap = full_swap("oscillator", 250, 300, "printed")
    assert trap.energy[1:4] == pytest.approx([1, 1.63313, 1.97110], abs=5e-6)
    assert trap.energy[-1] == pytest.approx(3, abs=1e-9)
    assert np.all(trap.angle == np.pi / 2)


@pytest.mark.parametrize(
    ("rule", "energy", "share"),
    [("transient", 131.7448, 0.942), ("cumulative", 126.2557, 0.903)],
)
def test_greedy_of_the_oscillator_by_either_definition(rule, energy, share):
    reached = energy_at(greedy("oscillator", 250, 30, rule), 30)
    assert reached == pytest.approx(energy, abs=5e-5)
    assert reached / incoherent_bound(30, "oscillator", 250) == pytest.approx(share, abs=5e-4)


def test_cumulative_greedy_on_the_spin_runs_out_of_moves():
    run = greedy("spin", 100, 30, "cumulative")
    assert run.angle.size == 101
    assert run.time[-1] == pytest.approx(3.3730, abs=5e-5)
    assert run.energy[-1] == pytest.approx(90.585, abs=5e-4)
    power = run.energy[1:] / run.time[1:]
    best = int(np.argmax(power)) + 1
    assert best == 89
    assert run.time[best] == pytest.approx(2.9934, abs=5e-5)
    assert run.energy[best] == pytest.approx(81.742, abs=5e-4)


def test_transient_greedy_fills_the_spin():
    run = greedy("spin", 100, 12, "transient")
    assert run.energy[-1] == pytest.approx(99, abs=1e-3)
    assert run.time[-1] >= 12


def test_greedy_on_the_uniform_ladder_repeats_one_angle():
    run = greedy("ladder", 60, 20, "transient")
    assert run.angle == pytest.approx(X0, abs=1e-12)
    assert run.energy == pytest.approx(R0 * run.time, rel=1e-10)


@pytest.mark.parametrize("battery", ["oscillator", "spin", "ladder"])
def test_transient_greedy_beats_every_other_angle(battery):
    run = greedy(battery, 30, 3.0, "transient")
    rate = couplings(battery, 30)[1:]
    theta = np.linspace(1e-3, 4, 20_001)[:, None]
    for step, angle in enumerate(run.angle):
        gain = (np.sin(rate * theta) ** 2 / theta) @ run.population[step]
        mine = (run.energy[step + 1] - run.energy[step]) / angle
        assert mine >= gain.max() - 1e-12


@pytest.mark.parametrize("battery", ["oscillator", "spin", "ladder"])
@pytest.mark.parametrize("rule", ["transient", "cumulative"])
@pytest.mark.parametrize("levels", [2, 7, 30, 90])
def test_greedy_takes_the_largest_local_maximum(battery, rule, levels):
    run = greedy(battery, levels, 5.0, rule)
    rate = couplings(battery, levels)[1:]
    theta = np.geomspace(1e-3, 1e2, 4001) / rate.max()
    rises = np.sin(np.multiply.outer(theta, rate)) ** 2
    for step in range(0, run.angle.size, 1 + run.angle.size // 40):
        spent = (run.time[step], run.energy[step]) if rule == "cumulative" else (0.0, 0.0)
        power = (spent[1] + rises @ run.population[step]) / (spent[0] + theta)
        peaks = (power[1:-1] > power[:-2]) & (power[1:-1] > power[2:])
        gain = np.sin(rate * run.angle[step]) ** 2 @ run.population[step]
        mine = (spent[1] + gain) / (spent[0] + run.angle[step])
        assert mine >= power[1:-1][peaks].max() * (1 - 1e-12)


def test_greedy_finds_a_larger_maximum_behind_the_first():
    """Near a full spin the fastest transitions peak first, the populated slow ones higher."""
    run = greedy("spin", 200, 6.0)
    rate, population = couplings("spin", 200)[1:], run.population[241]
    grid = np.linspace(1e-3, 0.3, 100_001)[:, None]
    gain = np.zeros(len(grid))
    for part in np.array_split(np.arange(200), 20):
        gain += np.sin(rate[part] * grid) ** 2 @ population[part]
    power = gain / grid[:, 0]
    peaks = np.flatnonzero((power[1:-1] > power[:-2]) & (power[1:-1] > power[2:])) + 1
    assert power[peaks[0]] < power[peaks].max()
    best = int(np.argmax(power))
    assert run.angle[241] == pytest.approx(grid[best, 0], abs=1e-5)
    assert run.energy[242] - run.energy[241] >= run.angle[241] * power[best] * (1 - 1e-12)


@pytest.mark.parametrize("battery", ["oscillator", "spin", "ladder"])
def test_strategies_replayed_collision_by_collision(battery):
    for run in (greedy(battery, 25, 3.0), full_swap(battery, 25, 3.0, "printed")):
        replay = charge(battery, 25, 0.0, 0.0, run.angle)
        assert replay.energy == pytest.approx(run.energy, abs=1e-11)
        assert replay.population[-1] == pytest.approx(run.population[-1], abs=1e-12)
        assert replay.time == pytest.approx(run.time)


def test_driving_limit_closed_forms():
    x = np.linspace(0, 30, 31)
    assert driving_limit(x, "oscillator", 250) == pytest.approx(x**2 / 4)
    assert driving_limit(x, "spin", 100) == pytest.approx(99 / 2 * (1 - np.cos(x)))
    assert driving_limit(30, "ladder", 250) == pytest.approx(24.475400593, abs=5e-10)
    n = np.arange(200)
    endless = np.sum(n * (jv(n, 30) + jv(n + 2, 30)) ** 2)
    assert driving_limit(30, "ladder", 250) == pytest.approx(endless, abs=1e-10)


def test_driving_amplitude_shrinks_with_coherence_and_imbalance():
    assert driving_amplitude([0.0, 0.5, 0.2], [1.0, 1.0, 0.5]) == pytest.approx([0, 1, 0.4])
    for battery in ("oscillator", "spin", "ladder"):
        slow = driving_limit(10.0, battery, 250, q=0.2, c=0.5)
        assert slow == pytest.approx(driving_limit(4.0, battery, 250), rel=1e-9)


@pytest.mark.parametrize("battery", ["oscillator", "spin", "ladder"])
@pytest.mark.parametrize("time", [0.0, 0.7, 1.3])
def test_driving_population_is_the_driven_state(battery, time):
    raising = np.diag(couplings(battery, 40)[1:-1], -1)
    amplitude = 2 * 0.8 * np.sqrt(0.3 * 0.7)
    driven = expm(-0.5j * amplitude * time * (raising + raising.T))[:, 0]
    population, _ = driving_population([time, 5.0], battery, 40, q=0.3, c=0.8)
    assert population == pytest.approx(np.abs(driven) ** 2, abs=1e-12)
    energy = driving_limit(time, battery, 40, q=0.3, c=0.8)
    assert population @ np.arange(40) == pytest.approx(float(energy), abs=1e-10)


@pytest.mark.parametrize("battery", ["oscillator", "spin", "ladder"])
def test_short_collisions_tend_to_the_driving_limit(battery):
    errors = []
    for collisions in (1000, 2000):
        run = charge(battery, 30, 0.3, 0.8, np.full(collisions, 2.0 / collisions))
        errors.append(abs(run.energy[-1] - float(driving_limit(2.0, battery, 30, 0.3, 0.8))))
    assert errors[1] == pytest.approx(errors[0] / 2, rel=0.02)


def test_greedy_tells_its_progress_and_stops_when_it_is_cancelled():
    done = []
    run = greedy("oscillator", 60, 8.0, progress=done.append)
    assert done == pytest.approx(run.time[:-1] / 8.0)
    looks = iter([False, False, True])
    with pytest.raises(Cancelled):
        greedy("oscillator", 60, 8.0, cancelled=lambda: next(looks))
    assert not list(looks)


def test_refusals_name_the_rule():
    with pytest.raises(ValueError, match="rule must be one of transient, cumulative, not"):
        greedy("spin", 10, 1.0, "best")
    with pytest.raises(ValueError, match="form must be one of corrected, printed, not"):
        full_swap("spin", 10, 1.0, "wrong")
    for strategy in (driving_limit, driving_population):
        with pytest.raises(ValueError, match="battery must be one of"):
            strategy(1.0, "cavity", 10)


def test_driving_limit_crosses_the_bounds_where_it_should():
    def lead(battery, x):
        return float(driving_limit(x, battery, 100) - incoherent_bound(x, battery, 100))

    spin = brentq(lambda x: lead("spin", x), 0.1, 2)
    assert spin == pytest.approx(0.61567, abs=5e-6)
    oscillator = brentq(lambda x: lead("oscillator", x), 1, 20)
    assert oscillator == pytest.approx(4 * R0 / (1 - R0**2), rel=1e-12)
    assert oscillator == pytest.approx(6.10278196, abs=5e-9)


def test_long_protocols_keep_few_populations():
    run = full_swap("oscillator", 8, 1000.0, "printed")
    steps = len(run.angle)
    assert len(run.kept) <= MOST_ROWS < steps
    assert run.kept[0] == 0 and run.kept[-1] == steps
    assert set(np.diff(run.kept[:-1])) == {2}
    np.testing.assert_allclose(run.population @ np.arange(8), run.energy[run.kept], atol=1e-14)
    short = greedy("ladder", 50, 30.0)
    assert short.kept.tolist() == list(range(len(short.time)))
