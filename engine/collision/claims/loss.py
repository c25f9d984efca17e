"""Claims on charging with loss: Salvia et al. 2023, Sec. III.D, App. C."""

from __future__ import annotations

import numpy as np
from scipy.optimize import brentq

from engine.claims import Basis, Claim, Verdict
from engine.collision.claims.measure import (
    PAPER,
    Number,
    best_ratio,
    bound_at,
    charged,
    critical_loss,
    damped_driving_lead,
    earliest_onset,
    end_angle,
    end_time,
    final,
    onset,
    show,
)

TWO_BOUNDS = (
    "The caption of Fig. 4 compares with the bound (15), the text with the damped one (C4): "
)
ONSETS = (
    # θ/π, γ, onset against (15), against (C4)
    (0.01, 0.0, 6.09917, 6.09917),
    (0.02, 0.0, 6.23066, 6.23066),
    (0.01, 5e-4, 6.89610, 6.86021),
    (0.01, 1e-3, 8.32911, 8.18561),
    (0.02, 1e-3, 7.16645, 7.07987),
    (0.03, 2e-3, 8.88547, 8.40798),
)
BRANCH_ENDS = (
    # side, γ, from inside to outside θ/π, end θ/π, end Ωτ
    ("right", 1e-3, (0.035, 0.047), 0.04190, 10.00),
    ("right", 2e-3, (0.03, 0.04), 0.03480, 10.60),
    ("left", 1e-3, (0.01, 0.005), 0.00714, 13.14),
    ("left", 2e-3, (0.02, 0.012), 0.01619, 12.41),
)


def first_ahead(before_loss: bool) -> Number:
    """The collision after which the energy, read before or after its loss, is above the bound."""

    def collision() -> float:
        run = charged(0.01, 400, gamma=1e-3, bound="lossless")
        energy = run.energy / (1 - 1e-3) if before_loss else run.energy
        return float(np.argmax((energy > run.bound).values[1:]) + 1)

    return collision


