"""The paragraphs (款) and items (项) of an article, in article offsets."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from zhize.structure.labels import inline_labels
from zhize.structure.rules import Kind, Piece
from zhize.types import Item, Paragraph, Run

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def paragraphs_of(pieces: Sequence[Piece], runs: Sequence[Run]) -> tuple[Paragraph, ...]:
    """Return the paragraphs of an article: each line that is not an item's begins one, and holds the items below it."""
    groups: list[list[tuple[Piece, Run]]] = []
    for piece, run in zip(pieces, runs, strict=True):
        if piece.kind == Kind.PARAGRAPH or not groups:
            groups.append([])
        groups[-1].append((piece, run))
    return tuple(
        Paragraph(start=group[0][1].start, end=_end(group[-1][1]), items=tuple(_items(group))) for group in groups
    )


def _end(run: Run) -> int:
    return run.start + run.length


def _items(group: Sequence[tuple[Piece, Run]]) -> list[Item]:
    items: list[Item] = []
    for piece, run in group:
        if piece.kind == Kind.ITEM:
            items.append(Item(label=piece.label, number=piece.number, start=run.start, end=_end(run)))
        elif piece.kind == Kind.INNER and items:
            items[-1] = replace(items[-1], end=_end(run))
            continue
        own = items[-1:] if piece.kind == Kind.ITEM else []
        inline = list(_inline(piece.line.text, run.start, own[0].number + 1 if own else 1))
        if own and inline:
            items[-1] = replace(own[0], end=inline[0].start)
        items.extend(inline)
    return items


def _inline(text: str, base: int, expected: int) -> Iterator[Item]:
    """Yield the items of a list within one line; the last one ends with its sentence."""
    labels = inline_labels(text, expected)
    if not labels:
        return
    last = text.find("。", labels[-1].start) + 1 or len(text)
    for (start, end), label in zip(pairwise([*(each.start for each in labels), last]), labels, strict=True):
        yield Item(label=label.label, number=label.number, start=base + start, end=base + end)
