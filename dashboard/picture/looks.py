"""Looks: how each kind of layer is painted, as HoloViews options and Bokeh properties name it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bokeh.models.mappers import ColorMapper
from bokeh.models.renderers import GlyphRenderer

from dashboard.picture.palette import THEMES, Cycle, Role, ThemeName, stroke_of

# 12 and 14 pixels at a browser's own size, of a figure's 13 (`OWN_HEIGHT` of a view): they follow
# the size that a reader has set. A bar's title knows other measures.
TEXT_SIZE, AXIS_SIZE, BAR_TITLE_SIZE = "0.9231em", "1.0769em", "13px"
POINT_SIZE, MARK_SIZE, NODE_SIZE = 10, 7, 30

Properties = dict[str, Any]


def nothing(*_: Any) -> Properties:
    """No properties."""
    return {}


@dataclass(frozen=True)
class Look:
    """How one kind of layer is painted.

    `painted(role, theme)`: the glyph's properties on light or dark paper; `settled(role)`: those
    that no paper changes; `paper`: the property that takes the colour of the paper, if one does.
    Where each curve, point or text has a colour of its own, `own` is the property that takes it,
    `dashed` says whether a dash comes with it, and `shared(cycle)` is what they have in common.
    `map_colours(renderer, mapper)` lets colours stand for numbers, and `scaled` is what HoloViews
    is told then. `covers`: it hides the grid. `on_top`: it stands above all else, and whole where
    it stands on the frame.
    """

    painted: Callable[[Role, ThemeName], Properties]
    settled: Callable[[Role], Properties] = nothing
    paper: str = ""
    own: str = ""
    dashed: bool = False
    shared: Callable[[Cycle], Properties] = nothing
    map_colours: Callable[[GlyphRenderer[Any], ColorMapper], None] | None = None
    scaled: Mapping[str, Any] | None = None
    covers: bool = False
    on_top: bool = False


def line(role: Role, theme: ThemeName) -> Properties:
    """Its colour, width and dash."""
    stroke = stroke_of(role)
    colour = stroke.colour(theme)
    return {"line_color": colour, "line_width": stroke.width, "line_dash": stroke.dash}


def filled(role: Role, theme: ThemeName) -> Properties:
    """A surface without a rim."""
    stroke = stroke_of(role)
    return {"fill_color": stroke.colour(theme), "fill_alpha": stroke.fill, "line_alpha": 0.0}


def hatched(role: Role) -> Properties:
    """The hatching of a surface whose stroke has some."""
    if not (stroke := stroke_of(role)).hatch:
        return {}
    return {"hatch_pattern": stroke.hatch, "hatch_color": stroke.light, "hatch_alpha": 0.5}


def bars(role: Role, theme: ThemeName) -> Properties:
    """Bars without gaps or rims."""
    stroke = stroke_of(role)
    return {"fill_color": stroke.colour(theme), "fill_alpha": stroke.fill, "line_color": None}


def points(size: float) -> Callable[[Role, ThemeName], Properties]:
    """Points of this size, with a rim of paper."""
    return lambda role, theme: {
        "fill_color": stroke_of(role).colour(theme),
        "line_color": THEMES[theme].paper,
        "size": size,
    }


def text(role: Role, theme: ThemeName) -> Properties:
    """Letters of its colour."""
    return {"text_color": stroke_of(role).colour(theme), "text_font_size": TEXT_SIZE}


def placed(role: Role) -> Properties:
    """Columns say where each text stands."""
    return {
        "x_offset": {"field": "offset"},
        "text_align": {"field": "align"},
        "background_fill_alpha": 0.85,
    }


def links(role: Role, theme: ThemeName) -> Properties:
    """Lines of its colour, each as wide as a column says."""
    return {"line_color": stroke_of(role).colour(theme)}


def widened(role: Role) -> Properties:
    """A column says how wide each link is."""
    return {"line_width": {"field": "width"}, "line_cap": "round", "line_alpha": 0.75}


def nodes(role: Role, theme: ThemeName) -> Properties:
    """Discs with a rim of ink, which colours fill."""
    return {"line_color": THEMES[theme].ink, "line_width": 1.5, "size": NODE_SIZE}


def map_image(renderer: GlyphRenderer[Any], mapper: ColorMapper) -> None:
    """Let the colours of an image stand for its numbers."""
    renderer.glyph.color_mapper = mapper


def map_nodes(renderer: GlyphRenderer[Any], mapper: ColorMapper) -> None:
    """Let what fills each node stand for its number."""
    renderer.glyph.fill_color = {"field": "fill_color", "transform": mapper}
    renderer.update(selection_glyph=None, nonselection_glyph=None, muted_glyph=None)


LINE = Look(line, shared=lambda cycle: {"line_width": cycle.width})
PATHS = Look(line, own="line_color", dashed=True, shared=LINE.shared)
LINKS = Look(links, settled=widened)
FILLED = Look(filled)
HATCHED = Look(filled, settled=hatched)
BARS = Look(bars)
POINTS = Look(
    points(POINT_SIZE), own="fill_color", shared=lambda cycle: {"size": POINT_SIZE}, on_top=True
)
MARKS = Look(points(MARK_SIZE), on_top=True)
TEXT = Look(
    text,
    settled=placed,
    paper="background_fill_color",
    own="text_color",
    shared=lambda cycle: {"text_font_size": TEXT_SIZE},
)
NODES = Look(nodes, map_colours=map_nodes, scaled={"fill_color": "value"})
IMAGE = Look(nothing, map_colours=map_image, scaled={}, covers=True)
