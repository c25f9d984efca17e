"""The names under which the results of collisional charging are labelled."""

from __future__ import annotations

from engine.result import Quantity

COLLISION = Quantity("collision", "k", "k")
TIME = Quantity("charging time", r"\Omega\tau", "Ωτ")
SAMPLE_COLLISION = Quantity("collision of the sample", "k", "k")
SAMPLE_TIME = Quantity("charging time of the sample", r"\Omega\tau", "Ωτ")
LEVEL = Quantity("level", "n", "n")
STEP = Quantity("step", "k", "k")
SAMPLE_STEP = Quantity("step of the sample", "k", "k")

ENERGY = Quantity("mean energy", r"\bar E", "Ē", "E")
AVERAGE_POWER = Quantity("average power", r"\bar{\mathcal P}", "P̄", "EΩ")
TRANSIENT_POWER = Quantity("transient power", r"\mathcal P(k)", "P", "EΩ")
BOUND = Quantity("incoherent bound", r"\bar E_{\mathrm{inc}}", "Ē_inc", "E")
ADVANTAGE = Quantity("advantage", r"\bar E/\bar E_{\mathrm{inc}}", "Ē/Ē_inc")
ERGOTROPY = Quantity("ergotropy", r"\mathcal E", "ℰ", "E")
PURITY = Quantity("purity", r"\mathrm{tr}\,\rho^2", "tr ρ²")
TOP_POPULATION = Quantity("population of the top level", r"p_{d-1}", "p_top")
POPULATION = Quantity("population", r"p(n)", "p(n)")
ANGLE = Quantity("swap angle", r"\theta_k", "θ_k", "rad")

TOTAL_TIME = Quantity("time with waiting", r"\Omega(\tau + k t_0)", "Ω(τ + k·t₀)")
TOTAL_POWER = Quantity("power over all time", r"\bar E/(\tau + k t_0)", "Ē/(τ + k·t₀)", "EΩ")
ENERGY_PER_QUBIT = Quantity("energy per qubit", r"\bar E/k", "Ē/k", "E")
EFFICIENCY = Quantity("share of the qubits' energy stored", r"\bar E/[k(1-q)E]", "Ē/[k(1-q)E]")
ERGOTROPY_EFFICIENCY = Quantity(
    "share of the qubits' ergotropy stored", r"\mathcal E/(k\mathcal E_Q)", "ℰ/(k·ℰ_Q)"
)

WINDOW_START = Quantity("start of the advantage", r"\Omega\tau_{\mathrm{ad}}", "Ωτ_ad")
WINDOW_STOP = Quantity("end of the advantage", r"\Omega\tau_{\mathrm{end}}", "Ωτ_end")
BEST_ADVANTAGE = Quantity("best advantage", r"\max\,\bar E/\bar E_{\mathrm{inc}}", "max Ē/Ē_inc")
BEST_TIME = Quantity("time of the best advantage", r"\Omega\tau_{\mathrm{best}}", "Ωτ_best")
FULL_CHARGE_TIME = Quantity("shortest full charge", r"\Omega\tau^*", "Ωτ*")
ONSET_TIME = Quantity("onset of the advantage", r"\Omega\tau_{\mathrm{ad}}", "Ωτ_ad")

THETA = Quantity("swap angle", r"\theta", "θ", "rad")
GAMMA = Quantity("loss per collision", r"\gamma", "γ")
GROUND = Quantity("ground-state population", "q", "q")
COHERENCE = Quantity("coherence", "c", "c")
BEST_GROUND = Quantity("best ground-state population", "q^*", "q*")
LARGEST_ENERGY = Quantity("largest mean energy over q", r"\bar E(q^*)", "Ē(q*)", "E")
GAIN_OVER_HALF = Quantity(
    "largest energy over that at q = ½", r"\bar E(q^*)/\bar E(\tfrac12)", "Ē(q*)/Ē(½)"
)

IM = Quantity("momentum-like quadrature", r"\mathrm{Im}\,\beta", "Im β")
RE = Quantity("position-like quadrature", r"\mathrm{Re}\,\beta", "Re β")
WIGNER = Quantity("Wigner function", r"W(\beta)", "W(β)")
HUSIMI = Quantity("Husimi function", r"Q(\beta)", "Q(β)")
AMPLITUDE_RE = Quantity("mean amplitude, real part", r"\mathrm{Re}\langle a\rangle", "Re⟨a⟩")
AMPLITUDE_IM = Quantity("mean amplitude, imaginary part", r"\mathrm{Im}\langle a\rangle", "Im⟨a⟩")
POLAR = Quantity("polar angle from the full state", r"\vartheta", "ϑ", "rad")
AZIMUTH = Quantity("azimuth", r"\varphi", "φ", "rad")
ACROSS = Quantity("across the sphere", "u", "u")
UP = Quantity("from empty up to full", "v", "v")
SPIN_HUSIMI = Quantity("Husimi function", r"Q(\vartheta, \varphi)", "Q(ϑ, φ)")

WAITING = Quantity("waiting time", r"\Omega t_0", "Ωt₀")
KAPPA_T0 = Quantity("loss rate times waiting time", r"\kappa t_0", "κt₀")
TIME_UNIT = Quantity("unit of time", r"1/\Omega", "1/Ω", "µs")
COLLISION_TIME = Quantity("time of one collision with waiting", r"t + t_0", "t + t₀", "µs")
TOTAL_BOUND = Quantity(
    "incoherent bound with waiting", r"\bar E_{\mathrm{inc},t_0}", "Ē_inc,t₀", "E"
)
TOTAL_ADVANTAGE = Quantity(
    "advantage with waiting", r"\bar E/\bar E_{\mathrm{inc},t_0}", "Ē/Ē_inc,t₀"
)
QUBIT_BOUND = Quantity("most that k qubits can hold", r"k E", "k·E", "E")
QUBIT_ADVANTAGE = Quantity("share of the most that k qubits can hold", r"\bar E/(kE)", "Ē/(k·E)")
TOTAL_WINDOW_START = Quantity(
    "start of the advantage with waiting", r"\Omega(\tau+kt_0)_{\mathrm{ad}}", "Ω(τ+k·t₀)_ad"
)
TOTAL_WINDOW_STOP = Quantity(
    "end of the advantage with waiting", r"\Omega(\tau+kt_0)_{\mathrm{end}}", "Ω(τ+k·t₀)_end"
)
TOTAL_BEST_ADVANTAGE = Quantity(
    "best advantage with waiting", r"\max\,\bar E/\bar E_{\mathrm{inc},t_0}", "max Ē/Ē_inc,t₀"
)
TOTAL_BEST_TIME = Quantity(
    "time of the best advantage with waiting",
    r"\Omega(\tau+kt_0)_{\mathrm{best}}",
    "Ω(τ+k·t₀)_best",
)
WEAK_LIMIT = Quantity("limit of weak collisions", r"\theta \to 0", "θ → 0")
