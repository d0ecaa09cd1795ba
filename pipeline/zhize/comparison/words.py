"""Stretches that differ, widened to whole words: 审【核】 and 审【批】 become 审核 and 审批.

The words are those of `zhize.segmentation`; only the clauses in which a stretch begins and ends are asked for.
"""

from __future__ import annotations

from collections import deque
from functools import lru_cache
from itertools import accumulate, chain
from typing import TYPE_CHECKING, Final

from zhize.segmentation import words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Cut = tuple[int, int, int, int]
"""Left start and end, right start and end of a stretch that differs."""

_MARKS: Final = frozenset('.,;:!?、()"《》·-')  # of a folded text; words end there, whatever the model says
_LONGEST: Final = 60  # characters of a clause on each side of a place; a text without marks is no reason to read it all
_WORD: Final = 8  # characters by which a stretch grows at most


def whole_words(cuts: Iterable[Cut], left: str, right: str) -> tuple[Cut, ...]:
    """Return each stretch grown, on both sides alike, to where words begin and end in both texts.

    Two stretches between which no word ends become one: 【查】处 and 处【理】 are 查处 and 处理.

    Args:
        cuts: the stretches that differ, in order.
        left: the folded text of one side.
        right: that of the other.
    """
    ours, theirs = _Words(left), _Words(right)
    rest = deque(cuts)
    grown: list[Cut] = []
    while rest:
        floor, after = grown[-1][1] if grown else 0, rest[1][0] if len(rest) > 1 else len(left)
        a, b, c, d = _slid(rest.popleft(), ours, theirs, (floor, after))
        back = min(a - floor, c, _WORD)
        on = min(after - b, len(right) - d, _WORD)
        start = next((step for step in range(back + 1) if ours.part(a - step) and theirs.part(c - step)), None)
        end = next((step for step in range(on + 1) if ours.part(b + step) and theirs.part(d + step)), None)
        if start is None and grown and a - floor <= _WORD:
            before = grown.pop()
            rest.appendleft((before[0], b, before[2], d))
        elif end is None and rest and after - b <= _WORD:
            behind = rest.popleft()
            rest.appendleft((a, behind[1], c, behind[3]))
        else:
            grown.append((a - (start or 0), b + (end or 0), c - (start or 0), d + (end or 0)))
    return tuple(grown)


def _slid(cut: Cut, ours: _Words, theirs: _Words, room: tuple[int, int]) -> Cut:
    """Slide what was only added or only deleted to where it is whole words, if it can stand there just as well.

    Args:
        cut: the stretch.
        ours: the left text.
        theirs: the right one.
        room: where the stretch before it ends in the left text, and where the next one begins.
    """
    a, b, c, d = cut
    if (a == b) == (c == d):
        return cut
    long, start, end = (ours, a, b) if c == d else (theirs, c, d)
    back = _same(reversed(long.text[max(0, start - _WORD) : start]), reversed(long.text[max(start, end - _WORD) : end]))
    on = _same(iter(long.text[start : min(end, start + _WORD)]), iter(long.text[end : end + _WORD]))
    back, on = min(back, a - room[0]), min(on, room[1] - b)
    steps = chain([0], (-step for step in range(1, back + 1)), range(1, on + 1))
    fits = (
        step
        for step in steps
        if all(words.part(at + step) for words, at in ((ours, a), (ours, b), (theirs, c), (theirs, d)))
    )
    step = next(fits, 0)
    return a + step, b + step, c + step, d + step


def _same(first: Iterator[str], second: Iterator[str]) -> int:
    """Return how many characters two runs have in common at their beginning."""
    count = 0
    for one, other in zip(first, second, strict=False):
        if one != other:
            break
        count += 1
    return count


class _Words:
    """A text and where its words part."""

    def __init__(self, text: str) -> None:
        self.text = text

    def part(self, at: int) -> bool:
        """Whether a word ends or begins at a place."""
        text = self.text
        if not 0 < at < len(text) or text[at - 1] in _MARKS or text[at] in _MARKS:
            return True
        start = next((low for low in range(at, max(0, at - _LONGEST), -1) if text[low - 1] in _MARKS), None)
        end = next((high for high in range(at, min(len(text), at + _LONGEST)) if text[high] in _MARKS), None)
        start = max(0, at - _LONGEST) if start is None else start
        end = min(len(text), at + _LONGEST) if end is None else end
        return at - start in _parts(text[start:end])


@lru_cache(maxsize=16_384)
def _parts(clause: str) -> frozenset[int]:
    return frozenset(accumulate(map(len, words_of(clause))))
