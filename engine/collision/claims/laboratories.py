"""Claims on laboratories and what charging costs there: Salvia et al. 2023, Sec. III.D."""

from __future__ import annotations

from math import pi

import numpy as np

from engine.claims import Basis, Claim, Verdict
from engine.collision.claims.measure import PAPER, Number, charged, final, onset, show, swapped
from engine.collision.device import Device

# 1/κ in ms, t₀ in µs: three readings of the circuit-QED paragraph.
CIRCUITS = (
    ("coherence", 0.1, 0.1, 9.995e-4, "100 µs of coherence, t₀ = 0.1 µs: 1000 qubits"),
    ("linewidth", 1e-3 / pi, 0.1, 0.2696, "κ/2π = 0.5 MHz, t₀ = 0.1 µs: 3 qubits"),
    ("hundred", 0.1, 1.0, 9.950e-3, "100 µs of coherence, t₀ = 1 µs: 100 qubits"),
)


def device(variable: str, lifetime: float, interval: float, **settings: float) -> Number:
    """One number of a device with 1/κ in ms and t₀ in µs."""
    return lambda: float(Device(lifetime=lifetime, interval=interval, **settings).run()[variable])


def to_fifty() -> tuple[int, float]:
    """Collisions and time that θ = 0.02π takes to an energy of 50."""
    run = charged(0.02, 300)
    collisions = int(np.argmax(run.energy.values >= 50))
    return collisions, float(run.time[collisions])


def total_time_ratio() -> float:
    """The coherent protocol's total time over the full swap's, to 50 quanta in the micromaser."""
    waiting = device("waiting", 65.0, 82.0)()
    collisions, time = to_fifty()
    return (time + collisions * waiting) / (swapped("time", 50)() + 50 * waiting)


LABORATORIES = (
    Claim(
        "micromaser-loss", f"{PAPER}, Sec. III.D",
        "The loss between collisions with 1/κ = 65 ms and t₀ = 82 µs.",
        printed=1.3e-3, expected=1.26074e-3, tolerance=5e-9, precision=5e-5,
        compute=device("gamma", 65.0, 82.0), verdict=Verdict.REPRODUCED, basis=Basis.FORMULA,
        show=show(0.024, 1.26074e-3, "map"),
    ),
    Claim(
        "micromaser-onset", f"{PAPER}, Sec. III.D",
        "The onset at that loss as printed, γ = 1.3·10⁻³, at θ = 0.024π against (15).",
        printed=None, expected=7.5033, tolerance=5e-5,
        compute=onset(0.024, 1.3e-3), verdict=Verdict.DERIVED, basis=Basis.MATRICES,
        explanation="With the exact γ = 1.26·10⁻³ it is 7.4536.",
        show=show(0.024, 1.3e-3, "onset", bound="lossless"),
    ),
    *(
        Claim(
            f"circuit-{key}", f"{PAPER}, Sec. III.D",
            f"The circuit's loss between collisions, read as {reading}.",
            printed=None, expected=gamma, tolerance=gamma * 1e-3,
            compute=device("gamma", lifetime, interval), verdict=Verdict.AMBIGUOUS,
            basis=Basis.FORMULA,
            explanation="The paragraph's numbers exclude each other: 100 µs and t₀ = 0.1 µs give "
            "γ = 1.0·10⁻³ and 1000 qubits, κ/2π = 0.5 MHz gives 0.27, and about 100 qubits need "
            "t₀ = 1 µs and 10⁻².",
            show=show(0.02, gamma),
        )
        for key, lifetime, interval, gamma, reading in CIRCUITS
    ),
    Claim(
        "circuit-units", f"{PAPER}, Sec. III.D",
        "How many qubits a coherence time of 100 µs has room for.",
        printed=100, expected=1000, tolerance=1e-6,
        compute=lambda: 1 / device("kappa_t0", 0.1, 0.1)(), verdict=Verdict.AMBIGUOUS,
        basis=Basis.FORMULA,
        explanation="1000 with the printed 0.1 µs for a step; 100 if it takes 1 µs.",
    ),
    Claim(
        "fifty-quanta-qubits", f"{PAPER}, Sec. III.D",
        "How many coherent qubits θ = 0.02π takes to store 50 quanta; the full swap takes 50.",
        printed=None, expected=236, tolerance=0,
        compute=lambda: float(to_fifty()[0]), verdict=Verdict.DERIVED, basis=Basis.MATRICES,
        explanation="Power counts interaction time only; qubits and waiting are resources, too.",
        show={"theta": 0.02 * pi, "collisions": 300, "at": 236, "accounting": "qubits"},
    ),
    Claim(
        "fifty-quanta-time", f"{PAPER}, Sec. III.D",
        "The interaction time Ωτ in which coherent charging at θ = 0.02π stores 50 quanta.",
        printed=None, expected=14.83, tolerance=5e-3,
        compute=lambda: to_fifty()[1], verdict=Verdict.DERIVED, basis=Basis.MATRICES,
        show={"theta": 0.02 * pi, "collisions": 300, "at": 236},
    ),
    Claim(
        "fifty-quanta-swap-time", f"{PAPER}, Eq. (17)",
        "The interaction time of 50 full swaps.",
        printed=None, expected=20.031, tolerance=5e-4,
        compute=swapped("time", 50), verdict=Verdict.DERIVED, basis=Basis.FORMULA,
        show={"theta": 0.02 * pi, "collisions": 320, "at": 318},
    ),
    Claim(
        "fifty-quanta-efficiency", f"{PAPER}, Sec. III.C",
        "The share of the coherent qubits' energy that is stored by then.",
        printed=None, expected=0.426, tolerance=1e-3,
        compute=final("efficiency", 0.02, 236), verdict=Verdict.DERIVED, basis=Basis.MATRICES,
        show={"theta": 0.02 * pi, "collisions": 300, "at": 236, "accounting": "qubits"},
    ),
    Claim(
        "fifty-quanta-total-time", f"{PAPER}, Sec. III.D",
        "How many times longer than the full swap that takes in the micromaser, waiting included.",
        printed=None, expected=4.597, tolerance=5e-3,
        compute=total_time_ratio, verdict=Verdict.DERIVED, basis=Basis.MATRICES,
        explanation="If the 82 µs between atoms count, the classical protocol wins.",
        show={"theta": 0.02 * pi, "collisions": 300, "at": 236, "accounting": "total",
              "waiting": 12.623, "gamma": 1.26e-3},
    ),
)  # fmt: skip
