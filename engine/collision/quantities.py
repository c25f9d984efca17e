"""The names under which the results of collisional charging are labelled."""

from __future__ import annotations

from engine.collision import settings
from engine.result import Quantity


class Named:
    """The quantities, each under its key in a dataset."""

    collision = Quantity("collision", "k", "k")
    time = Quantity("charging time", r"\Omega\tau", "Ωτ")
    sample_collision = Quantity("collision of the sample", "k", "k")
    sample_time = Quantity("charging time of the sample", r"\Omega\tau", "Ωτ")
    level = Quantity("level", "n", "n")
    step = Quantity("step", "k", "k")
    sample_step = Quantity("step of the sample", "k", "k")

    energy = Quantity("mean energy", r"\bar E", "Ē", "E")
    average_power = Quantity("average power", r"\bar{\mathcal P}", "P̄", "EΩ")
    transient_power = Quantity("transient power", r"\mathcal P(k)", "P", "EΩ")
    bound = Quantity("incoherent bound", r"\bar E_{\mathrm{inc}}", "Ē_inc", "E")
    advantage = Quantity("advantage", r"\bar E/\bar E_{\mathrm{inc}}", "Ē/Ē_inc")
    ergotropy = Quantity("ergotropy", r"\mathcal E", "ℰ", "E")
    purity = Quantity("purity", r"\mathrm{tr}\,\rho^2", "tr ρ²")
    top_population = Quantity("population of the top level", r"p_{d-1}", "p_top")
    population = Quantity("population", r"p(n)", "p(n)")
    angle = Quantity("swap angle", r"\theta_k", "θ_k", "rad")

    total_time = Quantity("time with waiting", r"\Omega(\tau + k t_0)", "Ω(τ + k·t₀)")
    total_power = Quantity("power over all time", r"\bar E/(\tau + k t_0)", "Ē/(τ + k·t₀)", "EΩ")
    energy_per_qubit = Quantity("energy per qubit", r"\bar E/k", "Ē/k", "E")
    efficiency = Quantity("share of the qubits' energy stored", r"\bar E/[k(1-q)E]", "Ē/[k(1-q)E]")
    ergotropy_efficiency = Quantity(
        "share of the qubits' ergotropy stored", r"\mathcal E/(k\mathcal E_Q)", "ℰ/(k·ℰ_Q)"
    )

    window_start = Quantity("start of the advantage", r"\Omega\tau_{\mathrm{ad}}", "Ωτ_ad")
    window_stop = Quantity("end of the advantage", r"\Omega\tau_{\mathrm{end}}", "Ωτ_end")
    best_advantage = Quantity(
        "best advantage", r"\max\,\bar E/\bar E_{\mathrm{inc}}", "max Ē/Ē_inc"
    )
    best_time = Quantity("time of the best advantage", r"\Omega\tau_{\mathrm{best}}", "Ωτ_best")
    full_charge_time = Quantity("shortest full charge", r"\Omega\tau^*", "Ωτ*")
    onset_time = Quantity("onset of the advantage", r"\Omega\tau_{\mathrm{ad}}", "Ωτ_ad")

    theta = Quantity.of(settings.swap_angle())
    gamma = Quantity("loss per collision", r"\gamma", "γ")
    q = Quantity.of(settings.ground_state_population())
    c = Quantity.of(settings.coherence())
    best_q = Quantity("best ground-state population", "q^*", "q*")
    best_energy = Quantity("largest mean energy over q", r"\bar E(q^*)", "Ē(q*)", "E")
    gain = Quantity(
        "largest energy over that at q = ½", r"\bar E(q^*)/\bar E(\tfrac12)", "Ē(q*)/Ē(½)"
    )

    im = Quantity("momentum-like quadrature", r"\mathrm{Im}\,\beta", "Im β")
    re = Quantity("position-like quadrature", r"\mathrm{Re}\,\beta", "Re β")
    wigner = Quantity("Wigner function", r"W(\beta)", "W(β)")
    husimi = Quantity("Husimi function", r"Q(\beta)", "Q(β)")
    amplitude_re = Quantity("mean amplitude, real part", r"\mathrm{Re}\langle a\rangle", "Re⟨a⟩")
    amplitude_im = Quantity(
        "mean amplitude, imaginary part", r"\mathrm{Im}\langle a\rangle", "Im⟨a⟩"
    )
    polar = Quantity("polar angle from the full state", r"\vartheta", "ϑ", "rad")
    azimuth = Quantity("azimuth", r"\varphi", "φ", "rad")
    across = Quantity("across the sphere", "u", "u")
    up = Quantity("from empty up to full", "v", "v")
    spin_husimi = Quantity("Husimi function", r"Q(\vartheta, \varphi)", "Q(ϑ, φ)")

    waiting = Quantity("waiting time", r"\Omega t_0", "Ωt₀")
    kappa_t0 = Quantity("loss rate times waiting time", r"\kappa t_0", "κt₀")
    time_unit = Quantity("unit of time", r"1/\Omega", "1/Ω", "µs")
    collision_time = Quantity("time of one collision with waiting", r"t + t_0", "t + t₀", "µs")
    total_bound = Quantity(
        "incoherent bound with waiting", r"\bar E_{\mathrm{inc},t_0}", "Ē_inc,t₀", "E"
    )
    total_advantage = Quantity(
        "advantage with waiting", r"\bar E/\bar E_{\mathrm{inc},t_0}", "Ē/Ē_inc,t₀"
    )
    qubit_bound = Quantity("most that k qubits can hold", r"k E", "k·E", "E")
    qubit_advantage = Quantity(
        "share of the most that k qubits can hold", r"\bar E/(kE)", "Ē/(k·E)"
    )
    total_window_start = Quantity(
        "start of the advantage with waiting", r"\Omega(\tau+kt_0)_{\mathrm{ad}}", "Ω(τ+k·t₀)_ad"
    )
    total_window_stop = Quantity(
        "end of the advantage with waiting", r"\Omega(\tau+kt_0)_{\mathrm{end}}", "Ω(τ+k·t₀)_end"
    )
    total_best_advantage = Quantity(
        "best advantage with waiting", r"\max\,\bar E/\bar E_{\mathrm{inc},t_0}", "max Ē/Ē_inc,t₀"
    )
    total_best_time = Quantity(
        "time of the best advantage with waiting",
        r"\Omega(\tau+kt_0)_{\mathrm{best}}",
        "Ω(τ+k·t₀)_best",
    )
    weak_limit = Quantity("limit of weak collisions", r"\theta \to 0", "θ → 0")
