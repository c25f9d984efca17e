"""The Dicke battery against reference numbers, whole matrices, QuTiP and identities."""

from __future__ import annotations

from math import sqrt

import numpy as np
import pytest

from engine.dicke import Dicke, DickeScaling
from engine.dicke.chargers import amplitudes
from engine.dicke.motion import OnLattice, motion
from engine.fields import ScenarioError
from engine.merit import max_power
from engine.result import certificate
from tests.reference.dicke_reference import Reference

# P_max: Dicke at g = 0.05 and 0.5, Tavis-Cummings at g = 1, two photons at g = 0.01.
TABLE = {
    1: (0.036154294515, 0.416699701437, 0.724611353777, 0.020491730674),
    2: (0.088525171561, 1.191908402934, 1.773341663888, 0.075699950860),
    4: (0.239928496780, 3.387541105891, 4.806720125617, 0.307762041011),
    8: (0.666693957292, 9.590535733527, 13.369191191043, 1.259431314775),
    12: (1.224494861437, 17.617260354927, 24.438478538945, 2.854182925577),
    20: (2.605804095287, 37.895651868706, 52.384940401910, None),
}
KINDS = (
    {"coupling": 0.05},
    {"coupling": 0.5},
    {"coupling": 1.0, "counter_rotating": False},
    {"coupling": 0.01, "exchange": 2},
)


@pytest.mark.parametrize("cells", TABLE)
@pytest.mark.parametrize("kind", range(4))
def test_the_largest_powers_are_those_of_the_reference(cells: int, kind: int) -> None:
    expected = TABLE[cells][kind]
    if expected is not None:
        power = float(Dicke(cells=cells, **KINDS[kind]).run().max_power)
        assert power == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize(
    ("coupling", "anchors"),
    [
        (0.05, (10.633974172, 3.418966264, 18.118903789)),
        (0.5, (0.624717230, 2.576929470, 0.890737892)),
    ],
)
def test_anchors_of_four_cells(coupling: float, anchors: tuple[float, ...]) -> None:
    data = Dicke(cells=4, coupling=coupling).run()
    found = [float(data[name]) for name in ("optimal_time", "max_energy", "time_of_max_energy")]
    assert found == pytest.approx(anchors, abs=2e-9)


def test_ergotropy_of_the_ladder_is_not_that_of_all_states() -> None:
    data = Dicke(cells=4, coupling=0.5).run()
    assert float(data.optimal_ergotropy_ladder) == pytest.approx(1.0297340204, abs=1e-9)
    assert float(data.optimal_ergotropy) == pytest.approx(1.4908783265, abs=1e-9)
    alone = Dicke(cells=1, coupling=0.5).run()
    assert float(alone.optimal_energy) == pytest.approx(0.3995805697, abs=1e-9)
    assert float(alone.optimal_ergotropy) == pytest.approx(0.0, abs=1e-14)
    np.testing.assert_allclose(alone.ergotropy, alone.ergotropy_ladder, rtol=0, atol=1e-12)


@pytest.mark.parametrize(
    "charger, share", [("fock", 0.8377), ("coherent", 0.9914), ("squeezed", 0.5938)]
)
def test_how_much_each_charger_leaves_free(charger: str, share: float) -> None:
    data = Dicke(cells=12, coupling=1.0, counter_rotating=False, charger=charger, points=101).run()
    assert float(data.optimal_ergotropy_ladder / data.optimal_energy) == pytest.approx(
        share, abs=5e-5
    )


