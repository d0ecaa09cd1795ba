"""What keeps its order between two texts and what changed places."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def longest_run(values: Sequence[int]) -> tuple[int, ...]:
    """Return the indexes of the longest subsequence that never falls, in order; of several the one that stays lowest.

    Args:
        values: where each element stands on the other side.
    """
    ends: list[int] = []  # the lowest value that a run of each length can end with
    last: list[int] = []  # the index of that value
    before: list[int] = []
    for index, value in enumerate(values):
        length = bisect_right(ends, value)
        before.append(last[length - 1] if length else -1)
        ends[length : length + 1] = [value]
        last[length : length + 1] = [index]
    run: list[int] = []
    index = last[-1] if last else -1
    while index >= 0:
        run.append(index)
        index = before[index]
    return tuple(reversed(run))
