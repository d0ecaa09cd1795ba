"""What a stretch that differs demands by itself, where no norm says it.

Norms are not found everywhere: 不得 in an item of a list, a second 不得 under one bearer, a case that stands between a
body and its 应当. There the words that came, went or gave way to others are asked: is one a marker of another modality,
a whole clause with a marker, a case, or the name of a body behind 由, 报, 经 or 向?
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from zhize.comparison import effects
from zhize.comparison.nouns import Change, ChangeKind
from zhize.comparison.senses import sense
from zhize.tagging import markers
from zhize.types import Span

if TYPE_CHECKING:
    from zhize.comparison.nouns import Effect
    from zhize.comparison.places import Place
    from zhize.comparison.statements import Statements
    from zhize.types import Marker, Modality

_STOPS: Final = "，。；：;:,\n"
_CLAUSE: Final = re.compile(f"[{_STOPS}]")
_AROUND: Final = "，。；,; \n"
_LONGER: Final = 2  # characters that a stretch may have beside the marker that it swaps: 应当|并
_SHORTEST: Final = 5  # characters of a clause
# Words that carry a duty, ban or power wherever they stand; 由, 要 and 不 are too often parts of something else.
_PLAIN_MARKERS: Final = frozenset(
    ["应当", "应", "必须", "须", "不得", "严禁", "禁止", "不准", "可以", "可", "有权", "不应当", "不应", "无权"]
)
_CASE: Final = re.compile(
    r"，?(?:[^。；]*(?:情况|情形|条件|前提)下|[^，。；]*期间|[^。；]{3,}的|除[^。；]*外|必要时|但(?:是，?)?[^。；]*(?:除外|的除外)"
    r"|(?:遇有?|因|发生|出现)[^，。；]*(?:时|后))"
)
_TAKES: Final = re.compile("(?:会同|报请|报经|报送|报|经|向|征求|征得|商|抄送|通报|告知|移送|与)$")
_BRINGS: Final = re.compile("，?并?(?:会同|报请|报经|报送|报|经|向|征求|征得|抄送|通报|告知|移送)")


def demand(here: Place | None, there: Place | None, left: Statements, right: Statements) -> Change | None:
    """Return the change of a demand that a stretch shows by itself, or None.

    Args:
        here: the words of the left side; None where it has nothing.
        there: the words of the right side that stand in their place.
        left: what the left text states.
        right: what the right text states.
    """
    ours, theirs = here and _Stretch(here, left), there and _Stretch(there, right)
    if ours and theirs:
        return _swapped(ours, theirs)
    alone = ours or theirs
    if alone is None:
        return None
    found = alone.alone()
    if found is None:
        return None
    kind, gone, come = found
    if ours:
        return _change(gone, ours, None, effects.of_limit(ours.words, "", kind) if kind else None)
    return _change(come, None, alone, effects.of_limit("", alone.words, kind) if kind else None)


class _Stretch:
    """Words of an article that the other side does not have."""

    def __init__(self, place: Place, side: Statements) -> None:
        self.article, self.span = place
        self.side = side
        self.text = side.article(self.article).text
        self.words = self.span.of(self.text)

    @property
    def bare(self) -> Span:
        """The words without the stops around them."""
        start = self.span.end - len(self.words.lstrip(_AROUND))
        return Span(start=start, end=max(start, self.span.start + len(self.words.rstrip(_AROUND))))

    def marker(self) -> Marker | None:
        """Return the marker that the words are, or hold with little beside."""
        found = [one for one in _markers(self.text) if one.start < self.span.end and self.span.start < one.end]
        if len(found) != 1 or len(self.words) > len(found[0].text) + _LONGER or found[0].text not in _PLAIN_MARKERS:
            return None
        return None if self.clause(found[0].start).endswith("的") else found[0]

    def clause(self, at: int) -> str:
        """Return the clause around a place."""
        end = _CLAUSE.search(self.text, at)
        start = max(self.text.rfind(stop, 0, at) for stop in _STOPS) + 1
        return self.text[start : end.start() if end else len(self.text)]

    def body(self) -> str | None:
        """Return the body that the words name, in plain words; None where they name none or several."""
        found = self.side.actors(self.article, self.span)
        return sense(self.side.neutral(found[0].body)) if len(found) == 1 else None

    def before(self) -> str:
        """Return the words before the first body of the stretch, from the beginning of its clause."""
        start = min(self.span.start, *(one.start for one in self.side.actors(self.article, self.span)))
        return self.text[max(0, start - _LONGER) : start]

    def alone(self) -> tuple[Modality | None, ChangeKind, ChangeKind] | None:
        """Return what the words say that came or went: the modality that they limit, and the kinds of the change."""
        if self._is_clause():
            return None, ChangeKind.NORM_REMOVED, ChangeKind.NORM_ADDED
        modality = self._limited()
        if modality is not None and _CASE.fullmatch(self.words.rstrip("，,")) and self._closes():
            return modality, ChangeKind.CONDITION, ChangeKind.CONDITION
        if _BRINGS.match(self.words) and self.side.actors(self.article, self.span):
            return None, ChangeKind.COUNTERPART, ChangeKind.COUNTERPART
        return None

    def _is_clause(self) -> bool:
        """Whether the words are one or more whole clauses of which one says what must, may or must not be."""
        before, after = self.text[: self.span.start].rstrip(), self.text[self.span.end :].lstrip(" ")
        opens = not before or before[-1] in "，。；：" or self.words[0] in "，；"
        closes = not after or after[0] in "，。；\n" or self.words[-1] in "，。；\n"
        if not (opens and closes) or self.bare.end - self.bare.start < _SHORTEST:
            return False
        return any(
            one.text in _PLAIN_MARKERS and not clause.endswith("的")
            for clause in _CLAUSE.split(self.words)
            for one in markers.match(clause)
        )

    def _closes(self) -> bool:
        """Whether a clause ends with the words, or a marker follows them."""
        if self.words[-1] in "，," or self.span.end == len(self.text):
            return True
        follows = next((one for one in _markers(self.text) if one.start >= self.span.end), None)
        return self.text[self.span.end] in "，,。；" or (follows is not None and follows.start == self.span.end)

    def _limited(self) -> Modality | None:
        """Return the modality of the sentence's norm, the next one first."""
        start = max(self.text.rfind(stop, 0, self.span.start) for stop in "。；\n") + 1
        ends = [at for stop in "。；\n" if (at := self.text.find(stop, self.span.end)) >= 0]
        end = min(ends, default=len(self.text))
        found = [one for one in _markers(self.text) if start <= one.start < end and one.text in _PLAIN_MARKERS]
        behind = [one for one in found if one.start >= self.span.end]
        return (behind or found)[0].modality if found else None


