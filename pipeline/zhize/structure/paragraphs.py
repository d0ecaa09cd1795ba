"""The pieces of an article → its text, and where its paragraphs (款), items (项) and points (目) lie in it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from zhize.structure.labels import inline_labels, inline_points
from zhize.structure.pieces import Kind, Piece
from zhize.types import Item, Paragraph, Point, Run

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhize.structure.labels import Label


class Composed(NamedTuple):
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
    points: list[Point] = field(default_factory=list)


# What stands before another item or a point in the line of an item.
_RUNS_ON = re.compile(r"[：:；;。，,、]\s*[（(0-9０-９①-⑳]")


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
    paragraphs: list[Paragraph] = []
    items: list[_Item] = []  # of the open paragraph
    begun, ended, table, above = 0, -1, False, ""
    for piece, start in zip(pieces, starts, strict=True):
        kind, text = piece.kind, piece.line.text
        if kind is Kind.PARAGRAPH or kind is Kind.TABLE or ended < 0:
            if ended >= 0:
                paragraphs.append(_paragraph(begun, ended, items, table=table))
                items = []
            begun, table = start, kind is Kind.TABLE
        ended = start + len(text)
        if kind is Kind.ITEM:
            if items:
                items[-1].end = start - 1  # what stood behind a list within one line
            items.append(_Item(piece.label, piece.number, start, ended))
            if _RUNS_ON.search(text, len(piece.label)) is not None:
                _add_below_item(items, piece, start)
        elif items:
            _extend(items[-1], piece, start, ended, finished=above.endswith("。"))
        elif (kind is Kind.PARAGRAPH or kind is Kind.REST) and _may_list(text):
            items += _listed(inline_labels(text, 1), text, start)
        above = text
    if ended >= 0:
        paragraphs.append(_paragraph(begun, ended, items, table=table))
    return tuple(paragraphs)


def _extend(item: _Item, piece: Piece, start: int, end: int, *, finished: bool) -> None:
    """Take a line below an item into it; into its last point too, unless the line above ended with 。."""
    item.end = end
    if piece.kind is Kind.POINT:
        if item.points:
            item.points[-1] = replace(item.points[-1], end=start - 1)
        item.points.append(Point(label=piece.label, number=piece.number, start=start, end=end))
    elif item.points and not finished:
        item.points[-1] = replace(item.points[-1], end=end)


def _add_below_item(items: list[_Item], piece: Piece, base: int) -> None:
    """Add what follows an item in its line: further items, else points."""
    text, own = piece.line.text, items[-1]
    labels = inline_labels(text, own.number + 1)
    if labels:
        own.end = base + labels[0].start
        items += _listed(labels, text, base)
        return
    own.points += [
        Point(label=label.label, number=label.number, start=start, end=end)
        for label, start, end in _spans(inline_points(text), text, base)
    ]


def _listed(labels: Sequence[Label], text: str, base: int) -> list[_Item]:
    return [_Item(label.label, label.number, start, end) for label, start, end in _spans(labels, text, base)]


def _spans(labels: Sequence[Label], text: str, base: int) -> list[tuple[Label, int, int]]:
    """Return the labels of a line with the extent of what they label, in article offsets.

    The last one ends with its sentence, since what comes after 。 speaks of the whole list.
    """
    if not labels:
        return []
    last = text.find("。", labels[-1].start) + 1 or len(text)
    ends = [*(label.start for label in labels[1:]), last]
    return [(label, base + label.start, base + end) for label, end in zip(labels, ends, strict=True)]


def _paragraph(start: int, end: int, items: Sequence[_Item], *, table: bool) -> Paragraph:
    if not items:
        return Paragraph(start=start, end=end, table=table)
    finished = [
        Item(label=item.label, number=item.number, start=item.start, end=item.end, points=tuple(item.points))
        for item in items
    ]
    return Paragraph(start=start, end=end, items=tuple(finished), table=table)
