"""The names under which the results of self-discharge are labelled."""

from __future__ import annotations

from engine.result import Quantity
from engine.selfdischarge.settings import Physics

ENERGY_UNIT, TIME_UNIT, RATE_UNIT = "ħω", "1/Γ₀", "Γ₀"


class Named:
    """The quantities, each under its key in a dataset."""

    time = Quantity("time", "t", "t", TIME_UNIT)
    cell = Quantity("cell", "n", "n")
    edge = Quantity("edge", "e", "e")
    edge_start = Quantity("first cell of the edge", "n", "n")
    edge_end = Quantity("second cell of the edge", "m", "m")
    mode = Quantity("collective mode", "k", "k")
    cell_x = Quantity("place of the cell, across", "x", "x")
    cell_y = Quantity("place of the cell, up", "y", "y")

    energy = Quantity("internal energy", "U", "U", ENERGY_UNIT)
    relative_energy = Quantity("internal energy over its start", "U/U_0", "U/U₀")
    ergotropy = Quantity("ergotropy", r"\mathcal E", "ℰ", ENERGY_UNIT)
    relative_ergotropy = Quantity("ergotropy over its start", r"\mathcal E/\mathcal E_0", "ℰ/ℰ₀")
    efficiency = Quantity("efficiency", r"\varepsilon = \mathcal E/U", "ε = ℰ/U")
    dead_energy = Quantity("dead energy", r"U - \mathcal E", "U − ℰ", ENERGY_UNIT)
    incoherent_ergotropy = Quantity(
        "ergotropy of the populations", r"\mathcal E_i", "ℰᵢ", ENERGY_UNIT
    )
    coherent_ergotropy = Quantity("ergotropy from coherence", r"\mathcal E_c", "ℰ_c", ENERGY_UNIT)
    local_ergotropy = Quantity(
        "sum of the cells' ergotropies", r"\sum_n \mathcal E_n", "Σ ℰₙ", ENERGY_UNIT
    )
    coherence = Quantity("coherence", r"C_{l_1}", "C")
    purity = Quantity("purity", r"\mathrm{tr}\,\rho^2", "tr ρ²")
    concurrence = Quantity("mean concurrence of the edges", r"\bar C_{nm}", "C̄ₙₘ")
    leak = Quantity("leaking power", r"-\dot U", "−dU/dt", "ħωΓ₀")

    cell_energy = Quantity("energy of the cell", r"U_n", "Uₙ", ENERGY_UNIT)
    edge_concurrence = Quantity("concurrence of the edge", r"C_{nm}", "Cₙₘ")
    edge_coherence = Quantity(
        "coherence of the edge", r"2\,\mathrm{Re}\langle\sigma^+_n\sigma^-_m\rangle", "2Re⟨σ⁺σ⁻⟩"
    )
    mode_rate = Quantity("rate of the mode", r"\gamma_k", "γₖ", RATE_UNIT)
    mode_amplitude = Quantity("amplitude of the mode on the cell", r"v_{kn}", "vₖₙ")
    mode_energy = Quantity(
        "energy in the mode", r"\langle S_k^\dagger S_k\rangle", "⟨S†S⟩", ENERGY_UNIT
    )

    half_life = Quantity("half-life of the ergotropy", r"\tau_{1/2}", "τ½", TIME_UNIT)
    looked_until = Quantity(
        "time up to which the half-life was looked for",
        r"t_{\mathrm{looked}}",
        "t looked",
        TIME_UNIT,
    )
    death_time = Quantity("end of the ergotropy", r"\tau_c", "τ_c", TIME_UNIT)
    rate_min = Quantity("least rate", r"\gamma_{\min}", "γ_min", RATE_UNIT)
    rate_max = Quantity("largest rate", r"\gamma_{\max}", "γ_max", RATE_UNIT)
    collective_rate_min = Quantity(
        "least allowed collective rate", r"\Gamma_{\mathrm{icl}}^{\min}", "Γ_icl min", RATE_UNIT
    )
    collective_rate_max = Quantity(
        "largest allowed collective rate", r"\Gamma_{\mathrm{icl}}^{\max}", "Γ_icl max", RATE_UNIT
    )
    least_eigenvalue = Quantity("least eigenvalue of the graph", r"\lambda_{\min}", "λ_min")
    largest_eigenvalue = Quantity("largest eigenvalue of the graph", r"\lambda_{\max}", "λ_max")
    dark_modes = Quantity("modes that do not decay", r"n_{\mathrm{dark}}", "dark modes")
    lasting_dark_modes = Quantity(
        "modes that do not decay and keep to themselves",
        r"n_{\mathrm{lasting}}",
        "lasting dark modes",
    )

    collective_rate = Quantity.of(Physics.field("collective_rate"))
    coupling = Quantity.of(Physics.field("coupling"))
    allowed = Quantity("whether the generator is physical", r"\gamma_{\min} \ge 0", "allowed")
    geometry = Quantity("geometry", "", "geometry")
    cells = Quantity("number of cells", "N", "N")
    graph = Quantity("place of the graph", "i", "i")
    rank = Quantity("rank of the graph", "r", "rank")
    edges = Quantity("number of edges", "|E|", "edges")
    adjacency = Quantity("adjacency matrix", r"A_{nm}", "A")
    other = Quantity("other cell", "m", "m")
    realisation = Quantity("realisation", "r", "r")
    quantile = Quantity("quantile", "q", "q")
