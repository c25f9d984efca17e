"""The master equation's propagators as dense matrices, squared to reach times far away."""

from __future__ import annotations

import numpy as np
import scipy.sparse
from numpy.typing import NDArray

from engine.selfdischarge.flow import Flow

Complex = NDArray[np.complex128]

# The series of the first step ends at terms this small, at the latest after so many.
SMALLEST, MOST_TERMS = 1e-17, 40


class Propagators:
    """exp(A t) of each coherence order, dense, for times that double."""

    def __init__(self, flow: Flow, step: float) -> None:
        self.flow, self.step = flow, step
        self.powers = [[self._first(int(a), int(b)) for a, b in self._spans()]]

    def _spans(self) -> list[tuple[int, int]]:
        starts = self.flow.basis.starts
        return list(zip(starts[:-1].tolist(), starts[1:].tolist(), strict=True))

    def _first(self, first: int, last: int) -> Complex:
        """The series of the first step."""
        flow, size = self.flow, last - first
        begin, end = int(flow.pointers[first]), int(flow.pointers[last])
        block = scipy.sparse.csr_array(
            (
                flow.values[begin:end],
                flow.columns[begin:end].astype(np.int64),
                flow.pointers[first : last + 1] - begin,
            ),
            shape=(size, size),
        )
        term = total = np.eye(size, dtype=np.complex128)
        for r in range(1, MOST_TERMS):
            term = (block @ term) * (self.step / r)
            total = total + term
            if float(np.abs(term).max(initial=0.0)) < SMALLEST:
                break
        return total

    def square(self) -> None:
        """Have the propagators of twice the longest time."""
        self.powers.append([matrix @ matrix for matrix in self.powers[-1]])

    def move(self, state: Complex, number: int) -> Complex:
        """The state after the time of the propagators squared so often."""
        parts = [
            matrix @ state[first:last]
            for matrix, (first, last) in zip(self.powers[number], self._spans(), strict=True)
        ]
        return np.concatenate(parts)
