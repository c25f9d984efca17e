"""Which qubits charge best: the curve over q against dense matrices, its best against search."""

from math import pi

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize_scalar

from engine.collision import Collision, IncoherentBound, PopulationScan
from engine.collision.polynomial import chebyshev_points, highest, interpolant
from engine.collision.population import TOLERANCE, population_curve
from engine.result import certificate, equal
from engine.scenario import Cancelled
from tests.reference import collision_reference as reference

BATTERIES = ("oscillator", "spin", "ladder")


def dense_energy(battery, levels, q, c, angles, gamma=0.0):
    """The final energy by the definition."""
    state = reference.charge(battery, levels, q, c, angles, gamma)[-1]
    return float(np.arange(levels) @ np.diag(state).real)


# Independently computed: q and the energy there, best and at ½ (collision page, 250 levels and
# spin 99/2).
@pytest.mark.parametrize(
    ("setting", "near", "there", "best_q", "best", "half"),
    [
        ({"theta": 0.02 * pi, "collisions": 318}, 0.35, 93.00, 0.348, 93.00, 85.24),
        ({"theta": 0.01 * pi, "collisions": 637}, 0.42, 98.36, 0.422, 98.36, 96.01),
        (
            {"battery": "spin", "levels": 100, "theta": 0.004 * pi, "collisions": 250},
            0.30, 97.92, 0.296, 97.93, 93.14,
        ),
    ],
)  # fmt: skip
def test_one_half_is_not_the_best_at_finite_swap_angles(setting, near, there, best_q, best, half):
    scan = PopulationScan(**setting).run()
    run = Collision(**setting, q=near, samples=1).run()
    assert float(run.energy[-1]) == pytest.approx(there, abs=5e-3)
    assert float(scan.energy[scan.q == 0.5][0]) == pytest.approx(half, abs=5e-3)
    assert float(scan.best_q) == pytest.approx(best_q, abs=5e-4)
    assert float(scan.best_energy) == pytest.approx(best, abs=5e-3)
    assert float(scan.gain) == pytest.approx(float(scan.best_energy) / half, abs=1e-4)
    assert certificate(scan)["resolved"] and certificate(scan)["best_q_error"] < 1e-6


@pytest.mark.parametrize(
    ("battery", "c", "gamma"),
    [
        ("oscillator", 1.0, 0.0), ("oscillator", 0.6, 0.03), ("spin", 1.0, 0.03),
        ("spin", 0.6, 0.0), ("ladder", 1.0, 0.0), ("ladder", 0.6, 0.03),
    ],
)  # fmt: skip
def test_the_curve_is_that_of_dense_matrices_at_and_between_its_points(battery, c, gamma):
    angles = np.array([0.3, 0.5, 0.4, 0.3, 0.2, 0.35])
    curve = population_curve(battery, 5, c, angles, gamma)
    chosen = [0, 37, 64, 91, 128]
    dense = [dense_energy(battery, 5, q, c, angles, gamma) for q in curve.q[chosen]]
    np.testing.assert_allclose(curve.energy[chosen], dense, atol=1e-9)
    around = np.clip([curve.best_q - 0.1, curve.best_q + 0.1], 0, 1)
    found = minimize_scalar(
        lambda q: -dense_energy(battery, 5, q, c, angles, gamma),
        bounds=around,
        method="bounded",
        options={"xatol": 1e-8},
    )
    # The search comes close to an end of the range, never to it.
    assert -1e-9 < curve.best_energy + found.fun < 1e-6
    assert curve.best_q == pytest.approx(found.x, abs=2e-6)
    assert curve.best_q_error < 1e-6


@pytest.mark.parametrize("battery", BATTERIES)
def test_the_curve_is_that_of_qutip(battery):
    angles = np.full(6, 0.3)
    curve = population_curve(battery, 5, 0.8, angles, 0.02)
    for place in (40, 90):
        energies = reference.charge_by_qutip(battery, 5, curve.q[place], 0.8, angles, 0.02, 0.3)
        assert curve.energy[place] == pytest.approx(energies[-1], abs=1e-9)


@pytest.mark.parametrize("c", [1.0, 0.6])
def test_weak_collisions_tend_to_one_half_as_the_amplified_oscillator_does(c):
    # (A12) and (A13): dα/dx = r + (g/2)α, dN/dx = gN + (1-q)θ + 2rα with g = θ(1-2q), expanded.
    misses = []
    for collisions in (500, 1000):
        theta, x = 10.0 / collisions, 10.0
        curve = population_curve("oscillator", 60, c, np.full(collisions, theta))
        law = 0.5 - theta * (x / 8 + 1 / (2 * c**2 * x))
        misses.append(abs(curve.best_q - law))
        assert misses[-1] < 0.5 * theta**2
    assert misses[1] < misses[0] / 2


@pytest.mark.parametrize(
    ("battery", "levels", "c", "theta", "collisions"),
    [
        ("oscillator", 12, 1.0, 1.1, 30),
        ("oscillator", 40, 1.0, pi / 4, 300),
        ("spin", 8, 0.9, 0.4, 60),
        ("spin", 9, 1.0, 0.35, 9),
        ("ladder", 15, 1.0, 0.7, 40),
    ],
)
def test_no_qubits_store_more_where_the_curve_has_several_turns(
    battery, levels, c, theta, collisions
):
    curve = population_curve(battery, levels, c, np.full(collisions, theta))
    runs = [
        float(Collision(battery=battery, levels=levels, c=c, q=float(q), theta=theta,
                        collisions=collisions, samples=1).run().energy[-1])
        for q in np.linspace(0, 1, 101)
    ]  # fmt: skip
    assert curve.best_energy >= max(runs) - 1e-9
    assert curve.energy.max() <= curve.best_energy + TOLERANCE * curve.best_energy


