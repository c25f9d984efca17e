"""What is a quantum battery? Its work, its passive state, its copies, and how fast it charges.

Source: Campaioli et al. 2024, Secs. II.A and II.B.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import xarray as xr

from dashboard.components.controls import Group
from dashboard.components.status import Badge, Number, Readout
from dashboard.page import Page
from dashboard.pages.foundations import PAPER, TITLE, editor
from dashboard.pages.foundations import views as draw
from dashboard.pages.foundations.editor import Display
from dashboard.pages.foundations.presets import PRESETS
from dashboard.pages.foundations.sides import SIDES
from dashboard.pages.foundations.stories import STORIES
from dashboard.pages.foundations.theory import THEORY
from dashboard.picture.views import View
from dashboard.state import Values
from dashboard.wording import number, size
from engine import foundations as engine
from engine.foundations.claims import CLAIMS
from engine.result import certificate

NUMBERS = (
    "energy", "ergotropy", "incoherent_ergotropy", "coherent_ergotropy", "bound",
    "inverse_temperature",
)  # fmt: skip

MARKED = {"power": ("energy_stored", "average_power"), "speed": ("fidelity",)}
DRIVE = {
    "power": ("max_power", "optimal_time", "best_time"),
    "speed": ("minimal_time", "deviation_time", "largest_fidelity"),
}


class Foundations(Page):
    """The page of a single battery; keyword arguments set any of its settings.

    >>> page = Foundations(share=1.0)
    >>> round(float(page.result.ergotropy), 6)
    2.071429
    """

    key, title, paper = "foundations", TITLE, PAPER
    part_types = (engine.Ergotropy, Display)
    presets, claims, theory, stories = PRESETS, CLAIMS, THEORY, STORIES
    main, main_slot, sides = "sorting", "work", SIDES

    scenario: engine.Ergotropy
    display: Display

    def make_views(self) -> list[View]:
        sorting, power = draw.sorting_view(), draw.power_view()
        sorting.on_tap(self.choose_level)
        return [sorting, draw.matrix_view(), draw.copies_view(), power, draw.speed_view()]

    def control_groups(self) -> list[Group]:
        one_level = ("edit", "height", "amplitude", "phase", "population")
        return [
            Group("State", self.pick("share", *one_level)),
            Group("All its numbers", self.pick("levels", "real", "imaginary", "populations"),
                  advanced=True),
        ]  # fmt: skip

    # -- the state editor -----------------------------------------------------------------------

    def suited(self, changes: Mapping[str, Any]) -> Values:
        """The lists that the sliders of one level stand for."""
        values, refused = self.state.read(changes)
        return {} if refused else editor.edited(values, self.state.values())

    def consequences(self, values: Values) -> Values:
        """The sliders of one level show what the lists are, however these were set."""
        return editor.as_sliders(values)

    def slider_ranges(self) -> dict[str, tuple[float, float]]:
        longest = engine.SpeedLimit.field("time_max").default / self.display.energy
        return {"edit": (1, len(self.scenario.levels)), "at": (0.0, longest)}

    def inactive(self) -> dict[str, str]:
        share = self.scenario.share
        reasons: dict[str, str] = {}
        if share == 0:
            reasons |= dict.fromkeys(("amplitude", "phase"), "the state has no superposition")
        if share == 1:
            reasons["population"] = "the state is the superposition alone"
        return reasons

    def choose_level(self, x: float, y: float) -> None:
        """Edit the level next to where the picture was clicked."""
        distance = np.abs(np.array(self.scenario.levels) - y)
        self.set_from_picture({"edit": int(np.argmin(distance)) + 1})

    # -- what the results say -------------------------------------------------------------------

    def readout(self) -> Readout:
        if "work" not in self.results:
            return Readout()
        work = self.results["work"]
        numbers = [Number.of(work[name]) for name in NUMBERS]
        beside = self.results.get(self.slot_behind(self.display.view))
        if beside is not None and beside is not work:
            numbers += numbers_beside(self.display.view, beside, self.display.at)
        return Readout(sentence(work), numbers, [badge(work)])


def sentence(work: xr.Dataset) -> str:
    """How much of the energy can be drawn, and by what."""
    drawn, mean = float(work.ergotropy), number(float(work.energy))
    if drawn == 0:
        return "This state is passive: however it is turned, no work can be drawn from it."
    sorting, coherent = float(work.incoherent_ergotropy), float(work.coherent_ergotropy)
    if coherent <= 0:
        parts = "all of it by sorting its populations"
    elif sorting <= 0:
        parts = "all of it by its coherence"
    else:
        parts = f"{number(sorting)} by sorting its populations and {number(coherent)} more by its "
        parts += "coherence"
    return (
        f"Of the energy {mean} a unitary draws {number(drawn)}: {parts}; "
        f"{number(float(work.passive_energy))} is left in the passive state."
    )


def badge(work: xr.Dataset) -> Badge:
    """The passive state yields nothing when it is sorted again."""
    left = certificate(work)["second_extraction"]
    reason = f"Sorted a second time, the passive state yields {size(left)}."
    return Badge("nothing left", ok=left < 1e-9, reason=reason)


def numbers_beside(view: str, data: xr.Dataset, at: float) -> list[Number]:
    """What the picture beside the sorting is about, in numbers."""
    if view == "copies":
        last = data.ergotropy_per_copy[-1]
        most = f"per copy, N = {int(data.copies[-1])}"
        return [Number.of(last, most), Number.of(data.bound, "limit of many copies")]
    now = data.sel(time=at, method="nearest")
    return [Number.of(now[name]) for name in MARKED[view]] + [
        Number.of(data[name]) for name in DRIVE[view]
    ]
