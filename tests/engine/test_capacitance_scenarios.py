"""The scenarios of work capacitances: what they hold, what they refuse, what they show."""

import json

import numpy as np
import pytest
from scipy.linalg import expm

from dashboard.pages.capacitance.presets import PRESETS
from engine import channels, work
from engine.capacitance import (
    KINDS,
    Capacitance,
    CapacitanceAt,
    GaussianGap,
    channel_of,
    gaussian,
    kraus_stage,
    search,
)
from engine.channels import multilevel_amplitude_damping
from engine.fields import ScenarioError
from engine.result import certificate, equal, equations, to_json, to_netcdf
from engine.scenario import Cancelled

CURVES = (
    "c_loc", "chi_tot", "c_sep", "c_total_lower", "c_total_upper", "gap", "exact_gap", "looseness",
    "single_shot", "single_shot_exactly", "single_shot_total", "single_shot_total_exactly",
)  # fmt: skip
FIGURE = ("mad", 0.3, 0.2, 0.6)


@pytest.fixture(scope="module")
def figure():
    return Capacitance(points=21).run()


def test_names_and_defaults_are_those_of_the_design():
    assert Capacitance().values() == {"stages": (FIGURE,), "levels": (0.0, 1.0, 2.0), "points": 60}
    assert GaussianGap().values() == {"transmissivity": 0.5, "thermal_photons": 4.0, "points": 120}


@pytest.mark.parametrize("scenario", [Capacitance, GaussianGap])
def test_every_variable_says_what_it_is(scenario):
    result = scenario(points=3).run()
    for name, variable in result.variables.items():
        assert {"long_name", "symbol", "short_name"} <= set(variable.attrs), name
        assert not variable.values.flags.writeable, name
    assert equations(result) and certificate(result)
    assert scenario().refusal() is None


def test_curves_over_the_energy(figure):
    for name in CURVES:
        assert figure[name].dims == ("e",), name
    np.testing.assert_allclose(figure.e, np.linspace(0, 2, 21))
    np.testing.assert_allclose(figure.gap, figure.chi_tot - figure.c_loc, atol=1e-15)
    np.testing.assert_allclose(figure.exact_gap, figure.c_sep - figure.c_loc, atol=1e-15)
    assert float(figure.gap[10]) == pytest.approx(4.0697302e-2, abs=1e-9)


def test_the_certificate(figure):
    mark = certificate(figure)
    assert max(mark[f"{kind}_dual_gap"] for kind in ("loc", "tot", "sep")) < 1e-8
    assert mark["paper_bound_exact"] and not mark["c_total_known"]
    loose = certificate(Capacitance(stages=(("mad", 0.9, 0.5, 0.1),), points=11).run())
    assert not loose["paper_bound_exact"] and loose["sep_dual_gap"] < 1e-8
    solved = certificate(Capacitance(stages=(("depolarizing", 0.5),), points=11).run())
    assert solved["c_total_known"] and "King" in solved["c_total_bound"]


@pytest.mark.parametrize("levels", range(2, 7))
def test_nothing_is_left_where_all_is_mixed(levels):
    mixed = channels.from_choi(np.eye(levels**2) / levels)
    cell = CapacitanceAt(stages=(kraus_stage(mixed.kraus),), levels=range(levels), energy=1.0)
    found = cell.run().isel(e=0)
    assert float(found.c_loc) == pytest.approx(0, abs=1e-14)
    assert float(found.c_sep) == pytest.approx(0, abs=1e-14), "rounding of entropies is no gain"


def test_the_certificate_carries_what_climbs_leave_open(monkeypatch):
    hard = random_cell(5, seed=2)
    assert certificate(hard.run())["unsettled"] == 0
    monkeypatch.setattr(search, "CLIMBS", 1)
    mark = certificate(hard.run())
    assert mark["unsettled"] > 1e-9, "climbs of 400 turns end before they settle"
    assert f"raise it by {mark['unsettled']:.0e}" in mark["inner_maximum"]


