"""The equations of collisional charging, as results and theory quote them.

Where the paper misprints one, it stands here as it should read and the source says so.
"""

from __future__ import annotations

from engine.result import Equation

_PAPER = "Salvia et al. 2023"


def _equation(latex: str, place: str) -> Equation:
    return Equation(latex, f"{_PAPER}, {place}")


QUBIT = _equation(
    r"\rho_Q = q\,|g\rangle\langle g| + (1-q)\,|e\rangle\langle e|"
    r" + c\sqrt{q(1-q)}\left(e^{-i\alpha}|g\rangle\langle e| + \mathrm{h.c.}\right)",
    "Eq. (1)",
)
EXCHANGE = _equation(
    r"\hat H = \Omega\left(\hat A \otimes |e\rangle\langle g|"
    r" + \hat A^\dagger \otimes |g\rangle\langle e|\right)",
    "Eq. (2)",
)
COLLISION = _equation(
    r"\rho_B(k) = \mathrm{tr}_Q\left\{e^{-i t_k \hat H}\, \rho_B(k-1) \otimes \rho_Q\,"
    r" e^{i t_k \hat H}\right\}",
    "Eq. (3)",
)
SWAP_ANGLE = _equation(r"\theta_k = \Omega t_k, \quad \tau = \sum_k t_k", "Eqs. (4), (5)")
AVERAGE_POWER = _equation(r"\bar{\mathcal P} = \frac{\bar E(K)}{\tau}", "Eq. (6)")
TRANSIENT_POWER = _equation(r"\mathcal P(k) = \frac{\bar E(k) - \bar E(k-1)}{t_k}", "Eq. (7)")
ERGOTROPY = _equation(
    r"\mathcal E = \mathrm{tr}\{\rho \hat H\} - \sum_n r_n E_n,"
    r" \quad r_0 \ge r_1 \ge \dots \text{ eigenvalues of } \rho",
    "Sec. II",
)
RATES = _equation(
    r"p(n,k) = P_0\,p(n,k-1) + P_-(n+1)\,p(n+1,k-1) + P_+(n-1)\,p(n-1,k-1)", "Eq. (9)"
)
POWER_CONSTANT = _equation(
    r"R_0 = \max_x \frac{\sin^2 x}{x} = 0.7246 \text{ at } \tan x = 2x", "Eq. (12)"
)
OSCILLATOR_BOUND = _equation(
    r"\bar E \le E R_0 \Omega\tau \left(1 + \frac{R_0 \Omega\tau}{4}\right)", "Eq. (15)"
)
DAMPED_BOUND = _equation(
    r"\frac{d\bar E}{d(\Omega\tau)} \le (1-\gamma) R_0 E \sqrt{\frac{\bar E}{E} + 1}"
    r" - \frac{2}{\pi}\gamma \bar E",
    "Eq. (C4)",
)
SPIN_BOUND = _equation(
    r"\bar E \le E\left[j - \tfrac12 + \left(j + \tfrac12\right)"
    r" \sin\left(R_0 \Omega\tau - \arcsin\frac{2j-1}{2j+1}\right)\right]",
    "Eq. (28), with the factor 1/f₊ that the print leaves out of its second arctangent",
)
SPIN_BOUND_PRINTED = _equation(
    r"\arctan\frac{2\langle J_z\rangle + 1}{2 f_+(j, \langle J_z\rangle)}"
    r" - \arctan\frac{1-2j}{2} \le R_0 \Omega\tau",
    "Eq. (28), as printed",
)
FULL_CHARGE = _equation(
    r"\Omega\tau^* \ge \frac{1}{R_0}\left[\frac{\pi}{2} + \arcsin\frac{2j-1}{2j+1}\right]"
    r" \to \frac{\pi}{R_0}",
    "Eq. (29), with the factor 1/f₊ restored",
)
UNIFORM_BOUND = Equation(
    r"\bar E \le E R_0 \Omega\tau", "the argument of Salvia et al. 2023, Eq. (13), with a_n = 1"
)
BOUND_WITH_LOSS = Equation(
    r"\frac{d\bar E}{d(\Omega\tau)} \le (1-\gamma) R_0 E f(\bar E/E) - \frac{2}{\pi}\gamma \bar E",
    "the argument of Salvia et al. 2023, Eq. (C4), with the coupling f of this battery",
)
FULL_SWAP = _equation(
    r"\vartheta_k = \frac{\pi}{2 a_k}, \quad a_k = \sqrt{k} \text{ or } f_+(j, k-1-j)",
    "Secs. III.B and IV.B",
)
FULL_SWAP_PRINTED = _equation(r"\theta_k = \frac{\pi}{2}\ \forall k", "Sec. III, as printed")
GREEDY_TRANSIENT = _equation(
    r"\theta_k = \arg\max_\theta \frac{\bar E(k) - \bar E(k-1)}{\theta}", "Sec. III, Fig. 2"
)
GREEDY_CUMULATIVE = _equation(
    r"\theta_k = \arg\max_\theta \frac{\bar E(k)}{\Omega\tau_{k-1} + \theta}",
    "Secs. III.B and IV.B, Figs. 3 and 6",
)
DISPLACEMENT = _equation(
    r"\rho_B \to \hat D\left(-\tfrac{i}{2} e^{i\alpha}\Omega\tau\right)|0\rangle\langle 0|"
    r"\hat D^\dagger, \quad \bar E = \frac{E(\Omega\tau)^2}{4}",
    "Eqs. (19), (20), with the phase that α = 0 gives",
)
ROTATION = _equation(
    r"\hat D(\tau) = \exp\left[-i\frac{\Omega\tau}{2}(\hat J_+ + \hat J_-)\right]",
    "Eqs. (31), (32), with the factor -i that the print leaves out",
)
DRIVING = _equation(
    r"\hat V = c\sqrt{q(1-q)}\left(e^{-i\alpha}\hat A + e^{i\alpha}\hat A^\dagger\right)",
    "Eq. (A13)",
)
LOSS = _equation(
    r"\Phi_0\rho = \sum_n \frac{(e^{\kappa t_0}-1)^n}{n!}\hat K_n\rho\hat K_n^\dagger, \quad"
    r" \hat K_n = \hat a^n e^{-\kappa t_0 \hat a^\dagger\hat a/2}, \quad"
    r" \gamma = 1-e^{-\kappa t_0}",
    "Eq. (21)",
)
CONSTITUENT_LOSS = Equation(
    r"\bar E \to (1-\gamma)\bar E \text{ with each quantum lost independently}",
    "Salvia et al. 2023, Eq. (21), carried over from the oscillator to a finite ladder",
)
WAITING_BOUND = Equation(
    r"\frac{d\bar E}{d[\Omega(\tau + k t_0)]} \le E f \max_\varphi"
    r" \frac{\sin^2\varphi}{\varphi + f\,\Omega t_0}, \quad f = f(\bar E/E)",
    "the argument of Salvia et al. 2023, Eqs. (12) to (14), with waiting counted as time",
)
BEST_POPULATION = Equation(
    r"q^* = \mathrm{arg}\,\max_q \bar E(K) \text{ at fixed } \Omega\tau = \sum_k \theta_k",
    "the question of Salvia et al. 2023, Sec. III.C, asked at finite swap angles",
)
BEST_POPULATION_WEAK = Equation(
    r"q^* = \tfrac12 - \theta\left(\frac{\Omega\tau}{8} + \frac{1}{2c^2\Omega\tau}\right)"
    r" + O(\theta^2)",
    "the driven and amplified oscillator of Salvia et al. 2023, Eqs. (A12) and (A13)",
)
ASYMPTOTIC_ADVANTAGE = Equation(
    r"2c\sqrt{q(1-q)} > R_0",
    "the driving limit of Salvia et al. 2023, Eq. (A13), against Eqs. (16) and (29)",
)


def bound_equations(battery: str, gamma: float, form: str = "corrected") -> list[Equation]:
    """The equations an incoherent bound rests on."""
    if form == "printed":
        return [POWER_CONSTANT, SPIN_BOUND_PRINTED]
    if gamma > 0:
        return [POWER_CONSTANT, DAMPED_BOUND if battery == "oscillator" else BOUND_WITH_LOSS]
    lossless = {"oscillator": OSCILLATOR_BOUND, "spin": SPIN_BOUND, "ladder": UNIFORM_BOUND}
    return [POWER_CONSTANT, lossless[battery]]


def charging_equations(battery: str, gamma: float) -> list[Equation]:
    """The equations a stream of qubits charges a battery by."""
    loss = [LOSS if battery == "oscillator" else CONSTITUENT_LOSS] if gamma > 0 else []
    return [QUBIT, EXCHANGE, COLLISION, SWAP_ANGLE, *loss]
