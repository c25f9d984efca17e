"""The names under which the results of charging together or apart are labelled."""

from __future__ import annotations

from engine.result import Quantity


class Named:
    """The quantities, each under its key in a dataset."""

    time = Quantity("charging time", "t", "t", "ħ/ε")
    excited = Quantity("excited cells", "n", "n")
    population = Quantity("population", "p_n", "p_n")
    energy = Quantity("energy", "E", "E", "ε")
    instantaneous_power = Quantity("instantaneous power", "P", "P", "ε²/ħ")
    variance = Quantity("variance of the energy", r"\Delta E_{\mathrm B}^2", "ΔE²", "ε²")
    local_variance = Quantity(
        "variance of cells on their own", r"\Delta E^2_{\mathrm{loc}}", "ΔE²_loc", "ε²"
    )
    correlated_variance = Quantity(
        "variance of correlations", r"\Delta E^2_{\mathrm{ent}}", "ΔE²_ent", "ε²"
    )
    fisher_information = Quantity("Fisher information", "I_E", "I_E", "ε²/ħ²")
    power_bound = Quantity("power bound of Eq. (24)", r"\sqrt{\Delta E^2 I_E}", "√(ΔE²·I_E)",
                           "ε²/ħ")  # fmt: skip
    charging_time = Quantity("time of the full charge", r"\tau", "τ", "ħ/ε")
    power = Quantity("average power", r"\langle P\rangle", "⟨P⟩", "ε²/ħ")
    local_power = Quantity(
        "average power of cells on their own", r"\langle P_\parallel\rangle", "⟨P∥⟩", "ε²/ħ"
    )
    advantage = Quantity("advantage", r"\Gamma", "Γ")

    inverse_temperature = Quantity("inverse temperature", r"\beta", "β", "1/ε")
    work = Quantity("work", "W", "W", "ε")
    work_share = Quantity("share of the full work", r"W/W_{\max}", "W/W_max")
    negativity = Quantity("negativity of half the cells", r"\mathcal N", "𝒩")
    ball_inverse_temperature = Quantity(
        "inverse temperature at the ball's edge", r"\beta_{\mathrm{ball}}", "β_ball", "1/ε"
    )
    ball_work_share = Quantity(
        "work share at the ball's edge", r"(W/W_{\max})_{\mathrm{ball}}", "(W/W_max)_ball"
    )
    entangled_inverse_temperature = Quantity(
        "inverse temperature of the first entanglement", r"\beta_{\mathrm{ent}}", "β_ent", "1/ε"
    )
    entangled_work_share = Quantity(
        "work share at the first entanglement", r"(W/W_{\max})_{\mathrm{ent}}", "(W/W_max)_ent"
    )

    neighbours = Quantity("participation number", "m", "m")
    bound = Quantity("bound of Eq. (19)", r"\Gamma/\gamma", "Γ/γ")
    quadratic_term = Quantity("term of other interactions", "k^2(m-1)", "k²(m-1)")
    linear_term = Quantity("term of one interaction", "k", "k")
    tight_bound = Quantity("tight bound", r"\Gamma/\gamma", "Γ/γ")
    bounds = Quantity("bound of Eq. (19)", r"\Gamma/\gamma", "Γ/γ")
    cell = Quantity("cell", "i", "i")
    x = Quantity("column of the lattice", "x", "x")
    y = Quantity("row of the lattice", "y", "y")
    part = Quantity("part in the interaction", "", "part")
