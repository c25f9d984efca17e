"""Compiled kernels of the work capacitances: see-saws over pure states of one small cell.

A channel is a superoperator, `forward[a*d + b, c*d + f]` = ⟨a|Λ(|c⟩⟨f|)|b⟩, and `levels` are the
cell's energies, rising from 0. A functional of the output σ = Λ(ψ) is convex, hence the largest of
the linear functionals tr(Mσ) that touch it from below; M comes from σ itself:
- ergotropy (kind 0): M = h - U†hU with the U that makes σ passive;
- output energy less T times the entropy (kind 1): M = h + T ln σ;
- total ergotropy (kind 2): as kind 1, at the temperature of the Gibbs state of σ's entropy.
A see-saw takes M from ψ and then the ψ that is best for tr(MΛ(ψ)). For kinds 0 and 1 each turn
raises the functional.

All in one file: of what a kernel calls, numba's cache on disk notices changes in that file only.
"""

from __future__ import annotations

from math import exp, log, sqrt

import numpy as np
from numpy.typing import NDArray

from engine.compiled import njit

ERGOTROPY, FREE_ENERGY, TOTAL_ERGOTROPY = 0, 1, 2

# Probabilities below this count as zero in a logarithm.
SMALLEST = 1e-300
# A Gibbs state of β times its lowest gap beyond this is its ground level to rounding; one of β
# times its level spread below that is uniform.
COLDEST, HOTTEST = 700.0, 1e-7
# An entropy this close to ln d is that of an even mixture to rounding: of its distance nothing is
# known, and the root of that would look like work, 1e-7 for 1e-14.
MIXED = 1e-14
STEEPEST = 1e9
SWEEPS = 30

Real = NDArray[np.float64]
Complex = NDArray[np.complex128]


@njit(cache=True, nogil=True)
def diagonalise(matrix: Complex, values: Real, vectors: Complex) -> None:
    """Write the eigenvalues, rising, and eigenvectors (columns) of a Hermitian matrix: Jacobi."""
    size = values.size
    for i in range(size):
        for j in range(size):
            vectors[i, j] = 1.0 if i == j else 0.0
    scale = 0.0
    for i in range(size):
        for j in range(size):
            scale += matrix[i, j].real ** 2 + matrix[i, j].imag ** 2
    for _ in range(SWEEPS):
        off = 0.0
        for i in range(size):
            for j in range(i + 1, size):
                off += matrix[i, j].real ** 2 + matrix[i, j].imag ** 2
        if off <= 1e-32 * scale:
            break
        for p in range(size):
            for q in range(p + 1, size):
                rotate(matrix, vectors, p, q)
    for i in range(size):
        values[i] = matrix[i, i].real
    for i in range(size):
        least = i
        for j in range(i + 1, size):
            if values[j] < values[least]:
                least = j
        if least != i:
            values[i], values[least] = values[least], values[i]
            for k in range(size):
                vectors[k, i], vectors[k, least] = vectors[k, least], vectors[k, i]


@njit(cache=True, nogil=True)
def rotate(matrix: Complex, vectors: Complex, p: int, q: int) -> None:
    """Turn the plane of rows p and q so that their element vanishes."""
    element = matrix[p, q]
    size2 = element.real**2 + element.imag**2
    first, second = matrix[p, p].real, matrix[q, q].real
    if size2 <= 1e-36 * (first * first + second * second) or size2 < 1e-300:
        return
    size = sqrt(size2)
    phase = element / size
    ratio = (second - first) / (2.0 * size)
    tangent = 1.0 / (abs(ratio) + sqrt(1.0 + ratio * ratio))
    if ratio < 0.0:
        tangent = -tangent
    cosine = 1.0 / sqrt(1.0 + tangent * tangent)
    sine = tangent * cosine
    for k in range(matrix.shape[0]):
        left, right = matrix[k, p], matrix[k, q] * phase.conjugate()
        matrix[k, p], matrix[k, q] = cosine * left - sine * right, sine * left + cosine * right
        left, right = vectors[k, p], vectors[k, q] * phase.conjugate()
        vectors[k, p], vectors[k, q] = cosine * left - sine * right, sine * left + cosine * right
    for k in range(matrix.shape[0]):
        left, right = matrix[p, k], matrix[q, k] * phase
        matrix[p, k], matrix[q, k] = cosine * left - sine * right, sine * left + cosine * right
    matrix[p, q] = 0.0
    matrix[q, p] = 0.0


