"""Energy and extractable work of states: passive states, ergotropy and what it consists of.

States are density matrices in the energy basis, arrays of shape (…, d, d), a QuTiP `Qobj` or lists
of them; levels are the d energies, in any unit and any order. Results broadcast over the leading
axes. `engine.states` says what is a state.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import brentq

from engine.states import states, states_on

# Beyond this β times a level's height nothing is there, to rounding; and heights below this share
# of the largest are what rounding leaves of none.
COLDEST, ALIKE = 1e6, 1e-13
# Inverse temperatures stay below this, however small the levels are.
LARGEST = 1e300
# Entropies below this are what rounding makes of a pure state's eigenvalues.
ROUNDED = 1e-13


def energy(state: Any, levels: ArrayLike) -> NDArray[np.float64]:
    """Return the mean energy tr(rho H), Salvia et al. 2023, Sec. II.

    Args:
        state: density matrix in the energy basis, shape (…, d, d), a `Qobj` or a list of them.
        levels: energies, shape (d,).

    Returns:
        Energies, shape (…).

    Raises:
        ValueError: if it is no state, or does not fit the levels.

    Example:
        >>> float(energy([[0.5, 0.5], [0.5, 0.5]], [0, 1]))
        0.5
    """
    rho, heights = states_on(state, levels)
    return rho.populations @ heights


def passive_state(state: Any, levels: ArrayLike) -> NDArray[np.float64]:
    """Return the passive state: the eigenvalues of the state, largest on the lowest level.

    rho_passive = sum_n r_n |n><n|, r descending; Salvia et al. 2023, Sec. II, after
    Allahverdyan, Balian and Nieuwenhuizen 2004.

    Args, raises: as `energy`.

    Returns:
        Diagonal density matrices, shape (…, d, d).
    """
    rho, heights = states_on(state, levels)
    return _as_matrix(_passive_populations(rho.eigenvalues, heights))


def ergotropy(state: Any, levels: ArrayLike) -> NDArray[np.float64]:
    """Return the ergotropy tr(rho H) - tr(rho_passive H), Salvia et al. 2023, Sec. II.

    The largest work that a cyclic Hamiltonian process draws from the state.

    Args, raises: as `energy`.

    Returns:
        Ergotropies, unit of the levels, shape (…).

    Example:
        >>> float(ergotropy([[0.25, 0], [0, 0.75]], [0, 1]))
        0.5
    """
    rho, heights = states_on(state, levels)
    mean: NDArray[np.float64] = rho.populations @ heights
    return mean - _passive_energy(rho.eigenvalues, heights)


def incoherent_ergotropy(state: Any, levels: ArrayLike) -> NDArray[np.float64]:
    """Return the ergotropy of the state with its coherences removed.

    The part of the ergotropy that is drawn without touching coherence, Francica et al. 2020.

    Args, returns, raises: as `ergotropy`.
    """
    rho, heights = states_on(state, levels)
    mean: NDArray[np.float64] = rho.populations @ heights
    return mean - _passive_energy(rho.populations, heights)


def coherent_ergotropy(state: Any, levels: ArrayLike) -> NDArray[np.float64]:
    """Return what coherence adds to the ergotropy, `ergotropy` - `incoherent_ergotropy`.

    Never negative, as the populations are majorised by the eigenvalues; Francica et al. 2020.

    Args, returns, raises: as `ergotropy`.
    """
    rho, heights = states_on(state, levels)
    return gained_from_coherence(rho.populations, rho.eigenvalues, heights)


def gained_from_coherence(
    populations: NDArray[np.float64], eigenvalues: NDArray[np.float64], levels: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return `coherent_ergotropy` from what is known of states, shapes (…, d)."""
    return _passive_energy(populations, levels) - _passive_energy(eigenvalues, levels)


def entropy(state: Any) -> NDArray[np.float64]:
    """Return the von Neumann entropy -tr(rho ln rho), nats, shape (…).

    Args:
        state: density matrix, shape (…, d, d), a `Qobj` or a list of them.

    Raises:
        ValueError: if it is no state.
    """
    return _shannon(states(state).eigenvalues)


def gibbs_of_equal_entropy(state: Any, levels: ArrayLike) -> NDArray[np.float64]:
    """Return the Gibbs state exp(-βH)/Z, β >= 0, that has the entropy of the state.

    A state with less entropy than a degenerate ground level allows is given that ground level.

    Args, raises: as `energy`.

    Returns:
        Diagonal density matrices, shape (…, d, d).
    """
    rho, heights = states_on(state, levels)
    return _as_matrix(_gibbs_of_spectrum(rho.eigenvalues, heights))


