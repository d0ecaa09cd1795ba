"""The duty graph as a picture: one SVG, drawn by hand from a layered layout, without a script or a font of its own.

Bodies stand in the rows of their tiers; a line runs from who owes a duty to whom it is owed, its colour and its dashes
say which relation, its thickness how many norms. Bodies without any relation stand below. The groups carry what a page
needs to filter: ``data-body`` and ``data-at`` (a number) on bodies, ``data-of`` (the number of the body that it belongs
to), ``data-from``, ``data-to`` (numbers of bodies) and ``data-relation`` on lines. What a page may colour anew has
classes: ``sheet``, ``band``, ``rim``, ``box``, ``part``, ``name``, ``small``, and the hues of the lines.
"""

from __future__ import annotations

import math
from collections import defaultdict
from itertools import groupby
from typing import TYPE_CHECKING

from zhize.export.graphs.legend import legend
from zhize.export.graphs.places import BAND, LEFT, SHELF_FONT, scene
from zhize.export.graphs.routes import path
from zhize.export.graphs.sentences import norms, of_body, of_ties
from zhize.export.graphs.shapes import FAMILY, INK, LINE, PALE, STROKES, TIER, arrows, outline, part, px, stroke
from zhize.export.graphs.sizes import FONT, PAD, SMALL
from zhize.export.markup import escape
from zhize.graph import ties
from zhize.types import Force

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import networkx as nx

    from zhize.export.graphs.places import Scene, Shelf, Spot
    from zhize.export.graphs.sizes import Box
    from zhize.export.graphs.units import Link
    from zhize.graph import Tier
    from zhize.types import Relation

_ALONE = "以下主体，条文没有写明相对方："
_SHADE = "#f2f4f7"


def to_svg(graph: nx.MultiDiGraph) -> str:
    """Return the picture of a duty graph.

    Args:
        graph: what `zhize.duty_graph` returned, or any part of it.

    Returns:
        An SVG document of text, the same for the same graph; by itself it stands on white.
    """
    drawn = ties(graph)
    place = scene(graph, drawn)
    numbers = {name: number for number, name in enumerate(graph)}
    relations = [relation for relation in STROKES if any(tie.relation is relation for tie in drawn)]
    every = [*place.spots, *(place.shelf.spots if place.shelf else ())]
    explained, height = legend(
        relations,
        {spot.box.kind for spot in every},
        parts=any(spot.box.parent for spot in every),
        top=place.bottom + 20,
        right=place.width,
    )
    size = (
        f' viewBox="0 0 {px(place.width)} {px(height)}" width="{px(place.width)}" height="{px(height)}"'
        f' font-family="{FAMILY}" font-size="{px(FONT)}"'
    )
    title = escape(f"《{graph.graph.get('title', '')}》职责关系图")
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="duties" role="img" aria-label="{title}"{size}>',
        f"<title>{title}</title>",
        f"<defs>{''.join(arrows(relations))}</defs>",
        '<rect class="sheet" width="100%" height="100%" fill="#fff"/>',
        *_bands(place),
        *_rims(place),
        f'<g class="ties" fill="none" transform="translate({px(LEFT)} 0)">',
        *_lines(place, numbers),
        '</g><g class="bodies">',
        *(_body(spot, numbers) for spot in every),
        "</g>",
        explained,
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


# --- bands and bodies ------------------------------------------------------------------------------------------------


def _bands(place: Scene) -> Iterator[str]:
    """Draw the tiers: a faint band, its name at the left; below them those of the bodies that stand alone."""
    ground = place.ground
    for tier, rows in groupby(range(len(place.rows)), key=place.rows.__getitem__):
        indices = list(rows)
        bottom = ground.tops[indices[-1]] + ground.heights[indices[-1]]
        yield _band(tier, place.width, ground.tops[indices[0]] - BAND, bottom + BAND)
    if place.shelf:
        yield from _shelf(place.shelf, place.width)


def _shelf(shelf: Shelf, width: float) -> Iterator[str]:
    yield _sheet(shelf.top, shelf.bottom, width)
    yield f'<text class="small" x="12" y="{px(shelf.top + 17)}" font-size="12" fill="{PALE}">{_ALONE}</text>'
    for tier, left, middle in shelf.names:
        yield (
            f'<text class="small" x="{px(left)}" y="{px(middle + 4)}" font-size="{px(SHELF_FONT)}" '
            f'fill="{PALE}">{TIER[tier]}</text>'
        )


def _band(tier: Tier, width: float, top: float, bottom: float) -> str:
    words = TIER[tier].split()
    # Where the names of a tier find no room below each other they stand on one line.
    lines = words if len(words) * 15 <= bottom - top else [" ".join(words)]
    first = (top + bottom) / 2 - (len(lines) - 1) * 7.5 + 4
    size = 12 if len(lines[0]) <= 5 else 10  # noqa: PLR2004  # characters that fit before the boxes
    named = "".join(
        f'<text class="small" x="12" y="{px(first + number * 15)}" font-size="{size}" fill="{PALE}">{line}</text>'
        for number, line in enumerate(lines)
    )
    return _sheet(top, bottom, width) + named


