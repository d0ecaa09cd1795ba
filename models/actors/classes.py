"""Laws → classes of words that stand in like company, three numbers a word, the coarsest first.

jieba cuts the laws (without its hidden Markov model); what stands one and two words to the left and to the right of a
word, as positive pointwise mutual information, is brought to 100 dimensions (truncated SVD) and clustered (k-means).
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import jieba
import numpy as np
import scipy.sparse as sp
from scipy.sparse.linalg import svds
from sklearn.cluster import MiniBatchKMeans

if TYPE_CHECKING:
    from collections.abc import Iterable

_HAN = re.compile(r"[\u4e00-\u9fff]+")
_EDGE, _OTHER = "<edge>", "<other>"  # of a line; a word that is not Chinese
_RARE, _LONGEST = 8, 6  # occurrences and characters of a word that is classed
_COMPANY = 4000  # words that count as company
_DIMENSIONS = 100
_CLASSES = (40, 150, 600)
_SIDES = (-1, 1, -2, 2)


def classes_of(laws: Iterable[str], seed: int = 1) -> dict[str, tuple[int, int, int]]:
    """Return the classes of every word that is not rare."""
    lines = [line for law in laws for line in law.splitlines() if line.strip()]
    cut = [[word if _HAN.match(word) else _OTHER for word in jieba.cut(line.strip(), HMM=False)] for line in lines]
    counts = Counter(word for line in cut for word in line)
    words = sorted(
        word for word, count in counts.items() if count >= _RARE and len(word) <= _LONGEST and word != _OTHER
    )
    company = [word for word, _ in counts.most_common(_COMPANY)]
    vectors = _vectors(_company(cut, words, [*company, _EDGE]), seed)
    labels = [
        MiniBatchKMeans(size, random_state=seed, n_init=3, batch_size=4096).fit(vectors).labels_ for size in _CLASSES
    ]
    return {word: tuple(int(level[at]) for level in labels) for at, word in enumerate(words)}


def _company(cut: list[list[str]], words: list[str], company: list[str]) -> sp.csr_matrix:
    """Return how often each word has each other word at each side."""
    row_of, column_of = {word: at for at, word in enumerate(words)}, {word: at for at, word in enumerate(company)}
    rows, columns = list[int](), list[int]()
    for line in cut:
        padded = [_EDGE, _EDGE, *line, _EDGE, _EDGE]
        for at in range(2, len(padded) - 2):
            if (row := row_of.get(padded[at])) is None:
                continue
            for side, offset in enumerate(_SIDES):
                if (column := column_of.get(padded[at + offset])) is not None:
                    rows.append(row)
                    columns.append(side * len(company) + column)
    shape = (len(words), len(_SIDES) * len(company))
    return sp.coo_matrix((np.ones(len(rows), np.float32), (rows, columns)), shape=shape).tocsr()


def _vectors(counts: sp.csr_matrix, seed: int) -> np.ndarray:
    rows, columns = np.asarray(counts.sum(1)).ravel(), np.asarray(counts.sum(0)).ravel() ** 0.75
    cells = counts.tocoo()
    information = np.log(cells.data * columns.sum() / (rows[cells.row] * columns[cells.col]))
    kept = information > 0
    positive = (information[kept].astype(np.float32), (cells.row[kept], cells.col[kept]))
    left, sizes, _ = svds(sp.csr_matrix(positive, shape=counts.shape), k=_DIMENSIONS, random_state=seed)
    vectors = left * np.sqrt(sizes)
    return vectors / (np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9)
