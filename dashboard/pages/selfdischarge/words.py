"""What the self-discharge page says of its results, in words and numbers."""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite, isinf, isnan

import numpy as np
import xarray as xr

from dashboard.components.status import Badge, Number, Tone
from engine import selfdischarge as engine
from engine.result import certificate

STARTS = {"full": "full charge", "quantum": "the quantum start", "classical": "the classical one"}


def shown(value: float) -> str:
    """A number as the read-out shows it; none where there is none.

    >>> shown(0.340712), shown(float("nan")), shown(2e-17)
    ('0.34071', 'n/a', '0')
    """
    if isnan(value):
        return "n/a"
    if isinf(value):
        return "∞"
    return f"{value:.5g}" if abs(value) > 1e-12 else "0"


def lifetime(data: xr.Dataset) -> str:
    """A half-life in words: a number, for ever, or longer than was looked."""
    value = float(data.half_life)
    if isnan(value):
        return f"over {float(data.looked_until):.3g}"
    return f"{value:.4f}" if isfinite(value) else "∞"


def limit_numbers(graph: xr.Dataset) -> list[Number]:
    """The graph's least eigenvalue and the collective rates it allows."""
    low, high = float(graph.collective_rate_min), float(graph.collective_rate_max)
    ends = [f"{value:.4g}".replace("-", "−") if isfinite(value) else "∞" for value in (low, high)]
    allowed = "any" if not isfinite(high) else f"{ends[0]} to {ends[1]}"
    tone: Tone = "" if bool(graph.allowed) else "bad"
    return [
        Number("λ_min", f"{float(graph.least_eigenvalue):.4g}".replace("-", "−")),
        Number("Γ_icl allowed", allowed, "Γ₀", tone=tone),
        Number("least rate γ", shown(float(graph.rate_min)).replace("-", "−"), "Γ₀", tone=tone),
    ]


def largest_rate(data: xr.Dataset, place: int) -> str:
    """The largest collective rate a graph of the search allows, in four digits."""
    return f"{np.trunc(float(data.collective_rate_max[place]) * 1e4) / 1e4:g}"


def network_sentence(run: engine.Network, data: xr.Dataset, single: xr.Dataset) -> str:
    """The half-life, beside that of a cell on its own."""
    half, alone = float(data.half_life), float(single.half_life)
    if isinf(half):
        return "Half of the ergotropy is never lost."
    if isnan(half):
        return (
            f"Half of the ergotropy is not lost by t = {float(data.looked_until):.3g}/Γ₀, "
            "up to which it was looked for."
        )
    if run.cells == 1 or not (isfinite(half) and isfinite(alone)):
        return f"Half of the ergotropy is lost after τ½ = {lifetime(data)}/Γ₀."
    ratio = half / alone
    if abs(ratio - 1) < 5e-4:
        compared = "as soon as in a cell on its own"
    else:
        share = f"{100 * abs(ratio - 1):.2g} %"
        compared = f"{share} {'later' if ratio > 1 else 'sooner'} than in a cell on its own"
    return f"Half of the ergotropy is lost after τ½ = {half:.4f}/Γ₀, {compared} ({alone:.4f}/Γ₀)."


def cell_sentence(starts: Mapping[str, xr.Dataset]) -> str:
    """The half-life from each start, and how much longer the quantum one is."""
    named = [f"{after(data)} from {STARTS[start]}" for start, data in starts.items()]
    words = f"Half of the ergotropy is lost {', '.join(named)}"
    quantum, classical = (float(starts[start].half_life) for start in ("quantum", "classical"))
    if len(starts) > 2 or isinf(classical):
        return f"{words}."
    return f"{words}: a ratio of {quantum / classical:.3f}."


def after(data: xr.Dataset) -> str:
    """When half is lost, in words."""
    return "never" if isinf(float(data.half_life)) else f"after {lifetime(data)}/Γ₀"


def search_sentence(data: xr.Dataset, criterion: str) -> str:
    """Which graph is best, and of how many."""
    allowed = int(data.allowed.sum())
    if not allowed:
        return f"None of the {data.sizes['graph']} connected graphs is physical at this Γ_icl."
    told, by = certificate(data), criterion.replace("_", "-")
    found = (
        f"Of {data.sizes['graph']} connected graphs of {data.sizes['cell']} cells {allowed} are "
        "physical"
    )
    if not told["ranked"]:
        return f"{found}; none is ranked by {by}: so late only rounding is left."
    if told["tied_as_best"] > 1:
        best = f"{told['tied_as_best']} cannot be told apart as the best by {by}"
    else:
        named = str(data.preset.values[0]) or f"a graph of {int(data.edges[0])} edges"
        best = f"the best by {by} is {named}"
    return f"{found}; {best}, {shown(float(data[criterion][0]))}. Click one to load it."


def dark_badge(graph: xr.Dataset) -> Badge:
    """Whether a mode that does not decay keeps its energy."""
    if int(graph.lasting_dark_modes):
        reason = "A collective mode neither decays nor mixes: some energy never leaks."
        return Badge("dark state: energy stays", ok=False, reason=reason)
    reason = "A collective mode does not decay, but the interaction mixes it with those that do."
    return Badge("marginal: a dark mode", ok=True, reason=reason)
