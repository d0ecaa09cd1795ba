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

_BLOCK: Final = 1_000_000  # characters whose runs are sorted at a time: about 100 MB


@dataclass(frozen=True, slots=True, kw_only=True)
class _Block:
    """The runs of some texts."""

    keys: NDArray[np.int64]  # distinct, sorted
    texts: NDArray[np.int64]  # how many of the block's texts have each
    columns: NDArray[np.int32]  # by row: indexes in `keys`
    counts: NDArray[np.float32]  # by row: how often
    lengths: NDArray[np.int64]  # runs in each row


def weigh(texts: Sequence[str]) -> csr_matrix:
    """Return the weights of the runs of texts, a row a text.

    A weight is (1 + ln tf) · (1 + ln((1 + n) / (1 + df))), over the length of its row. Runs that only one text has
    count in that length and are then left out, for they add nothing to any product.

    Args:
        texts: folded; none shorter than two characters.
    """
    if not texts:
        return csr_matrix((0, 0), dtype=np.float32)
    blocks = [_runs(*part) for part in _parts(texts)]
    keys, inverse = np.unique(np.concatenate([block.keys for block in blocks]), return_inverse=True)
    seen = np.concatenate([block.texts for block in blocks])
    df = np.bincount(inverse, weights=seen, minlength=len(keys)).astype(np.int64)
    order = np.argsort(df, kind="stable")
    rank = np.empty(len(keys), np.int32)
    rank[order] = np.arange(len(keys), dtype=np.int32)
    idf = 1 + np.log((1 + len(texts)) / (1 + df))
    alone = int((df == 1).sum())  # the first columns, with one cell each
    cells = int(df.sum()) - alone
    data, indices = np.empty(cells, np.float32), np.empty(cells, np.int32)
    lengths, at, filled = [], 0, 0
    while blocks:  # one after another is let go, so that blocks and matrix never stand there both as a whole
        block = blocks.pop(0)
        here = inverse[at : at + len(block.keys)]
        at += len(block.keys)
        weights, columns, counts = _rows(block, rank[here], idf[here], alone)
        data[filled : filled + len(weights)], indices[filled : filled + len(columns)] = weights, columns
        filled += len(weights)
        lengths.append(counts)
    pointers = np.concatenate([[0], np.cumsum(np.concatenate(lengths))])
    matrix = csr_matrix((data, indices, pointers), shape=(len(texts), len(keys) - alone))
    matrix.sort_indices()
    return matrix


def _parts(texts: Sequence[str]) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64], int]]:
    """Yield the characters of blocks of texts as numbers, the lengths of their texts, and the size of the alphabet."""
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    alphabet = np.array(sorted(set().union(*texts)), dtype="U1").view(np.uint32)
    ends = np.cumsum(lengths)
    first = start = 0
    while first < len(texts):
        last = max(first + 1, int(np.searchsorted(ends, start + _BLOCK, side="right")))
        here = np.frombuffer("".join(texts[first:last]).encode("utf-32-le", "surrogatepass"), np.uint32)
        yield np.searchsorted(alphabet, here).astype(np.int64) + 1, lengths[first:last], len(alphabet) + 1
        first, start = last, int(ends[last - 1])


def _runs(codes: NDArray[np.int64], lengths: NDArray[np.int64], base: int) -> _Block:
    """Count the runs of two and three characters of each text; a run is a number to the base of the alphabet."""
    row = np.repeat(np.arange(len(lengths)), lengths)
    two = (codes[:-1] * base + codes[1:]) * base
    three = two[:-1] + codes[2:]
    within2, within3 = row[:-1] == row[1:], row[:-2] == row[2:]
    keys, inverse = np.unique(np.concatenate([two[within2], three[within3]]), return_inverse=True)
    rows = np.concatenate([row[:-1][within2], row[:-2][within3]])
    cells, counts = np.unique(rows * len(keys) + inverse, return_counts=True)
    rows, columns = np.divmod(cells, len(keys))
    return _Block(
        keys=keys,
        texts=np.bincount(columns, minlength=len(keys)),
        columns=columns.astype(np.int32),
        counts=counts.astype(np.float32),
        lengths=np.bincount(rows, minlength=len(lengths)),
    )


def _rows(
    block: _Block, rank: NDArray[np.int32], idf: NDArray[np.float64], alone: int
) -> tuple[NDArray[np.float32], NDArray[np.int32], NDArray[np.int64]]:
    """Return the weights of a block, their columns, and how many stand in each row."""
    weights = (1 + np.log(block.counts)) * idf[block.columns]
    row = np.repeat(np.arange(len(block.lengths)), block.lengths)
    norms = np.sqrt(np.bincount(row, weights=weights * weights, minlength=len(block.lengths)))
    columns = rank[block.columns] - alone
    kept = columns >= 0
    lengths = np.bincount(row[kept], minlength=len(block.lengths))
    return (weights / norms[row])[kept].astype(np.float32), columns[kept].astype(np.int32), lengths
