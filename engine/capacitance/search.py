"""The best pure inputs of one cell: single-shot maxima of ergotropy and total ergotropy.

Ergotropy and output energy less T times entropy are convex, so pure inputs attain their maxima; of
total ergotropy, which is not convex, this is the maximum over pure inputs.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from engine.capacitance import kernels
from engine.capacitance.kernels import ERGOTROPY, FREE_ENERGY, TOTAL_ERGOTROPY

__all__ = ["ERGOTROPY", "FREE_ENERGY", "TOTAL_ERGOTROPY", "Cell", "Pool", "single_shot"]

# Columns of a record: what is known of a pure input.
ENERGY, OUTPUT, ENTROPY, LOCAL, TOTAL, PRICE, LEFT = range(7)

SEED = 2023
STARTS, MORE_STARTS, STRIDE = 6, 2, 6
SURVEY = 300
DIFFERENT = 0.9
# How many of the known inputs that are unlike each other a search climbs from.
BRANCHES = 3
# Random starts of an exploration, its temperatures in units of the highest level, its prices.
EXPLORERS, TEMPERATURES, PRICES, SAME = 8, (0.05, 0.15, 0.5, 2.0), (0.0, 0.3, 0.8), 1 - 1e-9
# Random starts of a wide search; where real states suffice only every so many searches are wide.
FRESH, WIDE_STRIDE = 2, 4
# A climb that did not settle, and might still lead above all that is known, is taken up again.
CLIMBS = 10
# By how much an entropy of six levels is off by rounding, in nats: T times that in energy.
ENTROPY_ROUNDING = 4e-15
# An input enters the pool when it improves on what is known by this much of the highest level.
WORTHWHILE = 1e-11

Real = NDArray[np.float64]
Complex = NDArray[np.complex128]


@dataclass(frozen=True)
class Cell:
    """A cell's noise and energies.

    forward  the channel's matrix on states read row by row, shape (d², d²)
    levels   energies rising from 0, shape (d,)
    """

    forward: Complex
    levels: Real

    @property
    def dimension(self) -> int:
        """The number d of levels."""
        return int(self.levels.size)

    def climb(
        self, kind: int, start: Complex, *, price: float = 0.0, temperature: float = 0.0,
        at_most: float | None = None,
    ) -> tuple[Complex, Real]:  # fmt: skip
        """A local maximum from a start: of functional - μ⟨h⟩, or of it at energies of at most e."""
        state, record = start.copy(), np.zeros(kernels.RECORD)
        mode = kernels.AT_PRICE if at_most is None else kernels.AT_MOST
        kernels.climb(
            self.forward, self.levels, kind, temperature, mode, price, at_most or 0.0, state, record
        )
        return state, record

    @cached_property
    def real_suffices(self) -> bool:
        """Whether the search may keep to real states of three levels.

        So it is where phases of the levels commute with the noise, up to one phase φ₂ - 2φ₁ that
        a resonant decay leaves over; dual certificates search complex states all the same.
        """
        if self.dimension != 3 or not 0 < self.levels[1] < self.levels[2]:
            return False
        step = np.subtract.outer(np.arange(3), np.arange(3)).ravel()
        kept = np.where(np.equal.outer(step, step), 0.0, self.forward)
        return bool(np.abs(kept).max() < 1e-14 and np.abs(self.forward.imag).max() < 1e-14)


@dataclass
class Pool:
    """Pure inputs and their features: what an optimum is built from, and what it is tried against.

    states, records  inputs found by climbing, shapes (n, d) and (n, 7)
    survey           inputs spread over all energies, from which a climb may start
    """

    states: Complex
    records: Real
    survey: Pool | None = None

    @classmethod
    def of(cls, cell: Cell, survey: Pool) -> Pool:
        """No input yet, beside a survey of the cell's."""
        return cls(np.zeros((0, cell.dimension), complex), np.zeros((0, kernels.RECORD)), survey)

    def add(self, states: Complex, records: Real) -> None:
        """Take in inputs, shape (…, d, d) or (…, d), and a record of each."""
        self.states = np.concatenate([self.states, np.atleast_2d(states)])
        self.records = np.concatenate([self.records, np.atleast_2d(records)])

    def values(self, kind: int, temperature: float = 0.0) -> Real:
        """The functional of every input, shape (n,)."""
        return values(kind, self.records, temperature)

    def gains(self, kind: int, price: float, temperature: float = 0.0) -> Real:
        """Functional - μ⟨h⟩ of every input, shape (n,)."""
        return self.values(kind, temperature) - price * self.records[:, ENERGY]

    def branches(self, gains: Real, most: int) -> list[Complex]:
        """The inputs of the largest gains that are unlike each other, at most so many."""
        left, found = gains.copy(), []
        for _ in range(min(most, left.size)):
            best = int(np.argmax(left))
            if left[best] == -np.inf:
                break
            found.append(self.states[best])
            left[np.abs(self.states.conj() @ self.states[best]) ** 2 >= DIFFERENT] = -np.inf
        return found


