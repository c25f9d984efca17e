"""Finitely many cells: how fast spreading and redundancy reach their limits."""

from __future__ import annotations

from math import floor, log

import numpy as np
import xarray as xr
from numpy.typing import NDArray
from scipy.optimize import brentq

from engine.fields import Count, Real
from engine.result import build
from engine.scenario import CancelCheck, Cost, Progress
from engine.storage import equations, settings
from engine.storage.counting import MOST_CELLS, Kind, eigenvalues, global_ergotropy, stored
from engine.storage.quantities import Named
from engine.storage.qubit import local_capacitance, output_ergotropy, single_shot
from engine.storage.settings import Noise
from engine.storage.yields import coherent_ratio, redundancy_ratio, separable_ratio

# What sorting one of the distinct eigenvalues of a block takes, and holds.
SECONDS_PER_EIGENVALUE, BYTES_PER_EIGENVALUE = 3e-7, 90.0


class Blocks(Noise):
    """Cells of a fixed mean energy, emptied n at a time: C_sep is met as n grows.

    A share e/p of the cells is charged to a population p, one takes what is left of the energy,
    the rest stays empty; one unitary on all n draws the work.

    >>> block = Blocks(gamma=0.3, kappa=1.0, cells=4).run()
    >>> block.global_ergotropy.values.round(6), round(float(block.limit), 9)
    (array([0.      , 0.2     , 0.168333, 0.2225  ]), 0.258744873)
    """

    energy = settings.energy_per_cell()
    charge = Real(
        1.0, bounds=(0.01, 1.0), step=0.01,
        label="population of the charged cells", symbol="p", short="p", group="State",
        doc="Excited population p of the charged cells: 1 fully charged, e spread evenly.",
    )  # fmt: skip
    cells = settings.most_cells()

    def refusal(self) -> str | None:
        if self.charge < self.energy:
            return f"p must be at least e = {self.energy:.6g}, not {self.charge:.6g}."
        return super().refusal()

    def cost(self) -> Cost:
        shares = block_sizes(1, self.cells) / self.cells
        return counting_cost(eigenvalues(self.block(self.cells)) * shares**2)

    def compute(self, progress: Progress, cancelled: CancelCheck) -> xr.Dataset:
        noise, sizes = self.noise(), block_sizes(1, self.cells)
        per_cell = [global_ergotropy(self.block(int(size))) / size for size in sizes]
        even = float(output_ergotropy(self.energy, *noise))
        alike = global_ergotropy([stored(int(sizes[-1]), self.energy, *noise)]) / sizes[-1]
        return build(
            self,
            [
                Named.global_ergotropy(per_cell, "cells"),
                Named.limit(self.limit()),
                Named.ergotropy(even, key="spread"),
                Named.capacitance(local_capacitance(self.energy, *noise)),
            ],
            [Named.cells.axis(sizes)],
            equations=[
                *equations.NOISE,
                equations.ERGOTROPY,
                equations.COUNTING,
                equations.MANY_CELLS,
                equations.CAPACITANCE,
            ],
            # Equal cells have no more to give together than alone.
            certificate={"counting_error": abs(alike - even)},
        )

    def block(self, size: int) -> list[Kind]:
        """n cells: as many charged ones as the energy allows, one with the rest, empty ones."""
        # An energy such as 0.3·10 counts three whole quanta, whatever its rounding.
        charged = min(floor(self.energy * size / self.charge + 1e-9), size)
        rest = max(self.energy * size - charged * self.charge, 0.0)
        kinds = [(charged, self.charge)]
        if charged < size:
            kinds += [(1, rest), (size - charged - 1, 0.0)]
        return [stored(count, p, *self.noise()) for count, p in kinds if count]

    def limit(self) -> float:
        """Work per cell of endlessly many: their energy less the Gibbs energy of their entropy."""
        share = self.energy / self.charge
        kinds = [stored(1, p, *self.noise()) for p in (self.charge, 0.0)]
        weighed = list(zip((share, 1 - share), kinds, strict=True))
        entropy = sum(weight * qubit_entropy(kind.small) for weight, kind in weighed)
        return sum(weight * kind.energy for weight, kind in weighed) - gibbs_energy(entropy)


