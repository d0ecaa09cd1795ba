"""Which article stands for which.

In versions of one text, the best one-to-one assignment over the likeness of the words finds most pairs. Two things
help where an article was rewritten: the places between pairs that are beyond doubt, and the chapter it stands in. A
pair that is less alike than a leftover of the same vocabulary would be is not made: nothing is forced.

Texts that share their sense and not their sentences, as those of two levels of government do, say the same in other
words and divide a subject in other ways. There a learned model weighs everything that speaks for a pair.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.optimize import linear_sum_assignment

from zhize.comparison.divisions import divide
from zhize.comparison.likeness import Likeness
from zhize.comparison.order import longest_run
from zhize.comparison.traits import traits_of
from zhize.comparison.weighing import convincing, own_weights, probabilities

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from zhize.comparison.passages import Passage

    Grid = NDArray[np.float32]

_SURE: Final = 0.4  # so alike that the words alone decide; versions of one text lie above, unrelated articles below
_FREE: Final = 0.25  # enough where it stands out from all others, wherever it stands
_PLACED: Final = 0.13  # enough where it stands out and lies between its neighbours' counterparts
_ALONE: Final = 0.1  # enough where one article on each side is left between two pairs
_NOISE: Final = 0.08  # what any two articles of one subject share
_STANDS_OUT: Final = 1.25  # times the next best
_FRAME: Final = 0.3  # share of the shorter side that must be placed beyond doubt before places say anything
_PLACE_BONUS: Final = 0.05
_CHAPTER_BONUS: Final = 0.03

_OWN_WORDS: Final = 0.7  # median likeness of the pairs under which two texts do not share their sentences
_WEIGHED: Final = 250_000  # pairs of articles up to which all are weighed: 500 articles a side


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Articles that stand for each other, by their index; one side has a single article, or one is empty."""

    left: tuple[int, ...]
    right: tuple[int, ...]


def align(left: Sequence[Passage], right: Sequence[Passage]) -> tuple[Link, ...]:
    """Return which passages stand for which.

    Args:
        left: the articles of one text, in order.
        right: those of the other.

    Returns:
        Links in no special order; every passage stands in at least one.
    """
    links: list[Link] = []
    if left and right:
        likeness = Likeness([passage.text for passage in left], [passage.text for passage in right])
        pairs = _pairs(likeness.grid, _chapters(left, right))
        if _shares_sentences(pairs, likeness.grid):
            links = [Link(left=ours, right=theirs) for ours, theirs in divide(pairs, likeness)]
        else:
            links = _grouped(_weighed(left, right, likeness, pairs))
    linked = [index for link in links for index in link.left], [index for link in links for index in link.right]
    links += [Link(left=(index,), right=()) for index in range(len(left)) if index not in set(linked[0])]
    links += [Link(left=(), right=(index,)) for index in range(len(right)) if index not in set(linked[1])]
    return tuple(links)


def _shares_sentences(pairs: dict[int, int], grid: Grid) -> bool:
    """Whether two texts are versions of one, or too long for every pair to be weighed."""
    known = [float(grid[ours, theirs]) for ours, theirs in pairs.items()]
    return grid.size > _WEIGHED or (len(known) >= _FRAME * min(grid.shape) and median(known) >= _OWN_WORDS)


def _weighed(
    left: Sequence[Passage], right: Sequence[Passage], likeness: Likeness, pairs: dict[int, int]
) -> list[tuple[int, int]]:
    """Return the pairs that everything together speaks for, and those that the words alone found."""
    traits = traits_of(left, right, likeness, own_weights().common_runs)
    found = convincing(probabilities(left, right, traits))
    found[list(pairs), list(pairs.values())] = True
    return [(int(ours), int(theirs)) for ours, theirs in np.argwhere(found)]


def _grouped(pairs: Sequence[tuple[int, int]]) -> list[Link]:
    """Return pairs as links: an article with several counterparts that have no other is one link with all of them."""
    forth, back = defaultdict[int, list[int]](list), defaultdict[int, list[int]](list)
    for ours, theirs in pairs:
        forth[ours].append(theirs)
        back[theirs].append(ours)
    links = []
    for ours, theirs in pairs:
        parts = [other for other in forth[ours] if len(back[other]) == 1]
        sources = [other for other in back[theirs] if len(forth[other]) == 1]
        if theirs in parts and len(parts) > 1:
            links.append(Link(left=(ours,), right=tuple(parts)))
        elif ours in sources and len(sources) > 1:
            links.append(Link(left=tuple(sources), right=(theirs,)))
        else:
            links.append(Link(left=(ours,), right=(theirs,)))
    return list(dict.fromkeys(links))


def _chapters(left: Sequence[Passage], right: Sequence[Passage]) -> NDArray[np.bool_]:
    """Return which passages stand in a chapter of the same title."""
    ours = np.array([passage.chapter for passage in left])
    theirs = np.array([passage.chapter for passage in right])
    same: NDArray[np.bool_] = (ours[:, None] == theirs[None, :]) & (ours != "")[:, None]
    return same


