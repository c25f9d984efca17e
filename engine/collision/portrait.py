"""The scenario of phase space: how a charged battery looks there after any collision."""

from __future__ import annotations

import numpy as np
import xarray as xr

from engine.collision import equations
from engine.collision.cost import STAGES, occupied, pure_states
from engine.collision.model import Charging, charge_certificate
from engine.collision.phasespace import PACKET, husimi, wigner
from engine.collision.quantities import Named
from engine.collision.sphere import BAND, disc_directions, spin_husimi
from engine.fields import Count, Real
from engine.result import Labelled, build
from engine.scenario import CancelCheck, Cost, Progress
from engine.wigner import TABLE, TAIL, WAVES


class PhaseSpace(Charging):
    """Wigner and Husimi functions of an oscillator, Husimi of a spin, after the last collision.

    The driving limit is a displaced vacuum or a rotated spin, Salvia et al. 2023, Eqs. (19), (31).

    >>> picture = PhaseSpace(collisions=637, points=64).run()
    >>> dict(picture.wigner.sizes), round(float(picture.amplitude_im), 3)
    ({'im': 64, 're': 64}, -9.793)
    """

    extent = Real(
        20.0, bounds=(0.1, 100.0), soft=(2.0, 30.0),
        label="extent", symbol=r"\beta_{\max}", short="β_max", group="Phase space",
        doc="Half-width of the oscillator's picture in Re β and Im β; 20 holds 250 levels.",
    )  # fmt: skip
    points = Count(
        256, bounds=(2, 1024), label="points", symbol="P", short="points", group="Phase space",
        doc="Number of points along each axis; half as many across each disc of a spin.",
    )  # fmt: skip

    rehearsed = tuple(
        {"battery": battery, "levels": 4, "collisions": 2, "extent": 1.0, "points": 8}
        for battery in ("oscillator", "spin")
    )

    def refusal(self) -> str | None:
        if self.battery == "ladder":
            return (
                "battery must be “oscillator” or “spin” for a phase-space picture, not “ladder” "
                "(a uniform ladder has no phase space)."
            )
        return super().refusal()

    def cost(self) -> Cost:
        charging = self.charging_cost(samples=1)
        drawing = self.drawing_cost(*self.occupied())
        return Cost(
            charging.seconds + drawing.seconds,
            max(charging.bytes, drawing.bytes),
        )

    def occupied(self) -> tuple[float, float]:
        """The highest level that is occupied in the end, about, and the pure states it takes."""
        angles = self.angles()
        time = np.linspace(0.0, angles.sum(), STAGES)
        drive = self.c * np.sqrt(self.q * (1 - self.q))
        low, high, heat = occupied(
            self.battery, self.levels, time, float(angles.mean()), self.gamma, self.q, drive
        )
        return float(high[-1]), float(
            pure_states(self.battery, high - low, heat, self.c, drive)[-1]
        )

    def drawing_cost(self, top: float, rank: float) -> Cost:
        """What the pictures take of a state up to a level, of so many pure states."""
        if self.battery == "spin":
            latitudes = 4 * BAND * np.sqrt(self.levels)
            window = min(self.levels, 9 * np.sqrt(self.levels))
            pixels = (self.points / 2) ** 2 * 9 / 4
            return Cost(
                2e-3 + latitudes * (5e-5 + 8e-9 * window**2) + 1e-6 * pixels,
                16.0 * latitudes**2 + 80.0 * pixels,
            )
        axis, reach = np.sqrt(2) * self.extent, np.sqrt(2 * top) + TAIL
        length = 2 * (axis + reach) * max(axis + reach, self.points / 2 / axis * 3.0) / np.pi
        count = reach * (axis + reach) / np.pi
        near = 2 * min(reach, axis + PACKET) * PACKET * ((axis + reach + PACKET) / np.pi) ** 2
        dense = max((axis + reach) / np.pi, (self.points - 1) / (2 * axis))
        table = 2 * min(length, 2 * reach * dense) * top
        return Cost(
            2e-3
            + 1.2e-9 * rank * (self.points * count + near)
            + 4e-9 * table
            + 3e-10 * rank * table
            + 3e-10 * top * rank**2
            + self.points * (self.points + 60) * count * 8e-10
            + 2.5e-8 * self.points * count,
            8.0 * (2 * top**2 + 2 * self.points * count + 5 * self.points**2)
            + 8.0 * min(TABLE, table / 2)
            + 16.0 * min(WAVES, rank * length)
            + 5e6,
        )

    def compute(self, progress: Progress, cancelled: CancelCheck) -> xr.Dataset:
        angles = self.angles()
        run = self.charge(np.array([angles.size]), lambda done: progress(0.8 * done), cancelled)
        draw = self.plane if self.battery == "oscillator" else self.sphere
        variables, coordinates, weight = draw(run.state)
        return build(
            self,
            [
                *variables,
                Named.energy(run.energy[-1]),
                Named.collision(angles.size),
                Named.time(run.time[-1]),
            ],
            coordinates,
            equations=[
                *equations.charging_equations(self.battery, self.gamma),
                equations.DISPLACEMENT if self.battery == "oscillator" else equations.ROTATION,
            ],
            certificate={**charge_certificate(run, self.battery), "weight_in_view": weight},
        )

    def plane(self, state: np.ndarray) -> tuple[list[Labelled], list[Labelled], float]:
        """The oscillator's picture: variables, coordinates, and the share of the state it holds."""
        axis = np.linspace(-self.extent, self.extent, self.points)
        q_function = husimi(state, self.alpha, self.extent, self.points)
        w_function = wigner(state, self.alpha, self.extent, self.points)
        # The gauge turns ⟨a⟩ alone: whole, a density matrix of 2000 levels takes 64 MB.
        amplitude = mean_amplitude(state) * np.exp(1j * (self.alpha - np.pi / 2))
        return (
            [
                Named.wigner(w_function, "im", "re"),
                Named.husimi(q_function, "im", "re"),
                Named.amplitude_re(amplitude.real),
                Named.amplitude_im(amplitude.imag),
            ],
            [Named.im.axis(axis), Named.re.axis(axis)],
            float(np.trapezoid(np.trapezoid(q_function, axis), axis)),
        )

    def sphere(self, state: np.ndarray) -> tuple[list[Labelled], list[Labelled], float]:
        """The spin's picture on two discs, as :meth:`plane`."""
        across, up, polar, azimuth = disc_directions(max(self.points // 8 * 4, 4))
        q_function = spin_husimi(state, self.alpha, polar, azimuth)
        plane = ("up", "across")
        return (
            [
                Named.spin_husimi(q_function, *plane, key="husimi"),
                Named.polar(polar, *plane),
                Named.azimuth(azimuth, *plane),
            ],
            [Named.up.axis(up), Named.across.axis(across)],
            float(np.trace(state)),
        )


def mean_amplitude(rho: np.ndarray) -> complex:
    """⟨a⟩ of an oscillator's state in the level basis, shape (d, d).

    >>> mean_amplitude(np.full((2, 2), 0.5))
    (0.5+0j)
    """
    return complex(np.sqrt(np.arange(1, len(rho))) @ np.diag(rho, -1))
