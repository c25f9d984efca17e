"""What a page's own browser sends: messages are looked at before they are unpacked.

A browser tells what happened to a control, the size of a figure, the range that is looked at. It
never sends columns, new models or packed bytes; Bokeh would take all of them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from math import isfinite
from typing import Any, NoReturn

from bokeh.document import Document

from dashboard.components.bar import LONGEST_UPLOAD

# An uploaded file in base64, and what stands around it.
LONGEST_MESSAGE = LONGEST_UPLOAD * 4 // 3 + 10_000
LONGEST_HEADER = 1_000
DEEPEST = 24
LONGEST_INTEGER = 22  # JavaScript writes whole numbers below 1e21 in full, and a sign
MOST_EVENTS = 500

PATCH, PULL, INFO = "PATCH-DOC", "PULL-DOC-REQ", "SERVER-INFO-REQ"

# What Bokeh's scripts write as more than plain JSON: infinities, an event with its map of values.
TYPES = frozenset({"number", "map", "event", "ref"})
NUMBERS = frozenset({"nan", "+inf", "-inf"})

EVENTS = frozenset({
    "document_ready", "client_reconnected", "data_event", "tap", "doubletap", "press", "pressup",
    "reset", "rangesupdate", "legend_item_click",
})  # fmt: skip

_FIGURE = frozenset({"inner_width", "inner_height", "outer_width", "outer_height"})
_RANGE = frozenset({"start", "end", "reset_start", "reset_end"})
# By the name of a Bokeh class: the properties that a browser sets.
PROPERTIES: Mapping[str, frozenset[str]] = {
    "Plot": _FIGURE,
    "Range1d": _RANGE,
    "DataRange1d": _RANGE,
    "BrowserInfo": frozenset({
        "dark_mode", "device_pixel_ratio", "language", "webdriver", "timezone", "timezone_offset",
        "webgl",
    }),
    "Location": frozenset({"href", "pathname", "search", "hash"}),
    "GlyphRenderer": frozenset({"visible", "muted"}),
    "Tabs": frozenset({"active"}),
    "Toolbar": frozenset({"active_drag", "active_scroll", "active_tap", "active_inspect"}),
    "Tool": frozenset({"active"}),
    "Selection": frozenset({"indices", "line_indices", "multiline_indices", "image_indices"}),
}  # fmt: skip


Parts = tuple[str, str, str]


class Hostile(Exception):
    """A message that no page of ours sends; its text is one sentence."""


class Unexpected(Hostile):
    """A message of the right form about something that a browser has no say in."""


def check(parts: Parts, document: Document | None) -> Parts:
    """A message (header, metadata, content) as it may be handed on, if it is an honest browser's.

    What the browser writes out of a model that the page has already becomes its name alone.

    Raises
    ------
    Hostile
        The form is not right; nothing of it was unpacked.
    Unexpected
        The form is right, but the browser has no say in this.
    """
    header, metadata, content = (_read(part) for part in parts)
    if len(parts[0]) > LONGEST_HEADER or len(parts[1]) > LONGEST_HEADER:
        raise Hostile(f"A message's header must be at most {LONGEST_HEADER} characters.")
    if not isinstance(header, dict) or not isinstance(metadata, dict):
        raise Hostile("A message must have a header.")
    if header.get("num_buffers"):
        raise Hostile("A message must be text, not packed bytes.")
    _check_kind(header.get("msgtype"))
    if not (isinstance(header.get("msgid"), str) and isinstance(content, dict)):
        raise Hostile("A message must have a header and a content.")
    short = _by_name(content, document)
    _check_form(short)
    if header["msgtype"] == PATCH:
        _check_events(short, document)
    return parts if short == content else (*parts[:2], json.dumps(short))


def _check_kind(kind: Any) -> None:
    if kind not in (PATCH, PULL, INFO):
        raise Hostile(f"A message must be one of {PATCH}, {PULL}, {INFO}.")


def _check_events(content: dict[str, Any], document: Document | None) -> None:
    events = content.get("events")
    if content.keys() != {"events"} or not isinstance(events, list):
        raise Hostile("A change must be a list of events.")
    if len(events) > MOST_EVENTS:
        raise Hostile(f"A change must have at most {MOST_EVENTS} events, not {len(events)}.")
    for event in events:
        match event:
            case {"kind": "ModelChanged", "model": {"id": str(key)}, "attr": str(name), "new": _}:
                _check_property(document, key, name)
            case {"kind": "MessageSent", "msg_type": "bokeh_event", "msg_data": dict(data)}:
                _check_event(data)
            case _:
                raise Hostile("An event must be a property or a happening that a browser sends.")


def _check_property(document: Document | None, key: str, name: str) -> None:
    if (model := _model(document, key)) is None:
        raise Unexpected("A property must be of what is on the page.")
    if not any(name in PROPERTIES.get(kind.__name__, ()) for kind in type(model).__mro__):
        raise Unexpected("A property must be one that a browser sets.")


def _check_event(data: dict[str, Any]) -> None:
    if data.get("type") != "event" or not isinstance(data.get("name"), str):
        raise Hostile("A happening must be an event with a name.")
    if data["name"] not in EVENTS:
        raise Unexpected("A happening must be one that a browser tells.")


def _by_name(part: Any, document: Document | None, depth: int = 0) -> Any:
    """The same with models of the page by their names, as Bokeh's scripts have it but once.

    They write out a model that came after the page did, with all it holds, in the first message
    that speaks of it.
    """
    if depth > DEEPEST:
        raise Hostile(f"A message must be nested at most {DEEPEST} deep.")
    match part:
        case {"type": "object", "id": str(key)} if _model(document, key) is not None:
            return {"id": key}
        case dict():
            return {name: _by_name(inner, document, depth + 1) for name, inner in part.items()}
        case list():
            return [_by_name(inner, document, depth + 1) for inner in part]
    return part


def _model(document: Document | None, key: str) -> Any:
    return None if document is None else document.models.get_by_id(key)  # type: ignore[arg-type]


def _check_form(content: Any) -> None:
    """Refuse whatever Bokeh would unpack into more than was sent."""
    level = [content]
    while level:
        for part in level:
            if isinstance(part, dict) and "type" in part:
                _check_type(part)
        level = [inner for part in level for inner in _inside(part)]


def _check_type(part: dict[str, Any]) -> None:
    kind = part["type"]
    if not isinstance(kind, str) or kind not in TYPES:
        raise Hostile("A message must hold numbers, texts, lists and maps, not other objects.")
    if kind == "number" and not (_is_number(value := part.get("value")) or value in NUMBERS):
        raise Hostile("A number must be one.")


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float)


def _inside(part: Any) -> Iterator[Any]:
    if isinstance(part, dict):
        yield from part.values()
    elif isinstance(part, list):
        yield from part


def _read(text: str) -> Any:
    """JSON as a browser writes it."""
    try:
        return json.loads(text, parse_int=_integer, parse_float=_real, parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise Hostile("A message must be JSON of bounded depth.") from None


def _integer(text: str) -> int:
    if len(text) > LONGEST_INTEGER:
        raise Hostile(f"An integer must have at most {LONGEST_INTEGER} digits, not {len(text)}.")
    return int(text)


def _real(text: str) -> float:
    if not isfinite(value := float(text)):
        raise Hostile("A number must be finite.")
    return value


def _no_number(text: str) -> NoReturn:
    raise Hostile("A number must be finite.")
