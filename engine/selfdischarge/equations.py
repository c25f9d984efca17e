"""The equations of self-discharge, as results and theory quote them.

Where the paper misprints one, it stands here as it should read and the source says so.
"""

from __future__ import annotations

from engine.result import Equation

_PAPER = "Santos 2021"


def _equation(latex: str, place: str) -> Equation:
    return Equation(latex, f"{_PAPER}, {place}")


ERGOTROPY = _equation(
    r"\mathcal E = \mathrm{tr}(\rho H_0) - \sum_n \rho_n \epsilon_n, \quad"
    r" \rho_1 \ge \rho_2 \ge \dots,\ \epsilon_1 \le \epsilon_2 \le \dots",
    "Eq. (1)",
)
RELAXATION = _equation(
    r"\mathcal R_{\mathrm{rel}}[\rho] = \frac{\Gamma}{2}\left(2\sigma^-\rho\sigma^+"
    r" - \{\sigma^+\sigma^-, \rho\}\right)",
    "Eq. (5)",
)
EXACT = _equation(
    r"\rho_e(t) = \rho_e(0)\,e^{-\Gamma t}, \quad"
    r" |\rho_{eg}(t)| = |\rho_{eg}(0)|\,e^{-\Gamma t/2}",
    "Eq. (5), solved; Eq. (7) prints exp(-2Γt) for the coherence",
)
PAPER_DECAY = _equation(
    r"\rho_e(t) = \rho_e(0)\,e^{-\Gamma t/2}, \quad"
    r" |\rho_{eg}(t)| = |\rho_{eg}(0)|\,e^{-\Gamma t/2}",
    "the decay behind Eqs. (8), (9) and Fig. 2",
)
PRINTED_DECAY = _equation(
    r"\rho_e(t) = \rho_e(0)\,e^{-\Gamma t}, \quad"
    r" |\rho_{eg}(t)| = |\rho_{eg}(0)|\,e^{-2\Gamma t}",
    "Eq. (7), as printed",
)
FULL = _equation(
    r"\mathcal E(t) = \max(0,\ 2x - 1)\,\hbar\omega, \quad x = e^{-\Gamma t}"
    r" \text{ (paper: } e^{-\Gamma t/2})",
    "Eq. (8)",
)
QUANTUM = _equation(
    r"\mathcal E_{qu}(t) = \tfrac12\left(x - 1 + \sqrt{(1-x)^2 + y^2}\right)\hbar\omega, \quad"
    r" x = \rho_e(t)/\rho_e(0),\ y = |\rho_{eg}(t)/\rho_{eg}(0)|",
    "Eq. (9b), with the signs of its exponents and the prefactor corrected",
)
PHASE_DAMPING = _equation(
    r"|\rho_{eg}(t)| = |\rho_{eg}(0)|\,e^{-\gamma t}, \quad"
    r" \rho_e(t) = \rho_e(0)",
    "Eq. (10)",
)
SAME_ERGOTROPY = Equation(
    r"\rho_e = \frac{3 - c^2}{4}, \quad \rho_{eg} = \frac c2:"
    r" \quad \mathcal E = \frac{\hbar\omega}{2} \text{ for every } c",
    "the two initial states of Santos 2021, Sec. II.B, joined at equal ergotropy",
)
MASTER = _equation(
    r"\dot\rho = \frac{1}{i\hbar}[H_{\mathrm{int}}, \rho] + \sum_{nm} g_{nm}\left("
    r"\sigma_n^-\rho\,\sigma_m^+ - \tfrac12\{\sigma_m^+\sigma_n^-, \rho\}\right), \quad"
    r" g = \Gamma\,\mathbb 1 + \Gamma_{\mathrm{icl}} A",
    "Eqs. (11)-(13), summed over both ordered pairs of each edge",
)
ISING = _equation(
    r"H_{\mathrm{int}} = \hbar J\sum_{\{n,m\}}\sigma_n^z\sigma_m^z", "Sec. III, read as σᶻσᶻ"
)
EXCHANGE = _equation(
    r"H_{\mathrm{int}} = \hbar J\sum_{\{n,m\}}\left(\sigma_n^+\sigma_m^-"
    r" + \sigma_n^-\sigma_m^+\right)",
    "Sec. III, read as dipole-dipole exchange",
)
DETUNING = Equation(
    r"H_\delta = \hbar\sum_n \delta_n\,\sigma_n^+\sigma_n^-",
    "a detuning of each cell, beyond Santos 2021",
)
POSITIVITY = Equation(
    r"-\frac{\Gamma}{\lambda_{\max}(A)} \le \Gamma_{\mathrm{icl}}"
    r" \le \frac{\Gamma}{|\lambda_{\min}(A)|}",
    "complete positivity of Santos 2021, Eq. (13): no eigenvalue of g is negative",
)
MODES = Equation(
    r"\dot U = -\hbar\omega\sum_k \gamma_k \langle S_k^\dagger S_k\rangle, \quad"
    r" S_k = \sum_n v_{kn}\sigma_n^-, \quad g\,v_k = \gamma_k v_k",
    "Santos 2021, Eq. (13), in its collective modes",
)
EFFICIENCY = _equation(
    r"\varepsilon = \frac{\mathcal E}{U}, \quad U = \mathrm{tr}(\rho H_0)", "Sec. II.B"
)
CONCURRENCE = _equation(
    r"\bar C = \frac{1}{|E|}\sum_{\{n,m\}} C_{nm}, \quad"
    r" C_{nm} = \max(0, \lambda_1 - \lambda_2 - \lambda_3 - \lambda_4), \quad"
    r" \lambda = \mathrm{spec}\sqrt{\sqrt{\rho}\,\tilde\rho\sqrt{\rho}}",
    "Eq. (14), mean over the edges",
)
COHERENCE = _equation(
    r"C = \frac{1}{2^N - 1}\sum_{i \ne j}|\rho_{ij}|", "Sec. III.A, in the cells' e, g basis"
)
HALF_LIFE = _equation(r"\mathcal E(\tau_{1/2}) = \tfrac12\,\mathcal E(0)", "Sec. II.B and Fig. 2")


def network_equations(interaction: str, detuned: bool, dephasing: bool) -> list[Equation]:
    """The equations a network's discharge rests on."""
    return [
        MASTER,
        ISING if interaction == "zz" else EXCHANGE,
        *([DETUNING] if detuned else []),
        *([PHASE_DAMPING] if dephasing else []),
        POSITIVITY,
        ERGOTROPY,
        EFFICIENCY,
        COHERENCE,
        CONCURRENCE,
        MODES,
        HALF_LIFE,
    ]
