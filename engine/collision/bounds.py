"""Upper bounds on what any incoherent (classical) charging can reach.

Every bound follows from one argument. Without coherence the gain of a collision is at most
Σ_n p_n sin²(a_{n+1}θ) in units of the level spacing; no swap angle makes sin²(aθ)/θ larger than
R0·a (Eq. 12); and the coupling is a concave function of the level, so Jensen's inequality closes
the argument as a differential inequality for the mean energy E of the battery,

    dE/dx ≤ (1 - γ) R0 f(E) - (2/π) γ E,      x = Ωτ,

with f(E) = √(E + 1) for the oscillator (Eqs. 14, C4), √((2j - E)(E + 1)) for the spin (Eq. 27)
and 1 for the uniform ladder. Equation numbers are those of Salvia et al. 2023.

The gain of a collision is limited by the energy before it, so the step to a differential equation
is strict only while the right-hand side rises with E: always for oscillator and ladder without
loss, for the oscillator with loss up to √(E + 1) = π(1-γ)R0/(4γ), for the spin up to half charge.
Elsewhere (a lossy ladder altogether) collisions of finite length can exceed the bound a little:
full swaps do so on spins of up to 9 levels, by at most 0.1 quanta, and on none larger.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import brentq

from engine.collision.ladder import BATTERIES
from engine.fields import quote

FORMS = ("corrected", "printed")

# A loss below this changes no digit of a bound, and its inverse may not be a number.
NEGLIGIBLE = 1e-15


def power_constant() -> tuple[float, float]:
    """The constant R0 = max_x sin²(x)/x and the place X0 of the maximum, where tan x = 2x.

    Salvia et al. 2023, Eq. (12): R0 ≈ 0.725 at X0 ≈ 0.742 π/2.

    Returns:
        R0 and X0, both without unit.

    Example:
        >>> R0, X0 = power_constant()
        >>> round(R0, 12), round(X0, 12)
        (0.724611353777, 1.165561185207)
    """
    place = brentq(lambda x: np.sin(x) - 2 * x * np.cos(x), 0.5, 1.5, xtol=1e-15, rtol=1e-15)
    return float(np.sin(place) ** 2 / place), float(place)


R0, X0 = power_constant()


def incoherent_bound(
    times: ArrayLike, battery: str, levels: int, gamma: float = 0.0, form: str = "corrected"
) -> NDArray[np.float64]:
    """Largest mean energy any incoherent, adaptive charging can have reached at given times.

    Salvia et al. 2023: Eq. (15) for the oscillator, the solution of Eq. (C4) when it loses
    quanta, Eq. (28) for the spin. The same argument gives R0·x for the uniform ladder and the
    bounds with loss for spin and ladder, which the paper does not treat. The oscillator of the
    bound has no top level; spin and ladder stop at a full battery.

    Args:
        times: x = Ωτ ≥ 0, any shape.
        battery: "oscillator", "spin" or "ladder".
        levels: number of levels d; a spin has d = 2j + 1.
        gamma: probability to lose each quantum after a collision, 0 to 1.
        form: "corrected", or "printed" for Eq. (28) as the paper prints it, where a factor
            1/f₊(j, -j) is missing in the second arctangent, so that the energy at x = 0 is
            negative. The two differ for the lossless spin only.

    Returns:
        Energies in units of the level spacing, in the shape of ``times``.

    Raises:
        ValueError: for an unknown battery or form, or when "printed" is asked for a bound that
            the paper does not misprint.

    Example:
        >>> incoherent_bound([10.0, 20.0, 30.0], "oscillator", 250).round(6).tolist()
        [20.372654, 66.998388, 139.877204]
    """
    _check(battery, form)
    if form == "printed" and (battery != "spin" or gamma > 0):
        raise ValueError(
            "form must be 'corrected' except for a spin without loss (Eq. 28), not 'printed'."
        )
    x = np.asarray(times, dtype=float)
    gamma = gamma if gamma > NEGLIGIBLE else 0.0
    if battery == "oscillator":
        return _oscillator_damped(x, gamma) if gamma > 0 else R0 * x * (1 + R0 * x / 4)
    if battery == "ladder":
        return np.minimum(_ladder(x, gamma), levels - 1.0)
    return _spin_damped(x, levels, gamma) if gamma > 0 else _spin(x, levels, form)


def full_charge_time(levels: int, form: str = "corrected") -> float:
    """Shortest time x = Ωτ* in which an incoherent protocol could fill a spin battery.

    Salvia et al. 2023, Eq. (29). With the missing 1/f₊ of Eq. (28) restored it reads
    τ* = [π/2 + arcsin((2j-1)/(2j+1))]/R0; both forms tend to π/R0 for j → ∞.

    Args:
        levels: number of levels d = 2j + 1.
        form: "corrected" or "printed".

    Returns:
        Ωτ*, without unit.

    Raises:
        ValueError: for an unknown form.

    Example:
        >>> round(full_charge_time(100), 8), round(full_charge_time(100, "printed"), 8)
        (4.05908325, 4.27979768)
    """
    _check("spin", form)
    if form == "printed":
        return float((np.arctan(levels / 2) + np.arctan((levels - 2) / 2)) / R0)
    return float((np.pi / 2 + np.arcsin((levels - 2) / levels)) / R0)


def _check(battery: str, form: str) -> None:
    if battery not in BATTERIES:
        raise ValueError(f"battery must be one of {', '.join(BATTERIES)}, not {quote(battery)}.")
    if form not in FORMS:
        raise ValueError(f"form must be one of {', '.join(FORMS)}, not {quote(form)}.")


def _spin(x: NDArray[np.float64], levels: int, form: str) -> NDArray[np.float64]:
    """Eq. (28) solved for the energy: E = j - 1/2 + (j + 1/2) sin(R0 x - φ₀).

    The phase stops at π/2, a full battery; beyond, the sine would turn over. As sin φ₀ is
    (2j - 1)/(2j + 1), the two terms are one product, which is exactly zero at x = 0.
    """
    if form == "printed":
        phase = np.minimum(R0 * x - np.arctan(levels / 2 - 1), np.pi / 2)
        return np.asarray((levels - 2) / 2 + levels / 2 * np.sin(phase))
    empty = np.arcsin((levels - 2) / levels)
    rise = np.minimum(R0 * x, np.pi / 2 + empty) / 2
    return np.asarray(levels * np.sin(rise) * np.cos(rise - empty))


def _ladder(x: NDArray[np.float64], gamma: float) -> NDArray[np.float64]:
    if gamma == 0:
        return R0 * x
    loss = 2 * gamma / np.pi
    return -(1 - gamma) * R0 / loss * np.expm1(-loss * x)


def _oscillator_damped(x: NDArray[np.float64], gamma: float) -> NDArray[np.float64]:
    """Solution of Eq. (C4) by separation of variables.

    With u = √(E + 1) and u₊ > 0 > u₋ the zeros of its right-hand side, time as a function of
    w = ln[(u₊ - 1)/(u₊ - u)] is convex and increasing, so Newton's iteration always converges.
    """
    gain, loss = (1 - gamma) * R0, 2 * gamma / np.pi
    upper = (gain + np.hypot(gain, 2 * loss)) / (2 * loss)
    lower = -1 / upper
    scale = 2 / (loss * (upper - lower))
    w = np.zeros_like(x)
    for _ in range(60):
        rise = -(upper - 1) * np.expm1(-w)
        elapsed = scale * (upper * w + lower * np.log1p(rise / (1 - lower)))
        slope = scale * (upper + lower * (upper - 1) * np.exp(-w) / (1 - lower + rise))
        step = (x - elapsed) / slope
        w = w + step
        if np.all(np.abs(step) <= 1e-15 * np.abs(w)):
            break
    rise = -(upper - 1) * np.expm1(-w)
    return np.asarray(rise * (rise + 2))


def _spin_damped(x: NDArray[np.float64], levels: int, gamma: float) -> NDArray[np.float64]:
    """The bound's equation for a spin with loss, solved by separation of variables.

    With E = (d/2)(sin φ + κ), κ = (d-2)/d, and ψ = φ + η it reads dφ/dx = D/cos φ, where
    D = A cos φ - B(sin φ + κ) = M(cos ψ - cos ψ*). Time is a convex function of ψ that grows
    without limit towards ψ*, so Newton's steps are halved into the bracket they may leave.
    """
    gain, loss = (1 - gamma) * R0, 2 * gamma / np.pi
    kappa, strength, shift = (levels - 2) / levels, np.hypot(gain, loss), np.arctan2(loss, gain)
    start, limit = shift - np.arcsin(kappa), np.arccos(loss * kappa / strength)
    if gain == 0:
        return np.zeros_like(x)
    spread = gain * loss * kappa / (strength * np.sin(limit))

    def elapsed(psi: NDArray[np.float64]) -> NDArray[np.float64]:
        above = np.log(np.sin((limit + psi) / 2) / np.sin((limit + start) / 2))
        below = np.log(np.sin((limit - psi) / 2) / np.sin((limit - start) / 2))
        logs = (spread - loss) * above - (spread + loss) * below
        return np.asarray((gain * (psi - start) + logs) / strength**2)

    low, high = np.full_like(x, start), np.full_like(x, np.nextafter(limit, 0.0))
    psi = start + np.minimum(gain * x, (limit - start) / 2)
    for _ in range(60):
        miss = x - elapsed(psi)
        low, high = np.where(miss >= 0, psi, low), np.where(miss <= 0, psi, high)
        pace = strength * (np.cos(psi) - np.cos(limit)) / np.cos(psi - shift)
        step = psi + miss * pace
        step = np.where((step < low) | (step > high), (low + high) / 2, step)
        done = np.all(np.abs(step - psi) <= 4e-16)
        psi = step
        if done:
            break
    return np.asarray(np.maximum(levels / 2 * (np.sin(psi - shift) + kappa), 0.0))
