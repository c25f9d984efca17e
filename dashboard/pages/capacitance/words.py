"""What the results of the capacitance page say: its sentence, numbers and badges."""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite
from typing import Any

import xarray as xr

from dashboard.components.status import Badge, Number, Readout
from dashboard.pages.capacitance.states import SMALLEST_SHARE
from engine.result import certificate

# A dual bound further off than this certifies nothing; a gain below the other is none.
CERTIFIED, NOTHING = 1e-8, 1e-8
# A gap below this is rounding.
ROUNDING = 1e-15


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
    used = sorted((entry for entry in kinds if entry[0] > SMALLEST_SHARE), reverse=True)
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
        "; bound (12) gives all of it."
        if missed < NOTHING
        else f"; bound (12) misses {missed:.3g} of it."
    )
    return f"At e = {energy:.3g} joint recovery gains {gain:.3g} per cell{by}{seen}"


def badges(notes: Mapping[str, Any], own: bool) -> list[Badge]:
    """The dual bounds, what is known of entangled inputs, and what to mind."""
    room = max(abs(notes[f"{kind}_dual_gap"]) for kind in ("loc", "tot", "sep"))
    room += notes["unsettled"]
    shown = [
        Badge(
            "dual gap below 1e-15" if room < ROUNDING else f"dual gap {room:.0e}",
            ok=room < CERTIFIED,
            reason="Numerical certificate: the largest room between each capacitance here and its "
            "dual bound, and what climbs towards that might still add. The bound's inner maximum "
            f"is {notes['inner_maximum']}.",
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
