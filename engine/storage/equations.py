"""The equations of noisy storage, as results and theory quote them.

Where the poster misprints one, it stands here as it should read and the source says so.
"""

from __future__ import annotations

from engine.result import Equation

PAPER = "Tirone et al., storage poster"
CAPACITANCES = "Tirone et al. 2023"


def _equation(latex: str, place: str) -> Equation:
    return Equation(latex, f"{PAPER}, {place}")


ERGOTROPY = _equation(
    r"\mathcal E(\rho) = \mathrm{tr}\,\rho \hat H - \min_V \mathrm{tr}\, V\rho V^\dagger \hat H,"
    r" \quad \hat H = |1\rangle\langle 1|",
    "Eqs. (1), (2)",
)
RELAXATION = _equation(
    r"\Lambda_{\gamma,\eta}(\rho) = \begin{pmatrix}"
    r"(1-\eta\gamma)\rho_{00} + (1-\eta)\gamma\rho_{11} & \sqrt{1-\gamma}\,\rho_{01} \\"
    r"\sqrt{1-\gamma}\,\rho_{10} & (1-(1-\eta)\gamma)\rho_{11} + \eta\gamma\rho_{00}"
    r"\end{pmatrix}",
    "Eq. (3), counted from 0 and with ρ₁₁ where its upper left entry prints ρ₀₀ twice",
)
DEPHASING = _equation(
    r"\Delta_\kappa(\rho) = \begin{pmatrix} \rho_{00} & \sqrt{1-\kappa}\,\rho_{01} \\"
    r"\sqrt{1-\kappa}\,\rho_{10} & \rho_{11} \end{pmatrix}",
    "Eq. (4)",
)
RATIO = _equation(
    r"J(\Phi) = \lim_{E\to\infty} \sup_{n,\rho_n} \frac{\mathcal E(\Phi^{\otimes n}(\rho_n))}{E}",
    "Eq. (5)",
)
REDUNDANCY_STATE = _equation(
    r"|\psi_n\rangle = \left(\sqrt{1-\tfrac En}\,|0\rangle + \sqrt{\tfrac En}\,|1\rangle"
    r"\right)^{\otimes n}",
    "Eq. (6)",
)
SINGLE_SHOT = _equation(
    r"\mathcal E_{n,\mathfrak e}(\Phi) = \max_{\langle H_n\rangle \le n\mathfrak e}"
    r" \frac{\mathcal E(\Phi^{\otimes n}(\rho_n))}{n}, \quad \mathcal E_{1,1}"
    r" = \max_{p\le 1}\mathcal E(p)",
    "Eq. (7)",
)
OUTPUT = Equation(
    r"\mathcal E(p) = \tfrac12\left[\sqrt{(s-2Bp)^2 + 4Dp(1-p)} - s + 2Bp\right],"
    r" \quad B = 1-\gamma,\; D = B(1-\kappa),\; s = 1-2\eta\gamma",
    f"derived from {PAPER}, Eqs. (1), (3), (4)",
)
BEST_SHOT = Equation(
    r"\mathcal E_{1,1} = \begin{cases} 1-2u & u \le (1+\kappa)/4 \\"
    r" \dfrac{D}{2\left[s-B+\sqrt{(s-B)^2+D-B^2}\right]} & \text{else}\end{cases},"
    r" \quad u = \gamma(1-\eta)",
    f"derived from {PAPER}, Eq. (7)",
)
COHERENT_RATIO = Equation(
    r"J_{\mathrm{coh}} = \lim_{n\to\infty} n\,\mathcal E(1/n) = \frac{(1-\gamma)(1-\kappa)}"
    r"{1-2\eta\gamma}",
    f"derived from {PAPER}, Eqs. (5), (6)",
)
LOCAL_RATIO = Equation(
    r"J_{\mathrm{loc}} = \sup_{\mathfrak e} \frac{C_{\mathrm{loc}}(\mathfrak e)}{\mathfrak e}"
    r" = \max\{J_{\mathrm{coh}}, \mathcal E(1)\}",
    f"derived from {PAPER}, Eq. (5), with cells emptied one by one",
)
SEPARABLE_RATIO = Equation(
    r"J_{\mathrm{sep}} = \sup_p \frac{T_0}{p} D\left(\Lambda\psi_p \,\|\, \Lambda|0\rangle\right),"
    r" \quad \frac{1}{T_0} = \ln\frac{1-\eta\gamma}{\eta\gamma}",
    f"derived from {PAPER}, Eq. (5), with separable inputs emptied together",
)
CONCAVITY = Equation(
    r"J_{\mathrm{coh}} \ge \mathcal E_{1,1} \iff (s-B)^2 + D \ge B^2,"
    r" \quad \text{for } \eta = 0: \kappa \le \frac{\gamma}{1-\gamma}",
    f"derived from {PAPER}, Figs. 1, 2",
)
CAPACITANCE = Equation(
    r"C_{\mathrm{loc}}(\Lambda;\mathfrak e) = \max \sum_j p_j\,\mathcal E^{(1)}(\Lambda;"
    r"\mathfrak e_j), \quad \sum_j p_j \mathfrak e_j \le \mathfrak e",
    f"{CAPACITANCES}, Eq. (5)",
)
COUNTING = Equation(
    r"\mathcal E(\rho_n) = \langle H_n\rangle - \sum_k (r_k - r_{k+1}) F(R_k)",
    f"{PAPER}, Eq. (1), with eigenvalues counted by type",
)
MANY_CELLS = Equation(
    r"\frac{\mathcal E(\rho_n)}{n} \to \sum_k w_k \langle h\rangle_k"
    r" - E_{\mathrm G}\left(\sum_k w_k S_k\right)",
    f"block typicality with the passive energy of {CAPACITANCES}, Eq. (12)",
)
CLOCK = Equation(
    r"\gamma = 1-e^{-t/T_1}, \quad 1-\kappa = e^{t/T_1 - 2t/T_2}, \quad"
    r" \eta = \frac{1}{1+e^{hf/k_{\mathrm B}T}}",
    f"{PAPER}, Eqs. (3), (4), with the usual times T₁ and T₂",
)

NOISE = (RELAXATION, DEPHASING)
