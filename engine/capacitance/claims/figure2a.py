"""Claims on three-level amplitude damping: Tirone et al. 2023, Fig. 2(a)."""

from __future__ import annotations

from math import sqrt

import numpy as np

from engine.capacitance.claims.measure import (
    MAD,
    PAPER,
    REMAD,
    analysed,
    at,
    extreme,
    show,
    vouched,
)
from engine.capacitance.envelope import upper_hull
from engine.claims import Basis, Claim, Verdict

FIGURE = f"{PAPER}, Fig. 2(a)"
# Input energy; C_loc and χ_tot of MAD, then of ReMAD, from an independent search to 1e-10.
CURVES = (
    (0.1, 0.0678955714, 0.0678962881, 0.0682920756, 0.0682923643),
    (0.2, 0.1315282291, 0.1315431197, 0.1330347865, 0.1330410054),
    (0.3, 0.1907286137, 0.1908204733, 0.1939676318, 0.1940073623),
    (0.4, 0.2451881340, 0.2455340300, 0.2507230663, 0.2508775945),
    (0.5, 0.2944097209, 0.2954094506, 0.3027755973, 0.3032352998),
    (0.6, 0.3376122604, 0.3400765191, 0.3493531302, 0.3505136762),
    (0.7, 0.3735361782, 0.3790399784, 0.3892711911, 0.3919041796),
    (0.8, 0.4000000000, 0.4116301163, 0.4206060802, 0.4261569269),
    (0.9, 0.4126658805, 0.4369186276, 0.4401494651, 0.4510324260),
    (1.0, 0.4128709292, 0.4535682310, 0.4447103430, 0.4613896808),
    (1.5, 0.4128709292, 0.4535682310, 0.4447103430, 0.4613923513),
)
# The six ways to name the rates 0.3, 0.2, 0.6, with the MAD gap at e = 2.
LABELLINGS = (
    ((0.3, 0.2, 0.6), 0.04069730), ((0.3, 0.6, 0.2), 0.00398968), ((0.2, 0.3, 0.6), 0.01983653),
    ((0.2, 0.6, 0.3), 0.01983653), ((0.6, 0.3, 0.2), 0.00032506), ((0.6, 0.2, 0.3), 0.03202565),
)  # fmt: skip


def gap_at_exactly(energy: float) -> float:
    """The difference of the single-shot maxima at exactly e, no lower energy allowed."""
    point = analysed(MAD).sel(e=energy, method="nearest")
    return float(point.single_shot_total_exactly - point.single_shot_exactly)


def gap_of_falling_hulls(energy: float) -> float:
    """The gap between concave hulls that may fall: Σ p_j e_j = e instead of ≤ e."""
    run = analysed(MAD, points=201)
    hulls = []
    for variable in ("single_shot_total_exactly", "single_shot_exactly"):
        points, heights = run.e.values, run[variable].values
        # A steep ramp makes every hull rise, and is taken off again.
        ramp = 10.0 * points
        ends = upper_hull(points, heights + ramp)
        hulls.append(float(np.interp(energy, points[ends], heights[ends])))
    return hulls[0] - hulls[1]


def coarse_plateau() -> float:
    """How far the best of 60 evenly spaced energies stays below the plateau of χ_tot."""
    run = analysed(MAD, points=60)
    return float(run.chi_tot.max() - run.single_shot_total_exactly.max())


