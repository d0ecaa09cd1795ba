"""The whole picture in numbers: which bodies stand where, and how big all of it is."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from zhize.export.graphs.layered import layered, split
from zhize.export.graphs.routes import Ground, ways
from zhize.export.graphs.shapes import TIER, ems
from zhize.export.graphs.sizes import Box, Frame, box, chip, frame
from zhize.export.graphs.tints import tier_of
from zhize.export.graphs.units import frames, links, trunks
from zhize.graph import Tier

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import networkx as nx

    from zhize.export.graphs.layered import Layout
    from zhize.export.graphs.routes import Ways
    from zhize.export.graphs.units import Link
    from zhize.graph import Tie

LEFT: Final = 76.0
"""Where the boxes begin; the names of the tiers stand before."""
SHELF_FONT: Final = 11.0
"""Size of the names of the tiers on the shelf."""
BAND: Final = 7.0
"""From the edge of a band to its boxes."""

_RIGHT, _TOP = 14.0, 10.0
_SPAN = 1200.0  # of the boxes; with the margins the picture is as wide as a page's text and a screen
# Room for a line on the edge of its box, and how wide a box becomes for its lines.
_ROOMS = ((13.0, 460.0), (11.0, 300.0), (7.0, 300.0), (12.0, 460.0))
_PATIENCE = 200  # links; with more, one arrangement has to do
_ALONE, _HEADING = 12.0, 26.0  # above the shelf of bodies without lines, and its heading
_MARGIN, _GAP, _APART = 12.0, 6.0, 14.0  # of the shelf, between its boxes, and between its tiers


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A body and the left and top of its box."""

    box: Box
    left: float
    top: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """The bodies that have no relation to any other: small, in rows, those of a tier after its name."""

    names: tuple[tuple[Tier, float, float], ...]  # left, and the middle of the row
    spots: tuple[Spot, ...]
    top: float
    bottom: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Everything in its place."""

    frames: Mapping[str, Frame]  # by their first body
    rims: tuple[tuple[float, float, Frame], ...]  # left and top of each frame that holds several
    spots: tuple[Spot, ...]  # bodies with relations, row by row
    rows: tuple[Tier, ...]  # the tier of each row
    ways: Ways
    ground: Ground
    centres: Mapping[str, float]
    loops: tuple[Link, ...]  # duties of a body towards others of its kind
    shelf: Shelf | None
    width: float
    bottom: float


def scene(graph: nx.MultiDiGraph, drawn: Sequence[Tie]) -> Scene:
    """Return where everything of a graph stands."""
    tiers = {name: tier_of(said) for name, said in graph.nodes(data=True)}
    boxes = {name: box(name, said, _whole(graph, said)) for name, said in graph.nodes(data=True)}
    framed = frames(drawn, tiers)
    found = links(drawn, framed)
    joined = [link for link in found if link.bearer != link.counterpart]
    groups = [[head for head in framed if tiers[head] is tier] for tier in Tier]
    plan = _best(boxes, framed, groups, joined)
    layout, shapes, run = plan.layout, plan.frames, plan.ways
    ground, bottom = _ground(layout, shapes, run)
    rims, spots = _spots(layout, shapes, ground)
    right = [layout.centres[head] + shape.width / 2 for head, shape in shapes.items()] + list(layout.lanes.values())
    width = LEFT + max([_SPAN, *right]) + _RIGHT
    with_ties = {name for names in framed.values() for name in names}
    lone = [boxes[name] for name in graph if name not in with_ties]
    shelf = _shelf(lone, tiers, bottom + _ALONE if framed else _TOP, width - _RIGHT) if lone else None
    return Scene(
        frames=shapes,
        rims=rims,
        spots=spots,
        rows=plan.rows,
        ways=run,
        ground=ground,
        centres=layout.centres,
        loops=tuple(link for link in found if link.bearer == link.counterpart),
        shelf=shelf,
        width=width,
        bottom=shelf.bottom if shelf else max(bottom, _TOP),
    )


def _whole(graph: nx.MultiDiGraph, said: Mapping[str, object]) -> str:
    """Return the body that another belongs to, where it stands in the graph."""
    whole = str(said.get("part_of") or "")
    return whole if whole in graph else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    """One way to arrange the bodies, in x alone."""

    frames: dict[str, Frame]
    layout: Layout
    rows: tuple[Tier, ...]
    ways: Ways

    @property
    def cost(self) -> float:
        """Return how high the picture gets, and how many bars the eye must follow."""
        levels = sum(channel.height for channel in self.ways.channels)
        return levels + sum(len(channel.level) for channel in self.ways.channels)


def _best(
    boxes: Mapping[str, Box],
    framed: Mapping[str, Sequence[str]],
    groups: Sequence[Sequence[str]],
    joined: Sequence[Link],
) -> _Plan:
    """Try some widths of the boxes at which many lines end; a little changes much, and nobody can tell beforehand."""
    rooms = _ROOMS if len(joined) <= _PATIENCE else _ROOMS[:1]
    return min((_plan(boxes, framed, groups, joined, room) for room in rooms), key=lambda plan: plan.cost)


def _plan(
    boxes: Mapping[str, Box],
    framed: Mapping[str, Sequence[str]],
    groups: Sequence[Sequence[str]],
    joined: Sequence[Link],
    room: tuple[float, float],
) -> _Plan:
    ends = Counter(end for link in joined for end in (link.bearer, link.counterpart))
    line, widest = room
    shapes = {
        head: frame([boxes[name] for name in names], min(ends[head] * line + 10, widest))
        for head, names in framed.items()
    }
    widths = {head: shape.width for head, shape in shapes.items()}
    rows, tiers = split(groups, widths, [(link.bearer, link.counterpart) for link in joined], _SPAN)
    row_of = {head: index for index, row in enumerate(rows) for head in row}
    grown = trunks(joined, row_of)
    stems = [(trunk.root, list(dict.fromkeys(map(trunk.leaf, trunk.links)))) for trunk in grown]
    layout = layered(rows, widths, stems, _SPAN)
    order = list(Tier)
    return _Plan(
        frames=shapes, layout=layout, rows=tuple(order[tier] for tier in tiers), ways=ways(grown, layout, widths)
    )


def _ground(layout: Layout, shapes: Mapping[str, Frame], run: Ways) -> tuple[Ground, float]:
    """Return the y of the rows, and where the last one ends."""
    heights = [max(shapes[head].height for head in row) for row in layout.rows]
    tops, at, bottom = [], _TOP + BAND, 0.0
    for row, (height, channel) in enumerate(zip(heights, run.channels, strict=True)):
        tops.append(at)
        # Below the last row there is nothing but the lines that join two of its boxes.
        bottom = at + height + (channel.height if row + 1 < len(heights) or channel.level else BAND)
        at += height + channel.height
    return Ground(tops=tops, heights=heights, half={head: shape.height / 2 for head, shape in shapes.items()}), bottom


def _spots(
    layout: Layout, shapes: Mapping[str, Frame], ground: Ground
) -> tuple[tuple[tuple[float, float, Frame], ...], tuple[Spot, ...]]:
    rims: list[tuple[float, float, Frame]] = []
    spots: list[Spot] = []
    for row, heads in enumerate(layout.rows):
        for head in heads:
            shape = shapes[head]
            left = LEFT + layout.centres[head] - shape.width / 2
            top = ground.tops[row] + (ground.heights[row] - shape.height) / 2
            if not shape.single:
                rims.append((left, top, shape))
            spots += [Spot(box=one, left=left + x, top=top + y) for one, x, y in shape.places]
    return tuple(rims), tuple(spots)


def _shelf(lone: Sequence[Box], tiers: Mapping[str, Tier], top: float, right: float) -> Shelf:
    chips = [chip(one) for one in lone]
    step = chips[0].height + _GAP
    names: list[tuple[Tier, float, float]] = []
    spots: list[Spot] = []
    left, y = _MARGIN, top + _HEADING
    for tier in Tier:
        own = [one for one in chips if tiers[one.name] is tier]
        label = ems(TIER[tier]) * SHELF_FONT + _GAP
        for number, one in enumerate(own):
            wide = one.width + (0.0 if number else label)
            if left > _MARGIN and left + wide > right:
                left, y = _MARGIN, y + step
            if not number:
                names.append((tier, left, y + one.height / 2))
                left += label
            spots.append(Spot(box=one, left=left, top=y))
            left += one.width + _GAP
        left += _APART if own else 0.0
    return Shelf(names=tuple(names), spots=tuple(spots), top=top, bottom=y + step + BAND - _GAP)
