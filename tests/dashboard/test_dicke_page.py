"""The page of the Dicke battery: what goes with two photons, what is refused, what it says."""

from __future__ import annotations

import numpy as np
import pytest

from dashboard.pages import DickeBattery
from tests.dashboard.test_pages import drawn


def test_two_photons_bring_a_coupling_with_a_lowest_energy() -> None:
    page = DickeBattery(cells=12)
    page.state.apply({**page.suited({"exchange": "2"}), "exchange": 2})
    assert page.scenario.coupling == pytest.approx(0.021)
    assert page.scenario.refusal() is None
    page.state.apply({**page.suited({"cells": 40}), "cells": 40})
    assert page.scenario.refusal() is None
    assert page.suited({"coupling": 0.5}) == {}, "what is set on purpose is refused in words"


def test_what_is_refused_of_a_side_leaves_the_curve() -> None:
    page = DickeBattery(charger="coherent", photons=4.5, view="open")
    wanted = page.wanted()
    assert wanted["energy"].refusal() is None
    assert wanted["open"].refusal() == "n must be a whole number for a Fock state, not 4.5."
    with pytest.raises(ValueError, match=r"n must be a whole number"):
        DickeBattery(photons=4.5).wanted()


def test_flags_and_open_numbers_have_their_controls() -> None:
    page = DickeBattery()
    assert page.state.apply({"counter_rotating": "off", "photons": "", "cutoff": "60"}) == {}
    run = page.scenario
    assert (run.counter_rotating, run.photons, run.cutoff) == (False, None, 60)
    specs = {one["name"]: one for group in page.controls.groups for one in group["controls"]}
    assert specs["counter_rotating"]["kind"] == specs["rescale"]["kind"] == "toggle"
    assert specs["photons"]["kind"] == "numbers"
    assert specs["photons"]["hint"] == "as many as fill the cells"
    assert "counter_rotating=off" in page.state.query()


def test_the_marked_time_is_told_and_the_largest_power_marked() -> None:
    page = drawn(DickeBattery(cells=4, coupling=0.5, at=2.0, view="purity"))
    told = {number.label: number.value for number in page.readout().numbers}
    data = page.results["energy"]
    now = data.isel(time=int(np.abs(data.turn.values - 2.0).argmin()))
    assert float(told["energy E"]) == pytest.approx(float(now.energy), rel=1e-5)
    assert float(told["locked, ladder"]) == pytest.approx(
        float(now.energy - now.ergotropy_ladder), rel=1e-4
    )
    best = page.views["energy"].columns_shown(full=True)["best"]
    assert best["y"][0] == pytest.approx(float(data.max_power * data.optimal_time))
    (badge,) = page.readout().badges
    assert badge.ok and badge.text.startswith("cutoff error")


def test_a_cutoff_too_low_is_a_warning() -> None:
    page = drawn(DickeBattery(cells=4, coupling=0.5, cutoff=5))
    assert not page.readout().badges[0].ok
    exact = drawn(DickeBattery(counter_rotating=False, view="power"))
    assert exact.readout().badges[0].text == "exact"


def test_an_empty_cavity_without_counter_rotating_terms_charges_nothing() -> None:
    page = drawn(DickeBattery(cells=4, photons=0.0, counter_rotating=False, view="power"))
    assert page.readout().sentence.startswith("Nothing is charged")
    beside = DickeBattery(photons=0.0, counter_rotating=False, view="scaling").wanted()["scaling"]
    assert beside.refusal() == "n must be above 0 for a power law, not 0: nothing is charged."


def test_rounding_is_told_as_nothing() -> None:
    page = drawn(DickeBattery(cells=2, coupling=0.1, counter_rotating=False, view="power"))
    told = {number.label: number.value for number in page.readout().numbers}
    assert told["work of switching W_sw"] == "0"


@pytest.mark.parametrize(("largest", "first"), [(2, 1), (6, 5), (40, 6)])
def test_the_fit_begins_below_the_largest_size(largest: int, first: int) -> None:
    page = DickeBattery()
    page.state.apply({"largest": largest})
    assert page.display.fit_from == first
    assert page.wanted()["scaling"].refusal() is None


@pytest.mark.parametrize(
    ("settings", "told"),
    [({"cells": 1, "coupling": 0.5}, "none of it"),
     ({"cells": 1, "coupling": 0.01, "detuning": -1.0}, "none of it"),
     ({"cells": 4, "coupling": 0.5}, "70.4 % of it")],
)  # fmt: skip
def test_what_is_said_of_the_work_that_can_be_drawn(settings: dict, told: str) -> None:
    assert told in drawn(DickeBattery(**settings, view="power")).readout().sentence
