"""A layered layout: boxes in rows of tiers, lines that go round the boxes; numbers only, no drawing.

The method of Sugiyama: a line that crosses rows gets a waypoint in each of them, rows are ordered by the barycentres of
their neighbours, and coordinates are the least squares that keep the order and the distances. Everything is a plain
function of its input: the same graph gives the same picture.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections import defaultdict
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_SWEEPS, _FEWEST_SWEEPS = 24, 4
_PATIENCE = 60_000  # stops to look at in all sweeps together: a picture that nobody can read need not be the best one
_GAP = 16.0  # between two boxes of a row
_LANE = 9.0  # between two lines that pass through a row side by side
_STRAIGHT = 4.0  # how much more a waypoint wants to stand under its neighbour than a box does

Pair = tuple[str, str]
Stop = tuple[int, str]  # a row and what stands in it: a box, or a waypoint of a line


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Where things stand; x in the unit of the widths given, from 0 to the width of the picture."""

    rows: tuple[tuple[str, ...], ...]  # names of boxes, top to bottom and left to right
    tiers: tuple[int, ...]  # for each row, which of the groups given it belongs to
    centres: Mapping[str, float]  # x of the middle of each box
    routes: Mapping[Pair, tuple[Stop, ...]]  # from the first to the second; waypoints between them
    lanes: Mapping[Stop, float]  # x of each waypoint


@dataclass(slots=True, kw_only=True)
class _Board:
    """Rows of stops while they are put in order."""

    rows: list[list[str]]
    width: dict[str, float]
    lanes: set[str] = field(default_factory=set)  # which stops are waypoints
    above: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    below: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    x: dict[str, float] = field(default_factory=dict)
    span: float


def layered(
    groups: Sequence[Sequence[str]], widths: Mapping[str, float], pairs: Mapping[Pair, float], span: float
) -> Layout:
    """Return where to draw boxes and the lines between them.

    Args:
        groups: names of the boxes, one sequence a tier, from top to bottom.
        widths: how wide each box is.
        pairs: the boxes that a line joins, each pair of boxes at most once, and how broad their line is: 0, or more
            where it is a bundle.
        span: the width to keep to; a single box that is wider makes the picture wider.

    Returns:
        The layout. A tier that is too wide for one row takes several.
    """
    rows, tiers = _rows(groups, widths, pairs, span)
    row_of = {name: index for index, row in enumerate(rows) for name in row}
    board = _Board(rows=[list(row) for row in rows], width=dict(widths), span=max([span, *widths.values()]))
    routes = {pair: _route(board, row_of, pair, room) for pair, room in pairs.items()}
    _order(board)
    _settle(board)
    boxes = set(row_of)
    return Layout(
        rows=tuple(tuple(name for name in row if name in boxes) for row in board.rows),
        tiers=tuple(tiers),
        centres={name: board.x[name] for name in row_of},
        routes=routes,
        lanes={
            (index, name): board.x[name] for index, row in enumerate(board.rows) for name in row if name not in boxes
        },
    )


# --- rows ------------------------------------------------------------------------------------------------------------


def _rows(
    groups: Sequence[Sequence[str]], widths: Mapping[str, float], pairs: Iterable[Pair], span: float
) -> tuple[list[list[str]], list[int]]:
    """Split each tier into as many rows as it needs, and part what a line joins."""
    joined: dict[str, set[str]] = defaultdict(set)
    for one, other in pairs:
        joined[one].add(other)
        joined[other].add(one)
    rows: list[list[str]] = []
    tiers: list[int] = []
    for tier, names in enumerate(groups):
        split = _split(names, widths, joined, span)
        rows += split
        tiers += [tier] * len(split)
    return rows, tiers


