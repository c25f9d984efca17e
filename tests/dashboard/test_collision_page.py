"""The collision page without a browser: what its maps, pictures and words say."""

from __future__ import annotations

import csv
import json
from itertools import combinations
from math import pi

import numpy as np
import pytest
import xarray as xr

from dashboard import pages
from dashboard.computer import COMPUTER
from dashboard.pages.collision import curves, distribution, maps
from dashboard.pages.collision.phase import phase_views
from engine.collision import AdvantageMap, FullSwap, PhaseSpace


@pytest.fixture(scope="module")
def plane():
    """The best advantage over swap angle and loss, against the bound of Fig. 4."""
    return {"map": AdvantageMap(bound="lossless", points=12).run()}


def numbers(page) -> dict[str, str]:
    """The read-out's small print with the main run computed."""
    page.results = {"collision": page.scenario.run()}
    return {number.label: number.unit for number in page.readout().numbers}


def settings(**changes):
    return pages.Collision(**changes).settings()


def test_the_border_of_the_advantage_is_where_fig_4_ends(plane) -> None:
    border = maps.map_border(plane, settings())
    x, y = (np.concatenate(border[name]) for name in ("xs", "ys"))
    top = int(np.argmax(y))
    # No advantage above γ = 2.424e-3 at θ = 0.026π, nor beyond θ = 0.04654π without loss.
    assert y[top] == pytest.approx(2.424e-3, rel=0.05)
    assert x[top] == pytest.approx(0.026, abs=0.004)
    assert x[y < 1e-9].max() == pytest.approx(0.04654, rel=0.01)


def test_presets_stand_in_the_planes_they_lie_in(plane) -> None:
    columns = maps.map_presets(plane, settings())
    places = {
        name: (x, y) for name, x, y in zip(*(columns[n] for n in ("text", "x", "y")), strict=True)
    }
    assert places["Fig. 5: charging with loss"] == pytest.approx((0.01, 1e-3))
    assert places["Fig. 3: charging an oscillator"] == pytest.approx((0.01, 0))
    assert "Micromaser: 1/κ = 65 ms, t₀ = 82 µs" in places
    absent = ("Fig. 6", "Qubits without", "Circuit QED: 100 µs, t₀ = 1 µs", "Swap angles")
    assert not [name for name in places if name.startswith(absent)]
    qubits = {"map": AdvantageMap(against="q_c", points=2, theta=0.1 * pi, time_max=1.0).run()}
    columns = maps.map_presets(qubits, settings(map_plane="q_c"))
    found = dict(zip(columns["text"], columns["x"], strict=True))
    assert found["Qubits without inversion, q = 0.7"] == 0.7
    assert "Fig. 5: charging with loss" not in found


def test_a_map_of_another_plane_may_still_be_shown(plane) -> None:
    assert len(maps.map_presets(plane, settings(map_plane="q_c"))["x"])


@pytest.mark.parametrize("view", maps.map_views(), ids=lambda view: view.key)
def test_border_and_presets_belong_to_both_maps(plane, view) -> None:
    view.draw(plane, settings())
    shown = view.columns_shown()
    assert len(shown["border"]["xs"]) == 1 and len(shown["presets"]["text"]) > 5


def test_the_energy_against_q_is_drawn_with_the_best_and_the_present_qubits() -> None:
    page = pages.Collision(
        view="best_q", theta=0.02 * pi, collisions=400, at=318, q=0.2, c=0.8, levels=120
    )
    snapshots = page.wanted()
    assert {"best_q", "best_q_pure"} <= snapshots.keys()
    assert "best_q_pure" not in pages.Collision(view="best_q").wanted()
    assert "best_q" not in pages.Collision(view="power").wanted()
    page.results = {name: snapshots[name].run() for name in ("collision", "best_q", "best_q_pure")}
    scan = page.results["best_q"]
    assert float(scan.time) == pytest.approx(318 * 0.02 * pi), "by the marked collision"
    view = page.views["best_q"]
    view.draw(page.results, page.settings())
    shown = view.columns_shown(full=True)
    assert shown["highest"]["x"] == float(scan.best_q)
    assert shown["highest"]["y"] == float(scan.best_energy) >= scan.energy.max() - 1e-5
    energy = page.results["collision"].energy[318]
    assert (shown["point"]["x"], shown["point"]["y"]) == (0.2, float(energy))
    assert np.interp(0.2, scan.q, scan.energy) == pytest.approx(float(energy), rel=1e-3)
    assert (shown["pure"]["y"] >= shown["energy"]["y"] - 1e-9).all()
    assert shown["bound"]["y"][0] == pytest.approx(float(page.results["collision"].bound[318]))
    readout = page.readout()
    assert f"with c = 0.8 those with q = {float(scan.best_q):.6g} ± " in readout.sentence
    assert readout.numbers[-1].label == "best q" and readout.badges[-1].ok

    file = page.actions.taking.file
    _, _, content = file("csv:best_q")()
    rows = list(csv.DictReader(content.decode("utf-8-sig").splitlines()))
    assert [float(row["ground-state population q"]) for row in rows] == [*scan.q]
    assert [float(row["mean energy Ē (E)"]) for row in rows] == [*scan.energy]
    _, _, content = file("netcdf")()
    tree = xr.open_datatree(content, engine="h5netcdf")
    assert float(tree["best_q"].best_q) == float(scan.best_q)
    _, _, content = file("json")()
    assert json.loads(content)["best_q"]["variables"]["best_q"]["data"] == float(scan.best_q)
    assert "view=best_q" in page.state.query()


