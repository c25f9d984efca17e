"""The equations of a battery of one's own, as results and theory quote them."""

from __future__ import annotations

from engine.result import Equation

PAPER = "Campaioli et al. 2024"

MASTER = Equation(
    r"\dot\rho = -i[H,\rho] + \sum_j \gamma_j\left(L_j\rho L_j^\dagger"
    r" - \tfrac12\{L_j^\dagger L_j, \rho\}\right)",
    "Lindblad 1976, Gorini, Kossakowski and Sudarshan 1976",
)
ENERGY = Equation(
    r"E(t) = \mathrm{tr}\,H_{\mathrm B}\rho_{\mathrm B}(t) - \varepsilon_{\min}",
    f"{PAPER}, Eq. (3), with the battery's ground state at zero",
)
RATE = Equation(
    r"P = \dot E = \mathrm{tr}\,\rho\left(i[H,H_{\mathrm B}] + \sum_j\gamma_j\left("
    r"L_j^\dagger H_{\mathrm B}L_j - \tfrac12\{L_j^\dagger L_j,H_{\mathrm B}\}\right)\right)",
    f"{PAPER}, Eq. (10)",
)
