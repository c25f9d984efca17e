"""The scenarios of noisy storage: what they hold, what they refuse, what they cost."""

import numpy as np
import pytest

from dashboard.pages.storage.presets import PRESETS
from engine import storage
from engine.fields import ScenarioError
from engine.result import certificate, equations, to_json
from engine.storage import (
    BlochBall,
    Blocks,
    Device,
    Redundancy,
    Storage,
    StorageMap,
    StorageSection,
)
from engine.storage.cells import block_sizes, gibbs_energy, qubit_entropy
from engine.storage.qubit import local_capacitance, output_ergotropy, single_shot
from engine.storage.yields import WINNERS, coherent_ratio
from engine.work import gibbs_of_equal_entropy

EVERY = tuple(getattr(storage, name) for name in storage.__all__)
each = pytest.mark.parametrize("scenario", EVERY, ids=lambda scenario: scenario.__name__)
VIEWS = {"winner", "section", "energy", "bloch", "cells", "time"}
OF_THE_PAGE = {"view", "numbers", "protocol"}


def test_names_and_defaults_are_those_of_the_design():
    assert Storage().values() == {
        "gamma": 0.4, "eta": 0.0, "kappa": 0.0, "ratio": "coherent", "points": 201,
    }  # fmt: skip
    assert StorageMap().values() == {
        "against": "eta", "points": 200, "eta": 0.0, "kappa": 0.0, "eta_max": 0.5,
        "ratio": "coherent",
    }  # fmt: skip
    design = {"j_coherent", "j_local", "j_separable", "single_shot", "advantage"}
    assert design | {"optimal_population"} <= set(Storage().run().data_vars)
    plane = StorageMap(points=3).run()
    assert {"j_coherent", "single_shot", "advantage"} <= set(plane.data_vars)
    assert plane.advantage.dims == ("gamma", "eta")
    assert StorageMap(points=3, against="kappa").run().advantage.dims == ("gamma", "kappa")


@each
def test_every_result_is_labelled_sourced_and_frozen(scenario):
    result = scenario().run()
    for name, variable in result.variables.items():
        assert {"long_name", "symbol", "short_name"} <= set(variable.attrs), name
        assert not variable.values.flags.writeable, name
    assert equations(result) and certificate(result)
    assert "NaN" not in to_json({"result": result})


def test_a_cost_follows_what_is_searched_and_counted():
    plane = StorageMap(points=400, ratio="separable")
    # At T = 0 full cells are the best redundancy, and pure cells have one eigenvalue.
    assert plane.cost().seconds > 5 * plane.replace(against="kappa").cost().seconds
    for cells in (Blocks(gamma=0.3, cells=512), Redundancy(gamma=0.3, quanta=128, cells=512)):
        warm = cells.replace(eta=0.2).cost()
        assert warm.seconds > 5 * cells.replace(eta=0.0).cost().seconds
        assert warm.bytes > 20 * cells.replace(eta=0.0).cost().bytes


@each
def test_every_default_may_run_and_runs_again_the_same(scenario):
    cost = scenario().cost()
    assert scenario().refusal() is None
    assert 0 < cost.seconds < 1 and 0 < cost.bytes < 1e8
    assert scenario().run().identical(scenario().run())
    assert scenario.from_json(scenario().to_json()).values() == scenario().values()


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (lambda: Storage(gamma=1.2), "γ must be between 0 and 1, not 1.2."),
        (lambda: Storage(eta=-0.1), "η must be between 0 and 1, not −0.1."),
        (lambda: StorageMap(against="gamma"), "plane must be one of “eta”, “kappa”, not “gamma”."),
        (
            lambda: Storage(ratio="coherant"),
            "J must be one of “coherent”, “local”, “separable”, "
            "not “coherant”. Did you mean “coherent”?",
        ),
        (lambda: Blocks(energy=0.5, charge=0.3).run(), "p must be at least e = 0.5, not 0.3."),
        (lambda: Blocks(cells=513), "n_max must be a whole number between 1 and 512, not 513."),
        (lambda: Redundancy(quanta=9, cells=8).run(), "n_max must be at least E = 9, not 8."),
        (lambda: Device(t1=100.0, t2=250.0).run(), "T₂ must be at most 2T₁ = 200 µs, not 250 µs."),
        (lambda: Device(temperature=-1.0), "T must be between 0 and 1000000000, not −1."),
    ],
)
def test_refusals_name_the_rule(build, message):
    with pytest.raises(ScenarioError) as refusal:
        build()
    assert str(refusal.value) == message


