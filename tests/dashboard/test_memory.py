"""What nobody holds any more is gone: a server must not keep what its sessions left."""

from __future__ import annotations

import gc
from weakref import ref

from dashboard.pages.collision.curves import charging_view


def test_a_view_that_was_drawn_is_gone_with_its_page() -> None:
    view = charging_view()
    assert view.pane.object is not None
    gone = ref(view)
    del view
    gc.collect()
    assert gone() is None