@njit(cache=True, nogil=True)
def send(forward: Complex, state: Complex, output: Complex) -> None:
    """Write the channel's output Λ(|ψ⟩⟨ψ|)."""
    size = state.size
    for i in range(size):
        for j in range(i + 1):
            total = 0.0 + 0.0j
            row = i * size + j
            for c in range(size):
                for f in range(size):
                    total += forward[row, c * size + f] * state[c] * state[f].conjugate()
            output[i, j] = total
            output[j, i] = total.conjugate()


@njit(cache=True, nogil=True)
def bring_back(forward: Complex, observable: Complex, seen: Complex) -> None:
    """Write what an observable of the output says of the input, Λ†(M)."""
    size = observable.shape[0]
    for c in range(size):
        for f in range(c + 1):
            total = 0.0 + 0.0j
            column = c * size + f
            for i in range(size):
                for j in range(size):
                    total += forward[i * size + j, column].conjugate() * observable[i, j]
            seen[c, f] = total
            seen[f, c] = total.conjugate()


@njit(cache=True, nogil=True)
def gibbs(beta: float, levels: Real) -> tuple[float, float, float]:
    """Return entropy, energy and energy variance of the Gibbs state, levels rising from 0."""
    total, first, second = 0.0, 0.0, 0.0
    for height in levels:
        weight = exp(-beta * height)
        total += weight
        first += weight * height
        second += weight * height * height
    mean = first / total
    return log(total) + beta * mean, mean, max(second / total - mean * mean, 0.0)


@njit(cache=True, nogil=True)
def gibbs_of_entropy(entropy: float, levels: Real) -> tuple[float, float]:
    """Return temperature and energy of the Gibbs state of an entropy, β >= 0.

    A safeguarded Newton search for ln β: the entropy falls by β²·variance with ln β.
    """
    spread = levels[-1]
    low, high = log(HOTTEST / spread), log(COLDEST / levels[1])
    if gibbs(exp(high), levels)[0] >= entropy:
        return exp(-high), gibbs(exp(high), levels)[1]
    if log(levels.size) - entropy <= MIXED or gibbs(exp(low), levels)[0] <= entropy:
        # To rounding this entropy is the largest, ln d; the energy's slope is infinite there.
        return exp(-low), levels.mean()
    point = -log(spread)
    for _ in range(200):
        beta = exp(point)
        here, _, variance = gibbs(beta, levels)
        if here > entropy:
            low = point
        else:
            high = point
        slope = beta * beta * variance
        step = (here - entropy) / slope if slope > 0.0 else high - low
        new = point + step
        if not low < new < high:
            new = 0.5 * (low + high)
        if abs(new - point) < 1e-15 * max(1.0, abs(point)):
            break
        point = new
    beta = exp(point)
    # One exact step of the energy along dE = T dS takes out what is left of the search.
    reached, mean, _ = gibbs(beta, levels)
    return 1.0 / beta, mean + (entropy - reached) / beta


@njit(cache=True, nogil=True)
def log_partition(temperature: float, levels: Real) -> float:
    """Return T ln Z(T), by which the least free energy lies below the ground level."""
    if temperature <= 0.0:
        return 0.0
    total = 0.0
    for height in levels:
        total += exp(-height / temperature)
    return temperature * log(total)


@njit(cache=True, nogil=True)
def features(
    output: Complex, levels: Real, values: Real, vectors: Complex, scratch: Complex
) -> tuple[float, float, float]:
    """Return mean energy, entropy and ergotropy of an output, and diagonalise it."""
    size = levels.size
    energy, entropy, passive = 0.0, 0.0, 0.0
    for i in range(size):
        energy += output[i, i].real * levels[i]
        for j in range(size):
            scratch[i, j] = output[i, j]
    diagonalise(scratch, values, vectors)
    for i in range(size):
        share = values[size - 1 - i]
        passive += share * levels[i]
        if share > SMALLEST:
            entropy -= share * log(share)
    entropy = max(entropy, 0.0)
    return energy, entropy, energy - passive