def _split(
    names: Sequence[str], widths: Mapping[str, float], joined: Mapping[str, set[str]], span: float
) -> list[list[str]]:
    total = sum(widths[name] + _GAP for name in names)
    count = -(-int(total) // max(1, int(span * 0.92)))  # room is left for lines that pass through
    split: list[list[str]] = [[] for _ in range(max(1, count) if names else 0)]
    filled = [0.0] * len(split)
    for name in sorted(names, key=lambda name: -len(joined[name])):
        friends = [len(joined[name].intersection(row)) for row in split]
        fits = [index for index in range(len(split)) if filled[index] + widths[name] <= span] or [
            filled.index(min(filled))
        ]
        best = min(fits, key=lambda index: (friends[index], filled[index]))
        split[best].append(name)
        filled[best] += widths[name] + _GAP
    return [row for row in split if row]


def _route(board: _Board, row_of: Mapping[str, int], pair: Pair, room: float) -> tuple[Stop, ...]:
    """Put a waypoint into every row between the two boxes and tie neighbours to each other."""
    start, end = row_of[pair[0]], row_of[pair[1]]
    step = 1 if end > start else -1
    stops: list[Stop] = [(start, pair[0])]
    for row in range(start + step, end, step):
        name = f"\0{pair[0]}\0{pair[1]}\0{row}"
        board.rows[row].append(name)
        board.width[name] = room
        board.lanes.add(name)
        stops.append((row, name))
    stops.append((end, pair[1]))
    for (row, name), (next_row, next_name) in pairwise(stops):
        if row != next_row:
            upper, lower = (name, next_name) if row < next_row else (next_name, name)
            board.below[upper].append(lower)
            board.above[lower].append(upper)
    return tuple(stops)


# --- order -----------------------------------------------------------------------------------------------------------


def _order(board: _Board) -> None:
    """Sort every row by the barycentres of its neighbours, down and up again; keep the order with fewest crossings."""
    for row in board.rows:
        _place(board, row, dict.fromkeys(row, board.span / 2))
    best, fewest = [list(row) for row in board.rows], _crossings(board)
    for sweep in range(_sweeps(board)):
        down = sweep % 2 == 0
        sides = board.above if down else board.below
        for row in board.rows if down else reversed(board.rows):
            wish = {name: _barycentre(board, sides[name], name) for name in row}
            # What nothing ties down goes to the right, out of the way.
            row.sort(key=lambda name: (not (board.above[name] or board.below[name]), wish[name]))  # sorted at once
            _place(board, row, wish)
        crossings = _crossings(board)
        if crossings < fewest:
            best, fewest = [list(row) for row in board.rows], crossings
    board.rows = best


def _sweeps(board: _Board) -> int:
    return max(_FEWEST_SWEEPS, min(_SWEEPS, _PATIENCE // max(1, len(board.width))))


def _barycentre(board: _Board, neighbours: Sequence[str], name: str) -> float:
    if not neighbours:
        return board.x[name]
    return sum(board.x[neighbour] for neighbour in neighbours) / len(neighbours)


def _crossings(board: _Board) -> int:
    """Count the crossings between neighbouring rows."""
    found = 0
    for upper, lower in zip(board.rows, board.rows[1:], strict=False):
        place = {name: index for index, name in enumerate(lower)}
        seen: list[int] = []
        for name in upper:
            ends = sorted(place[other] for other in board.below[name])
            found += sum(len(seen) - bisect_right(seen, end) for end in ends)
            for end in ends:
                insort(seen, end)
    return found


# --- coordinates -----------------------------------------------------------------------------------------------------


def _settle(board: _Board) -> None:
    """Give every stop the x that its neighbours above and below wish for it, in turns until it rests."""
    for row in board.rows:
        _place(board, row, dict.fromkeys(row, board.span / 2))
    for sweep in range(_sweeps(board)):
        for row in board.rows if sweep % 2 == 0 else reversed(board.rows):
            wish = {name: _barycentre(board, [*board.above[name], *board.below[name]], name) for name in row}
            _place(board, row, wish)


@dataclass(frozen=True, slots=True)
class _Block:
    """Stops that touch and move as one, in coordinates from which the distances are taken out."""

    weight: float
    mean: float
    size: int


def _place(board: _Board, row: Sequence[str], wish: Mapping[str, float]) -> None:
    """Set the x of a row: as near to the wishes as order and distances allow (pool adjacent violators)."""
    offsets = _offsets(board, row)
    blocks: list[_Block] = []
    for name, offset in zip(row, offsets, strict=True):
        weight = _STRAIGHT if name in board.lanes else 1.0
        blocks.append(_Block(weight, wish[name] - offset, 1))
        while len(blocks) > 1 and blocks[-2].mean >= blocks[-1].mean:
            last, first = blocks.pop(), blocks.pop()
            total = first.weight + last.weight
            mean = (first.mean * first.weight + last.mean * last.weight) / total
            blocks.append(_Block(total, mean, first.size + last.size))
    if not row:
        return
    low = board.width[row[0]] / 2
    high = max(low, board.span - board.width[row[-1]] / 2 - offsets[-1])
    blocks = [replace(block, mean=min(max(block.mean, low), high)) for block in blocks]
    means = (block.mean for block in blocks for _ in range(block.size))
    board.x.update({name: mean + offset for name, mean, offset in zip(row, means, offsets, strict=True)})


def _offsets(board: _Board, row: Sequence[str]) -> list[float]:
    """Return how far each stop lies from the first one when the row is packed."""
    offsets, at = [], 0.0
    for before, name in zip([None, *row], row, strict=False):
        if before is not None:
            half = (board.width[before] + board.width[name]) / 2
            at += half + (_LANE if before in board.lanes or name in board.lanes else _GAP)
        offsets.append(at)
    return offsets
