"""The equations of charging together or apart, as results and theory quote them.

Where the paper misprints one, it stands here as it should read and the source says so.
"""

from __future__ import annotations

from engine.result import Equation

PAPER = "Campaioli et al. 2024"


def _equation(latex: str, place: str) -> Equation:
    return Equation(latex, f"{PAPER}, {place}")


ADVANTAGE = _equation(
    r"\Gamma = \frac{\langle P_{\mathrm q}\rangle}{\langle P_{\mathrm c}\rangle}", "Eq. (15)"
)
LOCAL = _equation(
    r"H_\parallel = \sum_i \left(-H_0 + \alpha|e\rangle\langle g|"
    r" + \alpha^*|g\rangle\langle e|\right)_i",
    "Eq. (16), with |g⟩⟨e| in its last term",
)
GLOBAL = _equation(
    r"H_\sharp = -H_0^{(N)} + \alpha_N|E\rangle\langle G| + \alpha_N^*|G\rangle\langle E|",
    "Eq. (17), with |G⟩⟨E| in its last term",
)
BLOCKS = Equation(
    r"\alpha_k = \frac{k E_{\max}}{N}, \quad \tau_k = \frac{\pi N}{2 k E_{\max}}, \quad"
    r" \Gamma = \frac{\tau_1}{\tau_k} = k",
    f"{PAPER}, Eq. (18), for N/k blocks of k cells",
)
POPULATIONS = Equation(
    r"p_{kb}(t) = \binom{N/k}{b} \sin^{2b}(\alpha_k t)\,\cos^{2(N/k-b)}(\alpha_k t)",
    f"{PAPER}, Fig. 3(b), for N/k blocks of k cells",
)
VARIANCE = _equation(
    r"\Delta E_{\mathrm B}^2 = \sum_i\left(\langle h_i^2\rangle - \langle h_i\rangle^2\right)"
    r" + \sum_{i\ne j}\left(\langle h_i h_j\rangle - \langle h_i\rangle\langle h_j\rangle\right)",
    "Eqs. (22), (23)",
)
POWER_BOUND = _equation(
    r"P(t) \le \sqrt{\Delta E_{\mathrm B}^2(t)\,I_E(t)}, \quad I_E = \sum_n \dot p_n^2/p_n",
    "Eq. (24)",
)
COMMUTATOR_BOUND = _equation(
    r"\langle P\rangle \le 2\sqrt{\langle\Delta E_{\mathrm B}^2\rangle"
    r"\langle\Delta E_1^2\rangle}",
    "Eq. (43), with the factor 2 that it lacks",
)
THERMAL = _equation(
    r"\rho_0 = G_\beta^{\otimes N} \to \rho^\star = G_{-\beta}^{\otimes N}, \quad"
    r" W = N\omega\tanh\frac{\beta\omega}{2}",
    "Sec. II.C.2",
)
FLIP = Equation(
    r"H = E_{\max}\,\sigma_x^{\otimes N}, \quad H_\parallel = \frac{E_{\max}}N\sum_i\sigma_x^{(i)}",
    f"{PAPER}, Sec. II.C.2, where Eq. (17) would not reach ρ*",
)
BALL = Equation(
    r"\mathrm{tr}\,\rho^2 - 2^{-N} \le r_N^2, \quad r_2^2 = \tfrac1{12}, \quad"
    r" r_N = \sqrt{\tfrac{54}{17}}\;6^{-N/2}",
    "Gurvits and Barnum 2002 for N = 2, Hildebrand 2007 for more: a choice of this project",
)
ENTANGLED = Equation(
    r"\sinh\frac{N\beta\omega}{2} > \cosh\frac{(N-2m)\beta\omega}{2}, \quad"
    r" m = \lfloor N/2\rfloor",
    "partial transpose of half the cells, half-way along the path; derived here",
)
PARTICIPATION = _equation(r"\Gamma < \gamma\left[k^2(m-1)+k\right]", "Eq. (19)")
ORDER = _equation(r"\Gamma \le \gamma k", "Sec. II.C.3, after Gyhm, Šafránek and Rosa 2022")
