"""The poster's figures, places worth seeing on them, and devices, as settings of the page.

The poster's text gives no ranges for its axes: γ and κ are taken from 0 to 1, η from 0 to 1/2. The
devices' times are typical orders of magnitude, chosen here.
"""

from __future__ import annotations

from math import exp
from typing import Any

from dashboard.presets import Preset
from engine.storage.device import Device

FIGURES = "Figures of the poster"
READINGS = "What J means"
STATES = "The best state"
CELLS = "How many cells"
DEVICES = "Devices"


def device(
    t1: float, t2: float, frequency: float, temperature: float, time: float, **settings: Any
) -> dict[str, Any]:
    """Settings of a device, times in µs, GHz and mK, and the noise they imply at the time."""
    laboratory: dict[str, Any] = {
        "t1": t1, "t2": t2, "frequency": frequency, "temperature": temperature, "time": time,
    }  # fmt: skip
    gamma, eta, kappa = (round(float(share), 6) for share in Device(**laboratory).noise(time))
    return {
        **laboratory, "time_max": 6 * time, "gamma": gamma, "eta": eta, "kappa": kappa,
        "numbers": "device", "against": "kappa", "view": "time", **settings,
    }  # fmt: skip


PRESETS: tuple[Preset, ...] = (
    Preset(
        "fig1",
        "Fig. 1: relaxation and temperature",
        FIGURES,
        {"against": "eta", "gamma": 0.4, "eta": 0.1, "view": "section"},
        "J_coh - E_1,1 over γ and η. The text gives no ranges; η up to 1/2 is every temperature. "
        "It is nowhere negative.",
    ),
    Preset(
        "fig2",
        "Fig. 2: relaxation and dephasing",
        FIGURES,
        {"against": "kappa", "gamma": 0.4, "eta": 0.0, "kappa": 0.3, "view": "section"},
        "J_coh - E_1,1 over γ and κ for η = 0. It is positive below κ = γ/(1-γ), on 69 % of the "
        "square, and falls to -1 at γ = 0, κ = 1.",
    ),
    Preset(
        "fig1-hot",
        "Fig. 1, the corner next to 1",
        FIGURES,
        {"against": "eta", "gamma": 0.99, "eta": 0.5, "view": "section"},
        "At infinite temperature the bath supplies what is lost: J_coh is 1 for every γ < 1.",
    ),
    Preset(
        "fig1-peak",
        "Amplitude damping at its best",
        FIGURES,
        {"against": "kappa", "gamma": 4 ** (-2 / 3), "eta": 0.0, "view": "section"},
        "The largest gain of spreading at T = 0 without dephasing, 0.3094 at γ = 4^(-2/3).",
    ),
    Preset(
        "literal",
        "Eq. (5) as it stands",
        READINGS,
        {
            "against": "kappa",
            "gamma": 0.1,
            "eta": 0.0,
            "kappa": 0.9,
            "ratio": "separable",
            "view": "winner",
        },
        "With all cells emptied together redundancy returns 1-γ whatever the dephasing, and the "
        "negative region of Fig. 2 is gone.",
    ),
    Preset(
        "coherent",
        "The coherent state alone",
        READINGS,
        {
            "against": "kappa",
            "gamma": 0.1,
            "eta": 0.0,
            "kappa": 0.9,
            "ratio": "coherent",
            "view": "winner",
        },
        "The same point in the reading of the figures: dephasing ruins the thin state, and one "
        "full cell is best.",
    ),
    Preset(
        "partly",
        "Partly charged cells",
        READINGS,
        {
            "against": "kappa",
            "gamma": 0.5,
            "eta": 0.001,
            "kappa": 0.2,
            "ratio": "separable",
            "view": "winner",
        },
        "Next to T = 0 with little dephasing neither thin nor full cells are best: among empty "
        "ones, cells of population 0.19 return 0.4208.",
    ),
    Preset(
        "less-is-more",
        "More charge, less work",
        STATES,
        {"gamma": 0.64, "eta": 0.0, "kappa": 0.0, "energy": 1.0, "view": "bloch"},
        "Above γ = 1/4 amplitude damping is best met by a cell of population 1/(2√γ), here "
        "0.625: it returns 0.125, a full one nothing.",
    ),
    Preset(
        "dephased",
        "Full and empty side by side",
        STATES,
        {"gamma": 0.0, "eta": 0.0, "kappa": 0.5, "energy": 0.3, "view": "bloch"},
        "Under dephasing alone E(p) is convex: full and empty cells in turn return everything.",
    ),
    Preset(
        "inverted",
        "Charged by the noise",
        STATES,
        {"gamma": 0.9, "eta": 0.6, "kappa": 0.0, "energy": 0.0, "view": "bloch"},
        "A bath with η > 1/2 charges empty cells; J is infinite where ηγ > 1/2.",
    ),
    Preset(
        "thin",
        "One quantum over many cells",
        CELLS,
        {"gamma": 0.4, "eta": 0.2, "kappa": 0.0, "quanta": 1, "cells": 512, "view": "cells"},
        "The redundancy state (6) comes within 1 % of J_coh = 5/7 with 50 cells.",
    ),
    Preset(
        "blocks",
        "Blocks emptied together",
        CELLS,
        {
            "gamma": 0.3,
            "eta": 0.0,
            "kappa": 1.0,
            "energy": 0.5,
            "charge": 1.0,
            "cells": 512,
            "view": "cells",
            "protocol": "blocks",
        },
        "After full dephasing half the cells full and half empty return 0.2 each on their own, "
        "0.2581 in blocks of 512, and 0.2587 in the limit.",
    ),
    Preset(
        "transmon",
        "Transmon: 5 GHz, 50 mK",
        DEVICES,
        device(100.0, 80.0, 5.0, 50.0, 50.0),
        "T₁ = 100 µs, T₂ = 80 µs: spreading pays after 34 µs of storage.",
    ),
    Preset(
        "echoed-transmon",
        "Transmon at T₂ = 2T₁",
        DEVICES,
        device(100.0, 200.0, 5.0, 50.0, 50.0),
        "No dephasing beyond relaxation: spreading pays at once.",
    ),
    Preset(
        "fluxonium",
        "Fluxonium: 0.5 GHz, 30 mK",
        DEVICES,
        device(300.0, 200.0, 0.5, 30.0, 100.0),
        "T₁ = 300 µs, T₂ = 200 µs; so low a frequency leaves the bath warm, η = 0.31.",
    ),
    Preset(
        "nitrogen-vacancy",
        "Nitrogen-vacancy centre: 2.87 GHz, 300 K",
        DEVICES,
        device(5000.0, 1500.0, 2.87, 3e5, 1000.0),
        "T₁ = 5 ms, T₂ = 1.5 ms at room temperature: η is next to 1/2.",
    ),
    Preset(
        "optical-ion",
        "Optical qubit of an ion: 411 THz, 300 K",
        DEVICES,
        device(1e6, 2e5, 4.11e5, 3e5, 3e5),
        f"T₁ = 1 s, T₂ = 0.2 s: at optical frequencies η = 0; γ = {1 - exp(-0.3):.2f} after 0.3 s.",
    ),
)
