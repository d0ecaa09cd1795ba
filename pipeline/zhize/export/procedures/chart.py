"""A procedure as a flow chart in SVG: top-down, as wide as A4 portrait; cases at the left, what follows beside them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from zhize.export.graphs.shapes import FAMILY, HUES, INK, PALE, STROKES, arrows, px, stroke
from zhize.export.markup import escape
from zhize.export.procedures.rows import Row, rows_of
from zhize.export.procedures.shapes import (
    CASE,
    FONT,
    SMALL,
    box_of,
    case_of,
    draw_box,
    draw_case,
    draw_end,
    draw_pill,
    end_of,
    pills_of,
)
from zhize.export.procedures.wrapping import wrapped
from zhize.labels import RELATION
from zhize.procedures import Decision

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhize.export.procedures.shapes import Sign
    from zhize.procedures import Procedure, Stage
    from zhize.types import Relation

WIDTH = 760.0
_MIDDLE, _BOX = 380.0, 440.0  # of a chart without cases
_LEFT_MIDDLE, _LEFT_BOX = 196.0, 344.0  # of one with cases: the column of the questions
_RIGHT, _RIGHT_BOX = 430.0, 290.0  # what follows in a case
_RAIL = 744.0  # the line on which the cases of one decision come together
_PILLS = 165.0  # the widest pill of a chart with cases
_GAP, _PILL_GAP, _ROW = 30.0, 5.0, 18.0
_NOTE = "箭头旁的字：怎样转到下一环节；蓝框：时限；尖角框：情形。圆角框为职务，双线框为会议，虚线框为社会。"


@dataclass(slots=True, kw_only=True)
class _Canvas:
    """What is drawn so far, and where the main line stands."""

    middle: float
    box: float
    y: float
    lines: list[str] = field(default_factory=list)
    shapes: list[str] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)


def to_svg(procedure: Procedure, *, title: str = "") -> str:
    """Return the flow chart of a procedure.

    Args:
        procedure: the procedure.
        title: of its text; stands below the heading.

    Returns:
        An SVG document of text, the same for the same procedure, as wide as the text of an A4 page.
    """
    cased = any(isinstance(part, Decision) for part in procedure.flow)
    canvas = _Canvas(middle=_LEFT_MIDDLE if cased else _MIDDLE, box=_LEFT_BOX if cased else _BOX, y=0.0)
    _heading(canvas, procedure, title)
    _end(canvas, procedure.matter or "开始")
    for part in procedure.flow:
        if isinstance(part, Decision):
            _decision(canvas, part)
        else:
            _stage(canvas, part)
    following = "；".join(f"后续：{other.title}" for other in procedure.following)
    _reach(canvas, canvas.y + _GAP)
    _end(canvas, following or "结束")
    return _document(canvas, procedure)


def _document(canvas: _Canvas, procedure: Procedure) -> str:
    notes = wrapped(_NOTE, (WIDTH - 40) / SMALL)
    y = canvas.y + 30
    rows = [
        f'<text x="20" y="{px(y + n * 15)}" font-size="{px(SMALL)}" fill="{PALE}">{line}</text>'
        for n, line in enumerate(notes)
    ]
    height = y + len(notes) * 15
    name = escape(f"{procedure.title}流程图")
    plain = _marker("plain", PALE)
    size = (
        f'viewBox="0 0 {px(WIDTH)} {px(height)}" width="{px(WIDTH)}" height="{px(height)}" '
        f'font-family="{FAMILY}" font-size="{px(FONT)}"'
    )
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" class="procedure" role="img" aria-label="{name}" {size}>',
            f"<title>{name}</title>",
            f"<defs>{plain}{''.join(arrows(canvas.relations))}</defs>",
            '<rect width="100%" height="100%" fill="#fff"/>',
            '<g class="lines" fill="none" stroke-width="1.5">',
            *canvas.lines,
            "</g>",
            *canvas.shapes,
            *rows,
            "</svg>",
            "",
        ]
    )


def _marker(name: str, colour: str) -> str:
    return (
        f'<marker id="to-{name}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" '
        f'markerUnits="userSpaceOnUse" orient="auto"><path d="M0 .8 7.5 4 0 7.2z" fill="{colour}"/></marker>'
    )


def _heading(canvas: _Canvas, procedure: Procedure, title: str) -> None:
    y = 34.0
    for line in wrapped(procedure.title, (WIDTH - 60) / 19):
        canvas.shapes.append(text(line, WIDTH / 2, y, size=19, fill=INK, bold=True))
        y += 26
    source = f"《{title}》{procedure.place}" if title else procedure.place
    for line in wrapped(source, (WIDTH - 60) / 12):
        canvas.shapes.append(text(line, WIDTH / 2, y, size=12, fill=PALE))
        y += 17
    canvas.y = y + 6


def text(words: str, x: float, y: float, *, size: float, fill: str, bold: bool = False, anchor: str = "middle") -> str:
    """Return a line of words."""
    weight = ' font-weight="700"' if bold else ""
    return (
        f'<text x="{px(x)}" y="{px(y)}" text-anchor="{anchor}" font-size="{px(size)}"{weight} fill="{fill}">'
        f"{escape(words)}</text>"
    )


# --- the main line ---------------------------------------------------------------------------------------------------


def _end(canvas: _Canvas, words: str) -> None:
    sign = end_of(words, canvas.box)
    canvas.shapes.append(draw_end(sign, canvas.middle - sign.width / 2, canvas.y))
    canvas.y += sign.height


def _stage(canvas: _Canvas, stage: Stage) -> None:
    """Draw a stage below what is there, its times beside the arrow that leads to it."""
    pills = pills_of(stage.times, WIDTH - canvas.middle - 40 if canvas.middle == _MIDDLE else _PILLS)
    top = canvas.y + max(_GAP, _high(pills) + 12)
    _reach(canvas, top, stage.relation)
    _pills(canvas, pills, canvas.middle + 12, top - _high(pills) - 7)
    box = box_of(stage, canvas.box)
    canvas.shapes.append(draw_box(box, canvas.middle - box.width / 2, top))
    canvas.y = top + box.height


def _high(pills: Sequence[Sign]) -> float:
    return sum(pill.height + _PILL_GAP for pill in pills)


def _pills(canvas: _Canvas, pills: Sequence[Sign], left: float, top: float) -> None:
    for pill in pills:
        canvas.shapes.append(draw_pill(pill, left, top))
        top += pill.height + _PILL_GAP


def _reach(canvas: _Canvas, top: float, relation: Relation | None = None, *, arrow: bool = True) -> None:
    """Draw the main line from where it stands down to a shape, with a word for how it is handed on."""
    _line(canvas, f"M{px(canvas.middle)} {px(canvas.y)}V{px(top - 1)}", relation, arrow=arrow)
    if relation is not None:
        _word(canvas, relation, canvas.middle - 9, max(canvas.y + 14, (canvas.y + top) / 2 + 3))
    canvas.y = top


def _line(canvas: _Canvas, path: str, relation: Relation | None = None, *, arrow: bool = True) -> None:
    if relation is not None:
        canvas.relations.append(relation)
        look = stroke(relation)
    else:
        look = f'stroke="{PALE}"' + (' marker-end="url(#to-plain)"' if arrow else "")
    canvas.lines.append(f'<path d="{path}" {look}/>')


def _word(canvas: _Canvas, relation: Relation, x: float, y: float, *, anchor: str = "end") -> None:
    colour = HUES[STROKES[relation][0]]
    canvas.shapes.append(text(RELATION[relation], x, y, size=11, fill=colour, anchor=anchor))


# --- cases -----------------------------------------------------------------------------------------------------------


def _decision(canvas: _Canvas, decision: Decision) -> None:
    """Draw the cases below each other: of a choice one holds, and all meet at the rail; else each is asked in turn."""
    rows = rows_of(decision)
    if not decision.exclusive:
        for row in rows:
            _asked(canvas, row)
        return
    canvas.shapes.append(text("按情形之一", canvas.middle - 9, canvas.y + 18, size=11, fill=CASE, anchor="end"))
    ends, top = [], canvas.y + _GAP
    for number, row in enumerate(rows):
        question, high, end, foot = _case(canvas, row, top, asked=False)
        _reach(canvas, question, arrow=number == 0)
        canvas.y, top = question + high, foot + _ROW
        ends.append(end)
    bottom = foot + 12
    _line(canvas, f"M{px(_RAIL)} {px(ends[0])}V{px(bottom)}H{px(canvas.middle)}", arrow=False)
    for y in ends:
        _line(canvas, f"M{px(_RIGHT + _RIGHT_BOX)} {px(y)}H{px(_RAIL)}", arrow=False)
    canvas.y = bottom


def _asked(canvas: _Canvas, row: Row) -> None:
    """Draw a case that holds or does not; where it does, what follows leads back to the main line."""
    question, high, _, foot = _case(canvas, row, canvas.y + _GAP, asked=True)
    _reach(canvas, question)
    canvas.y = question + high
    canvas.shapes.append(text("否", canvas.middle - 9, canvas.y + 15, size=11, fill=CASE, anchor="end"))
    x, back = _RIGHT + _RIGHT_BOX / 2, foot + 11
    _line(canvas, f"M{px(x)} {px(foot)}V{px(back)}H{px(canvas.middle + 2)}")
    # What comes next draws the line from the question down past the place where the case comes back.
    if back > canvas.y:
        _line(canvas, f"M{px(canvas.middle)} {px(canvas.y)}V{px(back)}", arrow=False)
        canvas.y = back


def _case(canvas: _Canvas, row: Row, top: float, *, asked: bool) -> tuple[float, float, float, float]:
    """Draw the shape of a case and what follows at its right.

    Returns:
        The top and the height of the shape, the y of the middle of the last box, and where that box ends or, if that is
        lower, the shape.
    """
    boxes = [box_of(stage, _RIGHT_BOX) for stage in row.stages]
    pills = [pills_of(stage.times, _RIGHT_BOX if number == 0 else _PILLS) for number, stage in enumerate(row.stages)]
    sign = case_of(row.words, _LEFT_BOX)
    first = top + max(_high(pills[0]), (sign.height - boxes[0].height) / 2)
    middle = first + boxes[0].height / 2
    canvas.shapes.append(
        draw_case(sign, canvas.middle - sign.width / 2, middle - sign.height / 2, listed=len(row.words) > 1)
    )
    _sideways(canvas, middle, row.stages[0], asked=asked)
    _pills(canvas, pills[0], _RIGHT, first - _high(pills[0]))
    y = first
    for number, box in enumerate(boxes):
        if number:
            y = _down_right(canvas, y, row.stages[number], pills[number])
        canvas.shapes.append(draw_box(box, _RIGHT, y))
        y += box.height
    last = y - boxes[-1].height / 2
    foot = y if asked else max(y, middle + sign.height / 2)
    if asked and middle + sign.height / 2 > y:
        x = _RIGHT + _RIGHT_BOX / 2
        foot = middle + sign.height / 2
        _line(canvas, f"M{px(x)} {px(y)}V{px(foot)}", arrow=False)
    return middle - sign.height / 2, sign.height, last, foot


def _sideways(canvas: _Canvas, y: float, stage: Stage, *, asked: bool) -> None:
    left = canvas.middle + _LEFT_BOX / 2
    middle = (left + _RIGHT) / 2 - 3
    _line(canvas, f"M{px(left)} {px(y)}H{px(_RIGHT - 1)}", stage.relation)
    if asked:
        canvas.shapes.append(text("是", middle, y - 5, size=11, fill=CASE))
    if stage.relation is not None:
        _word(canvas, stage.relation, middle, y + 14, anchor="middle")


def _down_right(canvas: _Canvas, y: float, stage: Stage, pills: Sequence[Sign]) -> float:
    """Draw the arrow between two boxes at the right; return where the second begins."""
    gap = max(_GAP, _high(pills) + 10)
    x = _RIGHT + _RIGHT_BOX / 2
    _line(canvas, f"M{px(x)} {px(y)}v{px(gap - 1)}", stage.relation)
    _pills(canvas, pills, x + 12, y + gap - _high(pills) - 3)
    if stage.relation is not None:
        _word(canvas, stage.relation, x - 9, y + gap / 2 + 4)
    return y + gap
