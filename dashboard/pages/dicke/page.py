"""The Dicke battery: energy, ergotropy, power, and what the cavity does meanwhile.

Source: Campaioli et al. 2024, Sec. III.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import xarray as xr

from dashboard.components.controls import Group
from dashboard.components.status import Badge, Number, Readout
from dashboard.page import Page
from dashboard.pages.dicke import PAPER, TITLE
from dashboard.pages.dicke import views as draw
from dashboard.pages.dicke.presets import PRESETS
from dashboard.pages.dicke.stories import STORIES
from dashboard.pages.dicke.theory import THEORY
from dashboard.picture.views import View
from dashboard.sides import chooser, side
from dashboard.state import Values, declared
from dashboard.wording import number, size
from engine import dicke as engine
from engine.dicke.claims import CLAIMS
from engine.result import certificate
from engine.scenario import Scenario

SIDES = (
    side("scaling", "Power against size", "largest", "fit_from", "fit_to",
         wants=engine.DickeScaling),
    side("power", "Power in time", slot="energy"),
    side("ledger", "Who pays", slot="energy"),
    side("purity", "Purity", slot="energy"),
    side("charger", "Cavity", "extent", "pixels", wants=engine.ChargerState),
    side("photons", "Photons", slot="charger", wants=engine.ChargerState),
    side("collapse", "Two photons at a time", wants=engine.CollapseLine),
    side("single", "One cell", "chargers", wants=engine.SpinStar),
    side("open", "Leaky cavity", "loss", "dephasing", "pump", wants=engine.OpenDicke),
)  # fmt: skip
# A cutoff whose error is below this share of a full battery does not show.
FINE = 1e-6
# Energies below this share of the cavity's are rounding.
ROUNDING = 1e-12
# A share of the stored energy below this is rounding, too: the energy itself may be small.
ROUNDED = 1e-9


class Display(Scenario):
    """What stands beside the energy, the marked time, and what those views need besides."""

    view = chooser(SIDES, "What stands beside the energy.")
    at, extent, pixels = declared(engine.ChargerState, "at", "extent", "pixels")
    largest, fit_from, fit_to = declared(engine.DickeScaling, "largest", "fit_from", "fit_to")
    (chargers,) = declared(engine.SpinStar, "chargers")
    loss, dephasing, pump = declared(engine.OpenDicke, "loss", "dephasing", "pump")


class DickeBattery(Page):
    """The page of the Dicke battery; keyword arguments set any of its settings.

    >>> page = DickeBattery(cells=4, coupling=0.5)
    >>> round(float(page.result.max_power), 6)
    3.387541
    """

    key, title, paper = "dicke", TITLE, PAPER
    part_types = (engine.Dicke, Display)
    presets, claims, theory, stories = PRESETS, CLAIMS, THEORY, STORIES
    main, sides = "energy", SIDES

    scenario: engine.Dicke
    display: Display

    def make_views(self) -> list[View]:
        return [
            draw.energy_view(), draw.scaling_view(), draw.power_view(), draw.ledger_view(),
            draw.purity_view(), draw.charger_view(), draw.photons_view(), draw.collapse_view(),
            draw.single_view(), draw.open_view(),
        ]  # fmt: skip

    def control_groups(self) -> list[Group]:
        cells = ("cells", "coupling", "counter_rotating", "rescale", "detuning")
        return [
            Group("Battery", self.pick(*cells)),
            Group("Charger", self.pick("charger", "photons", "at")),
            Group("Variations", self.pick("exchange", "dipole", "dipole_strength"), advanced=True),
            Group("Drawing", self.pick("window", "points", "cutoff"), advanced=True),
        ]

    def suited(self, changes: Mapping[str, Any]) -> Values:
        """Two photons at a time bring a coupling along at which there is a lowest energy."""
        values, refused = self.state.read(changes)
        if refused or "coupling" in values:
            return {}
        run = self.scenario.replace(
            **{name: values[name] for name in type(self.scenario).fields() if name in values}
        )
        limit = run.collapse(run.cells)
        beyond = run.exchange == 2 and run.counter_rotating and run.coupling >= limit
        return {"coupling": float(f"{limit / 2:.2g}")} if beyond else {}

    def consequences(self, values: Values) -> Values:
        """The fit begins below the largest size there is."""
        return {"fit_from": min(values["fit_from"], min(values["fit_to"], values["largest"]) - 1)}

    def slider_ranges(self) -> dict[str, tuple[float, float]]:
        return {"at": (0.0, self.scenario.window)}

    def inactive(self) -> dict[str, str]:
        run = self.scenario
        return {} if run.dipole != "none" else {"dipole_strength": "choose an interaction"}

    def alike(self, wants: type[Scenario]) -> Scenario:
        return wants.like(self.scenario, self.display, **own(wants))

    # -- what the results say -------------------------------------------------------------------

    def readout(self) -> Readout:
        if "energy" not in self.results:
            return Readout()
        data = self.results["energy"]
        now = data.isel(time=int(np.abs(data.turn.values - self.display.at).argmin()))
        mixed = self.display.view == "purity"  # whose own numbers take the place of others
        numbers = [
            *(Number.of(shown(now[name], data)) for name in NOW),
            *(Number.of(data[name]) for name in (BEST[:1] if mixed else BEST)),
        ]
        if mixed:
            numbers += [Number.of(now["purity"]), *locked_numbers(now)]
        if "scaling" in self.results:
            numbers += scaling_numbers(self.results["scaling"])
        if "charger" in self.results:
            numbers.append(Number.of(self.results["charger"].charger_purity))
        return Readout(sentence(self.scenario, data), numbers, badges(data))


NOW = ("turn", "energy", "ergotropy", "ergotropy_ladder", "switching_work")
BEST = ("max_power", "optimal_time", "max_energy", "photons")


def shown(value: xr.DataArray, data: xr.Dataset) -> xr.DataArray:
    """A number without what rounding leaves of nothing, measured by the photons that there are."""
    return value.where(np.abs(value) > ROUNDING * max(float(data.photons), 1.0), 0.0)


def own(scenario: type[Scenario]) -> dict[str, Any]:
    """What a side has in common with the curve by name alone, as its points."""
    more: dict[type[Scenario], tuple[str, ...]] = {
        engine.DickeScaling: ("cutoff",),
        engine.CollapseLine: ("coupling",),
    }
    fields = scenario.fields()
    names = ("points", *more.get(scenario, ()))
    return {name: fields[name].default for name in names if name in fields}


def locked_numbers(now: xr.Dataset) -> list[Number]:
    """What cannot be drawn, by either kind of unitaries."""
    kinds = {"ergotropy": "locked, all states", "ergotropy_ladder": "locked, ladder"}
    return [
        Number(said, number(float(now.energy - now[kind]), 5), "ħω₀")
        for kind, said in kinds.items()
    ]


def scaling_numbers(data: xr.Dataset) -> list[Number]:
    """The fitted power law and its window."""
    return [
        Number(f"exponent α, {certificate(data)['fit']}", number(float(data.exponent), 5)),
        Number(f"advantage Γ, N = {int(data.cells[-1])}", number(float(data.advantage[-1]), 4)),
    ]


def sentence(run: engine.Dicke, data: xr.Dataset) -> str:
    """How far the battery is charged at its largest power, and by whom."""
    if float(data.max_energy) <= 0:
        return "Nothing is charged: the cavity is empty, and nothing else brings energy in."
    full = run.gap() * run.cells
    share = 100 * float(data.optimal_energy) / full
    free = 100 * float(data.optimal_ergotropy / data.optimal_energy)
    holds = "the cell holds" if run.cells == 1 else f"{run.cells} cells hold"
    drawn = "none" if free < 100 * ROUNDED else f"{number(free, 3)} %"
    return (
        f"At the largest power {holds} {number(share, 3)} % of a full charge, and {drawn} of it "
        "can be drawn as work."
    )


def badges(data: xr.Dataset) -> list[Badge]:
    """What the cutoff may change."""
    error, top = certificate(data)["cutoff_error"], int(data.cutoff)
    full = float(data.max_energy)
    if error == 0.0:
        return [Badge("exact", ok=True, reason="No photon number above the first is reached.")]
    reason = f"Up to {top} photons are kept; what lies beyond changes an energy by {size(error)}."
    fine = error < FINE * max(full, 1e-9)
    return [Badge(f"cutoff error ≤ {size(error)}", ok=fine, reason=reason)]
