"""Reference numbers of this engine: five cells at J = 2, Γ_icl = 1/2, the settings of Fig. 4."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from engine.claims import Basis, Claim, Verdict
from engine.selfdischarge.claims.measure import PAPER, at

# Interaction, geometry, time; energy, ergotropy, coherence, concurrence.
Row = tuple[str, str, float, tuple[float, ...]]
QUANTUM: tuple[Row, ...] = (
    ("zz", "linear", 0.5, (1.38229233, 0.75674418, 0.37217545, 0.05087938)),
    ("zz", "linear", 1.0, (0.87119207, 0.28196760, 0.18623318, 0.03383853)),
    ("zz", "circular", 0.5, (1.35953112, 0.68371689, 0.35710760, 0.0)),
    ("zz", "circular", 1.0, (0.74150345, 0.15148987, 0.13805211, 0.0)),
    ("zz", "central", 0.5, (1.42798497, 0.87670107, 0.40737286, 0.0)),
    ("zz", "central", 1.0, (0.92156614, 0.36031093, 0.23518012, 0.0)),
    ("zz", "symmetric", 0.5, (0.85175114, 0.23617457, 0.16549584, 0.0)),
    ("zz", "symmetric", 1.0, (0.29606383, 0.00902901, 0.03388374, 0.0)),
    ("exchange", "linear", 0.5, (1.23235080, 0.80360097, 0.36188397, 0.09515927)),
    ("exchange", "linear", 1.0, (0.62333277, 0.17518579, 0.09859446, 0.0)),
    ("exchange", "central", 0.5, (1.24147188, 0.81379253, 0.35458124, 0.01075868)),
    ("exchange", "central", 1.0, (0.64696980, 0.16086420, 0.13369598, 0.0)),
    ("exchange", "circular", 0.5, (1.16495562, 0.72976069, 0.33872324, 0.00012967)),
    ("exchange", "circular", 1.0, (0.55331222, 0.13223643, 0.10680685, 0.0)),
    ("exchange", "symmetric", 0.5, (0.85175114, 0.37053422, 0.23179753, 0.0)),
    ("exchange", "symmetric", 1.0, (0.29606383, 0.01384661, 0.03995244, 0.0)),
)
CLASSICAL: tuple[Row, ...] = (
    ("zz", "linear", 0.5, (2.25509263, 0.01206187, 0.00461825)),
    ("zz", "circular", 0.5, (2.25251496, 0.01116736, 0.00557637)),
    ("zz", "central", 0.5, (2.26127825, 0.00365456, 0.00351313)),
    ("zz", "symmetric", 0.5, (2.19383074, 0.02925872, 0.01306314)),
)
VARIABLES = {
    "energy": ("Energy", "relative_energy", "ħω"),
    "ergotropy": ("Ergotropy", "ergotropy", "ħω"),
    "coherence": ("Coherence", "coherence", ""),
    "concurrence": ("Mean concurrence", "concurrence", ""),
}


def reference(rows: tuple[Row, ...], initial: str) -> Iterator[Claim]:
    """The claims of a table."""
    for interaction, geometry, time, numbers in rows:
        settings: dict[str, Any] = {
            "interaction": interaction,
            "geometry": geometry,
            "initial": initial,
        }
        for variable, expected in zip(VARIABLES, numbers, strict=False):
            words, curve, unit = VARIABLES[variable]
            yield Claim(
                f"{initial}-{interaction}-{geometry}-{time}-{variable}",
                f"{PAPER}, Figs. 4 and 5",
                f"{words} at Γt = {time}: {geometry} geometry, {interaction}, {initial}.",
                printed=None, expected=expected, tolerance=1e-8,
                compute=at(variable, time, **settings), verdict=Verdict.DERIVED,
                basis=Basis.MATRICES, unit=unit,
                show={"view": "geometries", "curve": curve, "at": time, **settings},
            )  # fmt: skip


NUMBERS = (*reference(QUANTUM, "quantum"), *reference(CLASSICAL, "classical"))
