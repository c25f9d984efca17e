"""The scenarios of collisional charging: what they hold, what they refuse, what they cost."""

from math import exp, pi

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.pages.collision.presets import PRESETS
from engine.collision import (
    AdvantageMap,
    Collision,
    Device,
    DrivingLimit,
    FullSwap,
    Greedy,
    IncoherentBound,
    Onset,
    OnsetEnds,
    PhaseSpace,
    PopulationScan,
)
from engine.collision.charging import charge, loss_weights
from engine.collision.cost import occupied
from engine.collision.model import qubit_ergotropy
from engine.collision.sphere import MIDDLE
from engine.fields import Choice, Numbers, ScenarioError
from engine.result import certificate, equations

EVERY = (
    AdvantageMap, Collision, Device, DrivingLimit, FullSwap, Greedy, IncoherentBound, Onset,
    PhaseSpace, PopulationScan,
)  # fmt: skip
SMALL = {
    AdvantageMap: {"points": 2, "levels": 60, "time_max": 2.0, "theta_max": 0.2},
    Collision: {"levels": 20, "collisions": 12, "samples": 4},
    Onset: {"levels": 60, "thetas": (0.1,), "gammas": (0.0, 0.1), "time_max": 2.0},
    PhaseSpace: {"levels": 20, "collisions": 12, "points": 9},
    PopulationScan: {"levels": 20, "collisions": 12},
}


@pytest.fixture(scope="module")
def fig3():
    return Collision().run()


# -- declarations ---------------------------------------------------------------------------


def test_names_and_defaults_are_those_of_the_design():
    defaults = {
        "battery": "oscillator", "levels": 250, "q": 0.5, "c": 1.0, "alpha": 0.0,
        "theta": 0.01 * pi, "gamma": 0.0, "collisions": 955, "schedule": (), "samples": 191,
        "waiting": 0.0, "bound": "damped",
    }  # fmt: skip
    assert Collision().values() == defaults
    assert IncoherentBound().values() == {
        "battery": "oscillator", "levels": 250, "time_max": 30.0, "points": 301, "gamma": 0.0,
        "form": "corrected",
    }  # fmt: skip
    assert Greedy().rule == "transient" and FullSwap().form == "corrected"
    assert Onset().bound == "lossless" and PhaseSpace().points == 256


@pytest.mark.parametrize("scenario", EVERY, ids=lambda scenario: scenario.__name__)
def test_every_variable_is_labelled_and_every_result_sourced(scenario):
    result = scenario(**SMALL.get(scenario, {})).run()
    for name, variable in result.variables.items():
        assert {"long_name", "symbol", "short_name"} <= set(variable.attrs), name
        assert not variable.values.flags.writeable, name
    assert equations(result) and certificate(result)
    assert result.attrs["scenario"] == scenario(**SMALL.get(scenario, {})).to_json()


@pytest.mark.parametrize("scenario", EVERY, ids=lambda scenario: scenario.__name__)
def test_every_default_may_run(scenario):
    cost = scenario().cost()
    assert scenario().refusal() is None
    assert 0 < cost.seconds < scenario.ceiling.seconds
    assert 0 < cost.bytes < scenario.ceiling.bytes


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"q": 1.1}, "q must be between 0 and 1, not 1.1."),
        ({"theta": 7.0}, "θ must be between 0 and π, not 7."),
        ({"levels": 5000}, "levels must be a whole number between 2 and 2000, not 5000 "
                         "(with more a run takes too long)."),
        ({"levels": -3}, "levels must be a whole number between 2 and 2000, not −3 "
                         "(with more a run takes too long)."),
        ({"collisions": 0}, "K must be a whole number between 1 and 100000, not 0."),
        ({"schedule": (0.1, 4.0)}, "θ schedule must be at most 5000 numbers between 0 and π, "
                                   "not 4."),
        ({"battery": "oscilator"}, "battery must be one of “oscillator”, “spin”, “ladder”, not "
                                   "“oscilator”. Did you mean “oscillator”?"),
    ],
)  # fmt: skip
def test_refusals_name_the_rule(values, message):
    with pytest.raises(ScenarioError) as refusal:
        Collision(**values)
    assert str(refusal.value) == message


