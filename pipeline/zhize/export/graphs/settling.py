"""The x of what stands in rows: every stop where its neighbours above and below wish it, and long lines straight."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from zhize.export.graphs.spacing import spread

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

GAP: Final = 18.0
"""Between two boxes of a row."""

_SWEEPS, _FEWEST_SWEEPS = 24, 4
_PATIENCE = 60_000  # stops to look at in all sweeps together: a picture that nobody can read need not be the best one
_LANE = 7.0  # between two lines that pass through a row side by side
_STRAIGHT, _STIFF = 4.0, 60.0  # how much more a waypoint insists than a box does, at first and in the end
_CROWDED = 0.6  # what is left of the distances in a row that would be too wide
_CORNER = 9.0  # from the corner of a box to the first line that may end at it

Stop = tuple[int, int]  # a trunk and the row that it passes through


@dataclass(slots=True, kw_only=True)
class Board:
    """Rows of stops while they are put in order."""

    rows: list[list[str]]
    width: dict[str, float]
    lanes: dict[str, Stop] = field(default_factory=dict)  # which stops are waypoints
    above: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    below: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    x: dict[str, float] = field(default_factory=dict)
    span: float


def sweeps_of(board: Board) -> int:
    """Return how often to go through the rows: less where there is more to look at."""
    return max(_FEWEST_SWEEPS, min(_SWEEPS, _PATIENCE // max(1, len(board.width))))


def barycentre(board: Board, neighbours: Sequence[str], name: str) -> float:
    """Return the weighted mean of what the neighbours wish for; a line is content anywhere on the edge of its box."""
    if not neighbours:
        return board.x[name]
    lane = name in board.lanes
    total = weight = 0.0
    for other in neighbours:
        straight = _STRAIGHT if lane and other in board.lanes else 1.0
        total += straight * _reach(board, name, other)
        weight += straight
    return total / weight


def _reach(board: Board, name: str, other: str) -> float:
    """Return the x, as near to where a stop is as may be, at which it would stand straight under or above another."""
    slack = (board.width[name] + board.width[other]) / 2 - _CORNER
    if slack <= 0:
        return board.x[other]
    return min(max(board.x[name], board.x[other] - slack), board.x[other] + slack)


def settle(board: Board) -> None:
    """Give every stop the x that its neighbours above and below wish for it, in turns until it rests."""
    for row in board.rows:
        place(board, row, dict.fromkeys(row, board.span / 2))
    for sweep in range(sweeps_of(board)):
        for row in board.rows if sweep % 2 == 0 else reversed(board.rows):
            wish = {name: barycentre(board, [*board.above[name], *board.below[name]], name) for name in row}
            place(board, row, wish)
    for down in (True, False, True):
        for row in board.rows if down else reversed(board.rows):
            place(board, row, {name: _onward(board, name, down=down) for name in row}, insist=_STIFF)
    for down in (True, False):
        for row in board.rows if down else reversed(board.rows):
            _snap(board, row, board.above if down else board.below)


def _onward(board: Board, name: str, *, down: bool) -> float:
    """Return where a stop goes if lines run straight from one side: they bend once, and not a little in every row."""
    side = board.above[name] if down else board.below[name]
    if name in board.lanes and side:
        return _reach(board, name, side[0])
    return barycentre(board, [*board.above[name], *board.below[name]], name)


def _snap(board: Board, row: Sequence[str], side: Mapping[str, Sequence[str]]) -> None:
    """Straighten each line that has the room for it."""
    gaps = _gaps(board, row)
    for index, name in enumerate(row):
        if name not in board.lanes or len(side[name]) != 1:
            continue
        x = _reach(board, name, side[name][0])
        low = board.x[row[index - 1]] + gaps[index - 1] if index else 0.0
        high = board.x[row[index + 1]] - gaps[index] if index + 1 < len(row) else board.span
        if low <= x <= high:
            board.x[name] = x


def place(board: Board, row: Sequence[str], wish: Mapping[str, float], *, insist: float = _STRAIGHT) -> None:
    """Set the x of a row: as near to the wishes as order and distances allow.

    Args:
        board: the rows.
        row: one of them.
        wish: the x that each stop would like to have.
        insist: how much more than a box a waypoint insists on it.
    """
    if not row:
        return
    gaps = _gaps(board, row)
    weights = [insist if name in board.lanes else 1.0 for name in row]
    low, high = board.width[row[0]] / 2, board.span - board.width[row[-1]] / 2
    board.x.update(zip(row, spread([wish[name] for name in row], gaps, low, high, weights), strict=True))


def _gaps(board: Board, row: Sequence[str]) -> list[float]:
    """Return the distances between the middles of neighbours, which a full row makes smaller."""
    bare = [(board.width[one] + board.width[other]) / 2 for one, other in pairwise(row)]
    free = [_LANE if one in board.lanes or other in board.lanes else GAP for one, other in pairwise(row)]
    room = board.span - sum(board.width[name] for name in row)
    share = min(1.0, max(_CROWDED, room / sum(free))) if free else 1.0
    return [one + other * share for one, other in zip(bare, free, strict=True)]
