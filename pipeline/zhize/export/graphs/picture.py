"""The duty graph as a picture: one SVG, drawn by hand from a layered layout, without a script or a font of its own.

Bodies stand in the rows of their tiers; a line runs from who owes a duty to whom it is owed, its colour and its dashes
say which relation, its thickness how many duties. Every group carries what a page needs to filter by it:
``data-body`` on bodies, ``data-from``, ``data-to`` and ``data-relation`` on lines.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from zhize.export.graphs.layered import layered
from zhize.export.graphs.legend import legend
from zhize.export.graphs.shapes import INK, LINE, PALE, STROKES, TIER, arrows, ems, outline, px, stroke, whole
from zhize.export.markup import escape
from zhize.graph import Tier, ties
from zhize.labels import ACTOR_TYPE, RELATION, UNSTATED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import networkx as nx

    from zhize.export.graphs.layered import Layout, Pair
    from zhize.graph import Tie
    from zhize.types import Relation

_FONT, _COUNT_FONT, _PAD = 13.0, 10.0, 9.0
_FAMILY = "'Noto Sans CJK SC','Microsoft YaHei','PingFang SC',sans-serif"
_LABEL_CHARS = 11  # a longer name is broken into lines of about equal length
_LEFT, _RIGHT, _TOP = 86.0, 16.0, 18.0
_SPAN = 1090.0  # of the boxes; with the margins the picture is as wide as a page's text and a screen
_PORT, _WIDEST = 7.0, 150.0  # room for a line on the edge of its box, and how wide a box becomes for its lines
_STRAND = 5.0  # between two lines that join the same bodies


@dataclass(frozen=True, slots=True, kw_only=True)
class _Box:
    """A body: its words and its size."""

    name: str
    kind: str
    duties: int
    lines: tuple[str, ...]
    count_width: float  # room at the right for the number of duties
    width: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Canvas:
    """A layout with the y of its rows."""

    boxes: Mapping[str, _Box]
    layout: Layout
    tops: Sequence[float]
    heights: Sequence[float]
    row_of: Mapping[str, int]
    width: float
    bottom: float


def to_svg(graph: nx.MultiDiGraph) -> str:
    """Return the picture of a duty graph.

    Args:
        graph: what `zhize.duty_graph` returned, or any part of it.

    Returns:
        An SVG document of text, the same for the same graph; 泗水's 60 bodies take less than 100 kB.
    """
    drawn = ties(graph)
    canvas = _canvas(graph, drawn)
    explained, height = legend(
        {tie.relation for tie in drawn},
        {said.get("type", "") for _, said in graph.nodes(data=True)},
        top=canvas.bottom,
        right=canvas.width,
    )
    size = (
        f' viewBox="0 0 {px(canvas.width)} {px(height)}" width="{px(canvas.width)}" height="{px(height)}"'
        f' font-family="{_FAMILY}" font-size="{px(_FONT)}"'
    )
    title = escape(f"《{graph.graph.get('title', '')}》职责关系图")
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="duties" role="img" aria-label="{title}"{size}>',
        f"<title>{title}</title>",
        f"<defs>{''.join(arrows(tie.relation for tie in drawn))}</defs>",
        '<rect width="100%" height="100%" fill="#fff"/>',
        *_bands(canvas),
        '<g class="ties" fill="none">',
        *_lines(drawn, canvas),
        '</g><g class="bodies">',
        *(_body(canvas, name) for row in canvas.layout.rows for name in row),
        "</g>",
        explained,
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


# --- sizes -----------------------------------------------------------------------------------------------------------


def _canvas(graph: nx.MultiDiGraph, drawn: Sequence[Tie]) -> _Canvas:
    ends = Counter(end for tie in drawn for end in (tie.bearer, tie.counterpart))
    boxes = {
        name: _box(name, said.get("type", ""), said.get("duties", 0), ends[name])
        for name, said in graph.nodes(data=True)
    }
    tier_of = dict(graph.nodes(data="tier"))
    groups = [[name for name in boxes if tier_of[name] == tier] for tier in Tier]
    strands = Counter(_pair(tie) for tie in drawn if tie.bearer != tie.counterpart)
    pairs = {pair: (count - 1) * _STRAND for pair, count in strands.items()}
    layout = layered(groups, {name: box.width for name, box in boxes.items()}, pairs, _SPAN)
    heights = [max(boxes[name].height for name in row) for row in layout.rows]
    row_of = {name: index for index, row in enumerate(layout.rows) for name in row}
    tops, at = [], _TOP + 8
    for index, height in enumerate(heights):
        tops.append(at)
        at += height + _space(index, layout, row_of)
    right = [layout.centres[name] + box.width / 2 for name, box in boxes.items()] + list(layout.lanes.values())
    return _Canvas(
        boxes=boxes,
        layout=layout,
        tops=tops,
        heights=heights,
        row_of=row_of,
        width=_LEFT + max([_SPAN, *right]) + _RIGHT,
        bottom=tops[-1] + heights[-1] + 26 if tops else _TOP,
    )


def _space(row: int, layout: Layout, row_of: Mapping[str, int]) -> float:
    """Return the distance to the next row: more where more lines go sideways."""
    slants = sum(
        1 for one, other in layout.routes if min(row_of[one], row_of[other]) <= row < max(row_of[one], row_of[other])
    )
    arcs = [one for one, other in layout.routes if row_of[one] == row == row_of[other]]
    return 34 + min(44, 1.4 * slants) + (14 if arcs else 0)


def _box(name: str, kind: str, duties: int, ends: int) -> _Box:
    """Return a box that holds its words and is wide enough for the lines that end at it."""
    lines = _break(name)
    count_width = len(str(duties)) * _COUNT_FONT * 0.6 + 7 if duties else 0.0
    return _Box(
        name=name,
        kind=kind,
        duties=duties,
        lines=lines,
        count_width=count_width,
        width=max(max(ems(line) for line in lines) * _FONT + 2 * _PAD + count_width, min(ends * _PORT, _WIDEST)),
        height=len(lines) * LINE + 9,
    )


def _break(name: str) -> tuple[str, ...]:
    """Break a long name into lines of about equal length, after a stop or bracket where there is one near."""
    count = -(-len(name) // _LABEL_CHARS)
    lines = []
    while count > 1:
        at = -(-len(name) // count)
        near = sorted((at + shift for shift in range(-2, 3)), key=lambda end: abs(end - at))
        at = next((end for end in near if name[end - 1 : end] in {"、", "）", "的"}), at)
        lines.append(name[:at])
        name, count = name[at:], count - 1
    return (*lines, name)


# --- bands and bodies ------------------------------------------------------------------------------------------------


def _bands(canvas: _Canvas) -> Iterator[str]:
    """Draw the tiers: a faint band, its name at the left."""
    tiers = list(Tier)
    for number, (tier, rows) in enumerate(groupby(range(len(canvas.tops)), key=lambda row: canvas.layout.tiers[row])):
        indices = list(rows)
        top = canvas.tops[indices[0]] - 13
        bottom = canvas.tops[indices[-1]] + canvas.heights[indices[-1]] + 13
        fill = "#f6f7f9" if number % 2 else "#f1f3f6"
        yield f'<rect x="0" y="{px(top)}" width="{px(canvas.width)}" height="{px(bottom - top)}" fill="{fill}"/>'
        words = TIER[tiers[tier]].split()
        middle = (top + bottom) / 2 - (len(words) - 1) * 8 + 4
        for line, word in enumerate(words):
            yield f'<text x="14" y="{px(middle + line * 16)}" font-size="12" fill="{PALE}">{word}</text>'


def _body(canvas: _Canvas, name: str) -> str:
    box, row = canvas.boxes[name], canvas.row_of[name]
    left = _LEFT + canvas.layout.centres[name] - box.width / 2
    top = canvas.tops[row] + (canvas.heights[row] - box.height) / 2
    kind = ACTOR_TYPE.get(box.kind, f"类型{UNSTATED}")
    return (
        f'<g class="body" data-body="{escape(name)}"><title>{escape(name)}（{kind}）：承担规范{box.duties}项</title>'
        f"{outline(box.kind, left, top, box.width, box.height)}{_label(box, left, top)}</g>"
    )


def _label(box: _Box, left: float, top: float) -> str:
    """Write the name into its box, and small at its right how many norms the body bears."""
    middle = px(left + (box.width - box.count_width) / 2)
    first = top + 4.5 + LINE * 0.76
    words = "".join(
        f'<tspan x="{middle}" y="{px(first + number * LINE)}">{escape(line)}</tspan>'
        for number, line in enumerate(box.lines)
    )
    label = f'<text text-anchor="middle" fill="{INK}">{words}</text>'
    if not box.duties:
        return label
    right, foot = px(left + box.width - _PAD + 2), px(top + box.height / 2 + 3.5)
    return label + (
        f'<text x="{right}" y="{foot}" text-anchor="end" font-size="{px(_COUNT_FONT)}" '
        f'fill="{PALE}">{box.duties}</text>'
    )


# --- lines -----------------------------------------------------------------------------------------------------------

_Point = tuple[float, float]


def _pair(tie: Tie) -> Pair:
    one, other = sorted((tie.bearer, tie.counterpart))
    return one, other


def _thickness(tie: Tie) -> float:
    return 1.2 + 0.9 * math.log2(len(tie.duties))


def _lines(drawn: Sequence[Tie], canvas: _Canvas) -> Iterator[str]:
    """Draw the ties, those of a relation in one group that gives them its stroke."""
    strands: dict[Pair, list[Tie]] = defaultdict(list)
    for tie in drawn:
        strands[_pair(tie)].append(tie)
    ports = _ports(canvas)
    lines: dict[Relation, list[str]] = {relation: [] for relation in STROKES}
    for pair, same in strands.items():
        for number, tie in enumerate(same):
            shift = (number - (len(same) - 1) / 2) * _STRAND
            lines[tie.relation].append(_line(tie, _path(canvas, ports, pair, tie, shift)))
    for relation, found in lines.items():
        if found:
            yield f"<g {stroke(relation)}>{''.join(found)}</g>"


def _line(tie: Tie, path: str) -> str:
    places = "、".join(dict.fromkeys(duty.place for duty in tie.duties))
    words = f"{tie.bearer} —{RELATION[tie.relation]}→ {tie.counterpart}：{len(tie.duties)}项，{places}"
    return (
        f'<g class="tie" data-from="{escape(tie.bearer)}" data-to="{escape(tie.counterpart)}" '
        f'data-relation="{tie.relation}"><title>{escape(words)}</title>'
        f'<path d="{path}" stroke-width="{px(_thickness(tie))}"/></g>'
    )


def _ports(canvas: _Canvas) -> dict[tuple[Pair, str], float]:
    """Return where on its box each line of a pair begins or ends, so that lines fan out without crossing."""
    sides: dict[tuple[str, int], list[tuple[float, Pair]]] = defaultdict(list)
    for pair, route in canvas.layout.routes.items():
        for (row, name), (next_row, next_name) in (route[:2], route[:-3:-1]):
            towards = canvas.layout.lanes.get((next_row, next_name), canvas.layout.centres.get(next_name, 0.0))
            sides[name, 1 if next_row >= row else -1].append((towards, pair))
    ports = {}
    for (name, _), ends in sides.items():
        box, centre = canvas.boxes[name], canvas.layout.centres[name]
        step = min(14.0, (box.width - 16) / max(1, len(ends) - 1))
        for number, (_, pair) in enumerate(sorted(ends)):
            ports[pair, name] = centre + (number - (len(ends) - 1) / 2) * step
    return ports


def _path(canvas: _Canvas, ports: Mapping[tuple[Pair, str], float], pair: Pair, tie: Tie, shift: float) -> str:
    if tie.bearer == tie.counterpart:
        return _loop(canvas, tie.bearer)
    route = canvas.layout.routes[pair]
    if route[0][1] != tie.bearer:
        route = route[::-1]
    (first_row, first), (last_row, last) = route[0], route[-1]
    start, end = _LEFT + ports[pair, first] + shift, _LEFT + ports[pair, last] + shift
    if first_row == last_row:
        return _arc(canvas, first, last, start, end)
    down = last_row > first_row
    points: list[_Point] = [(start, _edge(canvas, first, below=down))]
    for row, name in route[1:-1]:
        x = _LEFT + canvas.layout.lanes[row, name] + shift
        top, bottom = canvas.tops[row] - 4, canvas.tops[row] + canvas.heights[row] + 4
        points += [(x, top), (x, bottom)] if down else [(x, bottom), (x, top)]
    points.append((end, _edge(canvas, last, below=not down)))
    return _curve(points)


def _edge(canvas: _Canvas, name: str, *, below: bool) -> float:
    row = canvas.row_of[name]
    middle = canvas.tops[row] + canvas.heights[row] / 2
    half = canvas.boxes[name].height / 2 + 1
    return middle + half if below else middle - half


def _curve(points: Sequence[_Point]) -> str:
    """Return a path that leaves and enters every point upright."""
    path = f"M{whole(points[0][0])} {whole(points[0][1])}"
    for (x, y), (next_x, next_y) in pairwise(points):
        if whole(x) == whole(next_x):
            path += f"V{whole(next_y)}"
        else:
            bend = (y + next_y) / 2
            path += f"C{whole(x)} {whole(bend)} {whole(next_x)} {whole(bend)} {whole(next_x)} {whole(next_y)}"
    return path


def _arc(canvas: _Canvas, first: str, last: str, start: float, end: float) -> str:
    """Join two bodies of one row from below."""
    top, bottom = _edge(canvas, first, below=True), _edge(canvas, last, below=True)
    depth = max(top, bottom) + min(34.0, 14 + abs(end - start) * 0.05)
    down = f"M{whole(start)} {whole(top)}"
    return down + f"C{whole(start)} {whole(depth)} {whole(end)} {whole(depth)} {whole(end)} {whole(bottom)}"


def _loop(canvas: _Canvas, name: str) -> str:
    """Draw a duty of a body towards others of its kind (部门之间): a small loop at its right."""
    box, row = canvas.boxes[name], canvas.row_of[name]
    x = _LEFT + canvas.layout.centres[name] + box.width / 2
    y = canvas.tops[row] + canvas.heights[row] / 2
    return f"M{px(x)} {px(y - 5)}C{px(x + 15)} {px(y - 14)} {px(x + 15)} {px(y + 14)} {px(x + 1)} {px(y + 5)}"