@njit(cache=True, nogil=True)
def touching(
    kind: int, temperature: float, levels: Real, values: Real, vectors: Complex, observable: Complex
) -> None:
    """Write the observable M whose mean touches the functional from below at this output."""
    size = levels.size
    for i in range(size):
        for j in range(size):
            observable[i, j] = levels[i] if i == j else 0.0
    for k in range(size):
        if kind == ERGOTROPY:
            weight = -levels[size - 1 - k]
        else:
            weight = temperature * log(max(values[k], SMALLEST))
        for i in range(size):
            for j in range(size):
                observable[i, j] += weight * vectors[i, k] * vectors[j, k].conjugate()


@njit(cache=True, nogil=True)
def best_at_price(
    seen: Complex, price: float, levels: Real, values: Real, vectors: Complex, scratch: Complex
) -> tuple[float, float]:
    """Diagonalise Λ†(M) - μh; return the top state's energy and how it changes with μ."""
    size = levels.size
    for i in range(size):
        for j in range(size):
            scratch[i, j] = seen[i, j]
        scratch[i, i] -= price * levels[i]
    diagonalise(scratch, values, vectors)
    top = size - 1
    energy, slope = 0.0, 0.0
    for i in range(size):
        energy += levels[i] * (vectors[i, top].real ** 2 + vectors[i, top].imag ** 2)
    for k in range(top):
        element = 0.0 + 0.0j
        for i in range(size):
            element += vectors[i, k].conjugate() * levels[i] * vectors[i, top]
        gap = values[top] - values[k]
        if gap > 0.0:
            slope -= 2.0 * (element.real**2 + element.imag**2) / gap
    return energy, slope


@njit(cache=True, nogil=True)
def best_at_energy(seen: Complex, energy: float, at_most: bool, price: float, levels: Real,
                   values: Real, vectors: Complex, scratch: Complex, state: Complex,
                   ) -> float:  # fmt: skip
    """Write the ψ of largest ⟨Λ†(M)⟩ with energy e, or at most e; return its price μ.

    The energy of the top state of Λ†(M) - μh falls with μ: a safeguarded Newton search. Where it
    jumps, two top states are equally good and so is any superposition of them.
    """
    size = levels.size
    top = size - 1
    scale = levels[-1]
    norm = 0.0
    for i in range(size):
        for j in range(size):
            norm = max(norm, abs(seen[i, j].real) + abs(seen[i, j].imag))
    limit = STEEPEST * max(norm, 1e-3) / scale
    low, high = -limit, limit
    if at_most:
        low = 0.0
        reached, _ = best_at_price(seen, 0.0, levels, values, vectors, scratch)
        if reached <= energy:
            for i in range(size):
                state[i] = vectors[i, top]
            return 0.0
        price = max(price, 0.0)
    if energy <= EDGE * scale or energy >= (1.0 - EDGE) * scale:
        # Only the outermost levels have this energy: nothing else may be mixed in.
        price = limit if energy <= EDGE * scale else -limit
        best_at_price(seen, price, levels, values, vectors, scratch)
        for i in range(size):
            away = levels[i] > 0.0 if price > 0.0 else levels[i] < scale
            state[i] = 0.0 if away else vectors[i, top]
        return price
    left, right = np.zeros(size, np.complex128), np.zeros(size, np.complex128)
    left_energy, right_energy = -1.0, -1.0
    for turn in range(200):
        reached, slope = best_at_price(seen, price, levels, values, vectors, scratch)
        if abs(reached - energy) <= 1e-14 * scale:
            break
        if reached > energy:
            low, left_energy = price, reached
            for i in range(size):
                left[i] = vectors[i, top]
        else:
            high, right_energy = price, reached
            for i in range(size):
                right[i] = vectors[i, top]
        new = price + (energy - reached) / slope if slope < 0.0 else low - 1.0
        if turn > 40 or not low < new < high:
            # Far ends are approached by their size, near ones by halves.
            if low < -1.0 and high > 1.0:
                new = 0.0
            elif low >= 0.0 and high > 4.0 * low + 4.0:
                new = 2.0 * low + 1.0
            elif high <= 0.0 and low < 4.0 * high - 4.0:
                new = 2.0 * high - 1.0
            else:
                new = 0.5 * (low + high)
        if high - low <= 1e-15 * max(1.0, abs(high)) or new == price:
            break
        price = new
    if abs(reached - energy) <= 1e-12 * scale or left_energy < 0.0 or right_energy < 0.0:
        for i in range(size):
            state[i] = vectors[i, top]
    else:
        superpose(left, right, levels, energy, state)
    return price


