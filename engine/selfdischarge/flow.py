"""The master equation in motion: Taylor series on the elements held, with dense output.

Each coherence order evolves on its own: the middle of its diagonal is taken out as a phase and a
decay, and steps of a fixed share of the rest's norm give every time of the grid by one product.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from engine.scenario import Cancelled
from engine.selfdischarge import kernels
from engine.selfdischarge.basis import Basis
from engine.selfdischarge.system import System

Complex = NDArray[np.complex128]
Times = NDArray[np.float64]

# A step is this far in units of the norm; the terms of its series stay below exp(REACH).
REACH = 14.0
MOST_TERMS = 90
TOLERANCE = 1e-12
# Steps of this many elements together are a few milliseconds of work.
ELEMENTS_BETWEEN_POLLS = 10_000


def never() -> bool:
    """Nobody cancels."""
    return False


@dataclass(frozen=True)
class Flow:
    """The generator of a network on the elements held."""

    basis: Basis
    pointers: NDArray[np.int64]
    columns: NDArray[np.uint32]
    values: Complex

    @cached_property
    def norm(self) -> float:
        """The largest norm of a coherence order without the middle of its diagonal."""
        starts = self.basis.starts.tolist()
        block = self.pointers, self.columns, self.values
        norms = [kernels.span(*block, a, b)[1] for a, b in pairwise(starts) if b > a]
        return float(max(norms, default=0.0))

    def states(
        self,
        start: Complex,
        times: Times,
        *,
        progress: Callable[[float], None] = lambda fraction: None,
        cancelled: Callable[[], bool] = never,
    ) -> Complex:
        """The states at ascending times >= 0 after `start`, shape (T, elements).

        Raises Cancelled when `cancelled` says so, asked every few milliseconds.
        """
        out = np.zeros((times.size, self.basis.size), dtype=np.complex128)
        orders = self.basis.starts.size - 1
        for order in range(orders):
            first, last = int(self.basis.starts[order]), int(self.basis.starts[order + 1])
            if last > first and np.any(start[first:last]):
                self._order(start[first:last], times, first, last, out, cancelled)
            progress((order + 1) / orders)
        return out

    def _order(
        self,
        start: Complex,
        times: Times,
        first: int,
        last: int,
        out: Complex,
        cancelled: Callable[[], bool],
    ) -> None:
        block = self.pointers, self.columns, self.values, first, last
        middle, norm = kernels.span(*block)
        duration = float(times[-1])
        steps = max(1, int(np.ceil(norm * duration / REACH)))
        step = duration / steps
        terms = np.zeros((MOST_TERMS + 4, last - first), dtype=np.complex128)
        terms[0] = start
        together, begin = max(1, int(ELEMENTS_BETWEEN_POLLS / (last - first))), 0
        for number in range(0, steps, together):
            if cancelled():
                raise Cancelled
            span = np.array([number, min(number + together, steps), steps])
            begin = kernels.march(*block, middle, step, TOLERANCE, terms, span, times, begin, out)


def flow_of(system: System, basis: Basis) -> Flow:
    """The generator of a system on a basis."""
    pointers, columns, values = kernels.generator(
        basis.left, basis.right, basis.scale, basis.starts, basis.cells, basis.classes, basis.table,
        system.rates, system.exchange, system.ising, system.detuning, system.dephasing,
    )  # fmt: skip
    return Flow(basis, pointers, columns, values)


def product_state(basis: Basis, excited: float, coherence: float) -> Complex:
    """All cells alike, each with ⟨e|rho|e⟩ = `excited` and ⟨e|rho|g⟩ = `coherence`."""
    both = _count(basis.left & basis.right)
    one = _count(basis.left ^ basis.right)
    none = basis.cells - both - one
    elements = excited**both * coherence**one * (1.0 - excited) ** none
    return (elements * basis.scale).astype(np.complex128)


def _count(masks: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.bitwise_count(masks).astype(np.int64)
