"""Where two texts differ, in pieces that a reader can take in.

The fewest characters that have to go and come are found exactly (the longest common subsequence). Because that
keeps chance agreements of a character or two, differences that lie close together become one, and neither a number nor
a word is ever cut. Texts too long for that are compared sentence by sentence first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from rapidfuzz.distance import Indel

from zhize.comparison.words import whole_words
from zhize.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from zhize.comparison.equality import Folded
    from zhize.comparison.words import Cut

_LARGEST: Final = 200_000_000  # product of two lengths up to which characters are compared at once
_REWRITTEN: Final = 0.3  # likeness under which common characters are chance
_SENTENCE = re.compile(r"[^.;!?]*[.;!?]?")
_STOPS = frozenset(".;:,!?、")
_NUMBER = re.compile(r"[0-9A-Za-z.]+|[零〇○一二三四五六七八九十百千万]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hunk:
    """A stretch of the left text in whose place the right text has another; one of the two may be empty."""

    left: Span
    right: Span


def ratio(left: str, right: str) -> float:
    """Return how alike two folded texts are: the share of characters that both have in the same order, 0 to 1."""
    if left == right:
        return 1.0
    if len(left) * len(right) <= _LARGEST:
        return round(Indel.normalized_similarity(left, right), 4)
    return round(Indel.normalized_similarity(_sentences(left), _sentences(right)), 4)


@lru_cache(maxsize=512)
def hunks(left: Folded, right: Folded) -> tuple[Hunk, ...]:
    """Return where two texts differ, in order.

    Args:
        left: one text, folded or in neutral words.
        right: the other.

    Returns:
        Stretches of both texts as they were before; what folding makes equal is no difference.
    """
    if left.text == right.text:
        return ()
    raw = _settled(list(_differences(left.text, right.text)), left.text, right.text)
    close = _merged(_whole_numbers(raw, left.text, right.text))
    whole = _merged(whole_words(close, left.text, right.text))
    return tuple(Hunk(left=left.original(a, b), right=right.original(c, d)) for a, b, c, d in whole)


def _differences(left: str, right: str) -> Iterator[Cut]:
    """Yield the stretches that differ, characters or, in long texts, sentences first."""
    if len(left) * len(right) <= _LARGEST:
        yield from _cuts(left, right)
        return
    ours, theirs = _sentences(left), _sentences(right)
    starts, ends = _starts(ours), _starts(theirs)
    for a, b, c, d in _cuts(ours, theirs):
        i, j, k, m = starts[a], starts[b], ends[c], ends[d]
        if (j - i) * (m - k) > _LARGEST:
            yield i, j, k, m
            continue
        yield from ((i + p, i + q, k + r, k + s) for p, q, r, s in _cuts(left[i:j], right[k:m]))


def _cuts(left: Sequence[str], right: Sequence[str]) -> Iterator[Cut]:
    if left and right and isinstance(left, str) and Indel.normalized_similarity(left, right) < _REWRITTEN:
        yield 0, len(left), 0, len(right)
        return
    start = end = start_right = end_right = 0
    for step in Indel.opcodes(left, right):
        if step.tag == "equal":
            if start < end or start_right < end_right:
                yield start, end, start_right, end_right
            start, start_right = step.src_end, step.dest_end
        end, end_right = step.src_end, step.dest_end
    if start < end or start_right < end_right:
        yield start, end, start_right, end_right


def _settled(cuts: list[Cut], left: str, right: str) -> Iterator[Cut]:
    """Slide what was only added or only deleted to where it begins a clause, if it can stand there just as well.

    Of 甲。【县政府…。县】政府 and 甲。【县政府…。】县政府 the second is what was deleted.
    """
    floor = 0
    for a, b, c, d in cuts:
        text, start, end = (left, a, b) if c == d else (right, c, d)
        most = 0
        if (a == b) != (c == d):
            while start - most > 0 and a - most > floor and text[start - most - 1] == text[end - most - 1]:
                most += 1
        step = next((s for s in range(most + 1) if start == s or text[start - s - 1] in _STOPS), 0)
        yield a - step, b - step, c - step, d - step
        floor = b


def _sentences(text: str) -> list[str]:
    return [match[0] for match in _SENTENCE.finditer(text) if match[0]]


def _starts(sentences: Iterable[str]) -> list[int]:
    return list(accumulate(map(len, sentences), initial=0))


def _whole_numbers(cuts: Iterable[Cut], left: str, right: str) -> Iterator[Cut]:
    """Widen each cut that lies in a number to the whole of it: 1【3】日 and 1【5】日 become 13日 and 15日."""
    ours, theirs = _numbers(left), _numbers(right)
    for a, b, c, d in cuts:
        back = max(_reach_back(ours, a, b), _reach_back(theirs, c, d))
        on = max(_reach_on(ours, a, b), _reach_on(theirs, c, d))
        back, on = min(back, a, c), min(on, len(left) - b, len(right) - d)
        yield a - back, b + on, c - back, d + on


def _numbers(text: str) -> dict[int, Span]:
    """Return the number that each character of a number belongs to."""
    spans = (Span(start=match.start(), end=match.end()) for match in _NUMBER.finditer(text))
    return {at: span for span in spans for at in range(span.start, span.end)}


def _reach_back(numbers: dict[int, Span], start: int, end: int) -> int:
    first = numbers.get(start) if start < end else None
    return start - first.start if first else 0


def _reach_on(numbers: dict[int, Span], start: int, end: int) -> int:
    last = numbers.get(end - 1) if start < end else None
    return last.end - end if last else 0


def _merged(cuts: Iterable[Cut]) -> list[Cut]:
    """Join cuts that overlap, or that less stands between than either changes."""
    joined: list[Cut] = []
    for a, b, c, d in cuts:
        if joined:
            i, j, k, m = joined[-1]
            between = a - j
            if between < max(1, min(max(j - i, m - k), max(b - a, d - c))):
                joined[-1] = (i, max(b, j), k, max(d, m))
                continue
        joined.append((a, b, c, d))
    return joined
