"""The separable-input capacitance C_sep itself, exact in a single letter, with its certificate.

Different cells may hold different inputs, and a joint extraction pools their entropy:
C_sep(e) = max Σ p_k tr hΛ(ψ_k) - E_G(Σ p_k S(Λψ_k)) over Σ p_k⟨h⟩_k <= e
= min_{T,μ>=0} max_ψ [tr hΛ(ψ) - T S(Λψ) - μ⟨h⟩] + μe + T ln Z(T).
E_G(S) is the energy of the Gibbs state of entropy S. Eq. (12) of Tirone et al. 2023 has
Σ p_k E_G(S_k) in its place, which is never less: it is a lower bound.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from engine.capacitance import kernels
from engine.capacitance.envelope import Envelope
from engine.capacitance.search import (
    ENTROPY,
    ENTROPY_ROUNDING,
    FREE_ENERGY,
    Cell,
    Pool,
    Searched,
    dual_maximum,
)
from engine.scenario import CancelCheck, Cancelled

MOST_ROUNDS, MOST_PASSES = 60, 4
TOLERANCE = 2e-10
COLD, HOT = 1 / kernels.COLDEST, 1 / kernels.HOTTEST

Real = NDArray[np.float64]


@dataclass(frozen=True)
class Sharing:
    """How time is best shared at one energy.

    value        C_sep, reached by the recipe
    parts        places of the inputs in the pool, shape (4,)
    weight       their shares, shape (4,)
    price        μ of the best dual point
    temperature  T of the best dual point
    upper        what the dual search leaves room for
    unsettled    by how much climbs that did not settle might raise that
    duals        μ, T and the largest Lagrangian found there, for each dual point tried
    """

    value: float
    parts: NDArray[np.int64]
    weight: Real
    price: float
    temperature: float
    upper: float = np.inf
    unsettled: float = 0.0
    duals: tuple[tuple[float, float, Searched], ...] = ()

    def judged(self, cell: Cell, energy: float, pool: Pool) -> Sharing:
        """With the least upper bound that all inputs known by now allow."""
        found = [
            searched.at_least(float(pool.gains(FREE_ENERGY, price, temperature).max()))
            for price, temperature, searched in self.duals
        ]
        bounds = [
            largest.best + price * energy + kernels.log_partition(temperature, cell.levels)
            for largest, (price, temperature, _) in zip(found, self.duals, strict=True)
        ]
        least = int(np.argmin(bounds))
        price, temperature, _ = self.duals[least]
        return replace(
            self,
            upper=bounds[least],
            unsettled=found[least].unsettled,
            price=price,
            temperature=temperature,
        )


def pooled_capacitance(
    cell: Cell,
    energies: Real,
    pool: Pool,
    total: Envelope,
    cancelled: CancelCheck = lambda: False,
) -> list[Sharing]:
    """Return C_sep(Λ; e), starting from the paper's bound.

    Args:
        cell: the noise and the levels.
        energies: rising from 0, shape (n,).
        pool: inputs known so far, which takes those found here.
        total: the envelope of total ergotropy at these energies.
        cancelled: asked at every energy whether to give up.

    Raises:
        Cancelled: if so.
    """
    sharings = [from_envelope(cell, pool, total, i) for i in range(energies.size)]
    for _ in range(MOST_PASSES):
        known = len(pool.records)
        for i, energy in enumerate(energies):
            if cancelled():
                raise Cancelled
            # Without energy the ground level is the only input: nothing is left to prove.
            if energy > 0.0:
                sharings[i] = improved(cell, float(energy), pool, sharings[i], search=i)
        if len(pool.records) == known:
            break
    return sharings


def from_envelope(cell: Cell, pool: Pool, total: Envelope, place: int) -> Sharing:
    """The paper's bound as a first guess: Gibbs states of each output's own entropy."""
    parts, weight = np.zeros(4, np.int64), np.zeros(4)
    parts[:2], weight[:2] = total.parts[place], total.weight[place]
    entropy = float(weight @ pool.records[parts, ENTROPY])
    temperature = kernels.gibbs_of_entropy(entropy, cell.levels)[0]
    value, price = float(total.value[place]), float(total.price[place])
    return Sharing(value, parts, weight, price, temperature, upper=value)


def improved(cell: Cell, energy: float, pool: Pool, sharing: Sharing, search: int) -> Sharing:
    """Move dual point and recipe towards each other until they meet."""
    levels, scale = cell.levels, float(cell.levels[-1])
    if sharing.duals:
        sharing = sharing.judged(cell, energy, pool)
    for turn in range(MOST_ROUNDS):
        # What the rounding of entropies leaves open cannot be closed.
        settled = TOLERANCE * scale + ENTROPY_ROUNDING * sharing.temperature
        if sharing.duals and sharing.upper - sharing.value <= settled:
            break
        if sharing.duals:
            ends, shares = np.zeros(4, np.int64), np.zeros(4)
            value, temperature, price = kernels.master(
                pool.records, levels, energy, COLD * levels[1], HOT * scale, ends, shares
            )
            if value > sharing.value:
                sharing = replace(sharing, value=value, parts=ends, weight=shares)
        else:
            price, temperature = sharing.price, sharing.temperature
        largest = dual_maximum(
            cell, FREE_ENERGY, price, pool, temperature=temperature,
            near=sharing.parts[sharing.weight > 0.0], search=search + turn,
        )  # fmt: skip
        duals = (*sharing.duals, (price, temperature, largest))
        sharing = replace(sharing, duals=duals).judged(cell, energy, pool)
    return sharing
