"""What nonlocal means gain in recovering work: the explanation beside the capacitance page."""

from __future__ import annotations

from dashboard.components.theory import Section
from engine.capacitance import equations as eq

THEORY = (
    Section(
        "Work of a noisy cell",
        (
            r"Each cell holds a mean energy of at most $\mathfrak e$ and passes through the noise "
            r"$\Lambda$. What a unitary can draw from the output is its ergotropy.",
            eq.ERGOTROPY,
            eq.SINGLE_SHOT,
            "The energy is at most, not exactly, what is given: charging a cell further may lose "
            r"work. For MAD the best state is reached at $\mathfrak e=1/(2\sqrt{\gamma_1})$.",
            "With ever more cells comes the work capacitance.",
            eq.CAPACITANCE,
        ),
    ),
    Section(
        "Four capacitances",
        (
            "Inputs may be entangled or separable; cells may be emptied jointly or one by one. "
            "Emptied one by one, entangled inputs are of no use, and cells may still be charged "
            "unequally: the concave envelope of the single-shot curve.",
            eq.LOCAL,
            "A tangent to the curve names the recipe: where it touches twice, the cells are of "
            "two kinds.",
            "Emptied jointly, many equal outputs give their total ergotropy, down to the Gibbs "
            "state of the same entropy.",
            eq.TOTAL_ERGOTROPY,
            eq.PAPER_BOUND,
        ),
    ),
    Section(
        "Paper's bound and the exact value",
        (
            "Cells of different kinds, emptied together, share their entropy as well. The Gibbs "
            "energy is convex in the entropy, so that this returns more than emptying each kind "
            "by itself; cells that came out clean take up the entropy of the others.",
            eq.POOLED,
            "The dual problem bounds the value from above; the badge shows what is left between "
            "both. Its inner maximum is the best that a search finds, so where they meet the "
            "certificate is numerical, not a proof.",
            eq.DUAL,
            "On two levels ergotropy and total ergotropy are equal, so the bound shows no gap. "
            "There may be one all the same: relaxation and dephasing are an example.",
            "Entangled inputs could reach more. Unless it is known that they do not, a second "
            "curve says what they cannot exceed.",
            eq.ENTANGLED,
        ),
    ),
    Section(
        "Noise",
        (
            "Stages act one after another, and their order matters. In multilevel amplitude "
            "damping each decay has its own environment state.",
            eq.MAD,
            "In the resonant form decays over equal gaps are told apart by nothing, so that "
            r"coherence survives a decay. The rates of one level sum to at most 1.",
            eq.REMAD,
            "Which transition each of the paper's rates belongs to is not in its text; every "
            "slider names its own.",
            eq.DEPOLARIZING,
            "Noise of your own comes from a file, by “Open a scenario…” under Export. A .npy array "
            "holds Kraus operators (3 axes) or a Choi matrix (2 axes); a .json object holds them "
            "as “kraus” or “choi”, complex numbers as [real, imaginary].",
        ),
    ),
    Section(
        "Two modes, one warm",
        (
            "A cell of two modes, one behind a thermal attenuator, the other empty.",
            eq.ATTENUATOR,
            "A coherent input is optimal; what it leaves is a thermal mode beside an empty one, "
            "an engine even without charge.",
            eq.GAUSSIAN_LOCAL,
            eq.GAUSSIAN_TOTAL,
            r"The gap depends on $\bar n$ alone. Fig. 2(b) has an inverse temperature whose "
            "definition stands in a supplement: both readings are offered.",
        ),
    ),
    Section(
        "How it is computed here",
        (
            "A pure input is optimal for ergotropy, which is convex. From many starts the input "
            "and the unitary that empties its output are improved in turn; the envelope then asks "
            "for the best input at every slope. What an energy allows at most follows from the "
            "same slopes, and the room between both is the certificate. It is as good as the "
            "search for the best input at a slope: see-saws from the best inputs known there that "
            "are unlike each other and from random ones, new at every slope. Steps that slow down "
            "are taken many at once, and what a see-saw that did not settle might still gain "
            "counts as room.",
        ),
    ),
)
