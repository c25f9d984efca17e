"""What the page's own components share: plain JavaScript and CSS beside each Python module.

A component's script is `component.js` followed by its own; its look is `component.css` followed
by its own. Nothing is fetched: both travel with the component.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import panel as pn
import param
from bokeh.document import Document
from bokeh.model import Model
from panel.io.state import set_curdoc

from dashboard.home import Home

FOLDER = Path(__file__).parent


def source(*names: str) -> str:
    """Files beside this module after the shared one of their kind, as in `source("bar.js")`."""
    kind = Path(names[0]).suffix
    return "\n".join((FOLDER / part).read_text("utf-8") for part in (f"component{kind}", *names))


class Component(pn.custom.JSComponent):
    """Base of the page's own components: full width, and messages as plain dictionaries.

    What `show` of a component takes is its own: none is served by itself, as Panel's would do.
    """

    __abstract = True

    def __init__(self, **params: Any) -> None:
        params = {"sizing_mode": "stretch_width", "margin": 0, **params}
        super().__init__(**params)  # type: ignore[no-untyped-call]
        self._home = Home()

    def put(self, **values: Any) -> None:
        """Show these; what is shown already costs nothing."""
        if changed := {name: new for name, new in values.items() if new != getattr(self, name)}:
            self.param.update(**changed)

    # Panel notes when it is busy, asks its design what else changes with each property and searches
    # each value for models: of no use to components like these, and as much work as all the rest.

    def _process_bokeh_event(self, doc: Document, event: Any) -> None:
        self._home(self._process_in, doc, event)

    def _process_in(self, doc: Document, event: Any) -> None:
        with set_curdoc(doc):
            self._process_event(event)

    def _update_properties(self, *events: param.parameterized.Event, doc: Document) -> Any:
        if any(event.name in pn.reactive.Reactive.param for event in events):
            return super()._update_properties(*events, doc=doc)
        changed = {event.name: event.new for event in events}
        return self._process_param_change(changed)  # type: ignore[no-untyped-call]

    def _update_model(
        self,
        events: dict[str, param.parameterized.Event],
        msg: dict[str, Any],
        root: Model,
        model: Any,
        doc: Document,
        comm: Any,
    ) -> None:
        if any(name in pn.reactive.Reactive.param for name in events):
            super()._update_model(events, msg, root, model, doc, comm)
        else:
            self._set_on_model(msg, root, model.data)

    def _process_event(self, event: Any) -> None:
        self._home(super()._process_event, event)