# -- a charge ---------------------------------------------------------------------------------


def test_the_fig_3_curve(fig3):
    assert fig3.sizes == {"collision": 956, "sample": 191, "level": 250}
    assert float(fig3.energy[637]) == pytest.approx(96.011299632, abs=1e-8)
    assert float(fig3.energy[-1]) == pytest.approx(205.101234179, abs=1e-8)
    assert float(fig3.ergotropy[-1]) == pytest.approx(205.007824703, abs=1e-8)
    assert fig3.sample_collision.values[[0, -1]].tolist() == [5, 955]
    np.testing.assert_allclose(fig3.time, 0.01 * pi * np.arange(956), rtol=1e-12)
    np.testing.assert_array_equal(fig3.sample_time, fig3.time[fig3.sample_collision])


def test_powers_are_those_of_eqs_6_and_7(fig3):
    assert np.isnan(fig3.average_power[0]) and np.isnan(fig3.transient_power[0])
    np.testing.assert_allclose(fig3.average_power[1:] * fig3.time[1:], fig3.energy[1:], rtol=1e-14)
    steps = np.diff(fig3.energy) / np.diff(fig3.time)
    np.testing.assert_allclose(fig3.transient_power[1:], steps, rtol=1e-10)


def test_the_advantage_is_against_the_chosen_bound():
    values = {"gamma": 1e-3, "levels": 120, "collisions": 500}
    damped, lossless = Collision(**values).run(), Collision(**values, bound="lossless").run()
    x = damped.time.values
    r0 = 0.7246113537767084
    np.testing.assert_allclose(lossless.bound, r0 * x * (1 + r0 * x / 4), rtol=1e-13)
    assert (damped.bound.values[1:] < lossless.bound.values[1:]).all()
    assert np.isnan(damped.advantage[0])
    np.testing.assert_allclose(damped.advantage[1:], (damped.energy / damped.bound)[1:], rtol=1e-14)
    np.testing.assert_array_equal(damped.energy, lossless.energy)


def test_the_window_lies_where_the_curves_cross():
    run = Collision(theta=0.04 * pi, collisions=200).run()
    ahead = np.flatnonzero(run.energy.values[1:] > run.bound.values[1:]) + 1
    assert run.time[ahead[0] - 1] < run.window_start <= run.time[ahead[0]]
    assert run.time[ahead[-1]] <= run.window_stop < run.time[ahead[-1] + 1]
    assert float(run.best_advantage) == np.nanmax(run.advantage)
    assert float(run.best_time) == float(run.time[int(np.nanargmax(run.advantage))])


def test_no_window_where_there_is_no_advantage():
    run = Collision(theta=0.06 * pi, collisions=200).run()
    assert np.isnan(run.window_start) and np.isnan(run.window_stop)
    assert run.best_advantage < 1


def test_accounts_of_time_and_qubits():
    run = Collision(levels=30, collisions=60, theta=0.05, q=0.2, c=0.5, waiting=0.3).run()
    k = run.collision.values[1:]
    np.testing.assert_allclose(run.total_time, run.time + 0.3 * run.collision, rtol=1e-14)
    np.testing.assert_allclose(run.total_power[1:], (run.energy / run.total_time)[1:], rtol=1e-14)
    np.testing.assert_allclose(run.energy_per_qubit[1:] * k, run.energy[1:], rtol=1e-14)
    np.testing.assert_allclose(run.efficiency[1:] * k * 0.8, run.energy[1:], rtol=1e-14)
    given = run.sample_collision * qubit_ergotropy(0.2, 0.5)
    np.testing.assert_allclose(run.ergotropy_efficiency * given, run.ergotropy, rtol=1e-12)
    assert (run.efficiency[1:] <= 1).all() and (run.ergotropy_efficiency <= 1).all()


