"""Claims on geometries of five cells: Santos 2021, Sec. III.A, Figs. 4 and 5."""

from __future__ import annotations

from typing import Any

import numpy as np

from engine.claims import Basis, Claim, Verdict
from engine.selfdischarge.claims.measure import (
    CLASSICAL,
    EXCHANGE,
    MAGIC,
    PAPER,
    at,
    best,
    central_leads,
    central_leads_until,
    discharged_pair,
    edges_of,
    largest,
    largest_deficit,
    more_is_slower,
    printed_concurrence,
    ratio,
    show,
    spread,
    start,
    switches,
)

CENTRAL: dict[str, Any] = {"geometry": "central"}
OF_EDGES = "The number of connections of five cells"

GEOMETRY = (
    Claim(
        "more-channels", f"{PAPER}, Sec. III.A",
        "The more collective decay, the slower the leak: share of pairs of geometries for which "
        "that holds at first.",
        printed=1.0, precision=0.01, expected=0.0, tolerance=1e-12, compute=more_is_slower(),
        quoted="words", verdict=Verdict.CORRECTED, basis=Basis.MATRICES,
        explanation="It never holds: -dU/dt = ΓN/2 + Γ_icl|E|/2 at t = 0, more with every edge.",
        show=show("geometries", "relative_energy", **CENTRAL),
    ),
    Claim(
        "first-leak", f"{PAPER}, Eq. (13)", "The power by which the star leaks at first.",
        printed=None, expected=3.5, tolerance=1e-10, compute=start("leak", **CENTRAL),
        verdict=Verdict.DERIVED, basis=Basis.MATRICES, unit="ħωΓ", explanation="ΓN/2 + Γ_icl|E|/2.",
        show=show("rates", **CENTRAL),
    ),
    Claim(
        "first-leak-classical", f"{PAPER}, Eq. (13)",
        "The power by which classical cells leak at first, in any geometry.",
        printed=None, expected=3.75, tolerance=1e-10, compute=start("leak", **CENTRAL, **CLASSICAL),
        verdict=Verdict.DERIVED, basis=Basis.MATRICES, unit="ħωΓ", explanation="3ΓN/4.",
        show=show("rates", **CENTRAL, **CLASSICAL),
    ),
    Claim(
        "central-efficiency", f"{PAPER}, Fig. 4b",
        "The central geometry is the most efficient: share of times up to Γt = 8.",
        printed=1.0, precision=0.01, expected=1.0, tolerance=1e-12,
        compute=central_leads("efficiency"), quoted="words", verdict=Verdict.REPRODUCED,
        explanation="With σᶻσᶻ; with exchange it is not.", show=show("geometries", **CENTRAL),
    ),
    Claim(
        "central-efficiency-exchange", f"{PAPER}, Fig. 4b",
        "The central geometry is the most efficient, if the interaction is exchange: share of "
        "times up to Γt = 8.",
        printed=1.0, precision=0.01, expected=0.38375, tolerance=0.003,
        compute=central_leads("efficiency", **EXCHANGE), quoted="words", verdict=Verdict.CORRECTED,
        basis=Basis.MATRICES,
        explanation="From Γt = 0.1 the chain leads by up to 0.034, which speaks for σᶻσᶻ.",
        show=show("geometries", **CENTRAL, **EXCHANGE),
    ),
    Claim(
        "chain-lead-exchange", f"{PAPER}, Fig. 4b",
        "How far the best other geometry is ahead of the central one in ε under exchange.",
        printed=None, expected=0.033599, tolerance=1e-5,
        compute=largest_deficit("efficiency", **EXCHANGE), verdict=Verdict.DERIVED,
        basis=Basis.MATRICES,
        show=show("geometries", **CENTRAL, **EXCHANGE, at=1.12),
    ),
    Claim(
        "central-energy", f"{PAPER}, Fig. 4a",
        "The central geometry keeps its energy longest: until when it leads.",
        printed=None, expected=2.40, tolerance=0.011, compute=central_leads_until("energy"),
        verdict=Verdict.AMBIGUOUS, basis=Basis.MATRICES, unit="1/Γ",
        explanation="With σᶻσᶻ up to Γt = 2.40, when chain and ring overtake it by at most 2 % of "
        "U₀; with exchange at all times. The figure's range of times is not in the text.",
        show=show("geometries", "relative_energy", **CENTRAL, at=2.4),
    ),
    Claim(
        "central-energy-exchange", f"{PAPER}, Fig. 4a",
        "The central geometry keeps its energy longest under exchange: share of times up to 8.",
        printed=1.0, precision=0.01, expected=1.0, tolerance=1e-12,
        compute=central_leads("energy", **EXCHANGE), quoted="words", verdict=Verdict.REPRODUCED,
        show=show("geometries", "relative_energy", **CENTRAL, **EXCHANGE),
    ),
    Claim(
        "same-connections", f"{PAPER}, Sec. III.A",
        "Chain and star have as many connections and yet differ: ratio of ε at Γt = 1.",
        printed=None, expected=0.3909767431 / 0.3236572161, tolerance=1e-8,
        compute=ratio(at("efficiency", 1.0, **CENTRAL), at("efficiency", 1.0)),
        verdict=Verdict.DERIVED, basis=Basis.MATRICES, explanation="0.391 against 0.324.",
        show=show("geometries", at=1.0, **CENTRAL),
    ),
    Claim(
        "classical-geometry", f"{PAPER}, Fig. 4b, inset",
        "For classical states the geometry does not matter: largest spread of ε.",
        printed=0.0, precision=0.04, expected=0.0320145, tolerance=1e-6,
        compute=spread("efficiency", **CLASSICAL), quoted="words", verdict=Verdict.REPRODUCED,
        basis=Basis.MATRICES,
        explanation="On the scale of the figure; the spread is 0.032 at most, 0.004 before "
        "Γt = 0.3.",
        show=show("geometries", **CENTRAL, **CLASSICAL),
    ),
    Claim(
        "classical-coherence", f"{PAPER}, Sec. III.A",
        "Coherence that classical states acquire is of the order of 10⁻².",
        printed=1e-2, precision=0.0216, expected=0.0172327, tolerance=1e-6,
        compute=best("coherence", **CLASSICAL), verdict=Verdict.REPRODUCED, basis=Basis.MATRICES,
        explanation="At most 0.017, in the symmetric geometry.",
        show=show("geometries", "coherence", **CENTRAL, **CLASSICAL),
    ),
    Claim(
        "classical-entanglement", f"{PAPER}, Sec. III.A",
        "Entanglement that classical states acquire is of the order of 10⁻².",
        printed=1e-2, precision=0.0216, expected=0.0409280, tolerance=1e-5,
        compute=best("concurrence", **CLASSICAL), verdict=Verdict.CORRECTED, basis=Basis.MATRICES,
        explanation="Up to 0.041, in the ring; with exchange up to 0.079, in the star.",
        show=show("geometries", "concurrence", geometry="circular", **CLASSICAL),
    ),
    Claim(
        "classical-entanglement-exchange", f"{PAPER}, Sec. III.A",
        "Entanglement that classical states acquire under exchange.",
        printed=1e-2, precision=0.0216, expected=0.0786341, tolerance=1e-5,
        compute=best("concurrence", **CLASSICAL, **EXCHANGE), verdict=Verdict.CORRECTED,
        basis=Basis.MATRICES,
        explanation="Up to 0.079, in the star.",
        show=show("geometries", "concurrence", **CENTRAL, **CLASSICAL, **EXCHANGE),
    ),
    Claim(
        "concurrence-basis", f"{PAPER}, Sec. III.A",
        "The concurrence of two cells in |+⟩, a product state, with ρ* taken in the Bell basis.",
        printed=printed_concurrence(np.full((4, 4), 0.25), MAGIC), precision=1e-6, expected=0.0,
        tolerance=1e-10, compute=start("concurrence", cells=2), quoted="formula",
        verdict=Verdict.CORRECTED, basis=Basis.FORMULA,
        explanation="ρ* is the conjugate in the standard basis. In the Bell basis with the phases "
        "of Hill and Wootters it undoes σʸ ⊗ σʸ, and a product state would be fully entangled.",
        show=show("sizes", "concurrence", cells=2),
    ),
    Claim(
        "concurrence-standard", f"{PAPER}, Sec. III.A",
        "The concurrence of the chain of two at Γt = 0.5, from the printed R with ρ* taken in the "
        "standard basis.",
        printed=None, expected=printed_concurrence(discharged_pair(0.5), np.eye(4)), tolerance=1e-7,
        compute=at("concurrence", 0.5, cells=2), verdict=Verdict.DERIVED, basis=Basis.MATRICES,
        show=show("sizes", "concurrence", cells=2, at=0.5),
    ),
    Claim(
        "no-entanglement-at-first", f"{PAPER}, Sec. III",
        "The cells start without entanglement: mean concurrence of the chain of five.",
        printed=0.0, precision=1e-9, expected=0.0, tolerance=1e-10, compute=start("concurrence"),
        quoted="words", verdict=Verdict.REPRODUCED, show=show("geometries", "concurrence"),
    ),
    Claim(
        "entanglement-death", f"{PAPER}, Fig. 5b",
        "The star's entanglement is born and dies: when it dies.",
        printed=None, expected=0.28, tolerance=0.011, compute=lambda: float(switches()[-1]),
        verdict=Verdict.AMBIGUOUS, basis=Basis.MATRICES, unit="1/Γ",
        explanation="With σᶻσᶻ one birth at the start and one death at 0.28; with exchange death "
        "at 0.63 and a rebirth at 2.64.",
        show=show("geometries", "concurrence", **CENTRAL, at=0.28),
    ),
    Claim(
        "entanglement-rebirth", f"{PAPER}, Fig. 5b",
        "When the star's entanglement is born again under exchange.",
        printed=None, expected=2.64, tolerance=0.011,
        compute=lambda: float(switches(**EXCHANGE)[-1]), verdict=Verdict.DERIVED,
        basis=Basis.MATRICES, unit="1/Γ",
        explanation="It is that of the dark state, which stays.",
        show=show("geometries", "concurrence", **CENTRAL, **EXCHANGE, at=2.64),
    ),
    Claim(
        "entanglement-cause", f"{PAPER}, Sec. III.A",
        "Collective decay raises the star's entanglement: largest mean concurrence over that "
        "without collective decay.",
        printed=None, expected=0.9745, tolerance=1e-3,
        compute=ratio(largest("concurrence", **CENTRAL),
                      largest("concurrence", **CENTRAL, collective_rate=0.0)),
        verdict=Verdict.AMBIGUOUS, basis=Basis.MATRICES,
        explanation="Below 1: with σᶻσᶻ the interaction alone causes birth and death, and "
        "collective decay weakens them; only the late rebirth under exchange is its work.",
        show=show("geometries", "concurrence", **CENTRAL, at=0.12),
    ),
    *(
        Claim(
            f"connections-{geometry}", f"{PAPER}, {place}", f"{OF_EDGES}, {geometry} geometry.",
            printed=number, precision=0.0, expected=number, tolerance=0.0,
            compute=edges_of(geometry=geometry), verdict=Verdict.REPRODUCED,
            show=show("geometries", "concurrence", geometry=geometry),
        )
        for geometry, number, place in (
            ("central", 4.0, "Eq. (14)"), ("circular", 5.0, "Eq. (14)"),
            ("linear", 4.0, "Sec. III.A"),
        )
    ),
)  # fmt: skip
