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

_UP, _ASSENT, _WITH, _TELL, _WATCH, _LEAD = "#1d5f9e", "#b8361f", "#1f7a4d", "#a06400", "#7a3e9d", "#4a4f57"
_SOLID, _DASHED, _DOTTED, _MIXED = "", "7 4", "1.5 4", "9 3 2 3"

# Six colours for what the duty is about, dashes within a colour: each relation can be told in black and white by its
# dashes and the word in its tooltip.
STROKES: Final[Mapping[Relation, tuple[str, str]]] = {
    Relation.REPORTS_TO: (_UP, _SOLID),
    Relation.SUBMITS_TO: (_UP, _DASHED),
    Relation.REQUESTS_LEAVE_FROM: (_UP, _DOTTED),
    Relation.APPROVED_BY: (_ASSENT, _SOLID),
    Relation.REVIEWED_BY: (_ASSENT, _DASHED),
    Relation.CONSULTS: (_WITH, _SOLID),
    Relation.ASSISTS: (_WITH, _DASHED),
    Relation.NOTIFIES: (_TELL, _SOLID),
    Relation.INVITES: (_TELL, _DOTTED),
    Relation.TRANSFERS_TO: (_TELL, _MIXED),
    Relation.SUPERVISES: (_WATCH, _SOLID),
    Relation.SUPERVISED_BY: (_WATCH, _DASHED),
    Relation.DIRECTS: (_LEAD, _SOLID),
    Relation.DELEGATES_TO: (_LEAD, _DASHED),
}
"""Colour and dashes of each relation."""


PALE, INK = "#5b6470", "#1b2430"
"""Colours of outlines and small print, and of names."""

LINE: Final = 17.0
"""Height of a line of a label."""


def stroke(relation: Relation) -> str:
    """Return the attributes of a line of this relation, its arrow included."""
    colour, dashes = STROKES[relation]
    dash = f' stroke-dasharray="{dashes}"' if dashes else ""
    return f'stroke="{colour}"{dash} marker-end="url(#arrow-{colour[1:]})"'


def arrows(relations: Iterable[Relation]) -> Iterator[str]:
    """Define the heads of the arrows that these relations need."""
    for colour in dict.fromkeys(STROKES[relation][0] for relation in relations):
        yield (
            f'<marker id="arrow-{colour[1:]}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" '
            f'markerUnits="userSpaceOnUse" orient="auto"><path d="M0 .8 7.5 4 0 7.2z" fill="{colour}"/></marker>'
        )


def outline(kind: str, left: float, top: float, width: float, height: float) -> str:
    """Draw the shape of a type: box, pill, double line, dashes."""
    radius = min(height / 2, LINE - 3) if kind == ActorType.ROLE else 3
    dashes = ' stroke-dasharray="4 3"' if kind == ActorType.GROUP else ""
    outer = (
        f'<rect x="{px(left)}" y="{px(top)}" width="{px(width)}" height="{px(height)}" rx="{px(radius)}" '
        f'fill="#fff" stroke="{PALE}"{dashes}/>'
    )
    if kind != ActorType.MEETING:
        return outer
    return outer + (
        f'<rect x="{px(left + 2.5)}" y="{px(top + 2.5)}" width="{px(width - 5)}" height="{px(height - 5)}" rx="1.5" '
        f'fill="none" stroke="{PALE}" stroke-width=".7"/>'
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
