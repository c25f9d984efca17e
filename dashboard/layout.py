"""Where things stand on a page: side by side on a desk, below one another on a phone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import panel as pn
import param

from dashboard.home import Home

Parts = Sequence[pn.viewable.Viewable]

# Both pictures end above the fold of a common screen, and begin where they always do: bar and
# read-out share a room in which a row of pins (`--qb-pins`) or a second line of numbers has its
# place; only what needs more moves them. Where pictures go down far, the words follow below the
# controls, too. On a phone what is told (`--qb-told` high) and the main one stay in sight while the
# controls pass below them, until the rest covers both.
SHEET = """
:host {
  gap: 8px;
  padding: 8px 12px 24px;
  box-sizing: border-box;
  width: 100% !important;
  height: auto !important;
  max-width: 118.75rem;
  margin: 0 auto !important;
}
.bar, .page {
  flex: none !important;
  width: auto !important;
  height: auto !important;
  max-height: none !important;
  margin: 0 !important;
}
@media (max-width: 62.5rem) { :host { padding: 8px 8px 24px; } }
"""
DESK = """
:host {
  --qb-head: 11.5rem;
  --qb-heard: minmax(calc(var(--qb-head) - 2.25rem - var(--qb-pins, 0px)), auto);
  display: grid !important;
  grid-template: "rail status status" var(--qb-heard)
    "rail main side" clamp(380px, 100svh - var(--qb-head) - 24px, 820px)
    "rail words words" 1fr / 18rem minmax(0, 1.45fr) minmax(0, 1fr);
  gap: 8px 10px;
}
.rail { grid-area: rail; }
.status { grid-area: status; }
.main { grid-area: main; }
.side { grid-area: side; }
.words { grid-area: words; }
.rail, .main, .side, .status, .words { min-width: 0; width: auto !important; margin: 0 !important; }
.main, .side { min-height: 0; }
.status { position: relative; z-index: 2; }
@media (min-height: 960px) {
  :host {
    grid-template: "rail status status" var(--qb-heard)
      "rail main side" clamp(380px, 100svh - var(--qb-head) - 72px, 820px) "rail . ." 1fr
      "words words words" auto / 18rem minmax(0, 1.45fr) minmax(0, 1fr);
  }
}
@container (max-width: 62.5rem) {
  :host {
    --qb-stage: clamp(220px, 46svh - var(--qb-told, 9rem), 420px);
    grid-template: "status" var(--qb-told, 9rem) "main" var(--qb-stage) "rail" auto "side" auto
      "words" auto / minmax(0, 1fr);
  }
  .status {
    grid-row: 1 / 4;
    align-self: start;
    position: sticky !important;
    top: min(0px, 24svh - var(--qb-told, 9rem));
    padding-bottom: 4px;
    background: var(--qb-bg, transparent);
    box-shadow: -8px 0 var(--qb-bg, transparent), 8px 0 var(--qb-bg, transparent);
  }
  .main {
    grid-row: 2 / 4;
    position: sticky !important;
    top: min(var(--qb-told, 9rem), 24svh);
    z-index: 1;
    height: var(--qb-stage) !important;
  }
  .side, .words {
    position: relative;
    z-index: 2;
    box-shadow: 0 0 0 8px var(--qb-bg, transparent);
  }
}
@media (max-height: 480px) {
  @container (max-width: 62.5rem) {
    .status { position: relative !important; top: auto; }
    .main { top: 0; }
  }
}
"""
CARD = """
:host {
  background: var(--qb-surface, transparent);
  border: 1px solid var(--qb-line, #d7dde4);
  border-radius: var(--qb-radius, 8px);
  padding: 10px 12px;
  box-sizing: border-box;
}
"""
# Its height is the card's in any case.
PICTURE = (
    CARD
    + """
* { min-height: 0 !important; }
:host { padding: 8px 4px 6px 6px; }
"""
)
SIDE = (
    CARD
    + """
:host { gap: 6px; padding: 8px 4px 6px 12px; }
"""
)
FILL = ":host { flex: 1 1 auto; min-height: 0; gap: 6px; }"
TABS = """
.bk-header { border-bottom: 1px solid var(--qb-line, #d7dde4) !important; gap: 4px; }
.bk-tab {
  font: 600 0.8125rem var(--qb-font, system-ui, sans-serif);
  color: var(--qb-muted, #556170) !important;
  background: none !important;
  border: none !important;
  border-bottom: 2px solid transparent !important;
  padding: 8px 12px !important;
}
.bk-tab.bk-active {
  color: var(--qb-accent, #0068a8) !important;
  border-color: currentColor !important;
}
.bk-tab:focus-visible { outline: 2px solid var(--qb-accent, #0068a8); outline-offset: -2px; }
"""


class Area(pn.Column):
    """A column that says what it is to those who cannot see where it stands."""

    html_attributes = param.Dict({}, doc="Of its element: its role and its name.")


def arrange(
    *,
    bar: Parts,
    rail: Parts,
    status: Parts,
    stage: Area,
    side: Parts,
    words: Parts,
    embedded: bool = False,
) -> pn.Column:
    """The page as one part: a template of several would be sent every update twice.

    Its pictures come later, on the stage and on the shelf at its side: they are most of the work
    of opening it. Embedded, it is a part of another page, which has a main one of its own.
    """
    page = area(
        "page",
        area("rail", *rail, says="Settings", style=CARD),
        area("status", *status, says="Results"),
        stage,
        area("side", *side, says="Picture at the side", style=SIDE, fills=True),
        area("words", *words, says="Theory and claims", style=CARD),
        style=DESK,
    )
    if not embedded:
        page.html_attributes = {"role": "main"}
    return pn.Column(
        area("bar", *bar), page, stylesheets=[SHEET], sizing_mode="stretch_both", margin=0
    )


def area(
    name: str,
    *children: pn.viewable.Viewable,
    says: str = "",
    style: str = "",
    fills: bool = False,
) -> Area:
    """A part of the page's grid; one that fills it shares its height among the children.

    One that `says` what stands in it is a region of that name.
    """
    return Area(
        *children,
        css_classes=[name],
        html_attributes={"role": "region", "aria-label": says} if says else {},
        stylesheets=[style],
        sizing_mode="stretch_both" if fills else "stretch_width",
        margin=0,
    )


def stage() -> Area:
    """Where the main picture will stand."""
    return area("main", says="Main picture", style=PICTURE, fills=True)


def shelf(*children: pn.viewable.Viewable) -> pn.Column:
    """What fills the rest of a card."""
    return pn.Column(*children, stylesheets=[FILL], sizing_mode="stretch_both", margin=0)


def tabs(panes: Mapping[str, pn.viewable.Viewable], on_open: Callable[[str], None]) -> pn.Tabs:
    """Texts of which one is shown, built when they are first looked at."""
    names = list(panes)
    shown = pn.Tabs(
        *panes.items(), dynamic=True, stylesheets=[TABS], sizing_mode="stretch_width", margin=0
    )
    home = Home()
    shown.param.watch(lambda event: home(on_open, names[event.new]), "active")
    return shown