def test_what_is_undefined_is_no_number():
    ground = Collision(levels=5, collisions=3, q=1.0).run()
    assert np.isnan(ground.efficiency).all() and np.isnan(ground.ergotropy_efficiency).all()
    assert np.isnan(ground.energy_per_qubit[0]) and (ground.energy_per_qubit[1:] == 0).all()
    lost = Collision(levels=5, collisions=3, gamma=1.0).run()
    assert np.isnan(lost.best_advantage) and np.isnan(lost.window_start)


def test_a_qubits_ergotropy_is_all_that_its_state_holds():
    for q, c in ((0.3, 0.7), (0.5, 1.0), (0.8, 0.2), (1.0, 1.0), (0.0, 0.0)):
        off = c * np.sqrt(q * (1 - q))
        low, high = np.linalg.eigvalsh([[q, off], [off, 1 - q]])
        assert high >= low
        assert qubit_ergotropy(q, c) == pytest.approx(1 - q - low, abs=1e-15)


def test_the_phase_changes_no_number():
    plain, turned = (Collision(levels=20, collisions=40, theta=0.2, alpha=a).run() for a in (0, 2))
    for name in plain.variables:
        np.testing.assert_array_equal(plain[name], turned[name])


def test_a_schedule_takes_the_place_of_angle_and_count():
    run = Collision(levels=20, schedule=(0.3, 0.2, 0.1), theta=0.5, collisions=99).run()
    np.testing.assert_allclose(run.time, [0, 0.3, 0.5, 0.6])
    np.testing.assert_array_equal(
        run.energy, charge("oscillator", 20, 0.5, 1.0, [0.3, 0.2, 0.1]).energy
    )
    constant = Collision(levels=20, schedule=(0.2,) * 7).run()
    np.testing.assert_array_equal(
        constant.energy, Collision(levels=20, theta=0.2, collisions=7).run().energy
    )


def test_collisions_that_take_no_time_change_nothing():
    run = Collision(levels=20, schedule=(0.2, 0.0, 0.1)).run()
    assert float(run.energy[1]) == float(run.energy[2])
    assert np.isnan(run.transient_power[2])
    assert (Collision(levels=20, schedule=(0.0, 0.0)).run().energy == 0).all()


def test_the_certificate_marks_a_truncated_oscillator(fig3):
    mark = certificate(fig3)
    assert mark["truncated"] and mark["top_population"] > 1e-4
    assert mark["trace_defect"] < 1e-12 and mark["energy_error"] <= 1e-10
    assert not certificate(Collision(collisions=900).run())["truncated"]
    full = Collision(battery="spin", levels=20, theta=0.01, collisions=314).run()
    assert float(full.top_population[-1]) > 0.5 and not certificate(full)["truncated"]


def test_fewer_collisions_than_samples():
    assert Collision(levels=5, collisions=3).run().sizes["sample"] == 3


@settings(max_examples=150, deadline=None)
@given(
    battery=st.sampled_from(["oscillator", "spin", "ladder"]),
    levels=st.integers(2, 12),
    collisions=st.integers(1, 12),
    samples=st.integers(1, 20),
    q=st.floats(0, 1),
    c=st.floats(0, 1),
    alpha=st.floats(0, 2 * pi),
    theta=st.floats(0, pi),
    gamma=st.floats(0, 1),
    waiting=st.floats(0, 1e6),
    bound=st.sampled_from(["damped", "lossless"]),
)
def test_any_accepted_setting_gives_a_sound_result(**values):
    run = Collision(**values).run()
    assert (run.energy >= -1e-12).all() and (run.energy <= values["levels"] - 1 + 1e-9).all()
    assert (run.ergotropy <= run.energy[run.sample_collision].values + 1e-9).all()
    assert (run.ergotropy >= -1e-9).all() and (run.purity <= 1 + 1e-9).all()
    assert certificate(run)["trace_defect"] < 1e-12