@njit(cache=True, nogil=True)
def superpose(left: Complex, right: Complex, levels: Real, energy: float, state: Complex) -> None:
    """Write the superposition of two states that has a mean energy between theirs."""
    size = levels.size
    low, high = 0.0, 1.0
    for _ in range(60):
        share = 0.5 * (low + high)
        norm, mean = 0.0, 0.0
        for i in range(size):
            state[i] = sqrt(1.0 - share) * left[i] + sqrt(share) * right[i]
            weight = state[i].real ** 2 + state[i].imag ** 2
            norm += weight
            mean += weight * levels[i]
        if mean > energy * norm:
            low = share
        else:
            high = share
    norm = sqrt(norm)
    for i in range(size):
        state[i] /= norm


AT_PRICE, AT_ENERGY, AT_MOST = 0, 1, 2
ROUNDING = 1e-11
EDGE = 1e-14
# Length of a record; states of a larger overlap than NEAR are one start.
RECORD = 7
NEAR = 0.999
# Steps of a scan and of a survey; how far sections narrow a scan's bracket: climbs do the rest.
SCAN, GRID, REFINED = 24, 40, 1e-2
MOST_TURNS = 400
# The gains of this many last turns, and of as many before, tell what an unfinished climb leaves.
WATCHED = 20
# Gains below this share of the highest level end a climb.
SETTLED = 1e-14
STILL = 1e-13
# A leap takes at most so many steps at once.
FARTHEST = 300.0


@njit(cache=True, nogil=True)
def mean_energy(levels: Real, state: Complex) -> float:
    """Return ⟨h⟩ of a pure state."""
    mean = 0.0
    for i in range(levels.size):
        mean += levels[i] * (state[i].real ** 2 + state[i].imag ** 2)
    return mean


@njit(cache=True, nogil=True)
def functional(kind: int, temperature: float, levels: Real, out: float, entropy: float,
               ergotropy: float) -> tuple[float, float]:  # fmt: skip
    """Return the functional of an output, and the temperature of its entropy where that tells."""
    if kind == FREE_ENERGY:
        return out - temperature * entropy, 0.0
    if kind == TOTAL_ERGOTROPY:
        target, passive = gibbs_of_entropy(entropy, levels)
        return max(out - passive, 0.0), target
    return ergotropy, 0.0


@njit(cache=True, nogil=True)
def is_allowed(mode: int, mean: float, energy: float, levels: Real) -> bool:
    """Whether a state of this energy counts: one of another may lead to a state that does."""
    return (
        mode == AT_PRICE
        or (mode == AT_MOST and mean <= energy + ROUNDING * levels[-1])
        or abs(mean - energy) <= ROUNDING * levels[-1]
    )


@njit(cache=True, nogil=True)
def leap_within(mode: int, levels: Real, energy: float, older: Complex, old: Complex, held: Complex,
                state: Complex) -> bool:  # fmt: skip
    """Leap to a state of the right energy, and return True; or leave the state. `held` keeps it."""
    held[:] = state
    if leap(older, old, state) and (
        mode == AT_PRICE or retune(levels, energy, mode == AT_MOST, state)
    ):
        return True
    state[:] = held
    return False


