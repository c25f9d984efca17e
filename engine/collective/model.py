"""The scenarios of charging together or apart: blocks, hot cells, the participation bound."""

from __future__ import annotations

import numpy as np
import xarray as xr

from engine.collective import ball, blocks, equations, lattice
from engine.collective.quantities import Named
from engine.fields import Count, Real
from engine.result import build
from engine.scenario import CancelCheck, Cost, Progress, Scenario
from engine.speed import fisher_information, power_bound

MOST_CELLS = 200


def cells(default: int, least: int, most: int = MOST_CELLS) -> Count:
    """N of Campaioli et al. 2024, Sec. II.C."""
    return Count(
        default, bounds=(least, most), soft=(least, 50),
        label="cells", symbol="N", short="N", group="Battery", doc="Number of two-level cells.",
    )  # fmt: skip


def gap() -> Real:
    """The spacing ω of a cell."""
    return Real(
        1.0, bounds=(1e-3, 1e3), scale="log", soft=(0.1, 10.0),
        label="gap", symbol=r"\omega", short="ω", unit="ε", group="Battery",
        doc="Energy between the two levels of a cell.",
    )  # fmt: skip


class BlockCharging(Scenario):
    """Cells charged in blocks of k under one limit on the Hamiltonian's norm; Sec. II.C.1.

    >>> together = BlockCharging(cells=12, block=3).run()
    >>> float(together.advantage), round(float(together.charging_time), 6)
    (3.0, 6.283185)
    """

    cells = cells(12, 1)
    block = Count(
        12, bounds=(1, MOST_CELLS), soft=(1, 50), label="cells in a block", symbol="k", short="k",
        group="Battery",
        doc="How many cells a block of the drive couples: 1 is local, N global charging.",
    )  # fmt: skip
    gap = gap()
    max_energy = Real(
        1.0, bounds=(1e-3, 1e3), scale="log", soft=(0.1, 10.0), label="strength of the drive",
        symbol=r"E_{\max}", short="E_max", unit="ε", group="Drive",
        doc="Operator norm of the whole charging Hamiltonian, the same for every block size.",
    )  # fmt: skip
    points = Count(
        201, bounds=(3, 5001), soft=(51, 1001), label="points", symbol="P", short="points",
        group="Drawing", doc="Number of times, evenly from 0 to the full charge.",
    )  # fmt: skip

    def refusal(self) -> str | None:
        if self.block > self.cells or self.cells % self.block:
            return f"k must be a divisor of N = {self.cells}, not {self.block}."
        return super().refusal()

    def cost(self) -> Cost:
        numbers = self.points * (self.cells + 1)
        binomials = self.points * (self.cells / self.block + 1)
        return Cost(
            seconds=2e-3 + 1e-7 * binomials + 2e-9 * numbers,
            bytes=2e5 + 8.0 * numbers + 42.0 * binomials,
        )

    def compute(self, progress: Progress, cancelled: CancelCheck) -> xr.Dataset:
        count, block, alpha = self.cells, self.block, self.rate()
        full = blocks.charging_time(count, block, self.max_energy)
        turned = np.linspace(0.0, np.pi / 2, self.points)
        power = count * self.gap * alpha * np.sin(2 * turned)
        own = blocks.spread(turned, count, self.gap)
        information = np.full(turned.shape, 4 * alpha**2 * count / block)
        bound = power_bound(block * own, information)
        p = blocks.populations(turned, count, block)
        return build(
            self,
            [
                Named.population(p, "time", "excited"),
                Named.energy(blocks.energy(turned, count, self.gap), "time"),
                Named.instantaneous_power(power, "time"),
                Named.variance(block * own, "time"),
                Named.local_variance(own, "time"),
                Named.correlated_variance((block - 1) * own, "time"),
                Named.fisher_information(information, "time"),
                Named.power_bound(bound, "time"),
                Named.charging_time(full),
                Named.power(count * self.gap / full),
                Named.local_power(
                    count * self.gap / blocks.charging_time(count, 1, self.max_energy)
                ),
                Named.advantage(float(block)),
            ],
            [Named.time.axis(turned / alpha), Named.excited.axis(np.arange(count + 1))],
            equations=[
                equations.BLOCKS,
                equations.POPULATIONS,
                equations.VARIANCE,
                equations.POWER_BOUND,
            ],
            certificate={
                "saturation": float(np.abs(power - bound).max() / power.max()),
                "information_error": self.information_error(),
            },
        )

    def rate(self) -> float:
        """α, how fast each block turns."""
        return blocks.rate(self.cells, self.block, self.max_energy)

    def information_error(self) -> float:
        """How far Σ ṗ²/p, from the populations near half charge, is from 4α²N/k, relatively."""
        angles = np.pi / 4 + 1e-3 * np.arange(-2, 3)
        p = blocks.populations(angles, self.cells, self.block)
        slope = (p[0] - 8 * p[1] + 8 * p[3] - p[4]) / 12e-3
        exact = 4 * self.cells / self.block
        return float(abs(fisher_information(p[2], slope) / exact - 1))