# -- a point, a map, a cut ------------------------------------------------------------------------


def test_a_point_lies_on_the_map_and_on_its_cuts():
    for ratio in ("coherent", "local", "separable"):
        point = Storage(gamma=0.5, eta=0.25, kappa=0.3, ratio=ratio).run()
        plane = StorageMap(points=5, kappa=0.3, ratio=ratio).run().sel(gamma=0.5, eta=0.25)
        other = StorageMap(points=11, against="kappa", eta=0.25, ratio=ratio).run()
        along = StorageSection(
            gamma=0.5, eta=0.25, kappa=0.9, along="kappa", points=11, ratio=ratio
        ).run()
        crossing = (other.sel(gamma=0.5), along)
        for name in ("j_coherent", "single_shot", "advantage", "winner"):
            assert float(plane[name]) == pytest.approx(float(point[name]), abs=1e-12)
            for cut in crossing:
                at = cut.isel(kappa=int(np.argmin(np.abs(cut.kappa.values - 0.3))))
                assert float(at[name]) == pytest.approx(float(point[name]), abs=1e-12)


def test_the_map_names_what_its_codes_mean():
    winner = StorageMap(against="kappa", points=40, ratio="separable").run().winner
    meanings = winner.attrs["flag_meanings"].split()
    assert [meaning.replace("_", " ") for meaning in meanings] == list(WINNERS)
    assert {WINNERS[code] for code in np.unique(winner)} == {
        "single shot",
        "thin coherent",
        "redundancy",
        "nothing is left",
    }
    inverted = StorageMap(eta_max=1.0, points=20).run()
    assert WINNERS[int(inverted.winner[-2, -1])] == "noise charges"
    assert np.isinf(inverted.advantage[-2, -1])


def test_with_all_cells_together_the_single_shot_wins_only_by_tying():
    plane = StorageMap(against="kappa", points=40, ratio="separable").run()
    alone = plane.winner.values == 0
    assert np.all(plane.advantage.values[alone] < 1e-11)
    assert float(plane.advantage.min()) > -1e-12


def test_the_figures_signs():
    fig1, fig2 = StorageMap().run(), StorageMap(against="kappa").run()
    assert float(fig1.advantage.min()) == 0.0
    assert float(fig2.advantage.sel(gamma=0, kappa=1)) == -1.0
    gamma, kappa = fig2.gamma.values[:, None], fig2.kappa.values[None, :]
    boundary = kappa * (1 - gamma) - gamma
    clear = (np.abs(boundary) > 1e-9) & (gamma < 1) & (kappa < 1)
    np.testing.assert_array_equal((fig2.advantage.values > 0)[clear], (boundary < 0)[clear])


def test_curves_of_a_point():
    point = Storage(gamma=0.64, points=101).run()
    noise = (0.64, 0.0, 0.0)
    np.testing.assert_array_equal(point.ergotropy, output_ergotropy(point.energy, *noise))
    np.testing.assert_array_equal(point.capacitance, local_capacitance(point.energy, *noise))
    np.testing.assert_array_equal(point.best_ergotropy, point.capacitance)
    assert float(point.best_ergotropy[-1]) == pytest.approx(0.125)
    assert float(point.ergotropy[-1]) == 0.0


# -- the Bloch ball -------------------------------------------------------------------------------


def test_the_output_is_an_ellipse_within_the_sphere():
    ball = BlochBall(gamma=0.5, eta=0.2, kappa=0.3).run()
    x, z = ball.output_x.values, ball.output_z.values
    ring = (x / float(ball.width)) ** 2 + ((z - float(ball.centre)) / float(ball.height)) ** 2
    np.testing.assert_allclose(ring, 1, atol=1e-12)
    assert np.all(np.hypot(x, z) <= 1 + 1e-12)
    np.testing.assert_allclose(np.hypot(ball.input_x, ball.input_z), 1, atol=1e-12)


