"""Which cells of a filled sheet are one: equal ones below one another in the columns that a form merges."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from zhize.forms.nouns import Sheet


def merged_runs(sheet: Sheet, heights: Sequence[float], most: float) -> dict[int, tuple[range, ...]]:
    """Return the runs of rows whose cells are one, by the index of their column.

    Args:
        sheet: the sheet.
        heights: of its rows.
        most: how high a run may be. One that is higher is parted, so that no page is without its words.

    Returns:
        Runs of one row or more that cover all rows. A run ends where that of a merged column left of it ends, or the
        heading above the rows changes.
    """
    found: dict[int, tuple[range, ...]] = {}
    starts = _changes(sheet.groups)
    for at, column in enumerate(sheet.columns):
        if column.merged:
            starts = _parted(starts | _changes([row[at] for row in sheet.rows]), heights, most)
            edges = [0, *sorted(starts), len(sheet.rows)]
            found[at] = tuple(range(first, last) for first, last in pairwise(edges) if first < last)
    return found


def _changes(values: Sequence[object]) -> set[int]:
    return {index for index, (before, value) in enumerate(pairwise(values), 1) if value != before}


def _parted(starts: Iterable[int], heights: Sequence[float], most: float) -> set[int]:
    """Return the starts of runs with those of the parts of each that is too high."""
    found = set(starts)
    high = 0.0
    for index, height in enumerate(heights):
        high = height if index in found else high + height
        if index and high > most:
            found.add(index)
            high = height
    return found
