"""Rows of a matrix that may be alike: every pair whose cosine reaches a bar, and some that do not.

Common runs cost nearly all the multiplications and say little, so each row sets its commonest ones aside (the filter by
prefix of Bayardo, Ma and Srikant, Scaling up all pairs similarity search, 2007). That leaves a thirtieth of the work,
and no pair is lost:

- Columns stand from the rarest run to the commonest, for all rows alike. A row x sets aside its cells from some column
  x' on, the first from which they are together shorter than `_ASIDE` · bar; the cells before x' are its rare ones.
- Of two rows let a be the one with the smaller column, a' ≤ b'. Before a' all cells of both are rare. From a' on all
  cells of a are set aside: shorter than `_ASIDE` · bar, and b is no longer than 1, so by Cauchy and Schwarz they add
  less than `_ASIDE` · bar to the cosine.
- So cosine(a, b) < rare(a) · rare(b) + `_ASIDE` · bar, and where the cosine reaches the bar the rare cells multiply to
  more than (1 - `_ASIDE`) · bar. Those pairs are found here, and the caller computes their cosines.

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
_ROWS: Final = 10_000  # multiplied with as many at a time; the extra keeps 256 × 8 bytes × 10,000 rows = 20 MB
_CELLS: Final = 4_000_000  # of a product at a time without the extra: about 100 MB with what is made of them
_SLACK: Final = 1e-5  # what single precision may take from a length or a product is less


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


def candidate_pairs(matrix: csr_matrix, *, least: float, engine: Engine) -> Iterator[Found]:
    """Yield pairs of rows, the smaller number first, each once; every pair with a cosine of `least` is among them.

    Args:
        matrix: rows of length one or less, columns in the order of `weigh`.
        least: the bar, above 0.
        engine: what multiplies.
    """
    bar = least * (1 - _ASIDE) - _SLACK
    multiply = _limited if engine is Engine.EXTRA else _products
    blocks = [_rare(matrix[first : first + _ROWS], least * _ASIDE) for first in range(0, matrix.shape[0], _ROWS)]
    for number, block in enumerate(blocks):
        columns = block.T.tocsr()
        for later, rows in enumerate(blocks[number:], number):
            for row, column in multiply(rows, columns, bar):
                one, other = column + number * _ROWS, row + later * _ROWS
                once = one < other  # a block with itself gives each pair twice, and each row with itself
                yield one[once], other[once]


def _rare(rows: csr_matrix, length: float) -> csr_matrix:
    """Return rows without their commonest runs, what is taken away being shorter than `length`."""
    squares = np.concatenate([[0.0], np.cumsum(rows.data.astype(np.float64) ** 2)])
    ends = np.repeat(squares[rows.indptr[1:]], np.diff(rows.indptr))
    kept = ends - squares[:-1] >= length * length - _SLACK  # of a run and all that are commoner
    pointers = np.concatenate([[0], np.cumsum(kept)])[rows.indptr]
    return csr_matrix((rows.data[kept], rows.indices[kept], pointers), shape=rows.shape)


def _limited(rows: csr_matrix, columns: csr_matrix, bar: float) -> Iterator[Found]:
    """Multiply by the extra; rows that have more neighbours than it keeps are multiplied again."""
    multiply: Callable[..., Any] = sp_matmul_topn
    # Threads share the rows out and change nothing: what they find is put in order by the caller.
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
