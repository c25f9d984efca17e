"""Everything about one noisy cell: maxima, envelopes, pooled sharing, and the entangled bound."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.capacitance.entangled import entangled_upper
from engine.capacitance.envelope import Envelope, envelope
from engine.capacitance.search import (
    ERGOTROPY,
    FREE_ENERGY,
    TOTAL_ERGOTROPY,
    Cell,
    Pool,
    explore,
    searched,
    single_shot,
    survey,
    values,
    within_energy,
)
from engine.capacitance.separable import Sharing, pooled_capacitance
from engine.channels import Channel
from engine.scenario import CancelCheck, Cancelled, Progress

Real = NDArray[np.float64]
# Shares of the time after which progress is told: two searches, envelopes, sharing.
STEPS = (0.15, 0.6, 0.75, 0.98)


@dataclass(frozen=True)
class Maxima:
    """A functional's best inputs over energies: of exactly e, of at most e, and their envelope."""

    exactly: Real
    within: Real
    pool: Pool
    envelope: Envelope


@dataclass(frozen=True)
class Analysis:
    """What `analyse` finds, at energies of shape (n,) on a cell's levels.

    local, total  maxima and envelopes of ergotropy and of total ergotropy
    sharing       C_sep with its recipe, by energy
    pool          the inputs that `sharing` names
    upper         what C_E cannot exceed
    upper_reason  what that rests on
    inner_maximum how the dual bounds' inner maximum was searched
    unsettled     by how much climbs that did not settle might raise a dual bound, at worst
    """

    energies: Real
    levels: Real
    local: Maxima
    total: Maxima
    sharing: list[Sharing]
    pool: Pool
    upper: Real
    upper_reason: str
    inner_maximum: str
    unsettled: float


def analyse(
    channel: Channel,
    levels: Real,
    energies: Real,
    progress: Progress = lambda fraction: None,
    cancelled: CancelCheck = lambda: False,
) -> Analysis:
    """Return every capacitance of a noisy cell, each with its recipe and its dual bound.

    Args:
        channel: the noise.
        levels: energies of the cell rising from 0, shape (d,).
        energies: input energies, rising from 0 to the highest level, shape (n,).
        progress: told the fraction done.
        cancelled: asked between steps whether to give up.

    Raises:
        Cancelled: if so.
    """
    cell = Cell(np.ascontiguousarray(channel.matrix), levels)
    steps = iter(STEPS)

    def done() -> None:
        if cancelled():
            raise Cancelled
        progress(next(steps))

    inputs = Pool(*survey(cell))
    local = maxima(cell, ERGOTROPY, energies, inputs, None, done)
    total = maxima(cell, TOTAL_ERGOTROPY, energies, inputs, local.pool, done)
    pool = Pool.of(cell, inputs)
    pool.add(local.pool.states, local.pool.records)
    pool.add(total.pool.states, total.pool.records)
    if not cell.real_suffices:
        explore(cell, FREE_ENERGY, pool)
    shifted = total.envelope.shifted(len(local.pool.records))
    sharing = pooled_capacitance(cell, energies, pool, shifted, cancelled)
    separable = np.array([share.value for share in sharing])
    upper, reason = entangled_upper(cell, channel, energies, separable)
    left_open = np.concatenate(
        [local.envelope.unsettled, total.envelope.unsettled, [share.unsettled for share in sharing]]
    )
    unsettled = float(left_open.max())
    return Analysis(
        energies, levels, local, total, sharing, pool, upper, reason,
        searched(cell, unsettled), unsettled,
    )  # fmt: skip


def maxima(
    cell: Cell, kind: int, energies: Real, inputs: Pool, known: Pool | None,
    done: Callable[[], None],
) -> Maxima:  # fmt: skip
    """One functional's maxima; the levels join the energies, as optima like to sit there."""
    grid = np.unique(np.concatenate([energies, cell.levels]))
    asked = np.searchsorted(grid, energies)
    seeds = None if known is None else known.states[: grid.size]
    states, records = single_shot(cell, kind, grid, seeds)
    exactly = values(kind, records)[asked]
    states, records = within_energy(cell, kind, grid, states, records)
    within = values(kind, records)[asked]
    done()
    pool = Pool.of(cell, inputs)
    pool.add(states, records)
    if not cell.real_suffices:
        explore(cell, kind, pool)
    found = envelope(cell, kind, energies, pool)
    done()
    return Maxima(exactly, within, pool, found)
