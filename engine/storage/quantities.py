"""The names under which the results of noisy storage are labelled."""

from __future__ import annotations

from engine.result import Quantity
from engine.storage import settings

SPACING = "ε₀"


class Named:
    """The quantities, each under its key in a dataset."""

    gamma = Quantity.of(settings.relaxation())
    eta = Quantity("excited population of the fixed point", r"\eta", "η")
    kappa = Quantity.of(settings.dephasing())

    j_coherent = Quantity("ratio of the coherent state", r"J_{\mathrm{coh}}", "J_coh")
    j_local = Quantity("ratio of cells on their own", r"J_{\mathrm{loc}}", "J_loc")
    j_separable = Quantity("ratio of cells emptied together", r"J_{\mathrm{sep}}", "J_sep")
    j_classical = Quantity("ratio of full among empty cells", r"J_{\mathrm{cl}}", "J_cl")
    redundant_population = Quantity(
        "population of the best redundant cell", r"p_{\mathrm{red}}", "p_red"
    )
    single_shot = Quantity("single-shot ergotropy", r"\mathcal E_{1,1}", "ℰ₁,₁", SPACING)
    advantage = Quantity("advantage of spreading", r"J-\mathcal E_{1,1}", "J − ℰ₁,₁")
    winner = Quantity("best way to store", r"\mathrm{best}", "best")
    optimal_population = Quantity("optimal population", r"p^*", "p*")

    energy = Quantity("energy per cell", r"\mathfrak e", "e", SPACING)
    ergotropy = Quantity("ergotropy after the noise", r"\mathcal E", "ℰ", SPACING)
    best_ergotropy = Quantity(
        "single-shot ergotropy", r"\mathcal E^{(1)}(\mathfrak e)", "ℰ⁽¹⁾(e)", SPACING
    )
    capacitance = Quantity(
        "local capacitance", r"C_{\mathrm{loc}}(\mathfrak e)", "C_loc(e)", SPACING
    )
    coherent_ergotropy = Quantity(
        "ergotropy of coherence", r"\mathcal E_{\mathrm c}", "ℰ_c", SPACING
    )
    incoherent_ergotropy = Quantity(
        "ergotropy of populations", r"\mathcal E_{\mathrm i}", "ℰ_i", SPACING
    )

    cells = Quantity("cells", "n", "n")
    global_ergotropy = Quantity(
        "global ergotropy per cell", r"\mathcal E(\rho_n)/n", "ℰ(ρₙ)/n", SPACING
    )
    limit = Quantity("limit of many cells", r"\mathcal E/n,\ n\to\infty", "ℰ/n, n → ∞", SPACING)
    coherent = Quantity("coherent state, ratio", r"n\,\mathcal E(E/n)/E", "n·ℰ(E/n)/E")
    block = Quantity("full among empty cells, ratio", r"\mathcal E(\rho_n)/E", "ℰ(ρₙ)/E")

    angle = Quantity("angle from the ground state", r"\vartheta", "ϑ", "rad")
    x = Quantity("coherence", "x", "x")
    z = Quantity("ground minus excited population", "z", "z")
    centre = Quantity("centre of the output ellipsoid", "z_0", "z₀")
    width = Quantity("half width of the output ellipsoid", r"\sqrt{D}", "√D")
    height = Quantity("half height of the output ellipsoid", "B", "B")
    share = Quantity("share of the cells", "w", "w")
    share_population = Quantity("population of these cells", "p", "p")

    time = Quantity("storage time", "t", "t", "µs")
    crossing_time = Quantity("time from which spreading pays", r"t_\times", "t×", "µs")
