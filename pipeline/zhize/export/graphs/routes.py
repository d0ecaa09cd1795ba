"""Where the lines of the picture run: upright through the rows, along bars between them, with round corners."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from zhize.export.graphs.shapes import whole
from zhize.export.graphs.spacing import spread
from zhize.export.graphs.tracks import Bar, levels

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from zhize.export.graphs.layered import Layout
    from zhize.export.graphs.units import Link, Trunk

_CORNER, _PORT = 9.0, 8.0  # from the corner of a box to a line, and between two lines
_PASSES = 4  # of ports that look for each other
_STRAIGHT = 1.5  # a line that is off by less is drawn straight
_ROUND = 5.0
_LEVEL, _DENSE, _MANY = 5.0, 4.0, 24  # between two bars of a channel, and where there are many
_ABOVE, _BELOW, _EMPTY = 8.0, 12.0, 20.0  # the arrow needs room below the last bar and above the first
_FEW, _AIR = 8, 14.0  # a picture of few rows has room to spare

Point = tuple[float, float]
Port = tuple[int, str]  # a trunk and the box at which it begins or ends


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """The space below a row: the level of the bar of each trunk, and the height that they take."""

    level: Mapping[int, int]  # a trunk that goes straight through has none
    step: float
    above: float  # from the row to the first bar
    height: float

    def y(self, trunk: int) -> float | None:
        """Return how far below the row the bar of a trunk lies."""
        return self.above + self.level[trunk] * self.step if trunk in self.level else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """The x of everything, and the channels between the rows."""

    trunks: Sequence[Trunk]
    row_of: Mapping[str, int]
    ports: Mapping[Port, float]
    lanes: Mapping[tuple[int, int], float]
    channels: tuple[Channel, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What the y of a line depends on."""

    tops: Sequence[float]  # of the rows
    heights: Sequence[float]
    half: Mapping[str, float]  # half the height of each box

    def edge(self, name: str, row: int, *, below: bool) -> float:
        """Return the y at which a line meets a box."""
        middle = self.tops[row] + self.heights[row] / 2
        return middle + self.half[name] + 1 if below else middle - self.half[name] - 1


def ways(trunks: Sequence[Trunk], layout: Layout, widths: Mapping[str, float]) -> Ways:
    """Return where the trunks run, but for the y, which depends on how high the channels are."""
    row_of = {name: index for index, row in enumerate(layout.rows) for name in row}
    ports = _ports(trunks, layout, widths, row_of)
    bars: list[dict[int, Bar]] = [{} for _ in layout.rows]
    for number, trunk in enumerate(trunks):
        for row, bar in _bars(number, trunk, layout, ports, row_of):
            bars[row][number] = bar
    return Ways(
        trunks=trunks,
        row_of=row_of,
        ports=ports,
        lanes=layout.lanes,
        channels=tuple(_channel(found, _AIR if len(bars) <= _FEW else 0.0) for found in bars),
    )


def path(found: Ways, number: int, link: Link, ground: Ground) -> str:
    """Return the path of a link from the root of its trunk to its leaf, so that all dashes of a trunk agree."""
    trunk = found.trunks[number]
    return _rounded(list(_points(found, number, trunk.root, trunk.leaf(link), ground)))


# --- ports -----------------------------------------------------------------------------------------------------------


def _ports(
    trunks: Sequence[Trunk], layout: Layout, widths: Mapping[str, float], row_of: Mapping[str, int]
) -> dict[Port, float]:
    """Return where on its box each trunk begins or ends: as near as may be to where it comes from."""
    sides: dict[tuple[str, bool], list[Port]] = defaultdict(list)
    wishes: dict[Port, list[Port | tuple[int, int]]] = defaultdict(list)
    for number, trunk in enumerate(trunks):
        sides[trunk.root, trunk.step >= 0].append((number, trunk.root))
        for leaf in dict.fromkeys(map(trunk.leaf, trunk.links)):
            sides[leaf, trunk.step <= 0].append((number, leaf))
            before = (number, row_of[leaf] - trunk.step)
            wishes[number, leaf].append(before if before in layout.lanes else (number, trunk.root))
            after = (number, row_of[trunk.root] + trunk.step)
            wishes[number, trunk.root].append(after if after in layout.lanes else (number, leaf))
    ports = {port: layout.centres[port[1]] for ends in sides.values() for port in ends}
    for _ in range(_PASSES):
        for (name, _below), ends in sides.items():
            # What is tied to a lane pulls to it; what is tied to another port meets it half way, pass by pass.
            wish = {port: _mean([_x(other, ports, layout) for other in wishes[port]]) for port in ends}
            order = sorted(ends, key=lambda port: (wish[port], port))
            half = widths[name] / 2 - _CORNER
            gap = min(_PORT, 2 * half / max(1, len(ends) - 1))
            low, high = layout.centres[name] - half, layout.centres[name] + half
            gaps, weights = [gap] * (len(ends) - 1), [1.0] * len(ends)
            placed = spread([wish[port] for port in order], gaps, low, high, weights)
            ports.update(zip(order, placed, strict=True))
    return ports


