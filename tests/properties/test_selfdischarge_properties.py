"""Properties that every discharge of a network has, on random graphs and settings."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from engine.graphs import PRESETS, connected_graphs
from engine.result import equal
from engine.selfdischarge import Network, basis
from engine.selfdischarge.run import Solver
from engine.selfdischarge.spectrum import spectrum
from tests.reference.selfdischarge_reference import discharge

TIMES = {"time_max": 1.5, "points": 4}
CURVES = ("energy", "ergotropy", "coherence", "purity", "local_ergotropy")
INTERACTIONS = st.sampled_from(["zz", "exchange"])
STARTS = st.sampled_from(["quantum", "classical", "full"])


@st.composite
def networks(draw, most=4, weighted=True, **fixed):
    """A physical network on any graph, connected or not."""
    cells = draw(st.integers(1, most))
    pairs = [(n, m) for n in range(cells) for m in range(n + 1, cells)]
    edges = tuple(pair for pair in pairs if draw(st.booleans()))
    rough = st.floats(-2, 2).map(lambda value: round(value, 3))
    extra = {}
    if weighted and draw(st.booleans()):
        extra["weights"] = tuple(draw(rough) for _ in edges)
        extra["detunings"] = tuple(draw(rough) for _ in range(cells))
    one = Network(
        cells=cells, geometry="custom", edges=edges, interaction=draw(INTERACTIONS),
        initial=draw(STARTS), coherence=draw(st.sampled_from([1.0, 0.6])),
        coupling=draw(rough), dephasing=draw(st.sampled_from([0.0, 0.3])),
        collective_rate=0.0, **extra, **TIMES,
    ).replace(**fixed)  # fmt: skip
    low, high = (float(np.clip(limit, -2, 2)) for limit in one.collective_interval())
    share = draw(st.floats(0, 1))
    drawn = {"collective_rate": low + share * (high - low)}
    return one.replace(**drawn | fixed).clipped()


@settings(max_examples=40, deadline=None)
@given(networks())
def test_any_network_is_qutips(one):
    run = one.run()
    reference = discharge(one, run.time.values)
    for name in CURVES:
        np.testing.assert_allclose(run[name], getattr(reference, name), rtol=0, atol=1e-9)
    np.testing.assert_allclose(run.cell_energy, reference.cell_energy, rtol=0, atol=1e-10)
    if run.sizes["edge"]:
        np.testing.assert_allclose(run.edge_concurrence, reference.concurrence, rtol=0, atol=1e-8)


@settings(max_examples=30, deadline=None)
@given(networks(most=5))
def test_states_stay_states_and_bounds_hold(one):
    run = one.run()
    solver = one.solver()
    states = solver.flow.states(solver.initial, run.time.values)
    assert spectrum(solver.basis, states / solver.basis.scale).values.min() >= -1e-14
    diagonal, counts = solver.basis.populations()
    shares = (states / solver.basis.scale)[:, diagonal]
    assert np.abs(shares.imag).max() < 1e-13
    np.testing.assert_allclose(shares.real @ counts, 1, rtol=0, atol=1e-12)
    energy, ergotropy = run.energy.values, run.ergotropy.values
    assert (ergotropy >= 0).all() and (ergotropy <= energy + 1e-12).all()
    assert (ergotropy >= run.local_ergotropy.values - 1e-10).all()
    assert (run.coherent_ergotropy.values >= -1e-12).all()
    assert (np.diff(energy) <= 1e-12).all()


@settings(max_examples=30, deadline=None)
@given(networks(most=5))
def test_the_leak_is_the_slope_of_the_energy(one):
    """-dU/dt = Σ_nm g_nm ⟨σ+_n σ-_m⟩ at the first time, and the integral of the leak."""
    run = one.replace(time_max=0.02, points=3).run()
    slope = (-3 * run.energy[0] + 4 * run.energy[1] - run.energy[2]) / 0.02
    assert float(run.leak[0]) == pytest.approx(-float(slope), abs=0.05)
    start, graph = one.start(), one.graph()
    leak = one.rate * one.cells * start.excited + one.collective_rate * graph.sum() * (
        start.coherence**2
    )
    assert float(run.leak[0]) == pytest.approx(leak, abs=1e-11)


@settings(max_examples=20, deadline=None)
@given(networks(collective_rate=0.0, rate=1.3))
def test_without_collective_decay_the_energy_is_exponential(one):
    run = one.run()
    expected = run.energy.values[0] * np.exp(-1.3 * run.time.values)
    np.testing.assert_allclose(run.energy, expected, rtol=0, atol=1e-12)


@settings(max_examples=20, deadline=None)
@given(networks(collective_rate=0.0, coupling=0.0, detunings=()))
def test_independent_cells_are_single_cells(one):
    run = one.run()
    single = one.replace(cells=1, edges=(), weights=()).run()
    for name in ("ergotropy", "energy", "local_ergotropy"):
        np.testing.assert_allclose(run[name], one.cells * single[name], rtol=0, atol=1e-10)
    assert float(run.half_life) == pytest.approx(float(single.half_life), abs=1e-8)


@settings(max_examples=20, deadline=None)
@given(st.floats(-0.999, 0.999), st.floats(-3, 3), INTERACTIONS, st.booleans())
def test_two_cells_are_known_in_closed_form(collective, coupling, interaction, quantum):
    assume(abs(collective) > 1e-3)
    run = Network(
        cells=2, collective_rate=collective, coupling=coupling, interaction=interaction,
        initial="quantum" if quantum else "classical", **TIMES,
    ).run()  # fmt: skip
    time, fast, slow = run.time.values, 1 + collective, 1 - collective
    both, even, odd = (0.25, 0.5, 0.0) if quantum else (9 / 16, 3 / 16, 3 / 16)

    def mode(start, own, other):
        fed = own * both * (1 - np.exp(-other * time)) / other
        return np.exp(-own * time) * (start + fed)

    energy = 2 * both * np.exp(-2 * time) + mode(even, fast, slow) + mode(odd, slow, fast)
    np.testing.assert_allclose(run.energy, energy, rtol=0, atol=1e-12)


@settings(max_examples=20, deadline=None)
@given(networks(detunings=()))
def test_the_sign_of_the_coupling_does_not_matter(one):
    turned = one.replace(coupling=-one.coupling).run()
    for name in (*CURVES, "edge_concurrence"):
        np.testing.assert_allclose(one.run()[name], turned[name], rtol=0, atol=1e-10)


@settings(max_examples=15, deadline=None)
@given(st.integers(2, 5), st.floats(-2, 2), st.sampled_from(["quantum", "classical"]))
def test_on_a_complete_graph_exchange_is_half_of_zz(cells, coupling, initial):
    common = {"cells": cells, "geometry": "symmetric", "initial": initial, **TIMES}
    exchange = Network(coupling=coupling, interaction="exchange", **common).run()
    ising = Network(coupling=coupling / 2, interaction="zz", **common).run()
    for name in (*CURVES, "edge_concurrence"):
        np.testing.assert_allclose(exchange[name], ising[name], rtol=0, atol=1e-10)


@settings(max_examples=15, deadline=None)
@given(
    st.sampled_from([("linear", 3), ("linear", 5), ("central", 4), ("circular", 4)]),
    st.floats(-0.49, 0.49),
    INTERACTIONS,
)
def test_on_bipartite_graphs_classical_cells_see_no_sign_of_the_collective_rate(
    graph, collective, interaction
):
    geometry, cells = graph
    one = Network(
        cells=cells, geometry=geometry, initial="classical", collective_rate=collective,
        interaction=interaction, **TIMES,
    )  # fmt: skip
    turned = one.replace(collective_rate=-collective).run()
    for name in CURVES:
        np.testing.assert_allclose(one.run()[name], turned[name], rtol=0, atol=1e-11)


@settings(max_examples=20, deadline=None)
@given(networks(most=5), st.data())
def test_names_of_cells_do_not_matter(one, data):
    order = data.draw(st.permutations(range(one.cells)))
    pairs = {
        tuple(sorted((order[n], order[m]))): weight
        for (n, m), weight in zip(one.edges, one.edge_weights().tolist(), strict=True)
    }
    edges = tuple(sorted(pairs))
    moved = np.argsort(order)
    renamed = one.replace(
        edges=edges,
        weights=tuple(pairs[edge] for edge in edges) if one.weights else (),
        detunings=tuple(one.detunings[n] for n in moved) if one.detunings else (),
    )
    run, other = one.run(), renamed.run()
    for name in CURVES:
        np.testing.assert_allclose(run[name], other[name], rtol=0, atol=1e-11)
    np.testing.assert_allclose(run.cell_energy[:, moved], other.cell_energy, rtol=0, atol=1e-11)


@settings(max_examples=15, deadline=None)
@given(networks(most=3), networks(most=2))
def test_parts_that_are_not_connected_do_not_know_of_each_other(left, right):
    common = ("initial", "coherence", "coupling", "interaction", "dephasing")
    right = right.replace(
        **{name: getattr(left, name) for name in common}, weights=(), detunings=()
    )
    left = left.replace(weights=(), detunings=())
    rates = [one.collective_interval() for one in (left, right)]
    collective = float(np.clip(0.2, max(low for low, _ in rates), min(high for _, high in rates)))
    left, right = (one.replace(collective_rate=collective) for one in (left, right))
    shifted = tuple((n + left.cells, m + left.cells) for n, m in right.edges)
    whole = left.replace(cells=left.cells + right.cells, edges=(*left.edges, *shifted)).run()
    parts = left.run(), right.run()
    np.testing.assert_allclose(
        whole.cell_energy, np.hstack([part.cell_energy for part in parts]), rtol=0, atol=1e-12
    )
    purity = parts[0].purity.values * parts[1].purity.values
    np.testing.assert_allclose(whole.purity, purity, rtol=0, atol=1e-12)


@settings(max_examples=15, deadline=None)
@given(networks(most=3), st.floats(0.1, 10))
def test_all_rates_scale_with_time(one, factor):
    scaled = one.replace(
        rate=one.rate * factor,
        collective_rate=one.collective_rate * factor,
        coupling=one.coupling * factor,
        dephasing=one.dephasing * factor,
        detunings=tuple(factor * value for value in one.detunings),
        time_max=one.time_max / factor,
    ).clipped()
    for name in CURVES:
        np.testing.assert_allclose(one.run()[name], scaled.run()[name], rtol=0, atol=1e-10)


@settings(max_examples=15, deadline=None)
@given(networks(rate=0.0, collective_rate=0.0, dephasing=0.0, detunings=()))
def test_what_does_not_decay_keeps_energy_and_ergotropy(one):
    run = one.run()
    for name in ("energy", "ergotropy", "purity"):
        np.testing.assert_allclose(run[name], run[name][0], rtol=0, atol=1e-10)
    assert np.isposinf(run.half_life)
    if one.interaction == "zz":
        np.testing.assert_allclose(run.coherence, run.coherence[0], rtol=0, atol=1e-11)


@settings(max_examples=12, deadline=None)
@given(
    st.sampled_from(["central", "symmetric"]),
    st.integers(2, 6),
    STARTS,
    INTERACTIONS,
    st.sampled_from([0.0, 0.4]),
)
def test_counting_equal_cells_gives_what_the_whole_graph_gives(
    geometry, cells, initial, interaction, dephasing
):
    one = Network(
        cells=cells, geometry=geometry, initial=initial, interaction=interaction,
        dephasing=dephasing, collective_rate=0.3, **TIMES,
    )  # fmt: skip
    times, edges = np.linspace(0, 1.5, 4), one.joined()
    whole = one.solver().discharge(times, edges)
    highest = one.start().highest_order(cells)
    counted = Solver(one.system(), one.start(), basis.counted(cells, one.classes(), highest))
    other = counted.discharge(times, edges)
    for name in ("ergotropy", "incoherent_ergotropy", "coherence", "purity", "concurrence"):
        np.testing.assert_allclose(getattr(whole, name), getattr(other, name), rtol=0, atol=1e-11)
    np.testing.assert_allclose(
        whole.readings.correlation, other.readings.correlation, rtol=0, atol=1e-12
    )
    assert counted.half_life() == pytest.approx(one.solver().half_life(), abs=1e-9)


def test_three_cells_have_two_geometries_and_two_cells_one():
    def curves(cells, geometry):
        return Network(cells=cells, geometry=geometry, **TIMES).run().ergotropy.values

    np.testing.assert_allclose(curves(3, "linear"), curves(3, "central"), atol=1e-12)
    np.testing.assert_allclose(curves(3, "circular"), curves(3, "symmetric"), atol=1e-12)
    for geometry in PRESETS:
        np.testing.assert_allclose(curves(2, geometry), curves(2, "linear"), atol=1e-13)


def test_one_cell_has_nothing_to_share():
    still = Network(cells=1, coupling=0.0, collective_rate=0.0, **TIMES).run()
    moved = Network(cells=1, coupling=3.0, collective_rate=5.0, **TIMES).run()
    assert equal(still.assign_attrs(moved.attrs), moved)


def test_every_graph_of_five_is_the_one_it_is_without_its_symmetries(monkeypatch):
    chosen = connected_graphs(5)[::5]
    runs = []
    for edges in chosen:
        one = Network(geometry="custom", edges=edges, collective_rate=0.3, **TIMES)
        runs.append((one, one.run()))
    monkeypatch.setattr(basis, "automorphisms", lambda *matrices: [])
    for one, run in runs:
        assert equal(run.drop_attrs(), one.run().drop_attrs(), absolute=1e-11)
