"""The ways to store side by side, as every scenario of storage labels them."""

from __future__ import annotations

import numpy as np

from engine.result import Labelled
from engine.scenario import Cost
from engine.storage import equations
from engine.storage.quantities import Named
from engine.storage.qubit import Floats, single_shot
from engine.storage.yields import (
    RATIOS,
    WINNERS,
    best_redundancy,
    coherent_ratio,
    local_ratio,
    winner,
)

# Seconds of one core for a point of closed forms, and for the search of the best redundancy.
CLOSED_FORM, SEARCH = 1.2e-7, 8.5e-7

RATIO_EQUATIONS = dict(
    zip(
        RATIOS,
        (equations.COHERENT_RATIO, equations.LOCAL_RATIO, equations.SEPARABLE_RATIO),
        strict=True,
    )
)


def ways_cost(points: int, searches: int, bytes_each: float = 160.0) -> Cost:
    """What the ways to store take at so many points, the best redundancy searched so often.

    It is searched at warm points only: for a bath at T = 0 full cells are best.
    """
    return Cost(
        seconds=1e-3 + (CLOSED_FORM + SEARCH * searches) * points, bytes=1e5 + bytes_each * points
    )


def ways(ratio: str, noise: tuple[Floats, Floats, Floats], *dims: str) -> list[Labelled]:
    """The ways to store side by side: J_coh, E_1,1, the advantage of J in its meaning, the best.

    The meanings beyond the coherent one join under their own name where they are asked for.
    """
    coherent, shot = coherent_ratio(*noise), single_shot(*noise).ergotropy
    extra: list[Labelled] = []
    chosen, redundant = coherent, None
    if ratio == "local":
        chosen = local_ratio(*noise)
        extra = [Named.j_local(chosen, *dims)]
    elif ratio == "separable":
        redundant = best_redundancy(*noise).ratio
        chosen = np.maximum(coherent, redundant)
        extra = [Named.j_separable(chosen, *dims)]
    return [
        Named.j_coherent(coherent, *dims),
        Named.single_shot(shot, *dims),
        Named.advantage(chosen - shot, *dims),
        flagged(Named.winner(winner(shot, coherent, redundant), *dims)),
        *extra,
    ]


def flagged(codes: Labelled) -> Labelled:
    """Codes that say what they mean, in the way NetCDF files do."""
    key, variable = codes
    variable.attrs["flag_values"] = list(range(len(WINNERS)))
    variable.attrs["flag_meanings"] = " ".join(way.replace(" ", "_") for way in WINNERS)
    return key, variable