# -- comparisons ----------------------------------------------------------------------------


def test_the_incoherent_bound():
    bound = IncoherentBound().run()
    np.testing.assert_allclose(
        bound.energy[[100, 200, 300]], [20.372653888, 66.998388478, 139.877203768], atol=1e-9
    )
    spin = {"battery": "spin", "levels": 100, "time_max": 5.0}
    corrected = IncoherentBound(**spin).run()
    printed = IncoherentBound(**spin, form="printed").run()
    assert float(corrected.energy[0]) == pytest.approx(0, abs=1e-12)
    assert float(printed.energy[0]) == pytest.approx(-0.98959, abs=1e-5)
    assert float(corrected.full_charge_time) == pytest.approx(4.05908325, abs=1e-8)
    assert float(corrected.energy[-1]) == 99.0


@pytest.mark.parametrize(
    "values", [{}, {"battery": "ladder"}, {"battery": "spin", "levels": 100, "gamma": 0.01}]
)
def test_only_the_spins_bound_has_a_printed_form(values):
    with pytest.raises(ScenarioError, match="form must be “corrected” for this battery"):
        IncoherentBound(form="printed", **values).run()


def test_protocols_hold_their_steps():
    swap = FullSwap(time_max=10.0, waiting=0.5).run()
    np.testing.assert_allclose(swap.energy, swap.step)
    np.testing.assert_allclose(swap.angle[1:], pi / 2 / np.sqrt(swap.step[1:]))
    np.testing.assert_allclose(swap.time, np.append(0, np.cumsum(swap.angle[1:])))
    np.testing.assert_allclose(swap.total_time, swap.time + 0.5 * swap.step)
    assert np.isnan(swap.angle[0]) and swap.population.dims == ("sample", "level")
    np.testing.assert_array_equal(swap.sample_step, swap.step)
    trapped = FullSwap(form="printed", time_max=600.0).run()
    assert float(trapped.energy[-1]) == pytest.approx(3.0, abs=1e-9)


def test_greedy_rules_differ():
    energies = [
        float(np.interp(30, run.time, run.energy))
        for run in (Greedy(rule="transient").run(), Greedy(rule="cumulative").run())
    ]
    np.testing.assert_allclose(energies, [131.7448, 126.2557], atol=1e-4)


@pytest.mark.parametrize("battery", ["oscillator", "spin", "ladder"])
def test_the_driving_limit_is_what_short_collisions_tend_to(battery):
    limit = DrivingLimit(battery=battery, levels=60, time_max=2.0, points=5, q=0.4, c=0.9).run()
    theta = 1e-4
    short = Collision(
        battery=battery, levels=60, q=0.4, c=0.9, theta=theta, collisions=20000, samples=1
    ).run()
    assert float(limit.energy[-1]) == pytest.approx(float(short.energy[-1]), rel=1e-3)
    np.testing.assert_allclose(limit.population[-1], short.population[-1], atol=1e-3)
    np.testing.assert_allclose(limit.population @ limit.level, limit.energy, atol=1e-9)


# -- maps -----------------------------------------------------------------------------------


def test_onset_times_have_the_dimensions_of_fig_4():
    onset = Onset(thetas=(0.01 * pi, 0.02 * pi, 0.05 * pi), gammas=(0.0, 1e-3)).run()
    assert onset.onset_time.dims == ("gamma", "theta")
    np.testing.assert_allclose(
        onset.onset_time, [[6.09917, 6.23066, np.nan], [8.32911, 7.16645, np.nan]], atol=1e-5
    )
    damped = Onset(thetas=(0.01 * pi,), gammas=(1e-3,), bound="damped").run()
    assert damped.onset_time.item() == pytest.approx(8.18561, abs=1e-5)


