"""A single battery: closed forms, QuTiP, the reference numbers, and what holds for any state."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import foundations
from engine.copies import ergotropy_per_cell
from engine.fields import ScenarioError
from engine.foundations import Ergotropy, NCopies, SpeedLimit
from engine.result import certificate, equations, to_json
from engine.work import energy, ergotropy, passive_state
from tests.engine.test_copied_code import execute

EVERY = tuple(getattr(foundations, name) for name in foundations.__all__)
each = pytest.mark.parametrize("scenario", EVERY, ids=lambda scenario: scenario.__name__)


@st.composite
def settings(draw):
    """Any state of two to five levels."""
    count = draw(st.integers(2, 5))
    parts = st.lists(st.floats(-5, 5), min_size=count, max_size=count)
    steps = draw(st.lists(st.integers(-30, 30), min_size=count, max_size=count, unique=True))
    return {
        "levels": tuple(step / 10 for step in steps),
        "share": draw(st.floats(0, 1)),
        "real": (*draw(parts)[:-1], 1.0),
        "imaginary": tuple(draw(parts)),
        "populations": (*np.abs(draw(parts))[:-1].tolist(), 1.0),
    }


def test_names_and_defaults_are_those_of_the_design():
    assert Ergotropy().values() == {
        "levels": (0.0, 1.0, 1.5, 3.0), "share": 0.6, "real": (1.0, 0.0, -1.0, 2.0),
        "imaginary": (0.0, 1.0, 0.0, 0.0), "populations": (0.1, 0.2, 0.3, 0.4),
    }  # fmt: skip
    names = {"energy", "passive_energy", "ergotropy", "incoherent_ergotropy", "entropy",
             "coherent_ergotropy", "bound", "inverse_temperature"}  # fmt: skip
    work = Ergotropy().run()
    assert names <= set(work.data_vars)
    assert work.eigenvalue.dims == work.passive_population.dims == ("level",)
    copies = NCopies()
    assert (copies.levels, copies.copies) == ((0.0, 0.579, 1.0), 100)
    assert copies.populations == (0.538, 0.237, 0.225) and copies.share == 0
    assert {"ergotropy_per_copy", "bound", "inverse_temperature"} <= set(copies.run().data_vars)
    drive = SpeedLimit()
    assert (drive.energy, drive.angle) == (1.0, np.pi / 2)
    assert drive.run().fidelity.dims == ("time",)


def test_the_reference_numbers():
    work = Ergotropy().run()
    assert float(work.energy) == pytest.approx(1.98285714, rel=1e-8)
    assert float(work.ergotropy) == pytest.approx(1.56514479, rel=1e-8)
    assert float(work.bound) == pytest.approx(1.59576946, rel=1e-8)
    curve = NCopies().run()
    found = curve.ergotropy_per_copy.sel(copies=[1, 2, 3, 10, 100]).values
    assert found == pytest.approx([0, 0, 0.00122069, 0.00636702, 0.00841738], abs=5e-9)
    assert float(curve.bound) == pytest.approx(0.00845881, abs=5e-9)
    assert float(SpeedLimit(energy=2.0).run().minimal_time) == pytest.approx(np.pi / 4)


@each
def test_every_result_is_labelled_sourced_and_frozen(scenario):
    result = scenario().run()
    for name, variable in result.variables.items():
        assert {"long_name", "symbol", "short_name"} <= set(variable.attrs), name
        assert not variable.values.flags.writeable, name
    assert equations(result) and certificate(result)
    assert "NaN" not in to_json({"result": result})
    assert result.identical(scenario().run())


@given(settings())
def test_what_holds_for_the_work_in_any_state(values):
    scenario = Ergotropy(**values)
    work, rho, levels = scenario.run(), scenario.matrix(), np.array(scenario.levels)
    slack = 1e-9
    above_ground = float(work.energy) - levels.min()
    assert -slack <= float(work.ergotropy) <= above_ground + slack
    assert float(work.ergotropy) <= float(work.bound) + slack
    assert float(work.coherent_ergotropy) >= -slack
    parts = float(work.incoherent_ergotropy + work.coherent_ergotropy)
    assert parts == pytest.approx(float(work.ergotropy), abs=1e-9)
    # Nothing is left after it was drawn.
    assert float(ergotropy(passive_state(rho, levels), levels)) == pytest.approx(0, abs=1e-12)
    assert certificate(work)["second_extraction"] == pytest.approx(0, abs=1e-12)
    assert certificate(work)["entropy_error"] < 1e-9
    total = [float(work[name].sum()) for name in ("eigenvalue", "passive_population")]
    assert total == pytest.approx([1, 1])


@given(settings(), st.integers(0, 2**31))
def test_ergotropy_follows_the_battery_through_any_change_of_basis(values, seed):
    """The work in UρU† against UHU† is that in ρ against H."""
    scenario = Ergotropy(**values)
    rho, levels = scenario.matrix(), np.array(scenario.levels)
    rng = np.random.default_rng(seed)
    turn, _ = np.linalg.qr(rng.normal(size=rho.shape) + 1j * rng.normal(size=rho.shape))
    turned, hamiltonian = turn @ rho @ turn.conj().T, turn @ np.diag(levels) @ turn.conj().T
    heights, basis = np.linalg.eigh(hamiltonian)
    back = basis.conj().T @ turned @ basis
    assert float(ergotropy(back, heights)) == pytest.approx(float(ergotropy(rho, levels)), abs=1e-9)
    assert float(energy(back, heights)) == pytest.approx(float(energy(rho, levels)), abs=1e-9)


@given(settings())
def test_two_levels_saturate_the_bound(values):
    two = {name: values[name][-2:] for name in ("levels", "real", "imaginary", "populations")}
    work = Ergotropy(share=values["share"], **two).run()
    assert float(work.bound) == pytest.approx(float(work.ergotropy), abs=1e-7)


def test_copies_are_what_whole_matrices_say():
    """Four copies of a coherent qutrit: 81 eigenvalues sorted against 81 energies."""
    scenario = NCopies(share=0.4, real=(1.0, 2.0, 0.0), imaginary=(0.0, 1.0, 0.5), copies=4)
    rho, levels = scenario.matrix(), np.array(scenario.levels)
    state, heights = rho, levels
    for _ in range(3):
        state, heights = np.kron(state, rho), np.add.outer(heights, levels).ravel()
    per_copy = scenario.run().ergotropy_per_copy
    assert float(per_copy[3]) == pytest.approx(float(ergotropy(state, heights)) / 4, rel=1e-12)
    assert float(per_copy[0]) == pytest.approx(float(ergotropy(rho, levels)), rel=1e-12)


@given(st.floats(0.1, 3), st.integers(2, 5))
def test_thermal_copies_yield_nothing_and_others_never_less(beta, copies):
    levels = np.array([0.0, 0.4, 1.0])
    weights = np.exp(-beta * levels)
    thermal = NCopies(levels=(0, 0.4, 1), populations=tuple(weights), copies=copies).run()
    assert float(thermal.ergotropy_per_copy.max()) < 1e-12
    p = np.array([0.5, 0.3, 0.2])
    one = ergotropy_per_cell([(1, float(p @ levels), p)], levels)
    assert ergotropy_per_cell([(copies, float(p @ levels), p)], levels) >= one - 1e-12


@pytest.mark.parametrize(("detour", "angle"), [(0.0, np.pi / 2), (0.7, 0.4), (-1.1, 1.2)])
def test_a_drive_is_what_the_copied_qutip_says(detour, angle):
    scenario = SpeedLimit(energy=1.7, detour=detour, angle=angle, points=41)
    names, drive = execute(scenario.qutip_code()), scenario.run()
    for name in ("fidelity", "energy_stored"):
        assert names[name] == pytest.approx(drive[name].values, abs=1e-9)
    slope = np.gradient(drive.energy_stored, drive.time, edge_order=2)
    assert drive.instantaneous_power.values == pytest.approx(slope, abs=2e-2)


def test_copied_qutip_gives_the_work_and_the_copies():
    for scenario in (Ergotropy(), Ergotropy(share=1.0), NCopies(copies=3), NCopies(share=0.3)):
        names, result = execute(scenario.qutip_code()), scenario.run()
        if isinstance(scenario, NCopies):
            expected = result.ergotropy_per_copy.values[: len(names["ergotropy_per_copy"])]
            assert names["ergotropy_per_copy"] == pytest.approx(expected, abs=1e-12)
        else:
            assert names["ergotropy"] == pytest.approx(float(result.ergotropy))
            assert names["incoherent"] == pytest.approx(float(result.incoherent_ergotropy))


@given(st.floats(-1.5, 1.5))
def test_the_deviation_bounds_every_way_and_the_mean_energy_does_not(detour):
    drive = SpeedLimit(detour=detour, time_max=1.5).run()
    assert (drive.travelled <= drive.deviation_limit + 1e-7).all()
    straight = SpeedLimit(time_max=1.5).run()
    assert straight.travelled.values == pytest.approx(straight.deviation_limit.values, abs=1e-7)
    wasteful = SpeedLimit(detour=0.4 * np.pi).run()
    assert float((wasteful.travelled - wasteful.mean_limit).max()) > 0.2


@given(st.floats(0, 1))
def test_the_objective_is_best_where_its_slope_vanishes(alpha):
    time = float(SpeedLimit(alpha=alpha).run().best_time)
    # d/dt sin²t/t^α = 0: 2t cos t = α sin t.
    assert 2 * time * np.cos(time) == pytest.approx(alpha * np.sin(time), abs=1e-7)


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (lambda: Ergotropy(levels=(1, 1)), "levels must be 2 to 8 numbers between -100 and 100, "
         "not all the same, not \\(1, 1\\)."),
        (lambda: Ergotropy(levels=(0, 1)).run(),
         "Real parts of ψ must be one number for each of the 2 levels, not 4 numbers."),
        (lambda: Ergotropy(real=(0,) * 4, imaginary=(0,) * 4).run(), "The superposition must have"),
        (lambda: Ergotropy(populations=(0,) * 4).run(), "The populations must have a number"),
        (lambda: Ergotropy(populations=(1, -1)), "p must be at most 8 numbers between 0 and 100"),
        (lambda: NCopies(levels=tuple(range(8)), real=(1,) * 8, imaginary=(1,) * 8,
                         populations=(1,) * 8).run(), "The cost of this run must be at most"),
    ],
)  # fmt: skip
def test_what_is_no_battery_is_refused_in_words(build, message):
    with pytest.raises(ScenarioError, match=message):
        build()


def test_many_turns_cost_more_than_few():
    few, many = (SpeedLimit(time_max=t, points=10_001).cost().seconds for t in (3.2, 1000.0))
    assert many > 10 * few
