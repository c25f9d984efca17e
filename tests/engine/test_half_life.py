"""The half-life of a network: on the scale of its decay, whatever that is."""

from math import inf, log

import numpy as np
import pytest

from engine.selfdischarge import Cell, HalfLifeMap, Network
from engine.selfdischarge import run as search
from engine.selfdischarge.halving import LIMIT, guessed, plan
from engine.selfdischarge.propagators import Propagators

ALONE = {"collective_rate": 0.0, "points": 3}


def half_life(**settings):
    return float(Network(**settings).run().half_life)


def followed(monkeypatch, **settings):
    """The half-life by following the state all the way."""
    with monkeypatch.context() as patched:
        patched.setattr("engine.selfdischarge.halving.STIFFEST", 0.0)
        patched.setattr("engine.selfdischarge.halving.LIMIT", inf)
        return half_life(**settings)


@pytest.mark.parametrize(
    "settings",
    [
        {"cells": 3, "rate": 1e-3, **ALONE},
        {"cells": 4, "rate": 2e-3, "collective_rate": 1e-3, "interaction": "exchange", "points": 3},
        {"cells": 3, "rate": 1e-3, "dephasing": 5e-4, "initial": "classical", **ALONE},
        {"cells": 4, "rate": 1e-3, "geometry": "circular", "coherence": 0.6, **ALONE},
    ],
    ids=str,
)
def test_squared_propagators_find_what_following_the_state_finds(settings, monkeypatch):
    one = Network(**settings)
    assert one.solver()._search(lambda: False).planned().way == "square"
    assert half_life(**settings) == pytest.approx(followed(monkeypatch, **settings), rel=1e-9)


@pytest.mark.parametrize("rate", [1e-2, 1e-5, 1e-7])
def test_a_slow_decay_is_found_on_its_own_scale(rate):
    """Γτ½ of five cells goes to 0.32245 as the interaction outruns the decay."""
    found = half_life(rate=rate, collective_rate=0.0)
    assert rate * found == pytest.approx(0.322453371, abs=0.1 * rate + 1e-8)


@pytest.mark.parametrize("rate", [1e-300, 1e-100, 1e-5, 1.0, 100.0])
def test_without_interaction_a_network_halves_as_one_cell_does(rate):
    found = half_life(cells=4, rate=rate, coupling=0.0, **ALONE)
    assert found * rate == pytest.approx(log(8 / 5), rel=1e-11)
    assert float(Cell(rate=rate).run().half_life) * rate == pytest.approx(log(8 / 5), rel=1e-12)


@pytest.mark.parametrize(
    "settings", [{"rate": 1e-100}, {"rate": 5e-324}, {"cells": 8, "rate": 1e-5}], ids=str
)
def test_what_takes_too_long_to_find_is_not_begun(settings):
    run = Network(**settings, **ALONE).run()
    assert np.isnan(run.half_life) and 0 <= float(run.looked_until) <= 6.0
    assert np.isfinite(run.ergotropy).all()


@pytest.mark.parametrize("noise", ["relaxation", "dephasing"])
@pytest.mark.parametrize("convention", ["exact", "paper", "printed"])
@pytest.mark.parametrize("initial", ["quantum", "classical", "full"])
def test_a_cell_has_a_half_life_at_any_rate(noise, convention, initial):
    settings = {"noise": noise, "convention": convention, "initial": initial}
    usual = Cell(**settings).run()
    for rate in (5e-324, 1e-310, 1e-100, 1e-5, 100.0):
        run = Cell(rate=rate, **settings).run()
        for name in ("half_life", "death_time"):
            expected = float(usual[name]) / rate
            assert float(run[name]) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("cells", [1, 2, 5])
@pytest.mark.parametrize("geometry", ["linear", "symmetric"])
@pytest.mark.parametrize("initial", ["quantum", "classical", "full"])
def test_the_curve_is_half_at_the_half_life(cells, geometry, initial):
    settings = {"cells": cells, "geometry": geometry, "initial": initial}
    found = half_life(**settings, points=2, time_max=0.01)
    there = Network(**settings, points=2, time_max=found).run()
    assert float(there.relative_ergotropy[-1]) == pytest.approx(0.5, abs=1e-11)


def test_the_map_of_a_slow_decay_is_bounded():
    slow = {"rate": 1e-5, "collective_span": 0.01, "points": 3}
    plane, endless = (HalfLifeMap(cells=cells, **slow).run() for cells in (3, 8))
    for run in (plane, endless):
        np.testing.assert_array_equal(run.allowed, [False, True, False])
        assert float(run.half_life[1, 0]) * 1e-5 == pytest.approx(log(8 / 5), rel=1e-11)
    assert np.isfinite(plane.half_life[1]).all() and np.isnan(endless.half_life[1, 1:]).all()


def test_no_search_is_planned_beyond_its_limit():
    sizes = np.array([12870.0, 11440.0])
    for norm in (1.0, 1e3, 1e6, 1e300, inf):
        for slow in (1e-300, 1.0, 1e5, 1e300):
            assert plan(norm, slow, slow, 6e5, sizes).seconds <= LIMIT


def test_propagators_are_those_of_the_flow():
    solver = Network(cells=4).solver()
    propagators = Propagators(solver.flow, 0.01)
    for _ in range(3):
        propagators.square()
    later = propagators.move(solver.initial, 3)
    reached = solver.flow.states(solver.initial, np.array([0.08]))[0]
    np.testing.assert_allclose(later, reached, rtol=0, atol=1e-12)


def test_a_guess_is_the_root_of_a_curve_that_is_known():
    known = {time: log(2) - time for time in (0.0, 0.5, 1.0)} | {0.75: log(2) - 0.75}
    assert guessed(0.5, 1.0, known) == pytest.approx(log(2), abs=1e-15)
    assert guessed(0.0, 1.0, {0.0: 1.0, 1.0: -1.0}) == 0.5


def test_the_search_stops_after_so_many_lifetimes(monkeypatch):
    monkeypatch.setattr(search, "SEARCHED", 0.05)
    run = Network(rate=1e-5, collective_rate=0.0, points=2).run()
    assert np.isnan(run.half_life) and 5e3 <= float(run.looked_until) <= 1e4


@pytest.mark.parametrize("initial", ["classical", "full"])
@pytest.mark.parametrize("dephasing", [1e-3, 1.0])
def test_dephasing_does_not_set_the_pace_of_populations(initial, dephasing):
    """They decay at their own rate: what cannot be followed there is not begun at the other."""
    one = Network(cells=3, collective_rate=0.0, rate=1e-12, dephasing=dephasing, initial=initial)
    assert one.solver()._search(lambda: False).planned().way == "nothing"
    assert np.isnan(one.solver().half_life())
    slow = one.replace(rate=1e-6)
    lost = log(1.2) if initial == "classical" else log(4 / 3)
    assert float(slow.run().half_life) == pytest.approx(1e6 * lost, rel=1e-6)


def test_coherence_ends_at_the_pace_of_dephasing():
    one = Network(cells=2, collective_rate=0.0, rate=1e-12, dephasing=1.0)
    assert float(one.run().half_life) == pytest.approx(log(2), rel=1e-6)


def test_squared_propagators_are_in_the_estimate():
    """Thirty squares for each of the couplings of the one rate that is allowed, and back again."""
    plane = HalfLifeMap(rate=1e-7, geometry="circular", coupling_max=100.0)
    ways = [plane.solver(coupling=g)._search(lambda: False).planned() for g in (50.0, 100.0)]
    assert all(way.way == "square" and way.squares > 25 for way in ways)
    assert plane.cost().seconds > plane.points * 20 * 3e-4