@njit(cache=True, nogil=True)
def climb(forward: Complex, levels: Real, kind: int, temperature: float, mode: int, price: float,
          energy: float, state: Complex, record: Real) -> None:  # fmt: skip
    """See-saw a pure state up to a local maximum of a functional; `record` takes its features.

    mode AT_PRICE maximises functional - μ⟨h⟩; AT_ENERGY the functional at energy e; AT_MOST the
    functional at energies of at most e. `record` is (⟨h⟩, output energy, entropy, ergotropy, total
    ergotropy, μ, what is left to gain: 0 where the climb settled). The state is overwritten.
    """
    size = levels.size
    output = np.empty((size, size), np.complex128)
    observable, seen, scratch = np.empty_like(output), np.empty_like(output), np.empty_like(output)
    vectors, values = np.empty_like(output), np.empty(size)
    best, best_value, calm, damping = state.copy(), -1e300, 0, 1.0
    warmth = temperature
    # The last three states of plain turns, the newest kept in case a leap from them falls short.
    older, old, held = np.zeros_like(state), np.zeros_like(state), np.zeros_like(state)
    plain, leapt = 0, False
    settled, before, middle = False, best_value, best_value
    for turn in range(MOST_TURNS):
        before = best_value if turn == MOST_TURNS - 2 * WATCHED else before
        middle = best_value if turn == MOST_TURNS - WATCHED else middle
        mean = mean_energy(levels, state)
        send(forward, state, output)
        out, entropy, ergotropy = features(output, levels, values, vectors, scratch)
        value, target = functional(kind, temperature, levels, out, entropy, ergotropy)
        if mode == AT_PRICE:
            value -= price * mean
        counts = is_allowed(mode, mean, energy, levels)
        fell_short, leapt = leapt and not (counts and value > best_value), False
        if fell_short:
            state[:] = held
            continue
        gain = value - best_value if counts else 0.0
        if gain > 0.0:
            best_value = value
            best[:] = state
            record[0], record[1], record[2], record[3] = mean, out, entropy, ergotropy
        if counts and value > best_value - STILL * levels[-1]:
            # A start that is optimal already brought no price of its own.
            record[5] = price
        if counts and gain <= SETTLED * levels[-1]:
            calm += 1
            damping *= 0.5
            # A total ergotropy that fell asks for smaller steps of the temperature first.
            if calm == (2 if value > best_value - STILL * levels[-1] else 12):
                settled = True
                break
        else:
            calm = 0
        if kind == TOTAL_ERGOTROPY:
            warmth = target if turn == 0 else warmth + damping * (target - warmth)
        older[:] = old
        old[:] = state
        touching(kind, warmth, levels, values, vectors, observable)
        bring_back(forward, observable, seen)
        if mode == AT_PRICE:
            best_at_price(seen, price, levels, values, vectors, scratch)
            state[:] = vectors[:, size - 1]
        else:
            price = best_at_energy(
                seen, energy, mode == AT_MOST, price, levels, values, vectors, scratch, state
            )
        plain += 1
        if plain > 2 and calm == 0:
            leapt = leap_within(mode, levels, energy, older, old, held, state)
            plain = 0 if leapt else plain
    # Ergotropy is part of it: near ln d rounding of the entropy says otherwise.
    record[4] = max(record[1] - gibbs_of_entropy(record[2], levels)[1], record[3])
    record[6] = 0.0 if settled else left_to_gain(best_value - middle, middle - before)
    state[:] = best


@njit(cache=True, nogil=True)
def left_to_gain(late: float, early: float) -> float:
    """Return what is left to gain if gains go on shrinking as they did: a geometric series.

    The last gain counts once more for good measure; gains that hardly shrink count 100 times.
    """
    if late <= 0.0:
        return 0.0
    shrinking = late / early if early > 0.0 else 1.0
    return late / (1.0 - min(shrinking, 0.99))


@njit(cache=True, nogil=True)
def leap(older: Complex, old: Complex, state: Complex) -> bool:
    """Move a state to where its last two steps lead if each is a fixed share of the one before.

    SQUAREM of Varadhan and Roland 2008: ψ₀ + 2s r + s² v with the steps r and r + v, s = |r|/|v|.
    Returns whether they slow down, so that there is anything to gain.
    """
    size = state.size
    turned, back = 0.0 + 0.0j, 0.0 + 0.0j
    for i in range(size):
        turned += state[i].conjugate() * old[i]
        back += older[i].conjugate() * old[i]
    if abs(turned) < 0.5 or abs(back) < 0.5:
        return False
    turned /= abs(turned)
    back /= abs(back)
    steps, bends = 0.0, 0.0
    for i in range(size):
        step = old[i] - older[i] * back
        bend = state[i] * turned - old[i] - step
        steps += step.real**2 + step.imag**2
        bends += bend.real**2 + bend.imag**2
    if steps <= bends or steps < 1e-26:
        return False
    far = min(sqrt(steps / max(bends, 1e-300)), FARTHEST)
    norm = 0.0
    for i in range(size):
        start = older[i] * back
        step = old[i] - start
        bend = state[i] * turned - old[i] - step
        state[i] = start + 2.0 * far * step + far * far * bend
        norm += state[i].real ** 2 + state[i].imag ** 2
    norm = sqrt(norm)
    if norm < 0.1:
        return False
    for i in range(size):
        state[i] /= norm
    return True


