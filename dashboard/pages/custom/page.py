"""A battery of one's own: typed or uploaded matrices, with the pictures that every page has."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import xarray as xr

from dashboard.components.controls import Group
from dashboard.components.status import Badge, Number, Readout
from dashboard.page import Page
from dashboard.pages.custom import PAPER, TITLE
from dashboard.pages.custom.words import PRESETS, STORIES, THEORY
from dashboard.picture.axis import Axis
from dashboard.picture.layers import Layer
from dashboard.picture.places import always
from dashboard.picture.standard import TIGHT, marker, over, upright
from dashboard.picture.views import View
from dashboard.sides import chooser, side
from dashboard.wording import number, size
from engine import custom as engine
from engine.custom.claims import CLAIMS
from engine.custom.matrices import read
from engine.fields import Real
from engine.result import certificate
from engine.scenario import Scenario

SLOT = "battery"
SIDES = (
    side("power", "Power", slot=SLOT),
    side("levels", "Levels", slot=SLOT),
    side("state", "Coherence", slot=SLOT),
    side("speed", "Speed limit", slot=SLOT),
)
MATRICES = ("hamiltonian", "battery_hamiltonian", "initial_state", "jump_operators", "rates")
PLACE = ("factors", "subsystem")
# What is said of charging alone, and the share of the levels' range that is rounding.
POWER, ROUNDING = ("max_power", "optimal_time"), 1e-9
NOW = ("energy", "ergotropy", "incoherent_ergotropy", "coherent_ergotropy")
BESIDE = {
    "power": ("max_power", "optimal_time", "max_energy", "time_of_max_energy"),
    "levels": ("max_energy", "time_of_max_energy"),
    "speed": ("energy_deviation", "minimal_time", "optimal_time"),
}


class Display(Scenario):
    """What stands beside the energy, and the marked time."""

    view = chooser(SIDES, "What stands beside the energy.")
    at = Real(
        3.0, bounds=(0.0, 1e6), soft=(0.0, 100.0), play=True, label="marked time", symbol="t",
        short="t", group="Drawing", doc="The time at which the numbers are read.",
    )  # fmt: skip


class Custom(Page):
    """The page of a battery of one's own; keyword arguments set any of its settings.

    >>> page = Custom(hamiltonian="0,1;1,0")
    >>> round(float(page.result.max_power), 6)
    0.724611
    """

    key, title, paper = "custom", TITLE, PAPER
    part_types = (engine.CustomBattery, Display)
    presets, claims, theory, stories = PRESETS, CLAIMS, THEORY, STORIES
    main, main_slot, sides = "energy", SLOT, SIDES

    scenario: engine.CustomBattery
    display: Display

    def make_views(self) -> list[View]:
        curves = {
            "energy": ("coherent", "energy"),
            "ergotropy": ("ergotropy", "ergotropy"),
            "incoherent_ergotropy": ("local", "of populations alone"),
        }
        powers = {
            "average_power": ("average_power", "average power"),
            "instantaneous_power": ("transient_power", "power now"),
        }
        state = {"purity": ("coherent", "purity"), "coherence": ("greedy", "coherence")}
        turned = {
            "travelled": ("coherent", "angle travelled"),
            "deviation_limit": ("bound", "ΔE·t, the limit"),
        }
        marked: dict[str, Any] = {"marked": "at"}
        return [
            over("energy", "Energy and ergotropy", SLOT, curves, pinned=True, **marked),
            over("power", "Power", SLOT, powers, **marked),
            levels_view(),
            over("state", "Purity and coherence", SLOT, state, y=Axis("tr ρ², C"), **marked),
            over("speed", "How fast the state turns", SLOT, turned, y=Axis(limits=(0.0, 2.0)),
                 **marked),
        ]  # fmt: skip

    def control_groups(self) -> list[Group]:
        return [
            Group("Matrices", self.pick(*MATRICES)),
            Group("Where the battery is", self.pick(*PLACE)),
            Group("Time", self.pick("time_max", "at")),
            Group("Drawing", self.pick("points"), advanced=True),
        ]

    def slider_ranges(self) -> dict[str, tuple[float, float]]:
        last = max(len(self.scenario.factors) - 1, 1)
        return {"at": (0.0, self.scenario.time_max), "subsystem": (0, last)}

    def whole(self) -> bool:
        """Whether the battery has as many levels as the system."""
        system, battery = self.scenario.hamiltonian, self.scenario.battery_hamiltonian
        return len(read(system)) == len(read(battery))

    def inactive(self) -> dict[str, str]:
        reasons = {}
        if len(self.scenario.factors) < 2 and self.whole():
            reasons["subsystem"] = ""  # all of the system is the battery
        if not self.scenario.jump_operators:
            reasons["rates"] = "nothing is lost"
        return reasons

    def read_upload(self, content: bytes, filename: str) -> Mapping[str, Any]:
        """Settings, or a battery: a .npz of matrices, or a JSON document that has a Hamiltonian."""
        if not holds_battery(content, filename):
            return super().read_upload(content, filename)
        kind = engine.CustomBattery
        held = engine.read_file(content, filename)
        whole = {name: kind.field(name).default for name in ("jump_operators", "rates", *PLACE)}
        return whole | {name: kind.field(name).accept(value) for name, value in held.items()}

    # -- what the results say -------------------------------------------------------------------

    def readout(self) -> Readout:
        if SLOT not in self.results:
            return Readout()
        data = self.results[SLOT]
        now = data.sel(time=self.display.at, method="nearest")
        numbers = [Number.of(now[name]) for name in ("time", *NOW)]
        names = [
            name for name in BESIDE.get(self.display.view, ()) if charged(data) or name not in POWER
        ]
        numbers += [Number.of(data[name]) for name in names]
        if self.display.view == "state":
            numbers += [Number.of(now[name]) for name in ("purity", "coherence")]
        return Readout(sentence(data), numbers, badges(data))


def levels_view() -> View:
    """The populations of the battery's levels over time."""
    return View(
        "levels",
        "Populations of the battery's levels",
        [
            Layer("population", "image", "chances", upright(SLOT, "population")),
            marker(always("at")),
        ],
        x=TIGHT,
        y=TIGHT,
    )


