"""The pieces of an article → its text, and where its paragraphs (款), items (项) and points (目) lie in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from zhize.structure.labels import inline_labels, inline_points
from zhize.structure.rules import Kind, Piece
from zhize.types import Item, Paragraph, Point, Run

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhize.structure.labels import Label


@dataclass(frozen=True, slots=True)
class Composed:
    """The text of an article and how it is divided."""

    text: str
    paragraphs: tuple[Paragraph, ...]
    runs: tuple[Run, ...]
    joins: tuple[int, ...]


@dataclass(slots=True)
class _Item:
    label: str
    number: int
    start: int
    end: int
    points: list[list[int | str]] = field(default_factory=list)  # label, number, start, end


@dataclass(slots=True)
class _Paragraph:
    start: int
    end: int
    table: bool
    items: list[_Item] = field(default_factory=list)


# What an item may hold if another item or a point follows in its line.
_AFTER_MARKS = ("；", ";", "：", ":", "。", "，（", "、（", ",(")


def compose(pieces: Sequence[Piece]) -> Composed:
    r"""Join the lines of an article by ``\n``, the halves of a broken line by nothing, and divide the text.

    Each line that is none of an item, a point or a rest begins a paragraph, which holds the items below it. Lines that
    a single line feed parts in the source too are one `Run`.
    """
    if len(pieces) == 1 and pieces[0].kind is Kind.PARAGRAPH and not _may_list(pieces[0].line.text):
        return _one_paragraph(pieces[0])
    parts: list[str] = []
    starts: list[int] = []
    joins: list[int] = []
    runs: list[list[int]] = []  # start, source, length
    at = ended = 0
    number = -1
    for piece in pieces:
        text, source, line_number = piece.line
        rest = piece.kind is Kind.REST and bool(parts)
        if rest:
            joins.append(at)
        elif parts:
            parts.append("\n")
            at += 1
        size = len(text)
        if source == ended + 1 and line_number == number + 1 and not rest:
            runs[-1][2] += size + 1
        else:
            runs.append([at, source, size])
        starts.append(at)
        parts.append(text)
        at += size
        ended, number = source + size, line_number
    return Composed(
        "".join(parts),
        _divide(pieces, starts),
        tuple([Run(start=start, source=source, length=length) for start, source, length in runs]),
        tuple(joins),
    )


def _one_paragraph(piece: Piece) -> Composed:
    """Return an article of one line, as half of all articles are."""
    text, source, _ = piece.line
    size = len(text)
    return Composed(text, (Paragraph(start=0, end=size),), (Run(start=0, source=source, length=size),), ())


def _may_list(text: str) -> bool:
    """Whether a paragraph may hold a list that begins in its line; fast, and never wrong where it says no."""
    return "一" in text and ("（一" in text or "(一" in text or "（ " in text or "( " in text or "（　" in text)


def _divide(pieces: Sequence[Piece], starts: Sequence[int]) -> tuple[Paragraph, ...]:
    paragraphs: list[_Paragraph] = []
    for piece, start in zip(pieces, starts, strict=True):
        kind, text = piece.kind, piece.line.text
        end = start + len(text)
        if kind is Kind.PARAGRAPH or kind is Kind.TABLE or not paragraphs:
            paragraphs.append(_Paragraph(start, end, kind is Kind.TABLE))
        here = paragraphs[-1]
        here.end = end
        if kind is Kind.ITEM:
            here.items.append(_Item(piece.label, piece.number, start, end))
        elif here.items:
            _extend(here.items[-1], piece, start, end)
        if kind is Kind.ITEM:
            if any(mark in text for mark in _AFTER_MARKS):
                _add_inline(here, piece, start)
        elif _may_list(text):
            _add_inline(here, piece, start)
    return tuple([_paragraph(each) for each in paragraphs])


def _extend(item: _Item, piece: Piece, start: int, end: int) -> None:
    """Take a line below an item into it."""
    item.end = end
    if piece.kind is Kind.POINT:
        item.points.append([piece.label, piece.number, start, end])
    elif item.points:
        item.points[-1][3] = end


def _add_inline(here: _Paragraph, piece: Piece, base: int) -> None:
    """Add the items of a list within one line, or the points within the line of an item; the last ends with it.

    The last item ends with its sentence, since what comes after 。 speaks of the whole list.
    """
    text = piece.line.text
    if piece.kind is Kind.POINT or piece.kind is Kind.ROW or piece.kind is Kind.TABLE:
        return
    if piece.kind is Kind.INNER and here.items:
        return
    own = here.items[-1] if piece.kind is Kind.ITEM else None
    labels = inline_labels(text, own.number + 1 if own else 1)
    if labels:
        if own is not None:
            own.end = base + labels[0].start
        for label, start, end in _spans(labels, text, base):
            here.items.append(_Item(label.label, label.number, start, end))
    elif own is not None:
        points = inline_points(text)
        own.points += [[label.label, label.number, start, end] for label, start, end in _spans(points, text, base)]


def _spans(labels: Sequence[Label], text: str, base: int) -> list[tuple[Label, int, int]]:
    """Return the labels of a line with the extent of what they label, in article offsets."""
    if not labels:
        return []
    last = text.find("。", labels[-1].start) + 1 or len(text)
    ends = [*(label.start for label in labels[1:]), last]
    return [(label, base + label.start, base + end) for label, end in zip(labels, ends, strict=True)]


def _paragraph(draft: _Paragraph) -> Paragraph:
    if not draft.items:
        return Paragraph(start=draft.start, end=draft.end, table=draft.table)
    items = tuple([_item(item) for item in draft.items])
    return Paragraph(start=draft.start, end=draft.end, items=items, table=draft.table)


def _item(draft: _Item) -> Item:
    points = tuple(
        [
            Point(label=str(label), number=int(number), start=int(start), end=int(end))
            for label, number, start, end in draft.points
        ]
    )
    return Item(label=draft.label, number=draft.number, start=draft.start, end=draft.end, points=points)
