"""Work capacitances: what nonlocal means gain in recovering energy from noisy cells.

Source: Tirone et al. 2023.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from math import isfinite
from typing import Any

import numpy as np
import xarray as xr

from dashboard.controls import Group
from dashboard.page import Page
from dashboard.pages import capacitance_views as draw
from dashboard.pages.capacitance_theory import THEORY
from dashboard.state import Values, declared
from dashboard.status import Badge, Number, Readout
from dashboard.views import View
from engine import capacitance as engine
from engine.capacitance.claims import CLAIMS
from engine.capacitance.presets import PRESETS
from engine.capacitance.stages import KRAUS, Stage
from engine.channel_files import read
from engine.channels import transitions
from engine.fields import Choice, Real
from engine.result import certificate
from engine.scenario import Scenario, ScenarioError, Snapshot

# A dual bound further off than this certifies nothing; a gain below the other is none.
CERTIFIED, NOTHING = 1e-8, 1e-8
# Slider → the decay it sets.
DECAYS = {"decay_10": (1, 0), "decay_21": (2, 1), "decay_20": (2, 0)}
# Slider → name of the stage it belongs to, and place among its numbers.
NUMBERS = {
    "gamma": ("gad", 0), "eta": ("gad", 1), "kappa": ("dephasing", 0),
    "depolarization": ("depolarizing", 0),
}  # fmt: skip
DAMPING = ("mad", "remad")
OTHER = "other"
FAMILIES = {
    "mad": "amplitude damping (MAD)",
    "remad": "resonant damping (ReMAD)",
    "gad": "generalized damping, 2 levels",
    "depolarizing": "depolarizing",
    "dephasing": "dephasing",
    OTHER: "as written",
}
FOLLOWERS = {
    "nothing": "nothing",
    "dephasing": "dephasing",
    "depolarizing": "depolarizing",
    "mad": "amplitude damping (MAD)",
    OTHER: "as written",
}


def share(label: str, symbol: str, short: str, default: float, doc: str, high: float = 1.0) -> Real:
    """A number of a stage, which follows the noise and sets it."""
    return Real(
        default, bounds=(0.0, high), step=0.01, label=label, doc=doc,
        metadata={"symbol": symbol, "short": short},
    )  # fmt: skip


class Display(Scenario):
    """What the picture needs beyond the cell: the side view, the energy, the stages' sliders."""

    view = Choice(
        "gap",
        objects=["gap", "bound", "builder", "states", "gaussian"],
        label="view",
        doc="What stands beside the capacitances.",
        metadata={
            "names": {
                "gap": "Capacitance gap",
                "bound": "Paper's bound against exact",
                "builder": "Envelope and recipe",
                "states": "Best state and extraction",
                "gaussian": "Two-mode attenuator",
            }
        },
    )
    (energy,) = declared(engine.CapacitanceAt, "energy")
    scale = Choice(
        "linear", objects=["linear", "log"], label="scale", doc="Scale of the gap.",
        metadata={"names": {"linear": "linear", "log": "logarithmic"}},
    )  # fmt: skip
    functional = Choice(
        "loc", objects=["loc", "tot"], label="envelope of", doc="What is drawn from one cell.",
        metadata={"names": {"loc": "ergotropy", "tot": "total ergotropy"}},
    )  # fmt: skip
    matrix = Choice(
        "output", objects=["input", "output", "unitary"], label="matrix",
        doc="The best input ρ*, what the noise makes of it, or the unitary that empties it.",
        metadata={"names": {"input": "ρ*", "output": "Λ(ρ*)", "unitary": "extraction unitary U"}},
    )  # fmt: skip
    part = Choice(
        "1", objects=["1", "2"], label="cells",
        doc="Of which cells of the recipe, those of the larger share first.",
        metadata={"names": {"1": "larger share", "2": "smaller share"}},
    )  # fmt: skip
    beta = Choice(
        "gibbs", objects=["gibbs", "output", "modes"], label="against",
        doc="Inverse temperature of the two-mode Gibbs state or of the hot output mode, or energy.",
        metadata={
            "names": {"gibbs": "Gibbs β", "output": "output β", "modes": "energy"}
        },
    )  # fmt: skip
    transmissivity, thermal_photons = declared(
        engine.GaussianGap, "transmissivity", "thermal_photons"
    )
    family = Choice(
        "mad", objects=list(FAMILIES), label="first stage",
        doc="The noise that acts first; another one starts with numbers of its own.",
        metadata={"names": FAMILIES},
    )  # fmt: skip
    then = Choice(
        "nothing", objects=list(FOLLOWERS), label="then",
        doc="The noise that acts after the first.", metadata={"names": FOLLOWERS},
    )  # fmt: skip
    decay_10 = share("decay 1→0", r"\gamma_{1\to0}", "γ(1→0)", 0.3, "Probability of the decay 1→0.")
    decay_21 = share("decay 2→1", r"\gamma_{2\to1}", "γ(2→1)", 0.2, "Probability of the decay 2→1.")
    decay_20 = share("decay 2→0", r"\gamma_{2\to0}", "γ(2→0)", 0.6, "Probability of the decay 2→0.")
    gamma = share("relaxation", r"\gamma", "γ", 0.3, "Probability of relaxation.")
    eta = share("bath's population", r"\eta", "η", 0.0, "Excited population the bath leaves.")
    kappa = share("dephasing", r"\kappa", "κ", 0.3, "Coherence shrinks by √(1−κ).")
    depolarization = share(
        "depolarizing", r"\lambda", "λ", 0.3, "Depolarizing strength.", high=4 / 3
    )