def holds_battery(content: bytes, filename: str) -> bool:
    """Whether a file is meant as a battery, not as settings.

    >>> holds_battery(b'{"hamiltonian": 3}', "a.json"), holds_battery(b'{"settings": 1}', "a.json")
    (True, False)
    """
    if filename.lower().endswith(".npz"):
        return True
    try:
        document = json.loads(content)
    except (ValueError, RecursionError):
        return False
    return isinstance(document, dict) and "hamiltonian" in document


def charged(data: xr.Dataset) -> bool:
    """Whether the battery ever holds more than at the start, beyond rounding."""
    return bool(float(data.max_energy - data.energy[0]) > ROUNDING * float(data.height.max()))


def sentence(data: xr.Dataset) -> str:
    """How much the battery gets, how fast, and how much of it can be drawn."""
    most, start = float(data.max_energy), float(data.energy[0])
    if most <= 0:
        return "The battery stays in its ground state: nothing is charged."
    if not charged(data):
        return (
            f"The battery starts with {number(start, 5)} and never holds more: nothing is charged."
        )
    drawn = float(data.drawable)
    return (
        f"The battery holds {number(most, 5)} at most, at t = "
        f"{number(float(data.time_of_max_energy), 4)}, of which {number(drawn, 5)} can be drawn; "
        f"its largest average power is {number(float(data.max_power), 5)}."
    )


def badges(data: xr.Dataset) -> list[Badge]:
    """What the matrices and the evolution vouch for."""
    notes = certificate(data)
    trace, least, missed = (
        notes[name] for name in ("trace_error", "least_eigenvalue", "power_error")
    )
    return [
        Badge("Hermitian", ok=True, reason="Both Hamiltonians and the initial state are."),
        Badge("trace one", ok=trace < 1e-8, reason=f"At all times to {size(trace)}."),
        Badge("positive", ok=least > -1e-7, reason=f"The least eigenvalue is {number(least, 1)}."),
        Badge(
            "power adds up", ok=missed < 1e-4,
            reason=f"The power over time and the energy differ by {size(missed)} of the largest.",
        ),
    ]  # fmt: skip
