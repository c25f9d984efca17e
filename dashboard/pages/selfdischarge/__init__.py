"""Self-discharge: how coherence and connectivity slow a battery's leak."""

PAGE, TITLE = "SelfDischarge", "Self-discharge"
