"""The separable-input capacitance C_sep itself, exact in a single letter, with its certificate.

Different cells may hold different inputs, and a joint extraction pools their entropy:
C_sep(e) = max Σ p_k tr hΛ(ψ_k) - E_G(Σ p_k S(Λψ_k)) over Σ p_k⟨h⟩_k <= e
= min_{T,μ>=0} max_ψ [tr hΛ(ψ) - T S(Λψ) - μ⟨h⟩] + μe + T ln Z(T).
E_G(S) is the energy of the Gibbs state of entropy S. Eq. (12) of Tirone et al. 2023 has
Σ p_k E_G(S_k) in its place, which is never less: it is a lower bound.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.capacitance import kernels
from engine.capacitance.envelope import Envelope
from engine.capacitance.search import ENTROPY, FREE_ENERGY, Cell, Pool, dual_maximum

MOST_ROUNDS = 60
TOLERANCE = 2e-10
COLD, HOT = 1 / kernels.COLDEST, 1 / kernels.HOTTEST

Real = NDArray[np.float64]


@dataclass(frozen=True)
class Pooled:
    """The capacitance over energies; as `Envelope`, with up to four inputs and a temperature."""

    value: Real
    upper: Real
    price: Real
    temperature: Real
    parts: NDArray[np.int64]
    weight: Real


def pooled_capacitance(cell: Cell, energies: Real, pool: Pool, total: Envelope) -> Pooled:
    """Return C_sep(Λ; e), starting from the paper's bound.

    Args:
        cell: the noise and the levels.
        energies: rising, shape (n,).
        pool: inputs known so far, which takes those found here.
        total: the envelope of total ergotropy at these energies.
    """
    rows = [at_energy(cell, float(e), pool, total, i) for i, e in enumerate(energies)]
    value, upper, price, temperature, parts, weight = zip(*rows, strict=True)
    return Pooled(
        np.array(value), np.array(upper), np.array(price), np.array(temperature),
        np.array(parts), np.array(weight),
    )  # fmt: skip


def at_energy(cell, energy, pool, total, place):
    levels, scale = cell.levels, float(cell.levels[-1])
    parts, weight = np.zeros(4, np.int64), np.zeros(4)
    parts[:2], weight[:2] = total.parts[place], total.weight[place]
    value, price = float(total.value[place]), float(total.price[place])
    entropy = float(weight @ pool.records[parts, ENTROPY])
    temperature = kernels.gibbs_of_entropy(entropy, levels)[0]
    upper = np.inf
    for turn in range(MOST_ROUNDS):
        best = dual_maximum(
            cell, FREE_ENERGY, price, pool, temperature=temperature, turn=place + turn
        )
        offset = price * energy + kernels.log_partition(temperature, levels)
        upper = min(upper, best + offset)
        if upper - value <= TOLERANCE * scale:
            break
        ends, shares = np.zeros(4, np.int64), np.zeros(4)
        reached, temperature, price = kernels.master(
            pool.records, levels, energy, COLD * scale, HOT * scale, ends, shares
        )
        if reached > value:
            value, parts, weight = reached, ends, shares
    at_energy.turns.append(turn)
    return value, upper, price, temperature, parts, weight
at_energy.turns=[]
