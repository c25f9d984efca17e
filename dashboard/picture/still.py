"""Stills: a view's picture as SVG, drawn without a browser, for whoever cannot run its scripts.

It shows what the live figure shows: the same columns, ends of the axes, colours and dashes.
"""

from __future__ import annotations

import base64
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

import numpy as np

from dashboard.picture.columns import share
from dashboard.picture.layers import Layer
from dashboard.picture.paint import FONT, style
from dashboard.picture.palette import THEMES, ThemeName, scale_of
from dashboard.picture.plots import rows
from dashboard.picture.ticks import ticks
from dashboard.picture.views import View

WIDTH, HEIGHT = 720, 400
LEFT, RIGHT, BOTTOM, LINE = 78, 24, 52, 20
LETTER = 6.6  # a letter of the legend is about so wide
SAMPLE = 26
RADIUS = 4.0

Columns = Mapping[str, Any]


@dataclass(frozen=True)
class Frame:
    """Where the axes stand, in pixels, and how numbers come to lie between them."""

    view: View
    top: float

    def x(self, values: Any) -> np.ndarray:
        """Pixels from the left."""
        return self._along(0, values, LEFT, WIDTH - RIGHT)

    def y(self, values: Any) -> np.ndarray:
        """Pixels from the top."""
        return self._along(1, values, HEIGHT - BOTTOM, self.top)

    def _along(self, axis: int, values: Any, start: float, end: float) -> np.ndarray:
        numbers = np.asarray(values, dtype=float)
        if self.view.log[axis]:
            numbers = np.where(numbers > 0, numbers, np.nan)
        limits = self.view.picture.limits[axis]
        return start + (end - start) * share(numbers, limits, self.view.log[axis])


def svg(view: View) -> str:
    """The picture that a view shows, as an SVG document."""
    theme, paper = view.theme_name, THEMES[view.theme_name]
    legend, top = _legend(view, theme)
    frame = Frame(view, top)
    inside = f'x="{LEFT}" y="{top:g}" width="{WIDTH - LEFT - RIGHT}" height="{_height(frame):g}"'
    drawn = [mark for layer in _seen(view) for mark in _marks(layer, frame, theme)]
    return "".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" '
            f'viewBox="0 0 {WIDTH} {HEIGHT}" font-family="{escape(FONT)}" font-size="12">',
            f"<title>{escape(view.title)}</title>",
            f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{paper.paper}"/>',
            f'<clipPath id="inside"><rect {inside}/></clipPath>',
            *_axes(frame, theme),
            f'<g clip-path="url(#inside)" fill="none">{"".join(drawn)}</g>',
            f'<rect {inside} fill="none" stroke="{paper.muted}"/>',
            *legend,
            "</svg>",
        ]
    )


def _seen(view: View) -> list[Layer]:
    """The layers that no reader has hidden."""
    return [layer for layer in view.layers if layer.key not in view.picture.hidden]


def _height(frame: Frame) -> float:
    return HEIGHT - BOTTOM - frame.top


def _axes(frame: Frame, theme: ThemeName) -> Iterator[str]:
    """Ticks, grid and names of both axes."""
    view, paper = frame.view, THEMES[theme]
    bottom, middle = HEIGHT - BOTTOM, (LEFT + WIDTH - RIGHT) / 2
    along_x, along_y = (
        [] if axis.hidden else ticks(limits, axis.log, view.picture.words[name]["whole"])
        for name, axis, limits in zip("xy", view.axes, view.picture.limits, strict=True)
    )
    for value, text in along_x:
        at = frame.x(value)
        yield f'<path d="M{at:.1f} {frame.top:g}V{bottom}" stroke="{paper.grid}"/>'
        yield _text(at, bottom + 17, text, paper.ink, "middle")
    for value, text in along_y:
        at = frame.y(value)
        yield f'<path d="M{LEFT} {at:.1f}H{WIDTH - RIGHT}" stroke="{paper.grid}"/>'
        yield _text(LEFT - 7, at + 4, text, paper.ink, "end")
    names = view.picture.names
    yield _text(middle, HEIGHT - 12, names["x"], paper.ink, "middle")
    turned = f'transform="rotate(-90 16 {frame.top + _height(frame) / 2:.1f})"'
    yield _text(16, frame.top + _height(frame) / 2, names["y"], paper.ink, "middle", turned)


def _legend(view: View, theme: ThemeName) -> tuple[list[str], float]:
    """Samples of the layers that are drawn and named, and how far down they reach."""
    marks: list[str] = []
    x, y = float(LEFT), 0.0
    named = {layer.label: layer for layer in reversed(_seen(view)) if layer.form.listed}
    for label, layer in reversed(named.items()):
        if not label or not rows(view.picture.columns[layer.key]):
            continue
        width = SAMPLE + 8 + LETTER * len(label) + 14
        if x + width > WIDTH and x > LEFT:
            x, y = float(LEFT), y + LINE
        sample = _sample(layer, x, y + 14, theme)
        marks += [sample, _text(x + SAMPLE + 8, y + 18, label, THEMES[theme].ink)]
        x += width
    return marks, y + LINE + 10