class Redundancy(Noise):
    """A fixed total energy over ever more cells, the redundancy protocol; storage poster, Eq. (6).

    Beside its coherent state stand as many full cells as there are quanta, among empty ones and
    emptied together.

    >>> run = Redundancy(gamma=0.4, eta=0.2, quanta=1, cells=64).run()
    >>> run.coherent.values[0].round(6), round(float(run.j_coherent), 6)
    (np.float64(0.36), 0.714286)
    """

    quanta = Count(
        8, bounds=(1, 256), soft=(1, 64), label="quanta", symbol="E", short="E", group="Cells",
        doc="Total energy E, in level spacings.",
    )  # fmt: skip
    cells = settings.most_cells()

    def refusal(self) -> str | None:
        if self.cells < self.quanta:
            return f"n_max must be at least E = {self.quanta}, not {self.cells}."
        return super().refusal()

    def cost(self) -> Cost:
        full = eigenvalues([stored(self.quanta, 1.0, *self.noise())])
        empty = block_sizes(self.quanta, self.cells) - self.quanta
        mixed = stored(1, 0.0, *self.noise()).small > 0
        return counting_cost(full * (1.0 + empty if mixed else np.ones(empty.size)))

    def compute(self, progress: Progress, cancelled: CancelCheck) -> xr.Dataset:
        noise, sizes = self.noise(), block_sizes(self.quanta, self.cells)
        spread = sizes / self.quanta * output_ergotropy(self.quanta / sizes, *noise)
        together = [
            global_ergotropy(
                [stored(self.quanta, 1.0, *noise), stored(int(size) - self.quanta, 0.0, *noise)]
            )
            / self.quanta
            for size in sizes
        ]
        full = global_ergotropy([stored(self.quanta, 1.0, *noise)]) / self.quanta
        return build(
            self,
            [
                Named.coherent(spread, "cells"),
                Named.block(together, "cells"),
                Named.j_coherent(coherent_ratio(*noise)),
                Named.j_classical(redundancy_ratio(1.0, *noise)),
                Named.j_separable(separable_ratio(*noise)),
                Named.single_shot(single_shot(*noise).ergotropy),
            ],
            [Named.cells.axis(sizes)],
            equations=[
                *equations.NOISE,
                equations.REDUNDANCY_STATE,
                equations.RATIO,
                equations.COUNTING,
                equations.COHERENT_RATIO,
                equations.SEPARABLE_RATIO,
            ],
            certificate={
                "counting_error": abs(full - float(output_ergotropy(1.0, *noise))),
            },
        )


def block_sizes(smallest: int, largest: int) -> NDArray[np.int64]:
    """Numbers of cells from one to the other: powers of two, and halfway between.

    >>> block_sizes(3, 20)
    array([ 3,  4,  6,  8, 12, 16, 20])
    """
    powers = 2 ** np.arange(MOST_CELLS.bit_length())
    ladder = np.concatenate([powers, 3 * powers, [smallest, largest]])
    return np.unique(ladder[(ladder >= smallest) & (ladder <= largest)])


def counting_cost(numbers: NDArray[np.float64]) -> Cost:
    """What counting blocks of so many distinct eigenvalues takes, shape (n,)."""
    return Cost(
        seconds=3.5e-3 + SECONDS_PER_EIGENVALUE * float(numbers.sum()),
        bytes=1e5 + BYTES_PER_EIGENVALUE * float(numbers.max(initial=0.0)),
    )


def qubit_entropy(small: float) -> float:
    """Entropy of a qubit with this smaller eigenvalue, nats."""
    return -sum(share * log(share) for share in (small, 1 - small) if share > 0)


def gibbs_energy(entropy: float) -> float:
    """Energy of the qubit Gibbs state of this entropy, at a temperature of 0 or above.

    >>> round(gibbs_energy(qubit_entropy(0.11)), 12)
    0.11
    """
    if entropy <= 0:
        return 0.0
    if entropy >= log(2):
        return 0.5
    return float(brentq(lambda small: qubit_entropy(small) - entropy, 0.0, 0.5, xtol=1e-16))
