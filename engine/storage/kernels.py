"""Compiled kernels of noisy storage: what redundant cells return, and the best of them.

Over a plane of noise the best redundancy is a search at every point, some million logarithms.
"""

from __future__ import annotations

from math import exp, inf, log, log1p, sqrt

import numpy as np
from numpy.typing import NDArray

from engine.compiled import njit

GOLDEN = (sqrt(5) - 1) / 2
STEPS = 45


@njit(cache=True, nogil=True)
def ratio(p: float, offset: float, gain: float, coherence: float, inversion: float) -> float:
    """T₀ D(Λψ_p ‖ Λ|0⟩)/p = [p' - T₀ (S + ln(1-A))]/p for the output's p' and entropy S."""
    if inversion <= 0.0:
        # Beyond all temperatures, any distinguishable cell is worth infinitely much.
        return inf if gain > 0.0 else 0.0
    excited = offset + gain * p
    if offset == 0.0:
        return excited / p
    spread = p * (1.0 - p)
    axis = inversion - 2.0 * gain * p
    length = sqrt(axis * axis + 4.0 * coherence * spread)
    # The smaller eigenvalue ½(1-|r|), from 1-|r|² which does not cancel at pure outputs.
    small = 2.0 * (excited * (1.0 - excited) - coherence * spread) / (1.0 + length)
    small = min(max(small, 0.0), 0.5)
    entropy = -(1.0 - small) * log1p(-small)
    if small > 0.0:
        entropy -= small * log(small)
    temperature = 1.0 / (log1p(-offset) - log(offset))
    return (excited - temperature * (entropy + log1p(-offset))) / p


@njit(cache=True, nogil=True)
def ratios(
    population: NDArray[np.float64],
    offset: NDArray[np.float64],
    gain: NDArray[np.float64],
    coherence: NDArray[np.float64],
    inversion: NDArray[np.float64],
) -> NDArray[np.float64]:
    """`ratio` point by point, all of one length."""
    found = np.empty(population.size)
    for i in range(population.size):
        found[i] = ratio(population[i], offset[i], gain[i], coherence[i], inversion[i])
    return found


@njit(cache=True, nogil=True)
def best_ratios(
    grid: NDArray[np.float64],
    offset: NDArray[np.float64],
    gain: NDArray[np.float64],
    coherence: NDArray[np.float64],
    inversion: NDArray[np.float64],
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The largest `ratio` over p, and that p: best of a rising grid, then golden section in ln p.

    Of equal ones the largest p is kept, as it needs the fewest cells. Where the thinnest is best,
    the ratio rises to the coherent state's at p = 0, and nothing is searched.
    """
    best, found = np.empty(offset.size), np.empty(offset.size)
    last = grid.size - 1
    for i in range(offset.size):
        a, b, d, s = offset[i], gain[i], coherence[i], inversion[i]
        place, top = last, ratio(grid[last], a, b, d, s)
        if a > 0.0 and s > 0.0:
            for j in range(last):
                value = ratio(grid[j], a, b, d, s)
                if value > top:
                    place, top = j, value
        best[i], found[i] = top, grid[place]
        if 0 < place < last:
            low, high = log(grid[place - 1]), log(grid[place + 1])
            for _ in range(STEPS):
                left, right = high - GOLDEN * (high - low), low + GOLDEN * (high - low)
                if ratio(exp(left), a, b, d, s) < ratio(exp(right), a, b, d, s):
                    low = left
                else:
                    high = right
            found[i] = min(exp((low + high) / 2.0), 1.0)
            best[i] = ratio(found[i], a, b, d, s)
    return best, found
