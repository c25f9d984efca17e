"""Together or apart: what charging many cells at once gains, and at what price."""

PAGE, TITLE = "Collective", "Together or apart"
