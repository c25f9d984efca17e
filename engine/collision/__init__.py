"""Collisional charging of a battery by a stream of qubits (Salvia et al. 2023)."""
