"""Noisy storage: one full cell, energy spread thinly, or redundancy.

Source: Tirone et al., storage poster.
"""

from __future__ import annotations

from math import copysign, sqrt

from dashboard.components.controls import Group
from dashboard.components.status import Readout
from dashboard.page import Page
from dashboard.pages.storage import PAPER, TITLE, words
from dashboard.pages.storage import views as draw
from dashboard.pages.storage.presets import PRESETS
from dashboard.pages.storage.stories import STORIES
from dashboard.pages.storage.theory import THEORY
from dashboard.picture.views import View
from dashboard.sides import Beside, chooser, either, side
from dashboard.state import Values, declared
from engine import storage as engine
from engine.fields import Choice
from engine.scenario import Scenario, ScenarioError, Snapshot
from engine.storage.claims import CLAIMS

NOISE = ("gamma", "eta", "kappa")
DEVICE = ("t1", "t2", "frequency", "temperature", "time")
# Decimals of γ, η and κ as a device sets them: no laboratory knows more.
DIGITS = 6


CELLS = {
    "redundancy": Beside(("protocol", "quanta", "cells"), wants=engine.Redundancy),
    "blocks": Beside(("protocol", "energy", "charge", "cells"), wants=engine.Blocks),
}
SECTIONS = {f"section_{name}": Beside(("along",), wants=engine.StorageSection) for name in NOISE}
SIDES = (
    either("section", "Cut through the map", SECTIONS, lambda now: f"section_{now.along}"),
    side("winner", "Best way to store", slot="map"),
    side("energy", "Work against energy", "energy", slot="storage"),
    side(
        "bloch", "Bloch ball", "energy", "state", "population", "coherence", wants=engine.BlochBall
    ),
    either("cells", "Finitely many cells", CELLS, lambda now: now.protocol),
    side("time", "Storage time", "time", "time_max", slot="device", wants=engine.Device),
)


class Display(Scenario):
    """What the comparisons need beyond the noise: which picture, which state, how many cells."""

    view = chooser(SIDES, "What stands beside the map.")
    numbers = Choice(
        "noise", objects={"noise": "γ, η and κ", "device": "a device and a time"}, label="set by",
        doc="Set γ, η and κ directly, or through a device's times, frequency and temperature.",
    )  # fmt: skip
    protocol = Choice(
        "redundancy", objects={
            "redundancy": "fixed total energy E", "blocks": "fixed energy per cell e",
        },
        label="protocol",
        doc="A fixed total energy over ever more cells, or a fixed energy per cell in blocks.",
    )  # fmt: skip
    against, eta_max = declared(engine.StorageMap, "against", "eta_max")
    (along,) = declared(engine.StorageSection, "along")
    state, population, coherence = declared(engine.BlochBall, "state", "population", "coherence")
    energy, charge, cells = declared(engine.Blocks, "energy", "charge", "cells")
    (quanta,) = declared(engine.Redundancy, "quanta")
    t1, t2, frequency, temperature, time, time_max = declared(engine.Device, *DEVICE, "time_max")


