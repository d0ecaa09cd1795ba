"""Deadlines on a line: one SVG, a row an event, before it at the left and after it at the right."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from zhize.export.pages.words import Said, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zhize.export.pages.overview import Event, Moment

_WIDTH, _LABEL, _ROOM = 940.0, 210.0, 84.0  # of all, of the events' names, of the words beside the outermost marks
_HEAD, _FOOT, _ROW, _STEP = 30.0, 8.0, 30.0, 19.0
_TICKS = (1, 3, 7, 15, 30, 90, 182, 365, 1095, 1825, 3650, 7300)
_APART = 46.0  # between the words of two ticks
_MOST_ROWS = 20
_LONGEST = 15  # characters of an event's name
_MOST_TOLD = 5  # deeds that a mark tells of; the others are in the table


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A line upright through all rows, with its words."""

    x: float
    word: str  # key of the page's words


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """A mark: deadlines of one event that are equally long."""

    x: float
    y: float
    working: bool
    length: Said  # 5个工作日; with ×3 where there are three
    href: str
    told: Said  # what it is about, for who points at it or hears it


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An event with its marks."""

    name: str  # as it is drawn; empty where the text does not say
    full: str
    y: float
    bottom: float
    dots: tuple[Dot, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """Everything that is drawn."""

    width: float
    height: float
    zero: float  # x of the event
    ticks: tuple[Tick, ...]
    rows: tuple[Row, ...]
    left_out: int  # events that did not find room


def timeline(events: Sequence[Event]) -> Timeline | None:
    """Return the picture of deadlines by their events; None where there is none.

    The axis is logarithmic: three days and three years stand on one line.
    """
    drawn = events[:_MOST_ROWS]
    if not drawn:
        return None
    reach = [_reach(moment.days) for event in drawn for moment in event.moments]
    left, right = max(0.0, -min(reach)), max(0.0, *reach)
    margin = _ROOM if left else 24.0
    scale = (_WIDTH - _LABEL - margin - _ROOM) / max(left + right, 1.0)
    zero = _LABEL + margin + left * scale
    rows, y = [], _HEAD
    for event in drawn:
        row = _row(event, y, zero, scale)
        rows.append(row)
        y = row.bottom
    return Timeline(
        width=_WIDTH,
        height=y + _FOOT,
        zero=zero,
        ticks=(*_ticks(zero, -scale, left), *_ticks(zero, scale, right)),
        rows=tuple(rows),
        left_out=len(events) - len(drawn),
    )


def _reach(days: float) -> float:
    return math.copysign(math.log2(1 + abs(days)), days)


def _ticks(zero: float, scale: float, reach: float) -> Iterator[Tick]:
    at = zero
    for days in _TICKS:
        x = zero + scale * _reach(days)
        if _reach(days) <= reach and abs(x - at) >= _APART:
            at = x
            yield Tick(x=x, word=f"tick_{days}")


def _row(event: Event, top: float, zero: float, scale: float) -> Row:
    # Marks on one side of the event stand above one another, so that no line runs through another mark's words.
    places: list[tuple[Moment, float, int]] = []
    sides = Counter[bool]()
    for moment in event.moments:
        x = zero + scale * _reach(moment.days)
        places.append((moment, x, sides[x < zero]))
        sides[x < zero] += 1
    levels = max(level for _, _, level in places)
    y = top + _ROW / 2
    name = event.name if len(event.name) <= _LONGEST else event.name[: _LONGEST - 1] + "…"
    return Row(
        name=name,
        full=event.name,
        y=y + levels * _STEP / 2,
        bottom=top + _ROW + levels * _STEP,
        dots=tuple(_dot(event, moment, x, y + level * _STEP) for moment, x, level in places),
    )


def _dot(event: Event, moment: Moment, x: float, y: float) -> Dot:
    unstated = say("event_unstated")
    named = Said(zh=event.name, en=event.name) if event.name else unstated
    lines = [Said(zh=f"{named.zh}：{moment.deeds[0].read.zh}", en=f"{named.en}: {moment.deeds[0].read.en}")]
    for deed in moment.deeds[:_MOST_TOLD]:
        what = "、".join(deed.bearers) + ("　" if deed.bearers else "") + (deed.action or deed.words)
        lines.append(Said(zh=f"{deed.place.zh}　{what}", en=f"{deed.place.en}　{what}"))
    if len(moment.deeds) > _MOST_TOLD:
        lines.append(say("and_more", count=len(moment.deeds)))
    times = f" ×{len(moment.deeds)}" if len(moment.deeds) > 1 else ""
    return Dot(
        x=x,
        y=y,
        working=moment.working,
        length=Said(zh=moment.length.zh + times, en=moment.length.en + times),
        href=moment.deeds[0].href,
        told=Said(zh="\n".join(line.zh for line in lines), en="\n".join(line.en for line in lines)),
    )
