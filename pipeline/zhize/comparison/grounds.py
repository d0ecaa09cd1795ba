"""Why two articles stand for each other, in what both have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rapidfuzz.distance import Indel

from zhize.comparison.nouns import Ground, Reason

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from zhize.comparison.alignment import Link
    from zhize.comparison.passages import Act, Passage

_ONE_ACT: Final = 0.5  # likeness of two acts from which they are named as one
_HEARD: Final = 0.15  # likeness of the words under which they say nothing
_MOST: Final = 2  # names of bearers or of cited texts that are listed


class Grounds:
    """What speaks for the links of two texts."""

    def __init__(self, left: Sequence[Passage], right: Sequence[Passage], links: Iterable[Link]) -> None:
        """Keep the articles of both texts and which of them stand for which."""
        self._left, self._right = left, right
        linked = [link for link in links if link.left and link.right]
        self._pairs = {(ours, theirs) for link in linked for ours in link.left for theirs in link.right}

    def of(self, link: Link, likeness: float) -> tuple[Reason, ...]:
        """Return why a link was made, the weightiest reason first; nothing for an article alone.

        Args:
            link: articles that stand for each other.
            likeness: of their words, those of each text's own level in neutral words, 0 to 1.
        """
        if not link.left or not link.right:
            return ()
        # Where the model of links saw many small things, the words are what can be shown.
        found = list(self._reasons(link, likeness)) or [Reason(ground=Ground.WORDING, weight=round(likeness, 4))]
        return tuple(sorted(found, key=lambda reason: -reason.weight))

    def _reasons(self, link: Link, likeness: float) -> Iterator[Reason]:
        ours, theirs = [self._left[at] for at in link.left], [self._right[at] for at in link.right]
        if likeness >= _HEARD:
            yield Reason(ground=Ground.WORDING, weight=round(likeness, 4))
        if len(ours) > 1 or len(theirs) > 1:
            yield Reason(ground=Ground.HANDED_ON, weight=round(likeness, 4))
        acts = [(one, other) for a in ours for one in a.acts for b in theirs for other in b.acts]
        best = max(acts, key=lambda pair: _likeness(*pair), default=None)
        if best is not None and (act := _likeness(*best)) >= _ONE_ACT:
            names = sorted({*best[0].names, *best[1].names})
            yield Reason(ground=Ground.NORMS, weight=round(act, 4), said="、".join(names[:_MOST]))
        sides = sum((link.left[0] + step, link.right[0] + step) in self._pairs for step in (-1, 1))
        if sides:
            yield Reason(ground=Ground.ORDER, weight=sides / 2)
        chapters = {a.chapter for a in ours} & {b.chapter for b in theirs} - {""}
        if chapters:
            yield Reason(ground=Ground.CHAPTER, weight=1.0, said=min(chapters))
        cited = set().union(*(a.cited for a in ours)) & set().union(*(b.cited for b in theirs))
        if cited:
            yield Reason(ground=Ground.REFERENCES, weight=1.0, said="、".join(sorted(cited)[:_MOST]))


def _likeness(one: Act, other: Act) -> float:
    """Return how alike two acts are, 0 to 1; 0 for acts of different bearers or modality."""
    if one.modality != other.modality or not (one.bearers & other.bearers):
        return 0.0
    return float(Indel.normalized_similarity(one.words, other.words))