class Capacitance(Page):
    """The capacitance page; keyword arguments set any of its settings.

    >>> page = Capacitance(points=21)
    >>> round(float(page.result.gap.sel(e=1.0)), 8)
    0.0406973
    """

    key = "capacitance"
    title = "Work capacitances"
    source = "Tirone et al. 2023"
    part_types = (engine.Capacitance, Display)
    presets = PRESETS
    claims = CLAIMS
    theory = THEORY

    def make_views(self) -> list[View]:
        main = draw.curves_view()
        views = [
            main, draw.gap_view(), draw.gap_view(log=True), draw.bound_view(),
            draw.builder_view("loc"), draw.builder_view("tot"),
        ]  # fmt: skip
        for view in views:
            view.on_tap(self.choose_energy)
        gaussian = [draw.gaussian_view("gibbs"), draw.gaussian_view("output"), draw.modes_view()]
        return [*views, draw.states_view(), *gaussian]

    def control_groups(self) -> list[Group]:
        return [
            Group("Cell", self.pick("energy", "levels")),
            Group("Noise", self.pick("family", *DECAYS, "gamma", "eta", "then", "kappa",
                                     "depolarization", "stages")),
            Group("Drawing", self.pick("points"), advanced=True),
        ]  # fmt: skip

    def side_controls(self) -> dict[str, Group]:
        gap = Group("", self.pick("scale"))
        builder = Group("", self.pick("functional"))
        gaussian = Group("", self.pick("transmissivity", "thermal_photons", "beta"))
        return {
            "gap": gap, "gap_log": gap,
            "builder_loc": builder, "builder_tot": builder,
            "states": Group("", self.pick("matrix", "part")),
            "gaussian_gibbs": gaussian, "gaussian_output": gaussian, "gaussian_modes": gaussian,
        }  # fmt: skip

    def visible(self) -> list[str]:
        display = self.display
        several = {
            "gap": "gap_log" if display.scale == "log" else "gap",
            "builder": f"builder_{display.functional}",
            "gaussian": f"gaussian_{display.beta}",
        }
        return ["curves", several.get(display.view, display.view)]

    def slot_behind(self, view: str) -> str:
        if view.startswith("gaussian"):
            return "gaussian"
        return "here" if view == "states" else "capacitance"

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
            "then": "nothing" if len(names) < 2 else names[1]
            if len(names) == 2 and names[1] in FOLLOWERS else OTHER,
        }  # fmt: skip
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
            slider: "not part of this noise"
            for slider in (*DECAYS, *NUMBERS)
            if place_of(stages, slider, d) is None
        }
        here = self.results.get("here")
        if here is not None and (here.loc_weight.values[0] > draw.SMALLEST_SHARE).sum() == 1:
            reasons["part"] = "at this energy all cells are alike"
        return reasons

    def slider_ranges(self) -> dict[str, tuple[float, float]]:
        return {"energy": (0.0, self.scenario.levels[-1])}

    def read_upload(self, text: str) -> Mapping[str, Any]:
        """Settings, or a channel of one's own."""
        try:
            document = json.loads(text)
        except (ValueError, RecursionError):
            document = None
        if not isinstance(document, dict) or not document.keys() & {"kraus", "choi"}:
            return super().read_upload(text)
        try:
            stage = engine.kraus_stage(channel := read(text.encode(), "channel.json").kraus)
        except ValueError as refusal:
            raise ScenarioError(str(refusal)) from None
        d = np.shape(channel)[-1]
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

    def choose_energy(self, energy: float, value: float) -> None:
        """Charge each cell with the energy that was clicked."""
        most = self.scenario.levels[-1]
        self.set_from_picture({"energy": round(min(max(energy, 0.0), most), 3)})

    # -- what the results say -------------------------------------------------------------------

    def readout(self) -> Readout:
        if "gaussian" in self.results and self.display.view == "gaussian":
            return gaussian_readout(self.results["gaussian"])
        if "here" not in self.results:
            return Readout()
        data = self.results["here"].isel(e=0)
        notes = certificate(self.results["here"])
        numbers = [
            Number("C_loc", number(data.c_loc), "ε₀"),
            Number("χ_tot, bound (12)", number(data.chi_tot), "ε₀"),
            Number("C_sep", number(data.c_sep), "ε₀"),
            Number("ΔC", number(data.exact_gap), "ε₀", tone="accent"),
            Number("C_ℰ", total_text(data), "ε₀"),
            Number("cells for C_loc", recipe(data, "loc"), "ε₀"),
            Number("cells for C_sep", recipe(data, "sep"), "ε₀"),
        ]
        own = any(stage[0] == KRAUS for stage in self.scenario.stages)
        return Readout(sentence(data), numbers, badges(notes, own))

    def copied_code(self) -> dict[str, tuple[str, str]]:
        shown = self.shown().values()
        text = "\n\n".join(scenario.code() for scenario in shown)
        return {
            "python": ("Copy as Python", text),
            "qutip": ("Copy as QuTiP", self.scenario.qutip_code()),
        }


