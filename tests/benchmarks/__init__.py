"""Benchmarks: `make bench` and `make load` print measured figures beside their bars."""

from engine.printing import fit_terminal

fit_terminal()
