"""Charging together or apart: the explanation beside the page."""

from __future__ import annotations

from dashboard.components.theory import Section
from engine.collective import equations as eq

THEORY = (
    Section(
        "A fair race",
        (
            r"$N$ two-level cells are to go from all empty, $|G\rangle$, to all full, "
            r"$|E\rangle$. What is compared is the average power with and without interactions.",
            eq.ADVANTAGE,
            "Each cell on its own is driven straight from empty to full.",
            eq.LOCAL,
            "Together, one drive couples the two ends and nothing between them.",
            eq.GLOBAL,
            "The race is fair if both Hamiltonians, with $H_0$, have the same norm $E_{\\max}$. "
            "Between the two lie blocks of $k$ cells.",
            eq.BLOCKS,
        ),
    ),
    Section(
        "The levels on the way",
        (
            eq.POPULATIONS,
            r"For $k=1$ this is the binomial distribution of independent cells, for $k=N$ it is "
            "all empty or all full and nothing between: the shortcut of Fig. 3(b).",
        ),
    ),
    Section(
        "Where the power comes from",
        (
            "The variance of the energy has a part of single cells and a part of correlations.",
            eq.VARIANCE,
            "The power is bounded by it and by the speed in the space of the levels.",
            eq.POWER_BOUND,
            "Blocks of any size saturate the bound at all times. At the same energy the part of "
            r"single cells is the same for all of them; correlations add $k-1$ times as much. A "
            "looser bound has the variance of the drive in place of the speed.",
            eq.COMMUTATOR_BOUND,
        ),
    ),
    Section(
        "Fast without entanglement",
        (
            "Cells that start hot are charged by turning their populations over.",
            eq.THERMAL,
            r"A drive that couples $|G\rangle$ and $|E\rangle$ alone would not do that; one that "
            "turns every string of cells into its opposite does.",
            eq.FLIP,
            "Near the maximally mixed state every state is separable.",
            eq.BALL,
            "Beyond it they may be entangled. Half-way along, half of the cells with the other "
            "half, they are from here on:",
            eq.ENTANGLED,
            r"The advantage is $N$ all along, but the work shrinks with the temperature.",
        ),
    ),
    Section(
        "How many bodies interact",
        (
            eq.PARTICIPATION,
            r"$k$ cells take part in one interaction, and one cell is coupled with $m$ others in "
            r"all; $\gamma$ does not depend on $N$. A later and tighter bound needs no $m$.",
            eq.ORDER,
            "So only interactions of many bodies make the power grow faster than the number of "
            "cells.",
        ),
    ),
    Section(
        "How it is computed here",
        (
            "Blocks, bounds and the ball are closed forms. The entanglement is the negativity of "
            "the partial transpose of half the cells, summed over pairs of opposite strings. The "
            "radius of the ball for more than two cells and the path of the hot cells are our "
            "choice where the paper names none.",
        ),
    ),
)
