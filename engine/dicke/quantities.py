"""The names under which the results of the Dicke battery are labelled.

Times are in 1/ω₀ where one photon is taken up at a time, and in 1/ω_c where two are; energies in
the same unit of frequency, ħ being 1.
"""

from __future__ import annotations

from engine.dicke import settings
from engine.result import Quantity

ENERGY, POWER, TIME = "ħω₀", "ħω₀²", "1/ω₀"


class Named:
    """The quantities, each under its key in a dataset."""

    time = Quantity("charging time", "t", "t", TIME)
    turn = Quantity("turn", r"\Omega t", "Ωt")
    cells = Quantity.of(settings.cells())
    phase = Quantity("phase of the oscillator", r"\varphi", "φ", "rad")

    energy = Quantity("energy", "E_{\\mathrm B}", "E", ENERGY)
    ergotropy_ladder = Quantity(
        "ergotropy in the ladder", r"\mathcal E_{\mathrm{lad}}", "ℰ_lad", ENERGY
    )
    ergotropy = Quantity("ergotropy of all states", r"\mathcal E", "ℰ", ENERGY)
    charger_energy = Quantity("energy of the charger", "E_{\\mathrm C}", "E_C", ENERGY)
    switching_work = Quantity("work of switching", r"W_{\mathrm{sw}}", "W_sw", ENERGY)
    average_power = Quantity("average power", r"\langle P\rangle", "⟨P⟩", POWER)
    instantaneous_power = Quantity("instantaneous power", "P", "P", POWER)
    purity = Quantity("purity of the battery", r"\mathrm{tr}\rho_{\mathrm B}^2", "tr ρ²")

    max_power = Quantity("largest average power", r"P_{\max}", "P_max", POWER)
    optimal_time = Quantity("time of the largest power", r"t_P", "t_P", TIME)
    max_energy = Quantity("largest energy", r"E_{\max}", "E_max", ENERGY)
    time_of_max_energy = Quantity("time of the largest energy", r"t_E", "t_E", TIME)
    optimal_energy = Quantity("energy at the largest power", "E(t_P)", "E(t_P)", ENERGY)
    optimal_ergotropy_ladder = Quantity(
        "ladder ergotropy at the largest power", r"\mathcal E_{\mathrm{lad}}(t_P)", "ℰ_lad(t_P)",
        ENERGY,
    )  # fmt: skip
    optimal_ergotropy = Quantity(
        "ergotropy at the largest power", r"\mathcal E(t_P)", "ℰ(t_P)", ENERGY
    )
    first_maximum = Quantity("time of the first maximum", r"t_1", "t₁", TIME)
    mean_power = Quantity("average power to the first maximum", r"E(t_1)/t_1", "E(t₁)/t₁", POWER)
    variance = Quantity("mean variance", r"\langle\Delta E_{\mathrm B}^2\rangle", "⟨ΔE²⟩", "ħ²ω₀²")
    local_variance = Quantity(
        "mean local variance", r"\langle\Delta E_{\mathrm B}^2|_{\mathrm{loc}}\rangle",
        "⟨ΔE²⟩_loc", "ħ²ω₀²",
    )  # fmt: skip
    fisher_information = Quantity("mean Fisher information", r"\langle I_E\rangle", "⟨I_E⟩", "ω₀²")
    power_bound = Quantity(
        "bound on the power", r"\sqrt{\langle\Delta E_{\mathrm B}^2\rangle\langle I_E\rangle}",
        "√(⟨ΔE²⟩⟨I_E⟩)", POWER,
    )  # fmt: skip
    photons = Quantity("photons at the start", "n", "n")
    cutoff = Quantity("photon numbers kept", r"n_{\max}", "n_max")

    parallel_power = Quantity("power of parallel charging", r"P_\parallel", "P∥", POWER)
    scaled_power = Quantity("power over N√N", r"P_{\max}/N^{3/2}", "P/N√N", POWER)
    scaled_parallel = Quantity("parallel power over N√N", r"P_\parallel/N^{3/2}", "P∥/N√N", POWER)
    advantage = Quantity("advantage over parallel charging", r"\Gamma", "Γ")
    exponent = Quantity("exponent", r"\alpha", "α")
    factor = Quantity("factor of the power law", "c", "c", POWER)
    distance = Quantity("largest distance from the power law", r"\epsilon", "ε")

    collapse_coupling = Quantity(
        "coupling of the collapse", r"\omega_{\mathrm c}/2N", "ω_c/2N", "ω_c"
    )
    power_share = Quantity("power over its bound", r"P/P_{24}", "P/P₂₄")
    commutator_share = Quantity("power over the commutator's bound", r"P/P_{43}", "P/P₄₃")
    printed_share = Quantity("power over that bound as printed", r"2P/P_{43}", "2P/P₄₃")
    correlated_share = Quantity("correlations' share of the variance", "c", "c")
    global_share = Quantity("global charging over its bounds", r"P_\sharp/P_{24}", "P♯/P₂₄")
    global_printed_share = Quantity(
        "global charging over (43) as printed", r"2P_\sharp/P_{43}", "2P♯/P₄₃"
    )
    global_correlated_share = Quantity("correlations' share in global charging", r"c_\sharp", "c♯")
    quantum_advantage = Quantity("quantum advantage", r"\Gamma_{\mathrm q}", "Γ_q")
    classical_advantage = Quantity("classical advantage", r"\Gamma_{\mathrm c}", "Γ_c")
    ratio = Quantity("quantum over classical", "R", "R")
    phase_ratio = Quantity("quantum over classical at one phase", r"R(\varphi)", "R(φ)")
    charging_time = Quantity("time of full charge", r"\bar\tau", "τ", TIME)
    excitations = Quantity("excitations", "n", "n")

    re = Quantity("real part of the amplitude", r"\mathrm{Re}\,\beta", "Re β")
    im = Quantity("imaginary part of the amplitude", r"\mathrm{Im}\,\beta", "Im β")
    wigner = Quantity("Wigner function", "W", "W")
    photon_number = Quantity("photon number", "n", "n")
    photon_share = Quantity("probability of the photon number", "P_n", "P_n")
    charger_purity = Quantity("purity of the charger", r"\mathrm{tr}\rho_{\mathrm C}^2", "tr ρ_C²")