def test_without_collisions_no_qubits_are_named_best() -> None:
    page = pages.Collision(view="best_q", theta=0.0, levels=5, collisions=3, at=3)
    page.results = {name: page.wanted()[name].run() for name in ("collision", "best_q")}
    page.views["best_q"].draw(page.results, page.settings())
    assert not len(page.views["best_q"].columns_shown()["highest"]["x"])
    readout = page.readout()
    assert readout.sentence.endswith("no qubits have stored anything.")
    assert "best q" not in {number.label for number in readout.numbers}


def test_a_late_scan_says_nothing_of_the_present_settings() -> None:
    page = pages.Collision(view="best_q", levels=12, theta=0.1, collisions=9, at=9)
    page.results = {name: page.wanted()[name].run() for name in ("collision", "best_q")}
    assert "store most" in page.readout().sentence
    for changed in ({"theta": 0.11}, {"at": 8}, {"c": 0.5}, {"levels": 13}):
        other = pages.Collision(
            **{"view": "best_q", "levels": 12, "theta": 0.1, "collisions": 9, "at": 9, **changed}
        )
        other.results = {**page.results, "collision": other.wanted()["collision"].run()}
        assert "store most" not in other.readout().sentence, changed
    other = pages.Collision(view="best_q", levels=12, theta=0.1, collisions=9, at=9, q=0.3)
    other.results = {**page.results, "collision": other.wanted()["collision"].run()}
    assert "store most" in other.readout().sentence, "the scan is that of all q"


@pytest.mark.parametrize("accounting", ["interaction", "total", "qubits"])
def test_the_bound_beside_q_is_one_on_interaction_time(accounting) -> None:
    page = pages.Collision(
        view="best_q", levels=12, theta=0.1, collisions=9, at=9, accounting=accounting
    )
    page.results = {name: page.wanted()[name].run() for name in ("collision", "best_q")}
    page.views["best_q"].draw(page.results, page.settings())
    drawn = len(page.views["best_q"].columns_shown()["bound"]["y"])
    assert drawn == (1 if accounting == "interaction" else 0)


def test_a_best_population_at_the_end_of_the_range_is_said_to_be_there() -> None:
    page = pages.Collision(view="best_q", c=0.0, levels=8, theta=0.1, collisions=9, at=9)
    page.results = {name: page.wanted()[name].run() for name in ("collision", "best_q")}
    readout = page.readout()
    assert "those with q = 0 store most" in readout.sentence
    assert readout.badges[-1].text == "best q at an end"


def test_a_click_beyond_the_range_of_q_sets_its_end() -> None:
    page = pages.Collision(view="best_q")
    page.views["best_q"]._on_tap(-0.03, 10.0)
    assert page.scenario.q == 0.0
    page.views["best_q"]._on_tap(0.34567, 10.0)
    assert page.scenario.q == 0.346


def test_a_mark_beyond_the_last_collision_is_said() -> None:
    assert numbers(pages.Collision(collisions=60, at=40))["collision"] == "of 60"
    beyond = numbers(pages.Collision(collisions=60, at=600))["collision"]
    assert beyond == "of 60, before the marked 600"


def test_names_of_curves_keep_apart() -> None:
    time = np.linspace(0, 4, 101)
    turns = [(time, scale * np.sin(time / 2) ** 2) for scale in (100, 98, 96, 50)]
    places = curves.named_at(turns)
    assert places[0] == pytest.approx([np.pi, 100], rel=0.01)
    for place, (x, y) in zip(places, turns, strict=True):
        assert np.interp(place[0], x, y) == pytest.approx(place[1])
    for one, other in combinations(places / (4, 100), 2):
        assert (np.abs(one - other) > (0.2, 0.05)).any()


def test_populations_of_a_protocol_are_those_kept_last() -> None:
    collision = pages.Collision(collisions=900, at=900, levels=8, samples=2).scenario.run()
    swap = FullSwap(levels=8, form="printed", time_max=900.0).run()
    reader = distribution.comparison_population("full_swap")
    shown = reader({"collision": collision, "full_swap": swap}, settings(at=900))
    assert swap.sizes["sample"] < swap.sizes["step"]
    row = int(np.searchsorted(swap.time, float(collision.time[-1]), side="right")) - 1
    assert shown["y"] @ np.arange(8) == pytest.approx(float(swap.energy[row]), rel=0.1)


@pytest.mark.parametrize("battery", ["spin", "oscillator"])
def test_discs_are_drawn_for_a_spin_alone(battery) -> None:
    run = PhaseSpace(battery=battery, levels=10, theta=0.1, collisions=5, points=16).run()
    view = next(view for view in phase_views() if view.key == "sphere")
    view.draw({"phase": run}, settings())
    shown = view.columns_shown()
    spin = battery == "spin"
    assert bool(shown["sphere"]["image"]) == spin
    assert len(shown["discs"]["xs"]) == (4 if spin else 0)
    assert ("full" in shown["names"]["text"]) == spin


@pytest.mark.parametrize("picture", ["wigner", "husimi"])
def test_the_axes_of_phase_space_follow_the_state(picture: str) -> None:
    page = pages.Collision(view="phase", phase_picture=picture, at=600)
    wanted = page.wanted()["phase"]
    page.results = {"phase": COMPUTER.result(wanted)}
    page.views[picture].draw(page.results, page.settings())
    state = page.results["phase"]
    for (low, high), name in zip(page.views[picture].limits, ("re", "im"), strict=True):
        middle = float(state[f"amplitude_{name}"])
        assert low < middle - 1 and middle + 1 < high
        assert high - low < 9, "the plane itself is 26 wide"
