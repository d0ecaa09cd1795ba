"""All articles of many texts in one space of likeness: which stand for which, which texts belong together, what is odd.

A full comparison of each two of fifty texts would take minutes. One TF-IDF space holds all their articles; the best
one-to-one assignment in the grid of two texts, cut where likeness is doubtful, finds nearly the same pairs.
"""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.optimize import linear_sum_assignment
from scipy.spatial.distance import squareform
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import silhouette_score

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    Grid = NDArray[np.float32]

_BEGIN, _END = "\x02", "\x03"  # with them the shortest text, and the empty one, has a run of two
_SURE: Final = 0.4  # so alike that the words alone decide
_FREE: Final = 0.25  # enough where it stands out from all others
_STANDS_OUT: Final = 1.25  # times the next best
_NOISE: Final = 0.08  # what any two articles of one subject share

_FEWEST: Final = 4  # texts that can be told apart as groups
_MOST_GROUPS: Final = 9
_PARTED: Final = 0.15  # silhouette under which groups are chance


class Space:
    """The likeness of every article to every other one."""

    def __init__(self, texts: Sequence[Sequence[str]]) -> None:
        """Weigh the runs of all articles.

        Args:
            texts: the articles of each text, folded, own bodies in neutral words.
        """
        vectorizer = TfidfVectorizer(
            analyzer="char", ngram_range=(2, 3), lowercase=False, sublinear_tf=True, dtype=np.float32
        )
        self._bounds = [0, *accumulate(map(len, texts))]
        self._vectors = vectorizer.fit_transform([_BEGIN + article + _END for text in texts for article in text])
        self._transposed = self._vectors.T.tocsr()

    def likeness(self, text: int) -> Grid:
        """Return cosines: a row an article of the text, a column an article of any text."""
        rows = self._vectors[self._bounds[text] : self._bounds[text + 1]]
        grid: Grid = (rows @ self._transposed).toarray()
        return grid

    def columns(self, text: int) -> slice:
        """Return the columns of a text's own articles."""
        return slice(self._bounds[text], self._bounds[text + 1])

    def nearest(self) -> Iterator[tuple[int, float]]:
        """Yield for each article the article of another text that it is most like, and how much; -1 where none is."""
        for text in range(len(self._bounds) - 1):
            grid = self.likeness(text)
            grid[:, self.columns(text)] = 0
            for row in grid:
                best = int(row.argmax()) if row.size else -1
                yield (best, float(row[best])) if best >= 0 and row[best] > 0 else (-1, 0.0)

    def counterparts(self) -> Iterator[tuple[int, int]]:
        """Yield which articles stand for which, of each two texts, by their numbers among all articles."""
        for text in range(len(self._bounds) - 2):
            grid = self.likeness(text)
            for other in range(text + 1, len(self._bounds) - 1):
                found = _assigned(grid[:, self.columns(other)])
                yield from ((self._bounds[text] + a, self._bounds[other] + b) for a, b in found)


def _assigned(grid: Grid) -> Iterator[tuple[int, int]]:
    """Yield the pairs of the best total that are alike enough."""
    if not grid.size:
        return
    rows, columns = linear_sum_assignment(np.where(grid >= _NOISE, grid + _steady(grid.shape), 0), maximize=True)
    likeness = grid[rows, columns]
    rest = grid.copy()
    rest[rows, columns] = 0
    rivals = np.maximum(rest.max(axis=1)[rows], rest.max(axis=0)[columns])
    kept = (likeness >= _SURE) | ((likeness >= _FREE) & (likeness >= _STANDS_OUT * rivals))
    yield from zip(rows[kept].tolist(), columns[kept].tolist(), strict=True)


def _steady(shape: tuple[int, int]) -> Grid:
    """Return a bonus too small to matter but between equals: articles that say the same pair off in order."""
    rows, columns = (np.linspace(0, 1, size, dtype=np.float32) for size in shape)
    bonus: Grid = 0.001 * (1 - np.abs(rows[:, None] - columns[None, :]))
    return bonus


def group(likeness: NDArray[np.float64]) -> tuple[list[list[int]], float]:
    """Part texts into groups.

    Args:
        likeness: of each text to each other, 0 to 1, symmetric.

    Returns:
        The groups, and how well they part (silhouette). Average linkage joins the most alike step by step; of all
        numbers of groups up to nine the one is taken whose texts lie nearest to their own group as against the next
        one. Where even that parts them hardly, or the texts are fewer than four, all are one group.
    """
    size = len(likeness)
    if size < _FEWEST:
        return [list(range(size))], 0.0
    distance = 1 - likeness
    np.fill_diagonal(distance, 0)
    # Silhouettes of equal texts would be divided by zero.
    distance = np.clip(distance, 0, 1) + 1e-9 * (1 - np.eye(size))
    tree = linkage(squareform(distance, checks=False), method="average")
    best: tuple[float, NDArray[np.int32] | None] = (_PARTED, None)
    for count in range(2, min(_MOST_GROUPS, size - 1) + 1):
        labels = fcluster(tree, count, criterion="maxclust")
        if len(set(labels.tolist())) != count:
            continue
        score = float(silhouette_score(distance, labels, metric="precomputed"))
        if score > best[0] + 1e-6:
            best = score, labels
    if best[1] is None:
        return [list(range(size))], 0.0
    members: dict[int, list[int]] = {}
    for index, label in enumerate(best[1].tolist()):
        members.setdefault(label, []).append(index)
    return sorted(members.values(), key=lambda texts: (-len(texts), texts)), round(best[0], 3)
