"""A channel of one's own as a stage of the capacitance page, from a .npy or .json file."""

from __future__ import annotations

import json

from dashboard.wording import size
from engine import capacitance as engine
from engine.capacitance.stages import Stage
from engine.channel_files import AXES, read
from engine.channels import Channel
from engine.near_channels import ROUNDING
from engine.scenario import ScenarioError


def holds_channel(content: bytes, filename: str) -> bool:
    """Whether a file is meant as a channel, not as settings.

    >>> holds_channel(b'{"kraus": 3}', "a.json"), holds_channel(b'{"settings": {}}', "a.json")
    (True, False)
    """
    if is_array(filename):
        return True
    try:
        document = json.loads(content)
    except (ValueError, RecursionError):
        return False
    return isinstance(document, dict) and not document.keys().isdisjoint(AXES)


def is_array(filename: str) -> bool:
    """Whether a file's name says that it is a NumPy array."""
    return filename.lower().endswith(".npy")


def own_stage(content: bytes, filename: str) -> tuple[Stage, Channel]:
    """The stage that a file holds, and its channel.

    Raises:
        ScenarioError: in one sentence, if the file cannot be read or what it holds is no channel.
    """
    try:
        channel = read(content, filename if is_array(filename) else "channel.json")
        return engine.kraus_stage(channel.kraus), channel
    except ValueError as refusal:
        raise ScenarioError(str(refusal)) from None


def made_exact(channel: Channel) -> list[str]:
    """What to say of a channel whose numbers were near one, not one to the last digit."""
    if channel.residual <= ROUNDING:
        return []
    return [
        f"The channel's numbers are {size(channel.residual)} off one, within their own precision; "
        "it is made exact."
    ]
