"""The code handed out for capacitances and storage runs as it is; its QuTiP is the definition."""

import numpy as np
import pytest

from engine.capacitance import Capacitance, CapacitanceAt, GaussianGap
from engine.result import equal
from engine.storage import Storage

DEPHASED = (("gad", 0.3, 0.0), ("dephasing", 1.0))
OWN = (("kraus", 0.0, 0.0, 0.0, -1.0, 0.0, 1.0, 0.0, 0.0), ("gad", 0.2, 0.1))
CELLS = [
    Capacitance(points=3),
    Capacitance(stages=(("remad", 0.3, 0.2, 0.6),), points=2),
    Capacitance(stages=DEPHASED, levels=(0.0, 1.0), points=3),
    Capacitance(stages=OWN, levels=(0.0, 1.0), points=2),
]
STORED = [
    Storage(),
    Storage(gamma=0.7, eta=0.2, kappa=0.3, points=11),
    Storage(gamma=0.1, kappa=0.9, points=11),
]


def execute(code: str) -> dict[str, object]:
    names: dict[str, object] = {}
    exec(compile(code, "<copied>", "exec"), names)
    return names


@pytest.mark.parametrize("one", [CELLS[0], CELLS[3], CapacitanceAt(energy=0.7), GaussianGap()])
def test_copied_python_recreates_the_result(one):
    assert equal(execute(one.code())["result"], one.run())


@pytest.mark.parametrize("one", CELLS, ids=lambda one: one.stages[0][0])
def test_copied_qutip_gives_the_capacitances(one):
    found, run = execute(one.qutip_code()), one.run()
    np.testing.assert_allclose(found["energies"], run.e, rtol=0, atol=1e-15)
    np.testing.assert_allclose(found["c_loc"], run.c_loc, rtol=0, atol=1e-9)
    np.testing.assert_allclose(found["chi_tot"], run.chi_tot, rtol=0, atol=1e-9)


@pytest.mark.parametrize("one", STORED)
def test_copied_qutip_gives_what_storage_returns(one):
    found, run = execute(one.qutip_code()), one.run()
    np.testing.assert_allclose(found["ergotropy"], run.ergotropy, rtol=0, atol=1e-12)
    assert found["single_shot"] == pytest.approx(float(run.single_shot), abs=1e-12)
    assert found["j_coherent"] == pytest.approx(float(run.j_coherent), abs=1e-5)


@pytest.mark.parametrize("one", [*CELLS, *STORED], ids=lambda one: type(one).__name__)
def test_copied_qutip_needs_nothing_of_ours(one):
    code = one.qutip_code()
    assert max(map(len, code.splitlines())) <= 100
    assert "engine" not in code


def test_a_planted_fault_in_copied_code_is_noticed():
    faulty = STORED[1].qutip_code().replace("np.sqrt(1 - kappa)", "(1 - kappa)")
    ergotropy = execute(faulty)["ergotropy"]
    assert not np.allclose(ergotropy, STORED[1].run().ergotropy, atol=1e-3)
