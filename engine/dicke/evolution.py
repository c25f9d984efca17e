"""How a Dicke battery evolves: Chebyshev steps on one sector of its lattice, as wide as it needs.

A chunk of output times is one expansion exp(-iHτ) = Σ_k (2-δ_k0) J_k(Rτ) Φ_k, Φ_k = (-i)^k T_k(H),
with H scaled to [-1, 1] by half its width R. Where the cutoff is left to us, the lattice starts
narrow: a chunk after which anything stands at its edge is repeated on a wider one. What couples the
edge to what lies beyond it bounds the error of the state, |δψ| <= ∫ |H_beyond ψ| dt (Duhamel).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.dicke.kernels import bessel, climb
from engine.dicke.lattice import Couplings, Sector
from engine.scenario import CancelCheck, Cancelled

Floats = NDArray[np.float64]

# A chunk turns the widest state by so much at most, about; without outputs between, by so much.
PHASE, STRIDE = 12.0, 40.0
# Columns that a lattice begins with beyond the charger's, and how many of them must stay empty.
ROOM, EDGE = 14, 2
GROWTH = 0.15
# Coefficients below this are left out.
NOTHING = 1e-17
# Amplitudes below this are as good as none.
FADED = 1e-30
# Numbers that the terms held at once of an expansion take.
TERMS = 200_000
# Numbers that the states kept to go on from may take.
KEPT = 2_500_000


class Chunk(NamedTuple):
    """States at consecutive times: of which time the first is, and their sector."""

    first: int
    states: Floats
    sector: Sector


def coefficients(turns: Floats) -> Floats:
    """(2 - δ_k0) J_k(Rτ) for each τ and all k that count, shape (τ, k)."""
    largest = float(turns.max())
    table = bessel(turns, int(largest + 8 * np.cbrt(largest)) + 24)
    counted = np.flatnonzero(np.abs(table).max(axis=0) > NOTHING)
    return np.ascontiguousarray(table[:, : counted[-1] + 1])


class Track:
    """One sector's motion from a start in time.

    model       the battery
    offset      photon number modulo 2e where no cell is excited
    start       real amplitudes of the photon numbers n = 0, 1, …
    top         the largest photon number, or None where the lattice may grow
    faint       amplitude at the edge that makes it grow
    alone       whether no other sector matters, and so no phase of the whole
    """

    def __init__(
        self,
        model: Couplings,
        offset: int,
        start: Floats,
        top: int | None,
        faint: float,
        alone: bool = True,
    ) -> None:
        self.model, self.offset, self.top, self.faint = model, offset, top, faint
        self.alone = alone
        largest = start.size - 1 if top is None else top
        columns = largest // model.period + (ROOM if top is None else 1)
        self.sector = self._sector(columns)
        self.start = self.sector.started(start)
        self.kept: list[tuple[float, Floats]] = [(0.0, self.start)]
        self.missed = 0.0
        self._terms = np.zeros((2, *self.start.shape))
        self._tables: dict[tuple[float, ...], tuple[Floats, Floats]] = {}

    def chunks(self, times: Floats, cancelled: CancelCheck) -> Iterator[Chunk]:
        """The states at evenly spaced times from the first interval's end on, in chunks."""
        state, at, done, interval = self.start, 0.0, 0, float(times[0])
        while done < times.size:
            if cancelled():
                raise Cancelled
            state = self._fitted(state)
            self._keep(at, state)
            turn = self._half_width() * interval
            if turn > STRIDE:
                state = self._crossed(state, interval, int(np.ceil(turn / STRIDE)), cancelled)
                chunk = Chunk(done, state[None], self.sector)
            else:
                count = min(max(int(PHASE / turn), 1), times.size - done)
                states = self._stepped(state, interval * np.arange(1.0, count + 1))
                chunk = Chunk(done, states, self.sector)
                state = states[-1]
            yield chunk
            done += len(chunk.states)
            at = float(times[done - 1])

    @property
    def largest(self) -> int:
        """The largest photon number kept."""
        return int(min(self.sector.top, self.sector.photons.max()))

    def at(self, times: Floats) -> Chunk:
        """The states at any rising times that the chunks have passed."""
        begun, state = next(kept for kept in reversed(self.kept) if kept[0] <= times[0])
        state = self._fitted(state)
        while (times[-1] - begun) * self._half_width() > STRIDE and times[0] > begun:
            ahead = min(float(times[0]) - begun, STRIDE / 2 / self._half_width())
            state = self._expanded(state, np.array([ahead]))[-1]
            begun = min(begun + ahead, float(times[0]))
        return Chunk(0, self._expanded(state, times - begun), self.sector)

    # -- steps ----------------------------------------------------------------------------------

    def _sector(self, columns: int) -> Sector:
        top = np.inf if self.top is None else float(self.top)
        return Sector(self.model, self.offset, columns, top)

    def _half_width(self) -> float:
        low, high = self.sector.reach
        return max((high - low) / 2, 1e-9)

    def _fitted(self, state: Floats) -> Floats:
        """A state on the present lattice, which is at least as wide as the state's."""
        missing = self.sector.columns + 2 - state.shape[2]
        if not missing:
            return state
        return np.pad(state, ((0, 0), (0, 0), (0, missing)))

    def _keep(self, at: float, state: Floats) -> None:
        """Keep a state to go on from, fewer where they are large."""
        room = max(KEPT // state.size, 2)
        if len(self.kept) >= room:
            del self.kept[1::2]
        self.kept.append((at, state))

    def _crossed(
        self, state: Floats, interval: float, steps: int, cancelled: CancelCheck
    ) -> Floats:
        """A long interval in steps without outputs."""
        for _ in range(steps):
            if cancelled():
                raise Cancelled
            state = self._stepped(self._fitted(state), np.array([interval / steps]))[-1]
        return state

    def _stepped(self, state: Floats, lengths: Floats) -> Floats:
        """A chunk; where the lattice may grow, on one that is wide enough."""
        states = self._expanded(state, lengths)
        while self.top is None and self._edge(states[-1]) > self.faint:
            columns = self.sector.columns
            self.sector = self._sector(columns + int(GROWTH * columns) + ROOM)
            state = self._fitted(state)
            states = self._expanded(state, lengths)
        self.missed += float(lengths[-1]) * self._leak(states[-1])
        return states

    def _edge(self, state: Floats) -> float:
        """The largest amplitude in the last columns."""
        return float(np.abs(state[:, :, -1 - EDGE :]).max())

    def _leak(self, state: Floats) -> float:
        """|H_beyond ψ|: what couples to photon numbers that are not there."""
        model, sector = self.model, self.sector
        n = sector.photons[:, -EDGE:].astype(np.int64)
        beyond = (n + model.exchange > min(sector.top, sector.photons.max())) & (n <= sector.top)
        factors = np.square(np.where(beyond, model.factor(n), 0.0))
        kind = (sector.first + np.arange(model.cells + 1)) % 2
        weight = np.square(state[:, 1:-1, -1 - EDGE : -1]).sum(axis=0) * factors[kind]
        up, down = np.append(model.up, 0.0), np.append(0.0, model.up)
        ways = down + up * sector.counter
        return float(model.coupling * np.sqrt((weight * np.square(ways)[:, None]).sum()))

    def _expanded(self, state: Floats, lengths: Floats) -> Floats:
        """exp(-iHτ) of a state for several τ."""
        low, high = self.sector.reach
        shift, scale = (low + high) / 2, self._half_width()
        key = (scale, shift, *lengths.round(15))
        if key not in self._tables:
            if len(self._tables) > 8:
                self._tables.clear()
            turn = np.array([np.cos(shift * lengths), np.sin(shift * lengths)])
            self._tables[key] = coefficients(scale * lengths), turn
        bessel, turn = self._tables[key]
        arrays = self.sector.arrays(shift, scale)
        out = np.zeros((lengths.size, state.size))
        block = min(max(TERMS // state.size, 6), bessel.shape[1])
        if self._terms.shape[1:] != state.shape or len(self._terms) < block + 2:
            self._terms = np.zeros((block + 2, *state.shape))
        terms = self._terms
        # Far out a state fades below the smallest normal numbers, which are slow.
        terms[0], begun, done = np.where(np.abs(state) < FADED, 0.0, state), 1, 0
        while done < bessel.shape[1]:
            count = min(block + 2, begun + bessel.shape[1] - done - 1 + (begun > 1))
            climb(terms[:count], *arrays, begun)
            fresh = terms[begun - (begun == 1) : count].reshape(-1, state.size)
            out += bessel[:, done : done + len(fresh)] @ fresh
            done += len(fresh)
            terms[0], terms[1], begun = terms[count - 2], terms[count - 1], 2
        states = out.reshape(lengths.size, *state.shape)
        return states if self.alone else turned(states, *turn)


def turned(states: Floats, cosine: Floats, sine: Floats) -> Floats:
    """States times the phase (cosine - i sine) of each."""
    real, imag = states[:, 0], states[:, 1]
    cosine, sine = cosine[:, None, None], sine[:, None, None]
    return np.stack([cosine * real + sine * imag, cosine * imag - sine * real], axis=1)
