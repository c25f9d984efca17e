"""The scenarios of self-discharge: what they hold, what they refuse, what they cost."""

from math import inf, log, sqrt

import numpy as np
import pytest

from dashboard.pages.selfdischarge.presets import CURVES, PRESETS, VIEWS
from engine.fields import ScenarioError
from engine.result import VOUCHED, certificate, equations, to_json, to_netcdf
from engine.scenario import Cancelled
from engine.selfdischarge import (
    Cell,
    Ensemble,
    GeometrySearch,
    HalfLifeMap,
    Network,
    Scaling,
)
from engine.selfdischarge.ranking import ranking

EVERY = (Cell, Ensemble, GeometrySearch, HalfLifeMap, Network, Scaling)
SMALL = {
    Cell: {"points": 5},
    Ensemble: {"cells": 3, "realisations": 3, "points": 4},
    GeometrySearch: {"cells": 4},
    HalfLifeMap: {"cells": 3, "points": 3},
    Network: {"cells": 3, "points": 5},
    Scaling: {"largest_graph": 3, "largest_star": 3, "largest_complete": 3},
}


def small(scenario):
    return scenario(**SMALL[scenario])


# -- declarations ---------------------------------------------------------------------------


def test_names_and_defaults_are_those_of_the_design():
    assert Cell().values() == {
        "initial": "quantum", "coherence": 1.0, "noise": "relaxation", "convention": "exact",
        "rate": 1.0, "time_max": 6.0, "points": 301,
    }  # fmt: skip
    assert Network().values() == {
        "cells": 5, "geometry": "linear", "edges": (), "weights": (), "detunings": (),
        "initial": "quantum", "coherence": 1.0, "rate": 1.0, "collective_rate": 0.5,
        "coupling": 2.0, "interaction": "zz", "dephasing": 0.0, "time_max": 6.0, "points": 121,
    }  # fmt: skip
    run = Network(points=3).run()
    dims = {name: variable.dims for name, variable in run.data_vars.items()}
    for name in ("energy", "ergotropy", "efficiency", "coherence", "concurrence"):
        assert dims[name] == ("time",)
    assert dims["cell_energy"] == ("time", "cell")
    assert dims["edge_concurrence"] == ("time", "edge")
    assert dims["half_life"] == dims["rate_min"] == ()


@pytest.mark.parametrize("scenario", EVERY, ids=lambda scenario: scenario.__name__)
def test_every_variable_is_labelled_and_every_result_sourced_and_saved(scenario):
    one = small(scenario)
    result = one.run()
    for name, variable in result.variables.items():
        assert {"long_name", "symbol", "short_name"} <= set(variable.attrs), name
        assert not variable.values.flags.writeable, name
    assert equations(result) and certificate(result)
    assert result.attrs["scenario"] == one.to_json()
    assert to_netcdf({"run": result}) and to_json({"run": result})


@pytest.mark.parametrize("scenario", EVERY, ids=lambda scenario: scenario.__name__)
def test_every_default_may_run(scenario):
    cost = scenario().cost()
    assert scenario().refusal() is None
    assert 0 < cost.seconds < scenario.ceiling.seconds
    assert 0 < cost.bytes < scenario.ceiling.bytes


@pytest.mark.parametrize("scenario", EVERY, ids=lambda scenario: scenario.__name__)
def test_the_same_settings_give_the_same_numbers(scenario):
    one = small(scenario)
    assert one.run().identical(one.snapshot().run())


@pytest.mark.parametrize("scenario", EVERY, ids=lambda scenario: scenario.__name__)
def test_progress_rises_to_the_end(scenario):
    seen = []
    small(scenario).run(progress=seen.append)
    assert seen == sorted(seen) and all(0 <= share <= 1 for share in seen)


