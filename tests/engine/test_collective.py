"""Charging together or apart: closed forms, whole matrices, QuTiP, and what the bounds allow."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import collective
from engine.collective import BlockCharging, ParticipationBound, SeparableBall, ball, lattice
from engine.fields import ScenarioError
from engine.result import certificate, equations, to_json
from engine.speed import energy_variance, fisher_information
from tests.engine.test_copied_code import execute
from tests.reference.claims.collective import least_transposed

EVERY = tuple(getattr(collective, name) for name in collective.__all__)
each = pytest.mark.parametrize("scenario", EVERY, ids=lambda scenario: scenario.__name__)
BLOCKS = [(12, 1), (12, 3), (12, 12), (6, 2), (5, 5)]


def test_names_and_defaults_are_those_of_the_design():
    assert BlockCharging().values() == {
        "cells": 12, "block": 12, "gap": 1.0, "max_energy": 1.0, "points": 201,
    }  # fmt: skip
    charge = BlockCharging().run()
    for name in ("energy", "instantaneous_power", "variance", "local_variance", "power_bound",
                 "correlated_variance", "fisher_information"):  # fmt: skip
        assert charge[name].dims == ("time",), name
    assert charge.population.dims == ("time", "excited")
    assert {"charging_time", "power", "advantage"} <= set(charge.data_vars)
    assert (SeparableBall().cells, SeparableBall().gap) == (4, 1.0)
    names = {"ball_inverse_temperature", "ball_work_share", "entangled_inverse_temperature"}
    assert names <= set(SeparableBall().run().data_vars)
    assert SeparableBall().run().work.dims == ("inverse_temperature",)


@each
def test_every_result_is_labelled_sourced_and_frozen(scenario):
    result = scenario().run()
    for name, variable in result.variables.items():
        assert {"long_name", "symbol", "short_name"} <= set(variable.attrs), name
        assert not variable.values.flags.writeable, name
    assert equations(result) and certificate(result)
    assert "NaN" not in to_json({"result": result})
    assert result.identical(scenario().run())


@given(st.integers(1, 10), st.integers(1, 6), st.floats(0.1, 9), st.floats(0.1, 9))
def test_every_block_size_has_its_advantage_and_saturates_the_bound(block, count, gap, strength):
    charge = BlockCharging(cells=block * count, block=block, gap=gap, max_energy=strength).run()
    assert float(charge.advantage) == block
    assert float(charge.power / charge.local_power) == pytest.approx(block)
    power, bound = charge.instantaneous_power.values, charge.power_bound.values
    assert power == pytest.approx(bound, abs=1e-9 * bound.max())
    total = charge.local_variance + charge.correlated_variance
    assert charge.variance.values == pytest.approx(total.values, abs=1e-12 * gap**2)
    assert float(charge.energy[-1]) == pytest.approx(block * count * gap)


@pytest.mark.parametrize(("cells", "block"), BLOCKS)
def test_energy_variance_and_speed_are_those_of_the_populations(cells, block):
    charge = BlockCharging(cells=cells, block=block, gap=1.3, max_energy=0.7, points=2001).run()
    p, levels = charge.population.values, 1.3 * charge.excited.values
    assert p.sum(axis=-1) == pytest.approx(np.ones(len(p)))
    assert p @ levels == pytest.approx(charge.energy.values, abs=1e-10)
    assert energy_variance(p, levels) == pytest.approx(charge.variance.values, abs=1e-10)
    slope = np.gradient(p, charge.time.values, axis=0, edge_order=2)
    middle = slice(400, 1600)
    assert fisher_information(p, slope)[middle] == pytest.approx(
        charge.fisher_information.values[middle], rel=1e-3
    )
    assert certificate(charge)["information_error"] < 1e-8
    power = np.gradient(charge.energy, charge.time, edge_order=2)
    assert charge.instantaneous_power.values == pytest.approx(power, abs=1e-4)


def test_populations_are_those_of_whole_matrices():
    """Two blocks of two cells: H = α Σ(|11⟩⟨00| + h.c.) on 16 states, counted by excited cells."""
    cells, block, strength = 4, 2, 0.9
    alpha = strength * block / cells
    pair = np.zeros((4, 4))
    pair[0, 3] = pair[3, 0] = alpha
    drive = np.kron(pair, np.eye(4)) + np.kron(np.eye(4), pair)
    assert np.linalg.norm(drive, 2) == pytest.approx(strength)
    charge = BlockCharging(cells=cells, block=block, max_energy=strength, points=7).run()
    energies, vectors = np.linalg.eigh(drive)
    excited = np.array([bin(string).count("1") for string in range(16)])
    for time, found in zip(charge.time.values, charge.population.values, strict=True):
        psi = vectors @ (np.exp(-1j * energies * time) * vectors[0])
        expected = np.bincount(excited, weights=np.abs(psi) ** 2, minlength=cells + 1)
        assert found == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize(("cells", "block"), BLOCKS)
def test_copied_qutip_gives_energy_and_variance(cells, block):
    scenario = BlockCharging(cells=cells, block=block, gap=1.3, max_energy=0.7, points=21)
    names, charge = execute(scenario.qutip_code()), scenario.run()
    for name in ("energy", "variance", "local_variance"):
        assert names[name] == pytest.approx(charge[name].values, abs=1e-8), name


def test_the_reference_numbers_of_the_ball():
    two, four = SeparableBall(cells=2).run(), SeparableBall(cells=4).run()
    assert float(two.ball_inverse_temperature) == pytest.approx(0.831443, abs=5e-7)
    assert float(two.ball_work_share) == pytest.approx(0.393320, abs=5e-7)
    assert float(four.ball_work_share) == pytest.approx(0.0983, abs=5e-5)
    assert float(two.entangled_inverse_temperature) == pytest.approx(np.arcsinh(1))
    assert float(four.entangled_inverse_temperature) == pytest.approx(np.arcsinh(1) / 2)
    twice = SeparableBall(cells=2, gap=2.0).run()
    assert float(twice.ball_inverse_temperature) == pytest.approx(0.831443 / 2, abs=5e-7)
    assert float(twice.work[-1]) == pytest.approx(2 * float(two.work[-1]))


@pytest.mark.parametrize("cells", [2, 4])
@pytest.mark.parametrize("off", [-1e-3, 1e-3])
def test_the_partial_transpose_turns_negative_just_there(cells, off):
    beta = ball.entangled_inverse_temperature(cells) + off
    assert (least_transposed(beta, cells) < -1e-12) == (off > 0)
    assert (float(ball.negativity(beta, cells)) > 0) == (off > 0)


@pytest.mark.parametrize("cells", [2, 3, 4, 5])
def test_negativity_is_that_of_whole_matrices(cells):
    scenario = SeparableBall(cells=cells, beta_max=4.0, points=21)
    names = execute(scenario.qutip_code())
    assert scenario.run().negativity.values == pytest.approx(names["found"], abs=1e-9)


@given(st.integers(2, 60))
def test_inside_the_ball_nothing_is_entangled(cells):
    edge, first = ball.ball_inverse_temperature(cells), ball.entangled_inverse_temperature(cells)
    assert edge < first
    assert float(ball.negativity(edge, cells)) == 0
    assert float(ball.negativity(1.01 * first, cells)) > 0
    assert ((1 + ball.ball_share(cells) ** 2) / 2) ** cells - 0.5**cells == pytest.approx(
        ball.ball_radius_squared(cells), rel=1e-9
    )


def test_the_participation_bound_and_its_lattice():
    found = ParticipationBound(cells=25, order=2, participation=4).run()
    assert float(found.bound) == 14 == float(found.quadratic_term + found.linear_term)
    assert float(found.tight_bound) == 2
    parts = found.part.values.reshape(5, 5)
    assert (parts[1:4, 1:4] > 0).sum() == 5 and parts[2, 2] == lattice.MIDDLE
    assert (parts == lattice.TOGETHER).sum() == 1


@given(st.integers(2, 80), st.data())
def test_the_lattice_shows_as_many_cells_as_are_told(cells, data):
    order, partners = data.draw(st.integers(1, cells)), data.draw(st.integers(1, cells))
    parts = lattice.parts(cells, order, partners)
    assert (parts == lattice.MIDDLE).sum() == 1
    assert (parts >= lattice.TOGETHER).sum() == order
    assert (parts > lattice.OTHER).sum() == min(max(order, partners + 1), cells)


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (lambda: BlockCharging(cells=12, block=5).run(), "k must be a divisor of N = 12, not 5."),
        (lambda: BlockCharging(cells=2, block=4).run(), "k must be a divisor of N = 2, not 4."),
        (lambda: ParticipationBound(cells=4, order=5).run(), "k must be at most N = 4, not 5."),
        (lambda: SeparableBall(cells=1), "N must be a whole number between 2 and 100, not 1."),
    ],
)
def test_what_does_not_fit_is_refused_in_words(build, message):
    with pytest.raises(ScenarioError, match=message):
        build()
