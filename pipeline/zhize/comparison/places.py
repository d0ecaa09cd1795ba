"""Which place of one side of a pair corresponds to which of the other, and what differs between the two."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate, zip_longest
from typing import TYPE_CHECKING

from zhize.comparison.mapping import neutral
from zhize.comparison.wording import hunks
from zhize.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zhize.comparison.mapping import Home
    from zhize.types import Article

Place = tuple[str, Span]
"""An article's id and a stretch of its text."""


class Joined:
    """The articles of one side of a pair as one text."""

    def __init__(self, articles: Sequence[Article], home: Home) -> None:
        """Join articles, a line end between two.

        Args:
            articles: the articles of one side of a pair.
            home: whose text it is; its own bodies do not count as differences.
        """
        self.text = "\n".join(article.text for article in articles)
        self.neutral = neutral(self.text, home)
        self._ids = [article.id for article in articles]
        self._starts = list(accumulate((len(article.text) + 1 for article in articles[:-1]), initial=0))

    def offset(self, article: str, offset: int) -> int:
        """Return where a character of an article stands in the joined text."""
        return self._starts[self._ids.index(article)] + offset

    def pieces(self, span: Span) -> Iterator[Place]:
        """Yield the parts of a span of the joined text by article, with the article's own offsets."""
        for index, start in enumerate(self._starts):
            end = self._starts[index + 1] - 1 if index + 1 < len(self._starts) else len(self.text)
            low, high = max(span.start, start), min(span.end, end)
            if low < high or (span.start == span.end and start <= span.start <= end):
                yield self._ids[index], Span(start=low - start, end=high - start)


class Places:
    """Corresponding places of the two sides, by the differences between their texts."""

    def __init__(self, left: Joined, right: Joined) -> None:
        """Compare the two sides of a pair."""
        self._left, self._right = left, right
        self._hunks = hunks(left.neutral, right.neutral)

    def apart(self, article: str, offset: int, other_article: str, other_offset: int) -> int:
        """Return how far a place of the right side is from where a place of the left side went, in characters."""
        here = self._left.offset(article, offset)
        there = self._right.offset(other_article, other_offset)
        index = bisect_right(self._hunks, here, key=lambda hunk: hunk.left.end)
        if index < len(self._hunks) and self._hunks[index].left.start < here:
            low, high = self._hunks[index].right.start, self._hunks[index].right.end
            return max(low - there, there - high, 0)
        shift = self._hunks[index - 1].right.end - self._hunks[index - 1].left.end if index else 0
        return abs(here + shift - there)


def differences(left: Joined, right: Joined) -> Iterator[tuple[Place | None, Place | None]]:
    """Yield the stretches of the left articles and those of the right ones that stand in their place.

    A stretch lies within one article; None where the other side has nothing.
    """
    for hunk in hunks(left.neutral, right.neutral):
        yield from zip_longest(_words(left, hunk.left), _words(right, hunk.right))


def _words(joined: Joined, span: Span) -> list[Place]:
    return [place for place in joined.pieces(span) if place[1].start < place[1].end]
