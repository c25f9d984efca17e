"""One cell that discharges, in closed form. Santos 2021, Sec. II."""

from __future__ import annotations

from math import exp, inf, log, sqrt

import numpy as np
import xarray as xr
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import brentq

from engine.fields import Choice
from engine.result import Equation, build, ratio
from engine.scenario import CancelCheck, Cost, Progress
from engine.selfdischarge import equations, settings
from engine.selfdischarge.quantities import Named
from engine.selfdischarge.run import Cells
from engine.selfdischarge.settings import Start

Vector = NDArray[np.float64]

# Numbers below this have lost digits already.
TINIEST = 1e-290
# By which factors of Γ population and coherence decay.
CONVENTIONS = {"exact": (1.0, 0.5), "paper": (0.5, 0.5), "printed": (1.0, 2.0)}
DECAYS = {
    "exact": equations.EXACT,
    "paper": equations.PAPER_DECAY,
    "printed": equations.PRINTED_DECAY,
}


def cell_ergotropy(population: ArrayLike, coherence: ArrayLike) -> Vector:
    """(z + √(z² + 4|ρ_eg|²))/2 with z = 2ρ_e - 1, in level spacings. Santos 2021, Eq. (1).

    >>> float(cell_ergotropy(0.5, 0.5)), float(cell_ergotropy(0.75, 0.0))
    (0.5, 0.5)
    """
    inversion = 2 * np.asarray(population, dtype=float) - 1
    doubled = 2 * np.abs(coherence)
    length = np.hypot(inversion, doubled)
    # Below half charge z + |r| cancels; what is left of it is (2|ρ_eg|)²/(|r| - z).
    little = ratio(doubled**2, length - inversion) / 2
    ergotropy: Vector = np.where(inversion < 0, little, (inversion + length) / 2)
    return ergotropy


def half_life(start: Cells, population_rate: float, coherence_rate: float) -> float:
    """When the ergotropy is half of what it was; infinite where it never is.

    With F = ℰ(0)/2 and p, c decaying: c² e^{-2κt} + 2F p e^{-γt} = F(F + 1), one root as the left
    side only falls.

    >>> round(half_life(Cells(0.5, 0.5), 1.0, 0.5), 10)  # ln(8/5)
    0.4700036292
    """
    goal = start.ergotropy / 2
    p, c = start.excited, start.coherence
    bound = goal * (goal + 1)

    def excess(time: float) -> float:
        decayed = c**2 * exp(-2 * coherence_rate * time)
        return decayed + 2 * goal * p * exp(-population_rate * time) - bound

    left = (c**2 if coherence_rate == 0 else 0) + (2 * goal * p if population_rate == 0 else 0)
    if left >= bound:
        return inf
    # On the scale of the decay itself, whatever that is.
    scale = max(population_rate, coherence_rate)
    if scale != 1.0:
        return half_life(start, population_rate / scale, coherence_rate / scale) / scale
    rates = [rate for rate in (population_rate, 2 * coherence_rate) if rate > 0]
    if len(rates) == 2 and rates[0] == rates[1]:
        return log((c**2 + 2 * goal * p) / bound) / rates[0]
    if population_rate == 0:
        return log(c**2 / (bound - 2 * goal * p)) / rates[0]
    if population_rate == coherence_rate:
        root = sqrt((goal * p) ** 2 + c**2 * bound)
        return -log(bound / (goal * p + root)) / population_rate
    return float(brentq(excess, 0.0, 60.0 / min(rates), xtol=1e-15, rtol=1e-14))


def death_time(start: Cells, population_rate: float) -> float:
    """When the populations cross, which ends the ergotropy of a cell without coherence.

    >>> round(death_time(Cells(0.75, 0.0), 1.0), 10)  # ln(3/2)
    0.4054651081
    """
    if start.coherence or population_rate == 0.0:
        return inf
    return max(0.0, log(2 * start.excited)) / population_rate