@pytest.mark.parametrize("scenario", [s for s in EVERY if s is not Cell])
def test_a_run_nobody_waits_for_is_given_up(scenario):
    with pytest.raises(Cancelled):
        small(scenario).run(cancelled=lambda: True)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"cells": 9}, "N must be at most 8 in this geometry, not 9."),
        ({"cells": 21, "geometry": "symmetric", "collective_rate": 0.0},
         "N must be at most 20 in this geometry, not 21."),
        ({"cells": 12, "geometry": "central", "detunings": (1.0,)},
         "N must be at most 8 with edge weights or detunings, not 12."),
        ({"cells": 3, "geometry": "custom", "edges": ((0, 1), (1, 4))},
         "edges must join cells from 0 to 2, not 1-4."),
        ({"weights": (1.0, 2.0)}, "weights must be one for each of the 4 edges, not 2."),
        ({"detunings": (1.0, 2.0)}, "δ must be one number for each of the 5 cells, not 2."),
        ({"cells": 8, "points": 2000, "time_max": 1000.0, "coupling": 100.0}, "The cost of"),
    ],
)  # fmt: skip
def test_networks_that_cannot_be_are_refused(values, message):
    refusal = Network(**values).refusal()
    assert refusal == message or refusal.startswith("The cost of this run must be")
    with pytest.raises(ScenarioError):
        Network(**values).run()


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"cells": 31}, "N must be a whole number between 1 and 30, not 31."),
        ({"rate": -1}, "Γ must be between 0 and 100, not −1."),
        (
            {"geometry": "ring"},
            "geometry must be one of “linear”, “circular”, “central”, "
            "“symmetric”, “custom”, not “ring”.",
        ),
        ({"coherence": 1.5}, "c must be between 0 and 1, not 1.5."),
    ],
)
def test_refusals_name_the_rule(values, message):
    with pytest.raises(ScenarioError) as refusal:
        Network(**values)
    assert str(refusal.value) == message


# -- one cell -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({}, log(8 / 5)),
        ({"convention": "paper"}, 2 * log(2 * (1 + sqrt(6)) / 5)),
        ({"convention": "printed"}, 0.2069773147),
        ({"initial": "classical"}, log(6 / 5)),
        ({"initial": "classical", "convention": "paper"}, 2 * log(6 / 5)),
        ({"initial": "full"}, log(4 / 3)),
        ({"initial": "full", "convention": "paper"}, 2 * log(4 / 3)),
        ({"coherence": 0.0}, log(6 / 5)),
        ({"coherence": 0.3}, log(2 * 3.09 / 5)),
        ({"noise": "dephasing"}, log(2)),
        ({"noise": "dephasing", "initial": "classical"}, inf),
        ({"noise": "dephasing", "coherence": 0.7}, inf),
        ({"rate": 2.0}, log(8 / 5) / 2),
        ({"rate": 0.0}, inf),
    ],
)
def test_half_lives_of_a_cell(settings, expected):
    assert float(Cell(**settings).run().half_life) == pytest.approx(expected, abs=1e-10)


@pytest.mark.parametrize("convention", ["exact", "paper", "printed"])
@pytest.mark.parametrize("start", [{}, {"coherence": 0.4}, {"initial": "classical"}])
@pytest.mark.parametrize("noise", ["relaxation", "dephasing"])
def test_the_curve_is_half_where_the_half_life_says(convention, start, noise):
    one = Cell(convention=convention, noise=noise, **start)
    half_life = float(one.run().half_life)
    if np.isinf(half_life):
        assert float(one.replace(time_max=50.0).run().relative_ergotropy[-1]) > 0.5
    else:
        there = one.replace(time_max=half_life, points=2).run()
        assert float(there.relative_ergotropy[-1]) == pytest.approx(0.5, abs=1e-12)


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({"initial": "classical"}, log(3 / 2)),
        ({"initial": "full"}, log(2)),
        ({}, inf),
        ({"initial": "full", "convention": "paper"}, 2 * log(2)),
        ({"initial": "classical", "noise": "dephasing"}, inf),
    ],
)
def test_death_times(settings, expected):
    run = Cell(**settings).run()
    assert float(run.death_time) == pytest.approx(expected, abs=1e-12)
    dead = run.ergotropy.values[run.time.values > expected]
    assert (dead == 0).all() if np.isfinite(expected) else (run.ergotropy > 0).all()


def test_a_cell_is_a_network_of_one():
    cell = Cell(time_max=3.0, points=31, coherence=0.8).run()
    network = Network(cells=1, time_max=3.0, points=31, coherence=0.8).run()
    for name in ("energy", "ergotropy", "efficiency", "coherence", "purity", "dead_energy",
                 "incoherent_ergotropy", "coherent_ergotropy"):  # fmt: skip
        np.testing.assert_allclose(cell[name], network[name], rtol=0, atol=1e-12)
    assert float(network.half_life) == pytest.approx(float(cell.half_life), abs=1e-9)
    assert np.isnan(network.concurrence).all() and network.sizes["edge"] == 0


