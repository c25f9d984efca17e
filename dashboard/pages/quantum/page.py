"""Is it quantum? The Dicke battery against its classical double, and against its bounds.

Source: Campaioli et al. 2024, Secs. III.B.3 and III.B.4.
"""

from __future__ import annotations

import xarray as xr

from dashboard.components.controls import Group
from dashboard.components.status import Badge, Number, Readout
from dashboard.page import Page
from dashboard.pages.quantum import PAPER, TITLE
from dashboard.pages.quantum import views as draw
from dashboard.pages.quantum.presets import PRESETS
from dashboard.pages.quantum.stories import STORIES
from dashboard.pages.quantum.theory import THEORY
from dashboard.picture.views import View
from dashboard.sides import chooser, side
from dashboard.state import declared
from dashboard.wording import number, size
from engine import dicke as engine
from engine.dicke.claims.quantum import QUANTUM
from engine.result import certificate
from engine.scenario import Scenario

SIDES = (
    side("ratio", "Ratio R", wants=engine.QuantumOverClassical),
    side("power", "Power", slot="classical"),
    side("bounds", "Bounds", "largest", "rescale", wants=engine.PowerBounds),
    side(
        "correlations",
        "Correlations",
        "largest",
        "rescale",
        slot="bounds",
        wants=engine.PowerBounds,
    ),
)
# A drift of the classical energy above this share shows.
FINE = 1e-8


class Display(Scenario):
    """What stands beside the energies."""

    view = chooser(SIDES, "What stands beside the energies.")
    largest, rescale = declared(engine.PowerBounds, "largest", "rescale")


class Quantum(Page):
    """The page on the origin of the advantage; keyword arguments set any of its settings.

    >>> page = Quantum(cells=4, coupling=0.5, phases=64)
    >>> round(float(page.result.max_power), 3)
    3.211
    """

    key, title, paper = "quantum", TITLE, PAPER
    part_types = (engine.ClassicalDicke, Display)
    presets, claims, theory, stories = PRESETS, QUANTUM, THEORY, STORIES
    main, main_slot, sides = "energy", "classical", SIDES

    scenario: engine.ClassicalDicke
    display: Display

    def make_views(self) -> list[View]:
        return [
            draw.energy_view(), draw.ratio_view(), draw.power_view(), draw.bounds_view(),
            draw.correlations_view(),
        ]  # fmt: skip

    def control_groups(self) -> list[Group]:
        return [
            Group("Battery", self.pick("cells", "coupling")),
            Group("Oscillator", self.pick("phases", "phase")),
            Group("Drawing", self.pick("window", "points"), advanced=True),
        ]

    def quantum(self) -> engine.Dicke:
        """The quantum battery that the classical one is the double of."""
        return engine.Dicke.like(self.scenario)

    def beside(self) -> dict[str, Scenario]:
        return {"quantum": self.quantum(), **super().beside()}

    def alike(self, wants: type[Scenario]) -> Scenario:
        """What is compared over all phases needs few of them."""
        few = {"phases": 64} if wants is engine.QuantumOverClassical else {}
        return wants.like(self.scenario, self.display, **few)

    def copied_code(self) -> dict[str, tuple[str, str]]:
        wanted = [wish.rebuild().code() for wish in self.wanted().values()]
        return {
            "python": ("Copy as Python", "\n\n".join(wanted)),
            "qutip": ("Copy as QuTiP", self.quantum().qutip_code()),
        }

    # -- what the results say -------------------------------------------------------------------

    def readout(self) -> Readout:
        if not {"classical", "quantum"} <= self.results.keys():
            return Readout()
        both = {name: self.results[name] for name in ("quantum", "classical")}
        numbers = [
            Number(f"{said}, {name}", number(float(data[key])), data[key].attrs["units"])
            for key, said in (("max_power", "P_max"), ("max_energy", "E_max"))
            for name, data in both.items()
        ]
        told = sentence(both["quantum"], both["classical"])
        if "ratio" in self.results:
            ratio = self.results["ratio"]
            names = ("ratio", "quantum_advantage", "classical_advantage")
            numbers += [Number.of(ratio[name]) for name in names]
            told = ratio_sentence(self.scenario.cells, ratio)
        if "bounds" in self.results:
            bounds = self.results["bounds"]
            numbers += [at_largest(bounds, name) for name in ("power_share", "correlated_share")]
            numbers += [Number.of(bounds["global_share"])]
        return Readout(told, numbers, [badge(both["classical"])])


def at_largest(bounds: xr.Dataset, name: str) -> Number:
    """A number of the largest battery drawn, which need not be the one beside it."""
    said = bounds[name].attrs
    label = f"{said['long_name']} {said['short_name']}, N = {int(bounds.cells[-1])}"
    return Number.of(bounds[name], label, at=-1)


def sentence(quantum: xr.Dataset, classical: xr.Dataset) -> str:
    """Which of the two is faster."""
    share = float(quantum.max_power / classical.max_power)
    return (
        f"The quantum battery reaches {number(share, 3)} times the largest power of its classical "
        "double."
    )


def ratio_sentence(cells: int, data: xr.Dataset) -> str:
    """What R says."""
    if cells == 1:
        return "One cell shares its charger with no other: there is nothing to gain, and R is 1."
    quantum, classical, low, high = (
        number(float(value), 3)
        for value in (
            data.quantum_advantage, data.classical_advantage,
            data.phase_ratio.min(), data.phase_ratio.max(),
        )
    )  # fmt: skip
    return (
        f"One charger for all gives the quantum battery {quantum} times the power of single cells, "
        f"the classical one {classical} times; single phases give an R from {low} to {high}."
    )


def badge(data: xr.Dataset) -> Badge:
    """How well the classical motion keeps its energy."""
    drift = certificate(data)["energy_drift"]
    reason = f"The classical energy stays the same to {size(drift)} of a full charge."
    return Badge(f"energy kept to {size(drift)}", ok=drift < FINE, reason=reason)
