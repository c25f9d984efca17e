"""Compiled kernels of collisional charging: one collision, one loss, and what is read off a state.

The battery state is kept in the real gauge, rho_nm = g^(n-m) R_nm with g = -i e^{iα} and R real
and symmetric, which every collision and every loss preserves. Only what matters of R is touched:
- the upper triangle, n <= m;
- the window of levels lo … hi that hold a population above `window`, and one guard level on either
  side. The guard keeps what it receives, so that ever smaller swap angles still add up;
- the diagonals m - n <= band, the last of which still holds something. Without coherence the band
  stays closed and a collision costs as little as its rate equation.
What lies outside is zero by construction: each pass clears the two elements next to the region,
which are all that the next pass can reach.

Matrices and level functions therefore carry MARGIN extra places at both ends: level n stands at
index n + MARGIN. All kernels are in one file because numba's cache on disk notices a change only
in the file that holds the kernel itself.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.compiled import njit

MARGIN = 2
# An off-diagonal is dropped when it is this far below the population threshold of the window.
BAND_TO_WINDOW = 1e-8
# The series of a leap ends at a term that is this small.
LEAP_TOLERANCE = 1e-17
MOST_TERMS = 80
# The search of the best angle moves by at least this share of its step.
SHORTEST_SEARCH = 1e-3
# Pivoted Cholesky stops at this trace of what is left, or at a pivot that is only rounding.
RESIDUAL_TRACE = 1e-12
ROUNDING = 1e-15


Vector = NDArray[np.float64]
Matrix = NDArray[np.float64]
Region = NDArray[np.int64]


@njit(cache=True, nogil=True)
def fit_window(fresh: Vector, first: int, last: int, window: float) -> tuple[int, int]:
    """Return the levels lo, hi within first … last that hold the populations, guards included."""
    lo, hi = first, last
    while lo < last and abs(fresh[lo + 1]) < window and abs(fresh[lo]) < window:
        lo += 1
    while hi > lo and abs(fresh[hi - 1]) < window and abs(fresh[hi]) < window:
        hi -= 1
    return lo, hi


@njit(cache=True, nogil=True)
def clear_rim(state: Matrix, lo: int, hi: int, band: int) -> None:
    """Set to zero the two rows before and after the region, as far as a collision reads them."""
    for n in range(lo - 2, lo):
        stop = min(hi + 2, n + band + 3)
        state[n + MARGIN, n + MARGIN : stop + MARGIN + 1] = 0.0
    for n in range(hi + 1, hi + 3):
        state[n + MARGIN, n + MARGIN : hi + 3 + MARGIN] = 0.0


@njit(cache=True, nogil=True)
def collided_populations(
    old: Matrix,
    sine: Vector,
    cosine: Vector,
    q: float,
    r: float,
    first: int,
    last: int,
    fresh: Vector,
) -> None:
    """Write the level populations after a collision, Salvia et al. 2023, Eq. (3), n = m."""
    for n in range(first, last + 1):
        i = n + MARGIN
        stay = q * cosine[i] ** 2 + (1.0 - q) * cosine[i + 1] ** 2
        up = (1.0 - q) * sine[i] ** 2 * old[i - 1, i - 1]
        down = q * sine[i + 1] ** 2 * old[i + 1, i + 1]
        drive = cosine[i] * sine[i] * old[i - 1, i]
        drive -= sine[i + 1] * cosine[i + 1] * old[i, i + 1]
        fresh[n] = stay * old[i, i] + up + down + 2.0 * r * drive


@njit(cache=True, nogil=True, fastmath={"contract"})
def collided_row(
    above: Vector,
    here: Vector,
    below: Vector,
    sine: Vector,
    cosine: Vector,
    q: float,
    r: float,
    i: int,
    start: int,
    stop: int,
    out: Vector,
) -> None:
    """Write out[start:stop] of row i after a collision, Salvia et al. 2023, Eq. (3)."""
    here_g, here_e = q * cosine[i], (1.0 - q) * cosine[i + 1]
    above_g, below_e = r * sine[i], r * sine[i + 1]
    above_up, here_up = (1.0 - q) * sine[i], r * cosine[i]
    below_down, here_down = q * sine[i + 1], r * cosine[i + 1]
    # Slices that all start at 0 let the compiler see that nothing wraps, and vectorise.
    size = stop - start
    out, above_left, above = out[start:stop], above[start - 1 : stop - 1], above[start:stop]
    left, right, here = here[start - 1 : stop - 1], here[start + 1 : stop + 1], here[start:stop]
    below_right, below = below[start + 1 : stop + 1], below[start:stop]
    sine_next, sine = sine[start + 1 : stop + 1], sine[start:stop]
    cosine_next, cosine = cosine[start + 1 : stop + 1], cosine[start:stop]
    for m in range(size):
        out[m] = (
            cosine[m] * (here_g * here[m] + above_g * above[m])
            + cosine_next[m] * (here_e * here[m] - below_e * below[m])
            + sine[m] * (above_up * above_left[m] + here_up * left[m])
            + sine_next[m] * (below_down * below_right[m] - here_down * right[m])
        )


@njit(cache=True, nogil=True, fastmath={"contract"})
def collided_pair(
    old: Matrix,
    sine: Vector,
    cosine: Vector,
    q: float,
    r: float,
    i: int,
    start: int,
    stop: int,
    new: Matrix,
) -> None:
    """Write new[i : i + 2, start:stop] after a collision, as `collided_row` does for one row.

    What limits a row is reading its neighbours; two rows at once read a third less.
    """
    g_first, e_first = q * cosine[i], (1.0 - q) * cosine[i + 1]
    g_second, e_second = q * cosine[i + 1], (1.0 - q) * cosine[i + 2]
    sine_first, sine_between, sine_second = r * sine[i], r * sine[i + 1], r * sine[i + 2]
    up_first, up_second = (1.0 - q) * sine[i], (1.0 - q) * sine[i + 1]
    down_first, down_second = q * sine[i + 1], q * sine[i + 2]
    drive_first, drive_between, drive_second = r * cosine[i], r * cosine[i + 1], r * cosine[i + 2]
    size = stop - start
    first, second = new[i, start:stop], new[i + 1, start:stop]
    above_left, above = old[i - 1, start - 1 : stop - 1], old[i - 1, start:stop]
    one_left, one = old[i, start - 1 : stop - 1], old[i, start:stop]
    one_right, two_right = old[i, start + 1 : stop + 1], old[i + 1, start + 1 : stop + 1]
    two_left, two = old[i + 1, start - 1 : stop - 1], old[i + 1, start:stop]
    below_right, below = old[i + 2, start + 1 : stop + 1], old[i + 2, start:stop]
    sine_next, sine = sine[start + 1 : stop + 1], sine[start:stop]
    cosine_next, cosine = cosine[start + 1 : stop + 1], cosine[start:stop]
    for m in range(size):
        upper = (
            cosine[m] * (g_first * one[m] + sine_first * above[m])
            + cosine_next[m] * (e_first * one[m] - sine_between * two[m])
            + sine[m] * (up_first * above_left[m] + drive_first * one_left[m])
            + sine_next[m] * (down_first * two_right[m] - drive_between * one_right[m])
        )
        lower = (
            cosine[m] * (g_second * two[m] + sine_between * one[m])
            + cosine_next[m] * (e_second * two[m] - sine_second * below[m])
            + sine[m] * (up_second * one_left[m] + drive_between * two_left[m])
            + sine_next[m] * (down_second * below_right[m] - drive_second * two_right[m])
        )
        first[m] = upper
        second[m] = lower


@njit(cache=True, nogil=True)
def collide(
    old: Matrix,
    new: Matrix,
    region: Region,
    edge: float,
    populations: Vector,
    fresh: Vector,
    sine: Vector,
    cosine: Vector,
    q: float,
    r: float,
    window: float,
) -> float:
    """Write into `new` the state after a collision, move the region, return its outermost value."""
    lo, hi, band = region[0], region[1], region[2]
    first, last = max(lo - 1, 0), min(hi + 1, populations.size - 1)
    collided_populations(old, sine, cosine, q, r, first, last, fresh)
    populations[lo : hi + 1] = 0.0
    lo, hi = fit_window(fresh, first, last, window)
    populations[lo : hi + 1] = fresh[lo : hi + 1]
    if r != 0.0 and edge > BAND_TO_WINDOW * window:
        band += 1
    band = min(band, hi - lo)
    edge = 0.0
    for n in range(lo, hi + 1):
        i = n + MARGIN
        stop = min(hi, n + band) + MARGIN + 1
        out = new[i]
        if n == hi and (hi - lo) % 2 == 0:
            collided_row(old[i - 1], old[i], old[i + 1], sine, cosine, q, r, i, i + 1, stop, out)
        elif band > 0 and (n - lo) % 2 == 0:
            # Of the first row one element too many, and the diagonal of the second: set below.
            end = min(hi, n + 1 + band) + MARGIN + 1
            collided_pair(old, sine, cosine, q, r, i, i + 1, end, new)
        out[i] = fresh[n]
        out[stop] = out[stop + 1] = 0.0
        if n + band <= hi:
            edge = max(edge, abs(out[stop - 1]))
    clear_rim(new, lo, hi, band)
    region[0], region[1], region[2] = lo, hi, band
    return edge


@njit(cache=True, nogil=True)
def lost_populations(
    populations: Vector, weights: Matrix, orders: Region, lo: int, hi: int, fresh: Vector
) -> None:
    """Write the level populations after a loss: each quantum is gone with probability γ."""
    for n in range(hi + 1):
        total = 0.0
        for k in range(max(0, lo - n), min(orders[n], hi - n) + 1):
            total += weights[k, n] ** 2 * populations[n + k]
        fresh[n] = total


@njit(cache=True, nogil=True, fastmath={"contract"})
def add_lost(out: Vector, source: Vector, weight: Vector, factor: float) -> None:
    """Add factor · weight · source to out."""
    for m in range(out.size):
        out[m] += factor * weight[m] * source[m]


@njit(cache=True, nogil=True)
def lose(
    state: Matrix,
    region: Region,
    populations: Vector,
    fresh: Vector,
    weights: Matrix,
    orders: Region,
    window: float,
) -> None:
    """Let each quantum of the battery go with probability γ, Salvia et al. 2023, Eq. (21).

    R'_nm = sum_k f_k(n) f_k(m) R_{n+k,m+k}; f_k(n)² is the chance that k of n + k quanta go.
    Row n takes from rows n and below only, so the state is replaced in place.
    """
    old_lo, old_hi, band = region[0], region[1], region[2]
    lost_populations(populations, weights, orders, old_lo, old_hi, fresh)
    populations[old_lo : old_hi + 1] = 0.0
    lo, hi = fit_window(fresh, 0, old_hi, window)
    populations[lo : hi + 1] = fresh[lo : hi + 1]
    for n in range(lo, hi + 1):
        i = n + MARGIN
        stop = min(hi, n + band) + MARGIN + 1
        row = state[i]
        if n < old_lo:
            row[i:stop] = 0.0
        else:
            row[i:stop] *= weights[0, n] * weights[0, n : stop - MARGIN]
        for k in range(max(1, old_lo - n), min(orders[n], old_hi - n) + 1):
            end = min(stop, old_hi - k + MARGIN + 1)
            add_lost(
                row[i:end],
                state[i + k, i + k : end + k],
                weights[k, n : end - MARGIN],
                weights[k, n],
            )
        row[i] = fresh[n]
        row[stop] = row[stop + 1] = 0.0
    clear_rim(state, lo, hi, band)
    region[0], region[1] = lo, hi


@njit(cache=True, nogil=True)
def advance(
    states: NDArray[np.float64],
    region: Region,
    edge: float,
    populations: Vector,
    fresh: Vector,
    elements: Vector,
    angles: Vector,
    q: float,
    r: float,
    weights: Matrix,
    orders: Region,
    window: float,
    energy: Vector,
) -> tuple[float, float]:
    """Carry the state through a run of collisions, each followed by its loss.

    Args:
        states: three matrices R, shape (3, d + 4, stride); region[3] says which one is current.
        region: lo, hi, band, current; moved in place.
        edge: largest |R| on the outermost diagonal of the band.
        populations, fresh: diagonal of R and its scratch, shape (d,).
        elements: a_0 … a_d with MARGIN zeros on both sides.
        angles: swap angles of this run, rad, shape (K,).
        q, r: ground-state weight of the qubit, and its coherence c √(q(1-q)).
        weights, orders: f_k(n) and the largest k that counts at level n; one row means no loss.
        window: population below which a level is left out.
        energy: filled with the energy after each collision, level spacings, shape (K,).

    Returns:
        the new edge, and the largest population that the top level held on the way.
    """
    top = 0.0
    sine, cosine = np.zeros_like(elements), np.ones_like(elements)
    for k in range(angles.size):
        if k == 0 or angles[k] != angles[k - 1]:
            sine[:] = np.sin(elements * angles[k])
            cosine[:] = np.cos(elements * angles[k])
        current = region[3]
        following = (current + 1) % 3
        edge = collide(
            states[current],
            states[following],
            region,
            edge,
            populations,
            fresh,
            sine,
            cosine,
            q,
            r,
            window,
        )
        region[3] = following
        if weights.shape[0] > 1:
            lose(states[following], region, populations, fresh, weights, orders, window)
        total = 0.0
        for n in range(region[0], region[1] + 1):
            total += n * populations[n]
        energy[k] = total
        top = max(top, populations[-1])
    return edge, top


@njit(cache=True, nogil=True, fastmath={"contract", "reassoc"})
def square_sum(values: Vector) -> float:
    """Return the sum of the squares of a vector."""
    total = 0.0
    for m in range(values.size):
        total += values[m] * values[m]
    return total


@njit(cache=True, nogil=True, fastmath={"contract"})
def add_difference(out: Vector, here: Vector, factor: float, total: Vector) -> None:
    """Turn Φ R into the next term factor · (Φ R - R) of the series, and add it to the total."""
    for m in range(out.size):
        out[m] = factor * (out[m] - here[m])
        total[m] += out[m]


@njit(cache=True, nogil=True)
def add_term(
    term: Matrix,
    following: Matrix,
    total: Matrix,
    lo: int,
    hi: int,
    band: int,
    sine: Vector,
    cosine: Vector,
    q: float,
    r: float,
    factor: float,
    fresh: Vector,
) -> float:
    """Write factor · (Φ - 1) term into `following`, add it to total, return its square sum."""
    collided_populations(term, sine, cosine, q, r, lo, hi, fresh)
    squares = 0.0
    for n in range(lo, hi + 1):
        i = n + MARGIN
        stop = min(hi, n + band) + MARGIN + 1
        out = following[i]
        out[i] = fresh[n]
        collided_row(term[i - 1], term[i], term[i + 1], sine, cosine, q, r, i, i + 1, stop, out)
        add_difference(out[i:stop], term[i, i:stop], factor, total[i, i:stop])
        out[stop] = out[stop + 1] = 0.0
        squares += square_sum(out[i:stop])
    clear_rim(following, lo, hi, band)
    return squares


@njit(cache=True, nogil=True)
def outermost(state: Matrix, lo: int, hi: int, band: int) -> float:
    """Return the largest |R_nm| with m - n = band."""
    edge = 0.0
    for i in range(lo + MARGIN, hi - band + MARGIN + 1):
        edge = max(edge, abs(state[i, i + band]))
    return edge


@njit(cache=True, nogil=True)
def settle(
    state: Matrix,
    region: Region,
    populations: Vector,
    fresh: Vector,
    lo: int,
    hi: int,
    band: int,
    window: float,
) -> float:
    """Fit the region to a state that fills lo … hi, clear its rim, return its outermost value."""
    for n in range(lo, hi + 1):
        fresh[n] = state[n + MARGIN, n + MARGIN]
    populations[:] = 0.0
    lo, hi = fit_window(fresh, lo, hi, window)
    populations[lo : hi + 1] = fresh[lo : hi + 1]
    band = min(band, hi - lo)
    edge = outermost(state, lo, hi, band)
    while band > 0 and edge <= BAND_TO_WINDOW * window:
        band -= 1
        edge = outermost(state, lo, hi, band)
    for n in range(lo, hi + 1):
        stop = min(hi, n + band) + MARGIN + 1
        state[n + MARGIN, stop] = state[n + MARGIN, stop + 1] = 0.0
    clear_rim(state, lo, hi, band)
    region[0], region[1], region[2] = lo, hi, band
    return edge


@njit(cache=True, nogil=True)
def leap(
    states: NDArray[np.float64],
    region: Region,
    populations: Vector,
    fresh: Vector,
    elements: Vector,
    angle: float,
    q: float,
    r: float,
    window: float,
    energy: Vector,
) -> tuple[float, float]:
    """Carry the state through many equal, lossless, weak collisions at once.

    Φ^K = (1 + L)^K = sum_j binom(K, j) L^j with L = Φ - 1, Salvia et al. 2023, Eq. (A1). The series
    is short while K L is of order one. The energies on the way follow from the same terms, as
    E(k) = sum_j binom(k, j) tr(H L^j rho).

    Args, returns: as `advance`, for energy.size collisions of one angle.
    """
    collisions, size = energy.size, populations.size
    sine, cosine = np.sin(elements * angle), np.cos(elements * angle)
    lo, hi, band = region[0], region[1], region[2]
    current, following, sum_place = region[3], (region[3] + 1) % 3, (region[3] + 2) % 3
    total = states[sum_place]
    reached = slice(max(lo - MOST_TERMS, 0) + MARGIN, min(hi + MOST_TERMS, size - 1) + MARGIN + 1)
    total[reached, reached] = 0.0
    for i in range(lo + MARGIN, hi + MARGIN + 1):
        stop = min(i + band, hi + MARGIN) + 1
        total[i, i:stop] = states[current, i, i:stop]
    moments, tops = np.zeros(MOST_TERMS + 1), np.zeros(MOST_TERMS + 1)
    for n in range(lo, hi + 1):
        moments[0] += n * populations[n]
    tops[0] = populations[-1]
    terms = 0
    while terms < min(MOST_TERMS, collisions):
        lo, hi = max(lo - 1, 0), min(hi + 1, size - 1)
        band = min(band + 1 if r != 0.0 else band, hi - lo)
        factor = (collisions - terms) / (terms + 1)
        before, after = states[current], states[following]
        squares = add_term(before, after, total, lo, hi, band, sine, cosine, q, r, factor, fresh)
        current, following = following, current
        terms += 1
        for n in range(lo, hi + 1):
            moments[terms] += n * states[current, n + MARGIN, n + MARGIN]
        if hi == size - 1:
            tops[terms] = states[current, size - 1 + MARGIN, size - 1 + MARGIN]
        if squares < LEAP_TOLERANCE**2:
            break
    top = 0.0
    for k in range(collisions):
        share, top_now = 1.0, tops[0]
        energy[k] = moments[0]
        for j in range(min(terms, k + 1)):
            share *= (k + 1 - j) / (collisions - j)
            energy[k] += share * moments[j + 1]
            top_now += share * tops[j + 1]
        top = max(top, top_now)
    region[3] = sum_place
    return settle(total, region, populations, fresh, lo, hi, band, window), top


@njit(cache=True, nogil=True)
def purity(state: Matrix, region: Region) -> float:
    """Return tr R² = sum_n R_nn² + 2 sum_{n<m} R_nm²."""
    lo, hi, band = region[0], region[1], region[2]
    total = 0.0
    for n in range(lo, hi + 1):
        i = n + MARGIN
        stop = min(hi, n + band) + MARGIN + 1
        total += 2.0 * square_sum(state[i, i:stop]) - state[i, i] ** 2
    return total


@njit(cache=True, nogil=True)
def window_matrix(state: Matrix, region: Region) -> Matrix:
    """Return R between lo and hi as a full symmetric matrix."""
    lo, hi, band = region[0], region[1], region[2]
    width = hi - lo + 1
    full = np.zeros((width, width))
    for n in range(width):
        i = lo + n + MARGIN
        for m in range(n, min(width, n + band + 1)):
            full[n, m] = full[m, n] = state[i, i - n + m]
    return full


@njit(cache=True, nogil=True, fastmath={"contract", "reassoc"})
def pivoted_cholesky(matrix: Matrix, rank_limit: int) -> tuple[Matrix, int]:
    """Return rows x_1 … x_r with R ≈ sum_i x_i x_iᵀ, and r; r = -1 if rank_limit does not do.

    A charged battery is close to pure: a few tens of rows hold R up to RESIDUAL_TRACE.
    """
    size = matrix.shape[0]
    rows = np.zeros((rank_limit, size))
    left = np.diag(matrix).copy()
    for rank in range(rank_limit):
        pivot = np.argmax(left)
        if left[pivot] < ROUNDING or left.sum() < RESIDUAL_TRACE:
            return rows, rank
        row = rows[rank]
        row[:] = matrix[pivot]
        for i in range(rank):
            factor, earlier = rows[i, pivot], rows[i]
            for m in range(size):
                row[m] -= factor * earlier[m]
        scale = 1.0 / np.sqrt(left[pivot])
        for m in range(size):
            row[m] *= scale
            left[m] -= row[m] * row[m]
        left[pivot] = 0.0
    return rows, -1


@njit(cache=True, nogil=True)
def eigenvalues(state: Matrix, region: Region) -> NDArray[Any]:
    """Return the eigenvalues of R that differ from 0, ascending (all of the window's if many)."""
    lo, hi, band = region[0], region[1], region[2]
    if band == 0:
        diagonal = np.empty(hi - lo + 1)
        for n in range(lo, hi + 1):
            diagonal[n - lo] = state[n + MARGIN, n + MARGIN]
        return np.sort(diagonal)
    full = window_matrix(state, region)
    rows, rank = pivoted_cholesky(full, full.shape[0] // 2)
    if rank < 0:
        return np.linalg.eigvalsh(full)
    kept = rows[:rank]
    return np.linalg.eigvalsh(kept @ kept.T)


@njit(cache=True, nogil=True)
def ergotropy(state: Matrix, region: Region, energy: float) -> float:
    """Return energy minus the passive energy sum_k k λ_k, λ descending, in level spacings."""
    spectrum = eigenvalues(state, region)
    passive = 0.0
    for k in range(spectrum.size):
        passive += k * max(spectrum[spectrum.size - 1 - k], 0.0)
    return max(energy - passive, 0.0)


@njit(cache=True, nogil=True)
def gain(rate: Vector, weight: Vector, theta: float) -> tuple[float, float, float, float]:
    """Return ΔE = sum_n p_n sin²(a_n θ) and its first three derivatives."""
    rise, slope, bend, twist = 0.0, 0.0, 0.0, 0.0
    for n in range(rate.size):
        a, p = rate[n], weight[n]
        sine, cosine = np.sin(2.0 * a * theta), np.cos(2.0 * a * theta)
        rise += 0.5 * p * (1.0 - cosine)
        slope += p * a * sine
        bend += 2.0 * p * a * a * cosine
        twist -= 4.0 * p * a * a * a * sine
    return rise, slope, bend, twist


@njit(cache=True, nogil=True)
def excess(
    rate: Vector, weight: Vector, theta: float, time: float, energy: float
) -> tuple[float, float]:
    """Return h = (x + θ) ΔE' - E - ΔE, which is zero where (E + ΔE)/(x + θ) peaks, and h'."""
    rise, slope, bend, _ = gain(rate, weight, theta)
    return (time + theta) * slope - energy - rise, (time + theta) * bend


@njit(cache=True, nogil=True)
def falling_zero(
    rate: Vector,
    weight: Vector,
    low: float,
    high: float,
    time: float,
    energy: float,
    inflection: bool,
) -> float:
    """Return where ΔE'' (at an inflection) or h falls through zero in low … high.

    Newton's steps, halving wherever one would leave the bracket.
    """
    theta = 0.5 * (low + high)
    for _ in range(200):
        if inflection:
            _, _, value, slope = gain(rate, weight, theta)
        else:
            value, slope = excess(rate, weight, theta, time, energy)
        if value > 0.0:
            low = theta
        else:
            high = theta
        step = -value / slope if slope != 0.0 else np.inf
        following = theta + step
        if not low < following < high:
            following = 0.5 * (low + high)
        if abs(following - theta) <= 1e-15 + 4e-16 * theta or value == 0.0:
            return following if value != 0.0 else theta
        theta = following
    return theta


@njit(cache=True, nogil=True)
def first_maximum(rate: Vector, weight: Vector, time: float, energy: float) -> float:
    """Return the first local maximum over θ of (E + ΔE(θ))/(x + θ), or 0 where there is none.

    As h' = (x + θ) ΔE'', h rises up to the first inflection of ΔE and falls after it: the maximum
    exists if h is positive there.
    """
    step = np.pi / 16.0 / rate.max()
    theta = step
    while gain(rate, weight, theta)[2] > 0.0:
        theta += step
    inflection = falling_zero(rate, weight, theta - step, theta, time, energy, True)
    if excess(rate, weight, inflection, time, energy)[0] <= 0.0:
        return 0.0
    last = np.pi / rate.min() + step
    while excess(rate, weight, theta, time, energy)[0] >= 0.0:
        if theta > last:
            return 0.0
        theta += step
    return falling_zero(rate, weight, inflection, theta, time, energy, False)


@njit(cache=True, nogil=True)
def best_angle(rate: Vector, weight: Vector, time: float, energy: float) -> float:
    """Return the θ > 0 at which (E + ΔE(θ))/(x + θ) has its largest local maximum.

    0 where the first one is gone and no other exceeds E/x, what waiting gives. From the first one
    on, the search leaps: while E + ΔE stays below power · (x + θ), which ΔE'' <= 2 Σ p a² limits.
    """
    step = np.pi / 16.0 / rate.max()
    best = first_maximum(rate, weight, time, energy)
    if best > 0.0:
        power = (energy + gain(rate, weight, best)[0]) / (time + best)
        theta = best + step
    else:
        power, theta = energy / time, 0.0
    steepest = 2.0 * np.sum(weight * rate * rate)
    # The last θ looked at is where even all that a collision can give is too little.
    while (energy + weight.sum()) > power * (time + theta):
        rise, slope, _, _ = gain(rate, weight, theta)
        gap, falls = power * (time + theta) - energy - rise, power - slope
        if gap >= -4.0 * ROUNDING * (energy + rise):
            gap = max(gap, 0.0)
            leap = (falls + np.sqrt(falls * falls + 2.0 * steepest * gap)) / steepest
            theta += max(leap, SHORTEST_SEARCH * step)
            continue
        # The curve has risen above the best so far: a larger maximum is near.
        high = theta
        while excess(rate, weight, high, time, energy)[0] >= 0.0:
            high += step
        low = min(theta, high - step)
        while low > 0.0 and excess(rate, weight, low, time, energy)[0] <= 0.0:
            low -= SHORTEST_SEARCH * step
        best = falling_zero(rate, weight, low, high, time, energy, False)
        power = (energy + gain(rate, weight, best)[0]) / (time + best)
        theta = max(best, theta) + SHORTEST_SEARCH * step
    return best


@njit(cache=True, nogil=True)
def lagrange_weights(share: float, weights: Vector) -> None:
    """Write what each of an even number of neighbours counts at a share of the middle gap."""
    size = weights.size
    for a in range(size):
        weight = 1.0
        for b in range(size):
            if b != a:
                weight *= (share + size // 2 - 1 - b) / (a - b)
        weights[a] = weight


@njit(cache=True, nogil=True)
def interpolate(grid: Matrix, rows: Vector, columns: Vector, order: int, found: Vector) -> None:
    """Write Lagrange's interpolation of a grid, periodic along its rows, at places on it."""
    down, along = np.empty(order), np.empty(order)
    width = grid.shape[1]
    for place in range(found.size):
        first, start = int(np.floor(rows[place])), int(np.floor(columns[place]))
        lagrange_weights(rows[place] - first, down)
        lagrange_weights(columns[place] - start, along)
        total = 0.0
        for a in range(order):
            line, part = grid[first - order // 2 + 1 + a], 0.0
            for b in range(order):
                part += along[b] * line[(start - order // 2 + 1 + b) % width]
            total += down[a] * part
        found[place] = total