def random_cell(dimension, seed):
    numbers = np.random.default_rng(seed).normal(size=(2, 2, dimension, dimension))
    operators = numbers[0] + 1j * numbers[1]
    values, vectors = np.linalg.eigh(sum(k.conj().T @ k for k in operators))
    whitened = operators @ (vectors / np.sqrt(values)) @ vectors.conj().T
    return CapacitanceAt(
        stages=(kraus_stage(whitened),), levels=tuple(range(dimension)), energy=dimension / 3
    )


def test_tangents_touch_the_curve_from_above(figure):
    for curve, price in (("c_loc", "loc_price"), ("chi_tot", "tot_price"), ("c_sep", "sep_price")):
        values, slopes = figure[curve].values, figure[price].values
        energies = figure.e.values
        tangents = values[1:, None] + slopes[1:, None] * (energies - energies[1:, None])
        assert (tangents >= values - 1e-8).all(), curve


def test_what_is_shown_of_the_recipe_is_what_happens(figure):
    channel = Capacitance().channel()
    amplitude = figure.loc_amplitude_re.values + 1j * figure.loc_amplitude_im.values
    inputs = amplitude[..., :, None] * amplitude[..., None, :].conj()
    output = figure.output_re.values + 1j * figure.output_im.values
    unitary = figure.unitary_re.values + 1j * figure.unitary_im.values
    np.testing.assert_allclose(channel(inputs), output, atol=1e-12)
    drawn = work.energy(output, [0, 1, 2])
    drawn -= work.energy(unitary @ output @ np.swapaxes(unitary, -1, -2).conj(), [0, 1, 2])
    shared = (drawn * figure.loc_weight.values).sum(axis=1)
    np.testing.assert_allclose(shared, figure.c_loc, atol=1e-9)


def test_time_sharing_on_a_chord():
    stages = (("gad", 0.3, 0.0), ("dephasing", 0.9))
    run = Capacitance(stages=stages, levels=(0, 1), points=11).run()
    np.testing.assert_allclose(run.loc_energy[5], [0, 1], atol=1e-9)
    np.testing.assert_allclose(run.loc_weight[5], [0.5, 0.5], atol=1e-9)
    assert float(run.single_shot[5]) < float(run.c_loc[5]) - 0.01


def test_own_kraus_operators_do_what_their_family_does(figure):
    own = kraus_stage(multilevel_amplitude_damping((0.3, 0.2, 0.6)).kraus)
    run = Capacitance(stages=(own,), points=21).run()
    np.testing.assert_allclose(run.c_sep, figure.c_sep, atol=1e-9)


def test_the_order_of_stages_matters():
    first, second = ("gad", 0.5, 0.3), ("depolarizing", 0.4)
    one, other = (channel_of(pair, 2).matrix for pair in ((first, second), (second, first)))
    assert np.abs(one - other).max() > 0.01
    np.testing.assert_allclose(channel_of((), 3).matrix, np.eye(9), atol=1e-15)


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_of_stage_starts_as_a_channel(name):
    kind = KINDS[name]
    for levels in (kind.only,) if kind.only else range(2, 7):
        numbers = kind.default(levels)
        assert len(numbers) == len(kind.numbers(levels))
        assert all(0 <= number <= kind.highest(levels) for number in numbers)
        assert channel_of(((name, *numbers),), levels).dimension == levels


