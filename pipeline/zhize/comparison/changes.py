"""What changed between the articles of a pair: first in what they demand, then in their words."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from operator import itemgetter
from typing import TYPE_CHECKING, Final

from zhize.comparison.equality import fold
from zhize.comparison.norm_changes import norm_changes
from zhize.comparison.nouns import Change, ChangeKind, PairType
from zhize.comparison.places import LEFT, RIGHT, Joined, Places, differences
from zhize.comparison.stretches import demand

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from zhize.comparison.places import Place
    from zhize.comparison.statements import Statements
    from zhize.types import Article

_STOPS: Final = "，、；。,;"
_LEADS: Final = _STOPS + "在于自从"  # stand before a time or a case: 在|三日内


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
    named = _Named(said, LEFT, left), _Named(said, RIGHT, right)
    rest: list[Change] = []
    for place, other_place in differences(here, there):
        wording = _wording(place, other_place, left, right)
        # 市委 in a county's text and in a city's are two bodies and the same words.
        same_words = fold(wording.left or "").text == fold(wording.right or "").text
        if same_words or (named[0].holds(place) and named[1].holds(other_place)):
            continue
        silent = not (named[0].meets(place) or named[1].meets(other_place))
        change = demand(place, other_place, left, right) if silent else None
        rest.append(change or wording)
    yield from said
    yield from sorted(rest, key=lambda change: change.kind is ChangeKind.WORDING)


class _Named:
    """The words of one side that changes of norms name already."""

    def __init__(self, said: Iterable[Change], side: int, statements: Statements) -> None:
        self._side = statements
        places = [
            (change.right_article, change.right_span) if side else (change.left_article, change.left_span)
            for change in said
        ]
        self._reach: dict[str, list[tuple[int, int]]] = {}  # by article: stretches that do not touch, in order
        for article, span in sorted((article or "", span) for article, span in places if span is not None):
            reach = self._reach.setdefault(article, [])
            first, last = reach.pop() if reach and reach[-1][1] >= span.start else (span.start, span.end)
            reach.append((first, max(last, span.end)))

    def holds(self, place: Place | None) -> bool:
        """Whether a stretch lies in one of these words, but for what leads to them; nothing lies anywhere."""
        if place is None:
            return True
        words = place[1].of(self._side.article(place[0]).text)
        start = place[1].start + len(words) - len(words.lstrip(_LEADS))
        end = place[1].end - len(words) + len(words.rstrip(_STOPS))
        if start >= end:  # nothing but a comma
            start, end = place[1].start, place[1].end
        reach = self._reach.get(place[0], [])
        index = bisect_right(reach, start, key=itemgetter(0))
        return index > 0 and reach[index - 1][1] >= end

    def meets(self, place: Place | None) -> bool:
        """Whether a stretch shares a character with one of these words."""
        if place is None:
            return False
        reach = self._reach.get(place[0], [])
        index = bisect_left(reach, place[1].end, key=itemgetter(0))
        return index > 0 and reach[index - 1][1] > place[1].start


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
