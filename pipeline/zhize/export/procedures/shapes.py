"""The things of a flow chart with their sizes: boxes of stages, cases, pills of times, ends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from zhize.export.graphs.shapes import INK, PALE, ems, outline, px
from zhize.export.markup import escape
from zhize.export.procedures.wrapping import wrapped

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from zhize.procedures import Stage

FONT, SMALL, LINE, SMALL_LINE = 13.0, 10.5, 18.0, 15.0
PAD: Final = 11.0
CASE, CASE_FILL, TIME, TIME_FILL, END_FILL = "#a06400", "#fff8ea", "#1d5f9e", "#eaf2fa", "#f1f3f6"
_SLANT = 16.0
_AIR = 7.0  # above and below the words of a box
_GAP = 10.0  # between a line and the place beside it
_SLACK = 4.0  # fonts differ by a little
_UNNAMED = "（未写明由谁）"


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A stage: who in bold, what, the exception, and small the place."""

    stage: Stage
    who: tuple[str, ...]
    what: tuple[str, ...]
    notes: tuple[str, ...]
    corner: str  # the place, at the right of the last line where there is room
    width: float
    height: float


def box_of(stage: Stage, width: float) -> Box:
    """Return the box of a stage in a column of a width."""
    room = (width - 2 * PAD - _SLACK) / FONT
    small = (width - 2 * PAD - _SLACK) / SMALL
    who = wrapped(who_of(stage), room)
    what = wrapped(words_of(stage), room)
    place = stage.place + (f"（另见{'、'.join(stage.also)}）" if stage.also else "")
    notes = tuple(line for note in notes_of(stage) for line in wrapped(note, small))
    corner = place if not notes and _fits(what[-1], place, width) else ""
    notes += () if corner else wrapped(place, small)
    height = 2 * _AIR + (len(who) + len(what)) * LINE + len(notes) * SMALL_LINE + 2
    return Box(stage=stage, who=who, what=what, notes=notes, corner=corner, width=width, height=height)


def _fits(line: str, place: str, width: float) -> bool:
    """Whether a place stands at the right of a centred line without touching it."""
    return width / 2 - ems(line) * FONT / 2 - ems(place) * SMALL - 8 - _GAP > 0


def notes_of(stage: Stage) -> list[str]:
    """Return what else is said of a stage: who hands it on where he did not act before, and its exception."""
    told = [f"报送：{'、'.join(stage.by)}"] if stage.by else []
    return told + ([f"例外：{stage.exception}"] if stage.exception else [])


def words_of(stage: Stage) -> str:
    """Return the words of an act, before them what it is done with where that is another thing."""
    return f"{stage.about}：{stage.words}" if stage.about else stage.words


def who_of(stage: Stage) -> str:
    """Return who acts, and whether that is a guess."""
    return ("、".join(stage.actors) + ("（推定）" if stage.guessed else "")) if stage.actors else _UNNAMED


def draw_box(box: Box, left: float, top: float) -> str:
    """Draw a stage; its outline says what kind of actor it is, as in the graph of duties."""
    stage = box.stage
    middle, y = left + box.width / 2, top + _AIR + LINE * 0.76
    rows = [_row(line, middle, y + n * LINE, weight=True) for n, line in enumerate(box.who)]
    y += len(box.who) * LINE
    rows += [_row(line, middle, y + n * LINE) for n, line in enumerate(box.what)]
    y += len(box.what) * LINE
    rows += [_row(line, middle, y + n * SMALL_LINE, small=True) for n, line in enumerate(box.notes)]
    if box.corner:
        corner = px(left + box.width - 8)
        rows.append(
            f'<text x="{corner}" y="{px(y - LINE)}" text-anchor="end" font-size="{px(SMALL)}" fill="{PALE}">'
            f"{escape(box.corner)}</text>"
        )
    title = escape(f"{stage.place}：{stage.words}")
    kind = stage.kind or ""
    return (
        f'<g class="stage" data-norm="{escape(stage.norm)}" data-article="{escape(stage.article)}">'
        f"<title>{title}</title>{outline(kind, left, top, box.width, box.height)}{''.join(rows)}</g>"
    )


