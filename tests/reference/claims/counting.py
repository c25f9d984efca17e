"""Passive energies by counting every state in exact fractions."""

from __future__ import annotations

from fractions import Fraction
from math import comb


def passive_energy(spectrum, levels):
    """Σ r_k e_k of eigenvalues given as (value, how often) and levels as (energy, how often).

    The largest eigenvalues fill the lowest levels.
    """
    free = [list(level) for level in sorted(levels)]
    total, lowest = Fraction(0), 0
    for value, many in sorted(spectrum, reverse=True):
        while many and value:
            energy, room = free[lowest]
            taken = min(many, room)
            total += value * energy * taken
            many, free[lowest][1] = many - taken, room - taken
            lowest += not free[lowest][1]
    return total


def product_levels(cells, top=1):
    """The energies of cells with the levels 0 … top, and how many states have each."""
    ways = [1]
    for _ in range(cells):
        ways = [sum(ways[max(m - top, 0) : m + 1]) for m in range(len(ways) + top)]
    return list(enumerate(ways))


def product_spectrum(cells, likely, rare, rarely=1):
    """The spectrum of cells that each have `likely` once and `rare` so many times."""
    return [(likely ** (cells - k) * rare**k, comb(cells, k) * rarely**k) for k in range(cells + 1)]


def qubit_block(cells):
    """Ergotropy per cell of n/2 qubits of population 7/10 without coherence and n/2 empty ones."""
    half = cells // 2
    spectrum = product_spectrum(half, Fraction(7, 10), Fraction(3, 10))
    return (Fraction(7 * half, 10) - passive_energy(spectrum, product_levels(cells))) / cells