FIGURE_2A = (
    *(
        Claim(
            f"gap-{name}-{energy}", FIGURE,
            f"The gap of the {name.upper()} channel at e = {energy}.",
            printed=None, expected=above - below, tolerance=2e-10,
            compute=at("gap", energy, stage), verdict=Verdict.DERIVED,
            basis=Basis.SEARCH, unit="ε₀",
            show=show(stage, view="gap", energy=energy),
        )
        for name, stage, place in (("mad", MAD, 1), ("remad", REMAD, 3))
        for energy, below, above in ((row[0], row[place], row[place + 1]) for row in CURVES)
    ),
    Claim(
        "plateau-loc-mad", FIGURE,
        "Where more charge is no use: the local plateau of MAD, (1-√γ₁)/(2√γ₁).",
        printed=None, expected=(1 - sqrt(0.3)) / (2 * sqrt(0.3)), tolerance=1e-10,
        compute=extreme("c_loc", "max", MAD), verdict=Verdict.DERIVED,
        basis=Basis.SEARCH, unit="ε₀",
        explanation="Reached at e = 1/(2√γ₁) = 0.9129 with the levels 0 and 1 alone.",
        show=show(MAD, view="builder", energy=0.91),
    ),
    *(
        Claim(
            f"plateau-{variable}-{name}", FIGURE, f"The plateau of {said} for {name.upper()}.",
            printed=None, expected=expected, tolerance=2e-10,
            compute=extreme(variable, "max", stage), verdict=Verdict.DERIVED,
            basis=Basis.SEARCH, unit="ε₀",
            show=show(stage, energy=1.2),
        )
        for name, stage, variable, said, expected in (
            ("mad", MAD, "chi_tot", "χ_tot", 0.4535682310),
            ("remad", REMAD, "c_loc", "C_loc", 0.4447103430),
            ("remad", REMAD, "chi_tot", "χ_tot", 0.4613923513),
        )
    ),
    *(
        Claim(
            f"bound-exact-{name}", FIGURE,
            f"What the plotted lower bound misses of the gap for {name.upper()}.",
            printed=None, expected=0.0, tolerance=1e-9,
            compute=extreme("looseness", "max", stage), verdict=Verdict.DERIVED,
            basis=Basis.SEARCH, unit="ε₀",
            explanation="The figure plots a lower bound; at its parameters it is the gap itself.",
            show=show(stage, view="bound"),
        )
        for name, stage in (("mad", MAD), ("remad", REMAD))
    ),
    *(
        Claim(
            f"certificate-{name}", FIGURE,
            f"The room that the dual bound leaves above C_sep for {name.upper()}.",
            printed=None, expected=0.0, tolerance=1e-8,
            compute=vouched("sep_dual_gap", stage), verdict=Verdict.DERIVED,
            basis=Basis.SEARCH, unit="ε₀",
            explanation="The bound holds for mixed and complex inputs as well.",
            show=show(stage, view="bound"),
        )
        for name, stage in (("mad", MAD), ("remad", REMAD))
    ),
    *(
        Claim(
            "labelling-{}-{}-{}".format(*rates), FIGURE,
            "The MAD gap at e = 2 with γ(1→0), γ(2→1), γ(2→0) = {}, {}, {}.".format(*rates),
            printed=None, expected=gap, tolerance=1e-8,
            compute=at("gap", 2.0, ("mad", *rates)),
            verdict=Verdict.AMBIGUOUS, basis=Basis.SEARCH, unit="ε₀",
            explanation="The text gives γ₁, γ₂, γ₃ = 0.3, 0.2, 0.6 without transitions, and all "
            "six ways to assign them are channels; the first is taken here.",
            show=show(("mad", *rates), view="gap"),
        )
        for rates, gap in LABELLINGS
    ),
    Claim(
        "constraint-equal", f"{PAPER}, Eq. (2)",
        "The MAD gap at e = 1.5 if the energy had to be exactly e.",
        printed=None, expected=0.0686, tolerance=5e-5,
        compute=lambda: gap_at_exactly(1.5), verdict=Verdict.AMBIGUOUS,
        basis=Basis.SEARCH, unit="ε₀",
        explanation="The constraint is “at most e”: 0.0407. Exactly e gives 0.0686, and hulls that "
        "may fall 0.0575.",
        show=show(MAD, view="builder", energy=1.5),
    ),
    Claim(
        "constraint-hull", f"{PAPER}, Eq. (7)",
        "The MAD gap at e = 1.5 if the shares had to use up the energy.",
        printed=None, expected=0.0575, tolerance=5e-5,
        compute=lambda: gap_of_falling_hulls(1.5), verdict=Verdict.AMBIGUOUS,
        basis=Basis.SEARCH, unit="ε₀",
        explanation="Σ p_j e_j ≤ e gives 0.0407: envelopes never fall.",
        show=show(MAD, view="builder", energy=1.5),
    ),
    Claim(
        "coarse-grid", FIGURE,
        "What the best of 60 evenly spaced energies misses of the plateau of χ_tot.",
        printed=None, expected=2.138e-3, tolerance=1e-6,
        compute=coarse_plateau, verdict=Verdict.DERIVED, basis=Basis.SEARCH, unit="ε₀",
        explanation="The optimum is a corner at e = 1, which the grid steps over; 5 % of the gap.",
        show=show(MAD, view="builder", energy=1.0),
    ),
)  # fmt: skip