VARIANTS = [
    {"cells": 3, "coupling": 0.4, "detuning": 0.3},
    {"cells": 3, "coupling": 0.4, "photons": 5.0},
    {"cells": 2, "coupling": 0.1, "exchange": 2, "detuning": -0.4},
    {"cells": 2, "coupling": 0.3, "exchange": 2, "counter_rotating": False},
    {"cells": 4, "coupling": 0.3, "dipole": "xx", "dipole_strength": 0.8},
    {"cells": 3, "coupling": 0.3, "dipole": "xx", "dipole_strength": -1, "counter_rotating": False},
    {"cells": 4, "coupling": 0.3, "dipole": "zz", "dipole_strength": 0.8},
    {"cells": 4, "coupling": 0.3, "dipole": "exchange", "dipole_strength": -0.8},
    {"cells": 3, "coupling": 0.4, "charger": "coherent"},
    {"cells": 3, "coupling": 0.4, "charger": "squeezed", "photons": 1.0},
    {"cells": 2, "coupling": 0.08, "exchange": 2, "charger": "coherent", "photons": 2.0},
    {"cells": 3, "coupling": 0.4, "charger": "coherent", "counter_rotating": False},
    {"cells": 3, "coupling": 0.4, "charger": "squeezed", "photons": 1.5, "counter_rotating": False},
    {"cells": 3, "coupling": 0.4, "rescale": True},
    {"cells": 3, "coupling": 0.5, "cutoff": 5},
]  # fmt: skip


@pytest.mark.parametrize("options", VARIANTS, ids=str)
def test_every_option_gives_what_whole_matrices_give(options: dict) -> None:
    battery = Dicke(window=3.0, points=12, **options)
    data = battery.run()
    model, photons = battery.model(battery.cells), battery.mean_photons(battery.cells)
    charger = None
    if battery.charger != "fock":
        charger = amplitudes(battery.charger, photons)
    reference = Reference(
        battery.cells, model.coupling, top=battery.cutoff or 110,
        photons=int(photons), charger=None if charger is None else np.pad(charger, (0, 120)),
        counter=model.counter, exchange=model.exchange, dipole=model.dipole, eta=model.strength,
        detuning=battery.detuning,
    )  # fmt: skip
    for place in (0, 6, 11):
        time, now = float(data.time[place]), data.isel(time=place)
        assert float(now.energy) == pytest.approx(reference.energy(time), abs=2e-8)
        assert float(now.ergotropy_ladder) == pytest.approx(reference.ladder(time), abs=2e-7)
        assert float(now.ergotropy) == pytest.approx(reference.full(time), abs=2e-7)
        light = model.cavity * reference.light(time)
        assert float(now.charger_energy) == pytest.approx(light, abs=1e-6)
        assert float(now.switching_work) == pytest.approx(
            reference.energy(time) + light - model.cavity * photons, abs=1e-6
        )
        assert float(now.purity) == pytest.approx(
            np.square(reference.spectrum(time)).sum(), abs=1e-7
        )
        slope = (reference.energy(time + 1e-4) - reference.energy(time - 1e-4)) / 2e-4
        assert float(now.instantaneous_power) == pytest.approx(slope, abs=1e-5)


def test_full_ergotropy_is_that_of_all_states_in_qutip() -> None:
    import qutip
    from qutip import basis, destroy, qeye, sesolve, sigmax, tensor

    cells, top, g = 3, 50, 0.5
    alone = [qeye(2)] * cells

    def on(k, operator):
        return tensor(*[operator if i == k else one for i, one in enumerate(alone)], qeye(top + 1))

    a = tensor(*alone, destroy(top + 1))
    up = qutip.basis(2, 1).proj()
    held = sum(on(k, up) for k in range(cells))
    pulled = sum(on(k, sigmax()) for k in range(cells))
    hamiltonian = a.dag() * a + held + g * pulled * (a + a.dag())
    start = tensor(*[basis(2, 0)] * cells, basis(top + 1, cells))
    data = Dicke(cells=cells, coupling=g, window=2.0, points=5).run()
    options = {"rtol": 1e-11, "atol": 1e-13, "nsteps": 100_000}
    run = sesolve(hamiltonian, start, np.append(0.0, data.time), options=options)
    levels = np.sort([bin(k).count("1") for k in range(2**cells)])
    for place, state in enumerate(run.states[1:]):
        rho = state.ptrace(range(cells)).full()
        energy = float(qutip.expect(held, state))
        passive = float(np.linalg.eigvalsh(rho)[::-1] @ levels)
        assert float(data.energy[place]) == pytest.approx(energy, abs=1e-8)
        assert float(data.ergotropy[place]) == pytest.approx(energy - passive, abs=1e-8)


