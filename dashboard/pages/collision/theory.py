"""Why a coherent stream of qubits charges faster: the explanation beside the collision page."""

from __future__ import annotations

from dashboard.components.theory import Section
from engine.collision import equations as eq

THEORY = (
    Section(
        "The model",
        (
            "A battery with equally spaced levels meets one qubit after another. All qubits are "
            "prepared alike: in the ground state with probability $q$, and with a coherence $c$ "
            "between their two states, 0 for a mixture and 1 for a superposition.",
            eq.QUBIT,
            "Each meeting lets battery and qubit exchange a quantum for a short while. The "
            "exchange conserves their common energy, so all that the battery holds came from the "
            "qubits.",
            eq.EXCHANGE,
            eq.COLLISION,
            eq.SWAP_ANGLE,
            "The batteries differ in the coupling between neighbouring levels, "
            r"$\langle n-1|\hat A|n\rangle = a_n$: it is $\sqrt n$ for an oscillator, "
            r"$\sqrt{n(d-n)}$ for a spin with $d = 2j+1$ levels, and 1 for the uniform ladder.",
        ),
    ),
    Section(
        "What is stored, and what can be taken out",
        (
            "The mean energy counts every quantum. Ergotropy counts what a cyclic unitary can "
            "extract: the energy above that of the passive state with the same eigenvalues.",
            eq.ERGOTROPY,
            "Time is the scarce resource here. Average power divides what is stored by the "
            "interaction time spent; transient power does so for the last collision alone.",
            eq.AVERAGE_POWER,
            eq.TRANSIENT_POWER,
        ),
    ),
    Section(
        "The limit of incoherent charging",
        (
            "Without coherence the battery's state stays diagonal and climbs by chance. One "
            r"collision from level $n$ succeeds with probability $\sin^2(a_{n+1}\theta)$ at best, "
            r"and per unit of time that is never more than $R_0 a_{n+1}$.",
            eq.POWER_CONSTANT,
            "Averaging over the levels and integrating gives a bound that holds for every "
            "incoherent protocol, adaptive ones included. For the oscillator it reads",
            eq.OSCILLATOR_BOUND,
            "and for a spin $j$, whose energy counts from its ground state, with the misprint of "
            "the paper mended,",
            eq.SPIN_BOUND,
            "With loss between the collisions the bound comes down a little.",
            eq.DAMPED_BOUND,
        ),
    ),
    Section(
        "Why coherence wins",
        (
            "For short collisions a stream of coherent qubits acts like a classical drive. The "
            r"drive is of first order in $\theta$, while all that incoherent qubits do is of "
            "second order; what a collision adds grows with the coherence already stored.",
            eq.DRIVING,
            "In the limit of many weak collisions the oscillator ends in a coherent state and the "
            "spin turns rigidly.",
            eq.DISPLACEMENT,
            eq.ROTATION,
            r"In that limit, $\theta \to 0$, oscillator and spin stay ahead of the bound if the "
            "drive is strong enough, as below; on the uniform ladder it gains only the share "
            r"$8/3\pi$ of its amplitude. At any finite $\theta$ the lead of the oscillator ends.",
            eq.ASYMPTOTIC_ADVANTAGE,
            "The price is qubits: each gives up only a small part of its energy. Switch what is "
            "counted to all time or to qubits to see when the advantage goes.",
        ),
    ),
    Section(
        "Which qubits charge best",
        (
            "Equal superpositions, $q = 1/2$ at $c = 1$, drive hardest, and as "
            r"$\theta \to 0$ no others charge further. At a finite swap angle they do not: qubits "
            "that are more often excited than not also amplify what is stored.",
            eq.BEST_POPULATION,
            "For an oscillator without loss the best population leaves one half at first order,",
            eq.BEST_POPULATION_WEAK,
            "The phase of the qubits, and with it the sign of their coherence, moves no energy, "
            "so the energy is a polynomial in $q$. It is computed at so many Chebyshev points "
            "that its last coefficients no longer matter; the best $q$ is where this polynomial "
            "is largest.",
        ),
    ),
    Section(
        "Loss",
        (
            "Between collisions each stored quantum is lost with probability $\\gamma$. Weak "
            "collisions need many qubits and so suffer many losses: for every $\\gamma$ below a "
            "critical one there is a best swap angle and, usually, only a window of advantage.",
            eq.LOSS,
        ),
    ),
    Section(
        "How it is computed here",
        (
            r"In the gauge $\rho_{nm} = (-i e^{i\alpha})^{n-m} R_{nm}$ the state stays real and "
            "symmetric under collisions and loss, so a collision is a seven-point stencil on one "
            "real triangle. Only levels that hold more than $10^{-15}$ are touched. Ergotropy "
            "uses that the state has few eigenvalues that matter. The badge above the picture "
            "tells how much of the state has reached the top level: a curve of a truncated "
            "oscillator is not that of an endless one beyond it.",
        ),
    ),
)