# -- a network ----------------------------------------------------------------------------------


def test_ergotropy_is_what_it_consists_of():
    run = Network(points=21).run()
    np.testing.assert_allclose(
        run.incoherent_ergotropy + run.coherent_ergotropy, run.ergotropy, rtol=0, atol=1e-14
    )
    np.testing.assert_allclose(run.cell_energy.sum("cell"), run.energy, rtol=0, atol=1e-14)
    np.testing.assert_allclose(
        run.edge_concurrence.mean("edge"), run.concurrence, rtol=0, atol=1e-14
    )
    np.testing.assert_allclose(
        (run.mode_energy * run.mode_rate).sum("mode"), run.leak, rtol=0, atol=1e-13
    )
    np.testing.assert_allclose(run.mode_energy.sum("mode"), run.energy, rtol=0, atol=1e-13)
    assert list(run.edge_start.values) == [0, 1, 2, 3]


def test_two_cells_without_decay_turn_into_each_other():
    """Concurrence |sin 2Jt| of two cells under zz."""
    run = Network(cells=2, rate=0.0, collective_rate=0.0, coupling=0.7, time_max=4.0).run()
    expected = np.abs(np.sin(2 * 0.7 * run.time.values))
    np.testing.assert_allclose(run.concurrence, expected, rtol=0, atol=1e-12)
    assert np.isposinf(run.half_life)


def test_the_half_life_does_not_depend_on_the_grid():
    """It is found on the curve where that is fine enough, after it where it is too short."""
    coarse = Network(time_max=20.0, points=30).run()
    for grid in ({"time_max": 0.1, "points": 2}, {"time_max": 0.2, "points": 9},
                 {"time_max": 2.0, "points": 300}, {"time_max": 20.0, "points": 300}):  # fmt: skip
        fine = Network(**grid).run()
        assert float(fine.half_life) == pytest.approx(float(coarse.half_life), abs=1e-11)


