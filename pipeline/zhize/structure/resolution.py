"""Citations → the places that they name in their own text, and the problem of those that name none."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from zhize.collector import paused_collector
from zhize.numerals import Locator
from zhize.structure.catalogue import problem, with_problems
from zhize.structure.definitions import definitions_of
from zhize.structure.places import place_in
from zhize.structure.references import find_references
from zhize.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from zhize.types import Article, Definition, Problem, Reference, Regulation

# 关于修改《…》的决定 and 修正案 speak of the articles of another text.
_AMENDS = re.compile(r"关于(?:修改|修正|修订|废止).*决定|修正案")
_LINE_FEED = re.compile("\n")
_STATE = re.compile(r"^中华人民共和国")
_OPENING, _CLOSING = "“『「", "”』」"


def references_of(regulation: Regulation, definitions: Sequence[Definition] = ()) -> tuple[Reference, ...]:
    """Find the citations of a text and resolve those that name a place in it.

    Args:
        regulation: a parsed regulation.
        definitions: the short names that it gives: 《公司法》 for 《中华人民共和国公司法》.

    Returns:
        The citations in the order of the text. ``resolved`` is the id of the place where the text has it;
        ``document`` the full name of a text that is cited by its short name.
    """
    own = {regulation.title, _STATE.sub("", regulation.title)}
    full = {each.name: each.meaning for each in definitions if each.alias}
    articles = {(article.number, article.suffix): article for article in reversed(regulation.articles)}
    amends = is_amendment(regulation)
    found = chain.from_iterable(find_references(article) for article in regulation.articles)
    return tuple([_resolved(each, own, full, articles, amends=amends) for each in found])


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
    # Where the items have no numbers, that they cannot be found is no problem of its own.
    lost = [each.span.start for each in regulation.problems if each.span and each.code == "lost-item-numbers"]
    lists_lost = {each.number for each in regulation.articles for at in lost if _holds(each, at)}
    feeds = [match.start() for match in _LINE_FEED.finditer(regulation.source.text)]
    found = []
    for each in references:
        if each.title is None and each.resolved is None and each.target_article is not None:
            article = articles[each.article]
            certain = _is_certain(article, each, regulation)
            unlisted = each.target_item is not None and each.target_article in lists_lost
            if certain and not unlisted and article.to_source(each.start) not in doubtful:
                found.append(_problem(article, each, feeds))
    return tuple(found)


def check(regulation: Regulation) -> tuple[Problem, ...]:
    """Return everything that is odd about a text: the problems of its structure and of its citations.

    Args:
        regulation: what `parse` returned. Documents that hang on it are not looked at.
    """
    with paused_collector():
        references = references_of(regulation, definitions_of(regulation))
        return with_problems(regulation, dangling(regulation, references)).problems


def _resolved(
    reference: Reference,
    own: set[str],
    full: Mapping[str, str],
    articles: Mapping[tuple[int, int], Article],
    *,
    amends: bool,
) -> Reference:
    title, number = reference.title, reference.target_article
    if title is not None and title not in own:
        meaning = full.get(title)
        return reference if meaning is None else replace(reference, document=meaning)
    article = articles.get((number, reference.target_suffix or 0)) if number is not None and not amends else None
    if article is None:
        return reference
    paragraph, item, point = reference.target_paragraph, reference.target_item, reference.target_point
    if paragraph is None and item is None and point is None:
        return replace(reference, resolved=article.id)
    place = place_in(article, Locator(paragraph=paragraph or 0, item=item or 0, point=point or 0))
    return reference if place is None else replace(reference, resolved=place.id)


def _holds(article: Article, at: int) -> bool:
    return article.source.start <= at < article.source.end


def _is_certain(article: Article, reference: Reference, regulation: Regulation) -> bool:
    """Whether the words can only mean this text: 本规则第九十九条, 前条, or 第五条第三款 where it has an article 5.

    An excerpt lacks what stands before it.
    """
    number = reference.target_article or 0
    words = article.text[reference.start : reference.end]
    before = article.text[: reference.start]
    if number < regulation.articles[0].number or sum(map(before.count, _OPENING)) > sum(map(before.count, _CLOSING)):
        return False
    return words[0] in "本前" or ("条" in words and number <= regulation.articles[-1].number)


def _problem(article: Article, reference: Reference, feeds: Sequence[int]) -> Problem:
    start = article.to_source(reference.start)
    span = Span(start=start, end=article.to_source(reference.end))
    words = article.text[reference.start : reference.end].replace("\n", "")
    return problem("dangling-reference", bisect_left(feeds, start) + 1, span, words=words)
