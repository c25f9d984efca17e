"""How a battery leaks, and what slows it: the explanation beside the self-discharge page."""

from __future__ import annotations

from dashboard.components.theory import Section
from engine.selfdischarge import equations as eq

THEORY = (
    Section(
        "A cell left alone",
        (
            r"A cell is a two-level system with spacing $\hbar\omega$. What a unitary can draw "
            "from its state is the ergotropy; the rest of the energy is dead.",
            eq.ERGOTROPY,
            r"Disconnected from charger and load, a cell still relaxes at the rate $\Gamma$.",
            eq.RELAXATION,
            eq.EXACT,
            eq.EFFICIENCY,
        ),
    ),
    Section(
        "Two ways to hold the same work",
        (
            r"A mixture of populations $3/4$ and $1/4$ and the superposition "
            r"$(|e\rangle+|g\rangle)/\sqrt 2$ both hold the ergotropy $\hbar\omega/2$. Between "
            r"them lies a family of equal ergotropy, from classical, $c=0$, to pure, $c=1$.",
            eq.SAME_ERGOTROPY,
            eq.QUANTUM,
            r"The classical cell loses half after $\ln(6/5)/\Gamma$ and dies at "
            r"$\ln(3/2)/\Gamma$; the quantum cell loses half after $\ln(8/5)/\Gamma$, 2.58 times "
            "later, and never dies.",
            eq.HALF_LIFE,
        ),
    ),
    Section(
        "Which rate the paper means",
        (
            r"Eqs. (8), (9) and the half-lives of Fig. 2 rest on a decay by $e^{-\Gamma t/2}$ of "
            r"population and coherence alike: relaxation at $\Gamma/2$ with pure dephasing "
            "besides. Its quantum advantage is then 1.77, less than the 2.58 of Eq. (5).",
            eq.PAPER_DECAY,
            "Eq. (7) as printed lets coherence decay much faster and leaves next to no advantage.",
            eq.PRINTED_DECAY,
            "All three are there to choose for the single cell; networks follow Eq. (5).",
        ),
    ),
    Section(
        "Phase damping turns the tables",
        (
            "Noise that only takes coherence spares the classical cell for ever.",
            eq.PHASE_DAMPING,
        ),
    ),
    Section(
        "Networks that leak together",
        (
            r"Connected cells share their decay at the rate $\Gamma_{\mathrm{icl}}$ and interact "
            "with strength $J$. Each edge counts in both directions, or the state would not stay "
            "Hermitian.",
            eq.MASTER,
            "The printed symbol of the interaction allows two readings. With the first the central "
            "geometry has the highest efficiency at all times, as the paper says; with exchange "
            "it has not.",
            eq.ISING,
            eq.EXCHANGE,
        ),
    ),
    Section(
        "Which collective rates are physical",
        (
            r"The eigenvectors of the rate matrix $g$ are the collective modes, its eigenvalues "
            r"their rates: superradiant above $\Gamma$, subradiant below.",
            eq.MODES,
            r"None may be negative, which bounds $\Gamma_{\mathrm{icl}}$ through the extreme "
            "eigenvalues of the adjacency matrix.",
            eq.POSITIVITY,
            "Beyond the limits curves may look harmless for a while, yet the state stops being "
            "one. The page refuses to draw them. At the limit itself a mode does not decay at "
            "all: if the interaction leaves it alone, some energy stays for ever.",
        ),
    ),
    Section(
        "Coherence and entanglement",
        (
            "Coherence is the sum of all off-diagonal elements, 1 for every cell in "
            r"$(|e\rangle+|g\rangle)/\sqrt 2$.",
            eq.COHERENCE,
            "Entanglement is the concurrence of connected cells, averaged over the edges.",
            eq.CONCURRENCE,
            "It is born and dies during the discharge without leaving a trace in the efficiency.",
        ),
    ),
    Section(
        "How it is computed here",
        (
            r"The generator conserves the coherence order $m_{\rm row}-m_{\rm column}$, so only "
            "orders from 0 up are held, and of states that symmetries of the graph map onto each "
            "other only one. Blocks of a Taylor series carry the state over the time grid with "
            "dense output; half-lives are bisected. The badge tells how exact the curves are.",
        ),
    ),
)