def test_a_half_life_beyond_the_search_is_no_number(monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr("engine.selfdischarge.run.SEARCHED", 0.2)
        patched.setattr("engine.selfdischarge.run.FIRST_STRETCH", 0.2)
        assert np.isnan(Network(cells=1, points=2).run().half_life)
    assert np.isfinite(Network(cells=1, points=2).run().half_life)


@pytest.mark.parametrize("interaction", ["zz", "exchange"])
@pytest.mark.parametrize(("coherence", "forever"), [(0.3, True), (0.7, True), (0.8, False)])
def test_without_decay_what_the_populations_hold_lasts(interaction, coherence, forever):
    one = Network(
        cells=3, rate=0.0, collective_rate=0.0, dephasing=1.0, coherence=coherence,
        interaction=interaction, time_max=30.0, points=2,
    ).run()  # fmt: skip
    assert bool(np.isposinf(one.half_life)) is forever
    assert bool(one.relative_ergotropy[-1] > 0.5) is forever


def test_unequal_networks_have_no_symmetry_and_still_run():
    plain = Network(points=5).run()
    moved = Network(points=5, detunings=(1e-9, 0.0, 0.0, 0.0, 0.0)).run()
    assert certificate(moved)["elements"] == 638 > certificate(plain)["elements"]
    np.testing.assert_allclose(plain.ergotropy, moved.ergotropy, rtol=0, atol=1e-7)


@pytest.mark.parametrize(
    ("geometry", "cells", "collective"), [("central", 30, 0.15), ("symmetric", 20, 0.5)]
)
def test_the_largest_networks(geometry, cells, collective):
    run = Network(
        geometry=geometry, cells=cells, collective_rate=collective, time_max=0.5, points=4
    ).run()
    assert run.sizes["cell"] == cells
    assert certificate(run)["trace_defect"] < 1e-10
    assert certificate(run)["least_eigenvalue"] > -1e-10
    assert float(run.ergotropy[0]) == pytest.approx(cells / 2, abs=1e-8)
    assert (run.ergotropy.values <= run.energy.values + 1e-10).all()


def test_the_places_of_cells():
    star = Network(geometry="central", points=2).run()
    assert (float(star.cell_x[0]), float(star.cell_y[0])) == (0.0, 0.0)
    assert np.allclose(np.hypot(star.cell_x[1:], star.cell_y[1:]), 1)


# -- many networks ------------------------------------------------------------------------------


def test_the_map_is_blank_where_rates_are_unphysical():
    plane = HalfLifeMap(geometry="central", points=9, coupling_max=2.0).run()
    allowed = plane.allowed.values
    np.testing.assert_array_equal(allowed, np.abs(plane.collective_rate.values) <= 0.5)
    assert np.isnan(plane.half_life.values[~allowed]).all()
    assert np.isfinite(plane.half_life.values[allowed]).all()
    corner = plane.half_life.sel(coupling=2.0, collective_rate=0.5)
    assert float(corner) == pytest.approx(0.3407070187, abs=1e-9)


def test_the_map_may_start_from_an_unphysical_rate():
    assert HalfLifeMap(cells=6, geometry="central", points=3).refusal() is None


def test_scaling_leaves_out_what_cannot_be():
    run = Scaling(collective_rate=0.5, largest_graph=4, largest_star=8, largest_complete=5).run()
    stars = run.half_life.sel(geometry="central").values
    assert np.isfinite(stars[:5]).all() and np.isnan(stars[5:]).all()
    assert np.isnan(run.half_life.sel(geometry="symmetric").values[5:]).all()


@pytest.mark.parametrize("criterion", ["half_life", "ergotropy", "efficiency", "energy"])
def test_the_search_ranks_by_what_it_is_asked(criterion):
    run = GeometrySearch(cells=5, criterion=criterion).run()
    score = run[criterion].values[: int(run.allowed.sum())]
    assert (np.diff(score) <= 0).all() and not run.allowed.values[len(score) :].any()
    assert run.preset.values[0] == "central" and run.preset.values[17] == "symmetric"
    assert (run.adjacency.sum(("cell", "other")) == 2 * run.edges).all()


def test_without_disorder_the_band_is_the_curve():
    settings = {"cells": 3, "points": 4, "time_max": 2.0}
    band = Ensemble(coupling_disorder=0.0, detuning_disorder=0.0, realisations=2, **settings)
    one = Network(**settings).run()
    for name in ("energy", "ergotropy", "coherence", "concurrence"):
        spread = band.run()[name]
        np.testing.assert_allclose(spread, np.tile(one[name], (3, 1)), rtol=0, atol=1e-12)


def test_disorder_is_drawn_anew_for_each_seed_and_kept_for_each_realisation():
    few = Ensemble(cells=3, points=3, realisations=2).run()
    more = Ensemble(cells=3, points=3, realisations=4).run()
    other = Ensemble(cells=3, points=3, realisations=2, seed=2).run()
    np.testing.assert_array_equal(few.half_life, more.half_life[:2])
    assert not np.allclose(few.half_life, other.half_life)
    assert (np.diff(more.ergotropy.values, axis=0) >= 0).all()


# -- what is left when nearly nothing is left -----------------------------------------------------


def test_an_efficiency_ends_where_its_energy_is_rounding():
    """At Γt = 35 the ergotropy is 1e-11 of its start; 0.0183 stood where the trend is 0.0063."""
    run = Network(collective_rate=0.2, time_max=35.0, points=71).run()
    left = run.relative_energy.values > VOUCHED
    np.testing.assert_array_equal(np.isfinite(run.efficiency), left)
    assert not left[-1] and 45 < left.sum() < 55
    # The slowest mode alone is left: the trend is a straight line towards 0.0058.
    assert float(run.efficiency.values[left][-1]) == pytest.approx(0.0060, abs=3e-4)


def test_an_efficiency_is_right_as_long_as_there_is_one(monkeypatch):
    settings = {"cells": 4, "coupling": 20.0, "collective_rate": 0.2}
    settings |= {"time_max": 26.0, "points": 14}
    usual = Network(**settings).run().efficiency.values
    monkeypatch.setattr("engine.selfdischarge.flow.REACH", 0.25)
    monkeypatch.setattr("engine.selfdischarge.flow.TOLERANCE", 1e-19)
    fine = Network(**settings).run().efficiency.values
    np.testing.assert_allclose(usual, fine, rtol=0, atol=1e-3)


LATE = [
    Network(time_max=200.0, points=41), Network(cells=1, time_max=200.0, points=41),
    Network(rate=100.0, points=41), Ensemble(cells=3, time_max=60.0, points=13, realisations=3),
    *(Cell(initial=initial, convention=convention, time_max=1000.0, points=41)
      for initial in ("quantum", "classical", "full")
      for convention in ("exact", "paper", "printed")),
]  # fmt: skip


@pytest.mark.parametrize("one", LATE, ids=lambda one: f"{type(one).__name__}-{one.initial}")
def test_no_share_of_a_battery_is_outside_of_it(one):
    run = one.run()
    for name in ("efficiency", "relative_energy", "relative_ergotropy"):
        if name in run:
            share = run[name].values
            known = share[np.isfinite(share)]
            assert known.size and (known >= -1e-12).all() and (known <= 1 + 1e-4).all(), name


def test_a_closed_form_keeps_its_digits_to_the_end():
    """Half of what is left of a coherent cell is usable, however little that is."""
    run = Cell(time_max=600.0, points=7).run()
    assert float(run.energy[-1]) < 1e-250
    np.testing.assert_allclose(run.efficiency[1:], 0.5, rtol=1e-12)


def test_bands_end_where_one_of_the_networks_has_nothing_left():
    band = Ensemble(cells=3, time_max=35.0, points=36, realisations=4).run().efficiency.values
    assert np.isnan(band[:, -1]).all() and np.nanmax(band) <= 1 + 1e-6
    np.testing.assert_array_equal(np.isnan(band[0]), np.isnan(band[2]))


@pytest.mark.parametrize("criterion", ["efficiency", "ergotropy", "energy"])
def test_what_rounding_left_is_not_ranked(criterion):
    run = GeometrySearch(cells=4, judged_at=90.0, collective_rate=0.1, criterion=criterion).run()
    ranks = run["rank"].values
    if criterion == "efficiency":
        assert np.isnan(run.efficiency).all() and np.isnan(ranks).all()
        assert certificate(run)["ranked"] == 0
    else:
        assert (ranks == 1.0).all() and certificate(run)["tied_as_best"] == 6


def test_ranks_tell_what_can_be_told():
    run = GeometrySearch(judged_at=40.0, criterion="efficiency").run()
    ranks, allowed = run["rank"].values, run.allowed.values
    assert float(run.efficiency[0]) < 0.1
    assert 0 < np.isfinite(ranks).sum() < allowed.sum() == 18
    assert np.isfinite(run.efficiency.values[np.isfinite(ranks)]).all()
    best = GeometrySearch().run()
    np.testing.assert_array_equal(best["rank"].values[:18], np.arange(1.0, 19.0))
    assert np.isnan(best["rank"].values[18:]).all()


def test_graphs_that_never_lose_half_share_the_first_rank():
    run = GeometrySearch(cells=4, rate=0.0, collective_rate=0.0).run()
    assert (run["rank"].values == 1.0).all() and certificate(run)["tied_as_best"] == 6


def test_a_ranking_keeps_the_order_of_what_is_tied():
    order, ranks = ranking([2.0, 1.0, 2.0 + 1e-13, inf, np.nan, 1.5], 1e-9)
    assert order.tolist() == [3, 0, 2, 5, 1, 4]
    np.testing.assert_array_equal(ranks, [1, 2, 2, 4, 5, np.nan])


def test_the_least_rate_of_a_marginal_graph_is_zero():
    ring = Network(cells=4, geometry="circular", points=2, time_max=0.1).run()
    search = GeometrySearch(cells=4).run()
    assert float(ring.rate_min) == 0.0
    assert float(search.rate_min.values[list(search.preset.values).index("circular")]) == 0.0


# -- presets ------------------------------------------------------------------------------------


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.key)
def test_every_preset_is_accepted(preset):
    settings = dict(preset.settings)
    known = set(Network.fields()) | set(Cell.fields()) | {"view", "curve", "at"}
    assert set(settings) <= known
    assert settings["view"] in VIEWS and settings.get("curve", CURVES[0]) in CURVES
    for scenario in (Network, Cell):
        own = {name: settings[name] for name in scenario.fields() if name in settings}
        assert scenario(**own).refusal() is None
    assert 0 <= settings.get("at", 0) <= settings.get("time_max", 6.0)
    assert preset.note.endswith(".")


def test_presets_have_keys_of_their_own_and_cover_the_figures():
    keys = [preset.key for preset in PRESETS]
    assert len(set(keys)) == len(keys)
    for figure in ("fig3a", "fig3b", "fig4a", "fig4b", "fig5a", "fig5b"):
        assert {figure, f"{figure}-exchange", f"{figure}-halved"} <= set(keys)
    assert {"fig2a", "fig2a-paper", "fig2b", "fig2b-paper"} <= set(keys)
