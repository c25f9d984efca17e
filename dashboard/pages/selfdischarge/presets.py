"""The paper's figures and what lies beyond them, as settings of the page.

Besides the fields of Network and Cell, presets speak of what the picture shows: `view`, one of
VIEWS, `curve`, one of CURVES, and the marked time `at`. Santos 2021 prints no time ranges; those
here are chosen. The print leaves open which interaction is meant (σᶻσᶻ or exchange) and by which
rate cells decay (Γ as in Eq. 5, or Γ/2 as behind Fig. 2), so that its figures come in each reading.
"""

from __future__ import annotations

from typing import Any

from dashboard.presets import Preset

VIEWS = (
    "geometries", "sizes", "cell", "decomposition", "rates", "scaling", "map", "search", "disorder",
)  # fmt: skip
CURVES = (
    "relative_ergotropy", "efficiency", "relative_energy", "coherence", "concurrence", "ergotropy",
)  # fmt: skip

SINGLE = "Single cell (Fig. 2)"
NETWORKS = "Networks (Figs. 3 to 5)"
EXCHANGE = "The same with exchange"
HALVED = "The same at half the rates"
BEYOND = "Beyond the figures"


def figure(key: str, title: str, note: str, **settings: Any) -> tuple[Preset, Preset, Preset]:
    """A network figure in its three readings: σᶻσᶻ, exchange, σᶻσᶻ at half the rates."""
    halved = {"rate": 0.5, "collective_rate": 0.25}
    return (
        Preset(key, title, NETWORKS, settings, f"{note} J = 2Γ, Γ_icl = Γ/2, interaction σᶻσᶻ."),
        Preset(
            f"{key}-exchange", title, EXCHANGE, {**settings, "interaction": "exchange"},
            f"{note} J = 2Γ, Γ_icl = Γ/2, interaction σ⁺σ⁻ + σ⁻σ⁺.",
        ),
        Preset(
            f"{key}-halved", title, HALVED, {**settings, **halved},
            f"{note} Γ and Γ_icl halved against J, as the rates behind Fig. 2 are; σᶻσᶻ.",
        ),
    )  # fmt: skip


FIG_2 = {"view": "cell", "cells": 1, "time_max": 4.0, "at": 0.5}
FIGURES = (
    figure(
        "fig3a", "Fig. 3a: efficiency, classical, N = 1 to 5",
        "Linear chains that start in the classical state.",
        view="sizes", curve="efficiency", initial="classical", time_max=2.0, at=0.2,
    ),
    figure(
        "fig3b", "Fig. 3b: efficiency, quantum, N = 1 to 5",
        "Linear chains that start in |+⟩: from N = 2 on the efficiency falls faster, not slower.",
        view="sizes", curve="efficiency", time_max=4.0, at=0.5,
    ),
    figure(
        "fig4a", "Fig. 4a: internal energy of four geometries", "Five cells from |+⟩.",
        view="geometries", curve="relative_energy", geometry="central", time_max=4.0, at=1.0,
    ),
    figure(
        "fig4b", "Fig. 4b: efficiency of four geometries", "Five cells from |+⟩.",
        view="geometries", curve="efficiency", geometry="central", time_max=4.0, at=1.0,
    ),
    figure(
        "fig4b-inset", "Fig. 4b, inset: classical efficiency", "Five cells from 3/4, 1/4.",
        view="geometries", curve="efficiency", geometry="central", initial="classical",
        time_max=2.0, at=0.2,
    ),
    figure(
        "fig5a", "Fig. 5a: coherence of four geometries", "Five cells from |+⟩.",
        view="geometries", curve="coherence", geometry="central", time_max=4.0, at=1.0,
    ),
    figure(
        "fig5b", "Fig. 5b: entanglement of four geometries",
        "Five cells from |+⟩; mean over the edges of each geometry.",
        view="geometries", curve="concurrence", geometry="central", time_max=4.0, at=0.12,
    ),
)  # fmt: skip