class SeparableBall(Scenario):
    """Thermal cells charged together without entanglement; Sec. II.C.2.

    >>> ball = SeparableBall(cells=2).run()
    >>> round(float(ball.ball_inverse_temperature), 6), round(float(ball.ball_work_share), 6)
    (0.831443, 0.39332)
    """

    cells = cells(4, 2, 100)
    gap = gap()
    beta_max = Real(
        4.0, bounds=(0.01, 100.0), scale="log", soft=(0.5, 20.0), label="largest β",
        symbol=r"\beta_{\max}\omega", short="β_max·ω", group="Drawing",
        doc="Up to which inverse temperature the curves run, in units of the gap's inverse.",
    )  # fmt: skip
    points = Count(
        401, bounds=(3, 5001), soft=(51, 1001), label="points", symbol="P", short="points",
        group="Drawing", doc="Number of inverse temperatures, evenly from 0.",
    )  # fmt: skip

    def cost(self) -> Cost:
        numbers = self.points * (self.cells / 2 + 1.5) ** 2
        return Cost(seconds=2e-3 + 7e-8 * numbers, bytes=2e5 + 34.0 * numbers)

    def compute(self, progress: Progress, cancelled: CancelCheck) -> xr.Dataset:
        beta = np.linspace(0.0, self.beta_max, self.points)
        edge = ball.ball_inverse_temperature(self.cells)
        first = ball.entangled_inverse_temperature(self.cells)
        share = np.tanh(beta / 2)
        return build(
            self,
            [
                Named.work(self.cells * self.gap * share, "inverse_temperature"),
                Named.work_share(share, "inverse_temperature"),
                Named.negativity(ball.negativity(beta, self.cells), "inverse_temperature"),
                Named.ball_inverse_temperature(edge / self.gap),
                Named.ball_work_share(ball.ball_share(self.cells)),
                Named.entangled_inverse_temperature(first / self.gap),
                Named.entangled_work_share(float(np.tanh(first / 2))),
                Named.advantage(float(self.cells)),
            ],
            [Named.inverse_temperature.axis(beta / self.gap)],
            equations=[
                equations.THERMAL,
                equations.FLIP,
                equations.BALL,
                equations.ENTANGLED,
            ],
            certificate={"guaranteed": "two cells" if self.cells == 2 else "Hildebrand 2007"},
        )


class ParticipationBound(Scenario):
    """The most advantage of k-body interactions with m partners; Eq. (19), in units of γ.

    >>> float(ParticipationBound(cells=25, order=2, participation=4).run().bound)
    14.0
    """

    cells = cells(25, 2)
    order = Count(
        2, bounds=(1, MOST_CELLS), soft=(1, 10), label="interaction order", symbol="k",
        short="k", group="Interaction", doc="How many cells one interaction couples directly.",
    )  # fmt: skip
    participation = Count(
        4, bounds=(1, MOST_CELLS), soft=(1, 24), label="participation number", symbol="m",
        short="m", group="Interaction",
        doc="How many cells are coupled with any one cell, by all interactions together.",
    )  # fmt: skip

    def refusal(self) -> str | None:
        for name in ("order", "participation"):
            value = getattr(self, name)
            if value > self.cells:
                short = self.field(name).short
                return f"{short} must be at most N = {self.cells}, not {value}."
        return super().refusal()

    def cost(self) -> Cost:
        return Cost(seconds=2e-3, bytes=1e5)

    def compute(self, progress: Progress, cancelled: CancelCheck) -> xr.Dataset:
        k, m = self.order, self.participation
        partners = np.arange(1, self.cells + 1)
        x, y = lattice.places(self.cells)
        return build(
            self,
            [
                Named.bound(float(limit(k, m))),
                Named.quadratic_term(float(k**2 * (m - 1))),
                Named.linear_term(float(k)),
                Named.tight_bound(float(k)),
                Named.bounds(limit(k, partners).astype(float), "neighbours"),
                Named.x(x, "cell"),
                Named.y(y, "cell"),
                Named.part(lattice.parts(self.cells, k, m).astype(float), "cell"),
            ],
            [Named.neighbours.axis(partners), Named.cell.axis(np.arange(self.cells) + 1)],
            equations=[equations.PARTICIPATION, equations.ORDER],
            certificate={"closed_form": True},
        )


def limit(order: int, participation: int | np.ndarray) -> np.ndarray:
    """Return k²(m - 1) + k, Eq. (19) over γ.

    >>> int(limit(2, 4))
    14
    """
    return np.asarray(order**2 * (participation - 1) + order)
