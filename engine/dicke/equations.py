"""The equations of the Dicke battery, as results and theory quote them.

Where the Colloquium misprints one, it stands here as it should read and the source says so.
"""

from __future__ import annotations

from engine.result import Equation

PAPER = "Campaioli et al. 2024"


def _equation(latex: str, place: str) -> Equation:
    return Equation(latex, f"{PAPER}, {place}")


CHARGER = _equation(r"H_{\mathrm C} = \omega_{\mathrm c}\, a^\dagger a", "Eq. (29)")
BATTERY = _equation(
    r"H_{\mathrm B} = \frac{\omega_0}{2}\sum_{i=1}^{N}(\sigma^z_i + 1) = \omega_0 M", "Eq. (30)"
)
COUPLING = _equation(
    r"H_1 = g\sum_{i=1}^{N}\sigma^x_i\,(a^\dagger + a) = 2 g J_x (a^\dagger + a)", "Eq. (31)"
)
START = _equation(r"|\psi(0)\rangle = |n\rangle\otimes|G\rangle", "Eq. (32)")
TAVIS_CUMMINGS = _equation(
    r"H_1 = g\,(J_+ a + J_- a^\dagger)", "Eq. (31) without its counter-rotating terms"
)
TWO_PHOTONS = _equation(
    r"H_1 = 2 g_2 J_x\left[(a^\dagger)^2 + a^2\right], \quad \omega_0 = 2\omega_{\mathrm c}",
    "Eq. (39)",
)
TWO_PHOTONS_ROTATING = _equation(
    r"H_1 = g_2\left[J_+ a^2 + J_- (a^\dagger)^2\right]",
    "Eq. (39) without its counter-rotating terms",
)
SWITCHING = _equation(
    r"W_{\mathrm{sw}}(t) = \langle H_{\mathrm B} + H_{\mathrm C}\rangle_t"
    r" - \langle H_{\mathrm B} + H_{\mathrm C}\rangle_0",
    "Sec. III.A.2",
)
POWER = _equation(r"\langle P\rangle_t = E(t)/t, \quad P_{\max} = \max_t E(t)/t", "Sec. III.B.1")
ADVANTAGE = _equation(r"\Gamma = \frac{P_{\max}(N)}{N P_{\max}(1)} \sim \sqrt N", "Eq. (34)")
RESCALED = _equation(r"g \to g/\sqrt N", "Eq. (38)")
BOUND = _equation(
    r"\langle P\rangle \le \sqrt{\langle\Delta E_{\mathrm B}^2\rangle\,\langle I_E\rangle},"
    r" \quad I_E = \sum_m \dot p_m^2/p_m",
    "Eq. (24)",
)
COMMUTATOR_BOUND = _equation(
    r"\langle P\rangle \le 2\sqrt{\langle\Delta E_{\mathrm B}^2\rangle"
    r"\,\langle\Delta E_1^2\rangle}",
    "Eq. (43), which prints it without the 2",
)
LADDER = Equation(
    r"\mathcal E_{\mathrm{lad}} = E - \omega_0\sum_k k\, r_k,"
    r" \quad r_0 \ge r_1 \ge \dots \ge r_N",
    f"derived from {PAPER}, Eq. (5), on the N + 1 symmetric states",
)
FULL = Equation(
    r"\mathcal E = E - \omega_0 (1 - r_0)",
    f"derived from {PAPER}, Eq. (5): all but one of N + 1 eigenvalues go to the N states at ω₀",
)
DIPOLES = Equation(
    r"H_\eta = \frac{\eta}{N} J_x^2, \quad \frac{\eta}{N} J_z^2, \quad"
    r" \frac{\eta}{N}\sum_{i\ne j}\sigma^+_i\sigma^-_j",
    f"chosen here for the interaction of {PAPER}, Sec. III.B.5, which prints none",
)
CLASSICAL_BATTERY = _equation(
    r"\mathcal H_{\mathrm B} = N\omega_0\,\frac{1+\cos\theta}{2}", "Eq. (35)"
)
CLASSICAL_CHARGER = _equation(
    r"\mathcal H_{\mathrm C} = \frac{\omega_0}{2}(p_a^2 + q_a^2)", "Eq. (36)"
)
CLASSICAL_COUPLING = _equation(
    r"\mathcal H_1 = g\sqrt2\, N q_a \sin\theta\cos\phi",
    "Eq. (37), with N and q_a outside the root",
)
CLASSICAL_MOTION = Equation(
    r"\dot{\mathbf n} = (2\sqrt2\,g q, 0, \omega_0)\times\mathbf n, \quad \dot q = \omega_0 p,"
    r" \quad \dot p = -\omega_0 q - \sqrt2\, g N n_x",
    f"Hamilton's equations of {PAPER}, Eqs. (35)-(37)",
)
RATIO = _equation(r"R = \Gamma_{\mathrm q}/\Gamma_{\mathrm c}", "Eq. (21)")
CATALYSIS = _equation(
    r"E(t) = \omega_0\sin^2(g\sqrt n\,t), \quad \bar\tau = \frac{\pi}{2g\sqrt n}", "Sec. III.B.3"
)
STAR = _equation(r"E(t) = \omega_0\sin^2(g\sqrt{\mathcal N}\,t)", "Sec. VI.D")
OPEN = Equation(
    r"\dot\rho = -i[H,\rho] + \kappa\,\mathcal D[a]\rho + P\,\mathcal D[a^\dagger]\rho"
    r" + \gamma_\phi\,\mathcal D[J_z]\rho",
    f"chosen here for the cavity of {PAPER}, Sec. VI.C",
)
COLLAPSE = Equation(
    r"g_2 < \frac{\omega_{\mathrm c}}{2N}",
    f"where {PAPER}, Eq. (39), keeps a lowest energy",
)
WIGNER = Equation(
    r"W(\beta) = \tfrac2\pi\,\mathrm{tr}\left[\rho_{\mathrm C} D(\beta)(-1)^{a^\dagger a}"
    r" D^\dagger(\beta)\right]",
    "definition",
)
