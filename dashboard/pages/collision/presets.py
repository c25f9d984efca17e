"""The paper's figures and the laboratories it names, as settings of the page.

The text of Salvia et al. 2023 gives neither the swap angles of Figs. 3 and 6, nor the losses of
Fig. 4, nor the times of Fig. 2: those here are chosen, and each note says so.
"""

from __future__ import annotations

from math import exp, pi
from typing import Any

from dashboard.presets import Preset

FIGURES = "Figures of the paper"
LABORATORIES = "Laboratories"
CORRECTIONS = "Where the paper is corrected"
BEYOND = "Beyond the figures"

SPIN: dict[str, Any] = {"battery": "spin", "levels": 100, "greedy_rule": "cumulative"}


def laboratory(
    lifetime: float, interval: float, coupling: float, interaction: float, **settings: Any
) -> dict[str, Any]:
    """Settings of a device: 1/κ in ms, t₀ in µs, Ω/2π in kHz, t in µs, and what they imply."""
    rabi = 2e-3 * pi * coupling
    return {
        "numbers": "laboratory",
        "lifetime": lifetime,
        "interval": interval,
        "coupling": coupling,
        "interaction": interaction,
        "gamma": 1 - exp(-1e-3 * interval / lifetime),
        "theta": rabi * interaction,
        "waiting": rabi * interval,
        **settings,
    }


