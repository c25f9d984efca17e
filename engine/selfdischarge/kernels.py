"""Compiled kernels of self-discharge: which elements are kept, the generator, its series, readings.

A state of N cells is held as its elements ⟨i|rho|j⟩, i and j bit masks of the excited cells. The
coherence order k = |i| - |j| never changes, and rho_ji = conj(rho_ij), so that k >= 0 is enough.
Elements that a symmetry of the network makes equal are held once, as √multiplicity times their
value: that keeps the Hilbert-Schmidt norm. Where cells fall into classes of equal ones, an element
is known by its counts of (1,1), (1,0) and (0,1) in each class; otherwise by its two masks.

All kernels are in one file because numba's cache on disk notices a change only in the file that
holds the kernel itself.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.compiled import njit

Ints = NDArray[np.int64]
Vector = NDArray[np.float64]
Complex = NDArray[np.complex128]
Places = NDArray[np.uint32]
Csr = tuple[Ints, Places, Complex]


@njit(cache=True, nogil=True)
def popcount(mask: int) -> int:
    """Return the number of excited cells of a mask."""
    count = 0
    while mask:
        mask &= mask - 1
        count += 1
    return count


@njit(cache=True, nogil=True)
def code_of(i: int, j: int, cells: int, classes: Ints) -> int:
    """Return the number under which the table of elements knows ⟨i|rho|j⟩.

    `classes` holds a mask and its number of cells in each row; without rows the masks are the code.
    """
    if classes.shape[0] == 0:
        return (i << cells) | j
    code = 0
    for c in range(classes.shape[0]):
        mask, radix = classes[c, 0], classes[c, 1] + 1
        code = code * radix + popcount(i & j & mask)
        code = code * radix + popcount(i & ~j & mask)
        code = code * radix + popcount(~i & j & mask)
    return code


@njit(cache=True, nogil=True)
def orbits(images: Ints, cells: int, highest: int) -> tuple[Ints, Ints, Ints, Ints, Ints]:
    """Return table, i, j, multiplicity and first index of each order k of the elements kept.

    `images[g, i]` is the mask that symmetry g makes of mask i; every element that the symmetries
    reach from ⟨i|rho|j⟩ shares its index. Orders above `highest` are left out.
    """
    size = 1 << cells
    table = np.full(size * size, -1, dtype=np.int64)
    weight = np.array([popcount(i) for i in range(size)])
    left, right = np.empty(size * size, np.int64), np.empty(size * size, np.int64)
    multiplicity = np.zeros(size * size, np.int64)
    starts = np.zeros(highest + 2, np.int64)
    stack = np.empty(size * size, np.int64)
    count = 0
    for order in range(highest + 1):
        starts[order] = count
        for i in range(size):
            for j in range(size):
                if weight[i] - weight[j] != order or table[i * size + j] >= 0:
                    continue
                left[count], right[count] = i, j
                table[i * size + j] = count
                stack[0], depth, members = i * size + j, 1, 0
                while depth:
                    depth -= 1
                    pair = stack[depth]
                    members += 1
                    for g in range(images.shape[0]):
                        image = images[g, pair // size] * size + images[g, pair % size]
                        if table[image] < 0:
                            table[image] = count
                            stack[depth] = image
                            depth += 1
                multiplicity[count] = members
                count += 1
    starts[highest + 1] = count
    return table, left[:count].copy(), right[:count].copy(), multiplicity[:count].copy(), starts


@njit(cache=True, nogil=True)
def locate(left: Ints, right: Ints, cells: int, classes: Ints, table: Ints) -> Ints:
    """Return the index of each element ⟨left|rho|right⟩."""
    found = np.empty(left.size, np.int64)
    for e in range(left.size):
        found[e] = table[code_of(left[e], right[e], cells, classes)]
    return found


@njit(cache=True, nogil=True)
def level_shift(mask: int, ising: NDArray[Any], detuning: Vector) -> float:
    """Return Σ J_nm σz_n σz_m + Σ δ_n σ+_n σ-_n of the cells excited in a mask."""
    energy = 0.0
    for n in range(detuning.size):
        if mask >> n & 1:
            energy += detuning[n]
        for m in range(n):
            if ising[n, m] != 0.0:
                energy += ising[n, m] if (mask >> n & 1) == (mask >> m & 1) else -ising[n, m]
    return energy


@njit(cache=True, nogil=True)
def generator(left: Ints, right: Ints, scale: Vector, starts: Ints, cells: int, classes: Ints,
              table: Ints, rates: NDArray[Any], exchange: NDArray[Any], ising: NDArray[Any],
              detuning: Vector, dephasing: float) -> Csr:  # fmt: skip
    """Return the master equation's matrix on the elements kept, row pointers, columns, values.

    d⟨i|rho|j⟩/dt from Santos 2021, Eqs. (11)-(13), with both ordered pairs of each edge. Columns
    count from the start of their order; unsigned, so that no index is looked at for its sign.
    """
    size = left.size
    pointers = np.zeros(size + 1, np.int64)
    columns = np.empty(16 * size + 16, np.int64)
    values = np.empty(16 * size + 16, np.complex128)
    place = np.full(size, -1, np.int64)
    used = 0
    for row in range(size):
        i, j, first = left[row], right[row], used
        if used + 2 * cells * cells + 2 > columns.size:
            grown = 2 * columns.size + 2 * cells * cells + 2
            more_columns, more_values = np.empty(grown, np.int64), np.empty(grown, np.complex128)
            more_columns[:used], more_values[:used] = columns[:used], values[:used]
            columns, values = more_columns, more_values
        shift = level_shift(i, ising, detuning) - level_shift(j, ising, detuning)
        loss = dephasing * popcount(i ^ j)
        for n in range(cells):
            loss += 0.5 * rates[n, n] * ((i >> n & 1) + (j >> n & 1))
        columns[used], values[used] = row, -loss - 1j * shift
        place[row] = used
        used += 1
        for n in range(cells):
            for m in range(cells):
                rate, hop = rates[n, m], exchange[n, m]
                if rate == 0.0 and hop == 0.0:
                    continue
                pair = (1 << n) | (1 << m)
                for side in range(3):
                    if side == 0 and n < m and (i >> n & 1) != (i >> m & 1):
                        target = table[code_of(i ^ pair, j, cells, classes)]
                        value = -0.5 * rate - 1j * hop
                    elif side == 1 and n < m and (j >> n & 1) != (j >> m & 1):
                        target = table[code_of(i, j ^ pair, cells, classes)]
                        value = -0.5 * rate + 1j * hop
                    elif side == 2 and not (i >> n & 1) and not (j >> m & 1) and rate != 0.0:
                        target = table[code_of(i | 1 << n, j | 1 << m, cells, classes)]
                        value = rate + 0j
                    else:
                        continue
                    if place[target] < first:
                        place[target] = used
                        columns[used], values[used] = target, 0.0
                        used += 1
                    values[place[target]] += value * scale[row] / scale[target]
        pointers[row + 1] = used
    for order in range(starts.size - 1):
        for e in range(pointers[starts[order]], pointers[starts[order + 1]]):
            columns[e] -= starts[order]
    return pointers, columns[:used].astype(np.uint32), values[:used].copy()


@njit(cache=True, nogil=True)
def span(
    pointers: Ints, columns: Places, values: Complex, first: int, last: int
) -> tuple[complex, float]:
    """Return the middle of a block's diagonal and √(‖A‖₁‖A‖∞) of the block without it."""
    low, high = values[pointers[first]], values[pointers[first]]
    for row in range(first, last):
        entry = values[pointers[row]]
        low = complex(min(low.real, entry.real), min(low.imag, entry.imag))
        high = complex(max(high.real, entry.real), max(high.imag, entry.imag))
    middle = 0.5 * (low + high)
    sums, largest = np.zeros(last - first), 0.0
    for row in range(first, last):
        total = 0.0
        for e in range(pointers[row], pointers[row + 1]):
            entry = abs(values[e] - middle) if e == pointers[row] else abs(values[e])
            total += entry
            sums[columns[e]] += entry
        largest = max(largest, total)
    return middle, np.sqrt(largest * sums.max())


