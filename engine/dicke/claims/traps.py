"""Claims on what is stored: ergotropy, switching, chargers; Campaioli et al. 2024, Sec. III.A."""

from __future__ import annotations

from functools import partial

import numpy as np

from engine.claims import Basis, Claim, Verdict
from engine.dicke.claims.numbers import ROTATING, STRONG, WEAK, battery, exponent
from engine.dicke.equations import PAPER
from engine.dicke.model import Dicke


def at_best(coupling: float, name: str, cells: int = 4) -> float:
    """A number of the curve at the time of the largest power."""
    run = Dicke(cells=cells, coupling=coupling)
    turn = float(battery(cells, coupling=coupling).optimal_time) * run.turning(cells)
    return float(run.replace(window=turn, points=2).run()[name][-1])


def unlocked(charger: str) -> float:
    """The share of the energy that is ergotropy at the largest power, 12 cells."""
    data = battery(12, charger=charger, points=101, **ROTATING)
    return float(data.optimal_ergotropy_ladder / data.optimal_energy)


def too_low() -> float:
    """How much too large P_max comes out with n_max = N + 1, four cells."""
    low = Dicke(cells=4, cutoff=5, window=2.0, **STRONG).run()
    return float(low.max_power / battery(4, **STRONG).max_power) - 1


TRAPS = (
    Claim(
        "switching-free", f"{PAPER}, Sec. III.A.2",
        "A coupling that commutes with H_B + H_C is switched on and off for nothing.",
        printed=0.0, expected=0.0, tolerance=1e-10, precision=1e-10,
        compute=lambda: float(np.abs(battery(4, **ROTATING).switching_work).max()),
        verdict=Verdict.REPRODUCED, show={**ROTATING, "cells": 4},
    ),
    Claim(
        "switching-strong", f"{PAPER}, Sec. III.A.2",
        "The work of switching four cells at g = 0.5, at the time of their largest power.",
        printed=None, expected=2.342478, tolerance=1e-6,
        compute=partial(at_best, 0.5, "switching_work"), verdict=Verdict.DERIVED,
        basis=Basis.MATRICES,
        explanation="More than the 2.116 that the cells hold: at strong coupling the switch "
        "charges them, and the cavity has more energy than before.",
        show={**STRONG, "cells": 4, "at": 0.625},
    ),
    Claim(
        "cavity-gains", f"{PAPER}, Sec. III.A.2",
        "What the cavity has gained meanwhile.",
        printed=None, expected=0.226223, tolerance=1e-6,
        compute=lambda: at_best(0.5, "charger_energy") - 4, verdict=Verdict.DERIVED,
        basis=Basis.MATRICES, show={**STRONG, "cells": 4, "at": 0.625},
    ),
    Claim(
        "switching-weak", f"{PAPER}, Sec. III.A.2",
        "The work of switching over the energy stored, four cells at g = 0.05.",
        printed=None, expected=0.0106746, tolerance=1e-6,
        compute=lambda: at_best(0.05, "switching_work") / at_best(0.05, "energy"),
        verdict=Verdict.DERIVED, basis=Basis.MATRICES, show={**WEAK, "cells": 4, "at": 1.06},
    ),
    Claim(
        "ladder", f"{PAPER}, Sec. III.B.2",
        "The ergotropy of four cells at g = 0.5 at their largest power, by unitaries that keep the "
        "cells symmetric.",
        printed=None, expected=1.029734, tolerance=1e-6,
        compute=lambda: float(battery(4, **STRONG).optimal_ergotropy_ladder),
        verdict=Verdict.DERIVED, basis=Basis.MATRICES, show={**STRONG, "cells": 4, "at": 0.625},
    ),
    Claim(
        "full", f"{PAPER}, Sec. III.B.2",
        "The same by all unitaries of the cells.",
        printed=None, expected=1.490878, tolerance=1e-6,
        compute=lambda: float(battery(4, **STRONG).optimal_ergotropy), verdict=Verdict.DERIVED,
        basis=Basis.QUTIP,
        explanation="Above the ground state lie four states at ω₀, not one: what the cells' state "
        "cannot give up is less. A number for the ergotropy needs the word which.",
        show={**STRONG, "cells": 4, "at": 0.625},
    ),
    Claim(
        "no-work", f"{PAPER}, Sec. III.B.2",
        "The ergotropy of one cell at g = 0.5 at its largest power, where it holds 0.3996.",
        printed=None, expected=0.0, tolerance=1e-12,
        compute=lambda: float(battery(1, **STRONG).optimal_ergotropy), verdict=Verdict.DERIVED,
        basis=Basis.MATRICES,
        explanation="Entangled with the cavity it is a mixture with less than half in its upper "
        "level: all its energy is locked.",
        show={**STRONG, "cells": 1, "at": 0.479},
    ),
    *(
        Claim(
            f"unlocked-{charger}", f"{PAPER}, Sec. III.B.3",
            f"The share of the energy that is ladder ergotropy at the largest power: 12 cells, a "
            f"{said}, without counter-rotating terms.",
            printed=None, expected=expected, tolerance=2e-6, compute=partial(unlocked, charger),
            verdict=Verdict.DERIVED, basis=Basis.MATRICES, explanation=why,
            show={**ROTATING, "cells": 12, "charger": charger, "view": "purity"},
        )
        for charger, said, expected, why in (
            ("fock", "Fock state", 0.837658, ""),
            ("coherent", "coherent state", 0.991437,
             "A coherent cavity stays almost unentangled with the cells, and yet speeds up as √N."),
            ("squeezed", "squeezed vacuum", 0.593838, ""),
        )
    ),
    Claim(
        "coherent-time", f"{PAPER}, Sec. III.B.3",
        "A coherent cavity of N photons charges in a time that falls as 1/√N, too.",
        printed=-0.5, expected=-0.4598, tolerance=1e-4, precision=0.05, quoted="formula",
        compute=partial(exponent, "optimal_time", charger="coherent", points=101, **ROTATING),
        verdict=Verdict.REPRODUCED,
        basis=Basis.MATRICES, explanation="Fitted over N = 6 … 12.",
        show={**ROTATING, "cells": 12, "charger": "coherent"},
    ),
    Claim(
        "cutoff", f"{PAPER}, Fig. 5",
        "By how much n_max = N + 1 photons overstate P_max of four cells at g = 0.5.",
        printed=None, expected=0.098706, tolerance=1e-6, compute=too_low,
        verdict=Verdict.DERIVED, basis=Basis.MATRICES,
        explanation="The counter-rotating terms make photons; N + 40 are enough up to t_P, and the "
        "cutoff chosen here says its error.",
        show={**STRONG, "cells": 4, "cutoff": 5, "window": 2.0},
    ),
)  # fmt: skip
