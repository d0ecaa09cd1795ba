"""Where a locator leads (第四十三条第二款第三项 → the words), and the ids that articles, paragraphs and items have.

An id says the place by its numbers alone, so it is the same whenever the text is read again: ``43`` is an article,
``43.p2`` its second paragraph, ``43.p2.i3`` an item of that and ``43.p2.i3.t1`` a point; ``43-1`` is 第四十三条之一.
Where a number comes twice the later one has ``_2``.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from zhize.numerals import Locator
from zhize.types import Item, Point, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zhize.types import Article, Paragraph, Regulation

_Unit = TypeVar("_Unit", Item, Point)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """An article (条), paragraph (款), item (项) or point (目) of a regulation."""

    id: str  # 43.p2.i3
    locator: Locator  # every level that it lies in
    article: str  # id of its article
    span: Span  # article offsets; of an article: its whole text


def locate(regulation: Regulation, locator: Locator | str) -> Place:
    """Return the place that a locator names.

    Args:
        regulation: a parsed regulation.
        locator: a `Locator`, or the words of one: 第四十三条第二款第三项, 第3条. An item may be named without its
            paragraph (第五条第三项): it is the first one of that number.

    Raises:
        ValueError: the words are no locator.
        KeyError: the regulation has no such place.
    """
    wanted = Locator.parse(locator) if isinstance(locator, str) else locator
    for article in regulation.articles:
        if (article.number, article.suffix) == (wanted.article, wanted.suffix):
            place = place_in(article, wanted)
            if place is not None:
                return place
    raise KeyError(str(wanted))


def place_in(article: Article, wanted: Locator) -> Place | None:
    """Return the place in an article that the paragraph, item and point of a locator name; None if it has none."""
    whole = _whole(article)
    if not (wanted.paragraph or wanted.item or wanted.point):
        return whole
    for index, paragraph in enumerate(article.paragraphs, 1):
        if wanted.paragraph in {0, index}:
            here = _below(whole, f"p{index}", paragraph, paragraph=index)
            place = _place_in_paragraph(here, paragraph, wanted)
            if place is not None:
                return place
    return None


def places_of(article: Article) -> Iterator[Place]:
    """Yield the article and every paragraph, item and point in it, in the order of the text."""
    whole = _whole(article)
    yield whole
    for index, paragraph in enumerate(article.paragraphs, 1):
        here = _below(whole, f"p{index}", paragraph, paragraph=index)
        yield here
        for name, item in named_units(paragraph.items):
            inside = _below(here, f"i{name}", item, item=item.number)
            yield inside
            for point_name, point in named_units(item.points):
                yield _below(inside, f"t{point_name}", point, point=point.number)


def _place_in_paragraph(here: Place, paragraph: Paragraph, wanted: Locator) -> Place | None:
    if not wanted.item:
        return None if wanted.point else here
    for name, item in named_units(paragraph.items):
        if item.number != wanted.item:
            continue
        inside = _below(here, f"i{name}", item, item=item.number)
        if not wanted.point:
            return inside
        for point_name, point in named_units(item.points):
            if point.number == wanted.point:
                return _below(inside, f"t{point_name}", point, point=point.number)
    return None


def _whole(article: Article) -> Place:
    locator = Locator(article=article.number, suffix=article.suffix)
    return Place(id=article.id, locator=locator, article=article.id, span=Span(start=0, end=len(article.text)))


def _below(above: Place, name: str, unit: Paragraph | Item | Point, **level: int) -> Place:
    outer = above.locator
    locator = Locator(
        article=outer.article,
        suffix=outer.suffix,
        paragraph=level.get("paragraph", outer.paragraph),
        item=level.get("item", outer.item),
        point=level.get("point", outer.point),
    )
    return Place(
        id=f"{above.id}.{name}",
        locator=locator,
        article=above.article,
        span=Span(start=unit.start, end=unit.end),
    )


def named_units(units: Sequence[_Unit]) -> Iterator[tuple[str, _Unit]]:
    """Yield items or points with their part of the id: the number, and ``_2`` where it comes again."""
    seen: Counter[int] = Counter()
    for unit in units:
        seen[unit.number] += 1
        yield f"{unit.number}_{seen[unit.number]}" if seen[unit.number] > 1 else str(unit.number), unit
