"""One article that became several, and several that became one.

A leftover belongs to an article that already has a counterpart when it says what that counterpart lost: much of what
the article says and its counterpart does not, stands in the leftover.
"""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhize.comparison.likeness import Likeness

_SHARED: Final = 0.27  # mean share of the lost words and of the leftover's own words that are the same
_OWN: Final = 0.13  # share of the leftover's own words at least
_CANDIDATES: Final = 4  # articles that a leftover is held against, the most alike first
_HEARD: Final = 0.08  # likeness under which nothing was handed on

Group = tuple[tuple[int, ...], tuple[int, ...]]


def divide(pairs: dict[int, int], likeness: Likeness) -> list[Group]:
    """Return the pairs with the leftovers that belong to them.

    Args:
        pairs: the one-to-one pairs, left index → right index.
        likeness: of all articles.

    Returns:
        Groups of left and right indexes in order; one side of each has a single index. An article that was split and
        whose part was merged with another stands in two groups.
    """
    backward = {theirs: ours for ours, theirs in pairs.items()}
    split = dict(_heirs(pairs, likeness, side=0))
    merged = dict(_heirs(backward, likeness, side=1))
    groups: list[Group] = []
    for ours, theirs in pairs.items():
        parts = sorted(leftover for leftover, heir in split.items() if heir == ours)
        sources = sorted(leftover for leftover, heir in merged.items() if heir == theirs)
        if parts or not sources:
            groups.append(((ours,), tuple(sorted((theirs, *parts)))))
        if sources:
            groups.append((tuple(sorted((ours, *sources))), (theirs,)))
    return groups


def _heirs(pairs: dict[int, int], likeness: Likeness, *, side: int) -> Iterator[tuple[int, int]]:
    """Yield each leftover of the far side with the article of the near side that it is a part of.

    Args:
        pairs: near index → far index.
        likeness: of all articles.
        side: which side is near, 0 for left.
    """
    grid = likeness.grid if side == 0 else likeness.grid.T
    taken = set(pairs.values())
    for leftover in range(grid.shape[1]):
        if leftover in taken:
            continue
        nearest = (int(index) for index in (-grid[:, leftover]).argsort(kind="stable")[:_CANDIDATES])
        scores = {
            near: _handed_on(likeness, side, near, pairs[near], leftover)
            for near in nearest
            if near in pairs and grid[near, leftover] >= _HEARD
        }
        best = max(scores, key=lambda near: (scores[near], -near), default=None)
        if best is not None and scores[best] >= _SHARED:
            yield leftover, best


def _handed_on(likeness: Likeness, side: int, near: int, far: int, leftover: int) -> float:
    """Return how far a leftover says what an article lost on the way to its counterpart, 0 to 1."""
    lost = likeness.runs(side, near) - likeness.runs(1 - side, far)
    own = likeness.runs(1 - side, leftover)
    both = likeness.weight(lost & own)
    if not both or both < _OWN * likeness.weight(own):
        return 0.0
    return sqrt(both / likeness.weight(lost) * both / likeness.weight(own))