def _x(stop: Port | tuple[int, int], ports: Mapping[Port, float], layout: Layout) -> float:
    number, at = stop
    return ports[number, at] if isinstance(at, str) else layout.lanes[number, at]


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


# --- bars ------------------------------------------------------------------------------------------------------------


def _bars(
    number: int, trunk: Trunk, layout: Layout, ports: Mapping[Port, float], row_of: Mapping[str, int]
) -> Iterator[tuple[int, Bar]]:
    """Return the bar of a trunk in each channel that it crosses, by the row above the channel."""
    start = row_of[trunk.root]
    leaves: dict[int, set[float]] = defaultdict(set)
    for leaf in map(trunk.leaf, trunk.links):
        leaves[row_of[leaf]].add(ports[number, leaf])
    if not trunk.step:
        yield start, Bar(tops=tuple(sorted({ports[number, trunk.root], *leaves[start]})), bottoms=())
        return
    here = ports[number, trunk.root]
    for row in range(start + trunk.step, max(leaves, key=lambda row: abs(row - start)) + trunk.step, trunk.step):
        onward = {layout.lanes[number, row]} if (number, row) in layout.lanes else set()
        near, far = (here,), tuple(sorted(leaves[row] | onward))
        upper, lower = (near, far) if trunk.step > 0 else (far, near)
        yield min(row, row - trunk.step), Bar(tops=upper, bottoms=lower)
        here = layout.lanes.get((number, row), 0.0)


def _channel(found: Mapping[int, Bar], air: float) -> Channel:
    bent = {number: bar for number, bar in found.items() if not bar.bottoms or bar.high - bar.low > _STRAIGHT}
    level = dict(zip(bent, levels(list(bent.values())), strict=True))
    count = max(level.values(), default=-1) + 1
    step = _DENSE if count > _MANY else _LEVEL
    above = _ABOVE + air / 2
    height = max(_EMPTY, _ABOVE + (count - 1) * step + _BELOW) if count else _EMPTY
    return Channel(level=level, step=step, above=above, height=height + air)


# --- paths -----------------------------------------------------------------------------------------------------------


def _points(found: Ways, number: int, root: str, leaf: str, ground: Ground) -> Iterator[Point]:
    start, end, step = found.row_of[root], found.row_of[leaf], found.trunks[number].step
    x = found.ports[number, root]
    yield x, ground.edge(root, start, below=step >= 0)
    for row in range(start + step, end + step, step) if step else [start]:
        upper = min(row, row - step) if step else row
        onward = found.ports[number, leaf] if row == end else found.lanes[number, row]
        away = found.channels[upper].y(number)
        if away is not None:
            y = ground.tops[upper] + ground.heights[upper] + away
            yield x, y
            yield onward, y
        x = onward
    yield x, ground.edge(leaf, end, below=step <= 0)


def _rounded(points: Sequence[Point]) -> str:
    """Return a path along the points, its corners round."""
    kept = [points[0]]
    for point in points[1:]:
        if point == kept[-1]:
            continue
        if len(kept) > 1 and (kept[-2][0] == kept[-1][0] == point[0] or kept[-2][1] == kept[-1][1] == point[1]):
            kept.pop()
        kept.append(point)
    words = [f"M{_at(kept[0])}"]
    for before, corner, after in zip(kept, kept[1:], kept[2:], strict=False):
        into, out = _towards(corner, before), _towards(corner, after)
        words.append(f"L{_at(into)}Q{_at(corner)} {_at(out)}")
    return "".join(words) + f"L{_at(kept[-1])}"


def _towards(corner: Point, other: Point) -> Point:
    """Return the point on the way from a corner to the next, where its rounding ends."""
    across, down = other[0] - corner[0], other[1] - corner[1]
    length = abs(across) + abs(down)
    share = min(_ROUND, length / 2) / length
    return corner[0] + across * share, corner[1] + down * share


def _at(point: Point) -> str:
    return f"{whole(point[0])} {whole(point[1])}"