def inverse_temperature(state: Any, levels: ArrayLike) -> NDArray[np.float64]:
    """Return the β >= 0 at which the Gibbs state has the entropy of the state.

    Infinite where the state has no more entropy than the ground level allows.

    Args, raises: as `energy`.

    Returns:
        Inverse temperatures, inverse unit of the levels, shape (…).

    Example:
        >>> float(inverse_temperature([[0.25, 0], [0, 0.75]], [0, 1]).round(9)), np.log(3).round(9)
        (1.098612289, np.float64(1.098612289))
    """
    rho, heights = states_on(state, levels)
    entropies = _shannon(rho.eigenvalues)
    found = [_inverse_temperature(float(entropy), heights) for entropy in np.ravel(entropies)]
    return np.reshape(found, entropies.shape)


def total_ergotropy(state: Any, levels: ArrayLike) -> NDArray[np.float64]:
    """Return the work per copy drawn from many copies, tr(rho H) - tr(rho_Gibbs H).

    rho_Gibbs has the entropy of the state; Alicki and Fannes 2013.

    Args, returns, raises: as `ergotropy`.

    Example:
        >>> float(total_ergotropy([[1 / 3, 0], [0, 2 / 3]], [0, 1]).round(12))
        0.333333333333
    """
    rho, heights = states_on(state, levels)
    return (rho.populations - _gibbs_of_spectrum(rho.eigenvalues, heights)) @ heights


def _as_matrix(populations: NDArray[np.float64]) -> NDArray[np.float64]:
    return populations[..., None] * np.eye(populations.shape[-1])


def _passive_populations(
    eigenvalues: NDArray[Any], levels: NDArray[np.float64]
) -> NDArray[np.float64]:
    populations: NDArray[np.float64] = np.empty_like(eigenvalues)
    populations[..., np.argsort(levels)] = -np.sort(-eigenvalues, axis=-1)
    return populations


def _passive_energy(eigenvalues: NDArray[Any], levels: NDArray[np.float64]) -> NDArray[np.float64]:
    passive: NDArray[np.float64] = -np.sort(-eigenvalues, axis=-1) @ np.sort(levels)
    return passive


def _shannon(probabilities: NDArray[Any]) -> NDArray[np.float64]:
    positive = np.where(probabilities > 0.0, probabilities, 1.0)
    entropies: NDArray[np.float64] = -(positive * np.log(positive)).sum(axis=-1)
    return entropies


def _gibbs_of_spectrum(
    eigenvalues: NDArray[np.float64], levels: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the Gibbs populations of the entropy of each spectrum, shape (…, d)."""
    entropies = np.ravel(_shannon(eigenvalues))
    populations = [_gibbs_populations(float(entropy), levels) for entropy in entropies]
    return np.reshape(populations, eigenvalues.shape)


def _gibbs_populations(entropy: float, levels: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the Gibbs populations of an entropy."""
    beta = _inverse_temperature(entropy, levels)
    heights = levels - levels.min()
    return _boltzmann(min(beta, _coldest(heights)), heights)


def _coldest(heights: NDArray[np.float64]) -> float:
    """Return the β at which a Gibbs state is its ground state, to rounding."""
    above = heights[heights > ALIKE * heights.max()]
    with np.errstate(over="ignore"):
        return float(min(COLDEST / above.min(), LARGEST)) if above.size else COLDEST


def _boltzmann(beta: float, heights: NDArray[np.float64]) -> NDArray[np.float64]:
    with np.errstate(over="ignore"):
        factors = np.exp(-beta * heights)
    shares: NDArray[np.float64] = factors / factors.sum()
    return shares


def _inverse_temperature(entropy: float, levels: NDArray[np.float64]) -> float:
    """Return the root β of S(β) = entropy: 0 where all levels are alike, infinite where none is."""
    heights = levels - levels.min()
    spread = float(heights.max())
    if spread == 0.0 or entropy >= np.log(levels.size):
        return 0.0

    def excess(beta: float) -> float:
        return float(_shannon(_boltzmann(beta, heights))) - entropy

    cold = min(COLDEST / spread, LARGEST)
    if excess(cold) < -ROUNDED:
        return float(brentq(excess, 0.0, cold, xtol=1e-15 / spread, rtol=1e-14))
    # A level close above the ground is emptied later than all others: looked for in ln β.
    colder = _coldest(heights)
    if excess(colder) >= -ROUNDED:
        return np.inf
    ends = np.log(cold), np.log(colder)
    return float(np.exp(brentq(lambda power: excess(float(np.exp(power))), *ends, rtol=1e-14)))