def test_scenarios_survive_text_json_and_files(figure):
    scenario = Capacitance(stages=(("mad", 0.9, 0.5, 0.1), ("dephasing", 0.25)), points=5)
    field = Capacitance.fields()["stages"]
    assert field.to_text(scenario.stages) == "mad:0.9,0.5,0.1;dephasing:0.25"
    assert field.from_text(field.to_text(scenario.stages)) == scenario.stages
    assert field.from_text("") == () and field.to_text(()) == ""
    assert Capacitance.from_json(scenario.to_json()).values() == scenario.values()
    assert hash(scenario.snapshot()) == hash(scenario.snapshot().rebuild().snapshot())
    names: dict[str, object] = {}
    exec(compile(scenario.code(), "<copied>", "exec"), names)
    assert equal(names["result"], scenario.run())
    assert json.loads(to_json({"main": figure})) and to_netcdf({"main": figure})


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"stages": (("madd", 0.3),)},
         "The name of a stage must be one of “mad”, “remad”, “gad”, “dephasing”, “depolarizing”, "
         "“kraus”, not “madd”. Did you mean “mad”?"),
        ({"stages": ((),)},
         "The name of a stage must be one of “mad”, “remad”, “gad”, “dephasing”, “depolarizing”, "
         "“kraus”, not “”."),
        ({"stages": "mad"},
         "noise must be at most 6 stages, each a name and its numbers, not “mad”."),
        ({"stages": (FIGURE,) * 7},
         "noise must be at most 6 stages, each a name and its numbers, not 7."),
        ({"stages": (("dephasing", float("nan")),)},
         "noise must be stages whose numbers are finite, not NaN."),
        ({"levels": (0, 1, 1)},
         "levels must be 2 to 6 numbers rising from 0, up to 100, not (0, 1, 1)."),
        ({"levels": (1, 2)},
         "levels must be 2 to 6 numbers rising from 0, up to 100, not (1, 2)."),
        ({"points": 1}, "points must be a whole number between 2 and 400, not 1."),
    ],
)  # fmt: skip
def test_refusals_name_the_rule(values, message):
    with pytest.raises(ScenarioError) as refusal:
        Capacitance(**values)
    assert str(refusal.value) == message


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"stages": (("mad", 0.3),)},
         "A “mad” stage on 3 levels must have 3 numbers (γ₁ (1→0), γ₂ (2→1), γ₃ (2→0)), not 1."),
        ({"stages": (("mad", 0.3, 0.7, 0.6),)},
         "The decays of level 2 must add up to at most 1, not 1.3."),
        ({"stages": (("gad", 0.3, 0.1),)},
         "A cell with a “gad” stage must have 2 levels, not 3."),
        ({"stages": (("kraus", 1.0, 0.0),)},
         "A “kraus” stage on 3 levels must have a multiple of 18 numbers, not 2."),
        ({"stages": (("kraus", *([0.5] * 18)),)}, "Kraus operators must have Σ K†K = 1 within"),
    ],
)  # fmt: skip
def test_a_run_refuses_stages_that_do_not_fit(values, message):
    scenario = Capacitance(**values)
    assert scenario.refusal().startswith(message)
    with pytest.raises(ScenarioError):
        scenario.run()


def test_resonant_decays_on_bent_levels_are_warned_about():
    bent = Capacitance(stages=(("remad", 0.3, 0.2, 0.6),), levels=(0, 1, 1.7), points=3)
    assert "equally spaced" in certificate(bent.run())["warning"]
    assert "warning" not in certificate(bent.replace(levels=(0, 1, 2)).run())


def test_a_run_tells_its_progress_and_can_be_cancelled():
    told: list[float] = []
    Capacitance(points=5).run(told.append)
    assert told == sorted(told) and len(told) >= 3 and told[-1] <= 1
    with pytest.raises(Cancelled):
        Capacitance(points=5).run(cancelled=lambda: True)


def test_the_same_scenario_gives_the_same_dataset():
    scenario = Capacitance(stages=(("depolarizing", 0.2), ("dephasing", 0.3)), points=7)
    assert equal(scenario.run(), scenario.run())


# -- the two-mode attenuator -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("photons", "expected", "tolerance"),
    [(0.1, 0.0128826728, 1e-9), (0.5, 0.0395384920, 1e-9), (1, 0.0540018140, 1e-9),
     (2, 0.0705923360, 1e-9), (5, 0.1009708, 1e-7), (20, 0.1862753, 1e-7)],
)  # fmt: skip
def test_the_gaussian_gap(photons, expected, tolerance):
    run = GaussianGap(transmissivity=0.75, thermal_photons=4 * photons).run()
    assert float(run.gap) == pytest.approx(expected, abs=tolerance)
    np.testing.assert_allclose(run.c_sep - run.c_loc, run.gap, atol=1e-12)
    assert float(run.noise_photons) == pytest.approx(photons)
    assert float(run.c_loc_offset) > 0


