"""The settings that several scenarios of collisional charging share, each declared here once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from math import pi

import numpy as np
from numpy.typing import NDArray

from engine.fields import Choice, Count, Numbers, Real, ScenarioError, quote
from engine.scenario import Scenario

# No exponents: the exact 10^999999999 that a link may ask for would take all memory.
SPIN = re.compile(r"(\d{1,9}(?:\.\d{1,9})?)(?:\s*/\s*([1-9]\d{0,8}))?")


class Levels(Count):
    """A number of levels; as text also through the spin, "j = 99/2" for 100 levels."""

    __slots__: list[str] = []

    def from_text(self, text: str) -> int:
        name, equals, value = text.partition("=")
        if not equals or name.strip() != "j":
            if "/" in text and SPIN.fullmatch(text.strip()):
                raise self.refuse(self.rule(), text.strip())
            return super().from_text(text)
        written = SPIN.fullmatch(value.strip())
        spin = Fraction(written[1]) / int(written[2] or 1) if written else Fraction(0)
        if spin <= 0 or (2 * spin).denominator != 1:
            raise ScenarioError(f"j must be a multiple of ½ above 0, not {quote(value.strip())}.")
        return super().accept(int(2 * spin) + 1)

    def ways_meant(self, text: str) -> list[str]:
        """A fraction is no number of levels, but may be a spin."""
        spin = f"j = {text}"
        return [spin] if "/" in text and self.takes(spin) else super().ways_meant(text)


class Battery(Scenario):
    """What is charged: a ladder of equally spaced levels. Salvia et al. 2023, Sec. II."""

    battery = Choice(
        "oscillator", objects={
            "oscillator": "oscillator (cavity)", "spin": "large spin", "ladder": "uniform ladder",
        },
        label="battery", symbol=r"\hat A", short="battery", group="Battery",
        doc="Which coupling the ladder has: a_n = √n, √(n(d-n)) or 1.",
    )  # fmt: skip
    levels = Levels(
        250, bounds=(2, 2000), soft=(2, 500),
        label="levels", symbol="d", short="levels", group="Battery",
        because="with more a run takes too long",
        doc="Number of levels d; a spin has d = 2j + 1 and may be given as j = 99/2.",
    )  # fmt: skip


def ground_state_population() -> Real:
    """q of Salvia et al. 2023, Eq. (1)."""
    return Real(
        0.5, bounds=(0.0, 1.0), step=0.01,
        label="ground-state population", symbol="q", short="q", group="Qubits",
        doc="Ground-state population of the qubits, Eq. (1).",
    )  # fmt: skip


def coherence() -> Real:
    """c of Salvia et al. 2023, Eq. (1)."""
    return Real(
        1.0, bounds=(0.0, 1.0), step=0.01, label="coherence", symbol="c", short="c", group="Qubits",
        doc="Coherence of the qubits: 0 mixed, 1 pure, Eq. (1).",
    )  # fmt: skip


def phase() -> Real:
    """α of Salvia et al. 2023, Eq. (1)."""
    return Real(
        0.0, bounds=(0.0, 2 * pi), step=pi / 60,
        label="phase", symbol=r"\alpha", short="α", unit="π", group="Qubits",
        doc="Phase of the qubits, Eq. (1); it turns phase space and changes nothing else.",
    )  # fmt: skip


def swap_angle() -> Real:
    """θ of Salvia et al. 2023, Eq. (5), the same for every collision."""
    return Real(
        0.01 * pi, bounds=(0.0, pi), scale="log", soft=(0.0001 * pi, 0.5 * pi),
        label="swap angle", symbol=r"\theta", short="θ", unit="π", group="Collisions",
        doc="Swap angle θ = Ωt of every collision, Eq. (5).",
    )  # fmt: skip


def number_of_collisions() -> Count:
    """K of Salvia et al. 2023, Eq. (4)."""
    return Count(
        955, bounds=(1, 100_000), soft=(1, 2000),
        label="collisions", symbol="K", short="K", group="Collisions",
        doc="Number of qubits K.",
    )  # fmt: skip


def schedule_of_angles() -> Numbers:
    """θ_k of Salvia et al. 2023, Eq. (5), each on its own."""
    return Numbers(
        (), bounds=(0.0, pi), longest=5000,
        label="schedule", symbol=r"\theta_k", short="θ schedule", unit="π", group="Collisions",
        example="0.01π×300, 0.02π×200",
        doc="Swap angle of each collision; when given it takes the place of θ and K.",
    )  # fmt: skip


def angles_of(schedule: Sequence[float], theta: float, collisions: int) -> NDArray[np.float64]:
    """The swap angle of each collision in radians, shape (K,): the schedule's, or θ every time."""
    return np.array(schedule) if schedule else np.full(collisions, theta)


def loss() -> Real:
    """γ of Salvia et al. 2023, Sec. III.D."""
    return Real(
        0.0, bounds=(0.0, 1.0), step=0.0001, soft=(0.0, 0.02),
        label="loss", symbol=r"\gamma", short="γ", group="Loss",
        doc="Probability that a quantum is lost after a collision, γ = 1 - exp(-κt₀), Eq. (21).",
    )  # fmt: skip


def bound(default: str) -> Choice:
    """Which incoherent bound the advantage is measured against."""
    return Choice(
        default, objects={"damped": "with loss (C4)", "lossless": "without loss (15)"},
        label="incoherent bound", symbol=r"\bar E_{\mathrm{inc}}", short="bound",
        group="Comparison",
        doc="The bound that the advantage is measured against: with the loss γ, or without.",
    )  # fmt: skip


def longest_time(default: float) -> Real:
    """The charging time Ωτ up to which a scenario looks."""
    return Real(
        default, bounds=(0.001, 1000.0), soft=(1.0, 60.0),
        label="longest time", symbol=r"\Omega\tau_{\max}", short="Ωτ_max", group="Comparison",
        doc="Charging time Ωτ up to which the scenario looks.",
    )  # fmt: skip


def waiting_time() -> Real:
    """Ωt₀ of Salvia et al. 2023, Sec. III.D, as a resource."""
    return Real(
        0.0, bounds=(0.0, 1e6), soft=(0.0, 1.0),
        label="waiting time", symbol=r"\Omega t_0", short="Ωt₀", unit="1/Ω", group="Accounting",
        doc="Waiting time Ωt₀ after each collision, which the paper's power leaves out.",
    )  # fmt: skip
