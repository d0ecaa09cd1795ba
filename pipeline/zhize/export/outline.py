"""A regulation as a tree for the terminal: headings, articles, paragraphs, items and points with their first words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhize.export.aligned import cut
from zhize.numerals import chinese
from zhize.structure.places import places_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhize.types import Article, Heading, Regulation

_UNITS = {"part": "编", "subpart": "分编", "chapter": "章", "section": "节"}


def to_outline(regulation: Regulation, *, width: int = 100) -> str:
    """Return the tree of a regulation.

    Args:
        regulation: a parsed regulation.
        width: cells of a line; a Chinese character takes two.

    Returns:
        A line for each heading, article, paragraph (where an article has several), item, point and annex.
    """
    lines = [regulation.title or "（无标题）", *_lines(regulation)]
    return "".join(cut_indented(line, width) + "\n" for line in lines)


def cut_indented(line: str, width: int) -> str:
    """Return a line in at most ``width`` cells, its indent kept."""
    words = line.lstrip(" ")
    indent = len(line) - len(words)
    return " " * indent + cut(words, max(1, width - indent))


def _lines(regulation: Regulation) -> Iterator[str]:
    above: tuple[Heading | None, ...] = (None,) * len(_UNITS)
    for article in regulation.articles:
        headings = (article.part, article.subpart, article.chapter, article.section)
        for depth, (heading, unit) in enumerate(zip(headings, _UNITS.values(), strict=True)):
            if heading is not None and headings[: depth + 1] != above[: depth + 1]:
                yield _heading(heading, unit)
        above = headings
        yield from _article(article)
    for annex in regulation.annexes:
        yield f"{annex.label} {annex.title}".rstrip()
        yield from _units(annex.body)


def _heading(heading: Heading, unit: str) -> str:
    return f"第{chinese(heading.number)}{unit} {heading.title}" if heading.number else f"（{unit}） {heading.title}"


def _article(article: Article) -> Iterator[str]:
    label = article.label.strip()
    if len(article.paragraphs) == 1 and not article.paragraphs[0].items:
        yield f"  {label} {article.text}"
        return
    if label:
        yield f"  {label}"
    yield from _units(article)


def _units(article: Article) -> Iterator[str]:
    """Yield the paragraphs, items and points, each up to where the next one begins."""
    places = [place for place in places_of(article) if place.locator.paragraph]
    for index, place in enumerate(places):
        depth = sum(number > 0 for number in (place.locator.paragraph, place.locator.item, place.locator.point))
        end = place.span.end
        if index + 1 < len(places) and places[index + 1].span.start < end:
            end = places[index + 1].span.start
        words = article.text[place.span.start : end].replace("\n", " ").strip()
        name = f"〔{chinese(place.locator.paragraph)}款〕" if depth == 1 else ""
        if words:  # a paragraph may begin with its first item
            yield "  " * (depth + 1) + name + words
