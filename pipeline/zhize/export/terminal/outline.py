"""A regulation as a tree for the terminal: headings, articles, paragraphs, items and points with their first words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhize.export.terminal.aligned import cut
from zhize.numerals import chinese

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zhize.types import Article, Heading, Item, Paragraph, Point, Regulation

_UNITS = ("编", "分编", "章", "节")


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
        for depth, (heading, unit) in enumerate(zip(headings, _UNITS, strict=True)):
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
        yield f"  {label} {article.text}" if label else f"  {article.text}"
        return
    if label:
        yield f"  {label}"
    yield from _units(article)


def _units(article: Article) -> Iterator[str]:
    """Yield the paragraphs with their items and points, and what stands behind a list."""
    for number, paragraph in enumerate(article.paragraphs, 1):
        yield from _unit(article.text, paragraph, paragraph.items, 2, f"〔{chinese(number)}款〕")


def _unit(
    text: str, unit: Paragraph | Item | Point, below: Sequence[Item | Point], depth: int, name: str = ""
) -> Iterator[str]:
    """Yield a unit up to its first part, the parts, and the rest of it."""
    at = below[0].start if below else unit.end
    yield from _line(text[unit.start : at], depth, name)
    for part in below:
        yield from _unit(text, part, getattr(part, "points", ()), depth + 1)
        at = part.end
    yield from _line(text[at : unit.end], depth)


def _line(words: str, depth: int, name: str = "") -> Iterator[str]:
    shown = words.replace("\n", " ").strip()
    if shown:  # a paragraph may begin with its first item
        yield "  " * depth + name + shown
