"""What is a state: the one check of everything that takes density matrices.

A public function of states converts and checks here, then computes with pure functions; what is
computed inside the engine is known to be a state and does not pass through here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from engine.operators import in_double, numbers_of, rounding

# What doubles may miss. A trace: what passes the longest accepted row of channels, each missing
# Σ K†K = 1 by 1e-8. Positivity: QuTiP's mesolve at its default tolerances misses it by 1e-6.
HERMITICITY, TRACE, POSITIVITY = 1e-9, 1e-6, 1e-5
# Eigenvalues this far below zero are what double precision leaves of zero.
ROUNDING = 1e-15


@dataclass(frozen=True, eq=False)
class States:
    """Density matrices that were checked, shape (…, d, d), with their eigenvalues."""

    matrices: NDArray[Any]
    eigenvalues: NDArray[np.float64] = field(repr=False)

    @property
    def levels(self) -> int:
        """How many levels d they have."""
        return int(self.matrices.shape[-1])

    @cached_property
    def populations(self) -> NDArray[np.float64]:
        """Their diagonals, shape (…, d)."""
        return np.diagonal(self.matrices, axis1=-2, axis2=-1).real

    def positive(self) -> NDArray[np.complex128]:
        """The nearest matrices without a negative eigenvalue, which their precision may leave."""
        found = self.matrices.astype(complex)
        below = self.eigenvalues[..., 0] < -ROUNDING
        if below.any():
            values, vectors = np.linalg.eigh(found[below])
            roots = vectors * np.sqrt(np.maximum(values, 0.0))[..., None, :]
            found[below] = roots @ np.swapaxes(roots, -1, -2).conj()
        return found


def states(given: Any) -> States:
    """Return density matrices that are finite, Hermitian, of trace one and positive.

    Each to the precision of the type they come in, single or double.

    Args:
        given: density matrices, shape (…, d, d), a `Qobj` (a ket or bra stands for its projector),
            or lists of `Qobj`s.

    Raises:
        ValueError: if they are no states; the message says what they miss.

    Example:
        >>> states([[0.25, 0], [0, 0.75]]).eigenvalues
        array([0.25, 0.75])
    """
    received = numbers_of("state", given)
    rho, slack = in_double(received), rounding(received)
    if rho.ndim < 2 or rho.shape[-1] != rho.shape[-2] or rho.shape[-1] == 0:
        raise ValueError(f"state must be square, shape (…, d, d), not {rho.shape}.")
    if not np.isfinite(rho).all():
        raise ValueError("state must be finite, not with NaN or infinite elements.")
    # Numbers near the largest there are may overflow: an infinite distance is one, too.
    with np.errstate(over="ignore", invalid="ignore"):
        skew = np.abs(rho - np.swapaxes(rho, -1, -2).conj()).max(initial=0.0)
        traces = np.trace(rho, axis1=-2, axis2=-1).real
        off = np.abs(traces - 1.0)
    if not skew <= max(HERMITICITY, slack):
        raise ValueError(f"state must be Hermitian, not with rho - rho† up to {skew:.2g}.")
    if not off.max(initial=0.0) <= max(TRACE, slack):
        raise ValueError(f"state must have trace one, not {traces.flat[off.argmax()]:.9g}.")
    eigenvalues = np.linalg.eigvalsh(rho)
    least = float(eigenvalues.min(initial=0.0))
    if least < -max(POSITIVITY, slack):
        raise ValueError(f"state must be positive, not with an eigenvalue of {least:.3g}.")
    return States(rho, eigenvalues)


def states_on(given: Any, levels: ArrayLike) -> tuple[States, NDArray[np.float64]]:
    """Return checked density matrices, and the energies of their rows, shape (d,).

    Raises:
        ValueError: as `states`, and if levels are no finite energies, one for each row.
    """
    known, energies = states(given), numbers_of("levels", levels)
    if energies.dtype.kind == "c":
        raise ValueError("levels must be real, not complex.")
    heights = in_double(energies)
    if heights.shape != (known.levels,):
        raise ValueError(
            f"levels must be one energy per row of the state, {known.levels}, "
            f"not of shape {heights.shape}."
        )
    if not np.isfinite(heights).all():
        raise ValueError("levels must be finite, not with NaN or infinite energies.")
    return known, heights
