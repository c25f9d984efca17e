"""Claims on the work in a state: ergotropy, passive states, what coherence adds, the bound (7)."""

from __future__ import annotations

from math import log

from engine.claims import Basis, Claim, Verdict
from engine.foundations.equations import PAPER
from engine.foundations.model import Ergotropy

EXAMPLE = "our four levels"
TWO = {
    "levels": (0.0, 1.0), "share": 0.5, "real": (0.6, 0.8), "imaginary": (0.0, 0.0),
    "populations": (0.3, 0.7),
}  # fmt: skip
PASSIVE = {
    "levels": (0.0, 1.0, 3.0), "share": 0.0, "real": (1.0, 0.0, 0.0),
    "imaginary": (0.0, 0.0, 0.0), "populations": (0.5, 0.3, 0.2),
}  # fmt: skip
TURNED = {**TWO, "share": 1.0, "imaginary": (0.0, 0.6)}


def value(name: str, **settings: object) -> float:
    """A number of the state."""
    return float(Ergotropy(**settings).run()[name])


WORK = (
    Claim(
        "example-energy", f"{PAPER}, Eq. (3)",
        f"The energy of {EXAMPLE}: a superposition of weight 0.6 and populations of weight 0.4.",
        printed=None, expected=0.6 * 14.5 / 7 + 0.4 * 1.85, tolerance=1e-12,
        compute=lambda: value("energy"), verdict=Verdict.DERIVED, basis=Basis.QUTIP, unit="ε",
    ),
    Claim(
        "example-ergotropy", f"{PAPER}, Eq. (4)",
        f"The ergotropy of {EXAMPLE}: the energy above that of the sorted eigenvalues.",
        printed=None, expected=1.5651447895406, tolerance=1e-12,
        compute=lambda: value("ergotropy"), verdict=Verdict.DERIVED, basis=Basis.QUTIP, unit="ε",
    ),
    Claim(
        "example-bound", f"{PAPER}, Eq. (7)",
        f"The bound of equal entropy for {EXAMPLE}.",
        printed=None, expected=1.5957694616625, tolerance=1e-10,
        compute=lambda: value("bound"), verdict=Verdict.DERIVED, basis=Basis.MATRICES, unit="ε",
        explanation="It is above the ergotropy: with more than two levels a passive state need not "
        "be thermal.",
    ),
    Claim(
        "populations-only", f"{PAPER}, Sec. II.A.1",
        f"What comes out for {EXAMPLE} if populations are sorted instead of eigenvalues.",
        printed=None, expected=1.1514285714286, tolerance=1e-12,
        compute=lambda: value("incoherent_ergotropy"), verdict=Verdict.DERIVED,
        basis=Basis.FORMULA, unit="ε",
        explanation="A common mistake: this is the incoherent ergotropy alone. The ergotropy is "
        "1.5651; the populations are the eigenvalues only where there is no coherence.",
    ),
    Claim(
        "coherence-adds", f"{PAPER}, Sec. II.A.2",
        f"What coherence adds to the ergotropy of {EXAMPLE}.",
        printed=None, expected=0.4137162181120, tolerance=1e-12,
        compute=lambda: value("coherent_ergotropy"), verdict=Verdict.DERIVED,
        basis=Basis.QUTIP, unit="ε",
        explanation="It is never negative: eigenvalues are at least as far apart as populations.",
    ),
    Claim(
        "phases", f"{PAPER}, Eq. (4)",
        "How the ergotropy changes if a level of the superposition is given another phase.",
        printed=None, expected=0.0, tolerance=1e-12,
        compute=lambda: value("ergotropy")
        - value("ergotropy", imaginary=(0.0, 0.0, 0.0, 0.0), real=(1.0, 1.0, -1.0, -2.0)),
        verdict=Verdict.DERIVED, basis=Basis.MATRICES, unit="ε",
        explanation="Waiting turns the phases and costs nothing: they leave the eigenvalues and "
        "the populations as they are.",
    ),
    Claim(
        "passive-yields-nothing", f"{PAPER}, Eq. (5)",
        "A state that is diagonal with populations falling as the energy rises yields no work.",
        printed=0.0, expected=0.0, tolerance=1e-12, precision=1e-12, quoted="words",
        compute=lambda: value("ergotropy", **PASSIVE), verdict=Verdict.REPRODUCED, unit="ε",
        show=PASSIVE,
    ),
    Claim(
        "two-levels-tight", f"{PAPER}, Sec. II.A.1",
        "For two levels the bound (7) is the ergotropy: their difference.",
        printed=0.0, expected=0.0, tolerance=1e-10, precision=1e-9, quoted="words",
        compute=lambda: value("bound", **TWO) - value("ergotropy", **TWO),
        verdict=Verdict.REPRODUCED, unit="ε",
        explanation="Every passive state of two levels is thermal.", show=TWO,
    ),
    Claim(
        "pure-state", f"{PAPER}, Eq. (4)",
        "A pure state gives all its energy above the ground state, whatever its coherence.",
        printed=None, expected=0.0, tolerance=1e-12,
        compute=lambda: value("energy", **TURNED) - value("ergotropy", **TURNED),
        verdict=Verdict.DERIVED, basis=Basis.FORMULA, unit="ε", show=TURNED,
    ),
    Claim(
        "bandwidth", f"{PAPER}, Sec. II.A",
        "The most that one battery can store is its bandwidth, here from 0 to 3.",
        printed=3.0, expected=3.0, tolerance=1e-12, precision=1e-9, quoted="formula",
        compute=lambda: value("ergotropy", share=1.0, real=(0.0, 0.0, 0.0, 1.0),
                              imaginary=(0.0, 0.0, 0.0, 0.0)),
        verdict=Verdict.REPRODUCED, unit="ε",
        show={"share": 1.0, "real": (0.0, 0.0, 0.0, 1.0), "imaginary": (0.0, 0.0, 0.0, 0.0)},
    ),
    Claim(
        "thermal-qubit", f"{PAPER}, Sec. II.A.1",
        "The inverse temperature of two levels with populations 3/4 and 1/4.",
        printed=None, expected=log(3.0), tolerance=1e-9,
        compute=lambda: value("inverse_temperature", **{**TWO, "share": 0.0,
                                                        "populations": (0.25, 0.75)}),
        verdict=Verdict.DERIVED, basis=Basis.FORMULA, unit="1/ε",
        explanation="Every state of two levels has the entropy of a thermal one.",
        show={**TWO, "share": 0.0, "populations": (0.25, 0.75)},
    ),
)  # fmt: skip
