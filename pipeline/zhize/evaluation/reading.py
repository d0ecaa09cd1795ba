"""What the program finds in the articles of a gold."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from zhize.analysis import Analysis, analyze
from zhize.evaluation.nouns import Marked
from zhize.types import Actor, Norm, Time

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from zhize.evaluation.nouns import Gold

_Found = TypeVar("_Found", Actor, Time, Norm)
_FIRST = "第一条"  # the label of an article that is read by itself and whose own label nobody knows


def read_articles(gold: Gold) -> Mapping[str, Marked]:
    """Return what is found in the articles of a gold, by its ids.

    The whole text is read where the gold has one; else each article by itself, as if it were all of a text.
    """
    if gold.whole is not None:
        return found_in(analyze(gold.whole))
    return {article.id: _alone(article) for article in gold.articles}


def found_in(analysis: Analysis) -> dict[str, Marked]:
    """Return what an analysis holds, by the ids of its articles; other documents under its notice are left out."""
    actors, times, norms = _sorted(analysis.actors), _sorted(analysis.times), _sorted(analysis.norms)
    return {
        article.id: Marked(
            id=article.id,
            text=article.text,
            label=article.label,
            actors=tuple(actors[article.id]),
            times=tuple(times[article.id]),
            norms=tuple(norms[article.id]),
            article=article,
        )
        for article in analysis.regulation.articles
    }


def _sorted(found: Iterable[_Found]) -> defaultdict[str, list[_Found]]:
    """Return what was found by the articles that it stands in."""
    by_article = defaultdict[str, list[_Found]](list)
    for each in found:
        by_article[each.article].append(each)
    return by_article


def _alone(article: Marked) -> Marked:
    """Return what is found in an article that is read as a text of its own, under the gold's id."""
    first, *_ = found_in(analyze(f"{article.label or _FIRST}\u3000{article.text}")).values()
    return replace(first, id=article.id, origin=article.origin)
