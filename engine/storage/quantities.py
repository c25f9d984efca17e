"""The names under which the results of noisy storage are labelled."""

from __future__ import annotations

from engine.result import Quantity

SPACING = "ε₀"

GAMMA = Quantity("relaxation", r"\gamma", "γ")
ETA = Quantity("excited population of the fixed point", r"\eta", "η")
KAPPA = Quantity("dephasing", r"\kappa", "κ")

J_COHERENT = Quantity("ratio of the coherent state", r"J_{\mathrm{coh}}", "J_coh")
J_LOCAL = Quantity("ratio of cells on their own", r"J_{\mathrm{loc}}", "J_loc")
J_SEPARABLE = Quantity("ratio of cells emptied together", r"J_{\mathrm{sep}}", "J_sep")
J_CLASSICAL = Quantity("ratio of full among empty cells", r"J_{\mathrm{cl}}", "J_cl")
REDUNDANT_POPULATION = Quantity(
    "population of the best redundant cell", r"p_{\mathrm{red}}", "p_red"
)
SINGLE_SHOT = Quantity("single-shot ergotropy", r"\mathcal E_{1,1}", "ℰ₁,₁", SPACING)
ADVANTAGE = Quantity("advantage of spreading", r"J-\mathcal E_{1,1}", "J - ℰ₁,₁")
WINNER = Quantity("best way to store", r"\mathrm{best}", "best")
OPTIMAL_POPULATION = Quantity("optimal population", r"p^*", "p*")

ENERGY = Quantity("energy per cell", r"\mathfrak e", "e", SPACING)
ERGOTROPY = Quantity("ergotropy after the noise", r"\mathcal E", "ℰ", SPACING)
SINGLE_SHOT_AT = Quantity(
    "single-shot ergotropy", r"\mathcal E^{(1)}(\mathfrak e)", "ℰ⁽¹⁾(e)", SPACING
)
CAPACITANCE = Quantity("local capacitance", r"C_{\mathrm{loc}}(\mathfrak e)", "C_loc(e)", SPACING)
COHERENT_ERGOTROPY = Quantity("ergotropy of coherence", r"\mathcal E_{\mathrm c}", "ℰ_c", SPACING)
INCOHERENT_ERGOTROPY = Quantity(
    "ergotropy of populations", r"\mathcal E_{\mathrm i}", "ℰ_i", SPACING
)

CELLS = Quantity("cells", "n", "n")
GLOBAL_PER_CELL = Quantity("global ergotropy per cell", r"\mathcal E(\rho_n)/n", "ℰ(ρₙ)/n", SPACING)
LIMIT = Quantity("limit of many cells", r"\mathcal E/n,\ n\to\infty", "ℰ/n, n → ∞", SPACING)
COHERENT_RATIO = Quantity("coherent state, ratio", r"n\,\mathcal E(E/n)/E", "n·ℰ(E/n)/E")
BLOCK_RATIO = Quantity("full among empty cells, ratio", r"\mathcal E(\rho_n)/E", "ℰ(ρₙ)/E")

ANGLE = Quantity("angle from the ground state", r"\vartheta", "ϑ", "rad")
X = Quantity("coherence", "x", "x")
Z = Quantity("ground minus excited population", "z", "z")
CENTRE = Quantity("centre of the output ellipsoid", "z_0", "z₀")
WIDTH = Quantity("half width of the output ellipsoid", r"\sqrt{D}", "√D")
HEIGHT = Quantity("half height of the output ellipsoid", "B", "B")
SHARE = Quantity("share of the cells", "w", "w")
SHARE_POPULATION = Quantity("population of these cells", "p", "p")

TIME = Quantity("storage time", "t", "t", "µs")
CROSSING = Quantity("time from which spreading pays", r"t_\times", "t×", "µs")
