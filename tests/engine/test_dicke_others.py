"""The other scenarios of the Dicke battery: classical, one cell, open, and the cavity's picture."""

from __future__ import annotations

from math import pi, sqrt

import numpy as np
import pytest

from engine.dicke import (
    Catalysis,
    ChargerState,
    ClassicalDicke,
    Dicke,
    OpenDicke,
    PowerBounds,
    QuantumOverClassical,
    SpinStar,
)
from engine.result import certificate
from tests.reference.dicke_reference import classical_power


@pytest.mark.parametrize("coupling", [0.05, 0.5])
def test_the_classical_battery_against_an_integrator_of_scipy(coupling: float) -> None:
    data = ClassicalDicke(cells=5, coupling=coupling, phases=8).run()
    assert float(data.max_power) == pytest.approx(classical_power(5, coupling, 8), rel=1e-6)
    assert certificate(data)["energy_drift"] < 1e-12


def test_the_classical_battery_depends_on_the_square_root_of_the_cells_alone() -> None:
    one = ClassicalDicke(cells=4, coupling=0.5, phase=0.7, points=50).run()
    other = ClassicalDicke(cells=16, coupling=0.25, phase=0.7, points=50).run()
    np.testing.assert_allclose(other.energy, 4 * one.energy, rtol=0, atol=1e-9)
    np.testing.assert_allclose(one.time, other.time, rtol=1e-13)


def test_an_average_over_phases_is_that_of_single_ones() -> None:
    common = {"cells": 3, "coupling": 0.4, "points": 20}
    alone = [ClassicalDicke(phase=0.2 + pi * k, **common).run().energy for k in range(2)]
    both = ClassicalDicke(phase=0.2, phases=2, **common).run().energy
    np.testing.assert_allclose(both, (alone[0] + alone[1]) / 2, rtol=0, atol=1e-12)


def test_a_weak_classical_pulse_turns_the_spin_as_it_should() -> None:
    """Without back-action a resonant field of amplitude √(2N) turns the spin by 2g√N t."""
    data = ClassicalDicke(cells=1, coupling=1e-3, window=0.2, phases=16, points=20).run()
    expected = np.square(np.sin(data.turn))
    np.testing.assert_allclose(data.energy, expected, rtol=0.05, atol=1e-4)


@pytest.mark.parametrize(("coupling", "ratio"), [(0.05, 0.812), (0.5, 0.863)])
def test_quantum_over_classical(coupling: float, ratio: float) -> None:
    data = QuantumOverClassical(coupling=coupling).run()
    assert float(data.ratio) == pytest.approx(ratio, abs=5e-4)
    assert float(data.quantum_advantage / data.classical_advantage) == pytest.approx(
        float(data.ratio), rel=1e-14
    )
    assert float(data.phase_ratio.min()) < float(data.phase_ratio.max())


def test_one_cell_in_closed_form_is_the_battery_of_one_cell() -> None:
    one = Catalysis(photons=9, coupling=0.3, window=4.0, points=40).run()
    swap = {"counter_rotating": False, "photons": 9.0, "window": 4.0, "points": 40}
    other = Dicke(cells=1, coupling=0.3, **swap).run()
    np.testing.assert_allclose(one.energy, other.energy, rtol=0, atol=1e-12)
    for name in ("max_power", "optimal_time"):
        assert float(one[name]) == pytest.approx(float(other[name]), rel=1e-8)
    assert float(one.charging_time) == pytest.approx(pi / (2 * 0.3 * 3), rel=1e-15)


def test_a_star_of_spins_is_the_exchange_with_one_excitation() -> None:
    star = SpinStar(chargers=25, coupling=0.2, points=30).run()
    h = 0.2 * 5 * np.array([[0.0, 1.0], [1.0, 0.0]])
    values, vectors = np.linalg.eigh(h)
    moved = [vectors @ (np.exp(-1j * values * t) * vectors[0]) for t in star.time.values]
    np.testing.assert_allclose(star.energy, [abs(state[1]) ** 2 for state in moved], atol=1e-12)


@pytest.mark.parametrize("counter", [True, False])
@pytest.mark.parametrize(
    ("cells", "coupling", "loss"),
    [(4, 0.5, 0.0), (1, 1.0, 0.0), (2, 0.3, 0.0), (1, 1.0, 1e-12), (2, 0.3, 1e-12)],
)
def test_an_open_battery_without_noise_is_the_closed_one(
    cells: int, coupling: float, loss: float, counter: bool
) -> None:
    """By Schrödinger's equation, and by the other one: photons enough for both."""
    common = {
        "cells": cells, "coupling": coupling, "counter_rotating": counter,
        "window": 3.0, "points": 12,
    }  # fmt: skip
    leaky, closed = OpenDicke(loss=loss, **common).run(), Dicke(**common).run()
    for name in ("energy", "ergotropy_ladder", "charger_energy", "purity"):
        np.testing.assert_allclose(leaky[name], closed[name], rtol=0, atol=3e-7)


