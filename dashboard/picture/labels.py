"""What stands at the ticks of axes and colour bars, as `number.js` writes numbers everywhere."""

from __future__ import annotations

import re
from pathlib import Path

from bokeh.models import CustomJSTicker, CustomJSTickFormatter

HERE = Path(__file__).parent
COMMENT = re.compile(r"/\*.*?\*/\n?", re.S)


def script(path: Path) -> str:
    """A script as it travels to each axis: without what only its reader needs."""
    return COMMENT.sub("", path.read_text(encoding="utf-8"))


NUMBER = script(HERE.parent / "components" / "number.js")
TICK_LABELS, LOG_LABELS, LOG_TICKS = (
    script(HERE / f"{name}.js") for name in ("tick_labels", "log_labels", "log_ticks")
)


def linear_labels(unit: str = "") -> CustomJSTickFormatter:
    """Labels of a linear axis or a colour bar; a unit stands at each tick, where there is one."""
    return CustomJSTickFormatter(code=f"{NUMBER}\n{TICK_LABELS}", args={"unit": unit})


def log_labels() -> CustomJSTickFormatter:
    """Labels of a logarithmic axis."""
    return CustomJSTickFormatter(code=f"{NUMBER}\n{LOG_LABELS}")


def log_ticks() -> CustomJSTicker:
    """Ticks of a logarithmic axis: Bokeh's own collide below two decades."""
    return CustomJSTicker(major_code=LOG_TICKS)
