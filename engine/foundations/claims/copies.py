"""Claims on many copies: passive states that yield work together, and thermal ones that do not."""

from __future__ import annotations

from functools import cache
from math import exp

import numpy as np

from engine.claims import Basis, Claim, Verdict
from engine.foundations.equations import PAPER
from engine.foundations.model import NCopies

QUTRIT = {
    "levels": (0.0, 0.579, 1.0), "share": 0.0, "real": (1.0, 0.0, 0.0),
    "imaginary": (0.0, 0.0, 0.0), "populations": (0.538, 0.237, 0.225), "view": "copies",
}  # fmt: skip
THERMAL = {**QUTRIT, "populations": tuple(exp(-level) for level in (0.0, 0.579, 1.0))}
CHOICE = "The paper gives no numbers; these levels and populations are ours."


@cache
def per_copy() -> np.ndarray:
    """ε(N) of the three levels, for N from 1 to 100."""
    return NCopies().run().ergotropy_per_copy.values


def at(copies: int) -> float:
    """ε(N) of the three levels."""
    return float(per_copy()[copies - 1])


def thermal(copies: int) -> float:
    """The most that up to so many copies of a thermal state yield."""
    settings = {name: THERMAL[name] for name in NCopies.fields() if name in THERMAL}
    return float(NCopies(copies=copies, **settings).run().ergotropy_per_copy.max())


def counted(copies: int, expected: float) -> Claim:
    """What so many copies of the passive state yield, per copy."""
    return Claim(
        f"copies-{copies}", f"{PAPER}, Eq. (9)",
        f"What {copies} copies of a passive state of three levels yield, per copy.",
        printed=None, expected=expected, tolerance=1e-13, compute=lambda: at(copies),
        verdict=Verdict.DERIVED, basis=Basis.DIGITS, unit="ε", explanation=CHOICE, show=QUTRIT,
    )  # fmt: skip


COPIES = (
    Claim(
        "one-copy", f"{PAPER}, Eq. (9)", "One copy of the passive state yields nothing.",
        printed=0.0, expected=0.0, tolerance=1e-13, precision=1e-12, quoted="words",
        compute=lambda: at(1), verdict=Verdict.REPRODUCED, unit="ε", show=QUTRIT,
    ),
    Claim(
        "local-copies", f"{PAPER}, Sec. II.A.4",
        "What operations on each of three copies by itself yield, per copy.",
        printed=0.0, expected=0.0, tolerance=1e-13, precision=1e-12, quoted="words",
        compute=lambda: at(1), verdict=Verdict.REPRODUCED, unit="ε", show=QUTRIT,
        explanation="They reach no more than copies of the passive state; what three copies yield "
        "needs operations that can entangle them.",
    ),
    Claim(
        "two-copies", f"{PAPER}, Eq. (9)",
        "Two copies of this passive state yield nothing either.",
        printed=None, expected=0.0, tolerance=1e-13, compute=lambda: at(2),
        verdict=Verdict.DERIVED, basis=Basis.DIGITS, unit="ε",
        explanation="Together they are passive still; three are not.", show=QUTRIT,
    ),
    counted(3, 0.00122068793699998),
    counted(10, 0.00636701942858159),
    counted(100, 0.00841738178582125),
    Claim(
        "copies-bound", f"{PAPER}, Sec. II.A.3",
        "What ever more copies tend to: the bound of equal entropy.",
        printed=None, expected=0.00845880982659258, tolerance=1e-12,
        compute=lambda: float(NCopies(copies=1).run().bound), verdict=Verdict.DERIVED,
        basis=Basis.DIGITS, unit="ε", explanation=CHOICE, show=QUTRIT,
    ),
    Claim(
        "copies-approach", f"{PAPER}, Sec. II.A.3",
        "The share of the bound that 100 copies reach.",
        printed=1.0, expected=0.99510237945756, tolerance=1e-9, precision=0.01, quoted="words",
        compute=lambda: at(100) / float(NCopies(copies=1).run().bound),
        verdict=Verdict.REPRODUCED, basis=Basis.DIGITS, show=QUTRIT,
        explanation="The limit of many copies is 1; 73 copies are the first to pass 0.99.",
    ),
    Claim(
        "completely-passive", f"{PAPER}, Sec. II.A.2",
        "A thermal state yields nothing from any number of copies: the most of up to 60.",
        printed=0.0, expected=0.0, tolerance=1e-12, precision=1e-10, quoted="words",
        compute=lambda: thermal(60), verdict=Verdict.REPRODUCED, unit="ε", show=THERMAL,
        explanation="Thermal states are the only ones that are passive in any number.",
    ),
)  # fmt: skip