@settings(max_examples=40, deadline=None)
@given(
    battery=st.sampled_from(BATTERIES),
    levels=st.integers(2, 10),
    collisions=st.integers(1, 15),
    c=st.floats(0, 1),
    theta=st.just(0.0) | st.floats(1e-6, pi),
    gamma=st.floats(0, 0.9),
    q=st.floats(0, 1),
)
def test_the_best_is_at_least_as_good_as_any_other(q, **values):
    scan = PopulationScan(**values).run()
    energy = float(Collision(**values, q=q, samples=1).run().energy[-1])
    error = certificate(scan)["curve_error"] * float(np.nanmax(np.abs(scan.energy)))
    if np.isnan(scan.best_q):
        assert energy < 1e-24
    else:
        assert energy <= float(scan.best_energy) + 10 * error + 1e-15
        assert 0 <= float(scan.best_q) <= 1
    assert (scan.ergotropy.values <= np.interp(scan.sample_q, scan.q, scan.energy) + 1e-7).all()


def test_a_best_population_that_a_short_ladder_shapes_is_marked():
    short, long = (
        certificate(PopulationScan(levels=levels, theta=0.1, collisions=60).run())
        for levels in (12, 80)
    )
    assert short["truncated"] and not long["truncated"]
    assert short["top_population"] >= short["best_top_population"] > 1e-6
    spin = PopulationScan(battery="spin", levels=12, theta=0.1, collisions=60).run()
    assert not certificate(spin)["truncated"], "a spin really ends there"


def test_incoherent_qubits_are_best_excited():
    scan = PopulationScan(c=0.0, levels=40, theta=0.05, collisions=60).run()
    assert float(scan.best_q) == 0.0 and certificate(scan)["best_q_error"] == 0.0
    assert float(scan.energy[-1]) == 0.0, "qubits in their ground state give nothing"
    assert (np.diff(scan.energy) < 0).all()


@pytest.mark.parametrize(
    "values",
    [
        {"theta": 0.0, "collisions": 5, "levels": 5},
        {"gamma": 1.0, "collisions": 5, "levels": 5},
        {"battery": "ladder", "levels": 2, "theta": pi, "collisions": 3},
    ],
)
def test_where_nothing_is_stored_no_qubits_are_best(values):
    scan = PopulationScan(**values).run()
    assert np.isnan(scan.best_q) and np.isnan(scan.best_energy)
    assert np.abs(scan.energy).max() < 1e-24


def test_the_scan_is_labelled_and_repeats():
    scenario = PopulationScan(levels=30, schedule=(0.3, 0.2, 0.1), theta=1.0, collisions=77)
    scan = scenario.run()
    assert equal(scan, scenario.run())
    assert scan.sizes["q"] == 129 and scan.sizes["sample"] in (17, 33, 65, 129)
    assert np.isin(scan.sample_q, scan.q).all() and 0.5 in scan.sample_q
    assert float(scan.time) == pytest.approx(0.6)
    bound = IncoherentBound(levels=30, time_max=0.6, points=2).run()
    assert float(scan.bound) == pytest.approx(float(bound.energy[-1]))
    np.testing.assert_allclose(scan.advantage, scan.energy / scan.bound, rtol=1e-14)
    run = Collision(levels=30, schedule=(0.3, 0.2, 0.1), q=0.5).run()
    assert float(scan.energy[scan.q == 0.5][0]) == pytest.approx(float(run.energy[-1]), rel=1e-9)
    half = scan.sample_q == 0.5
    assert float(scan.ergotropy[half][0]) == pytest.approx(float(run.ergotropy[-1]), rel=1e-9)


@pytest.mark.parametrize(
    "values",
    [
        {"theta": 0.02 * pi, "collisions": 318},
        {"levels": 40, "theta": pi / 4, "collisions": 60},
        {"battery": "spin", "levels": 100, "theta": 0.004 * pi, "collisions": 250},
        {"battery": "spin", "levels": 30, "theta": 0.06, "collisions": 300},
        {"battery": "ladder", "theta": 0.05 * pi, "collisions": 200},
    ],
)
def test_the_cost_counts_about_as_many_runs_as_there_are(values):
    scenario = PopulationScan(**values)
    assert 0.5 < scenario.runs() / scenario.run().sizes["sample"] < 2
    assert scenario.cost().seconds > Collision(**values, samples=1).cost().seconds


def test_points_are_kept_when_there_are_more():
    few, many = chebyshev_points(16), chebyshev_points(128)
    assert few.tolist() == many[::8].tolist()
    assert many[64] == 0.5 and many[0] == 0 and many[-1] == 1


def test_the_highest_place_may_lie_at_an_end():
    q = chebyshev_points(16)
    assert highest(interpolant(q**2)) == 1.0
    assert highest(interpolant(1 - q)) == 0.0
    assert highest(interpolant(np.sin(8 * q))) == pytest.approx(pi / 16, abs=1e-6)


def test_a_scan_tells_how_far_it_is_and_gives_up_when_nobody_waits():
    told = []
    population_curve("spin", 40, 1.0, np.full(400, 0.02), progress=told.append)
    assert told == sorted(told) and 0 < told[0] < 0.1 and told[-1] <= 1
    with pytest.raises(Cancelled):
        population_curve("spin", 40, 1.0, np.full(400, 0.02), cancelled=lambda: len(told) > 0)
