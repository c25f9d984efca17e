"""The code handed out for self-discharge runs as it is; its QuTiP is the engine's oracle."""

import numpy as np
import pytest

from engine.selfdischarge import Cell, Ensemble, Network

CELLS = [
    Cell(points=7),
    Cell(points=7, convention="paper", rate=1.4),
    Cell(points=7, initial="full"),
    Cell(points=7, convention="printed", coherence=0.6),
    Cell(points=7, noise="dephasing"),
]
FORK = {"geometry": "custom", "edges": ((0, 1), (0, 2), (2, 3)), "cells": 4}
NETWORKS = [
    Network(cells=1, points=5),
    Network(cells=3, points=5, geometry="custom", dephasing=0.2),
    Network(cells=4, points=5, geometry="circular", initial="classical"),
    Network(points=5, time_max=2.0, interaction="exchange", geometry="central", **{"cells": 4}),
    Network(**FORK, points=5, time_max=2.0, weights=(1.0, 0.5, -0.7), initial="full"),
    Network(
        **FORK, points=5, time_max=2.0, detunings=(0.3, 0.0, -1.0, 0.4), coherence=0.7,
        interaction="exchange", dephasing=0.3, collective_rate=-0.4,
    ),
]  # fmt: skip


def execute(code: str) -> dict[str, object]:
    names: dict[str, object] = {}
    exec(compile(code, "<copied>", "exec"), names)
    return names


@pytest.mark.parametrize("one", [CELLS[3], NETWORKS[5], Ensemble(cells=2, realisations=2)])
def test_copied_python_recreates_the_result(one):
    assert execute(one.code())["result"].identical(one.run())


@pytest.mark.parametrize("one", CELLS)
def test_copied_qutip_gives_the_cells_energy_and_ergotropy(one):
    names, run = execute(one.qutip_code()), one.run()
    np.testing.assert_allclose(names["energy"], run.energy, rtol=0, atol=1e-9)
    np.testing.assert_allclose(names["ergotropy"], run.ergotropy, rtol=0, atol=1e-9)


@pytest.mark.parametrize("one", NETWORKS)
def test_copied_qutip_gives_the_networks_energy_ergotropy_and_entanglement(one):
    names, run = execute(one.qutip_code()), one.run()
    np.testing.assert_allclose(names["energy"], run.energy, rtol=0, atol=1e-9)
    np.testing.assert_allclose(names["ergotropy"], run.ergotropy, rtol=0, atol=1e-8)
    if run.sizes["edge"]:
        # QuTiP takes roots of eigenvalues, which loses half the digits near no entanglement.
        np.testing.assert_allclose(names["concurrence"], run.edge_concurrence, rtol=0, atol=1e-6)


@pytest.mark.parametrize("one", [*CELLS, *NETWORKS])
def test_copied_qutip_is_short_and_needs_nothing_of_ours(one):
    code = one.qutip_code()
    statements = [line for line in code.splitlines() if line and not line.startswith("#")]
    assert len(statements) <= 23
    assert max(map(len, code.splitlines())) <= 100
    assert "engine" not in code


def test_the_basis_is_not_upside_down():
    """With `sigmam` QuTiP's |0⟩ would be the excited state, and the battery inverted."""
    one = NETWORKS[4]
    inverted = one.qutip_code().replace("[[1 - p, c], [c, p]]", "[[p, c], [c, 1 - p]]")
    assert not np.allclose(execute(inverted)["energy"], one.run().energy, atol=0.1)
