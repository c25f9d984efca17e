"""The names under which the results of a battery of one's own are labelled."""

from __future__ import annotations

from engine.result import Quantity


class Named:
    """The quantities, each under its key in a dataset; units are those of the given matrices."""

    time = Quantity("time", "t", "t", "ħ/ε")
    level = Quantity("level of the battery", "k", "k")
    height = Quantity("energy of the level", r"\varepsilon_k", "ε_k", "ε")
    population = Quantity("population", "p_k", "p_k")
    energy = Quantity("energy", "E", "E", "ε")
    ergotropy = Quantity("ergotropy", r"\mathcal E", "ℰ", "ε")
    incoherent_ergotropy = Quantity("incoherent ergotropy", r"\mathcal E_{\mathrm i}", "ℰ_i", "ε")
    coherent_ergotropy = Quantity("coherent ergotropy", r"\mathcal E_{\mathrm c}", "ℰ_c", "ε")
    average_power = Quantity("average power", r"\langle P\rangle", "⟨P⟩", "ε²/ħ")
    instantaneous_power = Quantity("instantaneous power", "P", "P", "ε²/ħ")
    purity = Quantity("purity", r"\mathrm{tr}\,\rho^2", "tr ρ²")
    coherence = Quantity("coherence", r"C_{l_1}=\sum_{j\ne k}|\rho_{jk}|", "C")
    travelled = Quantity("angle travelled", r"\arccos|\langle\psi|\psi(t)\rangle|", "θ", "rad")
    deviation_limit = Quantity("limit of the deviation", r"\Delta E\,t", "ΔE·t", "rad")
    energy_deviation = Quantity("deviation of the drive's energy", r"\Delta E", "ΔE", "ε")
    minimal_time = Quantity(
        "least time to the state of the largest power", r"\theta/\Delta E", "θ/ΔE", "ħ/ε"
    )
    max_power = Quantity("largest average power", r"P_{\max}", "P_max", "ε²/ħ")
    optimal_time = Quantity("time of the largest power", "t_P", "t_P", "ħ/ε")
    max_energy = Quantity("largest energy", r"E_{\max}", "E_max", "ε")
    time_of_max_energy = Quantity("time of the largest energy", "t_E", "t_E", "ħ/ε")
    drawable = Quantity("ergotropy at the largest energy", r"\mathcal E(t_E)", "ℰ(t_E)", "ε")