@njit(cache=True, nogil=True)
def retune(levels: Real, energy: float, at_most: bool, state: Complex) -> bool:
    """Weigh a state's levels by exp(-th/2) so that it has the energy e, or at most e.

    Returns whether a few steps of Newton got there.
    """
    for turn in range(8):
        norm, first, second = 0.0, 0.0, 0.0
        for i in range(state.size):
            share = state[i].real ** 2 + state[i].imag ** 2
            norm += share
            first += share * levels[i]
            second += share * levels[i] ** 2
        mean = first / norm
        variance = second / norm - mean * mean
        for i in range(state.size):
            state[i] /= sqrt(norm)
        excess = mean - energy
        if abs(excess) <= 1e-14 * levels[-1] or (at_most and turn == 0 and excess < 0.0):
            return True
        if variance <= 1e-6 * levels[-1] ** 2:
            return False
        for i in range(state.size):
            state[i] *= exp(-0.5 * levels[i] * excess / variance)
    return False


@njit(cache=True, nogil=True)
def value_of(kind: int, temperature: float, record: Real) -> float:
    """Return the functional from a record of `climb`."""
    if kind == ERGOTROPY:
        return record[3]
    if kind == FREE_ENERGY:
        return record[1] - temperature * record[2]
    return record[4]


@njit(cache=True, nogil=True)
def observe(forward: Complex, levels: Real, state: Complex, record: Real) -> None:
    """Write the features of a pure state as `climb` does, without total ergotropy and price."""
    size = levels.size
    output, scratch = np.empty((size, size), np.complex128), np.empty((size, size), np.complex128)
    vectors, values = np.empty_like(output), np.empty(size)
    mean = 0.0
    for i in range(size):
        mean += levels[i] * (state[i].real ** 2 + state[i].imag ** 2)
    send(forward, state, output)
    record[0] = mean
    record[1], record[2], record[3] = features(output, levels, values, vectors, scratch)


@njit(cache=True, nogil=True)
def measure(forward: Complex, levels: Real, state: Complex, record: Real) -> None:
    """Write the features of a pure state as `climb` does, without a price."""
    observe(forward, levels, state, record)
    record[4] = max(record[1] - gibbs_of_entropy(record[2], levels)[1], record[3])


@njit(cache=True, nogil=True)
def climb_to_energies(forward: Complex, levels: Real, kind: int, energies: Real, starts: Complex,
                      stride: int, states: Complex, records: Real) -> None:  # fmt: skip
    """Write the best states found at each energy, climbing from what `states` holds already.

    Unless `stride` is 0, also from either neighbour, and from `starts` at every `stride`-th energy.
    """
    count = energies.size
    state, record = np.empty(levels.size, np.complex128), np.zeros(RECORD)
    for i in range(count):
        records[i, 3] = records[i, 4] = -1.0
        price = records[i - 1, 5] if i > 0 else 0.0
        last = starts.shape[0] if stride > 0 and (i % stride == 0 or i == count - 1) else 0
        for start in range(-2, last):
            if start == -2:
                if overlap(states[i], states[i]) < NEAR:
                    continue
                state[:] = states[i]
            elif start == -1:
                if stride == 0 or i == 0:
                    continue
                state[:] = states[i - 1]
            else:
                state[:] = starts[start]
            climb(forward, levels, kind, 0.0, AT_ENERGY, price, energies[i], state, record)
            if value_of(kind, 0.0, record) > value_of(kind, 0.0, records[i]):
                records[i], states[i] = record, state
    for i in range(count - 2 if stride > 0 else -1, -1, -1):
        if overlap(states[i], states[i + 1]) < NEAR:
            state[:] = states[i + 1]
            price = records[i + 1, 5]
            climb(forward, levels, kind, 0.0, AT_ENERGY, price, energies[i], state, record)
            if value_of(kind, 0.0, record) > value_of(kind, 0.0, records[i]):
                records[i], states[i] = record, state