def test_one_cell_is_the_rabi_model() -> None:
    from qutip import basis, destroy, qeye, sesolve, sigmax, sigmaz, tensor

    data = Dicke(cells=1, coupling=0.5, window=6.0, points=20).run()
    a, z, x = tensor(qeye(2), destroy(60)), tensor(sigmaz(), qeye(60)), tensor(sigmax(), qeye(60))
    hamiltonian = a.dag() * a + z / 2 + 0.5 * x * (a + a.dag())
    options = {"rtol": 1e-11, "atol": 1e-13, "nsteps": 100_000}
    start = tensor(basis(2, 1), basis(60, 1))
    times = np.append(0.0, data.time)
    run = sesolve(hamiltonian, start, times, e_ops=[(z + 1) / 2], options=options)
    np.testing.assert_allclose(data.energy, run.expect[0][1:], rtol=0, atol=1e-9)


def test_rescaling_is_another_coupling() -> None:
    one = Dicke(cells=9, coupling=0.6, rescale=True, points=40).run()
    other = Dicke(cells=9, coupling=0.2, points=40).run()
    np.testing.assert_allclose(one.energy, other.energy, rtol=0, atol=1e-12)
    np.testing.assert_allclose(one.time, other.time, rtol=1e-14)


def test_exchange_of_cells_is_their_ising_interaction_reversed() -> None:
    common = {"cells": 5, "coupling": 0.3, "points": 40}
    one = Dicke(dipole="exchange", dipole_strength=0.7, **common).run()
    other = Dicke(dipole="zz", dipole_strength=-0.7, **common).run()
    np.testing.assert_allclose(one.energy, other.energy, rtol=0, atol=1e-9)


def test_without_counter_rotating_terms_switching_is_free() -> None:
    data = Dicke(cells=6, coupling=0.7, counter_rotating=False).run()
    assert float(np.abs(data.switching_work).max()) < 1e-12
    assert certificate(data)["cutoff_error"] == 0.0


def test_the_clock_of_a_curve() -> None:
    data = Dicke(cells=4, coupling=0.25, photons=9.0, window=6.0, points=30).run()
    np.testing.assert_allclose(data.time, np.arange(1, 31) * 0.2 / (0.25 * 3), rtol=1e-14)
    two = Dicke(cells=4, coupling=0.02, exchange=2, window=6.0, points=30).run()
    np.testing.assert_allclose(two.time, np.arange(1, 31) * 0.2 / (0.02 * 4), rtol=1e-14)
    assert float(two.energy.max()) > 4.0, "a full battery of four holds 8"


@pytest.mark.parametrize(
    ("cutoff", "wrong"), [(5, 0.0987), (6, None), (44, 1e-10)], ids=["n+1", "n+2", "n+40"]
)
def test_a_cutoff_too_low_shows_in_its_error(cutoff: int, wrong: float | None) -> None:
    exact = TABLE[4][1]
    data = Dicke(cells=4, coupling=0.5, cutoff=cutoff, window=1.5).run()
    distance, error = abs(float(data.max_power) / exact - 1), certificate(data)["cutoff_error"]
    assert error >= distance * exact * float(data.optimal_time)
    if wrong is not None:
        assert distance == pytest.approx(wrong, abs=1e-3)


