"""A filled form as a document for Word and WPS: a table, or paragraphs with who answers for each."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from zhize.export.documents.page import NARROW, WIDE, add_line, add_table, new_document, to_bytes
from zhize.export.documents.parts import (
    HEAD,
    KAI,
    ROOM_ACROSS,
    ROOM_UPRIGHT,
    TITLE,
    Block,
    Form,
    Line,
    Run,
    said,
    tallest,
)
from zhize.forms.filling import fill
from zhize.forms.merging import merged_runs
from zhize.forms.phrases import headed, items
from zhize.forms.schema import Layout, Orientation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from docx.document import Document

    from zhize.analysis import Analysis
    from zhize.forms import schema
    from zhize.forms.nouns import Cell, Sheet

_PITCH: Final = 28.95  # points: 22 lines on the page of GB/T 9704
_BODY: Final = 16  # points: 三号
_NOTE: Final = 10
# The wider a form is for its page, the smaller are its characters: digits a millimetre → points.
_SIZES: Final = ((0.62, 10.5), (0.9, 9.0), (99.0, 7.5))
_LEAST: Final = 2.6  # characters of the smallest column
_MARGIN: Final = 2.8  # millimetres at both sides of a cell
_POINT: Final = 25.4 / 72  # millimetres


def to_docx(form: schema.Form, *analyses: Analysis, listed: Sheet | None = None) -> bytes:
    """Return a form, filled from one or more documents.

    Args:
        form: what `zhize.forms.loading.load_form` returned.
        analyses: the documents, in the order in which they shall stand.
        listed: the form as it shall stand, such as with what a person entered; as the documents fill it if not given.

    Returns:
        A .docx file on the A4 page of GB/T 9704. A table repeats its header on every page and parts no row that fits on
        one; the layouts ``lines`` and ``inline`` are numbered paragraphs in 三号仿宋.
    """
    sheet = listed or fill(form, *analyses, printed=True)
    document = new_document(sheet.heading, across=form.orientation is Orientation.LANDSCAPE)
    for title in _titles(form, sheet):
        add_line(document, said(title, size=22, font=TITLE, align="center"))
    add_line(document, said("", size=8))
    if not sheet.rows:
        add_line(document, said("（没有此类规定。）", size=_BODY, indent=True, pitch=_PITCH))
    elif form.layout is Layout.TABLE:
        _add_rows(document, form, sheet)
    else:
        for line in _paragraphs(form, sheet):
            add_line(document, line)
    for line in _notes(form):
        add_line(document, line)
    return to_bytes(document)


def _titles(form: schema.Form, sheet: Sheet) -> tuple[str, ...]:
    title = form.title or form.name
    of = sheet.heading.removesuffix(title)
    return (of, title) if of else (title,)


def _notes(form: schema.Form) -> Iterator[Line]:
    for number, note in enumerate(form.notes):
        label = Run(text="说明：" if not number else "　　　", form=Form.HEI)
        yield Line(runs=(label, Run(text=note)), size=_NOTE, font=KAI, before=0 if number else 8)


# --- tables ----------------------------------------------------------------------------------------------------------


def _add_rows(document: Document, form: schema.Form, sheet: Sheet) -> None:
    across = form.orientation is Orientation.LANDSCAPE
    size, widths = _measured(sheet, WIDE if across else NARROW)
    head = [_headline(column.title, width, size) for column, width in zip(sheet.columns, widths, strict=True)]
    room = ROOM_ACROSS if across else ROOM_UPRIGHT
    add_table(document, widths, head, _blocks(sheet, widths, size, room), size=size, room=room)


def _measured(sheet: Sheet, page: float) -> tuple[float, tuple[float, ...]]:
    """Return the size of the characters, and the widths of the columns so that they fill the page."""
    total = sum(column.width for column in sheet.columns)
    size = next(size for most, size in _SIZES if total / page <= most)
    least = _LEAST * size * _POINT + _MARGIN
    narrow = [column.width * page / total < least for column in sheet.columns]
    left = page - least * sum(narrow)
    rest = sum(column.width for column, small in zip(sheet.columns, narrow, strict=True) if not small)
    return size, tuple(
        least if small else column.width * left / rest for column, small in zip(sheet.columns, narrow, strict=True)
    )


def _headline(title: str, width: float, size: float) -> str:
    """Return a title in lines of like length, a remark in brackets on a line of its own."""
    room = max(1, int((width - _MARGIN) / (size * _POINT)))
    if len(title) <= room:
        return title
    parts = re.split(r"(?=[（(])", title, maxsplit=1)
    return "\n".join(line for part in parts for line in _evenly(part, room))


def _evenly(text: str, room: int) -> list[str]:
    lines = -(-len(text) // room)
    each = -(-len(text) // lines)
    return [text[start : start + each] for start in range(0, len(text), each)]


def _blocks(sheet: Sheet, widths: Sequence[float], size: float, room: float) -> Iterator[Sequence[Block]]:
    """Yield the rows, and one across the table for each heading that they stand under."""
    plain = [
        [
            Block(lines=_lines(cell, size, centred=column.centred), middle=True)
            for column, cell in zip(sheet.columns, row, strict=True)
        ]
        for row in sheet.rows
    ]
    heights = [tallest(row, widths) for row in plain]
    merged = {at: _states(runs) for at, runs in merged_runs(sheet, heights, room / 2).items()}
    for index, (row, heading) in enumerate(zip(plain, headed(sheet), strict=True)):
        if heading:
            line = said(heading, font=HEAD, size=size, with_next=True)
            yield (Block(lines=(line,), span=len(sheet.columns), middle=True),)
        for at, states in merged.items():
            state = states.get(index, "")
            row[at] = replace(row[at], merged=state, lines=() if state == "continue" else row[at].lines)
        yield row


def _states(runs: Iterable[range]) -> dict[int, str]:
    """Return which rows begin a cell of several and which go on with it."""
    several = (run for run in runs if len(run) > 1)
    return {index: "restart" if index == run.start else "continue" for run in several for index in run}


def _lines(cell: Cell, size: float, *, centred: bool) -> tuple[Line, ...]:
    text = f"{cell:.2f}" if isinstance(cell, float) else str(cell)
    return tuple(said(part, size=size, align="center" if centred else "left") for part in text.split("\n"))


# --- paragraphs ------------------------------------------------------------------------------------------------------


def _paragraphs(form: schema.Form, sheet: Sheet) -> Iterator[Line]:
    for item in items(form, sheet):
        if item.heading:
            yield _paragraph(Run(text=item.heading, form=Form.HEI), with_next=True)
        yield _paragraph(Run(text=f"{item.number}．{item.lines[0]}"), with_next=len(item.lines) > 1)
        for line in item.lines[1:]:
            yield _paragraph(Run(text=line))
        for number, (label, text) in enumerate(item.said, 1):
            yield _paragraph(Run(text=label, form=Form.HEI), Run(text=text), with_next=number < len(item.said))


def _paragraph(*runs: Run, with_next: bool = False) -> Line:
    return Line(runs=runs, size=_BODY, indent=True, align="both", pitch=_PITCH, with_next=with_next)
