"""From a laboratory's numbers to the model's: lifetime, interval, coupling, interaction time."""

from __future__ import annotations

from math import exp, pi

import xarray as xr

from engine.collision import equations
from engine.collision.quantities import Named
from engine.fields import Real
from engine.result import build
from engine.scenario import CancelCheck, Cost, Progress, Scenario


class Device(Scenario):
    """A battery in the laboratory, the micromaser of Salvia et al. 2023, Sec. III.D, by default.

    γ = 1 - exp(-κt₀) and θ = Ωt, Eqs. (5) and (21). The lifetime and the interval of the default
    are the paper's; it gives no coupling, that of a Rydberg atom in a superconducting cavity is
    chosen.

    >>> device = Device().run()
    >>> round(float(device.gamma), 8), round(float(device.theta) / pi, 4)
    (0.00126074, 0.0245)
    """

    lifetime = Real(
        65.0, bounds=(1e-9, 1e9), scale="log", soft=(1e-4, 1e3),
        label="lifetime of a quantum", symbol=r"1/\kappa", short="1/κ", unit="ms", group="Device",
        doc="Inverse loss rate 1/κ of the battery.",
    )  # fmt: skip
    interval = Real(
        82.0, bounds=(0.0, 1e9), soft=(0.0, 200.0),
        label="waiting time", symbol="t_0", short="t₀", unit="µs", group="Device",
        doc="Time t₀ between two collisions.",
    )  # fmt: skip
    coupling = Real(
        24.5, bounds=(1e-6, 1e9), scale="log", soft=(1.0, 1e5),
        label="coupling", symbol=r"\Omega/2\pi", short="Ω/2π", unit="kHz", group="Device",
        doc="Rabi frequency Ω/2π of the exchange between qubit and battery.",
    )  # fmt: skip
    interaction = Real(
        0.5, bounds=(1e-9, 1e9), scale="log", soft=(1e-4, 20.0),
        label="interaction time", symbol="t", short="t", unit="µs", group="Device",
        doc="Duration t of one collision; the swap angle Ωt must not exceed π.",
    )  # fmt: skip

    def cost(self) -> Cost:
        return Cost(seconds=1e-3, bytes=1e4)

    def compute(self, progress: Progress, cancelled: CancelCheck) -> xr.Dataset:
        rabi = 2e-3 * pi * self.coupling
        exponent = 1e-3 * self.interval / self.lifetime
        return build(
            self,
            [
                Named.gamma(1 - exp(-exponent)),
                Named.theta(rabi * self.interaction),
                Named.waiting(rabi * self.interval),
                Named.kappa_t0(exponent),
                Named.time_unit(1 / rabi),
                Named.collision_time(self.interaction + self.interval),
            ],
            {},
            equations=[equations.LOSS, equations.SWAP_ANGLE],
            certificate={"weak_loss": bool(exponent < 0.1)},
        )