def test_a_point_of_the_map_agrees_with_its_own_charge():
    plane = AdvantageMap(points=2, theta_max=0.04 * pi, gamma_max=1e-3).run()
    assert plane.advantage.dims == plane.onset_time.dims == ("gamma", "theta")
    charge = Collision(theta=0.02 * pi, gamma=1e-3, collisions=318).run()
    point = plane.sel(theta=0.02 * pi, gamma=1e-3, method="nearest")
    assert float(point.advantage) == pytest.approx(float(charge.best_advantage), rel=1e-6)
    assert float(point.onset_time) == pytest.approx(float(charge.window_start), rel=1e-6)


def test_the_qubit_plane():
    plane = AdvantageMap(against="q_c", points=3, theta=0.03 * pi).run()
    assert plane.advantage.dims == ("c", "q")
    np.testing.assert_array_equal(plane.q, [0, 0.5, 1])
    assert float(plane.advantage.sel(q=0.5, c=1.0)) == pytest.approx(1.1514, abs=1e-4)
    assert (plane.advantage.sel(c=0.0) < 1).all()
    assert (plane.advantage.sel(q=1.0) == 0).all()


def test_a_map_needs_an_angle():
    with pytest.raises(ScenarioError, match="θ must be above 0 for a map over q and c, not 0"):
        AdvantageMap(against="q_c", theta=0.0).run()


# -- phase space ------------------------------------------------------------------------------


def test_a_displaced_vacuum_in_phase_space():
    values = {"theta": 1e-3, "collisions": 4000, "levels": 40, "extent": 6.0, "points": 61}
    picture = PhaseSpace(**values, alpha=0.7).run()
    centre = complex(picture.amplitude_re, picture.amplitude_im)
    assert centre == pytest.approx(-2j * np.exp(0.7j), rel=1e-2)
    peak = picture.husimi.argmax(("im", "re"))
    assert float(picture.re[peak["re"]]) == pytest.approx(centre.real, abs=0.2)
    assert float(picture.im[peak["im"]]) == pytest.approx(centre.imag, abs=0.2)
    assert float(picture.wigner.max()) == pytest.approx(2 / pi, rel=5e-2)
    assert certificate(picture)["weight_in_view"] == pytest.approx(1, abs=1e-6)
    assert float(picture.energy) == pytest.approx(4.0, rel=1e-2)
    assert int(picture.collision) == 4000


def test_a_spin_on_its_sphere():
    picture = PhaseSpace(
        battery="spin", levels=41, theta=0.001, collisions=int(500 * pi), points=81
    ).run()
    assert "wigner" not in picture
    assert picture.husimi.dims == ("up", "across") and picture.husimi.shape == (90, 40)
    peak = picture.husimi.argmax(("up", "across"))
    # Half a turn's time is a quarter turn: the equator, in the middle of the front.
    assert float(picture.polar[peak]) == pytest.approx(pi / 2, abs=0.05)
    assert float(picture.up[peak["up"]]) == pytest.approx(MIDDLE, abs=0.05)
    assert certificate(picture)["weight_in_view"] == pytest.approx(1, abs=1e-12)


def test_a_uniform_ladder_has_no_phase_space():
    with pytest.raises(ScenarioError, match="battery must be “oscillator” or “spin” for a phase"):
        PhaseSpace(battery="ladder").run()


def test_a_picture_that_cuts_the_state_says_so():
    assert certificate(PhaseSpace(extent=5.0, points=32).run())["weight_in_view"] < 0.5


# -- device -----------------------------------------------------------------------------------


def test_a_laboratory_in_the_models_units():
    device = Device(lifetime=10.0, interval=100.0, coupling=50.0, interaction=0.2).run()
    assert float(device.kappa_t0) == pytest.approx(0.01, rel=1e-14)
    assert float(device.gamma) == pytest.approx(1 - exp(-0.01), rel=1e-12)
    assert float(device.theta) == pytest.approx(2 * pi * 0.05 * 0.2, rel=1e-14)
    assert float(device.waiting) == pytest.approx(2 * pi * 0.05 * 100, rel=1e-14)
    assert float(device.time_unit) == pytest.approx(1 / (2 * pi * 0.05), rel=1e-14)
    assert float(device.collision_time) == pytest.approx(100.2)
    micromaser = Device().run()
    assert float(micromaser.gamma) == pytest.approx(1.26074e-3, abs=5e-9)


