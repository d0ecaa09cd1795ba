"""The verb `near_duplicates`: a collection → pairs of articles that are nearly the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]

from zhize.errors import InputError
from zhize.reuse.articles import read_articles
from zhize.reuse.candidates import candidate_pairs, engine_of
from zhize.reuse.schemas import tabulate
from zhize.reuse.weighing import weigh

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

    from zhize.collection import Collection
    from zhize.reuse.articles import Articles
    from zhize.reuse.candidates import Engine

LEAST: Final = 0.6
_PAIRS: Final = 20_000  # scored at a time: about 80 MB
_DIGITS: Final = 4  # of a likeness; more would be rounding


def near_duplicates(
    collection: Collection, *, least: float = LEAST, annexes: bool = False, engine: str | None = None
) -> pa.Table:
    """Return the pairs of articles of different documents that are nearly the same.

    How alike two are is the cosine of the TF-IDF of their runs of two and three characters; punctuation, white space
    and width do not count. All pairs from `least` upwards are found: articles with the same words are compared once,
    and no limit of neighbours cuts any off. Articles of fewer than ten characters are left out.

    In memory stand the texts, the matrix (some 170 cells of 8 bytes an article) and the rarer two thirds of it; the
    blocks of the work take about 200 MB beside. The result grows with the square of how often an article stands there.

    Args:
        collection: what to look through.
        least: the smallest cosine, above 0 to 1.
        annexes: whether annexes are compared too.
        engine: ``sparse_dot_topn`` (the extra ``reuse``) or ``scipy``, which is slower and finds the same; by default
            the extra where it is installed.

    Returns:
        The table ``pairs`` of ``tables.toml``, in the order of the collection.

    Raises:
        InputError: `least` or `engine` is none that there is.
    """
    if not 0 < least <= 1:
        raise InputError("is no likeness", where=f"{least}", remedy="give one above 0, up to 1")
    by = engine_of(engine)
    articles = read_articles(collection, annexes=annexes)
    words, group = np.unique(np.array(articles.folded, dtype=object), return_inverse=True)
    left, right, likeness = _alike(list(words), least, by)
    one, other, likeness = _spread(group, left, right, likeness)
    apart = articles.owner[one] != articles.owner[other]
    one, other, likeness = one[apart], other[apart], likeness[apart]
    order = np.lexsort((other, one))
    return _table(articles, one[order], other[order], likeness[order], group)


def _alike(
    texts: list[str], least: float, engine: Engine
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    """Return pairs of texts and how alike they are."""
    matrix = weigh(texts)
    found: list[tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]] = []
    for one, other in candidate_pairs(matrix, least=least, engine=engine):
        for first in range(0, len(one), _PAIRS):
            a, b = one[first : first + _PAIRS], other[first : first + _PAIRS]
            score = _cosines(matrix, a, b)
            near = score >= least
            found.append((a[near], b[near], np.round(score[near], _DIGITS)))
    if not found:
        return np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0)
    left, right, likeness = (np.concatenate(part) for part in zip(*found, strict=True))
    return left, right, likeness


def _cosines(matrix: csr_matrix, one: NDArray[np.int64], other: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the cosines of pairs of rows, 0 to 1."""
    products = matrix[one].multiply(matrix[other]).astype(np.float64)
    sums: NDArray[np.float64] = np.asarray(products.sum(axis=1)).ravel()
    np.minimum(sums, 1.0, out=sums)
    return sums


def _spread(
    group: NDArray[np.int64], left: NDArray[np.int64], right: NDArray[np.int64], likeness: NDArray[np.float64]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    """Return pairs of articles for pairs of texts: every copy of one with every copy of the other, and copies."""
    order = np.argsort(group, kind="stable")
    sizes = np.bincount(group)
    starts = np.cumsum(sizes) - sizes
    several = np.flatnonzero(sizes > 1)
    left, right = np.concatenate([left, several]), np.concatenate([right, several])
    likeness = np.concatenate([likeness, np.ones(len(several))])
    cells = sizes[left] * sizes[right]
    which = np.repeat(np.arange(len(cells)), cells)
    place = np.arange(len(which)) - np.repeat(np.cumsum(cells) - cells, cells)
    down, across = np.divmod(place, sizes[right][which])
    a, b = order[starts[left][which] + down], order[starts[right][which] + across]
    once = (left != right)[which] | (a < b)
    return np.minimum(a, b)[once], np.maximum(a, b)[once], likeness[which][once]


def _table(
    articles: Articles,
    one: NDArray[np.int64],
    other: NDArray[np.int64],
    likeness: NDArray[np.float64],
    group: NDArray[np.int64],
) -> pa.Table:
    documents = pa.array(articles.documents, pa.string())
    columns = {"likeness": likeness, "same": group[one] == group[other]}
    for side, numbers in (("left", one), ("right", other)):
        columns[f"{side}_document"] = documents.take(pa.array(articles.owner[numbers]))
        columns[f"{side}_article"] = articles.article.take(pa.array(numbers))
        columns[f"{side}_locator"] = articles.locator.take(pa.array(numbers))
    return tabulate("pairs", columns)
