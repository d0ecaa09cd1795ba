"""How much of what a norm says stands in articles of the other text: runs of two characters, rare ones count more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from sklearn.feature_extraction.text import CountVectorizer

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

_RUN: Final = 2  # characters: most Chinese words


def held(words: str, text: str) -> float:
    """Return the share of the runs of some words that a text has, 0 to 1, all runs alike.

    Args:
        words: folded.
        text: folded.
    """
    runs = {words[at : at + _RUN] for at in range(len(words) - _RUN + 1)}
    return sum(run in text for run in runs) / len(runs) if runs else 0.0


class Shares:
    """The share of each norm's words in each article."""

    def __init__(self, grid: NDArray[np.float32], ids: Sequence[str]) -> None:
        """Keep a grid of shares.

        Args:
            grid: a row a norm, a column an article.
            ids: of the articles, in the order of the columns.
        """
        self._grid = grid
        self._ids = list(ids)
        self._column = {id_: column for column, id_ in enumerate(ids)}

    def share(self, row: int, id: str) -> float:  # noqa: A002  # the contract's own word
        """Return the share of a norm's words that an article has, 0 to 1."""
        return float(self._grid[row, self._column[id]])

    def best(self, row: int, among: Sequence[str] = ()) -> tuple[float, str | None]:
        """Return the greatest share of a norm's words in one article, and which; of all articles if none are named."""
        columns = [self._column[id_] for id_ in among] or range(len(self._ids))
        if not len(columns):
            return 0.0, None
        at = max(columns, key=lambda column: (self._grid[row, column], -column))
        return float(self._grid[row, at]), self._ids[at]


class Coverage:
    """Two texts in one space of runs."""

    def __init__(self, left: Mapping[str, str], right: Mapping[str, str]) -> None:
        """Count the runs of both texts.

        Args:
            left: folded texts by id: the articles of the text whose norms are looked for.
            right: those of the text that is searched.
        """
        self._left, self._right = left, right
        self._vectorizer = CountVectorizer(
            analyzer="char", ngram_range=(_RUN, _RUN), lowercase=False, binary=True, dtype=np.float32
        )
        # The last text has a run of its own, so that two texts without any word are counted too.
        counts = self._vectorizer.fit_transform([*left.values(), *right.values(), "\x02\x03"])
        seen = np.asarray(counts.sum(axis=0)).ravel()
        self._weights: NDArray[np.float32] = (np.log(counts.shape[0] / seen) + 1).astype(np.float32)
        self._searched = counts[len(left) : len(left) + len(right)]

    def turned(self) -> Coverage:
        """Return the same with the sides changed over."""
        return Coverage(self._right, self._left)

    def of(self, words: Sequence[str], parts: Mapping[str, str] | None = None) -> Shares:
        """Return how much of each of these words stands in each article of the searched text.

        Args:
            words: what norms demand, folded.
            parts: its sentences, say, by their own ids, to be searched in place of the articles.
        """
        sought = self._right if parts is None else parts
        if not words or not sought:
            return Shares(np.zeros((len(words), len(sought)), dtype=np.float32), list(sought))
        searched = self._searched if parts is None else self._vectorizer.transform(parts.values())
        runs = self._vectorizer.transform(words).multiply(self._weights).tocsr()
        whole = np.asarray(runs.sum(axis=1)).ravel()
        grid = (runs @ searched.T).toarray() / np.maximum(whole, np.float32(1e-9))[:, None]
        return Shares(grid, list(sought))