# -- cost -------------------------------------------------------------------------------------


def test_cost_follows_what_is_charged():
    default = Collision().cost().seconds
    assert Collision(collisions=9550).cost().seconds > 5 * default
    assert Collision(gamma=1e-3).cost().seconds > 1.5 * default
    assert Collision(samples=955).cost().seconds > 1.2 * default
    assert Collision(collisions=100).cost().seconds < default / 5
    assert Collision(schedule=(0.01 * pi,) * 955).cost().seconds == default
    assert Collision().cost().bytes < 50e6


@pytest.mark.parametrize(
    "scenario",
    [
        Collision(levels=2000, collisions=100_000, gamma=1e-3),
        Onset(levels=2000, battery="spin", thetas=tuple(np.linspace(1e-3, 0.1, 300)),
              gammas=tuple(np.linspace(0, 0.1, 50))),
        AdvantageMap(points=200, levels=1000, time_max=200.0),
        AdvantageMap(against="q_c", points=2, theta=5e-324),
        DrivingLimit(levels=2000, points=10_000),
    ],
    ids=lambda scenario: type(scenario).__name__,
)  # fmt: skip
def test_what_would_take_too_long_is_refused_before_it_starts(scenario):
    limit = f"The cost of this run must be at most {scenario.ceiling.seconds:.0f} s"
    with pytest.raises(ScenarioError, match=limit):
        scenario.run()


def test_the_largest_map_at_the_defaults_runs_at_what_it_is_said_to_take():
    largest, default = AdvantageMap(points=200), AdvantageMap()
    assert largest.refusal() is None
    # As many points as there are; the smaller angles among them take a little longer each.
    assert (200 / 24) ** 2 < largest.cost().seconds / default.cost().seconds < 2 * (200 / 24) ** 2
    # Qubits that amplify may lead again, and run to the end.
    assert AdvantageMap(q=0.3).cost().seconds > 1.2 * AdvantageMap(q=0.7).cost().seconds


@pytest.mark.parametrize(
    ("levels", "theta", "gamma", "collisions", "q", "c"),
    [
        (500, 0.01 * pi, 0.0, 955, 0.5, 1.0),
        (1000, 0.02 * pi, 0.0, 700, 0.5, 1.0),
        (2000, 0.05 * pi, 0.0, 955, 0.5, 1.0),
        (2000, 0.02 * pi, 0.0, 600, 0.4, 1.0),
        (500, 0.01 * pi, 1e-3, 1500, 0.5, 1.0),
        (800, 0.02 * pi, 1e-3, 700, 0.2, 0.3),
        (2000, 0.01 * pi, 0.0, 2000, 0.5, 0.0),
    ],
)
def test_an_estimate_knows_the_levels_that_are_occupied(levels, theta, gamma, collisions, q, c):
    run = charge("oscillator", levels, q, c, np.full(collisions, theta), gamma)
    time, drive = np.linspace(0.0, collisions * theta, 33), c * np.sqrt(q * (1 - q))
    _, high, _ = occupied("oscillator", levels, time, theta, gamma, q, drive)
    assert high[-1] == pytest.approx(run.lowest + len(run.occupied), rel=0.4)


# -- presets ----------------------------------------------------------------------------------


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.key)
def test_a_preset_can_run(preset):
    known = {name: preset.settings[name] for name in Collision.fields() if name in preset.settings}
    scenario = Collision(**known)
    assert scenario.cost().seconds < 1
    assert preset.settings.get("at", 600) <= scenario.angles().size
    assert preset.note.endswith(".") and preset.title and preset.group


