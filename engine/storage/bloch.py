"""The noise in the Bloch ball: the sphere of inputs, the ellipsoid of outputs, the best state."""

from __future__ import annotations

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from engine.fields import Choice, Real
from engine.result import Labelled, build
from engine.scenario import CancelCheck, Cost, Progress
from engine.storage import equations, settings
from engine.storage.quantities import Named
from engine.storage.qubit import Floats, best_population, is_concave, output_ergotropy, response
from engine.storage.settings import Noise
from engine.work import coherent_ergotropy, incoherent_ergotropy

LEVELS = (0.0, 1.0)


class BlochBall(Noise):
    """Input and output of the noise in the plane of energy and coherence; storage poster, Eq. (3).

    z is the ground minus the excited population, x twice the coherence; the noise is symmetric
    about the z axis. The state shown is the best one of the energy e, or one of choice.

    >>> ball = BlochBall(gamma=0.64, energy=1.0).run()
    >>> round(float(ball.state_z), 6), round(float(ball.ergotropy), 6)
    (-0.25, 0.125)
    """

    energy = settings.energy_per_cell(1.0)
    state = Choice(
        "best", objects={"best": "best of energy e", "chosen": "of choice"},
        label="state shown", short="state", group="State",
        doc="The best pure state of energy up to e, or the one of population p and coherence c.",
    )  # fmt: skip
    population = Real(
        0.5, bounds=(0.0, 1.0), step=0.005,
        label="population", symbol="p", short="p", group="State",
        doc="Excited population p of the state of choice.",
    )  # fmt: skip
    coherence = Real(
        1.0, bounds=(-1.0, 1.0), step=0.01, label="coherence", symbol="c", short="c", group="State",
        doc="Coherence of the state of choice, in units of √(p(1-p)): ±1 is pure.",
    )  # fmt: skip
    points = settings.points(101, 401, "Number of points of each curve and image axis.")

    def cost(self) -> Cost:
        return Cost(seconds=2e-3 + 2.5e-8 * self.points**2, bytes=1e5 + 27.0 * self.points**2)

    def compute(self, progress: Progress, cancelled: CancelCheck) -> xr.Dataset:
        noise = self.noise()
        angle = np.linspace(0.0, 2 * np.pi, self.points)
        energy, grid = np.linspace(0.0, 1.0, self.points), np.linspace(-1.0, 1.0, self.points)
        best = best_population(energy, *noise)
        numbers = response(*noise)
        curves = {
            "input": (np.sin(angle), np.cos(angle), "angle"),
            "output": (*self.after(np.sin(angle), np.cos(angle)), "angle"),
            "best_input": (*pure(best), "energy"),
            "best_output": (*self.after(*pure(best)), "energy"),
        }
        return build(
            self,
            [
                *(
                    quantity(values, dim, key=f"{curve}_{quantity.key}")
                    for curve, (x, z, dim) in curves.items()
                    for quantity, values in ((Named.x, x), (Named.z, z))
                ),
                Named.optimal_population(best, "energy", key="best_population"),
                Named.best_ergotropy(output_ergotropy(best, *noise), "energy"),
                Named.ergotropy(plane(grid), "z", "x", key="plane"),
                Named.centre(numbers.inversion - numbers.gain),
                Named.width(np.sqrt(numbers.coherence)),
                Named.height(numbers.gain),
                *self.shown(),
                *self.recipe(),
            ],
            [
                Named.angle.axis(angle),
                Named.energy.axis(energy),
                Named.x.axis(grid),
                Named.z.axis(grid),
            ],
            equations=[
                *equations.NOISE,
                equations.ERGOTROPY,
                equations.OUTPUT,
                equations.CAPACITANCE,
            ],
            certificate={"closed_form": True},
        )

    def after(self, x: Floats, z: Floats) -> tuple[Floats, Floats]:
        """Where the noise takes a Bloch vector: x → √D x, z → s - B + B z."""
        numbers = response(*self.noise())
        return np.sqrt(numbers.coherence) * x, numbers.inversion - numbers.gain * (1 - z)

    def shown(self) -> list[Labelled]:
        """The state shown, what the noise makes of it, and what it is still worth."""
        if self.state == "best":
            x, z = pure(best_population(self.energy, *self.noise()))
        else:
            x, z = pure(np.asarray(self.population))
            x = x * self.coherence
        after_x, after_z = self.after(x, z)
        output = density_matrix(float(after_x), float(after_z))
        populations = incoherent_ergotropy(output, LEVELS)
        coherences = coherent_ergotropy(output, LEVELS)
        return [
            Named.x(x, key="state_x"),
            Named.z(z, key="state_z"),
            Named.energy((1 - z) / 2, key="state_energy"),
            Named.x(after_x, key="result_x"),
            Named.z(after_z, key="result_z"),
            Named.z(np.hypot(after_x, after_z), key="passive_z"),
            Named.ergotropy(populations + coherences),
            Named.coherent_ergotropy(coherences),
            Named.incoherent_ergotropy(populations),
        ]

    def recipe(self) -> list[Labelled]:
        """Which cells share the energy e best: all alike, or empty and full ones side by side."""
        best = float(best_population(self.energy, *self.noise()))
        if is_concave(*self.noise()):
            shares, populations = [1.0, 0.0], [best, 0.0]
        else:
            shares, populations = [self.energy, 1 - self.energy], [1.0, 0.0]
        return [Named.share(shares, "kind"), Named.share_population(populations, "kind")]


def pure(population: Floats) -> tuple[Floats, Floats]:
    """The Bloch vector (x, z) of a pure state of this excited population."""
    p = np.asarray(population)
    return 2 * np.sqrt(p * (1 - p)), 1 - 2 * p


def density_matrix(x: float, z: float) -> NDArray[np.float64]:
    """The state of a Bloch vector, index 0 the ground level."""
    return np.array([[1 + z, x], [x, 1 - z]]) / 2


def plane(grid: Floats) -> Floats:
    """Ergotropy ½(|r| - z) of every state of the ball's section, NaN outside; shape (z, x)."""
    z, x = grid[:, None], grid[None, :]
    length = np.hypot(x, z)
    return np.where(length <= 1, (length - z) / 2, np.nan)
