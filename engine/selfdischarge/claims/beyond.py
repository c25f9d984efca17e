"""What this project adds to Santos 2021: physical rates, dark states, other geometries."""

from __future__ import annotations

from math import sqrt
from typing import Any

import numpy as np

from engine.claims import Basis, Claim, Verdict
from engine.selfdischarge.claims.measure import (
    CLASSICAL,
    EXCHANGE,
    PAPER,
    at,
    run,
    scalar,
    search,
    show,
)
from engine.selfdischarge.model import Network

CENTRAL: dict[str, Any] = {"geometry": "central"}
COMPLETE: dict[str, Any] = {"geometry": "symmetric"}


def derived(
    key: str,
    statement: str,
    expected: float,
    compute: Any,
    tolerance: float = 1e-8,
    place: str = "Eq. (13)",
    explanation: str = "",
    unit: str = "",
    basis: Basis = Basis.MATRICES,
    **shown: Any,
) -> Claim:
    """A number of our own."""
    return Claim(
        key, f"{PAPER}, {place}", statement, printed=None, expected=expected, compute=compute,
        tolerance=tolerance, verdict=Verdict.DERIVED, basis=basis, explanation=explanation,
        unit=unit, show=shown,
    )  # fmt: skip


def half_life(
    key: str,
    statement: str,
    expected: float,
    tolerance: float = 1e-8,
    basis: Basis = Basis.MATRICES,
    **settings: Any,
) -> Claim:
    """A half-life of our own."""
    return derived(
        key, statement, expected, scalar("half_life", **settings), tolerance, unit="1/Γ",
        basis=basis, view="geometries", curve="relative_ergotropy", **settings,
    )  # fmt: skip


PHYSICAL = (
    derived(
        "star-margin", "Least rate of the star of five at Γ_icl = Γ/2.", 0.0,
        scalar("rate_min", **CENTRAL), 1e-12,
        explanation="Exactly marginal: one mode, (-1/√2; 1/√8 on each leaf), never decays.",
        **show("rates", **CENTRAL),
    ),
    derived(
        "star-limit", "Largest Γ_icl of a star of six.", 1 / sqrt(5),
        lambda: Network(cells=6, geometry="central").collective_interval()[1], 1e-12,
        explanation="Γ/√(N-1): at Γ_icl = Γ/2 the generator is not completely positive.",
        **show("rates", cells=6, geometry="central", collective_rate=0.447),
    ),
    derived(
        "chain-limit", "Largest Γ_icl of a chain of five.", 1 / sqrt(3),
        lambda: Network().collective_interval()[1], 1e-12, explanation="Γ/(2 cos(π/(N+1))).",
        **show("rates"),
    ),
    derived(
        "complete-limit", "Least Γ_icl of a complete network of five.", -0.25,
        lambda: Network(geometry="symmetric").collective_interval()[0], 1e-12,
        explanation="-Γ/(N-1).", **show("rates", **COMPLETE),
    ),
    derived(
        "physical-graphs-5", "Connected graphs of five cells, of 21, physical at Γ_icl = Γ/2.",
        18.0, lambda: float(search(5).allowed.sum()), 0.0, basis=Basis.COUNTING,
        **show("search", **CENTRAL),
    ),
    derived(
        "physical-graphs-6", "Connected graphs of six cells, of 112, physical at Γ_icl = Γ/2.",
        67.0, lambda: float(search(6).allowed.sum()), 0.0, basis=Basis.COUNTING,
        **show("search", cells=6),
    ),
)  # fmt: skip

