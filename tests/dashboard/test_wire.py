"""What is sent is what Bokeh would have sent: short arrays in the text, known models by name."""

from __future__ import annotations

import importlib

import numpy as np
import pytest
from bokeh.core.serialization import Deserializer, Serializer
from bokeh.models import ColumnDataSource
from bokeh.server.views.ws import WSHandler

from dashboard.server.wire import INLINE_BYTES, LeanSerializer, be_lean


@pytest.mark.parametrize("dtype", ["float32", "float64", "int32", "uint8"])
@pytest.mark.parametrize("shape", [(0,), (1,), (955,), (30, 7)])
def test_short_arrays_travel_in_the_text_and_arrive_as_they_are(
    dtype: str, shape: tuple[int, ...]
) -> None:
    sent = np.arange(np.prod(shape)).reshape(shape).astype(dtype)
    lean = LeanSerializer()
    written = lean.encode({"y": sent})
    assert not lean.buffers
    arrived = Deserializer().decode(written)["y"]
    assert arrived.dtype == sent.dtype
    np.testing.assert_array_equal(arrived, sent)


def test_unknown_and_infinite_numbers_arrive() -> None:
    sent = np.array([1.5, np.nan, np.inf, -np.inf, -0.0], dtype=np.float32)
    arrived = Deserializer().decode(LeanSerializer().encode(sent))
    np.testing.assert_array_equal(arrived, sent)


def test_long_arrays_travel_beside_the_text_as_ever() -> None:
    sent = np.arange(INLINE_BYTES / 4 + 1, dtype=np.float32)
    lean, usual = LeanSerializer(), Serializer()
    written, expected = lean.encode(sent), usual.encode(sent)
    assert len(lean.buffers) == len(usual.buffers) == 1
    assert lean.buffers[0].data == usual.buffers[0].data
    assert written["shape"] == expected["shape"]
    arrived = Deserializer().decode(written, lean.buffers)
    np.testing.assert_array_equal(arrived, sent)


def test_known_models_travel_by_name_and_others_in_full() -> None:
    known, other = ColumnDataSource(name="known"), ColumnDataSource(name="other")
    lean = LeanSerializer(references={known})
    usual = Serializer(references={known})
    assert lean.encode(known) == usual.encode(known) == {"id": known.id}
    assert lean.has_ref(known)
    assert not lean.has_ref(other)
    assert not lean.has_ref([known])
    assert lean.encode(other)["id"] == usual.encode(other)["id"] == other.id
    assert lean.encode(other) == {"id": other.id}, "once written it is known"


def test_sessions_are_lean_once_and_for_all() -> None:
    be_lean()
    messages = importlib.import_module("bokeh.protocol.messages.patch_doc")
    assert messages.Serializer is LeanSerializer
    opened = WSHandler.open
    be_lean()
    assert WSHandler.open is opened