PRESETS: tuple[Preset, ...] = (
    Preset(
        "fig2a", "Fig. 2a: ergotropy, exact", SINGLE, {**FIG_2, "curve": "relative_ergotropy"},
        "What Eq. (5) gives: half-lives ln(6/5) and ln(8/5), a ratio of 2.58.",
    ),
    Preset(
        "fig2a-paper", "Fig. 2a: ergotropy, the paper's convention", SINGLE,
        {**FIG_2, "curve": "relative_ergotropy", "convention": "paper"},
        "Population and coherence both decay by exp(-Γt/2), as behind Eqs. (8), (9): half-lives "
        "2 ln(6/5) and 2 ln[2(1+√6)/5], a ratio of 1.77.",
    ),
    Preset(
        "fig2a-printed", "Fig. 2a: ergotropy, Eq. (7) as printed", SINGLE,
        {**FIG_2, "curve": "relative_ergotropy", "convention": "printed"},
        "Coherence that decays by exp(-2Γt) leaves almost no advantage: a ratio of 1.14.",
    ),
    Preset(
        "fig2b", "Fig. 2b: efficiency, exact", SINGLE, {**FIG_2, "curve": "efficiency"},
        "The quantum cell keeps half of its energy usable to the end.",
    ),
    Preset(
        "fig2b-paper", "Fig. 2b: efficiency, the paper's convention", SINGLE,
        {**FIG_2, "curve": "efficiency", "convention": "paper"},
        "Here the efficiency goes to zero: the two conventions differ most at late times.",
    ),
    Preset(
        "full", "Full charge, Eq. (8)", SINGLE,
        {**FIG_2, "curve": "ergotropy", "initial": "full"},
        "Exact: death at ln 2. The paper's convention doubles it.",
    ),
    Preset(
        "phase-damping", "Phase damping, Eq. (10)", SINGLE,
        {**FIG_2, "curve": "relative_ergotropy", "noise": "dephasing"},
        "The other way round: coherence dies by ln 2 of half-life, populations last for ever.",
    ),
    Preset(
        "partly-coherent", "Between classical and quantum", SINGLE,
        {**FIG_2, "curve": "relative_ergotropy", "coherence": 0.7},
        "At equal ergotropy 1/2 the half-life is ln[2(3 + c²)/5].",
    ),
    *(preset for reading in zip(*FIGURES, strict=True) for preset in reading),
    Preset(
        "dark-star", "A dark state: the star of five with exchange", BEYOND,
        {"view": "rates", "geometry": "central", "interaction": "exchange", "time_max": 12.0},
        "At Γ_icl = Γ/2 one collective mode of the star never decays, and exchange leaves it "
        "alone: an energy of 0.1165 stays for ever.",
    ),
    Preset(
        "dark-ring", "A dark state under σᶻσᶻ: the ring of four", BEYOND,
        {"view": "rates", "geometry": "circular", "cells": 4, "time_max": 12.0},
        "All cells of a ring are equal, so that σᶻσᶻ spares its dark mode, too.",
    ),
    Preset(
        "free-star", "The star of five without interaction", BEYOND,
        {"view": "geometries", "curve": "efficiency", "geometry": "central", "coupling": 0.0,
         "time_max": 12.0},
        "The efficiency falls to 0.566, then rises to 0.683: what stays is the dark mode.",
    ),
    Preset(
        "destructive", "Negative collective rate", BEYOND,
        {"view": "geometries", "curve": "relative_ergotropy", "geometry": "symmetric",
         "collective_rate": -0.25},
        "The bright mode is switched off: the half-life 0.533 beats that of a single cell.",
    ),
    Preset(
        "star-of-six", "The star of six at its limit", BEYOND,
        {"view": "rates", "cells": 6, "geometry": "central", "collective_rate": 0.447},
        "Γ_icl = Γ/2 would give a mode a negative rate: the limit is Γ/√5.",
    ),
    Preset(
        "revival", "Classical ergotropy that comes back", BEYOND,
        {"view": "decomposition", "geometry": "symmetric", "initial": "classical",
         "time_max": 3.0},
        "After its death the ergotropy revives to 1.7 % of the energy.",
    ),
    Preset(
        "scaling", "Half-life against size", BEYOND,
        {"view": "scaling", "geometry": "central", "collective_rate": 0.2},
        "Stars live longer the larger they are, complete networks shorter.",
    ),
    Preset(
        "search", "The best of all 21 geometries", BEYOND,
        {"view": "search", "geometry": "central"},
        "The star has the best half-life of the 18 that are physical at Γ_icl = Γ/2.",
    ),
    Preset(
        "disorder", "Disorder of couplings and detunings", BEYOND,
        {"view": "disorder", "curve": "ergotropy", "geometry": "central", "time_max": 3.0},
        "Bands from the tenth to the ninetieth percentile of 24 networks drawn at random.",
    ),
    Preset(
        "map", "Half-life over J and Γ_icl", BEYOND, {"view": "map", "geometry": "central"},
        "Interaction shortens the half-life, negative collective rates lengthen it.",
    ),
    Preset(
        "fork", "A custom graph: the fork", BEYOND,
        {"view": "geometries", "curve": "efficiency", "geometry": "custom",
         "edges": ((0, 1), (0, 3), (0, 4), (1, 2)), "interaction": "exchange"},
        "Under exchange this tree comes second to the star, by 0.3 % of the half-life.",
    ),
)  # fmt: skip