@njit(cache=True, nogil=True)
def overlap(left: Complex, right: Complex) -> float:
    """Return |⟨φ|ψ⟩|²."""
    total = 0.0 + 0.0j
    for i in range(left.size):
        total += left[i].conjugate() * right[i]
    return total.real**2 + total.imag**2


@njit(cache=True, nogil=True)
def scan_real_qutrit(
    forward: Complex, levels: Real, kind: int, energies: Real, states: Complex
) -> None:
    """Write the best real three-level state of each energy: a scan of p₂, then golden sections.

    With p₁h₁ + p₂h₂ = e one number is free; h₁ must lie above 0 and below h₂.
    """
    record, state = np.zeros(RECORD), np.zeros(3, np.complex128)
    golden = (sqrt(5.0) - 1.0) / 2.0
    for i in range(energies.size):
        energy = energies[i]
        low = max(0.0, (energy - levels[1]) / (levels[2] - levels[1]))
        high = energy / levels[2]
        best, best_value = low, -1.0
        for k in range(SCAN + 1):
            # Denser towards the ends, where logarithms make optima lie close to them.
            part = k / SCAN
            second = low + (high - low) * part * part * (3.0 - 2.0 * part)
            value = real_value(forward, levels, kind, energy, second, state, record)
            if value > best_value:
                best, best_value, place = second, value, part
        left, right = max(place - 1.0 / SCAN, 0.0), min(place + 1.0 / SCAN, 1.0)
        left = low + (high - low) * left * left * (3.0 - 2.0 * left)
        right = low + (high - low) * right * right * (3.0 - 2.0 * right)
        inner, outer = right - golden * (right - left), left + golden * (right - left)
        at_inner = real_value(forward, levels, kind, energy, inner, state, record)
        at_outer = real_value(forward, levels, kind, energy, outer, state, record)
        while right - left > REFINED * (high - low) + 1e-12:
            if at_inner > at_outer:
                right, outer, at_outer = outer, inner, at_inner
                inner = right - golden * (right - left)
                at_inner = real_value(forward, levels, kind, energy, inner, state, record)
            else:
                left, inner, at_inner = inner, outer, at_outer
                outer = left + golden * (right - left)
                at_outer = real_value(forward, levels, kind, energy, outer, state, record)
        middle = 0.5 * (left + right)
        value = real_value(forward, levels, kind, energy, middle, state, record)
        if value < best_value:
            real_value(forward, levels, kind, energy, best, state, record)
        states[i] = state


@njit(cache=True, nogil=True)
def real_value(forward: Complex, levels: Real, kind: int, energy: float, second: float,
               state: Complex, record: Real) -> float:  # fmt: skip
    """Return the functional of the real three-level state of this energy and p₂, written too."""
    first = (energy - second * levels[2]) / levels[1]
    state[0] = sqrt(max(1.0 - first - second, 0.0))
    state[1] = sqrt(max(first, 0.0))
    state[2] = sqrt(max(second, 0.0))
    if kind == ERGOTROPY:
        observe(forward, levels, state, record)
    else:
        measure(forward, levels, state, record)
    return value_of(kind, 0.0, record)


@njit(cache=True, nogil=True)
def survey_real_qutrit(forward: Complex, levels: Real, states: Complex, records: Real) -> int:
    """Write real three-level states on a grid over all populations; return their number."""
    count = 0
    for i in range(GRID + 1):
        for j in range(GRID + 1 - i):
            states[count, 0] = sqrt((GRID - i - j) / GRID)
            states[count, 1] = sqrt(i / GRID)
            states[count, 2] = sqrt(j / GRID)
            measure(forward, levels, states[count], records[count])
            count += 1
    return count


