"""What the storage page says of its results, in words and numbers."""

from __future__ import annotations

import xarray as xr

from dashboard.components.status import Badge, Number
from dashboard.wording import duration, number, size
from engine.result import certificate

# An error below this is rounding.
ROUNDING = 1e-15


def way_numbers(data: xr.Dataset) -> list[Number]:
    """What each way to store returns."""
    return [
        Number.of(data.j_coherent, "J_coh"),
        Number.of(data.j_local, "J_loc"),
        Number.of(data.j_separable, "J_sep"),
        Number.of(data.single_shot, "single shot ℰ₁,₁"),
        Number.of(data.optimal_population, "at population p*"),
    ]


def winner_sentence(data: xr.Dataset) -> str:
    """Which way to store returns the most per unit of energy here, and by how much."""
    coherent, shot = number(float(data.j_coherent)), number(float(data.single_shot))
    match int(data.winner):
        case 0:
            return f"One cell returns the most, {shot} of a quantum; thin spreading {coherent}."
        case 1:
            return f"Spread thinly: {coherent} of the energy returns, from a single cell {shot}."
        case 2:
            best, charge = (
                number(float(data[name])) for name in ("j_separable", "redundant_population")
            )
            return (
                f"Redundancy: few cells of population {charge} among empty ones, emptied "
                f"together, return {best}; thin spreading {coherent}, a single cell {shot}."
            )
        case 3:
            return "The noise itself charges empty cells: they return work at no cost, and J is ∞."
    return "The noise leaves nothing to return."


def shot_badge(data: xr.Dataset) -> Badge:
    """Closed forms vouch for themselves: no point of the curve stands above the maximum."""
    missed = certificate(data)["missed_by_single_shot"]
    reason = (
        "Every number here is a formula, exact but for rounding. As a check, the best state of a "
        "whole curve of energies was searched: it returns no more than the formula says, to "
        f"{size(max(missed, ROUNDING))}."
    )
    return Badge("closed form", ok=missed < 1e-12, reason=reason)


def ball_numbers(data: xr.Dataset) -> list[Number]:
    """The state shown in the ball and what is left of it, and who shares the energy best."""
    return [
        Number.of(data.state_energy, "state holds"),
        Number.of(data.ergotropy, "returns ℰ"),
        Number.of(data.coherent_ergotropy, "of coherence"),
        Number.of(data.incoherent_ergotropy, "of populations"),
        Number("best cells", recipe(data)),
    ]


def recipe(data: xr.Dataset) -> str:
    """Which shares of the cells are charged to which population."""
    kinds = zip(data.share.values, data.share_population.values, strict=True)
    return ", ".join(f"{number(share)} at p = {number(p)}" for share, p in kinds if share > 0)


def redundancy_numbers(data: xr.Dataset) -> list[Number]:
    """What the largest number of cells returns, in both protocols."""
    cells = f"n = {int(data.cells[-1])}"
    return [
        Number.of(data.coherent, f"coherent, {cells}", at=-1),
        Number.of(data.block, f"full among empty, {cells}", at=-1),
    ]


def block_numbers(data: xr.Dataset) -> list[Number]:
    """What the largest block returns per cell, and the limits on both sides."""
    return [
        Number.of(data.global_ergotropy, f"per cell, n = {int(data.cells[-1])}", at=-1),
        Number.of(data.limit, "limit"),
        Number.of(data.capacitance, "cell by cell"),
    ]


def device_numbers(data: xr.Dataset, gamma: float, eta: float, kappa: float) -> list[Number]:
    """The noise of the device at the storage time, and when spreading starts to pay."""
    return [
        Number("γ", number(gamma)),
        Number("κ", number(kappa)),
        Number("η", number(eta)),
        Number("J_coh ahead from", *duration(float(data.crossing_time))),
    ]


def counting_badge(data: xr.Dataset) -> list[Badge]:
    """Counted ergotropies are checked on equal cells, which give no more together than alone."""
    error = certificate(data)["counting_error"]
    reason = (
        "All states of the cells are counted, none is left out. As a check, equal cells counted "
        f"together return what one does alone, to {size(max(error, ROUNDING))}."
    )
    said = "counted exactly" if error < ROUNDING else f"counted to {size(error)}"
    return [Badge(said, ok=error < 1e-9, reason=reason)]


def no_badge(data: xr.Dataset) -> list[Badge]:
    """Closed forms need none of their own."""
    return []


# What each result beside the map adds to the read-out.
BESIDE = {
    "bloch": (ball_numbers, no_badge),
    "redundancy": (redundancy_numbers, counting_badge),
    "blocks": (block_numbers, counting_badge),
}
