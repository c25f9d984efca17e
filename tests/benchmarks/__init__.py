"""Benchmarks: `make bench` and `make load` print measured figures beside their bars."""
