"""Citations → the places that they name in their own text, and the problem of those that name none."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import replace
from functools import lru_cache
from itertools import accumulate, chain, pairwise
from typing import TYPE_CHECKING

from zhize.collector import paused_collector
from zhize.structure.catalogue import problem, with_problems
from zhize.structure.definitions import definitions_of
from zhize.structure.places import places_of
from zhize.structure.references import find_references
from zhize.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from zhize.types import Article, Definition, Problem, Reference, Regulation

# 关于修改《…》的决定 and 修正案 speak of the articles of another text.
_AMENDS = re.compile(r"关于(?:修改|修正|修订|废止).*决定|修正案")
_LINE_FEED = re.compile("\n")
_STATE = re.compile(r"^中华人民共和国")
_OPENING = "“『「"
_MARKS = re.compile("[“『「”』」]")
_NEAR = re.compile(r"[前本上][一二两三四五]?[款项]|本条(?!例)")


def references_of(regulation: Regulation, definitions: Sequence[Definition] = ()) -> tuple[Reference, ...]:
    """Find the citations of a text and resolve those that name a place in it.

    Args:
        regulation: a parsed regulation.
        definitions: the short names that it gives: 《公司法》 for 《中华人民共和国公司法》.

    Returns:
        The citations in the order of the text. ``resolved`` is the id of the place where the text has it;
        ``document`` the full name of a text that is cited by its short name.
    """
    resolver = _Resolver(regulation, definitions)
    found = chain.from_iterable(find_references(article) for article in regulation.articles)
    return tuple([resolver.resolved(each) for each in found])


def is_amendment(regulation: Regulation) -> bool:
    """Whether a text amends another one, so that its citations are of that."""
    return _AMENDS.search(regulation.title) is not None


def dangling(regulation: Regulation, references: Iterable[Reference]) -> tuple[Problem, ...]:
    """Return a problem for each citation of a place in the text that the text does not have.

    What stands in quotation marks, or in a text that amends another, cites that other text.
    """
    if is_amendment(regulation) or regulation.source is None or not any(each.number for each in regulation.articles):
        return ()
    articles = {article.id: article for article in regulation.articles}
    # 第九条 at the beginning of a line that is no article is a problem already.
    doubtful = {each.span.start for each in regulation.problems if each.span and each.code == "doubtful-number"}
    lists_lost = _articles_with_lost_numbers(regulation)
    feeds: list[int] = []
    found = []
    for each in references:
        if each.title is not None or each.resolved is not None or each.target_article is None:
            continue
        article = articles[each.article]
        # Where the items have no numbers, that one cannot be found is no problem of its own.
        unlisted = each.target_item is not None and (each.target_article, each.target_suffix or 0) in lists_lost
        if _is_certain(article, each, regulation) and not unlisted and article.to_source(each.start) not in doubtful:
            feeds = feeds or [match.start() for match in _LINE_FEED.finditer(regulation.source.text)]
            found.append(_problem(article, each, feeds))
    return tuple(found)


def _articles_with_lost_numbers(regulation: Regulation) -> set[tuple[int, int]]:
    starts = [article.source.start for article in regulation.articles]
    lost = [each.span.start for each in regulation.problems if each.span and each.code == "lost-item-numbers"]
    holding = [regulation.articles[bisect_right(starts, at) - 1] for at in lost]
    return {(article.number, article.suffix) for article in holding}


def check(regulation: Regulation) -> tuple[Problem, ...]:
    """Return everything that is odd about a text: the problems of its structure and of its citations.

    Args:
        regulation: what `parse` returned. Documents that hang on it are not looked at.
    """
    with paused_collector():
        references = references_of(regulation, definitions_of(regulation))
        return with_problems(regulation, dangling(regulation, references)).problems


class _Resolver:
    """A regulation with its places at hand."""

    def __init__(self, regulation: Regulation, definitions: Sequence[Definition]) -> None:
        self.own = {regulation.title, _STATE.sub("", regulation.title)}
        self.full = {each.name: each.meaning for each in definitions if each.alias}
        self.amends = is_amendment(regulation)
        self.by_id = {article.id: article for article in regulation.articles}
        self.by_number = {(article.number, article.suffix): article for article in reversed(regulation.articles)}
        self.previous = {after.id: before for before, after in pairwise(regulation.articles)}
        self.places: dict[str, dict[tuple[int, int, int], str]] = {}  # of an article, by paragraph, item and point

    def resolved(self, reference: Reference) -> Reference:
        """Return a citation with the id of its place, or the full name of the text that it cites."""
        title = reference.title
        if title is not None and title not in self.own:
            meaning = self.full.get(title)
            return reference if meaning is None else replace(reference, document=meaning)
        article = None if self.amends else self._article(reference)
        numbers = (reference.target_paragraph, reference.target_item, reference.target_point)
        if article is None or 0 in numbers:  # 前款 in a first paragraph
            return reference
        paragraph, item, point = (number or 0 for number in numbers)
        place = self._places(article).get((paragraph, item, point))
        return reference if place is None else replace(reference, resolved=place)

    def _article(self, reference: Reference) -> Article | None:
        """Return the article that a citation names: by its number, or by where it stands (前条, 前款, 本条)."""
        number = reference.target_article
        if number is None:
            return None
        citing = self.by_id[reference.article]
        words = citing.text[reference.start : reference.end]
        if words == "前条":
            return self.previous.get(citing.id)
        if _NEAR.match(words):
            return citing
        return self.by_number.get((number, reference.target_suffix or 0))

    def _places(self, article: Article) -> dict[tuple[int, int, int], str]:
        """Return the ids in an article; an item without its paragraph is the first one of that number."""
        if article.id not in self.places:
            ids: dict[tuple[int, int, int], str] = {}
            for place in places_of(article):
                at = place.locator
                ids.setdefault((at.paragraph, at.item, at.point), place.id)
                ids.setdefault((0, at.item, at.point), place.id)
            self.places[article.id] = ids
        return self.places[article.id]


@lru_cache(maxsize=8)
def _quotation_marks(text: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return where an article's quotation marks stand, and how many are open behind each."""
    marks = list(_MARKS.finditer(text))
    depths = accumulate(1 if mark[0] in _OPENING else -1 for mark in marks)
    return tuple(mark.start() for mark in marks), tuple(depths)


def _is_certain(article: Article, reference: Reference, regulation: Regulation) -> bool:
    """Whether the words can only mean this text: 本规则第九十九条, 前条, or 第五条第三款 where it has an article 5.

    An excerpt lacks what stands before it.
    """
    number = reference.target_article or 0
    words = article.text[reference.start : reference.end]
    marks, depths = _quotation_marks(article.text)
    mark = bisect_left(marks, reference.start) - 1
    if number < regulation.articles[0].number or (mark >= 0 and depths[mark] > 0):
        return False
    return words[0] in "本前" or ("条" in words and number <= regulation.articles[-1].number)


def _problem(article: Article, reference: Reference, feeds: Sequence[int]) -> Problem:
    start = article.to_source(reference.start)
    # Behind a join the end of the citation would lie in the next line.
    span = Span(start=start, end=article.to_source(reference.end - 1) + 1)
    words = article.text[reference.start : reference.end].replace("\n", "")
    return problem("dangling-reference", bisect_left(feeds, start) + 1, span, words=words)
