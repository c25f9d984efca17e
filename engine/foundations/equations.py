"""The equations of a single battery, as results and theory quote them."""

from __future__ import annotations

from engine.result import Equation

PAPER = "Campaioli et al. 2024"


def _equation(latex: str, place: str) -> Equation:
    return Equation(latex, f"{PAPER}, {place}")


BATTERY = _equation(r"H_0 = \sum_k \varepsilon_k |k\rangle\langle k|", "Eq. (1)")
ERGOTROPY = _equation(
    r"\mathcal E(\rho) = \mathrm{tr}\,\rho H_0 - \min_U \mathrm{tr}\,U\rho U^\dagger H_0", "Eq. (4)"
)
PASSIVE = _equation(
    r"\sigma_\rho = \sum_k r'_k |k\rangle\langle k|, \quad r'_{k+1} \le r'_k", "Eqs. (5), (6)"
)
SPLIT = Equation(
    r"\mathcal E = \mathcal E_{\mathrm i} + \mathcal E_{\mathrm c}, \quad"
    r" \mathcal E_{\mathrm i} = \sum_k \varepsilon_k(\rho_{kk} - \rho'_{kk}), \quad"
    r" \mathcal E_{\mathrm c} = \sum_k \varepsilon_k(\rho'_{kk} - r'_k) \ge 0",
    "Francica et al. 2020",
)
BOUND = _equation(
    r"\mathcal E(\rho) \le \mathrm{tr}\,\rho H_0 - \mathrm{tr}\,G_{\bar\beta}H_0, \quad"
    r" S(G_{\bar\beta}) = S(\rho), \quad G_\beta = e^{-\beta H_0}/Z",
    "Eq. (7)",
)
COPIES = _equation(
    r"\varepsilon(N) = \frac1N\left(\mathrm{tr}\,H_0^{(N)}\rho^{\otimes N}"
    r" - \mathrm{tr}\,H_0^{(N)}\sigma_{\rho^{\otimes N}}\right)",
    "Eqs. (8), (9)",
)
LIMIT = _equation(
    r"\lim_{N\to\infty}\varepsilon(N) = \mathrm{tr}\,\rho H_0 - \mathrm{tr}\,G_{\bar\beta}H_0",
    "Sec. II.A.3",
)
POWER = _equation(r"P(t) = \mathrm{tr}\,H_0\dot\rho(t), \quad \langle P\rangle = W(\tau)/\tau",
                  "Eqs. (10), (11)")  # fmt: skip
OBJECTIVE = _equation(
    r"\mathcal F_\alpha = \langle P\rangle^\alpha W^{1-\alpha} = W/\tau^\alpha", "Sec. II.B.1"
)
SPEED_LIMIT = _equation(
    r"\tau \ge \frac{\arccos|\langle\psi|\phi\rangle|}{\min\{\langle E\rangle, \Delta E\}}",
    "Eq. (12), with ⟨E⟩ above the ground state of H(t); for ⟨E⟩ between orthogonal states only",
)
DRIVE = _equation(
    r"H = \alpha|\psi\rangle\langle\phi| + \alpha^*|\phi\rangle\langle\psi|, \quad"
    r" \lVert H\rVert = |\alpha| = E_{\max}",
    "Eq. (13), the whole H(t) between orthogonal states",
)
POWER_BOUND = _equation(
    r"\langle P\rangle \le \frac{2WE_{\max}}{\pi}", "Eq. (14), between orthogonal states"
)
PATH = Equation(
    r"H = E_{\max}(\cos\chi\;Y + \sin\chi\;Z), \quad"
    r" |\psi(t)\rangle = (\cos Et + i\sin\chi\sin Et)|g\rangle + \cos\chi\sin Et\,|e\rangle",
    f"our example for {PAPER}, Eqs. (12)-(14)",
)