LOSS = (
    Claim(
        "loss-per-quantum", f"{PAPER}, App. C",
        "The share γ of a stored quantum that goes in one waiting time, here γ = 0.1.",
        quoted="formula", printed=0.1, expected=0.1, tolerance=1e-12, precision=1e-9,
        compute=lambda: 1 - final("energy", 0.5, 1, q=0.0, c=0.0, gamma=0.1)(),
        verdict=Verdict.REPRODUCED, unit="E", explanation="Exactly, for any state.",
        show={"q": 0.0, "c": 0.0, "theta": 0.5 * np.pi, "gamma": 0.1, "collisions": 20, "at": 1},
    ),
    Claim(
        "damped-bound", f"{PAPER}, Eq. (C4)",
        "The damped bound at Ωτ = 30, γ = 10⁻³.",
        printed=None, expected=138.223039392, tolerance=1e-8,
        compute=bound_at(30.0, gamma=1e-3), verdict=Verdict.DERIVED,
        basis=Basis.QUADRATURE, unit="E",
    ),
    Claim(
        "damped-bound-ratio", f"{PAPER}, App. C",
        "The damped bound does not differ appreciably from (15): their ratio there.",
        quoted="words", printed=1.0, expected=0.98817, tolerance=5e-6, precision=0.02,
        compute=lambda: bound_at(30.0, gamma=1e-3)() / bound_at(30.0)(),
        verdict=Verdict.REPRODUCED, basis=Basis.QUADRATURE,
        explanation="1.2 % in energy; the onset moves by 1 to 6 %, and near the critical loss it "
        "decides whether there is one.",
    ),
    *(
        Claim(
            f"onset-{theta}-{gamma:g}-{bound}", f"{PAPER}, Fig. 4",
            f"Onset of the advantage at θ = {theta}π, γ = {gamma:g}, against "
            + ("(15)." if bound == "lossless" else "(C4)."),
            printed=None, expected=expected, tolerance=1e-5,
            compute=onset(theta, gamma, bound),
            verdict=Verdict.AMBIGUOUS if gamma else Verdict.DERIVED, basis=Basis.MATRICES,
            explanation=TWO_BOUNDS + f"{lossless:.4f} and {damped:.4f}." if gamma else "",
            show=show(theta, gamma, "onset", bound=bound),
        )
        for theta, gamma, lossless, damped in ONSETS
        for bound, expected in (
            [("lossless", lossless), ("damped", damped)] if gamma else [("lossless", lossless)]
        )
    ),
    Claim(
        "existence-15", f"{PAPER}, Fig. 4",
        "The best ratio to the bound (15) at θ = 0.04π, γ = 1.5·10⁻³: no advantage.",
        printed=None, expected=0.99358, tolerance=5e-6,
        compute=lambda: best_ratio(0.04, 1.5e-3, "lossless"),
        verdict=Verdict.AMBIGUOUS, basis=Basis.MATRICES,
        explanation=TWO_BOUNDS + "here the first gives none, the second an onset at 9.62.",
        show=show(0.04, 1.5e-3, bound="lossless"),
    ),
    Claim(
        "existence-c4", f"{PAPER}, Fig. 4",
        "The onset against the damped bound at the same point.",
        printed=None, expected=9.62369, tolerance=1e-5,
        compute=onset(0.04, 1.5e-3, "damped"), verdict=Verdict.AMBIGUOUS, basis=Basis.MATRICES,
        explanation=TWO_BOUNDS + "here the first gives none, the second an onset at 9.62.",
        show=show(0.04, 1.5e-3, bound="damped"),
    ),
    Claim(
        "critical-loss", f"{PAPER}, Sec. III.D",
        "The loss above which no swap angle has an advantage, against (15) at θ = 0.026π.",
        printed=2e-3, expected=2.424e-3, tolerance=5e-7, precision=5e-4,
        compute=critical_loss(0.026, "lossless"), verdict=Verdict.REPRODUCED, basis=Basis.MATRICES,
        explanation="“≳ 2·10⁻³” to its one digit.",
        show=show(0.026, 2.4e-3, "map", bound="lossless"),
    ),
    Claim(
        "critical-loss-c4", f"{PAPER}, Sec. III.D",
        "The loss above which no swap angle has an advantage, against (C4) at θ = 0.027π.",
        printed=2e-3, expected=2.653e-3, tolerance=5e-7,
        compute=critical_loss(0.027, "damped"), verdict=Verdict.AMBIGUOUS, basis=Basis.MATRICES,
        explanation=TWO_BOUNDS + "2.42·10⁻³ and 2.65·10⁻³.",
        show=show(0.027, 2.6e-3, "map", bound="damped"),
    ),
    Claim(
        "divergence", f"{PAPER}, Sec. III.D",
        "The onset diverges as the swap angle grows: its last value without loss, at 0.0465π.",
        quoted="words", printed=float("inf"), expected=9.797, tolerance=5e-3, precision=1.0,
        compute=end_time(0.04, 0.05), verdict=Verdict.CORRECTED, basis=Basis.MATRICES,
        explanation="It does not diverge: energy and bound touch and part, so each branch of "
        "Fig. 4 ends at a finite time with a vertical tangent.",
        show=show(0.0465, 0.0, "onset", bound="lossless"),
    ),
    *(
        claim
        for side, gamma, between, theta, time in BRANCH_ENDS
        for claim in (
            Claim(
                f"{side}-end-angle-{gamma:g}", f"{PAPER}, Fig. 4",
                f"The swap angle, in multiples of π, at the {side} end of the branch "
                f"γ = {gamma:g}.",
                printed=None, expected=theta, tolerance=5e-6,
                compute=end_angle(*between, gamma), verdict=Verdict.DERIVED, basis=Basis.MATRICES,
                show=show(theta, gamma, "onset", bound="lossless"),
            ),
            Claim(
                f"{side}-end-time-{gamma:g}", f"{PAPER}, Fig. 4",
                f"The onset Ωτ_ad at the {side} end of the branch γ = {gamma:g}.",
                printed=None, expected=time, tolerance=0.03,
                compute=end_time(*between, gamma), verdict=Verdict.DERIVED, basis=Basis.MATRICES,
                show=show(theta, gamma, "onset", bound="lossless"),
            ),
        )
    ),
    Claim(
        "small-angle-loss", f"{PAPER}, Fig. 4",
        "For short collisions an advantage needs a loss γ below this multiple of θ.",
        printed=None, expected=0.04584, tolerance=5e-6,
        compute=lambda: float(brentq(damped_driving_lead, 0.01, 0.1, xtol=1e-10)),
        verdict=Verdict.DERIVED, basis=Basis.FORMULA, show=show(0.01, 1.4e-3, bound="lossless"),
    ),
    Claim(
        "optimal-angle", f"{PAPER}, Sec. III.D",
        "The swap angle, in multiples of π, of earliest onset at γ = 10⁻³.",
        printed=None, expected=0.0224, tolerance=2e-4,
        compute=lambda: earliest_onset(0.015, 0.03, 1e-3).x, verdict=Verdict.DERIVED,
        basis=Basis.MATRICES,
        show=show(0.0224, 1e-3, "onset", bound="lossless"),
    ),
    Claim(
        "optimal-onset", f"{PAPER}, Sec. III.D",
        "The earliest onset Ωτ_ad of all swap angles at γ = 10⁻³.",
        printed=None, expected=7.1458, tolerance=5e-5,
        compute=lambda: earliest_onset(0.015, 0.03, 1e-3).fun, verdict=Verdict.DERIVED,
        basis=Basis.MATRICES,
        show=show(0.0224, 1e-3, "onset", bound="lossless"),
    ),
    *(
        Claim(
            f"fig5-{variable}-{bound}", f"{PAPER}, Fig. 5",
            f"{statement} at θ = 0.01π, γ = 10⁻³, against "
            + ("(15)." if bound == "lossless" else "(C4)."),
            printed=None, expected=expected, tolerance=5e-4,
            compute=final(variable, 0.01, 955, gamma=1e-3, bound=bound),
            verdict=Verdict.DERIVED, basis=Basis.MATRICES, show=show(0.01, 1e-3, bound=bound),
        )
        for bound, numbers in (
            ("lossless", (8.3291, 25.4756, 1.0790)), ("damped", (8.1856, 26.3689, 1.0864))
        )
        for (variable, statement), expected in zip(
            (("window_start", "Start of the advantage"), ("window_stop", "End of the advantage"),
             ("best_advantage", "Largest advantage")),
            numbers, strict=True,
        )
    ),
    Claim(
        "fig5-better-angle", f"{PAPER}, Fig. 5",
        "The largest advantage at the same loss with θ = 0.02π, which is better.",
        printed=None, expected=1.134, tolerance=5e-4,
        compute=final("best_advantage", 0.02, 477, gamma=1e-3, bound="lossless"),
        verdict=Verdict.DERIVED, basis=Basis.MATRICES, show=show(0.02, 1e-3, bound="lossless"),
    ),
    *(
        Claim(
            f"loss-timing-{word}", f"{PAPER}, Sec. III.D",
            f"The first collision ahead of (15) at θ = 0.01π, γ = 10⁻³, energy read {word} its "
            "loss.",
            printed=None, expected=expected, tolerance=0,
            compute=first_ahead(word == "before"), verdict=Verdict.AMBIGUOUS, basis=Basis.MATRICES,
            explanation="The text does not say whether the last loss counts. Before it the energy "
            "is Ē/(1-γ) exactly: 265 before, 266 after.",
            show=show(0.01, 1e-3, "onset", bound="lossless") | {"at": expected},
        )
        for word, expected in (("before", 265), ("after", 266))
    ),
)  # fmt: skip
