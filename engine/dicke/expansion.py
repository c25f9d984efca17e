"""Chebyshev expansions of a Dicke battery's motion on one sector of its lattice.

exp(-iHτ) = Σ_k (2-δ_k0) J_k(Rτ) Φ_k, Φ_k = (-i)^k T_k(H), with H scaled to [-1, 1] by half its
width R: one row of terms Φ_k of a state gives its states at all times τ.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from engine.dicke.kernels import bessel, climb
from engine.dicke.lattice import Sector

Floats = NDArray[np.float64]

# Coefficients below this are left out.
NOTHING = 1e-17
# Amplitudes below this are as good as none.
FADED = 1e-30
# Numbers that the terms held at once of an expansion take, and the fewest terms.
TERMS, FEWEST = 200_000, 8
# Rows of coefficients that are kept for chunks of the same lengths.
TABLES = 8


def coefficients(turns: Floats) -> Floats:
    """(2 - δ_k0) J_k(Rτ) for each τ and all k that count, shape (τ, k)."""
    largest = float(turns.max())
    table = bessel(turns, int(largest + 8 * np.cbrt(largest)) + 24)
    counted = np.flatnonzero(np.abs(table).max(axis=0) > NOTHING)
    return np.ascontiguousarray(table[:, : counted[-1] + 1])


class Expansion:
    """The motion on one sector from any state; the terms of the last one are kept.

    sector   where the states live
    alone    whether no other sector matters, and so no phase of the whole
    """

    def __init__(self, sector: Sector, alone: bool) -> None:
        low, high = sector.reach
        self.sector, self.alone = sector, alone
        self.shift, self.half_width = (low + high) / 2, max((high - low) / 2, 1e-9)
        self._scaled = sector.scaled(self.shift, self.half_width)
        self._tables: dict[bytes, tuple[Floats, Floats]] = {}
        self._terms = np.zeros((0, *sector.empty().shape))
        self._state: Floats | None = None
        self._known = 0

    def states(self, state: Floats, lengths: Floats) -> Floats:
        """exp(-iHτ) of a state for several τ, shape (τ, 2, rows, columns)."""
        table, turn = self._table(lengths)
        out, done = np.zeros((lengths.size, state.size)), 0
        for terms in self._climbed(state, table.shape[1]):
            out += table[:, done : done + len(terms)] @ terms.reshape(-1, state.size)
            done += len(terms)
        states = out.reshape(lengths.size, *state.shape)
        return states if self.alone else turned(states, *turn)

    def _table(self, lengths: Floats) -> tuple[Floats, Floats]:
        """Coefficients for these τ, and the phase of the whole at each."""
        key = lengths.round(15).tobytes()
        if key not in self._tables:
            if len(self._tables) >= TABLES:
                self._tables.clear()
            turn = np.array([np.cos(self.shift * lengths), np.sin(self.shift * lengths)])
            self._tables[key] = coefficients(self.half_width * lengths), turn
        return self._tables[key]

    def _climbed(self, state: Floats, count: int) -> Iterator[Floats]:
        """The first terms of a state, as many at once as memory holds."""
        most = max(TERMS // state.size, FEWEST)
        if len(self._terms) < min(count, most):
            self._terms, self._state = np.zeros((min(2 * count, most), *state.shape)), None
        terms = self._terms
        if state is not self._state:
            # Far out a state fades below the smallest normal numbers, which are slow.
            terms[0] = np.where(np.abs(state) < FADED, 0.0, state)
            self._state, self._known = state, 1
        first = min(count, len(terms))
        if first > self._known:
            climb(terms[:first], *self._scaled, self._known)
            self._known = first
        yield terms[:first]
        while (left := count - first) > 0:
            self._state = None
            terms[0], terms[1] = terms[-2].copy(), terms[-1].copy()
            fresh = min(left, len(terms) - 2)
            climb(terms[: fresh + 2], *self._scaled, 2)
            yield terms[2 : fresh + 2]
            first += fresh


def turned(states: Floats, cosine: Floats, sine: Floats) -> Floats:
    """States times the phase (cosine - i sine) of each."""
    real, imag = states[:, 0], states[:, 1]
    cosine, sine = cosine[:, None, None], sine[:, None, None]
    return np.stack([cosine * real + sine * imag, cosine * imag - sine * real], axis=1)
