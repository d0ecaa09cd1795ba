"""Which article stands for which, as a picture: two columns of articles and a line a pair, one SVG without a script.

Colour and dashes say the type, thickness whether what is demanded changed, a dot that the article changed places; what
stands on one side only ends in a short bar. Texts of more articles than a screen shows are drawn in ribbons: a run of
pairs of one type is one shape. Every shape leads to its pair and says in its tooltip what it stands for.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from zhize.comparison import ChangeKind, PairType, Side
from zhize.export.comparisons.alignment_columns import (
    BOX,
    FONT,
    INK,
    NUMBERED,
    PALE,
    TITLE,
    WIDTH,
    column_of,
    drawn,
    height_of,
)
from zhize.export.comparisons.rows import place_of, type_names
from zhize.export.graphs.shapes import ems, px
from zhize.export.markup import escape

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from zhize.comparison import Comparison, Pair, Stance
    from zhize.export.comparisons.alignment_columns import Column

_FAMILY: Final = "'Noto Sans CJK SC','Microsoft YaHei','PingFang SC',sans-serif"
_HERE, _THERE = TITLE + BOX, WIDTH - TITLE - BOX  # where lines begin and end
_STUB, _CAP = 26.0, 3.5
_MARGIN, _LINE = 8.0, 22.0  # of the legend
_RED, _BLUE, _GREEN, _VIOLET, _GREY = (
    "var(--prohibition,#a52a1a)",
    "var(--link,#1f5a8f)",
    "var(--permission,#23703f)",
    "var(--exception,#7a3e9d)",
    "var(--constitutive,#6b6f76)",
)
# From the ground up: what is the same lies under what a reader looks for.
_STROKES: Final[Mapping[PairType, tuple[str, str]]] = {
    PairType.IDENTICAL: (_GREY, ""),
    PairType.ADAPTED: (_GREEN, "1.5 3"),
    PairType.MODIFIED: (_BLUE, "8 3"),
    PairType.SPLIT: (_VIOLET, "9 3 2 3"),
    PairType.MERGED: (_VIOLET, "3 3"),
    PairType.DELETED: (_RED, ""),
    PairType.ADDED: (_RED, ""),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shape:
    """A pair, or a run of them, with the articles that it joins."""

    pair: int  # number of the (first) pair
    type: PairType
    left: tuple[int, ...]  # indexes
    right: tuple[int, ...]
    moved: bool
    demanding: bool  # something that is demanded changed
    title: str
    run: bool = False  # left and right are ranges that answer each other one by one


def to_svg(comparison: Comparison, why: Callable[[Pair], str]) -> str:
    """Return the picture of which article stands for which.

    Args:
        comparison: what `zhize.compare` returned.
        why: what speaks for a pair, in a sentence for its tooltip; empty without.

    Returns:
        An SVG for a page, in the colours of that page or in its own. Its links lead to ``#pair-12``. 93 articles
        against 93 take less than 60 kB, and 1,260 against 1,260 less than that if most stayed in their places.
    """
    texts = comparison.left.regulation.articles, comparison.right.regulation.articles
    height = max(map(height_of, texts))
    left, right = (column_of(articles, height) for articles in texts)
    names = type_names(comparison.stance)
    shapes = [_shape(number, pair, (left, right), names, why) for number, pair in enumerate(comparison.pairs, 1)]
    if min(left.step, right.step) < NUMBERED:
        shapes = list(_ribbons(shapes, (left, right), names))
    # Without chapters nothing stands at the edges.
    edge = 0.0 if any(block.title for column in (left, right) for block in column.blocks) else TITLE - 2 * _MARGIN
    samples, bottom = _legend(shapes, names, comparison.stance, (edge, height + 32))
    label = "条文对应图：左右两列为两文的条文，连线为对应关系"
    wide = WIDTH - 2 * edge
    size = (
        f'viewBox="{px(edge)} 0 {px(wide)} {px(bottom)}" style="max-width:{px(1.1 * wide)}px" '
        f'font-family="{_FAMILY}" font-size="{px(FONT)}"'
    )
    return "\n".join(
        (
            f'<svg class="alignment" role="group" aria-label="{label}" {size}>',
            *drawn(left, mirrored=False),
            *drawn(right, mirrored=True),
            *_lines(shapes, (left, right), comparison.stance),
            samples,
            "</svg>",
        )
    )


# --- what joins them -------------------------------------------------------------------------------------------------


def _shape(
    number: int, pair: Pair, columns: tuple[Column, Column], names: Mapping[PairType, str], why: Callable[[Pair], str]
) -> _Shape:
    said = [names[pair.type]]
    if pair.left and pair.right:
        said.append(f"相似度{pair.similarity:.2f}")
    said += ["次序移动"] * pair.moved
    reasons = why(pair)
    sides = " ↔ ".join("、".join(map(place_of, ids)) for ids in (pair.left, pair.right) if ids)
    return _Shape(
        pair=number,
        type=pair.type,
        left=tuple(sorted(columns[0].order[id_] for id_ in pair.left)),
        right=tuple(sorted(columns[1].order[id_] for id_ in pair.right)),
        moved=pair.moved,
        demanding=any(change.kind is not ChangeKind.WORDING for change in pair.changes),
        title=f"{sides}：{'，'.join(said)}" + (f"。{reasons}" if reasons else ""),
    )


def _ribbons(
    shapes: Sequence[_Shape], columns: tuple[Column, Column], names: Mapping[PairType, str]
) -> Iterator[_Shape]:
    """Yield the shapes with runs of one type put together, as far as they run side by side."""
    run: list[_Shape] = []
    for shape in sorted(shapes, key=lambda one: (not one.left, one.left, one.right)):
        if run and not _follows(run[-1], shape):
            yield _joined(run, columns, names)
            run = []
        run.append(shape)
    if run:
        yield _joined(run, columns, names)


def _follows(shape: _Shape, after: _Shape) -> bool:
    alike = (shape.type, shape.moved, shape.demanding) == (after.type, after.moved, after.demanding)
    steps = [
        len(here) == len(there) <= 1 and all(one + 1 == other for one, other in zip(here, there, strict=True))
        for here, there in ((shape.left, after.left), (shape.right, after.right))
    ]
    return alike and all(steps)


def _joined(run: Sequence[_Shape], columns: tuple[Column, Column], names: Mapping[PairType, str]) -> _Shape:
    first, last = run[0], run[-1]
    if len(run) == 1:
        return first
    sides = [
        f"{place_of(column.articles[start[0]].id)}至{place_of(column.articles[end[0]].id)}"
        for column, start, end in zip(columns, (first.left, first.right), (last.left, last.right), strict=True)
        if start
    ]
    return _Shape(
        pair=first.pair,
        type=first.type,
        left=first.left + last.left,
        right=first.right + last.right,
        moved=first.moved,
        demanding=first.demanding,
        title=f"{' ↔ '.join(sides)}：{names[first.type]}，{len(run)}条",
        run=True,
    )


def _lines(shapes: Iterable[_Shape], columns: tuple[Column, Column], stance: Stance) -> Iterator[str]:
    drawn: dict[PairType, list[str]] = {kind: [] for kind in _STROKES}
    for shape in shapes:
        drawn[shape.type].append(_link(shape, *columns, _colour(shape.type, stance)))
    for kind, found in drawn.items():
        if found:
            yield f'<g class="{kind}" fill="none" {_stroke(kind, stance)}>{"".join(found)}</g>'


def _stroke(kind: PairType, stance: Stance) -> str:
    dashes = _STROKES[kind][1]
    return f'stroke="{_colour(kind, stance)}"' + (f' stroke-dasharray="{dashes}"' if dashes else "")


def _colour(kind: PairType, stance: Stance) -> str:
    own = PairType.ADDED if stance.basis is Side.LEFT else PairType.DELETED  # what only the judged text has
    return _BLUE if kind is own else _STROKES[kind][0]


def _link(shape: _Shape, left: Column, right: Column, colour: str) -> str:
    path = _ribbon(shape, left, right) if shape.run else _path(shape, left, right)
    wide = 2.4 if shape.demanding or not (shape.left and shape.right) else 1.2
    fill = f' fill="{colour}" fill-opacity=".22"' if shape.run and shape.left and shape.right else ""
    dot = _dot(shape, left, right) if shape.moved else ""
    # A line of a pixel is hard to hit: a wide one without colour lies over it.
    return (
        f'<a href="#pair-{shape.pair}"><title>{escape(shape.title)}</title>'
        f'<path d="{path}" stroke-width="{px(wide)}"{fill}/>{dot}'
        f'<path class="hit" d="{path}" stroke-width="9" stroke-opacity="0"/></a>'
    )


def _path(shape: _Shape, left: Column, right: Column) -> str:
    ours = [left.tops[index] + left.step / 2 for index in shape.left]
    theirs = [right.tops[index] + right.step / 2 for index in shape.right]
    if not theirs:
        return _stub(_HERE, ours, _STUB)
    if not ours:
        return _stub(_THERE, theirs, -_STUB)
    return "".join(f"M{px(_HERE)} {px(y)}{_curve(y, _THERE, other)}" for y in ours for other in theirs)


def _stub(x: float, ys: Sequence[float], length: float) -> str:
    return "".join(f"M{px(x)} {px(y)}h{px(length)}m0 {px(-_CAP)}v{px(2 * _CAP)}" for y in ys)


def _curve(y: float, x: float, end: float) -> str:
    middle = px(WIDTH / 2)
    return f"H{px(x)}" if px(y) == px(end) else f"C{middle} {px(y)} {middle} {px(end)} {px(x)} {px(end)}"


def _ribbon(shape: _Shape, left: Column, right: Column) -> str:
    """Return the outline of a run; of one on a single side a bar beside its articles."""
    ends = [
        (column.tops[side[0]], column.tops[side[-1]] + column.step) if side else (0.0, 0.0)
        for column, side in ((left, shape.left), (right, shape.right))
    ]
    (top, bottom), (far_top, far_bottom) = ends
    if not shape.right:
        return f"M{px(_HERE + 4)} {px(top)}h{px(_STUB)}V{px(bottom)}h{px(-_STUB)}"
    if not shape.left:
        return f"M{px(_THERE - 4)} {px(far_top)}h{px(-_STUB)}V{px(far_bottom)}h{px(_STUB)}"
    forth, back = _curve(top, _THERE, far_top), _curve(far_bottom, _HERE, bottom)
    return f"M{px(_HERE)} {px(top)}{forth}V{px(far_bottom)}{back}V{px(top)}"


def _dot(shape: _Shape, left: Column, right: Column) -> str:
    ours, theirs = left.tops[shape.left[0]] + left.step / 2, right.tops[shape.right[0]] + right.step / 2
    middle = (ours + theirs) / 2
    return f'<circle class="dot" cx="{px(WIDTH / 2)}" cy="{px(middle)}" r="3.5"/>'


# --- legend ----------------------------------------------------------------------------------------------------------


def _legend(
    shapes: Sequence[_Shape], names: Mapping[PairType, str], stance: Stance, start: tuple[float, float]
) -> tuple[str, float]:
    """Explain what occurs; return the drawing and the y at which it ends."""
    kinds = {shape.type for shape in shapes}
    samples = [(_sample(kind, stance), names[kind]) for kind in _STROKES if kind in kinds]
    plain = f'stroke="{PALE}"'
    if any(shape.demanding for shape in shapes):
        samples.append((f'<path d="M0 0H36" stroke-width="2.4" {plain}/>', "粗线：规范有变化"))
    if any(shape.moved for shape in shapes):
        dot = f'<path d="M0 0H36" stroke-width="1.2" {plain}/><circle class="dot" cx="18" r="3.5" {plain}/>'
        samples.append((dot, "圆点：次序移动"))
    rows: list[str] = []
    left, y = start[0] + _MARGIN, start[1]
    x = left
    for drawing, words in samples:
        wide = 70 + ems(words) * FONT
        if x > left and x + wide > WIDTH - start[0]:
            x, y = left, y + _LINE
        rows.append(f'<g transform="translate({px(x)} {px(y)})">{drawing}<text x="44" y="4">{escape(words)}</text></g>')
        x += wide
    return f'<g aria-hidden="true" fill="{INK}">{"".join(rows)}</g>', y + 14


def _sample(kind: PairType, stance: Stance) -> str:
    path = f"M0 0h{px(_STUB)}m0 {px(-_CAP)}v{px(2 * _CAP)}" if kind in {PairType.ADDED, PairType.DELETED} else "M0 0H36"
    return f'<path d="{path}" stroke-width="1.6" fill="none" {_stroke(kind, stance)}/>'