def values(kind: int, records: Real, temperature: float = 0.0) -> Real:
    """The functional from records, shape (…, 7)."""
    if kind == FREE_ENERGY:
        return records[..., OUTPUT] - temperature * records[..., ENTROPY]
    return records[..., LOCAL if kind == ERGOTROPY else TOTAL]


def survey(cell: Cell) -> tuple[Complex, Real]:
    """Inputs spread over all energies: real ones on a grid where these suffice, else random."""
    if cell.real_suffices:
        count = (kernels.GRID + 1) * (kernels.GRID + 2) // 2
        states, records = np.zeros((count, 3), complex), np.zeros((count, kernels.RECORD))
        kernels.survey_real_qutrit(cell.forward, cell.levels, states, records)
        return states, records
    states = random_states(SURVEY, cell.dimension)
    records = np.zeros((SURVEY, kernels.RECORD))
    for state, record in zip(states, records, strict=True):
        kernels.measure(cell.forward, cell.levels, state, record)
    return states, records


@dataclass(frozen=True)
class Searched:
    """A largest value found, and how high climbs that did not settle might still lead."""

    best: float
    height: float

    def at_least(self, known: float) -> Searched:
        """The same when so much has become known since."""
        return Searched(max(self.best, known), max(self.height, known))

    @property
    def unsettled(self) -> float:
        """By how much the value might still rise."""
        return self.height - self.best


def dual_maximum(
    cell: Cell, kind: int, price: float, pool: Pool, *,
    temperature: float = 0.0, near: Iterable[int] = (), search: int,
) -> Searched:  # fmt: skip
    """Return the largest functional - μ⟨h⟩ over pure inputs; a better input enters the pool.

    The see-saw starts from the best known inputs that are unlike each other, from those at the
    places `near`, from the survey where that promises more, and from random inputs, which are
    others in the next `search`. Where the survey is a grid over all real states, and these
    suffice, most searches keep to the best.
    """
    wide = not cell.real_suffices or search % WIDE_STRIDE == 0
    gains = pool.gains(kind, price, temperature)
    best = height = float(gains.max())
    starts = pool.branches(gains, BRANCHES if wide else 1) + [pool.states[int(k)] for k in near]
    if pool.survey is not None:
        surveyed = pool.survey.gains(kind, price, temperature)
        if surveyed.max() > best:
            starts.append(pool.survey.states[int(np.argmax(surveyed))])
    if wide:
        starts += [*random_states(FRESH, cell.dimension, seed=SEED + search)]
    for start in starts:
        state = start
        for _ in range(CLIMBS):
            state, record = cell.climb(kind, state, price=price, temperature=temperature)
            reached = float(values(kind, record, temperature)) - price * float(record[ENERGY])
            if record[LEFT] == 0.0 or reached + float(record[LEFT]) <= best:
                break
        if reached > best + WORTHWHILE * float(cell.levels[-1]):
            pool.add(state, record)
        best = max(best, reached)
        height = max(height, reached + float(record[LEFT]))
    return Searched(best, height)