PRESETS: tuple[Preset, ...] = (
    Preset(
        "fig2",
        "Fig. 2: energy distributions",
        FIGURES,
        {"at": 637, "view": "distribution"},
        "Coherent charging at θ = 0.01π beside greedy and full swap. The text does not give the "
        "figure's times; Ωτ = 20 is chosen, and the play button runs through the others.",
    ),
    Preset(
        "fig3",
        "Fig. 3: charging an oscillator",
        FIGURES,
        {
            "family": (0.02 * pi, 0.03 * pi, 0.04 * pi),
            "greedy_rule": "cumulative",
            "view": "advantage",
        },
        "250 levels, q = 1/2, c = 1. The figure's swap angles are not in the text; 0.01π to 0.04π "
        "are chosen.",
    ),
    Preset(
        "fig4",
        "Fig. 4: onset of the advantage",
        FIGURES,
        {
            "theta": 0.02 * pi,
            "gamma": 1e-3,
            "collisions": 478,
            "at": 114,
            "bound": "lossless",
            "view": "onset",
        },
        "Against the bound (15), as the caption says. The losses of the figure are not in the "
        "text; 0 to 2·10⁻³ in steps of 5·10⁻⁴ are chosen. Each branch ends at a finite time.",
    ),
    Preset(
        "fig5",
        "Fig. 5: charging with loss",
        FIGURES,
        {"gamma": 1e-3, "bound": "lossless", "view": "advantage", "at": 475},
        "θ = 0.01π and γ = 10⁻³ are the paper's: the advantage lasts from Ωτ = 8.33 to 25.5.",
    ),
    Preset(
        "fig6",
        "Fig. 6: charging a spin 99/2",
        FIGURES,
        {
            **SPIN,
            "theta": 0.001 * pi,
            "collisions": 1300,
            "at": 1000,
            "family": (0.002 * pi, 0.004 * pi, 0.006 * pi),
            "view": "distribution",
        },
        "100 levels, q = 1/2, c = 1. The figure's swap angles are not in the text; 0.001π to "
        "0.006π are chosen. The figure's inset is the next preset.",
    ),
    Preset(
        "fig6-inset",
        "Fig. 6, inset: where the spin overtakes",
        FIGURES,
        {
            **SPIN,
            "theta": 0.001 * pi,
            "collisions": 300,
            "at": 196,
            "family": (0.002 * pi, 0.004 * pi, 0.006 * pi),
            "view": "advantage",
        },
        "The first stretch of Fig. 6, around the crossing at Ωτ = 0.62. Swap angles and range are "
        "chosen, as for Fig. 6.",
    ),
    Preset(
        "driving",
        "Driving limit",
        FIGURES,
        {"theta": 0.001 * pi, "collisions": 9549, "at": 6366, "view": "phase"},
        "Short collisions displace the vacuum, Eq. (19): 9549 qubits reach Ωτ = 30, and the "
        "energy is within 1 % of (Ωτ)²/4.",
    ),
    Preset(
        "micromaser",
        "Micromaser: 1/κ = 65 ms, t₀ = 82 µs",
        LABORATORIES,
        laboratory(65.0, 82.0, 24.5, 0.49, collisions=398, at=176, view="map"),
        "Lifetime and interval are the paper's (Sec. III.D), so γ = 1.26·10⁻³. Coupling and "
        "interaction time are chosen for θ = 0.024π, where the advantage comes soonest.",
    ),
    Preset(
        "micromaser-total-time",
        "Micromaser, waiting included",
        LABORATORIES,
        laboratory(
            65.0, 82.0, 24.5, 0.49, collisions=398, at=176, accounting="total", view="power"
        ),
        "The same device when the 82 µs between atoms count as charging time: few excited atoms "
        "then charge faster than many coherent ones.",
    ),
    Preset(
        "circuit-coherence",
        "Circuit QED: 100 µs, t₀ = 0.1 µs",
        LABORATORIES,
        laboratory(0.1, 0.1, 100.0, 0.1, collisions=478, at=236, view="advantage"),
        "First reading of Sec. III.D: the coherence time over the interaction time gives "
        "γ = 1.0·10⁻³ and room for 1000 qubits, an advantage. The coupling is chosen for "
        "θ = 0.02π.",
    ),
    Preset(
        "circuit-linewidth",
        "Circuit QED: κ/2π = 0.5 MHz, t₀ = 0.1 µs",
        LABORATORIES,
        laboratory(1e-3 / pi, 0.1, 100.0, 0.1, collisions=100, at=100, view="advantage"),
        "Second reading: the printed dissipation rate gives γ = 0.27, far too much. The coupling "
        "is chosen for θ = 0.02π.",
    ),
    Preset(
        "circuit-hundred",
        "Circuit QED: 100 µs, t₀ = 1 µs",
        LABORATORIES,
        laboratory(0.1, 1.0, 100.0, 0.1, collisions=100, at=100, view="advantage"),
        "Third reading: about 100 qubits within 100 µs means t₀ of 1 µs and γ = 10⁻², too much. "
        "The coupling is chosen for θ = 0.02π.",
    ),
    Preset(
        "magnon",
        "Magnon in YIG as a large spin",
        LABORATORIES,
        {
            **SPIN,
            "theta": 0.002 * pi,
            "gamma": 2e-4,
            "collisions": 500,
            "at": 400,
            "view": "phase",
            "phase_picture": "husimi",
        },
        "The paper names magnons in a YIG sphere (Sec. IV) without numbers: j = 99/2, θ = 0.002π "
        "and γ = 2·10⁻⁴ are chosen.",
    ),
    Preset(
        "swap-trap",
        "Full swap as Sec. III prints it",
        CORRECTIONS,
        {
            "q": 0.0,
            "c": 0.0,
            "theta": 0.5 * pi,
            "collisions": 60,
            "samples": 60,
            "at": 60,
            "swap_form": "printed",
            "view": "distribution",
        },
        "θ = π/2 for every collision is no full swap: the step from 3 to 4 takes a whole Rabi "
        "cycle, and the energy stops at 3. Sec. III.B has the right angles, π/(2√k).",
    ),
    Preset(
        "bound-28",
        "The spin's bound as Eq. (28) prints it",
        CORRECTIONS,
        {
            **SPIN,
            "theta": 0.001 * pi,
            "collisions": 1300,
            "at": 637,
            "bound_form": "printed",
            "view": "advantage",
        },
        "Without the factor 1/f₊ in its second arctangent the bound starts at an energy of -0.99 "
        "and runs far too low: everything seems to beat it.",
    ),
    Preset(
        "best-q",
        "Which qubits charge best",
        CORRECTIONS,
        {"theta": 0.02 * pi, "collisions": 318, "at": 318, "view": "best_q"},
        "Sec. III.C names q = 1/2; that holds for θ → 0. By Ωτ = 20 at θ = 0.02π qubits with "
        "q = 0.348 have stored 93.0, those with q = 1/2 only 85.2.",
    ),
    Preset(
        "best-q-spin",
        "Which qubits charge a spin best",
        CORRECTIONS,
        {**SPIN, "theta": 0.004 * pi, "collisions": 250, "at": 250, "view": "best_q"},
        "Sec. IV.C names q = 1/2. When the drive would fill the spin 99/2, at Ωτ = π, θ = 0.004π "
        "and q = 0.296 have stored 97.9 of 99, q = 1/2 only 93.1.",
    ),
    Preset(
        "trapping",
        "Trapping at θ = π/4",
        BEYOND,
        {
            "theta": pi / 4,
            "levels": 40,
            "collisions": 300,
            "samples": 300,
            "at": 300,
            "view": "phase",
        },
        "√16·θ is a whole Rabi cycle, so that level 16 is never reached; the battery settles into "
        "a pure state of energy 3.663, all of it ergotropy.",
    ),
    Preset(
        "not-inverted",
        "Qubits without inversion, q = 0.7",
        BEYOND,
        {"q": 0.7, "view": "advantage", "at": 637},
        "Most qubits in the ground state, and yet an advantage: it takes 2c√(q(1-q)) > R₀ only, "
        "at c = 1 any q from 0.155 to 0.845.",
    ),
    Preset(
        "schedule",
        "Swap angles that shrink",
        BEYOND,
        {
            "schedule": (0.03 * pi,) * 100 + (0.02 * pi,) * 150 + (0.01 * pi,) * 300,
            "at": 550,
            "view": "advantage",
        },
        "Longer collisions while the battery is empty, shorter ones as its coupling grows: 550 "
        "qubits instead of 900 to Ωτ = 28.",
    ),
    Preset(
        "map",
        "Advantage over θ and γ",
        BEYOND,
        {
            "theta": 0.026 * pi,
            "gamma": 2.4e-3,
            "collisions": 367,
            "at": 122,
            "bound": "lossless",
            "view": "map",
        },
        "The point is where the advantage ends: γ = 2.42·10⁻³ at θ = 0.026π against the "
        "bound (15).",
    ),
    Preset(
        "qubit-map",
        "Advantage over q and c",
        BEYOND,
        {
            "theta": 0.02 * pi,
            "collisions": 478,
            "at": 318,
            "view": "map",
            "map_plane": "q_c",
        },
        "Which qubits charge faster than any incoherent ones; for short collisions the border is "
        "2c√(q(1-q)) = R₀.",
    ),
)
