"""How best to spread energy over noisy cells: the explanation beside the storage page."""

from __future__ import annotations

from dashboard.components.theory import Section
from engine.storage import equations as eq

THEORY = (
    Section(
        "Cells, noise and work",
        (
            "A cell is a two-level system with levels 0 and 1, in units of its spacing "
            r"$\varepsilon_0$. What a unitary can draw from a state is its ergotropy: the energy "
            "above that of the passive state with the same eigenvalues.",
            eq.ERGOTROPY,
            r"While it is stored every cell relaxes towards a bath with probability $\gamma$. The "
            r"bath leaves a population $\eta$ excited: 0 at zero temperature, $1/2$ at an infinite "
            r"one. Many libraries give $1-\eta$ instead.",
            eq.RELAXATION,
            r"Dephasing takes a coherence times $\sqrt{1-\kappa}$, not $1-\kappa$.",
            eq.DEPHASING,
        ),
    ),
    Section(
        "Two ways to spend a quantum",
        (
            "The single shot charges one cell with at most one quantum. The asymptotic way spreads "
            r"an energy $E$ over so many cells that each holds next to nothing, $E/n\to 0$.",
            eq.SINGLE_SHOT,
            eq.RATIO,
            eq.REDUNDANCY_STATE,
            r"The maps show $J-\mathcal E_{1,1}$: where it is positive, spreading returns more of "
            "the energy than any single cell does.",
        ),
    ),
    Section(
        "Closed forms",
        (
            r"A pure state of excited population $p$ comes out of the noise with the ergotropy",
            eq.OUTPUT,
            r"which is concave or convex in $p$ all over. Its maximum is the single shot; for "
            r"strong relaxation it lies at $p^*<1$, and charging the cell further loses work.",
            eq.BEST_SHOT,
            r"Its slope at $p=0$ is what the thin coherent state returns.",
            eq.COHERENT_RATIO,
            "Spreading pays where the curve is concave.",
            eq.CONCAVITY,
        ),
    ),
    Section(
        "Three meanings of J",
        (
            "Eq. (5) asks for the largest over all inputs; the figures plot the state of Eq. (6). "
            "Between the two lies what cells give that are emptied one by one: they may be spread "
            "thinly, or full ones stand among empty ones.",
            eq.LOCAL_RATIO,
            r"If one unitary empties all cells, few charged cells among many empty ones do better. "
            r"The empty cells leave the noise as a Gibbs state of temperature $T_0$ and take up "
            "the entropy of the others: a classical redundancy without coherence in the input.",
            eq.SEPARABLE_RATIO,
            r"At $\eta=0$ it is $1-\gamma$ whatever the dephasing: all the energy that the noise "
            "leaves. The negative region of Fig. 2 belongs to the coherent state, not to "
            "redundancy.",
        ),
    ),
    Section(
        "An energy for each cell",
        (
            r"If every cell holds $\mathfrak e$ on average, they may still be charged unequally. "
            "The best mixture is the concave hull of the single-shot curve.",
            eq.CAPACITANCE,
            "Where the curve is concave all cells are alike; where it is convex full and empty "
            "cells stand side by side. The Bloch ball shows the state of each, and the ellipsoid "
            "that the noise makes of all pure states.",
        ),
    ),
    Section(
        "Finitely many cells",
        (
            r"$n$ cells of few kinds have few distinct eigenvalues. Counting them, with the energy "
            r"$F(R)$ of the $R$ lowest states, gives the work of one unitary on all of them "
            "exactly.",
            eq.COUNTING,
            "For ever larger blocks the passive energy becomes that of a Gibbs state.",
            eq.MANY_CELLS,
        ),
    ),
    Section(
        "A device over time",
        (
            r"Relaxation and coherence times, frequency and temperature set the three numbers.",
            eq.CLOCK,
            r"At short times spreading pays if and only if $T_2 \ge T_1$, at any temperature; for "
            r"shorter $T_2$ it pays from a time $t_\times$ on.",
        ),
    ),
    Section(
        "How it is computed here",
        (
            "Everything on the maps is a closed form, evaluated for all points at once. The best "
            "redundant code is a search over the population of its charged cells, and the global "
            "ergotropy of up to 512 cells is counted exactly. The badge above the picture says so "
            "for the numbers shown.",
        ),
    ),
)
