"""Which rates are physical, which modes are dark, and the traps of non-positive rates."""

import numpy as np
import pytest

from engine.graphs import adjacency, preset_edges
from engine.selfdischarge import Network
from engine.selfdischarge.run import Cells, prepared
from engine.selfdischarge.system import (
    dark_states,
    jump_operators,
    mode_rates,
    network,
    physical,
    physical_interval,
)


def system(geometry, cells, collective=0.5, interaction="zz", **settings):
    graph = adjacency(cells, preset_edges(geometry, cells))
    return network(graph, 1.0, collective, 2.0, interaction, **settings)


@pytest.mark.parametrize(
    ("geometry", "cells", "low", "high"),
    [
        ("linear", 5, -1 / np.sqrt(3), 1 / np.sqrt(3)),
        ("circular", 6, -0.5, 0.5),
        ("circular", 5, -0.5, 1 / (2 * np.cos(np.pi / 5))),
        ("central", 5, -0.5, 0.5),
        ("central", 6, -1 / np.sqrt(5), 1 / np.sqrt(5)),
        ("symmetric", 5, -0.25, 1.0),
    ],
)
def test_the_interval_of_physical_rates(geometry, cells, low, high):
    found = physical_interval(adjacency(cells, preset_edges(geometry, cells)), 1.0)
    np.testing.assert_allclose(found, (low, high), rtol=1e-12)
    assert physical(system(geometry, cells, found[0])) and physical(
        system(geometry, cells, found[1])
    )
    assert not physical(system(geometry, cells, found[1] + 1e-6))
    assert not physical(system(geometry, cells, found[0] - 1e-6))


def test_without_edges_every_collective_rate_is_physical():
    assert physical_interval(np.zeros((3, 3)), 1.0) == (-np.inf, np.inf)


def test_without_decay_no_collective_decay_is_physical():
    assert physical_interval(adjacency(2, ((0, 1),)), 0.0) == (0.0, 0.0)


@pytest.mark.parametrize(("geometry", "cells"), [("circular", 4), ("circular", 6), ("central", 5)])
def test_marginal_rates_give_no_nan(geometry, cells):
    """Their least eigenvalue is -4e-16 by rounding, whose root would be no number."""
    marginal = system(geometry, cells)
    assert mode_rates(marginal)[0][0] == 0.0
    jumps = jump_operators(marginal)
    assert jumps.shape[0] < cells and np.isfinite(jumps).all()
    np.testing.assert_allclose(jumps.T @ jumps, marginal.rates, atol=1e-14)


def test_negative_rates_have_no_jump_operators():
    with pytest.raises(ValueError, match=r"rates must be non-negative, not -0\.118"):
        jump_operators(system("central", 6))


def test_rates_beyond_the_limit_gain_energy_without_being_noticed():
    """Why they are refused: the trace stays 1 while seven cells come to hold more than seven."""
    solver = prepared(system("central", 7, interaction="exchange"), Cells(0.5, 0.5))
    run = solver.discharge(np.array([0.0, 4.0, 40.0]), ())
    assert run.trace_defect < 1e-6
    assert run.readings.energy[-1] > 100


@pytest.mark.parametrize(
    ("geometry", "cells", "interaction", "expected"),
    [
        ("central", 5, "zz", (1, 0)),
        ("central", 5, "exchange", (1, 1)),
        ("circular", 4, "zz", (1, 1)),
        ("circular", 6, "exchange", (1, 1)),
        ("linear", 5, "zz", (0, 0)),
    ],
)
def test_dark_states_and_whether_they_last(geometry, cells, interaction, expected):
    assert dark_states(system(geometry, cells, interaction=interaction)) == expected


def test_several_dark_modes_of_one_rate():
    """At Γ_icl = Γ all but the symmetric mode of a complete graph are dark."""
    assert dark_states(system("symmetric", 4, 1.0)) == (3, 3)
    detuned = system("symmetric", 4, 1.0, detuning=np.array([0.0, 0.0, 0.3, 0.7]))
    assert dark_states(detuned) == (3, 1)


def test_dephasing_and_detuning_end_a_dark_state():
    assert dark_states(system("circular", 4, dephasing=0.1)) == (1, 0)
    assert dark_states(system("circular", 4, detuning=np.arange(4.0))) == (1, 0)


@pytest.mark.parametrize("collective", [0.25, 0.4])
def test_a_network_off_the_margin_leaks_to_the_end(collective):
    run = Network(geometry="central", collective_rate=collective, time_max=200.0, points=2).run()
    assert float(run.energy[-1]) < 1e-8 and not int(run.dark_modes)
    assert np.isnan(run.efficiency[-1])


def test_refusal_names_the_limits_and_clipping_helps():
    six = Network(cells=6, geometry="central")
    assert six.refusal() == (
        "Γ_icl must be between −0.447213 and 0.447213 for this graph, beyond which a collective "
        "mode would have a negative rate, not 0.5."
    )
    assert six.replace(collective_rate=0.447213).refusal() is None
    clipped = six.clipped()
    assert clipped.refusal() is None
    assert clipped.collective_rate == pytest.approx(1 / np.sqrt(5), rel=1e-14)
    assert clipped.run().dark_modes == 1


def test_weights_move_the_limits():
    one = Network(cells=3, geometry="custom", edges=((0, 1), (1, 2)), weights=(2.0, 2.0))
    np.testing.assert_allclose(one.collective_interval(), (-1 / np.sqrt(8), 1 / np.sqrt(8)))
    assert one.refusal() is not None and one.replace(collective_rate=0.35).refusal() is None
