"""What is odd about the lists of a text: items without a beginning, gaps, items that lost their numbers."""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING

from zhize.structure.catalogue import problem
from zhize.structure.labels import OPENINGS, item_label
from zhize.structure.pieces import COLONS, SEMICOLONS, SPEAKS_OF_LIST, Kind
from zhize.types import Item, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zhize.structure.lines import Line
    from zhize.structure.pieces import Piece
    from zhize.structure.tree import Draft
    from zhize.types import Article, Point, Problem

_LEADS = COLONS | SEMICOLONS


def list_problems(drafts: Sequence[Draft], articles: Sequence[Article]) -> Iterator[Problem]:
    """Yield the problems of the lists in each article, which a draft and an article of the same index are.

    Where numbers were lost, the gaps that they leave are no problems of their own.
    """
    for draft, article in zip(drafts, articles, strict=True):
        if len(draft.pieces) == 1 and not article.paragraphs[0].items:
            continue  # most articles
        lost = _lost_numbers(draft.pieces)
        if lost:
            line = lost[0]
            span = Span(start=line.start, end=line.end)
            yield problem("lost-item-numbers", line.number, span, count=len(lost))
            continue
        yield from _lost_beginnings(draft.pieces)
        for paragraph in article.paragraphs:
            if paragraph.items:
                yield from _sequence(article, paragraph.items, draft)


def _sequence(article: Article, items: Sequence[Item | Point], draft: Draft, last: int = 0) -> Iterator[Problem]:
    """Yield what breaks a sequence of items, or of the points of an item behind that with the number ``last``."""
    if items[0].number not in {1, last + 1}:
        first = items[0]
        yield _labelled(article, first, draft, "orphan-item", first=_first_label(first.label))
    for before, item in pairwise(items):
        if item.number != before.number + 1:
            yield _labelled(article, item, draft, "item-gap", before=before.label)
        elif _begins_line(article, before) and not _begins_line(article, item):
            yield _labelled(article, item, draft, "item-inside-line")
    last = 0
    for each in items:
        if isinstance(each, Item) and each.points:
            yield from _sequence(article, each.points, draft, last)
            last = each.points[-1].number


def _begins_line(article: Article, item: Item | Point) -> bool:
    return item.start == 0 or article.text[item.start - 1] == "\n"


def _labelled(article: Article, item: Item | Point, draft: Draft, code: str, **values: str) -> Problem:
    start = article.to_source(item.start)
    line = draft.pieces[bisect_right(draft.pieces, start, key=_start) - 1].line.number
    return problem(code, line, Span(start=start, end=start + len(item.label)), label=item.label, **values)


def _start(piece: Piece) -> int:
    return piece.line.start


def _first_label(label: str) -> str:
    """Return the label that a list like this begins with: （一） for （二）, 1. for 2.."""
    found = item_label(label)
    return found.numbering if found else label


def _lost_numbers(pieces: Sequence[Piece]) -> list[Line]:
    """Return the lines that are items but have no numbers.

    They stand behind a lead-in that ends with ：, or behind ；, and the rules took them into the list.
    """
    lost: list[Line] = []
    listed = False
    for above, piece in pairwise(pieces):
        mark, text = above.line.text[-1], piece.line.text
        if mark not in _LEADS:
            listed = False
            continue
        opens = mark in COLONS and text[-1] in SEMICOLONS
        listed = piece.kind in {Kind.PARAGRAPH, Kind.INNER} and (
            opens or (mark in SEMICOLONS and not SPEAKS_OF_LIST.match(text) and (listed or above.label != ""))
        )
        if listed:
            lost.append(piece.line)
    return lost


def _lost_beginnings(pieces: Sequence[Piece]) -> Iterator[Problem]:
    """Yield lines that begin with the number of an item, but no list of theirs was begun: 3. after a paragraph."""
    for above, piece in pairwise(pieces):
        if piece.kind is not Kind.PARAGRAPH or piece.line.text[0] not in OPENINGS:
            continue
        found = item_label(piece.line.text)
        earlier = item_label(above.line.text) if found is not None else None
        if found is not None and found.number > 1 and (earlier is None or earlier.numbering != found.numbering):
            start = piece.line.start
            span = Span(start=start, end=start + len(found.label))
            yield problem("orphan-item", piece.line.number, span, label=found.label, first=found.numbering)
