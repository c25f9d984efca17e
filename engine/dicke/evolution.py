"""How a Dicke battery evolves: Chebyshev steps on one sector of its lattice, as wide as it needs.

A chunk of output times is one expansion. Where the cutoff is left to us, the lattice starts narrow:
a chunk after which anything stands at its edge is repeated on a wider one. What couples the edge to
what lies beyond it bounds the error of the state, |δψ| <= ∫ |H_beyond ψ| dt (Duhamel).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.dicke.expansion import Expansion
from engine.dicke.lattice import EDGE, Couplings, Sector
from engine.scenario import CancelCheck, Cancelled

Floats = NDArray[np.float64]

# A chunk turns the widest state by so much at most, about; without outputs between, by so much.
PHASE, STRIDE = 16.0, 40.0
# Columns that a lattice begins with beyond the charger's, and what more it grows by.
ROOM = 14
GROWTH = 0.15
# Numbers that the states kept to go on from may take.
KEPT = 2_500_000


class Chunk(NamedTuple):
    """States at consecutive times: of which time the first is, and their sector."""

    first: int
    states: Floats
    sector: Sector


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
        self._spread(columns)
        self.start = self.sector.started(start)
        self.kept: list[tuple[float, Floats]] = [(0.0, self.start)]
        self.missed = 0.0

    def chunks(self, times: Floats, cancelled: CancelCheck) -> Iterator[Chunk]:
        """The states at evenly spaced times from the first interval's end on, in chunks."""
        state, at, done, interval = self.start, 0.0, 0, float(times[0])
        while done < times.size:
            if cancelled():
                raise Cancelled
            state = self._fitted(state)
            self._keep(at, state)
            turn = self.expansion.half_width * interval
            if turn > STRIDE:
                state = self._crossed(state, interval, int(np.ceil(turn / STRIDE)), cancelled)
                chunk = Chunk(done, state[None], self.sector)
            else:
                count = min(max(int(PHASE / turn), 1), times.size - done)
                states = self._stepped(state, interval * np.arange(1.0, count + 1))
                chunk = Chunk(done, states, self.sector)
                state = states[-1].copy()  # what is kept must not hold the chunk
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
        while (times[-1] - begun) * self.expansion.half_width > STRIDE and times[0] > begun:
            ahead = min(float(times[0]) - begun, STRIDE / 2 / self.expansion.half_width)
            state = self.expansion.states(state, np.array([ahead]))[-1]
            begun = min(begun + ahead, float(times[0]))
        return Chunk(0, self.expansion.states(state, times - begun), self.sector)

    # -- steps ----------------------------------------------------------------------------------

    def _spread(self, columns: int) -> None:
        """Let the lattice be so many columns wide."""
        top = np.inf if self.top is None else float(self.top)
        self.sector = Sector(self.model, self.offset, columns, top)
        self.expansion = Expansion(self.sector, self.alone)

    def _fitted(self, state: Floats) -> Floats:
        """A state on the present lattice, which is at least as wide as the state's."""
        missing = self.sector.columns + 2 - state.shape[2]
        if not missing:
            return state
        wider = self.sector.empty()
        wider[:, :, :-missing] = state
        return wider

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
        states = self.expansion.states(state, lengths)
        while self.top is None and self._edge(states[-1]) > self.faint:
            columns = self.sector.columns
            self._spread(columns + int(GROWTH * columns) + ROOM)
            state = self._fitted(state)
            states = self.expansion.states(state, lengths)
        self.missed += float(lengths[-1]) * self._leak(states[-1])
        return states

    def _edge(self, state: Floats) -> float:
        """The largest amplitude in the last columns."""
        return float(np.abs(state[:, :, -1 - EDGE :]).max())

    def _leak(self, state: Floats) -> float:
        """|H_beyond ψ|: what couples to photon numbers that are not there."""
        weight = np.square(state[:, 1:-1, -1 - EDGE : -1]).sum(axis=0)
        return float(np.sqrt((weight * self.sector.leaks).sum()))
