"""Work capacitances: what nonlocal means gain in recovering energy from noisy cells."""

PAGE, TITLE = "Capacitance", "Work capacitances"
