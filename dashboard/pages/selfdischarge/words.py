"""What the self-discharge page says of its results, in words and numbers."""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite, isinf, isnan

import xarray as xr

from dashboard.components.status import Badge, Number, Tone
from dashboard.wording import exact, number, size, within
from engine import selfdischarge as engine
from engine.result import VOUCHED, certificate
from engine.selfdischarge.model import limit_text

# Of the largest rate: what an eigenvalue of a few cells' matrix is off by.
ROUNDING = 1e-13
STARTS = {"full": "full charge", "quantum": "the quantum start", "classical": "the classical one"}


def lifetime(data: xr.Dataset) -> str:
    """A half-life in words: a number, for ever, or longer than was looked."""
    value = float(data.half_life)
    if isnan(value):
        return f"over {number(float(data.looked_until))}"
    return number(value)


def limit_numbers(graph: xr.Dataset) -> list[Number]:
    """The graph's least eigenvalue and the collective rates it allows."""
    low, high = float(graph.collective_rate_min), float(graph.collective_rate_max)
    allowed = "any" if not isfinite(high) else f"{limit_text(low)} to {limit_text(high)}"
    tone: Tone = "" if bool(graph.allowed) else "bad"
    return [
        Number.of(graph.least_eigenvalue, "λ_min"),
        Number("Γ_icl allowed", allowed, "Γ₀", tone=tone),
        Number("least rate γ", least_rate(graph), "Γ₀", tone=tone),
    ]


def least_rate(graph: xr.Dataset) -> str:
    """The least rate of the collective modes; 0 where it is what rounding leaves of the largest."""
    least, most = float(graph.rate_min), float(graph.rate_max)
    return number(least if abs(least) > ROUNDING * most else 0.0)


def network_sentence(run: engine.Network, data: xr.Dataset, single: xr.Dataset) -> str:
    """The half-life, beside that of a cell on its own."""
    half, alone = float(data.half_life), float(single.half_life)
    if isinf(half):
        return "Half of the ergotropy is never lost."
    if isnan(half):
        return (
            f"Half of the ergotropy is not lost by t = {number(float(data.looked_until))}/Γ₀, "
            "up to which it was looked for."
        )
    if run.cells == 1 or not (isfinite(half) and isfinite(alone)):
        return f"Half of the ergotropy is lost after τ½ = {lifetime(data)}/Γ₀."
    ratio = half / alone
    if abs(ratio - 1) < 5e-4:
        compared = "as soon as in a cell on its own"
    else:
        share = f"{number(100 * abs(ratio - 1), 2)} %"
        compared = f"{share} {'later' if ratio > 1 else 'sooner'} than in a cell on its own"
    after_half = f"Half of the ergotropy is lost after τ½ = {number(half)}/Γ₀"
    return f"{after_half}, {compared} ({number(alone)}/Γ₀)."


def left_out_badge(networks: Mapping[str, engine.Network]) -> Badge:
    """Which networks are not drawn, and why.

    >>> six = engine.Network(cells=6, geometry="central", collective_rate=0.5)
    >>> left_out_badge({"central": six}).reason
    'Not drawn: central, not physical at this Γ_icl (−0.447213 to 0.447213 is).'
    """
    names = [slot.replace("size:", "N = ") for slot in networks]
    told = []
    for name, one in zip(names, networks.values(), strict=True):
        if one.shape_refusal() is None and one.rate_refusal():
            low, high = (limit_text(limit) for limit in one.collective_interval())
            told.append(f"{name}, not physical at this Γ_icl ({low} to {high} is)")
        else:
            told.append(f"{name}, too large to follow")
    reason = f"Not drawn: {'; '.join(told)}."
    return Badge(f"not drawn: {', '.join(names)}", ok=False, reason=reason)


def cell_sentence(starts: Mapping[str, xr.Dataset]) -> str:
    """The half-life from each start, and how much longer the quantum one is."""
    named = [f"{after(data)} from {STARTS[start]}" for start, data in starts.items()]
    words = f"Half of the ergotropy is lost {', '.join(named)}"
    quantum, classical = (float(starts[start].half_life) for start in ("quantum", "classical"))
    if len(starts) > 2 or isinf(classical):
        return f"{words}."
    return f"{words}: a ratio of {number(quantum / classical)}."


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
    return f"{found}; {best}, {score(data, criterion)}. Click one to load it."


def score(data: xr.Dataset, criterion: str) -> str:
    """What the best graph reaches; what a time evolution does not vouch for is 0."""
    best = float(data[criterion][0])
    return within(best, 0.0 if criterion == "half_life" else vouched_energy(data.sizes["cell"]))


def vouched_energy(cells: int) -> float:
    """An energy of so many cells that is no larger than this is what rounding left."""
    return VOUCHED * cells


def exact_badge(data: xr.Dataset) -> Badge:
    """How exact the curves of a network are."""
    numbers = certificate(data)
    lowest = max(-numbers["least_eigenvalue"], 0.0)
    reason = (
        f"Energies are right to {size(numbers['error'])} of their start. The state stays one: its "
        f"probabilities add up to 1 within {size(numbers['trace_defect'])}, and none is negative "
        f"by more than {size(lowest)}."
    )
    return Badge(exact(numbers["error"]), ok=True, reason=reason)


def dark_badge(graph: xr.Dataset) -> Badge:
    """Whether a mode that does not decay keeps its energy."""
    if int(graph.lasting_dark_modes):
        reason = "A collective mode neither decays nor mixes: some energy never leaks."
        return Badge("dark state: energy stays", ok=False, reason=reason)
    reason = "A collective mode does not decay, but the interaction mixes it with those that do."
    return Badge("marginal: a dark mode", ok=True, reason=reason)