class Storage(Page):
    """The storage page; keyword arguments set any of its settings.

    >>> page = Storage(gamma=0.4, eta=0.2)
    >>> round(float(page.result.j_coherent), 6)
    0.714286
    """

    key = "storage"
    title = TITLE
    paper = PAPER
    part_types = (engine.Storage, Display)
    presets = PRESETS
    stories = STORIES
    claims = CLAIMS
    theory = THEORY
    main, sides = "map", SIDES

    scenario: engine.Storage
    display: Display

    def make_views(self) -> list[View]:
        ball = draw.bloch_view()
        ball.on_tap(self.choose_state)
        sections = [draw.section_view(along) for along in NOISE]
        cells = [draw.redundancy_view(), draw.blocks_view()]
        return [
            draw.map_view(), *sections, draw.winner_view(), draw.energy_view(), ball, *cells,
            draw.time_view(),
        ]  # fmt: skip

    def control_groups(self) -> list[Group]:
        return [
            Group("Noise", self.pick(*NOISE, "numbers")),
            Group("Comparison", self.pick("ratio", "against")),
            Group("Device", self.pick(*DEVICE[:-1]), advanced=True),
            Group("Drawing", self.pick("eta_max", "points"), advanced=True),
        ]

    # -- what each slot shows -------------------------------------------------------------------

    def consequences(self, values: Values) -> Values:
        """A device sets the noise when it is chosen to."""
        if values["numbers"] == "noise":
            return {}
        device = engine.Device(**{name: values[name] for name in DEVICE})
        if reason := device.refusal():
            raise ScenarioError(reason)
        noise = (round(float(share), DIGITS) for share in device.noise(device.time))
        return dict(zip(NOISE, noise, strict=True))

    def wanted(self) -> dict[str, Snapshot]:
        slots = {"storage": self.scenario, "map": self.plane(), **self.beside()}
        return {slot: scenario.snapshot() for slot, scenario in slots.items()}

    def plane(self) -> engine.StorageMap:
        """The plane that is mapped; what it is mapped against does not change it."""
        run, display = self.scenario, self.display
        held = {"eta": run.eta, "kappa": run.kappa}
        del held[display.against]
        return engine.StorageMap(
            against=display.against,
            eta_max=max(display.eta_max, run.eta) if display.against == "eta" else 0.5,
            ratio=run.ratio,
            **held,
        )

    def beside(self) -> dict[str, Scenario]:
        shown = super().beside()
        if self.display.view == "energy":  # whose state is one of the ball
            shown["bloch"] = self.alike(engine.BlochBall)
        return shown

    def alike(self, wants: type[Scenario]) -> Scenario:
        """At the page's noise; along a cut, and over the storage time, the marker moves alone."""
        moves = self.display.along if wants is engine.StorageSection else "time"
        known = self.display.values() | {name: getattr(self.scenario, name) for name in NOISE}
        return wants(**{n: known[n] for n in wants.fields() if n in known and n != moves})

    def device(self, *names: str) -> engine.Device:
        """The device, as far as these settings say it."""
        return engine.Device(**{name: getattr(self.display, name) for name in names})

    def slider_ranges(self) -> dict[str, tuple[float, float]]:
        return {"time": (0.0, self.display.time_max)}

    def inactive(self) -> dict[str, str]:
        display = self.display
        reasons: dict[str, str] = {}
        if display.numbers == "device":
            reasons |= dict.fromkeys(NOISE, "set by the device")
        elif display.view != "time":
            reasons |= dict.fromkeys(DEVICE, "choose a device to set the noise")
        if display.state == "best":
            unused = "the best state of energy e is shown"
            reasons |= dict.fromkeys(("population", "coherence"), unused)
        return reasons

    # -- clicks on the pictures -----------------------------------------------------------------

    def meant(self, pointed: Values) -> Values:
        """A time that is pointed at is that of the device; noise that is, is set directly."""
        if pointed.keys() & set(NOISE):
            return {"numbers": "noise"}
        return {"numbers": "device"} if "time" in pointed else {}

    def choose_state(self, x: float, z: float) -> None:
        """Show the state that was clicked in the Bloch ball."""
        population = share_clicked((1 - z) / 2)
        widest = 2 * sqrt(population * (1 - population))
        coherence = share_clicked(abs(x) / widest) if widest else 0.0
        self.set_from_picture(
            {"state": "chosen", "population": population, "coherence": copysign(coherence, x)}
        )

    # -- what the results say -------------------------------------------------------------------

    def readout(self) -> Readout:
        if "storage" not in self.results:
            return Readout()
        data = self.results["storage"]
        numbers = words.way_numbers(data)
        badges = [words.shot_badge(data)]
        for slot, (more, badge) in words.BESIDE.items():
            if slot in self.results:
                numbers += more(self.results[slot])
                badges += badge(self.results[slot])
        if "device" in self.results:
            now = self.device(*DEVICE).noise(self.display.time)
            noise = (round(float(share), DIGITS) for share in now)
            numbers += words.device_numbers(self.results["device"], *noise)
        return Readout(words.winner_sentence(data), numbers, badges)

    def copied_code(self) -> dict[str, tuple[str, str]]:
        return self.codes({"plane": self.plane(), **self.beside()})


def share_clicked(value: float) -> float:
    """What was clicked, as finely as a finger points, on the scale from 0 to 1."""
    return round(min(max(value, 0.0), 1.0), 3)
