"""What a quantum battery is: the explanation beside the foundations page."""

from __future__ import annotations

from dashboard.components.theory import Section
from engine.foundations import equations as eq

THEORY = (
    Section(
        "A battery and its state",
        (
            "A quantum battery is a system with energy levels, not all of them equal.",
            eq.BATTERY,
            r"Its state is a density matrix $\rho$. On the diagonal stand the populations "
            r"$\rho_{kk}$, the chances to find the battery on level $k$; off the diagonal the "
            "coherences, which tell superpositions from mixtures. The energy is "
            r"$E=\sum_k\varepsilon_k\rho_{kk}$: coherences do not enter it.",
            r"The state edited here is a mixture: a share $s$ of a superposition "
            r"$|\psi\rangle$ and a share $1-s$ of populations without coherence. Both are "
            "normalised, so that only ratios of what is set count.",
        ),
    ),
    Section(
        "Ergotropy: what a drive can draw",
        (
            "A drive that is switched on and off again acts as a unitary. It cannot change the "
            "eigenvalues of the state, only where they sit. The work drawn is largest when the "
            "largest eigenvalue ends on the lowest level, the next one on the next, and so on.",
            eq.ERGOTROPY,
            eq.PASSIVE,
            "The state that is left is passive: no unitary draws anything more. The third column "
            "of the picture shows it.",
        ),
    ),
    Section(
        "Populations are not eigenvalues",
        (
            "It is tempting to sort the populations instead. That gives the incoherent ergotropy, "
            "the part that is drawn by moving populations alone. Where there is coherence the "
            "eigenvalues lie further apart than the populations, and more can be drawn.",
            eq.SPLIT,
            r"The phases of $|\psi\rangle$ change none of this as long as the rest of the state "
            "has no coherence: waiting turns them, and waiting is no work.",
        ),
    ),
    Section(
        "Passive, thermal, and many copies",
        (
            "Of all states with the same entropy the thermal one has the least energy. That bounds "
            "the ergotropy.",
            eq.BOUND,
            "With two levels every passive state is thermal and the bound is reached. With more "
            "levels it need not be; but several copies together have more levels to fill, and a "
            "unitary on all of them may draw work although each copy is passive.",
            eq.COPIES,
            eq.LIMIT,
            "Only thermal states stay passive in any number: they are completely passive.",
        ),
    ),
    Section(
        "Power, and when to stop",
        (
            eq.POWER,
            "On a curve of the stored energy the average power is the slope of the line from the "
            "origin. The steepest such line touches the curve before the battery is full: who "
            "wants power stops early. A weight between power and work moves the best time from "
            "there to the full charge.",
            eq.OBJECTIVE,
        ),
    ),
    Section(
        "The speed limit",
        (
            "How fast a state can turn into another is set by the energy of the drive.",
            eq.SPEED_LIMIT,
            "With a drive of limited strength the shortest way is a rotation straight to the "
            "target.",
            eq.DRIVE,
            eq.POWER_BOUND,
            r"The picture takes a drive that may waste a part $\sin\chi$ of its strength on "
            "turning phases.",
            eq.PATH,
            r"The angle travelled always stays below $\Delta E\,t$. The mean energy bounds the way "
            "between orthogonal states only: with a detour the curve passes its line, which the "
            "printed equation does not allow.",
        ),
    ),
    Section(
        "How it is computed here",
        (
            "Eigenvalues are those of the whole matrix; the thermal state is found from its "
            "entropy by a root search. Copies are counted by type: states of many copies with the "
            "same numbers on each level have the same eigenvalue and are taken together, so that "
            "100 copies of three levels need 5,151 numbers and not the 100th power of 3. The "
            "drive is a closed form. Levels, amplitudes and populations of the examples are ours.",
        ),
    ),
)