# -- stages and their sliders -----------------------------------------------------------------


def usual(name: str, levels: int) -> Stage:
    """A stage with the numbers it starts with."""
    return (name, *engine.KINDS[name].default(levels))


def fitted(stage: Stage, levels: int) -> Stage:
    """A stage that fits so many levels: itself, or the nearest that does.

    >>> fitted(("mad", 0.3, 0.2, 0.6), 2), fitted(("gad", 0.2, 0.1), 3)
    (('mad', 0.3), ('mad', 0.3, 0.2, 0.6))
    """
    name, *numbers = stage
    if name not in engine.KINDS:
        return stage
    kind = engine.KINDS[name]
    if kind.only not in (None, levels):
        return usual("mad", levels)
    return stage if len(numbers) == len(kind.numbers(levels)) else usual(name, levels)


def place_of(stages: tuple[Stage, ...], slider: str, levels: int) -> tuple[int, int] | None:
    """Stage and entry that a slider sets: those of the first stage it belongs to."""
    if slider in DECAYS:
        decays = list(transitions(levels))
        if DECAYS[slider] not in decays:
            return None
        names, entry = DAMPING, decays.index(DECAYS[slider])
    else:
        name, entry = NUMBERS[slider]
        names = (name,)
    found = [place for place, stage in enumerate(stages) if stage[0] in names]
    return (found[0], 1 + entry) if found else None


def turned(
    stages: tuple[Stage, ...], slider: str, value: float, levels: int
) -> tuple[Stage, ...]:
    """Stages with one number set; other decays of the same level give way.

    >>> turned((("mad", 0.3, 0.2, 0.6),), "decay_21", 0.75, 3)
    (('mad', 0.3, 0.75, 0.25),)
    """
    place = place_of(stages, slider, levels)
    if place is None:
        return stages
    stage, entry = place
    changed = list(stages[stage])
    changed[entry] = value
    if slider in DECAYS:
        high = DECAYS[slider][0]
        others = [
            1 + index
            for index, (upper, _) in enumerate(transitions(levels))
            if upper == high and 1 + index != entry
        ]
        total = sum(changed[other] for other in others)
        if total + value > 1:
            for other in others:
                changed[other] *= (1 - value) / total
            changed[others[-1]] = 1 - value - sum(changed[other] for other in others[:-1])
    return (*stages[:stage], tuple(changed), *stages[stage + 1 :])


