"""A network's discharge as arrays: states on a time grid, everything read off them, half-life."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import inf, nan

import numpy as np
from numpy.typing import NDArray

from engine.graphs import Edge
from engine.result import VOUCHED, ratio
from engine.selfdischarge.basis import Basis, basis_of
from engine.selfdischarge.flow import Flow, flow_of, never, product_state
from engine.selfdischarge.halving import STIFFEST, STRETCH, Halving, Search
from engine.selfdischarge.observables import (
    Readings,
    coherence_and_purity,
    edge_concurrence,
    readings,
)
from engine.selfdischarge.spectrum import Spectrum, spectrum
from engine.selfdischarge.system import System

Complex = NDArray[np.complex128]
Vector = NDArray[np.float64]
Progress = Callable[[float], None]

# The half-life is looked for in stretches that grow, up to so many lifetimes 1/Γ.
FIRST_STRETCH, GROWTH, SEARCHED = 0.64, 1.5, 20.0
HALF_LIFE_ERROR = 1e-11
SLOWEST = 1e-250


@dataclass(frozen=True)
class Cells:
    """The state all cells start in: excited population and ⟨e|rho|g⟩."""

    excited: float
    coherence: float

    @property
    def ergotropy(self) -> float:
        """(z + √(z² + 4|rho_eg|²))/2 with z = 2p - 1; Santos 2021, Eq. (1)."""
        inversion = 2 * self.excited - 1
        return float(inversion + np.hypot(inversion, 2 * self.coherence)) / 2

    @property
    def lasting(self) -> bool:
        """Whether the populations alone hold half of the ergotropy: dephasing does not end it."""
        return 2 * self.excited - 1 >= self.ergotropy / 2

    def highest_order(self, cells: int) -> int:
        """The largest coherence order that so many cells have."""
        return cells if self.coherence else 0


@dataclass(frozen=True)
class Discharge:
    """A discharge on a time grid; arrays have the times first.

    The passive energy of the populations alone is kept beside that of the state: their difference
    is what coherence adds to the ergotropy.
    """

    time: Vector
    readings: Readings
    ergotropy: Vector
    incoherent_ergotropy: Vector
    coherence: Vector
    purity: Vector
    concurrence: Vector
    half_life: float
    looked_until: float
    least_eigenvalue: float
    trace_defect: float


class Solver:
    """A network prepared to run on the elements that are held of its state."""

    def __init__(self, system: System, start: Cells, basis: Basis) -> None:
        self.system = system
        self.start = start
        self.basis = basis
        self.flow: Flow = flow_of(system, basis)
        self.initial = product_state(basis, start.excited, start.coherence)

    def discharge(
        self,
        times: Vector,
        edges: tuple[Edge, ...],
        progress: Progress = lambda fraction: None,
        cancelled: Callable[[], bool] = never,
    ) -> Discharge:
        """The discharge at ascending times, the first of which is 0."""
        states = self.flow.states(
            self.initial, times, progress=lambda f: progress(0.4 * f), cancelled=cancelled
        )
        elements = states * (1.0 / self.basis.scale)
        eigenvalues = spectrum(
            self.basis, elements, progress=lambda f: progress(0.4 + 0.5 * f), cancelled=cancelled
        )
        read, pairs = readings(self.basis, elements)
        coherence, purity = coherence_and_purity(self.basis, states)
        diagonal, counts = self.basis.populations()
        populations = elements[:, diagonal].real
        energy = read.energy
        passive = Spectrum(np.ascontiguousarray(populations), counts)
        ergotropy = self._ergotropy(energy, eigenvalues)
        halving = self._halving_on(times, states, ergotropy, cancelled)
        return Discharge(
            time=times,
            readings=read,
            ergotropy=ergotropy,
            incoherent_ergotropy=self._ergotropy(energy, passive),
            coherence=coherence,
            purity=purity,
            concurrence=edge_concurrence(pairs, edges, times.size),
            half_life=halving.time,
            looked_until=halving.looked_until,
            least_eigenvalue=float(eigenvalues.values.min()),
            trace_defect=float(np.abs(populations @ counts - 1).max()),
        )

    def ergotropies(self, states: Complex) -> Vector:
        """Ergotropy alone of states as they are held, shape (T,)."""
        diagonal, counts = self.basis.populations()
        excited = np.bitwise_count(self.basis.left[diagonal]).astype(float)
        shares = counts * excited / self.basis.scale[diagonal]
        energy = states[:, diagonal].real @ shares
        return self._ergotropy(energy, spectrum(self.basis, states * (1.0 / self.basis.scale)))

    def _ergotropy(self, energy: Vector, eigenvalues: Spectrum) -> Vector:
        return np.maximum(energy - eigenvalues.passive_energy(self.basis.cells), 0.0)

    def half_life(self, cancelled: Callable[[], bool] = never) -> float:
        """When the ergotropy is first half of what it was, as `halving` finds it."""
        return self.halving(cancelled).time

    def halving(self, cancelled: Callable[[], bool] = never) -> Halving:
        """When the ergotropy is first half of what it was.

        Infinite where it never is, NaN where it takes more than SEARCHED lifetimes, or longer to
        find than is spent on it. Crossings are looked for between times 0.08 lifetimes apart at
        first, then narrowed down.
        """
        if self._lasts():
            return Halving(inf, inf)
        slow, _ = self._rates()
        if slow >= SLOWEST:
            return self._search(cancelled).after(0.0, self.initial)
        if self.flow.norm > STIFFEST * slow:
            return Halving(nan, 0.0)
        # A rate that has lost digits, or will in a product: in units of itself it is 1.
        own = Solver(self.system.in_units_of(slow), self.start, self.basis)
        found = own.halving(cancelled)
        return Halving(found.time / slow, found.looked_until / slow)

    def _halving_on(
        self, times: Vector, states: Complex, ergotropy: Vector, cancelled: Callable[[], bool]
    ) -> Halving:
        """The half-life where a discharge is known already: only what that leaves open is done."""
        slow, fast = self._rates()
        coarse = np.diff(times).max(initial=0.0) * fast > FIRST_STRETCH / STRETCH
        if self._lasts() or coarse or slow < SLOWEST:
            return self.halving(cancelled)
        search = self._search(cancelled)
        found = search.crossing(times[1:], states[0], states[1:], ergotropy[1:])
        if found is not None:
            return Halving(found, found)
        return search.after(float(times[-1]), states[-1])

    def _search(self, cancelled: Callable[[], bool]) -> Search:
        slow, fast = self._rates()
        fast = slow if self.start.lasting else fast
        goal = self.system.cells * self.start.ergotropy / 2
        return Search(
            self.flow, self.ergotropies, goal, fast, slow, FIRST_STRETCH, SEARCHED, GROWTH,
            cancelled,
        )  # fmt: skip

    def _rates(self) -> tuple[float, float]:
        """The rates by which a cell forgets how it started: of its energy, of the faster part."""
        rate = float(self.system.rates.diagonal().max())
        return rate or self.system.dephasing, max(rate, self.system.dephasing)

    def _lasts(self) -> bool:
        """Whether the ergotropy never falls to its half.

        Without decay the populations stay, and with them what they alone hold.
        """
        return self._rates()[1] == 0.0 or (self.start.lasting and not self.system.rates.any())


def efficiency(ergotropy: Vector, energy: Vector) -> Vector:
    """The share of the energy that is work, at times along the last axis; NaN once both are gone.

    Gone is what is below VOUCHED of the start.
    """
    return ratio(ergotropy, energy, floor=VOUCHED * energy[..., :1])


def prepared(system: System, start: Cells, classes: tuple[tuple[int, ...], ...] = ()) -> Solver:
    """A network prepared to run, on as few elements as its symmetries and its start allow."""
    return Solver(system, start, basis_of(system, classes, start.highest_order(system.cells)))
