"""The page of one's own battery: an upload sets it, and what does not fit is said."""

from __future__ import annotations

import io

import numpy as np
import pytest

from dashboard.components.bar import Upload
from dashboard.pages import Custom
from engine.custom import examples
from engine.scenario import ScenarioError
from tests.dashboard.test_pages import drawn


def archive(**arrays: np.ndarray) -> bytes:
    """A .npz file of arrays."""
    content = io.BytesIO()
    np.savez(content, **arrays)
    return content.getvalue()


def test_an_uploaded_battery_takes_the_place_of_another() -> None:
    page = Custom(**examples.exchange((0.1, 0.05)))
    content = archive(
        hamiltonian=np.array([[0, -1j, 0], [1j, 0, 2], [0, 2, 0]]),
        battery_hamiltonian=np.diag([0.0, 1.0, 3.0]),
        initial_state=np.array([1.0, 0.0, 0.0]),
    )
    page.actions.upload(Upload("mine.npz", content))
    assert page.status.messages == []
    assert (page.scenario.jump_operators, page.scenario.factors) == ("", ())
    assert page.scenario.hamiltonian == "0,-i,0;i,0,2;0,2,0"
    drawn(page)
    assert page.readout().sentence.startswith("The battery holds")
    assert all(badge.ok for badge in page.readout().badges)
    page.state.undo()
    assert page.scenario.rates == (0.1, 0.05)


def test_a_battery_that_does_not_fit_is_said_and_nothing_is_lost() -> None:
    page = Custom()
    page.state.apply({"battery_hamiltonian": "0,0,0;0,1,0;0,0,2"})
    with pytest.raises(ScenarioError, match=r"H_B must be 2×2, not 3×3\."):
        page.wanted()
    page.state.undo()
    assert page.wanted()
    with pytest.raises(ScenarioError, match="The file must"):
        page.read_upload(b"PK no archive", "mine.npz")


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({}, "The battery holds 1 at most, at t = 3.142, of which 1 can be drawn"),
        ({"initial_state": "0,1"}, "The battery starts with 1 and never holds more"),
        (examples.decaying(), "The battery starts with 1 and never holds more"),
        ({"hamiltonian": "0,0;0,0"}, "The battery stays in its ground state"),
    ],
)
def test_what_is_said_of_what_is_charged_and_what_is_not(settings: dict, told: str) -> None:
    readout = drawn(Custom(**settings)).readout()
    assert readout.sentence.startswith(told)
    powers = [one for one in readout.numbers if one.label.startswith("largest average power")]
    assert len(powers) == (told.startswith("The battery holds"))


def test_levels_filled_alike_are_drawn() -> None:
    page = drawn(Custom(hamiltonian="0,0;0,0", initial_state="0.5,0;0,0.5", view="levels"))
    colours = page.views["levels"].picture.colours["population"]
    assert colours == pytest.approx((0.0, 0.5), abs=1e-12)