# -- words and numbers ------------------------------------------------------------------------


def number(value: xr.DataArray) -> str:
    """A scalar of a result as the read-out shows it, zero where only rounding is left."""
    found = float(value)
    return "∞" if not isfinite(found) else "0" if abs(found) < 1e-14 else f"{found:.6g}"


def total_text(data: xr.Dataset) -> str:
    """C_ℰ where it is known, else the interval in which it lies."""
    low, high = float(data.c_total_lower), float(data.c_total_upper)
    return f"{low:.6g}" if high - low < NOTHING else f"{low:.4g} to {high:.4g}"


def recipe(data: xr.Dataset, kind: str) -> str:
    """Which shares of the cells are given which energy."""
    kinds = zip(data[f"{kind}_weight"].values, data[f"{kind}_energy"].values, strict=True)
    used = sorted((entry for entry in kinds if entry[0] > draw.SMALLEST_SHARE), reverse=True)
    if len(used) == 1:
        return f"all at {used[0][1]:.3g}"
    return ", ".join(f"{100 * weight:.3g} % at {energy:.3g}" for weight, energy in used)


def sentence(data: xr.Dataset) -> str:
    """What joint recovery gains at this energy, and whether the paper's bound sees it."""
    energy, gain, missed = (float(data[name]) for name in ("e", "exact_gap", "looseness"))
    if gain < NOTHING:
        return f"At e = {energy:.3g} joint recovery gains nothing over emptying cells one by one."
    if float(data.c_loc) > NOTHING:
        by = f" ({100 * gain / float(data.c_loc):.3g} % of C_loc)"
    else:
        by = ", one by one nothing"
    seen = (
        "; bound (12) gives all of it." if missed < NOTHING
        else f"; bound (12) misses {missed:.3g} of it."
    )  # fmt: skip
    return f"At e = {energy:.3g} joint recovery gains {gain:.3g} per cell{by}{seen}"


def badges(notes: Mapping[str, Any], own: bool) -> list[Badge]:
    """The dual bounds, what is known of entangled inputs, and what to mind."""
    room = max(abs(notes[f"{kind}_dual_gap"]) for kind in ("loc", "tot", "sep"))
    shown = [
        Badge(
            f"dual gap {room:.0e}",
            ok=room < CERTIFIED,
            reason="Numerical certificate: the largest room between each capacitance here and its "
            f"dual bound. The bound's inner maximum is {notes['inner_maximum']}.",
        ),
        Badge(
            "C_ℰ known" if notes["c_total_known"] else "C_ℰ in an interval",
            ok=True,
            reason=f"Upper end: {notes['c_total_bound']}.",
        ),
    ]
    if own:
        defect = notes["trace_defect"]
        reason = f"Σ K†K of the noise is 1 to {defect:.1e}; above 1e-8 it would be refused."
        shown.append(Badge(f"CPTP to {defect:.0e}", ok=True, reason=reason))
    if "warning" in notes:
        shown.append(Badge("levels bent", ok=False, reason=notes["warning"]))
    return shown


def gaussian_readout(data: xr.Dataset) -> Readout:
    """The attenuator in numbers."""
    numbers = [
        Number("ΔC", number(data.gap), "ħω", tone="accent"),
        Number("n̄", number(data.noise_photons)),
        Number("β of the Gibbs state", number(data.beta_gibbs), "1/ħω"),
        Number("β of the output mode", number(data.beta_output), "1/ħω"),
        Number("C_loc at e = 0", number(data.c_loc_offset), "ħω"),
        Number("C_sep at e = 0", number(data.c_sep_offset), "ħω"),
    ]
    words = (
        f"Two-mode attenuator: emptied together, cells return {number(data.gap)} ħω more each, "
        "at any input energy."
    )
    defect = certificate(data)["entropy_defect"]
    reason = f"The Gibbs state has the output's entropy to {defect:.0e}, relative."
    return Readout(words, numbers, [Badge("closed form", ok=defect < CERTIFIED, reason=reason)])
