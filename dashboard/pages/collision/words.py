"""What the collision page says of its results, in words and numbers."""

from __future__ import annotations

from math import isinf, isnan

import xarray as xr

from dashboard.components.status import Badge
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
        f"Counted in qubits, coherence is behind: {100 * share:.3g} % of what full swaps of as "
        f"many excited qubits store."
    )


def advantage_sentence(data: xr.Dataset, advantage: float, prefix: str) -> str:
    """The advantage at the marked collision and the stretch of time in which there is one."""
    start, stop, best_time, best = (
        value(data, f"{prefix}{name}")
        for name in ("window_start", "window_stop", "best_time", "best_advantage")
    )
    clock = "Ω(τ + Kt₀)" if prefix else "Ωτ"
    end = shown(value(data, f"{prefix}time", -1), 4)
    if isnan(start):
        closest = f": at best {best:.3f} of it, at {clock} = {shown(best_time, 3)}"
        return (
            f"No advantage over the incoherent bound up to {clock} = {end}"
            f"{'' if isnan(best) else closest}."
        )
    until = f"the end of the run ({end})" if isinf(stop) else shown(stop, 4)
    return (
        f"Advantage now {percent(advantage)}, from {clock} = {shown(start, 4)} to {until}; "
        f"best {percent(best)} at {clock} = {shown(best_time, 4)}."
    )


def percent(ratio: float) -> str:
    """How far a ratio is above or below one.

    >>> percent(1.284), percent(0.5), percent(1.0001)
    ('+28 %', '−50 %', 'none')
    """
    if isnan(ratio) or abs(ratio - 1) < 5e-4:
        return "none"
    digits = 0 if abs(ratio - 1) >= 0.0095 else 2
    return f"{100 * (ratio - 1):+.{digits}f} %".replace("-", "−")


def shown(value: float, digits: int) -> str:
    """A number of a few digits, without an exponent where a person would write none.

    >>> shown(5054.23, 4), shown(28.6513, 4), shown(1.2e-7, 3)
    ('5054', '28.65', '1.2e-07')
    """
    return f"{value:.0f}" if 10.0**digits <= abs(value) < 1e7 else f"{value:.{digits}g}"


def truncation_badge(data: xr.Dataset) -> Badge:
    """Whether the ladder's last level is felt, from the certificate of the run."""
    numbers = certificate(data)
    share, error = numbers["top_population"], numbers["energy_error"]
    exact = f"The energy is computed to {error:.0e} of {numbers['energy_error_of']}, the trace to "
    exact += f"{numbers['trace_defect']:.0e}."
    if numbers["truncated"]:
        start = shown(numbers["truncated_from"], 4)
        reason = (
            f"From then on more than a millionth of the state is in the top level, {share:.1e} at "
            f"the end: an endless oscillator would charge further. {exact}"
        )
        return Badge(f"top level felt from Ωτ = {start}", ok=False, reason=reason)
    return Badge(f"exact to {error:.0e}", ok=True, reason=exact)
