"""Graphs: presets, symmetries, every connected graph, and edges as a field."""

from itertools import permutations
from math import factorial

import numpy as np
import pytest

from engine.fields import ScenarioError
from engine.graphs import (
    PRESETS,
    adjacency,
    automorphisms,
    connected,
    connected_graphs,
    normal_edges,
    preset_edges,
    preset_name,
)
from engine.selfdischarge import Network


@pytest.mark.parametrize(
    ("geometry", "edges"), [("linear", 4), ("circular", 5), ("central", 4), ("symmetric", 10)]
)
def test_presets_have_the_papers_numbers_of_connections(geometry, edges):
    assert len(preset_edges(geometry, 5)) == edges


def test_small_presets_have_no_edge_twice():
    assert preset_edges("circular", 2) == ((0, 1),)
    assert all(preset_edges(geometry, 1) == () for geometry in PRESETS)


def test_an_unknown_geometry_is_refused():
    with pytest.raises(ValueError, match="geometry must be one of linear"):
        preset_edges("cube", 8)


@pytest.mark.parametrize(
    ("geometry", "least"),
    [
        ("linear", lambda n: -2 * np.cos(np.pi / (n + 1))),
        ("circular", lambda n: -2.0 if n % 2 == 0 else -2 * np.cos(np.pi / n)),
        ("central", lambda n: -np.sqrt(n - 1)),
        ("symmetric", lambda n: -1.0),
    ],
)
@pytest.mark.parametrize("cells", [3, 4, 5, 8])
def test_least_eigenvalues_are_the_known_ones(geometry, least, cells):
    matrix = adjacency(cells, preset_edges(geometry, cells))
    assert np.linalg.eigvalsh(matrix)[0] == pytest.approx(least(cells), abs=1e-12)


def test_weights_stand_on_both_sides():
    matrix = adjacency(3, ((0, 1), (1, 2)), (0.5, -2.0))
    np.testing.assert_array_equal(matrix, [[0, 0.5, 0], [0.5, 0, -2], [0, -2, 0]])


@pytest.mark.parametrize(("cells", "count"), [(1, 1), (2, 1), (3, 2), (4, 6), (5, 21), (6, 112)])
def test_every_connected_graph_is_there_once(cells, count):
    graphs = connected_graphs(cells)
    assert len(graphs) == count
    assert all(connected(cells, edges) for edges in graphs)
    if cells <= 4:
        forms = [
            min(normal_edges((p[n], p[m]) for n, m in edges) for p in permutations(range(cells)))
            for edges in graphs
        ]
        assert len(set(forms)) == count


@pytest.mark.parametrize("geometry", PRESETS)
@pytest.mark.parametrize("cells", [4, 6])
def test_a_preset_is_known_by_any_names(geometry, cells):
    edges = [((n + 2) % cells, (m + 2) % cells) for n, m in preset_edges(geometry, cells)]
    assert preset_name(cells, normal_edges(edges)) == geometry


def group(generators, cells):
    """All products of the generators."""
    found, new = {tuple(range(cells))}, [tuple(range(cells))]
    while new:
        fresh = {tuple(g[n] for n in p) for p in new for g in generators} - found
        found |= fresh
        new = list(fresh)
    return found


@pytest.mark.parametrize("edges", [*connected_graphs(4), *connected_graphs(5)[::4], ()])
def test_automorphisms_generate_the_whole_group(edges):
    cells = 5 if any(4 in edge for edge in edges) else 4
    matrix = adjacency(cells, edges)
    every = {p for p in permutations(range(cells)) if (matrix[np.ix_(p, p)] == matrix).all()}
    assert group(automorphisms(matrix), cells) == every


def test_what_differs_on_one_cell_breaks_the_symmetry():
    graph = adjacency(4, preset_edges("symmetric", 4))
    assert len(group(automorphisms(graph), 4)) == factorial(4)
    assert len(group(automorphisms(graph, np.diag([0, 0, 0, 1.0])), 4)) == factorial(3)


# -- the field ----------------------------------------------------------------------------------


def test_edges_are_read_and_written():
    field = Network.fields()["edges"]
    assert field.from_text("2-1, 0-2,1–2") == ((0, 2), (1, 2))
    assert field.to_text(((0, 2), (1, 2))) == "0-2,1-2"
    assert field.from_text("") == ()
    assert field.from_text(field.to_text(preset_edges("symmetric", 8))) == preset_edges(
        "symmetric", 8
    )


def test_edges_survive_json():
    one = Network(geometry="custom", edges=((0, 1), (0, 4)))
    assert Network.from_json(one.to_json()).edges == ((0, 1), (0, 4))


@pytest.mark.parametrize(
    ("value", "received"),
    [
        (((0, 0),), "(0, 0)"), (((0, 8),), "(0, 8)"), (((0, 1.5),), "(0, 1.5)"),
        (((0, 1, 2),), "(0, 1, 2)"), ((1,), "1"), ("0-1", "“0-1”"), (3, "3"),
    ],
)  # fmt: skip
def test_what_is_no_edge_is_refused(value, received):
    with pytest.raises(ScenarioError) as refusal:
        Network(edges=value)
    assert str(refusal.value) == (
        f"edges must be pairs of different cells from 0 to 7, such as “0-1,1-2”, not {received}."
    )


@pytest.mark.parametrize("text", ["0-1,2", "a-b", "0-9", "1-1", "0-1;<b>"])
def test_text_that_is_no_edge_is_refused(text):
    with pytest.raises(ScenarioError, match="edges must be pairs of different cells"):
        Network.fields()["edges"].from_text(text)
