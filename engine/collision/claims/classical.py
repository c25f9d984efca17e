"""Claims on classical protocols: Salvia et al. 2023, Secs. III, III.B and IV.B."""

from __future__ import annotations

from math import pi

import numpy as np

from engine.claims import Claim, Verdict
from engine.collision.claims.measure import (
    PAPER,
    SHOW_SPIN,
    bound_at,
    greedy_at,
    greedy_spin,
    swapped,
)

CLASSICAL = (
    Claim(
        "greedy-transient", f"{PAPER}, Sec. III and Fig. 2",
        "The greedy energy at Ωτ = 30 if each step maximises its transient power.",
        printed=None, expected=131.7448, tolerance=5e-5,
        compute=greedy_at(30.0, "transient"), verdict=Verdict.AMBIGUOUS, unit="E",
        explanation="The paper defines greedy twice. Transient power: 131.74, 94 % of the bound; "
        "average power: 126.26, 90 %.",
        show={"greedy_rule": "transient", "at": 955},
    ),
    Claim(
        "greedy-cumulative", f"{PAPER}, Secs. III.B and IV.B, Figs. 3 and 6",
        "The greedy energy at Ωτ = 30 if each step maximises the average power so far.",
        printed=None, expected=126.2557, tolerance=5e-5,
        compute=greedy_at(30.0, "cumulative"), verdict=Verdict.AMBIGUOUS, unit="E",
        explanation="The paper defines greedy twice. Average power: 126.26, 90 % of the bound; "
        "transient power: 131.74, 94 %.",
        show={"greedy_rule": "cumulative", "at": 955},
    ),
    Claim(
        "greedy-share-transient", f"{PAPER}, Fig. 2",
        "Greedy by transient power as a share of the bound (15) at Ωτ = 30.",
        printed=None, expected=0.942, tolerance=5e-4,
        compute=lambda: greedy_at(30.0, "transient")() / bound_at(30.0)(),
        verdict=Verdict.DERIVED, show={"greedy_rule": "transient", "at": 955},
    ),
    Claim(
        "greedy-share-cumulative", f"{PAPER}, Fig. 3",
        "Greedy by average power as a share of the bound (15) at Ωτ = 30.",
        printed=None, expected=0.903, tolerance=5e-4,
        compute=lambda: greedy_at(30.0, "cumulative")() / bound_at(30.0)(),
        verdict=Verdict.DERIVED, show={"greedy_rule": "cumulative", "at": 955},
    ),
    Claim(
        "greedy-spin-global", f"{PAPER}, Sec. IV.B",
        "After how many steps on the spin 99/2 the average power is greatest by doing nothing.",
        printed=None, expected=89, tolerance=0,
        compute=lambda: float(np.nanargmax((greedy_spin().energy / greedy_spin().time)[1:]) + 1),
        verdict=Verdict.AMBIGUOUS,
        explanation="Read as the global maximum, the rule stops after 89 steps (Ωτ = 2.99, "
        "Ē = 81.7); read as a local one, after 101 (Ωτ = 3.37, Ē = 90.6).",
        show={**SHOW_SPIN, "greedy_rule": "cumulative", "at": 953},
    ),
    Claim(
        "greedy-spin-local", f"{PAPER}, Sec. IV.B",
        "After how many steps no local maximum of the average power is left.",
        printed=None, expected=101, tolerance=0,
        compute=lambda: greedy_spin().sizes["step"] - 1.0, verdict=Verdict.AMBIGUOUS,
        explanation="The last local maximum of the average power is taken at Ωτ = 3.3730, "
        "Ē = 90.585; the spin is not full.",
        show={**SHOW_SPIN, "greedy_rule": "cumulative", "at": 1073},
    ),
    Claim(
        "greedy-spin-end", f"{PAPER}, Fig. 6",
        "The energy at which greedy by average power ends on the spin 99/2.",
        printed=None, expected=90.585, tolerance=5e-4,
        compute=lambda: greedy_spin().energy[-1], verdict=Verdict.DERIVED, unit="E",
        show={**SHOW_SPIN, "greedy_rule": "cumulative", "at": 1073},
    ),
    *(
        Claim(
            f"swap-as-printed-{step}", f"{PAPER}, Sec. III",
            f"The energy after {step} full swaps with θ = π/2 throughout.",
            quoted="words", printed=step, expected=expected, tolerance=5e-6, precision=0.01,
            compute=swapped("energy", step, form="printed", time_max=1000.0),
            verdict=Verdict.CORRECTED, unit="E",
            explanation="π/2 is a full swap on the first level only, and the battery is trapped "
            "below the level 4, where it makes a whole Rabi cycle; Sec. III.B has π/(2√k).",
            show={"q": 0.0, "c": 0.0, "theta": pi / 2, "collisions": 60, "samples": 60,
                  "swap_form": "printed", "at": min(step, 60)},
        )
        for step, expected in ((2, 1.63313), (3, 1.97110), (400, 3.0))
    ),
)  # fmt: skip