@njit(cache=True, nogil=True, fastmath={"contract", "reassoc"})
def series(
    pointers: Ints,
    columns: Places,
    values: Complex,
    first: int,
    last: int,
    middle: complex,
    step: float,
    tolerance: float,
    terms: Complex,
) -> int:
    """Fill terms[r] = [(A - middle) step]^r terms[0] / r!, and return how many are needed.

    The series ends where two terms in a row are below `tolerance` of the first; four rows of terms
    are left for `evaluate` to read beyond them.
    """
    size = last - first
    enough = 0.0
    for e in range(size):
        enough += terms[0, e].real ** 2 + terms[0, e].imag ** 2
    enough *= tolerance * tolerance
    before = np.inf
    for r in range(1, terms.shape[0] - 4):
        old, new, factor = terms[r - 1], terms[r], step / r
        norm = 0.0
        for row in range(size):
            real, imag = 0.0, 0.0
            for e in range(pointers[first + row], pointers[first + row + 1]):
                value, entry = values[e], old[columns[e]]
                real += value.real * entry.real - value.imag * entry.imag
                imag += value.real * entry.imag + value.imag * entry.real
            real -= middle.real * old[row].real - middle.imag * old[row].imag
            imag -= middle.real * old[row].imag + middle.imag * old[row].real
            new[row] = complex(factor * real, factor * imag)
            norm += factor * factor * (real * real + imag * imag)
        if norm <= enough and before <= enough:
            return r + 1
        before = norm
    return terms.shape[0] - 4


