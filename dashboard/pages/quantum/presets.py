"""Places worth seeing between the quantum and the classical Dicke battery."""

from __future__ import annotations

from dashboard.presets import Preset

DOUBLE = "The classical double"
BOUNDS = "Bounds on the power"

PRESETS: tuple[Preset, ...] = (
    Preset(
        "weak", "Weak coupling, all phases", DOUBLE,
        {"coupling": 0.05, "phases": 64, "view": "ratio"},
        "R = 0.812 for 12 cells: the classical battery gains more from sharing its oscillator.",
    ),
    Preset(
        "strong", "Strong coupling, all phases", DOUBLE,
        {"coupling": 0.5, "phases": 64, "view": "ratio"},
        "R = 0.863 for 12 cells, averaged over 64 phases, which stand for the Fock state.",
    ),
    Preset(
        "one-phase", "One phase only", DOUBLE,
        {"coupling": 0.5, "phases": 1, "phase": 1.5707963267948966, "view": "ratio"},
        "A single trajectory gives any R between 0.50 and 2.18: its phase has to be said.",
    ),
    Preset(
        "bounds", "Dicke and global charging", BOUNDS,
        {"coupling": 0.5, "rescale": True, "view": "bounds"},
        "With g/√N the Dicke battery stays far below (24); as printed, without its factor 2, (43) "
        "would be broken by global charging.",
    ),
    Preset(
        "correlations", "Whose fluctuations?", BOUNDS,
        {"coupling": 0.05, "view": "correlations"},
        "Nearly all of global charging's variance is correlations; in a weak Dicke battery "
        "they even lower it.",
    ),
)  # fmt: skip
