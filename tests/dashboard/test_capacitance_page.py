"""The capacitance page: sliders and noise follow each other, and a channel of one's own."""

from __future__ import annotations

import json

import pytest

from dashboard import pages
from dashboard.live import COMPUTER
from dashboard.pages import capacitance_words as words
from engine.result import certificate
from engine.scenario import ScenarioError


def moved(page, **changes) -> dict[str, str]:
    """What is refused when a person sets these."""
    return page.state.apply({**page.suited(changes), **changes})


def numbers(page) -> dict[str, str]:
    """The read-out with everything that is wanted computed."""
    page.results = {slot: COMPUTER.result(snapshot) for slot, snapshot in page.wanted().items()}
    return {number.label: number.value for number in page.readout().numbers}


def test_sliders_set_the_noise_and_follow_it() -> None:
    page = pages.Capacitance()
    assert moved(page, decay_10=0.5) == {}
    assert page.scenario.stages == (("mad", 0.5, 0.2, 0.6),)
    assert moved(page, decay_21=0.75) == {}
    assert page.scenario.stages == (("mad", 0.5, 0.75, 0.25),)
    assert page.display.decay_20 == 0.25, "decays of one level sum to at most 1"
    page.state.undo()
    assert page.display.decay_21 == 0.2
    page.state.apply({"stages": "remad:0.1,0.2,0.3;dephasing:0.4"})
    assert (page.display.family, page.display.then, page.display.kappa) == (
        "remad", "dephasing", 0.4,
    )  # fmt: skip
    assert "gamma" in page.inactive() and "kappa" not in page.inactive()


def test_a_family_brings_its_levels_and_levels_their_noise() -> None:
    page = pages.Capacitance()
    assert moved(page, family="gad") == {}
    assert page.scenario.levels == (0.0, 1.0)
    assert moved(page, then="dephasing") == {} and moved(page, kappa=1.0) == {}
    assert page.scenario.stages == (("gad", 0.3, 0.0), ("dephasing", 1.0))
    assert moved(page, levels="0,1,2,3") == {}
    assert page.scenario.stages[0] == ("mad", 0.3, 0.3, 0.0, 0.3, 0.0, 0.0)
    assert "C_sep" in numbers(page)


@pytest.mark.parametrize(
    ("settings", "wanted"),
    [
        ({}, ("0.412871", "0.453568", "0.453568")),
        ({"stages": (("mad", 0.9, 0.5, 0.1),)}, ("0.372842", "0.390656", "0.485254")),
        (
            {"stages": (("gad", 0.3, 0.0), ("dephasing", 1.0)), "levels": (0, 1), "energy": 0.5},
            ("0.2", "0.2", "0.258745"),
        ),
    ],
)
def test_the_read_out_has_the_published_numbers(settings, wanted) -> None:
    found = numbers(pages.Capacitance(**settings))
    assert (found["C_loc"], found["χ_tot, bound (12)"], found["C_sep"]) == wanted


def test_the_badge_counts_what_climbs_leave_open() -> None:
    page = pages.Capacitance()
    numbers(page)
    notes = certificate(page.results["here"])
    sound, unsound = (
        words.badges(notes | {"unsettled": left}, own=False)[0] for left in (0.0, 1e-7)
    )
    assert sound.ok and not unsound.ok and unsound.text == "dual gap 1e-07"


def test_a_channel_of_ones_own() -> None:
    page = pages.Capacitance()
    flip = {"kraus": [[[0, 1], [1, 0]]]}
    page.actions.act("upload", json.dumps(flip))
    assert page.scenario.levels == (0.0, 1.0) and page.scenario.stages[0][0] == "kraus"
    assert page.display.family == "other"
    assert numbers(page)["C_loc"] == "1", "a flip charges the empty cell"


@pytest.mark.parametrize(
    "document", [{"kraus": [[[0, 1], [1, 0.1]]]}, {"kraus": 3}, {"choi": [[1, 2]]}]
)
def test_what_is_no_channel_changes_nothing(document) -> None:
    page = pages.Capacitance()
    with pytest.raises(ScenarioError):
        page.read_upload(json.dumps(document))
    page.actions.act("upload", json.dumps(document))
    assert page.scenario.stages == (("mad", 0.3, 0.2, 0.6),)
    assert len(page.status.messages) == 1
