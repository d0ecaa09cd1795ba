"""A layered layout: boxes in rows of tiers, trunks that go round the boxes; numbers only, no drawing.

The method of Sugiyama: a trunk that crosses rows gets a waypoint in each of them, rows are ordered by the barycentres
of their neighbours, and coordinates are the least squares that keep the order and the distances. Everything is a plain
function of its input: the same graph gives the same picture.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from zhize.export.graphs.settling import GAP, Board, Stop, barycentre, place, settle, sweeps_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Where things stand; x in the unit of the widths given, from 0 to the width of the picture."""

    rows: tuple[tuple[str, ...], ...]  # names of boxes, top to bottom and left to right
    centres: Mapping[str, float]  # x of the middle of each box
    lanes: Mapping[Stop, float]  # x of each waypoint


def layered(
    rows: Sequence[Sequence[str]],
    widths: Mapping[str, float],
    trunks: Sequence[tuple[str, Sequence[str]]],
    span: float,
) -> Layout:
    """Return where to draw boxes and the trunks between them.

    Args:
        rows: names of the boxes, from top to bottom; see `split`.
        widths: how wide each box is.
        trunks: the box at which each begins and those at which it ends; all ends stand on one side of the beginning,
            above or below, or in its row.
        span: the width to keep to; a row that needs more makes the picture wider.

    Returns:
        The layout.
    """
    row_of = {name: index for index, row in enumerate(rows) for name in row}
    board = Board(rows=[list(row) for row in rows], width=dict(widths), span=max([span, *widths.values()]))
    for number, (root, leaves) in enumerate(trunks):
        _grow(board, row_of, number, root, leaves)
    _order(board)
    settle(board)
    return Layout(
        rows=tuple(tuple(name for name in row if name in row_of) for row in board.rows),
        centres={name: board.x[name] for name in row_of},
        lanes={stop: board.x[name] for name, stop in board.lanes.items()},
    )


# --- rows ------------------------------------------------------------------------------------------------------------


def split(
    groups: Sequence[Sequence[str]], widths: Mapping[str, float], pairs: Iterable[tuple[str, str]], span: float
) -> tuple[list[list[str]], list[int]]:
    """Put each tier into as many rows as it needs, and part what a line joins.

    Args:
        groups: names of the boxes, one sequence a tier, from top to bottom.
        widths: how wide each box is.
        pairs: the boxes that a line joins.
        span: the width to keep to.

    Returns:
        The rows, and the number of the tier of each.
    """
    joined: dict[str, set[str]] = defaultdict(set)
    for one, other in pairs:
        joined[one].add(other)
        joined[other].add(one)
    rows: list[list[str]] = []
    tiers: list[int] = []
    for tier, names in enumerate(groups):
        found = _split(names, widths, joined, span)
        rows += found
        tiers += [tier] * len(found)
    return rows, tiers


def _split(
    names: Sequence[str], widths: Mapping[str, float], joined: Mapping[str, set[str]], span: float
) -> list[list[str]]:
    total = sum(widths[name] + GAP for name in names)
    count = -(-int(total) // max(1, int(span * 0.9)))  # room is left for lines that pass through
    rows: list[list[str]] = [[] for _ in range(max(1, count) if names else 0)]
    filled = [0.0] * len(rows)
    for name in sorted(names, key=lambda name: -len(joined[name])):
        friends = [len(joined[name].intersection(row)) for row in rows]
        fits = [index for index in range(len(rows)) if filled[index] + widths[name] <= span] or [
            filled.index(min(filled))
        ]
        best = min(fits, key=lambda index: (friends[index], filled[index]))
        rows[best].append(name)
        filled[best] += widths[name] + GAP
    return [row for row in rows if row]


def _grow(board: Board, row_of: Mapping[str, int], number: int, root: str, leaves: Sequence[str]) -> None:
    """Put a waypoint of the trunk into every row that it passes and tie neighbours to each other."""
    start = row_of[root]
    ends = sorted({row_of[leaf] for leaf in leaves}, key=lambda row: abs(row - start))
    step = 1 if ends[-1] > start else -1
    at = {start: root}
    for row in range(start + step, ends[-1], step):
        at[row] = f"\0{number}\0{row}"
        board.rows[row].append(at[row])
        board.width[at[row]] = 0.0
        board.lanes[at[row]] = (number, row)
        _tie(board, at[row - step], at[row], down=step > 0)
    for leaf in leaves:
        if row_of[leaf] != start:
            _tie(board, at[row_of[leaf] - step], leaf, down=step > 0)


def _tie(board: Board, one: str, other: str, *, down: bool) -> None:
    upper, lower = (one, other) if down else (other, one)
    board.below[upper].append(lower)
    board.above[lower].append(upper)


# --- order -----------------------------------------------------------------------------------------------------------


def _order(board: Board) -> None:
    """Sort every row by the barycentres of its neighbours, down and up again; keep the order with fewest crossings."""
    for row in board.rows:
        place(board, row, dict.fromkeys(row, board.span / 2))
    best, fewest = [list(row) for row in board.rows], _crossings(board)
    for sweep in range(sweeps_of(board)):
        down = sweep % 2 == 0
        sides = board.above if down else board.below
        for row in board.rows if down else reversed(board.rows):
            wish = {name: barycentre(board, sides[name], name) for name in row}
            # What nothing ties down goes to the right, out of the way.
            row.sort(key=lambda name: (not (board.above[name] or board.below[name]), wish[name]))  # sorted at once
            place(board, row, wish)
        crossings = _crossings(board)
        if crossings < fewest:
            best, fewest = [list(row) for row in board.rows], crossings
    board.rows = best
    _swap(board)


def _swap(board: Board) -> None:
    """Change neighbours of a row as long as that saves crossings."""
    for _ in range(sweeps_of(board) // 2):
        saved = 0
        at = {name: index for row in board.rows for index, name in enumerate(row)}
        for row in board.rows:
            for index in range(len(row) - 1):
                one, other = row[index : index + 2]
                gain = sum(
                    _between(side[one], side[other], at) - _between(side[other], side[one], at)
                    for side in (board.above, board.below)
                )
                if gain > 0:
                    row[index : index + 2] = other, one
                    at[one], at[other] = index + 1, index
                    saved += gain
        if not saved:
            return


def _between(left: Sequence[str], right: Sequence[str], at: Mapping[str, int]) -> int:
    """Count the crossings of the lines of two neighbours."""
    return sum(at[one] > at[other] for one in left for other in right)


def _crossings(board: Board) -> int:
    """Count the crossings between neighbouring rows."""
    found = 0
    for upper, lower in zip(board.rows, board.rows[1:], strict=False):
        at = {name: index for index, name in enumerate(lower)}
        seen: list[int] = []
        for name in upper:
            ends = sorted(at[other] for other in board.below[name])
            found += sum(len(seen) - bisect_right(seen, end) for end in ends)
            for end in ends:
                insort(seen, end)
    return found