@njit(cache=True, nogil=True, fastmath={"contract", "reassoc"})
def evaluate(terms: Vector, count: int, share: float, phase: complex, out: Complex) -> None:
    """Write out = phase Σ_r terms[r] share^r, by Horner's rule, four terms at a time.

    Terms are given as floats, real and imaginary parts in turn, which the compiler vectorises.
    """
    size = 2 * out.size
    total = np.zeros(size)
    fourth = share**4
    for r in range((count - 1) // 4 * 4, -1, -4):
        zeroth, first, second, third = terms[r], terms[r + 1], terms[r + 2], terms[r + 3]
        b = share if r + 1 < count else 0.0
        c = share**2 if r + 2 < count else 0.0
        d = share**3 if r + 3 < count else 0.0
        for e in range(size):
            block = zeroth[e] + b * first[e] + c * second[e] + d * third[e]
            total[e] = total[e] * fourth + block
    for e in range(out.size):
        out[e] = phase * complex(total[2 * e], total[2 * e + 1])


@njit(cache=True, nogil=True)
def march(
    pointers: Ints,
    columns: Places,
    values: Complex,
    first: int,
    last: int,
    middle: complex,
    step: float,
    tolerance: float,
    terms: Complex,
    steps: Ints,
    times: Vector,
    begin: int,
    out: Complex,
) -> int:
    """Take the steps numbered steps[0] … steps[1] - 1 of steps[2], from the state terms[0].

    Writes out[t] for every time within them and leaves the state reached in terms[0]; returns the
    index of the first time beyond.
    """
    state = np.empty(last - first, np.complex128)
    floats = terms.view(np.float64)
    for number in range(steps[0], steps[1]):
        count = series(pointers, columns, values, first, last, middle, step, tolerance, terms)
        start, stop = number * step, (number + 1) * step
        while begin < times.size and (times[begin] <= stop or number == steps[2] - 1):
            since = times[begin] - start
            share = since / step if step > 0.0 else 0.0
            evaluate(floats, count, share, np.exp(middle * since), out[begin, first:last])
            begin += 1
        evaluate(floats, count, 1.0, np.exp(middle * step), state)
        terms[0] = state
    return begin


@njit(cache=True, nogil=True)
def passive_energies(eigenvalues: Vector, counts: Vector, cells: int) -> Vector:
    """Return Σ_k r_k e_k, r descending, e_k the excitation number with binomial degeneracy.

    `eigenvalues` has shape (T, S) and `counts` (S,): how often each occurs. Summed as the weight
    that does not fit below each level: Σ_{m<N} (tr rho - the largest Σ_{l<=m} C(N, l) eigenvalues).
    """
    energies = np.zeros(eigenvalues.shape[0])
    for t in range(eigenvalues.shape[0]):
        spectrum = eigenvalues[t]
        order = np.argsort(-spectrum)
        level, room, degeneracy = 0, 1.0, 1.0
        for s in order:
            left = counts[s]
            while left > 0.0:
                taken = min(left, room)
                energies[t] += level * taken * spectrum[s]
                left -= taken
                room -= taken
                if room <= 0.0:
                    degeneracy = np.round(degeneracy * (cells - level) / (level + 1))
                    level += 1
                    room = degeneracy if level <= cells else np.inf
    return energies


@njit(cache=True, nogil=True)
def spin_weights(leaves: int, binomial: NDArray[Any], singlets: int) -> tuple[Ints, Vector]:
    """Return rows (a, b, c) and weights of ⟨s^p D_a|rho|s^p D_b⟩ = Σ_c w rho(c+p, a-c, b-c).

    D_a is the Dicke state of n = leaves - 2p cells, a of them excited; p pairs are singlets. With
    q of the p pairs in (1,0)(0,1): w = Σ_q (-1)^q C(p,q) n!/(γ!(a-γ)!(b-γ)!…) / √(C(n,a)C(n,b)),
    γ = c + q; the sum is exact in whole numbers.
    """
    p, n = singlets, leaves - 2 * singlets
    rows = np.empty(((n + 1) ** 2 * (n + p + 1), 3), np.int64)
    weights = np.empty(rows.shape[0])
    count = 0
    for a in range(n + 1):
        for b in range(n + 1):
            norm = np.sqrt(float(binomial[n, a]) * float(binomial[n, b]))
            for c in range(-p, min(a, b) + 1):
                total = np.int64(0)
                for q in range(p + 1):
                    both = c + q
                    if both < 0 or both > min(a, b) or a + b - both > n:
                        continue
                    ways = binomial[n, a] * binomial[a, both] * binomial[n - a, b - both]
                    total += (1 - 2 * (q & 1)) * binomial[p, q] * ways
                if total != 0:
                    rows[count, 0], rows[count, 1], rows[count, 2] = a, b, c
                    weights[count] = total / norm
                    count += 1
    return rows[:count].copy(), weights[:count].copy()