class Cell(Start):
    """A single cell left alone. Santos 2021, Sec. II and Fig. 2.

    >>> run = Cell(initial="classical").run()
    >>> round(float(run.half_life), 10), round(float(run.death_time), 10)  # ln(6/5), ln(3/2)
    (0.1823215568, 0.4054651081)
    """

    noise = Choice(
        "relaxation", objects={"relaxation": "relaxation (5)", "dephasing": "phase damping (10)"},
        label="noise", symbol=r"\mathcal R", short="noise", group="Decay",
        doc="Relaxation, Eq. (5), or phase damping, Eq. (10).",
    )  # fmt: skip
    convention = Choice(
        "exact", objects={
            "exact": "exact, Eq. (5)", "paper": "paper, Eqs. (8), (9)",
            "printed": "as printed, Eq. (7)",
        },
        label="convention", short="convention", group="Decay",
        doc="How fast Γ makes things decay: as Eq. (5) has it, as behind Eqs. (8), (9) and Fig. "
        "2, or as Eq. (7) is printed.",
    )  # fmt: skip
    rate = settings.decay_rate()
    time_max = settings.longest_time()
    points = settings.grid_points(301)

    def decay_factors(self) -> tuple[float, float]:
        """By which factors of Γ population and coherence decay."""
        return (0.0, 1.0) if self.noise == "dephasing" else CONVENTIONS[self.convention]

    def decay_rates(self) -> tuple[float, float]:
        """Rates at which population and coherence decay."""
        population, coherence = self.decay_factors()
        return population * self.rate, coherence * self.rate

    def lifetimes(self) -> tuple[float, float]:
        """The half-life and the end of the ergotropy; infinite without decay."""
        if self.rate == 0.0:
            return inf, inf
        start, factors = self.start(), self.decay_factors()
        return half_life(start, *factors) / self.rate, death_time(start, factors[0]) / self.rate

    def cost(self) -> Cost:
        return Cost(seconds=1e-3, bytes=400.0 * self.points)

    def compute(self, progress: Progress, cancelled: CancelCheck) -> xr.Dataset:
        start, (population_rate, coherence_rate) = self.start(), self.decay_rates()
        half, death = self.lifetimes()
        time = np.linspace(0.0, self.time_max, self.points)
        population = start.excited * np.exp(-population_rate * time)
        amplitude = start.coherence * np.exp(-coherence_rate * time)
        ergotropy = cell_ergotropy(population, amplitude)
        incoherent = np.maximum(0.0, 2 * population - 1)
        curves = [
            Named.energy(population, "time"),
            Named.relative_energy(population / start.excited, "time"),
            Named.ergotropy(ergotropy, "time"),
            Named.relative_ergotropy(ergotropy / start.ergotropy, "time"),
            Named.efficiency(ratio(ergotropy, population, floor=TINIEST), "time"),
            Named.dead_energy(population - ergotropy, "time"),
            Named.incoherent_ergotropy(incoherent, "time"),
            Named.coherent_ergotropy(ergotropy - incoherent, "time"),
            Named.coherence(2 * amplitude, "time"),
            Named.purity(population**2 + (1 - population) ** 2 + 2 * amplitude**2, "time"),
        ]
        return build(
            self,
            [*curves, Named.half_life(half), Named.death_time(death)],
            [Named.time.axis(time)],
            equations=self.equations(),
            certificate={"method": "closed form", "error": 1e-14},
        )

    def equations(self) -> list[Equation]:
        """What the curves rest on."""
        if self.noise == "dephasing":
            decay = [equations.PHASE_DAMPING]
        else:
            decay = [equations.RELAXATION, DECAYS[self.convention]]
        state = {"full": equations.FULL, "quantum": equations.SAME_ERGOTROPY}
        return [
            equations.ERGOTROPY,
            *decay,
            *([state[self.initial]] if self.initial in state else []),
            *([equations.QUANTUM] if self.initial == "quantum" else []),
            equations.EFFICIENCY,
            equations.HALF_LIFE,
        ]
