"""Collisional charging: a coherently charged battery against every incoherent protocol.

Source: Salvia et al. 2023.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil, log10, pi, sqrt
from typing import Any

import numpy as np
import xarray as xr

from dashboard.components.controls import Group
from dashboard.components.status import Number, Readout
from dashboard.page import Page
from dashboard.pages.collision import PAPER, TITLE
from dashboard.pages.collision.accounts import ACCOUNTS, marked
from dashboard.pages.collision.curves import advantage_view, charging_view, power_view
from dashboard.pages.collision.display import SIDES, Display
from dashboard.pages.collision.distribution import distribution_view, marked_state
from dashboard.pages.collision.maps import PLANES, map_views, onset_view
from dashboard.pages.collision.phase import phase_views
from dashboard.pages.collision.population import (
    PURE,
    SLOT,
    best_badge,
    best_numbers,
    of_the_mark,
    population_sentence,
    population_view,
)
from dashboard.pages.collision.presets import PRESETS
from dashboard.pages.collision.stories import STORIES
from dashboard.pages.collision.theory import THEORY
from dashboard.pages.collision.words import (
    advantage_sentence,
    of_the_run,
    qubit_sentence,
    truncation_badge,
    value,
)
from dashboard.picture.views import View
from dashboard.state import Values
from dashboard.wording import number
from engine import collision as engine
from engine.collision.charging import sample_points
from engine.collision.claims import CLAIMS
from engine.scenario import Scenario, ScenarioError, Snapshot

LONGEST = 1000.0

# A hand passes by many runs; a few states are enough to see where each one leads.
SAMPLES_IN_PASSING = 24


SUITED: dict[str, Values] = {
    "oscillator": {"levels": 250, "theta": 0.01 * pi, "collisions": 955, "at": 600},
    "spin": {"levels": 100, "theta": 0.002 * pi, "collisions": 600, "at": 300},
    "ladder": {"levels": 250, "theta": 0.05 * pi, "collisions": 200, "at": 150},
}


def round_up(value: float) -> float:
    """The next of 1, 2, 3, 5 times a power of ten: comparisons need not follow every drag.

    >>> round_up(30.002), round_up(4.1), round_up(0.02)
    (50.0, 5.0, 0.02)
    """
    power = 10.0 ** np.floor(log10(value))
    steps = (step * power for step in (1, 2, 3, 5, 10))
    return float(next(step for step in steps if step >= value * (1 - 1e-9)))


class Collision(Page):
    """The collision page; keyword arguments set any of its settings.

    >>> page = Collision(theta=0.02 * pi, collisions=318)
    >>> round(float(page.result.energy[-1]), 6)
    85.243927
    """

    key = "collision"
    title = TITLE
    paper = PAPER
    part_types = (engine.Collision, Display, engine.Device)
    presets = PRESETS
    stories = STORIES
    claims = CLAIMS
    theory = THEORY
    main, main_slot, sides = "charging", "collision", SIDES

    scenario: engine.Collision
    display: Display

    def make_views(self) -> list[View]:
        return [
            charging_view(),
            distribution_view(),
            *phase_views(),
            advantage_view(),
            power_view(),
            population_view(),
            onset_view(),
            *map_views(),
        ]

    def control_groups(self) -> list[Group]:
        titles = {
            "Battery": ("battery", "levels"),
            "Qubits": ("q", "c", "alpha"),
            "Collisions": ("theta", "gamma", "collisions"),
        }
        closed = {
            "Compare with": ("accounting", "waiting", "bound", "greedy_rule", "swap_form",
                             "bound_form", "family"),
            "Laboratory units": ("numbers", "lifetime", "interval", "coupling", "interaction"),
            "Schedule and samples": ("schedule", "samples"),
        }  # fmt: skip
        return [
            *(Group(title, self.pick(*names)) for title, names in titles.items()),
            *(Group(title, self.pick(*names), advanced=True) for title, names in closed.items()),
        ]

    # -- what each slot shows -------------------------------------------------------------------

    def main_scenario(self) -> engine.Collision:
        return self.scenario

    def suited(self, changes: Mapping[str, Any]) -> Values:
        """Another battery comes with settings that suit it, unless others are chosen with it."""
        battery = changes.get("battery")
        if battery in (None, self.scenario.battery) or len(changes) > 1:
            return {}
        return SUITED[battery]

    def consequences(self, values: Values) -> Values:
        """Laboratory units set the model's numbers when they are chosen to."""
        if values["numbers"] == "model":
            return {}
        device = engine.Device(**{name: values[name] for name in engine.Device.fields()}).run()
        return {name: float(device[name]) for name in ("theta", "gamma", "waiting")}

    def samples_to_draw(self) -> int:
        """At how many collisions the run is read: few while a hand passes many runs by."""
        run = self.scenario
        if not self.state.in_gesture or self.wishes.get("collision") == run.snapshot():
            return run.samples
        return min(run.samples, SAMPLES_IN_PASSING)

    def wanted(self) -> dict[str, Snapshot]:
        run, display, samples = self.scenario, self.display, self.samples_to_draw()
        drawn = run.snapshot().having(samples=samples)
        if reason := drawn.refusal():
            raise ScenarioError(reason)
        duration = float(run.angles().sum())
        battery = {"battery": run.battery, "levels": run.levels}
        longest = duration if display.accounting == "interaction" else filling_time(run)
        compared = {**battery, "time_max": min(round_up(max(duration, longest, 0.01)), LONGEST)}
        bound_gamma = run.gamma if run.bound == "damped" else 0.0
        slots = {
            "collision": drawn,
            "bound": engine.IncoherentBound.snapshot_of(gamma=bound_gamma, **compared),
            "full_swap": engine.FullSwap.snapshot_of(
                form=display.swap_form, waiting=run.waiting, **compared
            ),
            "greedy": engine.Greedy.snapshot_of(
                rule=display.greedy_rule, waiting=run.waiting, **compared
            ),
            "driving": engine.DrivingLimit.snapshot_of(q=run.q, c=run.c, **compared),
        }
        if display.bound_form == "printed" and run.battery == "spin" and bound_gamma == 0:
            slots["printed_bound"] = engine.IncoherentBound.snapshot_of(form="printed", **compared)
        further: dict[str, Scenario] = {}
        for index, theta in enumerate(display.family):
            collisions = min(max(ceil(duration / theta), 1), 100_000)
            member = run.replace(theta=theta, collisions=collisions, schedule=(), samples=samples)
            further[f"family:{index}"] = member
        if (at := min(display.at, run.angles().size)) not in sampled(run, samples):
            further["state"] = run.replace(samples=1, **until(run, at))
        further |= self.beside()
        return slots | {slot: scenario.snapshot() for slot, scenario in further.items()}

    def beside(self) -> dict[str, Scenario]:
        run, display = self.scenario, self.display
        common = engine.PhaseSpace.fields().keys() & type(run).fields().keys()
        charging = {name: getattr(run, name) for name in common}
        plane = {name: getattr(run, name) for name in ("battery", "levels", "q", "c", "bound")}
        match display.view:
            case "phase":
                farthest = min(sqrt(run.levels), float(run.angles().sum()) / 2)
                until_marked = {**charging, **until(run, display.at)}
                extent = float(ceil(farthest + 3))
                return {"phase": engine.PhaseSpace(**{**until_marked, "extent": extent})}
            case "best_q":
                own = engine.PopulationScan.fields().keys() & type(run).fields().keys()
                by_then = {name: getattr(run, name) for name in own} | until(run, display.at)
                scans: dict[str, Scenario] = {SLOT: engine.PopulationScan(**by_then)}
                return scans | ({PURE: scans[SLOT].replace(c=1.0)} if run.c < 1 else {})
            case "onset":
                return {"onset": engine.Onset(**plane), "ends": engine.OnsetEnds(**plane)}
            case "map":
                # What lies along the axes moves the point alone: the map stays.
                held = {**plane, "theta": run.theta, "gamma": run.gamma}
                for name in PLANES[display.map_plane]:
                    del held[name]
                return {"map": engine.AdvantageMap(against=display.map_plane, **held)}
        return {}

    def slider_ranges(self) -> dict[str, tuple[float, float]]:
        return {"at": (0, self.scenario.angles().size)}

    def inactive(self) -> dict[str, str]:
        run, display = self.scenario, self.display
        reasons: dict[str, str] = {}
        if display.numbers == "laboratory":
            by_device = dict.fromkeys(("theta", "gamma", "waiting"), "set by the laboratory units")
            reasons |= by_device
        else:
            unused = "choose laboratory units to use it"
            reasons |= dict.fromkeys(engine.Device.fields(), unused)
        if run.schedule:
            reasons |= dict.fromkeys(("theta", "collisions"), "the schedule takes its place")
        if run.battery != "spin" or run.gamma > 0:
            reasons["bound_form"] = "only the bound of a spin without loss is misprinted"
        if run.c == 0:
            reasons["alpha"] = "qubits without coherence have no phase"
        return reasons

    # -- what the results say -------------------------------------------------------------------

    def readout(self) -> Readout:
        if "collision" not in self.results:
            return Readout()
        data = self.results["collision"]
        at = marked(data, self.settings())
        state = marked_state(self.results, self.settings())
        account = ACCOUNTS[self.display.accounting]
        numbers = [
            Number("collision", f"{at}", of_the_run(data, self.display.at)),
            Number("time Ωτ", number(value(data, "time", at)), self.laboratory_time(data, at)),
            Number.of(data.variables["energy"], "energy", at=at),
            Number("ergotropy", number(state.ergotropy) if state else "…", "E"),
            Number.of(data.variables[account.bound], "incoherent bound", at=at),
            Number.of(data.variables["energy_per_qubit"], "energy per qubit", at=at),
            Number("purity", number(state.purity) if state else "…"),
        ]
        if self.display.accounting == "qubits":
            sentence = qubit_sentence(data, at)
        else:
            prefix = "total_" if self.display.accounting == "total" else ""
            sentence = advantage_sentence(data, value(data, account.advantage, at), prefix)
            if prefix and self.scenario.waiting == 0:
                sentence += " Set a waiting time: with none, all time is interaction time."
        badges = [truncation_badge(data)]
        scan = of_the_mark(self.results, self.settings())
        if self.display.view == "best_q" and scan is not None:
            sentence += f" {population_sentence(scan, self.scenario.c)}"
            if known := best_numbers(scan):
                numbers += known
                badges.append(best_badge(scan))
        return Readout(sentence, numbers, badges)

    def laboratory_time(self, data: xr.Dataset, at: int) -> str:
        """How long the marked collisions take in the laboratory, waiting included."""
        values = self.state.values()
        if values["numbers"] == "model":
            return ""
        return f"= {number(at * (values['interaction'] + values['interval']) / 1000)} ms"

    def copied_code(self) -> dict[str, tuple[str, str]]:
        return self.codes({})


def filling_time(run: engine.Collision) -> float:
    """About the time in which full swaps fill the battery."""
    times = {"oscillator": pi * sqrt(run.levels), "spin": 5.0, "ladder": pi / 2 * run.levels}
    return times[run.battery]


def sampled(run: engine.Collision, samples: int) -> set[int]:
    """The collisions at which a run's state is known: the empty battery, and where it is read."""
    return {0, *sample_points(run.angles().size, samples).tolist()}


def until(run: engine.Collision, at: int) -> dict[str, Any]:
    """The settings of a run that ends at a collision, the first at the earliest."""
    if run.schedule:
        return {"schedule": run.schedule[: max(at, 1)]}
    return {"collisions": min(max(at, 1), run.collisions)}
