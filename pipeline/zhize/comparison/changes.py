"""What changed between the articles of a pair: first in what they demand, then in their words."""

from __future__ import annotations

from bisect import bisect_right
from operator import itemgetter
from typing import TYPE_CHECKING

from zhize.comparison.equality import fold
from zhize.comparison.norm_changes import norm_changes
from zhize.comparison.nouns import Change, ChangeKind, PairType
from zhize.comparison.places import Joined, Places, differences

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from zhize.comparison.places import Place
    from zhize.comparison.statements import Statements
    from zhize.types import Article, Span


def changes(
    left: Statements, right: Statements, ours: Sequence[Article], theirs: Sequence[Article], kind: PairType
) -> Iterator[Change]:
    """Yield the changes of a pair.

    Args:
        left: what the left text states.
        right: what the right text states.
        ours: the pair's left articles.
        theirs: its right articles.
        kind: the pair's type; an identical or adapted one has no changes.
    """
    if kind in {PairType.IDENTICAL, PairType.ADAPTED}:
        return
    here, there = Joined(ours, left.home), Joined(theirs, right.home)
    said = list(norm_changes(left, right, ours, theirs, Places(here, there)))
    yield from said
    covered = _Covered((change.left_article, change.left_span) for change in said)
    covered_there = _Covered((change.right_article, change.right_span) for change in said)
    for place, other_place in differences(here, there):
        change = _wording(place, other_place, left, right)
        # 市委 in a county's text and in a city's are two bodies and the same words.
        same_words = fold(change.left or "").text == fold(change.right or "").text
        if not same_words and not (covered.holds(place) and covered_there.holds(other_place)):
            yield change


class _Covered:
    """The words of one side that changes of norms name already."""

    def __init__(self, places: Iterable[tuple[str | None, Span | None]]) -> None:
        self._reach: dict[str, list[tuple[int, int]]] = {}  # by article: start, farthest end up to it
        for article, span in sorted((article or "", span) for article, span in places if span is not None):
            reach = self._reach.setdefault(article, [])
            reach.append((span.start, max(span.end, reach[-1][1] if reach else 0)))

    def holds(self, place: Place | None) -> bool:
        """Whether a stretch lies in one of these words; nothing lies anywhere."""
        if place is None:
            return True
        reach = self._reach.get(place[0], [])
        index = bisect_right(reach, place[1].start, key=itemgetter(0))
        return index > 0 and reach[index - 1][1] >= place[1].end


def _wording(here: Place | None, there: Place | None, left: Statements, right: Statements) -> Change:
    return Change(
        kind=ChangeKind.WORDING,
        left=here[1].of(left.article(here[0]).text) if here else None,
        right=there[1].of(right.article(there[0]).text) if there else None,
        left_span=here[1] if here else None,
        right_span=there[1] if there else None,
        left_article=here[0] if here else None,
        right_article=there[0] if there else None,
    )
