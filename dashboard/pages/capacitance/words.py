"""What the results of the capacitance page say: its sentence, numbers and badges."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import xarray as xr

from dashboard.components.status import Badge, Number, Readout
from dashboard.pages.capacitance.states import SMALLEST_SHARE
from dashboard.pages.capacitance.views import room, smallest_gap
from dashboard.wording import interval, number, size
from engine.result import certificate

# A dual bound further off than this certifies nothing; an interval narrower than the other is none.
CERTIFIED, NOTHING = 1e-8, 1e-8
# No certificate tells less than this.
ROUNDING = 1e-15


def capacity_numbers(data: xr.Dataset, notes: Mapping[str, Any]) -> list[Number]:
    """The capacitances, and a gain only where it is more than the certificate leaves open."""
    error = room(notes)
    least = smallest_gap(notes, data)
    return [
        Number.of(data.c_loc, "C_loc", error=error),
        Number.of(data.chi_tot, "χ_tot, bound (12)", error=error),
        Number.of(data.c_sep, "C_sep", error=error),
        Number.of(data.exact_gap, "ΔC", error=least, tone="accent"),
    ]


def total_text(data: xr.Dataset) -> str:
    """C_ℰ where it is known, else the interval in which it lies."""
    low, high = float(data.c_total_lower), float(data.c_total_upper)
    return number(low) if high - low < NOTHING else interval(low, high)


def recipe(data: xr.Dataset, kind: str) -> str:
    """Which shares of the cells are given which energy."""
    kinds = zip(data[f"{kind}_weight"].values, data[f"{kind}_energy"].values, strict=True)
    used = sorted((entry for entry in kinds if entry[0] > SMALLEST_SHARE), reverse=True)
    if len(used) == 1:
        return f"all at {number(used[0][1])}"
    return ", ".join(f"{number(100 * weight, 3)} % at {number(energy)}" for weight, energy in used)


def sentence(data: xr.Dataset, notes: Mapping[str, Any]) -> str:
    """What joint recovery gains at this energy, and whether the paper's bound sees it."""
    energy, gain, missed = (float(data[name]) for name in ("e", "exact_gap", "looseness"))
    least = smallest_gap(notes, data)
    if gain <= least:
        at = f"At e = {number(energy)}"
        return f"{at} joint recovery gains nothing over emptying cells one by one."
    if float(data.c_loc) > least:
        by = f" ({number(100 * gain / float(data.c_loc), 3)} % of C_loc)"
    else:
        by = ", one by one nothing"
    seen = (
        "; bound (12) gives all of it."
        if missed <= least
        else f"; bound (12) misses {number(missed)} of it."
    )
    at = f"At e = {number(energy)}"
    return f"{at} joint recovery gains {number(gain)} per cell{by}{seen}"


def badges(notes: Mapping[str, Any], own: bool) -> list[Badge]:
    """The dual bounds, what is known of entangled inputs, and what to mind."""
    left = size(max(room(notes), ROUNDING))
    shown = [
        Badge(
            f"largest to {left} ε₀",
            ok=room(notes) < CERTIFIED,
            reason="Each capacitance is a largest value, and its search comes with a proof that no "
            f"state gives more: by {left} ε₀ at most (the dual gap).",
        ),
        Badge(
            "C_ℰ known" if notes["c_total_known"] else "C_ℰ in an interval",
            ok=True,
            reason=f"Upper end: {notes['c_total_bound']}.",
        ),
    ]
    if own:
        defect = notes["trace_defect"]
        reason = f"Σ K†K of the noise is 1 to {size(defect)}; above 10⁻⁸ it would be refused."
        shown.append(Badge(f"a channel to {size(defect)}", ok=True, reason=reason))
    if "warning" in notes:
        shown.append(Badge("levels bent", ok=False, reason=notes["warning"]))
    return shown


def gaussian_readout(data: xr.Dataset) -> Readout:
    """The attenuator in numbers."""
    numbers = [
        Number.of(data.gap, "ΔC", tone="accent"),
        Number.of(data.noise_photons, "n̄"),
        Number.of(data.beta_gibbs, "β of the Gibbs state"),
        Number.of(data.beta_output, "β of the output mode"),
        Number.of(data.c_loc_offset, "C_loc at e = 0"),
        Number.of(data.c_sep_offset, "C_sep at e = 0"),
    ]
    gap = number(float(data.gap))
    words = (
        f"Two-mode attenuator: emptied together, cells return {gap} ħω more each, at any input "
        "energy."
    )
    defect = certificate(data)["entropy_defect"]
    reason = f"The Gibbs state has the output's entropy to {size(defect)} of it."
    return Readout(words, numbers, [Badge("closed form", ok=defect < CERTIFIED, reason=reason)])
