"""Edges and what is given beside them: weights belong to their edges, in whatever order."""

from itertools import permutations

import numpy as np
import pytest

from engine.graphs import GivenEdges, as_given, follow
from engine.scenario import ScenarioError
from engine.selfdischarge import Ensemble, HalfLifeMap, Modes, Network

CHAIN = {(0, 1): 1.0, (1, 2): 2.0, (2, 3): 5.0}
SETTINGS = {"cells": 4, "geometry": "custom", "coupling": 0.5, "collective_rate": 0.05}
ORDERS = [
    *permutations(CHAIN),
    ((3, 2), (1, 0), (2, 1)),
    ((2, 3), (0, 1), (1, 2), (1, 0), (3, 2)),
]
orders = pytest.mark.parametrize("edges", ORDERS, ids=str)


def weights(edges):
    return [CHAIN[tuple(sorted(edge))] for edge in edges]


def check(one):
    assert one.edges == tuple(CHAIN) and one.weights == tuple(CHAIN.values())
    assert one.weight_of() == CHAIN
    for (n, m), weight in CHAIN.items():
        assert one.graph()[n, m] == one.graph()[m, n] == weight


@orders
@pytest.mark.parametrize("scenario", [Network, Ensemble, HalfLifeMap, Modes])
def test_each_edge_has_the_weight_it_was_given_with(scenario, edges):
    check(scenario(**SETTINGS, edges=edges, weights=weights(edges)))


def test_the_discharge_of_a_weighted_chain():
    """0-1: 1, 1-2: 2, 2-3: 5, whose final ergotropy is 5.850e-4."""
    one = Network(**SETTINGS, edges=[(2, 3), (0, 1), (1, 2)], weights=[5, 1, 2]).run()
    assert float(one.ergotropy[-1]) == pytest.approx(5.850e-4, rel=1e-3)


@orders
def test_weights_follow_however_they_are_set(edges):
    """Beforehand, afterwards, in a new scenario, at once in either order, from text, from JSON."""
    given, beside = list(edges), weights(edges)
    late = Network(**SETTINGS, edges=given)
    early = Network(**SETTINGS, weights=beside)
    check(late.replace(weights=beside))
    late.weights = beside
    early.edges = given
    check(late)
    check(early)
    for names in (("edges", "weights"), ("weights", "edges")):
        at_once = Network(**SETTINGS, edges=[(0, 2), (0, 1), (0, 3)], weights=[1, 1, 1])
        both = {"edges": given, "weights": beside}
        at_once.param.update(**{name: both[name] for name in names})
        check(at_once)
    fields = Network.fields()
    text = ",".join(f"{n}-{m}" for n, m in edges)
    numbers = ",".join(map(str, beside))
    check(
        Network(
            **SETTINGS,
            edges=fields["edges"].from_text(text),
            weights=fields["weights"].from_text(numbers),
        )
    )


@orders
def test_what_is_kept_is_in_order(edges):
    """What a cache, a file, a link or a copied line of code has goes in again as it came out."""
    one = Network(**SETTINGS, edges=edges, weights=weights(edges))
    check(one.snapshot().rebuild())
    check(Network.from_json(one.to_json()))
    check(one.replace(coupling=1.0))
    check(one.replace(edges=edges))
    plain = Network(**SETTINGS, edges=tuple(CHAIN), weights=tuple(CHAIN.values()))
    assert one.snapshot() == plain.snapshot() and one.code() == plain.code()


def test_another_graph_takes_weights_of_its_own():
    one = Network(**SETTINGS, edges=[(1, 2), (0, 1)], weights=[2, 1])
    other = one.replace(edges=[(2, 3), (0, 1)], weights=[7, 3])
    assert other.weight_of() == {(0, 1): 3.0, (2, 3): 7.0}


def test_edges_of_a_named_geometry_do_not_move_its_weights():
    one = Network(cells=4, edges=[(2, 3), (0, 1), (1, 2)], weights=(1.0, 2.0, 5.0))
    assert one.weight_of() == CHAIN


