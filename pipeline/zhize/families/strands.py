"""Links between the articles of two texts each → strands through all texts, in the order of a table.

The strongest links come first. Two strands become one where a link joins them, unless both hold an article of one
text that nothing says belong together; a weak link joins two strands only if others between them bear it out, so that
a single doubtful pair does not tie strangers together.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Final

from zhize.comparison.nouns import PairType
from zhize.comparison.order import longest_run

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from zhize.comparison.nouns import Pair

_STRONG: Final = 0.6  # a link of such similarity joins two strands by itself
_SUPPORT: Final = 1 / 3  # of the pairs of texts between two strands, that a weaker link needs


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An article of one text and one of another that stand for each other, by their numbers among all articles."""

    left: int
    right: int
    type: PairType
    similarity: float
    mapped_similarity: float


def links_of(pairs: Iterable[Pair], left: dict[str, int], right: dict[str, int]) -> Iterator[Link]:
    """Yield the links of a comparison's pairs; a split or merged pair has several.

    Args:
        pairs: of two texts.
        left: numbers of the left text's articles, by id.
        right: those of the right text's.
    """
    for pair in pairs:
        for ours, theirs in product(pair.left, pair.right):
            yield Link(
                left=left[ours],
                right=right[theirs],
                type=pair.type,
                similarity=pair.similarity,
                mapped_similarity=pair.mapped_similarity,
            )


def siblings_of(links: Iterable[Link]) -> set[tuple[int, int]]:
    """Return which articles of one text stand for one article of another: parts of what was split or merged."""
    counterparts: dict[tuple[int, bool], list[int]] = defaultdict(list)
    for link in links:
        if link.type is PairType.SPLIT:
            counterparts[link.left, False].append(link.right)
        elif link.type is PairType.MERGED:
            counterparts[link.right, True].append(link.left)
    return {(one, other) for parts in counterparts.values() for one, other in product(parts, parts) if one != other}


class Strands:
    """Articles that stand for one another, growing together."""

    def __init__(self, owners: Sequence[int], links: Sequence[Link], places: Sequence[int]) -> None:
        """Begin with every article by itself, then join what is linked.

        Args:
            owners: the text of each article.
            links: all links; those of one article with parts of another text as well.
            places: of each article, a number that does not depend on the order of the texts; of equally strong links
                it says which comes first.
        """
        self._owners = owners
        self._strand = list(range(len(owners)))  # of each article: the number of its strand
        self._members = [[article] for article in range(len(owners))]
        self._texts = [{owner} for owner in owners]
        self._siblings = siblings_of(links)
        self._linked = {(link.left, link.right) for link in links} | {(link.right, link.left) for link in links}

        def strongest_first(link: Link) -> tuple[float, ...]:
            return (-link.mapped_similarity, -link.similarity, *sorted((places[link.left], places[link.right])))

        for link in sorted(links, key=strongest_first):
            self._join(link)

    @property
    def members(self) -> list[list[int]]:
        """The articles of each strand, in order."""
        return [sorted(members) for members in self._members if members]

    def _join(self, link: Link) -> None:
        one, other = self._strand[link.left], self._strand[link.right]
        if one == other or not self._compatible(one, other):
            return
        if link.mapped_similarity < _STRONG and self._support(one, other) < _SUPPORT:
            return
        if len(self._members[one]) < len(self._members[other]):
            one, other = other, one
        for article in self._members[other]:
            self._strand[article] = one
        self._members[one] += self._members[other]
        self._texts[one] |= self._texts[other]
        self._members[other], self._texts[other] = [], set()

    def _compatible(self, one: int, other: int) -> bool:
        """Whether the articles that two strands hold of one text belong together."""
        shared = self._texts[one] & self._texts[other]
        return not shared or all(
            (ours, theirs) in self._siblings
            for ours, theirs in product(self._members[one], self._members[other])
            if self._owners[ours] == self._owners[theirs]
        )

    def _support(self, one: int, other: int) -> float:
        """Return the share of the pairs of texts between two strands that have a link."""
        pairs = [(a, b) for a, b in product(self._texts[one], self._texts[other]) if a != b]
        found = {
            (self._owners[ours], self._owners[theirs])
            for ours, theirs in product(self._members[one], self._members[other])
            if (ours, theirs) in self._linked
        }
        return len(found) / len(pairs) if pairs else 0.0


def in_order(strands: Sequence[Sequence[int]], texts: Sequence[Sequence[int]]) -> list[int]:
    """Return the strands in the order of a table, as their indexes.

    Args:
        strands: the articles of each.
        texts: the articles of each text in order, the texts in the order given.

    Returns:
        The order of the first text; what it has not stands behind what comes before it in the next text that has it.
    """
    strand_of = {article: index for index, members in enumerate(strands) for article in members}
    order: list[int] = []
    for articles in texts:
        rows = list(dict.fromkeys(strand_of[article] for article in articles))
        places = {strand: place for place, strand in enumerate(order)}
        known = [row for row in rows if row in places]
        steady = {known[index] for index in longest_run([places[row] for row in known])}
        behind: dict[int, list[int]] = defaultdict(list)  # strand, or -1 for the top → new strands behind it
        anchor = -1 if steady else order[-1] if order else -1  # a text of another subject stands at the end
        for row in rows:
            if row in steady:
                anchor = row
            elif row not in places:
                behind[anchor].append(row)
        order = [*behind[-1], *(row for placed in order for row in (placed, *behind[placed]))]
    return order
