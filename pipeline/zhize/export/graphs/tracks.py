"""Which bar lies above which between two rows, so that no two of them share a stretch and few lines cross."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_APART = 9.0  # between the ends of two bars on one level
_BESIDE = 4.0  # nearer than this, two upright lines would be taken for one
_SAME_LINE = 40  # what that weighs against a crossing
_PATIENCE = 160  # bars between two rows; more are put in the order of their ends, which takes no time


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """The stretch of a trunk between two rows: what comes from above, what goes on below."""

    tops: tuple[float, ...]  # x, in ascending order
    bottoms: tuple[float, ...]

    @property
    def low(self) -> float:
        """Return the left end."""
        return min(*self.tops, *self.bottoms)

    @property
    def high(self) -> float:
        """Return the right end."""
        return max(*self.tops, *self.bottoms)


def levels(bars: Sequence[Bar]) -> list[int]:
    """Return the level of each bar, 0 the highest; bars on one level do not touch."""
    found = [0] * len(bars)
    placed: list[int] = []
    careful = len(bars) <= _PATIENCE
    for number in _sequence(bars) if careful else sorted(range(len(bars)), key=lambda number: bars[number].low):
        bar = bars[number]
        near = [other for other in placed if _meet(bar, bars[other])]
        # Below those that do less harm above it; where it makes no difference, wherever there is room.
        above = (found[other] for other in near if careful and _harm(bars[other], bar) < _harm(bar, bars[other]))
        taken = {found[other] for other in near}
        found[number] = next(level for level in count(max(above, default=-1) + 1) if level not in taken)
        placed.append(number)
    return found


def _meet(one: Bar, other: Bar) -> bool:
    return one.low < other.high + _APART and other.low < one.high + _APART


def _sequence(bars: Sequence[Bar]) -> list[int]:
    """Return the bars from top to bottom: next comes the one that does least harm above all that are left."""
    left = sorted(range(len(bars)), key=lambda number: (bars[number].low, bars[number].high))
    cost = {(one, other): _harm(bars[one], bars[other]) for one in left for other in left if one != other}
    harm = {one: sum(cost[one, other] - cost[other, one] for other in left if other != one) for one in left}
    order = []
    while left:
        best = min(left, key=harm.__getitem__)
        left.remove(best)
        order.append(best)
        for other in left:
            harm[other] -= cost[other, best] - cost[best, other]
    return order


def _harm(upper: Bar, lower: Bar) -> int:
    """Count what crosses, or runs on the same line, where one bar lies above another."""
    crossings = _inside(upper.bottoms, lower) + _inside(lower.tops, upper)
    # With the upper one above, its lines go down past the lower one, whose own lines go up: these would meet.
    same = sum(1 for down in upper.bottoms for up in lower.tops if abs(down - up) < _BESIDE)
    return crossings + _SAME_LINE * same


def _inside(places: Sequence[float], bar: Bar) -> int:
    return bisect_right(places, bar.high) - bisect_left(places, bar.low)