def _sheet(top: float, bottom: float, width: float) -> str:
    return f'<rect class="band" y="{px(top)}" width="{px(width)}" height="{px(bottom - top)}" fill="{_SHADE}"/>'


def _rims(place: Scene) -> Iterator[str]:
    """Draw the frames around bodies that have the same ties."""
    for left, top, shape in place.rims:
        yield (
            f'<rect class="rim" x="{px(left)}" y="{px(top)}" width="{px(shape.width)}" height="{px(shape.height)}" '
            f'rx="6" fill="#fff" stroke="#aab3be"/>'
        )


def _body(spot: Spot, numbers: Mapping[str, int]) -> str:
    box = spot.box
    whole = f' data-of="{numbers[box.parent]}"' if box.parent else ""
    drawn = outline(box.kind, spot.left, spot.top, box.width, box.height)
    if box.parent:
        drawn += part(box.kind, spot.left, spot.top, box.height)
    return (
        f'<g class="body" data-body="{escape(box.name)}" data-at="{numbers[box.name]}"{whole}>'
        f"<title>{escape(of_body(box))}</title>{drawn}{_label(box, spot.left, spot.top)}</g>"
    )


def _label(box: Box, left: float, top: float) -> str:
    """Write the name into its box, and small at its right how many norms the body bears."""
    middle = px(left + (box.width - box.count_width) / 2)
    first = top + box.height / 2 - (len(box.lines) - 1) * LINE / 2 + box.font * 0.36
    words = "".join(
        f'<tspan x="{middle}" y="{px(first + number * LINE)}">{escape(line)}</tspan>'
        for number, line in enumerate(box.lines)
    )
    size = "" if box.font == FONT else f' font-size="{px(box.font)}"'
    label = f'<text class="name" text-anchor="middle"{size} fill="{INK}">{words}</text>'
    if not box.duties:
        return label
    right, foot = px(left + box.width - PAD + 1), px(top + box.height / 2 + 3.5)
    return label + (
        f'<text class="small" x="{right}" y="{foot}" text-anchor="end" font-size="{px(SMALL)}" '
        f'fill="{PALE}">{box.duties}</text>'
    )


# --- lines -----------------------------------------------------------------------------------------------------------


def _lines(place: Scene, numbers: Mapping[str, int]) -> Iterator[str]:
    """Draw the links, those of a relation and a direction in one group that gives them its stroke."""
    lines: dict[tuple[Relation, str], list[str]] = defaultdict(list)
    for number, trunk in enumerate(place.ways.trunks):
        arrow = "end" if trunk.outward else "start"
        # The fewest norms first, so that what matters most lies on top.
        for link in sorted(trunk.links, key=lambda link: len(norms(link.ties))):
            lines[trunk.relation, arrow].append(_line(link, path(place.ways, number, link, place.ground), numbers))
    turns: dict[str, int] = defaultdict(int)
    for link in place.loops:
        lines[link.relation, "end"].append(_line(link, _loop(place, link.bearer, turns[link.bearer]), numbers))
        turns[link.bearer] += 1
    for relation in STROKES:
        for arrow in ("end", "start"):
            if found := lines[relation, arrow]:
                yield f"<g {stroke(relation, arrow=arrow)}>{''.join(found)}</g>"


def _line(link: Link, way: str, numbers: Mapping[str, int]) -> str:
    found = norms(link.ties)
    # One duty that only encourages is drawn pale.
    pale = ' opacity=".55"' if all(duty.force is Force.SOFT for duty in found) and len(found) == 1 else ""
    return (
        f'<g class="tie" data-from="{_listed([tie.bearer for tie in link.ties], numbers)}" '
        f'data-to="{_listed([tie.counterpart for tie in link.ties], numbers)}" data-relation="{link.relation}">'
        f"<title>{escape(of_ties(link.ties))}</title>"
        f'<path d="{way}" stroke-width="{px(1.3 + 0.8 * math.log2(len(found)))}"{pale}/></g>'
    )


def _listed(names: Sequence[str], numbers: Mapping[str, int]) -> str:
    return " ".join(str(numbers[name]) for name in dict.fromkeys(names))


def _loop(place: Scene, head: str, turn: int) -> str:
    """Draw a duty of a body towards others of its kind (部门之间): a small loop at its right."""
    row = place.ways.row_of[head]
    x = place.centres[head] + place.frames[head].width / 2
    y = place.ground.tops[row] + place.ground.heights[row] / 2
    out = 13 + 4 * turn
    return f"M{px(x)} {px(y - 5)}C{px(x + out)} {px(y - 12)} {px(x + out)} {px(y + 12)} {px(x + 1)} {px(y + 5)}"
