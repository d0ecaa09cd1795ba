"""What the text of a Doc says: its regulation and what the rules find in it, each found once while the Doc lives."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, TypeVar
from weakref import WeakKeyDictionary

from zhize.analysis import find_actors, find_norms
from zhize.bodies import own_government
from zhize.structure import parse
from zhize.structure.resolution import references_of
from zhize.tagging import markers, times
from zhize.types import Actor, Marker, Norm, Source, Time

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Doc, Span

    from zhize.bodies import Own
    from zhize.types import Article, Regulation
    from zhize.types import Span as Extent

Found = TypeVar("Found", bound=Actor | Time | Marker | Norm)


class Reading:
    """A text, parsed, and what is found in it; a part that nobody asks for is not looked for."""

    def __init__(self, text: str) -> None:
        """Parse a text."""
        self.regulation = parse(Source(text=text, name="-", encoding="str"))

    @property
    def articles(self) -> tuple[Article, ...]:
        """The articles; a text without any is one, with the id 0."""
        return self.regulation.articles

    @cached_property
    def _own(self) -> Own:
        return own_government(self.regulation)

    @cached_property
    def actors(self) -> tuple[Actor, ...]:
        """Mentions of bodies, office-holders, meetings and groups."""
        return tuple(chain.from_iterable(find_actors(self.articles, self._own)))

    @cached_property
    def times(self) -> tuple[Time, ...]:
        """Time expressions."""
        return tuple(time for each in self.articles for time in times.match(each.text, article=each.id))

    @cached_property
    def markers(self) -> tuple[Marker, ...]:
        """Deontic markers."""
        return tuple(marker for each in self.articles for marker in markers.match(each.text, article=each.id))

    def norms(self, who: Iterable[Actor], when: Iterable[Time], how: Iterable[Marker]) -> tuple[Norm, ...]:
        """Return the norms that are made of mentions."""
        actors_in, times_in, markers_in = _by_article(who), _by_article(when), _by_article(how)
        mentions = [
            (tuple(actors_in[each.id]), tuple(times_in[each.id]), tuple(markers_in[each.id])) for each in self.articles
        ]
        return find_norms(self.articles, self._own, references_of(self.regulation), mentions=mentions)

    def extents(self, found: Iterable[Found]) -> Iterator[tuple[Found, int, int]]:
        """Yield where in the text what was found stands; a norm, where its action does."""
        articles = {article.id: article for article in self.articles}
        for each in found:
            extent, article = _extent(each), articles[each.article]
            yield each, article.to_source(extent.start), article.to_source(extent.end)

    def edges(self) -> set[int]:
        """Return where in the text anything begins or ends that is found in it."""
        norms = self.norms(self.actors, self.times, self.markers)
        found: tuple[Actor | Time | Marker | Norm, ...] = (*self.actors, *self.times, *self.markers, *norms)
        extents = [(start, end) for _, start, end in self.extents(found)]
        extents += [(article.source.start, article.source.end) for article in self.articles]
        return set(chain.from_iterable(extents))


def _by_article(found: Iterable[Found]) -> defaultdict[str, list[Found]]:
    grouped: defaultdict[str, list[Found]] = defaultdict(list)
    for each in found:
        grouped[each.article].append(each)
    return grouped


def _extent(found: Actor | Time | Marker | Norm) -> Extent:
    return found.action if isinstance(found, Norm) else found.span


_READ: WeakKeyDictionary[Doc, Reading] = WeakKeyDictionary()  # `Doc.text` is put together anew at every call


def reading_of(doc: Doc) -> Reading:
    """Return what the text of a Doc says."""
    reading = _READ.get(doc)
    if reading is None:
        reading = Reading(doc.text)
        remember(doc, reading)
    return reading


def remember(doc: Doc, reading: Reading) -> None:
    """Keep the reading of a Doc's text as long as the Doc lives."""
    if len(doc):  # an empty Doc may still be filled by from_bytes
        _READ[doc] = reading


def regulation_of(doc: Doc) -> Regulation:
    """Return the regulation that the text of a Doc is."""
    return reading_of(doc).regulation


def articles_of(doc: Doc) -> tuple[Article, ...]:
    """Return its articles."""
    return regulation_of(doc).articles


def article_of(span: Span) -> Article | None:
    """Return the article that a span begins in."""
    articles = articles_of(span.doc)
    at = bisect_right(articles, span.start_char, key=lambda article: article.source.start) - 1
    return articles[at] if at >= 0 and span.start_char < articles[at].source.end else None