def searched(cell: Cell, unsettled: float) -> str:
    """What the largest functional less μ⟨h⟩ is the best of, in words.

    `unsettled` is by how much climbs that did not settle might still raise it.

    >>> searched(Cell(np.eye(4, dtype=complex), np.array([0.0, 1.0])), 0.0)[:41]
    'the best of see-saws to 1e-14 from at lea'
    >>> searched(Cell(np.eye(4, dtype=complex), np.array([0.0, 1.0])), 2e-10)[:50]
    'the best of see-saws (those that did not settle in'
    """
    tolerance = f"see-saws to {kernels.SETTLED:.0e}"
    if unsettled > 0.0:
        tolerance = (
            f"see-saws (those that did not settle in {kernels.MOST_TURNS} turns might raise it by "
            f"{unsettled:.0e})"
        )
    if cell.real_suffices:
        grid = (kernels.GRID + 1) * (kernels.GRID + 2) // 2
        return f"the best of {tolerance} from {grid} real states' best and from random ones"
    starts = f"{FRESH} new random states and {BRANCHES} unlike ones"
    return (
        f"the best of {tolerance} from at least {starts} at each slope, the latter found from "
        f"{EXPLORERS} random states at {len(PRICES)} slopes and {SURVEY} more"
    )


def explore(cell: Cell, kind: int, pool: Pool) -> None:
    """Add the different maxima that climbs from random inputs find at some prices.

    Each is followed from there to other prices. Outputs of little entropy lie where the entropy's
    slope is infinite: a climb from a mixed neighbourhood stops short of them, so that output
    energy less T times entropy is climbed at temperatures from high to low.
    """
    scale = float(cell.levels[-1])
    starts = random_states(EXPLORERS, cell.dimension, seed=SEED + 1)
    for temperature in TEMPERATURES if kind == FREE_ENERGY else (0.0,):
        for price in PRICES:
            found: list[Complex] = []
            for start in starts:
                state, record = cell.climb(
                    kind, start, price=price, temperature=temperature * scale
                )
                if all(abs(np.vdot(state, other)) ** 2 < SAME for other in found):
                    found.append(state)
                    pool.add(state, record)


def random_states(count: int, dimension: int, seed: int = SEED) -> Complex:
    """Pure states spread evenly over all directions, shape (count, d)."""
    generator = np.random.default_rng(seed)
    states = generator.normal(size=(count, dimension, 2)) @ np.array([1, 1j])
    return states / np.linalg.norm(states, axis=1)[:, None]


def single_shot(
    cell: Cell, kind: int, energies: Real, known: Complex | None = None
) -> tuple[Complex, Real]:
    """Return the best pure inputs of exactly the energies e.

    Args:
        cell: the noise and the levels.
        kind: ERGOTROPY or TOTAL_ERGOTROPY.
        energies: rising, shape (n,).
        known: inputs of these energies to start from as well, shape (n, d).

    Returns:
        States, shape (n, d), and their records, shape (n, 7).
    """
    count, dimension = energies.size, cell.dimension
    states = np.zeros((count, dimension), complex) if known is None else known.copy()
    records = np.zeros((count, kernels.RECORD))
    stride, starts = STRIDE, random_states(STARTS if known is None else MORE_STARTS, dimension)
    if cell.real_suffices:
        kernels.scan_real_qutrit(cell.forward, cell.levels, kind, energies, states)
        stride, starts = 0, starts[:0]
    kernels.climb_to_energies(
        cell.forward, cell.levels, kind, energies, starts, stride, states, records
    )
    return states, records


def within_energy(
    cell: Cell, kind: int, energies: Real, states: Complex, records: Real
) -> tuple[Complex, Real]:
    """Return the best pure inputs of at most the energies e, from those of exactly e.

    E⁽¹⁾(Λ; e) of Tirone et al. 2023, Eq. (2): where a lower energy is better it stays flat.
    """
    column = LOCAL if kind == ERGOTROPY else TOTAL
    states, records = states.copy(), records.copy()
    plateau = 0
    for i in range(1, energies.size):
        if records[i, column] >= records[plateau, column]:
            if records[i, PRICE] < 0.0:
                states[i], records[i] = cell.climb(kind, states[i], at_most=float(energies[i]))
            plateau = i
            continue
        if records[plateau, PRICE] != 0.0:
            state, record = cell.climb(kind, states[plateau], at_most=float(energies[i]))
            if record[column] >= records[plateau, column]:
                states[i], records[i] = state, record
                plateau = i
                continue
        states[i], records[i] = states[plateau], records[plateau]
    return states, records
