"""Colours and dashes: what a role looks like on light and on dark paper.

Hues are those of Okabe and Ito ("Color Universal Design", 2008), darkened or lightened until each
line keeps a contrast of 3:1 against its paper; dashes tell apart what colour does not.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

ThemeName = Literal["light", "dark"]


@dataclass(frozen=True)
class Theme:
    """The paper a picture is drawn on."""

    paper: str
    ink: str
    muted: str
    grid: str


THEMES: dict[ThemeName, Theme] = {
    "light": Theme(paper="#ffffff", ink="#1b2530", muted="#4c5866", grid="#e3e7ec"),
    "dark": Theme(paper="#161c23", ink="#e8edf3", muted="#a9b4c0", grid="#2a323c"),
}


@dataclass(frozen=True)
class Stroke:
    """How a role is drawn: its colour on light and on dark paper, dash, width, fill opacity."""

    light: str
    dark: str
    dash: str = "solid"
    width: float = 2.0
    fill: float = 0.0

    def colour(self, theme: ThemeName) -> str:
        return self.light if theme == "light" else self.dark


ROLES: dict[str, Stroke] = {
    "coherent": Stroke("#0072b2", "#56b4e9", width=3.0),
    "ergotropy": Stroke("#d55e00", "#f0a14a", dash="7 4", width=2.0),
    "bound": Stroke("#3d4650", "#c9d1da", width=2.0),
    "region": Stroke("#6b7682", "#8a95a3", fill=0.18),
    "printed": Stroke("#6b7682", "#98a3b0", dash="2 3"),
    "greedy": Stroke("#007f5c", "#2cc295", dash="9 3 2 3"),
    "full_swap": Stroke("#a8477f", "#dd8fbc", dash="12 4"),
    "driving": Stroke("#8a6d00", "#f0e442", dash="2 4", width=2.5),
    "ghost": Stroke("#7a8592", "#8591a0", dash="4 2", width=1.5),
    "reference": Stroke("#3d4650", "#c9d1da", dash="4 4", width=1.5),
    "window": Stroke("#0072b2", "#56b4e9", fill=0.10),
    "marker": Stroke("#c04a00", "#ff8c42", width=2.0),
    "population": Stroke("#0072b2", "#56b4e9", width=0.0, fill=0.75),
    "average_power": Stroke("#0072b2", "#56b4e9", width=3.0),
    "transient_power": Stroke("#d55e00", "#f0a14a", dash="7 4"),
    "single_shot": Stroke("#d55e00", "#f0a14a", width=2.5),
    "redundancy": Stroke("#007f5c", "#2cc295", dash="9 3 2 3"),
    "local": Stroke("#a8477f", "#dd8fbc", dash="12 4"),
    "note": Stroke("#1b2530", "#e8edf3"),
}

SERIES: dict[ThemeName, tuple[str, ...]] = {
    "light": ("#0072b2", "#d55e00", "#007f5c", "#a8477f", "#8a6d00", "#2b7fb0", "#3d4650"),
    "dark": ("#56b4e9", "#f0a14a", "#2cc295", "#dd8fbc", "#f0e442", "#8ab8ff", "#c9d1da"),
}

SERIES_DASHES = ("solid", "8 4", "3 3", "9 3 2 3", "14 4")


@dataclass(frozen=True)
class Scale:
    """How an image's numbers become colours; `centre` is the value drawn as paper."""

    centre: float | None = None

    def limits(self, low: float, high: float) -> tuple[float, float]:
        """The colour range of numbers between low and high: symmetric about the centre."""
        if self.centre is None:
            return (low, high) if high > low else (low, low + 1.0)
        reach = max(abs(low - self.centre), abs(high - self.centre)) or 1.0
        return self.centre - reach, self.centre + reach

    def colours(self, theme: ThemeName) -> tuple[str, ...]:
        """256 colours from low to high."""
        paper = THEMES[theme].paper
        if self.centre is None:
            light = ("#ffffff", "#cfe3f2", "#7db8dd", "#2f86bf", "#0a5a94", "#062f52")
            dark = (paper, "#0d3a5c", "#176a9c", "#3f9fd3", "#8fd0f2", "#fdf6d8")
            return blend(light if theme == "light" else dark)
        if theme == "light":
            return blend(("#004a80", "#2f86bf", "#a9cfe6", paper, "#f4bd94", "#d55e00", "#8a3200"))
        return blend(("#a8dcf7", "#3f9fd3", "#125a88", paper, "#8a3f0a", "#e8833a", "#ffd9b0"))


SCALES: dict[str, Scale] = {
    "signed": Scale(centre=0.0),
    "ratio": Scale(centre=1.0),
    "density": Scale(),
}


def blend(anchors: tuple[str, ...], count: int = 256) -> tuple[str, ...]:
    """Colours evenly between anchors, straight in sRGB.

    >>> blend(("#000000", "#ffffff"), 3)
    ('#000000', '#808080', '#ffffff')
    """
    points = np.array([rgb(anchor) for anchor in anchors])
    where = np.linspace(0, len(anchors) - 1, count)
    channels = [
        np.interp(where, np.arange(len(anchors)), points[:, channel]) for channel in range(3)
    ]
    whole = np.floor(np.stack(channels, axis=1) + 0.5).astype(int)
    return tuple("#{:02x}{:02x}{:02x}".format(*entry) for entry in whole)


def rgb(colour: str) -> tuple[int, int, int]:
    """Red, green and blue of "#rrggbb", 0 to 255.

    >>> rgb("#0072b2")
    (0, 114, 178)
    """
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def series(theme: ThemeName, count: int) -> list[str]:
    """Colours of `count` curves of one layer, repeating after the last."""
    colours = SERIES[theme]
    return [colours[index % len(colours)] for index in range(count)]


def series_dashes(count: int) -> list[str]:
    """Dashes beside those colours; the two cycles differ in length, so pairs repeat late."""
    return [SERIES_DASHES[index % len(SERIES_DASHES)] for index in range(count)]