DARK = (
    *(
        derived(
            key, f"Energy that the star of five keeps for ever, {words}.", expected,
            at("energy", 60.0, **CENTRAL, **settings), unit="ħω",
            **show("rates", **CENTRAL, **settings),
        )
        for key, words, expected, settings in (
            ("dark-exchange", "exchange", 0.11646594, EXCHANGE),
            ("dark-exchange-classical", "exchange, classical", 0.17715492,
             {**EXCHANGE, **CLASSICAL}),
            ("dark-free", "no interaction", 0.14555843, {"coupling": 0.0}),
            ("dark-free-classical", "no interaction, classical", 0.17877931,
             {"coupling": 0.0, **CLASSICAL}),
        )
    ),
    derived(
        "dark-zz", "Energy that the star of five keeps for ever, σᶻσᶻ.", 0.0,
        at("energy", 60.0, **CENTRAL), unit="ħω",
        explanation="Hub and leaves cost different energies, which mixes the dark mode with "
        "others.",
        **show("rates", **CENTRAL),
    ),
    derived(
        "dark-ring", "Energy that the ring of four keeps for ever, σᶻσᶻ.", 0.0227864583,
        at("energy", 60.0, cells=4, geometry="circular"), unit="ħω",
        **show("rates", cells=4, geometry="circular"),
    ),
    derived(
        "dark-ring-classical", "The same from classical cells.", 0.164428711,
        at("energy", 60.0, cells=4, geometry="circular", **CLASSICAL), unit="ħω",
        explanation="At late times classical cells keep more energy, but no ergotropy.",
        **show("rates", cells=4, geometry="circular", **CLASSICAL),
    ),
    derived(
        "free-star-rise", "Efficiency to which the star without interaction rises at late times.",
        0.68266037, at("efficiency", 60.0, **CENTRAL, coupling=0.0), place="Fig. 4b",
        explanation="After a least value of 0.566 at Γt = 2.",
        **show("geometries", **CENTRAL, coupling=0.0, time_max=12.0),
    ),
    derived(
        "classical-revival", "Efficiency to which classical ergotropy revives after its death.",
        0.0168230, lambda: _revival(), 1e-6, place="Fig. 4b, inset",
        explanation="In the symmetric geometry of five.",
        **show("geometries", **COMPLETE, **CLASSICAL),
    ),
)  # fmt: skip

HALF_LIVES = (
    half_life("best-star", "Best half-life of all 18 physical graphs of five: the star.",
              0.3407070187, **CENTRAL),
    derived(
        "best-of-search", "The half-life that the search over all graphs of five puts first.",
        0.3407070187, lambda: float(search(5).half_life[0]), unit="1/Γ",
        basis=Basis.SEARCH,
        **show("search", **CENTRAL),
    ),
    derived(
        "best-of-six", "The best half-life of all physical graphs of six: a double star.",
        0.3238026, lambda: float(search(6).half_life[0]), 1e-6, unit="1/Γ",
        basis=Basis.SEARCH,
        **show("search", cells=6),
    ),
    half_life("chain", "Half-life of the chain of five.", 0.3102315638),
    half_life("ring", "Half-life of the ring of five.", 0.2967682891, geometry="circular"),
    half_life("complete", "Half-life of the complete network of five.", 0.2005143585, **COMPLETE),
    half_life("star-exchange", "Half-life of the star of five, exchange.", 0.3309713672,
              **CENTRAL, **EXCHANGE),
    half_life("destructive", "Half-life of the complete network of five at Γ_icl = -Γ/4.",
              0.5327695619, **COMPLETE, collective_rate=-0.25),
    half_life("destructive-exchange", "The same with exchange.", 0.5794838789,
              **COMPLETE, **EXCHANGE, collective_rate=-0.25),
    *(
        half_life(f"{words}-{cells}", f"Half-life of the {words} of {cells} at Γ_icl = 0.2.",
                  expected, 5e-5, basis, cells=cells, geometry=geometry, collective_rate=0.2)
        for words, geometry, basis, rows in (
            ("star", "central", Basis.QUTIP,
             {3: 0.3434, 5: 0.3491, 8: 0.3615, 12: 0.3776, 20: 0.4027}),
            ("complete-network", "symmetric", Basis.QUTIP, {20: 0.1557}),
            ("long-chain", "linear", Basis.MATRICES, {7: 0.3296}),
        )
        for cells, expected in rows.items()
    ),
)  # fmt: skip


def _revival() -> float:
    """The largest classical efficiency after Γt = 0.6."""
    curve = run(time_max=8.0, points=801, **COMPLETE, **CLASSICAL).efficiency
    return float(np.max(curve.values[curve.time.values > 0.6]))
