"""The output of a notebook's cell: a page with all that it needs, so that it lives wherever it is.

An output may be saved and opened again, run a second time, exported, or copied to where its scripts
may not run. So each carries the scripts, packed, which a window runs once; and a still of the page,
which stands until the live one does.
"""

from __future__ import annotations

import base64
import gzip
from collections.abc import Iterable, Mapping
from functools import cache, partial
from html import escape
from pathlib import Path
from typing import Any

import holoviews as hv
import panel as pn
from panel.io.notebook import EXEC_MIME, load_notebook
from panel.io.state import state
from panel.models.comm_manager import CommManager

from dashboard.components.status import Readout
from dashboard.files import ASSETS
from dashboard.picture.still import svg
from dashboard.picture.views import View

UNPACK = (Path(__file__).parent / "notebook.js").read_text("utf-8")
MENDING = (ASSETS / "restyle.js").read_text("utf-8")
HTML, SCRIPT = "text/html", "application/javascript"
FRONTEND_IS_PANELS = {"vscode", "ipywidgets", "colab"}  # each of which has its own way of loading


def prepare() -> None:
    """Let Panel know of the notebook; the scripts come with each output."""
    if not pn.extension._loaded:
        published(lambda: pn.extension(inline=True))


def show_elements() -> None:
    """Let HoloViews' overlays show themselves, where the user has loaded no backend of his own."""
    if not hv.extension._loaded:
        hv.Store.set_display_hook("explorer", hv.Overlay, shown)


def shown(overlay: hv.Overlay) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """What a notebook shows of an overlay."""
    prepare()
    pane = pn.pane.HoloViews(overlay, backend="bokeh", sizing_mode="stretch_width")
    bundle, about = pane._repr_mimebundle_()
    return output(bundle, ""), about


def leave_prints(about: Mapping[str, Any]) -> None:
    """Let what a cell prints while a page hears its browser stay the cell's.

    pyviz_comms has standard output to itself meanwhile, for every thread of the kernel.
    """
    if (root := about.get(EXEC_MIME, {}).get("id")) not in state._views:
        return
    document = state._views[root][2]
    known = state._comm_manager._comms
    for one in document.roots:
        if isinstance(one, CommManager) and (comm := known.get(one.client_comm_id)) is not None:
            comm._handle_msg = partial(hear, comm)


def hear(comm: Any, message: Mapping[str, Any]) -> None:
    """Take a browser's message, and acknowledge it."""
    told = comm.decode(message)
    sender = told.pop("comm_id", None)
    reply = {"msg_type": "Ready", "content": ""}
    try:
        comm._on_msg(told)
    except Exception as error:  # Panel shows it under the page
        comm._on_error(error)
        reply = {"msg_type": "Error", "traceback": repr(error)}
    comm.send(metadata=reply | ({"comm_id": sender} if sender else {}))


def output(bundle: Mapping[str, Any], page: str) -> dict[str, Any]:
    """Panel's output of a page, with the page's still and the scripts.

    Parameters
    ----------
    bundle
        What Panel would have the notebook show.
    page
        The still, as `still` makes it; nothing for what has none.
    """
    if HTML not in bundle or pn.config.comms in FRONTEND_IS_PANELS:
        return dict(bundle)
    live = f'<div class="explorer-output">{page}{bundle[HTML]}</div>'
    return {**bundle, HTML: f"{scripts()}{live}"}


def still(title: str, readout: Readout, views: Iterable[View]) -> str:
    """A page without its scripts: what it says, its numbers and its pictures."""
    numbers = "".join(
        f"<tr><td>{escape(one.label)}</td><td>{escape(f'{one.value} {one.unit}'.strip())}</td></tr>"
        for one in readout.numbers
    )
    pictures = "".join(
        f'<img alt="{escape(view.title)}" src="data:image/svg+xml;base64,'
        f'{base64.b64encode(svg(view).encode()).decode()}">'
        for view in views
    )
    words = f"<p><b>{escape(title)}</b>. {escape(readout.sentence)}</p>"
    return f'<div class="explorer-still">{words}{pictures}<table>{numbers}</table></div>'


@cache
def scripts() -> str:
    """Panel's scripts and styles for a notebook, packed, in a script that unpacks them once."""
    found = published(lambda: load_notebook(inline=True))
    styles = "".join(str(data[HTML]) for data in found if HTML in data)
    code = "\n;".join(str(data[SCRIPT]) for data in found if SCRIPT in data)
    code += f"\n;(function mend() {{ if (!window.Bokeh) return setTimeout(mend, 10)\n{MENDING}}})()"
    packed = base64.b64encode(gzip.compress(code.encode(), mtime=0)).decode()
    return f"{styles}<script>(function (packed) {{{UNPACK}}})({packed!r})</script>"


def published(publish: Any) -> list[Mapping[str, Any]]:
    """What a function would publish in the notebook, which is kept from it; nothing elsewhere."""
    try:
        from IPython.core.getipython import get_ipython
        from IPython.utils.capture import capture_output
    except ModuleNotFoundError:
        publish()
        return []
    if get_ipython() is None:
        publish()
        return []
    with capture_output(stdout=False, stderr=False) as captured:
        publish()
    return [one.data for one in captured.outputs]
