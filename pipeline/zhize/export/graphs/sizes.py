"""How big the boxes of the picture are: names broken into lines, bodies side by side in a frame."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from zhize.export.graphs.shapes import LINE, ems

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FONT: Final = 13.0
"""Size of the names."""
SMALL: Final = 10.0
"""Size of the numbers beside them."""
PAD: Final = 8.0
"""From the edge of a box to its name."""

_LABEL_CHARS = 11  # a longer name is broken into lines of about equal length
_MOST_LINES = 3  # of a name; the whole of it stands in the tooltip
_CHIP_FONT, _CHIP_HEIGHT, _CHIP_CHARS = 11.5, 20.0, 26
_FRAME_PAD, _CHIP_GAP, _FRAME_WIDTH = 6.0, 5.0, 360.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A body: its words and its size."""

    name: str
    kind: str  # an `ActorType`, or empty
    duties: int
    parent: str  # the body it belongs to, where the picture shows that one; else empty
    lines: tuple[str, ...]
    count_width: float  # room at the right for the number of duties
    width: float
    height: float
    font: float = FONT


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One body, or several in one frame: where each stands in it."""

    places: tuple[tuple[Box, float, float], ...]  # left and top of each box, from the frame's own
    width: float
    height: float

    @property
    def single(self) -> bool:
        """Return whether it is one body, which needs no line around it."""
        return len(self.places) == 1


def box(name: str, said: Mapping[str, object], parent: str) -> Box:
    """Return a box that holds the name of a body and the number of its duties."""
    duties = said.get("duties", 0)
    count = duties if isinstance(duties, int) else 0
    lines = _break(name)
    count_width = len(str(count)) * SMALL * 0.6 + 6 if count else 0.0
    return Box(
        name=name,
        kind=str(said.get("type", "")),
        duties=count,
        parent=parent,
        lines=lines,
        count_width=count_width,
        width=max(ems(line) for line in lines) * FONT + 2 * PAD + count_width,
        height=len(lines) * LINE + 7,
    )


def chip(one: Box) -> Box:
    """Return a body that has no lines in a small box: its name on one line."""
    name = one.name if len(one.name) <= _CHIP_CHARS else f"{one.name[: _CHIP_CHARS - 1]}…"
    width = ems(name) * _CHIP_FONT + 2 * PAD + one.count_width
    return replace(one, lines=(name,), width=width, height=_CHIP_HEIGHT, font=_CHIP_FONT)


def frame(boxes: Sequence[Box], room: float) -> Frame:
    """Return a frame for bodies that have the same ties, at least as wide as the lines that end at it need."""
    if len(boxes) == 1:
        width = max(boxes[0].width, room)
        only = replace(boxes[0], width=width)
        return Frame(places=((only, 0.0, 0.0),), width=width, height=only.height)
    places, height = flow(boxes, max(_FRAME_WIDTH, room), _CHIP_GAP)
    width = max(left + one.width for one, left, _ in places)
    return Frame(
        places=tuple((one, left + _FRAME_PAD, top + _FRAME_PAD) for one, left, top in places),
        width=max(width + 2 * _FRAME_PAD, room),
        height=height + 2 * _FRAME_PAD,
    )


def flow(boxes: Sequence[Box], width: float, gap: float) -> tuple[list[tuple[Box, float, float]], float]:
    """Set boxes side by side in rows of a width; return the left and top of each, and the height of all."""
    placed: list[tuple[Box, float, float]] = []
    left, top, tallest = 0.0, 0.0, 0.0
    for one in boxes:
        if left and left + one.width > width:
            left, top, tallest = 0.0, top + tallest + gap, 0.0
        placed.append((one, left, top))
        left += one.width + gap
        tallest = max(tallest, one.height)
    return placed, top + tallest


def _break(name: str) -> tuple[str, ...]:
    """Break a long name into lines of about equal length, after a stop or bracket where there is one near."""
    if len(name) > _LABEL_CHARS * _MOST_LINES:
        name = name[: _LABEL_CHARS * _MOST_LINES - 1] + "…"
    count = max(1, -(-len(name) // _LABEL_CHARS))
    lines = []
    while count > 1:
        at = -(-len(name) // count)
        near = sorted((at + shift for shift in range(-2, 3)), key=lambda end: abs(end - at))
        at = next((end for end in near if name[end - 1 : end] in {"、", "）", "的"}), at)
        lines.append(name[:at])
        name, count = name[at:], count - 1
    return (*lines, name)
