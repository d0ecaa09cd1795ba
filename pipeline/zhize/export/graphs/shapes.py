"""How the things of the picture look: lines by relation, outlines by type, and the sizes of text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from unicodedata import east_asian_width

from zhize.graph import Tier
from zhize.types import ActorType, Relation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

TIER: Final[Mapping[Tier, str]] = {
    Tier.UPPER: "上级",
    Tier.PARTY: "党委 人大 政协",
    Tier.GOVERNMENT: "政府",
    Tier.MEETING: "会议",
    Tier.HEADS: "领导 职务",
    Tier.OFFICE: "办公室",
    Tier.DEPARTMENT: "部门 单位",
    Tier.LOWER: "下级 镇街",
    Tier.PUBLIC: "社会",
}
"""Names of the tiers at the left of the picture."""

HUES: Final[Mapping[str, str]] = {
    "up": "#0072b2",
    "assent": "#a51d2d",
    "with": "#009e73",
    "tell": "#997700",
    "watch": "#882e87",
    "lead": "#3a3f46",
}
"""What a duty is about, as a class that a page may colour anew, and its colour on white.

Any two differ for eyes that see no red, no green or no blue; a test measures it."""

_SOLID, _DASHED, _DOTTED, _MIXED = "", "7 4", "1.5 4", "9 3 2 3"

# Dashes within a colour: each relation can be told in black and white by its dashes and the word in its tooltip.
STROKES: Final[Mapping[Relation, tuple[str, str]]] = {
    Relation.REPORTS_TO: ("up", _SOLID),
    Relation.SUBMITS_TO: ("up", _DASHED),
    Relation.REQUESTS_LEAVE_FROM: ("up", _DOTTED),
    Relation.APPROVED_BY: ("assent", _SOLID),
    Relation.REVIEWED_BY: ("assent", _DASHED),
    Relation.CONSULTS: ("with", _SOLID),
    Relation.ASSISTS: ("with", _DASHED),
    Relation.NOTIFIES: ("tell", _SOLID),
    Relation.INVITES: ("tell", _DOTTED),
    Relation.TRANSFERS_TO: ("tell", _MIXED),
    Relation.SUPERVISES: ("watch", _SOLID),
    Relation.SUPERVISED_BY: ("watch", _DASHED),
    Relation.DIRECTS: ("lead", _SOLID),
    Relation.DELEGATES_TO: ("lead", _DASHED),
}
"""Hue and dashes of each relation."""

PALE, INK = "#5b6470", "#1b2430"
"""Colours of outlines and small print, and of names."""

FAMILY: Final = "'Noto Sans CJK SC','Microsoft YaHei','PingFang SC',sans-serif"
"""Fonts of the words, as a style names them: what there is on Linux, Windows and macOS."""

LINE: Final = 17.0
"""Height of a line of a label."""


def stroke(relation: Relation, *, arrow: str = "end") -> str:
    """Return the attributes of lines of this relation.

    Args:
        relation: what they stand for.
        arrow: the end of the path that bears the arrow, ``start`` or ``end``.
    """
    hue, dashes = STROKES[relation]
    dash = f' stroke-dasharray="{dashes}"' if dashes else ""
    head = f"to-{hue}" if arrow == "end" else f"from-{hue}"
    return f'class="{hue}" stroke="{HUES[hue]}"{dash} marker-{arrow}="url(#{head})"'


def arrows(relations: Iterable[Relation]) -> Iterator[str]:
    """Define the heads of the arrows that these relations need, for either end of a path."""
    for hue in dict.fromkeys(STROKES[relation][0] for relation in relations):
        for name, at, head in (("to", 7, "M0 .6 7.5 4 0 7.4z"), ("from", 1, "M8 .6 .5 4 8 7.4z")):
            yield (
                f'<marker id="{name}-{hue}" viewBox="0 0 8 8" refX="{at}" refY="4" markerWidth="8" markerHeight="8" '
                f'markerUnits="userSpaceOnUse" orient="auto">'
                f'<path class="{hue}" d="{head}" fill="{HUES[hue]}"/></marker>'
            )


def outline(kind: str, left: float, top: float, width: float, height: float) -> str:
    """Draw the shape of a type: box, pill, double line, dashes."""
    radius = min(height / 2, LINE - 3) if kind == ActorType.ROLE else 3
    dashes = ' stroke-dasharray="4 3"' if kind == ActorType.GROUP else ""
    outer = (
        f'<rect class="box" x="{px(left)}" y="{px(top)}" width="{px(width)}" height="{px(height)}" rx="{px(radius)}" '
        f'fill="#fff" stroke="{PALE}"{dashes}/>'
    )
    if kind != ActorType.MEETING:
        return outer
    return outer + (
        f'<rect class="rim" x="{px(left + 2.5)}" y="{px(top + 2.5)}" width="{px(width - 5)}" height="{px(height - 5)}" '
        f'rx="1.5" fill="none" stroke="{PALE}" stroke-width=".7"/>'
    )


def part(kind: str, left: float, top: float, height: float) -> str:
    """Draw the mark of a body that belongs to another: a thick line inside its left edge."""
    inset = min(height / 2, LINE - 3) * 0.6 if kind == ActorType.ROLE else 3
    return (
        f'<path class="part" d="M{px(left + 2.5)} {px(top + inset)}V{px(top + height - inset)}" '
        f'stroke="{PALE}" stroke-width="2.6"/>'
    )


def ems(text: str) -> float:
    """Return how wide a text is, in units of its font size."""
    return sum(1.0 if east_asian_width(char) in "WFA" else 0.58 for char in text)


def px(value: float) -> str:
    """Return a length as the picture writes it: one decimal, and none where it is 0."""
    return f"{value:.1f}".rstrip("0").rstrip(".")


def whole(value: float) -> str:
    """Return a length of a line in whole pixels: a picture has thousands, and nobody sees half of one."""
    return f"{value:.0f}"
