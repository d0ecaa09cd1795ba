"""Rows of a matrix that may be alike: every pair whose cosine reaches a bar, and some that do not.

Nothing is lost. Of each row the commonest runs are set aside, as many as together have a length of less than `_ASIDE`
of the bar; the runs stand in one order for all rows, so of two rows one set aside everything that is commoner than its
last rare run, and a pair whose rare runs alone multiply to less than the rest of the bar cannot reach it: what was set
aside adds at most its own length. That leaves a thirtieth of the multiplications.

A row has a limit of neighbours only where the extra multiplies, and one that comes to the limit is multiplied again
without. So both ways give the same.
"""

from __future__ import annotations

import os
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from scipy.sparse import csr_matrix

from zhize.errors import InputError

try:
    from sparse_dot_topn import sp_matmul_topn  # type: ignore[import-not-found,import-untyped,unused-ignore]
except ImportError:  # the extra `reuse`
    sp_matmul_topn = None

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    Found = tuple[NDArray[np.int64], NDArray[np.int64]]

_ASIDE: Final = 2 / 3  # of the bar; more means fewer multiplications and more pairs to look at
_MOST: Final = 256  # neighbours of a row that the extra keeps
_ROWS: Final = 10_000  # multiplied at a time by the extra: 256 × 8 bytes × 10,000 rows = 20 MB
_CELLS: Final = 4_000_000  # of a product at a time without the extra: about 100 MB with what is made of them
_SLACK: Final = 1e-5  # of the bar, for rounding


class Engine(StrEnum):
    """What multiplies."""

    EXTRA = "sparse_dot_topn"
    SCIPY = "scipy"


def engine_of(asked: str | None) -> Engine:
    """Return what multiplies: as asked, by default the extra where it is installed.

    Raises:
        InputError: nothing bears that name, or the extra is not installed.
    """
    if asked is None:
        return Engine.SCIPY if sp_matmul_topn is None else Engine.EXTRA
    if asked not in tuple(Engine):
        raise InputError("no such engine", where=asked, remedy=f"choose of {', '.join(Engine)}")
    if asked == Engine.EXTRA and sp_matmul_topn is None:
        raise InputError("is not installed", where=asked, remedy="pip install 'zhize[reuse]', or use scipy")
    return Engine(asked)


def candidates(matrix: csr_matrix, *, least: float, engine: Engine) -> Iterator[Found]:
    """Yield pairs of rows, the smaller number first, each once; every pair with a cosine of `least` is among them.

    Args:
        matrix: rows of length one or less, columns in the order of `weigh`.
        least: the bar, above 0.
        engine: what multiplies.
    """
    rare = _rare(matrix, least * _ASIDE)
    bar = least * (1 - _ASIDE) - _SLACK
    columns = rare.T.tocsr()
    by_extra = engine is Engine.EXTRA
    for first in range(0, rare.shape[0], _ROWS):
        rows, later = rare[first : first + _ROWS], columns[:, first:]
        found = _limited(rows, later, bar) if by_extra else _products(rows, later, bar)
        for one, other in found:
            after = other > one
            yield one[after] + first, other[after] + first


def _rare(matrix: csr_matrix, length: float) -> csr_matrix:
    """Return the rows without their commonest runs, what is taken away being shorter than `length`."""
    kept = np.empty(len(matrix.data), bool)
    pointers = np.zeros(len(matrix.indptr), np.int64)
    for first in range(0, matrix.shape[0], _ROWS):
        ends = matrix.indptr[first : first + _ROWS + 1]
        squares = matrix.data[ends[0] : ends[-1]].astype(np.float64) ** 2
        run = np.concatenate([[0.0], np.cumsum(squares)])
        upto = np.repeat(run[ends[1:] - ends[0]], np.diff(ends))
        here = upto - run[:-1] >= length * length - _SLACK  # of a run and all that are commoner
        kept[ends[0] : ends[-1]] = here
        counted = np.concatenate([[0], np.cumsum(here)])[ends[1:] - ends[0]]
        pointers[first + 1 : first + len(ends)] = pointers[first] + counted
    return csr_matrix((matrix.data[kept], matrix.indices[kept], pointers), shape=matrix.shape)


def _limited(rows: csr_matrix, columns: csr_matrix, bar: float) -> Iterator[Found]:
    """Multiply by the extra; rows that have more neighbours than it keeps are multiplied again."""
    multiply: Callable[..., Any] = sp_matmul_topn
    product = multiply(rows, columns, top_n=_MOST, threshold=bar, sort=False, n_threads=os.cpu_count())
    counts = np.diff(product.indptr)
    full = counts >= _MOST
    one = np.repeat(np.arange(len(counts)), counts)
    kept = ~full[one]
    yield one[kept], product.indices[kept].astype(np.int64)
    again = np.flatnonzero(full)
    for one, other in _products(rows[again], columns, bar):
        yield again[one], other


def _products(rows: csr_matrix, columns: csr_matrix, bar: float) -> Iterator[Found]:
    """Multiply by scipy, so many rows at a time that no product has more than `_CELLS` (a single row may)."""
    df = np.diff(columns.indptr)
    work = np.concatenate([[0], np.cumsum(df[rows.indices])])[rows.indptr]  # cells at most
    first = 0
    while first < rows.shape[0]:
        last = max(first + 1, int(np.searchsorted(work, work[first] + _CELLS, side="right")) - 1)
        product = rows[first:last] @ columns
        near = np.flatnonzero(product.data >= bar)
        yield np.searchsorted(product.indptr, near, side="right") - 1 + first, product.indices[near].astype(np.int64)
        first = last
