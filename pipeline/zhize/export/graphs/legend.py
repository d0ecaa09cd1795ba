"""What the lines and outlines of the picture mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhize.export.graphs.shapes import PALE, STROKES, ems, outline, part, px, stroke
from zhize.labels import ACTOR_TYPE, RELATION
from zhize.types import ActorType

if TYPE_CHECKING:
    from collections.abc import Collection

    from zhize.types import Relation

_NOTES = (
    "箭头由承担者指向相对方；线越粗，规范越多；只有一项倡导性规范的线较淡；"
    "同类的线合为一股，关系相同的主体同在一框；框内数字是所承担规范的项数"
)
_NO_LINES = "框内数字是所承担规范的项数"
_NOTHING = "没有从条文中识别出主体和职责"
_PART = "所属主体也在图中"
_FONT, _MARGIN, _STEP = 12.0, 14.0, 22.0


def legend(
    relations: Collection[Relation], kinds: Collection[str], *, parts: bool, top: float, right: float
) -> tuple[str, float]:
    """Explain the relations and the types that occur.

    Args:
        relations: those of the lines that were drawn.
        kinds: types of the bodies that were drawn.
        parts: bodies are marked that belong to another one of the picture.
        top: y to begin at.
        right: x to keep to.

    Returns:
        The drawing and the y at which it ends.
    """
    lines = [_stroke_sample(relation) for relation in STROKES if relation in relations]
    shapes = [(outline(kind, 8, -8, 28, 16), ACTOR_TYPE[kind]) for kind in ActorType if kind in kinds]
    if parts:
        shapes.append((outline("", 8, -8, 28, 16) + part("", 8, -8, 16), _PART))
    y = top + 10
    rows: list[str] = []
    for samples in (lines, shapes):
        drawn, height = _flow(samples, y, right)
        rows += drawn
        y += height
    notes = _NOTES if relations else _NO_LINES if kinds else _NOTHING
    rows.append(f'<text class="small" x="{px(_MARGIN)}" y="{px(y + 4)}" fill="{PALE}">{notes}</text>')
    return f'<g class="legend" font-size="{px(_FONT)}" fill="#3d4652">{"".join(rows)}</g>', y + 18


def _flow(samples: list[tuple[str, str]], top: float, right: float) -> tuple[list[str], float]:
    """Set samples side by side, in as many rows as they need; return them and their height."""
    rows, x, y = [], _MARGIN, top
    for drawing, words in samples:
        wide = 62 + ems(words) * _FONT
        if x > _MARGIN and x + wide > right:
            x, y = _MARGIN, y + _STEP
        rows.append(f'<g transform="translate({px(x)} {px(y)})">{drawing}<text x="44" y="4">{words}</text></g>')
        x += wide
    return rows, y - top + _STEP if samples else 0


def _stroke_sample(relation: Relation) -> tuple[str, str]:
    return f'<path d="M0 0H36" fill="none" stroke-width="1.8" {stroke(relation)}/>', RELATION[relation]
