"""The names under which the results of work capacitances are labelled."""

from __future__ import annotations

from engine.result import Quantity

UNIT = "ε₀"
PHOTON = "ħω"

ENERGY = Quantity("input energy per cell", r"\mathfrak e", "e", UNIT)
LEVEL = Quantity("level", "n", "n")
ROW = Quantity("row", "n", "n")
COLUMN = Quantity("column", "m", "m")
PART = Quantity("part of the time-sharing", "j", "j")
POINT = Quantity("point of the curve", "i", "i")

C_LOC = Quantity("local capacitance", r"C_{\mathrm{loc}}", "C_loc", UNIT)
CHI_TOT = Quantity("paper's lower bound on C_sep", r"\chi_{\mathrm{tot}}", "χ_tot", UNIT)
C_SEP = Quantity("separable-input capacitance", r"C_{\mathrm{sep}}", "C_sep", UNIT)
C_TOTAL_LOWER = Quantity("capacitance, at least", r"C_{\mathcal E}^{\ge}", "C_ℰ (at least)", UNIT)
C_TOTAL_UPPER = Quantity("capacitance, at most", r"C_{\mathcal E}^{\le}", "C_ℰ (at most)", UNIT)
GAP = Quantity("capacitance gap, lower bound", r"\chi_{\mathrm{tot}}-\chi", "χ_tot - C_loc", UNIT)
EXACT_GAP = Quantity("capacitance gap", r"\Delta C", "ΔC", UNIT)
LOOSENESS = Quantity(
    "what the paper's bound misses", r"C_{\mathrm{sep}}-\chi_{\mathrm{tot}}", "C_sep - χ_tot", UNIT
)

SINGLE_SHOT = Quantity("largest ergotropy of one cell", r"\mathcal E^{(1)}", "ℰ⁽¹⁾", UNIT)
SINGLE_SHOT_EXACTLY = Quantity(
    "largest ergotropy at exactly e", r"\mathcal E^{(1)}_{=}", "ℰ⁽¹⁾ (=)", UNIT
)
SINGLE_SHOT_TOTAL = Quantity(
    "largest total ergotropy of one cell", r"\mathcal E^{(1)}_{\mathrm{tot}}", "ℰ_tot⁽¹⁾", UNIT
)
SINGLE_SHOT_TOTAL_EXACTLY = Quantity(
    "largest total ergotropy at exactly e",
    r"\mathcal E^{(1)}_{\mathrm{tot},=}",
    "ℰ_tot⁽¹⁾ (=)",
    UNIT,
)

PRICE = Quantity("slope of the tangent", r"\mu", "μ")
TEMPERATURE = Quantity("temperature of the pooled entropy", "T", "T", UNIT)
DUAL_GAP = Quantity("room left by the dual bound", r"\delta", "δ", UNIT)
WEIGHT = Quantity("share of the cells", "p_j", "p_j")
PART_ENERGY = Quantity("input energy of the part", r"\mathfrak e_j", "e_j", UNIT)
PART_VALUE = Quantity("work of the part", r"\mathcal E_j", "ℰ_j", UNIT)
PART_OUTPUT = Quantity("output energy of the part", r"\mathfrak E_j", "𝔈_j", UNIT)
PART_ENTROPY = Quantity("output entropy of the part", "S_j", "S_j", "nat")
PART_COHERENT = Quantity("coherent part of the ergotropy", r"\mathcal E_{\mathrm c}", "ℰ_c", UNIT)
AMPLITUDE_RE = Quantity("amplitude of ρ*, real part", r"\mathrm{Re}\,\psi_n", "Re ψ_n")
AMPLITUDE_IM = Quantity("amplitude of ρ*, imaginary part", r"\mathrm{Im}\,\psi_n", "Im ψ_n")
OUTPUT_RE = Quantity("output, real part", r"\mathrm{Re}\,\Lambda(\rho^*)", "Re Λ(ρ*)")
OUTPUT_IM = Quantity("output, imaginary part", r"\mathrm{Im}\,\Lambda(\rho^*)", "Im Λ(ρ*)")
UNITARY_RE = Quantity("extraction unitary, real part", r"\mathrm{Re}\,U", "Re U")
UNITARY_IM = Quantity("extraction unitary, imaginary part", r"\mathrm{Im}\,U", "Im U")

NOISE_PHOTONS = Quantity("noise quanta at the output", r"\bar n", "n̄")
GAUSSIAN_GAP = Quantity("capacitance gap", r"\Delta C", "ΔC", PHOTON)
C_LOC_OFFSET = Quantity("local capacitance at e = 0", r"C_{\mathrm{loc}}(0)", "C_loc(0)", PHOTON)
C_SEP_OFFSET = Quantity(
    "separable-input capacitance at e = 0", r"C_{\mathrm{sep}}(0)", "C_sep(0)", PHOTON
)
BETA_OUTPUT = Quantity(
    "inverse temperature of the hot output mode", r"\beta_{\mathrm{out}}", "β_out", f"1/({PHOTON})"
)
BETA_GIBBS = Quantity(
    "inverse temperature of the two-mode Gibbs state", r"\beta_{\mathrm G}", "β_G", f"1/({PHOTON})"
)
MODE_ENERGY = Quantity("input energy per cell", r"\mathfrak e", "e", PHOTON)
GAUSSIAN_LOC = Quantity("local capacitance", r"C_{\mathrm{loc}}", "C_loc", PHOTON)
GAUSSIAN_SEP = Quantity(
    "separable-input capacitance", r"C_{\mathrm{sep}}=C_{\mathcal E}", "C_sep = C_ℰ", PHOTON
)