def test_loss_takes_photons_away_and_a_pump_brings_some() -> None:
    common = {"cells": 1, "coupling": 0.5, "counter_rotating": False, "window": 3.0, "points": 30}
    closed, leaky = (OpenDicke(loss=loss, **common).run() for loss in (0.0, 0.4))
    assert float(leaky.max_power) < float(closed.max_power)
    total = leaky.energy + leaky.charger_energy
    lost = -0.4 * leaky.charger_energy
    slope = np.gradient(total.values, leaky.time.values)
    np.testing.assert_allclose(slope[1:-1], lost[1:-1], atol=5e-3)
    pumped = OpenDicke(photons=0, pump=0.3, **common).run()
    assert float(pumped.energy[-1]) > 0.05
    dephased = OpenDicke(dephasing=0.5, **common).run()
    assert float(dephased.purity.min()) < 1


def test_the_cavity_of_a_fresh_fock_state_is_that_of_qutip() -> None:
    import qutip

    data = ChargerState(cells=2, coupling=0.5, at=0.9, extent=4.0, pixels=41).run()
    run = Dicke(cells=2, coupling=0.5, window=0.9, points=2)
    top = 40
    a, m = qutip.destroy(top), qutip.jmat(1, "z") + 1
    x = qutip.tensor(qutip.jmat(1, "x"), a + a.dag())
    h = qutip.tensor(m, qutip.qeye(top)) + qutip.tensor(qutip.qeye(3), a.dag() * a) + x
    start = qutip.tensor(qutip.basis(3, 2), qutip.basis(top, 2))
    options = {"rtol": 1e-10, "atol": 1e-12, "nsteps": 10_000}
    state = qutip.sesolve(h, start, [0, run.times()[-1]], options=options).final_state.ptrace(1)
    picture = qutip.wigner(state, sqrt(2) * data.re.values, sqrt(2) * data.im.values, g=sqrt(2))
    np.testing.assert_allclose(data.wigner * 1.0, picture * 2, rtol=0, atol=1e-6)
    assert certificate(data)["weight_in_view"] == pytest.approx(1.0, abs=1e-3)
    assert float(data.charger_purity) == pytest.approx(state.purity(), abs=1e-8)
    np.testing.assert_allclose(
        data.photon_share, state.diag()[: data.sizes["photon_number"]], atol=1e-9
    )


def test_power_stays_below_its_bounds_and_global_charging_breaks_the_printed_one() -> None:
    for coupling, rescale in ((0.05, False), (0.5, False), (0.5, True)):
        data = PowerBounds(largest=6, coupling=coupling, rescale=rescale).run()
        assert (data.power_share.values <= 1).all() and (data.commutator_share.values <= 1).all()
        np.testing.assert_allclose(data.printed_share, 2 * data.commutator_share, rtol=1e-14)
        six = Dicke(cells=6, coupling=coupling, rescale=rescale).run()
        assert float(data.power_share[-1]) == pytest.approx(
            float(six.mean_power / six.power_bound), rel=1e-5
        )
    assert float(data.global_share) == pytest.approx(2 * sqrt(2) / pi, rel=1e-6)
    assert float(data.global_printed_share) > 1


def test_the_variance_of_the_coupling_is_that_of_whole_matrices() -> None:
    from engine.dicke.bounds import coupling_variance
    from tests.reference.dicke_reference import Reference, lowering, raising

    battery = Dicke(cells=3, coupling=0.4)
    reference = Reference(3, 0.4, top=50)
    swap = np.kron(raising(3), lowering(50) + lowering(50).T)
    h = 0.4 * (swap + swap.T)
    nodes, weights = np.polynomial.legendre.leggauss(40)
    expected = 0.0
    for time, weight in zip((nodes + 1) / 2, weights / 2, strict=True):
        state = reference.state(time)
        moved = h @ state
        expected += weight * (np.vdot(moved, moved) - np.vdot(state, moved) ** 2).real
    found = coupling_variance(battery.model(3), 1.0, lambda: False)
    assert found == pytest.approx(expected, rel=1e-6)


def test_the_cost_of_a_look_is_that_of_its_own_time():
    """The marked time may lie far beyond the window, and far before its end."""
    looks = [ChargerState(at=at, window=5.0).cost().seconds for at in (0.01, 5.0, 200.0)]
    assert looks[0] < looks[1] < looks[2] / 5
    assert ChargerState(at=200.0, window=5.0).cost() == ChargerState(at=200.0).cost()


def test_rates_of_an_open_battery_cost_steps_where_there_are_photons():
    """Adams' method steps no further than the fastest decay allows."""
    still, pumped = (OpenDicke(cells=1, cutoff=60, pump=p).cost().seconds for p in (0.0, 10.0))
    assert pumped > 3 * still
    full, empty = (
        OpenDicke(cells=1, cutoff=40, counter_rotating=counter, loss=5.0).cost().seconds
        for counter in (True, False)
    )
    assert empty < full / 5  # no photon comes to those of the start