@pytest.mark.parametrize(
    ("edges", "given", "message"),
    [
        (
            [(0, 1), (1, 0), (1, 2)],
            (1, 2, 3),
            "The weight of edge 0-1 must be one number, not both 1 and 2.",
        ),
        (
            [(0, 1), (2, 1), (1, 2), (1, 2)],
            (1, 2, 2, 2.5),
            "The weight of edge 1-2 must be one number, not both 2 and 2.5.",
        ),
        ([(0, 1), (1, 0), (1, 2)], (1, 2), "weights must be one for each of the 3 edges, not 2."),
        ([(1, 2), (0, 1)], (1, 2, 3), "weights must be one for each of the 2 edges, not 3."),
    ],
)
def test_weights_that_do_not_fit_are_refused_in_words(edges, given, message):
    one = Network(cells=4, geometry="custom", edges=edges, weights=given)
    assert one.refusal() == message and one.weight_of() == {}
    with pytest.raises(ScenarioError):
        one.run()


UNFIT = [
    {"weights": (1.0, 2.0)},
    {"weights": (1.0, 2.0), "geometry": "symmetric"},
    {"weights": (1.0,), "geometry": "custom"},
    {"weights": (1.0,) * 10, "cells": 12},
    {"weights": (1.0,), "cells": 12, "geometry": "central"},
    {"detunings": (1.0,)},
    {"detunings": (1.0,) * 8, "geometry": "circular"},
    {"detunings": (1.0,), "cells": 30, "geometry": "central"},
    {"edges": ((0, 7),), "geometry": "custom"},
]


@pytest.mark.parametrize("values", UNFIT, ids=str)
@pytest.mark.parametrize("scenario", [Network, Ensemble, HalfLifeMap, Modes])
def test_what_does_not_fit_is_refused_in_the_same_words_whatever_is_asked(scenario, values):
    one = scenario(**values)
    message = one.refusal()
    assert message is not None and " must " in message
    assert one.snapshot().refusal() == one.shape_refusal() == message
    asked = [one.run, one.graph, one.system, one.edge_weights, one.collective_interval,
             one.clipped, one.solver, one.basis]  # fmt: skip
    if scenario is not Modes:  # whose cost is the same for every graph
        asked += [one.cost, one.snapshot().cost]
    if scenario is Network:
        asked += [one.rate_refusal, one.qutip_code]
    for ask in asked:
        with pytest.raises(ScenarioError) as refused:
            ask()
        assert str(refused.value) == message, ask.__name__


@pytest.mark.parametrize("cells", [9, 12, 30])
@pytest.mark.parametrize("geometry", ["linear", "central", "symmetric"])
def test_disorder_of_too_many_cells_is_refused_before_anything_is_estimated(cells, geometry):
    one = Ensemble(cells=cells, geometry=geometry)
    message = f"N must be at most 8 with disorder, not {cells}."
    assert one.refusal() == one.snapshot().refusal() == message
    with pytest.raises(ScenarioError, match="N must be at most 8 with disorder"):
        one.cost()


def test_an_edge_given_twice_without_weights_is_one_edge():
    one = Network(cells=3, geometry="custom", edges=[(2, 1), (1, 0), (0, 1)])
    assert one.edges == ((0, 1), (1, 2)) and one.refusal() is None


def test_disorder_multiplies_the_couplings_of_the_right_edges():
    """Realisations of a weighted graph are those of the same graph in order."""
    settings = {**SETTINGS, "realisations": 2, "points": 3}
    mixed = Ensemble(**settings, edges=[(2, 3), (0, 1), (1, 2)], weights=[5, 1, 2]).run()
    plain = Ensemble(**settings, edges=tuple(CHAIN), weights=tuple(CHAIN.values())).run()
    np.testing.assert_array_equal(mixed.ergotropy, plain.ergotropy)


def test_edges_know_how_they_were_given():
    edges = GivenEdges.of([(3, 2), (0, 1)])
    assert edges == ((0, 1), (2, 3)) and as_given(edges) == ((2, 3), (0, 1))
    assert follow(edges, {(2, 3): 5.0, (1, 2): 4.0}) == (5.0, 1.0)
