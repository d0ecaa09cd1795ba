"""Which stretches of some texts may be names, and what they weigh by themselves, for all of them at once.

What rules found around them is weighed later (`zhize.tagging.company`): the stretches of an end are kept here only
where that can still make a name of one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from zhize.tagging import candidates
from zhize.tagging.candidates import LONGEST
from zhize.tagging.features import PADDING, SIGHT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from zhize.tagging.edges import Edges, Tries, Walked
    from zhize.tagging.phrases import Phrases
    from zhize.tagging.tries import Flags, Numbers, Places

    Weights = NDArray[np.floating[Any]]
    Some = tuple[list[int], list[float]]

_WINDOW = 16_384  # positions at a time, so that a long text takes no more memory than it must
_BEFORE = LONGEST + SIGHT  # characters before an end that its candidates look at


@dataclass(frozen=True, slots=True, kw_only=True)
class Edged:
    """What the candidates of a text weigh by themselves; weights are in thousandths."""

    at_start: Numbers  # what each position weighs as a beginning, the end of the text included,
    at_end: Numbers  # and as an end
    behind: Numbers  # how many characters the longest classed word has that begins at each position
    hopeful: Mapping[int, Some]  # by end, in order: beginnings, the last one first, and weights, of what may be a name


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What candidates weigh at least, in thousandths."""

    bias: float  # what each weighs beside its features
    least_end: int  # what its end weighs at least,
    least_edges: int  # and both edges
    most_of_company: int  # what stands around it may add so much
    hopeless: Weights  # so many candidates with one end are no name if none of them weighs more


@dataclass(frozen=True, slots=True, eq=False)
class _Window:
    """A part of a text with what its edges weigh."""

    text: str
    walked: Walked
    at_start: Numbers
    at_end: Numbers


@dataclass(frozen=True, slots=True, eq=False)
class _Found:
    """Candidates, those of one end after those of another."""

    ends: Places
    counts: Places  # of the candidates of each end
    starts: Places  # of all candidates
    weights: Weights


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """What a model weighs of all candidates of a text."""

    limits: Limits
    tries: Tries
    edges: Edges
    phrases: Phrases
    breaks: Flags  # by the number of a character: whether no name has it inside,
    depths: NDArray[np.int8]  # and, read leftwards, whether it opens brackets or closes them
    comma: int  # the number of the one that is no break in brackets

    def of(self, text: str) -> tuple[list[int], list[int]]:
        """Return the weight of each position of a text, its end included, as a beginning and as an end."""
        (found,) = self.read([text])
        return found.at_start.tolist(), found.at_end.tolist()

    def read(self, texts: Sequence[str]) -> list[Edged]:
        """Return what the candidates of each text weigh. Many short texts are read as one long text."""
        wide = "\n" * LONGEST + PADDING + PADDING.join(texts) + PADDING
        firsts = np.cumsum([_BEFORE, *(len(text) + SIGHT for text in texts)])[:-1]
        inside = _inside(len(wide) + 1, firsts, texts)
        hopeful: list[dict[int, Some]] = [{} for _ in texts]
        rows: list[tuple[Numbers, Numbers, Numbers]] = []
        for at in range(0, len(wide) - _BEFORE - SIGHT + 1, _WINDOW):
            window = self._window(wide[at : at + _BEFORE + _WINDOW + SIGHT])
            places = slice(_BEFORE, min(_BEFORE + _WINDOW, len(window.text) - SIGHT + 1))
            behind = self.edges.behind.take(window.walked.begun.deepest[places])
            rows.append((window.at_start[places], window.at_end[places], behind))
            may = self.edges.possible(window.walked) & (window.at_end >= self.limits.least_end)
            ends = np.flatnonzero(may[places] & inside[at + places.start : at + places.stop]) + _BEFORE
            _share(self._hopeful(self._candidates(window, ends)), firsts - at, hopeful)
        at_start, at_end, behind = map(np.concatenate, zip(*rows, strict=True))
        edged = []
        for first, text, some in zip((firsts - _BEFORE).tolist(), texts, hopeful, strict=True):
            places = slice(first, first + len(text) + 1)
            edged.append(Edged(at_start=at_start[places], at_end=at_end[places], behind=behind[places], hopeful=some))
        return edged

    def _window(self, text: str) -> _Window:
        walked = self.tries.read(text)
        return _Window(text, walked, self.edges.starts(walked), self.edges.ends(walked))

    def _candidates(self, window: _Window, ends: Places) -> _Found:
        """Return the candidates that have one of some ends and weigh enough at their edges.

        Which these are says `candidates.starts`.
        """
        starts = ends - np.arange(1, LONGEST + 1)[:, None]
        characters = window.walked.characters.take(starts)
        depth = np.cumsum(self.depths.take(characters), axis=0, dtype=np.int8)
        stops = (depth < 0) | (self.breaks.take(characters) & ((depth == 0) | (characters != self.comma)))
        free = (depth == 0) & ~np.logical_or.accumulate(stops, axis=0)
        free &= window.at_start.take(starts) >= self.limits.least_edges - window.at_end.take(ends)
        which, back = np.nonzero(free.T)
        starts, counts = ends[which] - back - 1, np.bincount(which, minlength=len(ends))
        some = counts > 0
        edges = (self.limits.bias + window.at_end.take(ends[which])) + window.at_start.take(starts)
        weights = edges + self.phrases.weights(window.text, window.walked, starts, ends[which])
        return _Found(ends[some], counts[some], starts, weights)

    def _hopeful(self, found: _Found) -> _Found:
        """Return those of some candidates with whose ends one may be a name."""
        if not len(found.ends):
            return found
        firsts = np.cumsum(found.counts) - found.counts
        most = np.maximum.reduceat(found.weights, firsts) + self.limits.most_of_company
        some = most > self.limits.hopeless[found.counts]
        kept = np.repeat(some, found.counts)
        return _Found(found.ends[some], found.counts[some], found.starts[kept], found.weights[kept])


def _inside(size: int, firsts: Places, texts: Sequence[str]) -> Flags:
    """Return at which positions of joined texts a name may end for what stands before it in its own text."""
    found = np.zeros(size, dtype=np.bool_)
    for first, text in zip(firsts.tolist(), texts, strict=True):
        found[first + candidates.SHORTEST : first + len(text) + 1] = True
    return found


def _share(found: _Found, firsts: Places, texts: Sequence[dict[int, Some]]) -> None:
    """Give each text the candidates in it; ``firsts`` is where they begin."""
    which = np.searchsorted(firsts, found.ends, side="right") - 1
    shift = firsts[which]
    starts, weights = (found.starts - np.repeat(shift, found.counts)).tolist(), found.weights.tolist()
    first = 0
    for text, end, count in zip(which.tolist(), (found.ends - shift).tolist(), found.counts.tolist(), strict=True):
        texts[text][end] = starts[first : first + count], weights[first : first + count]
        first += count


def reader_of(limits: Limits, tries: Tries, edges: Edges, phrases: Phrases) -> Reader:
    """Return what reads the candidates of texts."""
    breaks, opening, closing = (
        tries.alphabet.column(some.__contains__) for some in (candidates.BREAKS, candidates.OPENING, candidates.CLOSING)
    )
    return Reader(
        limits=limits,
        tries=tries,
        edges=edges,
        phrases=phrases,
        breaks=breaks,
        depths=closing.astype(np.int8) - opening.astype(np.int8),
        comma=int(tries.alphabet.of(candidates.COMMA)[0]),
    )
