"""A text as the family sees it: its articles folded and in neutral words, and their numbers among all articles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from zhize.comparison.equality import fold
from zhize.comparison.mapping import home_of, neutral
from zhize.comparison.overlap import runs_of
from zhize.families.lineage import date_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhize.analysis import Analysis
    from zhize.comparison.mapping import Home
    from zhize.comparison.overlap import Hashes


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A text of a family."""

    analysis: Analysis
    home: Home
    first: int  # number of its first article among all
    plain: tuple[str, ...]  # its articles, folded
    mapped: tuple[str, ...]  # own bodies in neutral words
    runs: tuple[Hashes, ...]  # of eight characters, of the articles in neutral words
    numbers: dict[str, int]  # of its articles among all, by id

    @property
    def articles(self) -> range:
        """The numbers of its articles."""
        return range(self.first, self.first + len(self.plain))

    @property
    def date(self) -> str:
        """The day that it is known by; empty without."""
        return date_of(self.analysis.regulation.metadata)

    def id(self, number: int) -> str:
        """Return the id of an article."""
        return self.analysis.regulation.articles[number - self.first].id


def members_of(analyses: Sequence[Analysis]) -> list[Member]:
    """Return the texts of a family, ready to be held against one another."""
    texts: list[Member] = []
    for analysis in analyses:
        articles = analysis.regulation.articles
        home = home_of(analysis.regulation)
        first = texts[-1].articles.stop if texts else 0
        mapped = tuple(neutral(article.text, home).text for article in articles)
        texts.append(
            Member(
                analysis=analysis,
                home=home,
                first=first,
                plain=tuple(fold(article.text).text for article in articles),
                mapped=mapped,
                runs=tuple(map(runs_of, mapped)),
                numbers={article.id: first + index for index, article in enumerate(articles)},
            )
        )
    return texts


def owners_of(texts: Sequence[Member]) -> list[int]:
    """Return the text of each article, by their numbers."""
    return [index for index, text in enumerate(texts) for _ in text.articles]


def places_of(texts: Sequence[Member]) -> list[int]:
    """Return a number for each article that does not depend on the order of the texts."""

    def identity(index: int) -> tuple[object, ...]:
        meta = texts[index].analysis.regulation.metadata
        return (texts[index].plain, meta.title, meta.issuer or "", texts[index].date, texts[index].first)

    order = sorted(range(len(texts)), key=identity)
    at = {article: place for place, article in enumerate(a for index in order for a in texts[index].articles)}
    return [at[article] for article in range(len(at))]
