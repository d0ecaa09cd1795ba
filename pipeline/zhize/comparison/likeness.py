"""How alike articles are: TF-IDF of their runs of two and three characters, which needs no word boundaries."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

# Marks of where a text begins and ends; with them the shortest text, and the empty one, has a run of two.
_BEGIN, _END = "\x02", "\x03"


class Likeness:
    """The likeness of every article of one side to every article of the other.

    Attributes:
        grid: cosines, 0 to 1, a row a left article and a column a right one.
    """

    def __init__(self, left: Sequence[str], right: Sequence[str]) -> None:
        """Weigh the runs of both sides.

        Args:
            left: the articles of one side, folded; at least one.
            right: those of the other.
        """
        vectorizer = TfidfVectorizer(
            analyzer="char", ngram_range=(2, 3), lowercase=False, sublinear_tf=True, dtype=np.float32
        )
        vectors = vectorizer.fit_transform([_BEGIN + text + _END for text in (*left, *right)])
        self.grid: NDArray[np.float32] = (vectors[: len(left)] @ vectors[len(left) :].T).toarray()
        self._weights: NDArray[np.float32] = vectorizer.idf_
        self._vectors = vectors
        self._n_left = len(left)

    def runs(self, side: int, index: int) -> frozenset[int]:
        """Return the runs of an article, as numbers.

        Args:
            side: 0 for left, 1 for right.
            index: which article of that side.
        """
        row = index + side * self._n_left
        columns = self._vectors.indices[self._vectors.indptr[row] : self._vectors.indptr[row + 1]]
        return frozenset(columns.tolist())

    def shares(self) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Return the share of each left article's runs that each right one has, and the reverse, rare runs first."""
        seen = self._vectors.copy()
        seen.data = np.ones_like(seen.data)
        weighed = seen.multiply(self._weights).tocsr()
        both = (weighed[: self._n_left] @ seen[self._n_left :].T).toarray()
        whole = np.asarray(weighed.sum(axis=1)).ravel()
        return both / whole[: self._n_left, None], both / whole[None, self._n_left :]

    def weight(self, runs: Iterable[int]) -> float:
        """Return how much runs say: rare ones much, those of every article little."""
        return float(self._weights[list(runs)].sum())
