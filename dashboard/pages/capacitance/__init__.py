"""Work capacitances: what nonlocal means gain in recovering energy from noisy cells."""

from dashboard import papers

PAGE, TITLE, PAPER = "Capacitance", "Work capacitances", papers.TIRONE_2023
