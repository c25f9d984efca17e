"""Together or apart: blocks of cells under one drive, what fluctuates, what is entangled.

Source: Campaioli et al. 2024, Sec. II.C.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import xarray as xr

from dashboard.components.controls import Group
from dashboard.components.status import Badge, Number, Readout
from dashboard.page import Page
from dashboard.pages.collective import PAPER, TITLE
from dashboard.pages.collective import views as draw
from dashboard.pages.collective.presets import PRESETS
from dashboard.pages.collective.stories import STORIES
from dashboard.pages.collective.theory import THEORY
from dashboard.picture.views import View
from dashboard.sides import chooser, side
from dashboard.state import Values, declared
from dashboard.wording import number, size
from engine import collective as engine
from engine.collective.claims import CLAIMS
from engine.fields import Real
from engine.result import certificate
from engine.scenario import Scenario, ScenarioError, Snapshot

SIDES = (
    side("curves", "Energy", slot="blocks"),
    side("variance", "Fluctuations", slot="blocks"),
    side("map", "Levels in time", slot="blocks"),
    side("ball", "Hot cells", wants=engine.SeparableBall),
    side("lattice", "Interactions", "order", "participation", wants=engine.ParticipationBound),
)


class Display(Scenario):
    """What stands beside the populations, and the moment that they are shown at."""

    view = chooser(SIDES, "What stands beside the populations.")
    moment = Real(
        0.5, bounds=(0.0, 1.0), step=0.005, play=True, label="moment", symbol=r"t/\tau",
        short="t/τ", group="Drive", doc="At which share of the full charge the levels are shown.",
    )  # fmt: skip
    order, participation = declared(engine.ParticipationBound, "order", "participation")


class Collective(Page):
    """The page of charging together or apart; keyword arguments set any of its settings.

    >>> page = Collective(cells=6, block=2)
    >>> float(page.result.advantage)
    2.0
    """

    key, title, paper = "collective", TITLE, PAPER
    part_types = (engine.BlockCharging, Display)
    presets, claims, theory, stories = PRESETS, CLAIMS, THEORY, STORIES
    main, main_slot, sides = "populations", "blocks", SIDES

    scenario: engine.BlockCharging
    display: Display

    def make_views(self) -> list[View]:
        beside = (draw.curves_view(), draw.variance_view(), draw.map_view())
        return [draw.populations_view(), *beside, draw.ball_view(), draw.lattice_view()]

    def control_groups(self) -> list[Group]:
        return [
            Group("Charging", self.pick("cells", "block", "moment")),
            Group("Units", self.pick("gap", "max_energy", "points"), advanced=True),
        ]

    # -- settings that follow from others -------------------------------------------------------

    def suited(self, changes: Mapping[str, Any]) -> Values:
        """What is charged all together stays so when cells are added."""
        values, refused = self.state.read(changes)
        run = self.scenario
        together = run.block == run.cells and "block" not in values
        return {"block": values["cells"]} if together and "cells" in values and not refused else {}

    def consequences(self, values: Values) -> Values:
        """A block is a divisor of the cells: the next one to what was asked for."""
        cells = values["cells"]
        divisors = [size for size in range(1, cells + 1) if cells % size == 0]
        block = min(divisors, key=lambda size: (abs(size - values["block"]), size))
        fitted = {name: min(values[name], cells) for name in ("order", "participation")}
        return {"block": block, **fitted}

    def slider_ranges(self) -> dict[str, tuple[float, float]]:
        cells = self.scenario.cells
        return {"block": (1, cells), "order": (1, cells), "participation": (1, cells)}

    # -- what each slot shows -------------------------------------------------------------------

    def wanted(self) -> dict[str, Snapshot]:
        run = self.scenario
        if self.display.view in ("ball", "lattice") and run.cells < 2:
            raise ScenarioError(f"N must be at least 2 there, not {run.cells}.")
        return {**super().wanted(), "alone": run.replace(block=1).snapshot()}

    # -- what the results say -------------------------------------------------------------------

    def readout(self) -> Readout:
        if "blocks" not in self.results:
            return Readout()
        data = self.results["blocks"]
        names = ("advantage", "charging_time", "power")
        now = data.isel(time=draw.index_of(data, self.display.moment))
        numbers = [Number.of(data[name]) for name in names] + [Number.of(now["energy"])]
        beside = self.results.get(self.display.view)
        if self.display.view == "variance":
            numbers += [Number.of(now[name]) for name in FLUCTUATIONS]
        elif beside is not None:
            numbers += [Number.of(beside[name]) for name in BESIDE[self.display.view]]
        told = sentence(self.scenario) if beside is None else TOLD[self.display.view](beside)
        return Readout(told, numbers, [badge(data)])


FLUCTUATIONS = ("local_variance", "correlated_variance", "fisher_information", "power_bound")
# What each result beside the populations adds to the read-out.
BESIDE = {
    "ball": ("ball_inverse_temperature", "ball_work_share", "entangled_inverse_temperature"),
    "lattice": ("bound", "quadratic_term", "linear_term", "tight_bound"),
}


def sentence(run: engine.BlockCharging) -> str:
    """How much faster blocks are than single cells, and why."""
    if run.cells == 1:
        return "A single cell has none to be charged together with: this is what Γ compares with."
    if run.block == 1:
        return f"Each of {run.cells} cells is charged on its own: this is what Γ compares with."
    size = "all cells together" if run.block == run.cells else f"blocks of {run.block} cells"
    return (
        f"With the same norm of the drive, {size} charge {number(run.block)} times as fast as "
        f"cells on their own: correlations carry {run.block - 1} of {run.block} parts of the "
        "fluctuations."
    )


def hot_sentence(data: xr.Dataset) -> str:
    """How hot cells have to be to stay separable, and what they then store."""
    edge, share = float(data.ball_inverse_temperature), float(data.ball_work_share)
    part = number(100 * share, 3)
    return (
        f"Hot cells, at an inverse temperature β up to {number(edge, 4)}/ε, charge "
        f"{number(float(data.advantage))} times as fast all together without any entanglement, "
        f"but store at most {part} % of the full work."
    )


def lattice_sentence(data: xr.Dataset) -> str:
    """What the two bounds allow of the interaction shown."""
    return (
        f"With this interaction Γ stays below {number(float(data.bound))} γ by Eq. (19), and by "
        f"the later bound it is at most {number(float(data.tight_bound))} γ; "
        "γ is a constant that no number of cells changes."
    )


TOLD = {"ball": hot_sentence, "lattice": lattice_sentence}


def badge(data: xr.Dataset) -> Badge:
    """The power meets its bound at every time."""
    missed = certificate(data)["saturation"]
    reason = f"Power and the bound of Eq. (24) differ by {size(missed)} of the largest power."
    return Badge("bound saturated", ok=missed < 1e-9, reason=reason)
