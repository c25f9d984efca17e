"""What the page of a battery of one's own says: examples to start from, a story, the theory."""

from __future__ import annotations

from dashboard.components.theory import Section
from dashboard.presets import Preset
from dashboard.stories import Step, Story, control, curve, number, picture
from engine.custom import equations as eq
from engine.custom.examples import decaying, exchange, tavis_cummings, three_levels
from engine.foundations import equations as general

EXAMPLES = "Examples to start from"
LOSSY = exchange((0.1, 0.05))

PRESETS: tuple[Preset, ...] = (
    Preset(
        "driven", "A driven qubit", EXAMPLES, {},
        "Two levels, driven on resonance in the frame that turns with the field.",
    ),
    Preset(
        "exchange", "Two qubits that exchange their energy", EXAMPLES, exchange(),
        "The first qubit is the charger, the second the battery: factors 2,2, battery 1.",
    ),
    Preset(
        "lossy", "The same with losses", EXAMPLES, {**LOSSY, "view": "state"},
        "Both qubits relax, at rates 0.1 and 0.05: two jump operators with a | between them.",
    ),
    Preset(
        "ladder", "Three levels, driven at once", EXAMPLES, {**three_levels(), "view": "levels"},
        "A qutrit with both of its transitions driven; its steps are 1 and 0.95.",
    ),
    Preset(
        "tavis-cummings", "A small Tavis-Cummings model", EXAMPLES, tavis_cummings(),
        "Two cells as a ladder of three levels, and a mode with two photons; g = 1.",
    ),
    Preset(
        "decaying", "A qubit that relaxes", EXAMPLES, decaying(),
        "Nothing drives it: the energy falls as exp(-t/2), and below one half nothing can be "
        "drawn.",
    ),
)  # fmt: skip

STORIES = (
    Story(
        "own",
        "A battery that nobody here thought of",
        "Campaioli et al. 2024",
        (
            Step(
                "A battery is told by matrices: what drives it, what its energy is measured with, "
                "and where it starts.",
                control("hamiltonian"),
            ),
            Step(
                "Everything else follows: the energy it stores, and the work that can be drawn.",
                picture("energy"),
            ),
            Step(
                "Part of a larger system may be the battery: here the second of two qubits, which "
                "has all the energy after 3.142.",
                number("time of the largest energy t_E"),
                exchange(),
            ),
            Step(
                "On the way it is entangled with the charger, and less can be drawn than it holds.",
                curve("energy", "ergotropy"),
                exchange(),
            ),
            Step(
                "Jump operators add losses: now it holds 0.79497 at most.",
                number("largest energy E_max"),
                LOSSY,
            ),
            Step(
                "Type your own matrices, or open a file of them.",
                control("battery_hamiltonian"),
            ),
        ),
    ),
)

THEORY = (
    Section(
        "What to give",
        (
            "All of the system has a Hamiltonian $H$ that stays as it is while charging, a state "
            r"$\rho_0$ at the start, and if something is lost, jump operators $L_j$ with rates.",
            eq.MASTER,
            "If the battery is only a part, say how many levels each part has, in the order of "
            "the tensor product, and which part is the battery, counted from 0. The battery's own "
            r"Hamiltonian $H_{\mathrm B}$ has as many rows as the battery has levels.",
            "A matrix is written with commas between its numbers and semicolons between its rows; "
            "0×4 stands for four zeros and 0.5-2i for a complex number. A state may be one row of "
            "amplitudes. A file holds the same under the names of the settings: a .npz of arrays, "
            "or a JSON document of lists in which [0.5, -2] is a complex number.",
        ),
    ),
    Section(
        "What comes out",
        (
            eq.ENERGY,
            "The ergotropy is what a unitary on the battery alone can draw.",
            general.ERGOTROPY,
            general.SPLIT,
            general.POWER,
            eq.RATE,
            "Coherence is the sum of the sizes of all elements beside the diagonal, in the basis "
            "of the battery's energies.",
        ),
    ),
    Section(
        "The speed limit",
        (
            "While all of the system is pure and nothing is lost, the angle that its state has "
            r"turned stays below $\Delta E\,t$, the deviation of $H$ times the time. With losses "
            "or a mixed start no such line is drawn.",
            general.SPEED_LIMIT,
        ),
    ),
    Section(
        "How it is computed here",
        (
            "Without loss the state is turned in the eigenbasis of $H$, exactly, up to 1,024 "
            "levels. With losses QuTiP integrates the equation at tolerances of 1e-9, up to 64 "
            "levels. The badges say whether the matrices and the evolution are sound.",
        ),
    ),
)
