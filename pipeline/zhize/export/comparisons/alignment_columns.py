"""The two columns of articles between which the picture of an alignment draws its lines."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final

from zhize.export.graphs.shapes import ems, px
from zhize.export.markup import escape

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from zhize.types import Article

WIDTH: Final = 1000.0
"""Of the picture."""

TITLE: Final = 196.0
"""Width of a chapter's name."""

BOX: Final = 48.0
"""Width of an article."""

NUMBERED: Final = 9.0
"""Height of an article from which its number can be read."""

FONT: Final = 11.5
"""Of the words; numbers of articles are smaller."""

INK: Final = "var(--ink,#1b2430)"
PALE: Final = "var(--soft,#5b6470)"
"""Colours of words and of numbers: those of the page around, or else the picture's own."""

_RULE, _FILL = "var(--rule,#dcdcd4)", "var(--panel,#f4f4f0)"
_ROW, _GAP, _TALLEST, _LEAST = 14.0, 5.0, 2600.0, 1.4  # of an article, between chapters, of all, of an article at least
_TOP, _PAD, _SMALL = 8.0, 8.0, 9.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A run of articles under one heading."""

    title: str  # empty without
    top: float
    bottom: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One of the texts, from top to bottom."""

    articles: tuple[Article, ...]
    blocks: tuple[Block, ...]
    tops: tuple[float, ...]  # by article
    step: float  # height of an article
    order: Mapping[str, int]  # id → index


def height_of(articles: Sequence[Article]) -> float:
    """Return how high a text wants to be drawn."""
    row = max(_LEAST, min(_ROW, _TALLEST / max(1, len(articles))))
    return len(articles) * row + max(0, len(_heads(articles)) - 1) * _GAP


def column_of(articles: Sequence[Article], height: float) -> Column:
    """Return a text set over the whole height: lines between two texts of one structure then run level."""
    heads = _heads(articles)
    step = (height - max(0, len(heads) - 1) * _GAP) / max(1, len(articles))
    blocks: list[Block] = []
    tops: list[float] = []
    at = _TOP
    for title, count in heads:
        blocks.append(Block(title=title, top=at, bottom=at + count * step))
        tops += (at + number * step for number in range(count))
        at += count * step + _GAP
    order = {article.id: index for index, article in enumerate(articles)}
    return Column(articles=tuple(articles), blocks=tuple(blocks), tops=tuple(tops), step=step, order=order)


def drawn(column: Column, *, mirrored: bool) -> Iterator[str]:
    """Draw a text at the left edge, or at the right one: chapters as blocks, articles as boxes with their numbers."""
    titles, boxes = (WIDTH - TITLE, WIDTH - TITLE - BOX) if mirrored else (0.0, TITLE)
    yield f'<g fill="{_FILL}" stroke="{_RULE}">'
    for block in column.blocks:
        if block.title:
            yield _rect(titles, block.top, TITLE, block.bottom - block.top)
        yield _rect(boxes, block.top, BOX, block.bottom - block.top)
    yield "</g>"
    at, anchor = (titles + _PAD, "start") if mirrored else (titles + TITLE - _PAD, "end")
    yield f'<g fill="{INK}" text-anchor="{anchor}">'
    for block in column.blocks:
        if block.bottom - block.top >= FONT:
            yield _words(_clipped(block.title), at, (block.top + block.bottom) / 2, FONT)
    yield "</g>"
    if column.step >= NUMBERED:
        yield f'<g fill="{PALE}" font-size="{px(_SMALL)}" text-anchor="middle">'
        for article, top in zip(column.articles, column.tops, strict=True):
            yield _words(_number(article), boxes + BOX / 2, top + column.step / 2, _SMALL)
        yield "</g>"


def _words(words: str, x: float, middle: float, size: float) -> str:
    return f'<text x="{px(x)}" y="{px(middle + size * 0.36)}">{escape(words)}</text>'


def _heads(articles: Sequence[Article]) -> list[tuple[str, int]]:
    """Return the names of the chapters and how many articles stand under each."""
    runs = groupby(articles, key=lambda article: article.chapter)
    return [(chapter.title if chapter else "", sum(1 for _ in run)) for chapter, run in runs]


def _rect(left: float, top: float, width: float, height: float) -> str:
    return f'<rect x="{px(left)}" y="{px(top)}" width="{px(width)}" height="{px(max(1.0, height))}"/>'


def _clipped(title: str) -> str:
    most = int((TITLE - 2 * _PAD) / FONT)
    return title if ems(title) <= most else title[: most - 1] + "…"


def _number(article: Article) -> str:
    """Return 43 or 120-1; 正文 for an unnumbered body."""
    return article.id if article.number else "正文"
