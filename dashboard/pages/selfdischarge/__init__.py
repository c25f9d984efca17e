"""Self-discharge: how coherence and connectivity slow a battery's leak."""

from dashboard import papers

PAGE, TITLE, PAPER = "SelfDischarge", "Self-discharge", papers.SANTOS_2021
