"""Colours and dashes: what a role looks like on light and on dark paper.

Hues are those of Okabe and Ito ("Color Universal Design", 2008), darkened or lightened until each
line keeps a contrast of 3:1 against its paper; dashes tell apart what colour does not.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

import numpy as np

ThemeName = Literal["light", "dark"]

COLOURS = 256


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
    """How a role is drawn: its colour on light and on dark paper, dash, width, fill opacity.

    A text is `centred` on its point, or stands beside it.
    """

    light: str
    dark: str
    dash: str = "solid"
    width: float = 2.0
    fill: float = 0.0
    hatch: str = ""
    centred: bool = False

    def colour(self, theme: ThemeName) -> str:
        """The colour under a theme."""
        return self.light if theme == "light" else self.dark


# Lines as Salvia et al. 2023 draw them: coherent solid, bound dashed, greedy solid, full swap
# dash-dotted, driving limit dotted in the coherent curve's hue. Ergotropy is for the top layer.
ROLES: dict[str, Stroke] = {
    "coherent": Stroke("#0072b2", "#56b4e9", width=4.5),
    "ergotropy": Stroke("#e36b00", "#ffc04d", dash="9 6", width=2.5),
    "bound": Stroke("#3d4650", "#c9d1da", dash="9 5"),
    "region": Stroke("#6b7682", "#8a95a3", fill=0.18),
    "printed": Stroke("#6b7682", "#98a3b0", dash="4 3"),
    "greedy": Stroke("#3f8f2f", "#7fd858"),
    "full_swap": Stroke("#a8477f", "#dd8fbc", dash="10 4 2 4"),
    "driving": Stroke("#2f86d0", "#8fd0ff", dash="2 4", width=2.5),
    "ghost": Stroke("#7a8592", "#8591a0", dash="4 2", width=1.5),
    "reference": Stroke("#3d4650", "#c9d1da", dash="4 4", width=1.5),
    "window": Stroke("#0072b2", "#56b4e9", fill=0.10),
    "marker": Stroke("#6f42c1", "#b79cff"),
    "population": Stroke("#0072b2", "#56b4e9", width=0.0, fill=0.75),
    "average_power": Stroke("#0072b2", "#56b4e9", width=4.0),
    "transient_power": Stroke("#e36b00", "#ffc04d", dash="9 6"),
    "single_shot": Stroke("#d55e00", "#f0a14a", width=2.5),
    "redundancy": Stroke("#007f5c", "#2cc295", dash="9 3 2 3"),
    "local": Stroke("#a8477f", "#dd8fbc", dash="12 4"),
    "forbidden": Stroke("#6b7682", "#8a95a3", fill=0.12, hatch="/"),
    "link": Stroke("#6b7682", "#98a3b0", width=1.5),
    "note": Stroke("#1b2530", "#e8edf3"),
    "name": Stroke("#1b2530", "#e8edf3", centred=True),
}


@dataclass(frozen=True)
class Cycle:
    """Strokes of several curves of one layer, by place; colours and dashes repeat after the last.

    Where `graded`, the colours are shades between the first and the last, as many as curves.
    """

    light: tuple[str, ...]
    dark: tuple[str, ...]
    dashes: tuple[str, ...] = ("solid",)
    width: float = 2.0
    graded: bool = False

    def colours(self, theme: ThemeName, count: int) -> list[str]:
        """Colours of `count` curves."""
        colours = self.light if theme == "light" else self.dark
        if self.graded:
            return list(blend(colours, count))
        return [colours[place % len(colours)] for place in range(count)]

    def dash_patterns(self, count: int) -> list[str]:
        """Dashes of `count` curves."""
        return [self.dashes[place % len(self.dashes)] for place in range(count)]


CYCLES: dict[str, Cycle] = {
    # Lengths without a common factor: a colour meets the same dash late.
    "series": Cycle(
        ("#0072b2", "#d55e00", "#007f5c", "#a8477f", "#8a6d00", "#2b7fb0", "#3d4650"),
        ("#56b4e9", "#f0a14a", "#2cc295", "#dd8fbc", "#f0e442", "#8ab8ff", "#c9d1da"),
        ("solid", "8 4", "3 3", "9 3 2 3", "14 4"),
    ),
    "family": Cycle(("#4596cf", "#07335a"), ("#e4f3fd", "#3a8cc4"), graded=True),
    # No blue: that is the live curve's.
    "pins": Cycle(
        ("#aa1111", "#225555", "#bf7c97", "#965eea", "#4d953b", "#5f0f95"),
        ("#e03a3a", "#bfa47c", "#bf4da8", "#0f9a63", "#965eea", "#58bf13"),
        ("6 3", "10 3 2 3", "3 3", "14 4", "6 3 2 3 2 3", "2 2"),
    ),
}


def pin_colour(place: int, theme: ThemeName) -> str:
    """The colour of the curves of the pin at this place."""
    return CYCLES["pins"].colours(theme, place + 1)[place]


@dataclass(frozen=True)
class Scale:
    """How an image's numbers become colours.

    `centre` is the value drawn as paper; the range ends on either side of it where the numbers do.
    Where `sided`, each side has all its colours; else equal colours mean equal distances, and a
    side has as many as it is long. Beyond `most` from it nothing has a colour of its own.
    """

    centre: float | None = None
    most: float = np.inf
    sided: bool = False
    has_bar: ClassVar[bool] = True  # which names the numbers of the colours

    def limits(self, low: float, high: float) -> tuple[float, float]:
        """The colour range of numbers between low and high."""
        if self.centre is None:
            return (low, high) if high > low else (low, low + 1.0)
        below, above = max(self.centre - low, 0.0), max(high - self.centre, 0.0)
        below, above = min(below, self.most), min(above, self.most)
        if below == above == 0:
            below = above = 1.0
        return self.centre - below, self.centre + above

    def colours(self, theme: ThemeName, limits: tuple[float, float]) -> tuple[str, ...]:
        """COLOURS colours from the low to the high end of a colour range."""
        paper = THEMES[theme].paper
        if self.centre is None:
            light = ("#ffffff", "#cfe3f2", "#7db8dd", "#2f86bf", "#0a5a94", "#062f52")
            dark = (paper, "#0d3a5c", "#176a9c", "#3f9fd3", "#8fd0f2", "#fdf6d8")
            return blend(light if theme == "light" else dark)
        low, high = limits
        below = round(COLOURS * (self.centre - low) / (high - low))
        above = COLOURS - below
        if theme == "light":
            cold, warm = ("#004a80", "#2f86bf", "#a9cfe6"), ("#f4bd94", "#d55e00", "#8a3200")
        else:
            cold, warm = ("#a8dcf7", "#3f9fd3", "#125a88"), ("#8a3f0a", "#e8833a", "#ffd9b0")
        if self.sided:
            return blend((*cold, paper), below) + blend((paper, *warm), above)
        longer = max(below, above)
        return (
            blend((*cold, paper), longer)[longer - below :] + blend((paper, *warm), longer)[:above]
        )


@dataclass(frozen=True)
class Codes(Scale):
    """A colour of its own for each whole number from 0; the picture names them where they stand."""

    has_bar = False
    light: tuple[str, ...] = ()
    dark: tuple[str, ...] = ()

    def limits(self, low: float, high: float) -> tuple[float, float]:
        return -0.5, len(self.light) - 0.5

    def colours(self, theme: ThemeName, limits: tuple[float, float]) -> tuple[str, ...]:
        return self.light if theme == "light" else self.dark


@dataclass(frozen=True)
class Tint(Scale):
    """From 0 to 1 in tints so pale that what is written on them can be read."""

    def limits(self, low: float, high: float) -> tuple[float, float]:
        return 0.0, 1.0

    def colours(self, theme: ThemeName, limits: tuple[float, float]) -> tuple[str, ...]:
        return blend(("#eff3f7", "#7db8dd") if theme == "light" else ("#1f2831", "#176a9c"))


@dataclass(frozen=True)
class Fixed(Scale):
    """The same colours for the same numbers, whatever is shown."""

    low: float = 0.0
    high: float = 1.0

    def limits(self, low: float, high: float) -> tuple[float, float]:
        return self.low, self.high


@dataclass(frozen=True)
class Chances(Scale):
    """From 0, which is paper, to the largest, so that equal chances are seen, too."""

    def limits(self, low: float, high: float) -> tuple[float, float]:
        return 0.0, high if high > 0 else 1.0


SCALES: dict[str, Scale] = {
    "signed": Scale(centre=0.0),
    "difference": Scale(centre=0.0, most=1.0),
    "ratio": Scale(centre=1.0, sided=True),
    "density": Scale(),
    "chances": Chances(),
    # What a two-level cell holds, of one quantum.
    "energy": Fixed(low=0.0, high=1.0),
    "share": Tint(),
}

# The name of a stroke, a cycle or a scale here, or a stroke or scale that a topic brings along.
Role = str | Stroke | Scale


def stroke_of(role: Role) -> Stroke:
    """How a layer of this role is drawn."""
    if isinstance(role, Scale):
        raise TypeError("The role of a line must be a stroke, not a scale.")
    return ROLES[role] if isinstance(role, str) else role


def cycle_of(role: Role) -> Cycle | None:
    """The colours of a layer's curves, points or texts, where each has its own."""
    return CYCLES.get(role) if isinstance(role, str) else None


def scale_of(role: Role) -> Scale:
    """How the numbers of a layer of this role become colours."""
    if isinstance(role, Stroke):
        raise TypeError("The role of an image must be a scale, not a stroke.")
    return SCALES[role] if isinstance(role, str) else role


def blend(anchors: tuple[str, ...], count: int = COLOURS) -> tuple[str, ...]:
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
