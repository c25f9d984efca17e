"""Compiled kernels of the Dicke battery: Chebyshev steps on its lattice, classical trajectories.

The lattice has a row for each number m of excited cells and a column for each photon number that
the row reaches. Counter-rotating terms or not, the coupling changes m by 1 and the photon number by
e, so that within one sector row m holds n = 2e·j + o_m only, o_m being one of two offsets: the
lattice is half as large as all pairs (m, n), or a quarter. States are real arrays
(2, N + 3, J + 2): real and imaginary part, a border of zeros around the rows and columns.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.compiled import njit

Vector = NDArray[np.float64]
Matrix = NDArray[np.float64]
State = NDArray[np.float64]


@njit(cache=True, nogil=True, fastmath={"contract"})
def apply(
    state: Matrix,
    level: Vector,
    slope: float,
    up: Vector,
    pair: Vector,
    wide: Matrix,
    narrow: Matrix,
    first: int,
    counter: float,
    times: float,
    before: Matrix,
    out: Matrix,
) -> None:
    """Write times·H·state + before, for one real part of a state.

    level      energy of each row at its first column; slope, what it rises per column
    up, pair   couplings of row m to row m + 1, and to row m + 2 in the same column
    wide       photon factor of (n, n + e) for the two kinds of rows, by column
    narrow     that of (n - e, n)
    first      which kind row m = 0 is: 0 where o_m < e, else 1
    counter    1 with counter-rotating terms, else 0
    """
    rows, columns = state.shape[0] - 2, state.shape[1] - 2
    for m in range(1, rows + 1):
        kind = (first + m - 1) % 2
        here, above, below = state[m, 1:-1], state[m + 1], state[m - 1]
        rise, fall, energy = times * up[m], times * up[m - 1], times * level[m]
        tilt = times * slope
        outer, inner, target, old = wide[kind], narrow[kind], out[m, 1:-1], before[m, 1:-1]
        if kind == 0:
            top, side_top = above[1:-1], above[:-2]
            low, side_low = below[1:-1], below[:-2]
            weak, strong = rise * counter, fall * counter
            for j in range(columns):
                target[j] = (
                    (energy + tilt * j) * here[j]
                    + outer[j] * (weak * top[j] + fall * low[j])
                    + inner[j] * (rise * side_top[j] + strong * side_low[j])
                    + old[j]
                )
        else:
            top, side_top = above[1:-1], above[2:]
            low, side_low = below[1:-1], below[2:]
            weak, strong = rise * counter, fall * counter
            for j in range(columns):
                target[j] = (
                    (energy + tilt * j) * here[j]
                    + inner[j] * (rise * top[j] + strong * low[j])
                    + outer[j] * (weak * side_top[j] + fall * side_low[j])
                    + old[j]
                )
    for m in range(1, rows - 1):
        if pair[m] != 0.0:
            for j in range(1, columns + 1):
                out[m, j] += times * pair[m] * state[m + 2, j]
                out[m + 2, j] += times * pair[m] * state[m, j]


@njit(cache=True, nogil=True)
def discs(
    level: Vector,
    slope: float,
    up: Vector,
    pair: Vector,
    wide: Matrix,
    narrow: Matrix,
    first: int,
    counter: float,
) -> tuple[float, float]:
    """Return the ends of an interval that holds all eigenvalues of H, by Gershgorin's discs.

    level … counter as in `apply`
    """
    low, high = np.inf, -np.inf
    for m in range(1, level.shape[0] - 1):
        kind = (first + m - 1) % 2
        strong, weak = up[m] * counter + up[m - 1], up[m] + up[m - 1] * counter
        pairs = abs(pair[m]) + (abs(pair[m - 2]) if m > 2 else 0.0)
        for j in range(wide.shape[1]):
            disc = strong * wide[kind, j] + weak * narrow[kind, j] + pairs
            energy = level[m] + slope * j
            low, high = min(low, energy - disc), max(high, energy + disc)
    return low, high


@njit(cache=True, nogil=True, fastmath={"contract"})
def climb(
    terms: NDArray[np.float64],
    level: Vector,
    slope: float,
    up: Vector,
    pair: Vector,
    wide: Matrix,
    narrow: Matrix,
    first: int,
    counter: float,
    begun: int,
) -> None:
    """Fill Φ_k = (-i)^k T_k(H) of a state from the first `begun` terms on, one or two.

    Φ_1 = -iH Φ_0 and Φ_{k+1} = -2iH Φ_k + Φ_{k-1}, with Chebyshev's polynomials T_k.

    level … counter as in `apply`, of H shifted and scaled to [-1, 1]
    """
    nothing = np.zeros_like(terms[0, 0])
    for k in range(begun, terms.shape[0]):
        twice = 1.0 if k == 1 else 2.0
        for part in range(2):
            before = nothing if k == 1 else terms[k - 2, part]
            times = twice if part == 0 else -twice
            apply(
                terms[k - 1, 1 - part],
                level,
                slope,
                up,
                pair,
                wide,
                narrow,
                first,
                counter,
                times,
                before,
                terms[k, part],
            )


@njit(cache=True, nogil=True)
def bessel(turns: Vector, count: int) -> Matrix:
    """Return (2 - δ_k0) J_k(x) for each x and k < count, by Miller's recurrence from above.

    J_{k-1} = (2k/x) J_k - J_{k+1} from far above x, scaled so that J_0 + 2 Σ J_2k = 1.
    """
    table = np.zeros((turns.size, count))
    for p in range(turns.size):
        x, above, here, total = turns[p], 0.0, 1e-250, 0.0
        if x == 0.0:
            table[p, 0] = 1.0
            continue
        for k in range(count + 20, 0, -1):
            above, here = here, 2.0 * k / x * here - above
            if k <= count:
                table[p, k - 1] = here if k == 1 else 2.0 * here
            if k % 2 == 1:
                total += here if k == 1 else 2.0 * here
            if abs(here) > 1e150:
                above, here, total = above * 1e-250, here * 1e-250, total * 1e-250
                for i in range(k - 1, count):
                    table[p, i] *= 1e-250
        for k in range(count):
            table[p, k] /= total
    return table


@njit(cache=True, nogil=True, fastmath={"contract"})
def observe(
    states: NDArray[np.float64],
    level: Vector,
    slope: float,
    up: Vector,
    pair: Vector,
    wide: Matrix,
    narrow: Matrix,
    first: int,
    counter: float,
    photons: Matrix,
    population: Matrix,
    flow: Matrix,
    light: Vector,
) -> None:
    """Add to what is seen of each state: p_m, dp_m/dt and the mean photon number.

    level … counter as in `apply`, of H itself; photons, the number n by kind of row and column
    """
    turned, nothing = np.zeros_like(states[0]), np.zeros_like(states[0, 0])
    for p in range(states.shape[0]):
        state = states[p]
        for part in range(2):
            apply(
                state[part],
                level,
                slope,
                up,
                pair,
                wide,
                narrow,
                first,
                counter,
                1.0,
                nothing,
                turned[part],
            )
        for m in range(population.shape[1]):
            real, imag = state[0, m + 1, 1:-1], state[1, m + 1, 1:-1]
            h_real, h_imag = turned[0, m + 1, 1:-1], turned[1, m + 1, 1:-1]
            n = photons[(first + m) % 2]
            held, moved, lit = 0.0, 0.0, 0.0
            for j in range(real.shape[0]):
                weight = real[j] * real[j] + imag[j] * imag[j]
                held += weight
                lit += weight * n[j]
                moved += real[j] * h_imag[j] - imag[j] * h_real[j]
            population[p, m] += held
            flow[p, m] += 2.0 * moved
            light[p] += lit


@njit(cache=True, nogil=True, fastmath={"contract"})
def trajectory(start: Vector, coupling: float, cells: float, ends: Vector, order: int) -> Matrix:
    """Return Taylor coefficients of a classical Dicke battery between times, (steps, 5, order + 1).

    x, y, z of the spin, q, p of the oscillator at resonance, ω = 1: Campaioli et al. 2024,
    Eqs. (35)-(37), with the torque B = (2√2 g q, 0, 1) and the force -√2 g N x. Each step starts
    where the one before ended; `ends` are its ends, from 0 on.
    """
    torque, force = 2.0 * np.sqrt(2.0) * coupling, np.sqrt(2.0) * coupling * cells
    series = np.zeros((ends.size, 5, order + 1))
    now, begun = start.copy(), 0.0
    for s in range(ends.size):
        one = series[s]
        one[:, 0] = now
        for k in range(order):
            q_z, q_y = 0.0, 0.0
            for i in range(k + 1):
                q_z += one[3, i] * one[2, k - i]
                q_y += one[3, i] * one[1, k - i]
            one[0, k + 1] = -one[1, k] / (k + 1)
            one[1, k + 1] = (one[0, k] - torque * q_z) / (k + 1)
            one[2, k + 1] = torque * q_y / (k + 1)
            one[3, k + 1] = one[4, k] / (k + 1)
            one[4, k + 1] = (-one[3, k] - force * one[0, k]) / (k + 1)
        length = ends[s] - begun
        for part in range(5):
            value = one[part, order]
            for k in range(order - 1, -1, -1):
                value = value * length + one[part, k]
            now[part] = value
        begun = ends[s]
    return series
