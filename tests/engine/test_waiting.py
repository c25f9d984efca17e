"""The incoherent bound with waiting: its limits, its equation, and protocols that obey it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import solve_ivp
from scipy.optimize import minimize_scalar

from engine.collision import Collision
from engine.collision.bounds import R0, incoherent_bound
from engine.collision.charging import charge
from engine.collision.waiting import best_rate, bound_with_waiting

BATTERIES = [("oscillator", 250), ("spin", 100), ("spin", 2), ("ladder", 250)]
COUPLING = {
    "oscillator": lambda energy, levels: np.sqrt(energy + 1),
    "spin": lambda energy, levels: np.sqrt(np.maximum((levels - 1 - energy) * (energy + 1), 0)),
    "ladder": lambda energy, levels: np.ones_like(energy),
}


@given(st.floats(0, 1e4))
def test_rate_is_the_maximum_of_its_definition(delay: float) -> None:
    best = minimize_scalar(
        lambda phi: -(np.sin(phi) ** 2) / (phi + delay),
        bounds=(1e-9, np.pi / 2),
        method="bounded",
        options={"xatol": 1e-12},
    )
    assert best_rate(delay) == pytest.approx(-best.fun, rel=1e-9)


def test_without_waiting_it_is_the_papers_bound() -> None:
    assert best_rate(0.0) == pytest.approx(R0, abs=1e-15)
    times = np.linspace(0, 40, 300)
    for battery, levels in BATTERIES:
        paper = incoherent_bound(times, battery, levels)
        assert np.array_equal(bound_with_waiting(times, battery, levels, 0.0), paper)
        assert bound_with_waiting(times, battery, levels, 1e-14) == pytest.approx(paper, abs=1e-10)


@pytest.mark.parametrize(("battery", "levels"), BATTERIES[:2])
@pytest.mark.parametrize("waiting", [0.01, 0.3, 5.0])
def test_it_solves_its_equation(battery: str, levels: int, waiting: float) -> None:
    def slope(time: float, energy: np.ndarray) -> np.ndarray:
        coupling = COUPLING[battery](energy, levels)
        return coupling * best_rate(coupling * waiting)

    times = np.linspace(0, 12, 50)
    exact = solve_ivp(slope, (0, 12), [0.0], t_eval=times, rtol=1e-11, atol=1e-12).y[0]
    bound = bound_with_waiting(times, battery, levels, waiting)
    below = exact < levels - 1.5
    assert bound[below] == pytest.approx(exact[below], rel=1e-7, abs=1e-8)


def halved_rate(delay: np.ndarray) -> np.ndarray:
    """r(v) from the zero of sin φ - 2(φ + v) cos φ, halved into as far as floats go."""
    low, high = np.full_like(delay, 1.1), np.full_like(delay, np.pi / 2)
    for _ in range(60):
        phi = (low + high) / 2
        early = np.sin(phi) < 2 * (phi + delay) * np.cos(phi)
        low, high = np.where(early, phi, low), np.where(early, high, phi)
    return np.sin(phi) ** 2 / (phi + delay)


def time_to_reach(energy: float, battery: str, levels: int, waiting: float) -> float:
    """∫ dE/(f r(fw)) by Gauss' rule between places that lie ever closer to where f vanishes."""
    nodes, weights = np.polynomial.legendre.leggauss(24)
    if battery == "oscillator":
        places = np.geomspace(1, np.sqrt(energy + 1), 40)
    else:
        kappa = (levels - 2) / levels
        start, stop = np.arcsin(-kappa), np.arcsin(2 * energy / levels - kappa)
        near = np.pi / 2 - np.geomspace(np.pi / 2, 1e-12, 80)
        inside = np.sort(np.concatenate([near, -near]))
        inside = inside[(inside > start) & (inside < stop)]
        places = np.concatenate([[start], inside, [stop]])
    half = np.diff(places)[:, None] / 2
    at = places[:-1, None] + half * (nodes + 1)
    if battery == "oscillator":
        pace = 2 / halved_rate(at * waiting)
    else:
        pace = 1 / halved_rate(levels / 2 * np.cos(at) * waiting)
    return float(np.sum(half * weights * pace))