def _sample(layer: Layer, x: float, y: float, theme: ThemeName) -> str:
    """A layer's look in the legend: a point, a surface or a line."""
    look = {"line_color": THEMES[theme].muted, **style(layer, theme)}
    if "fill_color" not in look:
        return f'<path d="M{x:.1f} {y:g}h{SAMPLE}" {_stroke(look)}/>'
    if layer.form.look.on_top:
        return f'<circle cx="{x + SAMPLE / 2:.1f}" cy="{y:g}" r="{RADIUS}" {_fill(look)}/>'
    return f'<rect x="{x:.1f}" y="{y - 5:g}" width="{SAMPLE}" height="10" {_fill(look)}/>'


def _text(x: Any, y: Any, text: str, colour: str, anchor: str = "start", more: str = "") -> str:
    place = f'x="{float(x):.1f}" y="{float(y):.1f}" fill="{colour}" text-anchor="{anchor}"'
    return f"<text {place} {more}>{escape(text)}</text>"


# -- marks of each kind -------------------------------------------------------------------------


def _marks(layer: Layer, frame: Frame, theme: ThemeName) -> Iterator[str]:
    """What a layer draws."""
    columns = frame.view.picture.columns[layer.key]
    if rows(columns):
        yield from SHAPES[layer.kind](layer, columns, frame, style(layer, theme))


def _stroke(look: Columns) -> str:
    dash = look.get("line_dash", "solid")
    dashed = "" if dash == "solid" else f' stroke-dasharray="{dash}"'
    width = look.get("line_width", 1.5)
    return f'fill="none" stroke="{look["line_color"]}" stroke-width="{width:g}"{dashed}'


def _fill(look: Columns) -> str:
    return f'fill="{look["fill_color"]}" fill-opacity="{look.get("fill_alpha", 1.0):g}"'


def _line(x: np.ndarray, y: np.ndarray) -> str:
    """A path through points, broken where there is none."""
    parts, begun = [], False
    for across, down in zip(x.tolist(), y.tolist(), strict=True):
        known = abs(across) < 1e5 and abs(down) < 1e5  # which no NaN is
        if known:
            parts.append(f"{'L' if begun else 'M'}{across:.1f} {down:.1f}")
        begun = known
    return "".join(parts)


def known(*pixels: np.ndarray) -> Iterator[tuple[float, ...]]:
    """These numbers together, where all are some."""
    together = np.stack(pixels, axis=-1)
    for row in together[np.isfinite(together).all(axis=-1)]:
        yield tuple(row.tolist())


def _curve(layer: Layer, columns: Columns, frame: Frame, look: Columns) -> Iterator[str]:
    yield f'<path d="{_line(frame.x(columns["x"]), frame.y(columns["y"]))}" {_stroke(look)}/>'


def _area(layer: Layer, columns: Columns, frame: Frame, look: Columns) -> Iterator[str]:
    yield f'<path d="{_line(frame.x(columns["x"]), frame.y(columns["y"]))}Z" {_fill(look)}/>'


def _curves(layer: Layer, columns: Columns, frame: Frame, look: Columns) -> Iterator[str]:
    """Several lines, each with its own colour, dash or width where it has one."""
    own = {"colour": "line_color", "dash": "line_dash", "width": "line_width"}
    for place, (x, y) in enumerate(zip(columns["xs"], columns["ys"], strict=True)):
        of_its_own = {name: columns[key][place] for key, name in own.items() if key in columns}
        line = _line(frame.x(x), frame.y(y))
        yield f'<path d="{line}" {_stroke({**look, **of_its_own})}/>'


def _bars(layer: Layer, columns: Columns, frame: Frame, look: Columns) -> Iterator[str]:
    foot = float(frame.y(max(0.0, frame.view.picture.limits[1][0])))
    sides = known(frame.x(columns["left"]), frame.x(columns["right"]), frame.y(columns["top"]))
    bars = "".join(f"M{left:.1f} {foot:.1f}V{top:.1f}H{right:.1f}V{foot:.1f}Z"
                   for left, right, top in sides)  # fmt: skip
    yield f'<path d="{bars}" {_fill(look)}/>'


def _points(layer: Layer, columns: Columns, frame: Frame, look: Columns) -> Iterator[str]:
    colours = columns.get(
        "colour", [look.get("fill_color", look.get("line_color"))] * rows(columns)
    )
    if "fill_color" in columns:
        colours = _colours(layer, frame.view, np.asarray(columns["fill_color"]))
    radius = look.get("size", 2 * RADIUS) / 2
    for x, y, colour in zip(frame.x(columns["x"]), frame.y(columns["y"]), colours, strict=True):
        if np.isfinite([x, y]).all():
            yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:g}" fill="{colour}"/>'