def test_presets_are_distinct_and_cover_the_figures():
    keys = [preset.key for preset in PRESETS]
    assert len(set(keys)) == len(keys)
    assert {"fig2", "fig3", "fig4", "fig5", "fig6", "fig6-inset", "driving", "micromaser",
            "circuit-coherence", "circuit-linewidth", "circuit-hundred", "magnon", "swap-trap",
            "trapping", "not-inverted", "schedule"} <= set(keys)  # fmt: skip


def test_presets_of_laboratories_imply_their_model_settings():
    laboratories = [preset for preset in PRESETS if preset.settings.get("numbers") == "laboratory"]
    assert len(laboratories) >= 4
    for preset in laboratories:
        implied = Device(**{name: preset.settings[name] for name in Device.fields()}).run()
        for name in ("gamma", "theta", "waiting"):
            assert preset.settings[name] == pytest.approx(float(implied[name]), rel=1e-12)


@pytest.mark.parametrize(
    ("text", "levels"), [("j=99/2", 100), ("j = 4.5", 10), ("j=1", 3), ("100", 100)]
)
def test_levels_of_a_spin_may_be_given_by_j(text: str, levels: int) -> None:
    assert Collision.field("levels").from_text(text) == levels


@pytest.mark.parametrize(
    "text", ["j=49.25", "j=-1", "j=0", "j=x", "j=", "j=1/0", "j=nan", "j=1e999999999", "j=²"]
)
def test_half_a_spin_is_refused(text: str) -> None:
    with pytest.raises(ScenarioError, match="j must be a multiple of ½ above 0"):
        Collision.field("levels").from_text(text)


def largest_values():
    """Each field of each scenario at its largest legal value, one at a time."""
    for scenario in (*EVERY, OnsetEnds):
        for key, field in scenario.fields().items():
            if isinstance(field, Numbers):
                yield scenario, key, (field.bounds[1],) * field.longest
            elif not isinstance(field, Choice):
                yield scenario, key, field.bounds[1]


def test_the_largest_value_of_every_field_runs_at_defaults():
    for scenario, key, value in largest_values():
        assert scenario(**{key: value}).refusal() is None, (scenario.__name__, key)


def test_an_empty_axis_is_refused_in_words():
    for scenario in (Onset, OnsetEnds):
        for axis in ("thetas", "gammas"):
            one = scenario(**{axis: ()})
            assert "must be at least one number, not none" in one.refusal()
            assert np.isfinite(one.cost().seconds)


def test_a_map_over_qubits_without_collisions_is_refused_and_its_cost_is_a_number():
    still = AdvantageMap(against="q_c", theta=0.0)
    assert still.refusal() == "θ must be above 0 for a map over q and c, not 0."
    assert np.isfinite(still.cost().seconds) and np.isfinite(still.cost().bytes)


def test_a_bound_that_allows_nothing_gives_no_ratio():
    plane = AdvantageMap(points=2, levels=20, time_max=2.0, gamma_max=1.0, bound="damped").run()
    assert np.isfinite(plane.advantage[0]).all() and np.isnan(plane.advantage[1]).all()


def test_losses_are_counted_once_however_few_collisions_there_are():
    """Their amplitudes at 2 000 levels take 16 MB and more, whatever is done with them."""
    lossless, lossy = (
        Collision(levels=2000, gamma=gamma, collisions=1).cost() for gamma in (0.0, 0.5)
    )
    weights, _ = loss_weights(2000, 0.5)
    assert lossy.bytes - lossless.bytes > 1.5 * weights.nbytes
    assert lossy.seconds - lossless.seconds > 5e-9 * weights.size


def test_a_close_look_at_phase_space_costs_what_its_fine_grid_does():
    near, far = (PhaseSpace(extent=extent).cost().seconds for extent in (0.1, 1.0))
    assert near > 2 * far


def test_points_of_a_plane_that_run_together_hold_their_memory_together():
    one, two = (
        Onset(battery="spin", levels=2000, gammas=(0.5,), thetas=thetas).cost().bytes
        for thetas in ((0.1,), (0.1, 0.1))
    )
    assert two > 1.9 * one