@pytest.mark.parametrize("waiting", [1e-9, 1e-3, 0.1, 1.0, 30.0, 1e3, 1e6])
@pytest.mark.parametrize(
    ("battery", "levels"), [("oscillator", 250), ("spin", 2), ("spin", 30), ("spin", 2000)]
)
def test_it_is_right_to_a_billionth_at_every_waiting_time(
    battery: str, levels: int, waiting: float
) -> None:
    """Energies up to 1e5 quanta, as many as 100 000 collisions can give; a spin till it is full."""
    full = 1e5 if battery == "oscillator" else levels - 1.0
    energies = full * np.array([1e-5, 1e-3, 0.02, 0.3, 0.7, 0.99])
    times = [time_to_reach(energy, battery, levels, waiting) for energy in energies]
    bound = bound_with_waiting(times, battery, levels, waiting)
    assert bound == pytest.approx(energies, rel=1e-9)
    alone = [bound_with_waiting(time, battery, levels, waiting) for time in times]
    assert bound == pytest.approx(np.array(alone), rel=1e-14)  # whatever else is asked for


@given(st.floats(1e-3, 1e6), st.integers(1, 100_000), st.floats(1e-9, np.pi))
def test_no_more_quanta_than_qubits_have_the_time(
    waiting: float, collisions: int, theta: float
) -> None:
    time = collisions * (theta + waiting)
    for battery, levels in BATTERIES:
        bound = float(bound_with_waiting(time, battery, levels, waiting))
        assert 0 < bound <= time / waiting
        if battery != "oscillator":
            assert bound <= levels - 1


def test_what_follows_from_it_is_right_where_waiting_is_long() -> None:
    run = Collision(waiting=1000.0, collisions=2000).run()
    assert float(run.total_bound[-1]) == pytest.approx(1999.925446549, rel=1e-11)
    assert np.all(run.total_bound <= run.collision)
    # Each collision is hardly longer than its waiting: the bound is the number of qubits.
    assert run.total_bound.values[1:] == pytest.approx(run.collision.values[1:], rel=2e-3)
    assert run.total_advantage.values[1:] == pytest.approx(run.qubit_advantage.values[1:], rel=2e-3)
    assert np.isnan(run.total_window_start) and float(run.total_best_advantage) < 1


@pytest.mark.parametrize(("battery", "levels"), BATTERIES)
@pytest.mark.parametrize("waiting", [0.0, 0.02, 0.5, 20.0])
def test_the_rate_is_concave_in_the_level(battery: str, levels: int, waiting: float) -> None:
    level = np.linspace(0, levels - 1, 4000)
    coupling = COUPLING[battery](level, levels)
    rate = coupling * best_rate(coupling * waiting)
    assert np.diff(rate, 2).max() <= 1e-12


@given(
    st.floats(0, 3),
    st.lists(st.floats(0.01, 1.6), min_size=1, max_size=40),
    st.floats(0, 0.5),
    st.floats(0, 0.3),
)
def test_no_incoherent_schedule_is_above_it(
    waiting: float, angles: list[float], q: float, gamma: float
) -> None:
    run = charge("oscillator", 60, q, 0.0, np.array(angles), gamma)
    times = run.time + waiting * run.collisions
    bound = bound_with_waiting(times, "oscillator", 60, waiting)
    assert np.all(run.energy <= bound * (1 + 1e-12) + 1e-12)


def test_waiting_takes_the_advantage_away() -> None:
    """Weak collisions need many qubits: once each costs enough time, incoherent charging wins."""
    quick, slow = (
        Collision(theta=0.02 * np.pi, collisions=300, waiting=waiting).run()
        for waiting in (0.0, 0.3)
    )
    assert quick.total_advantage.max() == pytest.approx(float(quick.advantage.max()))
    assert float(slow.advantage.max()) == float(quick.advantage.max())
    assert slow.total_advantage.max() < 1
    assert np.isnan(slow.total_window_start)
    assert np.all(slow.qubit_advantage[1:] < 1)