def _texts(layer: Layer, columns: Columns, frame: Frame, look: Columns) -> Iterator[str]:
    anchors = {"left": "start", "right": "end", "center": "middle"}
    own = columns.get("colour", [look.get("text_color")] * rows(columns))
    places = zip(frame.x(columns["x"]), frame.y(columns["y"]), columns["text"], own,
                 columns["align"], columns["offset"], strict=True)  # fmt: skip
    for x, y, text, colour, align, offset in places:
        if np.isfinite([x, y]).all():
            yield _text(x + offset, y + 4, str(text), colour, anchors[align])


def _bands(layer: Layer, columns: Columns, frame: Frame, look: Columns) -> Iterator[str]:
    for start, end in known(frame.x(columns["x0"]), frame.x(columns["x1"])):
        size = f'width="{end - start:.1f}" height="{_height(frame):g}"'
        yield f'<rect x="{start:.1f}" y="{frame.top:g}" {size} {_fill(look)}/>'


def _rules(layer: Layer, columns: Columns, frame: Frame, look: Columns) -> Iterator[str]:
    for (x,) in known(frame.x(columns["x"])):
        yield f'<path d="M{x:.1f} {frame.top:g}V{HEIGHT - BOTTOM}" {_stroke(look)}/>'


def _levels(layer: Layer, columns: Columns, frame: Frame, look: Columns) -> Iterator[str]:
    for (y,) in known(frame.y(columns["y"])):
        yield f'<path d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}" {_stroke(look)}/>'


def _image(layer: Layer, columns: Columns, frame: Frame, look: Columns) -> Iterator[str]:
    """The numbers of a grid as the pixels of a picture, the first row at the bottom."""
    (numbers,), (x,), (y,) = columns["image"], columns["x"], columns["y"]
    left, right = frame.x([x, x + columns["dw"][0]])
    low, high = frame.y([y, y + columns["dh"][0]])
    palette, limits = _scale(layer, frame.view)
    file = base64.b64encode(png(_places(numbers, limits, len(palette))[::-1], palette)).decode()
    size = f'width="{right - left:.1f}" height="{low - high:.1f}" preserveAspectRatio="none"'
    place = f'x="{left:.1f}" y="{high:.1f}" {size} image-rendering="pixelated"'
    yield f'<image {place} href="data:image/png;base64,{file}"/>'


SHAPES: dict[str, Callable[[Layer, Columns, Frame, Columns], Iterator[str]]] = {
    "curve": _curve,
    "steps": _curve,
    "outline": _curve,
    "area": _area,
    "bars": _bars,
    "points": _points,
    "marks": _points,
    "nodes": _points,
    "text": _texts,
    "paths": _curves,
    "links": _curves,
    "band": _bands,
    "rule": _rules,
    "level": _levels,
    "image": _image,
}


# -- colours that stand for numbers -------------------------------------------------------------


def _scale(layer: Layer, view: View) -> tuple[tuple[str, ...], tuple[float, float]]:
    limits = view.picture.colours.get(layer.key, (0.0, 1.0))
    return scale_of(layer.role).colours(view.theme_name, limits), limits


def _places(numbers: Any, limits: tuple[float, float], count: int) -> np.ndarray:
    """Which colour each number has; one more than there are where it is none."""
    known = np.nan_to_num(np.asarray(numbers, dtype=float))
    shares = (known - limits[0]) / (limits[1] - limits[0])
    places = np.clip((shares * count).astype(int), 0, count - 1)
    return np.where(np.isfinite(numbers), places, count)


def _colours(layer: Layer, view: View, numbers: np.ndarray) -> list[str]:
    palette, limits = _scale(layer, view)
    return [(*palette, "none")[place] for place in _places(numbers, limits, len(palette))]


def png(places: np.ndarray, palette: tuple[str, ...]) -> bytes:
    """A PNG file of these places in a palette; one beyond its end is transparent.

    >>> png(np.array([[0, 1]]), ("#000000",))[:8]
    b'\\x89PNG\\r\\n\\x1a\\n'
    """
    colours = np.array([[int(one[at : at + 2], 16) for at in (1, 3, 5)] + [255] for one in palette])
    pixels = np.vstack([colours, [0, 0, 0, 0]]).astype(np.uint8)[places]
    height, width = places.shape
    lines = np.hstack([np.zeros((height, 1), np.uint8), pixels.reshape(height, 4 * width)])

    def chunk(name: bytes, content: bytes) -> bytes:
        checked = name + content
        return len(content).to_bytes(4, "big") + checked + zlib.crc32(checked).to_bytes(4, "big")

    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes([8, 6, 0, 0, 0])
    body = (
        chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(lines.tobytes())) + chunk(b"IEND", b"")
    )
    return b"\x89PNG\r\n\x1a\n" + body
