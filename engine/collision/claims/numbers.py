"""Reference numbers of this engine: energies and ergotropies at settings of the paper's figures."""

from __future__ import annotations

from collections.abc import Iterator
from math import pi
from typing import Any

from engine.claims import Basis, Claim, Verdict
from engine.collision.claims.measure import PAPER, SPIN, final
from engine.collision.comparisons import DrivingLimit

# θ/π, collisions, energy, ergotropy (None: not listed), further settings.
Row = tuple[float, int, float, float | None, dict[str, Any]]
OSCILLATOR_ROWS: tuple[Row, ...] = (
    (0.01, 300, 22.048922652, 21.991058119, {}),
    (0.01, 637, 96.011299632, 95.923187442, {}),
    (0.01, 955, 205.101234179, 205.007824703, {}),
    (0.02, 318, 85.243926643, 85.160359629, {}),
    (0.02, 477, 162.787423140, 162.728886366, {}),
    (0.03, 318, 122.620916260, 122.583732104, {}),
    (0.04, 239, 92.018359255, 91.991276164, {}),
    (0.01, 955, 163.871884836, 163.792896594, {"gamma": 5e-4}),
    (0.01, 300, 19.015676753, 18.965118777, {"gamma": 1e-3}),
    (0.01, 955, 132.025218326, 131.956950769, {"gamma": 1e-3}),
    (0.01, 955, 87.870489784, 87.817702275, {"gamma": 2e-3}),
    (0.02, 400, 78.820720791, 77.997762743, {"q": 0.3, "c": 0.7}),
)
COHERENCE_ROWS: tuple[Row, ...] = (
    (0.01, 600, 5.818391411, 5.5356, {"c": 0.25}),
    (0.01, 600, 22.227659562, 21.9841, {"c": 0.5}),
    (0.01, 600, 49.062081732, 48.8838, {"c": 0.75}),
    (0.01, 600, 69.872758808, 69.7463, {"c": 0.9}),
)
OTHER_ROWS: tuple[Row, ...] = (
    (0.001, 1000, 98.859248716, None, SPIN),
    (0.002, 400, 86.384249670, None, SPIN),
    (0.004, 250, 93.138383000, None, SPIN),
    (0.05, 200, 25.042128425, None, {"battery": "ladder"}),
)


def reference(row: Row, figure: str, ergotropy_tolerance: float = 1e-8) -> Iterator[Claim]:
    """The claims of one row: energy, and ergotropy where it is listed."""
    theta, collisions, energy, ergotropy, settings = row
    described = {"θ": f"{theta}π", "K": collisions, **settings}
    setting = ", ".join(f"{name} = {value}" for name, value in described.items())
    quantities = (
        ("energy", energy, 1e-8, "Mean energy"),
        ("ergotropy", ergotropy, ergotropy_tolerance, "Ergotropy"),
    )
    for variable, expected, tolerance, words in quantities:
        if expected is not None:
            yield Claim(
                "-".join([variable, str(theta), str(collisions), *map(str, settings.values())]),
                f"{PAPER}, {figure}",
                f"{words} at {setting}.",
                printed=None, expected=expected, tolerance=tolerance,
                compute=final(variable, theta, collisions, **settings),
                verdict=Verdict.DERIVED, basis=Basis.MATRICES, unit="E",
                show={"theta": theta * pi, "collisions": collisions, "at": collisions, **settings},
            )  # fmt: skip


NUMBERS = (
    *(claim for row in OSCILLATOR_ROWS for claim in reference(row, "Figs. 3 and 5")),
    *(claim for row in COHERENCE_ROWS for claim in reference(row, "Sec. III.C", 5e-5)),
    *(claim for row in OTHER_ROWS for claim in reference(row, "Fig. 6 and App. B")),
    Claim(
        "ladder-driving", f"{PAPER}, App. B",
        "The driving limit of the uniform ladder at Ωτ = 30.",
        printed=None, expected=24.475400593, tolerance=1e-8,
        compute=lambda: float(DrivingLimit(battery="ladder", points=2).run().energy[-1]),
        verdict=Verdict.DERIVED, basis=Basis.FORMULA, unit="E",
        show={"battery": "ladder", "theta": 0.01 * pi},
    ),
)  # fmt: skip
