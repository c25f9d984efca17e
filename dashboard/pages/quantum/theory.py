"""Whether the advantage is quantum: the explanation beside the page."""

from __future__ import annotations

from dashboard.components.theory import Section
from engine.dicke import equations as eq

THEORY = (
    Section(
        "A classical double",
        (
            "The Dicke battery has a classical twin: a spin that points somewhere on a sphere, "
            "and an oscillator that turns it.",
            eq.CLASSICAL_BATTERY,
            eq.CLASSICAL_CHARGER,
            eq.CLASSICAL_COUPLING,
            r"As printed, $N q_a$ or $q_a$ stands under the root; from $a = (q+ip)/\sqrt2$ follows "
            "the form used here.",
            eq.CLASSICAL_MOTION,
            r"The spin starts down, the oscillator at $(q,p)=\sqrt{2N}(\cos\varphi,\sin\varphi)$. "
            "A Fock state has no phase: its double is the average over all of them.",
        ),
    ),
    Section(
        "Comparing advantages",
        (
            "Each battery is compared with as many single cells of its own kind.",
            eq.ADVANTAGE,
            eq.RATIO,
            r"If $R$ does not grow with $N$, neither does what is quantum about the speed.",
        ),
    ),
    Section(
        "Two bounds on the power",
        (
            "The power is bounded by fluctuations of the energy and by the speed in the space of "
            "the levels, both averaged up to the first maximum.",
            eq.BOUND,
            "A looser one has the fluctuations of the coupling instead of that speed.",
            eq.COMMUTATOR_BOUND,
            "Only correlations between cells let the variance grow faster than the number of "
            "cells.",
            eq.RESCALED,
        ),
    ),
    Section(
        "How it is computed here",
        (
            "The classical motion is a Taylor series of order 14 in steps of a quarter of its "
            "fastest rate, for all phases; how well its energy is kept is the badge. Maxima are "
            "found on the series. The quantum curve is that of the page on the Dicke battery.",
        ),
    ),
)