def test_a_cutoff_of_its_own_vouches_for_long_times() -> None:
    data = Dicke(cells=10, coupling=0.5).run()
    assert certificate(data)["cutoff_error"] < 1e-8
    wider = Dicke(cells=10, coupling=0.5, cutoff=int(data.cutoff) + 60).run()
    np.testing.assert_allclose(data.energy, wider.energy, rtol=0, atol=1e-10)


def test_the_bound_holds_and_its_parts_are_averages() -> None:
    for coupling in (0.05, 0.5):
        data = Dicke(cells=6, coupling=coupling).run()
        assert float(data.mean_power) <= float(data.power_bound)
        assert float(data.power_bound) == pytest.approx(
            sqrt(float(data.variance * data.fisher_information)), rel=1e-12
        )
        battery = Reference(6, coupling, top=60)
        times = np.linspace(1e-6, float(data.first_maximum), 200)
        weights = [np.abs(battery.state(t).reshape(battery.shape)) ** 2 for t in times]
        p = np.array([weight.sum(axis=1) for weight in weights])
        m = np.arange(7)
        variance = p @ m**2 - (p @ m) ** 2
        span = times[-1] - times[0]
        assert float(data.variance) == pytest.approx(np.trapezoid(variance, times) / span, rel=1e-4)
        local = p @ m * (1 - p @ m / 6)
        assert float(data.local_variance) == pytest.approx(
            np.trapezoid(local, times) / span, rel=1e-4
        )
        rate = np.gradient(p, times, axis=0)
        speed = np.where(p > 1e-12, rate**2 / np.maximum(p, 1e-12), 0).sum(axis=1)
        speed = np.trapezoid(speed[2:-2], times[2:-2]) / (times[-3] - times[2])
        assert float(data.fisher_information) == pytest.approx(speed, rel=0.02)


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"photons": 2.5}, "n must be a whole number for a Fock state, not 2.5."),
        ({"cutoff": 3, "cells": 4}, "n_max must be at least n = 4, not 3."),
        ({"exchange": 2, "coupling": 0.1, "cells": 5}, "g must be below ω_c/\\(2N\\) = 0.1 for"),
    ],
)
def test_settings_that_do_not_fit_are_said(settings: dict, message: str) -> None:
    with pytest.raises(ScenarioError, match=message):
        Dicke(**settings).run()


@pytest.mark.parametrize(("coupling", "expected"), [(0.05, 1.48785), (0.5, 1.50004)])
def test_figure_5c(coupling: float, expected: float) -> None:
    data = DickeScaling(coupling=coupling).run()
    assert float(data.exponent) == pytest.approx(expected, abs=1e-5)
    column = 0 if coupling < 0.1 else 1
    for cells, row in TABLE.items():
        assert float(data.max_power.sel(cells=cells)) == pytest.approx(row[column], rel=1e-9)
        parallel = cells * TABLE[1][column]
        assert float(data.parallel_power.sel(cells=cells)) == pytest.approx(parallel, rel=1e-9)
    assert float(data.advantage.sel(cells=12)) == pytest.approx(
        2.8224 if column == 0 else 3.5232, abs=5e-5
    )


def test_scaling_of_the_other_models() -> None:
    swap = {"counter_rotating": False, "coupling": 1.0}
    assert float(DickeScaling(**swap).run().exponent) == pytest.approx(1.485, abs=5e-4)
    wide = DickeScaling(largest=100, fit_from=16, fit_to=100, points=81, **swap).run()
    assert float(wide.exponent) == pytest.approx(1.497, abs=5e-4)
    pairs = DickeScaling(exchange=2, coupling=0.01, largest=12).run()
    assert float(pairs.exponent) == pytest.approx(2.029, abs=5e-4)


def test_scaling_does_not_depend_on_how_finely_it_is_searched() -> None:
    for coupling in (0.01, 0.5):
        powers = [
            DickeScaling(largest=8, coupling=coupling, points=points).run().max_power
            for points in (120, 400)
        ]
        np.testing.assert_allclose(*powers, rtol=1e-8)


