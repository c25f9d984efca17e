"""The equations of work capacitances, as results and theory quote them."""

from __future__ import annotations

from engine.result import Equation

_PAPER = "Tirone et al. 2023"


def _equation(latex: str, place: str) -> Equation:
    return Equation(latex, f"{_PAPER}, {place}")


ERGOTROPY = _equation(
    r"\mathcal E(\hat\rho;\hat H) = \max_{\hat U}"
    r"\left\{\mathfrak E(\hat\rho;\hat H)"
    r" - \mathfrak E(\hat U\hat\rho\hat U^\dagger;\hat H)\right\}",
    "Eq. (1)",
)
SINGLE_SHOT = _equation(
    r"\mathcal E^{(n)}(\Lambda;E) = \max_{\mathfrak E(\hat\rho^{(n)})\le E}"
    r"\mathcal E(\Lambda^{\otimes n}(\hat\rho^{(n)});\hat H^{(n)})",
    "Eq. (2)",
)
CAPACITANCE = _equation(
    r"C_{\mathcal E}(\Lambda;\mathfrak e)"
    r" = \lim_{n\to\infty}\frac{\mathcal E^{(n)}(\Lambda;n\mathfrak e)}{n}",
    "Eq. (3)",
)
LOCAL = _equation(
    r"C_{\mathrm{loc}} = C_{\mathrm{loc,sep}} = \chi(\Lambda;\mathfrak e)"
    r" = \sup\sum_j p_j\,\mathcal E^{(1)}(\Lambda;\mathfrak e_j),"
    r"\quad \sum_j p_j\mathfrak e_j \le \mathfrak e",
    "Eqs. (5)-(7)",
)
PAPER_BOUND = _equation(
    r"C_{\mathrm{sep}} \ge \chi_{\mathrm{tot}}(\Lambda;\mathfrak e)"
    r" = \sup\sum_j p_j\,\mathcal E^{(1)}_{\mathrm{tot}}(\Lambda;\mathfrak e_j)",
    "Eq. (12)",
)
TOTAL_ERGOTROPY = Equation(
    r"\mathcal E_{\mathrm{tot}}(\hat\rho) = \mathfrak E(\hat\rho) - E_{\mathrm G}(S(\hat\rho))",
    f"{_PAPER}, Corollary 1, after Alicki and Fannes 2013",
)
POOLED = Equation(
    r"C_{\mathrm{sep}} = \max\Big[\sum_k p_k\,\mathrm{tr}\,\hat h\Lambda(\psi_k)"
    r" - E_{\mathrm G}\Big(\sum_k p_k S(\Lambda\psi_k)\Big)\Big],"
    r"\quad \sum_k p_k\langle\hat h\rangle_k \le \mathfrak e",
    f"derived here; stronger than {_PAPER}, Eq. (12)",
)
DUAL = Equation(
    r"C_{\mathrm{sep}} = \min_{T,\mu\ge 0}\left\{\max_\psi\left[\mathrm{tr}\,\hat h\Lambda(\psi)"
    r" - T S(\Lambda\psi) - \mu\langle\hat h\rangle\right] + \mu\mathfrak e + T\ln Z(T)\right\}",
    f"derived here, the certificate of {_PAPER}, Eq. (12)",
)
ENTANGLED = Equation(
    r"C_{\mathrm{sep}} \le C_{\mathcal E} \le W(\mathfrak e) - E_{\mathrm G}(s)",
    f"derived here: largest output energy W and entropy floor s in {_PAPER}, Eq. (3)",
)
MAD = _equation(
    r"\hat K_0 = \mathrm{diag}\big(1,\sqrt{1-\gamma_1},\sqrt{1-\gamma_2-\gamma_3}\big),\;"
    r"\sqrt{\gamma_1}|0\rangle\langle 1|,\;\sqrt{\gamma_2}|1\rangle\langle 2|,\;"
    r"\sqrt{\gamma_3}|0\rangle\langle 2|",
    "Fig. 2(a), after Chessa and Giovannetti 2021",
)
REMAD = _equation(
    r"\hat K_1 = \sqrt{\gamma_1}|0\rangle\langle 1| + \sqrt{\gamma_2}|1\rangle\langle 2|",
    "Fig. 2(a), after Chessa and Giovannetti 2023",
)
DEPOLARIZING = _equation(
    r"\hat\rho \to (1-\lambda)\hat\rho + \lambda\hat 1/d", "Examples, after Ref. [30]"
)
ATTENUATOR = _equation(
    r"\Phi_2 = \mathcal L_{\lambda,N}\otimes\mathcal L_{0,0},\quad \bar n = (1-\lambda)N",
    "Fig. 2(b)",
)
GAUSSIAN_LOCAL = Equation(
    r"C_{\mathrm{loc}} = \lambda\mathfrak e + \bar n - \sum_{m\ge 1} q^{m(m+1)/2},"
    r"\quad q = \frac{\bar n}{1+\bar n}",
    f"{_PAPER}, Fig. 2(b), evaluated here",
)
GAUSSIAN_TOTAL = Equation(
    r"C_{\mathrm{sep}} = C_{\mathcal E} = \lambda\mathfrak e + \bar n - 2g^{-1}(g(\bar n)/2)",
    f"{_PAPER}, Fig. 2(b), evaluated here",
)