def _row(line: str, x: float, y: float, *, weight: bool = False, small: bool = False) -> str:
    style = ' font-weight="700"' if weight else ""
    style += f' font-size="{px(SMALL)}" fill="{PALE}"' if small else f' fill="{INK}"'
    return f'<text x="{px(x)}" y="{px(y)}" text-anchor="middle"{style}>{escape(line)}</text>'


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """Words in a shape: the cases of a decision, a time, where a procedure begins and ends."""

    lines: tuple[str, ...]
    width: float
    height: float


def case_of(words: Sequence[str], width: float) -> Sign:
    """Return the shape that asks for one of some cases; several stand in a list."""
    room = (width - 2 * (_SLANT + 6) - _SLACK) / FONT
    if len(words) == 1:
        lines = wrapped(words[0], room)
    else:
        marked = (enumerate(wrapped(each, room - 1)) for each in words)
        lines = tuple(("　" if number else "・") + line for each in marked for number, line in each)
    return Sign(lines=lines, width=width, height=14 + len(lines) * LINE)


def draw_case(sign: Sign, left: float, top: float, *, listed: bool) -> str:
    """Draw the question whether a case holds: a box with pointed sides."""
    right, bottom, middle = left + sign.width, top + sign.height, top + sign.height / 2
    edge = min(_SLANT, sign.height / 2)
    points = " ".join(
        f"{px(x)},{px(y)}"
        for x, y in (
            (left, middle),
            (left + edge, top),
            (right - edge, top),
            (right, middle),
            (right - edge, bottom),
            (left + edge, bottom),
        )
    )
    x = left + _SLANT + 6 if listed else left + sign.width / 2
    anchor = "start" if listed else "middle"
    words = "".join(
        f'<text x="{px(x)}" y="{px(top + 7 + LINE * (n + 0.76))}" text-anchor="{anchor}" fill="{INK}">'
        f"{escape(line)}</text>"
        for n, line in enumerate(sign.lines)
    )
    return f'<g class="case"><polygon points="{points}" fill="{CASE_FILL}" stroke="{CASE}"/>{words}</g>'


def pills_of(times: Iterable[str], width: float) -> list[Sign]:
    """Return the pills of some times, each as wide as its words."""
    signs = []
    for time in times:
        lines = wrapped(time, (width - 20 - _SLACK) / SMALL)
        wide = max(ems(line) for line in lines) * SMALL + 20 + _SLACK
        signs.append(Sign(lines=lines, width=wide, height=5 + len(lines) * SMALL_LINE))
    return signs


def draw_pill(sign: Sign, left: float, top: float) -> str:
    """Draw a time."""
    radius = min(sign.height / 2, 10.0)
    words = "".join(
        f'<text x="{px(left + sign.width / 2)}" y="{px(top + 2.5 + SMALL_LINE * (n + 0.74))}" text-anchor="middle" '
        f'font-size="{px(SMALL)}" fill="{TIME}">{escape(line)}</text>'
        for n, line in enumerate(sign.lines)
    )
    return (
        f'<g class="time"><rect x="{px(left)}" y="{px(top)}" width="{px(sign.width)}" height="{px(sign.height)}" '
        f'rx="{px(radius)}" fill="{TIME_FILL}" stroke="{TIME}" stroke-width=".8"/>{words}</g>'
    )


def end_of(words: str, width: float) -> Sign:
    """Return the shape of a beginning or an end."""
    lines = wrapped(words, (width - 40 - _SLACK) / FONT)
    wide = max(ems(line) for line in lines) * FONT + 40 + _SLACK
    return Sign(lines=lines, width=max(90.0, wide), height=12 + len(lines) * LINE)


def draw_end(sign: Sign, left: float, top: float) -> str:
    """Draw a beginning or an end."""
    words = "".join(_row(line, left + sign.width / 2, top + 6 + LINE * (n + 0.76)) for n, line in enumerate(sign.lines))
    return (
        f'<g class="end"><rect x="{px(left)}" y="{px(top)}" width="{px(sign.width)}" height="{px(sign.height)}" '
        f'rx="{px(min(sign.height / 2, 18))}" fill="{END_FILL}" stroke="{PALE}"/>{words}</g>'
    )
