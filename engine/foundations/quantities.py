"""The names under which the results on a single battery are labelled."""

from __future__ import annotations

from engine.result import Quantity

UNIT = "ε"


class Named:
    """The quantities, each under its key in a dataset."""

    level = Quantity("level", "k", "k")
    height = Quantity("energy of the level", r"\varepsilon_k", "ε_k", UNIT)
    population = Quantity("population", r"\rho_{kk}", "ρ_kk")
    moved_to = Quantity("level that sorting moves the population to", "k'", "k′")
    sorted_population = Quantity("population, sorted", r"\rho'_{kk}", "ρ′_kk")
    eigenvalue = Quantity("eigenvalue", "r_k", "r_k")
    passive_population = Quantity("passive population", "r'_k", "r′_k")
    thermal_population = Quantity("thermal population", r"g_k", "g_k")
    row = Quantity("row", "j", "j")
    column = Quantity("column", "k", "k")
    density = Quantity("size of the matrix element", r"|\rho_{jk}|", "|ρ_jk|")

    energy = Quantity("energy", "E", "E", UNIT)
    sorted_energy = Quantity("energy with sorted populations", r"E'", "E′", UNIT)
    passive_energy = Quantity("passive energy", r"E_{\mathrm{pas}}", "E_pas", UNIT)
    thermal_energy = Quantity("thermal energy at equal entropy", r"E_{\mathrm G}", "E_G", UNIT)
    ergotropy = Quantity("ergotropy", r"\mathcal E", "ℰ", UNIT)
    incoherent_ergotropy = Quantity("incoherent ergotropy", r"\mathcal E_{\mathrm i}", "ℰ_i", UNIT)
    coherent_ergotropy = Quantity("coherent ergotropy", r"\mathcal E_{\mathrm c}", "ℰ_c", UNIT)
    bound = Quantity("bound of equal entropy", r"E-E_{\mathrm G}", "E - E_G", UNIT)
    inverse_temperature = Quantity("inverse temperature", r"\bar\beta", "β̄", f"1/{UNIT}")
    entropy = Quantity("entropy", "S", "S", "nat")
    purity = Quantity("purity", r"\mathrm{tr}\,\rho^2", "tr ρ²")

    copies = Quantity("copies", "N", "N")
    ergotropy_per_copy = Quantity("ergotropy per copy", r"\varepsilon(N)", "ε(N)", UNIT)
    alone = Quantity("ergotropy of one copy", r"\varepsilon(1)", "ε(1)", UNIT)

    time = Quantity("time", "t", "t", "1/E")
    fidelity = Quantity("overlap with the target", r"|\langle\phi|\psi(t)\rangle|^2", "|⟨φ|ψ(t)⟩|²")
    travelled = Quantity("angle travelled", r"\arccos|\langle\psi|\psi(t)\rangle|", "θ", "rad")
    deviation_limit = Quantity("limit of the deviation", r"\Delta E\,t", "ΔE·t", "rad")
    mean_limit = Quantity("limit of the mean energy", r"\langle E\rangle t", "⟨E⟩·t", "rad")
    energy_stored = Quantity("energy stored", "W", "W", "gap")
    average_power = Quantity("average power", r"\langle P\rangle", "⟨P⟩", "gap·E")
    instantaneous_power = Quantity("instantaneous power", "P", "P", "gap·E")
    objective = Quantity(
        "objective", r"\mathcal F_\alpha=\langle P\rangle^\alpha W^{1-\alpha}", "F_α"
    )
    tangent = Quantity("line from the origin", r"t\,P_{\max}", "t·P_max", "gap")
    minimal_time = Quantity("least time of Eq. (12)", r"\tau_{\mathrm{QSL}}", "τ_QSL", "1/E")
    deviation_time = Quantity("least time of the deviation", r"\theta/\Delta E", "θ/ΔE", "1/E")
    arrival_time = Quantity("time of the largest overlap", r"\tau", "τ", "1/E")
    largest_fidelity = Quantity("largest overlap", r"\max F", "max F")
    mean_energy = Quantity("mean energy above the ground state", r"\langle E\rangle", "⟨E⟩", "E")
    energy_deviation = Quantity("deviation of the energy", r"\Delta E", "ΔE", "E")
    power_bound = Quantity("bound of Eq. (14)", r"2WE_{\max}/\pi", "2WE/π", "gap·E")
    max_power = Quantity("largest average power", r"P_{\max}", "P_max", "gap·E")
    optimal_time = Quantity("time of the largest power", r"t_P", "t_P", "1/E")
    best_time = Quantity("time of the largest objective", r"t_\alpha", "t_α", "1/E")
    best_objective = Quantity("largest objective", r"\max\mathcal F_\alpha", "max F_α")
