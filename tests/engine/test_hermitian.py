"""Eigenvalues of many Hermitian matrices at once, against LAPACK."""

from __future__ import annotations

import numpy as np
import pytest

from engine.hermitian import FEWEST, LANES, eigenvalues
from engine.selfdischarge import Network
from engine.selfdischarge.spectrum import spectrum


def distance(matrices: np.ndarray) -> float:
    """How far the eigenvalues are from LAPACK's; only lower triangles are handed over."""
    size = matrices.shape[-1]
    gather = np.arange(size**2).reshape(size, size)
    elements = np.tril(matrices).reshape(-1, size**2).astype(complex)
    found = np.sort(eigenvalues(elements, gather), axis=1)
    return float(np.abs(found - np.linalg.eigvalsh(matrices)).max())


def states(count: int, size: int, rank: int, seed: int = 0) -> np.ndarray:
    """Random density matrices of some rank."""
    random = np.random.default_rng(seed)
    real, imag = random.standard_normal((2, count, size, rank))
    factor = real + 1j * imag
    found = factor @ factor.conj().swapaxes(1, 2)
    return found / np.trace(found, axis1=1, axis2=2)[:, None, None]


@pytest.mark.parametrize("size", [1, 2, 3, 10, 32, 64, 130])
@pytest.mark.parametrize("count", [1, FEWEST, LANES + 1, 3 * LANES])
def test_eigenvalues_are_those_of_lapack(size: int, count: int) -> None:
    assert distance(states(count, size, size)) < 1e-14


@pytest.mark.parametrize("rank", [1, 2, 7])
def test_eigenvalues_of_few_levels(rank: int) -> None:
    assert distance(states(FEWEST, 16, rank)) < 1e-14


def test_degenerate_diagonal_and_vanishing_matrices() -> None:
    """What a reflection or a sweep could divide by is zero in each of them."""
    size = 12
    flip = np.fliplr(np.eye(size))
    ladder = np.eye(size, k=1) + np.eye(size, k=-1)
    blocks = np.kron(np.eye(size // 2), [[1.0, 1j], [-1j, 1.0]])
    edge = np.zeros((size, size))
    edge[0, 0] = edge[-1, -1] = edge[0, -1] = edge[-1, 0] = 0.5
    kinds = [np.zeros((size, size)), np.eye(size), np.diag(np.arange(size)), flip, ladder, blocks,
             np.ones((size, size)), edge, 1e-200 * ladder, ladder + 1e-17 * flip]  # fmt: skip
    for kind in kinds:
        assert distance(np.stack([kind] * FEWEST)) < 1e-13
    assert distance(np.stack(kinds)) < 1e-13


def test_graded_matrices_keep_their_large_eigenvalues() -> None:
    grades = 10.0 ** -np.arange(0, 32)
    matrices = states(LANES, 32, 32) * np.sqrt(np.outer(grades, grades))
    assert distance(matrices) < 1e-15


def test_elements_may_stand_where_they_like() -> None:
    """Matrices are read through `gather`, from elements that several places share."""
    random = np.random.default_rng(1)
    elements = random.standard_normal((LANES + 3, 5)).astype(complex)
    gather = random.integers(0, 5, (20, 20))
    lower = np.tril(elements[:, gather].real)
    whole = lower + np.tril(lower, -1).swapaxes(1, 2)
    found = np.sort(eigenvalues(elements, gather), axis=1)
    assert np.abs(found - np.linalg.eigvalsh(whole)).max() < 1e-12


def test_tiny_numbers_neither_overflow_nor_vanish_into_none() -> None:
    """Eigenvalues, elements and couplings over 300 decades, degenerate ones among them."""
    random = np.random.default_rng(2)
    for size in (2, 5, 12, 31):
        bases = np.linalg.qr(states(LANES, size, size))[0]
        values = 10.0 ** -random.uniform(0, 300, (LANES, size))
        scales = 10.0 ** -random.uniform(0, 150, (LANES, size))
        levels = random.integers(0, 2, (LANES, size))
        couplings = 10.0 ** -random.uniform(0, 200, (LANES, size - 1))
        chains = np.array(
            [
                np.diag(own) + np.diag(links, 1) + np.diag(links, -1)
                for own, links in zip(levels, couplings, strict=True)
            ]
        )
        assert distance((bases * values[:, None, :]) @ bases.conj().swapaxes(1, 2)) < 1e-13
        assert distance(states(LANES, size, size) * scales[:, :, None] * scales[:, None, :]) < 1e-13
        assert distance(chains) < 1e-13


def test_a_ring_that_has_almost_leaked() -> None:
    """Long after, most eigenvalues are equal to rounding."""
    ring = Network(geometry="circular", interaction="exchange", time_max=8.0, points=801)
    solver = ring.solver()
    elements = solver.flow.states(solver.initial, np.linspace(0.0, 8.0, 801))
    elements = elements / solver.basis.scale
    found = np.sort(spectrum(solver.basis, elements).values, axis=1)
    # The whole state, fewest excited first: its lower triangle is what is held.
    masks = np.array(sorted(range(2**ring.cells), key=int.bit_count))
    gather = solver.basis.locate(masks[:, None], masks[None, :])
    assert (gather[np.tril_indices(masks.size)] >= 0).all()
    expected = np.linalg.eigvalsh(elements[:, gather])
    assert np.abs(found - expected).max() < 1e-14
