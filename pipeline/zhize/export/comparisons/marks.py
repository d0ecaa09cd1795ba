"""What is marked in the articles of a pair: the characters that differ, and those that differ only as the levels do."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from zhize.comparison.equality import fold
from zhize.comparison.mapping import Home, home_of, neutral
from zhize.comparison.places import Joined, differences

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from zhize.comparison import Comparison
    from zhize.comparison.places import Place
    from zhize.types import Article

Marks = dict[str, dict[int, bool]]
"""By article: each character that differs, and whether it differs only as the levels or places do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What a text calls the bodies that the comparison took for one with those of the other text."""

    home: Home
    words: re.Pattern[str]  # the names of the role map

    def within(self, text: str) -> set[int]:
        """Return the characters of an article that stand in such a name or became a neutral word."""
        plain, mapped = fold(text), neutral(text, self.home)
        kept = set(zip(plain.text, plain.starts, plain.ends, strict=True))
        said = zip(mapped.text, mapped.starts, mapped.ends, strict=True)
        became = (range(start, end) for char, start, end in said if (char, start, end) not in kept)
        named = (range(*match.span()) for match in self.words.finditer(text))
        return {at for stretch in (*became, *named) for at in stretch}


def names_of(comparison: Comparison) -> tuple[Names, Names]:
    """Return the names of the left and of the right text as they were compared, a user's own lines included."""
    own = home_of(comparison.left.regulation), home_of(comparison.right.regulation)
    left, right = (Home(), Home()) if own[0] == own[1] else own
    lines = [(line.left, line.right, line) for line in comparison.correspondences]
    ours = tuple((fold(name).text, line.neutral) for names, _, line in lines if line.given for name in names)
    theirs = tuple((fold(name).text, line.neutral) for _, names, line in lines if line.given for name in names)
    return (
        Names(home=replace(left, lines=ours), words=_pattern(name for names, _, _ in lines for name in names)),
        Names(home=replace(right, lines=theirs), words=_pattern(name for _, names, _ in lines for name in names)),
    )


def marks(left: Sequence[Article], right: Sequence[Article], names: tuple[Names, Names]) -> tuple[Marks, Marks]:
    """Return what differs between the articles of a pair.

    Args:
        left: articles of the left text; empty for one that only the right text has.
        right: those that stand in their place.
        names: of both texts.

    Returns:
        The marks of the left and of the right articles; none where one side has no article.
    """
    if not left or not right:
        return {}, {}
    plain = list(differences(Joined(left, Home()), Joined(right, Home())))
    if not plain or not any(side.home.known for side in names):
        ours, theirs = (_marks(_characters(plain, hand), set()) for hand in (0, 1))
        return ours, theirs
    mapped = list(differences(Joined(left, names[0].home), Joined(right, names[1].home)))
    sides = zip((0, 1), (left, right), names, strict=True)
    ours, theirs = (
        _marks(_characters(mapped, hand), _characters(plain, hand) & _named(articles, side))
        for hand, articles, side in sides
    )
    return ours, theirs


def _pattern(names: Iterator[str]) -> re.Pattern[str]:
    longest_first = sorted(set(names), key=lambda name: (-len(name), name))
    return re.compile("|".join(map(re.escape, longest_first)) or r"(?!)")  # no name, no match


def _characters(places: Iterable[tuple[Place | None, Place | None]], hand: int) -> set[tuple[str, int]]:
    found = (pair[hand] for pair in places)
    return {(id_, at) for id_, span in filter(None, found) for at in range(span.start, span.end)}


def _named(articles: Sequence[Article], names: Names) -> set[tuple[str, int]]:
    return {(article.id, at) for article in articles for at in names.within(article.text)}


def _marks(real: set[tuple[str, int]], adapted: set[tuple[str, int]]) -> Marks:
    found: Marks = {}
    for id_, at in real | adapted:
        found.setdefault(id_, {})[at] = (id_, at) not in real
    return found
