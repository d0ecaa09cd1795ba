"""Texts → a sparse matrix: TF-IDF of their runs of two and three characters, rows of length one.

The columns are in the order of how many texts have the run, the rarest first: `candidates` rests on it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.sparse import csr_matrix

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

_BLOCK: Final = 500_000  # characters whose runs are counted at a time: about 80 MB


@dataclass(frozen=True, slots=True, kw_only=True)
class _Block:
    """The runs of some texts."""

    keys: NDArray[np.int64]  # distinct, sorted
    columns: NDArray[np.int64]  # of each cell, row by row: an index in `keys`
    counts: NDArray[np.int64]  # of each cell: how often the text has the run
    lengths: NDArray[np.int64]  # of each row: how many cells


@dataclass(frozen=True, slots=True, kw_only=True)
class _Vocabulary:
    """The runs of all texts."""

    keys: NDArray[np.int64]  # distinct, sorted
    rank: NDArray[np.int32]  # of each: its column, those that one text alone has before 0
    idf: NDArray[np.float64]  # of each: 1 + ln((1 + n) / (1 + df))
    cells: int  # of the matrix


def weigh(texts: Sequence[str]) -> csr_matrix:
    """Return the weights of the runs of texts, a row a text.

    A weight is (1 + ln tf) · (1 + ln((1 + n) / (1 + df))), over the length of its row (TF-IDF: Salton and Buckley,
    Term-weighting approaches in automatic text retrieval, 1988). Runs that only one text has count in that length and
    are then left out, for they add nothing to any product.

    The runs are counted twice, once for df and once for the weights: to keep the first count would take more memory
    than the matrix.

    Args:
        texts: folded; none shorter than two characters.
    """
    if not texts:
        return csr_matrix((0, 0), dtype=np.float32)
    vocabulary = _vocabulary(texts)
    data, indices = np.empty(vocabulary.cells, np.float32), np.empty(vocabulary.cells, np.int32)
    pointers = np.zeros(len(texts) + 1, np.int64)
    filled = row = 0
    for block in _blocks(texts):
        weights, columns, lengths = _rows(block, vocabulary)
        data[filled : filled + len(weights)], indices[filled : filled + len(columns)] = weights, columns
        pointers[row + 1 : row + 1 + len(lengths)] = filled + np.cumsum(lengths)
        filled += len(weights)
        row += len(lengths)
    columns_of_all = int(vocabulary.rank.max()) + 1
    matrix = csr_matrix((data, indices, pointers), shape=(len(texts), columns_of_all))
    matrix.sort_indices()
    return matrix


def _vocabulary(texts: Sequence[str]) -> _Vocabulary:
    """Return the runs of all texts, ranked by how many texts have each."""
    found: list[NDArray[np.int64]] = []
    having: list[NDArray[np.int32]] = []  # parallel: how many texts of the block have each
    for block in _blocks(texts):
        found.append(block.keys)
        having.append(np.bincount(block.columns, minlength=len(block.keys)).astype(np.int32))
    runs, counts = np.concatenate(found), np.concatenate(having)
    found.clear()
    order = np.argsort(runs, kind="stable")
    runs, counts = runs[order], counts[order]
    first = np.flatnonzero(np.diff(runs, prepend=-1))  # of each run; those of several blocks stand together
    keys, df = runs[first], np.add.reduceat(counts, first)
    alone = int((df == 1).sum())
    rank = np.empty(len(keys), np.int32)
    rank[np.argsort(df, kind="stable")] = np.arange(-alone, len(keys) - alone, dtype=np.int32)
    idf = 1 + np.log((1 + len(texts)) / (1 + df))
    return _Vocabulary(keys=keys, rank=rank, idf=idf, cells=int(df.sum()) - alone)


def _blocks(texts: Sequence[str]) -> Iterator[_Block]:
    """Count the runs of texts, about `_BLOCK` characters at a time."""
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    alphabet = np.array(sorted(set().union(*texts)), dtype="U1").view(np.uint32)
    ends = np.cumsum(lengths)
    first = start = 0
    while first < len(texts):
        last = max(first + 1, int(np.searchsorted(ends, start + _BLOCK, side="right")))
        here = np.frombuffer("".join(texts[first:last]).encode("utf-32-le", "surrogatepass"), np.uint32)
        yield _runs(np.searchsorted(alphabet, here) + 1, lengths[first:last], len(alphabet) + 1)
        first, start = last, int(ends[last - 1])


def _runs(codes: NDArray[np.int64], lengths: NDArray[np.int64], base: int) -> _Block:
    """Count the runs of two and three characters of each text; a run is a number to the base of the alphabet.

    Args:
        codes: the characters of the texts one behind the other, as numbers from 1; 0 stands for no third one.
        lengths: of the texts, in characters.
        base: above all of the numbers.
    """
    row = np.repeat(np.arange(len(lengths)), lengths)
    two = (codes[:-1] * base + codes[1:]) * base
    three = two[:-1] + codes[2:]
    within2, within3 = row[:-1] == row[1:], row[:-2] == row[2:]
    keys, inverse = np.unique(np.concatenate([two[within2], three[within3]]), return_inverse=True)
    rows = np.concatenate([row[:-1][within2], row[:-2][within3]])
    cells, counts = np.unique(rows * len(keys) + inverse, return_counts=True)
    rows, columns = np.divmod(cells, len(keys))
    return _Block(keys=keys, columns=columns, counts=counts, lengths=np.bincount(rows, minlength=len(lengths)))


def _rows(block: _Block, vocabulary: _Vocabulary) -> tuple[NDArray[np.float32], NDArray[np.int32], NDArray[np.int64]]:
    """Return the weights of a block, their columns, and how many stand in each row."""
    known = np.searchsorted(vocabulary.keys, block.keys)
    weights = (1 + np.log(block.counts)) * vocabulary.idf[known][block.columns]
    columns = vocabulary.rank[known][block.columns]
    row = np.repeat(np.arange(len(block.lengths)), block.lengths)
    norms = np.sqrt(np.bincount(row, weights=weights * weights, minlength=len(block.lengths)))
    kept = columns >= 0
    lengths = np.bincount(row[kept], minlength=len(block.lengths))
    return (weights / norms[row])[kept].astype(np.float32), columns[kept], lengths