def _pairs(grid: Grid, same_chapter: NDArray[np.bool_]) -> dict[int, int]:
    """Return the one-to-one pairs that are alike enough, left index → right index."""
    heard = np.where(grid >= _NOISE, grid, np.float32(0))
    frame = _frame(grid, _assign(heard + _steady(grid.shape)))
    solid = len(frame) >= _FRAME * min(grid.shape)
    placed = _between(frame, grid.shape) if solid else np.zeros(grid.shape, dtype=bool)
    bonus = _PLACE_BONUS * placed + _CHAPTER_BONUS * same_chapter + _steady(grid.shape)
    found = _assign(np.where(heard > 0, heard + bonus, 0))
    rivals = _rivals(grid, found)
    pairs = {
        ours: theirs
        for (ours, theirs), rival in zip(found.items(), rivals, strict=True)
        if _convinces(float(grid[ours, theirs]), rival, placed=bool(placed[ours, theirs]))
    }
    pairs |= _leftover(grid, pairs, placed)
    return pairs | (_lonely(grid, pairs) if solid else {})


def _leftover(grid: Grid, pairs: dict[int, int], placed: NDArray[np.bool_]) -> dict[int, int]:
    """Return pairs of leftovers that are each other's best: the best total gives up a good pair for two poor ones."""
    rest = grid.copy()
    rest[list(pairs)] = 0
    rest[:, list(pairs.values())] = 0
    best_of_row, best_of_column = rest.argmax(axis=1), rest.argmax(axis=0)
    mutual = {ours: int(theirs) for ours, theirs in enumerate(best_of_row) if best_of_column[theirs] == ours}
    rivals = _rivals(grid, mutual)
    return {
        ours: theirs
        for (ours, theirs), rival in zip(mutual.items(), rivals, strict=True)
        if ours not in pairs and _convinces(float(rest[ours, theirs]), rival, placed=bool(placed[ours, theirs]))
    }


def _assign(score: Grid) -> dict[int, int]:
    """Return the pairs of the best total; cells of no score are no pairs."""
    ours, theirs = linear_sum_assignment(score, maximize=True)
    return {int(a): int(b) for a, b in zip(ours, theirs, strict=True) if score[a, b] >= _NOISE}


def _steady(shape: tuple[int, int]) -> Grid:
    """Return a bonus too small to matter but between equals: articles that say the same pair off in order."""
    rows, columns = (np.linspace(0, 1, size, dtype=np.float32) for size in shape)
    bonus: Grid = 0.001 * (1 - np.abs(rows[:, None] - columns[None, :]))
    return bonus


def _frame(grid: Grid, pairs: dict[int, int]) -> tuple[tuple[int, int], ...]:
    """Return the pairs beyond doubt that keep their order."""
    sure = [(ours, theirs) for ours, theirs in sorted(pairs.items()) if grid[ours, theirs] >= _SURE]
    return tuple(sure[index] for index in longest_run([theirs for _, theirs in sure]))


def _between(frame: Sequence[tuple[int, int]], shape: tuple[int, int]) -> NDArray[np.bool_]:
    """Return which cells lie between the counterparts of their neighbours in the frame."""
    low = np.full(shape[0], -1)
    high = np.full(shape[0], shape[1])
    for ours, theirs in frame:
        low[ours + 1 :] = theirs
    for ours, theirs in reversed(frame):
        high[:ours] = theirs
    columns = np.arange(shape[1])
    return (low[:, None] < columns) & (columns < high[:, None])


def _rivals(grid: Grid, pairs: dict[int, int]) -> list[float]:
    """Return for each pair the greatest likeness of either article to any other one."""
    rest = grid.copy()
    rest[list(pairs), list(pairs.values())] = 0
    rows, columns = rest.max(axis=1), rest.max(axis=0)
    return [float(max(rows[ours], columns[theirs])) for ours, theirs in pairs.items()]


def _convinces(likeness: float, rival: float, *, placed: bool) -> bool:
    """Whether two articles stand for each other, by how alike they are, what else they are like, and where they are."""
    if likeness >= _SURE:
        return True
    if likeness < _STANDS_OUT * rival:
        return placed and likeness >= _FREE and likeness >= rival
    return likeness >= (_PLACED if placed else _FREE)


def _lonely(grid: Grid, pairs: dict[int, int]) -> dict[int, int]:
    """Return the pairs of single articles that are left between two pairs and share more than noise."""
    order = sorted(pairs.items())
    frame = [(-1, -1), *(order[index] for index in longest_run([b for _, b in order])), grid.shape]
    taken = set(pairs.values())
    found = {}
    for (ours, theirs), (next_ours, next_theirs) in pairwise(frame):
        left = [index for index in range(ours + 1, next_ours) if index not in pairs]
        right = [index for index in range(theirs + 1, next_theirs) if index not in taken]
        if len(left) == len(right) == 1 and grid[left[0], right[0]] >= _ALONE:
            found[left[0]] = right[0]
    return found