def test_what_nobody_waits_for_is_given_up() -> None:
    from engine.scenario import Cancelled

    for scenario in (Dicke(), Dicke(counter_rotating=False), DickeScaling()):
        with pytest.raises(Cancelled):
            scenario.run(cancelled=lambda: True)


COPIED = [
    Dicke(cells=3, coupling=0.2, points=12, window=3.0),
    Dicke(cells=3, coupling=0.3, points=8, window=2.0, charger="coherent", detuning=0.2),
    Dicke(cells=2, coupling=0.05, points=8, window=2.0, exchange=2),
    Dicke(cells=3, coupling=0.4, points=8, window=2.0, dipole="xx", dipole_strength=0.6),
    Dicke(cells=3, coupling=0.4, points=8, window=2.0, dipole="exchange", dipole_strength=0.6),
    Dicke(cells=3, coupling=0.4, points=8, counter_rotating=False, dipole="zz", rescale=True),
]


@pytest.mark.parametrize("battery", COPIED, ids=lambda one: str(one.non_default())[:60])
def test_copied_qutip_gives_the_energies(battery: Dicke) -> None:
    code = battery.qutip_code()
    statements = [line for line in code.splitlines() if line and not line.startswith("#")]
    assert len(statements) <= 17 and max(map(len, code.splitlines())) <= 100
    names: dict = {}
    exec(compile(code, "<copied>", "exec"), names)
    np.testing.assert_allclose(names["energy"], battery.run().energy, rtol=0, atol=1e-7)


def test_the_coefficients_are_bessel_functions() -> None:
    from scipy.special import jv

    from engine.dicke.kernels import bessel

    turns = np.array([0.0, 1e-12, 1e-3, 0.3, 5.0, 39.0, 90.0])
    expected = jv(np.arange(140), turns[:, None])
    expected[:, 1:] *= 2
    np.testing.assert_allclose(bessel(turns, 140), expected, rtol=0, atol=2e-14)


@pytest.mark.parametrize(
    "options",
    [
        {"cells": 8}, {"cells": 12, "coupling": 0.5}, {"cells": 20, "coupling": 0.01},
        {"cells": 10, "coupling": 1.5}, {"cells": 6, "coupling": 0.3, "charger": "squeezed"},
        {"cells": 6, "coupling": 0.5, "charger": "coherent"},
        {"cells": 8, "coupling": 0.01, "exchange": 2}, {"cells": 8, "cutoff": 30},
        {"cells": 5, "photons": 200.0},
    ],
    ids=str,
)  # fmt: skip
def test_what_a_run_is_said_to_take_follows_the_lattice_it_takes(options: dict) -> None:
    battery = Dicke(points=41, **options)
    model = battery.model(battery.cells)
    photons = battery.mean_photons(battery.cells)
    run = motion(model, battery.charger, photons, battery.cutoff)
    assert isinstance(run, OnLattice)
    run.seen(battery.times(), lambda done: None, lambda: False)
    top = battery.largest_photon(battery.cells)
    assert 0.6 < top / run.top() < 1.6
    widths = [track.expansion.half_width for track in run.tracks]
    assert 0.6 < battery.half_width(battery.cells, top) / max(widths) < 1.6
    # A state kept to go on from does not hold the chunk of states that it was computed with.
    bases = [state.base for _, state in run.tracks[0].kept]
    assert all(base is None or base.size <= run.tracks[0].kept[-1][1].size for base in bases)


def test_a_peak_is_looked_for_once_where_its_polynomial_is_right() -> None:
    asked = []

    def smooth(times: np.ndarray) -> np.ndarray:
        asked.append(times.size)
        return np.sin(times) ** 2

    time = np.linspace(0.0, 3.0, 61)
    best = max_power(time, smooth(time), smooth)
    assert best.time == pytest.approx(1.1655611852, abs=1e-9)
    assert len(asked) <= 1 + 2
