"""The paragraphs (款) of an article, the items (项) of a paragraph, the points (目) of an item, with their places."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from zhize.amending.nouns import Unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhize.amending.draft import Node
    from zhize.amending.nouns import Target
    from zhize.amending.work import Work
    from zhize.types import Article, Item, Paragraph, Point


@dataclass(slots=True)
class Piece:
    """A unit of the list, old or new."""

    number: int  # old; 0 for a new one
    start: int  # source
    end: int
    label: str
    text: str = ""  # of a new one
    index: int = -1  # of the instruction that brings it


@dataclass(slots=True)
class UnitList:
    """The units of one container and what happens to them."""

    node: Node
    unit: Unit
    pieces: list[Piece]
    joint: str
    end: int  # source: of what holds the list
    orders: list[int] = field(default_factory=list)  # indexes of the instructions


def container_of(article: Article, target: Target) -> tuple[int, int] | None:
    """Return paragraph and item that hold a list; None where the article has none such or several."""
    locator = target.locator
    if target.unit is Unit.PARAGRAPH:
        return 0, 0
    paragraph = locator.paragraph
    if not paragraph:
        holding = [number for number, each in enumerate(article.paragraphs, 1) if each.items]
        if len(holding) > 1 or (not holding and len(article.paragraphs) != 1):
            return None
        paragraph = holding[0] if holding else 1
    if paragraph > len(article.paragraphs):
        return None
    if target.unit is Unit.ITEM:
        return paragraph, 0
    items = [item for item in article.paragraphs[paragraph - 1].items if item.number == locator.item]
    return (paragraph, locator.item) if len(items) == 1 else None


def list_of(work: Work, node: Node, unit: Unit, container: tuple[int, int]) -> UnitList:
    """Return the units of a kind in an article, in the paragraph and item that hold them."""
    article = node.own
    units: Sequence[Paragraph | Item | Point] = article.paragraphs
    end = article.source.end
    if unit is not Unit.PARAGRAPH:
        items = article.paragraphs[container[0] - 1].items
        end = article.to_source(article.paragraphs[container[0] - 1].end)
        units = items if unit is Unit.ITEM else next(each for each in items if each.number == container[1]).points
    pieces = [_piece(article, number, each) for number, each in enumerate(units, 1)]
    source = work.draft.source
    joint = source[pieces[0].end : pieces[1].start] if len(pieces) > 1 else work.draft.style.joint
    return UnitList(node, unit, pieces, joint, pieces[-1].end if pieces else end)


def _piece(article: Article, number: int, unit: Paragraph | Item | Point) -> Piece:
    label = getattr(unit, "label", "")
    start = article.to_source(unit.start)
    # A line feed between two units belongs to none of them.
    end = unit.end - 1 if unit.end > unit.start and article.text[unit.end - 1] == "\n" else unit.end
    return Piece(getattr(unit, "number", number), start, max(start, article.to_source(end)), label)
