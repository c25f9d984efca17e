"""The names under which the results of self-discharge are labelled."""

from __future__ import annotations

from engine.result import Quantity

ENERGY_UNIT, TIME_UNIT, RATE_UNIT = "ħω", "1/Γ₀", "Γ₀"

TIME = Quantity("time", "t", "t", TIME_UNIT)
CELL = Quantity("cell", "n", "n")
EDGE = Quantity("edge", "e", "e")
EDGE_START = Quantity("first cell of the edge", "n", "n")
EDGE_END = Quantity("second cell of the edge", "m", "m")
MODE = Quantity("collective mode", "k", "k")
CELL_X = Quantity("place of the cell, across", "x", "x")
CELL_Y = Quantity("place of the cell, up", "y", "y")

ENERGY = Quantity("internal energy", "U", "U", ENERGY_UNIT)
RELATIVE_ENERGY = Quantity("internal energy over its start", "U/U_0", "U/U₀")
ERGOTROPY = Quantity("ergotropy", r"\mathcal E", "ℰ", ENERGY_UNIT)
RELATIVE_ERGOTROPY = Quantity("ergotropy over its start", r"\mathcal E/\mathcal E_0", "ℰ/ℰ₀")
EFFICIENCY = Quantity("efficiency", r"\varepsilon = \mathcal E/U", "ε = ℰ/U")
DEAD_ENERGY = Quantity("dead energy", r"U - \mathcal E", "U - ℰ", ENERGY_UNIT)
INCOHERENT = Quantity("ergotropy of the populations", r"\mathcal E_i", "ℰᵢ", ENERGY_UNIT)
COHERENT = Quantity("ergotropy from coherence", r"\mathcal E_c", "ℰ_c", ENERGY_UNIT)
LOCAL_ERGOTROPY = Quantity(
    "sum of the cells' ergotropies", r"\sum_n \mathcal E_n", "Σ ℰₙ", ENERGY_UNIT
)
COHERENCE = Quantity("coherence", r"C_{l_1}", "C")
PURITY = Quantity("purity", r"\mathrm{tr}\,\rho^2", "tr ρ²")
CONCURRENCE = Quantity("mean concurrence of the edges", r"\bar C_{nm}", "C̄ₙₘ")
LEAK = Quantity("leaking power", r"-\dot U", "-dU/dt", "ħωΓ₀")

CELL_ENERGY = Quantity("energy of the cell", r"U_n", "Uₙ", ENERGY_UNIT)
EDGE_CONCURRENCE = Quantity("concurrence of the edge", r"C_{nm}", "Cₙₘ")
EDGE_COHERENCE = Quantity(
    "coherence of the edge", r"2\,\mathrm{Re}\langle\sigma^+_n\sigma^-_m\rangle", "2Re⟨σ⁺σ⁻⟩"
)
MODE_RATE = Quantity("rate of the mode", r"\gamma_k", "γₖ", RATE_UNIT)
MODE_AMPLITUDE = Quantity("amplitude of the mode on the cell", r"v_{kn}", "vₖₙ")
MODE_ENERGY = Quantity(
    "energy in the mode", r"\langle S_k^\dagger S_k\rangle", "⟨S†S⟩", ENERGY_UNIT
)

POPULATION = Quantity("excited population", r"\varrho_e", "ϱₑ")
HALF_LIFE = Quantity("half-life of the ergotropy", r"\tau_{1/2}", "τ½", TIME_UNIT)
LOOKED_UNTIL = Quantity(
    "time up to which the half-life was looked for", r"t_{\mathrm{looked}}", "t looked", TIME_UNIT
)
DEATH_TIME = Quantity("end of the ergotropy", r"\tau_c", "τ_c", TIME_UNIT)
RATE_MIN = Quantity("least rate", r"\gamma_{\min}", "γ_min", RATE_UNIT)
RATE_MAX = Quantity("largest rate", r"\gamma_{\max}", "γ_max", RATE_UNIT)
LIMIT_LOW = Quantity(
    "least allowed collective rate", r"\Gamma_{\mathrm{icl}}^{\min}", "Γ_icl min", RATE_UNIT
)
LIMIT_HIGH = Quantity(
    "largest allowed collective rate", r"\Gamma_{\mathrm{icl}}^{\max}", "Γ_icl max", RATE_UNIT
)
LEAST_EIGENVALUE = Quantity("least eigenvalue of the graph", r"\lambda_{\min}", "λ_min")
LARGEST_EIGENVALUE = Quantity("largest eigenvalue of the graph", r"\lambda_{\max}", "λ_max")
DARK_MODES = Quantity("modes that do not decay", r"n_{\mathrm{dark}}", "dark modes")
LASTING_DARK_MODES = Quantity(
    "modes that do not decay and keep to themselves", r"n_{\mathrm{lasting}}", "lasting dark modes"
)

COLLECTIVE_RATE = Quantity("collective rate", r"\Gamma_{\mathrm{icl}}", "Γ_icl", RATE_UNIT)
COUPLING = Quantity("coupling", "J", "J", RATE_UNIT)
ALLOWED = Quantity("whether the generator is physical", r"\gamma_{\min} \ge 0", "allowed")
GEOMETRY = Quantity("geometry", "", "geometry")
CELLS = Quantity("number of cells", "N", "N")
PLACE = Quantity("place of the graph", "i", "i")
RANK = Quantity("rank of the graph", "r", "rank")
EDGES = Quantity("number of edges", "|E|", "edges")
ADJACENCY = Quantity("adjacency matrix", r"A_{nm}", "A")
OTHER = Quantity("other cell", "m", "m")
REALISATION = Quantity("realisation", "r", "r")
QUANTILE = Quantity("quantile", "q", "q")
