"""Work capacitances: what nonlocal means gain in recovering energy from noisy cells.

Source: Tirone et al. 2023.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dashboard.components.controls import Group
from dashboard.components.status import Number, Readout
from dashboard.page import Page
from dashboard.pages.capacitance import PAPER, TITLE, states, upload, words
from dashboard.pages.capacitance import views as draw
from dashboard.pages.capacitance.display import SIDES, Display
from dashboard.pages.capacitance.noise import (
    DECAYS,
    FAMILIES,
    FOLLOWERS,
    NUMBERS,
    OTHER,
    fitted,
    place_of,
    turned,
    usual,
)
from dashboard.pages.capacitance.presets import PRESETS
from dashboard.pages.capacitance.stories import STORIES
from dashboard.pages.capacitance.theory import THEORY
from dashboard.picture.views import View
from dashboard.state import Values
from dashboard.wording import number
from engine import capacitance as engine
from engine.capacitance.claims import CLAIMS
from engine.capacitance.stages import KRAUS, Stage
from engine.result import certificate
from engine.scenario import Scenario, ScenarioError, Snapshot


class Capacitance(Page):
    """The capacitance page; keyword arguments set any of its settings.

    >>> page = Capacitance(points=21)
    >>> round(float(page.result.gap.sel(e=1.0)), 8)
    0.0406973
    """

    key = "capacitance"
    title = TITLE
    paper = PAPER
    part_types = (engine.Capacitance, Display)
    presets = PRESETS
    stories = STORIES
    claims = CLAIMS
    theory = THEORY
    main, main_slot, sides = "curves", "capacitance", SIDES

    scenario: engine.Capacitance
    display: Display

    def make_views(self) -> list[View]:
        return [
            draw.curves_view(), draw.gap_view(), draw.gap_view(log=True), draw.bound_view(),
            states.builder_view("loc"), states.builder_view("tot"), states.states_view(),
            draw.gaussian_view("gibbs"), draw.gaussian_view("output"), draw.modes_view(),
        ]  # fmt: skip

    def control_groups(self) -> list[Group]:
        return [
            Group("Cell", self.pick("energy", "levels")),
            Group("Noise", self.pick("family", *DECAYS, "gamma", "eta", "then", "kappa",
                                     "depolarization", "stages")),
            Group("Drawing", self.pick("points"), advanced=True),
        ]  # fmt: skip

    def slot_behind(self, view: str) -> str:
        """The main picture is that of the attenuator where the page speaks of it."""
        attenuator = view == self.main and self.display.view == "gaussian"
        return "gaussian" if attenuator else super().slot_behind(view)

    # -- the noise as sliders -------------------------------------------------------------------

    def suited(self, changes: Mapping[str, Any]) -> Values:
        """The noise that a slider, a family or another number of levels stands for."""
        values, refused = self.state.read(changes)
        if refused or "stages" in changes:
            return {}
        d = len(values.get("levels", self.scenario.levels))
        stages: tuple[Stage, ...] = self.scenario.stages
        suited: Values = {}
        if values.get("family", OTHER) != OTHER:
            name = values["family"]
            d = engine.KINDS[name].only or d
            stages = (usual(name, d), *stages[1:])
        if values.get("then", OTHER) != OTHER:
            follower = [] if values["then"] == "nothing" else [usual(values["then"], d)]
            stages = (*stages[:1], *follower)
        if d != len(values.get("levels", self.scenario.levels)):
            suited["levels"] = tuple(float(level) for level in range(d))
        stages = tuple(fitted(stage, d) for stage in stages)
        for name in changes.keys() & (DECAYS.keys() | NUMBERS.keys()):
            stages = turned(stages, name, values[name], d)
        return suited if stages == self.scenario.stages else suited | {"stages": stages}

    def consequences(self, values: Values) -> Values:
        """Families and sliders show what the noise is, however it was set."""
        stages, d = values["stages"], len(values["levels"])
        names = [stage[0] for stage in stages]
        shown: Values = {
            "family": names[0] if names and names[0] in FAMILIES else OTHER,
            "then": "nothing"
            if len(names) < 2
            else names[1]
            if len(names) == 2 and names[1] in FOLLOWERS
            else OTHER,
        }
        for slider in (*DECAYS, *NUMBERS):
            place = place_of(stages, slider, d)
            if place is not None:
                stage, number = place
                if len(stages[stage]) > number and 0 <= stages[stage][number] <= 1:
                    shown[slider] = stages[stage][number]
        return shown

    def inactive(self) -> dict[str, str]:
        stages, d = self.scenario.stages, len(self.scenario.levels)
        reasons = {
            slider: "" for slider in (*DECAYS, *NUMBERS) if place_of(stages, slider, d) is None
        }
        here = self.results.get("here")
        if here is not None and (here.loc_weight.values[0] > states.SMALLEST_SHARE).sum() == 1:
            reasons["part"] = "at this energy all cells are alike"
        return reasons

    def notes(self) -> Mapping[str, str]:
        """The stages as text and as sliders are one; a slider that another one moves is news."""
        asked = self.state.asked
        news = set(DECAYS) if asked <= DECAYS.keys() else set()
        news |= {"stages"} if "levels" in asked else set()
        news |= {"levels"} if "family" in asked else set()
        told = {name: text for name, text in super().notes().items() if name in news}
        # Nothing else is “as written” than what is written there.
        as_written = dict.fromkeys(("family", "then"), "write it in the box of the noise")
        told |= {
            name: as_written[name] for name in as_written.keys() & asked & self.state.moved.keys()
        }
        highest = self.scenario.levels[-1]
        if self.display.energy > highest:
            told["energy"] = f"a full cell holds {number(highest)} ε₀: more changes nothing"
        return told

    def reasons(self) -> Mapping[str, str]:
        together = ": a level's decays add up to at most 1"
        return dict.fromkeys(DECAYS, together) | {"stages": ": it fits the number of levels"}

    def slider_ranges(self) -> dict[str, tuple[float, float]]:
        levels = self.scenario.levels
        strongest = engine.KINDS["depolarizing"].highest(len(levels))
        return {"energy": (0.0, levels[-1]), "depolarization": (0.0, strongest)}

    opens = (
        "a JSON file saved here, or a channel (.npy, .json): Kraus operators, or a Choi matrix "
        "Σ |i⟩⟨j| ⊗ Λ(|i⟩⟨j|), the input first"
    )

    def read_upload(self, content: bytes, filename: str) -> Mapping[str, Any]:
        """Settings, or a channel of one's own."""
        if not upload.holds_channel(content, filename):
            return super().read_upload(content, filename)
        stage, channel = upload.own_stage(content, filename)
        self.say(*upload.made_exact(channel))
        d = channel.dimension
        same = d == len(self.scenario.levels)
        levels = self.scenario.levels if same else tuple(float(level) for level in range(d))
        return {"stages": (stage,), "levels": levels}

    # -- what each slot shows -------------------------------------------------------------------

    def wanted(self) -> dict[str, Snapshot]:
        if reason := self.scenario.refusal():
            raise ScenarioError(reason)
        return {slot: scenario.snapshot() for slot, scenario in self.shown().items()}

    def shown(self) -> dict[str, Scenario]:
        """The scenario of each slot."""
        run, display = self.scenario, self.display
        shown: dict[str, Scenario] = {
            "capacitance": run,
            "here": engine.CapacitanceAt(
                stages=run.stages, levels=run.levels, energy=display.energy
            ),
        }
        if display.view == "gaussian":
            shown["gaussian"] = engine.GaussianGap(
                transmissivity=display.transmissivity, thermal_photons=display.thermal_photons
            )
        return shown

    # -- what the results say -------------------------------------------------------------------

    def readout(self) -> Readout:
        if "gaussian" in self.results and self.display.view == "gaussian":
            return words.gaussian_readout(self.results["gaussian"])
        if "here" not in self.results:
            return Readout()
        data = self.results["here"].isel(e=0)
        notes = certificate(self.results["here"])
        numbers = [
            *words.capacity_numbers(data, notes),
            Number("C_ℰ", words.total_text(data), "ε₀"),
            Number("cells charged, for C_loc", words.recipe(data, "loc"), "ε₀"),
            Number("cells charged, for C_sep", words.recipe(data, "sep"), "ε₀"),
        ]
        own = any(stage[0] == KRAUS for stage in self.scenario.stages)
        return Readout(words.sentence(data, notes), numbers, words.badges(notes, own))