def test_both_readings_of_the_temperature():
    run = GaussianGap(transmissivity=0.5, thermal_photons=4.0).run()
    assert float(run.beta_gibbs) == pytest.approx(np.log(3), abs=1e-12)
    assert float(run.beta_output) == pytest.approx(np.log(1.5), abs=1e-12)
    for axis in ("curve_beta_output", "curve_beta_gibbs"):
        assert (np.diff(run[axis]) < 0).all()
    assert (np.diff(run.curve_gap) > 0).all()


@pytest.mark.parametrize("settings", [{"transmissivity": 1.0}, {"thermal_photons": 0.0}])
def test_without_noise_there_is_no_gap(settings):
    run = GaussianGap(**settings).run()
    assert float(run.gap) == 0 and np.isinf(run.beta_output) and np.isinf(run.beta_gibbs)


@pytest.mark.parametrize("photons", [1e-9, 1e-3, 1.0, 1e3, 1e9])
def test_the_entropy_of_a_mode_is_inverted(photons):
    entropy = gaussian.thermal_entropy(photons)
    assert gaussian.photons_of_entropy(entropy) == pytest.approx(photons, rel=1e-9)


def test_the_attenuator_in_fock_space():
    """λ = 0.6, N = 1.5, e = 2: the output's density matrix against the closed form."""
    levels = np.arange(70)
    photons = 0.4 * 1.5
    thermal = np.diag((photons / (1 + photons)) ** levels / (1 + photons))
    lower = np.diag(np.sqrt(levels[1:]), 1)
    displaced = expm(np.sqrt(1.2) * (lower.T - lower))
    spectrum = np.linalg.eigvalsh(displaced @ thermal @ displaced.T)[::-1]
    energy = float(np.trace(displaced @ thermal @ displaced.T @ np.diag(levels)))
    two_modes = np.repeat(levels, levels + 1)[:70]
    local = energy - float(spectrum @ two_modes)
    run = GaussianGap(transmissivity=0.6, thermal_photons=1.5).run()
    at_two = run.sel(e=2.0, method="nearest")
    assert local == pytest.approx(1.3694293, abs=1e-6)
    assert float(at_two.c_loc) == pytest.approx(local, abs=1e-6)
    assert float(at_two.c_sep) == pytest.approx(1.4126562, abs=1e-6)


def test_a_fock_input_does_no_better_than_a_coherent_one():
    """Attenuator with N = 1.5 at λ = 0.6 as pure loss, then amplification, on |2⟩."""
    levels = np.arange(60)
    gain = 1 + 0.4 * 1.5
    loss = 0.6 / gain
    populations = np.zeros(60)
    populations[:3] = [(1 - loss) ** 2, 2 * loss * (1 - loss), loss**2]
    amplified = np.zeros(60)
    for n in range(3):
        term, grown = populations[n] * gain ** -(n + 1), (gain - 1) / gain
        for m in range(n, 60):
            amplified[m] += term
            term *= grown * (m + 1) / (m + 1 - n)
    assert amplified.sum() == pytest.approx(1.0, abs=1e-9)
    energy = float(amplified @ levels)
    assert energy == pytest.approx(0.6 * 2 + 0.6, abs=1e-6)
    drawn = energy - float(np.sort(amplified)[::-1] @ np.repeat(levels, levels + 1)[:60])
    assert drawn < 1.3694293


# -- presets ---------------------------------------------------------------------------------


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.key)
def test_presets_are_settings_that_run(preset):
    for scenario in (Capacitance, GaussianGap):
        known = {key: preset.settings[key] for key in scenario.fields() if key in preset.settings}
        result = scenario(**known).run()
        assert result.attrs["scenario"]


def test_presets_cover_the_papers_figures():
    keys = {preset.key for preset in PRESETS}
    assert keys >= {"fig1", "fig2a-mad", "fig2a-remad", "fig2b", "loose-mad", "loose-qubit"}
    assert len(keys) == len(PRESETS)