def test_the_state_shown_is_the_best_one():
    ball = BlochBall(gamma=0.64, energy=0.4).run()
    assert float(ball.state_energy) == pytest.approx(0.4)
    assert float(ball.ergotropy) == pytest.approx(float(output_ergotropy(0.4, 0.64)))
    assert float(BlochBall(gamma=0.64, energy=0.9).run().state_energy) == pytest.approx(0.625)


def test_a_state_of_choice_and_what_its_ergotropy_consists_of():
    ball = BlochBall(gamma=0.0, state="chosen", population=0.5, coherence=-1.0).run()
    assert float(ball.state_x) == -1.0 and float(ball.ergotropy) == pytest.approx(0.5)
    assert float(ball.coherent_ergotropy) == pytest.approx(0.5)
    assert float(ball.incoherent_ergotropy) == pytest.approx(0.0)
    full = BlochBall(gamma=0.2, state="chosen", population=1.0).run()
    assert float(full.incoherent_ergotropy) == pytest.approx(0.6)
    assert float(full.passive_z) == pytest.approx(0.6)


def test_the_plane_holds_the_ergotropy_of_every_state():
    ball = BlochBall(points=21).run()
    assert np.isnan(ball.plane.sel(x=1.0, z=1.0))
    assert float(ball.plane.sel(x=0.0, z=-1.0)) == 1.0
    assert float(ball.plane.sel(x=0.0, z=1.0)) == 0.0
    assert float(ball.plane.sel(x=1.0, z=0.0)) == 0.5


@pytest.mark.parametrize(
    ("noise", "energy", "shares", "populations"),
    [
        ({"gamma": 0.3}, 0.4, [1.0, 0.0], [0.4, 0.0]),
        ({"gamma": 0.0, "kappa": 0.5}, 0.3, [0.3, 0.7], [1.0, 0.0]),
        ({"gamma": 0.64}, 0.9, [1.0, 0.0], [0.625, 0.0]),
    ],
)
def test_the_recipe_reaches_the_capacitance(noise, energy, shares, populations):
    ball = BlochBall(energy=energy, **noise).run()
    assert ball.share.values.tolist() == pytest.approx(shares)
    assert ball.share_population.values.tolist() == pytest.approx(populations)
    worth = output_ergotropy(ball.share_population.values, **noise)
    expected = float(local_capacitance(energy, **noise))
    assert float(ball.share.values @ worth) == pytest.approx(expected)


# -- finitely many cells --------------------------------------------------------------------------


def test_blocks_approach_their_limit_from_below():
    run = Blocks(gamma=0.3, kappa=1.0).run()
    even = run.global_ergotropy.where(run.cells % 2 == 0, drop=True).values
    assert float(run.limit) == pytest.approx(0.258744873, abs=1e-9)
    assert float(run.capacitance) == pytest.approx(0.2)
    doubled = run.global_ergotropy.sel(cells=[2, 4, 8, 16, 32, 64, 128, 256, 512]).values
    assert np.all(np.diff(doubled) > 0) and np.all(even <= float(run.limit))
    assert certificate(run)["counting_error"] < 1e-12


def test_blocks_use_all_their_energy():
    blocks = Blocks(gamma=0.0, energy=0.3, charge=0.7, cells=24)
    result = blocks.run()
    np.testing.assert_allclose(result.global_ergotropy, 0.3, atol=1e-12)
    for size in result.cells.values:
        assert sum(kind.cells for kind in blocks.block(int(size))) == size


def test_evenly_charged_blocks_are_the_spread_state():
    run = Blocks(gamma=0.3, eta=0.2, energy=0.4, charge=0.4, cells=96).run()
    np.testing.assert_allclose(run.global_ergotropy, float(run.spread), atol=1e-13)
    assert float(run.limit) == pytest.approx(float(run.spread), abs=1e-12)


