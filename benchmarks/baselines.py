"""Plain ways to find which article stands for which, for `alignment.py` to hold `zhize.compare` against.

None of them knows articles that were split or merged, the levels of government, or what a text demands: two articles of
the same folded text are identical, other pairs modified, and what is left over was added or deleted.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from scipy.optimize import linear_sum_assignment
from sklearn.feature_extraction.text import TfidfVectorizer

from zhize.comparison.equality import fold
from zhize.structure import parse

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    Grid = NDArray[np.float64]

_CUT: Final = 0.4  # likeness from which two articles of one text, or of its copy, are paired
_CUT_LEVELS: Final = 0.2  # the same between a city and its province, whose texts share few sentences
# Of the cuts from .2 to .6, with and without an order to keep, and of pairing by blocks of equal articles or by
# `get_close_matches`, this is the way of difflib that finds the most links of every kind.
_CUT_DIFFLIB: Final = 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """A way to pair articles."""

    alike: Callable[[Sequence[str], Sequence[str]], Grid]  # 0 to 1, a row a left article and a column a right one
    pair: Callable[[Grid, float], list[tuple[int, int]]]  # takes the cut
    cut: float
    cut_levels: float


def tfidf(left: Sequence[str], right: Sequence[str]) -> Grid:
    """Return the cosines of the runs of two and three characters, rare ones counting more."""
    vectorizer = TfidfVectorizer(analyzer="char", ngram_range=(2, 3), lowercase=False, sublinear_tf=True)
    vectors = vectorizer.fit_transform([*left, *right])
    grid: Grid = (vectors[: len(left)] @ vectors[len(left) :].T).toarray()
    return grid


def ratios(left: Sequence[str], right: Sequence[str]) -> Grid:
    """Return difflib's ratios; those that its two quick bounds rule out are 0."""
    grid = np.zeros((len(left), len(right)))
    matcher = SequenceMatcher(None, autojunk=False)
    for column, theirs in enumerate(right):
        matcher.set_seq2(theirs)  # what it counts of this one serves for all of the other side
        for row, ours in enumerate(left):
            matcher.set_seq1(ours)
            if matcher.real_quick_ratio() >= _CUT_DIFFLIB and matcher.quick_ratio() >= _CUT_DIFFLIB:
                grid[row, column] = matcher.ratio()
    return grid


def assigned(grid: Grid, cut: float) -> list[tuple[int, int]]:
    """Return the one-to-one pairs of the best total, less those under the cut."""
    rows, columns = linear_sum_assignment(grid, maximize=True)
    return [(int(row), int(column)) for row, column in zip(rows, columns, strict=True) if grid[row, column] >= cut]


def in_order(grid: Grid, cut: float) -> list[tuple[int, int]]:
    """Return the pairs over the cut of the best total that keep their order (Needleman and Wunsch, a gap is free)."""
    best = np.zeros((grid.shape[0] + 1, grid.shape[1] + 1))
    grid = np.where(grid >= cut, grid, 0)
    for row, gains in enumerate(grid, 1):
        here = np.maximum(best[row - 1, 1:], best[row - 1, :-1] + gains)
        best[row, 1:] = np.maximum.accumulate(here)
    pairs = []
    row, column = grid.shape
    while row and column:
        if best[row, column] == best[row, column - 1]:
            column -= 1
        elif best[row, column] == best[row - 1, column]:
            row -= 1
        else:
            row, column = row - 1, column - 1
            pairs.append((row, column))
    return pairs[::-1]


METHODS: dict[str, Method] = {
    "TF-IDF, best assignment": Method(alike=tfidf, pair=assigned, cut=_CUT, cut_levels=_CUT_LEVELS),
    "TF-IDF, in order": Method(alike=tfidf, pair=in_order, cut=_CUT, cut_levels=_CUT_LEVELS),
    "difflib, best assignment": Method(alike=ratios, pair=assigned, cut=_CUT_DIFFLIB, cut_levels=_CUT_DIFFLIB),
}


def compare(method: Method, left: Path, right: Path, *, levels: bool) -> list[dict[str, Any]]:
    """Return the pairs of two files as ``zhize.comparison/1`` has them, without changes.

    Args:
        method: how to pair.
        left: one text.
        right: the other.
        levels: whether they are a city's and a province's.
    """
    ours, theirs = (
        [(article.id, fold(article.text).text) for article in parse(path).articles] for path in (left, right)
    )
    grid = method.alike([text for _, text in ours], [text for _, text in theirs])
    pairs = method.pair(grid, method.cut_levels if levels else method.cut)
    rows, columns = {row for row, _ in pairs}, {column for _, column in pairs}
    return [
        *(_pair([ours[row]], [theirs[column]]) for row, column in pairs),
        *(_pair([one], []) for row, one in enumerate(ours) if row not in rows),
        *(_pair([], [one]) for column, one in enumerate(theirs) if column not in columns),
    ]


def _pair(left: Sequence[tuple[str, str]], right: Sequence[tuple[str, str]]) -> dict[str, Any]:
    same = [text for _, text in left] == [text for _, text in right]
    type_ = "deleted" if not right else "added" if not left else "identical" if same else "modified"
    return {"left": [id_ for id_, _ in left], "right": [id_ for id_, _ in right], "type": type_, "changes": []}