@lru_cache(maxsize=64)
def _markers(text: str) -> tuple[Marker, ...]:
    """Return the markers of an article, which is asked for every stretch of it."""
    return markers.match(text)


def _swapped(ours: _Stretch, theirs: _Stretch) -> Change | None:
    """Return what it changes that words gave way to others."""
    markers_ = ours.marker(), theirs.marker()
    if markers_[0] and markers_[1]:
        modalities = markers_[0].modality, markers_[1].modality
        if modalities[0] is modalities[1]:
            return None
        return _change(ChangeKind.MODALITY, ours, theirs, effects.of_modality(*modalities))
    bodies = ours.body(), theirs.body()
    if bodies[0] is None or bodies[1] is None or bodies[0] == bodies[1]:
        return None
    leads = ours.before(), theirs.before()
    if all(lead.endswith("由") for lead in leads):
        return _change(ChangeKind.BEARER, ours, theirs)
    return _change(ChangeKind.COUNTERPART, ours, theirs) if all(map(_TAKES.search, leads)) else None


def _change(kind: ChangeKind, ours: _Stretch | None, theirs: _Stretch | None, effect: Effect | None = None) -> Change:
    return Change(
        kind=kind,
        left=ours.bare.of(ours.text) if ours else None,
        right=theirs.bare.of(theirs.text) if theirs else None,
        left_span=ours.bare if ours else None,
        right_span=theirs.bare if theirs else None,
        effect=effect,
        left_article=ours.article if ours else None,
        right_article=theirs.article if theirs else None,
    )