def test_the_redundancy_state_approaches_its_ratio():
    run = Redundancy(gamma=0.4, eta=0.2, quanta=1).run()
    assert run.coherent.values[0] == pytest.approx(0.36)
    assert np.all(np.diff(run.coherent) > 0)
    assert float(run.j_coherent) - run.coherent.values[-1] == pytest.approx(5.7e-4, abs=5e-5)
    many = Redundancy(gamma=0.3, kappa=1.0, quanta=32).run()
    assert np.all(np.diff(many.block) >= -1e-12)
    assert many.block.values[-1] < float(many.j_classical) == pytest.approx(0.7)
    assert many.block.values[0] == pytest.approx(0.4)


def test_gibbs_energy_is_that_of_the_gibbs_state():
    for small in (0.0, 1e-12, 0.03, 0.3, 0.5):
        passive = gibbs_of_equal_entropy(np.diag([1 - small, small]), (0, 1))
        assert gibbs_energy(qubit_entropy(small)) == pytest.approx(passive[1, 1], abs=1e-12)


def test_block_sizes_reach_from_end_to_end():
    assert block_sizes(1, 512)[[0, -1]].tolist() == [1, 512]
    assert block_sizes(100, 100).tolist() == [100]


# -- devices --------------------------------------------------------------------------------------


def test_times_and_temperature_give_the_noise():
    device = Device(t1=100.0, t2=80.0, frequency=5.0, temperature=50.0, time=50.0)
    gamma, eta, kappa = map(float, device.noise(50.0))
    assert gamma == pytest.approx(1 - np.exp(-0.5))
    assert np.sqrt((1 - gamma) * (1 - kappa)) == pytest.approx(np.exp(-50 / 80))
    assert eta == pytest.approx(1 / (1 + np.exp(6.62607015e-34 * 5e9 / (1.380649e-23 * 0.05))))
    assert Device(temperature=0.0).excitation() == 0.0
    assert Device(temperature=1e9).excitation() == pytest.approx(0.5, abs=1e-6)
    run = device.run()
    assert float(run.gamma) == gamma and run.gamma_curve.values[0] == 0.0


@pytest.mark.parametrize("temperature", [0.0, 50.0, 300.0])
@pytest.mark.parametrize("t2", [10.0, 60.0, 99.0])
def test_spreading_pays_from_the_crossing_time_on(t2, temperature):
    device = Device(t2=t2, temperature=temperature)
    crossing = device.crossing_time()
    assert 0 < crossing < np.inf
    for factor in (0.1, 0.5, 0.99, 1.01, 1.5):
        noise = device.noise(factor * crossing)
        gained = float(coherent_ratio(*noise) - single_shot(*noise).ergotropy)
        assert (gained > 0) == (factor > 1)


@pytest.mark.parametrize("temperature", [0.0, 50.0, 300.0])
def test_spreading_pays_at_once_with_enough_coherence(temperature):
    device = Device(t2=101.0, temperature=temperature)
    assert device.crossing_time() == 0.0
    for time in (0.1, 10.0, 300.0):
        noise = device.noise(time)
        assert coherent_ratio(*noise) > single_shot(*noise).ergotropy


def test_nothing_pays_at_infinite_temperature_without_coherence():
    assert Device(t2=50.0, temperature=1e9, frequency=1e-6).crossing_time() > 3000


# -- presets --------------------------------------------------------------------------------------


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.key)
def test_presets_are_settings_that_run(preset):
    fields = {name for scenario in EVERY for name in scenario.fields()}
    assert set(preset.settings) - OF_THE_PAGE <= fields
    assert preset.settings["view"] in VIEWS and preset.note.endswith(".")
    for scenario in EVERY:
        known = {key: preset.settings[key] for key in scenario.fields() if key in preset.settings}
        assert scenario(**known).refusal() is None


def test_preset_keys_are_unique():
    assert len({preset.key for preset in PRESETS}) == len(PRESETS)


def test_a_device_preset_shows_the_noise_of_its_time():
    for preset in PRESETS:
        if "t1" in preset.settings:
            known = {key: preset.settings[key] for key in ("t1", "t2", "frequency", "temperature")}
            noise = Device(**known).noise(preset.settings["time"])
            shown = [preset.settings[key] for key in ("gamma", "eta", "kappa")]
            assert list(map(float, noise)) == pytest.approx(shown, abs=1e-6)
