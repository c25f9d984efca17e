"""The Dicke battery: the explanation beside the page."""

from __future__ import annotations

from dashboard.components.theory import Section
from engine.dicke import equations as eq

THEORY = (
    Section(
        "Cells in one cavity",
        (
            r"$N$ two-level cells stand in a cavity, whose photons charge them. $M$ counts the "
            "excited cells; at the start there are none.",
            eq.BATTERY,
            eq.CHARGER,
            eq.COUPLING,
            eq.START,
            r"All cells couple alike, so that they stay symmetric: of their $2^N$ states only the "
            r"$N+1$ of the ladder $M = 0 \dots N$ are ever reached.",
        ),
    ),
    Section(
        "What is printed, and what is used",
        (
            r"Eqs. (28) and (33) print $\omega_0\sum\sigma^z$, which has the gap $2\omega_0$ and "
            "is off resonance with the cavity; Eq. (30) has the gap that is used here.",
            "Without the terms that raise or lower both, the number of quanta is conserved.",
            eq.TAVIS_CUMMINGS,
        ),
    ),
    Section(
        "Power",
        (
            "The battery is best unplugged where the average power is largest: where the line "
            "from the origin touches the curve of the energy.",
            eq.POWER,
            "It is compared with as many cells that have a cavity each, with one photon.",
            eq.ADVANTAGE,
            r"What counts as weak or strong is $g\sqrt N$: at fixed $g$ a battery becomes strongly "
            "coupled as it grows. In a cavity that grows with it the coupling falls.",
            eq.RESCALED,
        ),
    ),
    Section(
        "Who pays",
        (
            "Switching the coupling on and off costs work, unless the coupling commutes with "
            "both energies. That work is what cells and cavity have gained together.",
            eq.SWITCHING,
        ),
    ),
    Section(
        "How much can be drawn",
        (
            r"Entangled with the cavity, the cells are in a mixture with eigenvalues $r_k$. "
            "Unitaries that keep the cells symmetric sort them along the ladder.",
            eq.LADDER,
            r"All unitaries have more room: above the ground state lie $N$ states at $\omega_0$.",
            eq.FULL,
        ),
    ),
    Section(
        "Two photons at a time, and cells that interact",
        (
            eq.TWO_PHOTONS,
            r"The battery starts from $|2N\rangle$. The energy keeps a floor only below a "
            "coupling that falls with the size.",
            eq.COLLAPSE,
            "The interaction of the cells is not printed; three forms are offered.",
            eq.DIPOLES,
        ),
    ),
    Section(
        "One cell",
        (
            "One cell and many photons: all but one of them only speed it up. The same holds for "
            "a spin amid many.",
            eq.CATALYSIS,
            eq.STAR,
        ),
    ),
    Section(
        "A leaky cavity",
        ("Loss, a pump and a dephasing common to all cells, which keeps the ladder.", eq.OPEN),
    ),
    Section(
        "How it is computed here",
        (
            "The parity of the number of quanta halves the ladder's lattice of cells and photons; "
            "Chebyshev polynomials of the Hamiltonian carry the state from time to time. The "
            "lattice grows as the state does, and what could leak over its edge bounds the error, "
            "which the badge says. Without counter-rotating terms each number of quanta is a "
            "chain of at most $N+1$ states. Maxima are found on the motion itself, between the "
            "times that are drawn.",
            eq.WIGNER,
        ),
    ),
)
