"""Which place of one side of a pair corresponds to which of the other, and what differs between the two."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import accumulate, zip_longest
from typing import TYPE_CHECKING, Final

from zhize.comparison.mapping import neutral
from zhize.comparison.senses import sense
from zhize.comparison.wording import hunks
from zhize.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zhize.comparison.mapping import Home
    from zhize.types import Article

Place = tuple[str, Span]
"""An article's id and a stretch of its text."""

LEFT, RIGHT = 0, 1
"""The sides of a pair."""

_STOP: Final = re.compile(r"[。；;！？!?\n]")


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
        self.home = home
        self._stops = [match.end() for match in _STOP.finditer(self.text)]
        self._ids = [article.id for article in articles]
        self._starts = list(accumulate((len(article.text) + 1 for article in articles[:-1]), initial=0))

    @property
    def count(self) -> int:
        """How many articles it is."""
        return len(self._ids)

    def offset(self, article: str, offset: int) -> int:
        """Return where a character of an article stands in the joined text."""
        return self._starts[self._ids.index(article)] + offset

    def sentence(self, at: int) -> Span:
        """Return the sentence around a character of the joined text, with the stop that ends it."""
        index = bisect_right(self._stops, at)
        end = self._stops[index] if index < len(self._stops) else len(self.text)
        return Span(start=self._stops[index - 1] if index else 0, end=end)

    def sense(self, span: Span) -> str:
        """Return a stretch of the joined text in plain and neutral words."""
        return sense(neutral(span.of(self.text), self.home).text)

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
        self._changed = tuple([hunk.left for hunk in self._hunks]), tuple([hunk.right for hunk in self._hunks])
        self._reread = left.count != right.count or left.home != right.home
        self._reworded = self._senses(LEFT) & self._senses(RIGHT)

    def _side(self, side: int) -> Joined:
        return self._right if side else self._left

    def _senses(self, side: int) -> frozenset[str]:
        """Return what the changed sentences of a side say."""
        text = self._side(side)
        return frozenset(text.sense(text.sentence(span.start)) for span in self._changed[side])

    def touched(self, side: int, article: str, span: Span, *, beside: int = 0) -> bool:
        """Whether anything differs within a stretch of an article, or a few characters beside it.

        Args:
            side: whose article it is, `LEFT` or `RIGHT`.
            article: its id.
            span: the stretch.
            beside: how many characters beside it count.
        """
        at = self._side(side).offset(article, 0)
        start, end = at + span.start - beside, at + span.end + beside
        index = bisect_left(self._changed[side], start, key=lambda hunk: hunk.end)
        return index < len(self._changed[side]) and self._changed[side][index].start <= end

    def within(self, side: int, article: str | None, span: Span | None, named: Sequence[Span]) -> bool:
        """Whether all that differs in a stretch of an article lies in stretches that are named."""
        if article is None or span is None:
            return False
        at = self._side(side).offset(article, 0)
        start, end = at + span.start, at + span.end
        differ = (hunk for hunk in self._changed[side] if hunk.start < end and start < hunk.end)
        return all(any(at + one.start <= hunk.start and hunk.end <= at + one.end for one in named) for hunk in differ)

    def changed(self, side: int, article: str, at: int) -> bool:
        """Whether anything differs in the sentence around a character of an article."""
        text = self._side(side)
        shift = text.offset(article, 0)
        sentence = text.sentence(shift + at)
        return self.touched(side, article, Span(start=sentence.start - shift, end=sentence.end - shift - 1))

    def settled(self, side: int, article: str, at: int) -> bool:
        """Whether the sentence around a character of an article says the same on the other side.

        That is so where it only has other words; and where it has the same, but articles were divided or put together
        around it, or its bodies have the names of another government: then it was only read in another light.
        """
        if not self.changed(side, article, at):
            return self._reread
        text = self._side(side)
        return bool(self._reworded) and text.sense(text.sentence(text.offset(article, at))) in self._reworded

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