@njit(cache=True, nogil=True)
def edge_at(
    points: Real, heights: Real, energy: float, found: NDArray[np.int64]
) -> tuple[float, float]:
    """Find the edge of the upper, non-falling hull of points (e, height) at an energy.

    `points` and `heights` are in any order; `found` takes both ends, equal where the hull is flat.
    Returns the hull's value and its slope there.
    """
    count = points.size
    left = -1
    for k in range(count):
        if (
            left < 0
            or heights[k] > heights[left]
            or (heights[k] == heights[left] and points[k] < points[left])
        ):
            left = k
    if points[left] <= energy:
        found[0] = found[1] = left
        return heights[left], 0.0
    right, left = left, -1
    for k in range(count):
        if points[k] <= energy and (
            left < 0
            or heights[k] > heights[left]
            or (heights[k] == heights[left] and points[k] < points[left])
        ):
            left = k
    for _ in range(count):
        slope = (heights[right] - heights[left]) / (points[right] - points[left])
        best, best_value = -1, heights[left] - slope * points[left]
        bar = best_value + 1e-15 * (abs(best_value) + 1e-3)
        for k in range(count):
            value = heights[k] - slope * points[k]
            if value > bar:
                best, bar = k, value
        if best < 0:
            break
        if points[best] <= energy:
            left = best
        else:
            right = best
    found[0], found[1] = left, right
    slope = (heights[right] - heights[left]) / (points[right] - points[left])
    return heights[left] + slope * (energy - points[left]), slope


@njit(cache=True, nogil=True)
def master(records: Real, levels: Real, energy: float, cold: float, hot: float,
           ends: NDArray[np.int64], weights: Real) -> tuple[float, float, float]:  # fmt: skip
    """Best sharing of time between known states when the entropy is pooled, by its dual.

    min over T, μ of max_k (w_k - T s_k - μ e_k) + μe + T ln Z(T): at the least T the entropy of the
    Gibbs state meets that of the hull's edge. `ends` takes four states, `weights` their shares.
    Returns value, T and μ.
    """
    count = records.shape[0]
    points, heights = records[:, 0].copy(), np.empty(count)
    found = np.zeros(2, np.int64)
    low, high = log(cold), log(hot)
    low_entropy, high_entropy, slope, temperature = -1.0, -1.0, 0.0, hot
    for _ in range(64):
        temperature = exp(0.5 * (low + high))
        for k in range(count):
            heights[k] = records[k, 1] - temperature * records[k, 2]
        _, slope = edge_at(points, heights, energy, found)
        share = part_of(points, found, energy)
        entropy = (1.0 - share) * records[found[0], 2] + share * records[found[1], 2]
        if entropy > gibbs(1.0 / temperature, levels)[0]:
            low, low_entropy = 0.5 * (low + high), entropy
            ends[0], ends[1], weights[0], weights[1] = found[0], found[1], 1.0 - share, share
        else:
            high, high_entropy = 0.5 * (low + high), entropy
            ends[2], ends[3], weights[2], weights[3] = found[0], found[1], 1.0 - share, share
        if high - low < 1e-14:
            break
        if low_entropy >= 0.0 and high_entropy >= 0.0 and ends[0] == ends[2] and ends[1] == ends[3]:
            # An edge that holds on both sides holds in between, where S is the Gibbs state's.
            temperature = gibbs_of_entropy(low_entropy, levels)[0]
            for k in range(count):
                heights[k] = records[k, 1] - temperature * records[k, 2]
            _, slope = edge_at(points, heights, energy, found)
            break
    mixed = 1.0
    if low_entropy < 0.0 or high_entropy < 0.0:
        mixed = 0.0 if low_entropy < 0.0 else 1.0
        if low_entropy < 0.0:
            ends[0], ends[1], weights[0], weights[1] = ends[2], ends[3], 0.0, 0.0
        else:
            ends[2], ends[3], weights[2], weights[3] = ends[0], ends[1], 0.0, 0.0
    elif low_entropy > high_entropy:
        wanted = gibbs(1.0 / temperature, levels)[0]
        mixed = min(max((wanted - high_entropy) / (low_entropy - high_entropy), 0.0), 1.0)
    weights[0] *= mixed
    weights[1] *= mixed
    weights[2] *= 1.0 - mixed
    weights[3] *= 1.0 - mixed
    output, pooled = 0.0, 0.0
    for k in range(4):
        output += weights[k] * records[ends[k], 1]
        pooled += weights[k] * records[ends[k], 2]
    return output - gibbs_of_entropy(pooled, levels)[1], temperature, slope


@njit(cache=True, nogil=True)
def part_of(points: Real, found: NDArray[np.int64], energy: float) -> float:
    """Return the share of an edge's second end at which it has this energy."""
    left, right = points[found[0]], points[found[1]]
    if right <= left:
        return 0.0
    return min(max((energy - left) / (right - left), 0.0), 1.0)
