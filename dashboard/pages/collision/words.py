"""What the collision page says of its results, in words and numbers."""

from __future__ import annotations

from math import isinf, isnan

import xarray as xr

from dashboard.components.status import Badge
from dashboard.wording import exact, number, percent, size
from engine.result import certificate


def value(data: xr.Dataset, name: str, *at: int) -> float:
    """One number of a result, the quick way: a frame reads a dozen."""
    return float(data.variables[name].values[at])


def of_the_run(data: xr.Dataset, marked: int) -> str:
    """How many collisions there are, and a note where the marked one lies beyond the last."""
    last = data.sizes["collision"] - 1
    return f"of {last}" + (f", before the marked {marked}" if marked > last else "")


def qubit_sentence(data: xr.Dataset, at: int) -> str:
    """What the qubits gave up, beside the most that incoherent charging takes from each."""
    share = value(data, "qubit_advantage", at)
    if isnan(share):
        return "No qubit is spent yet."
    return (
        f"Counted in qubits, coherence is behind: {number(100 * share, 3)} % of what full swaps "
        "of as many excited qubits store."
    )


def advantage_sentence(data: xr.Dataset, advantage: float, prefix: str) -> str:
    """The advantage at the marked collision, and the advantage window: when there is one."""
    start, stop, best_time, best = (
        value(data, f"{prefix}{name}")
        for name in ("window_start", "window_stop", "best_time", "best_advantage")
    )
    clock = "Ω(τ + Kt₀)" if prefix else "Ωτ"
    end = number(value(data, f"{prefix}time", -1))
    if isnan(start):
        closest = f": at best {number(best)} of it, at {clock} = {number(best_time)}"
        return (
            f"No advantage over the incoherent bound up to {clock} = {end}"
            f"{'' if isnan(best) else closest}."
        )
    until = f"the end of the run ({end})" if isinf(stop) else number(stop)
    return (
        f"Advantage now {percent(advantage)}, from {clock} = {number(start)} to {until}; "
        f"best {percent(best)} at {clock} = {number(best_time)}."
    )


def truncation_badge(data: xr.Dataset) -> Badge:
    """Whether the ladder's last level is felt, from the certificate of the run."""
    numbers = certificate(data)
    share, error = numbers["top_population"], numbers["energy_error"]
    reason = (
        f"Energies are right to {size(error)} of {numbers['energy_error_of']}; the state's "
        f"probabilities add up to 1 within {size(numbers['trace_defect'])}."
    )
    if numbers["truncated"]:
        felt = (
            f"The battery is cut off at its top level. From then on more than a millionth of the "
            f"state is there, {number(share, 2)} at the end: an endless oscillator would charge "
            f"further. Give it more levels. {reason}"
        )
        start = number(numbers["truncated_from"])
        return Badge(f"top level felt from Ωτ = {start}", ok=False, reason=felt)
    return Badge(exact(error), ok=True, reason=reason)
