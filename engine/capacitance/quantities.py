"""The names under which the results of work capacitances are labelled."""

from __future__ import annotations

from engine.result import Quantity

UNIT = "ε₀"
PHOTON = "ħω"


class Named:
    """What a noisy cell holds, and what vouches for it."""

    e = Quantity("input energy per cell", r"\mathfrak e", "e", UNIT)
    level = Quantity("level", "n", "n")
    row = Quantity("row", "n", "n")
    column = Quantity("column", "m", "m")

    c_loc = Quantity("local capacitance", r"C_{\mathrm{loc}}", "C_loc", UNIT)
    chi_tot = Quantity("paper's lower bound on C_sep", r"\chi_{\mathrm{tot}}", "χ_tot", UNIT)
    c_sep = Quantity("separable-input capacitance", r"C_{\mathrm{sep}}", "C_sep", UNIT)
    c_total_lower = Quantity(
        "capacitance, at least", r"C_{\mathcal E}^{\ge}", "C_ℰ (at least)", UNIT
    )
    c_total_upper = Quantity("capacitance, at most", r"C_{\mathcal E}^{\le}", "C_ℰ (at most)", UNIT)
    gap = Quantity(
        "capacitance gap, lower bound", r"\chi_{\mathrm{tot}}-\chi", "χ_tot − C_loc", UNIT
    )
    exact_gap = Quantity("capacitance gap", r"\Delta C", "ΔC", UNIT)
    looseness = Quantity(
        "what the paper's bound misses",
        r"C_{\mathrm{sep}}-\chi_{\mathrm{tot}}",
        "C_sep − χ_tot",
        UNIT,
    )

    single_shot = Quantity("largest ergotropy of one cell", r"\mathcal E^{(1)}", "ℰ⁽¹⁾", UNIT)
    single_shot_exactly = Quantity(
        "largest ergotropy at exactly e", r"\mathcal E^{(1)}_{=}", "ℰ⁽¹⁾ (=)", UNIT
    )
    single_shot_total = Quantity(
        "largest total ergotropy of one cell", r"\mathcal E^{(1)}_{\mathrm{tot}}", "ℰ_tot⁽¹⁾", UNIT
    )
    single_shot_total_exactly = Quantity(
        "largest total ergotropy at exactly e",
        r"\mathcal E^{(1)}_{\mathrm{tot},=}",
        "ℰ_tot⁽¹⁾ (=)",
        UNIT,
    )

    price = Quantity("slope of the tangent", r"\mu", "μ")
    temperature = Quantity("temperature of the pooled entropy", "T", "T", UNIT)
    dual_gap = Quantity("room left by the dual bound", r"\delta", "δ", UNIT)
    loc_coherent = Quantity(
        "coherent part of the ergotropy", r"\mathcal E_{\mathrm c}", "ℰ_c", UNIT
    )
    output_re = Quantity("output, real part", r"\mathrm{Re}\,\Lambda(\rho^*)", "Re Λ(ρ*)")
    output_im = Quantity("output, imaginary part", r"\mathrm{Im}\,\Lambda(\rho^*)", "Im Λ(ρ*)")
    unitary_re = Quantity("extraction unitary, real part", r"\mathrm{Re}\,U", "Re U")
    unitary_im = Quantity("extraction unitary, imaginary part", r"\mathrm{Im}\,U", "Im U")


class Gaussian:
    """What the two-mode attenuator holds."""

    point = Quantity("point of the curve", "i", "i")

    noise_photons = Quantity("noise quanta at the output", r"\bar n", "n̄")
    gap = Quantity("capacitance gap", r"\Delta C", "ΔC", PHOTON)
    c_loc_offset = Quantity(
        "local capacitance at e = 0", r"C_{\mathrm{loc}}(0)", "C_loc(0)", PHOTON
    )
    c_sep_offset = Quantity(
        "separable-input capacitance at e = 0", r"C_{\mathrm{sep}}(0)", "C_sep(0)", PHOTON
    )
    beta_output = Quantity(
        "inverse temperature of the hot output mode",
        r"\beta_{\mathrm{out}}",
        "β_out",
        f"1/({PHOTON})",
    )
    beta_gibbs = Quantity(
        "inverse temperature of the two-mode Gibbs state",
        r"\beta_{\mathrm G}",
        "β_G",
        f"1/({PHOTON})",
    )
    e = Quantity("input energy per cell", r"\mathfrak e", "e", PHOTON)
    c_loc = Quantity("local capacitance", r"C_{\mathrm{loc}}", "C_loc", PHOTON)
    c_sep = Quantity(
        "separable-input capacitance", r"C_{\mathrm{sep}}=C_{\mathcal E}", "C_sep = C_ℰ", PHOTON
    )


class Part:
    """A part of a time-sharing; what shares with it names them: `loc_weight`."""

    weight = Quantity("share of the cells", "p_j", "p_j")
    energy = Quantity("input energy of the part", r"\mathfrak e_j", "e_j", UNIT)
    value = Quantity("work of the part", r"\mathcal E_j", "ℰ_j", UNIT)
    output_energy = Quantity("output energy of the part", r"\mathfrak E_j", "𝔈_j", UNIT)
    entropy = Quantity("output entropy of the part", "S_j", "S_j", "nat")
    amplitude_re = Quantity("amplitude of ρ*, real part", r"\mathrm{Re}\,\psi_n", "Re ψ_n")
    amplitude_im = Quantity("amplitude of ρ*, imaginary part", r"\mathrm{Im}\,\psi_n", "Im ψ_n")
